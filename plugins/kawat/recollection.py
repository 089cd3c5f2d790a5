"""Recollection: the catalogue of the last build, read from its snapshot a story at a time, only as far as it is asked.

It is equal to the catalogue that `editorial.catalogue.compile` would make; what a story is and where it stands is
decided by the same functions, of its own texts and the network.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar, cast, overload

from .digests import digest
from .editorial import addresses, catalogue, editions, links
from .editorial.catalogue import Catalogue, Shown
from .editorial.routing import Router
from .model import Article, Kind, Media, Registry
from .snapshot import Snapshot, Story, list_name
from .source import schema
from .source.cache import Cache, Texts

__all__ = ["Recollection"]

K = TypeVar("K")
V = TypeVar("V")


class Recollection:
    """What is recalled of a snapshot, with some stories' texts as they are now."""

    def __init__(
        self, snapshot: Snapshot, stories: list[Story], registry: Registry, cache: Cache, now: datetime
    ) -> None:
        """Args:
        stories: of the snapshot, with the new names of texts that were edited.
        """
        self._snapshot, self._stories, self._cache, self._now = snapshot, stories, cache, now
        self._registry = registry
        self._router = Router(registry)
        self._languages = {mission.code: mission.languages for mission in registry.missions}
        self._shown: dict[int, tuple[Shown, ...]] = {}
        self._articles: dict[int, Article] = {}

    def catalogue(self, siteurl: str) -> Catalogue:
        """Return the catalogue; nothing of it is read yet."""
        self._sites = addresses.sites(self._registry, siteurl)
        media = _Lazy(self._media_names.keys, self._medium)
        targets, known = json.loads(self._snapshot.text("targets"))
        at_home = _at_home
        return Catalogue(
            now=self._now,
            registry=self._registry,
            sites=self._sites,
            articles=_Lazy(lambda: self._number, lambda name: self.article(self._number[name])),
            shown=self._lists("shown", lambda site: site),
            at=_Lazy(lambda: self._number, lambda name: self.at(self._number[name])),
            homes=cast(tuple[Shown, ...], _Many(self, self._snapshot.numbers("homes", ""), "")),
            by_kind=self._lists("by_kind", lambda name: name[0], lambda name: (name[0], Kind(name[1]))),
            by_topic=self._lists("by_topic", at_home),
            by_country=self._lists("by_country", at_home),
            by_province=self._lists("by_province", at_home),
            texts=Texts(self._cache),
            bodies={path: body for story in self._stories for path, _, body in story.texts},
            media=media,
            targets=links.Targets(targets, frozenset(known), media, frozenset(self._sites)),
            vocabulary=digest(self._registry.network),
            due=None,
        )

    def subjects(self) -> dict[tuple[str, str], list[Shown]]:
        """Return what `Desk.subjects` would."""
        lists = self._lists("subjects", _at_home, lambda name: (name[0], name[1]))
        return cast(dict[tuple[str, str], list[Shown]], lists)

    def article(self, number: int) -> Article:
        """Return a story by its number."""
        if number not in self._articles:
            names = [name for _, name, _ in self._stories[number].texts]
            read = self._cache.readings(names)
            texts = [edition for name in names if (edition := read[name].edition) is not None]
            beside = _Lazy(self._media_names.keys, self._medium)
            (article,), _ = editions.gather(texts, (), self._languages, schema.REQUIRED, beside)
            self._articles[number] = article
        return self._articles[number]

    def at(self, number: int) -> tuple[Shown, ...]:
        """Return where a story stands.

        Raises:
            KeyError: nowhere.
        """
        if number not in self._shown:
            article = self.article(number)
            self._shown[number] = catalogue.show(article, self._router.place(article), self._sites, self._now)
        if not self._shown[number]:
            raise KeyError(number)
        return self._shown[number]

    @cached_property
    def _number(self) -> dict[str, int]:
        return {story.id: number for number, story in enumerate(self._stories)}

    @cached_property
    def _media_names(self) -> dict[str, str]:
        return dict(line.split("\t") for line in self._snapshot.lines("media"))

    def _medium(self, path: str) -> Media:
        found = self._cache.media([self._media_names[path]])[self._media_names[path]]
        assert isinstance(found, Media)
        return found

    def _lists(
        self, index: str, site: Callable[[Any], str], name: Callable[[list[str]], Any] = lambda parts: parts[0]
    ) -> "_Lazy[Any, Any]":
        def names() -> list[Any]:
            return [name(line.split("\t")) for line in self._snapshot.lines(f"names {index}")]

        return _Lazy(names, lambda one: _Many(self, self._snapshot.numbers(index, list_name(one)), site(one)))


def _at_home(name: object) -> str:
    return ""


class _Lazy(Mapping[K, V]):
    """A mapping whose values are found when they are asked for."""

    def __init__(self, names: Callable[[], Any], find: Callable[[K], V]) -> None:
        self._names, self._find = names, find
        self._found: dict[K, V] = {}

    def __getitem__(self, name: K) -> V:
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def __iter__(self) -> Iterator[K]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())


class _Many(Sequence[Shown]):
    """Stories by their numbers, as one site shows them, or (no site) as their homes do."""

    def __init__(self, recollection: Recollection, numbers: tuple[int, ...], site: str) -> None:
        self._recollection, self._numbers, self._site = recollection, numbers, site

    @overload
    def __getitem__(self, place: int) -> Shown: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Shown, ...]: ...

    def __getitem__(self, place: int | slice) -> Shown | tuple[Shown, ...]:
        if isinstance(place, slice):
            return tuple(self._one(number) for number in self._numbers[place])
        return self._one(self._numbers[place])

    def __len__(self) -> int:
        return len(self._numbers)

    def _one(self, number: int) -> Shown:
        shown = self._recollection.at(number)
        return next(one for one in shown if one.site.code == self._site) if self._site else shown[0]
