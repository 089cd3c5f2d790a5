"""The partner report: how much each mission has written, in which languages, and what is missing.

For the ministry's own planning: counts of the stories that stand at their homes now (pages such as "about us" are no
stories), missions that have been silent, translations into the languages of a site that are missing, and stories
without an edition in plain words.  `report.json` is the same for programs.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from ...cldr import language_name
from ...codes import name_in, zone
from ...digests import digest, key
from ...editorial import addresses
from ...editorial.catalogue import Shown
from ...editorial.missions import short_name
from ...model import Kind, Output, Register, SiteStatus
from ...records import dataclass
from ..desk import Desk
from ..keys import Keys
from ..recipes import template
from ..views import Chrome, Link
from .charts import Chart, bars

__all__ = ["Figures", "MissionFigures", "PartnerView", "Row", "data", "figures", "page", "plan"]

SILENT = timedelta(days=90)
"""After how long without a story a mission that works is called silent."""


@dataclass(frozen=True, slots=True)
class MissionFigures:
    """A site in figures; `last` is the day of its newest story, empty for none."""

    code: str
    stories: int
    last: str
    silent: bool
    untranslated: int
    unsimplified: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the report counts; codes and ids, in the order of codes, ids and time.

    Attributes:
        kinds, languages, months, provinces: (code, how many stories).
        untranslated: (id, languages of its site that it has no full edition in).
        unsimplified: ids of stories without plain words in the site's default language.
    """

    stories: int
    missions: tuple[MissionFigures, ...]
    kinds: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int], ...]
    provinces: tuple[tuple[str, int], ...]
    untranslated: tuple[tuple[str, tuple[str, ...]], ...]
    unsimplified: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A mission in the page's table."""

    name: Link
    figures: MissionFigures


@dataclass(frozen=True, slots=True)
class PartnerView:
    """The report as a page that needs nothing but its style sheet.

    Attributes:
        home: the portal's home page, empty where the report is not published with the site.
        untranslated: (story, names of the languages); both lists link to the stories.
    """

    chrome: Chrome
    stylesheet: str
    home: str
    stories: int
    charts: tuple[Chart, ...]
    missions: tuple[Row, ...]
    untranslated: tuple[tuple[Link, str], ...]
    unsimplified: tuple[Link, ...]


def figures(desk: Desk) -> Figures:
    """Return all figures as of the catalogue's moment."""
    stories = [one for one in desk.catalogue.homes if one.live and one.article.kind is not Kind.PAGE]
    untranslated = {one.article.id: lacking for one in stories if (lacking := _lacking(one))}
    unsimplified = [one.article.id for one in stories if not one.in_language(one.site.languages[0], Register.SIMPLE)]
    return Figures(
        stories=len(stories),
        missions=tuple(_missions(desk, stories, frozenset(untranslated), frozenset(unsimplified))),
        kinds=_counts(str(one.article.kind) for one in stories),
        languages=_counts(language for one in stories for language in _languages(one)),
        months=_counts(_day(one)[:7] for one in stories),
        provinces=_counts(code for one in stories for code in one.article.provinces),
        untranslated=tuple(sorted(untranslated.items())),
        unsimplified=tuple(sorted(unsimplified)),
    )


