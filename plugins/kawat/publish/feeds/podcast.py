"""Podcast: a feed of talks with what Apple's directory and Podcasting 2.0 programs ask for.

A recorded talk is an item with its audio; one that is only announced is a `podcast:liveItem` with the address where it
can be heard.  Its status is always "pending": a file that changes only with its content cannot know that a talk has
begun, and once it was recorded it is an item.  Left out: `itunes:summary` (programs then show it instead of the text),
`itunes:owner` (we publish no e-mail addresses), value tags.

Sources: help.apple.com/itc/podcasts_connect/#/itcb54353390, podcastindex.org/namespace/1.0.
"""

import hashlib
import json

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from ...model import Channel, Chapter, Episode, Item
from ...moments import rfc3339
from ..desk import Desk
from . import feedgenerator
from .feedgenerator import Described, text

__all__ = ["CHAPTERS_TYPE", "add", "begin", "chapters", "guid", "is_announced"]

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
CHAPTERS_TYPE = "application/json+chapters"
_GUID_SPACE = bytes.fromhex("ead4c236bf5858c6a2c6a6b28d128cb6")
"""podcastindex.org/namespace/1.0, "Guid": the namespace of all podcasts' UUIDs."""


def begin(channel: Channel) -> FeedGenerator:
    """Return a podcast without talks."""
    feed = feedgenerator.begin(channel)
    feed.register_extension("talks", _FeedExtension, _EntryExtension, atom=False, rss=True)
    feed.talks.describe(channel)
    return feed


def add(feed: FeedGenerator, item: Item) -> None:
    """Append a talk."""
    entry: FeedEntry = feedgenerator.add(feed, item)
    entry.talks.describe(item)


def is_announced(item: Item) -> bool:
    """Return whether a talk can not be heard yet."""
    return item.recording is None and item.live_at is not None


def guid(url: str) -> str:
    """Return a podcast's permanent id: the UUIDv5 (RFC 9562, 5.5) of its first URL without scheme and last slashes."""
    name = url.partition("://")[2].rstrip("/").encode()
    made = bytearray(hashlib.sha1(_GUID_SPACE + name, usedforsecurity=False).digest()[:16])
    made[6] = made[6] & 0x0F | 0x50
    made[8] = made[8] & 0x3F | 0x80
    digits = made.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def chapters(desk: Desk, name: str, language: str) -> bytes:
    """Return the chapters of a talk as JSON (podcastindex.org/namespace/1.0, "JSON chapters format" 1.2)."""
    one = desk.catalogue.home(name)
    edition = next(edition for edition, _ in one.editions if edition.language == language)
    listed: tuple[Chapter, ...] = edition.details.chapters if isinstance(edition.details, Episode) else ()
    document = {
        "version": "1.2.0",
        "title": edition.title,
        "chapters": [{"startTime": chapter.start_s, "title": chapter.title} for chapter in listed],
    }
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


class _FeedExtension(BaseExtension):  # type: ignore[misc]
    _channel: Channel

    def describe(self, channel: Channel) -> None:
        """Say which Channel the feed is."""
        self._channel = channel

    def extend_ns(self) -> dict[str, str]:
        return {"itunes": ITUNES, "podcast": PODCAST}

    def extend_rss(self, feed: etree._Element) -> etree._Element:
        channel = feed[0]
        etree.SubElement(channel, f"{{{ITUNES}}}author").text = text(self._channel.title)
        etree.SubElement(channel, f"{{{ITUNES}}}category", text="Government")
        etree.SubElement(channel, f"{{{ITUNES}}}explicit").text = "false"
        etree.SubElement(channel, f"{{{ITUNES}}}type").text = "episodic"
        etree.SubElement(channel, f"{{{PODCAST}}}guid").text = guid(self._channel.url)
        etree.SubElement(channel, f"{{{PODCAST}}}medium").text = "podcast"
        return feed


class _EntryExtension(Described):
    def extend_rss(self, entry: etree._Element) -> etree._Element:
        item, recording = self._item, self._item.recording
        etree.SubElement(entry, f"{{{ITUNES}}}author").text = text(item.creator)
        etree.SubElement(entry, f"{{{ITUNES}}}explicit").text = "false"
        etree.SubElement(entry, f"{{{ITUNES}}}episodeType").text = "full"
        if item.picture is not None:
            etree.SubElement(entry, f"{{{ITUNES}}}image", href=item.picture.url)
        if recording is not None and recording.duration_s:
            etree.SubElement(entry, f"{{{ITUNES}}}duration").text = str(recording.duration_s)
        if item.transcript:
            said = {"url": item.transcript, "type": "text/vtt", "language": item.language}
            etree.SubElement(entry, f"{{{PODCAST}}}transcript", said)
        if item.chapters:
            etree.SubElement(entry, f"{{{PODCAST}}}chapters", url=item.chapters, type=CHAPTERS_TYPE)
        for guest in item.guests:
            # The namespace's "role" is a word of its own list; what our guests are is told after their names.
            told = f"{guest.name} ({guest.role})" if guest.role else guest.name
            etree.SubElement(entry, f"{{{PODCAST}}}person", role="guest").text = text(told)
        if is_announced(item):
            self._announce(entry)
        return entry

    def _announce(self, entry: etree._Element) -> None:
        """A picture is not what one hears: an announced talk has no enclosure, but a place to listen."""
        for enclosure in entry.findall("enclosure"):
            entry.remove(enclosure)
        entry.tag = f"{{{PODCAST}}}liveItem"
        entry.set("status", "pending")
        if self._item.live_at is not None:
            entry.set("start", rfc3339(self._item.live_at))
        etree.SubElement(entry, f"{{{PODCAST}}}contentLink", href=self._item.live_url).text = text(self._item.title)
