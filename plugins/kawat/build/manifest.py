"""The manifest: what an output consists of, what it has ever consisted of, and what has ended.

Published as `manifest.json`, so that the next build and the next deployment know what stands where, even on a machine
that has never seen it:

    {"generator": "Kawat",
     "files": {path: [sha256, bytes]},          every file besides the manifest itself
     "ids": {id: [every URL it ever had]},      the history, which only grows
     "ends": {url: how or when it ended}}       removed, withdrawn, expired, unavailable; a moment where it will expire
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..digests import file_digest
from ..problems import KawatError
from .writer import MANIFEST

__all__ = ["Manifest", "knows", "parse", "read", "revised", "serialize"]

_SECTIONS = (b'"files":{', b'},"ids":{', b'},"ends":{')
_BETWEEN = b'],"'
"""What is between two entries of files or ids, and nowhere else: no path, id or address holds brackets, and within
strings quotation marks are escaped."""


_SEARCH_BYTES = 6000
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
    document = {
        "generator": "Kawat",
        "files": dict(sorted(files.items())),
        "ids": dict(sorted(ids.items())),
        "ends": dict(sorted(ends.items())),
    }
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def revised(data: bytes, files: Mapping[str, tuple[str, int] | None], ids: Mapping[str, tuple[str, ...]]) -> bytes:
    """Return a manifest's bytes with some files or ids that are other or new; of files also without those of None.

    What `serialize` would return is found so without reading the manifest, unless much of it changes.

    Args:
        data: as `serialize` wrote it.
    """
    (files_from, files_to), (ids_from, ids_to) = _sections(data)
    told: list[tuple[int, int, Mapping[str, object]]] = [(files_from, files_to, files), (ids_from, ids_to, ids)]
    parts, at = [], 0
    for begin, end, changes in told:
        parts += [data[at:begin], _edited(data[begin:end], changes) if changes else data[begin:end]]
        at = end
    return b"".join((*parts, data[at:]))


def knows(data: bytes, name: str) -> bool:
    """Return whether a manifest, of which these are the bytes, tells of an id."""
    begin, end = _sections(data)[1]
    at, after = _place(data[begin:end], name)
    return at < after


def _sections(data: bytes) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the entries of files and of ids begin and end."""
    files = data.index(_SECTIONS[0]) + len(_SECTIONS[0])
    middle, ends = data.index(_SECTIONS[1], files - 1), data.rindex(_SECTIONS[2])
    return (files, middle), (middle + len(_SECTIONS[1]), ends)


def _edited(section: bytes, changes: Mapping[str, object]) -> bytes:
    if len(changes) * _SEARCH_BYTES > len(section):
        told = json.loads(b"{%b}" % section) | changes
        return _entries({name: told[name] for name in sorted(told) if told[name] is not None})
    parts, at = list[bytes](), 0
    for name, value in sorted(changes.items()):
        begin, end = _place(section, name)
        parts.append(section[at:begin].removesuffix(b","))
        if value is not None:
            parts.append(_entries({name: value}))
        at = end + 1 if end > begin else begin
    return b",".join(part for part in (*parts, section[at:]) if part)


def _entries(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))[1:-1].encode()


def _place(section: bytes, name: str) -> tuple[int, int]:
    """Where the entry of a name begins and ends; where there is none, twice the place at which it would begin."""
    low, high = 0, len(section)
    while low < high:
        before = section.rfind(_BETWEEN, low, (low + high) // 2)
        begin = before + 2 if before >= 0 else low
        after = section.find(_BETWEEN, begin)
        end = after + 1 if after >= 0 else len(section)
        known = json.loads(section[begin : section.index(b'":[', begin) + 1])
        if known == name:
            return begin, end
        low, high = (low, begin) if name < known else (min(end + 1, len(section)), high)
    return low, low
