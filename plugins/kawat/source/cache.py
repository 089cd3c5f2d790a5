"""The cache: every file is read once, then never again until its bytes change.

Two tables do it.  `files` remembers size, times and inode of each path with the SHA-256 of its bytes, so that an
unchanged file is not even opened; `readings` holds what came of the bytes, as JSON, under a key of bytes, path,
options and program. Bodies (`texts`) lie apart, because most builds need few of them.  Rows are made and sealed by the
process that reads the file (`pack`), and are kept as they come.

A row whose seal does not fit, or that does not decode, is a miss; a database that cannot be read is deleted.  The
Problems of a reading are kept with it, so that a warm build says what a cold one said.  No pickles.

A file written in the last two seconds before it was read may change again without its times showing it ("racy", as git
calls it); such an entry is not trusted the next time.
"""

import contextlib
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from ..model import Edition, Media
from ..problems import Problem
from ..records import dataclass
from .codec import decoder, encode
from .reading import Reading
from .tree import Entry

__all__ = ["Cache", "Packed", "Texts", "pack", "seal", "unpack"]

_FEW = 2000
"""Of up to so many records, or bodies, the table is not read from its beginning to its end."""

_LATELY = 64
"""So many bodies are kept at a time."""

_PATIENCE_S = 120
"""So long one build waits for what another does here: its workers read within transactions of a second or two."""

_SEAL_BYTES = 12  # as `digests.digest`, which takes parts of any type and so more time

_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, stat TEXT, sha256 TEXT, read_ns INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, record BLOB, seal TEXT);
CREATE TABLE IF NOT EXISTS texts (name TEXT PRIMARY KEY, html BLOB, seal TEXT);
"""

Row = tuple[str, bytes, str]
"""Name, content and seal: of a table's rows, and of what comes from the process that made them."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A reading as it is kept: its record (edition and Problems as JSON) and, where there is one, its body."""

    record: Row
    text: Row | None


def pack(key: str, reading: Reading) -> Packed:
    """Return a reading as it is kept under a key."""
    record = json.dumps([encode(reading.edition), encode(reading.problems)]).encode()
    text = None if reading.edition is None else _sealed(reading.edition.text, reading.html.encode())
    return Packed(_sealed(key, record), text)


def unpack(record: bytes) -> Reading:
    """Return the reading of a record, without its body.

    Raises:
        ValueError, TypeError, KeyError, IndexError: it is none.
    """
    edition, problems = json.loads(record)
    found = tuple([decoder(Problem)(one) for one in problems])
    return Reading(None if edition is None else decoder(Edition)(edition), "", found)


def seal(name: str, content: bytes) -> str:
    """Return the seal of a row, which holds for this name and this content only."""
    return hashlib.blake2b(content, digest_size=_SEAL_BYTES, key=name.encode()).hexdigest()


