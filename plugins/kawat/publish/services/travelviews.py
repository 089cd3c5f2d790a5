"""The views of Safe Travel's pages."""

from datetime import datetime

from markupsafe import Markup

from ...records import dataclass
from ..views import Chrome, Fact, Head, Link, Note

__all__ = ["Advice", "Contact", "CountryRow", "EmergencyView", "Mark", "Offline", "TravelCountryView", "TravelView"]


@dataclass(frozen=True, slots=True)
class Offline:
    """How a page stays readable without a network.

    Attributes:
        script: the module that registers the worker and shows notices whose time has come.
        worker: the service worker (`theme/static/worker.js`), which serves what lies in its folder.
        keep: pages that it keeps besides the one that is read.
    """

    script: str
    worker: str
    keep: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country with its level; `titles` are of the advice that is in force, the gravest first."""

    name: str
    href: str
    level: int
    titles: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A country on the world map; `corners` is an SVG polygon's points, empty for a circle round `point`."""

    name: str
    href: str
    level: int
    point: tuple[int, int]
    corners: str


@dataclass(frozen=True, slots=True)
class TravelView:
    """All countries that there is advice on, the gravest level first, as a list and on the map.

    Attributes:
        levels: (level, its countries by name).
        countries: every country that has a page, by name.
        data: the URL of the same for programs.
    """

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    offline: Offline
    levels: tuple[tuple[int, tuple[CountryRow, ...]], ...]
    marks: tuple[Mark, ...]
    sheet: tuple[int, int]
    countries: tuple[Link, ...]
    emergency: str
    data: str


@dataclass(frozen=True, slots=True)
class Advice:
    """A text of advice, whole.

    Attributes:
        anchor: what the ids in its text begin with; `parts` are (name, id) of those of its headings that name a part.
        until: when it expires; the page says so itself once that is past.
    """

    anchor: str
    title: str
    summary: str
    href: str
    language: str
    direction: str
    foreign: str
    level: int
    facts: tuple[Fact, ...]
    changes: tuple[Note, ...]
    parts: tuple[tuple[str, str], ...]
    body: Markup
    until: datetime | None
    zone: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A mission in charge; what it publishes of its telephone and e-mail, and nothing else.

    Attributes:
        seat: city and country, where the mission lies in another country than the one that it is in charge of.
    """

    mission: Link
    status: str
    seat: str
    emergency: Link | None
    telephone: Link | None
    email: Link | None


@dataclass(frozen=True, slots=True)
class TravelCountryView:
    """The advice on a country, whole, and who is in charge there."""

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    offline: Offline
    name: str
    level: int
    advice: tuple[Advice, ...]
    contacts: tuple[Contact, ...]
    overview: str
    country: str
    emergency: str
    feed: str
    data: str


@dataclass(frozen=True, slots=True)
class EmergencyView:
    """All missions in charge by country; `published` says whether any publishes how to reach it."""

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    offline: Offline
    countries: tuple[tuple[Link, tuple[Contact, ...]], ...]
    published: bool
    overview: str
