"""A story that is withdrawn or removed takes a short road to where the long one leads.

What stands at the addresses that it leaves depends on what stood there before, so each build is compared with one that
knows nothing but the files that were there.
"""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from catalogues import png
from conftest import Tree, text
from test_amendments import Files, Short, festival, panen
from test_arrivals import story
from test_edits import PANEN, built, planned_anew, short

__all__ = ["built", "short"]

UPDATED = "2026-11-22 10:00"
TOLD = {"reason": "Keliru", "updated": UPDATED}
NASI = "content/tokyo/news/2026/nasi/index.id.md"
JA = NASI.replace("id.md", "ja.md")


def nasi(**told: str) -> Files:
    """A story that stands on two sites in two languages, retracted as the command does it."""
    about = {"summary": "Ringkas", "topics": "[budaya]", "crosspost": "{to: [osaka]}", "countries": "[JP]"}
    body = "Lihat [panen](../panen/) dan [dua](../dua/)."
    return {
        NASI: text("Nasi", "2026-11-21 07:00", body, **about, **told),
        JA: text("米", None, "本文。", summary="要約", **told),
    }


def made(tree: Tree, short: Short, files: Files, beside: Path) -> bool:
    """Write files and build; return whether that took the short road. It made what another build makes of the same."""
    before = tree.output()
    shutil.copytree(tree.dest, beside / "clean")
    edited = short(tree.write(files))
    other = Tree(tree.root, beside / "clean", tree.now, {"cache": str(beside / "cache")})
    whole = other.build()
    after = tree.output()
    assert after == other.output()
    if edited is not None:
        assert {*edited.written, "manifest.json"} == {path for path, data in after.items() if before.get(path) != data}
        assert set(edited.gone) == before.keys() - after.keys()
        about = edited.about
        assert (about.due, about.total, about.articles) == (whole.due, whole.total, whole.articles)
        anew = planned_anew(tree)
        assert not anew.verdicts, [(one.why, one.output.path) for one in anew.verdicts]
    return edited is not None


@pytest.fixture
def lasting(built: Tree) -> Tree:
    """The same with more of each, so that no list is left without any story."""
    built.write(story("satu", 8, crosspost="{to: [osaka]}", topics="[budaya]", tags="[padi]", countries="[JP]"))
    built.write({"content/tokyo/news/2026/satu/index.ja.md": text("一つ", None, "本文。", summary="要約")})
    built.write(story("dua", 9, body="Lihat [nasi](../nasi/).", topics="[budaya]"))
    built.write(nasi()).build()
    return built


@pytest.mark.parametrize("status", ["withdrawn", "removed"])
def test_it_leaves_lists_feeds_and_the_search_and_its_kit_says_so(
    lasting: Tree, short: Short, tmp_path: Path, status: str
) -> None:
    assert made(lasting, short, nasi(status=status, **TOLD), tmp_path)
    output = lasting.output()
    assert "2026/nasi/" not in output["tokyo/id/news/index.html"].decode()
    assert ("2026/nasi/" in output["tokyo/id/news/2026/dua/index.html"].decode()) == (status == "withdrawn")
    for page in ("tokyo/id/news/2026/nasi/index.html", "osaka/id/from/tokyo/news/2026/nasi/index.html"):
        assert "Keliru" in output[page].decode()
    assert ("Keliru" in output["removed.json"].decode()) == (status == "removed")
    assert "/2026/nasi/" in output["tokyo/feeds/news.xml"].decode()  # which tells of it for thirty days
    assert "Keliru" in output["tokyo/id/news/2026/nasi/nasi.txt"].decode()


def test_with_pictures_it_is_withdrawn_by_the_short_road_and_removed_by_the_long_one(
    lasting: Tree, short: Short, tmp_path: Path
) -> None:
    assert made(lasting, short, festival(status="withdrawn", **TOLD), tmp_path)
    picture: Files = {"content/tokyo/news/2026/empat/g.png": png("blue")}
    shown = {"image": "g.png", "image_alt": "G", "topics": "[budaya]"}
    lasting.write(story("empat", 12, **shown) | picture).build()
    assert not made(lasting, short, story("empat", 12, status="removed", **shown, **TOLD), tmp_path / "b")


def test_one_after_another_with_edits_and_new_stories_between_them(lasting: Tree, short: Short, tmp_path: Path) -> None:
    told = {**TOLD, "topics": "[budaya]", "body": "Lihat [nasi](../nasi/)."}
    steps: list[Files] = [
        nasi(status="withdrawn", **TOLD),
        story("tiga", 12, topics="[budaya]", body="Lihat [nasi](../nasi/)."),
        story("dua", 9, status="removed", **told),
        panen("Lain.", summary="Lain"),
        story("tiga", 12, status="withdrawn", **told),
    ]
    roads = []
    for at, files in enumerate(steps):
        roads.append(made(lasting, short, files, tmp_path / str(at)))
        lasting.now += timedelta(hours=1)
    assert roads == [True] * 5


def test_what_it_is_related_to_shows_others_instead(lasting: Tree, short: Short, tmp_path: Path) -> None:
    tags = {"tags": "[padi, sawah, lumbung]", "topics": "[budaya]"}
    for at in range(5):
        lasting.write(story(f"padi{at}", 10 + at, **tags))
    lasting.build()
    told = {"status": "withdrawn", **TOLD}
    assert made(lasting, short, story("padi2", 12, **tags, **told), tmp_path)
    assert "padi2/" not in lasting.page("tokyo/id/news/2026/padi4/")
    assert made(lasting, short, story("padi5", 16, **tags), tmp_path / "b")
    assert "padi2/" not in lasting.page("tokyo/id/news/2026/padi5/")


WITHDRAWN = {"status": "withdrawn", "reason": "Keliru", "summary": "Ringkas"}


@pytest.mark.parametrize(
    "files",
    [
        {JA: text("米", None, "本文。", summary="要約", status="withdrawn", **TOLD)},
        nasi(status="withdrawn", **TOLD) | story("tiga", 12),
        {"content/cairo/event/2026/pameran/index.id.md": text("Pameran", start="2026-12-01 09:00", **WITHDRAWN)},
        {"content/cairo/advisory/2026/waspada/index.id.md": text("Waspada", country="EG", level="2", **WITHDRAWN)},
    ],
)
def test_where_more_depends_on_it_the_long_road_is_taken(
    lasting: Tree, short: Short, tmp_path: Path, files: Files
) -> None:
    assert not made(lasting, short, files, tmp_path)


def test_one_that_had_moved_takes_the_long_road(lasting: Tree, short: Short, tmp_path: Path) -> None:
    shutil.rmtree((lasting.root / PANEN).parent)
    there = PANEN.replace("panen", "raya")
    moved = {"id": "tokyo/news/2026/panen", "topics": "[budaya]", "provinces": "[ID-JI]"}
    lasting.write({there: text("Panen", "2026-11-01 09:00", **moved)}).build()
    told = {"status": "withdrawn", **TOLD}
    assert not made(lasting, short, {there: text("Panen", "2026-11-01 09:00", **moved, **told)}, tmp_path)


def test_one_that_is_published_again_or_retracted_otherwise_takes_the_long_road(
    lasting: Tree, short: Short, tmp_path: Path
) -> None:
    assert made(lasting, short, nasi(status="withdrawn", **TOLD), tmp_path / "a")
    assert not made(lasting, short, nasi(status="removed", **TOLD), tmp_path / "b")
    assert not made(lasting, short, nasi(), tmp_path / "c")
