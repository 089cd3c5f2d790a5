"""Related stories: for each text, the older ones that share most with it.

Only older ones are asked, so a story's list stays as it is when newer ones appear, and one new story makes one page.
What two stories share are their features: tags, topics, places, the words of their titles.  A feature weighs the more
the fewer stories had it before (the idea of inverse document frequency; Spärck Jones 1972), counted up to the story
itself and in powers of two: an older story that is edited or taken away changes the lists that name it, and those that
now have room for another, but does not shift the weights of all later ones.

The work for a story is bounded: its rarest features, and of the stories that have one the latest.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Protocol

from ..editorial.catalogue import Shown
from ..model import Article, Kind, Register, State
from ..patterns import pattern

__all__ = ["LATER", "Feature", "Rows", "again", "forget", "related", "renamed"]

Feature = tuple[str, str]
"""Language, and what a story has in it."""

MOST = 3
"""How many stories a list has."""

LATER = 64
"""To forget so many of the newest stories, and to see what they are related to with an older one, takes a moment."""

_FEATURES = 6
_LATEST = 12
_ALONE = 2.0
"""What one feature can count for at most: to share a topic and nothing else makes no kinship."""

_WORD = pattern(r"\w{4,}")
_UNSPACED = pattern(r"(?=([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}))")
"""Two letters at a time in Thai, Japanese, Chinese and Korean, whose words are short or not parted by spaces."""


class Rows(Protocol):
    """Which stories have what, by feature; of those to which no newer one may be related, by `_silent` ones."""

    def get(self, feature: Feature, /) -> list[int] | None:
        """Return the places of the stories that have a feature, oldest first."""

    def __setitem__(self, feature: Feature, row: list[int], /) -> None: ...


def related(stories: Iterable[tuple[int, Shown]], earlier: Rows) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return the places of the stories related to each, the closest first, by (id, language).

    A list names stories that can be read in that language and are live at their homes.  Where nothing is related, there
    is no list.

    Args:
        stories: at their homes, oldest first, each with its place among all there are.
        earlier: which stories had each feature before; they are added.
    """
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for place, one in stories:
        for language, features, counts in _read_in(one):
            closest = _closest([row for feature in features if (row := earlier.get(feature))])
            if closest:
                found[one.article.id, language] = tuple(closest)
            for feature in features if counts else map(_silent, features):
                row = earlier.get(feature) or []
                row.append(place)
                earlier[feature] = row
    return found


def forget(stories: Iterable[Shown], earlier: Rows) -> None:
    """Let what stories had be as it was before the newest of them.

    Args:
        stories: those, as `related` was told of them, the newest first.
    """
    for one in stories:
        for _, features, counts in _read_in(one):
            for feature in features if counts else map(_silent, features):
                earlier[feature] = (earlier.get(feature) or [])[:-1]


def renamed(place: int, before: Shown, now: Shown, earlier: Rows) -> set[int]:
    """Let a story have what it has under other titles; return the places of newer ones that had or have it, too.

    Args:
        place: its own; earlier: of all stories.
    """
    was, has = (
        {(feature, counts) for _, features, counts in _read_in(one) for feature in features} for one in (before, now)
    )
    found: set[int] = set()
    for of in was ^ has:
        feature, counts = of
        name = feature if counts else _silent(feature)
        row = earlier.get(name) or []
        at = bisect_left(row, place)
        newer = row[at + (of in was) :]
        earlier[name] = [*row[:at], *([place] if of in has else ()), *newer]
        if counts:
            silent = earlier.get(_silent(feature)) or []
            found.update(newer, (one for one in silent if one > place))
    return found


def again(place: int, one: Shown, earlier: Rows) -> dict[str, tuple[int, ...]]:
    """Return the places of the stories related to one, the closest first, by language, where there is a list.

    Args:
        place: its own; earlier: of all stories, newer ones, too.
    """
    found: dict[str, tuple[int, ...]] = {}
    for language, features, _ in _read_in(one):
        rows = [row[: bisect_left(row, place)] for feature in features if (row := earlier.get(feature))]
        if closest := _closest([row for row in rows if row]):
            found[language] = tuple(closest)
    return found


def _silent(feature: Feature) -> Feature:
    """What those have to which no newer story may be related."""
    return feature[0], f"-{feature[1]}"


def _read_in(one: Shown) -> Iterator[tuple[str, list[Feature], bool]]:
    """The languages that a story can be read in, with its features, and whether newer ones may be related to it."""
    if one.article.kind is not Kind.PAGE:
        for language, (title, state) in _titles(one).items():
            features = [(language, feature) for feature in sorted(_features(one.article, title))]
            yield language, features, one.live and state is State.LIVE


def _closest(shared: list[list[int]]) -> list[int]:
    """The stories that have most of the features, where rare ones count more; of equals, the latest first."""
    score: dict[int, float] = {}
    for row in sorted(shared, key=len)[:_FEATURES]:
        weight = 1 + 1 / len(row).bit_length()
        for place in row[-_LATEST:]:
            score[place] = score.get(place, 0) + weight
    known = [(total, place) for place, total in score.items() if total > _ALONE]
    return [place for _, place in sorted(known, reverse=True)[:MOST]]


def _titles(one: Shown) -> dict[str, tuple[str, State]]:
    """The titles under which a story can be read at home, by language; a full text's before a simple one's."""
    titles: dict[str, tuple[str, State]] = {}
    for edition, state in one.editions:
        if state is not State.GONE and (edition.register is Register.FULL or edition.language not in titles):
            titles[edition.language] = (edition.title, state)
    return titles


def _features(article: Article, title: str) -> Iterator[str]:
    for of, codes in (
        ("tag", (tag.casefold() for tag in article.tags)),
        ("topic", article.topics),
        ("country", article.countries),
        ("province", article.provinces),
        ("city", article.cities),
    ):
        yield from {f"{of}:{code}" for code in codes}
    folded = title.casefold()
    yield from {*_WORD.findall(folded), *_UNSPACED.findall(folded)}
