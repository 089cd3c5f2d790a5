"""The census: how every file and folder of a tree looked, so that what is other since is found by asking each once.

A file that nobody wrote to looks as before (size, times, inode), and so does a folder to which nothing came and from
which nothing went.  One question (lstat) for each of them tells what has changed; only folders that look otherwise are
listed.  What looks otherwise need not be other: whoever asks compares the bytes, and lets the census know (`renewed`).
Whoever watched the tree meanwhile need ask about no more than what was touched.

What was written so shortly before it was looked at that it may change again without showing it (`tree.Entry.racy`) is
kept as looking like nothing, and is looked into the next time.

Kept as bytes in two parts: all of it, and what was noted since, so that one edit does not write everything again.
Paths are kept by the folder of a year that they lie below, since from there the kernel finds them in less time.
"""

import json
import os
import stat
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from itertools import accumulate
from typing import Any

from ..records import dataclass
from . import tree
from .tree import Entry

__all__ = [
    "NOTHING",
    "Census",
    "Changes",
    "Noted",
    "compare",
    "pack",
    "pack_noted",
    "take",
    "together",
    "unpack",
    "unpack_noted",
]

Look = tuple[int, int, int, int]
"""Size, times of content and of the entry itself (ns), inode."""

_UNKNOWN: Look = (0, 0, 0, 0)
_END = b"\0"  # which no path holds
_DEPTH = 4
"""So many folders lead to what lies side by side with hundreds: content, site, kind and year."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted later than a census.

    Attributes:
        since: by path: look and content (of a folder, none).
        added: the same of what was not there before.
    """

    since: Mapping[str, tuple[Look, str]] = field(default_factory=dict)
    added: Mapping[str, tuple[Look, str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.since) + len(self.added)

    def renewed(
        self, seen: Iterable[tuple[Entry, str]], began_ns: int, new: Iterable[tuple[Entry, str]] = ()
    ) -> "Noted":
        """Return the same with other looks and contents of some paths; it was begun to look at them then."""
        noted = {one.path: (_look(one, began_ns), content) for one, content in seen}
        added = {**self.added, **{one.path: (_look(one, began_ns), content) for one, content in new}}
        since = {path: told for path, told in noted.items() if path not in added}
        return Noted({**self.since, **since}, added | {path: noted[path] for path in noted if path in added})


NOTHING = Noted()


@dataclass(frozen=True, slots=True)
class Census:
    """What a tree looked like.

    Attributes:
        shelves: by folder ("." for the root), paths from there, as the file system has them.
        looks: four numbers for each of all these paths in turn, as in `Look`.
        contents: of each what it held: of a file its SHA-256, or its size or "link" where nobody looked into it; of a
            folder nothing.
    """

    shelves: Mapping[bytes, Sequence[bytes]]
    looks: "array[int]"
    contents: Sequence[str]

    def with_noted(self, noted: Noted) -> "Census":
        """Return the census with what was noted later."""
        numbers = iter(self.looks)
        looks = zip(numbers, numbers, numbers, numbers, strict=True)
        paths = (_path(folder, name) for folder, names in self.shelves.items() for name in names)
        told = dict(zip(paths, zip(looks, self.contents, strict=True), strict=True))
        return _census({**told, **noted.since, **noted.added})


class _Words(Sequence[str]):
    """What is told of each path, taken apart once anybody asks."""

    def __init__(self, data: bytes) -> None:
        self._data, self._words = data, list[str]()

    def __getitem__(self, place: Any) -> Any:
        if not self._words:
            self._words = self._data.decode().split("\0")
        return self._words[place]

    def __len__(self) -> int:
        return self._data.count(_END) + 1


@dataclass(frozen=True, slots=True)
class Changes:
    """What looks otherwise than a census says: folders, and files with what they held; and what is new."""

    folders: tuple[Entry, ...]
    files: tuple[tuple[Entry, str], ...]
    new_folders: tuple[Entry, ...] = ()
    new_files: tuple[Entry, ...] = ()


def take(folders: Sequence[Entry], files: Sequence[Entry], contents: Mapping[str, str], began_ns: int) -> Census:
    """Return the census of what `tree.scan` found from then on."""
    told = {one.path: (_look(one, began_ns), "") for one in folders}
    return _census(told | {one.path: (_look(one, began_ns), contents[one.path]) for one in files})


def _census(told: Mapping[str, tuple[Look, str]]) -> Census:
    shelves: dict[bytes, list[str]] = defaultdict(list)
    for path in told:
        shelves[_shelf(path)].append(path)
    inner = {
        one: [path.encode("utf-8", "surrogateescape")[0 if one == b"." else len(one) + 1 :] for path in paths]
        for one, paths in shelves.items()
    }
    in_turn = [told[path] for paths in shelves.values() for path in paths]
    looks = array("q", (number for look, _ in in_turn for number in look))
    return Census(inner, looks, [content for _, content in in_turn])


def _shelf(path: str) -> bytes:
    """The folder that a path is found from."""
    parts = path.split("/", _DEPTH)
    return "/".join(parts[:_DEPTH]).encode("utf-8", "surrogateescape") if len(parts) > _DEPTH else b"."


def _path(folder: bytes, name: bytes) -> str:
    return (name if folder == b"." else folder + b"/" + name).decode("utf-8", "surrogateescape")


def compare(
    root: str,
    before: Census,
    noted: Noted,
    touched: Collection[str] | None = None,
    part: int = 0,
    parts: int = 1,
    inside: bool = False,
) -> Changes | None:
    """Return what looks otherwise now; None where a file or folder is gone, or has become the other.

    Args:
        noted: later than the census.
        touched: paths; no others are asked about, but for the folders that these lie in.
        part, parts: which of so many parts of the census is asked about; the first has what was noted later, too.
        inside: whether this process may go from folder to folder, in which it finds things in less time.
    """
    asked = None if touched is None else {*touched, *(path.rpartition("/")[0] for path in touched)}
    here = os.getcwd() if inside else ""
    try:
        added = [path for path in noted.added if asked is None or path in asked] if not part else []
        later = [(path, os.lstat(os.path.join(root, path)), *noted.added[path]) for path in added]
        turned = _turned(root, before, part, parts, inside) if asked is None else _turned_of(root, before, asked)
    except (FileNotFoundError, NotADirectoryError):
        return None
    finally:
        if inside:
            os.chdir(here)
    known = [(path, now, *(noted.since.get(path) or (None, before.contents[at]))) for at, path, now in turned]
    folders, files = [], []
    for path, now, look, held in known + later:
        entry = _entry(path, now)
        if look == _numbers(entry):
            continue
        if bool(held) == stat.S_ISDIR(now.st_mode):
            return None
        if held:
            files.append((entry, held))
        else:
            folders.append(entry)
    new_folders, new_files = _new(root, before, noted, folders)
    return Changes(tuple(folders), tuple(files), tuple(new_folders), tuple(new_files))


def together(parts: Sequence[Changes | None]) -> Changes | None:
    """Return what looks otherwise in any part of a census; None where that is not known of one."""
    known = [one for one in parts if one is not None]
    if len(known) < len(parts):
        return None
    return Changes(
        tuple(entry for one in known for entry in one.folders),
        tuple(file for one in known for file in one.files),
        tuple(entry for one in known for entry in one.new_folders),
        tuple(entry for one in known for entry in one.new_files),
    )


def _turned(root: str, before: Census, part: int, parts: int, inside: bool) -> list[tuple[int, str, os.stat_result]]:
    """What looks otherwise than in a part of a census: its number, and its path."""
    base, looks = os.fsencode(os.path.abspath(root)), memoryview(before.looks)
    begin, end = (len(looks) // 4 * one // parts for one in (part, part + 1))
    turned: list[tuple[int, str, os.stat_result]] = []
    for folder, start, names in _shelves(before):
        if not begin <= start < end:
            continue
        if inside:
            os.chdir(os.path.join(base, folder))
        paths = names if inside else map(os.path.join(base, folder, b"").__add__, names)
        numbers = iter(looks[4 * start : 4 * (start + len(names))])
        # The only work for each file there is, so it is kept to the least.
        rows = zip(map(os.lstat, paths), numbers, numbers, numbers, numbers, strict=False)
        for at, (now, size_bytes, mtime_ns, ctime_ns, inode) in enumerate(rows, start):
            if (
                now.st_ctime_ns != ctime_ns
                or now.st_mtime_ns != mtime_ns
                or now.st_size != size_bytes
                or now.st_ino != inode
            ):
                turned.append((at, _path(folder, names[at - start]), now))
    return turned


def _turned_of(root: str, before: Census, asked: Collection[str]) -> list[tuple[int, str, os.stat_result]]:
    """The same of paths that are asked about, as far as the census has them."""
    folders = set(map(_shelf, asked))
    turned: list[tuple[int, str, os.stat_result]] = []
    for folder, start, names in _shelves(before):
        for at, name in enumerate(names, start) if folder in folders else ():
            path = _path(folder, name)
            if path in asked:
                now = os.lstat(os.path.join(root, path))
                if (now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino) != tuple(
                    before.looks[4 * at : 4 * at + 4]
                ):
                    turned.append((at, path, now))
    return turned


def _shelves(census: Census) -> Iterator[tuple[bytes, int, Sequence[bytes]]]:
    """Each folder that paths are found from, the number of the first of these, and they themselves."""
    at = 0
    for folder, names in census.shelves.items():
        yield folder, at, names
        at += len(names)


def pack(census: Census) -> bytes:
    """Return a census as bytes."""
    paths = (_END * 2).join(_END.join((folder, *names)) for folder, names in census.shelves.items())
    contents = "\0".join(census.contents).encode()
    head = json.dumps([len(paths), len(contents)]).encode()
    return b"\n".join((head, paths + contents + census.looks.tobytes()))


def pack_noted(noted: Noted) -> bytes:
    """Return as bytes what was noted later."""
    told = [{path: [*look, content] for path, (look, content) in one.items()} for one in (noted.since, noted.added)]
    return json.dumps(told).encode()


def unpack_noted(data: bytes) -> Noted:
    """Return what was noted later.

    Raises:
        ValueError: this is nothing of the kind.
    """
    since, added = json.loads(data)
    return Noted(*({path: ((a, b, c, d), e) for path, (a, b, c, d, e) in one.items()} for one in (since, added)))


@lru_cache(maxsize=1)
def unpack(data: bytes) -> Census:
    """Return a census, which stays the same for many builds.

    Raises:
        ValueError: this is none.
    """
    begin = data.index(b"\n") + 1
    paths, contents = (begin + one for one in accumulate(json.loads(data[:begin])))
    looks = array("q")
    looks.frombytes(memoryview(data)[contents:])
    shelves = (shelf.split(_END) for shelf in data[begin:paths].split(_END * 2))
    return Census({folder: names for folder, *names in shelves}, looks, _Words(data[paths:contents]))


def _new(root: str, before: Census, noted: Noted, folders: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The folders and the files that are new in these folders."""
    new_folders, new_files = list[Entry](), list[Entry]()
    for folder in (one.path for one in folders):
        shelf = _shelf(f"{folder}/")
        paths = [*(_path(shelf, name) for name in before.shelves.get(shelf, ())), *noted.added]
        names = {name for above, _, name in (path.rpartition("/") for path in paths) if above == folder}
        beside = tree.beside(root, folder, names)
        new_folders += beside[0]
        new_files += beside[1]
    return new_folders, new_files


def _entry(path: str, now: os.stat_result) -> Entry:
    plain = stat.S_ISREG(now.st_mode) or stat.S_ISDIR(now.st_mode)
    if stat.S_ISLNK(now.st_mode):
        return Entry(path, 0, 0, 0, 0, link=True)
    return Entry(path, now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino, link=not plain)


def _look(entry: Entry, began_ns: int) -> Look:
    return _UNKNOWN if entry.racy(began_ns) else _numbers(entry)


def _numbers(entry: Entry) -> Look:
    return entry.size_bytes, entry.mtime_ns, entry.ctime_ns, entry.inode
