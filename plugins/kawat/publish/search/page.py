"""The search page of a site: a form, room for what a script finds, and the ways to all texts without one.

Every word that the script says stands in this page (`theme/static/search.js` has none of its own): the names of sites,
kinds and languages in the filters, sentences in attributes.  Without a script the filters are not shown, and the lists
below the form are where it leads.
"""

from collections.abc import Iterable, Iterator

from ...cldr import language_name
from ...digests import digest
from ...editorial import addresses
from ...editorial.missions import short_name
from ...model import Address, Kind, Mission, Output, Site
from ...records import dataclass
from .. import lists
from ..desk import Desk
from ..keys import Keys
from ..recipes import template
from ..terms import links
from ..views import Chrome, Head, Link

__all__ = ["SearchView", "Section", "plan", "search"]


@dataclass(frozen=True, slots=True)
class Section:
    """All texts of a kind on a site, and its years, newest first."""

    kind: str
    href: str
    years: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """A site's search page.

    Attributes:
        site: the site that is searched first; empty on the portal, which searches all.
        sites, tongues: (code, name) of the sites by name and of the languages that texts may be in.
        kinds, years: what else can be chosen; years from the newest.
        sections, topics: where everything can be found without searching.
    """

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    site: str
    sites: tuple[tuple[str, str], ...]
    tongues: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]
    years: tuple[int, ...]
    sections: tuple[Section, ...]
    topics: tuple[Link, ...]


def plan(desk: Desk, keys: Keys) -> Iterator[Output]:
    """Yield the search pages of all sites, in each of their languages."""
    network = digest(desk.catalogue.registry)
    years = digest(_years(desk))
    for site in desk.catalogue.sites.values():
        listed = digest(_listed(desk, site))
        for language in site.languages:
            address, subject = addresses.search(site, language), (site.code, language)
            parts = {"missions": network, "years": years, "lists": listed}
            yield keys.page(template("search_page"), "search_page", subject, address, site, language, **parts)


def search(desk: Desk, code: str, language: str) -> SearchView:
    """A site's search page in a language."""
    site, registry = desk.site(code), desk.catalogue.registry
    interface = desk.interface(language)

    def address(of: str) -> Address:
        return addresses.search(site, of)

    return SearchView(
        chrome=desk.chrome(site, language),
        head=Head(
            title="",
            description="",
            canonical=address(language).url,
            alternates=desk.alternates(site, address),
        ),
        languages=desk.languages(site, language, address),
        site="" if code == "portal" else code,
        sites=desk.once(
            ("sites", language), lambda: _by_name((one.code, short_name(one, language)) for one in registry.missions)
        ),
        tongues=desk.once(("tongues", interface), lambda: _tongues(registry.missions, interface)),
        kinds=tuple(Kind),
        years=_years(desk),
        sections=tuple(_section(desk, site, language, kind, years) for kind, years in _listed(desk, site)),
        topics=links(desk, site, "topics", tuple(one.code for one in registry.network.topics), language),
    )


def _tongues(missions: Iterable[Mission], interface: str) -> tuple[tuple[str, str], ...]:
    spoken = {one for mission in missions for one in mission.languages}
    return _by_name((one, language_name(one, interface)) for one in spoken)


def _by_name(named: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(named, key=lambda one: (one[1].casefold(), one)))


def _section(desk: Desk, site: Site, language: str, kind: Kind, years: list[int]) -> Section:
    def href(name: str) -> str:
        return desk.href(site, addresses.listing(site, language, name))

    return Section(str(kind), href(kind), tuple(Link(str(year), href(f"{kind}/{year}")) for year in reversed(years)))


def _listed(desk: Desk, site: Site) -> list[tuple[Kind, list[int]]]:
    """The kinds that have a list on a site, and its years."""
    by_kind = desk.catalogue.by_kind
    kinds = [kind for kind in Kind if (site.code, kind) in by_kind]
    return [(kind, list(lists.by_year(desk, site.code, kind))) for kind in kinds]


def _years(desk: Desk) -> tuple[int, ...]:
    """The years of all stories, as in their addresses, the newest first."""

    def found() -> tuple[int, ...]:
        live = (one.article for one in desk.catalogue.homes if one.live)
        return tuple(sorted({one.year for one in live if one.kind is not Kind.PAGE}, reverse=True))

    return desk.once("years", found)
