"""Additions: texts that come to a story which is there: a translation, the same in plain words.

The story stands where it stood, in the same lists; its own pages, kit and cards are more, and what shows it may show
it in another language now.  So it is an amendment, of which what is new is taken as of a story that came (`arrivals`).
"""

import dataclasses
from collections.abc import Mapping, Sequence
from posixpath import dirname

from .arrivals import concerns
from .editorial.catalogue import Catalogue
from .editorial.links import Targets
from .model import Place
from .reader import Reader
from .snapshot import NOTHING_ARRIVED, About, Past
from .source import tree
from .source.tree import Entry

__all__ = ["read", "settled"]


def read(new: Sequence[Entry], reader: Reader, past: Past) -> tuple[Past, list[Entry]] | None:
    """Return what is known with texts that came to stories, and the files that are new besides.

    Returns None where something is wrong with one of them, or somebody approved such a story as it was.
    """
    languages = past.network.languages()
    places = {one.path: place for one in new if isinstance(place := tree.place(one.path, languages), Place)}
    ids, targets = past.snapshot.register("ids"), past.snapshot.register("targets")
    of = {path: name for path in places if (name := targets.get(dirname(path)))}
    if not of:
        return past, list(new)
    approved = past.network.approved()
    whole = reader.sound([one for one in new if one.path in of], {path: places[path] for path in of})
    if whole is None or not approved.isdisjoint(of.values()):
        return None
    reader.remember(whole=False)
    stories, texts = dict(past.stories), dict[str, int]()
    for edition in whole:
        path = edition.source.path
        number = texts[path] = int(ids[of[path]])
        story = stories.get(number) or past.snapshot.story(number)
        stories[number] = dataclasses.replace(story, texts=(*story.texts, (path, reader.keys[path], edition.text)))
    past = dataclasses.replace(past, stories=stories, arrived=dataclasses.replace(NOTHING_ARRIVED, texts=texts))
    return past, [one for one in new if one.path not in of]


def settled(was: Catalogue, came: Catalogue, past: Past, targets: Targets, about: About) -> Past | None:
    """Return what is known once texts came to stories; None where more may be other.

    Args:
        was, came: catalogues of these stories, and maybe others, as they were and are (`regrouping`).
    """
    numbers = {past.stories[number].id: number for number in past.enlarged}
    visible = {edition.source.path for shown in came.at.values() for edition, _ in shown[0].editions}
    if not visible.issuperset(past.arrived.texts) or any(
        concerns(one, came.articles.values()) for one in about.problems
    ):
        return None
    if not _wait(past, came, numbers):
        return None
    names = {path: name for path, name in came.targets.texts.items() if path not in was.targets.texts}
    if any(path in targets.texts or path in targets.known for path in names):
        return None
    return dataclasses.replace(past, arrived=dataclasses.replace(past.arrived, targets=names))


def _wait(past: Past, came: Catalogue, numbers: Mapping[str, int]) -> bool:
    """Whether no archive holds any of these: in other languages there may be archives of the same stories."""
    for site in {shown.site.code for name in numbers for shown in came.at[name]}:
        held = sum(count for _, count in past.snapshot.archives(site))
        if held and not {*past.snapshot.numbers("archived", site)[:held]}.isdisjoint(numbers.values()):
            return False
    return True
