"""The census tells what looks otherwise, and that nothing came or went."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kawat.source import census, tree
from kawat.source.census import NOTHING, Census, Changes, Noted
from kawat.source.tree import Entry

LONG_AGO_NS = 1_000_000_000
LATER_NS = 10**19 // 2
NAMES = ("folders", "files", "new_folders", "new_files")
A, B, FOLDER = "content/tokyo/a.md", "content/tokyo/b.md", "content/tokyo"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree with a link, an empty folder and what is hidden."""
    for path in (A, B, "content/cairo/c.md", "content/cairo/.swp"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    (tmp_path / "content/osaka").mkdir()
    (tmp_path / "content/cairo/link.md").symlink_to("c.md")
    return tmp_path


def taken(root: Path, at_ns: int = LATER_NS) -> Census:
    folders: list[Entry] = []
    files = list(tree.scan(str(root), folders=folders))
    return census.take(folders, files, {one.path: "link" if one.link else one.path for one in files}, at_ns)


def again(root: Path, before: Census, noted: Noted = NOTHING) -> Changes | None:
    return census.compare(str(root), census.unpack(census.pack(before)), census.unpack_noted(census.pack_noted(noted)))


def test_what_was_not_touched_looks_as_before(root: Path) -> None:
    before = taken(root)
    assert before.contents.count("") == 4
    changes = again(root, before)
    assert changes == Changes(
        (), tuple((Entry(f"content/cairo/{name}", 0, 0, 0, 0, True), "link") for name in ("link.md",))
    )


def test_a_file_that_was_written_to_is_told_with_what_it_held(root: Path) -> None:
    before = taken(root)
    (root / A).write_text("other")
    changes = again(root, before)
    assert changes and not changes.folders
    assert [(one.path, one.size_bytes, held) for one, held in changes.files if not one.link] == [(A, 5, A)]

    noted = NOTHING.renewed([(one, "link" if one.link else "new") for one, _ in changes.files], LATER_NS)
    assert again(root, before, noted) == Changes((), ())
    assert again(root, before.with_noted(noted)) == again(root, taken(root))
    os.utime(root / A, ns=(LONG_AGO_NS, LONG_AGO_NS))
    changes = again(root, before, noted)
    assert changes and [(one.path, held) for one, held in changes.files] == [(A, "new")]


def test_parts_together_tell_what_the_whole_tells_also_from_inside(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        (root / f"content/tokyo/news/20{number}/cerita").mkdir(parents=True)
        (root / f"content/tokyo/news/20{number}/cerita/index.id.md").write_text("")
    before = taken(root)
    for path in (A, "content/tokyo/news/203/cerita/index.id.md", "content/tokyo/news/209/cerita/p.png"):
        (root / path).write_text("other")
    (root / "content/tokyo/news/2011/baru").mkdir()
    noted = NOTHING.renewed([], 0, [(Entry(B, 0, 0, 0, 0), "b")])
    whole = census.compare(str(root), before, noted)
    assert whole and len(whole.new_files) == 1 and len(whole.new_folders) == 1
    monkeypatch.chdir(root.parent)
    for parts, inside in (1, True), (3, False), (3, True), (50, True):
        told = [census.compare(root.name, before, noted, None, part, parts, inside) for part in range(parts)]
        assert sum(one is not None and bool(one.folders or one.files) for one in told) > (parts > 1)
        found = census.together(told)
        assert found and {name: set(getattr(found, name)) for name in NAMES} == {
            name: set(getattr(whole, name)) for name in NAMES
        }
    (root / "content/tokyo/news/203/cerita/index.id.md").unlink()
    assert census.together([census.compare(str(root), before, noted, None, part, 3) for part in range(3)]) is None


def test_a_folder_in_which_a_file_was_replaced_holds_the_same(root: Path) -> None:
    before = taken(root)
    (root / "content/tokyo/.new").write_text("other")
    (root / "content/tokyo/.new").rename(root / A)
    changes = again(root, before)
    assert changes and [one.path for one in changes.folders] == [FOLDER]
    noted = NOTHING.renewed([(one, "") for one in changes.folders], LATER_NS)
    changes = again(root, before, noted)
    assert changes and changes.folders == () and before.with_noted(noted).contents == before.contents


def test_of_a_tree_that_was_watched_only_what_was_touched_is_asked(root: Path) -> None:
    before = taken(root)
    for path in (A, B, "content/osaka/d.md"):
        (root / path).write_text("other")
    changes = census.compare(str(root), before, NOTHING, {A, "content/osaka/d.md", "content/tokyo/.swp"})
    assert changes and [one.path for one, _ in changes.files] == [A]
    assert [one.path for one in changes.folders] == ["content/osaka"]
    assert [one.path for one in changes.new_files] == ["content/osaka/d.md"]
    (root / A).unlink()
    assert (
        census.compare(str(root), before, NOTHING, {B}) is not None
        and census.compare(str(root), before, NOTHING, {A}) is None
    )


def _new(root: Path) -> None:
    (root / "content/osaka/d.md").write_text("")


def _gone(root: Path) -> None:
    (root / A).unlink()


def _folder(root: Path) -> None:
    (root / "content/osaka/e").mkdir()


def _moved(root: Path) -> None:
    (root / "content/osaka").rmdir()


def _file_for_folder(root: Path) -> None:
    (root / "content/osaka").rmdir()
    (root / "content/osaka").write_text("")


def _link_for_folder(root: Path) -> None:
    (root / FOLDER).rename(root / "elsewhere")
    (root / FOLDER).symlink_to("../elsewhere")


@pytest.mark.parametrize("change", [_new, _folder])
def test_what_came_is_told_and_then_known(root: Path, change: Callable[[Path], None]) -> None:
    before = taken(root)
    change(root)
    changes = again(root, before)
    assert changes and [one.path for one in changes.folders] == ["content/osaka"]
    new = [*((one, "") for one in changes.new_folders), *((one, one.path) for one in changes.new_files)]
    assert [one.path for one, _ in new] == ["content/osaka/" + ("d.md" if change is _new else "e")]
    noted = NOTHING.renewed([(one, "") for one in changes.folders] + list(changes.files), LATER_NS, new)
    assert len(noted) == len(changes.files) + 2 and again(root, before, noted) == Changes((), ())
    assert again(root, before.with_noted(noted)) == again(root, taken(root))
    (root / "content/osaka/e").mkdir(exist_ok=True)
    (root / "content/osaka/e/f.md").write_text("")
    changes = again(root, before, noted)
    assert changes and [one.path for one in changes.new_files] == ["content/osaka/e/f.md"]


@pytest.mark.parametrize("change", [_gone, _moved, _file_for_folder, _link_for_folder])
def test_what_went_makes_it_another_tree(root: Path, change: Callable[[Path], None]) -> None:
    before = taken(root)
    change(root)
    assert again(root, before) is None


def test_what_was_written_a_moment_before_is_looked_into_the_next_time(root: Path) -> None:
    now_ns = (root / A).stat().st_mtime_ns + LONG_AGO_NS
    changes = again(root, taken(root, now_ns))
    assert changes and {one.path for one, _ in changes.files} >= {A, B} and FOLDER in {o.path for o in changes.folders}
