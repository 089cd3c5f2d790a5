"""Numbers as search writes them are read back, also by the client of the tests, which does it in its own way."""

import searchclient
from hypothesis import given
from hypothesis import strategies as st

from kawat.publish.search import numbers
from kawat.publish.search.inverted import read_postings, write_postings


@given(st.lists(st.integers(0, 10**9)))
def test_numbers_are_read_as_they_were_written(values: list[int]) -> None:
    text = "".join(map(numbers.number, values))
    assert list(numbers.numbers(text)) == searchclient._numbers(text) == values
    assert all("!" <= character <= "~" for character in text)


def test_small_numbers_take_one_character() -> None:
    assert [numbers.number(value) for value in (0, 5, 46, 47, 47 * 47)] == ["!", "&", "O", 'P"', 'PP"']


@given(st.integers(0, 10**6))
def test_lengths_are_exact_while_short_and_never_far_off(length: int) -> None:
    kept = numbers.length_of(numbers.length_code(length))
    if length <= 32:
        assert kept == length
    elif length <= 6000:
        assert abs(kept - length) <= 0.05 * length
    else:
        assert kept > 5800


@given(st.dictionaries(st.integers(0, 10**5), st.tuples(st.integers(1, 500), st.integers(0, 93))))
def test_postings_are_read_as_they_were_written(postings: dict[int, tuple[int, int]]) -> None:
    told = [(at, weight, code) for at, (weight, code) in sorted(postings.items())]
    assert list(read_postings(write_postings(told))) == told
    lengths = [(at, weight, numbers.length_of(code)) for at, weight, code in told]
    assert list(searchclient._read_terms(write_postings(told))) == lengths


def test_shards_are_told_by_fnv_1a() -> None:
    assert [numbers.bucket(word) for word in ("", "a", "foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]
