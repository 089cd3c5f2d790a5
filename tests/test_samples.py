"""The sample media are there, are small, carry nothing that a reader need not have, and can be made again."""

import csv
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"
SAMPLES = ROOT / "docs" / "samples"
MAX_BYTES = {".jpg": 60_000, ".mp3": 350_000, ".webm": 400_000}

with (SAMPLES / "pictures.csv").open(encoding="utf-8", newline="") as listed:
    PICTURES = tuple(csv.DictReader(listed))


@pytest.fixture(scope="module")
def samples() -> Iterator[ModuleType]:
    """The script, imported from where it is run."""
    sys.path.insert(0, str(SAMPLES))
    try:
        import make_media

        yield make_media
    finally:
        sys.path.remove(str(SAMPLES))


def front_matter(edition: Path) -> dict[str, object]:
    return dict(yaml.safe_load(edition.read_text(encoding="utf-8").split("---\n", 2)[1]))


def media_named_by(edition: Path) -> Iterator[str]:
    fields = front_matter(edition)
    names = [fields.get(field) for field in ("image", "poster", "audio", "video", "captions", "transcript")]
    pictures = fields.get("pictures", [])
    assert isinstance(pictures, list)
    for name in [*names, *(picture["image"] for picture in pictures)]:
        if isinstance(name, str) and "://" not in name:
            yield name


@pytest.mark.parametrize("row", PICTURES, ids=lambda row: row["path"])
def test_a_listed_picture_is_1200_by_800_small_and_without_metadata(row: dict[str, str]) -> None:
    path = CONTENT / row["path"]
    with Image.open(path) as picture:
        picture.load()
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (1200, 800))
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def test_no_medium_is_larger_than_its_kind_may_be() -> None:
    sizes = {path: path.stat().st_size for path in sorted(CONTENT.rglob("*")) if path.suffix in MAX_BYTES}
    assert sizes
    assert {str(path): size for path, size in sizes.items() if size > MAX_BYTES[path.suffix]} == {}


def test_no_picture_is_listed_twice() -> None:
    paths = [row["path"] for row in PICTURES]
    assert sorted(set(paths)) == sorted(paths)


def test_whatever_front_matter_names_lies_beside_it() -> None:
    absent = [
        f"{edition.relative_to(ROOT)}: {name}"
        for edition in sorted(CONTENT.rglob("index.*.md"))
        for name in media_named_by(edition)
        if not (edition.parent / name).is_file()
    ]
    assert absent == []


def test_no_medium_lies_about_unused() -> None:
    """Every medium under content/ is one that the script would make; anything else has no source."""
    made = {CONTENT / row["path"] for row in PICTURES}
    for edition in CONTENT.rglob("index.*.md"):
        made |= {edition.parent / name for name in media_named_by(edition)}
    found = {path for path in CONTENT.rglob("*") if path.suffix in MAX_BYTES}
    assert sorted(map(str, found - made)) == []


def test_each_scene_draws_the_same_bytes_twice(samples: ModuleType) -> None:
    def small(scene: str) -> bytes:
        out = BytesIO()
        samples.draw(scene, 7, 90).save(out, "JPEG")
        return out.getvalue()

    assert [scene for scene in samples.SCENES if small(scene) != small(scene)] == []


def test_a_shipped_picture_is_what_the_script_draws(samples: ModuleType) -> None:
    """Compared as pictures, not as bytes: another build of the JPEG library may round otherwise."""
    row = PICTURES[0]
    with Image.open(CONTENT / row["path"]) as shipped:
        drawn = samples.draw(row["scene"], int(row["seed"]), 300).resize((24, 16), Image.Resampling.BOX)
        kept = shipped.resize((24, 16), Image.Resampling.BOX)
    furthest = max(abs(a - b) for a, b in zip(drawn.tobytes(), kept.tobytes(), strict=True))
    assert furthest < 40


def test_another_seed_draws_another_picture(samples: ModuleType) -> None:
    same = [
        name for name in samples.SCENES if samples.draw(name, 1, 90).tobytes() == samples.draw(name, 2, 90).tobytes()
    ]
    assert same == []


def test_check_lists_what_is_missing(samples: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pictures = tmp_path / "pictures.csv"
    pictures.write_text("path,scene,seed\ntokyo/news/2026/lentera/a.jpg,lantern,1\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    assert samples.main(["--check", "--root", str(tmp_path), "--pictures", str(pictures)]) == 1
    assert capsys.readouterr().out == "missing: content/tokyo/news/2026/lentera/a.jpg\n1 files wanted, 1 missing\n"


def test_an_unknown_scene_is_named(samples: ModuleType, tmp_path: Path) -> None:
    pictures = tmp_path / "pictures.csv"
    pictures.write_text("path,scene,seed\na.jpg,sunrise,1\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="no scene 'sunrise' for a"):
        samples.plan(tmp_path, pictures)


def test_cues_are_read_from_webvtt(samples: ModuleType) -> None:
    from recordings import Cue, cues

    named = "1\n00:00:01.500 --> 00:00:02.000 align:start\n<v Pembaca>Selamat\ndatang."
    short = "01:02.000 --> 01:03.000\nPagi."
    expected = (Cue(1.5, 2.0, "Selamat datang."), Cue(62.0, 63.0, "Pagi."))
    assert cues(f"WEBVTT\n\n{named}\n\n{short}\n") == expected
