"""RSS 2.0 with content, dc, dcterms and atom (rssboard.org/rss-specification), through feedgen.

feedgen writes the skeleton; `_Repair`, an extension of feedgen's own kind, gets each element once it stands and mends
what feedgen cannot say: content:encoded without a type, dc:creator instead of an e-mail address, the time of the
newest change instead of the clock's.
"""

import re

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from ...model import Channel, Item
from .channels import EPOCH

__all__ = ["serialize"]

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
# XML 1.0, 2.2 "Char": what no document can hold, not even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Repair(BaseExtension):  # type: ignore[misc]
    """Declares the namespaces."""

    def extend_ns(self) -> dict[str, str]:
        return {"content": _CONTENT, "dc": _DC, "dcterms": _DCTERMS}


class _EntryRepair(BaseEntryExtension):  # type: ignore[misc]
    """Adds to an <item> what feedgen has no word for."""

    item: Item | None = None

    def kawat(self, item: Item) -> None:
        """Say which Item the entry is."""
        self.item = item

    def extend_rss(self, entry: etree._Element) -> etree._Element:
        item = self.item
        assert item is not None
        etree.SubElement(entry, f"{{{_DC}}}creator").text = _text(item.creator)
        etree.SubElement(entry, f"{{{_DC}}}language").text = item.language
        modified = item.updated.strftime("%Y-%m-%dT%H:%M:%SZ")
        etree.SubElement(entry, f"{{{_DCTERMS}}}modified").text = modified
        etree.SubElement(entry, f"{{{_CONTENT}}}encoded").text = _text(item.content)
        return entry


def serialize(channel: Channel) -> bytes:
    """Return the channel as UTF-8 XML; the same channel always gives the same bytes."""
    feed = FeedGenerator()
    feed.register_extension("kawat", _Repair, _EntryRepair, atom=False, rss=True)
    feed.title(_text(channel.title))
    feed.description(_text(channel.description))
    feed.language(channel.language)
    feed.link(href=channel.url, rel="self", type="application/rss+xml")
    feed.link(href=channel.home_url, rel="alternate")  # the last one becomes RSS's <link>
    feed.generator("Kawat")
    feed.lastBuildDate(max((item.updated for item in channel.items), default=EPOCH))
    for item in channel.items:
        entry = feed.add_entry(order="append")
        entry.guid(item.guid, permalink=False)
        entry.link(href=item.url)
        entry.title(_text(item.title))
        entry.description(_text(item.summary))
        entry.pubDate(item.published)
        for category in item.categories:
            entry.category(term=_text(category))
        entry.kawat.kawat(item)
    return bytes(feed.rss_str(pretty=True))


def _text(value: str) -> str:
    return _FORBIDDEN.sub("", value)
