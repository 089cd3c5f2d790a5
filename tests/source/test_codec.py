"""Frozen values to JSON and back, exactly."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kawat import records
from kawat.digests import digest
from kawat.model import (
    Advisory,
    Edition,
    Episode,
    Event,
    Gallery,
    Kind,
    Media,
    Party,
    Picture,
    Register,
    Source,
    Status,
)
from kawat.problems import Problem
from kawat.source.codec import decoder, encode

MOMENTS = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))
records.compose()  # Hypothesis reads signatures
st.register_type_strategy(datetime, MOMENTS.map(lambda moment: moment.replace(fold=0)))
st.register_type_strategy(str, st.text(max_size=8))
st.register_type_strategy(float, st.floats(allow_nan=False))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.from_type(Edition))
def test_every_edition_comes_back_equal_and_with_the_same_digest(edition: Edition) -> None:
    back = decoder(Edition)(json.loads(json.dumps(encode(edition))))
    assert back == edition and digest(back) == digest(edition)


@given(st.from_type(Problem) | st.from_type(Media))
def test_problems_and_media_come_back_too(value: Problem | Media) -> None:
    assert decoder(type(value))(json.loads(json.dumps(encode(value)))) == value


def test_a_dataclass_is_the_list_of_its_values_without_defaults() -> None:
    media = Media("content/a.jpg", "00", 12, "image/jpeg", 3, 4)
    assert encode(media) == ["content/a.jpg", "00", 12, "image/jpeg", 3, 4, None, None]
    assert decoder(Media)(["content/a.jpg", "00", 12, "image/jpeg", 3, 4, [], []]) == media


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (Episode(), "Episode"),
        (Event(), "Event"),
        (Advisory("JP", 2), "Advisory"),
        (Gallery((Picture("a"),)), "Gallery"),
    ],
)
def test_only_members_of_the_union_carry_their_name(value: Any, name: str) -> None:
    assert encode(value)[0] == name
    assert encode(Party("a")) == ["a", None, None, None]


EDITION = Edition(
    Source("a.md", "00", 1), "tokyo", Kind.NEWS, 2026, "a", "id", Register.FULL, "A", "B", None, "", "", "", 1
)


def test_what_comes_back_has_its_types() -> None:
    back = decoder(Edition)(encode(EDITION))
    assert type(back.kind) is Kind and type(back.status) is Status and type(back.topics) is tuple
    assert type(back.source) is Source and back.date is None


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        "edition",
        [],
        {},
        encode(EDITION)[:-1],
        [*encode(EDITION), 1],
        [None, *encode(EDITION)[1:]],
        [*encode(EDITION)[:2], "no-such-kind", *encode(EDITION)[3:]],
        [*encode(EDITION)[:9], "yesterday", *encode(EDITION)[10:]],
        [*encode(EDITION)[:9], 20260101, *encode(EDITION)[10:]],
        [["a.md", "00"], *encode(EDITION)[1:]],
    ],
)
def test_what_does_not_fit_raises_what_the_cache_takes_for_a_miss(value: object) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, IndexError)):
        decoder(Edition)(value)


@pytest.mark.parametrize("details", [["os.system", "id"], ["Edition"], [], {}, ["Episode", "a"], 7])
def test_a_name_outside_the_union_is_nothing(details: object) -> None:
    encoded = encode(EDITION)
    at = list(Edition.__dataclass_fields__).index("details")
    with pytest.raises((ValueError, TypeError, KeyError, IndexError)):
        decoder(Edition)([*encoded[:at], details, *encoded[at + 1 :]])


def test_a_type_that_has_no_place_in_the_models_is_refused() -> None:
    @dataclass(frozen=True)
    class Strange:
        value: bytes

    @dataclass(frozen=True)
    class Doubtful:
        value: int | None = 7

    for of in (Strange, Doubtful):
        with pytest.raises(TypeError, match="no JSON for"):
            decoder(of)
