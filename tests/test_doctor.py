"""The doctor says what is missing and what to do."""

import shutil
from importlib import metadata
from pathlib import Path

import pytest
from conftest import Tree

from kawat import cli, doctor


def states(root: Path, languages: tuple[str, ...] = ("id", "zh-Hant")) -> dict[str, str]:
    return {Path(one.about).name: one.state for one in doctor.examine(str(root), languages)}


def test_a_machine_that_has_all(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    found = states(tree.root)
    assert {name for name, state in found.items() if state == "bad"} == set()
    assert [*found][:8] == ["Python", "requirements.lock", "CLDR", "fonts", ".cache", "output", "disk", "clock"]
    assert cli.main(["doctor", "--root", str(tree.root), "--lang", "en"]) == cli.OK
    assert capsys.readouterr().out.startswith("good   Python: 3.")


def test_what_is_missing_is_said_with_what_to_do(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(10, 9, 1))  # type: ignore[attr-defined]
    monkeypatch.setattr(metadata, "distributions", lambda: iter(()))
    monkeypatch.setattr(doctor.time, "time", lambda: 0.0)
    monkeypatch.setattr(doctor.os, "access", lambda path, mode: False)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    found = states(tree.root, ("id", "xx-Nowhere"))
    bad = {"requirements.lock", "CLDR", ".cache", "output", "disk", "clock"}
    assert {name for name, state in found.items() if state == "bad"} == bad
    assert {name for name, state in found.items() if state == "notice"} == {"git", "rsync", "minisign", "chromium"}
    assert cli.main(["doctor", "--root", str(tree.root), "--lang", "id"]) == cli.NOTHING
    told = capsys.readouterr().out
    assert "bad    clock: 1970-01-01T00:00:00Z\n       setel jam (timedatectl)\n" in told
    assert "notice rsync: -\n       hanya untuk penayangan dengan rsync: apt install rsync\n" in told
