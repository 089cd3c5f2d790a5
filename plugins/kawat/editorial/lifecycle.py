"""Lifecycle: what a text is at a moment, and when that changes next.

Visible when now >= date, now >= embargo, now < expires, and the status allows.  Moments are compared in UTC.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from ..model import Agreement, Article, Edition, Episode, Event, Placement, State, Status

__all__ = [
    "REMEMBERED",
    "SOON",
    "changed",
    "event_time",
    "forgotten",
    "moments",
    "on_air",
    "placed",
    "state",
    "unreleased",
    "visible",
]

REMEMBERED = timedelta(days=30)
"""How long feeds carry the notice of a retracted story: every outlet has asked by then."""


SOON = timedelta(days=182)
"""How long before its end an agreement is said to end soon."""


def state(edition: Edition, now: datetime, preview: bool = False) -> State:
    """Return what an edition is at `now`.

    What was never released stays hidden whatever its status, so that a removal tells nothing of a text
    that nobody ever saw.

    Args:
        preview: what is not released is taken for released, for its writer's eyes.
    """
    if not preview and (edition.status is Status.DRAFT or _beginning(edition, now)):
        return State.HIDDEN
    if edition.status is Status.REMOVED:
        return State.GONE
    if edition.expires and now >= edition.expires:
        return State.HIDDEN
    return State.WITHDRAWN if edition.status is Status.WITHDRAWN else State.LIVE


def unreleased(edition: Edition, now: datetime) -> tuple[str, datetime | None]:
    """Return why an edition is not released at `now`: "draft", or "embargo" and until when; empty where it is."""
    if edition.status is Status.DRAFT:
        return "draft", None
    begins = _beginning(edition, now)
    return ("embargo", begins) if begins else ("", None)


def visible(article: Article, now: datetime, preview: bool = False) -> tuple[tuple[Edition, State], ...]:
    """Return the editions that have a page at `now` (live, withdrawn or gone), in the article's order.

    A simple edition stands beside a full one of its language or, where there is none, alone.
    """
    states = [(one, state(one, now, preview)) for one in article.editions]
    shown = tuple((one, what) for one, what in states if what is not State.HIDDEN)
    # Translations and simple editions never stand without their lead: it tells what they are.
    return shown if shown and shown[0][0] is article.lead else ()


def placed(
    at_home: tuple[tuple[Edition, State], ...], placement: Placement, now: datetime, preview: bool = False
) -> tuple[tuple[Edition, State], ...]:
    """Return those of the editions that are visible at home which are so where a story was placed.

    There they may begin later and end earlier; as at home, what was removed has a tombstone that does not end.
    """
    if placement.embargo and now < placement.embargo and not preview:
        return ()
    if placement.expires is None or now < placement.expires:
        return at_home
    gone = tuple((one, what) for one, what in at_home if what is State.GONE)
    return gone if gone[:1] == at_home[:1] else ()


def moments(article: Article, placements: Iterable[Placement], now: datetime) -> tuple[datetime, ...]:
    """Return the moments after `now` at which something of an article appears or disappears, sorted.

    Args:
        placements: where it stands, or will.
    """
    released = [one for one in article.editions if one.status is not Status.DRAFT]
    found = {
        moment
        for edition in released
        for moment in (edition.date, edition.embargo, edition.expires, forgotten(edition), *_turns(edition))
    }
    if article.status is not Status.DRAFT:
        found.update(moment for one in placements for moment in (one.embargo, one.expires))
    return tuple(sorted(moment for moment in found if moment is not None and moment > now))


def on_air(edition: Edition, now: datetime) -> str:
    """Return what a talk is at `now`: announced, live or recorded; empty for what is over and not recorded, or no talk.

    Where its length is not said, a talk is taken to last two hours.
    """
    talk = edition.details
    if not isinstance(talk, Episode):
        return ""
    if talk.audio:
        return "recorded"
    begins, ends = _air_time(talk) or (None, None)
    if begins is None or ends is None or now >= ends:
        return ""
    return "announced" if now < begins else "live"


def _air_time(talk: Episode) -> tuple[datetime, datetime] | None:
    length = timedelta(seconds=talk.duration_s) if talk.duration_s else timedelta(hours=2)
    return (talk.live_at, talk.live_at + length) if talk.live_at and not talk.audio else None


def changed(edition: Edition) -> datetime | None:
    """Return when an edition last changed; None where it has no date."""
    moments = (edition.date, edition.updated, *(note.at for note in edition.corrections))
    return max((moment for moment in moments if moment is not None), default=None)


def forgotten(edition: Edition) -> datetime | None:
    """Return when feeds cease to tell that an edition was retracted; None for one that was not."""
    last = changed(edition)
    return last + REMEMBERED if last and edition.status in (Status.WITHDRAWN, Status.REMOVED) else None


def event_time(edition: Edition) -> tuple[datetime, datetime] | None:
    """Return when an event begins and when it is over (where that is not said: as it begins); None for other kinds."""
    details = edition.details
    if not isinstance(details, Event) or details.start is None:
        return None
    return details.start, details.end or details.start


def _beginning(edition: Edition, now: datetime) -> datetime | None:
    """The moment after `now` from which on it may be seen; None where that is past."""
    return max((moment for moment in (edition.date, edition.embargo) if moment and now < moment), default=None)


def _turns(edition: Edition) -> Iterable[datetime]:
    """When an event is over; when a talk is live and when it is over; when an agreement begins to end soon, and when
    its end is past, by days in UTC."""
    details, when = edition.details, event_time(edition)
    if when:
        return [when[1]]
    if isinstance(details, Episode):
        return _air_time(details) or []
    if not isinstance(details, Agreement) or details.ends is None:
        return []
    ends = datetime(details.ends.year, details.ends.month, details.ends.day, tzinfo=UTC)
    return [ends - SOON, ends + timedelta(days=1)]
