"""Listing: of families in very many documents, a term shard lists those in which they weigh most.

After an edit the same is found out of what was listed before: a document takes the place of the least of these, or
stays where it was, unless it was one of them and now weighs less than all others.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import compress
from math import inf

from . import families, postings
from .families import Families
from .numbers import length_of, numbers
from .postings import Postings

__all__ = ["MOST_LISTED", "Said", "listed", "relisted"]

Said = tuple[int, Mapping[str, str], Mapping[str, str]]
"""A document, and what a term shard says of it by the surfaces of a family, before and after an edit."""

MOST_LISTED = 3072
"""How many documents of a family a term shard lists; no question shows more, and few readers look at forty."""

_K1, _B, _LENGTH = 1.2, 0.75, 300.0
"""Which documents are listed must not change with the length of others, so an average is taken for granted."""

_WEIGHT = 47
"""There are fewer length codes."""


def listed(shard: str) -> str:
    """Return a term shard as it is published."""
    shard = postings.plain(shard)
    if max(map(len, shard.split("\n"))) <= 2 * MOST_LISTED:
        return shard
    return families.join({stem: _listed(stem, family) for stem, family in families.read(shard).items()})


def relisted(before: str, shard: Families, said: Mapping[str, Iterable[Said]]) -> str:
    """Return a term shard as it is published after an edit: what `listed` returns, in less time.

    Args:
        before: as it was published.
        shard: what is kept of it now.
        said: by the stems of families of which something else is said, of one document after the other.
    """
    lines = families.lines(before)
    for stem, changes in said.items():
        line = lines.pop(stem, "")
        if stem in shard:
            lines[stem] = postings.plain(_relisted(stem, line, changes) or _listed(stem, shard[stem]))
    return families.join(lines)


def _listed(stem: str, family: Mapping[str, str]) -> str:
    """The line of a family, of which all documents are weighed."""
    if sum(map(postings.count, family.values())) > MOST_LISTED:
        found = {surface: postings.read(one) for surface, one in family.items()}
        told = _told(found.values())
        if len(told) > MOST_LISTED:
            best = _heaviest(told)
            return families.line(stem, {surface: _only(*one, best) for surface, one in found.items()}, len(told))
    return families.line(stem, family)


def _relisted(stem: str, line: str, changes: Iterable[Said]) -> str:
    """The line of a family out of what it was; nothing where all documents have to be weighed."""
    family, documents = families.family(stem, line)
    for at, before, after in changes:
        documents += bool(after) - bool(before)
        if documents <= MOST_LISTED:
            return ""
        told = _told(map(postings.read, family.values()))
        was_listed = told.pop(at, None) is not None
        share, least = _least(told)
        if after and (_least(_told(([at], [one]) for one in after.values())) > (share, least)):
            for surface in () if was_listed else family:
                family[surface] = postings.replaced(family[surface], False, least, "")
            for surface in before.keys() | after.keys():
                family[surface] = postings.replaced(family.get(surface, ""), False, at, after.get(surface, ""))
        elif was_listed:
            return ""  # one of those that are not listed may be the next
    return families.line(stem, family, documents)


def _least(told: Mapping[int, int]) -> tuple[float, int]:
    """The least share of a document, and the first of those that have it."""
    shares = {one: _share(*divmod(one, _WEIGHT)) for one in set(told.values())}
    share = min(shares.values(), default=inf)
    return share, min(_having(told, {one for one in shares if shares[one] == share}), default=0)


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
    return postings.write([*compress(documents, chosen)], compress(said, chosen))
