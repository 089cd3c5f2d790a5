"""The plan: the outputs of a build, which lie in a file until each is asked for.

A story has several outputs, and each weighs a thousand bytes as an object: most of what a large build would hold, and
in workers, which are forked, again what they look at of it.  Therefore outputs are written as they are listed, into a
file of the cache folder that has no name and is no more when nobody holds it, and are read one by one, in any process.
Only their paths, of which much is asked, are held.
"""

import os
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Generic, TypeVar, overload

from ..model import Output

__all__ = ["Each", "Planned", "Some", "divided", "made_of", "output"]

T = TypeVar("T", covariant=True)
U = TypeVar("U")

_RECORD, _UNIT = "\x1e", "\x1f"
"""What stands between the fields, and behind each of several strings; neither is in any text (K009)."""

_MOST_HELD = 1024
"""So many outputs are held before the file has them."""


class _Asked(Sequence[T]):
    """A sequence whose items are made when they are asked for; it equals any that has the same."""

    def _item(self, at: int) -> T:
        raise NotImplementedError

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        places = range(len(self))[at]
        return self._item(places) if isinstance(places, int) else [self._item(place) for place in places]

    def __iter__(self) -> Iterator[T]:
        return map(self._item, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)


class Planned(_Asked[Output]):
    """All outputs, those that were added together sorted by path.

    Attributes:
        paths: of all of them, in their order.
    """

    def __init__(self, folder: str) -> None:
        """Args:
        folder: the cache folder, which is there.
        """
        import tempfile  # of no use to an edit

        self._file, name = tempfile.mkstemp(dir=folder)
        os.unlink(name)
        weakref.finalize(self, os.close, self._file)
        self.paths: list[str] = []
        self._size = 0
        self._begins, self._ends = array("Q"), array("Q")
        self._latest: tuple[int, Output] = -1, Output("", "", (), "", "")

    def add(self, outputs: Iterable[Output]) -> None:
        """Put outputs at its end."""
        paths, begins = list[str](), array("Q")
        at, held = self._size, list[bytes]()
        for one in outputs:
            data = f"{one.key}\0{made_of(one)}".encode("utf-8", "surrogatepass")
            paths.append(one.path)
            begins.append(at)
            held.append(data)
            at += len(data)
            if len(held) >= _MOST_HELD:
                self._write(held)
        self._write(held)
        begins.append(at)
        self._size = at
        order = sorted(range(len(paths)), key=paths.__getitem__)
        # They are made anew, so that neighbours lie side by side: a worker makes a copy of every page that it reads.
        self.paths += "\0".join(paths[one] for one in order).split("\0") if order else ()
        self._begins.extend(begins[one] for one in order)
        self._ends.extend(begins[one + 1] for one in order)

    def _write(self, held: list[bytes]) -> None:
        data = b"".join(held)
        held.clear()
        while data:
            data = data[os.write(self._file, data) :]

    def _item(self, at: int) -> Output:
        if at != self._latest[0]:
            begin = self._begins[at]
            row = os.pread(self._file, self._ends[at] - begin, begin).decode("utf-8", "surrogatepass")
            self._latest = at, output(self.paths[at], *row.split("\0", 1))
        return self._latest[1]

    def __len__(self) -> int:
        return len(self.paths)


class Some(_Asked[T]):
    """Some items of a sequence, by their places."""

    def __init__(self, whole: Sequence[T], places: Iterable[int]) -> None:
        self._whole, self._places = whole, array("L", places)

    def _item(self, at: int) -> T:
        return self._whole[self._places[at]]

    def __len__(self) -> int:
        return len(self._places)


def divided(whole: Sequence[U], chosen: Iterable[bool]) -> tuple[Some[U], Some[U]]:
    """Return the items that are chosen, and the others."""
    places = array("L"), array("L")
    for at, one in enumerate(chosen):
        places[not one].append(at)
    return Some(whole, places[0]), Some(whole, places[1])


class Each(_Asked[T], Generic[T, U]):
    """What a function makes of each item of a sequence."""

    def __init__(self, make: Callable[[U], T], whole: Sequence[U]) -> None:
        self._make, self._whole = make, whole

    def _item(self, at: int) -> T:
        return self._make(self._whole[at])

    def __len__(self) -> int:
        return len(self._whole)


def made_of(one: Output) -> str:
    """Return all of an output besides its path and its key."""
    subject = "".join([f"{part}{_UNIT}" for part in one.subject])
    texts = "".join([f"{text}{_UNIT}" for text in one.texts])
    return _RECORD.join((one.recipe, one.site, one.updated.isoformat() if one.updated else "", subject, texts))


def output(path: str, key: str, of: str) -> Output:
    """Return the output of a path, a key and all the rest.

    Raises:
        ValueError: that is none.
    """
    recipe, site, updated, subject, texts = of.split(_RECORD)
    moment = datetime.fromisoformat(updated) if updated else None
    return Output(path, recipe, _parts(subject), key, site, _parts(texts), moment)


def _parts(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(_UNIT)[:-1])
