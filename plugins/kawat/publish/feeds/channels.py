"""Channels: which feeds there are, and which stories each of them holds.

    site        feeds/news.xml in its default language, news.<lang>.xml in the others, simple.<lang>.xml in plain words
                and of the first, feeds/archive/news.<month>.xml: its older stories (`archives`)
    portal      feeds/{topics,regions,countries,provinces,cities}/<code>.xml over all sites; advisories, episodes,
                potential, agreements; countries/<cc>/advisories; each also in the portal's other languages, as
                <name>.<lang>.xml

A feed in the default language leaves out nothing: a story that has no edition in it comes in the language that suits
best. A feed in another language holds what stands in exactly that language.  Feeds of declared subjects are there
before their first story, so that an outlet can subscribe at once and a feed never disappears.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ...codes import name_in
from ...editorial import addresses, lifecycle
from ...editorial.catalogue import Shown
from ...model import Address, Channel, Edition, Episode, Kind, Register, Site, State
from ...patterns import pattern
from ...records import dataclass
from ..desk import Desk
from . import archives

__all__ = [
    "EPOCH",
    "FORMS",
    "TYPES",
    "Entry",
    "Feed",
    "address",
    "all_feeds",
    "changed",
    "channel",
    "entries",
    "feeds",
    "new_archives",
    "title",
]

FORMS = {"rss": ".xml", "podcast": ".xml", "atom": ".atom", "json": ".json"}
"""Formats, and how their files end; `.rss` is served with a type that clients refuse."""

TYPES = {
    "rss": "application/rss+xml",
    "podcast": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
"""Media types of the formats."""

_RECENT = timedelta(days=7)
_KEPT = ("rss", "atom")
"""Formats of archives: those for which RFC 5005 has words."""
_COUNTRY = pattern(r"feeds/countries/([a-z]{2})\.xml")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""What an empty feed says of its last change: never the clock."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, by what tells it from the others.

    Attributes:
        site: the code of the site that offers it.
        of: "news", "simple", "topics", "regions", "countries", "provinces", "cities", "advisories", "episodes",
            "potential", "agreements".
        code: the subject's code, in lower case; empty where `of` says all.
        form: a key of FORMS.
        archive: the name of an archive of it; empty for the feed itself.
    """

    site: str
    of: str
    language: str
    code: str = ""
    form: str = "rss"
    archive: str = ""

    @property
    def subject(self) -> tuple[str, ...]:
        """What its output is about; the feed can be made of it."""
        return self.site, self.of, self.language, self.code, self.form, self.archive

    @property
    def name(self) -> str:
        """Its name below feeds/, without language and suffix."""
        if self.archive:
            return f"archive/{self.of}.{self.archive}"
        if self.of == "advisories" and self.code:
            return f"countries/{self.code}/advisories"
        return f"{self.of}/{self.code}" if self.code else self.of


@dataclass(frozen=True, slots=True)
class Entry:
    """A story in a feed: as which site shows it, in which edition; `summary_only` where plain words are missing."""

    shown: Shown
    edition: Edition
    state: State
    summary_only: bool = False


def all_feeds(desk: Desk) -> Iterator[Feed]:
    """Yield every feed, those of the portal first."""
    network = desk.catalogue.registry.network
    countries = sorted(desk.countries() | _told_of(desk))
    subjects = (
        (of, code.lower())
        for of, codes in (
            ("topics", [one.code for one in network.topics]),
            ("regions", [one.code for one in network.regions]),
            ("countries", countries),
            ("provinces", [one.code for one in network.provinces]),
            ("cities", [one.code for one in network.cities]),
            ("advisories", ["", *countries]),
            ("episodes", [""]),
            ("potential", [""]),
            ("agreements", [""]),
        )
        for code in codes
    )
    sites = tuple(desk.catalogue.sites.values())
    yield from feeds(desk, subjects, sites)
    for site in sites:
        yield from _archived(site, archives.full(desk, site.code))


def new_archives(desk: Desk, sites: Iterable[Site]) -> Iterator[Feed]:
    """Yield the archives of some sites that were not published yet, and those that come to know them."""
    for site in sites:
        row = archives.full(desk, site.code)
        paths = [address(site, next(_archived(site, [one]))).path for one in row]
        first = next((at for at, path in enumerate(paths) if path not in desk.published), len(row))
        yield from _archived(site, row[max(0, first - 1) :] if first < len(row) else ())


def _archived(site: Site, row: Iterable[archives.Archive]) -> Iterator[Feed]:
    for archive in row:
        for form in _KEPT:
            yield Feed(site.code, "news", site.languages[0], form=form, archive=archive.name)


def feeds(desk: Desk, subjects: Iterable[tuple[str, str]], sites: Iterable[Site]) -> Iterator[Feed]:
    """Yield the portal's feeds of some subjects, as `Desk.subjects` names them, and those of sites but archives."""
    for of, code in subjects:
        form = "podcast" if of == "episodes" else "rss"
        if of != "events":  # which have a calendar
            yield from (Feed("portal", of, language, code, form) for language in desk.portal.languages)
    for site in sites:
        for language in site.languages:
            yield Feed(site.code, "news", language)
            yield Feed(site.code, "simple", language)
        yield Feed(site.code, "news", site.languages[0], form="atom")
        yield Feed(site.code, "news", site.languages[0], form="json")


def _told_of(desk: Desk) -> frozenset[str]:
    """Countries that have had a feed: where the only story that named one is gone, its feed stays, and is empty."""
    found = (_COUNTRY.fullmatch(path) for path in desk.published)
    return frozenset(match[1].upper() for match in found if match)


