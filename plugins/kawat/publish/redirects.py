"""Former addresses for machines: redirects for web servers, removals for whoever republished.

Every redirect is a static page as well, so that it works on any server; a server that reads one of these lists answers
with 301 instead.  Each list holds the addresses of one host.
"""

import json

from ..editorial.history import Gone, Remains, Trace, remains
from .desk import Desk
from .feeds.items import guid

__all__ = ["gone", "netlify", "nginx", "removed"]


def netlify(desk: Desk, host: str) -> bytes:
    """Return the host's redirects in the `_redirects` format of Netlify and Cloudflare Pages."""
    return "".join(f"{_path(left)} {left.target} 301\n" for left in _redirects(desk, host)).encode()


def nginx(desk: Desk, host: str) -> bytes:
    """Return them as lines of an nginx `map $uri $moved { … }` (ngx_http_map_module)."""
    return "".join(f"{_path(left)} {left.target};\n" for left in _redirects(desk, host)).encode()


def removed(desk: Desk) -> bytes:
    """Return the removed stories, sorted by id: [{id, guids of its editions, reason, urls: [all it ever had]}]."""
    told = [
        {
            "id": name,
            "guids": [guid(desk, one, article) for one in article.editions],
            "reason": reason,
            "urls": list(urls),
        }
        for name, reason, urls in gone(desk)
        for article in (desk.catalogue.articles[name],)
    ]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def gone(desk: Desk) -> tuple[Gone, ...]:
    """Return id, reason and every address of each removed story, sorted by id."""
    return desk.once("gone", lambda: remains(desk.catalogue, desk.told))


def _redirects(desk: Desk, host: str) -> list[Trace]:
    found = (left for left in desk.traces.values() if left.remains is Remains.REDIRECT)
    return [left for left in found if desk.site(left.site).host_path == host]


def _path(left: Trace) -> str:
    return "/" + left.url.split("/", 3)[3]
