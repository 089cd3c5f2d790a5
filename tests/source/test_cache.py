"""The cache: what is certain is remembered, and whatever is doubtful is read again."""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Tree, text

from kawat.model import Kind, Media, Place
from kawat.problems import problem
from kawat.source.cache import Cache, Texts, pack, seal
from kawat.source.reading import Options, Reading, read
from kawat.source.tree import Entry

PATH = "content/tokyo/news/2026/festival/index.id.md"
PLACE = Place(PATH, "tokyo", Kind.NEWS, 2026, "festival", "id")
LONG_AGO = time.time_ns() - 60_000_000_000


def reading(typed: str) -> Reading:
    return read(typed.encode(), PLACE, Options("UTC", ("id",)))


GOOD = reading(text(body="Isi <script>a</script>"))
BROKEN = reading("tanpa data pembuka")
MEDIA = Media("content/a.jpg", "00", 1, "image/jpeg", 2, 3)
FAULT = problem("K044", "content/b.jpg", value="b.jpg", wanted="a picture", known=".jpg")


def entry(changed_ns: int = LONG_AGO, size: int = 10) -> Entry:
    return Entry(PATH, size, changed_ns, changed_ns, 7)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with closing(Cache(str(tmp_path))) as made:
        readings = [pack("good", GOOD), pack("broken", BROKEN)]
        made.remember({PATH: (entry(), "abc")}, readings, {"media": MEDIA, "fault": FAULT}, ["good"])
        yield made


def test_readings_and_media_come_back_and_problems_with_them(cache: Cache) -> None:
    assert cache.readings(["good", "broken", "unknown"]) == {
        "good": Reading(GOOD.edition, "", GOOD.problems),
        "broken": BROKEN,
    }
    assert [one.code for one in GOOD.problems] == ["K041"] and BROKEN.edition is None
    assert cache.media(["media", "fault"]) == {"media": MEDIA, "fault": FAULT}
    assert cache.readings([]) == {} and cache.media(()) == {}


def test_bodies_are_found_by_their_names(cache: Cache) -> None:
    texts = Texts(cache)
    assert GOOD.edition is not None
    assert dict(texts) == {GOOD.edition.text: GOOD.html} and len(texts) == 1
    assert texts.whole([GOOD.edition.text, "x"]) == {GOOD.edition.text}
    with pytest.raises(KeyError):
        texts["unknown"]


def test_bodies_that_were_read_ahead_are_those_that_are_there(cache: Cache) -> None:
    texts = Texts(cache)
    assert GOOD.edition is not None
    texts.ahead([GOOD.edition.text, "unknown", GOOD.edition.text])
    with closing(sqlite3.connect(cache.path)) as store, store:
        store.execute("DELETE FROM texts")
    assert texts[GOOD.edition.text] == GOOD.html
    with pytest.raises(KeyError):
        texts["unknown"]
    texts.ahead(["other"])  # lets go of the last ones
    with pytest.raises(KeyError):
        texts[GOOD.edition.text]


def test_a_second_cache_finds_what_the_first_remembered(cache: Cache, tmp_path: Path) -> None:
    with closing(Cache(str(tmp_path))) as other:
        assert other.readings(["good"]) == cache.readings(["good"])
        assert other.digests([entry()]) == {PATH: "abc"}


@pytest.mark.parametrize(
    ("seen", "known"),
    [
        (entry(), {PATH: "abc"}),
        (entry(size=11), {}),
        (entry(LONG_AGO + 1), {}),
        (Entry(PATH, 10, LONG_AGO, LONG_AGO + 1, 7), {}),
        (Entry(PATH, 10, LONG_AGO, LONG_AGO, 8), {}),
        (Entry("content/other.md", 10, LONG_AGO, LONG_AGO, 7), {}),
    ],
)
def test_only_a_file_that_looks_the_same_is_not_opened(cache: Cache, seen: Entry, known: dict[str, str]) -> None:
    assert cache.digests([seen]) == known


