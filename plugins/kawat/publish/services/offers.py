"""From Indonesia's regions: what provinces and cities offer, and to whom it is told.

An offer's market is its `countries`.  It is told to every mission that works in one of them, and to every site where it
stands anyway.  Offers are sorted by province (in the network's order), then by title.
"""

from collections.abc import Iterable

from ...editorial.catalogue import Shown
from ...harmonized import CHAPTERS, chapter
from ...model import Mission, Potential
from ..desk import Desk

__all__ = ["SCOPES", "all_of", "details", "for_mission", "used", "within"]

SCOPES = ("provinces", "cities", "hs")
"""By what offers are divided: each has a page for each code that is used."""


def all_of(desk: Desk) -> tuple[Shown, ...]:
    """Return all offers at their homes."""
    live = (one for one in desk.subjects().get(("potential", ""), ()) if one.live)
    return desk.once("offers", lambda: _sorted(desk, live))


def for_mission(desk: Desk, mission: Mission) -> tuple[Shown, ...]:
    """Return the offers that a mission tells of."""
    return desk.once("offers by mission", lambda: _by_mission(desk)).get(mission.code, ())


def within(desk: Desk, scope: str, code: str) -> tuple[Shown, ...]:
    """Return the offers of a province, a city or a chapter."""
    return tuple(one for one in all_of(desk) if _code(one, scope) == code)


def used(desk: Desk, scope: str) -> tuple[str, ...]:
    """Return the provinces, cities or chapters that there are offers of, in their own order."""
    network = desk.catalogue.registry.network
    declared = {"provinces": [one.code for one in network.provinces], "cities": [one.code for one in network.cities]}
    named = {_code(one, scope) for one in all_of(desk)}
    return tuple(code for code in declared.get(scope, list(CHAPTERS)) if code in named)


def details(one: Shown) -> Potential:
    """Return what only offers have, as the lead edition says it."""
    found = one.article.lead.details
    return found if isinstance(found, Potential) else Potential()


def _code(one: Shown, scope: str) -> str:
    told = details(one)
    return {"provinces": told.province, "cities": told.city, "hs": chapter(told.hs_code)}[scope]


def _by_mission(desk: Desk) -> dict[str, tuple[Shown, ...]]:
    working: dict[str, list[str]] = {}
    for mission in desk.catalogue.registry.missions:
        for code in {mission.country, *mission.accreditation}:
            working.setdefault(code, []).append(mission.code)
    found: dict[str, list[Shown]] = {}
    for one in all_of(desk):
        told = {code for country in one.article.countries for code in working.get(country, ())}
        told |= {other.site.code for other in desk.catalogue.at[one.article.id] if other.live}
        for code in told:
            found.setdefault(code, []).append(one)
    return {code: tuple(ones) for code, ones in found.items()}


def _sorted(desk: Desk, found: Iterable[Shown]) -> tuple[Shown, ...]:
    order = {one.code: number for number, one in enumerate(desk.catalogue.registry.network.provinces)}
    last = len(order)

    def place(one: Shown) -> tuple[int, str, str]:
        return order.get(details(one).province, last), one.article.lead.title.casefold(), one.article.id

    return tuple(sorted(found, key=place))
