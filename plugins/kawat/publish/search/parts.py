"""Parts: what an edition brings to its segment, written so that it is quickly read.

They are kept from build to build, and all those of a segment are read when it is made anew.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import count
from operator import sub

from ...records import dataclass
from .analysis import Written, spread
from .numbers import length_code, written
from .postings import term

__all__ = ["Part", "compose", "head", "pack", "stem_and_surface", "unpack"]

_TITLE, _SUMMARY = 4, 2
"""How much a word weighs; elsewhere 1."""

_GAP = [b""] * 10
"""Positions between two texts, so that no phrase reaches over their border."""


_JSON = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Part:
    """What an edition says, by its words.

    Attributes:
        length: how many words were indexed, as often as they occur.
        words: in UTF-8, as they are written and read more often than looked at.
        terms, positions: what term shards and position shards say of each.
    """

    length: int
    title: str
    excerpt: str
    words: Sequence[Written]
    terms: Sequence[bytes]
    positions: Sequence[bytes]


def compose(language: str, title: str, summary: str, rest: Iterable[str], excerpt: str) -> Part:
    """Return the part of an edition; `rest` are the texts in which a word weighs least."""
    words: list[Written] = []
    beside: list[tuple[Written, int]] = []
    heavy: defaultdict[Written, int] = defaultdict(int)
    for text, weight in ((title, _TITLE), (summary, _SUMMARY), *((one, 1) for one in rest)):
        found, more = spread(text, language)
        beside += [(word, len(words) + at) for word, at in more]
        words += found
        words += _GAP
        if weight > 1:
            for word in (*found, *(word for word, _ in more)):
                heavy[word] += weight - 1
    length = len(words) - words.count(b"") + len(beside)
    code = length_code(length)
    # Most words stand at one place and weigh 1: these are written all at once, after the others were taken out.
    last = dict(zip(words, count(), strict=False))
    places: dict[Written, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        if word and last[word] != at:
            places[word].append(at)
    for word, at in beside:
        places[word].append(at)
    for word in {**heavy, **places}:
        if word in last:
            places[word].append(last.pop(word))
    for nothing in (last, places):
        nothing.pop(b"", None)
    return Part(
        length,
        title,
        excerpt,
        [*last, *places],
        [_term(1, code)] * len(last) + [_term(len(some) + heavy.get(word, 0), code) for word, some in places.items()],
        [*map(_once, last.values()), *map(_positions, map(sorted, places.values()))],
    )


@cache
def _term(weight: int, code: int) -> bytes:
    """What a term shard says of a document: of few weights and lengths, again and again."""
    return term(weight, code).encode()


@cache
def _once(place: int) -> bytes:
    return _positions([place])


def _positions(places: list[int]) -> bytes:
    return b"".join(map(written, (len(places), places[0], *map(sub, places[1:], places))))


def pack(part: Part) -> bytes:
    """Return a part as four lines."""
    told = _JSON.encode([part.length, part.title, part.excerpt]).encode()
    return b"\n".join((told, b"\t".join(part.words), b"\t".join(part.terms), b"\t".join(part.positions)))


def unpack(data: bytes) -> Part:
    """Return the part that was packed."""
    told, *lists = data.split(b"\n")
    return Part(*json.loads(told), *(one.split(b"\t") if one else () for one in lists))


def head(data: bytes) -> Part:
    """Return the part without its words."""
    length, title, excerpt = json.loads(data[: data.index(b"\n")])
    return Part(length, title, excerpt, (), (), ())


def stem_and_surface(word: bytes) -> tuple[str, str]:
    """Return the stem of one of a part's words, and how it stands in the text."""
    stem, _, surface = word.decode().partition(" ")
    return stem, surface or stem
