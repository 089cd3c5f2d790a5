"""Safe Travel: which advice is in force on each country, and who is in charge there.

What pages (`travelpages`) and programs (`traveldata`) are told of a country is decided here.  A country's level is the
highest of the advice on it; a country without advice has none, which is not the same as level 1.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ...editorial.catalogue import Shown
from ...editorial.missions import accredited
from ...model import Advisory, Edition, Mission
from ...patterns import pattern
from ...records import dataclass
from ..desk import Desk

__all__ = ["PARTS", "Country", "details", "editions", "for_mission", "in_force", "levels", "parts", "read"]

PARTS = ("security", "entry", "law", "health", "help")
"""The parts that advice may have: headings of the second level with these as their id, in this order of reading."""

_HEADING = pattern(r"<h2\b[^>]*>")
_ID = pattern(r' id="t-([^"]*)"')  # as `source.sanitize` writes what was typed


@dataclass(frozen=True, slots=True)
class Country:
    """A country: the advice that is in force, the gravest and then the newest first, and the missions in charge."""

    code: str
    advisories: tuple[Shown, ...]
    missions: tuple[Mission, ...]

    @property
    def level(self) -> int:
        """The highest level of the advice; 0 where there is none."""
        return max((details(one).level for one in self.advisories), default=0)


def read(desk: Desk) -> dict[str, Country]:
    """Return every country that has a page, by its code, in the order of codes; our own only where there is advice."""

    def find() -> dict[str, Country]:
        advice = in_force(desk)
        missions = desk.catalogue.registry.missions
        abroad = desk.countries() - {desk.portal.mission.country}
        return {
            code: Country(code, tuple(advice.get(code, ())), accredited(missions, code))
            for code in sorted(abroad | advice.keys())
        }

    return desk.once("safe travel", find)


def in_force(desk: Desk) -> dict[str, list[Shown]]:
    """Return the advice that is in force, by country."""

    def find() -> dict[str, list[Shown]]:
        found: dict[str, list[Shown]] = {}
        for one in reversed(desk.subjects().get(("advisories", ""), ())):
            if one.live and details(one).country:
                found.setdefault(details(one).country, []).append(one)
        return {code: sorted(ones, key=lambda one: -details(one).level) for code, ones in found.items()}

    return desk.once("advice in force", find)


def for_mission(desk: Desk, mission: Mission) -> tuple[Shown, ...]:
    """Return the advice on the countries that a mission works in, the gravest first."""
    advice = in_force(desk)
    countries = dict.fromkeys((mission.country, *mission.accreditation))
    found = [one for country in countries for one in advice.get(country, ())]
    return tuple(sorted(found, key=lambda one: -details(one).level))


def levels(desk: Desk, mission: Mission) -> tuple[tuple[str, int], ...]:
    """Return (country, level) of the countries that a mission works in, its own first; 0 where there is no advice."""
    there = read(desk)
    countries = dict.fromkeys((mission.country, *mission.accreditation))  # organisations, too, which are no countries
    return tuple((code, there[code].level) for code in countries if code in there)


def details(one: Shown) -> Advisory:
    """Return what only advice has."""
    found = one.article.lead.details
    return found if isinstance(found, Advisory) else Advisory()


def parts(html: str) -> Iterator[tuple[str, str]]:
    """Yield (name, HTML below its heading) of the parts of a text, in its order; what stands outside is left out."""
    starts = [(match.start(), _ID.search(match[0])) for match in _HEADING.finditer(html)]
    for (at, name), (end, _) in pairwise([*starts, (len(html), None)]):
        if name and name[1] in PARTS:
            yield name[1], html[html.index("</h2>", at) + len("</h2>") : end]


def editions(one: Shown, languages: Iterable[str]) -> tuple[Edition, ...]:
    """Return the live full editions of advice in some languages, or else the one that suits best."""
    wanted = tuple(languages)
    found = [edition for edition in map(one.in_language, wanted) if edition]
    return tuple(found) or (one.pick(wanted[0]),)
