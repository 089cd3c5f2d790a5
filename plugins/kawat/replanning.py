"""Replanning: the outputs that may be other since stories came or were amended, out of what the last build knew."""

from collections.abc import Iterable

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
    desk: Desk, press: Press, recollection: Recollection, past: Past, shown: Iterable[Output]
) -> dict[str, Output] | None:
    """Return these outputs by path, but those of the search.

    Args:
        shown: what showed any of the stories that were amended.
    Returns None where one of them would take the place of another, or where it is not known what became of one.
    """
    found: dict[str, Output] = {}
    if any(past.amended.values()) or past.arrived.stories:
        recollection.newest()
    if past.amended:
        amended = {past.stories[number].id: otherwise for number, otherwise in past.amended.items()}
        turned = [past.stories[number] for number, otherwise in past.amended.items() if otherwise]
        leading = sorted({number for story in turned for number in story.leading})
        recollection.several(leading)
        feeds = [one.subject for one in shown if one.recipe == "feed"]
        later = [recollection.story(number).id for number in leading]
        found |= {one.path: one for one in outputs.plan_amendments(desk, press, amended, feeds, later)}
        if any(one.path not in found for one in shown):
            return None
    if past.arrived.stories:
        entered = _entered(desk, press, recollection, past)
        if entered is None:
            return None
        found |= entered
    return found


def _entered(desk: Desk, press: Press, recollection: Recollection, past: Past) -> dict[str, Output] | None:
    """The outputs that may be other since stories came, by path; None where one of them would take another's place."""
    for site in recollection.entered("archived"):
        archives.fill(desk, site)
    arrived, later = ([one.id for one in some.values()] for some in (past.arrived.stories, past.arrived.later))
    planned = {one.path: one for one in outputs.plan_arrivals(desk, press, arrived, later)}
    of_stories = (one for one in planned.values() if one.recipe in _OF_A_STORY)
    own = {one.path for one in of_stories if not set(arrived).isdisjoint(one.subject)}
    return None if own & desk.traces.keys() or any(path in desk.published for path in own) else planned
