"""Intake: the bytes of a feed become what it tells, in plain words.

RSS and Atom are read by feedparser, after lxml has made sure that the document declares no entities; JSON Feed 1.1 and
IPTC ninjs (1.x and 2.x) are read as JSON.  Nobody's markup comes in: a text is its paragraphs, a title is a line.

Left out: pictures, recordings and tags of the sender's own making; an editor who wants a picture asks for it.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import feedparser
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..digests import digest
from ..problems import KawatError
from ..records import dataclass
from ..source.plain import FORBIDDEN

__all__ = ["MOST_ITEMS", "IntakeError", "Received", "read"]

MOST_ITEMS = 200
_MOST_TITLE, _MOST_SUMMARY, _MOST_TEXT = 200, 500, 100_000
_UNSEEN = "script, style, template, noscript, iframe, object, form, svg, math, nav, button"
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup "
    "time tt u var wbr".split()
)
"""HTML, 3.2.5.2.5 "Phrasing content", as far as it holds words."""


class IntakeError(KawatError):
    """This is not a feed that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Received:
    """A story as its sender tells it.

    Attributes:
        id: the sender's own name for it, else its address.
        text: its paragraphs, as far as the feed brings them.
        categories: the sender's words.
        published: aware; None where the feed does not say.
    """

    id: str
    url: str
    title: str
    summary: str
    text: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    published: datetime | None = None

    @property
    def digest(self) -> str:
        """What tells this state of the story from an earlier one."""
        return digest(self.title, self.summary, self.text)


def read(data: bytes) -> tuple[Received, ...]:
    """Return what a feed tells, in its order; each id once, and stories without a title or an address are left out.

    Raises:
        IntakeError: it is no feed, or one that means harm.
    """
    found: dict[str, Received] = {}
    for one in _json(data) if data.lstrip()[:1] in (b"{", b"[") else _xml(data):
        if one.title and one.url.startswith(("https://", "http://")):
            found.setdefault(one.id, one)
        if len(found) == MOST_ITEMS:
            break
    return tuple(found.values())


def _xml(data: bytes) -> Iterator[Received]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise IntakeError(f"this is neither XML nor JSON: {error.msg}") from error
    if root is None:
        raise IntakeError("this is neither XML nor JSON")
    if root.getroottree().docinfo.internalDTD is not None:
        raise IntakeError("the document declares a type (<!DOCTYPE>), which no feed needs and attacks do")
    read = feedparser.parse(etree.tostring(root, encoding="utf-8", xml_declaration=True), sanitize_html=True)
    if not read.version:
        raise IntakeError(f"this is XML, but no feed: <{etree.QName(root).localname}>")
    for entry in read.entries:
        html = next((one.value for one in entry.get("content", ())), "") or entry.get("summary", "")
        yield _received(
            id=entry.get("id", ""),
            url=entry.get("link", ""),
            title=entry.get("title", ""),
            summary=entry.get("summary", ""),
            html=html,
            categories=[tag.get("label") or tag.get("term") or "" for tag in entry.get("tags", ())],
            published=_moment(entry.get("published_parsed") or entry.get("updated_parsed")),
        )


def _json(data: bytes) -> Iterator[Received]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise IntakeError(f"this is not JSON: {error}") from error
    if isinstance(document, dict) and str(document.get("version", "")).startswith("https://jsonfeed.org/"):
        items, made = document.get("items"), _json_feed
    elif isinstance(document, dict) and "uri" in document:
        items, made = [document], _ninjs
    else:
        items, made = document.get("items") if isinstance(document, dict) else document, _ninjs
    if not isinstance(items, list):
        raise IntakeError("this is JSON, but neither a JSON Feed nor ninjs")
    yield from _each(items, made)


def _each(items: list[Any], made: Callable[[dict[str, Any]], Received]) -> Iterator[Received]:
    for one in items:
        if isinstance(one, dict):
            yield made(one)


