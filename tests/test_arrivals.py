"""New stories take a short road to where the long one leads; where they may change more, they take the long one.

Hours are those of the sites' time zones.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from catalogues import png
from conftest import NETWORK, Tree, text
from test_edits import FESTIVAL, PANEN, built, clean, more, planned_anew, short

from kawat.edits import Edited
from kawat.publish.related import LATER

__all__ = ["built", "short"]

Short = Callable[[Tree], Edited | None]
Files = dict[str, str | bytes]


def story(slug: str, hour: int = 10, site: str = "tokyo", kind: str = "news", **fields: str) -> Files:
    """A story of the day after all others."""
    return {f"content/{site}/{kind}/2026/{slug}/index.id.md": text(slug.title(), f"2026-11-21 {hour}:00", **fields)}


def test_a_new_story_is_read_and_what_shows_it_is_made_and_nothing_else(
    built: Tree, short: Short, tmp_path: Path
) -> None:
    before = built.output()
    built.write(
        story("baru", summary="Ringkas", topics="[budaya]", provinces="[ID-JI]", body="Lihat [panen](../panen/).")
    )
    edited = short(built)
    assert edited is not None and dict(edited.counts)["texts parsed"] == 1
    after = built.output()
    assert after == clean(built, tmp_path)
    assert {*edited.written, "manifest.json"} == {path for path, data in after.items() if before.get(path) != data}
    assert set(edited.gone) == before.keys() - after.keys()
    assert (edited.about.total, edited.about.articles) == (len(after), 6)
    assert {one.why for one in edited.verdicts if one.output.path not in before} == {"new"}


SEVERAL: list[Files] = [
    story("satu", 10, crosspost="{to: [osaka]}", topics="[budaya]", body="![G](g.png)")
    | {"content/tokyo/news/2026/satu/g.png": png("blue")}
    | {"content/tokyo/news/2026/satu/index.ja.md": text("一つ", None, "本文。")},
    story("dua", 11, "portal", "press", crosspost="{to: [all], mode: link}") | story("tiga", 12, countries="[EG, JP]"),
    story("empat", 7, "cairo", "event", start="2026-12-24 09:00"),
    story("usai", 14, expires="2027-01-01", topics="[budaya]"),
    story("lima", 15, body="Lihat [satu](../satu/) dan [dua](/portal/press/2026/dua/)."),
    story("enam", 16, tags="[satu, dua]", topics="[budaya]")
    | story("tujuh", 17, tags="[satu, dua]", topics="[budaya]"),
]


def test_one_after_another_with_edits_between_them_lead_to_where_a_clean_build_does(
    built: Tree, short: Short, tmp_path: Path
) -> None:
    built.delete("content/cairo/salah.md")
    short(built)
    for at, files in enumerate(SEVERAL):
        edited = short(built.write(files))
        assert edited, at
        assert built.output() == clean(built, tmp_path / f"a{at}")
        path = sorted(files)[-1]
        edited = short(built.write(more(path, built)))
        assert edited and edited.written, at
        assert built.output() == clean(built, tmp_path / f"b{at}")
    both = more(FESTIVAL, built) | more(PANEN, built) | story("delapan", 18)
    assert short(built.write(both))
    assert built.output() == clean(built, tmp_path / "c")
    assert not planned_anew(built).verdicts  # which has the same keys


def test_a_story_among_the_newest_stands_where_its_date_says(built: Tree, short: Short, tmp_path: Path) -> None:
    """And of what is newer still, that to which it is related now is made again."""
    built.write(story("padi", 9, tags="[padi, sawah]") | story("sawah", 15, tags="[padi, sawah]")).build()
    for at, files in enumerate([
        story("ladang", 12, tags="[padi, sawah]", topics="[budaya]"),
        story("kebun", 9, tags="[padi, sawah]") | story("panas", 15, "osaka", tags="[padi]"),
        {PANEN.replace("panen", "tua"): text("Tua", "2026-10-01 10:00", summary="Ringkas", topics="[budaya]")},
    ]):  # fmt: skip
        before = built.output()
        assert short(built.write(files)), at
        assert built.output() == clean(built, tmp_path / str(at))
        newer = "tokyo/id/news/2026/sawah/index.html"
        assert (built.output()[newer] != before[newer]) is (at < 2)
    assert not planned_anew(built).verdicts


def test_a_story_that_is_older_than_many_takes_the_long_road(built: Tree, short: Short, tmp_path: Path) -> None:
    sites = ("tokyo", "osaka", "cairo", "portal")  # none has so many in a month that they fill an archive
    newest = {
        f"content/{sites[at % 4]}/news/2026/baru-{at}/index.id.md": text(f"Baru {at}", f"2026-11-21 02:{at % 60:02}")
        for at in range(LATER + 1)
    }
    built.write(newest).build()
    assert short(built.write({PANEN.replace("panen", "tua"): text("Tua", "2026-11-20 19:00")})) is None
    assert built.output() == clean(built, tmp_path)
    assert short(built.write({PANEN.replace("panen", "muda"): text("Muda", "2026-11-21 02:30")}))
    assert built.output() == clean(built, tmp_path / "again")


def test_one_that_comes_into_the_midst_of_a_long_list_moves_those_after_it(
    built: Tree, short: Short, tmp_path: Path
) -> None:
    sites = ("tokyo", "osaka", "cairo", "portal")
    dates = [f"2026-10-{at % 28 + 1:02} 02:00" for at in range(37)] + [f"2026-11-21 02:{at:02}" for at in range(60)]
    built.write({
        f"content/{sites[at % 4]}/news/2026/c{at}/index.id.md": text(f"C{at}", date, topics="[budaya]")
        for at, date in enumerate(dates)
    }).build()  # fmt: skip
    edited = short(built.write({PANEN.replace("panen", "tua"): text("Tua", "2026-11-20 09:00", topics="[budaya]")}))
    assert edited
    pages = [f"id/topics/budaya/page/{number}/index.html" for number in (1, 2, 3, 4)]
    assert [path in edited.written for path in pages] == [False, True, True, True]
    assert built.output() == clean(built, tmp_path)
    assert not planned_anew(built).verdicts


@pytest.mark.parametrize(
    "files",
    [
        story("beda", kind="advisory", country="EG", level="2"),
        story("beda", kind="page"),
        story("beda", kind="story"),
        story("beda", status="withdrawn", reason="Keliru"),
        story("beda", aliases="[/tokyo/id/news/2026/lama/]"),
        story("beda", id="tokyo/news/2026/panen"),
        story("beda", topics="[tiada]"),
        story("beda", image="tiada.png", image_alt="Tiada"),
        story("beda", body="[Ke mana](../tiada/)"),
        story("beda") | {"content/tokyo/news/2026/beda/sisa.png": png("red")},
        story("beda") | {"content/tokyo/sisa.md": "Sisa"},
        {PANEN.replace("index.id.md", "p.png"): png("red")},
        story("beda", site="cairo", kind="event", start="2026-12-24 09:00"),
    ],
)
def test_what_may_change_more_takes_the_long_road(built: Tree, short: Short, tmp_path: Path, files: Files) -> None:
    if any("/cairo/" in path for path in files):
        built.write({"content/cairo/salah.md": "tidak di tempatnya", **story("rusak", site="cairo", topics="[tiada]")})
        short(built)
    assert short(built.write(files)) is None
    assert built.output() == clean(built, tmp_path)


def test_a_story_that_a_link_was_waiting_for_takes_the_long_road(built: Tree, short: Short, tmp_path: Path) -> None:
    built.write(story("satu", body="Lihat [nanti](../baru/)."))
    assert short(built) is None
    assert short(built.write(story("baru", 11))) is None
    assert b'href="/tokyo/id/news/2026/baru/"' in built.output()["tokyo/id/news/2026/satu/index.html"]
    assert built.output() == clean(built, tmp_path)


def test_where_something_stood_before_the_long_road_is_taken(built: Tree, short: Short, tmp_path: Path) -> None:
    built.write(story("satu"))
    assert short(built)
    built.delete("content/tokyo/news/2026/satu/index.id.md")
    assert short(built) is None
    assert short(built.write(story("satu", 11, body="Lagi."))) is None
    assert built.output() == clean(built, tmp_path)


def test_at_a_former_address_of_another_the_long_road_is_taken(built: Tree, short: Short, tmp_path: Path) -> None:
    built.write({PANEN: text("Panen", "2026-10-01 09:00", aliases="[/tokyo/id/news/2026/satu/]")})
    assert short(built) is None
    assert b"http-equiv" in built.output()["tokyo/id/news/2026/satu/index.html"]
    assert short(built.write(story("satu"))) is None
    assert built.output() == clean(built, tmp_path)


def test_a_file_that_somebody_put_in_its_place_takes_the_long_road(built: Tree, short: Short, tmp_path: Path) -> None:
    (built.dest / "tokyo/id/news/2026/satu").mkdir(parents=True)
    (built.dest / "tokyo/id/news/2026/satu/index.html").write_text("asing")
    assert short(built.write(story("satu"))) is None
    assert built.output() == clean(built, tmp_path)


def test_what_is_no_file_takes_the_long_road(built: Tree, short: Short, tmp_path: Path) -> None:
    (built.root / "content/tokyo/news" / "/".join("d" * 25)).mkdir(parents=True)
    assert short(built) is None
    (built.root / "content/tokyo/news/tautan").symlink_to("2026")
    assert short(built) is None
    assert built.output() == clean(built, tmp_path)


def test_what_falls_due_of_it_is_remembered(built: Tree, short: Short, tmp_path: Path) -> None:
    built.delete("content/cairo/salah.md")
    short(built)
    assert short(built.write(story("satu", site="cairo", kind="event", start="2026-11-23 09:00")))
    built.now += timedelta(days=3)
    edited = short(built)  # the event is over
    assert edited and "cairo/id/event/index.html" in edited.written
    assert built.output() == clean(built, tmp_path)


def test_one_that_a_standing_rule_shows_elsewhere_for_some_days_is_there_until_then(
    built: Tree, short: Short, tmp_path: Path
) -> None:
    built.delete("content/cairo/salah.md")
    rule = "subscribe: [{from: [portal], kinds: [press], mode: copy, max_age: 30d}]\n"
    built.write({"missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + rule})
    short(built)
    assert short(built.write(story("satu", site="portal", kind="press")))
    path = "cairo/id/from/portal/press/2026/satu/index.html"
    assert path in built.output() and built.output() == clean(built, tmp_path)
    assert not planned_anew(built).verdicts
    built.now += timedelta(days=30)
    assert short(built) is None
    assert b"http-equiv" in built.output()[path]


def test_stories_that_fill_archives_make_them(built: Tree, short: Short, tmp_path: Path) -> None:
    many = [text(f"Cerita {at}", f"2026-11-{at // 10 + 1:02} {at % 10 + 10}:00") for at in range(26)]
    built.write({PANEN.replace("panen", f"c{at}"): one for at, one in enumerate(many)})
    short(built)
    made = [short(built.write(story(f"s{at}", at))) for at in range(10, 16)]
    # The second fills that of October, the third the first of November, which the one before comes to know.
    archives = [[path for path in one.written if "archive" in path] for one in made if one]
    folder = "tokyo/feeds/archive/news"
    assert archives == [
        [],
        [f"{folder}.2026-10.atom", f"{folder}.2026-10.xml"],
        [f"{folder}.2026-10.atom", f"{folder}.2026-10.xml", f"{folder}.2026-11.atom", f"{folder}.2026-11.xml"],
        [],
        [],
        [],
    ]
    assert built.output() == clean(built, tmp_path)
    assert not planned_anew(built).verdicts
    more_of_november = {
        f"content/tokyo/news/2026/t{at}/index.id.md": text(f"T {at}", f"2026-11-21 16:{at}") for at in range(10, 42)
    }
    made = [short(built.write(more_of_november))]
    assert made[0] and f"{folder}.2026-11.2.xml" in made[0].written
    assert built.output() == clean(built, tmp_path / "b")
    assert not planned_anew(built).verdicts
