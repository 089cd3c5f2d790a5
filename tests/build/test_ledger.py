"""The ledger: what is stale says why in words, and what cannot be trusted is forgotten."""

import os
import sqlite3
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kawat.build.ledger import Entry, Ledger, decide, refuse_collisions
from kawat.build.writer import OnDisk
from kawat.model import Output
from kawat.problems import CollisionError

KEY = "template=1 chrome=2 edition=3"


def output(path: str = "a/index.html", key: str = KEY) -> Output:
    return Output(path, "article", ("tokyo", "x"), key, "tokyo")


def entry(path: str = "a/index.html", key: str = KEY) -> Entry:
    return Entry(path, key, "ab" * 32, 10, 1000)


@pytest.mark.parametrize(
    ("known", "disk", "key", "why"),
    [
        (entry(), OnDisk(10, 1000), KEY, ""),
        (None, None, KEY, "new"),
        (None, OnDisk(10, 1000), KEY, "new"),
        (entry(), None, KEY, "its file is missing"),
        (entry(), OnDisk(11, 1000), KEY, "its file was touched"),
        (entry(), OnDisk(10, 1001), KEY, "its file was touched"),
        (entry(), OnDisk(-1, 0), KEY, "its file was touched"),
        (entry(), OnDisk(10, 1000), "template=1 chrome=2 edition=4", "changed: edition"),
        (entry(), OnDisk(10, 1000), "template=9 chrome=2 edition=4", "changed: template, edition"),
        (entry(), OnDisk(10, 1000), "template=1 chrome=2", "changed: edition"),
        (entry(), OnDisk(10, 1000), "template=1 chrome=2 edition=3 links=5", "changed: links"),
        (entry(), OnDisk(10, 1000), "file=7", "changed: file, template, chrome, edition"),
        (entry(), None, "template=1 chrome=2 edition=4", "changed: edition"),
    ],
)
def test_each_reason_has_its_words(known: Entry | None, disk: OnDisk | None, key: str, why: str) -> None:
    (verdict,) = decide(
        [output(key=key)],
        {"a/index.html": known} if known else {},
        {"a/index.html": disk} if disk else {},
    )
    assert (verdict.why, verdict.stale) == (why, bool(why))


def test_verdicts_come_in_the_order_of_the_outputs() -> None:
    outputs = [output("z"), output("a"), output("m")]
    assert [one.output.path for one in decide(outputs, {"a": entry("a")}, {"a": OnDisk(10, 1000)})] == ["z", "a", "m"]


# ---------------------------------------------------------------- collisions

COLLISIONS = [
    ("a/index.html", "a/index.html"),
    ("a/index.html", "A/index.html"),
    ("tokyo/x", "Tokyo/X"),
    ("straße", "STRASSE"),
    ("é.html", unicodedata.normalize("NFD", "é.html")),
    ("É.html", unicodedata.normalize("NFD", "é.html")),
    ("日本/が", unicodedata.normalize("NFD", "日本/が")),
    ("a", "a/b"),
    ("A", "a/b"),
    ("a/b", "A/B/c/d"),
    ("é", unicodedata.normalize("NFD", "é/x")),
    ("a/b.html", "a/b.html/index.html"),
    ("x/y", "x/y/deep/down/index.html"),
]


@pytest.mark.parametrize(("one", "other"), COLLISIONS)
@pytest.mark.parametrize("swapped", [False, True])
def test_two_outputs_that_no_file_system_can_hold_side_by_side_are_refused(one: str, other: str, swapped: bool) -> None:
    paths = [other, "between", one] if swapped else [one, "b", other]
    with pytest.raises(CollisionError, match="two outputs want one path: ") as refused:
        refuse_collisions(paths)
    assert set(refused.value.paths[0]) == {one, other}


@pytest.mark.parametrize("paths", [(), ("a",), ("a", "b"), ("a/b", "ab"), ("a/b", "a/c"), ("a.html", "a/index.html")])
def test_others_stand_side_by_side(paths: tuple[str, ...]) -> None:
    refuse_collisions(paths)


# ---------------------------------------------------------------- what is remembered


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[..., Ledger]:
    def make(dest: str = "output", circumstances: str = "program 1") -> Ledger:
        return Ledger(str(tmp_path / "cache"), str(tmp_path / dest), circumstances)

    return make


