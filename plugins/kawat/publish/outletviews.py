"""Views of the pages for outlets: feeds to choose, lists to frame, what editors can rely on.

As in `views`; addresses in `url` are whole, because people take them to other programs.
"""

from ..records import dataclass
from .views import Card, Chrome, Head, Link

__all__ = ["Choice", "EditorsView", "EmbedView", "FeedsView", "Group", "Snippet"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A feed to choose.

    Attributes:
        name: its subject; empty where `label` says it all.
        label: a key of the theme's labels for feeds ("news", "simple", "advisories" …).
        form: "RSS", "Atom" … as the format calls itself.
        url, type: its address and media type.
        opml: the address of a list with everything that goes with the subject; "" where there is none.
    """

    name: str
    label: str
    form: str
    url: str
    type: str
    opml: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Feeds of one sort of subject: `of` is a key of the theme's labels for terms."""

    of: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Snippet:
    """What to paste into a page that shall show a list of ours; `anchor` names its element."""

    name: str
    anchor: str
    url: str
    html: str


@dataclass(frozen=True, slots=True)
class FeedsView:
    """The page on which people choose feeds, of a site in one language.

    Attributes:
        own: the site's own feeds.
        groups: the portal's, by subject; empty on a mission's page.
        missions: the pages of this kind of all missions, on the portal's.
        elsewhere: the portal's page of this kind, on a mission's.
        services: files for other programs (key of the labels, URL, media type), on the portal's.
        opml: the list of all feeds, on the portal's.
        snippets: the list of the site's latest, then the provinces'.
    """

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    own: tuple[Choice, ...]
    groups: tuple[Group, ...]
    missions: tuple[Link, ...]
    elsewhere: str
    services: tuple[tuple[str, str, str], ...]
    opml: str
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class EmbedView:
    """A list that other sites frame; `heading` leads to `more`."""

    chrome: Chrome
    head: Head
    heading: str
    more: str
    stylesheet: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class EditorsView:
    """The page for editors of other media.

    Attributes:
        credit: how a credit line reads.
        authority: what follows "tag:" in every guid.
        podcast, wire, calendar, removed: addresses, whole.
    """

    chrome: Chrome
    head: Head
    languages: tuple[Link, ...]
    credit: str
    authority: str
    podcast: str
    wire: str
    calendar: str
    removed: str
