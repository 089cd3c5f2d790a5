"""The inverted index of one segment, and its files (docs/search.md, "Segments").

Postings are written as they come, document by document, onto one byte string for each surface: so a hundred thousand
documents take little more memory than their files will.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from .lexicon import Lexicon
from .numbers import bucket, length_code, length_of, number, numbers
from .parts import Part
from .segments import FORMAT, Segment

__all__ = ["MOST_LISTED", "Inverted", "files", "index", "read_postings", "write_postings"]

_PER_BLOCK = 4
"""How many cards a file has: the hits of a question lie apart, so a reader fetches a file for nearly each."""

MOST_LISTED = 4096
"""How many documents of a family a term shard lists; no question shows more, and few readers look at forty."""

_K1, _B = 1.2, 0.75

_NEAR = 1000
_GAPS = [number(gap).encode() for gap in range(_NEAR)]
_LIGHT = [number(2 * gap).encode() for gap in range(_NEAR)]
"""Gaps as they are mostly written."""

T = TypeVar("T")


def index(segments: Iterable[Segment]) -> bytes:
    """Return index.json, the list of the segments."""
    told = [[segment.name, segment.version] for segment in segments]
    return (_json({"format": FORMAT, "segments": told}) + "\n").encode()


def files(segment: Segment) -> Iterator[str]:
    """Yield the names of a segment's files."""
    yield from ("segment.json", "d.txt")
    yield from (f"t{at}.txt" for at in range(segment.terms))
    yield from (f"p{at}.txt" for at in range(segment.positions))
    yield from (f"w{at}.txt" for at in range(segment.words))
    yield from (f"e{at}.txt" for at in range(segment.endings))
    yield from (f"c{at}.json" for at in range(-(-len(segment.documents) // _PER_BLOCK)))


class _Postings:
    """Where one surface of a family is."""

    __slots__ = ("count", "last", "places", "terms")

    def __init__(self) -> None:
        self.last, self.count = -1, 0
        self.terms, self.places = bytearray(), bytearray()


class Inverted:
    """All that the files of a segment are written from."""

    def __init__(self, segment: Segment, parts: Iterable[Part]) -> None:
        """Args:
        parts: of the documents of the segment, in their order.
        """
        self._segment = segment
        self._stops: set[bytes] = set()
        self._cards: list[list[str]] = []
        self._sharded: dict[int, list[list[str]]] = {}
        self.length = 0
        found: dict[bytes, _Postings] = {}
        for at, (document, part) in enumerate(zip(segment.documents, parts, strict=True)):
            self._add(found, at, part)
            told = (document.language, document.kind, document.date, document.site)
            self._cards.append([document.url, part.title, part.excerpt, *told])
        self._families: dict[str, dict[str, _Postings]] = {}
        for word, postings in sorted(found.items()):
            stem, _, surface = word.decode().partition(" ")
            self._families.setdefault(stem, {})[surface or stem] = postings

    def _add(self, found: dict[bytes, _Postings], at: int, part: Part) -> None:
        self.length += part.length
        self._stops.update(part.stops)
        code = chr(33 + length_code(part.length)).encode()
        words = iter(part.words)
        for word, weight, places in zip(words, words, words, strict=True):
            postings = found.get(word)
            if postings is None:
                postings = found[word] = _Postings()
            gap = at - postings.last - 1
            postings.last = at
            postings.count += 1
            if weight == b"1":
                postings.terms += _LIGHT[gap] if gap < _NEAR else number(2 * gap).encode()
                postings.terms += code
            else:
                postings.terms += number(2 * gap + 1).encode() + code + number(int(weight) - 2).encode()
            postings.places += _GAPS[gap] if gap < _NEAR else number(gap).encode()
            postings.places += places

    def file(self, name: str) -> bytes:
        """Return one of `files`."""
        stem = name.partition(".")[0]
        return (self._about() if stem == "segment" else _WRITERS[stem[0]](self, int(stem[1:] or 0))).encode()

    # ------------------------------------------------------------ terms and positions

    def _terms(self, at: int) -> str:
        return "\n" + "".join(self._family(stem) for stem in self._shards(self._segment.terms)[at])

    def _positions(self, at: int) -> str:
        lines = ["\n"]
        for stem in self._shards(self._segment.positions)[at]:
            family = sorted(self._families[stem].items())
            entries = (_entry(surface, stem, postings.places.decode()) for surface, postings in family)
            lines.append(f"{stem}\t" + "\t".join(entries) + "\n")
        return "".join(lines)

    def _shards(self, count: int) -> list[list[str]]:
        """Which stems are in which of so many shards."""
        if count not in self._sharded:
            self._sharded[count] = [[] for _ in range(count)]
            for stem in sorted(self._families):
                self._sharded[count][bucket(stem) & (count - 1)].append(stem)
        return self._sharded[count]

    def _family(self, stem: str) -> str:
        family = sorted(self._families[stem].items())
        head, written = stem, {surface: postings.terms.decode() for surface, postings in family}
        if sum(postings.count for _, postings in family) > MOST_LISTED:
            decoded = {surface: list(read_postings(terms)) for surface, terms in written.items()}
            count, kept = self._heaviest(decoded)
            if count > MOST_LISTED:
                head = f"{stem} {count}"
                written = {
                    surface: write_postings(one for one in postings if one[0] in kept)
                    for surface, postings in decoded.items()
                }
        entries = (_entry(surface, stem, terms) for surface, terms in written.items() if terms)
        return f"{head}\t" + "\t".join(entries) + "\n"

    def _heaviest(self, family: Mapping[str, Sequence[tuple[int, int, int]]]) -> tuple[int, set[int]]:
        """How many documents a family has, and those in which it weighs most."""
        average = self.length / len(self._segment.documents)
        weights: dict[int, int] = {}
        codes: dict[int, int] = {}
        for postings in family.values():
            for at, weight, code in postings:
                weights[at] = weights.get(at, 0) + weight
                codes[at] = code
        share = {
            at: weight / (weight + _K1 * (1 - _B + _B * length_of(codes[at]) / average))
            for at, weight in weights.items()
        }
        ranked = sorted(share, key=lambda at: (share[at], at), reverse=True)
        return len(share), set(ranked[:MOST_LISTED])

    # ------------------------------------------------------------ words

    def _words(self, at: int) -> str:
        return self._lexicon.words(at)

    def _endings(self, at: int) -> str:
        return self._lexicon.endings(at)

    @cached_property
    def _lexicon(self) -> Lexicon:
        families = {
            stem: {surface: postings.count for surface, postings in family.items()}
            for stem, family in self._families.items()
        }
        return Lexicon(families, {word.decode() for word in self._stops}, self._segment.words, self._segment.endings)

    # ------------------------------------------------------------ documents

    def _block(self, at: int) -> str:
        block = self._cards[at * _PER_BLOCK : (at + 1) * _PER_BLOCK]
        return "[" + ",\n".join(_json(card) for card in block) + "]\n"

    def _attributes(self, at: int) -> str:
        languages, kinds = self._languages, self._kinds
        codes = [languages.index(one.language) * len(kinds) + kinds.index(one.kind) for one in self._segment.documents]
        return "".join(number(code) + number(count) for code, count in _runs(codes)) + "\n"

    def _about(self) -> str:
        sites: dict[str, list[int]] = {}
        for (site, year), count in _runs([(one.site, one.year) for one in self._segment.documents]):
            counted = sites.setdefault(site, [year])
            counted += [0] * (year - counted[0] - len(counted) + 1)
            counted.append(count)
        words, endings = self._lexicon.borders()
        told = {
            "documents": len(self._segment.documents),
            "length": self.length,
            "terms": self._segment.terms,
            "positions": self._segment.positions,
            "words": words,
            "endings": endings,
            "sites": [[site, *counted] for site, counted in sites.items()],
            "languages": self._languages,
            "kinds": self._kinds,
        }
        return _json(told) + "\n"

    @cached_property
    def _languages(self) -> list[str]:
        return sorted({one.language for one in self._segment.documents})

    @cached_property
    def _kinds(self) -> list[str]:
        return sorted({one.kind for one in self._segment.documents})


_WRITERS: dict[str, Callable[[Inverted, int], str]] = {
    "t": Inverted._terms,
    "p": Inverted._positions,
    "w": Inverted._words,
    "e": Inverted._endings,
    "c": Inverted._block,
    "d": Inverted._attributes,
}
"""What writes the files whose names begin with a letter."""


def read_postings(terms: str) -> Iterator[tuple[int, int, int]]:
    """Yield (document, weight, length code) of a surface in a term shard."""
    at, before = 0, -1
    while at < len(terms):
        end = at + 1
        while ord(terms[end - 1]) >= 80:
            end += 1
        (head,) = numbers(terms[at:end])
        code, at, weight = ord(terms[end]) - 33, end + 1, 1
        if head % 2:
            end = at + 1
            while ord(terms[end - 1]) >= 80:
                end += 1
            weight, at = next(numbers(terms[at:end])) + 2, end
        before += head // 2 + 1
        yield before, weight, code


def write_postings(postings: Iterable[tuple[int, int, int]]) -> str:
    """Return postings as term shards have them; they come in the order of their documents."""
    written, before = "", -1
    for at, weight, code in postings:
        gap, before = at - before - 1, at
        written += number(2 * gap + (weight > 1)) + chr(33 + code) + (number(weight - 2) if weight > 1 else "")
    return written


def _entry(surface: str, stem: str, postings: str) -> str:
    short = "" if surface == stem else surface.replace(stem, "*", 1)
    return f"{short} {postings}"


def _runs(values: Iterable[T]) -> Iterator[tuple[T, int]]:
    return ((value, sum(1 for _ in same)) for value, same in groupby(values))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