def test_a_file_written_just_before_it_was_read_is_opened_again(cache: Cache) -> None:
    now_ns = time.time_ns()
    for mtime_ns, ctime_ns in ((now_ns, LONG_AGO), (LONG_AGO, now_ns), (now_ns + 10**12, LONG_AGO)):
        racy = Entry(PATH, 10, mtime_ns, ctime_ns, 7)
        cache.remember({PATH: (racy, "abc")}, [], {}, [])
        assert cache.digests([racy]) == {}


FORGERIES: dict[str, Callable[[sqlite3.Connection], object]] = {
    "truncated": lambda store: store.execute("UPDATE readings SET record = substr(record, 1, 20)"),
    "edited": lambda store: store.execute("UPDATE readings SET record = replace(record, 'Judul', 'Palsu')"),
    "another's": lambda store: store.execute(
        "UPDATE readings SET record = (SELECT record FROM readings WHERE key = 'broken') WHERE key = 'good'"
    ),
    "no seal": lambda store: store.execute("UPDATE readings SET seal = NULL"),
    "no record": lambda store: store.execute("UPDATE readings SET record = NULL"),
    "bytes": lambda store: store.execute("UPDATE readings SET record = x'00ff'"),
    "no UTF-8": lambda store: store.execute("UPDATE readings SET record = CAST(x'ff22' AS TEXT)"),
    "a number": lambda store: store.execute("UPDATE readings SET record = 7"),
    "emptied": lambda store: store.execute("DELETE FROM readings"),
}


@pytest.mark.parametrize("how", FORGERIES)
def test_a_truncated_or_forged_row_is_a_miss(cache: Cache, how: str) -> None:
    with closing(sqlite3.connect(cache.path)) as store, store:
        FORGERIES[how](store)
    assert cache.readings(["good"]) == {}


@pytest.mark.parametrize(
    "record",
    [
        "",
        "null",
        "7",
        "[]",
        "[null]",
        "{}",
        '[["os.system"], []]',
        "[null, [[1]]]",
        '[null, ["x"]]',
        '["media", []]',
        "[1, 2",
    ],
)
def test_a_row_that_does_not_decode_is_a_miss_even_when_its_seal_fits(cache: Cache, record: str) -> None:
    with closing(sqlite3.connect(cache.path)) as store, store:
        for key in ("good", "media"):
            row = (record.encode(), seal(key, record.encode()), key)
            store.execute("UPDATE readings SET record = ?, seal = ? WHERE key = ?", row)
    assert cache.readings(["good", "broken"]) == {"broken": BROKEN}
    assert cache.media(["media", "fault"]) == {"fault": FAULT}


@pytest.mark.parametrize(
    "html", ["'<script>alert(1)</script>'", "substr(html, 1, 5)", "x'ff'", "CAST(x'ff' AS TEXT)", "NULL"]
)
def test_a_forged_body_is_no_body(cache: Cache, html: str) -> None:
    with closing(sqlite3.connect(cache.path)) as store, store:
        store.execute(f"UPDATE texts SET html = {html}")
    assert GOOD.edition is not None and not Texts(cache).whole([GOOD.edition.text])
    texts = Texts(cache)
    texts.ahead([GOOD.edition.text])
    with pytest.raises(KeyError):
        texts[GOOD.edition.text]


@pytest.mark.parametrize(
    "data",
    [b"", b"garbage" * 1000, b"SQLite format 3\0" + b"\xff" * 5000],
    ids=["empty", "garbage", "broken header"],
)
def test_a_database_that_cannot_be_read_is_begun_anew(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "readings.sqlite").write_bytes(data)
    with closing(Cache(str(tmp_path))) as cache:
        assert (
            cache.readings(["good"]) == {}
            and cache.digests([entry()]) == {}
            and not Texts(cache).whole([GOOD.edition.text])
        )
        cache.remember({}, [pack("good", GOOD)], {}, ["good"])
        assert list(cache.readings(["good"])) == ["good"]


