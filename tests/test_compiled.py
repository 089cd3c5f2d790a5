"""Compiled templates are kept beside a trusted theme, and used as long as nothing else has been compiled since."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import pytest
from conftest import PROJECT

from kawat import settings, theming
from kawat.compiled import Compiled
from kawat.publish.shelf import Memory
from kawat.publish.templating import Press, Theme
from kawat.workshop import press_of

HEEDED = settings.from_file(str(PROJECT / "pelicanconf.py"))


@dataclass
class Page:
    """What the templates of these tests show."""

    title: str = "Judul"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the templates that are compiled from now on."""
    told: list[str] = []
    generate = jinja2.Environment._generate

    def noted(self: Any, source: Any, name: Any, filename: Any, defer_init: bool = False) -> str:
        told.append(name)
        return generate(self, source, name, filename, defer_init)

    monkeypatch.setattr(jinja2.Environment, "_generate", noted)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    yield told


def page(folder: Path, text: str = "<p>{{ view.title }}</p>", program: str = "1", **options: Any) -> str:
    """The page that a new press makes."""
    theme = Theme({"a.html": text}, {}, {}, options.pop("trusted", True))
    return Press(theme, options, kept=Compiled(str(folder), program)).render("a.html", Page(), "id")


def test_a_template_is_compiled_once_for_all_builds(compiled: list[str], tmp_path: Path) -> None:
    assert page(tmp_path) == page(tmp_path) == "<p>Judul</p>"
    assert compiled == ["a.html"]
    assert [one.parent.name for one in tmp_path.rglob("*.jinja")] == ["__pycache__"]


def test_it_is_compiled_anew_by_another_program_from_another_text_or_with_other_settings(
    compiled: list[str], tmp_path: Path
) -> None:
    page(tmp_path)
    assert page(tmp_path, program="2") == "<p>Judul</p>"
    assert page(tmp_path, "<b>{{ view.title }}</b>") == "<b>Judul</b>"
    assert page(tmp_path, "[[ view.title ]]", variable_start_string="[[", variable_end_string="]]") == "Judul"
    assert page(tmp_path, "[[ view.title ]]") == "[[ view.title ]]"
    assert len(compiled) == 5
    assert len([*tmp_path.rglob("*.jinja")]) == 1, "a template's last code takes the place of earlier ones"


@pytest.mark.parametrize("end", [0, 3, 20, 60, 150])
def test_what_is_damaged_is_compiled_anew(compiled: list[str], tmp_path: Path, end: int) -> None:
    page(tmp_path)
    (kept,) = tmp_path.rglob("*.jinja")
    kept.write_bytes(kept.read_bytes()[:end])
    assert page(tmp_path) == page(tmp_path) == "<p>Judul</p>"
    assert len(compiled) == 2


def test_where_nothing_can_be_kept_pages_are_made_all_the_same(compiled: list[str], tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("no folder")
    assert page(tmp_path) == page(tmp_path) == "<p>Judul</p>"
    assert len(compiled) == 2


def test_nothing_is_kept_where_python_shall_keep_none(
    compiled: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    page(tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_it_is_kept_where_python_shall_keep_its_own(
    compiled: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    page(tmp_path / "theme")
    assert not (tmp_path / "theme").exists() and len([*(tmp_path / "elsewhere").rglob("*.jinja")]) == 1


def test_code_beside_a_theme_that_is_not_trusted_is_neither_kept_nor_run(compiled: list[str], tmp_path: Path) -> None:
    files = {"templates/a.html": b"<p>{{ view.title }}</p>"}

    def made(trusted: bool) -> str:
        press_of(HEEDED, {}, True, Memory())  # another, so that the next is not the last
        return press_of(HEEDED, files, trusted, Memory(), str(tmp_path)).render("a.html", Page(), "id")

    assert made(False) == "<p>Judul</p>"
    assert [*tmp_path.iterdir()] == []
    assert made(True) == made(True) == "<p>Judul</p>"
    assert len(compiled) == 2
    assert made(False) == "<p>Judul</p>"
    assert len(compiled) == 3


def test_the_folder_is_that_of_the_theme_that_is_used(tmp_path: Path) -> None:
    assert theming.templates(HEEDED, str(tmp_path)) == str(PROJECT / "theme" / "templates")
    (tmp_path / "theme").mkdir()
    assert theming.templates(HEEDED, str(tmp_path)) == str(tmp_path / "theme" / "templates")
