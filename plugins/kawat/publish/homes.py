"""Home pages: what the portal and each mission show first.  All lists are newest first.

A story with a picture leads, if there is one among the newest three.
"""

from itertools import islice

from ..cldr import language_name
from ..codes import name_in
from ..editorial import addresses
from ..editorial.catalogue import Shown
from ..model import Kind, Site
from . import discovery, opengraph, structured
from .desk import Desk
from .directory import grouped
from .later import later
from .overviews import MissionView, NotFoundView, PortalView, Region
from .services import offerpages, travel, travelpages
from .terms import all_links, country_link
from .views import Card, Head, Link

__all__ = ["home_cards", "mission", "not_found", "portal", "portal_cards"]

LATEST = 6
PER_REGION = 3


def portal_cards(desk: Desk) -> dict[str, tuple[Shown, ...]]:
    """Return what the portal's home page shows, by part; also what its key is made of."""
    catalogue = desk.catalogue
    own = (one for one in reversed(catalogue.shown.get("portal", ())) if one.live)
    news = (one for one in own if one.article.kind not in (Kind.PAGE, Kind.ADVISORY, Kind.EPISODE))
    parts = {
        "advisories": _newest(desk, Kind.ADVISORY, 4),
        "latest": tuple(islice(news, LATEST + 1)),
        "talk": _newest(desk, Kind.EPISODE, 1),
    }
    shown_above = {one.article.id for one in parts["latest"]}
    for region in catalogue.registry.network.regions:
        parts[f"region {region.code}"] = _from_region(desk, region.code, shown_above)
    return parts


def _newest(desk: Desk, kind: Kind, most: int) -> tuple[Shown, ...]:
    return tuple(islice(reversed(desk.catalogue.by_kind.get(("portal", kind), ())), most))


def _from_region(desk: Desk, region: str, without: set[str]) -> tuple[Shown, ...]:
    """The newest stories of a region's missions, at most one of each mission first, then any."""
    found: list[Shown] = []
    for site in desk.catalogue.sites.values():
        if site.mission.region == region and site.code != "portal":
            homes = (
                one
                for one in reversed(desk.catalogue.by_origin.get((site.code, "local"), ()))
                if one.article.kind not in (Kind.PAGE, Kind.ADVISORY)
            )
            newest = next((one for one in homes if one.article.id not in without), None)
            found += [newest] if newest else []
    found.sort(key=lambda one: (one.article.date, one.article.id), reverse=True)
    return tuple(found[:PER_REGION])


def portal(desk: Desk, language: str) -> PortalView:
    """The ministry's home page."""
    site, network, parts = desk.portal, desk.catalogue.registry.network, portal_cards(desk)

    def cards(name: str) -> tuple[Card, ...]:
        return tuple(desk.card(site, language, one) for one in parts[name])

    def regions() -> tuple[Region, ...]:
        found = (Region(name_in(one.names, language), cards(f"region {one.code}")) for one in network.regions)
        return tuple(region for region in found if region.cards)

    lead, latest = _led(cards("latest"))
    return PortalView(
        chrome=desk.chrome(site, language),
        head=_home_head(desk, site, language),
        languages=later(lambda: desk.languages(site, language, lambda one: addresses.home(site, one))),
        advisories=later(lambda: cards("advisories")),
        lead=lead,
        latest=latest,
        regions=later(regions),
        talk=later(lambda: next(iter(cards("talk")), None)),
        missions=later(lambda: grouped(desk, language)),
        topics=later(lambda: all_links(desk, "topics", language)),
        provinces=later(lambda: all_links(desk, "provinces", language)),
    )


def _led(cards: tuple[Card, ...]) -> tuple[Card | None, tuple[Card, ...]]:
    """The story that leads, and the others: the newest of the first three that has a picture, else the newest."""
    lead = next((card for card in cards[:3] if card.image), next(iter(cards), None))
    return lead, tuple(card for card in cards if card is not lead)


def home_cards(desk: Desk, code: str) -> dict[str, tuple[Shown, ...]]:
    """Return what a mission's home page shows, by part."""
    catalogue = desk.catalogue
    advice = {one.article.id: one for one in reversed(catalogue.by_kind.get((code, Kind.ADVISORY), ()))}
    for one in travel.for_mission(desk, desk.site(code).mission):
        advice.setdefault(one.article.id, one)

    def latest(origin: str, most: int) -> tuple[Shown, ...]:
        stories = reversed(catalogue.by_origin.get((code, origin), ()))
        return tuple(islice((one for one in stories if one.article.kind not in (Kind.PAGE, Kind.ADVISORY)), most))

    return {
        "advisories": tuple(advice.values())[:3],
        "local": latest("local", LATEST + 1),
        "central": latest("central", LATEST),
        "neighbours": latest("neighbours", LATEST),
    }


def mission(desk: Desk, code: str, language: str) -> MissionView:
    """A mission's home page."""
    site, parts = desk.site(code), home_cards(desk, code)
    own = site.mission

    def cards(name: str) -> tuple[Card, ...]:
        return tuple(desk.card(site, language, one) for one in parts[name])

    lead, local = _led(cards("local"))
    return MissionView(
        chrome=desk.chrome(site, language),
        head=_home_head(desk, site, language),
        languages=later(lambda: desk.languages(site, language, lambda one: addresses.home(site, one))),
        city=name_in(own.city, language),
        country=desk.country(own.country, language),
        hours=name_in(own.hours, language),
        address=name_in(own.address, language),
        emergency=travelpages.called(own.emergency),
        telephone=travelpages.called(own.telephone),
        email=Link(own.email, f"mailto:{own.email}") if own.email else None,
        accreditation=later(lambda: _accreditation(desk, site, language)),
        speaks=tuple(language_name(one, desk.interface(language)) for one in own.languages),
        travel=later(lambda: travelpages.links(desk, site, language)),
        offers=later(lambda: offerpages.link(desk, site, language)),
        advisories=later(lambda: cards("advisories")),
        lead=lead,
        local=local,
        central=later(lambda: cards("central")),
        neighbours=later(lambda: cards("neighbours")),
    )


def _accreditation(desk: Desk, site: Site, language: str) -> tuple[Link, ...]:
    """The countries and organisations that a mission works with."""
    organisations = {one.code: one for one in desk.catalogue.registry.network.organisations}
    return tuple(
        Link(name_in(organisations[one].names, language), "")
        if one in organisations
        else country_link(desk, site, one, language)
        for one in site.mission.accreditation
    )


def _home_head(desk: Desk, site: Site, language: str) -> Head:
    name = name_in(site.mission.names, language)
    return Head(
        title=name,
        description=name,
        canonical=addresses.home(site, language).url,
        alternates=later(lambda: desk.alternates(site, lambda one: addresses.home(site, one))),
        feeds=discovery.of_home(desk, site, language),
        graph=later(lambda: opengraph.site(site, language)),
        structured=later(lambda: structured.mission(desk, site, language)),
    )


def not_found(desk: Desk, code: str) -> NotFoundView:
    """What a site says at an address that leads nowhere, in its default language."""
    site = desk.site(code)
    language = site.languages[0]
    head = Head("", "", addresses.asset(site, "404.html").url, robots="noindex")
    switch = desk.languages(site, "", lambda one: addresses.home(site, one))
    return NotFoundView(desk.chrome(site, language), head, switch)
