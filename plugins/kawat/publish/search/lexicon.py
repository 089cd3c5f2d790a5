"""The lexicon of a segment: its words in order, from the front for reading on, from the back for corrections.

It gives a browser, which has no stemmer, the stems of each word, its completions and its neighbours (docs/search.md).
Grams are not in it: browsers make them from a question just as the build makes them from a text.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

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
        return _lines((word, *self._known[word]) for word in _slice(self._forwards, self._shards[0], at))

    def endings(self, at: int) -> str:
        """Return an ending shard."""
        return _lines((word, self._known[word[::-1]][0]) for word in _slice(self._backwards, self._shards[1], at))

    def borders(self) -> tuple[list[str], list[str]]:
        """Return where each word shard and each ending shard begins."""
        words, endings = self._shards
        return _borders(self._forwards, words), _borders(self._backwards, endings)

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
    def _forwards(self) -> list[str]:
        return sorted(self._known, key=_units)

    @cached_property
    def _backwards(self) -> list[str]:
        able = (word for word, told in self._known.items() if len(word) >= _ENDING_FROM and told[0] not in (STOP, "0"))
        return sorted((word[::-1] for word in able), key=_units)


def _units(word: str) -> bytes:
    """JavaScript compares strings by UTF-16 code units."""
    return word.encode("utf-16-be")


def _slice(words: Sequence[str], shards: int, at: int) -> Sequence[str]:
    return words[at * len(words) // shards : (at + 1) * len(words) // shards]


def _borders(words: Sequence[str], shards: int) -> list[str]:
    """For each shard, as much of its first word as tells that from the word before."""
    found = []
    for at in range(shards):
        begin = at * len(words) // shards
        before, first = words[begin - 1] if begin else "", words[begin] if begin < len(words) else ""
        found.append(first[: _shared(before, first) + 1] if begin else "")
    return found


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
