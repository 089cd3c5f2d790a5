"""Families: the lines of term shards and position shards, and how one document's part of them is replaced.

A shard is a few KB of text.  Each surface of a family has its postings, one after the other, each a gap and what is
said of the document (docs/search.md, "Term shards").  Both sorts of shards differ only in what is said.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from operator import itemgetter

from .numbers import length_of, number, numbers

__all__ = ["MOST_LISTED", "Families", "count", "listed", "read", "replaced", "term", "write"]

Families = dict[str, dict[str, str]]
"""Postings by stem and surface."""

Postings = Sequence[tuple[str, str]]
"""Of each document the gap before it, and what is said of it."""

MOST_LISTED = 3072
"""How many documents of a family a term shard lists; no question shows more, and few readers look at forty."""

_K1, _B, _LENGTH = 1.2, 0.75, 300.0
"""Which documents are listed must not change with the length of others, so an average is taken for granted."""

_NUMBER = re.compile("[P-~]*[!-O]")
_TERM = re.compile("([P-~]*[!-O])([!-O]|[P-~][P-~]*[!-O])")
_UNFINISHED = bytes(range(ord("P"), ord("~") + 1))
"""What never is the last of a number: of a gap and of what is said there is one last character each."""

_WEIGHT = 47
"""There are fewer length codes."""

_MANY = 47
_PLACES = re.compile(
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
            found = {surface: _TERM.findall(postings) for surface, postings in family.items()}
            documents, best = _heaviest(found.values())
            if documents > MOST_LISTED:
                head = f"{stem} {documents}"
                kept = {surface: some for surface, postings in found.items() if (some := _only(postings, best))}
        lines.append(_line(head, stem, kept))
    return "\n" + "".join(lines)


def _heaviest(family: Iterable[Postings]) -> tuple[int, set[int]]:
    """How many documents a family has, and those in which it weighs most."""
    told: dict[int, int] = {}  # weight and length code in one number, of which a document has few different ones
    for postings in family:
        said = [one for _, one in postings]
        meant = {one: _WEIGHT * _weight(one) + (ord(one[0]) - 33) % _WEIGHT for one in set(said)}
        for at, one in zip(_documents(postings), said, strict=True):
            told[at] = told[at] + meant[one] // _WEIGHT * _WEIGHT if at in told else meant[one]
    share = {one: _share(*divmod(one, _WEIGHT)) for one in set(told.values())}
    ranked = sorted(zip(map(share.__getitem__, told.values()), told, strict=True), reverse=True)
    return len(told), {at for _, at in ranked[:MOST_LISTED]}


def _weight(said: str) -> int:
    return 1 if said < "P" else next(numbers(said[1:])) + 2


def _share(weight: int, code: int) -> float:
    return weight / (weight + _K1 * (1 - _B + _B * length_of(code) / _LENGTH))


def _only(postings: Postings, wanted: set[int]) -> str:
    written, before = [], -1
    for at, (_, said) in zip(_documents(postings), postings, strict=True):
        if at in wanted:
            written.append(number(at - before - 1) + said)
            before = at
    return "".join(written)


def _documents(postings: Postings) -> list[int]:
    gaps = {gap: next(numbers(gap)) + 1 for gap in {gap for gap, _ in postings}}
    return list(accumulate(map(gaps.__getitem__, map(itemgetter(0), postings)), initial=-1))[1:]


def count(postings: str) -> int:
    """Return in how many documents a surface of a term shard is."""
    return len(postings.encode().translate(None, _UNFINISHED)) // 2


def replaced(postings: str, places: bool, at: int, said: str) -> str:
    """Return a surface's postings with what is said of one document replaced; by nothing, where nothing is said.

    Args:
        places: whether they are of a position shard.
        at: the document's number.
    """
    found = _places(postings) if places else _TERM.findall(postings)
    documents = _documents(found)
    here = bisect_left(documents, at)
    there = here < len(documents) and documents[here] == at
    before = documents[here - 1] if here else -1
    after = found[here + there :]
    made = [(number(at - before - 1), said)] if said else []
    if after:
        follows = documents[here + there]
        after[0] = (number(follows - (at if said else before) - 1), after[0][1])
    return "".join(chain.from_iterable((*found[:here], *made, *after)))


def _places(postings: str) -> list[tuple[str, str]]:
    found = _PLACES.findall(postings)
    return found if sum(map(len, chain.from_iterable(found))) == len(postings) else _places_one_by_one(postings)


def _places_one_by_one(postings: str) -> list[tuple[str, str]]:
    tokens = _NUMBER.findall(postings)
    found, at = [], 0
    while at < len(tokens):
        end = at + 2 + next(numbers(tokens[at + 1]))
        found.append((tokens[at], "".join(tokens[at + 1 : end])))
        at = end
    return found
