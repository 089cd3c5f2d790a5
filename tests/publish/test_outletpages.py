"""Pages for outlets: every feed can be chosen, what is framed runs nothing, and editors are told the truth."""

import re
from collections.abc import Mapping
from html import unescape

import pytest
from catalogues import world
from conftest import NETWORK, text
from selectolax.lexbor import LexborHTMLParser, LexborNode

LEAD = "content/tokyo/news/2026/festival/index.id.md"
ORIGIN = "https://kawat.example/"


def page(path: str, files: Mapping[str, str | bytes | None] | None = None) -> LexborHTMLParser:
    return LexborHTMLParser(world(dict(files or {})).page(path))


def hrefs(nodes: list[LexborNode]) -> list[str]:
    return [node.attributes["href"] or "" for node in nodes]


def stories(count: int, **fields: str) -> dict[str, str | bytes | None]:
    return {
        f"content/tokyo/news/2026/s{number:02}/index.id.md": text(
            f"Kabar {number}", f"2026-10-{number + 1:02} 09:00", **fields
        )
        for number in range(count)
    }


# ---------------------------------------------------------------- choosing feeds


@pytest.mark.parametrize(
    ("path", "site", "language"),
    [
        ("feeds/index.html", "portal", "id"),
        ("en/feeds/index.html", "portal", "en"),
        ("cairo/ar/feeds/index.html", "cairo", "ar"),
    ],
)
def test_every_feed_of_a_site_in_that_language_stands_there_as_a_link_and_as_a_link_that_copies(
    path: str, site: str, language: str
) -> None:
    found = page(path)
    urls, copied = hrefs(found.css(".choice-url")), hrefs(found.css(".choices .copy"))
    assert urls == copied and len(urls) == len(set(urls))
    assert [node.text() for node in found.css(".choice-url")] == urls
    of_site = [one for one in world({}).plan().values() if one.recipe == "feed" and one.subject[0] == site]
    feeds = {ORIGIN + one.path for one in of_site if one.subject[2] == language}
    assert feeds and feeds <= set(urls)


def test_the_portals_page_lets_choose_by_subject_and_leads_to_every_mission() -> None:
    found = page("feeds/index.html")
    assert [node.attributes["id"] for node in found.css("details")] == [
        "topics", "provinces", "regions", "cities", "countries", "missions", "provinces-framed",
    ]  # fmt: skip
    assert hrefs(found.css("#missions a")) == ["/cairo/feeds/", "/osaka/feeds/", "/tokyo/feeds/"]
    (province,) = found.css("#provinces li")
    assert hrefs(province.css("a")) == [
        f"{ORIGIN}feeds/provinces/id-ji.opml",
        f"{ORIGIN}feeds/provinces/id-ji.xml",
        f"{ORIGIN}feeds/provinces/id-ji.xml",
    ]
    others = ("feeds/all.opml", "wire/index.json", "events.ics", "episodes.ics", "removed.json")
    assert {ORIGIN + one for one in others} <= set(hrefs(found.css(".choice-url")))


def test_a_missions_page_leads_to_the_portals_and_its_other_languages() -> None:
    found = page("tokyo/ja/feeds/index.html")
    assert hrefs(found.css(".feeds-note a"))[:3] == ["/tokyo/feeds/", "/tokyo/en/feeds/", "/en/feeds/"]


def test_a_page_needs_no_script_and_names_only_our_modules() -> None:
    scripts = page("feeds/index.html").css("script")
    assert {(one.attributes["type"], one.attributes["src"], one.text()) for one in scripts} == {
        ("module", "/theme/published-copy.js", ""),
        ("module", "/theme/published-kawat.js", ""),
    }


def test_what_is_pasted_is_an_iframe_of_the_list_and_the_copying_link_names_it() -> None:
    found = page("tokyo/feeds/index.html")
    shown = unescape(found.css_first("#embed").text())
    pasted = LexborHTMLParser(shown).css_first("iframe")
    assert (pasted.attributes["src"], pasted.attributes["title"]) == (f"{ORIGIN}tokyo/embed/id/", "Perwakilan Tokyo")
    assert hrefs(found.css(".snippet .copy")) == ["#embed"]
    assert "tokyo/embed/id/index.html" in world({}).plan()


def test_a_name_cannot_break_out_of_what_is_pasted() -> None:
    tokyo = NETWORK["missions/tokyo.yaml"].replace("id: Perwakilan Tokyo", "id: 'Kantor \"T\" <b>'")
    shown = page("tokyo/feeds/index.html", {"missions/tokyo.yaml": tokyo}).css_first("#embed").text()
    (pasted,) = LexborHTMLParser(shown).css("iframe")
    assert pasted.attributes["title"] == 'Kantor "T" <b>'


@pytest.mark.parametrize("path", ["index.html", "tokyo/index.html", "tokyo/id/news/2026/festival/index.html"])
def test_every_page_leads_to_feeds_and_to_what_editors_can_rely_on(path: str) -> None:
    footer = hrefs(page(path, {LEAD: text()}).css(".site-footer a"))
    assert {"/editors/", "/tokyo/feeds/" if "tokyo" in path else "/feeds/"} <= set(footer)


# ---------------------------------------------------------------- what is framed


def test_a_framed_list_is_the_newest_eight_and_opens_outside_the_frame() -> None:
    found = page("tokyo/embed/id/index.html", stories(10))
    links = found.css("li a")
    assert [node.text() for node in links] == [f"Kabar {number}" for number in range(9, 1, -1)]
    assert hrefs(links)[0] == "/tokyo/id/news/2026/s09/"
    for node in found.css("a"):
        assert (node.attributes["target"], node.attributes["rel"]) == ("_blank", "noopener")


