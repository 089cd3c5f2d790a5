"""Duplicates: which stories say the same in the same words, two of them or any in the whole tree.

Texts are compared by their runs of four words (Broder, "On the resemblance and containment of documents", 1997).  To
find pairs among many, not each is compared with each: of every text those runs are kept whose checksums are the least,
and only texts that have several in common are compared.  Of many that say the same each is told beside the oldest.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from zlib import crc32

from .publish.search import analysis
from .records import dataclass

__all__ = ["Pair", "Said", "pairs", "resemblance"]

_SHINGLE = 4
_KEPT = 64
_COMMON = 8
"""Of 64 runs that two equally long texts keep, about a third are common where half of each is in the other."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text's words; `story` names those that are not compared with each other, such as its translations."""

    name: str
    story: str
    words: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, the older first, and which share of the one is in the other, 0 to 1: the greater of both."""

    older: str
    newer: str
    same: float


def resemblance(one: str, other: str) -> float:
    """Return which share of a text's runs of four words is in another too, 0 to 1."""
    return _share(_shingles(one), _shingles(other))


def pairs(texts: Iterable[Said], least: float) -> tuple[Pair, ...]:
    """Return the pairs of which a share of at least so much is the same, the most alike first.

    Args:
        texts: from the oldest to the newest.
    """
    told = tuple(texts)
    found = [
        Pair(told[older].name, told[newer].name, same)
        for older, newer in _candidates(told)
        if (same := _alike(told[older].words, told[newer].words)) >= least
    ]
    return tuple(sorted(found, key=lambda one: (-one.same, one.older, one.newer)))


def _candidates(texts: Iterable[Said]) -> Iterator[tuple[int, int]]:
    """The texts, by number, that have several of their kept runs in common."""
    first: dict[int, int] = {}
    stories: list[str] = []
    for newer, text in enumerate(texts):
        stories.append(text.story)
        sums = {crc32("\t".join(one).encode()) for one in _shingles(text.words)}
        shared = Counter(first.setdefault(one, newer) for one in heapq.nsmallest(_KEPT, sums))
        enough = min(_COMMON, len(sums))
        yield from (
            (older, newer)
            for older, count in shared.items()
            if count >= enough and older != newer and stories[older] != text.story
        )


def _alike(one: str, other: str) -> float:
    mine, theirs = _shingles(one), _shingles(other)
    return max(_share(mine, theirs), _share(theirs, mine))


def _share(mine: set[tuple[str, ...]], theirs: set[tuple[str, ...]]) -> float:
    return len(mine & theirs) / len(mine) if mine else 0.0


def _shingles(text: str) -> set[tuple[str, ...]]:
    said = [surface for (surface, _), _ in analysis.terms(text, "")[0]]
    return {tuple(said[at : at + _SHINGLE]) for at in range(max(min(1, len(said)), len(said) - _SHINGLE + 1))}
