"""Media: what the files beside the texts are, told by their content and not by their names.

Pictures are only looked at here (`build.images` makes what is published), but once to their last pixel: one that breaks
off must not be noticed only when it is to be published.  SVG is not taken: it can hold scripts.
"""

import io
import warnings

from ..model import Media
from ..problems import Problem, problem
from . import webvtt
from .schema import AUDIO, DOCUMENTS, PICTURES, TRACKS, VIDEO

__all__ = ["MAX_MEGAPIXELS", "probe"]

MAX_MEGAPIXELS = 40
_MAX_BYTES = {PICTURES: 30, AUDIO: 200, VIDEO: 500, TRACKS: 1, DOCUMENTS: 20}  # megabytes
_PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
_MAX_SIDE_PX = (
    16_383  # what WebP can hold (developers.google.com/speed/webp/docs/riff_container, "Extended File Format")
)
_ORIENTATION = 0x0112  # TIFF 6.0 / Exif 2.3 tag "Orientation"; 5 to 8 lie on their side


def probe(data: bytes, path: str, sha256: str) -> Media | Problem:
    """Return what a file is, or what is wrong with it (a Problem about the file as a whole)."""
    name = path.rpartition("/")[2]
    suffixes = next(group for group in _MAX_BYTES if path.lower().endswith(group))
    limit = _MAX_BYTES[suffixes]
    if len(data) > limit * 1_000_000:
        return problem("K046", path, value=name, size=len(data) // 1_000_000 + 1, limit=limit)
    if suffixes is PICTURES:
        return _picture(data, path, name, sha256)
    found = _type(data)
    if found is None or not any(found.startswith(kind) for kind in _TYPES[suffixes]):
        return problem("K044", path, value=name, wanted=_TYPES[suffixes][0].rstrip("/"), known=", ".join(suffixes))
    if suffixes is TRACKS:
        return Media(path, sha256, len(data), found, cues=webvtt.cues(data), faults=webvtt.faults(data, path))
    return Media(path, sha256, len(data), found)


_TYPES = {AUDIO: ("audio/",), VIDEO: ("video/",), TRACKS: ("text/vtt",), DOCUMENTS: ("application/pdf",)}


def _picture(data: bytes, path: str, name: str, sha256: str) -> Media | Problem:
    from PIL import Image  # no part of a build that reads no new picture

    try:
        # At first only the header is read, so a bomb of pixels costs nothing, and Pillow need not warn of it.
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_PICTURE_FORMATS) as opened:
            width_px, height_px = opened.size
            megapixels = width_px * height_px / 1_000_000
            if megapixels > MAX_MEGAPIXELS:
                return problem("K045", path, value=name, size=round(megapixels), limit=MAX_MEGAPIXELS)
            if max(width_px, height_px) > _MAX_SIDE_PX:
                wanted = f"a picture of at most {_MAX_SIDE_PX} pixels a side"
                return problem("K044", path, value=name, wanted=wanted, known=", ".join(PICTURES))
            opened.load()
            if opened.getexif().get(_ORIENTATION, 1) >= 5:
                width_px, height_px = height_px, width_px
            kind = str(Image.MIME[opened.format or ""])
    except Image.DecompressionBombError:
        return problem("K045", path, value=name, size="> 178", limit=MAX_MEGAPIXELS)  # where Pillow itself stops
    except (OSError, ValueError, KeyError, SyntaxError):
        return problem("K044", path, value=name, wanted="a picture", known=", ".join(PICTURES))
    return Media(path, sha256, len(data), kind, width_px, height_px)


def _type(data: bytes) -> str | None:
    """The type by the first bytes (WHATWG MIME Sniffing, section 6, and the formats' own specifications)."""
    head = data[:64]
    if head.startswith(b"ID3") or (len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "audio/mpeg"
    if head.startswith(b"OggS"):
        return "audio/ogg"
    if head[4:8] == b"ftyp":
        return "audio/mp4" if head[8:11] == b"M4A" else "video/mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm"
    if head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return "text/vtt"
    return "application/pdf" if head.startswith(b"%PDF-") else None
