"""Replanning: the outputs that may be other since stories came or were amended, out of what the last build knew."""

from collections.abc import Collection

from .model import Output
from .publish import outputs
from .publish.desk import Desk
from .publish.feeds import archives
from .publish.templating import Press
from .recollection import Recollection
from .snapshot import Past

__all__ = ["plan"]

_OF_A_STORY = frozenset(("article", "plain_text", "kit", "ninjs"))
"""Recipes of what only one story has, so that of a new one all are new."""


def plan(
    desk: Desk, press: Press, recollection: Recollection, past: Past, shown: Collection[Output]
) -> tuple[dict[str, Output], frozenset[str]] | None:
    """Return these outputs by path, but those of the search, and the paths of those that go.

    Args:
        shown: what showed any of the stories that were amended.
    Returns None where one of them would take the place of another, or where it is not known what became of one.
    """
    found: dict[str, Output] = {}
    gone: set[str] = set()
    if any(past.amended.values()) or past.arrived.stories:
        recollection.newest()
    if past.amended:
        amended = {past.stories[number].id: otherwise for number, otherwise in past.amended.items()}
        turned = [past.stories[number] for number, otherwise in past.amended.items() if otherwise]
        leading = sorted({*past.arrived.later, *(number for story in turned for number in story.leading)})
        recollection.several(leading)
        feeds = [one.subject for one in shown if one.recipe == "feed"]
        later = [recollection.story(number).id for number in leading]
        found |= {one.path: one for one in outputs.plan_amendments(desk, press, amended, feeds, later)}
        gone = {one.path for one in shown if one.path not in found}
        own = {path for number in past.amended for path, _, _ in past.stories[number].texts}
        cards = {one.path for one in shown if one.recipe == "card"}
        shared = any(not own.issuperset(one.texts) for one in shown if one.path in cards)
        if shared or not gone <= cards:
            return None
    if past.arrived.stories:
        entered = _entered(desk, press, recollection, past)
        if entered is None:
            return None
        found |= entered
    known = {one.path for one in shown}
    new_cards = (path for path, one in found.items() if one.recipe == "card" and path not in known)
    if any(path in desk.published for path in new_cards):  # another text is called the same
        return None
    return found, frozenset(gone)


def _entered(desk: Desk, press: Press, recollection: Recollection, past: Past) -> dict[str, Output] | None:
    """The outputs that may be other since stories came, by path; None where one of them would take another's place."""
    for site in recollection.entered("archived"):
        archives.fill(desk, site)
    arrived, later = ([one.id for one in some.values()] for some in (past.arrived.stories, past.arrived.later))
    planned = {one.path: one for one in outputs.plan_arrivals(desk, press, arrived, later)}
    of_stories = (one for one in planned.values() if one.recipe in _OF_A_STORY)
    own = {one.path for one in of_stories if not set(arrived).isdisjoint(one.subject)}
    return None if own & desk.traces.keys() or any(path in desk.published for path in own) else planned
