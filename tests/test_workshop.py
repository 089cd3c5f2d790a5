"""The workshop: what it is made of is made once."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from conftest import PROJECT

from kawat import settings, theming, workshop
from kawat.build.ledger import Ledger
from kawat.build.writer import MANIFEST, Mades, Stage, look
from kawat.model import Output
from kawat.problems import WriteError
from kawat.publish.shelf import Memory
from kawat.workshop import press_of, publish, remember

OUTPUTS = [Output(f"{name}/index.html", "article", (name,), "template=1", "portal") for name in "ab"]


def test_one_press_serves_all_builds_of_a_process_until_theme_settings_or_trust_change() -> None:
    heeded = settings.from_file(str(PROJECT / "pelicanconf.py"))
    theme = dict(theming.read(heeded, str(PROJECT)))
    shelf = Memory()
    first = press_of(heeded, theme, True, shelf)
    assert press_of(heeded, dict(theme), True, shelf) is first
    edited = {**theme, "templates/article.html": theme["templates/article.html"] + b" "}
    for other in (
        press_of(heeded, edited, True, shelf),
        press_of(heeded, theme, False, shelf),
        press_of(replace(heeded, jinja_environment={"keep_trailing_newline": True}), theme, True, shelf),
    ):
        assert other is not first
    assert press_of(heeded, theme, True, shelf) is not first, "only the last is kept"


def test_it_keeps_what_it_compiles_on_the_shelf_of_the_build_that_it_works_for() -> None:
    heeded = settings.from_file(str(PROJECT / "pelicanconf.py"))
    theme = dict(theming.read(heeded, str(PROJECT)))
    one, other = Memory(), Memory()
    press_of(heeded, theme, True, one).speaks("ja")
    press_of(heeded, theme, True, other).say("News", "ja")
    assert (len(one), len(other)) == (0, 1)


def test_a_press_without_a_shelf_is_not_touched_by_later_builds() -> None:
    heeded = settings.from_file(str(PROJECT / "pelicanconf.py"))
    theme = dict(theming.read(heeded, str(PROJECT)))
    own = press_of(heeded, theme, True)
    press_of(heeded, theme, True, later := Memory())
    own.closure("article.html", "id")
    own.say("News", "ja")
    assert (own.shelf is later, len(later)) == (False, 0)


@pytest.fixture(params=["few files", "many files"])
def staged(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Stage, Ledger, Callable[[], None]]:
    """Two pages and a manifest on their way, a ledger, and what lets that one know of them."""
    monkeypatch.setattr(workshop, "_MANY_FILES", 0 if request.param == "many files" else 100)
    stage, made, book = Stage(str(tmp_path / "dest")), Mades(), Ledger(str(tmp_path / "cache"), "dest", "program")
    for one in OUTPUTS:
        made.put(one.path, stage.put(one.path, one.path.encode()))
    stage.put(MANIFEST, b"{}")
    return stage, book, partial(remember, book, made, OUTPUTS, {}, (), "manifest 1", anew=True)


def test_what_is_published_lies_in_the_destination_as_the_ledger_remembers_it(
    staged: tuple[Stage, Ledger, Callable[[], None]], tmp_path: Path
) -> None:
    stage, book, let_it_know = staged
    publish(stage, [*(one.path for one in OUTPUTS), MANIFEST], (), let_it_know)
    known = book.load("manifest 1")
    assert [(one.path, one.key) for one in known.values()] == [(one.path, one.key) for one in OUTPUTS]
    on_disk = look(str(tmp_path / "dest"), known)
    assert {path: (one.size_bytes, one.mtime_ns) for path, one in on_disk.items()} == {
        path: (one.size_bytes, one.mtime_ns) for path, one in known.items()
    }


def test_where_files_cannot_be_put_into_place_no_ledger_is_about_the_manifest_that_is_there(
    staged: tuple[Stage, Ledger, Callable[[], None]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, book, let_it_know = staged

    def full(*_: object) -> None:
        raise WriteError("no space left on device")

    book.save([], [], "manifest 0", anew=True)
    monkeypatch.setattr(stage, "commit", full)
    with pytest.raises(WriteError):
        publish(stage, [OUTPUTS[0].path, MANIFEST], (), let_it_know)
    assert not (tmp_path / "dest" / OUTPUTS[0].path).exists()
    assert not book.load("manifest 0") or not book.holds("manifest 1")


def test_a_file_that_stays_as_it_is_keeps_its_time_in_the_ledger(tmp_path: Path) -> None:
    dest, cache = str(tmp_path / "dest"), str(tmp_path / "cache")
    for turn in (1, 2):
        stage, made, book = Stage(dest), Mades(), Ledger(cache, "dest", "program")
        for one in OUTPUTS:
            made.put(one.path, stage.put(one.path, b"the same"))
        stage.put(MANIFEST, b"{}")
        stood = look(dest, [OUTPUTS[0].path]) if turn == 2 else {}
        new = [one.path for one in OUTPUTS if one.path not in stood]
        publish(stage, [*new, MANIFEST], (), partial(remember, book, made, OUTPUTS, stood, (), f"{turn}", anew=True))
        stage.discard()
    known = book.load("2")
    assert look(dest, known) == {path: workshop.OnDisk(one.size_bytes, one.mtime_ns) for path, one in known.items()}
