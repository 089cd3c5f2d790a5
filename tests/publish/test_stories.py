"""Stories: what a reader sees of an article, at home and as a copy."""

import pytest
from catalogues import World, png, utc, world
from conftest import NETWORK, text
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from kawat.model import Cue
from kawat.publish import share, stories
from kawat.publish.views import ArticleView, Link

FOLDER = "content/tokyo/news/2026/festival/"
LEAD, JAPANESE, ENGLISH = (f"{FOLDER}index.{language}.md" for language in ("id", "ja", "en"))
SIMPLE = FOLDER + "index.id.simple.md"
NAME = "tokyo/news/2026/festival"
HOME = "https://kawat.example/tokyo/id/news/2026/festival/"

Files = dict[str, str | bytes | None]


def only(title: str = "Terjemahan", **fields: str) -> str:
    return text(title, date=None, **fields)  # type: ignore[arg-type]


def view(files: Files, site: str = "tokyo", language: str = "id", register: str = "full") -> ArticleView:
    return stories.article(world(files).desk(), site, NAME, language, register)


def page(files: Files, path: str) -> HTMLParser:
    return HTMLParser(world(files).page(path))


# ---------------------------------------------------------------- at home


def test_a_story_shows_its_shared_fields_in_the_language_of_the_page() -> None:
    shared = {"topics": "[budaya]", "countries": "[JP]", "provinces": "[ID-JI]", "cities": "[surabaya]"}
    lead = text("Festival", summary="Ringkas", authors="[Pensosbud]", tags="[tari]", updated="2026-11-02", **shared)
    one = view({LEAD: lead, ENGLISH: only("The festival", summary="In short")}, language="en")
    assert (one.title, one.summary, one.language, one.direction, one.foreign) == (
        "The festival", "In short", "en", "ltr", "",
    )  # fmt: skip
    assert one.topics == (Link("Culture", "/en/topics/budaya/"),)
    assert one.places == (
        Link("Japan", "/en/countries/jp/"), Link("East Java", "/en/provinces/id-ji/"), Link("Surabaya", ""),
    )  # fmt: skip
    assert (one.date, one.updated, one.zone, one.tags) == (utc(2026, 11, 1), None, "Asia/Tokyo", ("tari",))
    assert one.authors == ("Pensosbud",)


def test_dates_are_those_of_the_home_site_wherever_the_story_stands() -> None:
    files: Files = {LEAD: text(date="2026-11-20 23:30", crosspost="{to: portal}")}
    assert "20 November 2026" in world(files).page("id/from/tokyo/news/2026/festival/index.html")


def test_a_dateline_tells_the_time_where_it_was_written_and_at_the_ministry() -> None:
    told = page({LEAD: text(date="2026-11-20 00:30")}, "tokyo/id/news/2026/festival/index.html").css_first(".dateline")
    assert told.text().strip() == "Tokyo, 20 November 2026, 00:30 GMT+9 (19 November 2026, 22:30 WIB di Jakarta)"


def test_a_dateline_of_the_ministry_tells_one_time() -> None:
    made = world({"content/portal/news/2026/a/index.id.md": text(date="2026-11-20 09:00")})
    told = HTMLParser(made.page("id/news/2026/a/index.html")).css_first(".dateline")
    assert told.text().strip() == "Jakarta, 20 November 2026, 09:00 WIB"


def test_readers_pass_on_the_address_at_home() -> None:
    copy = view({LEAD: text("Festival", crosspost="{to: portal}")}, site="portal")
    assert [one.href for one in copy.share] == [one.href for one in share.links("Festival", HOME)]


def test_a_story_in_its_sites_default_language_has_its_canonical_address_at_home() -> None:
    head = view({LEAD: text("Festival", summary="Ringkas")}).head
    assert (head.title, head.description, head.canonical, head.alternates, head.robots) == (
        "Festival", "Ringkas", HOME, (), "",
    )  # fmt: skip
    assert [(feed.title, feed.url, feed.type) for feed in head.feeds] == [
        ("Perwakilan Tokyo", "https://kawat.example/tokyo/feeds/news.xml", "application/rss+xml")
    ]


