"""Digests: names of contents that also know which bodies of texts stand behind them."""

import pytest

from kawat.digests import Digest, changed, digest, key

BODY = Digest.of("3f", ("a.md",))
OTHER = Digest.of("9a", ("b.md",))


def test_parts_are_kept_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc") != digest(["a", "bc"])
    assert digest("ab", "c") == digest("ab", "c")


@pytest.mark.parametrize("parts", [(BODY,), ("x", [BODY]), ([("edition", BODY)],), ({"edition": BODY},)])
def test_what_is_made_of_a_digest_stands_on_its_texts_too(parts: tuple[object, ...]) -> None:
    made = digest(*parts)
    assert isinstance(made, Digest) and made.texts == ("a.md",)
    joined = key(items=digest(made, OTHER), site="x")
    assert isinstance(joined, Digest) and joined.texts == ("a.md", "b.md")


def test_and_is_the_same_digest_as_without_them() -> None:
    assert digest(BODY, [BODY]) == digest("3f", ["3f"])
    assert type(digest("3f")) is str and type(key(site="x")) is str


def test_two_keys_say_in_what_they_differ() -> None:
    assert changed("a=1 b=2 c=3", "a=1 b=4 d=5") == ("b", "d", "c")
