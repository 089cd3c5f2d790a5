"""A pattern is a regular expression in every respect that is used, but for when it is compiled."""

import re
from typing import Any

import pytest

from kawat import patterns
from kawat.patterns import pattern


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is compiled from now on."""
    told: list[Any] = []
    compile_now = re.compile

    def noted(source: Any, flags: int = 0) -> Any:
        told.append(source)
        return compile_now(source, flags)

    monkeypatch.setattr(re, "compile", noted)
    return told


def test_it_is_compiled_once_when_it_is_used_first(compiled: list[Any]) -> None:
    word, other = pattern(r"[a-z]+", re.IGNORECASE), pattern(rb"\d")
    assert (word.pattern, compiled) == ("[a-z]+", [])
    assert word.findall("Ab, cd") == ["Ab", "cd"] and word.sub("x", "a b") == "x x" and word.fullmatch("Ab")
    assert compiled == ["[a-z]+"]
    assert other.split(b"a1b") == [b"a", b"b"]
    assert compiled == ["[a-z]+", rb"\d"]


def test_all_are_compiled_before_a_fork(compiled: list[Any]) -> None:
    late = pattern("never used before")
    patterns.compile_all()
    assert compiled.count("never used before") == 1
    assert late.search("was never used before") and compiled.count("never used before") == 1
    patterns.compile_all()
    assert compiled.count("never used before") == 1


def test_what_an_expression_has_not_it_has_not() -> None:
    with pytest.raises(AttributeError, match="mtach"):
        pattern("a").mtach("a")  # type: ignore[attr-defined]


def test_a_wrong_expression_is_told_when_it_is_used() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error, match="missing \\)"):
        wrong.match("a")
    patterns._WAITING.pop()
