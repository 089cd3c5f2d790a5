"""Whatever kills a build, wherever: the destination is as it was, or the next build completes it.

Precisely.  `seen` is what a web server would show after the crash:

- without a journal, `seen` is exactly the old state, or (killed while tidying up) exactly the new one;
- with a journal, every file is whole, the old one or the new one, and the manifest is the old one until the end;
- in any case the next build ends with exactly the new state, without being told, from whatever state of the cache.

A build is run in a forked process in which each call that changes a file system counts: opening for writing, replace,
unlink, mkdir, rmdir, and each statement that changes a database; its workers count along.  At the n-th call something
happens, for every n.
"""

import builtins
import errno
import io
import mmap
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import NETWORK, NOW, PORTAL, Tree, mission, read_all, text
from PIL import Image

from kawat import cli
from kawat.publish import recipes

MANIFEST = "manifest.json"
NEWS = "content/tokyo/news/2026"


def picture(colour: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (90, 60), colour).save(target, "PNG")
    return target.getvalue()


def story(title: str, **fields: str) -> str:
    return text(title, topics="[budaya]", image="a.png", image_alt="Gambar", **fields)


SMALL: dict[str, str | bytes] = {
    "missions/portal.yaml": PORTAL.replace("[id, en]", "[id]"),
    "missions/tokyo.yaml": mission("Tokyo", "JP", "east-asia", "Asia/Tokyo", "id"),
    "missions/_network/topics.yaml": "budaya: {names: {id: Budaya, en: Culture}}\n",
    "missions/_network/regions.yaml": NETWORK["missions/_network/regions.yaml"],
    # A page is all of its view, so whatever differs between two states is seen; and it is made in no time.
    **{f"theme/templates/{name}": "<p>{{ view }}</p>" for name in dict(recipes.PAGES.values())},
    "theme/static/kawat.css": "p {}",
}
OLD: dict[str, str | bytes] = {
    f"{NEWS}/berubah/index.id.md": story("Lama"),
    f"{NEWS}/berubah/a.png": picture("red"),
    f"{NEWS}/hilang/index.id.md": story("Hilang", crosspost="{to: [portal]}"),
    f"{NEWS}/hilang/a.png": picture("green"),
    "content/portal/press/2020/satu-satunya/index.id.md": text("Siaran", "2020-01-01 09:00"),
}
NEW: dict[str, str | bytes] = {
    f"{NEWS}/berubah/index.id.md": story("Baru"),
    f"{NEWS}/berubah/a.png": picture("blue"),
    f"{NEWS}/tambah/index.id.md": story("Tambah"),
    f"{NEWS}/tambah/a.png": picture("white"),
}


@dataclass
class Crash:
    """A tree whose texts are already NEW, with a destination and a cache that are still OLD."""

    tree: Tree
    kept: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    told: str = ""
    """What the last run said."""

    @property
    def journal(self) -> bool:
        """Whether the build counts as done."""
        return (self.tree.dest / ".kawat" / "journal.json").exists()

    def restore(self, first: bool = False) -> None:
        """Bring destination and cache back to the old state; with `first`, to none at all."""
        for folder, name in ((self.tree.dest, "output"), (self.tree.root / ".cache", "cache")):
            shutil.rmtree(folder, ignore_errors=True)
            if not first:
                # No file of a destination is ever written to, only replaced; databases are.
                linked = name == "output" and self.tree.dest.parent == self.kept.parent
                shutil.copytree(self.kept / name, folder, copy_function=os.link if linked else shutil.copy2)

    def seen(self) -> dict[str, bytes]:
        """Return what a web server would show."""
        found = read_all(self.tree.dest) if self.tree.dest.exists() else {}
        return {path: data for path, data in found.items() if not path.startswith(".kawat/")}

    def run(self, sabotage: Callable[[], None]) -> int:
        """Build in a process of its own group; return its exit status, negative for the signal that ended it."""
        here, there = os.pipe()
        child = os.fork()
        if not child:
            try:
                os.setsid()
                sys.stdout = sys.stderr = os.fdopen(os.dup2(there, 2), "w", closefd=False)
                sabotage()
                options = ["--root", str(self.tree.root), "--dest", str(self.tree.dest), "--now", NOW.isoformat()]
                status = cli.main(["build", *options, "--jobs", "1", "--allow-removal"])
                sys.stderr.flush()
                os._exit(status)
            finally:
                os._exit(99)
        os.close(there)
        with os.fdopen(here, encoding="utf-8") as end:
            self.told = end.read()  # till the last process is gone: workers may outlive their build by a moment
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def check(self, old: dict[str, bytes]) -> str:
        """Assert what is promised of the state after a crash, and return which of its three cases it is."""
        seen = self.seen()
        if seen.get(MANIFEST) == self.new[MANIFEST]:
            assert seen == self.new, "a reader never sees the new manifest beside anything old"
            return "new"
        if not self.journal:
            assert seen == old
            return "old"
        torn = [path for path, data in seen.items() if data not in (old.get(path), self.new.get(path))]
        assert torn == []
        assert seen.get(MANIFEST) == old.get(MANIFEST)
        return "between"

    def complete(self) -> None:
        """Assert that the next build, in this process, gives the new state."""
        begun = self.journal
        built = self.tree.build(jobs=1, allow_removal=True)
        assert built.recovered is begun
        assert self.seen() == self.new and not (self.tree.dest / ".kawat").exists()


