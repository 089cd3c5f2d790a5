"""The writer: nothing outside the destination is ever touched, and what is interrupted is completed."""

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT, read_all

from kawat.build import writer
from kawat.build.writer import MANIFEST, Made, OnDisk, Stage, lock, recover, survey
from kawat.digests import file_digest
from kawat.problems import BusyError, UnfinishedError, UsageError, WriteError

OUTSIDE = [
    "",
    ".",
    "..",
    "/",
    "//",
    "./",
    "../",
    "/etc/passwd",
    "//etc/passwd",
    "../index.html",
    "../../index.html",
    "a/..",
    "a/../..",
    "a/../../b",
    "a/b/../../../c",
    "a/../b",
    "..//a",
    "a/./b",
    "./a",
    "a//b",
    "a/",
    "a/b/",
    "a/.",
    "\\",
    "\\etc\\passwd",
    "..\\index.html",
    "a\\..\\..\\b",
    "C:\\Windows",
    "\\\\server\\share",
    "a\\b",
    "\0",
    "a\0b",
    "a/\0",
    "index.html\0.png",
    "../\0",
    "../media/secret",
    "tokyo/../../osaka/index.html",
]
HIDDEN = [
    ".htaccess",
    ".git/config",
    ".git/hooks/post-checkout",
    ".well-known/security.txt",
    ".kawat/journal.json",
    ".kawat/stage/x",
    "...",
    ".../a",
    "..a",
    "..a/b",
]
STRANGE = [
    "a",
    "index.html",
    "tokyo/id/news/2026/festival/index.html",
    "a/.b",
    "a/...",
    "a/..b/c",
    "%2e%2e/index.html",
    "..%2fa".replace("..", "x.."),
    "~/a",
    "-rf",
    "con",
    "spasi di sini/ä/日本.html",
    "a:b",
    "*",
    "$HOME",
    "a\nb",
    "x" * 255,
    "/".join(["d" * 200] * 10),
]


@pytest.fixture
def dest(tmp_path: Path) -> Path:
    made = tmp_path / "web" / "output"
    made.mkdir(parents=True)
    (tmp_path / "web" / "neighbour.html").write_text("neighbour")
    return made


def put(dest: Path, files: dict[str, str], gone: tuple[str, ...] = ()) -> None:
    """Do as a build does: stage the files, commit them with the manifest last."""
    stage = Stage(str(dest))
    for path, text in {**files, MANIFEST: json.dumps(sorted(files))}.items():
        stage.put(path, text.encode())
    stage.commit([*sorted(files), MANIFEST], gone)


def texts(dest: Path) -> dict[str, str]:
    """Return what is published, without the manifest."""
    return {path: data.decode() for path, data in read_all(dest).items() if path != MANIFEST}


# ---------------------------------------------------------------- paths


def test_the_table_of_paths_is_long_enough() -> None:
    assert len({*OUTSIDE, *HIDDEN}) >= 40


@pytest.mark.parametrize("path", [*OUTSIDE, *HIDDEN])
def test_a_path_that_is_not_below_the_destination_is_refused_everywhere(tmp_path: Path, dest: Path, path: str) -> None:
    stage = Stage(str(dest))
    before = read_all(tmp_path)
    for attempt in (
        lambda: stage.put(path, b"x"),
        lambda: stage.commit([path], []),
        lambda: stage.commit([], [path]),
    ):
        with pytest.raises(WriteError) as refused:
            attempt()
        assert repr(path) in str(refused.value)
    assert read_all(tmp_path) == before


@pytest.mark.parametrize("path", [*OUTSIDE, *HIDDEN])
def test_a_forged_journal_reaches_nothing_outside(tmp_path: Path, dest: Path, path: str) -> None:
    put(dest, {"index.html": "home"})
    Stage(str(dest)).put("index.html", b"forged")
    before = {path: data for path, data in read_all(tmp_path).items() if "/.kawat/" not in path}
    (dest / ".kawat/journal.json").write_text(json.dumps({"new": ["index.html"], "gone": [path]}))
    assert recover(str(dest)) is False
    assert read_all(tmp_path) == before


