"""Outputs: everything that shall exist, each with the key that tells when it changes.

A key is composed of digests that are known without making the page (see `digests.key`); the law is that equal keys
imply equal bytes, and the property tests hold it against random edits.  The parts:

    template    the template, all it includes, and the language's catalogue
    chrome      header, navigation and footer of the site in that language
    edition     the article's own texts, and which of them are visible
    places      where else it stands
    links       where the links of its body lead
    media       its pictures and files
    names       the network's declared words
    cards       the stories that a list shows
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..digests import digest, key
from ..editorial import addresses
from ..editorial.catalogue import Shown
from ..editorial.history import Remains, Trace, remains
from ..model import Address, Edition, Kind, Media, Output, Role, Site, State
from . import directory, headers, homes, lists, pictures, redirects, sitemaps, stories
from .desk import Desk
from .feeds import cap, ical, newssitemap, ninjs, planning, podcast, services
from .templating import Press

__all__ = ["fragments", "plan", "plan_traces", "prepare", "render"]

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
}
"""Recipes of pages: the template, and the function that makes its view of the desk and the subject."""

_SERIALIZERS: dict[str, Callable[..., bytes]] = {
    "sitemap": sitemaps.site_map,
    "sitemap_index": sitemaps.index,
    "feed": planning.serialize,
    "fragment": planning.serialize_fragment,
    "opml": planning.serialize_list,
    "chapters": podcast.chapters,
    "cap": cap.serialize,
    "ninjs": ninjs.serialize,
    "wire": ninjs.serialize_index,
    "calendar": ical.serialize,
    "news_sitemap": newssitemap.serialize,
    "removed": redirects.removed,
    "redirects": redirects.netlify,
    "redirect_map": redirects.nginx,
    "headers": lambda desk: headers.netlify().encode(),
    "robots": lambda desk, code: f"User-agent: *\nAllow: /\nSitemap: {desk.site(code).url}sitemap.xml\n".encode(),
}
"""Recipes of everything else that is made of the catalogue."""


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
    return planning.fragments(desk, stale)


def prepare(press: Press, stale: Iterable[Output]) -> None:
    """Make ready what rendering these outputs takes, before processes are forked for it."""
    press.prepare({_PAGES[output.recipe][0] for output in stale if output.recipe in _PAGES})


def plan(desk: Desk, press: Press) -> tuple[Output, ...]:
    """Return all outputs but those at former addresses, sorted by path."""
    planner = _Planner(desk, press)
    found = [*planner.portal(), *planner.sites(), *planner.stories(), *planner.media(), *planner.static()]
    found += planner.feeds()
    return tuple(sorted(found, key=lambda output: output.path))


def plan_traces(desk: Desk, press: Press) -> tuple[Output, ...]:
    """Return what stands at former addresses, and the lists of it, sorted by path."""
    return tuple(sorted(_Planner(desk, press).traces(), key=lambda output: output.path))


class _Planner:
    """Keeps the digests that many keys share."""

    def __init__(self, desk: Desk, press: Press) -> None:
        self._desk, self._press = desk, press
        self._catalogue = desk.catalogue
        self._chromes: dict[tuple[str, str], str] = {}
        self._sites = {code: digest(site) for code, site in self._catalogue.sites.items()}
        self._missions = {one.code: digest(one) for one in self._catalogue.registry.missions}
        self._cards: dict[tuple[str, str], str] = {}
        self._items: dict[str, str] = {}
        self._shown_media: dict[str, set[str]] = {}

    # ------------------------------------------------------------ the portal's own pages

    def portal(self) -> Iterator[Output]:
        desk, catalogue, site = self._desk, self._catalogue, self._desk.portal
        network = catalogue.registry.network
        everything = digest(catalogue.registry)
        countries = desk.countries()
        for language in site.languages:
            cards = self._cards_of(one for part in homes.portal_cards(desk).values() for one in part)
            linked = digest(sorted(countries))
            address = addresses.home(site, language)
            yield self._page("portal", (language,), address, site, language, cards=cards, names=catalogue.vocabulary)
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
                for code in codes:
                    in_charge = everything if of == "countries" else ""
                    stories_of = index.get(code, ())
                    paged = lists.Paged(len(stories_of))
                    for number in paged.numbers():
                        first = addresses.listing(site, language, f"{of}/{code}")
                        yield self._page(
                            of,
                            (of, code, language, str(number)),
                            addresses.page(first, number) if number else first,
                            site,
                            language,
                            cards=self._cards_of(stories_of[paged.window(number)]),
                            apart=self._cards_of(
                                o for o in stories_of if o.article.kind in (Kind.ADVISORY, Kind.AGREEMENT)
                            ),
                            around=_around(paged, number),
                            names=catalogue.vocabulary,
                            missions=in_charge,
                        )
        urls = digest(tuple(one.url for one in catalogue.sites.values()))
        yield Output("sitemap.xml", "sitemap_index", (), key(sites=urls), "portal")

    def feeds(self) -> Iterator[Output]:
        """Yield the feeds of all sites and subjects, and what other programs than feed readers take in."""
        portal = digest(self._desk.portal.mission.authority, self._sites["portal"])

        def told(name: str, edition: Edition) -> str:
            return digest(portal, self._fed(name, edition))

        yield from planning.plan(self._desk, told, self._press.words)
        yield from services.plan(self._desk, told, self._press.words)

    # ------------------------------------------------------------ what every site has

    def sites(self) -> Iterator[Output]:
        for site in self._catalogue.sites.values():
            yield from self._site(site)

    def _site(self, site: Site) -> Iterator[Output]:
        desk, catalogue, code = self._desk, self._catalogue, site.code
        address = addresses.asset(site, "404.html")
        yield self._page("not_found", (code,), address, site, site.languages[0])
        own = [one for one in catalogue.shown.get(code, ()) if one.placement.role is Role.HOME and one.live]
        told = digest(tuple((one.article.face, _states(one)) for one in own))
        parts = {"stories": told, "site": digest(site.url, site.languages)}
        yield Output(sitemaps.address(site).path, "sitemap", (code,), key(**parts), code)
        if site.url == site.host_url:
            yield Output(addresses.asset(site, "robots.txt").path, "robots", (code,), key(url=site.url), code)
        for language in site.languages:
            if code != "portal":
                successor = site.mission.successor
                yield self._page(
                    "mission",
                    (code, language),
                    addresses.home(site, language),
                    site,
                    language,
                    cards=self._cards_of(one for part in homes.home_cards(desk, code).values() for one in part),
                    names=catalogue.vocabulary,
                    mission=digest(site.mission, catalogue.sites.get(successor)),
                )
            for kind in Kind:
                yield from self._listings(site, language, kind)

    def _listings(self, site: Site, language: str, kind: Kind) -> Iterator[Output]:
        shown = self._catalogue.by_kind.get((site.code, kind), ())
        years = lists.years_of(shown)
        for year in ["", *map(str, years)] if shown else []:
            within = tuple(one for one in shown if not year or one.article.year == int(year))
            paged = lists.Paged(len(within))
            first = addresses.listing(site, language, f"{kind}/{year}" if year else kind)
            for number in paged.numbers():
                yield self._page(
                    "listing",
                    (site.code, language, str(kind), year, str(number)),
                    addresses.page(first, number) if number else first,
                    site,
                    language,
                    cards=self._cards_of(within[paged.window(number)]),
                    around=_around(paged, number),
                    years=" ".join(map(str, years)).replace(" ", ","),
                    names=self._catalogue.vocabulary,
                )

    # ------------------------------------------------------------ stories and their files

    def stories(self) -> Iterator[Output]:
        for shown in self._catalogue.at.values():
            for one in shown:
                if one.placement.role is not Role.LINK:
                    for edition, state in one.editions:
                        yield self._story(one, edition, state)
                self._note_media(one)

    def _story(self, one: Shown, edition: Edition, state: State) -> Output:
        site, address = one.site, self._catalogue.address(one, edition)
        language = stories.chrome_language(site, edition.language)
        subject = (site.code, one.article.id, edition.language, str(edition.register))
        if state is State.GONE:
            return self._page("tombstone", subject, address, site, language, edition=digest(edition.reason))
        recipe = "page" if one.article.kind is Kind.PAGE else "article"
        return self._page(recipe, subject, address, site, language, **self._story_parts(one, edition))

    def _fed(self, name: str, edition: Edition) -> str:
        """What feeds show of an edition is the same in all of them: it is as at home."""
        if edition.digest not in self._items:
            parts = self._story_parts(self._catalogue.home(name), edition)
            self._items[edition.digest] = digest(sorted(parts.items()))
        return self._items[edition.digest]

    def _story_parts(self, one: Shown, edition: Edition) -> dict[str, str]:
        catalogue, article = self._catalogue, one.article
        # A copy speaks of its home only; the home speaks of all copies.
        told = catalogue.at[article.id] if one.placement.role is Role.HOME else (catalogue.home(article.id), one)
        there = [(other.placement.role.value, _states(other), self._sites[other.site.code]) for other in told]
        files = (*pictures.shown_pictures(edition), *pictures.attached_files(edition))
        typed = [ref.value for ref in edition.references[: edition.body_references] if ref.vocabulary == "link"]
        return {
            "edition": digest(article.face, edition.digest),
            "places": digest(there),
            "links": digest([stories.link_href(self._desk, one.site, edition, value) for value in typed]),
            "media": digest([_fingerprint(self._desk.media(edition, name)) for name in files]),
            "names": catalogue.vocabulary,
        }

    def traces(self) -> Iterator[Output]:
        """Yield what stands at former addresses, and the lists of it for machines and web servers."""
        desk = self._desk
        by_host: dict[str, list[Trace]] = {site.host_path: [] for site in self._catalogue.sites.values()}
        for left in desk.traces.values():
            site = desk.site(left.site)
            by_host[site.host_path].append(left)
            recipe = "redirect" if left.remains is Remains.REDIRECT else "trace"
            address = Address(left.url, left.path)
            yield self._page(recipe, (left.path,), address, site, left.language, trace=digest(left))
        for host, left_there in by_host.items():
            told = key(traces=digest(left_there))
            yield Output(f"{host}_redirects", "redirects", (host,), told, "")
            yield Output(f"{host}redirects.map", "redirect_map", (host,), told, "")
        gone = digest(remains(self._catalogue, desk.told))
        yield Output("removed.json", "removed", (), key(removed=gone, site=self._sites["portal"]), "portal")

    def _note_media(self, one: Shown) -> None:
        """Remember which files are published, and on which hosts; a list on the portal may show any story."""
        hosts = {one.site.host_path, self._desk.portal.host_path}
        for edition, state in one.editions:
            if state is State.GONE:
                continue
            folder = edition.source.path.rpartition("/")[0]
            names = [*pictures.shown_pictures(edition), *pictures.attached_files(edition)]
            documents = [self._document(edition, ref.value) for ref in edition.references[: edition.body_references]]
            for path in [f"{folder}/{name}" for name in names] + [path for path in documents if path]:
                for host in hosts:
                    self._shown_media.setdefault(path, set()).add(host)

    def _document(self, edition: Edition, typed: str) -> str:
        target = self._catalogue.targets.find(typed, edition)
        return target.media if target else ""

    def media(self) -> Iterator[Output]:
        """Yield the files of what `stories` met; two files of the same bytes become one."""
        sites = {site.host_path: site for site in reversed(tuple(self._catalogue.sites.values()))}
        found: dict[str, Output] = {}
        for path, hosts in sorted(self._shown_media.items()):
            media = self._catalogue.media.get(path)
            if media is not None:
                for host in sorted(hosts):
                    found.update({output.path: output for output in self._files(media, sites[host])})
        yield from found.values()

    def _files(self, media: Media, site: Site) -> Iterator[Output]:
        if not media.width_px or media.type.startswith("video/"):
            address = pictures.file_address(media, site)
            yield Output(address.path, "copy", (media.path,), key(file=media.sha256), "")
            return
        for one in pictures.renditions(media, self._desk.widths):
            address = addresses.media(site, media.sha256, one.suffix)
            subject = (media.path, media.sha256, str(one.width_px), one.format)
            yield Output(address.path, "picture", subject, key(file=media.sha256), "")

    def static(self) -> Iterator[Output]:
        hosts = {site.host_path: site for site in self._catalogue.sites.values()}
        said = key(headers=digest(headers.netlify()))
        for site in hosts.values():
            yield Output(f"{site.host_path}_headers", "headers", (), said, "")
            for name, published in sorted(self._desk.static.items()):
                address = addresses.shared(site, f"theme/{published}")
                yield Output(
                    address.path, "static", (name,), key(file=digest(self._press.theme.static[name].hex())), ""
                )

    # ------------------------------------------------------------ keys

    def _page(
        self, recipe: str, subject: tuple[str, ...], address: Address, site: Site, language: str, **parts: str
    ) -> Output:
        chrome = self._desk.chrome(site, language)
        known = self._chromes.get((site.code, language)) or digest(chrome, site.url, self._missions[site.code])
        self._chromes[site.code, language] = known
        closure = self._press.closure(_PAGES[recipe][0], chrome.language)
        parts = {name: value for name, value in parts.items() if value}
        return Output(address.path, recipe, subject, key(template=closure, chrome=known, **parts), site.code)

    def _cards_of(self, shown: Iterable[Shown]) -> str:
        return digest([self._card(one) for one in shown])

    def _card(self, one: Shown) -> str:
        """What a list shows of a story depends on its face, its states, its addresses and its picture."""
        name = (one.article.id, one.site.code)
        if name not in self._cards:
            pictured = [_fingerprint(self._picture(edition)) for edition, _ in one.editions]
            home = self._desk.site(one.article.site)
            self._cards[name] = digest(
                one.article.face, _states(one), str(one.placement.role), one.site.url, home.url, pictured,
                self._missions[one.article.site],
            )  # fmt: skip
        return self._cards[name]

    def _picture(self, edition: Edition) -> Media | None:
        name = edition.picture.image or getattr(edition.details, "poster", "")
        return self._desk.media(edition, name) if name else None


def _states(one: Shown) -> tuple[tuple[str, str, str], ...]:
    return tuple((edition.language, edition.register.value, what.value) for edition, what in one.editions)


def _fingerprint(media: Media | None) -> str:
    return f"{media.sha256}{media.width_px}x{media.height_px}" if media else ""


def _around(paged: lists.Paged, number: int) -> str:
    return f"{number}<{paged.newer(number)}>{paged.older(number)}"
