"""Numbers as search writes them are read back, also by the client of the tests, which does it in its own way."""

import searchclient
from hypothesis import given
from hypothesis import strategies as st

from kawat.publish.search import numbers


@given(st.lists(st.integers(0, 10**9)))
def test_numbers_are_read_as_they_were_written(values: list[int]) -> None:
    text = "".join(map(numbers.number, values))
    assert list(numbers.numbers(text)) == searchclient._numbers(text) == values
    assert all("!" <= character <= "~" for character in text)


def test_small_numbers_take_one_character() -> None:
    assert [numbers.number(value) for value in (0, 5, 46, 47, 47 * 47)] == ["!", "&", "O", 'P"', 'PP"']


@given(st.integers(0, 10**5))
def test_lengths_are_exact_while_short_and_never_far_off(length: int) -> None:
    kept = numbers.length_of(numbers.length_code(length))
    if length <= 12:
        assert kept == length
    elif length <= 4500:
        assert abs(kept - length) <= 0.1 * length
    else:
        assert kept > 4300


def test_shards_are_told_by_fnv_1a() -> None:
    assert [numbers.bucket(word) for word in ("", "a", "foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]