def _json_feed(item: dict[str, Any]) -> Received:
    """jsonfeed.org/version/1.1, "Items"."""
    return _received(
        id=_string(item.get("id")),
        url=_string(item.get("url") or item.get("external_url")),
        title=_string(item.get("title")),
        summary=_string(item.get("summary")),
        html=_string(item.get("content_html")) or _as_html(_string(item.get("content_text"))),
        categories=[_string(one) for one in _list(item.get("tags"))],
        published=_stamp(item.get("date_published") or item.get("date_modified")),
    )


def _ninjs(item: dict[str, Any]) -> Received:
    """IPTC ninjs: 2.x keeps texts in lists with roles, 1.x in members of their own."""
    bodies = {_string(one.get("contenttype")): _string(one.get("value")) for one in _records(item.get("bodies"))}
    html = bodies.get("text/html") or _string(item.get("body_xhtml") or item.get("body_html"))
    plain = bodies.get("text/plain") or _string(item.get("body_text"))
    uri = _string(item.get("uri"))
    subjects = [*_records(item.get("subjects")), *_records(item.get("subject"))]
    web = [_string(one.get("href")) for one in _records(item.get("altids")) + _records(item.get("links"))]
    return _received(
        id=uri,
        url=next((one for one in [_string(item.get("url")), *web, uri] if one.startswith("http")), ""),
        title=_first(item.get("headlines")) or _string(item.get("headline") or item.get("title")),
        summary=_first(item.get("descriptions")) or _string(item.get("description_text")),
        html=html or _as_html(plain),
        categories=[_string(one.get("name")) for one in subjects],
        published=_stamp(item.get("versioncreated") or item.get("firstcreated") or item.get("versionCreated")),
    )


def _received(
    id: str, url: str, title: str, summary: str, html: str, categories: list[str], published: datetime | None
) -> Received:
    text = _paragraphs(html)
    short = " ".join(_paragraphs(summary)) or (text[0] if text else "")
    return Received(
        id=_line(id or url, 500),
        url=_line(url, 500),
        title=_line(" ".join(_paragraphs(title)), _MOST_TITLE),
        summary=_line(short, _MOST_SUMMARY),
        text=text,
        categories=tuple(sorted({_line(one, 60) for one in categories if one.strip()})),
        published=published,
    )


def _paragraphs(html: str) -> tuple[str, ...]:
    """The words of some HTML: those in a row that share their nearest block make a paragraph."""
    body = LexborHTMLParser(html[: 10 * _MOST_TEXT]).body
    if body is None:
        return ()
    for unseen in body.css(_UNSEEN):
        unseen.decompose()
    found: list[tuple[int, list[str]]] = []
    for node in body.traverse(include_text=True):
        if node.is_text_node:
            block = _block(node)
            if not found or found[-1][0] != block:
                found.append((block, []))
            found[-1][1].append(node.text_content or "")
    told = [line for _, words in found for line in re.split(r"\n\s*\n", "".join(words))]
    kept, size = [], 0
    for one in told:
        words_of = _line(one, _MOST_TEXT)
        size += len(words_of)
        if words_of and size <= _MOST_TEXT:
            kept.append(words_of)
    return tuple(kept)


def _block(node: LexborNode) -> int:
    """Which block a text stands in."""
    above = node.parent
    while above is not None and above.tag in _INLINE:
        above = above.parent
    return above.mem_id if above is not None else 0


def _line(words: str, most: int) -> str:
    """One line, without characters that no text needs, cut at a word."""
    one = " ".join(FORBIDDEN.sub("", words).split())
    return one if len(one) <= most else one[: most - 1].rsplit(" ", 1)[0] + "…"


def _as_html(plain: str) -> str:
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"<p>{one}</p>" for one in re.split(r"\n\s*\n", escaped))


def _moment(parsed: Any) -> datetime | None:
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (TypeError, ValueError):
        return None


def _stamp(typed: Any) -> datetime | None:
    try:
        made = datetime.fromisoformat(_string(typed))
    except ValueError:
        return None
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _records(value: Any) -> list[dict[str, Any]]:
    return [one for one in _list(value) if isinstance(one, dict)]


def _first(value: Any) -> str:
    return next((_string(one.get("value")) for one in _records(value)), "")
