"""CAP 1.2: each travel advisory as an alert message, for the systems that relay warnings.

An advisory is a row of messages: an Alert when it appears, an Update with each correction and with each date under
`updated`, a Cancel when it is taken back.  The file holds the newest and names all those before it.  A change without
a date is the same message.  The portal of a demonstration sends exercises only.

Source: docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2.html, section 3.2.
"""

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from ... import moments
from ...codes import name_in
from ...editorial import addresses
from ...editorial.catalogue import Shown
from ...model import Address, Advisory, Article, Edition, State
from ..desk import Desk
from ..stories import absolute_body
from . import plain
from .channels import Entry
from .feedgenerator import text
from .items import authority, file_name, full_editions, item

__all__ = ["address", "country", "messages", "serialize"]

_NS = "urn:oasis:names:tc:emergency:cap:1.2"
_EXERCISE = "A demonstration: this is no advice of any authority."
_RESPONSES = {1: "None", 2: "Monitor", 3: "Prepare", 4: "Avoid"}
"""CAP's word for what our levels recommend (3.2.2, responseType)."""


def country(article: Article) -> str:
    """Return the country that an advisory is on; empty where the story is none."""
    details = article.lead.details
    return details.country if isinstance(details, Advisory) else ""


def address(desk: Desk, article: Article) -> Address:
    """Return where the alert of an advisory is."""
    return addresses.asset(desk.portal, f"advisories/{country(article).lower()}/{file_name(article)}.cap.xml")


def messages(desk: Desk, one: Shown) -> tuple[tuple[str, datetime, str], ...]:
    """Return (identifier, sent, msgType) of every message of an advisory, oldest first.

    An identifier holds the moment, so that one that was given is never given to another message.
    """
    article = one.article
    changes = {note.at for edition, _ in one.editions for note in edition.corrections}
    changes |= {edition.updated for edition, _ in one.editions if edition.updated}
    later = sorted(moment for moment in changes if moment > article.date)
    name = f"{authority(desk)}:{article.id}"
    found = [(f"{name}:{moments.basic(article.date)}", article.date, "Alert")]
    found += [(f"{name}:{moments.basic(moment)}", moment, "Update") for moment in later]
    if one.editions[0][1] is not State.LIVE:
        _, last, _ = found[-1]
        found.append((f"{name}:{moments.basic(last)}:cancel", last, "Cancel"))
    return tuple(found)


def serialize(desk: Desk, name: str) -> bytes:
    """Return the newest message of an advisory as XML."""
    one = desk.catalogue.home(name)
    sender = authority(desk)
    *earlier, (identifier, sent, kind) = messages(desk, one)
    exercise = desk.portal.mission.demonstration
    alert = etree.Element(f"{{{_NS}}}alert", nsmap={None: _NS})  # type: ignore[dict-item]  # lxml's stubs
    _say(alert, "identifier", identifier)
    _say(alert, "sender", sender)
    _say(alert, "sent", moments.cap(sent))
    _say(alert, "status", "Exercise" if exercise else "Actual")
    _say(alert, "msgType", kind)
    _say(alert, "scope", "Public")
    _say(alert, "note", _EXERCISE if exercise else "")
    _say(alert, "references", " ".join(f"{sender},{before},{moments.cap(when)}" for before, when, _ in earlier))
    for edition, state in _told(one):
        _info(desk, one, edition, state, etree.SubElement(alert, f"{{{_NS}}}info"))
    etree.indent(alert)
    return bytes(etree.tostring(alert, encoding="utf-8", xml_declaration=True)) + b"\n"


def _told(one: Shown) -> Iterator[tuple[Edition, State]]:
    """The editions in the state of the lead: a live advisory says nothing of a translation that was taken back."""
    full = full_editions(one)
    yield from (pair for pair in full if pair[1] is full[0][1])


def _info(desk: Desk, one: Shown, edition: Edition, state: State, info: etree._Element) -> None:
    """One language's block, in the order that the schema wants; a retracted one tells what its feeds tell."""
    told = item(desk, Entry(one, edition, state))
    live, language = state is State.LIVE, edition.language
    details = edition.details if isinstance(edition.details, Advisory) else Advisory(country(one.article))
    body = plain.text(absolute_body(desk, one.article.id, edition)) if live else ""
    _say(info, "language", language)
    _say(info, "category", "Safety")
    _say(info, "event", desk.label("advisories", "feed", language))
    _say(info, "responseType", _RESPONSES.get(details.level, "") if live else "")
    _say(info, "urgency", details.urgency if live else "Past")
    _say(info, "severity", details.severity if live else "Unknown")
    _say(info, "certainty", details.certainty if live else "Unknown")
    if live and details.effective:
        _say(info, "effective", moments.cap(details.effective))
    if live and edition.expires:
        _say(info, "expires", moments.cap(edition.expires))
    _say(info, "senderName", name_in(desk.site(one.article.site).mission.names, language))
    _say(info, "headline", told.title)
    _say(info, "description", "\n\n".join(part for part in (told.summary, body) if part))
    _say(info, "web", told.url)
    if live and details.level:
        parameter = etree.SubElement(info, f"{{{_NS}}}parameter")
        _say(parameter, "valueName", "level")
        _say(parameter, "value", str(details.level))
    area = etree.SubElement(info, f"{{{_NS}}}area")
    place = desk.country(details.country, language)
    _say(area, "areaDesc", f"{place}: {' · '.join(details.areas)}" if live and details.areas else place)
    geocode = etree.SubElement(area, f"{{{_NS}}}geocode")
    _say(geocode, "valueName", "ISO3166-1")
    _say(geocode, "value", details.country)


def _say(parent: etree._Element, name: str, value: str) -> None:
    if value:
        etree.SubElement(parent, f"{{{_NS}}}{name}").text = text(value)
