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

__all__ = ["Manifest", "parse", "read", "serialize"]


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
