"""Safe Travel's pages, on the portal: the world, each country, and how to reach the missions.

They lie together below `safe-travel/`, because that is what their service worker serves (Service Workers, "scope"):
whoever has opened one can open it again without a network.  A country's page therefore holds the whole advice.  What is
served from memory says from when it is, and advice that has expired since says that too (`theme/static/worker.js`).
"""

import re
from collections.abc import Iterator
from math import cos, pi, sin
from typing import Any

from markupsafe import Markup

from ...cldr import language_name
from ...codes import direction, name_in
from ...digests import digest, key
from ...editorial import addresses
from ...editorial.catalogue import Shown
from ...model import Address, Edition, Kind, Mission, Output, Reference, Site
from ...patterns import pattern
from .. import body, discovery, facts, pictures, stories, worldmap
from ..desk import Desk
from ..feeds.channels import Feed, address
from ..keys import Keys
from ..recipes import template
from ..terms import country_link
from ..views import Head, Image, Link, Note
from . import travel
from .travelviews import Advice, Contact, CountryRow, EmergencyView, Mark, Offline, TravelCountryView, TravelView

__all__ = ["called", "contact", "country", "data_address", "emergency", "links", "overview", "plan"]

_TAG = pattern(r"<(?:[^>\"]|\"[^\"]*\")*>")
_MARK = 13  # how large a mark on the map is, in its units
_CORNERS = {2: (4, 0.0), 3: (3, 0.0), 4: (8, pi / 8)}
"""How many corners a level's shape has, and by how much it is turned, as in the style sheet; level 1 is a circle."""


def overview(desk: Desk, language: str) -> TravelView:
    """All advice that is in force."""
    there = travel.read(desk)
    rows = [(one, _row(desk, one, language)) for one in there.values() if one.advisories]
    rows.sort(key=lambda pair: (pair[1].name.casefold(), pair[1].href))
    levels = sorted({one.level for one, _ in rows}, reverse=True)
    return TravelView(
        chrome=desk.chrome(desk.portal, language),
        head=_head(desk, language, "", discovery.of_kind(desk, desk.portal, Kind.ADVISORY, language)),
        languages=_languages(desk, language, ""),
        offline=_offline(desk, language),
        levels=tuple((level, tuple(row for one, row in rows if one.level == level)) for level in levels),
        marks=tuple(mark for one, row in rows for mark in _marks(one, row)),
        sheet=(worldmap.WIDTH, worldmap.HEIGHT),
        countries=_by_name(Link(desk.country(code, language), _href(desk, language, code)) for code in there),
        emergency=_href(desk, language, "emergency"),
        data=data_address(desk).url,
    )


def country(desk: Desk, code: str, language: str) -> TravelCountryView:
    """The advice on a country, and the missions in charge."""
    there, name = travel.read(desk)[code], desk.country(code, language)
    feeds = (discovery.link(desk, Feed("portal", "advisories", language, code.lower())),)
    return TravelCountryView(
        chrome=desk.chrome(desk.portal, language),
        head=_head(desk, language, code, feeds, name),
        languages=_languages(desk, language, code),
        offline=_offline(desk, language),
        name=name,
        level=there.level,
        advice=tuple(_advice(desk, one, language) for one in there.advisories),
        contacts=tuple(contact(desk, one, code, language) for one in there.missions),
        overview=_href(desk, language, ""),
        country=country_link(desk, desk.portal, code, language).href,
        emergency=_href(desk, language, "emergency"),
        feed=address(desk.portal, Feed("portal", "advisories", language, code.lower())).url,
        data=data_address(desk, code).url,
    )


def emergency(desk: Desk, language: str) -> EmergencyView:
    """How to reach the missions in charge, by country."""
    found = [
        (Link(desk.country(one.code, language), _href(desk, language, one.code)),
         tuple(contact(desk, mission, one.code, language) for mission in one.missions))
        for one in travel.read(desk).values() if one.missions
    ]  # fmt: skip
    found.sort(key=lambda pair: (pair[0].label.casefold(), pair[0].href))
    reached = (one.emergency or one.telephone or one.email for _, contacts in found for one in contacts)
    return EmergencyView(
        chrome=desk.chrome(desk.portal, language),
        head=_head(desk, language, "emergency", ()),
        languages=_languages(desk, language, "emergency"),
        offline=_offline(desk, language),
        countries=tuple(found),
        published=any(reached),
        overview=_href(desk, language, ""),
    )


def plan(desk: Desk, keys: Keys) -> Iterator[Output]:
    """Yield the pages, and the worker that keeps them."""
    there, portal = travel.read(desk), desk.portal
    names = desk.catalogue.vocabulary
    missions = digest(desk.catalogue.registry.missions)
    levels = digest([(one.code, one.level) for one in there.values()])

    def page(recipe: str, subject: tuple[str, ...], name: str, **parts: str) -> Output:
        language = subject[-1]
        at = addresses.travel(portal, language, name)
        return keys.page(
            template(recipe), recipe, subject, at, portal, language, names=names, missions=missions, **parts
        )

    for language in portal.languages:
        cards = keys.cards(one for country in there.values() for one in country.advisories)
        yield page("travel", (language,), "", cards=cards, countries=levels)
        yield page("emergency", (language,), "emergency", countries=digest(list(there)))
        for code, one in there.items():
            told = digest([_told(desk, keys, shown, language) for shown in one.advisories])
            yield page("travel_country", (code, language), code, advice=told)
    if "worker.js" in desk.static:
        parts = key(file=desk.static["worker.js"])
        yield Output(_worker(desk).path, "static", ("worker.js",), parts, "portal")


