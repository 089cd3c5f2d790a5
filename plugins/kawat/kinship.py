"""Kinship: which stories are related to which (`publish.related`), as a snapshot tells it, revised."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence

from .editorial.catalogue import Catalogue
from .publish import related
from .recollection import Recollection
from .registers import Earlier
from .snapshot import Past, Story

__all__ = ["led", "renamed", "turned"]

_MOST = 200
"""Where more stories share a word with a title that was edited, to plan everything costs little more."""


def turned(before: Mapping[int, Story], kin: Mapping[str, Mapping[str, tuple[int, ...]]]) -> dict[int, Story]:
    """Return those of some stories to which others are related than before.

    Args:
        kin: the numbers of the stories that are related now, by id and language.
    """
    return {
        number: dataclasses.replace(one, related=tuple(kin[one.id].items()))
        for number, one in before.items()
        if dict(one.related) != kin[one.id]
    }


def led(past: Past, before: Mapping[int, Story], now: Mapping[int, Story]) -> dict[int, Story]:
    """Return the stories that are related to some of these, or are so no more, as they are now.

    Args:
        before: what was known of those of them that are not new.
    """
    found: dict[int, Story] = {}
    for number, one in now.items():
        was = before[number].leads_to if number in before else set()
        for other in was ^ one.leads_to:
            story = found.get(other) or now.get(other) or past.known(other)
            found[other] = dataclasses.replace(story, leading=tuple(sorted({*story.leading} ^ {number})))
    return found


def renamed(past: Past, numbers: Collection[int], recollection: Recollection, siteurl: str) -> Past | None:
    """Return what is known once some stories have other titles; None where too many others may be related otherwise.

    Args:
        numbers: of these stories.
        recollection: of the past.
    """
    homes, earlier = past.snapshot.numbers("homes", ""), Earlier(past.snapshot.text)
    now = recollection.catalogue(siteurl)
    then = recollection.before().catalogue(siteurl)
    places = set[int]()
    for number in numbers:
        name = past.stories[number].id
        if name in now.at:
            place = homes.index(number)
            places |= {place, *related.renamed(place, then.home(name), now.home(name), earlier)}
    if len(places) > _MOST:
        return None
    before = {homes[place]: past.known(homes[place]) for place in sorted(places)}
    recollection.several(before)
    later = turned(before, _kin(now, homes, places, earlier))
    others = led(past, before, later)
    arrived = dataclasses.replace(
        past.arrived,
        later={number: others.pop(number, one) for number, one in later.items()},
        led=others,
        earlier=earlier.parts(),
    )
    return dataclasses.replace(past, arrived=arrived)


def _kin(
    now: Catalogue, homes: Sequence[int], places: Collection[int], earlier: Earlier
) -> dict[str, dict[str, tuple[int, ...]]]:
    """The numbers of the stories related to those at these places, by id and language."""
    found = {}
    for place in places:
        one = now.homes[place]
        kin = related.again(place, one, earlier)
        found[one.article.id] = {language: tuple(homes[at] for at in some) for language, some in kin.items()}
    return found
