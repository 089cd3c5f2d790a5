"""Social texts: what a press officer posts about a story, ready to be copied.

What the writer typed under `social:` is taken as it is, with the story's address where the network follows links and
the text has none.  Where nothing was typed, title, summary and topics make a post that fits.  Each site has one page of
them, for its newest stories (`/<code>/social/`): public as the stories are, but linked from nowhere and not to be
indexed.  `tasks.py social` prints those of any one story.
"""

from collections.abc import Iterator
from itertools import islice
from unicodedata import category

from ..cldr import language_name
from ..codes import direction, name_in
from ..editorial import addresses
from ..editorial.catalogue import Catalogue, Shown
from ..model import Address, Article, Edition, Kind, Output, Register, Role, Site, State
from ..networks import LINK_WEIGHT, NETWORKS, Network, shorten
from . import cards
from .desk import Desk
from .keys import Keys
from .overviews import Post, SocialStory, SocialView
from .recipes import template
from .scope import Scope
from .views import Head, Link

__all__ = ["address", "plan", "posts", "told", "view"]

_STORIES = 12
_HASHTAGS = 3


def plan(desk: Desk, keys: Keys, scope: Scope) -> Iterator[Output]:
    """Yield the page of each site that has published anything."""
    for site in scope.sites:
        shown = _newest(desk, site)
        if shown:
            language = site.languages[0]
            parts = {"cards": keys.cards(shown), "names": desk.catalogue.vocabulary}
            yield keys.page(template("social"), "social", (site.code,), address(site), site, language, **parts)


def address(site: Site) -> Address:
    """Return where a site's page is."""
    return addresses.below(site, "social/")


def view(desk: Desk, code: str) -> SocialView:
    """The page of a site, in its default language; newest stories first."""
    site = desk.site(code)
    language = site.languages[0]
    return SocialView(
        chrome=desk.chrome(site, language),
        head=Head("", "", address(site).url, robots="noindex"),
        languages=(),
        stories=tuple(
            _story(desk, site, one, edition, language) for one in _newest(desk, site) for edition in _editions(one)
        ),
    )


def posts(catalogue: Catalogue, edition: Edition, url: str) -> tuple[Post, ...]:
    """Return the text for each network, in the order of NETWORKS."""
    return tuple(_post(catalogue, edition, url, network) for network in NETWORKS)


def told(catalogue: Catalogue, article: Article) -> Iterator[str]:
    """Yield the lines of what to post about a story, in each of its languages; none where it is not published now."""
    at_home = (one for one in catalogue.shown.get(article.site, ()) if one.article.id == article.id)
    for one in (one for one in at_home if one.placement.role is Role.HOME and one.live):
        for edition in _editions(one):
            yield f"{edition.title} ({edition.language})"
            for post in posts(catalogue, edition, catalogue.address(one, edition).url):
                yield f"\n--- {post.name}, {post.length}/{post.limit}{', written for it' if post.typed else ''}"
                yield post.text
            yield ""


def _newest(desk: Desk, site: Site) -> tuple[Shown, ...]:
    own = (
        one
        for one in reversed(desk.catalogue.by_origin.get((site.code, "local"), ()))
        if one.article.kind is not Kind.PAGE
    )
    return tuple(islice(own, _STORIES))


def _editions(one: Shown) -> tuple[Edition, ...]:
    return tuple(edition for edition, what in one.editions if what is State.LIVE and edition.register is Register.FULL)


def _story(desk: Desk, site: Site, one: Shown, edition: Edition, language: str) -> SocialStory:
    found = desk.catalogue.address(one, edition)
    card = cards.address(desk, edition, State.LIVE)
    return SocialStory(
        title=Link(edition.title, desk.href(site, found), edition.language),
        date=one.article.date,
        direction=direction(edition.language),
        language_name=language_name(edition.language, desk.interface(language)),
        card=desk.href(site, card) if card else "",
        posts=posts(desk.catalogue, edition, found.url),
    )


def _post(catalogue: Catalogue, edition: Edition, url: str, network: Network) -> Post:
    typed = getattr(edition.social, network.code)
    if typed:
        text = f"{typed}\n\n{url}" if network.links and "://" not in typed else typed
    else:
        text = _made(catalogue, edition, url, network)
    return Post(network.code, network.name, text, network.measure(text), network.limit, bool(typed))


def _made(catalogue: Catalogue, edition: Edition, url: str, network: Network) -> str:
    """Title and summary as far as they fit, the address, and the topics as hashtags where there is room left."""
    names = {topic.code: topic.names for topic in catalogue.registry.network.topics}
    topics = (name_in(names[code], edition.language) for code in edition.topics if code in names)
    tags = " ".join(["#" + tag for tag in map(_hashtag, topics) if tag][:_HASHTAGS])
    link = f"\n\n{url}" if network.links else ""
    room = network.limit - (LINK_WEIGHT + 2 if link else 0)
    words = [edition.title] if network.code == "x" else [edition.title, edition.summary]
    text = shorten("\n\n".join(part for part in words if part), room, network.measure)
    tagged = f"{text}{link}\n\n{tags}"
    return tagged if tags and network.measure(tagged) <= network.limit else text + link


def _hashtag(name: str) -> str:
    """ "Ekonomi kreatif" as EkonomiKreatif: letters, digits and their marks only."""
    words = ("".join(one for one in word if one.isalnum() or category(one)[0] == "M") for word in name.split())
    return "".join(word[:1].upper() + word[1:] for word in words)
