"""The snapshot: what a build knew of the whole tree, kept so that an edit of a body need not ask all of it again.

Kept in the cache folder, beside the ledger of the same destination, as sealed parts (`build.store`).  Texts lie where
they always do (`source.cache`); a part holds names, digests, and lists of stories by their numbers:

    about       when and of what the snapshot is; the Problems
    contents    every file of content/ with its SHA-256
    registry    missions/, as read
    stories     of each story: id, and of each of its texts: path, name in the cache, name of the body
    media       of each usable media file: path, name in the cache
    targets     what links can lead to
    <index> …   the stories of one list of the catalogue; "names <index>" says which lists there are

It is a convenience as the ledger is: without it everything is planned anew, with the same result.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .build.store import Store
from .digests import digest
from .editorial.catalogue import Catalogue, Shown
from .gathering import Gathered, Say
from .model import Registry
from .problems import Problem
from .source.cache import Cache
from .source.codec import decoder, encode
from .theming import Files

__all__ = [
    "About",
    "Named",
    "Past",
    "Snapshot",
    "Story",
    "Where",
    "about_part",
    "contents_part",
    "list_name",
    "parts",
    "stories_part",
]

Named = tuple[str, str, str]
"""A text: its path, its name in the cache, the name of its body."""

_INDEXES = ("shown", "by_kind", "by_topic", "by_country", "by_province", "subjects")
"""Lists of the catalogue that are kept; the first two by site, the others of stories at their homes."""


@dataclass(frozen=True, slots=True)
class About:
    """What a snapshot is of.

    Attributes:
        manifest: SHA-256 of the destination's manifest.
        network: digest of the files below missions/.
        since, due: it holds from this moment until something falls due.
        total, sites, articles: as in `journey.Built`.
    """

    manifest: str
    network: str
    since: datetime
    due: datetime | None
    total: int
    sites: int
    articles: int
    problems: tuple[Problem, ...]
    quarantined: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story by its id, and each of its texts, the lead first."""

    id: str
    texts: tuple[Named, ...]


class Snapshot:
    """The snapshot of one destination, within the circumstances that it was made under."""

    def __init__(self, folder: str, dest: str, circumstances: str) -> None:
        self._store = Store(folder, circumstances, f"snapshot-{digest(dest)}")

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

    def contents(self) -> dict[str, str]:
        """Return what each file of content/ was, by path: its SHA-256, or its size or "link" where none was needed."""
        return dict(json.loads(self._store["contents"]))

    def registry(self) -> Registry:
        """Return the network as it was read."""
        found: Registry = decoder(Registry)(json.loads(self._store["registry"]))
        return found

    def stories(self) -> list[Story]:
        """Return all stories, in the order of their numbers."""
        return [_story(line.split("\t")) for line in self.lines("stories")]

    def numbers(self, index: str, name: str) -> tuple[int, ...]:
        """Return the stories of a list, by their numbers.

        Raises:
            KeyError: there is no such list.
        """
        return tuple(map(int, self._store[f"{index} {name}"].split()))


@dataclass(frozen=True, slots=True)
class Where:
    """Where everything lies, and who works: of `journey.Order`, with the theme read."""

    root: str
    dest: str
    cache: str
    jobs: int
    now: datetime
    say: Say
    theme: Files


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of the tree, with the names that its edited texts have now."""

    cache: Cache
    snapshot: Snapshot
    stories: list[Story]
    network: Registry


def parts(catalogue: Catalogue, gathered: Gathered, subjects: Mapping[Any, Sequence[Shown]]) -> dict[str, bytes]:
    """Return the parts of a snapshot besides "about"."""
    number = {article.id: str(place) for place, article in enumerate(gathered.articles)}
    stories = [
        Story(one.id, tuple((e.source.path, gathered.keys[e.source.path], e.text) for e in one.editions))
        for one in gathered.articles
    ]
    made = {
        "contents": contents_part(gathered.contents),
        "registry": json.dumps(encode(catalogue.registry)).encode(),
        "stories": stories_part(stories),
        "media": "\n".join(f"{path}\t{gathered.keys[path]}" for path in gathered.media).encode(),
        "targets": json.dumps([catalogue.targets.texts, sorted(catalogue.targets.known)]).encode(),
    }
    for index in _INDEXES:
        lists = subjects if index == "subjects" else getattr(catalogue, index)
        made[f"names {index}"] = "\n".join(map(list_name, lists)).encode()
        for name, shown in lists.items():
            made[f"{index} {list_name(name)}"] = " ".join(number[one.article.id] for one in shown).encode()
    made["homes "] = " ".join(number[one.article.id] for one in catalogue.homes).encode()
    return made


def about_part(about: About) -> bytes:
    """Return the part "about"."""
    return json.dumps(encode(about)).encode()


def stories_part(stories: Iterable[Story]) -> bytes:
    """Return the part "stories"."""
    return "\n".join("\t".join([one.id, *("\t".join(text) for text in one.texts)]) for one in stories).encode()


def contents_part(digests: Mapping[str, str]) -> bytes:
    """Return the part "contents"."""
    return json.dumps(digests).encode()


def list_name(name: Any) -> str:
    """Return the name of a list as a part spells it."""
    return "\t".join(map(str, name)) if isinstance(name, tuple) else str(name)


def _story(fields: list[str]) -> Story:
    texts: Iterator[str] = iter(fields[1:])
    return Story(fields[0], tuple(zip(texts, texts, texts, strict=True)))
