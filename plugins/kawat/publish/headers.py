"""Headers: what web servers say with each file: its type, how long it may be kept, and what browsers are to refuse.

One table, from which come `_headers` (Netlify, Cloudflare Pages), what nginx and Apache include, the metadata of object
stores, and the preview.  A rule's globs are in the `_headers` syntax: `*` is any characters, `:word` a part between
slashes.  No two rules say the same header of a path, because hosts that read `_headers` would then join both values;
only what is said of every path may be said anew, which Cloudflare has to be told by a line with an exclamation mark and
Netlify passes over (netlify/build, headers-parser).

Sources: RFC 9110, RFC 9111, RFC 8246 (immutable), RFC 6797 (HSTS), w3.org/TR/CSP3, fetch.spec.whatwg.org (CORS),
developers.cloudflare.com/pages/configuration/headers, docs.netlify.com/routing/headers.
"""

import re
from collections.abc import Iterator
from functools import cache

from ..records import dataclass

__all__ = ["ALWAYS", "RULES", "TYPES", "Rule", "apache", "netlify", "nginx", "of", "serialize"]

Pairs = tuple[tuple[str, str], ...]

TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "map": "text/plain; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "opml": "text/x-opml; charset=utf-8",
    "xml": "application/xml",
    "atom": "application/atom+xml",
    "json": "application/json",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
"""Types by the ending of a name; feeds and alerts are told apart by where they lie (RULES)."""

_UNKNOWN = "application/octet-stream"
_TEXTS = sorted(
    {kind for kind in TYPES.values() if re.match(r"text/|application/(?!pdf|zip)|image/svg", kind)}
    | {"application/rss+xml", "application/feed+json", "application/cap+xml", "application/json+chapters"}
)
"""Types that shrink when they are compressed; the others are so already."""
_SELDOM = ("ics", "vtt", "opml", "atom", "avif")
"""Endings that hosts which read `_headers` may not know."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is said of the files at certain paths: globs, and (name, value) of headers."""

    globs: tuple[str, ...]
    headers: Pairs


def _everywhere(tail: str) -> tuple[str, ...]:
    """The globs of what every site has: the portal, and missions on its host."""
    return f"/{tail}", f"/:site/{tail}"


def _policy(framed_by: str) -> str:
    """The policy that every page brings as an element too, and who may frame it, which an element cannot say.

    Pages of a mission with a host of its own fetch the search index from the portal.  Which host that is their element
    says; the table is the same for all.
    """
    return (
        "default-src 'self'; img-src 'self'; media-src 'self'; style-src 'self'; script-src 'self'; "
        "connect-src 'self' https:; object-src 'none'; "
        f"base-uri 'none'; form-action 'self'; frame-ancestors {framed_by}"
    )


_FOR_EVER = ("Cache-Control", "public, max-age=31536000, immutable")
_MINUTES = ("Cache-Control", "public, max-age=300")
_ANEW = ("Cache-Control", "no-cache")
_SHARED = ("Access-Control-Allow-Origin", "*")  # scripts of other hosts may read what is made for programs

ALWAYS: Pairs = (
    ("Strict-Transport-Security", "max-age=31536000"),  # its own host only: of others below it we know nothing
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Content-Security-Policy", _policy("'none'")),
)
"""Headers of every path, unless a rule says them otherwise."""

RULES: tuple[Rule, ...] = (
    Rule(("/media/*", "/theme/*"), (_FOR_EVER,)),  # their names change with their content
    Rule(_everywhere("feeds/*.xml"), (("Content-Type", "application/rss+xml"), _MINUTES, _SHARED)),
    Rule(_everywhere("feeds/*.json"), (("Content-Type", "application/feed+json"), _MINUTES, _SHARED)),
    Rule((*_everywhere("feeds/*.atom"), "/feeds/*.opml"), (_MINUTES, _SHARED)),
    Rule(("/advisories/*.cap.xml",), (("Content-Type", "application/cap+xml"), _ANEW, _SHARED)),
    Rule(("/wire/*.json", "/events.ics", "/episodes.ics"), (_MINUTES, _SHARED)),
    Rule(_everywhere("episodes/*.chapters.json"), (("Content-Type", "application/json+chapters"), _MINUTES, _SHARED)),
    Rule(("/manifest.json", "/removed.json", "/search/index.json"), (_ANEW, _SHARED)),
    Rule(("/safe-travel.json", "/safe-travel/*.json", "/offers.json", "/cooperation.*"), (_MINUTES, _SHARED)),
    Rule(("/safe-travel/worker.js",), (_ANEW,)),
    Rule(("/search/:segment/*",), (_FOR_EVER, _SHARED)),  # its name changes with its content
    Rule(_everywhere("embed/*"), (("Content-Security-Policy", _policy("*")),)),
)
"""Everything else is a page, or of its kind: to be asked for again after five minutes."""


