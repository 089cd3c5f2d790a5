"""Segments: which documents are indexed together.

A segment is remade when a document comes or goes, so new documents go into a small one, and old ones lie in large ones
that rest.  Segments end where the number of documents before is a round one, whatever was built before: so one more
story changes the smallest alone until that is full, and a removal or a late addition changes the segment that it falls
into and those after it, which are smaller; an edit changes some files of one, and the name of none.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from ...digests import digest
from ...records import dataclass

__all__ = ["FORMAT", "PER_BLOCK", "Document", "Segment", "partition", "resting", "version_of"]

FORMAT = 3
"""Has to be raised with every change of what is written: browsers keep the files of a version for ever."""

PER_BLOCK = 4
"""How many cards a file has: the hits of a question lie apart, so a reader fetches a file for nearly each."""

_FULL = (2304, 192, 12)
"""Each segment but the newest ends at a multiple of so many documents.  The newest is made anew with each story: eleven
documents of 450 words are some 75 KB."""

_TOKENS_PER_DOCUMENT = 300
_SMALL = 24
_SHARD_BYTES, _WORDS_PER_SHARD = {True: 1800, False: 1300}, {True: 220, False: 200}
"""The newest segment shall have at most 30 files, and of each a question shall read little (measured at 3,000
documents of 450 words)."""

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
        name: tells which documents are in it, whatever they say, and whether any are before; version: what they say.
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

    @property
    def editions(self) -> Iterator[tuple[str, str, str, str]]:
        """Article, language, register and key of each document."""
        return ((one.article, one.language, one.register, one.key) for one in self.documents)


def partition(documents: Sequence[Document], before: int = 0) -> tuple[Segment, ...]:
    """Return at most four segments, the oldest first.

    Args:
        documents: in the order of their articles' time, those of an article together; none is parted from the others.
        before: how many documents lie in segments that stay as they are (`resting`), and are not among these.
    """
    count = before + len(documents)
    begins = [before + at for at, one in enumerate(documents) if at == 0 or one.article != documents[at - 1].article]
    begins.append(count)
    ends = [begins[bisect_right(begins, count // full * full) - 1] for full in _FULL if count // full * full >= before]
    borders = pairwise([before, *ends, count])
    return tuple(_segment(documents[a - before : b - before], a == 0) for a, b in borders if a < b)


def resting(counts: Sequence[int], more: int, newer: int = 0) -> int:
    """Return how many segments, from the oldest on, stay as they are when so many documents are added.

    Args:
        counts: how many documents each segment has.
        newer: how many documents are newer than the oldest of those.
    """
    ends = list(accumulate(counts))
    count = ends[-1] if ends else 0
    moved = [count // full * full for full in _FULL if count // full != (count + more) // full]
    # An article is not parted, so a segment may end somewhat before the round number.
    last = min([count - newer, *(ends[bisect_right(ends, at) - 1] if bisect_right(ends, at) else 0 for at in moved)])
    return sum(1 for end in ends[:-1] if end < last)


@lru_cache(maxsize=64)
def version_of(blocks: tuple[str, ...]) -> str:
    """Return the version of a segment."""
    return digest(str(FORMAT), *blocks)[:12]


def _segment(documents: Sequence[Document], oldest: bool) -> Segment:
    order = sorted(documents, key=lambda one: (one.site, one.year, one.language, one.kind, one.date, one.article))
    # How many shards there are must not depend on what the texts say; vocabularies grow by Heaps' law.
    tokens = _TOKENS_PER_DOCUMENT * len(order)
    vocabulary = 14 * tokens**0.6
    small = len(order) <= _SMALL
    blocks = tuple(digest(*order[at : at + PER_BLOCK]) for at in range(0, len(order), PER_BLOCK))
    shards = int(tokens * _POSTING_BYTES + vocabulary * _FAMILY_BYTES) // _SHARD_BYTES[small]
    terms = 1 << max(0, shards.bit_length() - 1)
    return Segment(
        name=digest(str(FORMAT), str(oldest), [one.place for one in order])[:12],
        version=version_of(blocks),
        documents=tuple(order),
        blocks=blocks,
        terms=terms,
        positions=max(1, terms // 4) if small else terms,
        words=1 + int(vocabulary) // _WORDS_PER_SHARD[small],
        endings=1 + int(vocabulary * _ENDINGS_PER_WORD) // _WORDS_PER_SHARD[small] if oldest or not small else 0,
    )
