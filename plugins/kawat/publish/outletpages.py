"""Pages for outlets: where people choose feeds, lists that other sites frame, and what editors can rely on.

The portal has all three, and offers feeds and lists by subject; each mission has its own feeds and its own list.  What
may be framed lies below `embed/` and runs no script; that browsers let others frame it is for the web server to say
(`headers`), since a page's own policy cannot (CSP 3, 6.4.2, "frame-ancestors").
"""

from collections.abc import Iterator
from html import escape
from itertools import islice

from ..codes import name_in
from ..digests import digest
from ..editorial import addresses
from ..editorial.catalogue import Shown
from ..model import Address, Kind, Names, Output, Site
from .desk import Desk
from .discovery import of_home
from .feeds import ical, ninjs
from .feeds.channels import TYPES, Feed, address
from .feeds.items import authority
from .keys import Keys
from .outletviews import Choice, EditorsView, EmbedView, FeedsView, Group, Snippet
from .recipes import template
from .republish import credit
from .scope import Scope
from .views import Head, Link

__all__ = ["editors", "embed", "feeds", "latest", "plan"]

MOST_LISTED = 8
_FORMS = {"rss": "RSS", "podcast": "Podcast", "atom": "Atom", "json": "JSON Feed"}
_ALL_OVER = ("advisories", "episodes", "potential", "agreements")
_SNIPPET = '<iframe src="{url}" title="{title}" width="100%" height="520" loading="lazy"></iframe>'


def feeds(desk: Desk, code: str, language: str) -> FeedsView:
    """The page on which people choose among the feeds of a site."""
    site, at_portal = desk.site(code), code == "portal"

    def there(one: str) -> Address:
        return addresses.feeds(site, one)

    own = [_choice(desk, Feed(code, "news", language, form=form)) for form in _forms(site, language)]
    own.append(_choice(desk, Feed(code, "simple", language)))
    if at_portal:
        own += [_choice(desk, Feed("portal", of, language, form=_form(of))) for of in _ALL_OVER]
    portal, spoken = desk.portal, desk.portal_language(language)
    return FeedsView(
        chrome=desk.chrome(site, language),
        head=Head(
            title="",
            description="",
            canonical=there(language).url,
            alternates=desk.alternates(site, there),
            feeds=of_home(desk, site, language),
        ),
        languages=desk.languages(site, language, there),
        own=tuple(own),
        groups=tuple(_groups(desk, language)) if at_portal else (),
        missions=tuple(_missions(desk, language)) if at_portal else (),
        elsewhere="" if at_portal else desk.href(site, addresses.feeds(portal, spoken)),
        services=tuple(_services(desk)) if at_portal else (),
        opml=_opml(desk, "all") if at_portal else "",
        snippets=tuple(_snippets(desk, site, language)),
    )


def embed(desk: Desk, code: str, language: str, province: str) -> EmbedView:
    """A list of the latest that other sites frame: of a site, or of a province over all sites."""
    site = desk.site(code)
    name, more = desk.name(site.mission.names, language), addresses.home(site, language)
    if province:
        name = name_in(_provinces(desk)[province], language)
        more = addresses.listing(site, language, f"provinces/{province}")
    return EmbedView(
        chrome=desk.chrome(site, language),
        head=Head(name, "", addresses.embed(site, language, province).url, robots="noindex"),
        heading=name,
        more=desk.href(site, more),
        stylesheet=desk.static_href(site, "embed.css"),
        cards=tuple(desk.card(site, language, one) for one in latest(desk, code, province)),
    )


def editors(desk: Desk, language: str) -> EditorsView:
    """The page that tells editors of other media what they can rely on."""
    site = desk.portal

    def there(one: str) -> Address:
        return addresses.editors(site, one)

    example = f"{site.url}{language}/{Kind.NEWS}/…/"
    return EditorsView(
        chrome=desk.chrome(site, language),
        head=Head("", "", there(language).url, desk.alternates(site, there), of_home(desk, site, language)),
        languages=desk.languages(site, language, there),
        credit=credit(desk, site, language, example),
        authority=authority(desk),
        podcast=address(site, Feed("portal", "episodes", language, form="podcast")).url,
        wire=ninjs.index_address(desk).url,
        calendar=ical.address(desk, "events").url,
        removed=addresses.asset(site, "removed.json").url,
    )


