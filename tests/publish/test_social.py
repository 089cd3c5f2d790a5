"""Social texts: what a press officer posts, from what was typed or from title and summary."""

import pytest
from catalogues import world
from conftest import text
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from kawat.networks import NETWORKS
from kawat.publish import social
from kawat.publish.overviews import Post

LEAD = "content/tokyo/news/2026/a/index.id.md"
URL = "https://kawat.example/tokyo/id/news/2026/a/"
PAGE = "tokyo/social/index.html"
Files = dict[str, str | bytes | None]


def posts(**fields: str) -> dict[str, Post]:
    """Return the posts about a story with these fields, by network."""
    (story,) = social.view(world({LEAD: text(**fields)}).desk(), "tokyo").stories
    return {one.network: one for one in story.posts}


def test_without_any_text_title_summary_address_and_topics_make_one() -> None:
    made = posts(title="Festival", summary="Ringkas.", topics="[budaya, ekonomi]")
    assert {name: one.text for name, one in made.items()} == {
        "x": f"Festival\n\n{URL}\n\n#Budaya #Ekonomi",
        "facebook": f"Festival\n\nRingkas.\n\n{URL}\n\n#Budaya #Ekonomi",
        "instagram": "Festival\n\nRingkas.\n\n#Budaya #Ekonomi",
        "mastodon": f"Festival\n\nRingkas.\n\n{URL}\n\n#Budaya #Ekonomi",
    }
    assert not any(one.typed for one in made.values())
    assert (made["x"].length, made["x"].limit) == (8 + 2 + 23 + 2 + 16, 280)


def test_what_was_typed_is_taken_with_its_lines_and_the_address_is_added_where_links_work() -> None:
    made = posts(social="{x: Halo, mastodon: 'Baca https://lain.example/', instagram: Lihat}")
    assert made["x"].text == f"Halo\n\n{URL}" and made["x"].typed
    assert made["mastodon"].text == "Baca https://lain.example/" and made["instagram"].text == "Lihat"
    assert not made["facebook"].typed
    lines = world({LEAD: text(social="\n  facebook: |\n    Satu\n\n    Dua")}).article().lead.social.facebook
    assert lines == "Satu\n\nDua"


@pytest.mark.parametrize("language", ["id", "ja"])
def test_every_text_that_is_made_is_within_its_limit(language: str) -> None:
    words = {"id": "Penandatanganan nota kesepahaman ", "ja": "日本のバイヤーが職人と出会う"}[language]
    told = text((words * 13)[:190], summary=(words * 20)[:390], topics="[budaya]")
    files: Files = {f"content/tokyo/news/2026/a/index.{language}.md": told}
    (story,) = social.view(world(files).desk(), "tokyo").stories
    assert all(one.length <= one.limit == network.limit for one, network in zip(story.posts, NETWORKS, strict=True))
    assert "…" in story.posts[0].text or language == "id"
    assert all(
        (URL.replace("/id/", f"/{language}/") in one.text) == (one.network != "instagram") for one in story.posts
    )


@pytest.mark.parametrize(
    ("field", "typed", "size"),
    [
        ("x", "a" * 256, 281),
        ("x", "日" * 128, 281),
        ("mastodon", "a" * 476, 501),
        ("instagram", "a" * 2201, 2201),
    ],
)
def test_a_text_that_does_not_fit_is_an_error_where_it_was_typed(field: str, typed: str, size: int) -> None:
    (problem,) = world({LEAD: text(social=f"{{{field}: {typed}}}")}).problems
    assert (problem.code, problem.line, problem.column) == ("K065", 4, 13 + len(field) - 1)
    assert dict(problem.about)["size"] == str(size)
    assert world({LEAD: text(social=f"{{{field}: {typed[:-1]}}}")}).problems == ()


def test_hashtags_are_whole_words_in_any_script() -> None:
    assert social._hashtag("Ekonomi kreatif") == "EkonomiKreatif"
    assert social._hashtag("สันติภาพ & ความมั่นคง") == "สันติภาพความมั่นคง"


def test_a_sites_page_shows_its_newest_own_stories_in_every_language_and_is_not_indexed() -> None:
    files: Files = {
        LEAD: text("Festival"),
        LEAD.replace(".id.", ".ja."): text("祭り", date=None),  # type: ignore[arg-type]
        LEAD.replace(".id.", ".id.simple."): text("Festival mudah", date=None),  # type: ignore[arg-type]
        "content/tokyo/news/2026/b/index.id.md": text("Baru", "2026-11-02 09:00"),
        "content/tokyo/news/2026/c/index.id.md": text("Rahasia", status="draft"),
        "content/tokyo/page/tentang/index.id.md": text("Tentang"),
        "content/osaka/news/2026/d/index.id.md": text("Tetangga", crosspost="{to: tokyo}"),
    }
    made = world(files)
    page = HTMLParser(made.page(PAGE))
    assert [one.text() for one in page.css("main h2 a")] == ["Baru", "Festival", "祭り"]
    assert page.css_first('meta[name="robots"]').attributes["content"] == "noindex"
    assert len(page.css("textarea[readonly]")) == len(page.css("main label")) == 3 * len(NETWORKS)
    copied = [one.attributes["href"] for one in page.css("a.copy")]
    assert copied == [f"#{one.attributes['id']}" for one in page.css("textarea")], (
        "without a script it leads to the text"
    )
    assert page.css("main img")[0].attributes["src"].startswith("/media/cards/")
    assert "/social/" not in made.page("tokyo/sitemap.xml") + made.page("tokyo/index.html")
    assert "cairo/social/index.html" not in made.plan(), "a site without stories has none"


def test_a_text_stands_on_the_page_as_it_was_typed() -> None:
    page = world({LEAD: text(social="{x: '</textarea><b>& 1'}")}).page(PAGE)
    assert HTMLParser(page).css_first("#x-1").text() == f"</textarea><b>& 1\n\n{URL}"


def test_of_one_story_the_same_texts_are_told_in_each_of_its_languages() -> None:
    files: Files = {
        LEAD: text("Festival", social="{x: Halo}"),
        LEAD.replace(".id.", ".en."): text("Festival in English", date=""),
        LEAD.replace("/a/", "/b/"): text("Esok", embargo="2030-01-01 00:00"),
    }
    made = world(files)
    catalogue = made.catalogue()
    lines = "\n".join(social.told(catalogue, made.article("tokyo/news/2026/a")))
    shown = social.view(made.desk(), "tokyo").stories
    assert len(shown) == 2 and all(post.text in lines for story in shown for post in story.posts)
    assert lines.startswith(f"Festival (id)\n\n--- X, 29/280, written for it\nHalo\n\n{URL}\n\n--- Facebook, ")
    assert list(social.told(catalogue, made.article("tokyo/news/2026/b"))) == []
