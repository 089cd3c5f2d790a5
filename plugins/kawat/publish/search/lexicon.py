"""The lexicon of a segment: its words in order, from the front for reading on, from the back for corrections.

It gives a browser, which has no stemmer, the stems of each word, its completions and its neighbours (docs/search.md).
Grams are not in it: browsers make them from a question just as the build makes them from a text.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from zlib import crc32

from .analysis import is_gram

__all__ = ["STOP", "Lexicon", "Span", "Told", "borders", "revised", "stems", "told"]

Span = tuple[str, str]
"""The first and the last word of a shard."""

Told = tuple[str, ...]
"""What a line says of its word: frequency and stems."""

STOP = "-"
"""What stands in the place of a stop word's frequency."""

_LONGEST_SHARED = 60
_ENDING_FROM = 4


class Lexicon:
    """Words with their frequencies and stems, cut into shards.

    Attributes:
        words, endings: the spans of the shards that have words; in those of endings, words are written backwards.
    """

    def __init__(
        self, families: Mapping[str, Mapping[str, int]], stops: Collection[str], words: int, endings: int
    ) -> None:
        """Args:
        families: by stem, how many documents have each of its surfaces.
        words, endings: how many shards there are at most.
        """
        known = _known(families, stops)
        backwards = {word[::-1]: ending for word, one in known.items() if (ending := _ending(word, one))}
        self._shards = {"w": (known, _cut(known, words)), "e": (backwards, _cut(backwards, endings))}
        self.words, self.endings = (
            [(shard[0], shard[-1]) for shard in shards if shard] for _, shards in self._shards.values()
        )

    def files(self) -> dict[str, str]:
        """Return word shards and ending shards by file."""
        return {
            f"{letter}{at}.txt": _lines((word, *known[word]) for word in shard)
            for letter, (known, shards) in self._shards.items()
            for at, shard in enumerate(shards)
        }


def told(word: str, counts: Mapping[str, int], is_stem: bool, stops: Collection[str]) -> Told:
    """Return what the lexicon says of a word; nothing, where it does not have it.

    Args:
        counts: how many documents have it as a surface, by stem.
        is_stem: whether a family has it as its stem.
    """
    stems = sorted(counts) or [word] * is_stem
    if word in stops:
        return STOP, *stems
    if not stems or is_gram(word):
        return ()
    frequency = str(min(9, (sum(counts.values()) or 1).bit_length() - 1))
    return (frequency,) if stems == [word] else (frequency, *stems)


def _known(families: Mapping[str, Mapping[str, int]], stops: Collection[str]) -> dict[str, Told]:
    counts: dict[str, dict[str, int]] = {}
    for stem, family in families.items():
        for surface, count in family.items():
            counts.setdefault(surface, {})[stem] = count
    words = {*counts, *families, *stops}
    found = {word: told(word, counts.get(word, {}), word in families, stops) for word in words}
    return {word: one for word, one in found.items() if one}


def _ending(word: str, one: Told) -> Told:
    """What an ending shard says of a word; nothing, where it does not have it."""
    return one[:1] if one and len(word) >= _ENDING_FROM and one[0] not in (STOP, "0") else ()


def _units(word: str) -> bytes:
    """JavaScript compares strings by UTF-16 code units."""
    return word.encode("utf-16-be")


def _lot(word: str) -> tuple[int, str]:
    return crc32(word.encode()), word


def _cut(words: Iterable[str], shards: int) -> list[list[str]]:
    """The words in order, in so many shards, if any; the last ones may be empty.

    Shards begin with the words whose checksums are the least, so that one word more or less moves no border.
    """
    if not shards:
        return []
    order = sorted(words, key=_units)
    begins = set(sorted(order[1:], key=_lot)[: shards - 1])
    found: list[list[str]] = [[]]
    for word in order:
        if word in begins:
            found.append([])
        found[-1].append(word)
    return found + [[] for _ in range(shards - len(found))]


