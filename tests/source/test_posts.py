"""Old Pelican posts, read as Pelican reads them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.messages import is_error
from kawat.model import Edition, Kind, Place, Status
from kawat.source.reading import Options, Reading, read

PATH = "content/tokyo/news/lama.md"
OPTIONS = Options("Asia/Tokyo", ("id", "ja", "en"), settings={"extensions": ["markdown.extensions.extra"]})
POST = """\
Title: Festival
Date: 2019-05-04 10:20
Modified: 2019-05-05
Category: Budaya
Tags: gamelan, tari
Authors: Humas; KBRI, Tokyo
Lang: en
Slug: Festival Lama
Summary: Satu kalimat
    yang panjang.

Isi *naskah*.
"""


def reading(typed: str) -> Reading:
    return read(typed.encode(), Place(PATH, "tokyo", Kind.NEWS, post=True), OPTIONS)


def edition(typed: str) -> Edition:
    found = reading(typed)
    assert found.edition is not None, found.problems
    return found.edition


def test_a_post_tells_its_date_language_and_slug_itself() -> None:
    found = reading(POST)
    one = found.edition
    assert one is not None and found.problems == () and found.html == "<p>Isi <em>naskah</em>.</p>"
    assert (one.title, one.language, one.slug, one.year) == ("Festival", "en", "festival-lama", 2019)
    assert one.date == datetime(2019, 5, 4, 1, 20, tzinfo=UTC)
    assert one.updated == datetime(2019, 5, 4, 15, 0, tzinfo=UTC)
    assert one.tags == ("Budaya", "gamelan", "tari") and one.authors == ("Humas", "KBRI, Tokyo")
    assert one.summary == "Satu kalimat yang panjang." and one.source.body_line == 12


def test_names_of_headers_are_not_case_sensitive_and_little_is_needed() -> None:
    one = edition("TITLE: Apa Kabar?\ndate: 2019-05-04\n\nisi")
    assert (one.title, one.language, one.slug) == ("Apa Kabar?", "id", "apa-kabar")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2019-05-04", datetime(2019, 5, 3, 15, 0, tzinfo=UTC)),
        ("2019-05-04T10:20:30Z", datetime(2019, 5, 4, 10, 20, 30, tzinfo=UTC)),
        ("4 May 2019 10:20", datetime(2019, 5, 4, 1, 20, tzinfo=UTC)),
        ("Sat, 04 May 2019 10:20:00 +0700", datetime(2019, 5, 4, 3, 20, tzinfo=UTC)),
        ("2019/05/04", datetime(2019, 5, 3, 15, 0, tzinfo=UTC)),
    ],
)
def test_dates_are_what_dateutil_understands(typed: str, meant: datetime) -> None:
    assert edition(f"Title: a\nDate: {typed}\n\nisi").date == meant


@pytest.mark.parametrize("typed", ["kemarin", "10:20", "May 2019", "4", "", "99999999999999"])
def test_a_date_that_leaves_something_out_is_not_filled_in_from_today(typed: str) -> None:
    found = reading(f"Title: a\nDate: {typed}\n\nisi")
    assert found.edition is None and {one.code for one in found.problems} <= {"K030", "K028"}


@pytest.mark.parametrize(
    ("typed", "status"), [("published", Status.PUBLISHED), ("draft", Status.DRAFT), ("hidden", Status.DRAFT)]
)
def test_what_was_hidden_does_not_surface(typed: str, status: Status) -> None:
    assert edition(f"Title: a\nDate: 2019-05-04\nStatus: {typed}\n\nisi").status is status


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [("K028", 1, 1)]),
        ("isi saja", [("K020", 1, 1)]),
        ("Date: 2019-05-04\n\nisi", [("K028", 1, 1)]),
        ("Title: a\n\nisi", [("K028", 1, 1)]),
        ("Title: a\nini bukan kepala\n\nisi", [("K080", 2, 1)]),
        ("Title: a\nDate: 2019-05-04\nLang: fr\n\nisi", [("K005", 1, 1)]),
        ("Title: a\nDate: 2019-05-04\nStatus: rahasia\n\nisi", [("K031", 3, 9)]),
        ("Title: a\nDate: 2019-05-04\n\n", [("K040", 4, 1)]),
        ("Title: a\nDate: 2019-05-04", [("K040", 3, 1)]),
    ],
)
def test_what_is_wrong_with_a_post_is_told_at_its_place(typed: str, found: list[tuple[str, int, int]]) -> None:
    post = reading(typed)
    assert post.edition is None and [(one.code, one.line, one.column) for one in post.problems] == found


def test_headers_that_are_not_used_are_told_and_the_post_is_published() -> None:
    post = reading("Title: a\nDate: 2019-05-04\nTemplate: evil\nSave_as: /etc/passwd\n\nisi")
    assert [(one.code, one.line, one.column, one.length, dict(one.about)["value"]) for one in post.problems] == [
        ("K081", 3, 1, 8, "template"),
        ("K081", 4, 1, 7, "save_as"),
    ]
    assert post.edition is not None


@given(st.text(alphabet="Title:Date SlugLang2019-05/\n é;,~", max_size=120))
def test_whatever_the_header_is_a_post_is_read_or_refused(typed: str) -> None:
    found = reading(typed)
    assert (found.edition is None) == any(is_error(one) for one in found.problems)
