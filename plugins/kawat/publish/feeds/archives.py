"""Archives: the older stories of a site's news feed, in documents that stay as they are once they are full.

An archive holds whole months, as many as thirty stories allow; a month that has more is cut after each thirty.  It is
there from the first story on that would no longer fit; until then its stories *wait*: the feed itself holds them, so
that feed and archives together never leave one out.  Counted from the oldest on, a new story changes no archive but
the newest, which comes to know the next.

Stories that expire are left out: what has an end is nothing to archive, and would move all others when it goes.
Retracted ones keep their place.  Months are those of the site's time zone.

Source: RFC 5005, section 4.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from ...codes import zone
from ...editorial.catalogue import Shown
from ...model import Kind
from ...records import dataclass
from ..desk import Desk

__all__ = ["MOST", "Archive", "divided", "fill", "full", "kept", "lasting", "packed", "waiting_since"]

MOST = 30


@dataclass(frozen=True, slots=True)
class Archive:
    """Stories of a site, oldest first; the name is that of the newest's month, and tells further ones of it apart."""

    name: str
    stories: Sequence[Shown]


def full(desk: Desk, site: str) -> tuple[Archive, ...]:
    """Return the archives of a site's news, the oldest first."""
    return divided(desk, site)[0]


def divided(desk: Desk, site: str) -> tuple[tuple[Archive, ...], Sequence[Shown]]:
    """Return the archives of a site's news, the oldest first, and the stories that wait for one."""
    if site not in desk.archives:
        desk.archives[site] = _divide(desk, site, kept(desk, site), ())
    return desk.archives[site]


def fill(desk: Desk, site: str) -> None:
    """Put into archives what waits, as far as it fills some since stories came."""
    before, waiting = divided(desk, site)
    more, rest = _divide(desk, site, waiting, tuple(one.name for one in before))
    if more:
        desk.archives[site] = (*before, *more), rest


def _divide(
    desk: Desk, site: str, stories: Sequence[Shown], names: Iterable[str]
) -> tuple[tuple[Archive, ...], tuple[Shown, ...]]:
    local = zone(desk.site(site).mission.timezone)
    found, begin = list[Archive](), 0
    for name, count in packed((f"{one.article.date.astimezone(local):%Y-%m}" for one in stories), names):
        found.append(Archive(name, tuple(stories[begin : begin + count])))
        begin += count
    return tuple(found), tuple(stories[begin:])


def kept(desk: Desk, site: str) -> list[Shown]:
    """Return the stories of a site that are for archives, oldest first."""
    return [one for one in desk.catalogue.shown.get(site, ()) if one.article.kind is not Kind.PAGE and lasting(one)]


def waiting_since(desk: Desk, site: str) -> datetime | None:
    """Return the date of the oldest story that no archive holds yet; None where there is none."""
    waiting = divided(desk, site)[1]
    return waiting[0].article.date if waiting else None


def lasting(one: Shown) -> bool:
    """Return whether a story is for archives: one without an end, neither its own nor that of its copy here."""
    return one.placement.expires is None and all(edition.expires is None for edition, _ in one.editions)


def packed(months: Iterable[str], names: Iterable[str] = ()) -> Iterator[tuple[str, int]]:
    """Yield (name, how many) of each archive of a row of stories; what is left over waits.

    Args:
        months: of each story, oldest first, as "2026-11".
        names: of the archives before.
    """
    held, last, known = 0, "", Counter(name.partition(".")[0] for name in names)

    def closed(month: str, count: int) -> tuple[str, int]:
        known[month] += 1
        return (month if known[month] == 1 else f"{month}.{known[month]}"), count

    for month, within in groupby(months):
        more = sum(1 for _ in within)
        if held and held + more > MOST:
            yield closed(last, held)
            held = 0
        held, last = held + more, month
        while held > MOST:
            yield closed(month, MOST)
            held -= MOST
