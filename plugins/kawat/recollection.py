"""Recollection: the catalogue of the last build, read from its snapshot a story at a time, only as far as it is asked.

It is equal to the catalogue that `editorial.catalogue.compile` would make: what a story is and how it stands on a site
is decided by the same functions, of its own texts; on which sites, the snapshot tells, until something falls due.
"""

import dataclasses
import json
import os
from collections import ChainMap, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from itertools import product
from typing import Any, TypeVar, cast, overload

from .digests import digest
from .editorial import addresses, catalogue, editions, links
from .editorial.catalogue import Catalogue, Shown
from .editorial.history import Trace
from .model import Article, Channel, Kind, Media
from .publish.feeds import archives
from .publish.feeds.channels import Feed
from .publish.keys import of_bodies
from .snapshot import Past, Story, list_name, names_of
from .source import schema
from .source.cache import Cache, Texts
from .source.codec import decoder
from .source.reading import Reading

__all__ = ["Recollection"]

_NEWEST = 2
"""So many of a site's newest stories are read together with those of all others."""

_MOST_AHEAD = 32
"""So many stories are read together, of those that are asked for one after the other."""

_TOGETHER = 500
"""The same of a whole list."""

K = TypeVar("K")
V = TypeVar("V")


class Recollection:
    """What is recalled of a snapshot, with some stories' texts as they are now.

    Attributes:
        bodies: of all texts, by name.
    """

    def __init__(self, past: Past, now: datetime, preview: bool = False) -> None:
        self._past, self._snapshot, self._cache, self._now = past, past.snapshot, past.cache, now
        self.bodies = Texts(past.cache)
        self._process = os.getpid()
        self._registry, self._preview = past.network, preview
        self._languages = past.network.languages()
        arrived = past.arrived
        self._edited = past.stories
        self._arrived, self._stories = arrived, {**past.stories, **arrived.led, **arrived.later, **arrived.stories}
        numbers = {one.id: str(number) for number, one in arrived.stories.items()}
        texts = {path: str(number) for path, number in arrived.texts.items()}
        self._ids, self._texts = self._register("ids", numbers), self._register("texts", texts)
        self._media = self._register("media", arrived.media)
        self._shown: dict[int, tuple[Shown, ...]] = {}
        self._articles: dict[int, Article] = {}
        self._shows_kin = False  # whose page shows related stories, so do those of all others

    def catalogue(self, siteurl: str) -> Catalogue:
        """Return the catalogue; nothing of it is read yet."""
        self._sites = addresses.sites(self._registry, siteurl)
        self._standing = self._lists("shown", lambda site: site)
        media = _Lazy(self._media, self._medium)
        known = self._arrived.known
        known = frozenset(self._snapshot.lines("known")) if known is None else known
        named = self._register("targets", self._arrived.targets)
        self._targets = links.Targets(named, known, media, frozenset(self._sites))
        at_home = _at_home
        return Catalogue(
            now=self._now,
            registry=self._registry,
            sites=self._sites,
            articles=_Lazy(self._ids, lambda name: self.article(int(self._ids[name]))),
            shown=self._standing,
            at=_Lazy(self._ids, lambda name: self.at(int(self._ids[name]))),
            homes=cast(tuple[Shown, ...], _Many(self, _Numbers(partial(self._numbers, "homes", "")), "")),
            by_kind=self._lists("by_kind", lambda name: name[0], lambda name: (name[0], Kind(name[1]))),
            by_origin=self._lists("by_origin", lambda name: name[0], lambda name: (name[0], name[1])),
            by_topic=self._lists("by_topic", at_home),
            by_country=self._lists("by_country", at_home),
            by_province=self._lists("by_province", at_home),
            texts=self.bodies,
            bodies=_Lazy(self._texts, self._body),
            media=media,
            targets=self._targets,
            vocabulary=digest(self._registry.network),
            moments={},
            preview=self._preview,
        )

    def before(self) -> "Recollection":
        """Return what is recalled with all texts as they were."""
        return Recollection(dataclasses.replace(self._past, stories={}), self._now, self._preview)

    def subjects(self) -> MutableMapping[tuple[str, str], list[Shown]]:
        """Return what `Desk.subjects` would."""
        return self._lists("subjects", _at_home, lambda name: (name[0], name[1]))

    def kin(self) -> MutableMapping[tuple[str, str], tuple[str, ...]]:
        """Return what `Desk.kin` would."""

        def find(name: tuple[str, str]) -> tuple[str, ...]:
            self._shows_kin = True
            related = dict(self.story(int(self._ids[name[0]])).related)
            return tuple(self.story(number).id for number in related[name[1]])

        return _Lazy((), find)

    def traces(self) -> Mapping[str, Trace]:
        """Return what stands at former addresses, by path."""
        left, known, read = self._arrived.traces, self._snapshot.register("traces"), decoder(Trace)
        names = sorted({*known, *left}) if left else known  # lists of redirects tell of them in this order
        return _Lazy(names, lambda path: left[path] if path in left else read(json.loads(known[path])))

    def feeds(self) -> MutableMapping[Feed, tuple[Channel, str]]:
        """Return what was noted of each feed, and stands on the bodies that texts have now."""
        bodies = [
            (of_bodies([before[::2]]), of_bodies([now[::2]]))
            for number, story in self._edited.items()
            for before, now in product(self._snapshot.story(number).texts, story.texts)
            if before[0] == now[0] and before != now
        ]

        def find(feed: Feed) -> tuple[Channel, str]:
            channel, rows = self._snapshot.feed(feed.subject)
            for before, now in bodies:
                rows = rows.replace(before, now)
            return channel, rows

        return _Lazy((), find)

    def archives(self) -> MutableMapping[str, tuple[tuple[archives.Archive, ...], Sequence[Shown]]]:
        """Return what `feeds.archives` divides of each site."""

        def find(site: str) -> tuple[tuple[archives.Archive, ...], Sequence[Shown]]:
            numbers, begin, found = self._numbers("archived", site), 0, []
            for name, count in self._snapshot.archives(site):
                found.append(archives.Archive(name, _Many(self, numbers[begin : begin + count], site)))
                begin += count
            return tuple(found), _Many(self, numbers[begin:], site)

        return _Lazy(tuple(self._languages), find)

    def years(self) -> MutableMapping[tuple[str, Kind], Mapping[int, Sequence[Shown]]]:
        """Return what `lists.by_year` divides."""
        lists = self._lists("by_year", lambda name: name[0], lambda name: (name[0], Kind(name[1]), int(name[2])))
        known: dict[tuple[str, Kind], list[int]] = defaultdict(list)
        for code, kind, year in lists:
            known[code, kind].append(year)
        return _Lazy(known, lambda name: {year: lists[(*name, year)] for year in sorted(known.get(name, ()))})

    def entered(self, index: str) -> tuple[str, ...]:
        """Return the names of the lists of an index that stories came into."""
        return names_of(index, self._arrived.lists)

    def number(self, name: str) -> int:
        """Return the number of a story by its id."""
        return int(self._ids[name])

    def story(self, number: int) -> Story:
        """Return what is known of a story by its number."""
        if number not in self._stories:
            self._stories[number] = self._snapshot.story(number)
        return self._stories[number]

    def knows(self, number: int) -> bool:
        """Return whether a story was read."""
        return number in self._articles

    def recall(self, texts: Iterable[str]) -> None:
        """Read the stories of these texts, and those that they lead to, and find where they stand."""
        numbers = {int(number) for path in texts if (number := self._texts.get(path))}
        self._recall(numbers)
        further = set(self._linked(numbers))
        if self._shows_kin:
            further.update(one for number in numbers for _, some in self.story(number).related for one in some)
        self._recall(further - numbers)

    def _recall(self, numbers: set[int]) -> None:
        self.several(sorted(numbers))
        for one in sorted(numbers):
            self._place(one)

    def _linked(self, numbers: Iterable[int]) -> Iterator[int]:
        for edition in (one for number in numbers for one in self._articles[number].editions):
            for reference in edition.references[: edition.body_references]:
                target = self._targets.find(reference.value, edition) if reference.vocabulary == "link" else None
                if target and target.article:
                    yield int(self._ids[target.article])

    def unfold(self) -> None:
        """Make ready for many questions, before processes are forked that would each do so."""
        for part in ("ids", "targets"):
            self._snapshot.register(part).unfold()

    def several(self, numbers: Iterable[int]) -> None:
        """Read stories by their numbers: together in a third of the time of one by one."""
        missing = [number for number in numbers if number not in self._articles]
        if len(missing) < 2:  # one alone is read when it is asked for
            return
        self._stories |= self._snapshot.stories(number for number in missing if number not in self._stories)
        names = [name for number in missing for _, name, _ in self._stories[number].texts]
        by_id = {one.id: one for one in self._gathered(names, self._own_cache().readings(names))}
        self._articles |= {number: by_id[self._stories[number].id] for number in missing}

    def newest(self) -> None:
        """Read the newest stories of every site: the portal's home page tells of them."""
        self.several([number for site in self._standing for number in self._standing[site].numbers[-_NEWEST:]])

    def article(self, number: int) -> Article:
        """Return a story by its number."""
        if number not in self._articles:
            names = [name for _, name, _ in self.story(number).texts]
            (self._articles[number],) = self._gathered(names, self._own_cache().readings(names))
        return self._articles[number]

    def _gathered(self, names: Iterable[str], read: Mapping[str, Reading]) -> tuple[Article, ...]:
        texts = [edition for name in names if (edition := read[name].edition) is not None]
        return editions.gather(texts, (), self._languages, schema.REQUIRED, _Lazy(self._media, self._medium))[0]

    def at(self, number: int) -> tuple[Shown, ...]:
        """Return where a story stands.

        Raises:
            KeyError: nowhere.
        """
        shown = self._place(number)
        if not shown:
            raise KeyError(number)
        return shown

    def _place(self, number: int) -> tuple[Shown, ...]:
        if number not in self._shown:
            article, placements = self.article(number), self.story(number).placements
            self._shown[number] = catalogue.show(article, placements, self._sites, self._now, self._preview)
        return self._shown[number]

    def _body(self, path: str) -> str:
        return next(body for known, _, body in self.story(int(self._texts[path])).texts if known == path)

    def _medium(self, path: str) -> Media:
        name = self._media[path]
        found = self._own_cache().media([name])[name]
        assert isinstance(found, Media)
        return found

    def _own_cache(self) -> Cache:
        """Each process opens the database for itself: a connection must not cross a fork."""
        if self._process != os.getpid():
            self._process, self._cache = os.getpid(), Cache(os.path.dirname(self._cache.path))
        return self._cache

    def _register(self, part: str, more: Mapping[str, str]) -> Mapping[str, str]:
        known = self._snapshot.register(part)  # which is asked for each page of an edited template
        return ChainMap(dict(more), cast(dict[str, str], known)) if more else known

    def _numbers(self, index: str, name: str) -> tuple[int, ...]:
        """The numbers of a list.

        Raises:
            KeyError: there is no such list.
        """
        entered = self._arrived.lists.get(f"{index} {name}")
        return self._snapshot.numbers(index, name) if entered is None else entered

    def _lists(
        self, index: str, site: Callable[[Any], str], name: Callable[[list[str]], Any] = lambda parts: parts[0]
    ) -> "_Lazy[Any, Any]":
        lines = self._snapshot.lines(f"names {index}")
        names = dict.fromkeys(name(line.split("\t")) for line in (*lines, *self.entered(index)))
        return _Lazy(names, lambda one: _Many(self, self._numbers(index, list_name(one)), site(one)))


