"""iCalendar: the network's events, and the talks that are to be heard live, for calendars that subscribe.

A UID is the story's guid, so a calendar replaces what it has; DTSTAMP is the last change and never the clock.  A
retracted event is CANCELLED; one that was removed tells its reason and nothing else, not even when it was to be.
Left out: time zones (all times are UTC, which every calendar shows in its owner's), alarms, recurrence.

Source: RFC 5545.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ...codes import name_in
from ...editorial import addresses
from ...editorial.catalogue import Shown
from ...model import Address, Edition, Episode, Event, Kind, State
from ...moments import basic
from ...patterns import pattern
from ..desk import Desk
from .channels import Entry, changed
from .items import full_editions, guid, item

__all__ = ["CALENDARS", "MOST", "address", "noted", "serialize"]

CALENDARS = {"events": Kind.EVENT, "episodes": Kind.EPISODE}
MOST = 500
"""A calendar holds the last so many by their beginnings; subscribers keep what they have."""

_LINE_BYTES = 75
_FORBIDDEN = pattern("[\x00-\x08\x0b-\x1f\x7f]")  # RFC 5545, 3.1: CONTROL


def address(desk: Desk, name: str) -> Address:
    """Return where a calendar is: "events" or "episodes"."""
    return addresses.asset(desk.portal, f"{name}.ics")


def noted(desk: Desk, name: str) -> tuple[Entry, ...]:
    """Return what a calendar holds, by its beginning, ties broken by id; in the portal's language if it can."""
    found = []
    for one in desk.subjects().get((name, ""), ()):
        edition, state = _suited(desk, one)
        begins = _span(edition)[0]
        if begins is not None:
            found.append((begins, one.article.id, Entry(one, edition, state)))
    found.sort(key=lambda row: row[:2])
    return tuple(entry for _, _, entry in found[-MOST:])


def serialize(desk: Desk, name: str) -> bytes:
    """Return a calendar: lines of at most 75 octets, each ended by CRLF."""
    language = desk.portal.languages[0]
    title = f"{desk.label(CALENDARS[name], 'kind', language)} – {name_in(desk.portal.mission.names, language)}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kawat//Kawat//EN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{_escaped(title)}", "REFRESH-INTERVAL;VALUE=DURATION:PT4H"]
    for one in noted(desk, name):
        lines += _event(desk, one)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _suited(desk: Desk, one: Shown) -> tuple[Edition, State]:
    full = full_editions(one)
    for language in (desk.portal.languages[0], "en"):
        for pair in full:
            if pair[0].language == language:
                return pair
    return full[0]


def _span(edition: Edition) -> tuple[datetime | None, datetime | None]:
    match edition.details:
        case Event(start=start, end=end):
            return start, end if start and end and end > start else None
        case Episode(live_at=start, duration_s=duration_s):
            return start, start + timedelta(seconds=duration_s) if start and duration_s else None
    return None, None


def _event(desk: Desk, one: Entry) -> Iterator[str]:
    edition, article = one.edition, one.shown.article
    told = item(desk, one)
    begins, ends = _span(edition)
    if one.state is State.GONE:
        begins, ends = article.date, None  # a beginning is required (3.6.1)
    words = f";LANGUAGE={edition.language}"
    yield "BEGIN:VEVENT"
    # In whatever language it comes, the event is the same.
    yield f"UID:{guid(desk, article.lead, article)}"
    yield f"DTSTAMP:{basic(changed(one))}"
    yield f"LAST-MODIFIED:{basic(changed(one))}"
    yield f"SEQUENCE:{len(edition.corrections) + (one.state is not State.LIVE)}"
    if begins is not None:
        yield f"DTSTART:{basic(begins)}"
    if ends is not None:
        yield f"DTEND:{basic(ends)}"
    yield f"SUMMARY{words}:{_escaped(told.title)}"
    if told.summary:
        yield f"DESCRIPTION{words}:{_escaped(told.summary)}"
    if one.state is State.LIVE:
        place = _place(edition)
        if place:
            yield f"LOCATION{words}:{_escaped(place)}"
        if told.categories:
            yield "CATEGORIES:" + ",".join(_escaped(category) for category in told.categories)
    yield f"URL:{told.url}"
    yield f"STATUS:{'CONFIRMED' if one.state is State.LIVE else 'CANCELLED'}"
    yield "END:VEVENT"


def _place(edition: Edition) -> str:
    match edition.details:
        case Event(venue=venue, online=online):
            return " · ".join(part for part in (venue, online) if part)
        case Episode(live_url=live_url):
            return live_url
    return ""


def _escaped(value: str) -> str:
    """The value as TEXT (3.3.11)."""
    clean = _FORBIDDEN.sub("", value.replace("\r\n", "\n"))
    for mark in "\\;,":
        clean = clean.replace(mark, f"\\{mark}")
    return clean.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line cut after at most 75 octets, and never within a character (3.1)."""
    parts, size = [""], 0
    for character in line:
        width = len(character.encode("utf-8", "replace"))
        if size + width > _LINE_BYTES:
            parts.append("")
            size = 1  # the space that tells a continuation
        parts[-1] += character
        size += width
    return "\r\n ".join(parts).encode("utf-8", "replace") + b"\r\n"
