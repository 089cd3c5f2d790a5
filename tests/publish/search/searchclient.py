"""A client of the search index as docs/search.md describes it, and nothing more: it reads published files only.

Plain rather than fast; it counts what it fetches, as a browser would have to.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kawat.publish.search import analysis, indonesian


@dataclass(frozen=True)
class Hit:
    """A document that was found: where, how well, and its card."""

    segment: int
    number: int
    score: float
    card: tuple[str, ...]


@dataclass
class Segment:
    """A segment's folder, and what its segment.json says."""

    folder: str
    about: dict
    spans: list[tuple[str, int, int, int]] = field(default_factory=list)  # site, year, from, to

    def __post_init__(self) -> None:
        at = 0
        for site, year, *counts in self.about["sites"]:
            for offset, count in enumerate(counts):
                self.spans.append((site, year + offset, at, at + count))
                at += count


class Client:
    """Asks the index whose files (path -> bytes) are given."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self.fetched: dict[str, bytes] = {}
        names = json.loads(self._get("search/index.json"))["segments"]
        self.segments = [
            Segment(f"search/{name}/", json.loads(self._get(f"search/{name}/segment.json"))) for name, _ in names
        ]
        self.documents = sum(one.about["documents"] for one in self.segments)
        self.average = sum(one.about["length"] for one in self.segments) / max(1, self.documents)
        self.newest = max((year for one in self.segments for _, year, a, b in one.spans if a < b), default=0)

    def _get(self, path: str) -> str:
        self.fetched[path] = self._files[path]
        return self._files[path].decode()

    # ------------------------------------------------------------ asking

    def search(self, question: str, site: str = "", language: str = "", kind: str = "", year: int = 0) -> list[Hit]:
        """Return all hits, the best first, with cards for the first ten only."""
        words = self.words(question)
        score: dict[tuple[int, int], float] = defaultdict(float)
        matched: dict[tuple[int, int], int] = defaultdict(int)
        complete = bool(site or language or kind or year)
        for word in words:
            for place, value in self.word_scores(word, complete).items():
                score[place] += value
                matched[place] += 1
        found = []
        for (segment, number), value in score.items():
            if self._wanted(segment, number, site, language, kind, year):
                if len(words) > 1 and matched[segment, number] == len(words):
                    value *= 1.3
                years = self.newest - self._year(segment, number)
                found.append((value * (1 + 0.1 / (1 + years)), segment, number))
        found.sort(reverse=True)
        return [
            Hit(segment, number, value, self.card(segment, number) if rank < 10 else ())
            for rank, (value, segment, number) in enumerate(found)
        ]

    def words(self, question: str) -> list[str]:
        """Return the surfaces that are asked for, as the index has them: without stop words, mistakes corrected."""
        found, stops = [], []
        terms = [(surface, at) for (surface, _), at in analysis.terms(question, "")[0]]
        pairs = {at for surface, at in terms if analysis.is_gram(surface) and len(surface) > 1}
        for surface, at in terms:
            if analysis.is_gram(surface):
                if len(surface) > 1 or not {at, at - 1} & pairs:
                    found.append(surface)
                continue
            known = self.look_up(surface)
            if known is None:
                surface = self.root(surface) or self.correct(surface) or surface
            (found if known is None or known[0] != "-" else stops).append(surface)
        return list(dict.fromkeys(found or stops))

    def phrase(self, words: list[str]) -> set[tuple[int, int]]:
        """Return where the words stand one after the other."""
        places: list[dict[tuple[int, int], set[int]]] = []
        for word in words:
            there: dict[tuple[int, int], set[int]] = defaultdict(set)
            for at, segment in enumerate(self.segments):
                for stem in self.stems(word):
                    for surface, postings in self._family(segment, "p", stem)[1].items():
                        if surface == word:
                            for number, positions in _read_positions(postings):
                                there[at, number].update(positions)
            places.append(there)
        return {
            place
            for place, begins in places[0].items()
            if any(all(begin + step in there.get(place, ()) for step, there in enumerate(places)) for begin in begins)
        }

    # ------------------------------------------------------------ the lexicon

    def stems(self, surface: str) -> tuple[str, ...]:
        """Return the stems of a surface, over all segments."""
        if analysis.is_gram(surface):
            return (surface,)
        known = self.look_up(surface)
        return known[1:] if known else ()

    def look_up(self, word: str) -> tuple[str, ...] | None:
        """Return a word's highest frequency and all its stems; None where no segment has it."""
        frequency, stems = "", set()
        for segment in self.segments:
            for other, told in self._words(segment, "w", segment.about["words"], word):
                if other == word:
                    frequency = "-" if "-" in (frequency, told[0]) else max(frequency, told[0])
                    stems.update(told[1:] or ([word] if told[0] != "-" else []))
        return (frequency, *sorted(stems)) if frequency else None

    def root(self, word: str) -> str:
        """Return what the word may be a form of."""
        return next((root for root in indonesian.roots(word) if (self.look_up(root) or "-")[0] != "-"), "")

    def correct(self, word: str) -> str:
        """Return the nearest word, of those the most frequent."""
        most = 1 if len(word) < 6 else 2
        best: list[tuple[int, int, str]] = []
        for segment in self.segments:
            near = [(one, told[0]) for one, told in self._words(segment, "w", segment.about["words"], word)]
            back = self._words(segment, "e", segment.about["endings"], word[::-1])
            near += [(one[::-1], told[0]) for one, told in back]
            for other, frequency in near:
                far = distance(word, other)
                if far <= most and frequency != "-":
                    best.append((far, -int(frequency), other))
        return min(best)[2] if best else ""

    def _words(self, segment: Segment, letter: str, borders: list[str], word: str) -> Iterator[tuple[str, list[str]]]:
        shard = max((at for at, border in enumerate(borders) if border <= word), default=-1)
        if shard < 0:
            return
        before = ""
        for line in self._get(f"{segment.folder}{letter}{shard}.txt").splitlines():
            rest, *told = line[1:].split(" ")
            before = before[: ord(line[0]) - 33] + rest
            yield before, told or ["0"]

    # ------------------------------------------------------------ scores

    def word_scores(self, word: str, complete: bool = False) -> dict[tuple[int, int], float]:
        """Return the score of a word in each document that has it or another form of it."""
        found: dict[tuple[int, int], float] = defaultdict(float)
        exact: dict[tuple[int, int], tuple[int, float]] = {}
        count = 0
        for stem in self.stems(word):
            family: dict[tuple[int, int], tuple[int, float]] = {}
            listed = 0
            for at, segment in enumerate(self.segments):
                number, surfaces = self._family(segment, "t", stem)
                here: dict[int, tuple[int, float]] = {}
                for surface, postings in surfaces.items():
                    for document, weight, length in _read_terms(postings):
                        here[document] = (here.get(document, (0, 0))[0] + weight, length)
                        if surface == word:
                            exact[at, document] = (weight, length)
                listed += number or len(here)
                count += len([1 for place in exact if place[0] == at])
                family.update({(at, document): told for document, told in here.items()})
            for place, (weight, length) in family.items():
                found[place] += self.bm25(weight, length, listed)
        for place, (weight, length) in exact.items():
            found[place] += 0.3 * self.bm25(weight, length, len(exact))
        return found

    def bm25(self, weight: float, length: float, documents: int) -> float:
        """Whoosh's BM25F for one field."""
        idf = math.log(self.documents / (documents + 1)) + 1
        return idf * weight * 2.2 / (weight + 1.2 * (0.25 + 0.75 * length / self.average))

    def _family(self, segment: Segment, letter: str, stem: str) -> tuple[int, dict[str, str]]:
        shard = _fnv(stem) & (segment.about["terms" if letter == "t" else "positions"] - 1)
        text = self._get(f"{segment.folder}{letter}{shard}.txt")
        for end in ("\t", " "):
            begin = text.find(f"\n{stem}{end}")
            if begin >= 0:
                head, *entries = text[begin + 1 : text.index("\n", begin + 1)].split("\t")
                surfaces = (entry.split(" ") for entry in entries)
                number = int(head.partition(" ")[2] or 0)
                return number, {surface.replace("*", stem) or stem: postings for surface, postings in surfaces}
        return 0, {}

    # ------------------------------------------------------------ documents

    def card(self, segment: int, number: int) -> tuple[str, ...]:
        """Return a document's card."""
        block = json.loads(self._get(f"{self.segments[segment].folder}c{number // 4}.json"))
        return tuple(block[number % 4])

    def _year(self, segment: int, number: int) -> int:
        return next(year for _, year, a, b in self.segments[segment].spans if a <= number < b)

    def _wanted(self, segment: int, number: int, site: str, language: str, kind: str, year: int) -> bool:
        one = self.segments[segment]
        if not any(a <= number < b and site in ("", s) and year in (0, y) for s, y, a, b in one.spans):
            return False
        if language or kind:
            kinds, at = one.about["kinds"], 0
            pairs = iter(_numbers(self._get(f"{one.folder}d.txt").strip()))
            for code, count in zip(pairs, pairs, strict=True):
                at += count
                if number < at:
                    spoken, sort = one.about["languages"][code // len(kinds)], kinds[code % len(kinds)]
                    return language in ("", spoken) and kind in ("", sort)
        return True


def distance(one: str, other: str) -> int:
    """Return the Damerau-Levenshtein distance (adjacent letters changing places count once)."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _fnv(text: str) -> int:
    value = 2166136261
    for character in text:
        value = ((value ^ ord(character)) * 16777619) % 2**32
    return value


def _numbers(text: str) -> list[int]:
    found, value, factor = [], 0, 1
    for character in text:
        code = ord(character)
        if code >= 80:
            value, factor = value + (code - 80) * factor, factor * 47
        else:
            found.append(value + (code - 33) * factor)
            value, factor = 0, 1
    return found


def _number(text: str, at: int) -> tuple[int, int]:
    end = at
    while ord(text[end]) >= 80:
        end += 1
    return _numbers(text[at : end + 1])[0], end + 1


def _read_terms(postings: str) -> Iterator[tuple[int, int, float]]:
    at, document = 0, -1
    while at < len(postings):
        gap, at = _number(postings, at)
        code, at = ord(postings[at]) - 33, at + 1
        weight = 1
        if code >= 47:
            weight, at = _number(postings, at)
            weight += 2
        document += gap + 1
        code %= 47
        yield document, weight, code if code <= 12 else 12 * 2 ** ((code - 12) / 4)


def _read_positions(postings: str) -> Iterator[tuple[int, list[int]]]:
    values, document = iter(_numbers(postings)), -1
    for gap in values:
        document += gap + 1
        count, at = next(values), next(values)
        positions = [at]
        for _ in range(count - 1):
            at += next(values)
            positions.append(at)
        yield document, positions
