"""The catalogue: everything that is published at one moment, related, indexed, frozen.

`compile` is the whole of the editorial layer in one sentence: editions are gathered into articles, placed, and asked
what they are now.  The catalogue never holds a text that nobody may see yet, so nothing made of it can leak one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from ..digests import digest
from ..model import (
    Address,
    Article,
    Edition,
    Kind,
    Media,
    Placement,
    Register,
    Registry,
    Role,
    Site,
    State,
)
from ..problems import Problem, problem
from ..records import dataclass
from . import addresses, editions, lifecycle, links
from .routing import Router

__all__ = ["Catalogue", "Shown", "broken_links", "compile", "show"]

N = TypeVar("N")


@dataclass(frozen=True, slots=True)
class Shown:
    """An article as one site shows it now.

    Attributes:
        editions: those that may be read there, with their states, the lead edition (or the one that stands in) first.
    """

    article: Article
    placement: Placement
    site: Site
    editions: tuple[tuple[Edition, State], ...]

    @property
    def live(self) -> bool:
        """Whether lists and feeds show it: neither withdrawn nor removed."""
        return self.editions[0][1] is State.LIVE

    @property
    def offered(self) -> tuple[Edition, ...]:
        """The editions that other media may take: the live ones, of anything but a page."""
        if self.article.kind is Kind.PAGE:
            return ()
        return tuple(one for one, what in self.editions if what is State.LIVE)

    def pick(self, language: str) -> Edition:
        """Return the edition that suits a reader of that language best."""
        return editions.choose(self.article, language, [one for one, what in self.editions if what is State.LIVE])

    def in_language(self, language: str, register: Register = Register.FULL) -> Edition | None:
        """Return the live edition in exactly that language and register."""
        for one, what in self.editions:
            if one.language == language and one.register is register and what is State.LIVE:
                return one
        return None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of it; tuples of Shown are from the oldest to the newest, ties broken by id.

    Attributes:
        sites: by code, the portal first.
        articles: those that are shown anywhere, by id.
        shown: what each site shows (home, copies and links, all states), by site.
        at: where an article is shown, its home first, by id.
        homes: every story at its home, in all states.
        by_kind: the live ones of a site, by (site, kind).
        by_origin: the same by (site, whose they are): "local", its own; "central", the ministry's; "neighbours".
        by_topic, by_country, by_province: the live ones at their homes, over all sites; a country's with those of the
            missions in it.
        texts: the HTML of bodies by `Edition.text`; may read them only when asked.
        bodies: `Edition.text` of every edition of the articles, by the path of its file.
        media: usable media files by path.
        targets: what links can lead to.
        vocabulary: digest of the network's names, which nearly every page shows some of.
        moments: when something of an article, also of one not shown, will appear or disappear, by id; sorted.
        preview: whether it holds what is not released yet, for its writers' eyes.
    """

    now: datetime
    registry: Registry
    sites: Mapping[str, Site]
    articles: Mapping[str, Article]
    shown: Mapping[str, tuple[Shown, ...]]
    at: Mapping[str, tuple[Shown, ...]]
    homes: tuple[Shown, ...]
    by_kind: Mapping[tuple[str, Kind], tuple[Shown, ...]]
    by_origin: Mapping[tuple[str, str], tuple[Shown, ...]]
    by_topic: Mapping[str, tuple[Shown, ...]]
    by_country: Mapping[str, tuple[Shown, ...]]
    by_province: Mapping[str, tuple[Shown, ...]]
    texts: Mapping[str, str]
    bodies: Mapping[str, str]
    media: Mapping[str, Media]
    targets: links.Targets
    vocabulary: str
    moments: Mapping[str, tuple[datetime, ...]]
    preview: bool = False

    @property
    def due(self) -> datetime | None:
        """The next moment at which anything appears or disappears; None where nothing is waiting."""
        return min((of_one[0] for of_one in self.moments.values()), default=None)

    def address(self, one: Shown, edition: Edition) -> Address:
        """Return where a shown edition is read: a link is read at its home."""
        if one.placement.role is Role.COPY:
            return addresses.copy(one.site, one.article, edition)
        return addresses.article(self.sites[one.article.site], one.article, edition)

    def home(self, article: str) -> Shown:
        """Return an article as its home site shows it."""
        return self.at[article][0]

    def on(self, site: str, article: str) -> Shown:
        """Return an article as a site shows it.

        Raises:
            KeyError: where it does not stand on that site.
        """
        for one in self.at[article]:
            if one.site.code == site:
                return one
        raise KeyError((site, article))


