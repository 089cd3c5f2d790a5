"""The manifest: what an output consists of, what it has ever consisted of, and what has ended.

Published as `manifest.json`, so that the next build and the next deployment know what stands where, even on a machine
that has never seen it:

    {"generator": "Kawat",
     "files": {path: [sha256, bytes]},          every file besides the manifest itself
     "ids": {id: [every URL it ever had]},      the history, which only grows
     "ends": {url: how or when it ended}}       removed, withdrawn, expired, unavailable; a moment where it will expire
"""

import json
import mmap
import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from itertools import islice
from typing import Any

from ..digests import file_digest
from ..problems import KawatError
from ..records import dataclass
from .entries import place
from .writer import MANIFEST

__all__ = ["Data", "Manifest", "mapped", "parse", "pieces", "read", "revised", "serialize", "urls"]

Data = bytes | mmap.mmap
"""The bytes of a manifest, held or mapped."""

_HEAD = b'{"generator":"Kawat",'
_SECTIONS = (b'"files":{', b'},"ids":{', b'},"ends":{')
_TAIL = b"}}\n"
_BETWEEN = (b'],"', 1)
"""What is between two entries of files or ids, and nowhere else: no path, id or address holds brackets, and within
strings quotation marks are escaped."""

_NONE: Mapping[str, str] = {}

_TOGETHER = 1000
"""So many entries are a piece."""

_SEARCH_BYTES = 8000
"""To find one name takes as long as to read so much of a manifest, and write it again."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """An output, as it says of itself.

    Attributes:
        sha256: of the manifest's own bytes; empty where there is none yet.
        files: (SHA-256, size in bytes) by path.
        ids: every URL that an id was ever published under.
        ends: by URL, one of `removed`, `withdrawn`, `expired`, `unavailable`, or when it expires (ISO 8601, UTC).
    """

    sha256: str = ""
    files: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)


def read(dest: str) -> Manifest:
    """Return what the folder says of itself; nothing where it says nothing yet.

    Raises:
        KawatError: it cannot be read; going on would forget what was removed and where everything has been.
    """
    path = os.path.join(dest, MANIFEST)
    try:
        with open(path, "rb") as opened:
            data = opened.read()
    except FileNotFoundError:
        return Manifest()
    try:
        return parse(data)
    except ValueError as error:
        raise KawatError(
            f"{path} cannot be read: put the last good one back; "
            "to begin anew, without the history of addresses, delete it and all that lies beside it"
        ) from error


def mapped(dest: str) -> mmap.mmap:
    """Return the manifest of a folder as it lies, of which nothing is read before it is asked for.

    Raises:
        FileNotFoundError, ValueError: there is none, or nothing in it.
    """
    with open(os.path.join(dest, MANIFEST), "rb") as opened:
        return mmap.mmap(opened.fileno(), 0, prot=mmap.PROT_READ)


def parse(data: bytes) -> Manifest:
    """Return the manifest of these bytes.

    Raises:
        ValueError: they are none.
    """
    try:
        document = json.loads(data)
        return Manifest(
            sha256=file_digest(data),
            files={str(path): (str(sha256), int(size)) for path, (sha256, size) in document["files"].items()},
            ids={str(name): tuple(map(str, urls)) for name, urls in document["ids"].items()},
            ends={str(url): str(how) for url, how in document.get("ends", {}).items()},  # older ones have none
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("this is no manifest") from error


def serialize(
    files: Mapping[str, tuple[str, int]], ids: Mapping[str, tuple[str, ...]], ends: Mapping[str, str]
) -> bytes:
    """Return the manifest's bytes, everything sorted."""
    return b"".join(pieces(sorted(files.items()), ids, ends))


def pieces(
    files: Iterable[tuple[str, tuple[str, int]]], ids: Mapping[str, tuple[str, ...]], ends: Mapping[str, str]
) -> Iterator[bytes]:
    """Yield the same piece by piece; a manifest may be the largest of all files.

    Args:
        files: sorted by path.
    """
    yield _HEAD
    for section, told in zip(_SECTIONS, (files, _sorted(ids), _sorted(ends)), strict=True):
        yield section
        rows, comma = iter(told), b""
        while some := dict(islice(rows, _TOGETHER)):
            yield comma
            yield _entries(some)
            comma = b","
    yield _TAIL


def _sorted(told: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, told[name]) for name in sorted(told))


