"""Gathering: the files of a tree become articles; each file is read once, in supervised workers.

This is the shell around `source` and `editorial`: it scans, asks the cache, has the rest read, and hands pure
functions what they need.
"""

import functools
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from . import codes
from .build import pool
from .build.pool import Failure
from .digests import digest, file_digest
from .editorial import addresses, editions, references
from .messages import is_error
from .model import Article, Edition, Media, Place, Registry
from .problems import Problem, problem
from .records import dataclass
from .settings import Settings
from .source import census as censuses
from .source import media as media_files
from .source import reading, registry, schema, tree
from .source.cache import Cache, Packed, Texts, pack, unpack
from .source.census import NOTHING, Census, Changes, Noted
from .source.reading import Options, Reading
from .source.tree import Entry

__all__ = ["LARGEST_TEXT_BYTES", "Gathered", "Reader", "gather", "network_digest", "program"]

_LIMIT_S = 2.0
_MEMORY_BYTES = 512 * 1024 * 1024
_SHA256_LETTERS = 64
_MOST_HELD = 500
"""So many readings are held before the cache has them."""
LARGEST_TEXT_BYTES = 2 * (reading.MAX_BODY_BYTES + 16 * 1024)

Say = Callable[[str, int, int], None]
"""(stage, done, of how many) -> nothing; told now and then while work goes on."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a tree holds.

    Attributes:
        problems: sorted.
        texts: bodies by `Edition.text`.
        unread: paths of texts that exist but are not among the articles.
        unread_at: (site, address below the language) of the same.
        counts: (what, how many) of the work done.
        keys: the name in the cache of what came of each text and media file, by path.
        census: what the tree looked like; files that nobody looked into are told by their size, or as "link".
    """

    registry: Registry
    articles: tuple[Article, ...]
    texts: Mapping[str, str]
    media: Mapping[str, Media]
    problems: tuple[Problem, ...]
    unread: frozenset[str]
    unread_at: frozenset[tuple[str, str]]
    counts: tuple[tuple[str, int], ...]
    keys: Mapping[str, str] = field(default_factory=dict)
    census: Census = field(default_factory=lambda: censuses.take((), (), {}, 0))


