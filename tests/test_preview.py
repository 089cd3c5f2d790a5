"""Preview: writers see drafts and what is under embargo before anybody else does, and see that it is so."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Tree, text

from kawat import edits
from kawat.edits import Edited

DRAFT = "content/tokyo/news/2026/konsep/index.id.md"
LATER = "content/tokyo/news/2026/nanti/index.id.md"
FILES = {
    DRAFT: text("Konsep", summary="Ringkas", status="draft", crosspost="{to: [osaka]}"),
    LATER: text("Nanti", "2026-11-20 09:00", summary="Ringkas", embargo="2026-12-01 09:00"),
    "content/tokyo/news/2026/festival/index.id.md": text("Festival", summary="Ringkas"),
}
DRAFT_PAGE, LATER_PAGE = "tokyo/id/news/2026/konsep/", "tokyo/id/news/2026/nanti/"
NOTICE, EMBARGO = "Draf; hanya tampil di pratinjau ini.", "Sebelum waktunya hanya tampil di pratinjau ini:"


@pytest.fixture
def preview(tree: Tree, tmp_path: Path) -> Tree:
    """A tree with a draft and a story under embargo, as its writers see it."""
    tree.write(FILES)
    beside = Tree(tree.root, tmp_path / "preview", tree.now, {"preview": True})
    beside.build()
    return beside


def test_writers_see_a_draft_and_that_it_is_one_wherever_it_will_stand(preview: Tree) -> None:
    page = preview.page(DRAFT_PAGE)
    assert NOTICE in page and EMBARGO not in page and '<meta name="robots" content="noindex">' in page
    assert NOTICE in preview.page("osaka/id/from/tokyo/news/2026/konsep/")
    assert f'href="/{DRAFT_PAGE}"' in preview.page("tokyo/id/news/")


def test_writers_see_until_when_a_story_waits(preview: Tree) -> None:
    page = preview.page(LATER_PAGE)
    assert EMBARGO in page and NOTICE not in page and 'datetime="2026-12-01T00:00:00Z"' in page


def test_what_is_released_has_no_notice_and_loses_it_when_its_time_comes(preview: Tree) -> None:
    assert "notice-unreleased" not in preview.page("tokyo/id/news/2026/festival/")
    preview.now += timedelta(days=10)
    preview.build()
    assert "notice-unreleased" not in preview.page(LATER_PAGE) and NOTICE in preview.page(DRAFT_PAGE)


def test_readers_see_nothing_of_it(tree: Tree, preview: Tree) -> None:
    tree.build()
    assert not [path for path, data in tree.output().items() if b"Konsep" in data or b"Nanti" in data]
    pages = {path for path in tree.output() if path.endswith(".html")}
    assert pages < set(preview.output())


def test_a_draft_that_is_deleted_leaves_no_complaint(preview: Tree) -> None:
    assert preview.delete(DRAFT).build().report.problems == ()
    assert not (preview.dest / DRAFT_PAGE / "index.html").exists()


def test_an_edit_of_a_draft_takes_the_short_road(preview: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Edited | None] = []
    attempt: Callable[..., Edited | None] = edits.attempt
    monkeypatch.setattr(edits, "attempt", lambda *given: told.append(attempt(*given)) or told[-1])
    preview.write({DRAFT: FILES[DRAFT] + "\nSatu kalimat lagi.\n"}).build()
    assert told[0] is not None
    assert "Satu kalimat lagi." in preview.page(DRAFT_PAGE) and NOTICE in preview.page(DRAFT_PAGE)
