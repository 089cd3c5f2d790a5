"""Revision: a segment after some of its documents have changed what they say, out of its files and their words.

What comes of it is, byte for byte, what `inverted.invert` makes of all documents; only shards are read that have a word
that is new, gone, or said otherwise.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from operator import attrgetter

from ...digests import digest
from . import families, lexicon, postings
from .families import Families, Family
from .inverted import about, stops_of
from .listing import Said, relisted
from .numbers import bucket
from .parts import Part, stem_and_surface
from .table import Table

__all__ = ["Change", "revise"]

Change = tuple[int, Part, Part]
"""A document's number, and its words before and after."""

Relist = Callable[[str], str]
"""Makes a term shard as it is published out of what was published before."""


def revise(
    table: Table, read: Callable[[str], str], changes: list[Change]
) -> tuple[Table, dict[str, str], dict[str, Relist]]:
    """Return the table, files, of which all that are other than before are among them, and how term shards are listed.

    Args:
        table: of the segment before; its documents and blocks are left as they are.
        read: gives the content of a file.
    """
    return _Revision(table, read).made(changes)


class _Revision:
    """A revision of a segment.

    What is said otherwise is noted by shard and stem (`_touched`), as listing needs it.
    """

    def __init__(self, table: Table, read: Callable[[str], str]) -> None:
        self._table, self._read = table, read
        self._about = json.loads(read("segment.json"))
        self._counts = {"t": self._about["terms"], "p": self._about["positions"]}
        self._shards: dict[str, Families] = {}
        self._touched: dict[str, defaultdict[str, list[Said]]] = {}

    def made(self, changes: list[Change]) -> tuple[Table, dict[str, str], dict[str, Relist]]:
        turned: set[bytes] = set()
        for at, old, new in changes:
            self._about["length"] += new.length - old.length
            for letter, said in (("t", attrgetter("terms")), ("p", attrgetter("positions"))):
                before, after = _families(old.words, said(old)), _families(new.words, said(new))
                for stem in before.keys() | after.keys():
                    if before.get(stem) != after.get(stem):
                        self._replace(letter, stem, (at, before.get(stem, {}), after.get(stem, {})))
            turned |= {*old.words} ^ {*new.words}
        files = {name: families.write(self._shards[name]) for name in self._touched}
        words, endings = self._table.words, self._table.endings
        told = dict(self._told(turned))
        if told:
            forwards, words = lexicon.revised("w", self._files("w"), words, self._read, told)
            backwards, endings = lexicon.revised("e", self._files("e"), endings, self._read, told)
            files |= forwards | backwards
        files["segment.json"] = about(self._about, words, endings)
        contents = {**self._table.contents, **{name: digest(text) for name, text in files.items()}}
        listings: dict[str, Relist] = {
            name: partial(relisted, shard=self._shards[name], said=said)
            for name, said in self._touched.items()
            if name[0] == "t"
        }
        return replace(self._table, contents=contents, words=words, endings=endings), files, listings

    def _replace(self, letter: str, stem: str, said: Said) -> None:
        name = self._name(letter, stem)
        self._touched.setdefault(name, defaultdict(list))[stem].append(said)
        family = self._shard(name).setdefault(stem, {})
        at, before, after = said
        for surface in before.keys() | after.keys():
            if before.get(surface) != after.get(surface):
                told = family.pop(surface, ""), letter == "p", at, after.get(surface, "")
                if now := postings.replaced(*told):
                    family[surface] = now
        if not family:
            del self._shard(name)[stem]

    def _told(self, turned: set[bytes]) -> Iterator[tuple[str, lexicon.Told]]:
        """What the lexicon says now of the words that a document has or has no more, and of their stems."""
        stems: dict[str, set[str]] = {}
        for one in turned:
            stem, surface = stem_and_surface(one)
            stems.setdefault(surface, set()).add(stem)
            stems.setdefault(stem, set())
        stops = stops_of(self._about["languages"])
        known = self._known(stems)
        for word, own in stems.items():
            counts = {
                stem: postings.count(family[word])
                for stem in own | {word, *known.get(word, ())}
                if word in (family := self._family(stem))
            }
            yield word, lexicon.told(word, counts, bool(self._family(word)), stops)

    def _known(self, words: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
        """The stems of words, as the lexicon had them."""
        return lexicon.stems(self._table.words, self._read, words)

    def _family(self, stem: str) -> dict[str, str]:
        return self._shard(self._name("t", stem)).get(stem, {})

    def _name(self, letter: str, stem: str) -> str:
        return f"{letter}{bucket(stem) & (self._counts[letter] - 1)}.txt"

    def _shard(self, name: str) -> Families:
        if name not in self._shards:
            self._shards[name] = families.read(self._read(name))
        return self._shards[name]

    def _files(self, letter: str) -> int:
        return sum(1 for name in self._table.contents if name[0] == letter)


def _families(words: Iterable[bytes], said: Iterable[bytes]) -> dict[str, Family]:
    """What is said of a document, by stem and surface."""
    found: dict[str, Family] = {}
    for word, one in zip(words, said, strict=True):
        stem, surface = stem_and_surface(word)
        found.setdefault(stem, {})[surface] = one.decode()
    return found
