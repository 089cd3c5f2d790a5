"""Postings are read as they were written, and one document is replaced in them without the others."""

import pytest
import searchclient
from hypothesis import given
from hypothesis import strategies as st

from kawat.publish.search import numbers, postings
from kawat.publish.search.postings import plain, replaced, term

documents = st.integers(0, 10**5)
said = st.dictionaries(documents, st.tuples(st.integers(1, 500), st.integers(0, 46)), max_size=30)
positions = st.lists(st.integers(1, 3000), min_size=1, max_size=5)


def written(told: dict[int, tuple[int, int]]) -> str:
    text = ""
    for at, (weight, code) in told.items():
        text = replaced(text, False, at, term(weight, code))
    return text


def places(told: dict[int, list[int]]) -> str:
    text = ""
    for at, steps in told.items():
        text = replaced(text, True, at, "".join(map(numbers.number, [len(steps), *steps])))
    return text


@pytest.fixture(autouse=True, params=[(2048, 1024), (40_000, 8), (3, 0)], ids=lambda one: f"{one[0]} documents a block")
def blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long postings are kept in blocks; so are short ones here."""
    monkeypatch.setattr(postings, "BLOCK", request.param[0])
    monkeypatch.setattr(postings, "_LONG", request.param[1])


@given(said)
def test_postings_are_read_as_they_were_written_in_any_order(told: dict[int, tuple[int, int]]) -> None:
    text, in_order = written(told), dict(sorted(told.items()))
    wanted = [(at, weight, numbers.length_of(code)) for at, (weight, code) in in_order.items()]
    assert list(searchclient._read_terms(plain(text))) == wanted
    assert postings.read(text) == ([*in_order], [term(*one) for one in in_order.values()])
    assert postings.write(*postings.read(text)) == plain(text)
    assert postings.count(text) == len(told)
    assert text == written(in_order), "what is kept does not depend on how it came to be"


@given(said, documents)
def test_what_is_said_of_a_document_is_replaced_and_removed(told: dict[int, tuple[int, int]], at: int) -> None:
    text = written(told)
    without = written({one: said for one, said in told.items() if one != at})
    assert replaced(text, False, at, term(7, 46)) == written({**told, at: (7, 46)})
    assert replaced(replaced(text, False, at, term(7, 46)), False, at, "") == without
    assert replaced(text, False, at, "") == without, "of a document that is not there nothing is removed"


@given(st.dictionaries(documents, positions, max_size=20), documents, positions)
def test_positions_are_replaced_likewise(told: dict[int, list[int]], at: int, new: list[int]) -> None:
    changed = replaced(places(told), True, at, "".join(map(numbers.number, [len(new), *new])))
    assert changed == places({**told, at: new})
    read = dict(searchclient._read_positions(plain(changed)))
    assert read.keys() == told.keys() | {at}
    assert read[at] == [sum(new[: count + 1]) for count in range(len(new))]
    assert replaced(changed, True, at, "") == places({one: steps for one, steps in told.items() if one != at})


def test_long_postings_lie_in_blocks_and_short_ones_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "BLOCK", 10)
    monkeypatch.setattr(postings, "_LONG", 4)
    short = written({3: (1, 5), 25: (1, 5)})
    assert short == "$&6&"
    assert written({3: (1, 5), 25: (1, 5), 26: (1, 5)}) == "$&\x1f%6&!&", "the first in the second block might be 4"
    assert plain("\nkata\t $&\x1f%6&!&\n") == "\nkata\t $&6&!&\n"
    assert postings.kept("$&\x1f%6&") == short
    assert postings.mark(4) == b"\x1f%"
