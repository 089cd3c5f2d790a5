"""Related stories: for each text, the older ones that share most with it.

Only older ones are asked, so a story's list stays as it is when newer ones appear, and one new story makes one page.
What two stories share are their features: tags, topics, places, the words of their titles.  A feature weighs the more
the fewer stories had it before (the idea of inverse document frequency; Spärck Jones 1972), counted up to the story
itself and in powers of two: an older story that is edited or taken away changes the lists that name it, and those that
now have room for another, but does not shift the weights of all later ones.

The work for a story is bounded: its rarest features, and of the stories that have one the latest.
"""

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Protocol

from ..editorial.catalogue import Shown
from ..model import Article, Kind, Register, State
from ..patterns import pattern

__all__ = ["LATER", "Feature", "Rows", "forget", "related"]

Feature = tuple[str, str]
"""Language, and what a story has in it."""

MOST = 3
"""How many stories a list has."""

LATER = 12
"""So many of the newest stories can be forgotten again, to see what the others looked like without them."""

_FEATURES = 6
_LATEST = 12
_REMEMBERED = _LATEST + LATER
_ALONE = 2.0
"""What one feature can count for at most: to share a topic and nothing else makes no kinship."""

_WORD = pattern(r"\w{4,}")
_UNSPACED = pattern(r"(?=([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}))")
"""Two letters at a time in Thai, Japanese, Chinese and Korean, whose words are short or not parted by spaces."""


class Rows(Protocol):
    """What a feature has had so far, by feature."""

    def get(self, feature: Feature, /) -> list[int] | None:
        """Return how many stories had a feature, and the places of the latest of them."""

    def __setitem__(self, feature: Feature, row: list[int], /) -> None: ...


def related(stories: Iterable[tuple[int, Shown]], earlier: Rows) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return the places of the stories related to each, the closest first, by (id, language).

    A list names stories that can be read in that language and are live at their homes.  Where nothing is related, there
    is no list.

    Args:
        stories: at their homes, oldest first, each with its place among all there are.
        earlier: of each feature how many stories had it before, and the places of the latest of them; they are added.
    """
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for place, one in stories:
        for language, features, counts in _read_in(one):
            known = (earlier.get(feature) or [0] for feature in features)
            closest = _closest([row for row in known if row[0]])
            if closest:
                found[one.article.id, language] = tuple(closest)
            for feature in features if counts else ():
                count, *latest = earlier.get(feature) or [0]
                earlier[feature] = [count + 1, *latest[-_REMEMBERED + 1 :], place]
    return found


def forget(stories: Iterable[Shown], earlier: Rows) -> None:
    """Let what stories had be as it was before the newest of them, of which there are `LATER` at most.

    Args:
        stories: those, as `related` was told of them, the newest first.
    """
    for one in stories:
        for _, features, counts in _read_in(one):
            for feature in features if counts else ():
                count, *latest = earlier.get(feature) or [1]
                earlier[feature] = [count - 1, *latest[:-1]]


def _read_in(one: Shown) -> Iterator[tuple[str, list[Feature], bool]]:
    """The languages that a story can be read in, with its features, and whether newer ones may be related to it."""
    if one.article.kind is not Kind.PAGE:
        for language, (title, state) in _titles(one).items():
            features = [(language, feature) for feature in sorted(_features(one.article, title))]
            yield language, features, one.live and state is State.LIVE


def _closest(shared: list[list[int]]) -> list[int]:
    """The stories that have most of the features, where rare ones count more; of equals, the latest first."""
    score: dict[int, float] = {}
    for count, *latest in sorted(shared, key=itemgetter(0))[:_FEATURES]:
        weight = 1 + 1 / count.bit_length()
        for place in latest[-_LATEST:]:
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