@pytest.mark.parametrize("path", STRANGE)
def test_a_strange_name_is_a_name_like_any_other(tmp_path: Path, dest: Path, path: str) -> None:
    put(dest, {path: "here"})
    assert texts(dest) == {path: "here"}
    put(dest, {}, gone=(path,))
    assert texts(dest) == {}
    assert (dest.parent / "neighbour.html").read_text() == "neighbour"


@pytest.mark.parametrize(
    "journal",
    ["", "{", "[]", "null", '"x"', "{}", '{"new": []}', '{"new": 1, "gone": 2}', '{"new": [1], "gone": []}', "\udcff"],
)
def test_a_journal_that_is_none_is_forgotten(dest: Path, journal: str) -> None:
    put(dest, {"index.html": "home"})
    Stage(str(dest))
    (dest / ".kawat/journal.json").write_bytes(journal.encode("utf-8", "surrogateescape"))
    assert recover(str(dest)) is False
    assert texts(dest) == {"index.html": "home"} and not (dest / ".kawat").exists()


# ---------------------------------------------------------------- symbolic links


def test_nothing_is_written_through_a_folder_that_is_a_link(tmp_path: Path, dest: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "id").mkdir(parents=True)
    (outside / "id" / "index.html").write_text("not ours")
    put(dest, {"index.html": "home"})
    (dest / "tokyo").symlink_to(outside)
    put(dest, {"tokyo/id/index.html": "ours", "tokyo/id/news/index.html": "ours"})
    assert read_all(outside) == {"id/index.html": b"not ours"}
    assert not (dest / "tokyo").is_symlink()
    assert texts(dest) == {"index.html": "home", "tokyo/id/index.html": "ours", "tokyo/id/news/index.html": "ours"}


def test_nothing_is_deleted_through_a_folder_that_is_a_link(tmp_path: Path, dest: Path) -> None:
    """The survey names the link itself; it goes, and what it led to stays."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("not ours")
    put(dest, {"index.html": "home"})
    (dest / "tokyo").symlink_to(outside)
    assert survey(str(dest))["tokyo"] == OnDisk(-1, 0)
    assert "tokyo/index.html" not in survey(str(dest))
    put(dest, {}, gone=("tokyo",))
    assert read_all(outside) == {"index.html": b"not ours"} and not (dest / "tokyo").is_symlink()


def test_a_file_that_is_a_link_is_replaced_and_its_target_stays(tmp_path: Path, dest: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    put(dest, {})
    for name in ("index.html", "dangling.html"):
        (dest / name).symlink_to(tmp_path / ("secret" if name == "index.html" else "nowhere"))
    put(dest, {"index.html": "ours", "dangling.html": "ours"})
    assert (tmp_path / "secret").read_text() == "secret" and not (tmp_path / "nowhere").exists()
    assert texts(dest) == {"index.html": "ours", "dangling.html": "ours"}


def test_a_manifest_that_is_a_link_is_replaced_too(tmp_path: Path, dest: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (dest / MANIFEST).symlink_to(tmp_path / "secret")
    put(dest, {"index.html": "ours"})
    assert (tmp_path / "secret").read_text() == "secret" and not (dest / MANIFEST).is_symlink()


def test_a_stage_that_is_a_link_is_not_used(tmp_path: Path, dest: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "stage").mkdir(parents=True)
    (outside / "stage" / "precious").write_text("precious")
    (outside / "journal.json").write_text('{"new": [], "gone": []}')
    (dest / ".kawat").symlink_to(outside)
    before = read_all(outside)
    assert recover(str(dest)) is False
    put(dest, {"index.html": "ours"})
    assert read_all(outside) == before and texts(dest) == {"index.html": "ours"}


def test_a_destination_may_itself_be_a_link(tmp_path: Path, dest: Path) -> None:
    """As where a web server's root is switched from one generation to the next."""
    (tmp_path / "current").symlink_to(dest)
    put(tmp_path / "current", {"index.html": "home"})
    assert texts(dest) == {"index.html": "home"} and (tmp_path / "current").is_symlink()


