"""The reader: texts and media files are read in supervised workers, unless the cache knows what came of them."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .build.processes import Failure, limit
from .digests import digest, file_digest
from .model import Edition, Media, Place, Registry
from .problems import Problem, problem
from .profiling import Say
from .program import program
from .settings import Settings
from .source import media as media_files
from .source import reading, tree
from .source.cache import Cache, Packed, Texts, pack, unpack
from .source.census import NOTHING, Changes, Noted
from .source.reading import Options, Reading
from .source.tree import Entry

__all__ = ["LARGEST_TEXT_BYTES", "Ahead", "Reader", "unread"]

_LIMIT_S = 2.0
_MEMORY_BYTES = 512 * 1024 * 1024
_SHA256_LETTERS = 64
_FEW = 8
"""So many texts are read ahead: what is edited by hand."""
_MOST_HELD = 500
"""So many readings are held before the cache has them."""
LARGEST_TEXT_BYTES = 2 * (reading.MAX_BODY_BYTES + 16 * 1024)

Ahead = tuple[Entry, str, Packed]
"""A text as it looked, its SHA-256, and what came of it."""


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
        self._languages = network.languages()
        self._ahead: Mapping[str, Ahead] = {}
        self._opened: dict[str, tuple[Entry, str]] = {}
        self._new_readings: list[Packed] = []
        self._parsed = 0
        self._new_media: dict[str, Media | Problem] = {}
        self.keys: dict[str, str] = {}
        self.found: dict[str, str] = {}
        self.noted = NOTHING

    def ahead(self, changes: Changes) -> dict[str, Ahead]:
        """Return what came of texts that look otherwise or are new, by path, where they are few and not too long.

        For a process that may be lost: what a text does to it may cost its life.
        """
        looked_at = [*(one for one, _ in changes.files), *changes.new_files][:_FEW]
        limit(len(looked_at) * _LIMIT_S, _MEMORY_BYTES)
        found: dict[str, Ahead] = {}
        for entry in looked_at:
            place = tree.place(entry.path, self._languages)
            if isinstance(place, Place) and not entry.link and entry.size_bytes <= LARGEST_TEXT_BYTES:
                sha256, packed = self._came_of(entry.path, place)
                assert packed is not None
                found[entry.path] = entry, sha256, packed
        return found

    def unlike(
        self, before: Noted, compare: Callable[[], tuple[Changes | None, Mapping[str, Ahead]]], began_ns: int
    ) -> tuple[list[Entry], list[Entry]] | None:
        """Return the files whose bytes are not as in a census, and the new ones; None where any are gone.

        What looks otherwise is opened, and added to what is `noted`.

        Args:
            before: what was noted since the census.
            compare: returns what looks otherwise than in the census, and what was read `ahead` of it.
            began_ns: when that was begun.
        """
        changes, self._ahead = compare()
        if changes is None:
            return None
        looked_into = [one for one, held in changes.files if len(held) == _SHA256_LETTERS and not one.link]
        # What has no inode is a folder that lies deeper than any text.
        self._look_into(looked_into + [one for one in changes.new_files if one.inode and not one.link])
        held_now = {one.path: self.found.get(one.path, unread(one)) for one, _ in changes.files}
        edited = [one for one, held in changes.files if held != held_now[one.path]]
        if not all(one.path in self.found for one in (*edited, *changes.new_files)):
            return None
        seen = [(one, "") for one in changes.folders] + [(one, held_now[one.path]) for one, _ in changes.files]
        new = [*((one, "") for one in changes.new_folders), *((one, self.found[one.path]) for one in changes.new_files)]
        self.noted = before.renewed(seen, began_ns, new)
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
        for path in rest.keys() & self._ahead.keys() - fresh.keys():
            entry, sha256, packed = self._ahead[path]
            if self._opened.get(path) == (entry, sha256):
                fresh[path] = self._take(path, sha256, packed)
        missing = [path for path in rest if path not in fresh and _within(path, only)]
        for path, sha256, packed in self._read(missing, places, lambda path, key: True):
            if packed is not None:
                fresh[path] = self._take(path, sha256, packed)
        return dict(sorted(fresh.items()))

    def sound(self, entries: list[Entry], places: Mapping[str, Place]) -> list[Edition] | None:
        """Return what new texts say; None where something is wrong with one."""
        if any(one.size_bytes > LARGEST_TEXT_BYTES for one in entries):
            return None
        found = list[Edition]()
        for path, told in self.texts(entries, places).items():
            one = told.edition
            if one is None or told.problems or one.source.sha256 != self.found[path]:  # or written again meanwhile
                return None
            found.append(one)
        return found

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

        for index, result in _in_workers(probe, missing, self._jobs, _LIMIT_S * 5, _MEMORY_BYTES * 2):
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
            known, sha256, _ = self._ahead.get(entry.path, (None, "", None))
            if known != entry:
                with open(os.path.join(self._root, entry.path), "rb") as opened:
                    sha256 = file_digest(opened.read())
            self._note(entry, sha256)

    def _note(self, entry: Entry, sha256: str) -> None:
        self.found[entry.path] = sha256
        self._opened[entry.path] = (entry, sha256)

    def _key(self, place: Place, sha256: str) -> str:
        return digest(self._sites[place.site], place.path, sha256)

    def _read(
        self, paths: list[str], places: Mapping[str, Place], wanted: Callable[[str, str], bool]
    ) -> Iterator[tuple[str, str, Packed | None]]:
        """Yield path and digest of each file and, where it is wanted by its path and key, what came of it."""

        def read(path: str) -> tuple[str, Packed | None]:
            return self._came_of(path, places[path], wanted)

        for done, (index, result) in enumerate(_in_workers(read, paths, self._jobs, _LIMIT_S, _MEMORY_BYTES), 1):
            path = paths[index]
            self._say("read", done, len(paths))
            if isinstance(result, Failure):
                with open(os.path.join(self._root, path), "rb") as opened:
                    sha256 = file_digest(opened.read())
                code = "K060" if result.why == "timeout" else "K061"
                told = Reading(None, "", (problem(code, path, limit=int(_LIMIT_S)),))
                result = sha256, pack(self._key(places[path], sha256), told)
            yield path, *result

    def _came_of(
        self, path: str, place: Place, wanted: Callable[[str, str], bool] = lambda path, key: True
    ) -> tuple[str, Packed | None]:
        with open(os.path.join(self._root, path), "rb") as opened:
            data = opened.read()
        sha256 = file_digest(data)
        key = self._key(place, sha256)
        if not wanted(path, key):
            return sha256, None
        return sha256, pack(key, reading.read(data, place, self._options[place.site]))

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


def _in_workers(
    work: Callable[[str], object], paths: list[str], jobs: int, limit_s: float, memory_bytes: int
) -> Iterator[tuple[int, Any]]:
    if paths:
        from .build import pool  # is no part of most edits

        yield from pool.run(work, paths, jobs, limit_s, memory_bytes)


def unread(entry: Entry) -> str:
    """Return what a census notes of a file that nobody looked into: its size, or "link"."""
    return "link" if entry.link else str(entry.size_bytes)


def _within(path: str, only: tuple[str, ...]) -> bool:
    return not only or any(path == folder or path.startswith(folder + "/") for folder in only)
