"""The census: how every file and folder of a tree looked, so that what is other since is found by asking each once.

A file that nobody wrote to looks as before (size, times, inode), and so does a folder to which nothing came and from
which nothing went.  One question (lstat) for each of them tells what has changed; only folders that look otherwise are
listed.  What looks otherwise need not be other: whoever asks compares the bytes, and lets the census know (`renewed`).

What was written so shortly before it was looked at that it may change again without showing it (`tree.Entry.racy`) is
kept as looking like nothing, and is looked into the next time.

Kept as bytes in two parts: all of it, and what was noted since, so that one edit does not write everything again.
"""

import json
import os
import stat
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from . import tree
from .tree import Entry

__all__ = ["Census", "Changes", "compare", "pack", "pack_since", "take", "unpack"]

Look = tuple[int, int, int, int]
"""Size, times of content and of the entry itself (ns), inode."""

_UNKNOWN: Look = (0, 0, 0, 0)
_END = "\0"  # which no path holds


@dataclass(frozen=True, slots=True)
class Census:
    """What a tree looked like.

    Attributes:
        folders: how many of the paths are folders; they come first, in the order of a walk.
        looks: four numbers for each path, as in `Look`.
        contents: of each file what it held: its SHA-256, or its size or "link" where nobody looked into it.
        since: what was noted later, by path: look and content (of a folder, none).
    """

    folders: int
    paths: Sequence[str]
    looks: "array[int]"
    contents: Sequence[str]
    since: Mapping[str, tuple[Look, str]] = field(default_factory=dict)

    def renewed(self, seen: Iterable[tuple[Entry, str]], began_ns: int) -> "Census":
        """Return the census with other looks and contents of some paths; it was begun to look at them then."""
        noted = {one.path: (_look(one, began_ns), content) for one, content in seen}
        return replace(self, since={**self.since, **noted})

    def whole(self) -> "Census":
        """Return the same with nothing in `since`."""
        looks, contents = self.looks[:], list(self.contents)
        for at, path in enumerate(self.paths) if self.since else ():
            if path in self.since:
                look, content = self.since[path]
                looks[4 * at : 4 * at + 4] = array("q", look)
                if at >= self.folders:
                    contents[at - self.folders] = content
        return replace(self, looks=looks, contents=contents, since={})


@dataclass(frozen=True, slots=True)
class Changes:
    """What looks otherwise than a census says: folders, which hold the same names, and files with what they held."""

    folders: tuple[Entry, ...]
    files: tuple[tuple[Entry, str], ...]


def take(folders: Sequence[Entry], files: Sequence[Entry], contents: Mapping[str, str], began_ns: int) -> Census:
    """Return the census of what `tree.scan` found from then on."""
    looks = array("q", (number for one in (*folders, *files) for number in _look(one, began_ns)))
    paths = [one.path for one in (*folders, *files)]
    return Census(len(folders), paths, looks, [contents[one.path] for one in files])


def compare(root: str, before: Census) -> Changes | None:
    """Return what looks otherwise now; None where a file or folder is new or gone."""
    numbers = iter(before.looks)
    looks = map(os.lstat, map(os.path.join(root, "").__add__, before.paths))
    turned: list[tuple[int, os.stat_result]] = []
    try:
        # The only work for each file there is, so it is kept to the least.
        rows = zip(looks, numbers, numbers, numbers, numbers, strict=False)
        for at, (now, size_bytes, mtime_ns, ctime_ns, inode) in enumerate(rows):
            if (
                now.st_ctime_ns != ctime_ns
                or now.st_mtime_ns != mtime_ns
                or now.st_size != size_bytes
                or now.st_ino != inode
            ):
                turned.append((at, now))
    except (FileNotFoundError, NotADirectoryError):
        return None
    folders, files = [], []
    for at, now in turned:
        entry = _entry(before.paths[at], now)
        folder, noted = at < before.folders, before.since.get(entry.path)
        if noted and noted[0] == _numbers(entry):
            continue
        if folder != stat.S_ISDIR(now.st_mode):
            return None
        if folder:
            folders.append(entry)
        else:
            files.append((entry, noted[1] if noted else before.contents[at - before.folders]))
    return Changes(tuple(folders), tuple(files)) if _hold_the_same(root, before, folders) else None


def pack(census: Census) -> bytes:
    """Return a census as bytes, but for what was noted since."""
    paths, contents = (_END.join(one).encode("utf-8", "surrogateescape") for one in (census.paths, census.contents))
    head = json.dumps([census.folders, len(paths), len(contents)]).encode()
    return b"\n".join((head, paths + contents + census.looks.tobytes()))


def pack_since(census: Census) -> bytes:
    """Return as bytes what was noted since."""
    return json.dumps({path: [*look, content] for path, (look, content) in census.since.items()}).encode()


def unpack(data: bytes, since: bytes) -> Census:
    """Return a census from its two parts.

    Raises:
        ValueError: they are none.
    """
    head, _, rest = data.partition(b"\n")
    folders, paths, contents = json.loads(head)
    looks = array("q")
    looks.frombytes(rest[paths + contents :])
    told = (rest[:paths], rest[paths : paths + contents])
    known, held = (one.decode("utf-8", "surrogateescape").split(_END) if one else [] for one in told)
    noted = {path: ((a, b, c, d), content) for path, (a, b, c, d, content) in json.loads(since).items()}
    return Census(folders, known, looks, held, noted)


def _hold_the_same(root: str, before: Census, folders: Iterable[Entry]) -> bool:
    wanted: dict[str, set[tuple[str, bool]]] = {one.path: set() for one in folders}
    for at, path in enumerate(before.paths) if wanted else ():
        above, _, name = path.rpartition("/")
        if above in wanted:
            wanted[above].add((name, at < before.folders))
    return all(
        known == {(one.name, one.is_dir(follow_symlinks=False)) for one in tree.within(root, folder)}
        for folder, known in wanted.items()
    )


def _entry(path: str, now: os.stat_result) -> Entry:
    plain = stat.S_ISREG(now.st_mode) or stat.S_ISDIR(now.st_mode)
    if stat.S_ISLNK(now.st_mode):
        return Entry(path, 0, 0, 0, 0, link=True)
    return Entry(path, now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino, link=not plain)


def _look(entry: Entry, began_ns: int) -> Look:
    return _UNKNOWN if entry.racy(began_ns) else _numbers(entry)


def _numbers(entry: Entry) -> Look:
    return entry.size_bytes, entry.mtime_ns, entry.ctime_ns, entry.inode