# ---------------------------------------------------------------- what is put, and what goes


def test_a_file_is_known_by_its_digest_and_size_once_it_is_staged(dest: Path) -> None:
    assert Stage(str(dest)).put("a/b.html", b"hello") == Made(file_digest(b"hello"), 5)
    assert texts(dest).keys() == {p for p in read_all(dest) if p.startswith(".kawat/stage/")}, "only the stage has it"


def test_folders_that_become_empty_go_and_others_stay(dest: Path) -> None:
    put(dest, {"a/b/c/1.html": "1", "a/b/2.html": "2", "d/e/3.html": "3"})
    put(dest, {}, gone=("a/b/c/1.html", "d/e/3.html"))
    assert texts(dest) == {"a/b/2.html": "2"}
    assert sorted(path.name for path in dest.rglob("*") if path.is_dir()) == ["a", "b"]


def test_a_file_may_become_a_folder_and_a_folder_a_file(dest: Path) -> None:
    put(dest, {"a": "file", "b/c": "in folder"})
    put(dest, {"a/b/c": "in folder", "b": "file"}, gone=("a", "b/c"))
    assert texts(dest) == {"a/b/c": "in folder", "b": "file"}


def test_an_empty_folder_does_not_stand_in_the_way_of_a_file(dest: Path) -> None:
    put(dest, {})
    (dest / "index.html" / "nothing").mkdir(parents=True)
    put(dest, {"index.html": "home"})
    assert texts(dest) == {"index.html": "home"}


def test_what_shall_go_may_be_gone_already(dest: Path) -> None:
    put(dest, {"a": "file"})
    put(dest, {}, gone=("x/y/z", "a/b", "nothing"))
    assert texts(dest) == {"a": "file"}


def test_names_with_a_dot_right_below_belong_to_others(dest: Path) -> None:
    put(dest, {"index.html": "home"})
    (dest / ".git").mkdir()
    (dest / ".git" / "config").write_text("git")
    (dest / ".well-known").write_text("kept")
    assert set(survey(str(dest))) == {"index.html", MANIFEST}
    with lock(str(dest)):
        recover(str(dest))
        put(dest, {"a": "a"}, gone=("index.html",))
    assert texts(dest) == {".git/config": "git", ".well-known": "kept", "a": "a"}


def test_hidden_files_further_down_are_seen(dest: Path) -> None:
    """Only Kawat writes there, so a hidden file is as foreign as any other."""
    put(dest, {"a/b": "b"})
    (dest / "a" / ".hidden").write_text("?")
    assert "a/.hidden" in survey(str(dest))


def test_a_survey_tells_size_and_time_of_every_file(dest: Path) -> None:
    put(dest, {"a/b": "four"})
    os.utime(dest / "a/b", ns=(1, 1_700_000_000_123_456_789))
    assert survey(str(dest))["a/b"] == OnDisk(4, 1_700_000_000_123_456_789)


def test_what_is_discarded_leaves_no_trace(dest: Path) -> None:
    put(dest, {"index.html": "home"})
    before = read_all(dest)
    stage = Stage(str(dest))
    stage.put("index.html", b"other")
    stage.discard()
    assert read_all(dest) == before and not (dest / ".kawat").exists()


def test_a_destination_that_only_the_stage_made_goes_with_it(tmp_path: Path) -> None:
    Stage(str(tmp_path / "new")).discard()
    assert not (tmp_path / "new").exists()


# ---------------------------------------------------------------- whose destination it is


@pytest.mark.parametrize("name", ["index.html", "thesis/chapter.tex", "Makefile"])
def test_a_folder_with_files_that_kawat_did_not_write_is_refused_untouched(dest: Path, name: str) -> None:
    (dest / name).parent.mkdir(exist_ok=True)
    (dest / name).write_text("years of work")
    with pytest.raises(UsageError, match=f"holds files but no {MANIFEST}, so Kawat did not write it"), lock(str(dest)):
        raise AssertionError("never reached")
    assert texts(dest) == {name: "years of work"}


