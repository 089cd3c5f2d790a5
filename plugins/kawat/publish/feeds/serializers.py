"""Serializers: Items and Channels become RSS 2.0 (also as a podcast), Atom and JSON Feed 1.1.

An Item is rendered once for each format, as a fragment of bytes, and feeds are joined out of fragments: a head that
feedgen made without items, cut open where they belong.  What comes out is byte for byte what feedgen would have made
of the whole (a test says so).

Sources: rssboard.org/rss-specification, RFC 4287, RFC 6721 (a story that was taken back), jsonfeed.org/version/1.1.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from ...model import Channel, Item
from ...moments import rfc3339
from ...patterns import pattern
from . import feedgenerator, podcast, shapes
from .channels import EPOCH

__all__ = ["MOST_BYTES", "fragment", "join"]

MOST_BYTES = 500_000
"""No feed is larger; what does not fit is left to the older pages of the site."""

_NOWHERE = Channel("-", "-", "en", "https://kawat.example/", "https://kawat.example/", EPOCH)
"""A fragment is the same in all channels, so it is rendered in this one."""
_RSS_ITEM = pattern(rb"^    <(?:item|podcast:liveItem)\b", re.MULTILINE)
_ATOM_ENTRY = pattern(rb"^  <entry>", re.MULTILINE)


def fragment(form: str, item: Item) -> bytes:
    """Return an Item in a format."""
    return _FRAGMENTS[form](item)


def join(form: str, channel: Channel, fragments: Sequence[bytes]) -> bytes:
    """Return a feed of the first fragments that fit into MOST_BYTES, in their order."""
    size, kept = 4096, []
    for one in fragments:
        size += len(one)
        if size > MOST_BYTES:
            break
        kept.append(one)
    return _JOINS[form](channel, kept)


def _rss_fragment(item: Item) -> bytes:
    return shapes.fill(_rss_item, _in_html(item))


def _in_html(item: Item) -> Item:
    """RSS takes an item's description for HTML (rssboard.org/rss-profile): what was typed as words stays words."""
    summary = escape(item.summary, quote=False)
    return item if summary == item.summary else replace(item, summary=summary)


def _rss_item(item: Item) -> bytes:
    feed = feedgenerator.begin(_NOWHERE)
    feedgenerator.add(feed, item)
    return _between(feed.rss_str(pretty=True), _RSS_ITEM, b"  </channel>")


def _atom_fragment(item: Item) -> bytes:
    return shapes.fill(_atom_entry, item) + _tombstone(item)


def _atom_entry(item: Item) -> bytes:
    feed = feedgenerator.begin(_NOWHERE)
    feedgenerator.add(feed, item)
    return _between(feed.atom_str(pretty=True), _ATOM_ENTRY, b"</feed>")


def _tombstone(item: Item) -> bytes:
    """What tells programs that a story was taken back; people read the entry beside it (RFC 6721, 3)."""
    if not item.retracted:
        return b""
    attributes = f'ref="{escape(item.guid)}" when="{rfc3339(item.updated)}"'
    said = escape(feedgenerator.text(item.summary), quote=False)
    comment = f'<at:comment xml:lang="{escape(item.language)}">{said}</at:comment>'
    return f"  <at:deleted-entry {attributes}>\n    {comment}\n  </at:deleted-entry>\n".encode()


def _podcast_fragment(item: Item) -> bytes:
    feed = podcast.begin(_NOWHERE)
    podcast.add(feed, _in_html(item))
    return _between(feed.rss_str(pretty=True), _RSS_ITEM, b"  </channel>")


def _between(document: bytes, start: re.Pattern[bytes], end: bytes) -> bytes:
    """Return the one item of a document; no text can look like its start, since every `<` of a text is escaped."""
    found = start.search(document)
    assert found is not None
    return document[found.start() : document.rindex(end)]


def _rss_join(channel: Channel, fragments: Sequence[bytes]) -> bytes:
    return _insert(shapes.fill_head(_rss_head, channel), b"  </channel>", fragments)


def _rss_head(channel: Channel) -> bytes:
    return bytes(feedgenerator.begin(channel).rss_str(pretty=True))


def _podcast_join(channel: Channel, fragments: Sequence[bytes]) -> bytes:
    return _insert(podcast.begin(channel).rss_str(pretty=True), b"  </channel>", fragments)


def _atom_join(channel: Channel, fragments: Sequence[bytes]) -> bytes:
    return _insert(shapes.fill_head(_atom_head, channel), b"</feed>", fragments)


def _atom_head(channel: Channel) -> bytes:
    return bytes(feedgenerator.begin(channel).atom_str(pretty=True))


def _insert(head: bytes, end: bytes, fragments: Sequence[bytes]) -> bytes:
    at = head.rindex(end)
    return b"".join((head[:at], *fragments, head[at:]))


def _json_fragment(item: Item) -> bytes:
    made: dict[str, Any] = {
        "id": item.guid,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.content,
        "date_published": rfc3339(item.published),
        "date_modified": rfc3339(item.updated),
        "language": item.language,
        "authors": [{"name": item.creator}],
    }
    if item.categories:
        made["tags"] = list(item.categories)
    if item.picture is not None:
        made["image"] = item.picture.url
    attached = item.recording or item.picture
    if attached is not None:
        made["attachments"] = [{"url": attached.url, "mime_type": attached.type, "size_in_bytes": attached.size_bytes}]
        if attached.duration_s:
            made["attachments"][0]["duration_in_seconds"] = attached.duration_s
    return json.dumps(made, ensure_ascii=False, sort_keys=True).encode()


def _json_join(channel: Channel, fragments: Sequence[bytes]) -> bytes:
    head: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.home_url,
        "feed_url": channel.url,
        "language": channel.language,
    }
    if channel.hub:
        head["hubs"] = [{"type": "WebSub", "url": channel.hub}]
    opened = json.dumps(head, ensure_ascii=False)[:-1].encode()
    return opened + b', "items": [\n' + b",\n".join(fragments) + b"\n]}\n"


_FRAGMENTS: dict[str, Callable[[Item], bytes]] = {
    "rss": _rss_fragment,
    "podcast": _podcast_fragment,
    "atom": _atom_fragment,
    "json": _json_fragment,
}
_JOINS: dict[str, Callable[[Channel, Sequence[bytes]], bytes]] = {
    "rss": _rss_join,
    "podcast": _podcast_join,
    "atom": _atom_join,
    "json": _json_join,
}
