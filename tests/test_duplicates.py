"""What says the same as something else is found, however many texts there are."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.duplicates import Pair, Said, pairs, resemblance


def test_resemblance_is_the_share_of_runs_of_four_words() -> None:
    said = "satu dua tiga empat lima enam tujuh"
    assert resemblance(said, "nol " + said + " delapan") == 1
    assert resemblance(said, "satu dua tiga empat delapan sembilan") == 0.25
    assert resemblance(said, "tujuh enam lima empat tiga dua satu") == 0
    assert (resemblance("", said), resemblance("kata", "Kata!")) == (0, 1)


def texts(chance: random.Random, count: int) -> list[str]:
    return [" ".join(f"kata{chance.randrange(3000)}" for _ in range(chance.randint(80, 400))) for _ in range(count)]


@settings(max_examples=30)
@given(st.integers(), st.floats(0.6, 1))
def test_a_copy_of_most_of_a_text_is_found_among_many(seed: int, share: float) -> None:
    told = texts(random.Random(seed), 12)
    words = told[3].split()
    copied = words[: int(len(words) * share)]
    copy = " ".join([*copied, *(f"lain{number}" for number in range(len(words) - len(copied)))])
    said = [Said(str(at), str(at), one) for at, one in enumerate([*told, copy])]
    (pair,) = pairs(said, 0.5)
    assert (pair.older, pair.newer) == ("3", "12") and pair.same >= 0.5


def test_many_copies_are_each_told_beside_the_oldest_and_texts_of_one_story_are_not_compared() -> None:
    (text,) = texts(random.Random(1), 1)
    said = [Said(str(at), "ab" if at < 2 else str(at), text) for at in range(40)]
    assert pairs(said, 0.5) == tuple(Pair("0", str(at), 1.0) for at in sorted(range(2, 40), key=str))
    assert pairs(
        [Said("a", "a", ""), Said("b", "b", ""), Said("c", "c", "Satu dua."), Said("d", "d", "satu dua")], 1
    ) == (Pair("c", "d", 1.0),)