def test_what_is_saved_is_known_again(ledger: Callable[..., Ledger]) -> None:
    ledger().save([entry("a"), entry("ä/日本")], [], "manifest 1", anew=True)
    assert ledger().load("manifest 1") == {"a": entry("a"), "ä/日本": entry("ä/日本")}


def test_a_ledger_is_about_one_manifest_one_program_and_one_destination(ledger: Callable[..., Ledger]) -> None:
    ledger().save([entry("a")], [], "manifest 1", anew=True)
    assert ledger().load("manifest 2") == {}
    assert ledger().load("") == {}
    assert ledger(circumstances="program 2").load("manifest 1") == {}
    assert ledger(dest="other").load("manifest 1") == {}
    assert ledger(dest="other/../output").load("manifest 1") == {"a": entry("a")}


def test_entries_are_replaced_added_and_forgotten(ledger: Callable[..., Ledger]) -> None:
    ledger().save([entry("a"), entry("b"), entry("c")], [], "manifest 1", anew=True)
    ledger().save([entry("a", "edition=9"), entry("d")], ["b"], "manifest 2", anew=False)
    assert ledger().load("manifest 1") == {}
    assert ledger().load("manifest 2") == {"a": entry("a", "edition=9"), "c": entry("c"), "d": entry("d")}


def test_what_is_renewed_is_made_of_the_same_as_before(ledger: Callable[..., Ledger]) -> None:
    made = [replace(output(path, f"template=1 text={path}"), texts=(f"content/{path}.md",)) for path in "ab"]
    ledger().save([entry(one.path, one.key) for one in made], [], "manifest 1", True, made)
    renewed = Entry("b", "template=2 text=b", "cd" * 32, 11, 2000)
    ledger().save([entry("c")], [], "manifest 2", False, renewed=[renewed])
    assert ledger().load("manifest 2") == {"a": entry("a", made[0].key), "b": renewed, "c": entry("c")}
    (shown,) = ledger().showing(["content/b.md"])
    assert shown == replace(output("b", "template=2 text=b"), texts=("content/b.md",))
    assert ledger().beginning({"template=2"}) == ((shown, renewed),)


def test_what_was_never_known_is_not_renewed(ledger: Callable[..., Ledger]) -> None:
    ledger().save([], [], "manifest 1", anew=True, renewed=[entry("a")])
    assert ledger().load("manifest 1") == {}


def test_anew_forgets_everything_else(ledger: Callable[..., Ledger]) -> None:
    ledger().save([entry("a")], [], "manifest 1", anew=True)
    ledger().save([entry("b")], [], "manifest 2", anew=True)
    assert ledger().load("manifest 2") == {"b": entry("b")}


def _nonsense(path: Path) -> None:
    path.write_bytes(b"this is no database")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _garbled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(bytes(data))


def _another_table(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as store:
        store.execute("CREATE TABLE manifest (x TEXT)")
    store.close()


def _too_many_columns(path: Path) -> None:
    with sqlite3.connect(path) as store:
        store.execute("ALTER TABLE outputs ADD COLUMN pickle BLOB")
    store.close()


def _no_outputs(path: Path) -> None:
    with sqlite3.connect(path) as store:
        store.execute("DROP TABLE outputs")
    store.close()


@pytest.mark.parametrize(
    "spoil", [_nonsense, _empty, _truncated, _garbled, _another_table, _too_many_columns, _no_outputs, os.unlink]
)
def test_a_ledger_that_cannot_be_read_is_forgotten_and_made_anew(
    tmp_path: Path, ledger: Callable[..., Ledger], spoil: Callable[[Path], None]
) -> None:
    many = [entry(f"page/{number}/index.html") for number in range(300)]
    ledger().save(many, [], "manifest 1", anew=True)
    (file,) = (tmp_path / "cache").iterdir()
    spoil(file)
    assert ledger().load("manifest 1") == {}
    ledger().save([entry("a")], [], "manifest 2", anew=True)
    assert ledger().load("manifest 2") == {"a": entry("a")}


def test_a_ledger_that_cannot_be_written_is_done_without(tmp_path: Path, ledger: Callable[..., Ledger]) -> None:
    """The destination is already as it shall be then; to fail would say the contrary."""
    book = ledger()
    (tmp_path / "cache").rmdir()
    book.save([entry("a")], [], "manifest 1", anew=True)
    assert ledger().load("manifest 1") == {}
