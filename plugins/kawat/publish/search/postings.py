"""Postings: in which documents a surface is, what is said of each, and how one of them is replaced.

As they are published (docs/search.md, "Term shards"), each document is a gap, and then what is said of it.  As they are
kept, long ones lie in blocks of neighbouring documents, so that one is replaced without reading the others: before each
block but the first stand a mark and the number of the first document that it could tell of.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from operator import add

from ...patterns import pattern
from .numbers import number, numbers, written

__all__ = ["BLOCK", "Postings", "count", "kept", "mark", "plain", "read", "replaced", "term", "write"]

Postings = tuple[Sequence[int], Sequence[str]]
"""Documents, and what is said of each."""

BLOCK = 2048
"""So many numbers of documents are a block's."""

_LONG = 1024
"""Postings of at most so many characters are one block."""

_MARK = "\x1f"
_MARKED = pattern(f"{_MARK}[P-~]*[!-O]")
_NUMBER = pattern("[P-~]*[!-O]")
_UNFINISHED = bytes(range(ord("P"), ord("~") + 1))
"""What never is the last of a number: of a gap and of what is said there is one last character each."""

_MANY = 47
_PLACES = pattern(
    "([P-~]*[!-O])("
    + "|".join(f"{re.escape(number(count))}(?:[P-~]*[!-O]){{{count}}}" for count in range(1, _MANY))
    + ")"
)
"""What position shards say of a document that has a word fewer times than the first number of two digits."""


def term(weight: int, code: int) -> str:
    """Return what a term shard says of a document: its length code, and the weight where it is above 1."""
    return chr(33 + code) if weight == 1 else chr(80 + code) + number(weight - 2)


def mark(first: int) -> bytes:
    """Return what stands before a block; `first` is the number of the first document that it could tell of."""
    return _MARK.encode() + written(first)


def kept(marked: str) -> str:
    """Return postings as they are kept: short ones without marks."""
    short = plain(marked)
    return short if len(short) <= _LONG else marked


def plain(text: str) -> str:
    """Return postings, or a whole shard, without marks."""
    return _MARKED.sub("", text) if _MARK in text else text


def count(postings: str) -> int:
    """Return in how many documents a surface of a term shard is."""
    last_characters = len(postings.encode().translate(None, _UNFINISHED))
    return last_characters // 2 - postings.count(_MARK)  # which is one itself, and a number follows it


def read(postings: str) -> Postings:
    """Return the postings of a term shard."""
    tokens = _NUMBER.findall(plain(postings))
    return _documents(tokens[::2], 0), tokens[1::2]


def write(documents: Sequence[int], said: Iterable[str]) -> str:
    """Return postings without marks."""
    gaps = (at - before - 1 for before, at in pairwise([-1, *documents]))
    return "".join(map(add, map(number, gaps), said))


def replaced(postings: str, places: bool, at: int, said: str) -> str:
    """Return what is kept of a surface with what is said of one document replaced; by nothing, where nothing is said.

    Args:
        places: whether they are of a position shard.
        at: the document's number.
    """
    blocks = [*_blocks(postings)]
    # The document before the first that a block could tell of is the last of the block before.
    here = bisect_left(blocks, at // BLOCK, 1, key=lambda block: (block[0] - 1) // BLOCK) - 1
    first, body = blocks[here]
    tokens = _places(body) if places else _NUMBER.findall(body)
    documents = _documents(tokens[::2], first)
    begin = bisect_left(documents, at)
    end = begin + (documents[begin : begin + 1] == [at])
    before = documents[begin - 1] if begin else first - 1
    if end < len(documents):
        tokens[2 * end] = number(documents[end] - (at if said else before) - 1)
    tokens[2 * begin : 2 * end] = [number(at - before - 1), said] if said else []
    documents[begin:end] = [at] if said else []
    after = _moved(blocks[here + 1 :], documents[-1] + 1 if documents else first)
    return _joined([*blocks[:here], *_divided(first, documents, tokens), *after])


def _blocks(postings: str) -> Iterator[tuple[int, str]]:
    """Each block, and before it the first document that it could tell of."""
    body, *more = postings.split(_MARK)
    yield 0, body
    yield from map(_begin, more)


def _begin(text: str) -> tuple[int, str]:
    """The number that a text begins with, and the rest."""
    found = _NUMBER.match(text)
    assert found, "every block tells of a document"
    return next(numbers(found[0])), text[found.end() :]


def _moved(blocks: Sequence[tuple[int, str]], first: int) -> Iterator[tuple[int, str]]:
    """The same blocks where the first one could tell of others than it did."""
    for before, body in blocks[:1]:
        gap, rest = _begin(body)
        yield first, number(before + gap - first) + rest
    yield from blocks[1:]


def _divided(first: int, documents: Sequence[int], tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The blocks of neighbouring documents; `tokens` are gaps and what is said, in turn."""
    begin = 0
    while begin < len(documents):
        end = bisect_left(documents, (documents[begin] // BLOCK + 1) * BLOCK, begin)
        yield first, "".join(tokens[2 * begin : 2 * end])
        first, begin = documents[end - 1] + 1, end


def _joined(blocks: Sequence[tuple[int, str]]) -> str:
    return kept("".join(mark(first).decode() + body if at else body for at, (first, body) in enumerate(blocks)))


def _documents(gaps: Sequence[str], first: int) -> list[int]:
    """The documents that gaps tell of, the first of which could be of this one."""
    return list(accumulate(map(_STEPS.__getitem__, gaps), initial=first - 1))[1:]


class _Steps(dict[str, int]):
    """How far it is to the next document, by gap: few different ones are read again and again."""

    def __missing__(self, gap: str) -> int:
        self[gap] = step = next(numbers(gap)) + 1
        return step


_STEPS = _Steps()


def _places(body: str) -> list[str]:
    """Gaps and what is said, in turn."""
    found = list(chain.from_iterable(_PLACES.findall(body)))
    return found if sum(map(len, found)) == len(body) else list(_places_one_by_one(body))


def _places_one_by_one(body: str) -> Iterator[str]:
    tokens = _NUMBER.findall(body)
    at = 0
    while at < len(tokens):
        end = at + 2 + next(numbers(tokens[at + 1]))
        yield tokens[at]
        yield "".join(tokens[at + 1 : end])
        at = end
