"""The timetable tells of which stories something has fallen due, and when that will be next."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from kawat import timetable

SECOND = timedelta(seconds=1)
FIRST, SECOND_DAY, THIRD = (datetime(2026, 11, day, 9, tzinfo=UTC) for day in (1, 2, 3))
MOMENTS = some.dictionaries(
    some.integers(0, 12), some.lists(some.sampled_from((FIRST, SECOND_DAY, THIRD)), unique=True), max_size=8
)


def test_what_fell_due_after_one_moment_and_until_another_is_told() -> None:
    lines = timetable.pack({7: (FIRST, THIRD), 12: (FIRST,), 3: (SECOND_DAY,)})
    assert lines.split("\n")[:2] == ["2026-11-01T09:00:00Z\t12", "2026-11-01T09:00:00Z\t7"]
    assert timetable.fallen(lines, FIRST - SECOND, FIRST) == {7, 12}
    assert timetable.fallen(lines, FIRST, SECOND_DAY - SECOND) == set()
    assert timetable.fallen(lines, FIRST, THIRD) == {3, 7}
    assert [timetable.due(lines, now) for now in (FIRST - SECOND, FIRST, THIRD)] == [FIRST, SECOND_DAY, None]


def test_where_nothing_waits_nothing_falls_due() -> None:
    assert timetable.pack({}) == timetable.pack({1: ()}) == ""
    assert timetable.fallen("", FIRST, THIRD) == set() and timetable.due("", FIRST) is None


@settings(derandomize=True, max_examples=100)
@given(MOMENTS, MOMENTS)
def test_a_revised_timetable_is_that_of_the_moments_as_they_are(
    before: dict[int, list[datetime]], other: dict[int, list[datetime]]
) -> None:
    assert timetable.revised(timetable.pack(before), other) == timetable.pack(before | other)
