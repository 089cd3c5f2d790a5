"""OPML 2.0 subscription lists: one outline per feed, grouped by site or subject.

Regional outlets import a file once and follow every subject or mission they chose.
Left out: include-type outlines and subscription state (opml.org/spec2.opml, "Subscription lists").
"""

from collections.abc import Iterable

from lxml import etree

from ...model import Channel
from ..desk import Desk
from .feedgenerator import text
from .planning import subscriptions

__all__ = ["outline", "serialize"]


def serialize(desk: Desk, of: str, code: str) -> bytes:
    """Return the bytes of a subscription list."""
    title = desk.name(desk.portal.mission.names, desk.portal.languages[0])
    return outline(title, subscriptions(desk, of, code))


def outline(title: str, groups: Iterable[tuple[str, tuple[Channel, ...]]]) -> bytes:
    """Return the list as UTF-8 XML; the same input always gives the same bytes.

    Args:
        title: name shown by the reader's software.
        groups: names of groups in display order, each with its channels in display order.
    Source: OPML 2.0, "What is an <outline>?"; `text` is required, `title` repeats it.
    """
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = text(title)
    body = etree.SubElement(root, "body")
    for name, channels in groups:
        group = etree.SubElement(body, "outline", text=text(name))
        for one in channels:
            etree.SubElement(group, "outline", _attributes(one))
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _attributes(channel: Channel) -> dict[str, str]:
    return {
        "type": "rss",
        "text": text(channel.title),
        "title": text(channel.title),
        "xmlUrl": channel.url,
        "htmlUrl": channel.home_url,
        "language": channel.language,
    }
