"""Matching: which declared topics and places a story is about, by the names that it uses.

A name counts where it stands as a word of its own, in any language that the network names it in, and the longest name
wins: "Papua Barat Daya" is not Papua.
"""

import re
from collections.abc import Iterable

from ..model import Names, Network
from ..records import dataclass
from .intake import Received

__all__ = ["Matcher", "Matches"]


@dataclass(frozen=True, slots=True)
class Matches:
    """Codes, each sorted and once."""

    topics: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.topics or self.provinces or self.cities)


class Matcher:
    """The names of one network, ready to be looked for."""

    def __init__(self, network: Network) -> None:
        self._topics = _Finder((one.code, one.names) for one in network.topics)
        self._provinces = _Finder((one.code, one.names) for one in network.provinces)
        self._cities = _Finder((one.code, one.names) for one in network.cities)
        self._province_of = {one.code: one.province for one in network.cities}

    def match(self, story: Received) -> Matches:
        """Return what a story names; a city brings its province along."""
        said = "\n".join((story.title, story.summary, *story.text))
        topics = self._topics.find("\n".join((*story.categories, story.title, story.summary)))
        cities = self._cities.find(said)
        provinces = self._provinces.find(said) | {self._province_of[one] for one in cities}
        return Matches(tuple(sorted(topics)), tuple(sorted(provinces)), tuple(sorted(cities)))


class _Finder:
    """One expression over all names, so that a text is read once."""

    def __init__(self, named: Iterable[tuple[str, Names]]) -> None:
        self._codes = {name.casefold(): code for code, names in named for _, name in names}
        longest_first = sorted(self._codes, key=lambda name: (-len(name), name))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def find(self, text: str) -> set[str]:
        return {self._codes[name] for name in self._pattern.findall(text.casefold())} if self._codes else set()
