"""Families: the lines of term shards and position shards, and how one document's part of them is replaced.

A shard is a few KB of text.  Each surface of a family has its postings, one after the other, each a gap and what is
said of the document (docs/search.md, "Term shards").  Both sorts of shards differ only in what is said.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, compress, pairwise
from operator import add

from ...patterns import pattern
from .numbers import length_of, number, numbers

__all__ = ["MOST_LISTED", "Families", "count", "exchanged", "listed", "read", "replaced", "term", "write"]

Families = dict[str, dict[str, str]]
"""Postings by stem and surface."""

Postings = tuple[Sequence[int], Sequence[str]]
"""Documents, and what is said of each."""

MOST_LISTED = 3072
"""How many documents of a family a term shard lists; no question shows more, and few readers look at forty."""

_K1, _B, _LENGTH = 1.2, 0.75, 300.0
"""Which documents are listed must not change with the length of others, so an average is taken for granted."""

_NUMBER = pattern("[P-~]*[!-O]")
_UNFINISHED = bytes(range(ord("P"), ord("~") + 1))
"""What never is the last of a number: of a gap and of what is said there is one last character each."""

_WEIGHT = 47
"""There are fewer length codes."""

_TOGETHER = 4096
"""So many characters of postings are taken apart at a time, where only one document is wanted."""

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


def read(shard: str) -> Families:
    """Return the families of a shard in which none was cut."""
    found: Families = {}
    for line in shard.split("\n")[1:-1]:
        stem, *entries = line.split("\t")
        found[stem] = {}
        for entry in entries:
            short, _, postings = entry.partition(" ")
            found[stem][short.replace("*", stem) or stem] = postings
    return found


def write(families: Mapping[str, Mapping[str, str]]) -> str:
    """Return a shard."""
    lines = [_line(stem, stem, families[stem]) for stem in sorted(families)]
    return "\n" + "".join(lines)


def _line(head: str, stem: str, family: Mapping[str, str]) -> str:
    entries = []
    for surface in sorted(family):
        short = "" if surface == stem else surface.replace(stem, "*", 1)
        entries.append(f"{short} {family[surface]}")
    return f"{head}\t" + "\t".join(entries) + "\n"


def listed(shard: str) -> str:
    """Return a term shard as it is published: of families in very many documents, those in which they weigh most."""
    if max(map(len, shard.split("\n"))) <= 2 * MOST_LISTED:
        return shard
    lines = []
    for stem, family in read(shard).items():
        head, kept = stem, family
        if sum(map(count, family.values())) > MOST_LISTED:
            found = {surface: _terms(postings) for surface, postings in family.items()}
            told = _told(found.values())
            if len(told) > MOST_LISTED:
                best = _heaviest(told)
                head = f"{stem} {len(told)}"
                kept = {surface: some for surface, postings in found.items() if (some := _only(*postings, best))}
        lines.append(_line(head, stem, kept))
    return "\n" + "".join(lines)


def _told(family: Iterable[Postings]) -> dict[int, int]:
    """Weight and length code of each document of a family, in one number, of which there are few different ones."""
    told: dict[int, int] = {}
    for documents, said in family:
        meant = {one: _WEIGHT * _weight(one) + (ord(one[0]) - 33) % _WEIGHT for one in set(said)}
        more = dict(zip(documents, map(meant.__getitem__, said), strict=True))
        for at in told.keys() & more.keys():
            more[at] = told[at] + more[at] // _WEIGHT * _WEIGHT
        told |= more
    return told


def _heaviest(told: Mapping[int, int]) -> set[int]:
    """The documents that are listed of too many; of those that weigh the same, the later ones."""
    alike: dict[float, set[int]] = {}
    counts = Counter(told.values())
    for one in counts:
        alike.setdefault(_share(*divmod(one, _WEIGHT)), set()).add(one)
    whole, border, left = set[int](), set[int](), MOST_LISTED
    for share in sorted(alike, reverse=True):
        border = alike[share]
        more = sum(map(counts.__getitem__, border))
        if more >= left:
            break
        whole |= border
        left -= more
    return {*_having(told, whole), *sorted(_having(told, border))[-left:]}


def _having(told: Mapping[int, int], some: Collection[int]) -> Iterable[int]:
    return compress(told, map(some.__contains__, told.values()))


def _weight(said: str) -> int:
    return 1 if said < "P" else next(numbers(said[1:])) + 2


def _share(weight: int, code: int) -> float:
    return weight / (weight + _K1 * (1 - _B + _B * length_of(code) / _LENGTH))


def _only(documents: Sequence[int], said: Sequence[str], wanted: Collection[int]) -> str:
    chosen = [one in wanted for one in documents]
    kept = list(compress(documents, chosen))
    gaps = (at - before - 1 for before, at in pairwise([-1, *kept]))
    return "".join(map(add, map(number, gaps), compress(said, chosen)))


def _terms(postings: str) -> Postings:
    tokens = _NUMBER.findall(postings)  # what is said of a document has the form of a number, too
    return _documents(tokens[::2]), tokens[1::2]


def _documents(gaps: Sequence[str], last: int = -1) -> list[int]:
    """The documents after one, as gaps tell them."""
    return list(accumulate(map(_STEPS.__getitem__, gaps), initial=last))[1:]


class _Steps(dict[str, int]):
    """How far it is to the next document, by gap: few different ones are read again and again."""

    def __missing__(self, gap: str) -> int:
        self[gap] = step = next(numbers(gap)) + 1
        return step


_STEPS = _Steps()


def count(postings: str) -> int:
    """Return in how many documents a surface of a term shard is."""
    return len(postings.encode().translate(None, _UNFINISHED)) // 2


def replaced(postings: str, places: bool, at: int, said: str) -> str:
    """Return a surface's postings with what is said of one document replaced; by nothing, where nothing is said.

    Args:
        places: whether they are of a position shard.
        at: the document's number.
    """
    begin, end, last = (0, len(postings), -1) if places else _around(postings, at)
    tokens = _places(postings) if places else _NUMBER.findall(postings, begin, end)
    documents = _documents(tokens[::2], last)
    here = bisect_left(documents, at)
    there = here < len(documents) and documents[here] == at
    before = documents[here - 1] if here else last
    after = tokens[2 * (here + there) :]
    if after:
        after[0] = number(documents[here + there] - (at if said else before) - 1)
    made = [number(at - before - 1), said] if said else []
    return "".join((postings[:begin], *tokens[: 2 * here], *made, *after, postings[end:]))


def _around(postings: str, at: int) -> tuple[int, int, int]:
    """Where the part of a term shard's postings begins and ends that a document is in, or would be, and one after it.

    Returns besides the document before that part, -1 for none.
    """
    begin, last, end, newest = 0, -1, 0, -1
    while len(postings) - end > _TOGETHER:
        if newest < at:
            begin, last = end, newest
        tokens = _NUMBER.findall(postings, end, end + _TOGETHER)
        tokens = tokens[: len(tokens) // 2 * 2]
        end += sum(map(len, tokens))
        newest += sum(map(_STEPS.__getitem__, tokens[::2]))
        if newest > at:
            return begin, end, last
    return (begin, len(postings), last) if newest >= at else (end, len(postings), newest)


def exchanged(postings: str, terms: str, at: int, old: str, said: str) -> str | None:
    """Return a surface's postings of a position shard with something else said of a document that has it still.

    To take them apart takes a hundred times as long as to search them for what was said.

    Args:
        terms: its postings of the term shard, which have the same documents.
        at: the document's number.
    Returns None where the same may be said elsewhere.
    """
    begin, end, last = _around(terms, at)
    documents = _documents(_NUMBER.findall(terms, begin, end)[::2], last)
    here = bisect_left(documents, at)
    gap = number(at - (documents[here - 1] if here else last) - 1)
    place = postings.find(gap + old)
    if place < 0 or place != postings.rfind(gap + old):
        return None
    return postings[:place] + gap + said + postings[place + len(gap + old) :]


def _places(postings: str) -> list[str]:
    """Gaps and what is said, in turn."""
    found = list(chain.from_iterable(_PLACES.findall(postings)))
    return found if sum(map(len, found)) == len(postings) else list(_places_one_by_one(postings))


def _places_one_by_one(postings: str) -> Iterator[str]:
    tokens = _NUMBER.findall(postings)
    at = 0
    while at < len(tokens):
        end = at + 2 + next(numbers(tokens[at + 1]))
        yield tokens[at]
        yield "".join(tokens[at + 1 : end])
        at = end