def of(path: str) -> dict[str, str]:
    """Return the headers of a file by name, the type among them.

    Args:
        path: where the build puts it, such as "tokyo/feeds/news.xml"; below _hosts/<host>/ as at the root.
    """
    if path.startswith("_hosts/"):
        path = path.split("/", 2)[2]
    told = dict(ALWAYS) | {"Content-Type": TYPES.get(path.rpartition(".")[2], _UNKNOWN)} | dict((_MINUTES,))
    for rule in RULES:
        if _pattern(rule).fullmatch(f"/{path}"):
            told |= dict(rule.headers)
    return told


def serialize(desk: object) -> bytes:
    """Return `_headers`, which is the same whatever is published."""
    return netlify().encode()


def netlify() -> str:
    """Return the table as a `_headers` file; of pages both hosts say by themselves that they be asked for anew."""
    blocks = ["/*\n" + _lines(ALWAYS)]
    always = {name for name, _ in ALWAYS}
    for rule in RULES:
        anew = "".join(f"  ! {name}\n" for name, _ in rule.headers if name in always)
        blocks += [f"{glob}\n{anew}{_lines(rule.headers)}" for glob in rule.globs]
    blocks += [f"/*.{ending}\n" + _lines((("Content-Type", TYPES[ending]),)) for ending in _SELDOM]
    return "".join(blocks)


def nginx() -> str:
    """Return the table for nginx, to be included in a `server` (ngx_http_headers_module, ngx_http_core_module).

    A location that adds headers inherits none, so each says all; the first that matches counts.  Texts are compressed,
    as nginx does only when it is told; a compressed file's `ETag` is weak and still good for asking whether it changed.
    """
    lines = ["# Kawat: types, caching and security, for server { }; made by: tasks.py headers nginx", "types {"]
    lines += [f'    "{kind}" {ending};' for ending, kind in TYPES.items()]
    lines += ["}", f"default_type {_UNKNOWN};"]
    packed = " ".join(f'"{kind}"' for kind in _TEXTS)  # as in `types`, which nginx compares whole
    lines += ["gzip on;", "gzip_vary on;", f"gzip_types {packed};", *_added((*ALWAYS, _MINUTES))]
    for rule in RULES:
        told = dict((*ALWAYS, _MINUTES)) | dict(rule.headers)
        kind = told.pop("Content-Type", "")
        lines.append(f'location ~ "{_pattern(rule).pattern}" {{')
        lines += [f'    types {{ }}\n    default_type "{kind}";'] if kind else []
        lines += [f"    {line}" for line in _added(tuple(told.items()))]
        lines.append("}")
    return "\n".join(lines) + "\n"


def apache() -> str:
    """Return the table for Apache 2.4, as a .htaccess or to be included in a `Directory` (mod_headers, mod_mime).

    Compression is left to the server (mod_deflate, on by default in Debian): it changes `ETag`, and how is the server's
    to say (`DeflateAlterETag`).
    """
    lines = ["# Kawat: types, caching and security, by mod_headers; made by: tasks.py headers apache"]
    lines += [f'AddType "{kind}" .{ending}' for ending, kind in TYPES.items()]
    lines += [f'Header always set {name} "{value}"' for name, value in ALWAYS]
    lines.append(f'Header set {_MINUTES[0]} "{_MINUTES[1]}"')
    always = {name for name, _ in ALWAYS}
    for rule in RULES:
        lines.append(f'<If "%{{REQUEST_URI}} =~ m#{_pattern(rule).pattern}#">')
        for name, value in rule.headers:
            order = "ForceType" if name == "Content-Type" else f"Header {'always ' * (name in always)}set {name}"
            lines.append(f'    {order} "{value}"')
        lines.append("</If>")
    return "\n".join(lines) + "\n"


@cache
def _pattern(rule: Rule) -> re.Pattern[str]:
    """The rule's globs as one regular expression, which Python, nginx and Apache understand alike."""
    return re.compile("^(?:" + "|".join("".join(_translated(glob)) for glob in rule.globs) + ")$")


def _translated(glob: str) -> Iterator[str]:
    for part in re.split(r"(\*|:[a-z]+)", glob):
        yield ".*" if part == "*" else "[^/]+" if part.startswith(":") else part.replace(".", r"\.")


def _lines(headers: Pairs) -> str:
    return "".join(f"  {name}: {value}\n" for name, value in headers)


def _added(headers: Pairs) -> list[str]:
    """Of errors too, but for how long something may be kept."""
    return [f'add_header {name} "{value}"{" always" * (name != _MINUTES[0])};' for name, value in headers]
