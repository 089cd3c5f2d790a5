"""Outputs: everything that shall exist, each with the key that tells when it changes.

A family of outputs has a module with a planner of its own, and is gathered here; pages of the portal, of sites and of
stories are planned here.  Their keys are composed by `keys`.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..codes import language_name
from ..digests import digest, key
from ..editorial import addresses
from ..editorial.catalogue import Shown
from ..editorial.history import Remains, Trace, remains
from ..model import Address, Edition, Kind, Output, Role, Site, State
from . import cards, directory, files, headers, homes, kit, lists, outletpages, redirects, sitemaps, social, stories
from . import scope as scopes
from .desk import Desk
from .feeds import cap, ical, newssitemap, ninjs, planning, podcast, services
from .keys import Keys, complete, states
from .scope import Scope
from .search import page as search_page
from .search import planning as searching
from .services import offers, travel
from .services import planning as services_of
from .templating import Press

__all__ = [
    "fragments",
    "kept",
    "plan",
    "plan_arrivals",
    "plan_traces",
    "prepare",
    "recall",
    "reclosed",
    "render",
    "render_parts",
]

_PAGES: dict[str, tuple[str, Callable[..., Any]]] = {
    "portal": ("portal.html", homes.portal),
    "mission": ("mission.html", homes.mission),
    "article": ("article.html", stories.article),
    "page": ("page.html", stories.article),
    "tombstone": ("tombstone.html", stories.tombstone),
    "trace": ("tombstone.html", stories.trace),
    "redirect": ("redirect.html", stories.trace),
    "listing": ("listing.html", lists.listing),
    "topics": ("topic.html", lists.term),
    "countries": ("country.html", lists.term),
    "provinces": ("province.html", lists.term),
    "terms": ("terms.html", lists.terms),
    "directory": ("directory.html", directory.directory),
    "not_found": ("not_found.html", homes.not_found),
    "search_page": (search_page.TEMPLATE, search_page.search),
    social.RECIPE: (social.TEMPLATE, social.view),
    **services_of.PAGES,
    **outletpages.PAGES,
}
"""Recipes of pages: the template, and the function that makes its view of the desk and the subject."""

_SERIALIZERS: dict[str, Callable[..., bytes]] = {
    "sitemap": sitemaps.site_map,
    "sitemap_index": sitemaps.index,
    "feed": planning.serialize,
    "opml": planning.serialize_list,
    "chapters": podcast.chapters,
    "cap": cap.serialize,
    "ninjs": ninjs.serialize,
    "wire": ninjs.serialize_index,
    "calendar": ical.serialize,
    "news_sitemap": newssitemap.serialize,
    "plain_text": kit.plain_text,
    "kit": kit.archive,
    "kit_notice": kit.notice,
    "search": searching.serialize,
    "search_cards": searching.serialize_cards,
    "search_document": searching.serialize_document,
    "search_index": searching.serialize_index,
    **services_of.SERIALIZERS,
    "removed": redirects.removed,
    "redirects": redirects.netlify,
    "redirect_map": redirects.nginx,
    "headers": lambda desk: headers.netlify().encode(),
    "robots": lambda desk, code: f"User-agent: *\nAllow: /\nSitemap: {desk.site(code).url}sitemap.xml\n".encode(),
}
"""Recipes of everything else that is made of the catalogue."""

_MANY = 8
"""A site with more pages to make is likely to have them made by several processes."""


def render(desk: Desk, press: Press, output: Output) -> bytes:
    """Return the bytes of an output of a recipe above.

    Raises:
        KeyError: for a recipe that is made of files (pictures, media, the theme's static files).
    """
    if output.recipe in _SERIALIZERS:
        return _SERIALIZERS[output.recipe](desk, *output.subject)
    template, view_of = _PAGES[output.recipe]
    view = view_of(desk, *output.subject)
    return press.render(template, view, view.chrome.language).encode()


def fragments(desk: Desk, stale: Iterable[Output]) -> tuple[Output, ...]:
    """Return the parts that stale outputs are joined from; they have keys but no path."""
    wanted = tuple(stale)
    return (*planning.fragments(desk, wanted), *searching.fragments(desk, wanted))


def recall(
    desk: Desk, press: Press, stale: Iterable[Output], index: bytes, edited: Collection[str], arrived: Sequence[str]
) -> tuple[tuple[Output, ...], frozenset[str]] | None:
    """Let a desk that nothing was planned at know what rendering these outputs takes.

    Args:
        index: the list of the search index's segments, as it was published.
        edited, arrived: ids of the stories whose texts were edited, and of those that came, oldest first.
    Returns the files of the search index that are now others, and the paths of those that are no more; None where that
    is not known.
    """
    planning.recall(desk, stale, Keys(desk, press).told, press.words)
    return searching.replan(desk, index, edited, arrived)


def reclosed(planned: Output, closures: Mapping[tuple[str, str], str]) -> Output:
    """Return a page as it is planned after edits of templates, which nothing but the first part of its key tells of.

    Args:
        closures: the new by template and old, of those that are others.
    """
    template, rest = planned.key.split(" ", 1)
    new = closures.get((_PAGES[planned.recipe][0], template.removeprefix("template=")))
    return replace(planned, key=f"{key(template=new)} {rest}") if new else planned


def render_parts(desk: Desk, parts: Sequence[Output]) -> tuple[bytes, ...]:
    """Return the bytes of such parts, in their order; those of feeds are rendered together."""
    fed = iter(planning.serialize_fragments(desk, [one.subject for one in parts if one.recipe == "fragment"]))
    return tuple(
        next(fed) if one.recipe == "fragment" else _SERIALIZERS[one.recipe](desk, *one.subject) for one in parts
    )


def kept(desk: Desk) -> set[str]:
    """Return the keys of all parts that the outputs of a plan are joined from."""
    return planning.kept(desk) | searching.kept(desk)


def prepare(desk: Desk, press: Press, stale: Iterable[Output]) -> None:
    """Make ready what rendering these outputs takes, before processes are forked for it; parts are there already."""
    pages = [output for output in stale if output.recipe in _PAGES]
    press.prepare({_PAGES[output.recipe][0] for output in pages})
    many = (site for site, count in Counter(output.site for output in pages).items() if site and count > _MANY)
    for language in sorted({one for site in many for one in desk.site(site).languages}):
        language_name(language, language)  # what Babel knows of a language takes as long to read as a dozen pages


def plan(desk: Desk, press: Press, lap: Callable[[str], None] = lambda stage: None) -> tuple[Output, ...]:
    """Return all outputs but those at former addresses, sorted by path.

    Args:
        lap: is told when the index of the search has been made, which takes longer than all the rest.
    """
    keys = Keys(desk, press)
    found = [*searching.plan(desk)]
    lap("index")
    found += _within(desk, press, keys, scopes.everything(desk))
    found += [*search_page.plan(desk, keys), *services_of.plan(desk, keys)]
    return _completed(desk, found)


def plan_arrivals(desk: Desk, press: Press, ids: Iterable[str]) -> tuple[Output, ...]:
    """Return all outputs that may be other since these stories came, but those of the search, sorted by path.

    Args:
        ids: of stories that are newer than all others, oldest first.
    """
    return _completed(desk, _within(desk, press, Keys(desk, press), scopes.of_arrivals(desk, ids)))


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


def _completed(desk: Desk, found: Iterable[Output]) -> tuple[Output, ...]:
    bodies, told = desk.catalogue.bodies, dict[frozenset[str], str]()
    return tuple(sorted((complete(one, bodies, told) for one in found), key=lambda output: output.path))


def plan_traces(desk: Desk, press: Press) -> tuple[Output, ...]:
    """Return what stands at former addresses, and the lists of it, sorted by path."""
    return tuple(
        sorted(_Planner(desk, Keys(desk, press), scopes.everything(desk)).traces(), key=lambda output: output.path)
    )


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
        for language in site.languages:
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
        site, paged = self._desk.portal, lists.Paged(len(stories_of))
        apart = self._keys.cards(lists.apart(self._desk, of, code))
        for number in self._scope.pages(paged):
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
        own = [one for one in catalogue.shown.get(code, ()) if one.placement.role is Role.HOME and one.live]
        told = digest(tuple((one.article.face, states(one)) for one in own))
        parts = {"stories": told, "site": digest(site.url, site.languages)}
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
            paged = lists.Paged(len(within))
            for number in self._scope.pages(paged):
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
        for one in self._scope.shown:
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
        gone = digest(remains(self._catalogue, desk.told))
        yield Output("removed.json", "removed", (), key(removed=gone, site=self._keys.sites["portal"]), "portal")

    def _page(
        self, recipe: str, subject: tuple[str, ...], address: Address, site: Site, language: str, **parts: str
    ) -> Output:
        return self._keys.page(_PAGES[recipe][0], recipe, subject, address, site, language, **parts)


def _around(paged: lists.Paged, number: int) -> str:
    return f"{number}<{paged.newer(number)}>{paged.older(number)}"
