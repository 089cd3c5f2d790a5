"""The snapshot: what a build knew of the whole tree, kept so that an edit of a body need not ask all of it again.

Kept in the cache folder, beside the ledger of the same destination, as sealed parts (`build.store`).  Texts lie where
they always do (`source.cache`); a part holds names, digests, and lists of stories by their numbers:

    about          when and of what the snapshot is; the Problems
    census, noted  what the tree looked like, and what was noted since (`source.census`)
    registry       missions/, as read
    story <n>      id; of each of its texts: path, name in the cache, name of the body; the related stories by
                   language; where it stands; the stories that lead to it
    ids, texts     the number of the story with an id, and of that which a path is a text of; these, media, traces and
                   targets are registers, each in many parts (`registers`)
    earlier <nn>   which stories have what (`publish.related`), by what it is
    media          of each usable media file: path, name in the cache
    traces         what stands at each former address, by path
    removed        id, reason and every address of each story that was removed
    closures       of each template in a language, the digest of all that it reached
    targets, known what links can lead to, and what they will lead to
    timetable      when something of which story will appear or disappear (`timetable`)
    feed …         of a feed: its Channel, and what it is joined from (`publish.desk.Desk.feeds`)
    <index> …      the stories of one list of the catalogue, by number; "names <index>" says which lists there are
    archives …     of a site's news: the name of each archive and how many stories it has; "archived …": those stories,
                   then what waits

A story has a part of its own, and long lists are searched and not read: so an edit reads and writes as much as it
needs, however many stories there are.  What a build leaves here (`imprint`) is a convenience as the ledger is: without
it everything is planned anew, with the same result.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime
from functools import lru_cache
from typing import Any

from .build.store import Store
from .build.writer import OnDisk
from .digests import digest
from .editorial.history import Gone, Trace
from .model import Channel, Placement, Registry
from .problems import Problem
from .profiling import Say
from .records import dataclass
from .registers import Register
from .source import census as censuses
from .source.cache import Cache
from .source.census import NOTHING, Census, Noted
from .source.codec import decoder, encode
from .theming import Files

__all__ = [
    "NOTHING_ARRIVED",
    "About",
    "Arrived",
    "Named",
    "Past",
    "Snapshot",
    "Story",
    "Where",
    "about_part",
    "census_parts",
    "closures_part",
    "feed_part",
    "list_name",
    "names_of",
    "story_part",
]

Named = tuple[str, str, str]
"""A text: its path, its name in the cache, the name of its body."""

_FEW = 200
"""Up to so many looks are noted beside the census, which is written anew with more."""

_TOGETHER = 500
"""So many parts are asked for at a time."""


@dataclass(frozen=True, slots=True)
class About:
    """What a snapshot is of.

    Attributes:
        manifest, look: SHA-256 of the destination's manifest, and how its file looks.
        network, templates: digests of the files below missions/, and of the theme's templates.
        since, due: it holds from this moment until something falls due.
        total, sites, articles: as in `orders.Built`.
    """

    manifest: str
    look: OnDisk
    network: str
    templates: str
    since: datetime
    due: datetime | None
    total: int
    sites: int
    articles: int
    problems: tuple[Problem, ...]
    quarantined: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story by its id.

    Attributes:
        texts: the lead first.
        related: the numbers of the stories that are related to it, by language.
        placements: where it is shown, its home first.
        leading: the numbers of those to which it is related in any language, sorted.
    """

    id: str
    texts: tuple[Named, ...]
    related: tuple[tuple[str, tuple[int, ...]], ...] = ()
    placements: tuple[Placement, ...] = ()
    leading: tuple[int, ...] = ()

    @property
    def leads_to(self) -> set[int]:
        """The numbers of all stories that are related to it."""
        return {number for _, some in self.related for number in some}