@pytest.fixture(scope="module")
def crash(tmp_path_factory: pytest.TempPathFactory) -> Crash:
    folder = tmp_path_factory.mktemp("crash")
    tree = Tree(folder / "root", folder / "output").write(SMALL).write(OLD)
    tree.build()
    shutil.copytree(tree.dest, folder / "kept" / "output")
    shutil.copytree(tree.root / ".cache", folder / "kept" / "cache")
    old = tree.output()
    shutil.rmtree(tree.root / "content")
    tree.write(NEW)
    clean = Tree(tree.root, folder / "clean", options={"cache": str(folder / "clean cache")})
    clean.build()
    new = clean.output()
    assert len(new.keys() - old.keys()) > 3 and len(old.keys() - new.keys()) > 3
    assert len([path for path in new if path in old and old[path] != new[path]]) > 3
    return Crash(tree, folder / "kept", old, new)


class Calls:
    """Counts calls over all processes of a build, and lets something happen at one of them."""

    def __init__(self, at: int, happens: Callable[[], None], names: tuple[str, ...], onwards: bool = False) -> None:
        self._shared = mmap.mmap(-1, 8)
        self._at, self._happens, self._names, self._onwards = at, happens, names, onwards

    @property
    def count(self) -> int:
        return int.from_bytes(self._shared[:8], "little")

    def hit(self) -> None:
        count = self.count + 1
        self._shared[:8] = count.to_bytes(8, "little")
        if count == self._at or (self._onwards and count > self._at):
            self._happens()

    def __call__(self) -> None:
        """Wrap the calls, in the process that calls this."""
        for name in self._names:
            if name == "open":
                self._wrap(builtins, name, lambda path, mode="r", *rest, **more: set(mode) & set("wax+"))
            elif name == "sqlite":
                self._trace()
            else:
                self._wrap(os, name, lambda *given, **more: True)

    def _wrap(self, module: Any, name: str, counts: Callable[..., Any]) -> None:
        real = getattr(module, name)

        def wrapped(*given: Any, **more: Any) -> Any:
            if counts(*given, **more):
                self.hit()
            return real(*given, **more)

        setattr(module, name, wrapped)

    def _trace(self) -> None:
        real = sqlite3.connect

        def connect(*given: Any, **more: Any) -> sqlite3.Connection:
            store = real(*given, **more)
            store.set_trace_callback(lambda statement: None if statement.startswith("SELECT") else self.hit())
            return store

        sqlite3.connect = connect  # type: ignore[assignment]


CHANGES = ("open", "replace", "unlink", "mkdir", "rmdir", "sqlite")
WRITES = ("open", "replace", "mkdir")


def nothing() -> None:
    pass


def kill_all() -> None:
    """As when the machine loses power: build and workers are no more."""
    os.killpg(0, signal.SIGKILL)


def kill_build() -> None:
    """As `kill -9` of the build alone: its workers must find out. The leader of the group is the build."""
    os.kill(os.getpgrp(), signal.SIGKILL)


def kill_worker() -> None:
    if os.getpid() != os.getpgrp():
        os.kill(os.getpid(), signal.SIGKILL)


def disk_is_full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def sector_is_bad() -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def points(crash: Crash, names: tuple[str, ...], first: bool = False) -> int:
    """How many calls an undisturbed build makes."""
    crash.restore(first)
    calls = Calls(0, nothing, names)
    assert crash.run(calls) == 0 and crash.seen() == crash.new
    return calls.count


# ---------------------------------------------------------------- kill -9


def test_a_build_that_is_killed_at_any_point(crash: Crash) -> None:
    """Every seventh point, every third where the destination is half changed (`test_writer` takes every one)."""

    def kill(at: int) -> str:
        crash.restore()
        assert crash.run(Calls(at, kill_all, CHANGES)) == -signal.SIGKILL
        case = crash.check(crash.old)
        crash.complete()
        return case

    total = points(crash, CHANGES)
    cases = {at: kill(at) for at in range(1, total + 1, 7)}
    half = [at for at, case in cases.items() if case == "between"]
    cases |= {at: kill(at) for at in range(half[0] - 2, half[-1] + 3, 3) if at not in cases}
    assert len(cases) >= 40
    order = [cases[at] for at in sorted(cases)]
    assert order == sorted(order, key=("old", "between", "new").index), "the three cases follow one another"
    assert min(map(order.count, ("old", "between", "new"))) >= 5


def test_a_build_that_is_killed_at_a_rename(crash: Crash) -> None:
    total = points(crash, ("replace",))
    assert total > 20
    for at in range(1, total + 1, 3):
        crash.restore()
        assert crash.run(Calls(at, kill_all, ("replace",))) == -signal.SIGKILL
        crash.check(crash.old)
        crash.complete()