@pytest.mark.parametrize("language", ["id", "ja", "en"])
def test_translations_name_each_other_and_themselves(language: str) -> None:
    """hreflang is symmetric and the lead edition is the x-default; each is its own canonical."""
    files: Files = {LEAD: text(), JAPANESE: only(), ENGLISH: only()}
    urls = {one: HOME.replace("/id/", f"/{one}/") for one in ("id", "ja", "en")}
    head = view(files, language=language).head
    assert head.canonical == urls[language]
    assert head.alternates == (*urls.items(), ("x-default", urls["id"]))


def test_a_withdrawn_removed_or_hidden_translation_is_not_named_by_the_others() -> None:
    files: Files = {LEAD: text(), JAPANESE: only(), ENGLISH: only(status="withdrawn", reason="Wrong")}
    assert [one for one, _ in view(files).head.alternates] == ["id", "ja", "x-default"]
    assert view(files, language="en").head.alternates == ()
    files[JAPANESE] = only(embargo="2027-01-01")
    assert view(files).head.alternates == ()
    assert [link.language for link in view(files).languages] == ["id", "en"]


def test_a_simple_edition_stands_for_itself_and_beside_the_full_one() -> None:
    files: Files = {LEAD: text("Festival"), SIMPLE: only("Festival, mudah"), JAPANESE: only()}
    full, simple = view(files), view(files, register="simple")
    assert (full.simple, full.other_register) == (False, "/tokyo/id/news/2026/festival/simple/")
    assert (simple.simple, simple.other_register) == (True, "/tokyo/id/news/2026/festival/")
    assert (simple.head.canonical, simple.head.alternates) == (HOME + "simple/", ())
    assert [one for one, _ in full.head.alternates] == ["id", "ja", "x-default"]
    assert "simple" not in dict(full.head.alternates)["id"]
    assert view(files, language="ja").other_register == ""


def test_a_story_says_where_else_it_stands_but_not_where_it_is_only_linked() -> None:
    other = {LEAD: text(crosspost="{to: [osaka, cairo]}")}
    assert view({**other}).also == (
        Link("KBRI Kairo", "/cairo/id/from/tokyo/news/2026/festival/"),
        Link("KJRI Osaka", "/osaka/id/from/tokyo/news/2026/festival/"),
    )
    assert view({LEAD: text(crosspost="{to: [osaka, cairo], mode: link}")}).also == ()


def test_a_language_that_reads_from_the_right_says_so() -> None:
    cairo = "content/cairo/news/2026/a/index.ar.md"
    html = HTMLParser(world({cairo: text("مهرجان")}).page("cairo/ar/news/2026/a/index.html"))
    assert html.css_first("html").attributes["dir"] == "rtl"
    assert (
        stories.article(world({cairo: text("مهرجان")}).desk(), "cairo", "cairo/news/2026/a", "ar", "full").direction
        == "rtl"
    )


def test_corrections_and_the_licence_are_shown() -> None:
    lead = text(corrections="[{at: 2026-11-21 10:00, note: Jumlah diperbaiki.}]", republish="{license: CC-BY-4.0}")
    shown = world({LEAD: lead}).page("tokyo/id/news/2026/festival/index.html")
    assert "Jumlah diperbaiki." in shown and "CC-BY-4.0" in shown


# ---------------------------------------------------------------- as a copy


def copy(site: str = "osaka", language: str = "id", more: Files | None = None, **crosspost: str) -> ArticleView:
    typed = "".join(f", {name}: {value}" for name, value in crosspost.items())
    lead = text("Festival", summary="Ringkas", crosspost=f"{{to: {site}{typed}}}")
    return view({LEAD: lead, JAPANESE: only("祭り"), **(more or {})}, site, language)


