"""What a field may hold: what was typed, what it means, and what is said when it means nothing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.model import Mode, Reference
from kawat.source import types
from kawat.source.frontmatter import parse
from kawat.source.nodes import Mapping, Node
from kawat.source.types import Field, Sheet, Type

FILE = "content/tokyo/news/2026/festival/index.id.md"
WORD = Field("name", types.text(5), "en", "id", required=True)


def node(typed: str) -> Node:
    return parse(f"f: {typed}", FILE).entries[0][1]


def read(of: Type, typed: str, zone: str = "UTC") -> tuple[Any, Sheet]:
    """Return what a type makes of a value, and the sheet with what was noted."""
    sheet = Sheet(FILE, zone)
    return of.read(node(typed), sheet, "f"), sheet


@pytest.mark.parametrize(
    ("of", "typed", "value"),
    [
        (types.text(), "  dua   kata ", "dua kata"),
        (types.text(), '"dua\\nbaris"', "dua baris"),
        (types.text(3), "abc", "abc"),
        (types.paragraph(), "|\n  satu\n  dua\n", "satu dua"),
        (types.choice(Mode), "copy", Mode.COPY),
        (types.choice(("a", "b")), "b", "b"),
        (types.boolean(), "true", True),
        (types.boolean(), "false", False),
        (types.integer(1, 4), "4", 4),
        (types.integer(0, 99), "007", 7),
        (types.day(), "2026-02-28", date(2026, 2, 28)),
        (types.duration(), "00:01:30", 90),
        (types.duration(), "1:30", 90),
        (types.duration(), "02:00:00", 7200),
        (types.days(), "365d", 365),
        (types.latlon(), "[35.68, -139.77]", (35.68, -139.77)),
        (types.latlon(), "[-90, 180]", (-90.0, 180.0)),
        (types.web(), "https://example.org", "https://example.org"),
        (types.web(), "https://example.org:8443/a?b=c", "https://example.org:8443/a?b=c"),
        (types.code(r"[a-z]+", "abc"), "xyz", "xyz"),
        (types.listing(types.text()), "[a, b]", ("a", "b")),
        (types.listing(types.text()), "a", ("a",)),
        (types.listing(types.text()), "[a, '', b]", ("a", "b")),
        (types.listing(types.text()), "[]", ()),
        (types.names(), "Tokyo", (("en", "Tokyo"), ("id", "Tokyo"))),
        (types.names(), "{id: Tokyo, ja: 東京}", (("id", "Tokyo"), ("ja", "東京"))),
        (types.record((WORD,), dict), "{name: abc}", {"name": "abc"}),
        (types.file(".jpg"), "foto.JPG", "foto.JPG"),
        (types.file(".jpg"), "foto-2_b.v1.jpg", "foto-2_b.v1.jpg"),
        (types.file(".mp4", or_web=True), "https://example.org/v", "https://example.org/v"),
    ],
)
def test_what_fits_is_read(of: Type, typed: str, value: Any) -> None:
    found, sheet = read(of, typed)
    assert found == value and type(found) is type(value) and sheet.problems == []


@pytest.mark.parametrize(
    ("of", "typed", "code", "column", "about"),
    [
        (types.text(3), "abcd", "K039", 4, {"field": "f", "size": "4", "limit": "3"}),
        (types.text(), "[a]", "K029", 4, {"field": "f", "wanted": "a line of text", "example": "f: …"}),
        (types.choice(Mode), "copi", "K031", 4, {"value": "copi", "known": "link, copy", "suggestion": "copy"}),
        (types.choice(Mode), "{a: b}", "K029", 4, {"wanted": "one of: link, copy", "example": "f: link"}),
        (types.boolean(), "yes", "K029", 4, {"wanted": "true or false"}),
        (types.integer(1, 4), "5", "K032", 4, {"value": "5", "low": "1", "high": "4"}),
        (types.integer(1, 4), "-1", "K032", 4, {"value": "-1"}),
        (types.integer(1, 4), "٣", "K032", 4, {"value": "٣"}),
        (types.integer(1, 4), "9999999999999999", "K032", 4, {}),
        (types.integer(1, 4), "[1]", "K029", 4, {"wanted": "a number from 1 to 4"}),
        (types.day(), "2026-02-30", "K030", 4, {"value": "2026-02-30", "wanted": "date", "example": "2026-11-20"}),
        (types.day(), "20260230", "K030", 4, {}),
        (types.day(), "[2026-01-01]", "K029", 4, {}),
        (types.instant(), "20-11-2026", "K030", 4, {"wanted": "date and time", "wanted_id": "tanggal dan jam"}),
        (types.instant(), "2026-11-20 25:00", "K030", 4, {"value": "2026-11-20 25:00"}),
        (types.instant(), "0001-01-01 00:00+23:00", "K030", 4, {}),
        (types.instant(), "20 November 2026", "K030", 4, {}),
        (types.instant(), "{a: b}", "K029", 4, {}),
        (types.duration(), "90", "K030", 4, {"wanted": "length of time"}),
        (types.duration(), "1:60", "K030", 4, {}),
        (types.days(), "365", "K029", 4, {"wanted": "number of days", "example": "f: 365d"}),
        (types.latlon(), "[91, 0]", "K029", 4, {"wanted": "[latitude, longitude]"}),
        (types.latlon(), "[a, b]", "K029", 4, {}),
        (types.latlon(), "[nan, 0]", "K029", 4, {}),
        (types.latlon(), "35.68", "K029", 4, {}),
        (types.web(), "http://example.org", "K033", 4, {"value": "http://example.org"}),
        (types.web(), "https://localhost/", "K033", 4, {}),
        (types.web(), "https://user:secret@example.org/", "K033", 4, {}),
        (types.web(), "javascript:alert(1)", "K033", 4, {}),
        (types.web(), "'https://example.org/\"><script>'", "K033", 4, {}),
        (types.web(), "[a]", "K029", 4, {}),
        (types.code(r"[a-z]+", "abc"), "A", "K030", 4, {"wanted": "code", "example": "abc"}),
        (types.reference("topic"), "[a]", "K029", 4, {"wanted": "a declared topic"}),
        (types.file(".jpg"), "../foto.jpg", "K034", 4, {"value": "../foto.jpg"}),
        (types.file(".jpg"), "/etc/foto.jpg", "K034", 4, {}),
        (types.file(".jpg"), "foto", "K034", 4, {}),
        (types.file(".jpg"), ".jpg", "K034", 4, {}),
        (types.file(".jpg"), "foto .jpg", "K034", 4, {}),
        (types.file(".jpg"), "https://example.org/foto.jpg", "K034", 4, {}),
        (types.file(".jpg", ".png"), "foto.svg", "K044", 4, {"wanted": "f", "known": ".jpg, .png"}),
        (types.file(".mp4", or_web=True), "http://example.org/v", "K033", 4, {}),
        (types.listing(types.text(), 2), "[a, b, c]", "K039", 4, {"size": "3", "limit": "2"}),
        (types.listing(types.integer(1, 2)), "[1, 3, 2]", "K032", 8, {"value": "3"}),
        (types.names(), "[a]", "K029", 4, {"wanted": "names by language"}),
        (types.record((WORD,), dict), "abc", "K029", 4, {"example": "f: {name: …}"}),
        (types.record((WORD,), dict), "{}", "K028", 4, {"value": "name", "example": "name: …"}),
        (types.record((WORD,), dict), "{nama: a, name: b}", "K026", 5, {"value": "nama", "suggestion": "name"}),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(
    of: Type, typed: str, code: str, column: int, about: dict[str, str]
) -> None:
    _, sheet = read(of, typed)
    assert [(one.file, one.line, one.column, one.code) for one in sheet.problems] == [(FILE, 1, column, code)]
    assert about.items() <= dict(sheet.problems[0].about).items()


@pytest.mark.parametrize(
    ("typed", "zone", "meant"),
    [
        ("2026-11-20 09:00", "Asia/Tokyo", datetime(2026, 11, 20, 0, 0, tzinfo=UTC)),
        ("2026-11-20T09:00:30", "Asia/Jakarta", datetime(2026, 11, 20, 2, 0, 30, tzinfo=UTC)),
        ("2026-11-20 9:05", "UTC", datetime(2026, 11, 20, 9, 5, tzinfo=UTC)),
        ("2026-11-20", "Asia/Tokyo", datetime(2026, 11, 19, 15, 0, tzinfo=UTC)),
        ("2026-11-20 09:00 +07:00", "Asia/Tokyo", datetime(2026, 11, 20, 2, 0, tzinfo=UTC)),
        ("2026-11-20 09:00-0500", "Asia/Tokyo", datetime(2026, 11, 20, 14, 0, tzinfo=UTC)),
        ("2026-11-20T09:00Z", "Asia/Tokyo", datetime(2026, 11, 20, 9, 0, tzinfo=UTC)),
        # clocks go forward at 2:00 in Berlin; the hour that does not exist is the one after
        ("2026-03-29 02:30", "Europe/Berlin", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("2026-10-25 02:30", "Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_without_an_offset_is_meant_in_the_zone_of_its_site(typed: str, zone: str, meant: datetime) -> None:
    found, sheet = read(types.instant(), typed, zone)
    assert found == meant and found.tzinfo is UTC and sheet.problems == []


@given(st.text(alphabet="0123456789-: TZ+", max_size=25))
def test_digits_and_colons_are_a_moment_in_utc_or_a_problem(typed: str) -> None:
    sheet = Sheet(FILE, "Asia/Jayapura")
    found = types.instant().read(types.Scalar(typed, 1, 1), sheet, "date")
    assert (found is None) == bool(sheet.problems)
    assert found is None or found.tzinfo is UTC


@given(
    st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)), st.sampled_from(["", "Z", "+09:00"])
)
def test_every_moment_written_in_iso_8601_is_read_back(moment: datetime, offset: str) -> None:
    typed = moment.isoformat(" ", "minutes") + offset
    found, sheet = read(types.instant(), f"'{typed}'")
    assert sheet.problems == [] and found == datetime.fromisoformat(typed if offset else typed + "Z").astimezone(UTC)


@pytest.mark.parametrize(
    ("of", "typed", "references"),
    [
        (types.reference("topic"), "budaya", [("topic", "budaya", 4)]),
        (
            types.listing(types.reference("topic")),
            "[budaya, ekonomi]",
            [("topic", "budaya", 5), ("topic", "ekonomi", 13)],
        ),
        (types.reference("site", "region", "kind"), "region:east-asia", [("region", "east-asia", 4)]),
        (types.reference("site", "region"), "kind:embassy", [("site", "kind:embassy", 4)]),
        (types.reference("site", "region"), "all", []),
        (types.reference("site"), "all", [("site", "all", 4)]),
        (types.names(), "{id: A, ja: B}", [("language", "id", 5), ("language", "ja", 12)]),
        (types.file(".jpg"), "foto.jpg", [("file", "foto.jpg", 4)]),
        (types.file(".mp4", or_web=True), "https://example.org/v", []),
    ],
)
def test_what_must_exist_elsewhere_is_noted(of: Type, typed: str, references: list[tuple[str, str, int]]) -> None:
    _, sheet = read(of, typed)
    assert sheet.references == [Reference(name, value, 1, column) for name, value, column in references]


FIELDS = {
    one.name: one
    for one in (
        Field("title", types.text(), "en", "id", required=True),
        Field("date", types.day(), "en", "id", required=True, shared=True),
        Field("level", types.integer(1, 4), "en", "id", ("advisory",), required=True),
    )
}


def fields(typed: str, kind: str = "news") -> tuple[dict[str, Any], list[tuple[str, int, int, str]]]:
    sheet = Sheet(FILE)
    mapping = parse(typed, FILE)
    assert isinstance(mapping, Mapping)
    values = types.read_fields(mapping, FIELDS, sheet, kind)
    return values, [(one.code, one.line, one.column, dict(one.about)["value"]) for one in sheet.problems]


@pytest.mark.parametrize(
    ("typed", "kind", "values", "found"),
    [
        ("title: a", "news", {"title": "a"}, []),
        ("title: a\nlevel: 2", "advisory", {"title": "a", "level": 2}, []),
        ("title: a\nlevel: 2", "news", {"title": "a"}, [("K027", 2, 1, "level")]),
        ("title: a", "advisory", {"title": "a"}, [("K028", 1, 1, "level")]),
        ("date: 2026-01-01", "news", {"date": date(2026, 1, 1)}, [("K028", 1, 1, "title")]),
        ("title:\ndate: 2026-01-01", "news", {"date": date(2026, 1, 1)}, [("K028", 1, 1, "title")]),
        ("title: '  '", "news", {}, [("K028", 1, 1, "title")]),
        ("title: a\ndate:", "news", {"title": "a"}, []),
        ("title: a\ndate: kemarin", "news", {"title": "a"}, [("K030", 2, 7, "kemarin")]),
        ("titel: a\nTitle: b", "news", {}, [("K026", 1, 1, "titel"), ("K026", 2, 1, "Title"), ("K028", 1, 1, "title")]),
    ],
)
def test_a_mapping_is_read_field_by_field(
    typed: str, kind: str, values: dict[str, Any], found: list[tuple[str, int, int, str]]
) -> None:
    assert fields(typed, kind) == (values, found)
