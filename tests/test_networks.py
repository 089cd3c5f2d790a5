"""Networks: lengths as the networks count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.networks import NETWORKS, shorten

MEASURE = {one.code: one.measure for one in NETWORKS}


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
        ("Festival Indonesia", 18),
        ("a\u0301", 1),  # composed before it is counted
        ("東京", 4),
        ("한국", 4),
        ("القاهرة", 7),
        ("ไทย", 3),
        ("“kutipan” – …", 13 + 1),  # the ellipsis (U+2026) lies outside the narrow ranges
        ("🇮🇩", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("👍🏽", 2),
        ("https://kawat.example/tokyo/id/news/2026/festival-indonesia-di-tokyo/", 23),
        ("Baca https://a.example/ dan https://b.example/x.", 4 + 1 + 23 + 5 + 23 + 1),
    ],
)
def test_x_counts_east_asia_and_emoji_twice_and_links_as_23(text: str, weight: int) -> None:
    """Examples after twitter-text's conformance tests ("validate.yml", weighted lengths)."""
    assert MEASURE["x"](text) == weight


@pytest.mark.parametrize(
    ("text", "weight"), [("東京", 2), ("https://a.example/" + "x" * 400, 23), ("a https://b.example/.", 2 + 23 + 1)]
)
def test_mastodon_counts_letters_and_links_as_23(text: str, weight: int) -> None:
    assert MEASURE["mastodon"](text) == weight


def test_others_count_what_there_is() -> None:
    assert MEASURE["facebook"]("https://a.example/") == MEASURE["instagram"]("https://a.example/") == 18
    assert [(one.code, one.limit, one.links) for one in NETWORKS] == [
        ("x", 280, True), ("facebook", 63_206, True), ("instagram", 2_200, False), ("mastodon", 500, True),
    ]  # fmt: skip


def test_what_is_too_long_is_cut_between_words() -> None:
    assert shorten("satu dua tiga empat", 15, len) == "satu dua tiga…"
    assert shorten("satu dua, tiga", 10, len) == "satu dua…"
    assert shorten("satu", 4, len) == "satu"
    assert shorten("日本のバイヤーが出会う", 12, MEASURE["x"]) == "日本のバイ…"


@given(st.text(max_size=80), st.integers(2, 60), st.sampled_from(sorted(MEASURE)))
def test_what_is_cut_always_fits(text: str, limit: int, network: str) -> None:
    measure = MEASURE[network]
    cut = shorten(text, limit, measure)
    assert measure(cut) <= limit and (cut == text or cut.endswith("…"))
