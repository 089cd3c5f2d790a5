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
    arrived, amended = past.arrived.stories.values(), past.amended
    moved = [past.stories[number].id for number in sorted(past.regrouped)]
    turned = [past.stories[number] for number, otherwise in amended.items() if otherwise]
    if arrived or turned:
        recollection.newest()
    for site in recollection.entered("archived"):
        archives.fill(desk, site)
    leading = sorted({*past.arrived.later, *(number for story in turned for number in story.leading)})
    recollection.several(leading)
    if past.arrived.removed is not None:
        desk.once("gone", lambda: past.arrived.removed)
    planned = outputs.plan_changes(
        desk,
        press,
        [*(one.id for one in arrived), *moved],
        {past.stories[number].id: otherwise for number, otherwise in amended.items()},
        [one.subject for one in shown if one.recipe == "feed"],
        [recollection.story(number).id for number in leading],
        [(of, code) for of, _, code in (name.partition("\t") for name in recollection.entered("subjects"))],
        past.arrived.traces,
    )
    found = {one.path: one for one in planned}
    cards = {one.path for one in shown if one.recipe == "card"}
    gone = frozenset(one.path for one in shown if one.path not in found)
    own = past.amended_texts
    shared = any(not own.issuperset(one.texts) for one in shown if one.path in cards)
    retracted = {path for number in past.retracted for path, _, _ in past.stories[number].texts}
    if shared or not gone <= cards | {one.path for one in shown if retracted.issuperset(one.texts)}:
        return None
    came, stood = {*moved, *(one.id for one in arrived)}, {one.path for one in shown}
    new = {one.path for one in planned if one.recipe in _OF_A_STORY and not came.isdisjoint(one.subject)} - stood
    # Where there is such a card, another text is called the same.
    new |= {one.path for one in planned if one.recipe == "card"} - cards
    return None if new & desk.traces.keys() or any(path in desk.published for path in new) else (found, gone)