def test_an_absent_or_empty_destination_is_made_and_one_with_only_hidden_names_is_fine(tmp_path: Path) -> None:
    with lock(str(tmp_path / "a" / "b")):
        assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "a" / "b" / ".git").mkdir()
    with lock(str(tmp_path / "a" / "b")):
        pass


def test_a_destination_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file")
    with pytest.raises(WriteError, match="output: File exists"), lock(str(tmp_path / "output")):
        pass


def test_a_second_build_is_told_that_it_is_the_second(dest: Path) -> None:
    with lock(str(dest)):
        with pytest.raises(BusyError, match=r"another build is writing to .*; wait for it, or choose"), lock(str(dest)):
            pass
        code = "import sys; from kawat.build.writer import lock\nwith lock(sys.argv[1]): pass"
        other = subprocess.run(
            [sys.executable, "-c", code, str(dest)],
            env={**os.environ, "PYTHONPATH": str(PROJECT / "plugins")},
            capture_output=True,
            text=True,
        )
        assert "BusyError" in other.stderr
    with lock(str(dest)):
        pass


def test_what_a_build_that_was_killed_had_begun_may_hold_the_destination_for_another_moment(tmp_path: Path) -> None:
    dest = str(tmp_path / "output")
    with lock(dest):
        here, there = os.pipe()
        orphan = os.fork()
        if not orphan:
            os.write(there, b"1")
            time.sleep(0.3)
            os._exit(0)
        os.read(here, 1)
    with lock(dest):
        assert os.waitpid(orphan, 0) == (orphan, 0)


def test_a_lock_ends_with_the_process_that_held_it(dest: Path) -> None:
    child = os.fork()
    if not child:
        with lock(str(dest)):
            os._exit(0)
    os.waitpid(child, 0)
    with lock(str(dest)):
        assert os.listdir(dest) == []


# ---------------------------------------------------------------- interruptions

OLD = {"a/1": "old", "a/2": "old", "b/c/3": "old", "d": "old", "f/g/4": "old", "same": "same"}
NEW = {"a/1": "new", "a/9/8/7": "new", "d/e": "new", "b": "new", "f/g/5": "new"}
GONE = ("a/2", "b/c/3", "d", "f/g/4")
AFTER = {**NEW, "same": "same"}
CALLS = ("replace", "unlink", "mkdir", "rmdir")


class Interrupted(BaseException):
    """Stands for kill -9: nobody catches it."""


def interrupt(monkeypatch: pytest.MonkeyPatch, at: int, error: Callable[[], BaseException]) -> list[str]:
    """Let the `at`-th call (from 1) that changes a file system fail; return the list of calls, which grows."""
    calls: list[str] = []

    def wrap(name: str) -> None:
        real = getattr(os, name)

        def wrapped(*args: object, **kwargs: object) -> object:
            calls.append(name)
            if len(calls) == at:
                raise error()
            return real(*args, **kwargs)

        monkeypatch.setattr(writer.os, name, wrapped)

    for name in CALLS:
        wrap(name)
    return calls


def count_calls(tmp_path: Path) -> int:
    """How many calls a commit from OLD to NEW is."""
    dest = tmp_path / "count"
    put(dest, OLD)
    stage = staged(dest)
    with pytest.MonkeyPatch.context() as patch:
        calls = interrupt(patch, 0, Interrupted)
        stage.commit([*NEW, MANIFEST], GONE)
    return len(calls)


def staged(dest: Path) -> Stage:
    stage = Stage(str(dest))
    for path, text in {**NEW, MANIFEST: json.dumps(sorted(AFTER))}.items():
        stage.put(path, text.encode())
    return stage


