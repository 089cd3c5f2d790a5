"""Markdown to HTML, by two engines; docs/decisions.md says why there are two.

`commonmark` (pyromark, that is Rust's pulldown-cmark) reads the tree's own texts; `python` (Python-Markdown under
Pelican's MARKDOWN setting) reads old Pelican posts and texts that ask for it.  What either returns is not sanitised
yet.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from itertools import accumulate
from typing import Any

import pyromark

from ..patterns import pattern
from .plain import Lines

__all__ = ["Mark", "commonmark", "marks", "place", "python", "unbroken"]

Mark = tuple[str, int, int, bool]
"""A link or picture of the source, be it Markdown or HTML: (address, line, column, whether a picture has no
alternative text)."""

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_SMART_PUNCTUATION
)


_TYPED = pattern(
    r"""<(a|img)\s([^<>]*?)(?<![\w-])(?:href|src)\s*=\s*("[^"<]*"|'[^'<]*'|[^\s<>"']+)([^<>]*)""", re.IGNORECASE
)
_PLAIN_ADDRESS = pattern(r"[A-Za-z0-9/._:#?=,+~-]+")
_ALT = pattern(r"""(?<![\w-])alt\s*=\s*("\s*[^\s"]|'\s*[^\s']|[^\s>"'])""", re.IGNORECASE)


_WIDE = "[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef\U00020000-\U0003ffff]"
_BREAK = pattern(rf"<pre\b.*?</pre>|(?<={_WIDE})\n(?={_WIDE})", re.DOTALL)


def commonmark(body: str) -> str:
    """Return the HTML of CommonMark with the extensions in `_OPTIONS`."""
    return pyromark.html(body, options=_OPTIONS)


def unbroken(html: str) -> str:
    """Return the HTML of Chinese or Japanese without the ends of lines between their characters.

    A browser would show a blank there.  Source: CSS Text Module Level 3, 4.1.3 (segment break transformation).
    """
    return _BREAK.sub(lambda found: found[0] if found[0] != "\n" else "", html)


def marks(body: str) -> tuple[Mark, ...]:
    """Return where the links and pictures of a CommonMark text stand, in their order."""
    data = body.encode()
    lines, position = Lines(body), _positions(body, data)
    found: list[Mark] = []
    alt: list[str] | None = None
    for event, where in pyromark.events_with_range(body, options=_OPTIONS):
        if not isinstance(event, dict):
            continue
        if "Start" in event and isinstance(event["Start"], dict):
            started: Any = event["Start"]
            for name in ("Link", "Image"):
                if name in started:
                    address = started[name]["dest_url"]
                    # The address itself is underlined where it stands in the construct, else the construct.
                    inside = data.find(address.encode(), where["start"], where["end"])
                    start = inside if inside >= 0 and b"\n" not in data[where["start"] : inside] else where["start"]
                    line = lines.place(position(where["start"]))[0]
                    found.append((address, line, lines.place(position(start))[1], False))
                    alt = [] if name == "Image" else alt
        elif alt is not None and (words := event.get("Text") or event.get("Code")):
            alt.append(str(words))
        elif html := event.get("Html") or event.get("InlineHtml"):
            found += _typed(str(html), position(where["start"]), lines)
        elif event.get("End") == "Image":
            if alt is not None and not "".join(alt).strip():
                address, line, column, _ = found[-1]
                found[-1] = (address, line, column, True)
            alt = None
    return tuple(found)


def place(body: str, address: str) -> tuple[int, int] | None:
    """Return where the address of a link stands, as `marks` does, if that can be told without parsing.

    It can where a body without raw HTML names an address once and as it is: that must be the link, and where the link
    begins in the same line, line and column are those of the address.
    """
    at = body.find(f"]({address}") + 2
    escaped = "\\" in body or "&" in body or not _PLAIN_ADDRESS.fullmatch(address)
    if at < 2 or escaped or body.count(address) > 1:
        return None
    line = body.rfind("\n", 0, at) + 1
    words = body[body.rfind("[", line, at) : at - 2] if "[" in body[line:at] else "]"
    if "]" in words or "`" in words:
        return None
    return body.count("\n", 0, at) + 1, at - line + 1


def _positions(body: str, data: bytes) -> Callable[[int], int]:
    """Return what turns an offset in bytes into one in characters."""
    if len(data) == len(body):
        return int
    return list(accumulate((byte & 0xC0 != 0x80 for byte in data), initial=0)).__getitem__


def _typed(html: str, offset: int, lines: Lines) -> Iterator[Mark]:
    """Yield the links and pictures that somebody typed as HTML, which begins at an offset in characters."""
    for match in _TYPED.finditer(html):
        tag, before, quoted, after = match.groups()
        line, column = lines.place(offset + match.start(3) + (quoted[0] in "\"'"))
        silent = tag.lower() == "img" and not _ALT.search(before + after)
        yield unescape(quoted.strip("\"'")).strip(), line, column, silent


def python(body: str, settings: Mapping[str, Any]) -> str:
    """Return the HTML of Python-Markdown; `settings` is Pelican's MARKDOWN, as JSON would hold it."""
    name = repr(settings)
    if name not in _converters:
        from markdown import Markdown

        _converters[name] = Markdown(**settings)
    return str(_converters[name].reset().convert(body))


# Making a converter costs 10 ms, so each process keeps one for each setting.
_converters: dict[str, Any] = {}
