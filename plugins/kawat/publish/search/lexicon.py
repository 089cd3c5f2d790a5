"""The lexicon of a segment: its words in order, from the front for reading on, from the back for corrections.

It gives a browser, which has no stemmer, the stems of each word, its completions and its neighbours (docs/search.md).
Grams are not in it: browsers make them from a question just as the build makes them from a text.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from zlib import crc32

from .analysis import is_gram

__all__ = ["STOP", "Lexicon"]

STOP = "-"
"""What stands in the place of a stop word's frequency."""

_LONGEST_SHARED = 60
_ENDING_FROM = 4


class Lexicon:
    """Words with their frequencies and stems, cut into shards."""

    def __init__(
        self, families: Mapping[str, Mapping[str, int]], stops: Collection[str], words: int, endings: int
    ) -> None:
        """Args:
        families: by stem, how many documents have each of its surfaces.
        words, endings: how many shards there are at most.
        """
        self._families, self._stops = families, stops
        self._shards = words, endings

    def words(self, at: int) -> str:
        """Return a word shard."""
        return _lines((word, *self._known[word]) for word in self._forwards[at])

    def endings(self, at: int) -> str:
        """Return an ending shard."""
        return _lines((word, self._known[word[::-1]][0]) for word in self._backwards[at])

    def borders(self) -> tuple[list[str], list[str]]:
        """Return where each word shard and each ending shard begins."""
        return _borders(self._forwards), _borders(self._backwards)

    @cached_property
    def _known(self) -> dict[str, tuple[str, ...]]:
        """Frequency and stems by word: of surfaces, and of stems that are none."""
        counts: dict[str, int] = {}
        stems: dict[str, list[str]] = {}
        for stem, family in sorted(self._families.items()):
            for surface, count in family.items():
                counts[surface] = counts.get(surface, 0) + count
                stems.setdefault(surface, []).append(stem)
        for stem in self._families:
            stems.setdefault(stem, [stem])
        found: dict[str, tuple[str, ...]] = dict.fromkeys(self._stops, (STOP,))
        for word, own in stems.items():
            if word in self._stops:
                found[word] = (STOP, *own)
            elif not is_gram(word):
                frequency = str(min(9, counts.get(word, 1).bit_length() - 1))
                found[word] = (frequency,) if own == [word] else (frequency, *own)
        return found

    @cached_property
    def _forwards(self) -> list[list[str]]:
        return _cut(self._known, self._shards[0])

    @cached_property
    def _backwards(self) -> list[list[str]]:
        able = (word for word, told in self._known.items() if len(word) >= _ENDING_FROM and told[0] not in (STOP, "0"))
        return _cut((word[::-1] for word in able), self._shards[1])


def _units(word: str) -> bytes:
    """JavaScript compares strings by UTF-16 code units."""
    return word.encode("utf-16-be")


def _cut(words: Iterable[str], shards: int) -> list[list[str]]:
    """The words in order, in so many shards; the last ones may be empty.

    Shards begin with the words whose checksums are the least, so that one word more or less moves no border.
    """
    order = sorted(words, key=_units)
    begins = set(sorted(order[1:], key=lambda word: (crc32(word.encode()), word))[: shards - 1])
    found: list[list[str]] = [[]]
    for word in order:
        if word in begins:
            found.append([])
        found[-1].append(word)
    return found + [[] for _ in range(shards - len(found))]


def _borders(shards: Sequence[Sequence[str]]) -> list[str]:
    """For each shard, as much of its first word as tells that from the word before."""
    filled = [shard for shard in shards if shard]
    firsts = (first[0][: _shared(before[-1], first[0]) + 1] for before, first in pairwise(filled))
    return ["", *firsts]


def _lines(entries: Iterable[tuple[str, ...]]) -> str:
    written, before = [], ""
    for word, *told in entries:
        shared = _shared(before, word) if max(before + word) <= "\uffff" else 0
        extra = "" if told == ["0"] else " " + " ".join(told)
        written.append(f"{chr(33 + shared)}{word[shared:]}{extra}\n")
        before = word
    return "".join(written)


def _shared(one: str, other: str) -> int:
    """How many characters two words begin with alike."""
    count = 0
    for a, b in zip(one[:_LONGEST_SHARED], other, strict=False):
        if a != b:
            break
        count += 1
    return count
