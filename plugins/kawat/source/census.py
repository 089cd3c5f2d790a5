"""The census: how every file and folder of a tree looked, so that what is other since is found by asking each once.

A file that nobody wrote to looks as before (size, times, inode), and so does a folder to which nothing came and from
which nothing went.  One question (lstat) for each of them tells what has changed; only folders that look otherwise are
listed.  What looks otherwise need not be other: whoever asks compares the bytes, and lets the census know (`renewed`).
Whoever watched the tree meanwhile need ask about no more than what was touched.

What was written so shortly before it was looked at that it may change again without showing it (`tree.Entry.racy`) is
kept as looking like nothing, and is looked into the next time.

Kept as bytes in two parts: all of it, and what was noted since, so that one edit does not write everything again.
"""

import json
import os
import stat
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache

from ..records import dataclass
from . import tree
from .tree import Entry

__all__ = ["NOTHING", "Census", "Changes", "Noted", "compare", "pack", "pack_noted", "take", "unpack", "unpack_noted"]

Look = tuple[int, int, int, int]
"""Size, times of content and of the entry itself (ns), inode."""

_UNKNOWN: Look = (0, 0, 0, 0)
_END = "\0"  # which no path holds


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
        folders: how many of the paths are folders; they come first, in the order of a walk.
        looks: four numbers for each path, as in `Look`.
        contents: of each file what it held: its SHA-256, or its size or "link" where nobody looked into it.
    """

    folders: int
    paths: Sequence[str]
    looks: "array[int]"
    contents: Sequence[str]

    def with_noted(self, noted: Noted) -> "Census":
        """Return the census with what was noted later."""
        looks, contents = self.looks[:], list(self.contents)
        for at, path in enumerate(self.paths) if noted.since else ():
            if path in noted.since:
                look, content = noted.since[path]
                looks[4 * at : 4 * at + 4] = array("q", look)
                if at >= self.folders:
                    contents[at - self.folders] = content
        paths, at = list(self.paths), self.folders
        folders = {path: look for path, (look, content) in noted.added.items() if not content}
        files = {path: told for path, told in noted.added.items() if told[1]}
        paths[at:at] = folders
        paths += files
        looks[4 * at : 4 * at] = array("q", (number for look in folders.values() for number in look))
        looks.extend(number for look, _ in files.values() for number in look)
        contents += [content for _, content in files.values()]
        return Census(at + len(folders), paths, looks, contents)


@dataclass(frozen=True, slots=True)
class Changes:
    """What looks otherwise than a census says: folders, and files with what they held; and what is new."""

    folders: tuple[Entry, ...]
    files: tuple[tuple[Entry, str], ...]
    new_folders: tuple[Entry, ...] = ()
    new_files: tuple[Entry, ...] = ()


def take(folders: Sequence[Entry], files: Sequence[Entry], contents: Mapping[str, str], began_ns: int) -> Census:
    """Return the census of what `tree.scan` found from then on."""
    looks = array("q", (number for one in (*folders, *files) for number in _look(one, began_ns)))
    paths = [one.path for one in (*folders, *files)]
    return Census(len(folders), paths, looks, [contents[one.path] for one in files])


def compare(root: str, before: Census, noted: Noted, touched: Collection[str] | None = None) -> Changes | None:
    """Return what looks otherwise now; None where a file or folder is gone, or has become the other.

    Args:
        noted: later than the census.
        touched: paths; no others are asked about, but for the folders that these lie in.
    """
    asked = None if touched is None else {*touched, *(path.rpartition("/")[0] for path in touched)}
    try:
        turned = _turned(root, before, asked)
        added = [path for path in noted.added if asked is None or path in asked]
        later = [(path, os.lstat(os.path.join(root, path)), *noted.added[path]) for path in added]
    except (FileNotFoundError, NotADirectoryError):
        return None
    known = [
        (before.paths[at], now, *noted.since.get(before.paths[at], (None, _content(before, at)))) for at, now in turned
    ]
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
    new_folders, new_files = _new(root, (*before.paths, *noted.added), folders)
    return Changes(tuple(folders), tuple(files), tuple(new_folders), tuple(new_files))


def _turned(root: str, before: Census, asked: Collection[str] | None) -> list[tuple[int, os.stat_result]]:
    """What looks otherwise than in a census, by place."""
    if asked is not None:
        looks = [(at, os.lstat(os.path.join(root, path))) for at, path in enumerate(before.paths) if path in asked]
        return [(at, now) for at, now in looks if _seen(now) != tuple(before.looks[4 * at : 4 * at + 4])]
    numbers = iter(before.looks)
    seen = map(os.lstat, map(os.path.join(root, "").__add__, before.paths))
    turned: list[tuple[int, os.stat_result]] = []
    # The only work for each file there is, so it is kept to the least.
    rows = zip(seen, numbers, numbers, numbers, numbers, strict=False)
    for at, (now, size_bytes, mtime_ns, ctime_ns, inode) in enumerate(rows):
        if (
            now.st_ctime_ns != ctime_ns
            or now.st_mtime_ns != mtime_ns
            or now.st_size != size_bytes
            or now.st_ino != inode
        ):
            turned.append((at, now))
    return turned


def _seen(now: os.stat_result) -> Look:
    return now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino


def _content(census: Census, at: int) -> str:
    return "" if at < census.folders else census.contents[at - census.folders]


def pack(census: Census) -> bytes:
    """Return a census as bytes."""
    paths, contents = (_END.join(one).encode("utf-8", "surrogateescape") for one in (census.paths, census.contents))
    head = json.dumps([census.folders, len(paths), len(contents)]).encode()
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
    folders, paths, contents = json.loads(data[:begin])
    looks = array("q")
    looks.frombytes(memoryview(data)[begin + paths + contents :])
    told = memoryview(data)[begin : begin + paths], memoryview(data)[begin + paths : begin + paths + contents]
    known, held = (str(one, "utf-8", "surrogateescape").split(_END) if one else [] for one in told)
    return Census(folders, known, looks, held)


def _new(root: str, before: Iterable[str], folders: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The folders and the files that are new in these folders."""
    known: dict[str, set[str]] = {one.path: set() for one in folders}
    for path in before if known else ():
        above, _, name = path.rpartition("/")
        if above in known:
            known[above].add(name)
    new_folders, new_files = list[Entry](), list[Entry]()
    for folder, names in known.items():
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