def compile(
    articles: Iterable[Article],
    registry: Registry,
    now: datetime,
    texts: Mapping[str, str],
    media: Mapping[str, Media],
    siteurl: str = "",
    preview: bool = False,
) -> Catalogue:
    """Return the catalogue of what is published at `now`; with `preview`, also of what is not released yet."""
    router, sites = Router(registry), addresses.sites(registry, siteurl)
    everything = tuple(articles)
    at: dict[str, tuple[Shown, ...]] = {}
    moments: dict[str, tuple[datetime, ...]] = {}
    for article in everything:
        placements = router.place(article)
        if to_come := lifecycle.moments(article, placements, now):
            moments[article.id] = to_come
        shown = show(article, placements, sites, now, preview)
        if shown:
            at[article.id] = shown
    by_site: dict[str, list[Shown]] = defaultdict(list)
    homes: list[Shown] = []
    for article in sorted(everything, key=lambda one: (one.date, one.id)):
        for one in at.get(article.id, ()):
            by_site[one.site.code].append(one)
            if one.placement.role is Role.HOME:
                homes.append(one)
    live = [one for one in homes if one.live]
    shown_articles = {article.id: article for article in everything if article.id in at}
    return Catalogue(
        now=now,
        registry=registry,
        sites=sites,
        articles=shown_articles,
        shown={site: tuple(ones) for site, ones in by_site.items()},
        at=at,
        homes=tuple(homes),
        texts=texts,
        bodies={one.source.path: one.text for article in shown_articles.values() for one in article.editions},
        media=media,
        targets=_targets(everything, shown_articles, media, sites),
        vocabulary=digest(registry.network),
        moments=moments,
        preview=preview,
        by_kind=_live_by(by_site, lambda one: one.article.kind),
        by_origin=_live_by(by_site, _origin),
        by_topic=_by(live, lambda article: article.topics),
        by_country=_by(live, lambda article: _countries(article, sites[article.site])),
        by_province=_by(live, lambda article: article.provinces),
    )


def show(
    article: Article, placements: tuple[Placement, ...], sites: Mapping[str, Site], now: datetime, preview: bool = False
) -> tuple[Shown, ...]:
    """Return where an article stands at `now`, its home first; nowhere, where its home does not show it."""
    at_home = lifecycle.visible(article, now, preview)
    if not at_home:
        return ()
    found = []
    for placement in placements:
        there = lifecycle.placed(at_home, placement, now, preview)
        if there:
            site = sites[placement.site]
            suited = _suited(there, site) if placement.role is Role.COPY else there
            found.append(Shown(article, placement, site, suited))
    return tuple(found)


def broken_links(catalogue: Catalogue, unread: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """Return a Problem for each link of a published text that names nothing which exists.

    Args:
        unread: paths of texts that exist but were not read, or not published because of an error.
    """
    found = []
    for article in catalogue.articles.values():
        for edition in article.editions:
            for one in edition.references[: edition.body_references]:
                if one.vocabulary == "link" and catalogue.targets.find(one.value, edition) is None:
                    if catalogue.targets.is_known(one.value, edition, unread):
                        continue
                    about = {"value": one.value}
                    found.append(problem("K042", edition.source.path, one.line, one.column, len(one.value), **about))
    return tuple(found)


def _suited(there: tuple[tuple[Edition, State], ...], site: Site) -> tuple[tuple[Edition, State], ...]:
    """A copy brings the editions in the target's languages; failing those the English one, else the lead."""
    if len(there) == 1:
        return there
    for languages in (site.languages, ("en",)):
        suited = tuple((one, what) for one, what in there if one.language in languages)
        if any(one.register is Register.FULL for one, _ in suited):
            return suited
    return tuple((one, what) for one, what in there if one.language == there[0][0].language)


def _countries(article: Article, home: Site) -> tuple[str, ...]:
    """The countries that a story is about, and the one that its mission works in."""
    host = () if home.code == "portal" else (home.mission.country,)
    return tuple(dict.fromkeys((*article.countries, *host)))


def _live_by(by_site: Mapping[str, list[Shown]], name: Callable[[Shown], N]) -> dict[tuple[str, N], tuple[Shown, ...]]:
    found: dict[tuple[str, N], list[Shown]] = defaultdict(list)
    for site, ones in by_site.items():
        for one in ones:
            if one.live:
                found[site, name(one)].append(one)
    return {key: tuple(ones) for key, ones in found.items()}


def _origin(one: Shown) -> str:
    if one.placement.role is Role.HOME:
        return "local"
    return "central" if one.article.site == "portal" else "neighbours"


def _by(homes: Iterable[Shown], codes: Callable[[Article], tuple[str, ...]]) -> dict[str, tuple[Shown, ...]]:
    found: dict[str, list[Shown]] = defaultdict(list)
    for one in homes:
        for code in codes(one.article):
            found[code].append(one)
    return {code: tuple(ones) for code, ones in found.items()}


def _targets(
    everything: Iterable[Article], shown: Mapping[str, Article], media: Mapping[str, Media], sites: Mapping[str, Site]
) -> links.Targets:
    texts: dict[str, str] = {}
    known: set[str] = set()
    for article in everything:
        if article.id not in shown:
            known.update(links.published(article))
        else:
            texts.update(dict.fromkeys(links.published(article), article.id))
    return links.Targets(texts, frozenset(known), media, frozenset(sites))
