"""Pages and files of what Indonesia's regions offer.

/<lang>/offers/                                  all of it: a catalogue that can be printed
/<lang>/offers/{provinces,cities,hs}/<code>/     a province's, a city's, a chapter's of the Harmonized System
/<code>/<lang>/offers/                           what a mission tells of, in its languages
/offers.json                                     the catalogue for programs
"""

import json
from collections.abc import Iterator
from typing import Any

from ...codes import name_in
from ...digests import key
from ...editorial import addresses
from ...editorial.catalogue import Shown
from ...harmonized import CHAPTERS, chapter
from ...model import Address, Kind, Output, Potential, Site
from ...records import dataclass
from .. import discovery
from ..desk import Desk
from ..keys import Keys
from ..recipes import template
from ..views import Card, Chrome, Head, Link
from . import offers

__all__ = ["Offer", "OffersView", "catalogue", "data_address", "link", "page", "plan"]


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer in the catalogue; what its text does not say is empty."""

    card: Card
    product: str
    sector: str
    capacity: str
    offered_by: str
    contact: str
    province: Link | None
    city: Link | None
    chapter: Link | None
    hs_code: str


@dataclass(frozen=True, slots=True)
class OffersView:
    """A page of the catalogue.

    Attributes:
        scope: "", "provinces", "cities", "hs" or "mission"; `heading` names which, empty for all.
        indexes: (scope, links to its pages), on the page of all.
        data: the URL of the catalogue for programs; feed: of its feed.
    """

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    scope: str
    heading: str
    offers: tuple[Offer, ...]
    indexes: tuple[tuple[str, tuple[Link, ...]], ...]
    all: str
    data: str
    feed: str


def page(desk: Desk, code: str, language: str, scope: str, of: str) -> OffersView:
    """A page of the catalogue: all, a province, a city, a chapter, or a mission's."""
    site = desk.site(code)
    name = f"offers/{scope}/{of}" if of else "offers"

    def there(one: str) -> Address:
        return addresses.listing(site, one, name)

    if scope == "mission":
        found = offers.for_mission(desk, site.mission)
    else:
        found = offers.within(desk, scope, of) if scope else offers.all_of(desk)
    feeds = discovery.of_kind(desk, desk.portal, Kind.POTENTIAL, desk.portal_language(language))
    return OffersView(
        chrome=desk.chrome(site, language),
        head=Head("", "", there(language).url, desk.alternates(site, there), feeds),
        languages=desk.languages(site, language, there),
        scope=scope,
        heading=_named(desk, scope, of, language) if of else "",
        offers=tuple(_offer(desk, site, language, one) for one in found),
        indexes=() if scope else tuple((one, _index(desk, site, one, language)) for one in offers.SCOPES),
        all=_all(desk, site, language).href if scope else "",
        data=data_address(desk).url,
        feed=feeds[0].url,
    )


def catalogue(desk: Desk) -> bytes:
    """Return all offers as JSON, in the catalogue's order; what was not typed is left out."""
    listed = [_told(desk, one) for one in offers.all_of(desk)]
    return json.dumps({"offers": listed}, ensure_ascii=False, indent=1).encode() + b"\n"


def plan(desk: Desk, keys: Keys) -> Iterator[Output]:
    """Yield the pages and the file."""
    names, portal = desk.catalogue.vocabulary, desk.portal

    def planned(site: Site, language: str, scope: str, of: str, found: tuple[Shown, ...]) -> Output:
        at = addresses.listing(site, language, f"offers/{scope}/{of}" if of else "offers")
        subject = (site.code, language, scope, of)
        return keys.page(
            template("offers"), "offers", subject, at, site, language, cards=keys.cards(found), names=names
        )

    everything = offers.all_of(desk)
    for language in portal.languages:
        yield planned(portal, language, "", "", everything)
        for scope in offers.SCOPES:
            for of in offers.used(desk, scope):
                yield planned(portal, language, scope, of, offers.within(desk, scope, of))
    for site in desk.catalogue.sites.values():
        found = offers.for_mission(desk, site.mission) if site is not portal else ()
        for language in site.languages if found else ():
            yield planned(site, language, "mission", "", found)
    told = key(offers=keys.cards(everything), names=names, portal=keys.sites["portal"])
    yield Output(data_address(desk).path, "offers_data", (), told, "portal")


def data_address(desk: Desk) -> Address:
    """Return where the catalogue for programs is."""
    return addresses.asset(desk.portal, "offers.json")


def link(desk: Desk, site: Site, language: str) -> tuple[str, int]:
    """Return how a mission's home page links to what it tells of, and how many offers that are; "" for none."""
    count = len(offers.for_mission(desk, site.mission))
    return (desk.href(site, addresses.listing(site, language, "offers")), count) if count else ("", 0)


def _offer(desk: Desk, site: Site, language: str, one: Shown) -> Offer:
    edition = one.pick(language)
    said = edition.details if isinstance(edition.details, Potential) else Potential()
    told = offers.details(one)

    def of(scope: str, code: str) -> Link | None:
        return _link(desk, site, scope, code, language) if code else None

    return Offer(
        card=desk.card(site, language, one),
        product=said.product,
        sector=said.sector,
        capacity=said.capacity,
        offered_by=said.offered_by,
        contact=said.contact,
        province=of("provinces", told.province),
        city=of("cities", told.city),
        chapter=of("hs", chapter(told.hs_code)),
        hs_code=told.hs_code,
    )


def _index(desk: Desk, site: Site, scope: str, language: str) -> tuple[Link, ...]:
    return tuple(_link(desk, site, scope, code, language) for code in offers.used(desk, scope))


def _link(desk: Desk, site: Site, scope: str, code: str, language: str) -> Link:
    """A link from any site to a page of the portal's catalogue."""
    spoken = desk.portal_language(language)
    at = addresses.listing(desk.portal, spoken, f"offers/{scope}/{code}")
    return Link(_named(desk, scope, code, language), desk.href(site, at))


def _all(desk: Desk, site: Site, language: str) -> Link:
    spoken = desk.portal_language(language)
    return Link("", desk.href(site, addresses.listing(desk.portal, spoken, "offers")))


def _named(desk: Desk, scope: str, code: str, language: str) -> str:
    if scope == "hs":
        return f"{code} – {name_in(CHAPTERS[code], language)}"
    network = desk.catalogue.registry.network
    declared = network.provinces if scope == "provinces" else network.cities
    return name_in(next(one.names for one in declared if one.code == code), language)


def _told(desk: Desk, one: Shown) -> dict[str, Any]:
    told, hs = offers.details(one), offers.details(one).hs_code
    texts = {}
    for edition in one.offered:
        said = edition.details if isinstance(edition.details, Potential) else Potential()
        if edition.language not in texts:
            words = {"title": edition.title, "summary": edition.summary, "product": said.product}
            words |= {"sector": said.sector, "capacity": said.capacity}
            words |= {"offered_by": said.offered_by, "contact": said.contact}
            words["url"] = addresses.article(one.site, one.article, edition).url
            texts[edition.language] = {name: value for name, value in words.items() if value}
    found: dict[str, Any] = {
        "id": one.article.id,
        "mission": one.article.site,
        "province": told.province,
        "city": told.city,
        "hs": {"code": hs, "chapter": chapter(hs), "title": dict(CHAPTERS[chapter(hs)])} if chapter(hs) else {},
        "markets": list(one.article.countries),
        "texts": texts,
    }
    return {name: value for name, value in found.items() if value}