def links(desk: Desk, site: Site, language: str) -> tuple[tuple[Link, int], ...]:
    """Return links from a mission's pages to those of the countries that it works in, each with its level."""
    spoken = desk.portal_language(language)
    return tuple(
        (Link(desk.country(code, language), desk.href(site, addresses.travel(desk.portal, spoken, code))), level)
        for code, level in travel.levels(desk, site.mission)
    )


def data_address(desk: Desk, code: str = "") -> Address:
    """Return where the same is for programs: of all countries, or of one."""
    return addresses.asset(desk.portal, f"safe-travel/{code.lower()}.json" if code else "safe-travel.json")


def contact(desk: Desk, mission: Mission, code: str, language: str) -> Contact:
    """Return a mission in charge of a country as pages show it."""
    elsewhere = mission.country != code
    place = (name_in(mission.city, language), desk.country(mission.country, language))
    return Contact(
        mission=desk.mission_link(desk.portal, mission, language),
        status=str(mission.status),
        seat=", ".join(place) if elsewhere else "",
        emergency=called(mission.emergency),
        telephone=called(mission.telephone),
        email=Link(mission.email, f"mailto:{mission.email}") if mission.email else None,
    )


def called(number: str) -> Link | None:
    """Return a link that calls a number; None for an empty one."""
    return Link(number, "tel:" + re.sub(r"[ -]", "", number)) if number else None


def _told(desk: Desk, keys: Keys, one: Shown, language: str) -> str:
    """What a country's page shows of advice: the edition, its text, and where its links lead from the portal."""
    edition = one.pick(language)
    typed = [ref.value for ref in edition.references[: edition.body_references] if ref.vocabulary == "link"]
    hrefs = [stories.link_href(desk, desk.portal, edition, value) for value in typed]
    return digest(keys.told(one.article.id, edition), hrefs)


def _row(desk: Desk, one: travel.Country, language: str) -> CountryRow:
    titles = []
    for shown in one.advisories:
        edition = shown.pick(language)
        foreign = "" if edition.language == language else edition.language
        titles.append(Link(edition.title, _href(desk, language, one.code) + f"#{_anchor(shown)}", foreign))
    return CountryRow(desk.country(one.code, language), _href(desk, language, one.code), one.level, tuple(titles))


def _marks(one: travel.Country, row: CountryRow) -> Iterator[Mark]:
    """A country stands on the map where its first mission has its seat; those without one are in the list only."""
    for mission in one.missions:
        if mission.country == one.code:
            x, y = worldmap.place(*mission.location)
            count, turn = _CORNERS.get(one.level, (0, 0.0))
            angles = [2 * pi * number / count - pi / 2 + turn for number in range(count)]
            corners = (f"{x + _MARK * cos(angle):.1f},{y + _MARK * sin(angle):.1f}" for angle in angles)
            yield Mark(row.name, row.href, one.level, (x, y), " ".join(corners))
            return


def _advice(desk: Desk, one: Shown, language: str) -> Advice:
    edition, anchor = one.pick(language), _anchor(one)
    html = desk.catalogue.texts[edition.text]
    return Advice(
        anchor=anchor,
        title=edition.title,
        summary=edition.summary,
        href=desk.href(desk.portal, desk.catalogue.address(one, edition)),
        language=edition.language,
        direction=direction(edition.language),
        foreign="" if edition.language == language else language_name(edition.language, desk.interface(language)),
        level=travel.details(one).level,
        facts=tuple(fact for fact in facts.of(desk, desk.portal, edition, language) if fact.name != "country"),
        changes=tuple(Note(note.at, note.note) for note in edition.corrections),
        parts=tuple((name, f"{anchor}-{name}") for name, _ in travel.parts(html)),
        body=_body(desk, edition, anchor),
        until=edition.expires,
        zone=one.site.mission.timezone,
    )


def _body(desk: Desk, edition: Edition, anchor: str) -> Markup:
    """The text as the portal shows it; its ids begin with the anchor, for several texts may stand on one page."""

    def picture(reference: Reference, alt: str) -> Image | None:
        media = desk.media(edition, reference.value)
        return pictures.image(media, desk.portal, desk.widths, alt) if media else None

    def link(reference: Reference) -> str:
        return stories.link_href(desk, desk.portal, edition, reference.value)

    def renamed(tag: re.Match[str]) -> str:
        return tag[0].replace(' id="t-', f' id="{anchor}-').replace(' href="#t-', f' href="#{anchor}-')

    references = edition.references[: edition.body_references]
    return Markup(_TAG.sub(renamed, body.compose(desk.catalogue.texts[edition.text], references, link, picture)))


def _anchor(one: Shown) -> str:
    return f"{one.article.site}-{one.article.slug}"


def _head(desk: Desk, language: str, name: str, feeds: Any, title: str = "") -> Head:
    def there(one: str) -> Address:
        return addresses.travel(desk.portal, one, name)

    return Head(title, "", there(language).url, desk.alternates(desk.portal, there), feeds)


def _languages(desk: Desk, language: str, name: str) -> tuple[Link, ...]:
    return desk.languages(desk.portal, language, lambda one: addresses.travel(desk.portal, one, name))


def _offline(desk: Desk, language: str) -> Offline:
    keep = (_href(desk, language, ""), _href(desk, language, "emergency"))
    return Offline(desk.static_href(desk.portal, "offline.js"), desk.href(desk.portal, _worker(desk)), keep)


def _worker(desk: Desk) -> Address:
    return addresses.asset(desk.portal, "safe-travel/worker.js")


def _href(desk: Desk, language: str, name: str) -> str:
    return desk.href(desk.portal, addresses.travel(desk.portal, language, name))


def _by_name(links: Iterator[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (link.label.casefold(), link.href)))