def revised(
    data: Data,
    files: Mapping[str, tuple[str, int] | None],
    ids: Mapping[str, tuple[str, ...]],
    beyond: str = "",
    late: Callable[[], Mapping[str, tuple[str, int] | None]] = dict,
    ends: Mapping[str, str] = _NONE,
) -> Iterator[bytes | memoryview]:
    """Yield, as pieces, a manifest with some files, ids or ends that are other or new; of files, without those of None.

    What `serialize` would return is found so without reading the manifest, unless much of it changes.

    Args:
        data: as `serialize` wrote it.
        beyond: what `late` gives sorts after it, and is waited for when all pieces before it have been yielded.
        late: gives the rest of such files.
    """
    view, (files_at, ids_at) = memoryview(data), _sections(data)
    yield view[: files_at[0]]
    yield from _edited(data, *files_at, files, beyond, late)
    yield view[files_at[1] : ids_at[0]]
    yield from _edited(data, *ids_at, ids, "", dict)
    if not ends:
        yield view[ids_at[1] :]
        return
    ends_at = ids_at[1] + len(_SECTIONS[2])
    yield view[ids_at[1] : ends_at]
    told = json.loads(b"{%b}" % data[ends_at : -len(_TAIL)]) | ends
    yield _entries(dict(_sorted(told)))
    yield _TAIL


def urls(data: Data, name: str) -> tuple[str, ...]:
    """Return every URL that the bytes of a manifest tell of an id; none of one that it does not know."""
    at, after = _place(data, *_sections(data)[1], name)
    return tuple(json.loads(b"{%b}" % data[at:after])[name]) if at < after else ()


def _sections(data: Data) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the entries of files and of ids begin and end."""
    files = data.find(_SECTIONS[0]) + len(_SECTIONS[0])
    middle, ends = data.find(_SECTIONS[1], files - 1), data.rfind(_SECTIONS[2])
    return (files, middle), (middle + len(_SECTIONS[1]), ends)


def _edited(
    data: Data,
    at: int,
    end: int,
    changes: Mapping[str, object],
    beyond: str,
    late: Callable[[], Mapping[str, object]],
) -> Iterator[bytes | memoryview]:
    """Yield the entries of a section, which may be very many, as pieces; commas are pieces of their own."""
    if len(changes) * _SEARCH_BYTES > end - at:
        yield _exchanged(data[at:end], {**changes, **late()})
        return
    comma = b""
    for piece in filter(len, _parts(data, at, end, _in_turn(changes, beyond, late))):
        yield comma
        yield piece
        comma = b","


def _exchanged(entries: bytes, changes: Mapping[str, object]) -> bytes:
    """The entries of a section of which many are others; where each is known, none is read but by its name."""
    known = _rows(entries)
    new = _rows(_entries({name: value for name, value in changes.items() if value is not None}))
    if new.keys() <= known.keys():
        gone = _rows(_entries({name: [] for name, value in changes.items() if value is None})).keys()
        left = [row for name, row in (known | new).items() if name not in gone]
        return b'"%b]' % _BETWEEN[0].join(left) if left else b""
    told = json.loads(b"{%b}" % entries) | changes
    return _entries({name: told[name] for name in sorted(told) if told[name] is not None})


def _rows(entries: bytes) -> dict[bytes, bytes]:
    """Entries by their names, all as they are written, without what is between two of them."""
    rows = entries[1:-1].split(_BETWEEN[0]) if entries else ()
    return {row[: row.index(b'":[')]: row for row in rows}


def _in_turn(
    changes: Mapping[str, object], beyond: str, late: Callable[[], Mapping[str, object]]
) -> Iterator[tuple[str, object]]:
    names = sorted(changes)
    at = bisect_left(names, beyond)
    yield from ((name, changes[name]) for name in names[:at])
    if beyond:
        yield beyond, None  # which no file is called, so that what stands before it is yielded now
    yield from sorted({**{name: changes[name] for name in names[at:]}, **late()}.items())


def _parts(data: Data, at: int, end: int, changes: Iterable[tuple[str, object]]) -> Iterator[bytes | memoryview]:
    view = memoryview(data)
    for name, value in changes:
        begin, after = _place(data, at, end, name)
        yield view[at : begin - (begin > at and data[begin - 1 : begin] == b",")]
        if value is not None:
            yield _entries({name: value})
        at = min(after + 1, end) if after > begin else begin
    yield view[at:end]


def _entries(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))[1:-1].encode()


def _place(data: Data, low: int, high: int, name: str) -> tuple[int, int]:
    """Where the entry of a name begins and ends in a section; where there is none, twice where it would begin."""
    return place(data, low, high, _BETWEEN, _name, name)


def _name(entry: bytes) -> Any:
    return json.loads(entry[: entry.index(b'":[') + 1])
