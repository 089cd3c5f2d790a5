"""The desk: what all pages are made from, and the small things that many of them share."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import field
from typing import Any, TypeVar

from ..cldr import language_name
from ..codes import country_name, direction, name_in
from ..editorial import addresses
from ..editorial.catalogue import Catalogue, Shown
from ..editorial.history import Past, Trace
from ..editorial.missions import short_name
from ..model import Address, Channel, Edition, Kind, Media, Mission, Names, Output, Picture, Role, Site, Video
from ..records import dataclass
from . import pictures, related
from .labels import LABELS
from .later import later
from .search.segments import Segment
from .search.table import Table
from .shelf import Memory, Shelf
from .views import Card, Chrome, Image, Link

__all__ = ["Desk", "subjects_of"]

T = TypeVar("T")

_MENU = (
    Kind.NEWS,
    Kind.PRESS,
    Kind.STORY,
    Kind.ADVISORY,
    Kind.EVENT,
    Kind.EPISODE,
    Kind.VIDEO,
    Kind.GALLERY,
    Kind.INFOGRAPHIC,
    Kind.AGREEMENT,
    Kind.POTENTIAL,
)

_LATELY = 4096
"""So many of the things that pages need one after the other are kept, such as the cards of a site's lists."""

Collect = Callable[[Sequence[Output], Callable[[Sequence[Output]], Sequence[bytes]]], Iterable[tuple[Output, bytes]]]
Apart = Callable[[Callable[[], Any]], Callable[[], Any]]