def test_a_first_build_that_is_killed(crash: Crash) -> None:
    for at in range(1, points(crash, CHANGES, first=True) + 1, 13):
        crash.restore(first=True)
        assert crash.run(Calls(at, kill_all, CHANGES)) == -signal.SIGKILL
        crash.check({})
        crash.complete()


def test_a_build_that_is_killed_again_and_again(crash: Crash) -> None:
    """Also the completing of what was interrupted may be interrupted."""
    dice, total = random.Random(4), points(crash, CHANGES)
    for _ in range(8):
        crash.restore()
        for _ in range(3):
            status = crash.run(Calls(dice.randint(total // 4, total), kill_all, CHANGES))
            assert status in (0, -signal.SIGKILL)
            crash.check(crash.old)
        crash.complete()


def test_a_build_that_is_killed_without_its_workers(crash: Crash) -> None:
    """What they were at is finished and nobody takes it; the next build finds only what it always finds."""
    for at in range(1, points(crash, ("open",)) + 1, 7):
        crash.restore()
        assert crash.run(Calls(at, kill_build, ("open",))) == -signal.SIGKILL
        crash.check(crash.old)
        crash.complete()


def test_a_worker_that_is_killed_costs_nothing(crash: Crash) -> None:
    for at in range(1, points(crash, ("open",)) + 1, 7):
        crash.restore()
        calls = Calls(at, kill_worker, ("open",))
        assert crash.run(calls) == 0
        assert crash.seen() == crash.new


# ---------------------------------------------------------------- full disks


def test_a_disk_that_is_full_from_any_point_on(crash: Crash) -> None:
    """Nothing can be opened for writing, renamed or made any more; what can be deleted still can."""
    words = {"old": "nothing changed", "between": "half changed: the next build completes it"}
    said = set()
    for at in range(1, points(crash, WRITES) + 1, 5):
        crash.restore()
        status = crash.run(Calls(at, disk_is_full, WRITES, onwards=True))
        case = crash.check(crash.old)
        assert (status, "No space left on device" in crash.told) == (1, True), crash.told
        assert crash.told.endswith(words[case] + "\n") and "Traceback" not in crash.told
        said.add(case)
        crash.complete()
    assert said == {"old", "between"}


def test_a_write_that_fails_once_at_any_point(crash: Crash) -> None:
    """One call meets a bad sector, all others work: that is told, or nothing is lost by it."""
    ends = []
    for at in range(1, points(crash, WRITES) + 1, 5):
        crash.restore()
        status = crash.run(Calls(at, sector_is_bad, WRITES))
        ends.append((status, crash.check(crash.old), "Input/output error" in crash.told))
        assert "Traceback" not in crash.told
        crash.complete()
    assert set(ends) == {(1, "old", True), (1, "between", True), (0, "new", False)}
    # Only what makes the next build quicker, and what a process beside the build did, as the build then does it again.
    assert [status for status, _, _ in ends].count(0) < len(ends) / 4


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("limit_bytes", [0, 100, 2000, 10_000, 20_000, 30_000, 2_000_000])
def test_files_that_cannot_be_written_whole(crash: Crash, limit_bytes: int, first: bool) -> None:
    """Writing breaks off in the middle of a file or a database."""
    crash.restore(first)
    limit = (limit_bytes, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    status = crash.run(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert (status, crash.check({} if first else crash.old)) in ((1, "old"), (0, "new")), crash.told
    assert (status == 0) == (limit_bytes > 1_000_000), crash.told
    crash.complete()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A file system in memory, of a size in kilobytes that may be changed by a second call."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = False

    def mount(size_kb: int) -> Path:
        nonlocal mounted
        options = f"size={size_kb}k" if not mounted else f"remount,size={size_kb}k"
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "kawat", str(disk)], capture_output=True)
        if done.returncode and not mounted:
            pytest.skip("mounting is not permitted here")
        mounted = True
        assert done.returncode == 0, done.stderr
        return disk

    yield mount
    if mounted:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_disk_that_is_really_full(crash: Crash, small_disk: Callable[[int], Path]) -> None:
    """All on a disk with no room, a little and then a little more besides what the old state takes."""
    disk = small_disk(20_000)
    shutil.copytree(crash.tree.root, disk / "root", ignore=shutil.ignore_patterns(".cache"))
    there = Crash(Tree(disk / "root", disk / "output"), crash.kept, crash.old, crash.new)
    cases = []
    for room_kb in (0, 8, 32, 96, 128, 192, 256, 2048):
        small_disk(20_000)
        there.restore()
        used = shutil.disk_usage(disk).used // 1024
        small_disk(used + room_kb)
        status = there.run(nothing)
        cases.append(there.check(crash.old))
        assert status == (0 if cases[-1] == "new" else 1), there.told
        assert status == 0 or (" is full\n" in there.told or "No space left on device" in there.told), there.told
        assert "Traceback" not in there.told
        small_disk(20_000)
        there.complete()
    assert cases[0] == "old" and cases[-1] == "new"