def test_a_copy_names_its_source_and_has_its_canonical_address_at_home() -> None:
    one = copy()
    assert one.sources == (Link("KBRI Tokyo", HOME),)
    assert (one.head.canonical, one.head.alternates, one.also) == (HOME, (), ())
    assert one.chrome.name == "Perwakilan Osaka"
    html = page({LEAD: text(crosspost="{to: osaka}")}, "osaka/id/from/tokyo/news/2026/festival/index.html")
    assert html.css_first("link[rel=canonical]").attributes["href"] == HOME
    assert html.css_first(".source-line a").attributes["href"] == HOME


def test_a_copys_translations_are_those_on_the_same_site() -> None:
    assert [(link.language, link.href) for link in copy().languages] == [
        ("id", "/osaka/id/from/tokyo/news/2026/festival/"), ("ja", "/osaka/ja/from/tokyo/news/2026/festival/"),
    ]  # fmt: skip


def test_a_copy_in_a_language_that_its_site_has_not_says_so() -> None:
    """Around it, the site speaks its own default language."""
    arabic: Files = {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"].replace("[id, ar, en]", "[ar]")}
    one = copy("cairo", more=arabic)
    assert (one.chrome.language, one.language, one.foreign) == ("ar", "id", "الإندونيسية")


def test_a_target_may_be_told_in_other_words() -> None:
    one = copy(override="{osaka: {title: Untuk Osaka, summary: Lain}}")
    assert (one.title, one.summary, one.head.title, one.head.description) == (
        "Untuk Osaka", "Lain", "Untuk Osaka", "Lain",
    )  # fmt: skip
    assert copy(override="{cairo: {title: Untuk Kairo}}").title == "Festival"


def test_a_copy_keeps_links_to_itself_on_its_own_site() -> None:
    more: Files = {LEAD: text(body="[diri](index.id.md)", crosspost="{to: osaka}")}
    assert 'href="/osaka/id/from/tokyo/news/2026/festival/"' in view(more, "osaka").body
    assert 'href="/tokyo/id/news/2026/festival/"' in view(more).body


# ---------------------------------------------------------------- withdrawn and removed


def test_a_withdrawn_story_stays_with_a_notice_and_out_of_search_engines() -> None:
    files: Files = {LEAD: text("Festival", status="withdrawn", reason="Keliru & salah")}
    one = view(files)
    assert (one.withdrawn, one.head.robots) == ("Keliru & salah", "noindex")
    shown = world(files).page("tokyo/id/news/2026/festival/index.html")
    assert "Keliru &amp; salah" in shown and "Isi naskah." in shown and 'content="noindex"' in shown


def test_of_a_removed_story_only_the_reason_is_left_at_home_and_on_copies() -> None:
    secret = {
        "summary": "canary",
        "tags": "[canary]",
        "authors": "[canary]",
        "image": "canary.png",
        "image_alt": "canary",
    }
    lead = text("canary", body="canary", status="removed", reason="Keliru", crosspost="{to: osaka}", **secret)
    files: Files = {LEAD: lead, JAPANESE: only("canary"), FOLDER + "canary.png": png()}
    made = world(files)
    for path in ("tokyo/id/news", "tokyo/ja/news", "osaka/id/from/tokyo/news"):
        shown = made.page(f"{path}/2026/festival/index.html")
        assert "canary" not in shown and "Keliru" in shown and "noindex" in shown
    assert not [path for path in made.plan() if "media/" in path]


def test_a_removed_translation_leaves_the_others_alone() -> None:
    files: Files = {LEAD: text(), JAPANESE: only("canary", status="removed", reason="誤り")}
    made = world(files)
    assert made.plan()["tokyo/ja/news/2026/festival/index.html"].recipe == "tombstone"
    assert [link.language for link in view(files).languages] == ["id"]


# ---------------------------------------------------------------- what only one kind has


def kind(name: str, fields: dict[str, str], beside: dict[str, bytes] | None = None, body: str = "Isi.") -> ArticleView:
    folder = f"content/tokyo/{name}/2026/x/"
    files: Files = {folder + "index.id.md": text("Judul", body=body, **fields)}
    files |= {folder + file: data for file, data in (beside or {}).items()}
    made: World = world(files)
    assert made.problems == ()
    return stories.article(made.desk(), "tokyo", f"tokyo/{name}/2026/x", "id", "full")


MP3, WEBM, VTT = b"ID3" + bytes(64), b"\x1a\x45\xdf\xa3" + bytes(64), b"WEBVTT\n\n00:00.000 --> 00:01.000\nHalo\n"


def test_an_episode_has_its_recording_transcript_and_chapters() -> None:
    fields = {
        "audio": "r.mp3",
        "duration": "00:01:30",
        "transcript": "t.vtt",
        "chapters": "[{start: 01:05, title: Dua}]",
    }
    one = kind("episode", fields, {"r.mp3": MP3, "t.vtt": VTT}, body="")
    assert one.media is not None and one.chapters == ((65, "Dua"),)
    assert one.transcript == (Cue(0, "Halo"),)
    assert (one.media.kind, one.media.type, one.media.size_bytes, one.media.external) == (
        "audio",
        "audio/mpeg",
        67,
        False,
    )
    assert [(track, language, href.rpartition(".")[2]) for track, language, href in one.media.tracks] == [
        ("descriptions", "id", "vtt")
    ]


def test_a_video_has_its_captions_and_its_still() -> None:
    fields = {"video": "v.webm", "captions": "c.vtt", "poster": "p.png", "poster_alt": "Diam"}
    one = kind("video", fields, {"v.webm": WEBM, "c.vtt": VTT, "p.png": png()}, body="")
    assert one.media is not None
    assert (one.media.kind, one.media.type, one.media.poster_alt) == ("video", "video/webm", "Diam")
    assert one.media.poster.startswith("/media/") and one.media.tracks[0][0] == "captions"


def test_a_video_elsewhere_is_a_link() -> None:
    one = kind("video", {"video": "https://example.org/v"}, body="")
    assert one.media is not None and (one.media.href, one.media.external) == ("https://example.org/v", True)


def test_a_gallery_has_its_pictures_in_order() -> None:
    pictures = "[{image: b.png, alt: B, credit: K, caption: C}, {image: a.png, alt: A}]"
    one = kind("gallery", {"pictures": pictures}, {"a.png": png("red"), "b.png": png("blue")}, body="")
    assert [(image.alt, image.credit, image.caption) for image in one.pictures] == [("B", "K", "C"), ("A", "", "")]


def test_an_infographic_is_its_picture_and_the_text_alternative() -> None:
    one = kind("infographic", {"image": "a.png", "image_alt": "Angka"}, {"a.png": png()}, body="Seratus.")
    assert one.image is not None and (one.image.alt, one.body.strip()) == ("Angka", "<p>Seratus.</p>")


def test_an_advisory_shows_its_level() -> None:
    assert kind("advisory", {"country": "JP", "level": "3"}).level == 3


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("news", {}, "Isi."),
        ("press", {}, "Isi."),
        ("story", {}, "Isi."),
        ("event", {"start": "2026-12-01 09:00", "venue": "Aula"}, "Aula"),
        ("advisory", {"country": "JP", "level": "4", "areas": "[Pesisir]"}, "Pesisir"),
        ("agreement", {"form": "mou", "stage": "in-force", "parties": "[{name: Kota Lain}]"}, "Kota Lain"),
        ("potential", {"province": "ID-JI", "product": "Kopi"}, "Kopi"),
        ("page", {}, "Isi."),
        ("video", {"video": "https://example.org/v"}, "https://example.org/v"),
        ("episode", {"guests": "[{name: Tamu, role: Peneliti}]"}, "Tamu (Peneliti)"),
    ],
)
def test_every_kind_has_a_page(name: str, fields: dict[str, str], said: str) -> None:
    made = world({f"content/tokyo/{name}/2026/x/index.id.md": text("Judul naskah", body="Isi.", **fields)})
    assert made.problems == ()
    html = HTMLParser(made.page(f"tokyo/id/{name}/2026/x/index.html"))
    assert html.css_first("h1").text(strip=True) == "Judul naskah"
    assert said in html.body.html  # type: ignore[union-attr,operator]
