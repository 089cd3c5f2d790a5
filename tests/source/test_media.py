"""Media: what a file is, by its content."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from kawat import settings
from kawat.model import Media
from kawat.problems import Problem
from kawat.source.media import probe

FOLDER = "content/tokyo/news/2026/festival"


def picture(form: str, width_px: int = 6, height_px: int = 4, **options: object) -> bytes:
    """Return a small picture."""
    file = io.BytesIO()
    Image.new("L" if form == "PNG" else "RGB", (width_px, height_px)).save(file, form, **options)
    return file.getvalue()


def png_header(width_px: int, height_px: int) -> bytes:
    """Return a PNG that claims a size and holds no pixels (ISO/IEC 15948, 11.2.2)."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    chunks = (header, b"IDAT")
    framed = [struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return picture("JPEG", exif=exif)


@pytest.mark.parametrize(
    ("name", "data", "kind", "size"),
    [
        ("a.jpg", picture("JPEG"), "image/jpeg", (6, 4)),
        ("a.JPG", picture("JPEG"), "image/jpeg", (6, 4)),
        ("a.png", picture("PNG"), "image/png", (6, 4)),
        ("a.webp", picture("WEBP"), "image/webp", (6, 4)),
        ("a.gif", picture("GIF"), "image/gif", (6, 4)),
        ("a.avif", picture("AVIF"), "image/avif", (6, 4)),
        ("misnamed.png", picture("JPEG"), "image/jpeg", (6, 4)),
        ("upright.jpg", turned(1), "image/jpeg", (6, 4)),
        ("on-its-side.jpg", turned(6), "image/jpeg", (4, 6)),
        ("mirrored.jpg", turned(2), "image/jpeg", (6, 4)),
        ("40-megapixels.png", picture("PNG", 8000, 5000), "image/png", (8000, 5000)),
        ("a.mp3", b"ID3\x04" + bytes(60), "audio/mpeg", (0, 0)),
        ("a.mp3", b"\xff\xfb\x90\x00" + bytes(60), "audio/mpeg", (0, 0)),
        ("a.ogg", b"OggS" + bytes(60), "audio/ogg", (0, 0)),
        ("a.m4a", b"\0\0\0\x20ftypM4A " + bytes(60), "audio/mp4", (0, 0)),
        ("a.mp4", b"\0\0\0\x20ftypisom" + bytes(60), "video/mp4", (0, 0)),
        ("a.webm", b"\x1a\x45\xdf\xa3" + bytes(60), "video/webm", (0, 0)),
        ("a.vtt", b"WEBVTT\n\n", "text/vtt", (0, 0)),
        ("a.vtt", b"\xef\xbb\xbfWEBVTT\n\n", "text/vtt", (0, 0)),
        ("a.pdf", b"%PDF-1.7\n", "application/pdf", (0, 0)),
    ],
)
def test_a_file_is_what_its_content_says(name: str, data: bytes, kind: str, size: tuple[int, int]) -> None:
    path = f"{FOLDER}/{name}"
    assert probe(data, path, "00") == Media(path, "00", len(data), kind, *size)


@pytest.mark.parametrize(
    ("name", "data", "code", "about"),
    [
        ("a.jpg", b"", "K044", {"wanted": "a picture", "known": ".jpg, .jpeg, .png, .webp, .avif, .gif"}),
        ("a.jpg", b"hello", "K044", {"value": "a.jpg"}),
        ("a.jpg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "K044", {}),
        ("a.jpg", picture("BMP"), "K044", {}),
        ("a.jpg", picture("TIFF"), "K044", {}),
        ("a.png", png_header(8000, 5000)[:20], "K044", {}),
        ("a.png", png_header(8000, 5000), "K044", {}),
        ("a.jpg", picture("JPEG", 400, 400, quality=95)[:-500], "K044", {"wanted": "a picture"}),
        ("a.png", picture("PNG", 2, 16384), "K044", {"wanted": "a picture of at most 16383 pixels a side"}),
        ("a.png", png_header(9000, 5000), "K045", {"value": "a.png", "size": "45", "limit": "40"}),
        ("a.png", png_header(12000, 9000), "K045", {"size": "108"}),
        ("a.png", png_header(60000, 60000), "K045", {"size": "> 178", "limit": "40"}),
        ("a.jpg", bytes(30_000_001), "K046", {"value": "a.jpg", "size": "31", "limit": "30"}),
        ("a.vtt", b"WEBVTT" + bytes(1_000_000), "K046", {"size": "2", "limit": "1"}),
        ("a.mp3", b"%PDF-1.7", "K044", {"wanted": "audio", "known": ".mp3, .m4a, .ogg, .opus"}),
        ("a.mp3", b"", "K044", {}),
        ("a.mp4", b"\0\0\0\x20ftypM4A ", "K044", {"wanted": "video", "known": ".mp4, .webm"}),
        ("a.vtt", b"1\n00:00 --> 00:01\na", "K044", {"wanted": "text/vtt", "known": ".vtt"}),
        ("a.pdf", b"<html>", "K044", {"wanted": "application/pdf", "known": ".pdf"}),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name: str, data: bytes, code: str, about: dict[str, str]) -> None:
    found = probe(data, f"{FOLDER}/{name}", "00")
    assert isinstance(found, Problem)
    assert (found.file, found.line, found.code) == (f"{FOLDER}/{name}", 0, code)
    assert about.items() <= dict(found.about).items()


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_a_picture_that_breaks_off_anywhere_is_media_or_a_problem(cut: int) -> None:
    assert isinstance(probe(picture("JPEG")[:cut], f"{FOLDER}/a.jpg", "00"), Media | Problem)


SHIPPED = sorted(
    path
    for suffix in ("webp", "jpg", "png", "mp3", "ogg", "opus", "m4a", "webm", "mp4", "vtt", "pdf")
    for path in Path(settings.PROJECT, "content").rglob(f"*.{suffix}")
)[:40]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_samples_are_what_they_are_called(path: Path) -> None:
    assert isinstance(probe(path.read_bytes(), str(path), "00"), Media)
