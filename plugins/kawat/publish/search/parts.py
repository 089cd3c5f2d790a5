"""Parts: what an edition brings to its segment, written so that it is quickly read.

They are kept from build to build, and all those of a segment are read when it is made anew.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import sub

from . import analysis
from .families import term
from .numbers import length_code, number

__all__ = ["Part", "compose", "pack", "unpack"]

_TITLE, _SUMMARY = 4, 2
"""How much a word weighs; elsewhere 1."""

_GAP = 10
"""Positions between two texts, so that no phrase reaches over their border."""

_KNOWN = 2000
_WRITTEN = [number(value).encode() for value in range(_KNOWN)]
"""Numbers as they are mostly written."""
_ONCE_AT = [_WRITTEN[1] + place for place in _WRITTEN]
"""How a single position is written."""


@dataclass(frozen=True, slots=True)
class Part:
    """What an edition says, by its words.

    Attributes:
        length: how many words were indexed, as often as they occur.
        words: flat triples: the word ("stem surface", or one where they are the same), what term shards and
            position shards say of it; in UTF-8, as they are written and read more often than looked at.
    """

    length: int
    title: str
    excerpt: str
    words: Sequence[bytes]


def compose(language: str, title: str, summary: str, rest: Iterable[str], excerpt: str) -> Part:
    """Return the part of an edition; `rest` are the texts in which a word weighs least."""
    found: defaultdict[bytes, list[int]] = defaultdict(list)
    extra: dict[bytes, int] = {}
    position = 0
    for text, weight in ((title, _TITLE), (summary, _SUMMARY)):
        heavy: defaultdict[bytes, list[int]] = defaultdict(list)
        position = analysis.spread(text, language, position, heavy) + _GAP
        heavy.pop(b"", None)
        for word, places in heavy.items():
            found[word] += places
            extra[word] = extra.get(word, 0) + (weight - 1) * len(places)
    for text in rest:
        position = analysis.spread(text, language, position, found) + _GAP
    found.pop(b"", None)
    length = sum(map(len, found.values()))
    code = length_code(length)
    words: list[bytes] = []
    for word, places in found.items():
        once = len(places) == 1 and places[0] < _KNOWN
        written = _ONCE_AT[places[0]] if once else _positions(places)
        words += (word, _said(len(places) + extra.get(word, 0), code), written)
    return Part(length, title, excerpt, words)


@cache
def _said(weight: int, code: int) -> bytes:
    """What a term shard says of a document: of few weights and lengths, again and again."""
    return term(weight, code).encode()


def _positions(places: list[int]) -> bytes:
    steps = [len(places), places[0], *map(sub, places[1:], places)]
    if places[-1] < _KNOWN:
        return b"".join(map(_WRITTEN.__getitem__, steps))
    return "".join(map(number, steps)).encode()


def pack(part: Part) -> bytes:
    """Return a part as two lines."""
    head = json.dumps([part.length, part.title, part.excerpt], ensure_ascii=False).encode()
    return head + b"\n" + b"\t".join(part.words)


def unpack(data: bytes) -> Part:
    """Return the part that was packed."""
    head, words = data.split(b"\n")
    length, title, excerpt = json.loads(head)
    return Part(length, title, excerpt, words.split(b"\t") if words else ())