class Cache:
    """What earlier builds of one tree have read."""

    def __init__(self, folder: str) -> None:
        os.makedirs(folder, exist_ok=True)
        self.path = os.path.join(folder, "readings.sqlite")
        self._store = self._open()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def digests(self, entries: Iterable[Entry]) -> dict[str, str]:
        """Return the SHA-256 of those files that are certainly unchanged, by path."""
        known = {row[0]: row[1:] for row in self._rows("SELECT path, stat, sha256, read_ns FROM files")}
        found = {}
        for entry in entries:
            stat, sha256, read_ns = known.get(entry.path, ("", "", 0))
            if stat == _stat(entry) and not entry.racy(read_ns):
                found[entry.path] = sha256
        return found

    def held(self) -> frozenset[str]:
        """Return the keys under which something is kept; whether it is whole is seen when it is asked for."""
        return frozenset(key for (key,) in self._rows("SELECT key FROM readings"))

    def readings(self, keys: Iterable[str]) -> dict[str, Reading]:
        """Return what is known under these keys; bodies stay in the database."""
        found: dict[str, Reading] = {}
        for key, record in self._records(keys):
            with contextlib.suppress(ValueError, TypeError, KeyError, IndexError):
                found[key] = unpack(record)
        return found

    def naming(self, words: Iterable[str]) -> Iterator[tuple[str, Reading]]:
        """Yield the readings, with their keys, in which one of these words stands; also such as nothing stands on."""
        wanted = [json.dumps(word)[1:-1].encode() for word in words]
        query = f"SELECT key, record, seal FROM readings WHERE {' OR '.join(['instr(record, ?)'] * len(wanted))}"
        for row in self._rows(query, *wanted):
            if _fits(row):
                with contextlib.suppress(ValueError, TypeError, KeyError, IndexError):
                    yield row[0], unpack(row[1])

    def media(self, keys: Iterable[str]) -> dict[str, Media | Problem]:
        """Return what is known of media files under these keys."""
        found: dict[str, Media | Problem] = {}
        for key, record in self._records(keys):
            with contextlib.suppress(ValueError, TypeError, KeyError, IndexError):
                kind, value = json.loads(record)
                found[key] = decoder(Media)(value) if kind == "media" else decoder(Problem)(value)
        return found

    def remember(
        self,
        files: Mapping[str, tuple[Entry, str]],
        readings: Iterable[Packed],
        media: Mapping[str, Media | Problem],
        used: Iterable[str] | None,
    ) -> None:
        """Keep what this build has read, and forget what it did not use.

        Args:
            files: entry and SHA-256 of each file that was opened, by path.
            media: by key.
            used: the keys of all readings and media that this build stands on; None where that is not known.
        """
        now_ns = time.time_ns()
        rows = [(path, _stat(entry), sha256, now_ns) for path, (entry, sha256) in files.items()]
        records = [one.record for one in readings]
        for key, one in media.items():
            record = json.dumps(["media" if isinstance(one, Media) else "problem", encode(one)])
            records.append(_sealed(key, record.encode()))
        texts = [one.text for one in readings if one.text is not None]
        with self._store:
            self._store.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", rows)
            self._store.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", records)
            self._store.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", texts)
            if used is not None and (rows or records):
                self._forget(set(used))

    def _forget(self, used: set[str]) -> None:
        """Keep some slack: whoever switches between two branches should find both."""
        (count,) = self._store.execute("SELECT count(*) FROM readings").fetchone()
        if count > 2 * len(used) + 1000:
            keys = [key for (key,) in self._store.execute("SELECT key FROM readings") if key not in used]
            self._store.executemany("DELETE FROM readings WHERE key = ?", ((key,) for key in keys))
            names = {one.edition.text for one in self.readings(used).values() if one.edition is not None}
            gone = [name for (name,) in self._store.execute("SELECT name FROM texts") if name not in names]
            self._store.executemany("DELETE FROM texts WHERE name = ?", ((name,) for name in gone))

    def _records(self, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        wanted = set(keys)
        query = "SELECT key, record, seal FROM readings"
        if len(wanted) > _FEW:
            found = self._rows(query)
        else:
            found = self._rows(f"{query} WHERE key IN ({','.join('?' * len(wanted))})", *sorted(wanted))
        for row in found:
            if row[0] in wanted and _fits(row):
                yield row[0], row[1]

    def _rows(self, query: str, *about: str | bytes) -> Iterator[tuple[Any, ...]]:
        """Yield what a query finds; a database that proves to be damaged on the way is made anew, and empty."""
        try:
            yield from self._store.execute(query, about)
        except sqlite3.OperationalError:  # locked or out of reach, which is no damage
            raise
        except sqlite3.DatabaseError:
            self._store.close()
            os.unlink(self.path)
            self._store = self._open()

    def _open(self) -> sqlite3.Connection:
        for attempt in (1, 2):
            store = sqlite3.connect(self.path, timeout=_PATIENCE_S)
            store.text_factory = _decoded
            try:
                store.executescript(_SCHEMA)
                for table in ("files", "readings", "texts"):
                    store.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()
                return store
            except sqlite3.DatabaseError:
                store.close()
                if attempt == 2:
                    raise
                os.unlink(self.path)
        raise AssertionError("unreachable")


class Texts(Mapping[str, str]):
    """The bodies' HTML by `Edition.text`, read from the cache's database when asked for.

    Each process opens the database for itself: a connection must not cross a fork.  One that was forked for its work
    asks within a single transaction: what SQLite does for each takes longer than to read a body.  Who writes here waits
    until it ends, so the first process, which may write itself, has none.  A story's page, its plain text and its kit
    ask one after the other, so the last bodies are kept; under a name there is never another.
    """

    def __init__(self, cache: Cache) -> None:
        self._path = cache.path
        self._first = os.getpid()
        self._store: tuple[int, sqlite3.Connection] | None = None
        self._lately: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._lately:
            if len(self._lately) >= _LATELY:
                self._lately.clear()
            self._lately[name] = self._read(name)
        return self._lately[name]

    def ahead(self, names: Iterable[str]) -> None:
        """Read bodies that will be asked for next, which takes a third of the time of one by one; those that are not
        whole are left to be asked for."""
        wanted = dict.fromkeys(names)
        missing = [name for name in wanted if name not in self._lately]
        query = f"SELECT name, html, seal FROM texts WHERE name IN ({','.join('?' * len(missing))})"
        found = {row[0]: str(row[1], "utf-8") for row in self._connection().execute(query, missing) if _fits(row)}
        self._lately = {name: self._lately[name] for name in wanted if name in self._lately} | found

    def _read(self, name: str) -> str:
        row = self._connection().execute("SELECT name, html, seal FROM texts WHERE name = ?", (name,)).fetchone()
        if row is None or not _fits(row):
            raise KeyError(name)
        return str(row[1], "utf-8")

    def __iter__(self) -> Iterator[str]:
        return (name for (name,) in self._connection().execute("SELECT name FROM texts ORDER BY name"))

    def __len__(self) -> int:
        return int(self._connection().execute("SELECT count(*) FROM texts").fetchone()[0])

    def whole(self, names: Collection[str]) -> frozenset[str]:
        """Return those of the names whose bodies are there and whole; none of a damaged table."""
        try:
            if len(names) <= _FEW:
                return frozenset(name for name in names if name in self)
            wanted = frozenset(names)
            rows = self._connection().execute("SELECT name, html, seal FROM texts")
            return frozenset(row[0] for row in rows if row[0] in wanted and _fits(row))
        except sqlite3.DatabaseError:
            return frozenset()

    def _connection(self) -> sqlite3.Connection:
        if self._store is None or self._store[0] != os.getpid():
            uri = f"file:{self._path}?mode=ro"
            self._store = (os.getpid(), sqlite3.connect(uri, uri=True, timeout=_PATIENCE_S))
            self._store[1].text_factory = _decoded
            if os.getpid() != self._first:
                self._store[1].execute("BEGIN")
        return self._store[1]


def _sealed(name: str, content: bytes) -> Row:
    return name, content, seal(name, content)


def _fits(row: tuple[Any, ...]) -> bool:
    name, content, sealed = row
    return isinstance(content, bytes) and bool(sealed == seal(name, content))


def _decoded(data: bytes) -> str:
    """Bytes that are not UTF-8 belong to a row whose seal will not fit; they are no reason to stop."""
    return data.decode("utf-8", "replace")


def _stat(entry: Entry) -> str:
    return f"{entry.size_bytes} {entry.mtime_ns} {entry.ctime_ns} {entry.inode}"
