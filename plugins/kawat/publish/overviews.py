"""Overviews: the views of pages that lead to stories and missions: home pages, lists, the directory.

As in `views`, a page shows nothing but what its view holds.
"""

from datetime import datetime

from ..records import dataclass
from .later import View
from .views import Card, Chrome, Head, Link

__all__ = [
    "CountryGroup",
    "DirectoryView",
    "IndexView",
    "ListingView",
    "MissionCard",
    "MissionView",
    "NotFoundView",
    "PortalView",
    "Post",
    "Region",
    "RegionGroup",
    "SocialStory",
    "SocialView",
]


@dataclass(frozen=True, slots=True)
class MissionCard:
    """A mission in the directory; `point` is where the world map shows it, in units of the map."""

    name: str
    short: str
    kind: str
    city: str
    country: str
    href: str
    status: str
    point: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CountryGroup:
    """The missions in one country, its embassy first; `anchor` names the group in its page, `label` in a list."""

    name: str
    label: str
    anchor: str
    missions: tuple[MissionCard, ...]


@dataclass(frozen=True, slots=True)
class RegionGroup:
    """The missions in one world region, by country."""

    name: str
    anchor: str
    countries: tuple[CountryGroup, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """Stories from the missions of one world region."""

    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class PortalView(View):
    """The ministry's home page: what warns first, then the lead story and the latest, then the regions."""

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    advisories: tuple[Card, ...]
    lead: Card | None
    latest: tuple[Card, ...]
    regions: tuple[Region, ...]
    talk: Card | None
    missions: tuple[RegionGroup, ...]
    topics: tuple[Link, ...]
    provinces: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MissionView(View):
    """A mission's home page.

    Attributes:
        central: from the ministry; neighbours: from other missions.
        accreditation: the countries (with their pages) and organisations that it works with.
        address, hours, emergency, telephone, email: those that are published; empty or None where they are not.
        speaks: names of its languages.
        offers: where it tells of what provinces offer, and how much; "" and 0 for nothing.
        travel: the countries that it works in, each with its page in Safe Travel and the level there, 0 for none.
    """

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    city: str
    country: str
    hours: str
    address: str
    emergency: Link | None
    telephone: Link | None
    email: Link | None
    accreditation: tuple[Link, ...]
    speaks: tuple[str, ...]
    travel: tuple[tuple[Link, int], ...]
    offers: tuple[str, int]
    advisories: tuple[Card, ...]
    lead: Card | None
    local: tuple[Card, ...]
    central: tuple[Card, ...]
    neighbours: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ListingView(View):
    """A page of a list: a kind (or a year of it), a topic, a country, a province.

    Attributes:
        of: "kind", "topic", "country" or "province".
        kind: the kind, where `of` is "kind"; its label is the heading, else `heading` is.
        cards: newest first.
        number: 0 for the newest page; full pages count from the oldest, 1.
        missions: on a country's page, the missions in charge of it, wherever they are.
        advisories, agreements: on a country's page, those that are about it.
        potential: on a province's page, what it offers.
        upcoming: in the newest list of events, those that are not over, the next one first.
        provinces: in the newest list of local potential, the provinces that are named in it.
        years: the years of a kind's list.
    """

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    of: str
    kind: str
    heading: str
    description: str
    year: int
    number: int
    cards: tuple[Card, ...]
    newest: str
    newer: str
    older: str
    years: tuple[Link, ...]
    missions: tuple[Link, ...]
    advisories: tuple[Card, ...]
    agreements: tuple[Card, ...]
    potential: tuple[Card, ...]
    upcoming: tuple[Card, ...]
    provinces: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DirectoryView:
    """All missions by region and country.

    Attributes:
        kinds: those that there are, in the order of rank.
        countries: all groups by label.
        sheet: width and height of the world map, in its units.
    """

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    regions: tuple[RegionGroup, ...]
    kinds: tuple[str, ...]
    countries: tuple[CountryGroup, ...]
    sheet: tuple[int, int]


@dataclass(frozen=True, slots=True)
class IndexView:
    """All topics, all countries or all provinces: `of` is "topics", "countries" or "provinces"; links by name."""

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    of: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """What a reader sees at an address that leads nowhere."""

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A text for a social network; its length is counted as the network counts, `typed` where a writer wrote it."""

    network: str
    name: str
    text: str
    length: int
    limit: int
    typed: bool


@dataclass(frozen=True, slots=True)
class SocialStory:
    """A story in one language, with what to post about it; `card` is the picture that networks show, or empty."""

    title: Link
    date: datetime
    direction: str
    language_name: str
    card: str
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class SocialView:
    """A site's page for its press officer, newest stories first."""

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    stories: tuple[SocialStory, ...]
