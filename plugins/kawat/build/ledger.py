"""The ledger: which outputs are stale, and why.

It remembers of every output of a destination the key that it was made from and the file that came of it.  An output
is fresh when its key is the same and its file is still the one that was written (size and time); anything else has a
reason, in words.  The ledger is a convenience: without it everything is made, compared, and only what differs is
written.

Kept as SQLite in the cache folder.  A ledger that is not about this very manifest, or cannot be read, is forgotten.
"""

import contextlib
import os
import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from itertools import zip_longest

from ..digests import changed, digest
from ..model import Output
from ..problems import CollisionError
from ..records import dataclass
from .plan import Each, made_of, output
from .writer import OnDisk

__all__ = ["Entries", "Entry", "Ledger", "Sizes", "Verdict", "decide", "refuse_collisions"]

_ENTRIES = "SELECT path, key, sha256, size_bytes, mtime_ns FROM outputs"
_FILES = "SELECT path, size_bytes, mtime_ns FROM outputs"
_COLUMNS = 9
_TOGETHER = 500
"""So many entries are asked for at a time."""
_TABLES = """
CREATE TABLE IF NOT EXISTS outputs (number INTEGER PRIMARY KEY, path TEXT UNIQUE, key TEXT, sha256 TEXT,
    size_bytes INTEGER, mtime_ns INTEGER, made_of TEXT);
CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, path TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS shows (text INTEGER, output INTEGER, PRIMARY KEY (text, output)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS manifest (sha256 TEXT, circumstances TEXT);
"""
_BEGINNING = """
SELECT path, key, sha256, size_bytes, mtime_ns, made_of FROM outputs WHERE substr(key, 1, instr(key, ' ') - 1)
"""
_SHOWING = """
SELECT outputs.path, key, made_of FROM texts JOIN shows ON text = texts.number JOIN outputs ON output = outputs.number
WHERE texts.path = ?
"""
_SAVE = """
INSERT INTO outputs (path, key, sha256, size_bytes, mtime_ns, made_of) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (path) DO UPDATE SET key = excluded.key, sha256 = excluded.sha256, size_bytes = excluded.size_bytes,
    mtime_ns = excluded.mtime_ns, made_of = excluded.made_of
"""
_RENEW = "UPDATE outputs SET key = ?, sha256 = ?, size_bytes = ?, mtime_ns = ? WHERE path = ?"
_SHOW = """
INSERT OR IGNORE INTO shows SELECT texts.number, outputs.number FROM texts, outputs
WHERE texts.path = ? AND outputs.path = ?
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of an output."""

    path: str
    key: str
    sha256: str
    size_bytes: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an output has to be made.

    Attributes:
        reason: why, in short; empty for a fresh one.
        before: the key that it was made from, where it has another now.
    """

    output: Output
    reason: str
    before: str = ""

    @property
    def stale(self) -> bool:
        """Whether it has to be made."""
        return bool(self.reason)

    @property
    def why(self) -> str:
        """The reason at length: with the names of the parts of its key that have changed."""
        if not self.before:
            return self.reason
        return f"{self.reason}: {', '.join(changed(self.before, self.output.key))}"


def decide(outputs: Sequence[Output], known: Mapping[str, Entry], disk: Mapping[str, OnDisk]) -> Sequence[Verdict]:
    """Return a verdict on each output, in their order; it is found when it is asked for."""
    return Each(lambda output: _decided(output, known.get(output.path), disk.get(output.path)), outputs)


def _decided(output: Output, entry: Entry | None, file: OnDisk | None) -> Verdict:
    if entry is None:
        return Verdict(output, "new")
    if entry.key != output.key:
        return Verdict(output, "changed", entry.key)
    if file is None:
        return Verdict(output, "its file is missing")
    if (file.size_bytes, file.mtime_ns) != (entry.size_bytes, entry.mtime_ns):
        return Verdict(output, "its file was touched")
    return Verdict(output, "")


def refuse_collisions(paths: Iterable[str]) -> None:
    """Make sure that outputs with all these paths can stand side by side on any file system.

    Raises:
        CollisionError: two paths differ in case or normalisation only, or one is a folder of the other.
    """
    seen: dict[str, str] = {}
    for original in paths:
        path = unicodedata.normalize("NFC", original).casefold() if not original.isascii() else original.lower()
        if path in seen:
            raise CollisionError([(seen[path], original)])
        seen[path] = original
    folders = {""}
    for path, original in seen.items():
        folder = path.rpartition("/")[0]
        while folder not in folders:
            if folder in seen:
                raise CollisionError([(seen[folder], original)])
            folders.add(folder)
            folder = folder.rpartition("/")[0]


class Ledger:
    """The ledger of one destination."""

    def __init__(self, folder: str, dest: str, circumstances: str) -> None:
        """Args:
        circumstances: digest of what every output depends on besides its key: the program and its settings.
        """
        os.makedirs(folder, exist_ok=True)
        self._circumstances = circumstances
        self._path = os.path.join(folder, f"ledger-{digest(os.path.realpath(dest))}.sqlite")

    def holds(self, manifest_sha256: str) -> bool:
        """Return whether it is about a destination with this manifest."""
        try:
            with contextlib.closing(sqlite3.connect(self._path)) as store:
                row = store.execute("SELECT sha256, circumstances FROM manifest").fetchone()
                tables = store.execute("SELECT outputs.*, shows.* FROM outputs, shows LIMIT 0").description
                return row == (manifest_sha256, self._circumstances) and len(tables) == _COLUMNS
        except sqlite3.DatabaseError:
            return False

    def load(self, manifest_sha256: str) -> dict[str, Entry]:
        """Return what is remembered of a destination with this manifest, by path; nothing where it is another."""
        if not self.holds(manifest_sha256):
            return {}
        try:
            with contextlib.closing(sqlite3.connect(self._path)) as store:
                return {row[0]: Entry(*row) for row in store.execute(_ENTRIES)}
        except (sqlite3.DatabaseError, TypeError):
            return {}

    def files(self) -> dict[str, OnDisk]:
        """Return the files as they were written, by path; none where that cannot be read."""
        try:
            with contextlib.closing(sqlite3.connect(self._path)) as store:
                return {path: OnDisk(*look) for path, *look in store.execute(_FILES)}
        except sqlite3.DatabaseError:
            return {}

    def entries(self) -> "Entries":
        """Return what is remembered, to be read one by one."""
        return Entries(self._path)

    def showing(self, texts: Iterable[str]) -> tuple[Output, ...]:
        """Return the outputs that show one of these texts, sorted by path, each with the key that it was made from."""
        found: dict[str, Output] = {}
        with contextlib.closing(sqlite3.connect(self._path)) as store:
            for text in texts:
                for row in store.execute(_SHOWING, (text,)):
                    # What an output showed before and does not any more is not told apart in `shows`.
                    if text in (one := output(*row)).texts:
                        found[one.path] = one
        return tuple(found[path] for path in sorted(found))

    def beginning(self, parts: Collection[str]) -> tuple[tuple[Output, Entry], ...]:
        """Return the outputs whose keys begin with one of these parts, sorted by path, each with what is remembered."""
        with contextlib.closing(sqlite3.connect(self._path)) as store:
            rows = store.execute(f"{_BEGINNING} IN ({','.join('?' * len(parts))})", [*parts]).fetchall()
        return tuple((output(row[0], row[1], row[-1]), Entry(*row[:-1])) for row in sorted(rows))

    def save(
        self,
        entries: Sequence[Entry],
        gone: Sequence[str],
        manifest_sha256: str,
        anew: bool,
        outputs: Sequence[Output] = (),
        renewed: Sequence[Entry] = (),
    ) -> None:
        """Remember the entries and forget those gone; with `anew`, forget everything else too.

        Args:
            outputs: of the entries, in the same order: what they are made of.
            renewed: of outputs that are known, and made of what they were made of.

        Where that cannot be done (a full disk, say) all is forgotten: the destination is right without it.
        """
        for _ in range(2):  # the first may find a broken file, which then is no more
            try:
                with contextlib.closing(sqlite3.connect(self._path)) as store, store:
                    self._write(store, entries, gone, manifest_sha256, anew, outputs, renewed)
                return
            except sqlite3.DatabaseError:
                with contextlib.suppress(OSError):
                    os.unlink(self._path)

    def _write(
        self,
        store: sqlite3.Connection,
        entries: Iterable[Entry],
        gone: Iterable[str],
        manifest: str,
        anew: bool,
        outputs: Iterable[Output],
        renewed: Iterable[Entry],
    ) -> None:
        if anew:
            for table in ("outputs", "texts", "shows", "manifest"):
                store.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _TABLES.split(";"):
            store.execute(statement)
        store.executemany("DELETE FROM outputs WHERE path = ?", ((path,) for path in gone))
        texts, shown = dict[str, str](), list[str]()  # text and output in turn: there may be very many

        def rows() -> Iterator[tuple[str | int, ...]]:
            for one, of in zip_longest(entries, outputs):
                for text in of.texts if of else ():
                    shown.extend((texts.setdefault(text, text), one.path))
                yield one.path, one.key, one.sha256, one.size_bytes, one.mtime_ns, made_of(of) if of else ""

        store.executemany(_SAVE, rows())
        store.executemany(_RENEW, ((one.key, one.sha256, one.size_bytes, one.mtime_ns, one.path) for one in renewed))
        store.executemany("INSERT OR IGNORE INTO texts (path) VALUES (?)", ((text,) for text in texts))
        store.executemany(_SHOW, zip(shown[::2], shown[1::2], strict=True))
        store.execute("DELETE FROM manifest")
        store.execute("INSERT INTO manifest VALUES (?, ?)", (manifest, self._circumstances))


class Entries(Mapping[str, Entry]):
    """The entries of a ledger by path, each read when it is asked for; safe in any process."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._open: tuple[int, sqlite3.Connection] | None = None

    def __getitem__(self, path: str) -> Entry:
        row = self._store().execute(f"{_ENTRIES} WHERE path = ?", (path,)).fetchone()
        if row is None:
            raise KeyError(path)
        return Entry(*row)

    def several(self, paths: Sequence[str]) -> dict[str, Entry]:
        """Return those entries of these paths that there are, by path."""
        found: dict[str, Entry] = {}
        for at in range(0, len(paths), _TOGETHER):
            some = paths[at : at + _TOGETHER]
            rows = self._store().execute(f"{_ENTRIES} WHERE path IN ({','.join('?' * len(some))})", some)
            found.update((row[0], Entry(*row)) for row in rows)
        return found

    def __iter__(self) -> Iterator[str]:
        return (path for (path,) in self._store().execute("SELECT path FROM outputs ORDER BY path"))

    def __len__(self) -> int:
        return int(self._store().execute("SELECT count(*) FROM outputs").fetchone()[0])

    def _store(self) -> sqlite3.Connection:
        if self._open is None or self._open[0] != os.getpid():
            self._open = (os.getpid(), sqlite3.connect(f"file:{self._path}?mode=ro", uri=True))
        return self._open[1]


class Sizes(MutableMapping[str, int]):
    """The sizes of the same files in bytes, unless others were put there."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self._found: dict[str, int] = {}

    def __getitem__(self, path: str) -> int:
        if path not in self._found:
            self._found[path] = self._entries[path].size_bytes
        return self._found[path]

    def __setitem__(self, path: str, size_bytes: int) -> None:
        self._found[path] = size_bytes

    def __delitem__(self, path: str) -> None:
        del self._found[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
