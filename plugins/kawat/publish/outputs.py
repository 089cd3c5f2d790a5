"""Outputs: everything that shall exist, each with the key that tells when it changes.

A family of outputs has a module with a planner of its own, and is gathered here; pages of the portal, of sites and of
stories are planned here.  Their keys are composed by `keys`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from ..digests import digest, key
from ..editorial import addresses
from ..editorial.catalogue import Shown
from ..editorial.history import Remains, Trace
from ..model import Address, Edition, Kind, Output, Role, Site, State
from . import cards, files, homes, kit, lists, outletpages, redirects, sitemaps, social, stories
from . import scope as scopes
from .desk import Desk
from .feeds import planning, services
from .keys import Keys, Told, complete
from .paging import Paged
from .recipes import template
from .scope import Scope
from .search import page as search_page
from .search import planning as searching
from .services import offers, travel
from .services import planning as services_of
from .templating import Press

__all__ = ["plan", "plan_changes", "plan_traces"]


def plan(desk: Desk, press: Press, lap: Callable[[str], None] = lambda stage: None) -> Iterator[Output]:
    """Yield all outputs but those at former addresses.

    Args:
        lap: is told when all new texts have been analysed for the search, when everything else has been listed, and
            when the index, which is made meanwhile, is there.
    """
    return _completed(desk, _everything(desk, press, lap))


def _everything(desk: Desk, press: Press, lap: Callable[[str], None]) -> Iterator[Output]:
    keys = Keys(desk, press)
    index = searching.begin(desk)
    lap("analyse")
    yield from _within(desk, press, keys, scopes.everything(desk))
    yield from search_page.plan(desk, keys)
    yield from services_of.plan(desk, keys)
    lap("list")
    yield from index()
    lap("index")


def plan_changes(
    desk: Desk,
    press: Press,
    arrived: Iterable[str],
    amended: Mapping[str, bool],
    feeds: Iterable[tuple[str, ...]],
    later: Iterable[str],
    subjects: Iterable[tuple[str, str]],
    left: Iterable[str],
) -> tuple[Output, ...]:
    """Return all outputs that may be other since stories came or were amended, but those of the search, sorted by path.

    Args:
        arrived, amended, feeds, later, subjects, left: as `scope.of_changes` says.
    """
    scope, keys = scopes.of_changes(desk, arrived, amended, feeds, later, subjects, left), Keys(desk, press)
    found = chain(_within(desk, press, keys, scope), _Planner(desk, keys, scope).traces() if scope.left else ())
    return tuple(sorted(_completed(desk, found), key=lambda output: output.path))


def _within(desk: Desk, press: Press, keys: Keys, scope: Scope) -> Iterator[Output]:
    planner = _Planner(desk, keys, scope)
    yield from planner.portal()
    yield from planner.sites()
    yield from planner.stories()
    yield from files.plan(desk, press, scope)
    yield from cards.plan(desk, scope)
    yield from social.plan(desk, keys, scope)
    yield from planning.plan(desk, keys.told, press.words, scope)
    yield from services.plan(desk, keys.told, press.words, scope)
    yield from outletpages.plan(desk, keys, scope)
    yield from kit.plan(desk, keys, scope)


def _completed(desk: Desk, found: Iterable[Output]) -> Iterator[Output]:
    told: Told = {}
    return (complete(one, desk.catalogue.bodies, told) for one in found)


def plan_traces(desk: Desk, press: Press) -> Iterator[Output]:
    """Yield what stands at former addresses, and the lists of it."""
    return _Planner(desk, Keys(desk, press), scopes.everything(desk)).traces()


class _Planner:
    """Lists what stands on the portal, on every site, and at former addresses."""

    def __init__(self, desk: Desk, keys: Keys, scope: Scope) -> None:
        self._desk, self._keys, self._scope = desk, keys, scope
        self._catalogue = desk.catalogue

    # ------------------------------------------------------------ the portal's own pages

    def portal(self) -> Iterator[Output]:
        desk, catalogue, site = self._desk, self._catalogue, self._desk.portal
        network = catalogue.registry.network
        everything = digest(catalogue.registry)
        countries = desk.countries()
        cards = self._keys.cards(one for part in homes.portal_cards(desk).values() for one in part)
        linked = digest(sorted(countries))
        for language in site.languages if self._scope.sites else ():
            address = addresses.home(site, language)
            yield self._page("portal", (language,), address, site, language, cards=cards, missions=everything)
        for language in site.languages if self._scope.whole else ():
            address = addresses.listing(site, language, "missions")
            yield self._page("directory", (language,), address, site, language, missions=everything)
            for of in ("topics", "countries", "provinces"):
                address, parts = addresses.listing(site, language, of), {"names": catalogue.vocabulary, "terms": linked}
                yield self._page("terms", (of, language), address, site, language, **parts)
        for of, codes, index in (
            ("topics", [one.code for one in network.topics], catalogue.by_topic),
            ("provinces", [one.code for one in network.provinces], catalogue.by_province),
            ("countries", sorted(countries), catalogue.by_country),
        ):
            for code in self._scope.codes(of, codes):
                yield from self._term(of, code, index.get(code, ()), everything if of == "countries" else "")
        urls = digest(tuple(one.url for one in catalogue.sites.values()))
        if self._scope.whole:
            yield Output("sitemap.xml", "sitemap_index", (), key(sites=urls), "portal")

    def _term(self, of: str, code: str, stories_of: Sequence[Shown], missions: str) -> Iterator[Output]:
        site, paged = self._desk.portal, Paged(len(stories_of))
        apart = self._keys.cards(lists.apart(self._desk, of, code))
        for number in self._scope.pages(paged, stories_of):
            parts = {
                "cards": self._keys.cards(stories_of[paged.window(number)]),
                "apart": apart,
                "around": _around(paged, number),
                "names": self._catalogue.vocabulary,
                "missions": missions,
            }
            for language in site.languages:
                first = addresses.listing(site, language, f"{of}/{code}")
                address = addresses.page(first, number) if number else first
                yield self._page(of, (of, code, language, str(number)), address, site, language, **parts)

    # ------------------------------------------------------------ what every site has

    def sites(self) -> Iterator[Output]:
        for site in self._scope.sites:
            yield from self._site(site)

    def _site(self, site: Site) -> Iterator[Output]:
        desk, catalogue, code = self._desk, self._catalogue, site.code
        address = addresses.asset(site, "404.html")
        yield self._page("not_found", (code,), address, site, site.languages[0])
        scope = self._scope
        told = sitemaps.rows(desk, code) if scope.whole else sitemaps.rows_since(desk, code, scope.homes)
        parts = {"stories": digest(told), "site": digest(site.url, site.languages)}
        yield Output(sitemaps.address(site).path, "sitemap", (code,), key(**parts), code)
        if site.url == site.host_url:
            yield Output(addresses.asset(site, "robots.txt").path, "robots", (code,), key(url=site.url), code)
        if code != "portal":
            parts = {
                "cards": self._keys.cards(one for part in homes.home_cards(desk, code).values() for one in part),
                "names": catalogue.vocabulary,
                "mission": digest(site.mission, catalogue.sites.get(site.mission.successor)),
                "travel": digest(travel.levels(desk, site.mission)),
                "offers": digest(len(offers.for_mission(desk, site.mission))),
            }
            for language in site.languages:
                yield self._page("mission", (code, language), addresses.home(site, language), site, language, **parts)
        for kind in self._scope.kinds(site):
            yield from self._listings(site, kind)

    def _listings(self, site: Site, kind: Kind) -> Iterator[Output]:
        shown = self._catalogue.by_kind.get((site.code, kind), ())
        of_years = lists.by_year(self._desk, site.code, kind)
        years = ",".join(map(str, of_years))
        for year, within in (
            [("", shown), *((str(one), of_years[one]) for one in self._scope.years(of_years))] if shown else []
        ):
            paged = Paged(len(within))
            for number in self._scope.pages(paged, within):
                newest = within if not year and number == 0 else ()
                parts = {
                    "cards": self._keys.cards(within[paged.window(number)]),
                    "around": _around(paged, number),
                    "years": years,
                    "soon": self._keys.cards(lists.upcoming(self._desk, newest)),
                    "provinces": digest(lists.provinces_of(self._desk, newest)),
                    "names": self._catalogue.vocabulary,
                }
                for language in site.languages:
                    first = addresses.listing(site, language, f"{kind}/{year}" if year else kind)
                    address = addresses.page(first, number) if number else first
                    subject = (site.code, language, str(kind), year, str(number))
                    yield self._page("listing", subject, address, site, language, **parts)

    # ------------------------------------------------------------ stories

    def stories(self) -> Iterator[Output]:
        for one in (*self._scope.shown, *self._scope.later):
            if one.placement.role is not Role.LINK:
                for edition, state in one.editions:
                    yield self._story(one, edition, state)

    def _story(self, one: Shown, edition: Edition, state: State) -> Output:
        desk, site, address = self._desk, one.site, self._catalogue.address(one, edition)
        language = stories.chrome_language(site, edition.language)
        subject = (site.code, one.article.id, edition.language, str(edition.register))
        if state is State.GONE:
            return self._page("tombstone", subject, address, site, language, edition=digest(edition.reason))
        recipe = "page" if one.article.kind is Kind.PAGE else "article"
        related = self._keys.cards(desk.related(one.article.id, edition.language)) if recipe == "article" else ""
        parts = {**self._keys.story(one, edition), "related": related}
        return self._page(recipe, subject, address, site, language, **parts)

    def traces(self) -> Iterator[Output]:
        """Yield what stands at former addresses, and the lists of it for machines and web servers."""
        desk = self._desk
        by_host: dict[str, list[Trace]] = {site.host_path: [] for site in self._catalogue.sites.values()}
        for left in desk.traces.values():
            site = desk.site(left.site)
            by_host[site.host_path].append(left)
            if not self._scope.whole and left.path not in self._scope.left:
                continue
            if not left.path.endswith("/index.html"):
                yield kit.plan_notice(left, self._keys)
                continue
            recipe = "redirect" if left.remains is Remains.REDIRECT else "trace"
            address = Address(left.url, left.path)
            yield self._page(recipe, (left.path,), address, site, left.language, trace=digest(left))
        for host, left_there in by_host.items():
            told = key(traces=digest(left_there))
            yield Output(f"{host}_redirects", "redirects", (host,), told, "")
            yield Output(f"{host}redirects.map", "redirect_map", (host,), told, "")
        gone = digest(redirects.gone(desk))
        yield Output("removed.json", "removed", (), key(removed=gone, site=self._keys.sites["portal"]), "portal")

    def _page(
        self, recipe: str, subject: tuple[str, ...], address: Address, site: Site, language: str, **parts: str
    ) -> Output:
        return self._keys.page(template(recipe), recipe, subject, address, site, language, **parts)


def _around(paged: Paged, number: int) -> str:
    return f"{number}<{paged.newer(number)}>{paged.older(number)}"