def data(desk: Desk) -> bytes:
    """Return the figures as JSON."""
    found = figures(desk)
    told: dict[str, Any] = {
        "stories": found.stories,
        "missions": [{name: getattr(one, name) for name in MissionFigures.__slots__} for one in found.missions],
        **{name: dict(getattr(found, name)) for name in ("kinds", "languages", "months", "provinces")},
        "untranslated": {name: list(languages) for name, languages in found.untranslated},
        "unsimplified": list(found.unsimplified),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def page(desk: Desk, language: str, stylesheet: str = "") -> PartnerView:
    """Return the report as a page.

    Args:
        stylesheet: where the theme's style lies beside a report that stands alone; empty for one of the site.
    """
    found, portal = figures(desk), desk.portal
    missions = {one.code: one for one in desk.catalogue.registry.missions}
    provinces = {one.code: one.names for one in desk.catalogue.registry.network.provinces}
    interface = desk.interface(language)

    def tongue(code: str) -> str:
        return language_name(code, interface)

    busiest = [(short_name(missions[one.code], language), one.stories) for one in found.missions if one.stories]
    return PartnerView(
        chrome=desk.chrome(portal, language),
        stylesheet=stylesheet or desk.static_href(portal, "kawat.css"),
        home="" if stylesheet else desk.href(portal, addresses.home(portal, language)),
        stories=found.stories,
        charts=(
            bars("missions", _most(busiest)),
            bars("kinds", _most([(desk.label(code, "kind", language), count) for code, count in found.kinds])),
            bars("languages", _most([(tongue(code), count) for code, count in found.languages])),
            bars("months", found.months),
            bars("provinces", _most([(name_in(provinces[code], language), count) for code, count in found.provinces])),
        ),
        missions=tuple(Row(_home(desk, one.code, language), one) for one in found.missions),
        untranslated=tuple(
            (_story(desk, name), ", ".join(map(tongue, lacking))) for name, lacking in found.untranslated
        ),
        unsimplified=tuple(_story(desk, name) for name in found.unsimplified),
    )


def plan(desk: Desk, keys: Keys) -> Iterator[Output]:
    """Yield the report, where the portal wants it to be published with the site."""
    portal = desk.portal
    if not portal.mission.report:
        return
    found = digest(figures(desk))
    titles = digest([one.article.face for one in desk.catalogue.homes], desk.catalogue.registry)
    for language in portal.languages:
        at = addresses.listing(portal, language, "report")
        yield keys.page(template("partner"), "partner", (language,), at, portal, language, figures=found, names=titles)
    yield Output(addresses.asset(portal, "report.json").path, "partner_data", (), key(figures=found), "portal")


def _missions(
    desk: Desk, stories: list[Shown], untranslated: frozenset[str], unsimplified: frozenset[str]
) -> Iterator[MissionFigures]:
    own: dict[str, list[Shown]] = {}
    for one in stories:
        own.setdefault(one.site.code, []).append(one)
    for mission in sorted(desk.catalogue.registry.missions, key=lambda one: one.code):
        found = own.get(mission.code, [])
        recent = any(desk.catalogue.now - one.article.date < SILENT for one in found)
        yield MissionFigures(
            code=mission.code,
            stories=len(found),
            last=max(map(_day, found), default=""),
            silent=mission.status is SiteStatus.OPEN and not recent,
            untranslated=sum(one.article.id in untranslated for one in found),
            unsimplified=sum(one.article.id in unsimplified for one in found),
        )


def _day(one: Shown) -> str:
    """The day of a story, in the zone of its home."""
    return one.article.date.astimezone(zone(one.site.mission.timezone)).date().isoformat()


def _languages(one: Shown) -> tuple[str, ...]:
    return tuple(dict.fromkeys(edition.language for edition in one.offered if edition.register is Register.FULL))


def _lacking(one: Shown) -> tuple[str, ...]:
    there = _languages(one)
    return tuple(language for language in one.site.languages if language not in there)


def _counts(codes: Iterator[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(codes).items()))


def _most(rows: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(rows, key=lambda row: (-row[1], row[0].casefold()))


def _home(desk: Desk, code: str, language: str) -> Link:
    site = desk.site(code)
    spoken = language if language in site.languages else site.languages[0]
    return Link(short_name(site.mission, language), addresses.home(site, spoken).url)


def _story(desk: Desk, name: str) -> Link:
    one = desk.catalogue.home(name)
    lead = one.offered[0]
    return Link(lead.title, addresses.article(one.site, one.article, lead).url, lead.language)