class Snapshot:
    """The snapshot of one destination, within the circumstances that it was made under."""

    def __init__(self, folder: str, dest: str, circumstances: str) -> None:
        self._store = Store(folder, circumstances, f"snapshot-{digest(dest)}", together=True)
        self._registers: dict[str, Register] = {}

    def about(self) -> About | None:
        """Return what it is of; None where there is none."""
        try:
            found: About = decoder(About)(json.loads(self._store["about"]))
            return found
        except (KeyError, ValueError, TypeError, IndexError):
            return None

    def keep(self, made: Mapping[str, bytes], anew: bool = False) -> None:
        """Keep parts; with `anew`, no others."""
        self._store.put(made, alone=anew)
        self._registers.clear()

    def lines(self, part: str) -> list[str]:
        """Return the lines of a part; it has none where there is no such part."""
        text = self.text(part)
        return text.split("\n") if text else []

    def text(self, part: str) -> str:
        """Return a part; empty where there is none."""
        try:
            return self._store[part].decode()
        except KeyError:
            return ""

    def census(self) -> Census:
        """Return what the tree looked like.

        Raises:
            KeyError: that is not known.
        """
        return censuses.unpack(self._store["census"])

    def noted(self) -> Noted:
        """Return what was noted since the census.

        Raises:
            KeyError: that is not known.
        """
        return censuses.unpack_noted(self._store["noted"])

    def noted_parts(self, noted: Noted) -> dict[str, bytes]:
        """Return the parts that tell what the tree looks like now: only what was noted, while that is little."""
        if len(noted) <= _FEW:
            return {"noted": censuses.pack_noted(noted)}
        return census_parts(self.census().with_noted(noted))

    def registry(self) -> Registry:
        """Return what missions/ says."""
        return _registry(self._store["registry"])

    def closures(self) -> dict[tuple[str, str], str] | None:
        """Return the closure of each template in a language that anything was made with; None where that is unknown."""
        text = self.text("closures")
        return {(name, language): told for name, language, told in json.loads(text)} if text else None

    def story(self, number: int) -> Story:
        """Return a story by its number.

        Raises:
            KeyError: there is no such story.
        """
        return _story(self._store[f"story {number}"])

    def stories(self, numbers: Iterable[int]) -> dict[int, Story]:
        """Return many stories by their numbers.

        Raises:
            KeyError: one of them is not there.
        """
        wanted = list(numbers)
        found: dict[int, Story] = {}
        for at in range(0, len(wanted), _TOGETHER):
            some = wanted[at : at + _TOGETHER]
            parts = self._store.several([f"story {number}" for number in some])
            found.update(zip(some, map(_story, parts), strict=True))
        return found

    def feed(self, subject: tuple[str, ...]) -> tuple[Channel, str]:
        """Return what is known of a feed.

        Raises:
            KeyError: nothing.
        """
        channel, rows = json.loads(self._store[_feed_name(subject)])
        return decoder(Channel)(channel), rows

    def register(self, name: str) -> Register:
        """Return a register; one without any values, where there are no such parts."""
        if name not in self._registers:
            self._registers[name] = Register(name, lambda part: self._store.get(part, b""))
        return self._registers[name]

    def listed(self, part: str) -> tuple[int, ...]:
        """Return the numbers of the stories of a list, by its part; none where there is no such list."""
        return tuple(map(int, self.text(part).split()))

    def removed(self) -> tuple[Gone, ...]:
        """Return the stories that were removed, sorted by id."""
        return tuple((name, reason, tuple(urls)) for name, reason, urls in json.loads(self.text("removed") or "[]"))

    def archives(self, site: str) -> list[tuple[str, int]]:
        """Return the name of each archive of a site's news, and how many stories it has, the oldest first."""
        return [(name, count) for name, count in json.loads(self.text(f"archives {site}") or "[]")]

    def numbers(self, index: str, name: str) -> tuple[int, ...]:
        """Return the numbers of the stories of a list.

        Raises:
            KeyError: there is no such list.
        """
        return tuple(map(int, self._store[f"{index} {name}"].split()))


def _story(part: bytes) -> Story:
    name, texts, related, placements, leading = json.loads(part)
    kin = tuple((language, tuple(numbers)) for language, numbers in related.items())
    placed: tuple[Placement, ...] = decoder(tuple[Placement, ...])(placements)
    return Story(name, tuple((path, key, body) for path, key, body in texts), kin, placed, tuple(leading))


