"""A text that comes to a story which is there takes a short road to where the long one leads."""

from pathlib import Path

import pytest
from catalogues import png
from conftest import NETWORK, Tree, text
from test_amendments import Files, Short, festival, made_alone, panen
from test_arrivals import story
from test_edits import FESTIVAL, PANEN, built, clean, planned_anew, short

__all__ = ["built", "short"]

SIMPLE = PANEN.replace("id.md", "id.simple.md")
PRESS = "content/portal/press/2026/siaran/index.en.md"
EN = PANEN.replace("id.md", "en.md")


def english(body: str = "Words.", path: str = EN, **fields: str) -> Files:
    return {path: text("Harvest", None, body, **{"summary": "Short", **fields})}


def plain(path: str = SIMPLE) -> Files:
    return {path: text("Panen itu", None, "Kata mudah.", summary="Mudah")}


ADDED: list[Files] = [
    english(),
    plain(),
    english() | plain() | {PANEN.replace("id.md", "ja.md"): text("収穫", None, "本文。", summary="要約")},
    english() | panen("Lain.", summary="Lain"),
    english() | panen(topics="[ekonomi, budaya]", tags="[padi]"),
    english() | festival("Lihat [panen](../panen/) lagi.\n\n![P](p.png)"),
    english("![P](p.png) [festival](../festival/)") | {PANEN.replace("index.id.md", "p.png"): png("blue")},
    {FESTIVAL.replace("id.md", "en.md"): text("Festival", None, "Words.\n\n![P](p.png)", summary="Short")},
    plain(FESTIVAL.replace("id.md", "id.simple.md")),
    english(path=PRESS),
    english(path=PRESS, authors="[Ani]", updated="2026-11-20 10:00"),
]


@pytest.mark.parametrize("files", ADDED)
def test_it_is_read_and_what_shows_the_story_is_made_and_nothing_else(
    built: Tree, short: Short, tmp_path: Path, files: Files
) -> None:
    edited = made_alone(built, short, files, tmp_path)
    assert (edited.about.total, edited.about.articles) == (len(built.output()), 5)
    assert not planned_anew(built).verdicts


def test_whoever_links_to_the_story_leads_to_the_text_in_his_language_now(
    built: Tree, short: Short, tmp_path: Path
) -> None:
    link = "[x](/tokyo/news/2026/panen/)"
    linking = story("satu", 9, body=link) | story("dua", 10, body=link + " panen")
    linking |= {"content/tokyo/news/2026/dua/index.en.md": text("Two", None, link, summary="S")}
    linking |= {"content/osaka/event/2026/tiga/index.en.md": text("Three", body=link, summary="S", start="2026-12-01")}
    built.write(linking).build()
    built.write({"content/osaka/event/2026/tiga/index.en.md": text("Three", body="-", summary="S", start="2026-12-01")})
    built.build()  # what was read of its former text is kept still
    edited = short(built.write(english()))
    page = "tokyo/en/news/2026/dua/index.html"
    assert edited and {page, "tokyo/feeds/news.en.xml"} <= {*edited.written}
    assert b'href="/tokyo/en/news/2026/panen/"' in built.output()[page]
    others = {f"tokyo/id/news/2026/{slug}/index.html" for slug in ("satu", "dua")} | {
        "osaka/en/event/2026/tiga/index.html"
    }
    assert others.isdisjoint(edited.written) and others <= built.output().keys()
    assert built.output() == clean(built, tmp_path)
    assert not planned_anew(built).verdicts


def test_advice_that_links_to_the_story_leads_there_too(built: Tree, short: Short, tmp_path: Path) -> None:
    waspada = "content/cairo/advisory/2026/waspada/index.en.md"
    link = "[x](/tokyo/news/2026/panen/)"
    built.write({waspada: text("Beware", None, link, summary="Short")}).build()
    short(built.write(english()))
    page = built.output()["cairo/en/advisory/2026/waspada/index.html"]
    assert b'href="/tokyo/en/news/2026/panen/"' in page
    assert built.output() == clean(built, tmp_path)


def test_what_is_related_in_that_language_is_shown_with_it(built: Tree, short: Short, tmp_path: Path) -> None:
    tags = "[padi, sawah]"
    newer = story("lumbung", 9, tags=tags) | {"content/tokyo/news/2026/lumbung/index.en.md": text("Barn", None)}
    built.write(panen(tags=tags) | newer).build()
    edited = short(built.write(english()))
    page = "tokyo/en/news/2026/lumbung/index.html"
    assert edited and page in edited.written and b"Harvest" in built.output()[page]
    assert built.output() == clean(built, tmp_path)
    assert not planned_anew(built).verdicts


