"""Verifying: whether what is published is what was built, to the last bit.

The manifest tells the SHA-256 of every file; a signature tells that the manifest is ours.  A folder is also searched
for what should not be there; a web server cannot be asked for that.
"""

import os
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from ..build.manifest import parse
from ..build.writer import MANIFEST, survey
from ..digests import file_digest
from ..problems import KawatError
from . import minisign
from . import state as states
from .minisign import PublicKey
from .remote import Say
from .source import SIGNATURE
from .state import STATE

__all__ = ["verify"]

_THREADS = 8
_PATIENCE_S = 30


def verify(place: str, key: PublicKey | None, now: datetime, say: Say) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Return how many files there should be, and (path, what is wrong with it) of those that are not as built; sorted.

    Args:
        place: a folder, a folder of generations, or the address of the portal.
    Raises:
        KawatError: there is no manifest to compare with, or it is not signed by `key`.
    """
    web = place.startswith(("https://", "http://"))
    folder = os.path.join(place, "current") if os.path.lexists(os.path.join(place, "current")) else place
    fetch = _from_web(place.rstrip("/") + "/") if web else _from_folder(folder)
    data = fetch(MANIFEST)
    if data is None:
        raise KawatError(f"{place} has no {MANIFEST}")
    if key:
        minisign.check(key, data, fetch(SIGNATURE) or b"")
    try:
        manifest = parse(data)
    except ValueError as error:
        raise KawatError(f"{MANIFEST} of {place}: {error}") from error
    found = list(_differing(manifest.files, fetch, say))
    if not web:
        late = states.parse(fetch(STATE) or b"").late
        strange = survey(folder).keys() - manifest.files.keys() - {MANIFEST, SIGNATURE}
        found += [(path, "is not in the manifest") for path in strange if late.get(path, now) <= now]
    return len(manifest.files), tuple(sorted(found))


def _differing(
    files: Mapping[str, tuple[str, int]], fetch: Callable[[str], bytes | None], say: Say
) -> Iterator[tuple[str, str]]:
    def wrong(path: str) -> str:
        data = fetch(path)
        return "is missing" if data is None else "" if file_digest(data) == files[path][0] else "is not what was built"

    with ThreadPoolExecutor(_THREADS) as threads:
        for done, (path, said) in enumerate(zip(files, threads.map(wrong, files), strict=True), 1):
            say("verified", done, len(files))
            if said:
                yield path, said


def _from_folder(folder: str) -> Callable[[str], bytes | None]:
    def fetch(path: str) -> bytes | None:
        try:
            with open(os.path.join(folder, path), "rb") as opened:
                return opened.read()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    return fetch


def _from_web(root: str) -> Callable[[str], bytes | None]:
    """Files of other hosts (_hosts/<host>/…) are asked of their own host."""

    def fetch(path: str) -> bytes | None:
        base, rest = root, path
        if path.startswith("_hosts/"):
            _, host, rest = path.split("/", 2)
            base = f"{urllib.parse.urlsplit(root).scheme}://{host}/"
        address = base + urllib.parse.quote(rest.removesuffix("index.html") if rest.endswith("/index.html") else rest)
        asked = urllib.request.Request(address, headers={"User-Agent": "Kawat", "Cache-Control": "no-cache"})
        try:
            with urllib.request.urlopen(asked, timeout=_PATIENCE_S) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                return None
            raise KawatError(f"{address}: {error.code} {error.reason}") from error
        except urllib.error.URLError as error:
            raise KawatError(f"{address}: {error.reason}") from error

    return fetch
