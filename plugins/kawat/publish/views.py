"""Views: all that a template may show of a story, and what is around every page; `overviews` has those of lists.

A page is a function of its template and one of these; nothing else is in scope.  Whatever a view holds is therefore
the page's whole list of dependencies.  Strings are plain text, which the template escapes; `Markup` is HTML that was
sanitised when it was read.  Addresses in `href` are ready to be written into a link of that page.  Those that derive
from `View` may have fields which are worked out once a template asks for them (see `later`).  A page asks by chrome and
by card for what was rendered of it before (see `once`), so their hashes leave out what takes long to hash.
"""

from dataclasses import field
from datetime import date, datetime

from markupsafe import Markup

from ..model import Cue, Quote
from ..records import dataclass
from .later import View
from .offer import Offer

__all__ = [
    "ArticleView",
    "Card",
    "Chrome",
    "Dateline",
    "Fact",
    "FeedLink",
    "Head",
    "Image",
    "Link",
    "MediaView",
    "Note",
    "OpenGraph",
    "RedirectView",
    "SharedPicture",
    "TombstoneView",
]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `language` (BCP 47) is set where the target or the label is in another language than the page."""

    label: str
    href: str
    language: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in several widths.

    Attributes:
        src, width_px, height_px: the rendition that every browser can show.
        sources: (media type, srcset) pairs, the best format first.
    """

    src: str
    width_px: int
    height_px: int
    alt: str
    sources: tuple[tuple[str, str], ...] = ()
    credit: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Chrome:
    """What is around every page of a site in one language: header, navigation, footer.

    Attributes:
        language: of the chrome, BCP 47; a page's text may be in another.
        direction: "ltr" or "rtl".
        kinds: the site's navigation as (kind, href); labels come from the theme's catalogue.
        pages: the site's own pages ("about us"), by title.
        services: the portal's services as (name, href); labels come from the theme's catalogue.
        feeds, editors: where people choose feeds, and what editors of other media can rely on.
        copy_script: the module that makes links of the class "copy" copy what they lead to.
        zone: IANA name of the site's time zone, in which dates are shown.
        successor: who took over, where the mission is closed.
        demonstration: whether to say that this is not the ministry's own site.
        search: the page that a search leads to; search_data: the folder of its index, a whole URL from other hosts.
        script: of every page; search_module: what it fetches once somebody is about to search.
    """

    language: str
    direction: str
    site: str
    name: str
    short: str
    kind: str
    status: str
    successor: Link | None = field(hash=False)
    home: str
    kinds: tuple[tuple[str, str], ...] = field(hash=False)
    portal_name: str
    portal: str
    missions: str
    topics: str
    countries: str
    provinces: str
    pages: tuple[Link, ...] = field(hash=False)
    services: tuple[tuple[str, str], ...] = field(hash=False)
    feeds: str
    editors: str
    copy_script: str
    stylesheet: str
    icon: str
    accent: str
    zone: str
    demonstration: bool
    search: str
    search_data: str
    script: str
    search_module: str


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page tells of; `type` is its media type."""

    title: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """A picture that networks show where the page is shared; its URL is absolute."""

    url: str
    type: str
    width_px: int
    height_px: int
    alt: str


@dataclass(frozen=True, slots=True)
class OpenGraph:
    """What networks show where the page is shared, besides title, description and address (see `publish.opengraph`).

    Attributes:
        pictures: the one to be shown first.
        published, modified, section, tags: of the vocabulary `article`; empty for other pages.
    """

    type: str
    locale: str
    other_locales: tuple[str, ...] = ()
    pictures: tuple[SharedPicture, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head(View):
    """What a page says about itself to machines; addresses are absolute.

    Attributes:
        alternates: (hreflang, URL) of the translations, this page included; empty where there are none.
        feeds: those that go with the page, the closest first.
        robots: "" or "noindex".
        graph: None where nothing is to be shared but title and address.
        structured: JSON-LD as it stands in a script element.
    """

    title: str
    description: str
    canonical: str
    alternates: tuple[tuple[str, str], ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    robots: str = ""
    graph: OpenGraph | None = None
    structured: Markup | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a kind's particulars: `name` is a key of the theme's labels.

    Attributes:
        value: a plain string, shown as it is unless `moment` is given, which the template formats.
        day: whether only the day of the moment counts.
    """

    name: str
    value: str = ""
    moment: date | None = None
    day: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Card(View):
    """A story in a list.

    Attributes:
        language, direction: of the title and summary.
        foreign: the language's name where it is not that of the page, else "".
        source: who published it, where that is another site than the page's, else "".
        zone: IANA zone in which `date` is shown.
        facts: its particulars, where the list is of its kind.
    """

    title: str
    href: str
    summary: str
    kind: str
    date: datetime
    zone: str
    language: str
    direction: str
    foreign: str = ""
    source: str = ""
    image: Image | None = field(default=None, hash=False)
    level: int = 0
    place: str = ""
    facts: tuple[Fact, ...] = field(default=(), hash=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A correction, and when it was made."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class MediaView:
    """Audio or video of the page; `tracks` are (kind, language, href) of WebVTT files."""

    kind: str
    href: str
    type: str
    size_bytes: int
    tracks: tuple[tuple[str, str, str], ...] = ()
    poster: str = ""
    poster_alt: str = ""
    external: bool = False


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a story comes from, and the ministry's seat: cities, and the IANA zones in which its times are shown."""

    city: str
    zone: str
    seat: str
    seat_zone: str


@dataclass(frozen=True, slots=True)
class ArticleView(View):
    """A story, at home or as a copy; also a page ("about us").

    Attributes:
        language, direction: of the text; the chrome's may differ.
        foreign: the name of the text's language where the chrome's differs.
        simple: whether this is the simplified edition; `other_register` leads to the other one.
        withdrawn: the reason, where it was withdrawn.
        unreleased: "draft" or "embargo" where it is shown before its time; released_at: until when the embargo holds.
        sources: from whom it comes: who wrote it, where it was taken over; on a copy the mission that published it.
        publisher: the mission that wrote it, with its home page.
        zone: IANA zone in which its times are shown.
        also: the other sites where it stands, on its home only.
        languages: this story in other languages.
        related: older stories that share much with it.
        offer: what outlets may take of it; None for a page, and for what was withdrawn.
        share: links with which readers pass it on; the one without a label is a letter.
    """

    chrome: Chrome
    head: Head
    kind: str
    title: str
    summary: str
    language: str
    direction: str
    foreign: str
    simple: bool
    other_register: str
    withdrawn: str
    unreleased: str
    released_at: datetime | None
    corrections: tuple[Note, ...]
    authors: tuple[str, ...]
    date: datetime
    updated: datetime | None
    zone: str
    dateline: Dateline
    publisher: Link
    image: Image | None
    body: Markup
    facts: tuple[Fact, ...]
    level: int
    media: MediaView | None
    pictures: tuple[Image, ...]
    chapters: tuple[tuple[int, str], ...]
    transcript: tuple[Cue, ...]
    quotes: tuple[Quote, ...]
    sources: tuple[Link, ...]
    also: tuple[Link, ...]
    languages: tuple[Link, ...]
    topics: tuple[Link, ...]
    places: tuple[Link, ...]
    tags: tuple[str, ...]
    related: tuple[Card, ...]
    share: tuple[Link, ...]
    offer: Offer | None


@dataclass(frozen=True, slots=True)
class TombstoneView:
    """What is left of a story that is not there any more: nothing but the reason.

    Attributes:
        remains: "removed", "expired" or "unavailable".
    """

    chrome: Chrome
    head: Head
    remains: str
    reason: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class RedirectView:
    """A page that leads on to where a story is now; `target` is absolute."""

    chrome: Chrome
    head: Head
    target: str