@dataclass(frozen=True, slots=True)
class Desk:
    """The catalogue, and what a page needs to know of the theme and of the picture sizes.

    Attributes:
        speaks: whether the theme has words in a language.
        static: published name by name of the theme's static files.
        widths: in which widths a picture of some width is published.
        traces: what stands at former addresses, by path.
        told: every URL that each id ever had.
        say: (English message, language) -> the theme's words.
        rendition: (picture, width, format) -> the bytes of that published picture; asked once the pictures are made.
        sizes: bytes of every published file, by output path; of pictures, once they are made.
        years: what `lists.by_year` has divided.
        by_subject, relations: what `subjects` and `kin` return, once they were asked.
        earlier: which stories have what, once `kin` was asked (`related.related`).
        fragments: stories as feeds carry them and as search knows them, by key.
        feeds: what each feed says of itself, and the keys of the fragments that it is joined from, a line for each
            (`feeds.planning`).
        named: the names of fragments that may not be there, by key.
        collect: has parts rendered, in worker processes where there are such.
        apart: begins some work, in an interpreter of its own where there are such; returns what waits for its result.
        tables: of the segments of the search index, by name; segments: those that were not made from the beginning.
        listings: by segment and file, what makes a term shard that was revised out of what was published before.
        archives: by site, what `feeds.archives` has divided.
        published: paths of the destination, as its manifest says: a feed that was once there stays.
        standing: gives the bytes of a file of the destination, if it is the one that was written.
    """

    catalogue: Catalogue
    speaks: Callable[[str], bool]
    static: Mapping[str, str]
    widths: Callable[[int], tuple[int, ...]]
    traces: Mapping[str, Trace] = field(default_factory=dict)
    told: Past = field(default_factory=dict)
    published: Collection[str] = ()
    standing: Callable[[str], bytes | None] = lambda path: None
    say: Callable[[str, str], str] = lambda message, language: message
    rendition: Callable[[Media, int, str], bytes] = lambda media, width_px, form: b""
    sizes: MutableMapping[str, int] = field(default_factory=dict)
    fragments: Shelf = field(default_factory=Memory)
    collect: Collect = lambda wanted, render: zip(wanted, render(wanted), strict=True)
    apart: Apart = lambda work: work
    feeds: MutableMapping[Any, tuple[Channel, str]] = field(default_factory=dict)
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    segments: dict[str, Segment] = field(default_factory=dict)
    listings: dict[tuple[str, str], Callable[[str], str]] = field(default_factory=dict)
    chromes: dict[tuple[str, str], Chrome] = field(default_factory=dict)
    archives: MutableMapping[str, tuple[tuple[Any, ...], Sequence[Shown]]] = field(default_factory=dict)
    years: MutableMapping[tuple[str, Kind], Mapping[int, Sequence[Shown]]] = field(default_factory=dict)
    by_subject: MutableMapping[tuple[str, str], list[Shown]] = field(default_factory=dict)
    relations: MutableMapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    earlier: dict[related.Feature, list[int]] = field(default_factory=dict)
    _found: dict[Hashable, Any] = field(default_factory=dict)
    _lately: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, name: Hashable, find: Callable[[], T]) -> T:
        """Return what `find` returned when this was first asked under this name: it is the same for many pages."""
        if name not in self._found:
            self._found[name] = find()
        found: T = self._found[name]
        return found

    def lately(self, name: Hashable, find: Callable[[], T]) -> T:
        """Return the same, of what only pages need that are made one after the other: it is forgotten by and by."""
        if name not in self._lately:
            if len(self._lately) >= _LATELY:
                self._lately.clear()
            self._lately[name] = find()
        found: T = self._lately[name]
        return found

    def site(self, code: str) -> Site:
        """Return a site by its code."""
        return self.catalogue.sites[code]

    @property
    def portal(self) -> Site:
        """The ministry's own site."""
        return self.catalogue.sites["portal"]

    @property
    def topics(self) -> Mapping[str, Names]:
        """The names of the network's topics, by code."""
        return self.once("topics", lambda: {one.code: one.names for one in self.catalogue.registry.network.topics})

    def interface(self, language: str) -> str:
        """Return the language in which a page in `language` speaks of itself: the same, or English."""
        return language if self.speaks(language) else "en"

    def chrome(self, site: Site, language: str) -> Chrome:
        """Return what is around the pages of a site in one of its languages."""
        if (site.code, language) not in self.chromes:
            self.chromes[site.code, language] = self._chrome(site, language)
        return self.chromes[site.code, language]

    def _chrome(self, site: Site, language: str) -> Chrome:
        mission, portal, own = site.mission, self.portal, self.portal_language(language)
        shown = [kind for kind in mission.menu or _MENU if (site.code, kind) in self.catalogue.by_kind]
        kinds = tuple((str(kind), self.href(site, addresses.listing(site, language, kind))) for kind in shown)
        interface = self.interface(language)
        successor = self.catalogue.sites.get(mission.successor)
        return Chrome(
            language=interface,
            direction=direction(interface),
            site=site.code,
            name=name_in(mission.names, language),
            short=short_name(mission, language),
            kind=str(mission.kind),
            status=str(mission.status),
            successor=self.mission_link(site, successor.mission, language) if successor else None,
            home=self.href(site, addresses.home(site, language)),
            kinds=kinds,
            portal_name=name_in(portal.mission.names, language),
            portal=self.href(site, addresses.home(portal, own)),
            missions=self.href(site, addresses.listing(portal, own, "missions")),
            topics=self.href(site, addresses.listing(portal, own, "topics")),
            countries=self.href(site, addresses.listing(portal, own, "countries")),
            provinces=self.href(site, addresses.listing(portal, own, "provinces")),
            pages=self._pages(site, language),
            services=tuple((name, self.href(site, at)) for name, at in addresses.services(portal, own)),
            feeds=self.href(site, addresses.feeds(site, language)),
            editors=self.href(site, addresses.editors(portal, own)),
            copy_script=self.static_href(site, "copy.js"),
            stylesheet=self.static_href(site, "kawat.css"),
            icon=self.static_href(site, "icon.svg"),
            accent=mission.accent,
            zone=mission.timezone,
            demonstration=portal.mission.demonstration,
            search=self.href(site, addresses.search(site, language)),
            search_data=self.href(site, addresses.asset(portal, "search/")),
            script=self.static_href(site, "kawat.js"),
            search_module=self.static_href(site, "search.js"),
        )

    def _pages(self, site: Site, language: str) -> tuple[Link, ...]:
        links = []
        for one in self.catalogue.by_kind.get((site.code, Kind.PAGE), ()):
            edition = one.pick(language)
            foreign = "" if edition.language == language else edition.language
            links.append(Link(edition.title, self.href(site, self.catalogue.address(one, edition)), foreign))
        return tuple(sorted(links, key=lambda link: (link.label.casefold(), link.href)))

    def portal_language(self, language: str) -> str:
        """Return the language in which the portal answers a reader of `language`."""
        known = self.portal.languages
        return language if language in known else "en" if "en" in known else known[0]

    def href(self, site: Site, address: Address) -> str:
        """Return how a page of a site links to an address."""
        return addresses.href(site, address)

    def static_href(self, site: Site, name: str) -> str:
        """Return how a page of a site links to a file of the theme; empty where the theme has none such."""
        published = self.static.get(name)
        return self.href(site, addresses.shared(site, f"theme/{published}")) if published else ""

    def languages(
        self, site: Site, language: str, address: Callable[[str], Address], among: tuple[str, ...] = ()
    ) -> tuple[Link, ...]:
        """Return the language switch of a page that stands in all languages of its site (or in those named)."""
        return tuple(
            Link(language_name(one, one), self.href(site, address(one)), one, one == language)
            for one in among or site.languages
        )

    def alternates(
        self, site: Site, address: Callable[[str], Address], among: tuple[str, ...] = ()
    ) -> tuple[tuple[str, str], ...]:
        """Return the hreflang pairs of such a page, with x-default for the site's default language."""
        languages = among or site.languages
        pairs = tuple((one, address(one).url) for one in languages)
        return (*pairs, ("x-default", pairs[0][1])) if len(pairs) > 1 else ()

    def media(self, edition: Edition, name: str) -> Media | None:
        """Return a media file beside an edition."""
        folder = edition.source.path.rpartition("/")[0]
        return self.catalogue.media.get(f"{folder}/{name}")

    def image(self, site: Site, edition: Edition, picture: Picture) -> Image | None:
        """Return a picture of an edition as pages of a site show it."""
        media = self.media(edition, picture.image) if picture.image else None
        if media is None:
            return None
        return pictures.image(media, site, self.widths, picture.alt, picture.credit, picture.caption)

    def card(self, site: Site, language: str, one: Shown) -> Card:
        """Return a story as lists of a site in a language show it."""
        name = ("card", site.code, language, one.article.id, one.site.code)
        return self.lately(name, lambda: self._card(site, language, one))

    def _card(self, site: Site, language: str, one: Shown) -> Card:
        edition = one.pick(language)
        article, home = one.article, self.site(one.article.site)
        words = {"title": edition.title, "summary": edition.summary}
        if one.placement.role is not Role.HOME:
            words |= self.override(edition, site.code)
        return Card(
            title=words["title"],
            href=self.href(site, self.catalogue.address(one, edition)),
            summary=words["summary"],
            kind=str(article.kind),
            date=article.date,
            zone=home.mission.timezone,
            language=edition.language,
            direction=direction(edition.language),
            foreign="" if edition.language == language else language_name(edition.language, self.interface(language)),
            source="" if home.code == site.code else short_name(home.mission, language),
            image=later(lambda: self._lead(site, edition)),
            level=getattr(edition.details, "level", 0),
            place=self.country(getattr(edition.details, "country", ""), language),
        )

    def _lead(self, site: Site, edition: Edition) -> Image | None:
        """The picture of an edition in a list, or its video's still."""
        picture = edition.picture
        if not picture.image and isinstance(edition.details, Video):
            picture = Picture(edition.details.poster, edition.details.poster_alt)
        return self.image(site, edition, picture)

    def override(self, edition: Edition, site: str) -> dict[str, str]:
        """Return the other words that an edition has for a target site: of title and summary, those that differ."""
        for one in edition.crosspost.override:
            if one.site == site:
                return {name: words for name, words in (("title", one.title), ("summary", one.summary)) if words}
        return {}

    def label(self, code: str, domain: str, language: str) -> str:
        """Return the words for one of our codes."""
        return self.say(LABELS[domain][code], language)

    def countries(self) -> frozenset[str]:
        """Return the countries that have a page: where there is a mission, where one works, and what stories name."""

        def find() -> frozenset[str]:
            missions = self.catalogue.registry.missions
            working = {code for one in missions for code in (one.country, *one.accreditation) if code.isupper()}
            return frozenset(working | set(self.catalogue.by_country))

        return self.once("countries", find)

    def subjects(self) -> Mapping[tuple[str, str], list[Shown]]:
        """Return all home stories, retracted ones too, by (kind of subject, code in lower case), oldest first."""
        if not self.by_subject:
            self.by_subject["", ""] = []
            for one in self.catalogue.homes:
                if one.article.kind is not Kind.PAGE:
                    for subject in subjects_of(one):
                        self.by_subject.setdefault(subject, []).append(one)
        return self.by_subject

    def related(self, name: str, language: str) -> tuple[Shown, ...]:
        """Return the older stories at their homes that share most with one, the closest first."""
        return tuple(self.catalogue.home(one) for one in self.kin().get((name, language), ()))

    def kin(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Return the ids of the stories related to each, by (id, language)."""
        if not self.relations:
            self.relations["", ""] = ()
            homes = self.catalogue.homes
            for name, places in related.related(enumerate(homes), self.earlier).items():
                self.relations[name] = tuple(homes[place].article.id for place in places)
        return self.relations

    def country(self, code: str, language: str) -> str:
        """Return a country's name."""
        return country_name(code, language, self.catalogue.registry.network.country_names) if code else ""

    def name(self, names: Names, language: str) -> str:
        """Return a name in a language."""
        return name_in(names, language)

    def mission_link(self, here: Site, mission: Mission, language: str) -> Link:
        """Return a link to a mission's home page, in the reader's language if it speaks that."""
        site = self.site(mission.code)
        spoken = language if language in site.languages else site.languages[0]
        return Link(short_name(mission, language), self.href(here, addresses.home(site, spoken)))


def subjects_of(one: Shown) -> Iterator[tuple[str, str]]:
    """Yield what a story at its home is about, as `Desk.subjects` names it."""
    article = one.article
    yield from (("topics", code) for code in article.topics)
    yield from (("countries", code.lower()) for code in article.countries)
    yield from (("provinces", code.lower()) for code in article.provinces)
    yield from (("cities", code) for code in article.cities)
    if one.site.code != "portal":
        yield "regions", one.site.mission.region
    if article.kind is Kind.ADVISORY:
        yield from (("advisories", code.lower()) for code in ("", *article.countries))
    elif article.kind is Kind.EVENT:
        yield "events", ""
    elif article.kind is Kind.EPISODE:
        yield "episodes", ""
    elif article.kind is Kind.POTENTIAL:
        yield "potential", ""
    elif article.kind is Kind.AGREEMENT:
        yield "agreements", ""
