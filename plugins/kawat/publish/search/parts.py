"""Parts: what an edition brings to its segment, written so that it is quickly read.

They are kept from build to build, and all those of a segment are read when it is made anew.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from . import analysis
from .numbers import number

__all__ = ["Part", "compose", "pack", "unpack"]

_TITLE, _SUMMARY, _ELSEWHERE = 4, 2, 1
"""How much a word weighs."""

_GAP = 10
"""Positions between two texts, so that no phrase reaches over their border."""

_ONCE = number(1)


@dataclass(frozen=True, slots=True)
class Part:
    """What an edition says, by its words.

    Attributes:
        length: how many words were indexed, as often as they occur.
        stops: stop words that occur.
        words: flat triples: the word ("stem surface", or one where they are the same), its weight, its positions as
            position shards have them; in UTF-8, as they are written and read more often than looked at.
    """

    length: int
    title: str
    excerpt: str
    stops: Sequence[bytes]
    words: Sequence[bytes]


def compose(language: str, title: str, summary: str, rest: Iterable[str], excerpt: str) -> Part:
    """Return the part of an edition; `rest` are the texts in which a word weighs least."""
    found: dict[analysis.Word, list[int]] = {}
    extra: dict[analysis.Word, int] = {}
    position = 0
    for weight, text in ((_TITLE, title), (_SUMMARY, summary), *((_ELSEWHERE, one) for one in rest)):
        terms, position = analysis.terms(text, language, position)
        position += _GAP
        for word, at in terms:
            if word in found:
                found[word].append(at)
            else:
                found[word] = [at]
        if weight > 1:
            for word, _ in terms:
                extra[word] = extra.get(word, 0) + weight - 1
    words: list[bytes] = []
    stops: list[bytes] = []
    length = 0
    for word, places in found.items():
        surface, stem = word
        if not stem:
            stops.append(surface.encode())
            continue
        length += len(places)
        written = surface if surface == stem else f"{stem} {surface}"
        weight = len(places) + extra.get(word, 0)
        words += (written.encode(), b"%d" % weight, _positions(places).encode())
    return Part(length, title, excerpt, stops, words)


def _positions(places: list[int]) -> str:
    if len(places) == 1:
        return _ONCE + number(places[0])
    steps = [number(after - before) for before, after in pairwise(places)]
    return number(len(places)) + number(places[0]) + "".join(steps)


def pack(part: Part) -> bytes:
    """Return a part as three lines."""
    head = json.dumps([part.length, part.title, part.excerpt], ensure_ascii=False).encode()
    return b"\n".join((head, b"\t".join(part.stops), b"\t".join(part.words)))


def unpack(data: bytes) -> Part:
    """Return the part that was packed."""
    head, stops, words = data.split(b"\n")
    length, title, excerpt = json.loads(head)
    return Part(length, title, excerpt, stops.split(b"\t") if stops else (), words.split(b"\t") if words else ())
