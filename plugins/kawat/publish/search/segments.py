"""Segments: which documents are indexed together.

A segment is remade when a document comes or goes, so new documents go into a small one, and old ones lie in large ones
that rest.  Where a segment ends is told by the ids of the articles themselves, never by what was built before
(content-defined chunking): a removal or a late addition changes the segment that it falls into, and no border; an edit
changes some files of it, and the name of none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...digests import digest

__all__ = ["FORMAT", "PER_BLOCK", "Document", "Segment", "partition", "version_of"]

FORMAT = 2
"""Has to be raised with every change of what is written: browsers keep the files of a version for ever."""

PER_BLOCK = 4
"""How many cards a file has: the hits of a question lie apart, so a reader fetches a file for nearly each."""

_REACHES = (2048, 128, 8)
"""How many articles on either side of a border have a greater number, for each segment but the newest."""

_TOKENS_PER_DOCUMENT = 300
_SMALL = 64
_SHARD_BYTES, _WORDS_PER_SHARD = {True: 2600, False: 1300}, {True: 500, False: 200}
"""Segments of at most 64 documents are made anew often and shall have few files; of larger ones a question shall read
little (measured at 3,000 documents of 450 words)."""

_POSTING_BYTES, _FAMILY_BYTES = 1.1, 8.0
"""What a token and a word take in term shards when they are compressed, as measured; they need only be roughly true."""

_ENDINGS_PER_WORD = 0.4


@dataclass(frozen=True, slots=True)
class Document:
    """An edition as search knows it.

    Attributes:
        article, language, register: which edition it is.
        site, kind, date: of the article; the date (YYYY-MM-DD) is that at its home.
        url: where it is read: a path on the portal's host, or a whole URL.
        key: names its words (`documents.key_of`).
    """

    article: str
    language: str
    register: str
    site: str
    kind: str
    date: str
    url: str
    key: str

    @property
    def place(self) -> tuple[str, ...]:
        """What decides on its segment and its number there."""
        return self.article, self.language, self.site, self.kind, self.date

    @property
    def year(self) -> int:
        """The year of its date."""
        return int(self.date[:4])


@dataclass(frozen=True, slots=True)
class Segment:
    """Documents that are indexed together, in the order of their numbers.

    Attributes:
        name: tells which documents are in it, whatever they say; version: what they say.
        blocks: the same of the documents of each file of cards.
        terms, positions, words, endings: how many shards of each sort there are; of the first two, powers of two.
    """

    name: str
    version: str
    documents: tuple[Document, ...]
    blocks: tuple[str, ...]
    terms: int
    positions: int
    words: int
    endings: int


def partition(documents: Sequence[Document]) -> tuple[Segment, ...]:
    """Return at most four segments, the oldest first.

    Args:
        documents: in the order of their articles' time, those of an article together.
    """
    begins = [at for at, one in enumerate(documents) if at == 0 or one.article != documents[at - 1].article]
    order = [digest(documents[at].article) for at in begins]
    ends = [*begins[1:], len(documents)]
    last = [_last_minimum(order, reach) for reach in _REACHES]
    borders = [0, *(ends[at] if at >= 0 else 0 for at in last), len(documents)]
    return tuple(_segment(documents[a:b]) for a, b in pairwise(borders) if a < b)


def version_of(blocks: Sequence[str]) -> str:
    """Return the version of a segment."""
    return digest(str(FORMAT), *blocks)[:12]


def _last_minimum(values: Sequence[str], reach: int) -> int:
    """Return where the last value stands that is the least of all within reach of it; -1 where none is.

    Those after it must be there already, so that more of them move no border but forwards.
    """
    at = len(values) - 1 - reach
    while at >= 0:
        begin = max(0, at - reach)
        near = values[begin : at + reach + 1]
        least = begin + near.index(min(near))
        if least == at:
            return at
        # Whatever is within reach of the least one is no minimum.
        at = least if least < at else least - reach - 1
    return -1


def _segment(documents: Sequence[Document]) -> Segment:
    order = sorted(documents, key=lambda one: (one.site, one.year, one.language, one.kind, one.date, one.article))
    # How many shards there are must not depend on what the texts say; vocabularies grow by Heaps' law.
    tokens = _TOKENS_PER_DOCUMENT * len(order)
    vocabulary = 14 * tokens**0.6
    small = len(order) <= _SMALL
    blocks = tuple(digest(*order[at : at + PER_BLOCK]) for at in range(0, len(order), PER_BLOCK))
    shards = int(tokens * _POSTING_BYTES + vocabulary * _FAMILY_BYTES) // _SHARD_BYTES[small]
    terms = 1 << max(0, shards.bit_length() - 1)
    return Segment(
        name=digest([one.place for one in order])[:12],
        version=version_of(blocks),
        documents=tuple(order),
        blocks=blocks,
        terms=terms,
        positions=max(1, terms // 4) if small else terms,
        words=1 + int(vocabulary) // _WORDS_PER_SHARD[small],
        endings=1 + int(vocabulary * _ENDINGS_PER_WORD) // _WORDS_PER_SHARD[small],
    )
