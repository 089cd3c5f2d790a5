"""Lifecycle: what a text is at a moment, in every zone, and when that changes next."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from catalogues import utc, world
from conftest import mission, text
from hypothesis import given, settings
from hypothesis import strategies as some

from kawat.editorial import lifecycle
from kawat.model import Placement, Role, State

ZONES = (
    "Asia/Jakarta Asia/Makassar Asia/Jayapura Asia/Tokyo Asia/Kolkata Asia/Kathmandu Asia/Tehran Asia/Riyadh "
    "Africa/Cairo Africa/Casablanca Africa/Lagos Europe/London Europe/Berlin Europe/Moscow America/New_York "
    "America/Caracas America/St_Johns America/Sao_Paulo Pacific/Auckland Pacific/Kiritimati"
).split()
SECOND = timedelta(seconds=1)
STORY = "content/tokyo/news/2026/festival/index.id.md"


def state(now: datetime, **fields: str) -> State:
    return lifecycle.state(world({STORY: text(**fields)}).article().lead, now)


def in_osaka(
    now: datetime,
    begins: datetime | None = None,
    ends: datetime | None = None,
    preview: bool = False,
    **fields: str,
) -> list[State]:
    placement = Placement("tokyo/news/2026/festival", "osaka", Role.COPY, (), begins, ends)
    at_home = lifecycle.visible(world({STORY: text(**fields)}).article(), now, preview)
    return [what for _, what in lifecycle.placed(at_home, placement, now, preview)]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("field", "before", "after"), [
    ("date", State.HIDDEN, State.LIVE),
    ("embargo", State.HIDDEN, State.LIVE),
    ("expires", State.LIVE, State.HIDDEN),
])  # fmt: skip
@pytest.mark.parametrize("clock", ["2026-11-20 09:00", "2026-07-05 00:00", "2026-02-28 23:59:59"])
def test_a_naive_time_is_that_of_the_home_sites_zone_to_the_second(
    zone: str, field: str, before: State, after: State, clock: str
) -> None:
    site = {"missions/tokyo.yaml": mission("Tokyo", "JP", "east-asia", zone, "id, ja, en")}
    fields = {"date": "2025-01-01", field: clock}
    lead = world({STORY: text(**fields), **site}).article().lead
    moment = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(zone))
    assert [lifecycle.state(lead, moment + shift) for shift in (-SECOND, 0 * SECOND, SECOND)] == [before, after, after]


@pytest.mark.parametrize("zone", ZONES)
def test_a_time_with_an_offset_is_that_instant_everywhere(zone: str) -> None:
    site = {"missions/tokyo.yaml": mission("Tokyo", "JP", "east-asia", zone, "id, ja, en")}
    made = world({STORY: text(date="2026-11-20 09:00+07:00"), **site})
    assert made.article().date == utc(2026, 11, 20, 2, 0)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, State.LIVE),
        ({"status": "published"}, State.LIVE),
        ({"status": "withdrawn", "reason": "R"}, State.WITHDRAWN),
        ({"status": "removed", "reason": "R"}, State.GONE),
        ({"status": "draft"}, State.HIDDEN),
        ({"date": "2027-01-01"}, State.HIDDEN),
        ({"embargo": "2027-01-01"}, State.HIDDEN),
        ({"expires": "2026-11-02"}, State.HIDDEN),
        ({"status": "withdrawn", "reason": "R", "expires": "2026-11-02"}, State.HIDDEN),
        ({"status": "removed", "reason": "R", "expires": "2026-11-02"}, State.GONE),
        ({"status": "removed", "reason": "R", "embargo": "2027-01-01"}, State.HIDDEN),
        ({"status": "removed", "reason": "R", "date": "2027-01-01"}, State.HIDDEN),
        ({"status": "draft", "expires": "2027-01-01"}, State.HIDDEN),
    ],
)
def test_the_status_counts_among_what_was_released(fields: dict[str, str], expected: State) -> None:
    """A removal tells nothing of a text that nobody ever saw; a tombstone does not expire."""
    assert state(utc(2026, 11, 22), **fields) is expected


def test_a_placement_may_begin_later_and_end_earlier_than_the_story_itself() -> None:
    days = {day: in_osaka(utc(2026, 11, day), utc(2026, 11, 10), utc(2026, 11, 20)) for day in (9, 10, 19, 20)}
    assert days == {9: [], 10: [State.LIVE], 19: [State.LIVE], 20: []}
    assert in_osaka(utc(2026, 11, 22), utc(2026, 10, 1), utc(2027, 1, 1), expires="2026-11-21") == []


def test_where_a_placement_has_ended_only_the_tombstone_of_a_removed_story_is_left() -> None:
    ended, withdrawn, removed = utc(2026, 11, 20), {"status": "withdrawn"}, {"status": "removed"}
    assert in_osaka(utc(2026, 11, 22), None, ended, reason="R", **withdrawn) == []
    assert in_osaka(utc(2026, 11, 22), None, ended, reason="R", **removed) == [State.GONE]


def test_a_removed_translation_does_not_stand_where_its_lead_has_ended() -> None:
    translation = STORY.replace(".id.", ".ja.")
    made = world({STORY: text(), translation: text(date=None, status="removed", reason="R")}).article()
    now, ended = utc(2026, 11, 22), Placement(made.id, "osaka", Role.COPY, (), None, utc(2026, 11, 20))
    at_home = lifecycle.visible(made, now)
    assert [what for _, what in at_home] == [State.LIVE, State.GONE]
    assert lifecycle.placed(at_home, ended, now) == ()


def test_a_preview_shows_what_a_placement_holds_back_but_not_what_it_has_ended() -> None:
    now = utc(2026, 11, 22)
    assert in_osaka(now, utc(2026, 11, 23)) == []
    assert in_osaka(now, utc(2026, 11, 23), preview=True) == [State.LIVE]
    assert in_osaka(now, None, utc(2026, 11, 21), preview=True) == []


def test_translations_never_stand_without_their_lead() -> None:
    translation = STORY.replace(".id.", ".ja.")
    hidden = world({STORY: text(status="draft"), translation: text(date=None)}).article()
    assert lifecycle.visible(hidden, utc(2026, 11, 22)) == ()


def test_a_translation_may_come_later_and_be_gone_before_its_lead() -> None:
    translation = STORY.replace(".id.", ".ja.")
    made = world({STORY: text(), translation: text(date=None, embargo="2026-11-10", expires="2026-11-20")}).article()
    seen = {day: [one.language for one, _ in lifecycle.visible(made, utc(2026, 11, day))] for day in (9, 10, 21)}
    assert seen == {9: ["id"], 10: ["id", "ja"], 21: ["id"]}


# ---------------------------------------------------------------- what falls due next


def due(now: datetime, files: dict[str, str]) -> datetime | None:
    return world(files).catalogue(now).due


def test_what_falls_due_next_is_the_first_moment_at_which_something_changes() -> None:
    files = {
        STORY: text(date="2026-11-01 09:00", embargo="2026-11-03 09:00", expires="2026-12-01 09:00"),
        STORY.replace("festival", "lain"): text(date="2026-11-02 09:00"),
    }
    asked = [utc(2026, 10, 1), utc(2026, 11, 1), utc(2026, 11, 2), utc(2026, 11, 3), utc(2026, 12, 1)]
    expected = [utc(2026, 11, 1), utc(2026, 11, 2), utc(2026, 11, 3), utc(2026, 12, 1), None]
    assert [due(now, files) for now in asked] == expected


def test_a_placement_that_ends_falls_due_too() -> None:
    crosspost = "{to: osaka, override: {osaka: {embargo: 2026-11-25 09:00}}}"
    assert due(utc(2026, 11, 22), {STORY: text(crosspost=crosspost)}) == utc(2026, 11, 25)


def test_the_end_of_an_event_falls_due_as_lists_then_change() -> None:
    event = text(start="2026-11-25 09:00", end="2026-11-26 09:00")
    name = STORY.replace("/news/", "/event/")
    assert due(utc(2026, 11, 22), {name: event}) == utc(2026, 11, 26)
    assert due(utc(2026, 11, 26), {name: event}) is None


def test_the_catalogue_tells_of_each_story_when_something_of_it_changes() -> None:
    other = STORY.replace("festival", "lain")
    files = {
        STORY: text(
            embargo="2026-11-25 09:00", crosspost="{to: osaka, override: {osaka: {embargo: 2026-11-27 09:00}}}"
        ),
        STORY.replace("id.md", "ja.md"): text("祭り", None, expires="2026-11-26 09:00"),
        other: text(),
    }
    shown_and_to_come = world(files).catalogue(utc(2026, 11, 22)).moments
    assert shown_and_to_come == {"tokyo/news/2026/festival": (utc(2026, 11, 25), utc(2026, 11, 26), utc(2026, 11, 27))}


@pytest.mark.parametrize("more", [{}, {"crosspost": "{to: osaka, override: {osaka: {embargo: 2026-12-25}}}"}])
def test_nothing_of_a_draft_ever_falls_due(more: dict[str, str]) -> None:
    assert due(utc(2026, 11, 22), {STORY: text(status="draft", date="2026-12-01", **more)}) is None


MOMENTS = some.sampled_from([None, *(f"2026-11-{day:02} 09:00" for day in range(1, 9))])


@settings(derandomize=True, max_examples=60)
@given(some.lists(some.tuples(MOMENTS, MOMENTS, MOMENTS), min_size=1, max_size=3))
def test_between_two_due_moments_nothing_changes_and_at_each_something_may(
    times: list[tuple[str | None, str | None, str | None]],
) -> None:
    """What a build at any moment shows is what the build at the last due moment showed."""
    files = {}
    for number, (date, embargo, expires) in enumerate(times):
        if expires is None or expires > max(date or "", embargo or ""):
            given = {"embargo": embargo, "expires": expires}
            fields = {name: value for name, value in given.items() if value}
            files[STORY.replace("festival", f"a{number}")] = text(date=date or "2026-10-01", **fields)
    made = world(files)

    def shown(now: datetime) -> list[tuple[str, State]]:
        return [(one.id, what) for one in made.articles for _, what in lifecycle.visible(one, now)]

    def due(now: datetime) -> datetime | None:
        return min((moment for one in made.articles for moment in lifecycle.moments(one, (), now)), default=None)

    now = utc(2026, 9, 1)
    while (following := due(now)) is not None:
        assert shown(now) == shown(following - SECOND)
        now = following
    assert shown(now) == shown(utc(2030, 1, 1))
