"""Lists of stories: of a site by kind and year, of the portal by topic, country and province."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..codes import name_in
from ..editorial import addresses, lifecycle
from ..editorial.catalogue import Shown
from ..editorial.missions import accredited
from ..model import Address, Kind, Potential, Site
from . import discovery, facts
from .desk import Desk
from .later import later
from .overviews import IndexView, ListingView
from .paging import Paged
from .terms import all_links, links
from .views import Card, FeedLink, Head, Link

__all__ = ["apart", "by_year", "listing", "provinces_of", "term", "terms", "upcoming"]


def listing(desk: Desk, code: str, language: str, kind: str, year: str, number: str) -> ListingView:
    """A page of a site's list of a kind, or of one year of it."""
    site = desk.site(code)
    of_years = by_year(desk, code, Kind(kind))
    stories = of_years[int(year)] if year else desk.catalogue.by_kind.get((code, Kind(kind)), ())
    newest = stories if not year and number == "0" else ()
    return _listed(
        desk, site, language, "kind", f"{kind}/{year}" if year else kind, "", "", stories, int(number),
        kind=kind,
        year=year,
        years=later(lambda: _year_links(desk, site, language, kind, year)),
        upcoming=later(lambda: tuple(_with_facts(desk, site, language, one) for one in upcoming(desk, newest))),
        provinces=later(lambda: links(desk, site, "provinces", provinces_of(desk, newest), language)),
    )  # fmt: skip


def _year_links(desk: Desk, site: Site, language: str, kind: str, year: str) -> tuple[Link, ...]:
    """The years of a kind's list, the newest first."""

    def href(one: int) -> str:
        return desk.href(site, addresses.listing(site, language, f"{kind}/{one}"))

    years = reversed(tuple(by_year(desk, site.code, Kind(kind))))
    return tuple(Link(str(one), href(one), current=str(one) == year) for one in years)


def upcoming(desk: Desk, stories: Sequence[Shown]) -> tuple[Shown, ...]:
    """Return the events among stories of one kind that are not over, the next one first."""
    timed = ((lifecycle.event_time(one.article.lead), one) for one in _if_of(Kind.EVENT, stories))
    soon = [(when[0], one.article.id, one) for when, one in timed if when and when[1] > desk.catalogue.now]
    return tuple(one for _, _, one in sorted(soon, key=lambda item: item[:2]))


def provinces_of(desk: Desk, stories: Sequence[Shown]) -> tuple[str, ...]:
    """Return the provinces whose potential stories of one kind tell of, in the network's order."""
    told = (one.article.lead.details for one in _if_of(Kind.POTENTIAL, stories))
    named = {one.province for one in told if isinstance(one, Potential)}
    return tuple(one.code for one in desk.catalogue.registry.network.provinces if one.code in named)


def _if_of(kind: Kind, stories: Sequence[Shown]) -> Sequence[Shown]:
    """These stories if they are of a kind; of others none is looked at but the newest."""
    return stories if stories and stories[-1].article.kind is kind else ()


def by_year(desk: Desk, code: str, kind: Kind) -> Mapping[int, Sequence[Shown]]:
    """Return a site's list of a kind by years, as in addresses, the oldest first; pages lie in none."""
    if (code, kind) not in desk.years:
        stories = () if kind is Kind.PAGE else desk.catalogue.by_kind.get((code, kind), ())
        of_years: dict[int, list[Shown]] = {}
        for one in stories:
            of_years.setdefault(one.article.year, []).append(one)
        desk.years[code, kind] = {year: tuple(of_years[year]) for year in sorted(of_years)}
    return desk.years[code, kind]


def term(desk: Desk, of: str, code: str, language: str, number: str) -> ListingView:
    """A page of the portal's list of a topic, a country or a province, over all sites."""
    catalogue, site = desk.catalogue, desk.portal
    network = catalogue.registry.network
    page, name = int(number), f"{of}/{code}"

    def cards(kind: Kind) -> tuple[Card, ...]:
        return tuple(desk.card(site, language, one) for one in apart(desk, of, code) if one.article.kind is kind)

    def offers() -> tuple[Card, ...]:
        return tuple(_with_facts(desk, site, language, one) for one in apart(desk, of, code))

    if of == "topics":
        topic = next(one for one in network.topics if one.code == code)
        heading, description = name_in(topic.names, language), name_in(topic.description, language)
        stories = catalogue.by_topic.get(code, ())
        return _listed(desk, site, language, "topic", name, heading, description, stories, page)
    if of == "provinces":
        heading = name_in(next(one for one in network.provinces if one.code == code).names, language)
        stories = catalogue.by_province.get(code, ())
        return _listed(desk, site, language, "province", name, heading, "", stories, page, potential=later(offers))
    heading, stories = desk.country(code, language), catalogue.by_country.get(code, ())
    return _listed(
        desk, site, language, "country", name, heading, "", stories, page,
        missions=later(lambda: _in_charge(desk, code, language)),
        advisories=later(lambda: cards(Kind.ADVISORY)),
        agreements=later(lambda: cards(Kind.AGREEMENT)),
    )  # fmt: skip


