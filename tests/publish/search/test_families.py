"""Shards of families are read as they were written, and one document in them is replaced without the others."""

from collections import Counter
from unittest.mock import patch

import pytest
import searchclient
from hypothesis import given
from hypothesis import strategies as st

from kawat.publish.search import families, numbers
from kawat.publish.search.families import replaced, term

codes = st.integers(0, 46)
postings = st.dictionaries(st.integers(0, 10**5), st.tuples(st.integers(1, 500), codes), max_size=30)
positions = st.lists(st.integers(1, 3000), min_size=1, max_size=5)


def written(said: dict[int, tuple[int, int]]) -> str:
    text = ""
    for at, (weight, code) in said.items():
        text = replaced(text, False, at, term(weight, code))
    return text


@pytest.fixture(autouse=True, params=[8, 4096])
def together(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long postings are taken apart piece by piece; so are short ones here."""
    monkeypatch.setattr(families, "_TOGETHER", request.param)


@given(postings)
def test_postings_are_read_as_they_were_written_in_any_order(said: dict[int, tuple[int, int]]) -> None:
    told = [(at, weight, numbers.length_of(code)) for at, (weight, code) in sorted(said.items())]
    assert list(searchclient._read_terms(written(said))) == told
    assert families.count(written(said)) == len(told)


@given(postings, st.integers(0, 10**5))
def test_what_is_said_of_a_document_is_replaced_and_removed(said: dict[int, tuple[int, int]], at: int) -> None:
    text = written(said)
    assert replaced(replaced(text, False, at, term(7, 46)), False, at, "") == written(
        {number: one for number, one in said.items() if number != at}
    )
    assert replaced(text, False, at, term(7, 46)) == written({**said, at: (7, 46)})


@given(st.dictionaries(st.integers(0, 10**5), positions, max_size=20), st.integers(0, 10**5), positions)
def test_positions_are_replaced_likewise(said: dict[int, list[int]], at: int, new: list[int]) -> None:
    def text_of(all_of: dict[int, list[int]]) -> str:
        text = ""
        for number, steps in all_of.items():
            text = replaced(text, True, number, "".join(map(numbers.number, [len(steps), *steps])))
        return text

    changed = replaced(text_of(said), True, at, "".join(map(numbers.number, [len(new), *new])))
    assert changed == text_of({**said, at: new})
    read = dict(searchclient._read_positions(changed))
    assert read.keys() == said.keys() | {at}
    assert read[at] == [sum(new[: count + 1]) for count in range(len(new))]
    assert replaced(changed, True, at, "") == text_of({number: one for number, one in said.items() if number != at})


@given(
    st.dictionaries(st.integers(0, 200), st.lists(st.integers(1, 60), min_size=1, max_size=2), min_size=1), positions
)
def test_what_is_said_once_only_is_exchanged_and_nothing_else(said: dict[int, list[int]], new: list[int]) -> None:
    told = {at: "".join(map(numbers.number, [len(steps), *steps])) for at, steps in sorted(said.items())}
    other, text, terms = "".join(map(numbers.number, [len(new), *new])), "", ""
    for at, one in told.items():
        text, terms = replaced(text, True, at, one), replaced(terms, False, at, term(1, 5))
    for at, one in told.items():
        exchanged = families.exchanged(text, terms, at, one, other)
        assert exchanged in (None, replaced(text, True, at, other))
        assert exchanged is not None or len(told) > 1


def test_what_is_said_twice_is_not_exchanged() -> None:
    text, terms = "", ""
    for at in (0, 1):
        text, terms = replaced(text, True, at, '"%'), replaced(terms, False, at, term(1, 5))
    assert families.exchanged(text, terms, 0, '"%', '"&') is None
    assert families.exchanged(text, terms, 1, '"&', '"%') is None, "this was never said"


def test_families_are_in_order_and_stems_stand_for_themselves() -> None:
    shard = families.write({"tanam": {"tanaman": "a", "tanam": "b", "menanam": "c"}, "kopi": {"kopi": "d"}})
    assert shard == "\nkopi\t d\ntanam\tmen*".replace("men*", "menanam") + " c\t b\t*an a\n"
    assert families.write(families.read(shard)) == shard


@given(st.lists(postings, min_size=1, max_size=3), st.integers(1, 5))
def test_of_a_family_in_too_many_documents_those_are_listed_in_which_it_weighs_most(
    said: list[dict[int, tuple[int, int]]], most: int
) -> None:
    surfaces = {f"tanam{'an' * at}": one for at, one in enumerate(said) if one}
    codes = {at: code for one in said for at, (_, code) in one.items()}  # a document has one length
    same = {surface: {at: (weight, codes[at]) for at, (weight, _) in one.items()} for surface, one in surfaces.items()}
    weights = Counter[int]()
    for one in same.values():
        weights.update({at: weight for at, (weight, _) in one.items()})
    shares = {
        at: weight / (weight + 1.2 * (0.25 + 0.75 * numbers.length_of(codes[at]) / 300))
        for at, weight in weights.items()
    }
    best = sorted(shares, key=lambda at: (shares[at], at))[-most:]
    whole = families.write({"tanam": {surface: written(one) for surface, one in same.items()}} if same else {})
    listed = {surface: {at: one for at, one in told.items() if at in best} for surface, told in same.items()}
    wanted = {"tanam": {surface: written(one) for surface, one in listed.items() if one}}
    with patch.object(families, "MOST_LISTED", most):
        found = families.listed(whole)
    if len(shares) <= most or max(map(len, whole.split("\n"))) <= 2 * most:
        assert found == whole
    else:
        assert found == families.write(wanted).replace("\ntanam\t", f"\ntanam {len(shares)}\t")
