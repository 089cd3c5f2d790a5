"""The registry of agreements as pages: all of them, a province's, a country's; and a report in pictures.

/<lang>/cooperation/                                   the registry, and what ends soon
/<lang>/cooperation/{provinces,countries}/<code>/      what concerns a province or a country
/<lang>/cooperation/report/                            counts as charts
/cooperation.json, /cooperation.csv                    the registry for programs (`cooperationdata`)
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...codes import name_in
from ...digests import digest
from ...editorial import addresses
from ...editorial.catalogue import Shown
from ...model import Address, Agreement, Kind, Output
from ...records import dataclass
from .. import discovery, facts
from ..desk import Desk
from ..keys import Keys
from ..recipes import template
from ..views import Card, Chrome, Head, Link
from . import cooperation
from .charts import Chart, bars, counted

__all__ = ["CooperationView", "ReportView", "data_address", "plan", "registry", "report"]


@dataclass(frozen=True, slots=True)
class CooperationView:
    """A page of the registry.

    Attributes:
        scope: "", "provinces" or "countries"; `heading` names which, empty for all.
        agreements: the newest first; ending: those that end soon, overdue: whose end is past though it is not said.
        indexes: (scope, links to its pages), on the page of all.
        json, csv, feed: URLs of the registry for programs.
    """

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    scope: str
    heading: str
    agreements: tuple[Card, ...]
    ending: tuple[Card, ...]
    overdue: tuple[Card, ...]
    indexes: tuple[tuple[str, tuple[Link, ...]], ...]
    all: str
    report: str
    json: str
    csv: str
    feed: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """The report in pictures."""

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    count: int
    charts: tuple[Chart, ...]
    all: str


def registry(desk: Desk, language: str, scope: str, of: str) -> CooperationView:
    """A page of the registry: all, a province, a country."""
    name = f"cooperation/{scope}/{of}" if of else "cooperation"
    found = cooperation.within(desk, scope, of) if of else cooperation.all_of(desk)
    feeds = discovery.of_kind(desk, desk.portal, Kind.AGREEMENT, language)

    def cards(ones: tuple[Shown, ...]) -> tuple[Card, ...]:
        return tuple(_card(desk, language, one) for one in ones if one in found)

    return CooperationView(
        chrome=desk.chrome(desk.portal, language),
        head=_head(desk, language, name, feeds),
        languages=_languages(desk, language, name),
        scope=scope,
        heading=_named(desk, scope, of, language) if of else "",
        agreements=cards(found),
        ending=cards(cooperation.ending(desk)),
        overdue=cards(cooperation.overdue(desk)),
        indexes=() if scope else tuple((one, _index(desk, one, language)) for one in cooperation.SCOPES),
        all=_href(desk, language, "cooperation") if scope else "",
        report="" if scope else _href(desk, language, "cooperation/report"),
        json=data_address(desk, "json").url,
        csv=data_address(desk, "csv").url,
        feed=feeds[0].url,
    )


def report(desk: Desk, language: str) -> ReportView:
    """How many agreements there are by country, province, sector, stage and year of signature."""
    found = cooperation.all_of(desk)
    years = [str(signed.year) for one in found if (signed := cooperation.details(one).signed)]
    stages = [cooperation.details(one).stage for one in found]
    return ReportView(
        chrome=desk.chrome(desk.portal, language),
        head=_head(desk, language, "cooperation/report", ()),
        languages=_languages(desk, language, "cooperation/report"),
        count=len(found),
        charts=(
            *(bars(scope, counted((code for one in found for code in codes(desk, one)),
                                  lambda code, of=scope: _named(desk, of, code, language)))  # type: ignore[misc]
              for scope, codes in cooperation.SCOPES.items()),
            bars("sectors", counted((sector for one in found for sector in _sectors(one, language)), str)),
            bars("stages", counted(stages, lambda stage: desk.label(stage, "stage", language))),
            bars("years", counted(years, str, by_count=False)),
        ),
        all=_href(desk, language, "cooperation"),
    )  # fmt: skip


def plan(desk: Desk, keys: Keys) -> Iterator[Output]:
    """Yield the pages."""
    names, portal = desk.catalogue.vocabulary, desk.portal
    everything = cooperation.all_of(desk)
    due = (*cooperation.ending(desk), *cooperation.overdue(desk))
    for language in portal.languages:
        divided = ((one, code) for one in cooperation.SCOPES for code in _used(desk, one))
        for scope, of in (("", ""), *divided):
            found = cooperation.within(desk, scope, of) if of else everything
            at = addresses.listing(portal, language, f"cooperation/{scope}/{of}" if of else "cooperation")
            parts = {"cards": keys.cards(found), "names": names}
            parts["due"] = digest([one.article.id for one in due if one in found])
            subject = (language, scope, of)
            yield keys.page(template("cooperation"), "cooperation", subject, at, portal, language, **parts)
        at, recipe = addresses.listing(portal, language, "cooperation/report"), "cooperation_report"
        parts = {"cards": keys.cards(everything), "names": names}
        yield keys.page(template(recipe), recipe, (language,), at, portal, language, **parts)


def data_address(desk: Desk, form: str) -> Address:
    """Return where the registry for programs is, as "json" or "csv"."""
    return addresses.asset(desk.portal, f"cooperation.{form}")


def _card(desk: Desk, language: str, one: Shown) -> Card:
    told = facts.of(desk, desk.portal, one.pick(language), language)
    return replace(desk.card(desk.portal, language, one), facts=told)


def _sectors(one: Shown, language: str) -> tuple[str, ...]:
    said = one.pick(language).details
    return tuple(sector.casefold() for sector in said.sectors) if isinstance(said, Agreement) else ()


def _used(desk: Desk, scope: str) -> list[str]:
    return sorted({code for one in cooperation.all_of(desk) for code in cooperation.SCOPES[scope](desk, one)})


def _index(desk: Desk, scope: str, language: str) -> tuple[Link, ...]:
    found = (
        Link(_named(desk, scope, code, language), _href(desk, language, f"cooperation/{scope}/{code}"))
        for code in _used(desk, scope)
    )
    return tuple(sorted(found, key=lambda link: (link.label.casefold(), link.href)))


def _named(desk: Desk, scope: str, code: str, language: str) -> str:
    if scope == "countries":
        return desk.country(code, language)
    return name_in(next(one.names for one in desk.catalogue.registry.network.provinces if one.code == code), language)


def _head(desk: Desk, language: str, name: str, feeds: Any) -> Head:
    def there(one: str) -> Address:
        return addresses.listing(desk.portal, one, name)

    return Head("", "", there(language).url, desk.alternates(desk.portal, there), feeds)


def _languages(desk: Desk, language: str, name: str) -> tuple[Link, ...]:
    return desk.languages(desk.portal, language, lambda one: addresses.listing(desk.portal, one, name))


def _href(desk: Desk, language: str, name: str) -> str:
    return desk.href(desk.portal, addresses.listing(desk.portal, language, name))
