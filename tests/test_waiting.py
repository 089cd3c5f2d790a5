"""What nobody may see yet comes, is edited, and is released by a short road to where the long one leads.

That is: drafts, and stories with a date or an embargo to come.  Events that are over go the same way.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from catalogues import png
from conftest import Tree, text
from test_amendments import Files, Short, panen
from test_arrivals import story
from test_edits import PANEN, built, clean, planned_anew, short

from kawat.edits import Edited

__all__ = ["built", "short"]

DAY = timedelta(days=1)
HIDDEN: list[Files] = [
    story("nanti", status="draft"),
    story("nanti", embargo="2026-11-23 09:00", crosspost="{to: [osaka]}"),
    {"content/tokyo/news/2026/nanti/index.id.md": text("Nanti", "2026-11-23 09:00", expires="2026-12-23")},
    story("nanti", status="draft", body="![G](g.png)") | {"content/tokyo/news/2026/nanti/g.png": png("blue")},
    story("nanti", kind="agreement", status="draft", form="sister-city", stage="mou", sectors="[pendidikan]",
          parties="[{name: A, kind: city, country: ID, province: ID-JI}, {name: B, kind: city, country: EG}]"),
]  # fmt: skip


def same(tree: Tree, beside: Path) -> None:
    """The output is that of a clean build."""
    assert tree.output() == clean(tree, beside)


def told(tree: Tree, edited: Edited | None) -> None:
    """What the short road says is what the long one says, which finds nothing to make."""
    assert edited is not None
    anew = planned_anew(tree)
    assert not anew.verdicts
    about = edited.about
    assert (about.due, about.total, about.articles, about.problems) == (
        anew.due,
        anew.total,
        anew.articles,
        anew.report.problems,
    )


@pytest.mark.parametrize("files", HIDDEN)
def test_a_draft_that_is_written_is_read_and_nothing_is_made(
    built: Tree, short: Short, tmp_path: Path, files: Files
) -> None:
    before = built.output()
    edited = short(built.write(files))
    assert edited and edited.written == () and dict(edited.counts)["texts parsed"] == 1
    assert built.output() == before
    same(built, tmp_path)
    told(built, edited)


def test_a_draft_that_is_edited_stays_unseen(built: Tree, short: Short, tmp_path: Path) -> None:
    built.write(story("konsep", status="draft", body="Rahasia satu.")).build()
    before = built.output()
    for fields in (
        {"body": "Rahasia dua."},
        {"body": "[Panen](../panen/)", "topics": "[budaya]", "crosspost": "{to: [all]}"},
        {"embargo": "2026-12-24 09:00"},
        {"body": "![G](g.png)"},
    ):
        picture: Files = (
            {"content/tokyo/news/2026/konsep/g.png": png("red")} if "g.png" in fields.get("body", "") else {}
        )
        edited = short(built.write(story("konsep", **{"status": "draft", **fields}) | picture))
        assert edited and edited.written == () and built.output() == before
        told(built, edited)
    same(built, tmp_path)


@pytest.mark.parametrize("waits", [{"status": "draft"}, {"embargo": "2026-12-24 09:00"}, {"date": "2026-12-24 09:00"}])
def test_a_draft_that_is_released_comes_as_any_new_story_does(
    built: Tree, short: Short, tmp_path: Path, waits: dict[str, str]
) -> None:
    path = "content/tokyo/news/2026/konsep/index.id.md"
    told_of_it = {"topics": "[budaya]", "crosspost": "{to: [osaka]}", "body": "Lihat [panen](../panen/)."}
    built.write({path: text("Konsep", **{"date": "2026-11-21 10:00", **told_of_it, **waits})})
    assert short(built)
    before = built.output()
    edited = short(built.write({path: text("Konsep", "2026-11-21 10:00", **told_of_it)}))
    assert edited and dict(edited.counts)["texts parsed"] == 1
    after = built.output()
    assert {*edited.written, "manifest.json"} == {one for one, data in after.items() if before.get(one) != data}
    assert "osaka/id/from/tokyo/news/2026/konsep/index.html" in edited.written
    same(built, tmp_path)
    told(built, edited)
    told(built, short(built.write(story("baru", 12, tags="[konsep]"))))
    same(built, tmp_path / "b")


def test_what_becomes_due_is_released_at_its_moment(built: Tree, short: Short, tmp_path: Path) -> None:
    built.write(story("satu", embargo="2026-11-23 09:00", topics="[budaya]"))
    built.write({"content/tokyo/news/2026/dua/index.id.md": text("Dua", "2026-11-24 09:00", expires="2027-01-01")})
    built.write({"content/tokyo/news/2026/dua/index.ja.md": text("二", None, "本文。")})
    assert short(built)
    for slug in ("satu", "dua"):
        page = f"tokyo/id/news/2026/{slug}/index.html"
        assert page not in built.output()
        built.now += DAY
        if slug == "dua":
            built.now += DAY
        edited = short(built)
        assert edited and page in edited.written
        same(built, tmp_path / slug)
        told(built, edited)


def test_what_links_to_it_leads_there_once_it_is_released(built: Tree, short: Short, tmp_path: Path) -> None:
    path = "content/tokyo/news/2026/konsep/index.id.md"
    built.write(story("konsep", status="draft"))
    built.write(story("satu", 9, body="Lihat [konsep](../konsep/) nanti.", crosspost="{to: [osaka]}")).build()
    page, there = "tokyo/id/news/2026/satu/index.html", 'href="/tokyo/id/news/2026/konsep/"'
    assert there not in built.output()[page].decode()
    edited = short(built.write({path: text("Konsep", "2026-11-21 10:00")}))
    assert edited and {page, "tokyo/feeds/news.xml"} <= {*edited.written}
    assert there in built.output()[page].decode()
    same(built, tmp_path)
    told(built, edited)


def test_a_released_story_with_edits_and_new_ones_beside_it(built: Tree, short: Short, tmp_path: Path) -> None:
    built.write(story("satu", embargo="2026-11-23 09:00") | story("dua", status="draft"))
    assert short(built)
    built.now += DAY
    built.write(
        panen("Lain.", summary="Ringkas lagi") | story("dua", body="Sudah.") | story("tiga", 12, status="draft")
    )
    edited = short(built.write(story("empat", 11, body="Lihat [dua](../dua/).")))
    assert edited and {f"tokyo/id/news/2026/{slug}/index.html" for slug in ("satu", "dua", "empat", "panen")} <= {
        *edited.written
    }
    same(built, tmp_path)
    told(built, edited)


def test_an_event_that_is_over_leaves_what_is_to_come(built: Tree, short: Short, tmp_path: Path) -> None:
    event = {"kind": "event", "start": "2026-11-23 09:00", "end": "2026-11-24 09:00", "provinces": "[ID-JI]"}
    built.write(story("pasar", topics="[budaya]", crosspost="{to: [osaka]}", **event)).build()
    before = built.output()
    built.now += 3 * DAY
    edited = short(built)
    assert edited
    after = built.output()
    assert {*edited.written, "manifest.json"} == {one for one, data in after.items() if before.get(one) != data}
    assert "tokyo/id/event/index.html" in edited.written
    same(built, tmp_path)
    told(built, edited)


def test_an_event_is_over_while_others_are_edited_and_come(built: Tree, short: Short, tmp_path: Path) -> None:
    event = {"kind": "event", "start": "2026-11-23 09:00", "end": "2026-11-24 09:00"}
    built.write(story("pasar", **event) | story("pekan", 11, **event) | story("satu", embargo="2026-11-23")).build()
    built.now += 3 * DAY
    built.write(story("pasar", body="Terima kasih.", **event) | story("dua", 12) | panen("Lain."))
    edited = short(built)
    assert edited
    same(built, tmp_path)
    told(built, edited)


def test_a_text_elsewhere_that_comes_later_is_there_at_its_moment(built: Tree, short: Short, tmp_path: Path) -> None:
    later = "{to: [osaka], override: {osaka: {embargo: 2026-11-23 09:00}}}"
    built.write(story("satu", crosspost=later))
    assert short(built)
    page = "osaka/id/from/tokyo/news/2026/satu/index.html"
    assert page not in built.output()
    built.now += DAY
    edited = short(built)
    assert edited and page in edited.written
    same(built, tmp_path)
    told(built, edited)


@pytest.mark.parametrize(
    "files",
    [
        story("satu", 10, expires="2026-11-23 09:00"),
        story("satu", 10, kind="episode", live_at="2026-11-23 09:00"),
        story("satu", 10) | {"content/tokyo/news/2026/satu/index.ja.md": text("一", embargo="2026-11-23 09:00")},
        story("satu", 10, kind="page", embargo="2026-11-23 09:00"),
        story("satu", 10, aliases="[/tokyo/id/news/2026/lama/]", embargo="2026-11-23 09:00"),
        {PANEN: text("Panen", "2026-10-01 09:00", status="withdrawn", reason="Keliru", updated="2026-10-24 09:00")},
    ],
)
def test_what_more_depends_on_takes_the_long_road_at_its_moment(built: Tree, short: Short, files: Files) -> None:
    built.write(files).build()
    built.now += 2 * DAY
    assert short(built) is None


def test_a_draft_of_what_was_published_once_takes_the_long_road(built: Tree, short: Short, tmp_path: Path) -> None:
    built.write(panen("Isi.", status="draft"))
    assert short(built) is None
    built.write(panen("Lain.", status="draft", summary="Lain"))
    assert short(built) is None
    assert short(built.write(panen("Isi."))) is None
    same(built, tmp_path)


def test_a_text_that_comes_to_a_draft_takes_the_long_road(built: Tree, short: Short, tmp_path: Path) -> None:
    built.write(story("satu", status="draft", id="tokyo/news/2026/lain")).build()
    english = {"content/tokyo/news/2026/satu/index.en.md": text("One", "2026-11-21 10:00", status="draft")}
    assert short(built.write(english)) is None
    assert short(built.write(story("satu", id="tokyo/news/2026/lain") | {next(iter(english)): text("One", None)}))
    same(built, tmp_path)


def test_a_draft_whose_picture_goes_takes_the_long_road(built: Tree, short: Short, tmp_path: Path) -> None:
    picture: Files = {"content/tokyo/news/2026/satu/g.png": png("blue")}
    built.write(story("satu", status="draft", body="![G](g.png)") | picture).build()
    assert short(built.write(story("satu", status="draft", body="Tanpa."))) is None
    same(built, tmp_path)


def test_at_the_moment_before_it_nothing_is_due(built: Tree, short: Short) -> None:
    built.write(story("satu", embargo="2026-11-23 09:00"))
    first = short(built)
    assert first and first.about.due
    built.now = first.about.due - timedelta(seconds=1)
    edited = short(built.write(panen("Lain.")))
    assert edited and "tokyo/id/news/2026/satu/index.html" not in built.output()
    built.now += timedelta(seconds=1)
    assert short(built) and "tokyo/id/news/2026/satu/index.html" in built.output()


def test_what_is_linked_from_a_draft_is_not_made_for_it(built: Tree, short: Short, tmp_path: Path) -> None:
    built.write(story("satu", status="draft") | story("dua", status="draft", body="[Satu](../satu/)")).build()
    edited = short(built.write(story("satu")))
    assert edited and not any("dua" in path for path in edited.written)
    assert short(built.write(story("dua", 11, body="[Satu](../satu/)")))
    assert b"news/2026/satu/" in built.output()["tokyo/id/news/2026/dua/index.html"]
    same(built, tmp_path)
