"""Planning what other programs than feed readers take in: alerts, the wire, calendars, chapters, the news sitemap.

Keys are made as those of feeds are (`planning`): of what is told of each edition that a file shows, the words of its
language, and its state.  Lists that show no more than a few fields are named by the digest of those.
"""

from collections.abc import Callable, Iterator

from ...digests import digest, key
from ...model import Edition, Episode, Kind, Output, State
from ..desk import Desk
from ..scope import Scope
from . import cap, ical, newssitemap, ninjs
from .items import chapters_address, full_editions

__all__ = ["plan"]


def plan(
    desk: Desk, told: Callable[[str, Edition], str], words: Callable[[str], str], scope: Scope
) -> Iterator[Output]:
    """Yield the outputs.

    Args:
        told: key of what is told of an edition, as at home.
        words: key of the theme's words in a language.
    """

    def story(name: str, edition: Edition, state: State) -> str:
        return digest(name, told(name, edition), words(edition.language), state.value)

    for one in scope.homes:
        name = one.article.id
        if one.article.kind is Kind.ADVISORY and cap.country(one.article):
            parts = key(editions=digest([story(name, edition, state) for edition, state in one.editions]))
            yield Output(cap.address(desk, one.article).path, "cap", (name,), parts, "portal")
        for edition, state in full_editions(one):
            if state is State.LIVE and isinstance(edition.details, Episode) and edition.details.chapters:
                path = chapters_address(desk, one.article, edition).path
                parts = key(chapters=digest(edition.title, edition.details.chapters))
                yield Output(path, "chapters", (name, edition.language), parts, one.site.code)
    for one, edition, state in ninjs.wired(desk, scope.shown):
        parts = key(edition=story(one.article.id, edition, state))
        path = ninjs.address(desk, one.article, edition).path
        yield Output(path, "ninjs", (one.article.id, edition.language), parts, "portal")
    if desk.portal in scope.sites:
        listed = ninjs.newest(desk, None if scope.whole else scope.shown)
        yield Output(ninjs.index_address(desk).path, "wire", (), key(items=digest(listed)), "portal")
    channel = digest(desk.portal.mission.names, words(desk.portal.languages[0]))
    for calendar in ical.CALENDARS:
        entries = [story(one.shown.article.id, one.edition, one.state) for one in ical.noted(desk, calendar)]
        parts = key(events=digest(entries), channel=channel)
        yield Output(ical.address(desk, calendar).path, "calendar", (calendar,), parts, "portal")
    sitemap = key(items=digest(newssitemap.rows(desk)))
    yield Output(newssitemap.address(desk).path, "news_sitemap", (), sitemap, "portal")
