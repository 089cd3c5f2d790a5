"""Entries: in bytes that hold very many of them, sorted by name, one is found without reading all."""

from collections.abc import Callable
from mmap import mmap
from typing import Any

__all__ = ["place"]


def place(
    data: bytes | mmap, low: int, high: int, between: tuple[bytes, int], name_of: Callable[[bytes], Any], wanted: Any
) -> tuple[int, int]:
    """Return where the entry of a name begins and ends; where there is none, twice where it would begin.

    Args:
        low, high: where the entries begin and end.
        between: what is between two entries and nowhere else, and which byte of it belongs to neither.
        name_of: reads the name of an entry; they are sorted by it.
    """
    mark, apart = between
    last = high
    while low < high:
        before = data.rfind(mark, low, (low + high) // 2)
        begin = before + apart + 1 if before >= 0 else low
        after = data.find(mark, begin, last)
        end = after + apart if after >= 0 else last
        known = name_of(data[begin:end])
        if known == wanted:
            return begin, end
        low, high = (low, begin) if wanted < known else (min(end + 1, last), high)
    return low, low
