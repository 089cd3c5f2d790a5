"""Talks: what is said in them is found, quoted and handed out, and an announced one reaches whom it concerns."""

import io
import zipfile
from datetime import timedelta

import pytest
from catalogues import World, utc, world
from conftest import text
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from kawat.publish import kit
from kawat.publish.search import documents

FOLDER = "content/portal/episode/2026/kopi"
SPOKEN = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ani>Kapulaga membuat kopi harum.\n\n01:05.000 --> 01:06.000\nSelesai.\n"
QUOTES = '[{text: "kapulaga membuat kopi harum", by: Ani}]'
FILES: dict[str, str | bytes | None] = {
    f"{FOLDER}/index.id.md": text("Kopi", transcript="t.vtt", quotes=QUOTES, provinces="[ID-JI]"),
    f"{FOLDER}/t.vtt": SPOKEN,
    "content/portal/episode/2026/nanti/index.id.md": text(
        "Nanti", live_at="2026-12-01 19:00", live_url="https://example.org/siar", provinces="[ID-JI]"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> World:
    found = world(FILES)
    assert found.problems == ()
    return found


def test_a_transcript_is_searched(made: World) -> None:
    desk = made.desk()
    part = documents.analyse(desk, "portal/episode/2026/kopi", "id", "full")
    assert "kapulaga" in repr(part)
    other = world({**FILES, f"{FOLDER}/t.vtt": SPOKEN.replace("Selesai", "Usai")})
    keys = [[one.key for one in documents.documents(it.desk()) if one.article.endswith("kopi")] for it in (made, other)]
    assert keys[0] != keys[1]


def test_quotations_stand_on_the_page_and_in_the_kit_with_the_whole_transcript(made: World) -> None:
    page = HTMLParser(made.page("id/episode/2026/kopi/index.html"))
    assert [one.text(strip=True) for one in page.css(".quote > *")] == ["kapulaga membuat kopi harum", "Ani"]
    with zipfile.ZipFile(io.BytesIO(kit.archive(made.desk(), "portal/episode/2026/kopi"))) as opened:
        members = {name: opened.read(name).decode() for name in opened.namelist()}
    assert list(members) == ["README.txt", "kopi.id.html", "kopi.id.txt", "kopi.id.transcript.txt"]
    assert "“kapulaga membuat kopi harum” – Ani\n" in members["kopi.id.txt"]
    assert "<blockquote><p>kapulaga membuat kopi harum</p><p>Ani</p></blockquote>" in members["kopi.id.html"]
    assert "\n0:01  Ani: Kapulaga membuat kopi harum.\n1:05  Selesai.\n" in members["kopi.id.transcript.txt"]


def test_an_announced_talk_stands_in_the_feed_of_each_province_that_it_concerns(made: World) -> None:
    assert "<title>Nanti</title>" in made.page("feeds/provinces/id-ji.xml")


def test_words_that_nobody_said_are_told_with_their_line() -> None:
    quotes = '[{text: "kapulaga membuat"}, {text: "teh"}]'
    made = world({**FILES, f"{FOLDER}/index.id.md": text(transcript="t.vtt", quotes=quotes)})
    column = len("quotes: ") + quotes.index('"teh"') + 1
    assert [(one.code, one.line, one.column) for one in made.problems] == [("K105", 5, column)]


def test_chapters_that_are_out_of_order_or_beyond_the_end_are_told_with_their_line() -> None:
    chapters = "\n  - {start: 00:00:00, title: a}\n  - {start: 00:00:40, title: b}\n  - {start: 00:00:30, title: c}"
    made = world({f"{FOLDER}/index.id.md": text(duration="00:00:39", chapters=chapters)})
    assert [(one.code, one.line, one.column) for one in made.problems] == [("K104", 7, 13), ("K103", 8, 13)]


def test_a_talk_is_announced_then_live_then_recorded_and_its_page_and_lists_know() -> None:
    live_at = utc(2026, 12, 1, 12)
    path, listing = "id/episode/2026/nanti/index.html", "id/episode/index.html"
    made = world(FILES)
    assert made.catalogue(live_at - timedelta(days=1)).due == live_at
    assert made.catalogue(live_at).due == live_at + timedelta(hours=2)
    told = {}
    for hours, said in ((-1, "Diumumkan"), (1, "Sedang siaran"), (3, "")):
        when = live_at + timedelta(hours=hours)
        page = HTMLParser(made.page(path, when))
        names, values = ([one.text(strip=True) for one in page.css(f".facts {part}")] for part in ("dt", "dd"))
        facts = dict(zip(names, values, strict=True))
        assert facts.get("Saat ini", "") == said
        assert (said in made.page(listing, when)) or not said
        told[said] = (made.plan(when)[path].key, made.plan(when)[listing].key)
    assert all(len({keys[at] for keys in told.values()}) == 3 for at in (0, 1))
