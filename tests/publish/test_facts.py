"""Facts: a kind's particulars, in the order in which a reader wants them."""

from datetime import date

import pytest
from catalogues import utc, world
from conftest import text

from kawat.publish import facts
from kawat.publish.views import Fact


def told(kind: str, language: str = "id", **fields: str) -> list[Fact]:
    made = world({f"content/tokyo/{kind}/2026/x/index.id.md": text(**fields)})
    assert made.problems == ()
    desk = made.desk()
    return list(facts.of(desk, desk.site("tokyo"), made.article().lead, language))


@pytest.mark.parametrize("kind", ["news", "press", "story", "infographic", "page"])
def test_most_kinds_have_none(kind: str) -> None:
    assert told(kind) == []


def test_an_advisory() -> None:
    assert told(
        "advisory", country="JP", level="2", areas="[Pesisir, Pegunungan]", effective="2026-11-01 09:00",
        expires="2027-01-01 09:00", reviewed="2026-11-10", severity="Moderate", urgency="Expected", certainty="Likely",
    ) == [
        Fact("country", "Jepang", href="/id/countries/jp/"),
        Fact("areas", "Pesisir · Pegunungan"),
        Fact("effective", moment=utc(2026, 11, 1)),
        Fact("expires", moment=utc(2027, 1, 1)),
        Fact("reviewed", moment=utc(2026, 11, 9, 15), day=True),
        Fact("severity", "Moderate"),
        Fact("urgency", "Expected"),
        Fact("certainty", "Likely"),
    ]  # fmt: skip


def test_an_agreement() -> None:
    parties = "[{name: Kota Surabaya, kind: city}, {name: Kota Lain}]"
    assert told(
        "agreement", form="sister-city", stage="in-force", parties=parties, sectors="[pendidikan, budaya]",
        signed="2026-01-02", ends="2031-01-02",
    ) == [
        Fact("form", "sister-city"),
        Fact("stage", "in-force"),
        Fact("parties", "Kota Surabaya · Kota Lain"),
        Fact("sectors", "pendidikan · budaya"),
        Fact("signed", moment=date(2026, 1, 2), day=True),
        Fact("ends", moment=date(2031, 1, 2), day=True),
    ]  # fmt: skip


def test_a_potential_in_the_readers_language() -> None:
    given = {"province": "ID-JI", "city": "surabaya", "sector": "Pangan", "product": "Kopi", "hs_code": '"0901"'}
    assert told("potential", "en", **given, capacity="10 ton", offered_by="Dinas") == [
        Fact("province", "East Java"),
        Fact("city", "Surabaya"),
        Fact("sector", "Pangan"),
        Fact("product", "Kopi"),
        Fact("hs_code", "0901"),
        Fact("capacity", "10 ton"),
        Fact("offered_by", "Dinas"),
    ]


def test_an_event() -> None:
    given = {"start": "2026-12-01 09:00", "end": "2026-12-01 12:00", "venue": "Aula", "online": "https://example.org/a"}
    assert told("event", **given) == [
        Fact("start", moment=utc(2026, 12, 1)),
        Fact("end", moment=utc(2026, 12, 1, 3)),
        Fact("venue", "Aula"),
        Fact("online", "https://example.org/a", href="https://example.org/a"),
    ]


def test_an_episode() -> None:
    given = {
        "live_at": "2026-12-01 09:00",
        "live_url": "https://example.org/l",
        "guests": "[{name: A, role: B}, {name: C}]",
    }
    assert told("episode", **given) == [
        Fact("air", "announced"),
        Fact("live_at", moment=utc(2026, 12, 1)),
        Fact("live_url", "https://example.org/l", href="https://example.org/l"),
        Fact("guests", "A (B) · C"),
    ]
