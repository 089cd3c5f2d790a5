"""Discovery: which feeds a page tells feed readers of (`<link rel="alternate">`), the one that suits it best first.

Source: RSS Advisory Board, "RSS Autodiscovery"; WHATWG HTML, 4.6.7.1, "Link type alternate".
"""

from ..model import Kind, Site
from .desk import Desk
from .feeds.channels import TYPES, Feed, address, title
from .views import FeedLink

__all__ = ["link", "of_home", "of_kind", "of_site", "of_subject"]

_KINDS = {
    Kind.ADVISORY: "advisories",
    Kind.EPISODE: "episodes",
    Kind.POTENTIAL: "potential",
    Kind.AGREEMENT: "agreements",
}
"""Kinds of which the portal has a feed over all sites."""


def of_site(desk: Desk, site: Site, language: str) -> tuple[FeedLink, ...]:
    """Return the site's news in a language."""
    return (link(desk, Feed(site.code, "news", language)),)


def of_home(desk: Desk, site: Site, language: str) -> tuple[FeedLink, ...]:
    """Return the site's news, in all formats that there are in that language, and its stories in plain words."""
    forms = ("rss", "atom", "json") if language == site.languages[0] else ("rss",)
    news = (link(desk, Feed(site.code, "news", language, form=form)) for form in forms)
    return (*news, link(desk, Feed(site.code, "simple", language)))


def of_kind(desk: Desk, site: Site, kind: Kind, language: str) -> tuple[FeedLink, ...]:
    """Return what goes with a site's list of a kind."""
    over_all = site.code == "portal" and kind in _KINDS
    own = (link(desk, Feed("portal", _KINDS[kind], language, form=_form(kind))),) if over_all else ()
    return (*own, *of_site(desk, site, language))


def of_subject(desk: Desk, of: str, code: str, language: str) -> tuple[FeedLink, ...]:
    """Return what goes with the portal's page of a topic, a country or a province."""
    return (link(desk, Feed("portal", of, language, code.lower())), *of_site(desk, desk.portal, language))


def _form(kind: Kind) -> str:
    return "podcast" if kind is Kind.EPISODE else "rss"


def link(desk: Desk, feed: Feed) -> FeedLink:
    """Return a feed as pages tell of it."""
    return FeedLink(title(desk, feed), address(desk.site(feed.site), feed).url, TYPES[feed.form])