def borders(spans: Sequence[Span]) -> list[str]:
    """For each shard, as much of its first word as tells that from the word before."""
    return ["", *(first[: _shared(last, first) + 1] for (_, last), (first, _) in pairwise(spans))][: len(spans)]


Shards = tuple[dict[str, str], list[Span]]
"""Shards by file, all that are other than before among them, and the spans of all."""


def revised(
    letter: str, shards: int, spans: Sequence[Span], read: Callable[[str], str], changes: Mapping[str, Told]
) -> Shards:
    """Return shards after some words have changed; all of them, where a border has moved.

    Args:
        letter: of word shards (w) or ending shards (e).
        shards: how many there are at most.
        read: gives a shard as it is.
        changes: what is said of words now; nothing of those that are gone.
    """
    if not shards:
        return {}, []
    if letter == "e":
        changes = {word[::-1]: _ending(word, one) for word, one in changes.items()}
    touched = _touched(letter, shards, spans, read, changes)
    if touched is None:
        return _divided(letter, shards, spans, read, changes)
    found, now = {}, list(spans)
    for at, entries in touched.items():
        order = sorted(entries, key=_units)
        now[at] = order[0], order[-1]
        found[f"{letter}{at}.txt"] = _lines((word, *entries[word]) for word in order)
    return found, now


def _touched(
    letter: str, shards: int, spans: Sequence[Span], read: Callable[[str], str], changes: Mapping[str, Told]
) -> dict[int, dict[str, Told]] | None:
    """The shards that have these words, as they are now; None where a border has moved."""
    firsts = [_units(first) for first, _ in spans]
    last_lot = max((_lot(first) for first, _ in spans[1:]), default=(-1, ""))
    touched: dict[int, dict[str, Told]] = {}
    for word, one in changes.items():
        at = bisect_right(firsts, _units(word)) - 1
        if at < 0:
            if one:
                return None
            continue
        if at not in touched:
            touched[at] = _entries(read(f"{letter}{at}.txt"))
        entries = touched[at]
        if one:
            if word not in entries and (len(spans) < shards or _lot(word) < last_lot):
                return None
            entries[word] = one
        elif word == spans[at][0]:
            return None
        else:
            entries.pop(word, None)
    return touched


def _divided(
    letter: str, shards: int, spans: Sequence[Span], read: Callable[[str], str], changes: Mapping[str, Told]
) -> Shards:
    """All words, with their changes, cut anew."""
    words = {word: one for at in range(len(spans)) for word, one in _entries(read(f"{letter}{at}.txt")).items()}
    words = {word: one for word, one in {**words, **changes}.items() if one}
    cut = _cut(words, shards)
    found = {f"{letter}{at}.txt": _lines((word, *words[word]) for word in shard) for at, shard in enumerate(cut)}
    return found, [(shard[0], shard[-1]) for shard in cut if shard]


def stems(spans: Sequence[Span], read: Callable[[str], str], words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the stems that word shards tell of words; those that are not in them are left out."""
    firsts = [_units(first) for first, _ in spans]
    shards: dict[int, dict[str, Told]] = {}
    found = {}
    for word in words:
        at = bisect_right(firsts, _units(word)) - 1
        if at >= 0:
            if at not in shards:
                shards[at] = _entries(read(f"w{at}.txt"))
            if word in shards[at]:
                found[word] = shards[at][word][1:]
    return found


def _entries(shard: str) -> dict[str, Told]:
    found: dict[str, Told] = {}
    before = ""
    for line in shard.split("\n")[:-1]:
        rest, *said = line[1:].split(" ")
        before = before[: ord(line[0]) - 33] + rest
        found[before] = tuple(said) or ("0",)
    return found


def _lines(entries: Iterable[tuple[str, ...]]) -> str:
    written, before = [], ""
    for word, *said in entries:
        shared = _shared(before, word) if max(before + word) <= "\uffff" else 0
        extra = "" if said == ["0"] else " " + " ".join(said)
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
