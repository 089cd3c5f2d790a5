"""Going back to an older output without bringing back what has ended since.

Every file is as it was then, except that

- a page, feed or list that names an address whose text has ended since (or by now) stays as it is today; where there is
  none of it today, such as the list of a year in which nothing else was, it is left out;
- the index of the search stays as it is today as a whole, once anything has ended;
- a picture or recording that is not published today comes back only with a page that shows it;
- notices, removed.json and the history of addresses stay as they are today.

What has appeared since is gone until the next deployment.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import urlsplit

from ..build.manifest import Manifest
from ..patterns import pattern

__all__ = ["compose", "ended"]

_MEDIA = pattern(r"(?:_hosts/[^/]+/)?media/.+")
_SEARCH = pattern(r"(?:_hosts/[^/]+/)?search/(?!index\.html).+")
_NAMELESS = pattern(r"(?:_hosts/[^/]+/)?(?:media|theme)/.+")
"""Files that name no address."""
_NOTICES = "removed.json"


def ended(old: Manifest, today: Manifest, now: datetime) -> tuple[str, ...]:
    """Return the addresses of an older output whose texts nobody may see any more; sorted."""
    known = {url for urls in today.ids.values() for url in urls}

    def over(how: str) -> bool:
        return bool(how) and (not how[0].isdigit() or datetime.fromisoformat(how) <= now)

    def gone(url: str) -> bool:
        return url not in known or over(today.ends.get(url, "")) or over(old.ends.get(url, ""))

    return tuple(sorted(url for urls in old.ids.values() for url in urls if gone(url)))


def compose(
    old: Manifest, today: Manifest, gone: Iterable[str], old_bytes: Callable[[str], bytes]
) -> tuple[dict[str, bool], dict[str, tuple[str, int]]]:
    """Return what the output consists of: by path, whether the file is that of the older one; and its digest and size.

    Args:
        gone: addresses whose texts have ended (`ended`).
        old_bytes: a file of the older output.
    """
    shunned = {urlsplit(url).path for url in gone}
    texts = {path: old_bytes(path) for path in old.files if not _NAMELESS.fullmatch(path)}
    ours = dict.fromkeys(old.files, True)
    if shunned:
        named = re.compile(b"|".join(re.escape(one.encode()) for one in sorted(shunned)))
        for path, data in texts.items():
            ours[path] = not (_SEARCH.fullmatch(path) or _below(path, shunned) or named.search(data))
    ours |= {path: False for path in today.files if path == _NOTICES or _address(path) in shunned}
    if shunned:
        ours |= {path: False for path in today.files if _SEARCH.fullmatch(path)}
    if not all(ours.values()):  # what today's pages show, today's output has
        ours = {path: False for path in today.files if _NAMELESS.fullmatch(path)} | ours
        shown = b" ".join(texts[path] for path in texts if ours[path])
        ours |= {path: _name(path) in shown for path in old.files if _MEDIA.fullmatch(path) and path not in today.files}
    ours = {path: old_one for path, old_one in ours.items() if old_one or path in today.files}
    return ours, {path: (old if old_one else today).files[path] for path, old_one in ours.items()}


def _address(path: str) -> str:
    """The part of a file's address that follows its host."""
    return "/" + re.sub(r"^_hosts/[^/]+/", "", path).removesuffix("index.html")


def _name(path: str) -> bytes:
    return path.rpartition("/")[2].encode()


def _below(path: str, shunned: set[str]) -> bool:
    """Whether a file belongs to a story that has ended, such as what outlets may download of it."""
    at = _address(path)
    return any(one != "/" and at.startswith(one) for one in shunned)
