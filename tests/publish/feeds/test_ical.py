"""Calendars, read back by icalendar."""

from datetime import UTC, datetime

from conftest import text
from feedtrees import desk_of, published
from icalendar import Calendar

STORY = "content/tokyo/event/2026/gamelan/index.id.md"


def event(**fields: str) -> dict[str, str | bytes]:
    typed = {"start": "2026-12-01 18:00", "end": "2026-12-01 20:00", "venue": "Aula; lantai 2, Tokyo"}
    return {STORY: text("Malam gamelan, 東京で「インドネシア・フェスティバル」", summary="Musik.", **(typed | fields))}


def read(files: dict[str, str | bytes], path: str = "events.ics") -> list[dict[str, object]]:
    data = published(desk_of(files), path)
    assert all(len(line) <= 75 for line in data.split(b"\r\n")) and data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(data)
    assert calendar["VERSION"] == "2.0"
    return list(calendar.walk("VEVENT"))


def test_an_event_says_when_and_where() -> None:
    (found,) = read(event())
    assert found["UID"] == "tag:kawat.example,2026:tokyo/event/2026/gamelan"
    assert found["DTSTART"].dt == datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert found["DTEND"].dt == datetime(2026, 12, 1, 11, tzinfo=UTC)
    assert found["DTSTAMP"].dt == datetime(2026, 11, 1, tzinfo=UTC)
    assert found["SUMMARY"] == "Malam gamelan, 東京で「インドネシア・フェスティバル」"
    assert (found["DESCRIPTION"], found["LOCATION"]) == ("Musik.", "Aula; lantai 2, Tokyo")
    assert found["URL"] == "https://kawat.example/tokyo/id/event/2026/gamelan/"
    assert found["STATUS"] == "CONFIRMED"


def test_a_correction_stamps_it_anew() -> None:
    (found,) = read(event(corrections="[{at: 2026-11-05 09:00, note: Jam diperbaiki.}]"))
    assert (found["DTSTAMP"].dt, found["SEQUENCE"]) == (datetime(2026, 11, 5, tzinfo=UTC), 1)


def test_a_withdrawn_event_is_cancelled() -> None:
    (found,) = read(event(status="withdrawn", reason="Ditunda."))
    assert (found["STATUS"], found["DESCRIPTION"]) == ("CANCELLED", "Ditunda.")
    assert found["SUMMARY"].startswith("DICABUT: Malam gamelan")


def test_a_removed_event_tells_nothing_but_the_reason() -> None:
    (found,) = read(event(status="removed", reason="Keliru."))
    assert (found["STATUS"], found["SUMMARY"], found["DESCRIPTION"]) == ("CANCELLED", "DICABUT", "Keliru.")
    assert "LOCATION" not in found and "DTEND" not in found
    assert found["DTSTART"].dt == datetime(2026, 11, 1, tzinfo=UTC)


def test_talks_are_noted_where_they_are_live() -> None:
    live = {"live_at": "2026-12-18 19:00", "live_url": "https://example.org/siaran", "duration": "01:00:00"}
    files: dict[str, str | bytes] = {
        "content/portal/episode/2026/langsung/index.id.md": text("Langsung", **live),
        "content/portal/episode/2026/biasa/index.id.md": text("Biasa"),
    }
    (found,) = read(files, "episodes.ics")
    assert found["DTEND"].dt == datetime(2026, 12, 18, 13, tzinfo=UTC)
    assert (found["SUMMARY"], found["LOCATION"]) == ("Langsung", "https://example.org/siaran")


def test_an_empty_calendar_is_one() -> None:
    assert read({}) == []