def test_an_interruption_before_any_step_is_undone_or_completed(tmp_path: Path) -> None:
    """After each step: as it was while there is no journal; completed by `recover` once there is one."""
    undone = 0
    for at in range(1, count_calls(tmp_path) + 1):
        dest = tmp_path / str(at)
        put(dest, OLD)
        stage = staged(dest)
        with pytest.MonkeyPatch.context() as patch, pytest.raises(Interrupted):
            interrupt(patch, at, Interrupted)
            stage.commit([*NEW, MANIFEST], GONE)
        seen = {path: text for path, text in texts(dest).items() if not path.startswith(".kawat")}
        if (dest / ".kawat/journal.json").exists():
            assert recover(str(dest)) is True
            assert texts(dest) == AFTER
        elif json.loads((dest / MANIFEST).read_text()) == sorted(AFTER):
            assert seen == AFTER, "the manifest comes last"
        else:
            undone += 1
            assert seen == OLD
            assert recover(str(dest)) is False
            assert texts(dest) == OLD
        assert recover(str(dest)) is False
        assert not (dest / ".kawat").exists()
    assert undone == 1, "only the rename of the journal itself has an old state behind it"


def test_the_completion_may_be_interrupted_any_number_of_times(tmp_path: Path) -> None:
    dest = tmp_path / "output"
    put(dest, OLD)
    stage = staged(dest)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Interrupted):
        interrupt(patch, 2, Interrupted)  # right after the journal
        stage.commit([*NEW, MANIFEST], GONE)
    assert texts(dest)["a/2"] == "old"
    for at in range(1, 60):  # each time one step further, and all steps again
        with pytest.MonkeyPatch.context() as patch:
            interrupt(patch, at, Interrupted)
            try:
                recover(str(dest))
            except Interrupted:
                continue
        break
    assert texts(dest) == AFTER and not (dest / ".kawat").exists()


def test_a_full_disk_says_whether_anything_changed(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    for at in range(1, count_calls(tmp_path) + 1):
        dest = tmp_path / str(at)
        put(dest, OLD)
        stage = staged(dest)
        with pytest.MonkeyPatch.context() as patch:
            calls = interrupt(patch, at, lambda: full)
            try:
                stage.commit([*NEW, MANIFEST], GONE)
            except WriteError as error:
                assert (at, str(error)) == (1, f"{dest}/.kawat/journal.json: No space left on device")
            except UnfinishedError as error:
                assert str(error) == f"{dest}: No space left on device"
            else:
                # A folder that is not empty may stay, which is the only step that is let fail.
                assert calls[at - 1] == "rmdir" and texts(dest) == AFTER
        stage.discard()
        begun = (dest / ".kawat/journal.json").exists()
        assert recover(str(dest)) is begun
        assert texts(dest) == (OLD if at == 1 else AFTER)


def test_a_journal_survives_that_its_build_tidies_up(dest: Path) -> None:
    put(dest, OLD)
    stage = staged(dest)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(UnfinishedError):
        interrupt(patch, 4, lambda: OSError(errno.EIO, "Input/output error"))
        stage.commit([*NEW, MANIFEST], GONE)
    stage.discard()
    with lock(str(dest)):
        assert recover(str(dest)) is True
    assert texts(dest) == AFTER


def test_a_stage_without_a_journal_is_forgotten(dest: Path) -> None:
    put(dest, OLD)
    staged(dest)
    assert recover(str(dest)) is False
    assert texts(dest) == OLD and not (dest / ".kawat").exists()


def test_an_interrupted_first_build_does_not_make_the_destination_foreign(tmp_path: Path) -> None:
    dest = tmp_path / "new"
    stage = Stage(str(dest))
    for path, text in {**NEW, MANIFEST: "[]"}.items():
        stage.put(path, text.encode())
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Interrupted):
        interrupt(patch, 4, Interrupted)
        stage.commit([*NEW, MANIFEST], ())
    assert not (dest / MANIFEST).exists() and any(path for path in texts(dest) if not path.startswith(".kawat"))
    with lock(str(dest)):
        assert recover(str(dest)) is True
    assert texts(dest) == NEW
