"""WebSub: a hub is told which feeds have changed, and tells those who subscribe (w3.org/TR/websub).

How a publisher tells its hub is left open there (section 6, "Publishing"); hubs understand what came before it, a
form with `hub.mode=publish` and the feeds' addresses as `hub.url` (PubSubHubbub 0.4, section 7.1).
"""

import urllib.parse
import urllib.request
from collections.abc import Iterable

from ..editorial import addresses
from ..model import Registry
from ..patterns import pattern

__all__ = ["feeds", "ping"]

_FEED = pattern(r"(?:.*/)?feeds/(?!archive/).+\.(?:xml|atom|json)")
_AT_ONCE = 100
_PATIENCE_S = 20


def feeds(registry: Registry, siteurl: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses of the feeds among these files, in their order."""
    sites = sorted(addresses.sites(registry, siteurl).values(), key=lambda site: len(site.path))
    found = []
    for path in paths:
        if _FEED.fullmatch(path):
            site = [one for one in sites if path.startswith(one.path)][-1]
            found.append(site.url + path.removeprefix(site.path))
    return tuple(found)


def ping(hub: str, urls: tuple[str, ...]) -> None:
    """Tell a hub that these feeds have changed.

    Raises:
        OSError: it cannot be told.
    """
    for at in range(0, len(urls), _AT_ONCE):
        form = [("hub.mode", "publish"), *(("hub.url", url) for url in urls[at : at + _AT_ONCE])]
        asked = urllib.request.Request(hub, urllib.parse.urlencode(form).encode(), {"User-Agent": "Kawat"})
        with urllib.request.urlopen(asked, timeout=_PATIENCE_S):
            pass
