"""Numbers as search writes them: short, printable, read by a few lines of any language (docs/search.md, "Numbers")."""

from collections.abc import Iterator
from functools import cache
from math import floor, log2

__all__ = ["bucket", "length_code", "length_of", "number", "numbers", "written"]

_BASE = 47
_LAST, _MORE = 33, 80
_EXACT, _STEPS = 12, 4
_CODES = 47


def number(value: int) -> str:
    """Return a number of at least 0 in base 47, least digit first; the last digit is told by its range.

    >>> number(5), number(47)
    ('&', 'P"')
    """
    if value < len(_SHORT):
        return _SHORT[value]
    digits = ""
    while value >= _BASE:
        value, digit = divmod(value, _BASE)
        digits += chr(_MORE + digit)
    return digits + chr(_LAST + value)


_SHORT: list[str] = []
_SHORT += [number(value) for value in range(_BASE * _BASE)]


@cache
def written(value: int) -> bytes:
    """Return a number as bytes: few of them are written again and again."""
    return number(value).encode()


def numbers(text: str) -> Iterator[int]:
    """Yield the numbers that a text consists of."""
    value, factor = 0, 1
    for character in text:
        code = ord(character)
        if code < _MORE:
            yield value + (code - _LAST) * factor
            value, factor = 0, 1
        else:
            value += (code - _MORE) * factor
            factor *= _BASE


def length_code(length: int) -> int:
    """Return a document's length as a number below 47: exact up to 12, in steps of a fifth above."""
    if length <= _EXACT:
        return length
    return min(_CODES - 1, floor(_EXACT + _STEPS * log2(length / _EXACT) + 0.5))


def length_of(code: int) -> float:
    """Return the length that a code stands for."""
    return float(code) if code <= _EXACT else _EXACT * 2 ** ((code - _EXACT) / _STEPS)


def bucket(stem: str) -> int:
    """Return the hash that tells a stem's shard: FNV-1a, 32 bits, over code points.

    Source: http://www.isthe.com/chongo/tech/comp/fnv/
    """
    value = 2166136261
    for character in stem:
        value = (value ^ ord(character)) * 16777619 & 0xFFFFFFFF
    return value
