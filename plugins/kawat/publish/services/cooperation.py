"""Cooperation: the registry of agreements over all missions; which concern whom, and which end soon.

An agreement concerns the provinces and countries of its parties, and those that its text names besides.
"""

from collections.abc import Callable
from datetime import UTC, date

from ...editorial.catalogue import Shown
from ...editorial.lifecycle import SOON
from ...model import Agreement, Edition
from ..desk import Desk

__all__ = ["SCOPES", "all_of", "countries", "details", "documents", "ending", "overdue", "provinces", "today", "within"]


def all_of(desk: Desk) -> tuple[Shown, ...]:
    """Return all agreements at their homes, the newest first."""
    return tuple(one for one in reversed(desk.subjects().get(("agreements", ""), ())) if one.live)


def details(one: Shown) -> Agreement:
    """Return what only agreements have."""
    found = one.article.lead.details
    return found if isinstance(found, Agreement) else Agreement()


def provinces(one: Shown) -> tuple[str, ...]:
    """Return the provinces that it concerns, those of its parties first."""
    typed = (party.province for party in details(one).parties if party.province)
    return tuple(dict.fromkeys((*typed, *one.article.provinces)))


def countries(desk: Desk, one: Shown) -> tuple[str, ...]:
    """Return the partner countries, those of its parties first; our own is none."""
    typed = (party.country for party in details(one).parties if party.country)
    own = desk.portal.mission.country
    return tuple(code for code in dict.fromkeys((*typed, *one.article.countries)) if code != own)


SCOPES: dict[str, Callable[[Desk, Shown], tuple[str, ...]]] = {
    "provinces": lambda desk, one: provinces(one),
    "countries": countries,
}
"""By what the registry is divided: each has a page for each code that is used."""


def within(desk: Desk, scope: str, code: str) -> tuple[Shown, ...]:
    """Return the agreements that concern a province or a country."""
    return tuple(one for one in all_of(desk) if code in SCOPES[scope](desk, one))


def today(desk: Desk) -> date:
    """Return the day that it is in UTC: the days of an agreement are in no particular zone."""
    return desk.catalogue.now.astimezone(UTC).date()


def ending(desk: Desk) -> tuple[Shown, ...]:
    """Return those that end within half a year, the next one first."""
    day = today(desk)
    return _by_end(desk, lambda ends: day <= ends <= day + SOON)


def overdue(desk: Desk) -> tuple[Shown, ...]:
    """Return those whose end is past though nobody has said that they have ended, the oldest first."""
    day = today(desk)
    return _by_end(desk, lambda ends: ends < day)


def documents(desk: Desk, edition: Edition) -> tuple[str, ...]:
    """Return the paths in the tree of the documents that a text leads to."""
    typed = edition.references[: edition.body_references]
    found = (desk.catalogue.targets.find(ref.value, edition) for ref in typed if ref.vocabulary == "link")
    return tuple(dict.fromkeys(target.media for target in found if target and target.media))


def _by_end(desk: Desk, counts: Callable[[date], bool]) -> tuple[Shown, ...]:
    found = [
        (details(one).ends, one.article.id, one)
        for one in all_of(desk)
        if details(one).stage != "ended" and counts(details(one).ends or date.max)
    ]
    return tuple(one for _, _, one in sorted(found, key=lambda row: (row[0] or date.max, row[1])))
