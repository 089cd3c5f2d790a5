"""Bytes to clean text: what is mended, what is refused, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.messages import is_error
from kawat.problems import Problem, problem
from kawat.source.plain import FORBIDDEN, clean, references

FILE = "content/tokyo/news/2026/festival/index.id.md"
BYTES = st.binary(max_size=200) | st.text(alphabet="a\n\r\t\0\x07\x1b\x85\ufeff\u202e\u2066\uffff日é", max_size=80).map(
    str.encode
)


@pytest.mark.parametrize(
    ("data", "text", "found"),
    [
        (b"", "", []),
        ("Gamelan dan 和太鼓\n".encode(), "Gamelan dan 和太鼓\n", []),
        (b"\xef\xbb\xbf---\ntitle: a\n", "---\ntitle: a\n", []),
        (b"satu\r\ndua\rtiga\n", "satu\ndua\ntiga\n", []),
        (b"a\tb\n", "a\tb\n", []),
        ("مرحبا\u200f\u2067 a\u2069".encode(), "مرحبا\u200f\u2067 a\u2069", []),
        (b"a\x07b\nc\x1b[31m", "ab\nc[31m", [("K009", 1, 2, "U+0007"), ("K009", 2, 2, "U+001B")]),
        ("é\x85\uffff".encode(), "é", [("K009", 1, 2, "U+0085"), ("K009", 1, 3, "U+FFFF")]),
        ("a\n\u202eb\u202c".encode(), "a\nb", [("K011", 2, 1, "U+202E"), ("K011", 2, 3, "U+202C")]),
        ("\x08\u202d".encode(), "", [("K009", 1, 1, "U+0008"), ("K011", 1, 1, "U+202D")]),
    ],
)
def test_what_is_harmless_is_mended_and_told_where(
    data: bytes, text: str, found: list[tuple[str, int, int, str]]
) -> None:
    expected = [problem(code, FILE, line, column, value=value) for code, line, column, value in found]
    assert clean(data, FILE) == (text, expected)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"satu\ndu\0a", Problem(FILE, 2, 1, "K010")),
        (b"\xff\xfe\0", Problem(FILE, 1, 1, "K010")),
        (b"satu\nd\xc3\xa9j\xe0 vu", Problem(FILE, 2, 4, "K008", 1, (("byte", "0xe0"),))),
        (b"\x93kutip\x94", Problem(FILE, 1, 1, "K008", 1, (("byte", "0x93"),))),
        (b"a\xed\xa0\x80", Problem(FILE, 1, 2, "K008", 1, (("byte", "0xed"),))),
        (b"a\xc0\xaf", Problem(FILE, 1, 2, "K008", 1, (("byte", "0xc0"),))),
    ],
)
def test_what_is_no_text_is_refused_at_its_first_byte(data: bytes, found: Problem) -> None:
    assert clean(data, FILE) == ("", [found])


def test_of_a_thousand_controls_twenty_are_told() -> None:
    text, found = clean(b"\x07" * 1000, FILE)
    assert text == "" and len(found) == 20


@given(BYTES)
def test_clean_text_holds_nothing_forbidden_and_is_clean_already(data: bytes) -> None:
    text, found = clean(data, FILE)
    assert not FORBIDDEN.search(text) and "\r" not in text
    if not any(is_error(one) for one in found):
        assert clean(text.encode(), FILE) == (text.removeprefix("\ufeff"), [])


@pytest.mark.parametrize(
    "character", ["\0", "\x07", "\x0b", "\r", "\x7f", "\x9f", "\ufffe", "\uffff", "\u202a", "\u202e"]
)
def test_the_forbidden_are_controls_and_what_reverses_text(character: str) -> None:
    assert FORBIDDEN.fullmatch(character)


@pytest.mark.parametrize(
    "character", [*"a\t\n é日", "\u00a0", "\u200d", "\u200f", "\u2066", "\u2069", "\ufffd", "\U0001f38b"]
)
def test_letters_spaces_joiners_and_isolates_are_allowed(character: str) -> None:
    assert not FORBIDDEN.search(character)


def test_a_character_reference_is_read_with_all_its_digits() -> None:
    assert list(references("&#x000006a; &#0000000106 &#x00000041 &#x0000000110000; &#99999999;")) == []
    assert [match[0] for match, _ in references("&#x0000001; &#00000000031 &#1")] == [
        "&#x0000001;",
        "&#00000000031",
        "&#1",
    ]
