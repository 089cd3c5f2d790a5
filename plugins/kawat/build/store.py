"""A store of bytes under keys, for parts that many outputs are joined from.

Kept as SQLite in the cache folder; a part whose seal does not fit is not there.  Reading and writing
are safe in any process: SQLite lets one writer wait for another.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..digests import file_digest

__all__ = ["DamagedError", "Store"]

_PAGE_BYTES = 16_384
"""Some parts are of many megabytes, which are read from so large pages in two thirds of the time."""

_FEW = 2000
"""Up to so many keys are looked up one by one."""


class DamagedError(Exception):
    """A part is not what was kept, on which others of its store stand; to take it for missing would be wrong."""


class Store(Mapping[str, bytes]):
    """Parts by key, within the circumstances (program and settings) that they were made under."""

    def __init__(self, folder: str, circumstances: str, name: str = "parts", together: bool = False) -> None:
        """Args:
        together: the parts tell of one another, so that after a loss of power none may be older than the others.
        """
        self._folder, self._name, self._together = folder, name, together
        os.makedirs(folder, exist_ok=True)
        self._path = os.path.join(folder, f"{name}.sqlite")
        self._circumstances = circumstances
        self._open: tuple[int, sqlite3.Connection] | None = None
        for attempt in (1, 2):
            try:
                self._prepare()
                return
            except sqlite3.DatabaseError:
                if attempt == 2:
                    raise
                os.unlink(self._path)

    def __reduce__(self) -> tuple[type["Store"], tuple[str, str, str, bool]]:
        return Store, (self._folder, self._circumstances, self._name, self._together)

    def put(self, parts: Mapping[str, bytes], alone: bool = False) -> None:
        """Keep parts; with `alone`, no others."""
        if not parts and not alone:
            return
        with contextlib.closing(sqlite3.connect(self._path, timeout=30)) as store, store:
            if not self._together:  # a part whose seal fits is right: nobody has to wait for the disk
                store.execute("PRAGMA synchronous = OFF")
            if alone:
                store.execute("DELETE FROM parts")
            rows = ((key, data, file_digest(key.encode(), data)) for key, data in parts.items())
            store.executemany("INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", rows)

    def known(self, keys: Iterable[str]) -> set[str]:
        """Return those of the keys under which there is a part; whether it is whole is seen when it is asked for."""
        wanted = set(keys)
        if len(wanted) > _FEW:
            return wanted & set(self)
        query = "SELECT 1 FROM parts WHERE key = ?"
        return {key for key in wanted if self._connection().execute(query, (key,)).fetchone()}

    def keep_only(self, used: set[str]) -> None:
        """Forget parts that nothing stands on any more, once they outnumber those in use."""
        with contextlib.closing(sqlite3.connect(self._path, timeout=30)) as store, store:
            (count,) = store.execute("SELECT count(*) FROM parts").fetchone()
            if count > 2 * len(used) + 1000:
                gone = [key for (key,) in store.execute("SELECT key FROM parts") if key not in used]
                store.executemany("DELETE FROM parts WHERE key = ?", ((key,) for key in gone))

    def several(self, keys: Sequence[str]) -> list[bytes]:
        """Return several parts, in the order of their keys; to ask for each alone takes half as long again.

        Raises:
            KeyError: one is not there.
            DamagedError: one is not what was kept, in a store whose parts tell of one another.
        """
        query = f"SELECT key, data, seal FROM parts WHERE key IN ({','.join('?' * len(keys))})"
        found: dict[str, bytes] = {}
        for key, data, seal in self._connection().execute(query, keys):
            if seal == file_digest(key.encode(), data):
                found[key] = data
            elif self._together:
                raise DamagedError(key)
        return [found[key] for key in keys]

    def __getitem__(self, key: str) -> bytes:
        return self.several((key,))[0]

    def __iter__(self) -> Iterator[str]:
        return (key for (key,) in self._connection().execute("SELECT key FROM parts ORDER BY key"))

    def __len__(self) -> int:
        return int(self._connection().execute("SELECT count(*) FROM parts").fetchone()[0])

    def _prepare(self) -> None:
        with contextlib.closing(sqlite3.connect(self._path, timeout=30)) as store, store:
            store.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            store.execute("CREATE TABLE IF NOT EXISTS parts (key TEXT PRIMARY KEY, data BLOB, seal TEXT)")
            store.execute("CREATE TABLE IF NOT EXISTS made_under (circumstances TEXT)")
            if store.execute("SELECT circumstances FROM made_under").fetchone() != (self._circumstances,):
                store.execute("DELETE FROM parts")
                store.execute("DELETE FROM made_under")
                store.execute("INSERT INTO made_under VALUES (?)", (self._circumstances,))

    def _connection(self) -> sqlite3.Connection:
        """Each process opens the database for itself: a connection must not cross a fork."""
        if self._open is None or self._open[0] != os.getpid():
            self._open = (os.getpid(), sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=30))
        return self._open[1]