def test_one_text_after_another_with_edits_and_stories_between_them_lead_to_the_same(
    built: Tree, short: Short, tmp_path: Path
) -> None:
    made: list[Files] = [
        story("satu", 9, crosspost="{to: [all]}") | english(),
        plain(),
        {"content/tokyo/news/2026/satu/index.ja.md": text("一つ", None, "本文。", summary="要約")},
        english("Other words."),
        english("Other words.", summary="Longer"),
        story("dua", 8),
    ]
    roads = [bool(short(built.write(files))) for files in made]
    assert roads == [False, True, True, True, True, True]
    assert built.output() == clean(built, tmp_path)
    assert not planned_anew(built).verdicts


def test_a_copy_that_would_stand_in_another_language_takes_the_long_road(
    built: Tree, short: Short, tmp_path: Path
) -> None:
    path = "content/tokyo/news/2026/jepang/index.ja.md"
    built.write({path: text("日本", summary="要約", crosspost="{to: [cairo]}")}).build()
    copy = "cairo/ja/from/tokyo/news/2026/jepang/index.html"
    assert copy in built.output()
    assert short(built.write({path.replace(".ja.", ".en."): text("Japan", None, summary="S")})) is None
    assert b"http-equiv" in built.output()[copy]


def test_what_is_left_at_a_former_address_leads_to_the_text_that_came(built: Tree, short: Short) -> None:
    former = "tokyo/en/news/2026/padi/index.html"
    here = {"id": "tokyo/news/2026/panen", "aliases": "[/tokyo/en/news/2026/padi/]"}
    built.write(panen(**here)).build()
    assert b"/tokyo/id/news/2026/panen/" in built.output()[former]
    assert short(built.write(english())) is None
    assert b"/tokyo/en/news/2026/panen/" in built.output()[former]


def test_of_a_story_that_an_archive_holds_the_long_road_is_taken(built: Tree, short: Short, tmp_path: Path) -> None:
    many = [text(f"Cerita {at}", f"2026-11-{at // 10 + 1:02} {at % 10 + 10}:00") for at in range(35)]
    built.write({PANEN.replace("panen", f"c{at}"): one for at, one in enumerate(many)}).build()
    assert any("archive" in path for path in built.output())
    assert short(built.write(english())) is None
    assert built.output() == clean(built, tmp_path)
    assert short(built.write({PANEN.replace("panen", "c33").replace("id.md", "en.md"): text("Story", None)}))
    assert built.output() == clean(built, tmp_path / "b")


def test_a_text_that_a_link_was_waiting_for_takes_the_long_road(built: Tree, short: Short, tmp_path: Path) -> None:
    built.write(story("satu", 9, body="[x](/tokyo/en/news/2026/panen/)")).build()
    assert short(built.write(english())) is None
    assert built.output() == clean(built, tmp_path)


def test_an_approval_of_the_story_as_it_was_has_it_take_the_long_road(tree: Tree, short: Short, tmp_path: Path) -> None:
    tree.write({"missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "approvers: [a@example.org]\n"})
    tree.write({"missions/approvals/cairo.yaml": "tokyo/news/2026/panen: {digest: ab12, by: a@example.org}\n"})
    tree.write(panen()).build()
    assert short(tree.write(english())) is None
    assert tree.output() == clean(tree, tmp_path)


@pytest.mark.parametrize(
    "files",
    [
        english(status="draft"),
        english(embargo="2026-12-01 09:00"),
        english(topics="[ekonomi]"),
        english(tags="[padi"),
        english("[Where](../nowhere/)"),
        english() | {PANEN.replace("id.md", "en.simple.md"): text("", None)},
        english() | story("satu", 9),
        english() | {PANEN.replace("index.id.md", "q.png"): png("blue")},
        english("![P](p.png)") | {PANEN.replace("index.id.md", "p.png"): b"rusak"},
        {"content/cairo/advisory/2026/waspada/index.en.md": text("Beware", None, summary="Short")},
        {PANEN.replace("id.md", "ms.md"): text("Penuaian", None)},
    ],
)
def test_what_may_change_more_takes_the_long_road(built: Tree, short: Short, tmp_path: Path, files: Files) -> None:
    assert short(built.write(files)) is None
    assert built.output() == clean(built, tmp_path)


def test_a_text_that_becomes_the_lead_takes_the_long_road(built: Tree, short: Short) -> None:
    path = "content/tokyo/news/2026/jepang/index.en.md"
    built.write({path: text("Japan", summary="S")}).build()
    assert short(built.write({path.replace(".en.", ".id."): text("Jepang", None, summary="R")})) is None