def _at_home(name: object) -> str:
    return ""


class _Lazy(MutableMapping[K, V]):
    """A mapping whose values are found when they are asked for, unless they were put there."""

    def __init__(self, names: Collection[K], find: Callable[[K], V]) -> None:
        self._names, self._find = names, find
        self._found: dict[K, V] = {}

    def __getitem__(self, name: K) -> V:
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def __setitem__(self, name: K, value: V) -> None:
        self._found[name] = value

    def __delitem__(self, name: K) -> None:
        del self._found[name]

    def __iter__(self) -> Iterator[K]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __bool__(self) -> bool:
        return True  # to know whether there are any, all may have to be read


class _Numbers(Sequence[int]):
    """Numbers that are read once anybody asks for them: those of all stories are very many."""

    def __init__(self, find: Callable[[], tuple[int, ...]]) -> None:
        self._find = find

    @cached_property
    def _found(self) -> tuple[int, ...]:
        return self._find()

    def __getitem__(self, place: Any) -> Any:
        return self._found[place]

    def __len__(self) -> int:
        return len(self._found)


class _Many(Sequence[Shown]):
    """Stories by their numbers, as one site shows them, or (no site) as their homes do."""

    def __init__(self, recollection: Recollection, numbers: Sequence[int], site: str) -> None:
        self._recollection, self.numbers, self._site = recollection, numbers, site
        self._ahead = 1

    @overload
    def __getitem__(self, place: int) -> Shown: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Shown, ...]: ...

    def __getitem__(self, place: int | slice) -> Shown | tuple[Shown, ...]:
        if isinstance(place, slice):
            self._recollection.several(self.numbers[place])
            return tuple(self._one(number) for number in self.numbers[place])
        number = self.numbers[place]
        if not self._recollection.knows(number):
            # Whoever asks for one after the other goes from the newest to the oldest.
            end = place % len(self.numbers) + 1
            self._recollection.several(self.numbers[max(0, end - self._ahead) : end])
            self._ahead = min(2 * self._ahead, _MOST_AHEAD)
        return self._one(number)

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Shown]:
        for begin in range(0, len(self.numbers), _TOGETHER):
            yield from self[begin : begin + _TOGETHER]

    def index(self, one: object, begin: int = 0, end: int | None = None) -> int:
        """Return the place of a story, whichever site shows it; none is read.

        Raises:
            ValueError: it is not there.
        """
        assert isinstance(one, Shown)
        end = len(self.numbers) if end is None else end
        return self.numbers.index(self._recollection.number(one.article.id), begin, end)

    def _one(self, number: int) -> Shown:
        shown = self._recollection.at(number)
        return next(one for one in shown if one.site.code == self._site) if self._site else shown[0]