@dataclass(frozen=True, slots=True)
class Where:
    """Where everything lies, what was touched, and who works: of `orders.Order`, with the theme read."""

    root: str
    dest: str
    cache: str
    jobs: int
    now: datetime
    say: Say
    theme: Files
    preview: bool = False
    touched: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """Stories that came since, all newer than nearly all others.

    Attributes:
        stories: by number, which follow those of the snapshot where nobody had written them yet; oldest first.
        waiting: others, new or edited, that nobody may see yet, by number.
        traces: what stands at former addresses because of any of these, by path.
        removed: all stories that are removed, if that is other.
        later: those that were there and to which others are related now, by number.
        led: others that are related to any of these, or are so no more, by number.
        texts: the number of the story of each text that came, by path; also of one that was there before.
        media: names in the cache of their media files, by path.
        targets: what links can name them by; known: what they will lead to, of all stories, if that is other.
        lists: each list that they enter, by its part.
        urls: where each stands, by id; ends: when what stands there will expire, by URL.
        moments: when something of those of which that may be other appears or disappears, by number.
        earlier: parts of what stories have, in which that of these is told.
    """

    stories: Mapping[int, Story]
    later: Mapping[int, Story]
    led: Mapping[int, Story]
    texts: Mapping[str, int]
    media: Mapping[str, str]
    targets: Mapping[str, str]
    lists: Mapping[str, tuple[int, ...]]
    urls: Mapping[str, tuple[str, ...]]
    ends: Mapping[str, str]
    moments: Mapping[int, tuple[datetime, ...]]
    earlier: Mapping[str, bytes]
    waiting: Mapping[int, Story] = field(default_factory=dict)
    known: frozenset[str] | None = None
    traces: Mapping[str, Trace] = field(default_factory=dict)
    removed: tuple[Gone, ...] | None = None


NOTHING_ARRIVED = Arrived({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of the tree.

    Attributes:
        stories: those with an edited text, by number, with the names that it has now.
        amended: the numbers of those of which more than bodies is other, and whether what lists show of one may be.
        regrouped: of those to which texts came, that are about something else now, that more sites show, or `fallen`.
        fallen: of those that are shown and of which something has fallen due.
        retracted: of those of `regrouped` that were published and are withdrawn or removed now.
    """

    cache: Cache
    snapshot: Snapshot
    stories: Mapping[int, Story]
    network: Registry
    arrived: Arrived = NOTHING_ARRIVED
    amended: Mapping[int, bool] = field(default_factory=dict)
    regrouped: frozenset[int] = frozenset()
    fallen: frozenset[int] = frozenset()
    retracted: frozenset[int] = frozenset()

    @property
    def amended_texts(self) -> set[str]:
        """The paths of all texts of the stories that were amended."""
        return {path for number in self.amended for path, _, _ in self.stories[number].texts}

    @property
    def enlarged(self) -> set[int]:
        """The numbers of the stories that were there before and to which texts came."""
        return {*self.arrived.texts.values()} - self.arrived.stories.keys()

    def known(self, number: int) -> Story:
        """Return what was known of a story by its number, with the names that its texts have now.

        Raises:
            KeyError: there was no such story.
        """
        return self.stories.get(number) or self.snapshot.story(number)


@lru_cache(maxsize=1)
def _registry(part: bytes) -> Registry:
    """What missions/ says; it is asked for in each of the builds of one process, and hardly ever another."""
    found: Registry = decoder(Registry)(json.loads(part))
    return found


def about_part(about: About) -> bytes:
    """Return the part "about"."""
    return json.dumps(encode(about)).encode()


def closures_part(closures: Mapping[tuple[str, str], str]) -> bytes:
    """Return the part "closures"."""
    return json.dumps([(*named, told) for named, told in sorted(closures.items())]).encode()


def census_parts(census: Census) -> dict[str, bytes]:
    """Return the parts that tell what the tree looks like."""
    return {"census": censuses.pack(census), "noted": censuses.pack_noted(NOTHING)}


def story_part(number: int, story: Story) -> dict[str, bytes]:
    """Return the part of a story, by its name."""
    told = [story.id, story.texts, dict(story.related), encode(story.placements), story.leading]
    return {f"story {number}": json.dumps(told).encode()}


def feed_part(subject: tuple[str, ...], channel: Channel, rows: str) -> dict[str, bytes]:
    """Return the part of a feed, by its name."""
    return {_feed_name(subject): json.dumps([encode(channel), rows]).encode()}


def _feed_name(subject: tuple[str, ...]) -> str:
    return f"feed {list_name(subject)}"


def names_of(index: str, parts: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the lists of an index, of those whose parts these are."""
    begin = f"{index} "
    return tuple(part.removeprefix(begin) for part in parts if part.startswith(begin))


def list_name(name: Any) -> str:
    """Return the name of a list as a part spells it."""
    return "\t".join(map(str, name)) if isinstance(name, tuple) else str(name)
