"""feedgen, mended: one extension that says in RSS and Atom what feedgen has no word for, and puts right what it gets
wrong.

An extension's `extend_rss` and `extend_atom` get the live element, which is where the mending happens:

    content:encoded     feedgen writes an invalid type attribute, and WordPress then decodes two bytes
    Atom links          feedgen drops everything but href, and readers take the picture for the article's address
    dc:creator          feedgen's author needs an e-mail address
    media:content       with fileSize; no media:description, or rss2email mails only the alternative text
    enclosure           exactly one: the recording of a talk, else the picture
    channel links       hub, and archives (RFC 5005), which feedgen leaves out of RSS
"""

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from ...model import Channel, Item
from ...moments import rfc3339

__all__ = ["Described", "add", "begin", "encoded", "text"]

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
MEDIA = "http://search.yahoo.com/mrss/"
HISTORY = "http://purl.org/syndication/history/1.0"
SYNDICATION = "http://purl.org/rss/1.0/modules/syndication/"
TOMBSTONE = "http://purl.org/atompub/tombstones/1.0"

# XML 1.0, 2.2 "Char": what no document can hold, not even escaped. A regular expression takes ten times as long.
_CONTROLS = bytes(range(0x20)).translate(None, b"\t\n\r")


def begin(channel: Channel) -> FeedGenerator:
    """Return a feed without items."""
    feed = FeedGenerator()
    feed.register_extension("kawat", _FeedExtension, _EntryExtension, atom=True, rss=True)
    feed.id(channel.current or channel.url)  # archives are documents of one feed
    feed.title(text(channel.title))
    feed.description(text(channel.description))
    feed.language(channel.language)
    feed.link(href=channel.url, rel="self")
    feed.link(href=channel.home_url, rel="alternate")  # the last one becomes RSS's <link>
    feed.generator("Kawat")
    feed.updated(channel.updated)  # in RSS the lastBuildDate; by default feedgen asks the clock
    feed.kawat.describe(channel)
    return feed


def add(feed: FeedGenerator, item: Item) -> FeedEntry:
    """Append an Item and return its entry; by default feedgen would put it first."""
    entry: FeedEntry = feed.add_entry(order="append")
    entry.guid(item.guid, permalink=False)
    entry.link(href=item.url, rel="alternate")
    entry.title(text(item.title))
    entry.description(text(item.summary), isSummary=True)
    entry.published(item.published)
    entry.updated(item.updated)
    for category in item.categories:
        entry.category(term=text(category))
    attached = item.recording or item.picture
    if attached is not None:
        entry.enclosure(attached.url, str(attached.size_bytes), attached.type)
    entry.kawat.describe(item)
    return entry


def text(value: str) -> str:
    """Return the value as XML can hold it."""
    return value if value.isprintable() else encoded(value).decode()  # nothing is forbidden that can be printed


def encoded(value: str) -> bytes:
    """Return the value as XML can hold it, in UTF-8."""
    if value.isprintable():
        return value.encode()
    whole = value.encode("utf-8", "ignore").translate(None, _CONTROLS)  # without surrogates
    return whole.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")  # U+FFFE, U+FFFF


class _FeedExtension(BaseExtension):  # type: ignore[misc]
    _channel: Channel

    def describe(self, channel: Channel) -> None:
        """Say which Channel the feed is."""
        self._channel = channel

    def extend_ns(self) -> dict[str, str]:
        known = {"content": CONTENT, "dc": DC, "dcterms": DCTERMS, "fh": HISTORY, "media": MEDIA, "sy": SYNDICATION}
        return known | {"at": TOMBSTONE}

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        channel = feed[0]
        if not self._channel.current:  # an archive is not updated
            etree.SubElement(channel, f"{{{SYNDICATION}}}updatePeriod").text = "hourly"
            etree.SubElement(channel, f"{{{SYNDICATION}}}updateFrequency").text = "4"
        self._point(channel, f"{{{ATOM}}}link")
        return feed

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        self._point(feed, "link")
        return feed

    def _point(self, parent: etree._Element, tag: str) -> None:
        """Say where changes are announced, and where older and newer stories are."""
        told = self._channel
        links = {
            "hub": told.hub,
            "current": told.current,
            "prev-archive": told.previous,
            "next-archive": told.next,
        }
        for role, url in links.items():
            if url:
                etree.SubElement(parent, tag, rel=role, href=url)
        if told.current:
            etree.SubElement(parent, f"{{{HISTORY}}}archive")


class Described(BaseEntryExtension):  # type: ignore[misc]
    """An entry's extension that knows which Item the entry is."""

    _item: Item

    def describe(self, item: Item) -> None:
        """Say which Item the entry is."""
        self._item = item


class _EntryExtension(Described):
    def extend_rss(self, entry: etree._Element) -> etree._Element:
        item = self._item
        _add(entry, DC, "creator", item.creator)
        _add(entry, DC, "language", item.language)
        _add(entry, DCTERMS, "modified", rfc3339(item.updated))
        _add(entry, CONTENT, "encoded", item.content)
        self._media(entry)
        return entry

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        item = self._item
        for link in entry.findall("link") + entry.findall(f"{{{ATOM}}}link"):
            entry.remove(link)
        attached = item.recording or item.picture
        etree.SubElement(entry, "link", rel="alternate", type="text/html", href=item.url, hreflang=item.language)
        for language, url in item.translations:
            etree.SubElement(entry, "link", rel="related", type="text/html", href=url, hreflang=language)
        if attached is not None:
            size = str(attached.size_bytes)
            etree.SubElement(entry, "link", rel="enclosure", type=attached.type, href=attached.url, length=size)
        author = etree.SubElement(entry, "author")
        etree.SubElement(author, "name").text = text(item.creator)
        content = etree.SubElement(entry, "content", type="html")
        content.set("{http://www.w3.org/XML/1998/namespace}lang", item.language)
        content.text = text(item.content)
        self._media(entry)
        return entry

    def _media(self, entry: etree._Element) -> None:
        picture = self._item.picture
        if picture is None:
            return
        media = etree.SubElement(entry, f"{{{MEDIA}}}content", url=picture.url, type=picture.type, medium="image")
        media.set("fileSize", str(picture.size_bytes))
        media.set("width", str(picture.width_px))
        media.set("height", str(picture.height_px))
        if alt := text(self._item.picture_alt):
            etree.SubElement(media, f"{{{MEDIA}}}title", type="plain").text = alt
        if credit := text(self._item.credit):
            etree.SubElement(media, f"{{{MEDIA}}}credit", role="owner").text = credit


def _add(entry: etree._Element, namespace: str, name: str, value: str) -> None:
    etree.SubElement(entry, f"{{{namespace}}}{name}").text = text(value)
