"""Make the pictures, recordings and clips of the sample stories, the same bytes every time.

    python docs/samples/make_media.py                  make everything
    python docs/samples/make_media.py --only PATH...   make only these files, or those beneath these folders
    python docs/samples/make_media.py --check          list what is missing and exit with status 1

Pictures are listed in ``pictures.csv`` beside this file (``path,scene,seed``, the path seen from ``content/``), drawn
with Pillow. Recordings and clips are asked for by front matter: ``audio`` with its ``transcript``; ``video`` with its
``poster``, a listed picture over which the clip moves. They need ffmpeg, and recordings espeak-ng besides. The same
versions of these programs give the same bytes.
Nothing here is a photograph and no voice is a person's: a demonstration must not look like a record of what happened.
"""
import argparse
import csv
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

import yaml
from illustration import SCENES, draw
from PIL import Image, ImageFilter
from recordings import ToolMissing, record, render_clip

__all__ = ["MAX_PICTURE_BYTES", "Medium", "encode", "main", "plan"]

ROOT = Path(__file__).resolve().parents[2]
PICTURES = Path(__file__).with_name("pictures.csv")
MAX_PICTURE_BYTES = 60_000

# Tried in turn until the file is small enough: JPEG quality, and the radius of a slight blur for the busiest textiles,
# whose hard edges cost more than they show.
_ENCODINGS = ((84, 0.0), (78, 0.0), (72, 0.0), (66, 0.0), (60, 0.0), (60, 0.7), (54, 0.8), (48, 0.9), (42, 1.0),
    (36, 1.1), (30, 1.2))


@dataclass(frozen=True, slots=True)
class Medium:
    """One file to make, and the work that returns its bytes."""

    path: Path
    make: Callable[[], bytes]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parse(arguments)
    root = options.root.resolve()
    media = plan(root, options.pictures)
    if options.only:
        media = [medium for medium in media if _chosen(medium, options.only)]
    if options.check:
        return _check(media, root)
    return _make_all(media, root)


def plan(root: Path, pictures: Path = PICTURES) -> list[Medium]:
    """Return everything that the samples need, ordered by path.

    Args:
        root: a folder with ``content/``.
        pictures: the list of pictures; its paths are seen from ``content/``.
    """
    content = root / "content"
    drawings = _drawings(content, pictures)
    media = [Medium(path, partial(_picture, *drawing)) for path, drawing in drawings.items()]
    return sorted([*media, *_recordings_and_clips(content, drawings)], key=lambda medium: medium.path)


def encode(picture: Image.Image) -> bytes:
    """Return a progressive JPEG without metadata, of at most ``MAX_PICTURE_BYTES`` where the finest setting allows."""
    data = b""
    for quality, blur in _ENCODINGS:
        out = BytesIO()
        softened = picture.filter(ImageFilter.GaussianBlur(blur)) if blur else picture
        softened.save(out, "JPEG", quality=quality, progressive=True, optimize=True)
        data = out.getvalue()
        if len(data) <= MAX_PICTURE_BYTES:
            break
    return data


def _drawings(content: Path, listed: Path) -> dict[Path, tuple[str, int]]:
    """Return the scene and seed of each picture in the list."""
    drawings = {}
    with listed.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["scene"] not in SCENES:
                known = ", ".join(sorted(SCENES))
                raise SystemExit(f"{listed.name}: no scene {row['scene']!r} for {row['path']}; known: {known}")
            drawings[content / row["path"]] = (row["scene"], int(row["seed"]))
    return drawings


def _picture(scene: str, seed: int) -> bytes:
    return encode(draw(scene, seed))


def _recordings_and_clips(content: Path, drawings: Mapping[Path, tuple[str, int]]) -> Iterator[Medium]:
    for edition in sorted(content.rglob("index.*.md")):
        fields = _front_matter(edition)
        folder = edition.parent
        if "audio" in fields and "transcript" in fields:
            yield Medium(folder / fields["audio"], partial(_recording, folder / fields["transcript"]))
        if _is_local(fields.get("video")):
            poster = folder / fields["poster"]
            if drawings.get(poster, ("", 0))[0] != "gamelan":
                raise SystemExit(f"{edition}: the one clip we can make moves over a poster of the scene gamelan")
            yield Medium(folder / fields["video"], partial(_clip, drawings[poster][1]))


def _recording(transcript: Path) -> bytes:
    return record(transcript.read_text(encoding="utf-8"))


def _clip(seed: int) -> bytes:
    return render_clip(draw("gamelan", seed))


def _front_matter(edition: Path) -> dict[str, str]:
    """Return the fields that are plain texts; the generator's own reader is stricter, and not needed here."""
    head, opening, rest = edition.read_text(encoding="utf-8").partition("---\n")
    if head or not opening:
        return {}
    fields = yaml.safe_load(rest.partition("\n---")[0])
    return {name: value for name, value in fields.items() if isinstance(value, str)} if isinstance(fields, dict) else {}


def _is_local(video: str | None) -> bool:
    """Whether a video lies beside its story, and not on another site."""
    return video is not None and "/" not in video


def _chosen(medium: Medium, only: Sequence[Path]) -> bool:
    return any(wanted in (medium.path, *medium.path.parents) for wanted in (path.resolve() for path in only))


def _check(media: Sequence[Medium], root: Path) -> int:
    missing = [medium.path for medium in media if not medium.path.is_file()]
    for path in missing:
        print(f"missing: {path.relative_to(root)}")
    print(f"{len(media)} files wanted, {len(missing)} missing")
    return 1 if missing else 0


def _make_all(media: Sequence[Medium], root: Path) -> int:
    status = written_bytes = 0
    for number, medium in enumerate(media, 1):
        name = medium.path.relative_to(root)
        try:
            data = medium.make()
        except ToolMissing as problem:
            print(f"[{number}/{len(media)}] {name} not made: {problem}", file=sys.stderr)
            status = 1
            continue
        medium.path.parent.mkdir(parents=True, exist_ok=True)
        medium.path.write_bytes(data)
        written_bytes += len(data)
        print(f"[{number}/{len(media)}] {name} {len(data) / 1000:.0f} kB", flush=True)
    print(f"{written_bytes / 1e6:.1f} MB in all")
    return status


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make the media of the sample stories.")
    parser.add_argument("--only", type=Path, nargs="+", metavar="PATH", help="files, or folders that hold them")
    parser.add_argument("--check", action="store_true",
        help="make nothing; list what is missing, exit 1 if anything is")
    parser.add_argument("--root", type=Path, default=ROOT, help="a folder with content/ (default: this repository)")
    parser.add_argument("--pictures", type=Path, default=PICTURES,
        help="the list of pictures (default: pictures.csv here)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