def apart(desk: Desk, of: str, code: str) -> tuple[Shown, ...]:
    """Return what pages of a country or a province show apart, newest first: advice and agreements, or offers."""

    def find() -> tuple[Shown, ...]:
        about = desk.subjects()
        if of == "countries":
            named = [*about.get(("advisories", code.lower()), ()), *about.get(("agreements", ""), ())]
            found = [one for one in named if code in one.article.countries]
        else:
            offered = about.get(("potential", ""), ()) if of == "provinces" else ()
            found = [one for one in offered if code in one.article.provinces]
        return tuple(reversed([one for one in found if one.live]))

    return desk.once(("apart", of, code), find)


def _in_charge(desk: Desk, country: str, language: str) -> tuple[Link, ...]:
    """The missions that work with a country."""
    found = accredited(desk.catalogue.registry.missions, country)
    return tuple(desk.mission_link(desk.portal, one, language) for one in found)


def _with_facts(desk: Desk, site: Site, language: str, one: Shown) -> Card:
    """A story's card with the particulars of its kind."""

    def find() -> Card:
        told = facts.of(desk, site, one.pick(language), language)
        card = desk.card(site, language, one)
        return replace(card, facts=told) if told else card

    return desk.lately(("particulars", site.code, language, one.article.id, one.site.code), find)


def _listed(
    desk: Desk,
    site: Site,
    language: str,
    of: str,
    name: str,
    heading: str,
    description: str,
    stories: Sequence[Shown],
    number: int,
    kind: str = "",
    year: str = "",
    years: tuple[Link, ...] = (),
    missions: tuple[Link, ...] = (),
    advisories: tuple[Card, ...] = (),
    agreements: tuple[Card, ...] = (),
    potential: tuple[Card, ...] = (),
    upcoming: tuple[Card, ...] = (),
    provinces: tuple[Link, ...] = (),
) -> ListingView:
    paged = Paged(len(stories))
    window = stories[paged.window(number)]

    def address(of_language: str, page: int) -> Address:
        first = addresses.listing(site, of_language, name)
        return addresses.page(first, page) if page else first

    def href(page: int | None) -> str:
        return "" if page is None else desk.href(site, address(language, page))

    def feeds() -> tuple[FeedLink, ...]:
        if of == "kind":
            return discovery.of_kind(desk, site, Kind(kind), language)
        subject, code = name.split("/")
        return discovery.of_subject(desk, subject, code, language)

    card = _with_facts if kind else Desk.card
    return ListingView(
        chrome=desk.chrome(site, language),
        head=Head(
            title=heading,
            description=description,
            canonical=address(language, number).url,
            alternates=later(lambda: desk.alternates(site, lambda one: address(one, number))),
            feeds=desk.lately(("feeds", site.code, language, name.partition("/")[0] if kind else name), feeds),
        ),
        languages=later(lambda: desk.languages(site, language, lambda one: address(one, number))),
        of=of,
        kind=kind,
        heading=heading,
        description=description,
        year=int(year or 0),
        number=number,
        cards=tuple(card(desk, site, language, one) for one in reversed(window)),
        newest=href(0) if number else "",
        newer=href(paged.newer(number)),
        older=href(paged.older(number)),
        years=years,
        missions=missions,
        advisories=advisories,
        agreements=agreements,
        potential=potential,
        upcoming=upcoming,
        provinces=provinces,
    )


def terms(desk: Desk, of: str, language: str) -> IndexView:
    """All topics, countries or provinces that have a page."""
    site = desk.portal
    return IndexView(
        chrome=desk.chrome(site, language),
        head=Head(
            title="",
            description="",
            canonical=addresses.listing(site, language, of).url,
            alternates=later(lambda: desk.alternates(site, lambda one: addresses.listing(site, one, of))),
        ),
        languages=desk.languages(site, language, lambda one: addresses.listing(site, one, of)),
        of=of,
        links=all_links(desk, of, language),
    )