def address(site: Site, feed: Feed) -> Address:
    """Return where a feed is."""
    always = feed.of == "simple"  # plain words always say in which language they are
    ending = f".{feed.language}{FORMS[feed.form]}" if always else FORMS[feed.form]
    return addresses.feed(site, feed.name, site.languages[0] if always else feed.language, ending)


def channel(desk: Desk, feed: Feed, within: Iterable[Entry]) -> Channel:
    """Return what a feed says of itself."""
    site = desk.site(feed.site)
    called = title(desk, feed)
    home = addresses.home(site, feed.language)
    if feed.of in ("topics", "countries", "provinces") and feed.code:
        gone = feed.of == "countries" and feed.code.upper() not in desk.countries()
        home = addresses.listing(site, feed.language, feed.of if gone else f"{feed.of}/{feed.code}")
    found = tuple(within)
    return Channel(
        title=called,
        description=called,
        language=feed.language,
        url=address(site, feed).url,
        home_url=home.url,
        updated=max((changed(one) for one in found), default=EPOCH),
        hub="" if feed.archive else desk.portal.mission.hub,
        **_beside(desk, feed),
    )


def title(desk: Desk, feed: Feed) -> str:
    """Return what a reader's program lists a feed as; the kind of feed is told in the theme's words."""
    network, language = desk.catalogue.registry.network, feed.language
    site = name_in(desk.site(feed.site).mission.names, language)
    if feed.of == "news":
        return site
    subject = ""
    if feed.of in ("countries", "advisories"):
        subject = desk.country(feed.code.upper(), language)
    elif feed.code:
        declared = getattr(network, feed.of)
        names = next(one.names for one in declared if one.code.lower() == feed.code)
        subject = name_in(names, language)
    kind = desk.label(feed.of, "feed", language)
    return " – ".join(part for part in (subject, kind, site) if part)


def _beside(desk: Desk, feed: Feed) -> dict[str, str]:
    """Where the archives beside a feed are: of the feed itself, the newest is the previous."""
    if not _has_archives(desk, feed):
        return {}
    row = [replace(feed, archive=one.name) for one in archives.full(desk, feed.site)] + [replace(feed, archive="")]
    at = row.index(feed)
    found = {"previous": row[at - 1]} if at else {}
    if feed.archive:
        found["current"] = row[-1]
        if row[at + 1].archive:
            found["next"] = row[at + 1]
    return {role: address(desk.site(feed.site), one).url for role, one in found.items()}


def _has_archives(desk: Desk, feed: Feed) -> bool:
    """Whether its older stories are kept: those of every site's news, in the language that leaves nothing out."""
    return feed.of == "news" and feed.form in _KEPT and feed.language == desk.site(feed.site).languages[0]


def changed(one: Entry) -> datetime:
    """Return when an entry last changed."""
    return lifecycle.changed(one.edition) or one.shown.article.date


def entries(desk: Desk, feed: Feed) -> Iterator[Entry]:
    """Yield what a feed holds, newest first: 30 stories, on the portal's own also all of the newest seven days.

    The feed that has archives also holds what waits for one.
    """
    newest: datetime | None = None
    count = 0
    waiting = archives.waiting_since(desk, feed.site) if _has_archives(desk, feed) else None
    for shown in _stories(desk, feed):
        newest = newest or shown.article.date
        recent = feed.site == "portal" and feed.of == "news" and newest - shown.article.date < _RECENT
        waits = waiting is not None and shown.article.date >= waiting
        if count >= archives.MOST and not recent and not waits and not feed.archive:
            break
        entry = _entry(desk, feed, shown)
        if entry is not None and (feed.form != "podcast" or _heard(entry)):
            count += 1
            yield entry


def _heard(entry: Entry) -> bool:
    """Whether a podcast tells of a talk: it is recorded, or announced with a place to listen."""
    details = entry.edition.details
    if not isinstance(details, Episode):
        return False
    announced = details.live_at is not None and bool(details.live_url)
    return bool(details.audio) or (announced and entry.state is State.LIVE)


def _entry(desk: Desk, feed: Feed, shown: Shown) -> Entry | None:
    """The edition of a story that a feed carries; retracted ones stay for thirty days, to reach whoever has them."""
    exact = feed.language != desk.site(feed.site).languages[0]
    full = [(one, what) for one, what in shown.editions if one.register is Register.FULL]
    chosen = [pair for pair in full if pair[0].language == feed.language] or ([] if exact else full[:1])
    if not chosen and not full:
        return None
    if not exact and chosen and chosen[0][0].language != feed.language:
        english = [pair for pair in full if pair[0].language == "en"]
        chosen = english or chosen
    if not chosen:
        return None
    edition, state = chosen[0]
    if feed.of == "simple":
        for one, what in shown.editions:
            if one.register is Register.SIMPLE and one.language == edition.language:
                edition, state = one, what
    entry = Entry(shown, edition, state, feed.of == "simple" and edition.register is Register.FULL)
    if state is not State.LIVE and changed(entry) + lifecycle.REMEMBERED <= desk.catalogue.now:
        return None
    return entry


def _stories(desk: Desk, feed: Feed) -> Iterator[Shown]:
    """All stories of a feed, newest first; retracted ones among them."""
    catalogue = desk.catalogue
    if feed.archive:
        (archive,) = (one for one in archives.full(desk, feed.site) if one.name == feed.archive)
        yield from reversed(archive.stories)
        return
    if feed.of in ("news", "simple"):
        shown: Iterable[Shown] = reversed(catalogue.shown.get(feed.site, ()))
        yield from (one for one in shown if one.article.kind is not Kind.PAGE)
        return
    yield from reversed(desk.subjects().get((feed.of, feed.code), ()))
