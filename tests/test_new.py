"""A text begun with its recording: measured, copied beside it, and right at once."""

import wave
from pathlib import Path

import pytest
from conftest import PROJECT, Tree

from kawat import new
from kawat.problems import UsageError

TALK = PROJECT / "content/portal/episode/2026/secangkir-kopi-lima-kota/rekaman.mp3"
"""39 seconds, as its own text says."""


def test_a_recording_is_measured_and_put_beside_the_text(tree: Tree, tmp_path: Path) -> None:
    mine = tmp_path / "Rekaman Kedua.MP3"
    mine.write_bytes(TALK.read_bytes())
    path = new.begin(str(tree.root), "portal", "episode", "Siniar Dua", tree.now, str(mine))
    written = (tree.root / path).read_text("utf-8").split("\n")
    assert path == "content/portal/episode/2026/siniar-dua/index.id.md"
    assert [line for line in written if line.startswith(("audio", "duration"))] == [
        f"audio: rekaman-kedua.mp3   # {len(TALK.read_bytes()) / 1_000_000:.1f} MB", "duration: 00:00:39",
    ]  # fmt: skip
    assert (tree.root / path).with_name("rekaman-kedua.mp3").read_bytes() == TALK.read_bytes()
    (tree.root / path).write_text("\n".join(written).replace("summary:", "summary: Isi.") + "Isi.\n", "utf-8")
    checked = tree.run("check", path)
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout


@pytest.mark.parametrize(
    ("kind", "name", "content", "said"),
    [
        ("news", "a.mp3", None, "a recording goes with a talk"),
        ("episode", "a.wav", None, "is no recording"),
        ("episode", "a.mp3", b"Bukan rekaman", "cannot be read as a recording"),
        ("episode", "absen.mp3", None, "absen.mp3"),
    ],
)
def test_what_is_no_recording_begins_nothing(
    tree: Tree, tmp_path: Path, kind: str, name: str, content: bytes | None, said: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    elif name == "a.wav":
        with wave.open(str(file), "wb") as opened:
            opened.setparams((1, 2, 8000, 0, "NONE", ""))
            opened.writeframes(b"\0\0" * 8000)
    elif name == "a.mp3":
        file.write_bytes(TALK.read_bytes())
    with pytest.raises(UsageError, match=said):
        new.begin(str(tree.root), "tokyo", kind, "Siniar", tree.now, str(file))
    assert not list((tree.root / "content").rglob("*"))
