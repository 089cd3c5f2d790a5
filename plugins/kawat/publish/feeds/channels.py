"""Channels: which feeds there are, and what is in them.

A site has a news feed in each of its languages, with all that it shows in that language: its own stories and the
copies. An Item's guid is a tag URI (RFC 4151) of the story's permanent id, so that a story which stands on many sites
arrives once, and survives a change of slug, title and host.
"""

from datetime import UTC, datetime

from ...codes import name_in
from ...editorial import addresses
from ...editorial.catalogue import Shown
from ...editorial.missions import short_name
from ...model import Article, Channel, Edition, Item, Kind, Register, Role, Site
from ..desk import Desk
from ..stories import absolute_body

__all__ = ["guid", "in_feed", "news"]

_MOST = 30
_AUTHORITY_SINCE = "2026"


def news(desk: Desk, code: str, language: str) -> Channel:
    """Return the news feed of a site in a language: the newest 30 stories that it shows in that language."""
    site = desk.site(code)
    name = name_in(site.mission.names, language)
    return Channel(
        title=name,
        description=name,
        language=language,
        url=desk.feed(site, language).url,
        home_url=addresses.home(site, language).url,
        items=tuple(_item(desk, site, one, edition) for one, edition in in_feed(desk, code, language)),
    )


def in_feed(desk: Desk, code: str, language: str) -> tuple[tuple[Shown, Edition], ...]:
    """Return what the feed holds, newest first: full editions that stand in exactly that language."""
    found: list[tuple[Shown, Edition]] = []
    for one in reversed(desk.catalogue.shown.get(code, ())):
        if not one.live or one.article.kind is Kind.PAGE:
            continue
        edition = one.in_language(language, Register.FULL)
        if edition is not None:
            found.append((one, edition))
        if len(found) == _MOST:
            break
    return tuple(found)


def guid(desk: Desk, edition: Edition, article: Article) -> str:
    """Return the permanent name of an edition in all feeds (RFC 4151); the year is part of the authority.

    The edition in its home site's default language bears the bare id, so that adding a translation changes nothing.
    """
    home = desk.site(article.site)
    language = "" if edition.language == home.languages[0] else f".{edition.language}"
    simple = ".simple" if edition.register is Register.SIMPLE else ""
    return f"tag:{_authority(desk)},{_AUTHORITY_SINCE}:{article.id}{language}{simple}"


def _authority(desk: Desk) -> str:
    """A name that stays when the portal moves to another host."""
    return desk.portal.mission.authority or desk.portal.url.split("/")[2]


def _item(desk: Desk, site: Site, one: Shown, edition: Edition) -> Item:
    article, home = one.article, desk.site(one.article.site)
    words = {"title": edition.title, "summary": edition.summary}
    if one.placement.role is not Role.HOME:
        words |= desk.override(edition, site.code)
    topics = {topic.code: topic.names for topic in desk.catalogue.registry.network.topics}
    return Item(
        guid=guid(desk, edition, article),
        url=addresses.article(home, article, edition).url,
        title=words["title"],
        summary=words["summary"],
        content=absolute_body(desk, article.id, edition),
        language=edition.language,
        creator=short_name(home.mission, edition.language),
        published=article.date,
        updated=max([article.date, edition.updated or article.date, *(note.at for note in edition.corrections)]),
        categories=tuple(name_in(topics[code], edition.language) for code in article.topics),
    )


EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""What an empty feed says of its last change; the clock would make its bytes change."""