def gather(root: str, cache: Cache, settings: Settings, jobs: int, say: Say, only: tuple[str, ...] = ()) -> Gathered:
    """Return what the tree at `root` holds.

    Args:
        only: where it is not empty, texts outside these folders (paths from the root) are not read unless the cache
        has them.
    Raises:
        NetworkError: missions/ has errors.
        OSError: a folder cannot be read.
    """
    network = registry.load(root)
    known = codes.vocabulary(network)
    languages = {mission.code: mission.languages for mission in network.missions}
    began_ns, folders = time.time_ns(), list[Entry]()
    entries = list(tree.scan(root, folders=folders))
    say("scanned", len(entries), len(entries))

    problems: list[Problem] = []
    places: dict[str, Place] = {}
    broken: list[Place] = []
    media_entries: list[Entry] = []
    for entry in entries:
        found = tree.place(entry.path, languages)
        if entry.link:
            problems.append(problem("K006", tree.printable(entry.path)))
            broken += [found] if isinstance(found, Place) else []
        elif isinstance(found, Place):
            places[entry.path] = found
        elif isinstance(found, Problem):
            problems.append(found)
        else:
            media_entries.append(entry)

    texts = [entry for entry in entries if entry.path in places]
    oversized = [entry for entry in texts if entry.size_bytes > LARGEST_TEXT_BYTES]
    problems += [
        problem("K007", one.path, size=one.size_bytes // 1024, limit=reading.MAX_BODY_BYTES // 1024)
        for one in oversized
    ]
    reader = Reader(root, cache, settings, network, jobs, say)
    readings = reader.texts([one for one in texts if one not in oversized], places, only)
    media, faults = reader.media(media_entries)
    reader.remember()

    broken += [places[one.path] for one in oversized]
    whole: list[Edition] = []
    for path, read in readings.items():
        problems += read.problems
        if read.edition is None:
            broken.append(places[path])
            continue
        found_wrong = references.check(read.edition, known, media, faults)
        problems += found_wrong
        if any(is_error(one) for one in found_wrong):
            broken.append(places[path])
        else:
            whole.append(read.edition)
    articles, contradictions = editions.gather(whole, broken, languages, schema.REQUIRED, media)
    problems += contradictions
    problems += [fault for one in media.values() for fault in one.faults]
    problems += references.unused(whole, broken, [entry.path for entry in media_entries])
    published = {edition.source.path for article in articles for edition in article.editions}
    unread = frozenset(set(places) - published)
    counts = (("files found", len(entries)), *reader.counts())
    return Gathered(
        registry=network,
        articles=articles,
        texts=Texts(cache),
        media=media,
        problems=tuple(sorted(problems)),
        unread=unread,
        unread_at=frozenset((places[path].site, addresses.tail(places[path])) for path in unread),
        counts=counts,
        keys=reader.keys,
        census=censuses.take(
            folders, entries, {one.path: reader.found.get(one.path, _unread(one)) for one in entries}, began_ns
        ),
    )


class Reader:
    """Reads what the cache does not know, and remembers it.

    Attributes:
        keys: the name in the cache of each text and media file that was asked about, by path.
        found: the SHA-256 of the same.
        noted: how the tree looks otherwise than in a census, once `unlike` was asked.
    """

    def __init__(self, root: str, cache: Cache, settings: Settings, network: Registry, jobs: int, say: Say) -> None:
        self._root, self._cache, self._jobs, self._say = root, cache, jobs, say
        self._program = digest(program("source"), json.dumps(settings.markdown, sort_keys=True, default=repr))
        engine = network.missions[0].markdown or "commonmark"
        self._options = {
            one.code: Options(one.timezone, one.languages, one.markdown or engine, settings.markdown)
            for one in network.missions
        }
        self._sites = {
            code: digest(self._program, one.zone, one.languages, one.engine) for code, one in self._options.items()
        }
        self._opened: dict[str, tuple[Entry, str]] = {}
        self._new_readings: list[Packed] = []
        self._parsed = 0
        self._new_media: dict[str, Media | Problem] = {}
        self.keys: dict[str, str] = {}
        self.found: dict[str, str] = {}
        self.noted = NOTHING
        self._began_ns = time.time_ns()

    def unlike(self, before: Noted, compare: Callable[[], Changes | None]) -> tuple[list[Entry], list[Entry]] | None:
        """Return the files whose bytes are not as in a census, and the new ones; None where any are gone.

        What looks otherwise is opened, and added to what is `noted`.

        Args:
            before: what was noted since the census.
            compare: returns what looks otherwise than in the census, and was begun after this reader was made.
        """
        changes = compare()
        if changes is None:
            return None
        looked_into = [one for one, held in changes.files if len(held) == _SHA256_LETTERS and not one.link]
        # What has no inode is a folder that lies deeper than any text.
        self._look_into(looked_into + [one for one in changes.new_files if one.inode and not one.link])
        held_now = {one.path: self.found.get(one.path, _unread(one)) for one, _ in changes.files}
        edited = [one for one, held in changes.files if held != held_now[one.path]]
        if not all(one.path in self.found for one in (*edited, *changes.new_files)):
            return None
        seen = [(one, "") for one in changes.folders] + [(one, held_now[one.path]) for one, _ in changes.files]
        new = [*((one, "") for one in changes.new_folders), *((one, self.found[one.path]) for one in changes.new_files)]
        self.noted = before.renewed(seen, self._began_ns, new)
        return edited, list(changes.new_files)

    def texts(
        self, entries: list[Entry], places: Mapping[str, Place], only: tuple[str, ...] = ()
    ) -> dict[str, Reading]:
        """Return what came of each text, by path.

        Workers open what the cache is not sure of, and read it at once where nothing is kept of such bytes.
        """
        fresh: dict[str, Reading] = {}
        unsure = {one.path: one for one in self._unsure(entries)}
        held = self._cache.held() if unsure else frozenset()
        for path, sha256, packed in self._read(
            list(unsure), places, lambda path, key: key not in held and _within(path, only)
        ):
            self._note(unsure[path], sha256)
            if packed is not None:
                fresh[path] = self._take(path, sha256, packed)
        rest = {one.path: self._key(places[one.path], self.found[one.path]) for one in entries if one.path not in fresh}
        self.keys |= rest
        known = self._cache.readings(rest.values())
        bodies = Texts(self._cache).whole([one.edition.text for one in known.values() if one.edition is not None])
        for path, key in rest.items():
            if (kept := known.get(key)) and (kept.edition is None or kept.edition.text in bodies):
                fresh[path] = kept
        missing = [path for path in rest if path not in fresh and _within(path, only)]
        for path, sha256, packed in self._read(missing, places, lambda path, key: True):
            if packed is not None:
                fresh[path] = self._take(path, sha256, packed)
        return dict(sorted(fresh.items()))

    def media(self, entries: list[Entry]) -> tuple[dict[str, Media], dict[str, Problem]]:
        """Return the usable media files and what is wrong with the others, by path."""
        keys = {path: digest(self._program, path, sha256) for path, sha256 in self.digests(entries).items()}
        self.keys |= keys
        known = self._cache.media(keys.values())
        found = {path: known[key] for path, key in keys.items() if key in known}
        missing = [path for path in keys if path not in found]

        def probe(path: str) -> Media | Problem:
            with open(os.path.join(self._root, path), "rb") as opened:
                data = opened.read()
            return media_files.probe(data, path, file_digest(data))

        for index, result in pool.run(probe, missing, self._jobs, _LIMIT_S * 5, _MEMORY_BYTES * 2):
            path = missing[index]
            if isinstance(result, Failure):
                result = problem(
                    "K044", path, value=path.rpartition("/")[2], wanted="media", known=", ".join(tree.MEDIA)
                )
            found[path] = self._new_media[keys[path]] = result
        media = {path: one for path, one in found.items() if isinstance(one, Media)}
        return media, {path: one for path, one in found.items() if isinstance(one, Problem)}

    def remember(self, whole: bool = True) -> None:
        """Let the cache have what was read; `whole`: the reader was asked about the whole tree."""
        used = self.keys.values() if whole else None
        self._cache.remember(self._opened, self._new_readings, self._new_media, used)

    def counts(self) -> tuple[tuple[str, int], ...]:
        """Return how much work it was."""
        return (
            ("files opened", len(self._opened)),
            ("texts parsed", self._parsed),
            ("media files probed", len(self._new_media)),
        )

    def digests(self, entries: list[Entry]) -> dict[str, str]:
        """Return the SHA-256 of files by path; those that the cache is not sure of are opened."""
        self._look_into(self._unsure(entries))
        return {one.path: self.found[one.path] for one in entries}

    def _unsure(self, entries: list[Entry]) -> list[Entry]:
        """Those that have to be opened; the digests of the others are in `found`."""
        unopened = [one for one in entries if self._opened.get(one.path, (None,))[0] != one]
        known = self._cache.digests(unopened) if unopened else {}
        self.found |= known
        return [one for one in unopened if one.path not in known]

    def _look_into(self, entries: list[Entry]) -> None:
        for entry in entries:
            with open(os.path.join(self._root, entry.path), "rb") as opened:
                self._note(entry, file_digest(opened.read()))

    def _note(self, entry: Entry, sha256: str) -> None:
        self.found[entry.path] = sha256
        self._opened[entry.path] = (entry, sha256)

    def _key(self, place: Place, sha256: str) -> str:
        return digest(self._sites[place.site], place.path, sha256)

    def _read(
        self, paths: list[str], places: Mapping[str, Place], wanted: Callable[[str, str], bool]
    ) -> Iterable[tuple[str, str, Packed | None]]:
        """Yield path and digest of each file and, where it is wanted by its path and key, what came of it."""

        def read(path: str) -> tuple[str, Packed | None]:
            with open(os.path.join(self._root, path), "rb") as opened:
                data = opened.read()
            place, sha256 = places[path], file_digest(data)
            key = self._key(place, sha256)
            if not wanted(path, key):
                return sha256, None
            return sha256, pack(key, reading.read(data, place, self._options[place.site]))

        for done, (index, result) in enumerate(pool.run(read, paths, self._jobs, _LIMIT_S, _MEMORY_BYTES), 1):
            path = paths[index]
            self._say("read", done, len(paths))
            if isinstance(result, Failure):
                with open(os.path.join(self._root, path), "rb") as opened:
                    sha256 = file_digest(opened.read())
                code = "K060" if result.why == "timeout" else "K061"
                told = Reading(None, "", (problem(code, path, limit=int(_LIMIT_S)),))
                result = sha256, pack(self._key(places[path], sha256), told)
            yield path, *result

    def _take(self, path: str, sha256: str, packed: Packed) -> Reading:
        """The reading; it is kept, unless its file was written between its digest and its reading."""
        key, record, _ = packed.record
        if sha256 == self.found[path]:
            self.keys[path] = key
            self._new_readings.append(packed)
            self._parsed += 1
        if len(self._new_readings) >= _MOST_HELD:  # their bodies are most of what there is
            self._cache.remember({}, self._new_readings, {}, None)
            self._new_readings.clear()
        return unpack(record)


def _unread(entry: Entry) -> str:
    return "link" if entry.link else str(entry.size_bytes)


def _within(path: str, only: tuple[str, ...]) -> bool:
    return not only or any(path == folder or path.startswith(folder + "/") for folder in only)


def network_digest(root: str) -> str:
    """Return the digest of all files below missions/."""
    told = []
    for entry in tree.scan(root, "missions"):
        with open(os.path.join(root, entry.path), "rb") as opened:
            told.append((entry.path, file_digest(opened.read())))
    return digest(told)


@functools.cache
def program(*parts: str) -> str:
    """Return the digest of Kawat's code (of the layers named, or all) and of the packages that decide on bytes."""
    code = (sha256 for layer, sha256 in _code() if not parts or layer in (".", *parts))
    return digest(*code, *_versions())


@functools.cache
def _code() -> tuple[tuple[str, str], ...]:
    """The layer ("." for the shell and the base) and the SHA-256 of each module, in the order of their paths."""
    here = os.path.dirname(os.path.abspath(__file__))
    modules = [(folder, name) for folder, _, names in os.walk(here) for name in names if name.endswith(".py")]
    found = []
    for folder, name in sorted(modules):
        with open(os.path.join(folder, name), "rb") as opened:
            found.append((os.path.relpath(folder, here).split(os.sep)[0], file_digest(opened.read())))
    return tuple(found)


_PACKAGES = "pyromark nh3 markdown jinja2 babel feedgen pillow lxml pyyaml uharfbuzz python-bidi budoux".split()


@functools.cache
def _versions() -> tuple[str, ...]:
    """The versions of packages, as the names of what pip leaves beside them tell.

    To import what reads the same out of them took longer than all else that finds out whether the program is the same.
    """
    found: dict[str, str] = {}
    for folder in filter(os.path.isdir, sys.path):
        for name in os.listdir(folder):
            package, _, version = name.removesuffix(".dist-info").rpartition("-")
            if name.endswith(".dist-info"):
                found.setdefault(package.lower().replace("_", "-"), version)
    return tuple(found[package] if package in found else _version(package) for package in _PACKAGES)


def _version(package: str) -> str:
    """The version of a package that was installed otherwise."""
    from importlib import metadata

    return metadata.version(package)