def plan(desk: Desk, keys: Keys, scope: Scope) -> Iterator[Output]:
    """Yield the outputs; pages of feeds depend on no story, but for which countries there are."""
    portal = desk.portal
    shared = {"names": desk.catalogue.vocabulary, "sheet": digest(desk.static.get("embed.css", ""))}
    told = {"": digest(keys.sites["portal"]), "portal": digest(desk.catalogue.registry, sorted(desk.countries()))}

    def page(recipe: str, subject: tuple[str, ...], at: Address, site: Site, language: str, **parts: str) -> Output:
        return keys.page(template(recipe), recipe, subject, at, site, language, **parts)

    for site in scope.sites:
        for language in site.languages:
            offered = told["portal" if site is portal else ""]
            yield page("feeds", (site.code, language), addresses.feeds(site, language), site, language, feeds=offered)
            cards = keys.cards(latest(desk, site.code))
            at = addresses.embed(site, language)
            yield page("embed", (site.code, language, ""), at, site, language, cards=cards, **shared)
    for language in portal.languages:
        parts = {"feeds": told[""]}
        yield page("editors", (language,), addresses.editors(portal, language), portal, language, **parts)
        for province in scope.codes("provinces", _provinces(desk)):
            cards = keys.cards(latest(desk, "portal", province))
            at = addresses.embed(portal, language, province)
            yield page("embed", ("portal", language, province), at, portal, language, cards=cards, **shared)


def latest(desk: Desk, code: str, province: str = "") -> tuple[Shown, ...]:
    """Return the newest stories of a site or a province, newest first; also what the list's key is made of."""
    catalogue = desk.catalogue
    stories = catalogue.by_province.get(province, ()) if province else catalogue.shown.get(code, ())
    found = (one for one in reversed(stories) if one.live and one.article.kind is not Kind.PAGE)
    return tuple(islice(found, MOST_LISTED))


def _choice(desk: Desk, feed: Feed, name: str = "", opml: str = "") -> Choice:
    url = address(desk.site(feed.site), feed).url
    return Choice(name, feed.of, _FORMS[feed.form], url, TYPES[feed.form], opml)


def _forms(site: Site, language: str) -> tuple[str, ...]:
    return ("rss", "atom", "json") if language == site.languages[0] else ("rss",)


def _form(of: str) -> str:
    return "podcast" if of == "episodes" else "rss"


def _groups(desk: Desk, language: str) -> Iterator[Group]:
    """Every feed by subject; those of a country's travel advice stand below the country."""
    network = desk.catalogue.registry.network
    for of, named in (
        ("topics", [(one.code, name_in(one.names, language)) for one in network.topics]),
        ("provinces", [(one.code, name_in(one.names, language)) for one in network.provinces]),
        ("regions", [(one.code, name_in(one.names, language)) for one in network.regions]),
        ("cities", sorted(((one.code, name_in(one.names, language)) for one in network.cities), key=_by_name)),
        ("countries", sorted(((one, desk.country(one, language)) for one in desk.countries()), key=_by_name)),
    ):
        choices: list[Choice] = []
        for code, name in named:
            opml = _opml(desk, f"{of}/{code.lower()}") if of in ("provinces", "regions") else ""
            choices.append(_choice(desk, Feed("portal", of, language, code.lower()), name, opml))
            if of == "countries":
                choices.append(_choice(desk, Feed("portal", "advisories", language, code.lower()), name))
        yield Group(of, tuple(choices))


def _opml(desk: Desk, name: str) -> str:
    return addresses.feed(desk.portal, name, desk.portal.languages[0], ".opml").url


def _by_name(one: tuple[str, str]) -> tuple[str, str]:
    return one[1].casefold(), one[0]


def _missions(desk: Desk, language: str) -> Iterator[Link]:
    for one in desk.catalogue.registry.missions[1:]:
        site = desk.site(one.code)
        spoken = language if language in site.languages else site.languages[0]
        yield Link(name_in(one.names, language), desk.href(desk.portal, addresses.feeds(site, spoken)))


def _services(desk: Desk) -> Iterator[tuple[str, str, str]]:
    yield "wire", ninjs.index_address(desk).url, "application/json"
    for calendar in ical.CALENDARS:
        yield calendar, ical.address(desk, calendar).url, "text/calendar"
    yield "removed", addresses.asset(desk.portal, "removed.json").url, "application/json"


def _snippets(desk: Desk, site: Site, language: str) -> Iterator[Snippet]:
    """The list of the site's latest first; on the portal then those of the provinces."""
    yield _snippet(desk.name(site.mission.names, language), "embed", addresses.embed(site, language))
    if site.code == "portal":
        for code, names in _provinces(desk).items():
            at = addresses.embed(site, language, code)
            yield _snippet(name_in(names, language), f"embed-{code.lower()}", at)


def _snippet(name: str, anchor: str, at: Address) -> Snippet:
    return Snippet(name, anchor, at.url, _SNIPPET.format(url=escape(at.url), title=escape(name)))


def _provinces(desk: Desk) -> dict[str, Names]:
    return {one.code: one.names for one in desk.catalogue.registry.network.provinces}