def test_a_database_of_another_make_is_begun_anew(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "readings.sqlite")) as store, store:
        store.execute("CREATE VIEW readings AS SELECT something FROM nowhere")
    with closing(Cache(str(tmp_path))) as cache:
        assert cache.readings(["good"]) == {}


@pytest.mark.parametrize("tenth", range(1, 10))
def test_damage_anywhere_in_the_database_is_a_miss_and_no_more(tmp_path: Path, tenth: int) -> None:
    many = {f"key{number}": reading(text(f"Judul {number}", body="kata " * 400)) for number in range(60)}
    with closing(Cache(str(tmp_path))) as cache:
        cache.remember({}, [pack(key, one) for key, one in many.items()], {}, many)
    path = tmp_path / "readings.sqlite"
    data = bytearray(path.read_bytes())
    start = len(data) * tenth // 10
    data[start : start + 8192] = b"\xff" * len(data[start : start + 8192])
    path.write_bytes(data)
    with closing(Cache(str(tmp_path))) as cache:
        for key, found in cache.readings(many).items():
            assert found == Reading(many[key].edition, "", ())
        names = {one.edition.text for one in many.values() if one.edition}
        assert Texts(cache).whole([*names, "x"]) <= names


def test_what_no_build_uses_any_more_is_forgotten_in_time(cache: Cache) -> None:
    old = [pack(f"old{number}", BROKEN) for number in range(1100)]
    cache.remember({}, old, {}, ["good"])
    assert list(cache.readings(["good", "old1"])) == ["good"]
    assert GOOD.edition is not None and Texts(cache).whole([GOOD.edition.text])


def test_the_database_holds_no_pickles(cache: Cache) -> None:
    with closing(sqlite3.connect(cache.path)) as store:
        for (record,) in store.execute("SELECT record FROM readings"):
            json.loads(record)


STORY = "content/tokyo/news/2026/festival/index.id.md"


def aged(tree: Tree) -> Tree:
    """Let all files of the content be older than a racy one."""
    for path in (tree.root / "content").rglob("*"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO))
    return tree


def test_a_warm_build_says_what_the_cold_one_said(tree: Tree) -> None:
    tree.write({STORY: text(body="Isi <script>a</script>"), STORY.replace("festival", "lain"): text(datee="x")})
    cold = tree.build().report
    warm = tree.build().report
    assert [one.code for one in cold.problems] == ["K041", "K026"]
    assert (warm.problems, warm.quarantined) == (cold.problems, cold.quarantined)
    assert dict(warm.counts)["texts parsed"] == 0


def test_a_build_with_a_ruined_cache_equals_one_without(tree: Tree, make_tree: Callable[[str], Tree]) -> None:
    other = {STORY.replace("festival", "lain"): text(body="Dua.")}
    tree.write({STORY: text(body="Satu."), **other}).build()
    database = tree.root / ".cache/readings.sqlite"
    whole = database.read_bytes()
    for number, data in enumerate((b"garbage", whole[:5000])):
        database.write_bytes(data)
        assert tree.build().written == ()  # for what is as it was, nobody asks it
        database.write_bytes(data)
        edited = {STORY: text(body=f"Nomor {number}.")}
        built = tree.write(edited).build()
        clean = make_tree(f"clean{number}")
        clean.write({**edited, **other}).build()
        assert tree.output() == clean.output() and dict(built.report.counts)["texts parsed"] == 2


def test_a_text_that_was_changed_without_a_trace_in_its_times_is_read_again(tree: Tree) -> None:
    """Same size, same times: what was read within two seconds of its last change is not trusted."""
    tree.write({STORY: text(body="Satu.")})
    tree.build()
    stat = (tree.root / STORY).stat()
    (tree.root / STORY).write_bytes(text(body="Duaa.").encode())
    os.utime(tree.root / STORY, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    tree.build()
    assert "Duaa." in tree.page("tokyo/id/news/2026/festival/")
