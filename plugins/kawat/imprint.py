"""Imprint: what a build knew of the whole tree becomes the parts of a snapshot (`snapshot` says which)."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from . import timetable
from .editorial.catalogue import Catalogue, Shown
from .editorial.history import remains
from .gathering import Gathered
from .model import Article
from .publish import lists
from .publish.desk import Desk
from .publish.feeds import archives
from .registers import Earlier, Register
from .snapshot import Arrived, Snapshot, Story, census_parts, feed_part, list_name, story_part
from .source.codec import encode

__all__ = ["entered", "more", "parts", "story"]

_INDEXES: dict[str, Callable[[Desk], Mapping[Any, Iterable[Shown]]]] = {
    "shown": lambda desk: desk.catalogue.shown,
    "by_kind": lambda desk: desk.catalogue.by_kind,
    "by_origin": lambda desk: desk.catalogue.by_origin,
    "by_year": lambda desk: _by_year(desk),
    "by_topic": lambda desk: desk.catalogue.by_topic,
    "by_country": lambda desk: desk.catalogue.by_country,
    "by_province": lambda desk: desk.catalogue.by_province,
    "subjects": lambda desk: desk.subjects(),
}
"""Lists that are kept; the first four by site, the others of stories at their homes."""


def parts(gathered: Gathered, desk: Desk) -> dict[str, bytes]:
    """Return the parts of a snapshot besides "about"; everything was planned at the desk."""
    catalogue = desk.catalogue
    number = {article.id: place for place, article in enumerate(gathered.articles)}
    stories = _stories(gathered, desk, number)
    made = {
        **census_parts(gathered.census),
        "registry": json.dumps(encode(catalogue.registry)).encode(),
        **Register.pack("ids", {name: str(place) for name, place in number.items()}),
        **Register.pack("texts", {path: str(at) for at, one in enumerate(stories) for path, _, _ in one.texts}),
        **Register.pack("media", {path: gathered.keys[path] for path in gathered.media}),
        **Register.pack("targets", catalogue.targets.texts),
        **Register.pack("traces", {path: json.dumps(encode(left)) for path, left in desk.traces.items()}),
        "known": _known(catalogue.targets.known),
        "timetable": timetable.pack({number[name]: some for name, some in catalogue.moments.items()}).encode(),
        "removed": json.dumps(remains(catalogue, desk.told)).encode(),
        **Earlier.pack(desk.earlier),
    }
    for at, one in enumerate(stories):
        made |= story_part(at, one)
    for feed, told in desk.feeds.items():
        made |= feed_part(feed.subject, *told)
    for index, found in _INDEXES.items():
        made[f"names {index}"] = "\n".join(map(list_name, found(desk))).encode()
    for part, numbers in _lists(desk, number).items():
        made[part] = " ".join(map(str, numbers)).encode()
    for site in catalogue.sites:
        made |= _archives(site, archives.full(desk, site))
    return made


def entered(catalogue: Catalogue, number: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Return the numbers of the stories of a catalogue that are in a list, by the part of the list."""
    desk = Desk(catalogue, lambda language: True, {}, lambda width_px: ())
    return {part: numbers for part, numbers in _lists(desk, number).items() if numbers}


def story(
    article: Article,
    keys: Mapping[str, str],
    related: Iterable[tuple[str, tuple[int, ...]]],
    shown: Iterable[Shown],
    leading: Iterable[int] = (),
) -> Story:
    """Return what a snapshot tells of a story.

    Args:
        keys: names of texts in the cache, by path.
        shown: where it stands.
        leading: the numbers of those to which it is related.
    """
    texts = tuple((one.source.path, keys[one.source.path], one.text) for one in article.editions)
    return Story(article.id, texts, tuple(related), tuple(one.placement for one in shown), tuple(sorted(leading)))


def more(snapshot: Snapshot, arrived: Arrived, full: Mapping[str, Iterable[archives.Archive]]) -> dict[str, bytes]:
    """Return the parts of a snapshot that are other since stories came.

    Args:
        full: the archives of the sites that they entered.
    """
    stories = {**arrived.stories, **arrived.waiting}
    texts = {path: number for number, one in arrived.waiting.items() for path, _, _ in one.texts}
    registers = {
        "ids": {one.id: str(number) for number, one in stories.items()},
        "texts": {path: str(number) for path, number in {**arrived.texts, **texts}.items()},
        "media": dict(arrived.media),
        "targets": dict(arrived.targets),
        "traces": {path: json.dumps(encode(left)) for path, left in arrived.traces.items()},
    }
    made = dict(arrived.earlier)
    if arrived.removed is not None:
        made["removed"] = json.dumps(arrived.removed).encode()
    if arrived.known is not None:
        made["known"] = _known(arrived.known)
    if arrived.moments:
        made["timetable"] = timetable.revised(snapshot.text("timetable"), arrived.moments).encode()
    for name, values in registers.items():
        made |= snapshot.register(name).plus(values)
    for number, one in {**arrived.led, **arrived.later, **stories}.items():
        made |= story_part(number, one)
    names: dict[str, list[str]] = defaultdict(list)
    for part, numbers in arrived.lists.items():
        made[part] = " ".join(map(str, numbers)).encode()
        index, _, name = part.partition(" ")
        if index in _INDEXES and not snapshot.text(part):
            names[f"names {index}"].append(name)
    for site, row in full.items():
        made |= _archives(site, row)
    for part, added in names.items():
        made[part] = "\n".join([*snapshot.lines(part), *added]).encode()
    return made


def _known(names: Iterable[str]) -> bytes:
    return "\n".join(sorted(names)).encode()


def _archives(site: str, full: Iterable[archives.Archive]) -> dict[str, bytes]:
    return {f"archives {site}": json.dumps([(one.name, len(one.stories)) for one in full]).encode()}


def _lists(desk: Desk, number: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """The numbers of the stories of each list, by its part."""
    catalogue = desk.catalogue
    found: dict[str, Iterable[Shown]] = {"homes ": catalogue.homes}
    for index, lists_of in _INDEXES.items():
        found |= {f"{index} {list_name(name)}": shown for name, shown in lists_of(desk).items()}
    found |= {f"archived {site}": archives.kept(desk, site) for site in catalogue.sites}
    return {part: tuple(number[one.article.id] for one in shown) for part, shown in found.items()}


def _by_year(desk: Desk) -> dict[tuple[str, str, int], Sequence[Shown]]:
    return {
        (code, kind, year): shown
        for code, kind in desk.catalogue.by_kind
        for year, shown in lists.by_year(desk, code, kind).items()
    }


def _stories(gathered: Gathered, desk: Desk, number: Mapping[str, int]) -> list[Story]:
    related: dict[str, list[tuple[str, tuple[int, ...]]]] = defaultdict(list)
    leading: dict[str, set[int]] = defaultdict(set)
    for (name, language), others in desk.kin().items():
        related[name].append((language, tuple(number[one] for one in others)))
        for one in others:
            leading[one].add(number[name])
    at, none = desk.catalogue.at, ()
    return [
        story(one, gathered.keys, related.get(one.id, none), at.get(one.id, none), leading.get(one.id, none))
        for one in gathered.articles
    ]
