"""The inverted index of one segment, made from all its documents (docs/search.md, "Segments").

Postings are written as they come, document by document, onto one byte string for each surface: so a hundred thousand
documents take little more memory than their files will.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

from ...digests import digest
from . import families, postings
from .analysis import stops
from .lexicon import Lexicon, Span, borders
from .numbers import bucket, number, written
from .parts import Part, stem_and_surface
from .segments import FORMAT, Document, Segment
from .table import Editions, Table

__all__ = ["about", "block", "index", "invert", "stops_of"]

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

T = TypeVar("T")


def index(segments: Iterable[tuple[str, str]]) -> bytes:
    """Return index.json, the list of the segments: name and version of each."""
    return (_json({"format": FORMAT, "segments": [list(one) for one in segments]}) + "\n").encode()


def invert(segment: Segment, parts: Iterable[Part], keep: Callable[[str, str], None]) -> Table:
    """Return the table of a segment, and let its files be kept: all but the cards, with nothing cut from term shards.

    Args:
        parts: of the documents of the segment, in their order.
        keep: is told the digest and the content of each file, of one after the other.
    """
    found: dict[bytes, _Postings] = {}
    length = 0
    for at, part in enumerate(parts):
        length += part.length
        _add(found, at, part)
    contents: dict[str, str] = {}

    def put(name: str, content: str) -> None:
        contents[name] = digest(content)
        keep(contents[name], content)

    counts: dict[str, dict[str, int]] = {}
    terms: list[list[bytes]] = [[] for _ in range(segment.terms)]
    places: list[list[bytes]] = [[] for _ in range(segment.positions)]
    for word, one in found.items():
        stem, surface = stem_and_surface(word)
        hashed = bucket(stem)
        counts.setdefault(stem, {})[surface] = one.count
        terms[hashed & (segment.terms - 1)].append(word)
        places[hashed & (segment.positions - 1)].append(word)
    for letter, shards in (("t", terms), ("p", places)):
        for at, words in enumerate(shards):
            put(f"{letter}{at}.txt", families.write(_taken(found, words, letter == "t")))
    languages = sorted({one.language for one in segment.documents})
    lexicon = Lexicon(counts, stops_of(languages), segment.words, segment.endings)
    for name, content in lexicon.files().items():
        put(name, content)
    put("segment.json", about(_about(segment, languages, length), lexicon.words, lexicon.endings))
    put("d.txt", _attributes(segment, languages))
    return Table(Editions.of(segment.editions), segment.blocks, contents, lexicon.words, lexicon.endings)


class _Postings:
    """Where one surface of a family is.

    Attributes:
        count, last: how many documents have it, and the last of them; end: where the block of that one ends.
        terms, places: what shards say of it, with marks.
    """

    __slots__ = ("count", "end", "last", "places", "terms")

    def __init__(self) -> None:
        self.last, self.end, self.count = -1, 0, 0
        self.terms, self.places = bytearray(), bytearray()


def _add(found: dict[bytes, _Postings], at: int, part: Part) -> None:
    for word, term, places in zip(part.words, part.terms, part.positions, strict=True):
        one = found.get(word)
        if one is None:
            one = found[word] = _Postings()
        if at >= one.end:
            if one.count:
                mark = postings.mark(one.last + 1)
                one.terms += mark
                one.places += mark
            one.end = at - at % postings.BLOCK + postings.BLOCK
        gap = written(at - one.last - 1)
        one.last = at
        one.count += 1
        one.terms += gap + term
        one.places += gap + places


def _taken(found: dict[bytes, _Postings], words: Iterable[bytes], terms: bool) -> families.Families:
    """Take the postings of some words out of what was found, which is most of the memory that this takes."""
    taken: families.Families = {}
    for word in words:
        stem, surface = stem_and_surface(word)
        marked = (found[word].terms if terms else found.pop(word).places).decode()
        taken.setdefault(stem, {})[surface] = postings.kept(marked)
        if terms:
            found[word].terms.clear()
    return taken


def stops_of(languages: Iterable[str]) -> frozenset[str]:
    """Return the stop words of languages."""
    return frozenset().union(*map(stops, languages))


def about(told: dict[str, Any], words: Sequence[Span], endings: Sequence[Span]) -> str:
    """Return segment.json with other borders."""
    return _json({**told, "words": borders(words), "endings": borders(endings)}) + "\n"


def _about(segment: Segment, languages: list[str], length: int) -> dict[str, Any]:
    sites: dict[str, list[int]] = {}
    for (site, year), count in _runs([(one.site, one.year) for one in segment.documents]):
        counted = sites.setdefault(site, [year])
        counted += [0] * (year - counted[0] - len(counted) + 1)
        counted.append(count)
    return {
        "documents": len(segment.documents),
        "length": length,
        "terms": segment.terms,
        "positions": segment.positions,
        "words": [],
        "endings": [],
        "sites": [[site, *counted] for site, counted in sites.items()],
        "languages": languages,
        "kinds": sorted({one.kind for one in segment.documents}),
    }


def _attributes(segment: Segment, languages: list[str]) -> str:
    kinds = sorted({one.kind for one in segment.documents})
    codes = [languages.index(one.language) * len(kinds) + kinds.index(one.kind) for one in segment.documents]
    return "".join(number(code) + number(count) for code, count in _runs(codes)) + "\n"


def block(documents: Iterable[Document], parts: Iterable[Part]) -> str:
    """Return a file of cards."""
    cards = [
        _json([one.url, part.title, part.excerpt, one.language, one.kind, one.date, one.site])
        for one, part in zip(documents, parts, strict=True)
    ]
    return "[" + ",\n".join(cards) + "]\n"


def _runs(values: Iterable[T]) -> Iterator[tuple[T, int]]:
    return ((value, sum(1 for _ in same)) for value, same in groupby(values))