def test_a_framed_list_runs_nothing_and_is_not_for_search() -> None:
    found = page("tokyo/embed/ja/index.html")
    assert not found.css("script, iframe, form, img, [style]")
    assert found.css_first("meta[name=robots]").attributes["content"] == "noindex"
    policy = found.css_first("meta[http-equiv]").attributes["content"] or ""
    assert policy == "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"


def test_a_province_has_a_list_over_all_missions_which_names_them() -> None:
    files = {
        LEAD: text("Festival", provinces="[ID-JI]"),
        "content/cairo/news/2026/panen/index.id.md": text("Panen", "2026-11-02 09:00", provinces="[ID-JI]"),
        "content/cairo/news/2026/lain/index.id.md": text("Lain"),
    }
    found = page("embed/provinces/id-ji/id/index.html", files)
    assert [" ".join(node.text().split()) for node in found.css("li")] == [
        "Panen 2 November 2026 · KBRI Kairo",
        "Festival 1 November 2026 · KBRI Tokyo",
    ]


def test_what_is_withdrawn_leaves_the_framed_list() -> None:
    assert not page("tokyo/embed/id/index.html", {LEAD: text(status="withdrawn", reason="Keliru")}).css("li")


# ---------------------------------------------------------------- for editors


def test_editors_find_true_addresses_and_the_beginning_of_every_guid() -> None:
    found, plan = page("editors/index.html"), world({}).plan()
    named = [url.removeprefix(ORIGIN) for url in hrefs(found.css("main a")) if url.startswith(ORIGIN)]
    assert named == ["removed.json", "feeds/episodes.xml", "wire/index.json", "events.ics"]
    assert set(named[1:]) <= plan.keys()  # removed.json tells of former addresses and is planned with them
    assert found.css_first("code").text() == "tag:kawat.example,2026:"
    assert found.css_first(".credit-line").text() == f"Sumber: Kemlu, {ORIGIN}id/news/…/"


def test_the_page_is_complete_in_both_languages() -> None:
    """The Indonesian one says everything in other words than the English one, and has as many paragraphs."""
    indonesian, english = page("editors/index.html"), page("en/editors/index.html")
    told = [[node.text() for node in one.css("main :is(p, dd, li, dt, h2)")] for one in (indonesian, english)]
    assert len(told[0]) == len(told[1]) > 30
    same = {one for one, other in zip(*told, strict=True) if one == other}
    assert same <= {"guid", "Podcast", "ninjs", "CAP", "iCalendar"}


# ---------------------------------------------------------------- discovery


@pytest.mark.parametrize(
    ("path", "feeds"),
    [
        ("index.html", ["feeds/news.xml", "feeds/news.atom", "feeds/news.json", "feeds/simple.id.xml"]),
        ("en/index.html", ["feeds/news.en.xml", "feeds/simple.en.xml"]),
        ("tokyo/ja/index.html", ["tokyo/feeds/news.ja.xml", "tokyo/feeds/simple.ja.xml"]),
        ("id/topics/budaya/index.html", ["feeds/topics/budaya.xml", "feeds/news.xml"]),
        ("en/countries/jp/index.html", ["feeds/countries/jp.en.xml", "feeds/news.en.xml"]),
        ("id/provinces/id-ji/index.html", ["feeds/provinces/id-ji.xml", "feeds/news.xml"]),
        ("id/potential/index.html", ["feeds/potential.xml", "feeds/news.xml"]),
        ("tokyo/id/news/index.html", ["tokyo/feeds/news.xml"]),
        ("tokyo/id/news/2026/festival/index.html", ["tokyo/feeds/news.xml"]),
    ],
)
def test_a_page_tells_feed_readers_of_the_feeds_that_suit_it(path: str, feeds: list[str]) -> None:
    files = {LEAD: text(), "content/portal/potential/2026/kopi/index.id.md": text(province="ID-JI")}
    found = world(dict(files))
    told = LexborHTMLParser(found.page(path)).css("link[rel=alternate][type]")
    assert hrefs(told) == [ORIGIN + one for one in feeds]
    types = {"xml": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
    assert [node.attributes["type"] for node in told] == [types[one.rpartition(".")[2]] for one in feeds]
    assert set(feeds) <= found.plan().keys() and all(node.attributes["title"] for node in told)


# ---------------------------------------------------------------- what changes them


def test_a_story_changes_the_keys_of_its_own_lists_and_of_no_page_of_feeds() -> None:
    """By path: whatever one mission's edit makes stale among the pages for outlets and the kits."""
    before = world({LEAD: text(provinces="[ID-JI]"), **stories(1)}).plan()
    after = world({LEAD: text("Lain", provinces="[ID-JI]"), **stories(1)}).plan()
    ours = re.compile(r"(^|/)(feeds|editors)/index\.html$|(^|/)embed/|/news/.*\.(txt|zip)$")
    assert [path for path in after if ours.search(path) and after[path].key != before[path].key] == [
        "embed/provinces/id-ji/en/index.html",
        "embed/provinces/id-ji/id/index.html",
        "tokyo/embed/en/index.html",
        "tokyo/embed/id/index.html",
        "tokyo/embed/ja/index.html",
        "tokyo/id/news/2026/festival/festival.txt",
        "tokyo/id/news/2026/festival/festival.zip",
    ]
