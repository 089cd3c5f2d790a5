"""The shelf: parts by name, made once and kept, from which outputs are joined."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

__all__ = ["Memory", "Shelf", "filling"]

_MOST_HELD = 500
"""So many parts are held before a shelf has them."""


class Shelf(Protocol):
    """Where parts lie; builds have one that is kept between them (`build.store`)."""

    def __getitem__(self, key: str) -> bytes: ...

    def __contains__(self, key: object) -> bool: ...

    def several(self, keys: Sequence[str]) -> list[bytes]:
        """Return several parts, in the order of their keys.

        Raises:
            KeyError: one is not there.
        """

    def known(self, keys: Iterable[str]) -> set[str]:
        """Return those of the keys under which there is a part."""

    def put(self, parts: Mapping[str, bytes]) -> None:
        """Keep parts."""


class Memory(dict[str, bytes]):
    """A shelf that is forgotten."""

    def several(self, keys: Sequence[str]) -> list[bytes]:
        """Return several parts."""
        return [self[key] for key in keys]

    def known(self, keys: Iterable[str]) -> set[str]:
        """Return those of the keys under which there is a part."""
        return self.keys() & set(keys)

    def put(self, parts: Mapping[str, bytes]) -> None:
        """Keep parts."""
        self.update(parts)


@contextlib.contextmanager
def filling(shelf: Shelf) -> Iterator[Callable[[str, bytes], None]]:
    """Give what puts parts on a shelf as they come, by name, some hundred at a time."""
    held: dict[str, bytes] = {}

    def put(name: str, data: bytes) -> None:
        held[name] = data
        if len(held) >= _MOST_HELD:
            shelf.put(held)
            held.clear()

    yield put
    shelf.put(held)
