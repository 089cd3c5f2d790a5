"""Imprint: what a build knew of the whole tree becomes the parts of a snapshot (`snapshot` says which)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from .editorial.catalogue import Shown
from .gathering import Gathered
from .publish.desk import Desk
from .publish.feeds import archives
from .snapshot import Register, Story, census_parts, list_name, story_part
from .source.codec import encode

__all__ = ["parts"]

_INDEXES = ("shown", "by_kind", "by_topic", "by_country", "by_province", "subjects")
"""Lists of the catalogue that are kept; the first two by site, the others of stories at their homes."""


def parts(gathered: Gathered, desk: Desk) -> dict[str, bytes]:
    """Return the parts of a snapshot besides "about"; everything was planned at the desk."""
    catalogue = desk.catalogue
    number = {article.id: place for place, article in enumerate(gathered.articles)}
    stories = _stories(gathered, desk, number)
    made = {
        **census_parts(gathered.census),
        "registry": json.dumps(encode(catalogue.registry)).encode(),
        "ids": Register.pack({name: str(place) for name, place in number.items()}),
        "texts": Register.pack({path: str(at) for at, one in enumerate(stories) for path, _, _ in one.texts}),
        "media": Register.pack({path: gathered.keys[path] for path in gathered.media}),
        "targets": Register.pack(catalogue.targets.texts),
        "traces": Register.pack({path: json.dumps(encode(left)) for path, left in desk.traces.items()}),
        "known": "\n".join(sorted(catalogue.targets.known)).encode(),
        "homes ": _numbers(number, catalogue.homes),
    }
    for at, story in enumerate(stories):
        made |= story_part(at, story)
    for index in _INDEXES:
        lists = desk.subjects() if index == "subjects" else getattr(catalogue, index)
        made[f"names {index}"] = "\n".join(map(list_name, lists)).encode()
        for name, shown in lists.items():
            made[f"{index} {list_name(name)}"] = _numbers(number, shown)
    for site in catalogue.sites:
        full, waiting = archives.divided(desk, site)
        made[f"archives {site}"] = json.dumps([(one.name, len(one.stories)) for one in full]).encode()
        made[f"archived {site}"] = _numbers(number, [*(one for each in full for one in each.stories), *waiting])
    return made


def _stories(gathered: Gathered, desk: Desk, number: Mapping[str, int]) -> list[Story]:
    related: dict[str, list[tuple[str, tuple[int, ...]]]] = defaultdict(list)
    for (name, language), others in desk.kin().items():
        related[name].append((language, tuple(number[one] for one in others)))
    return [
        Story(
            one.id,
            tuple((e.source.path, gathered.keys[e.source.path], e.text) for e in one.editions),
            tuple(related.get(one.id, ())),
        )
        for one in gathered.articles
    ]


def _numbers(number: Mapping[str, int], shown: Iterable[Shown]) -> bytes:
    return " ".join(str(number[one.article.id]) for one in shown).encode()
