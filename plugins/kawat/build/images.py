"""Pictures: every published picture is made anew from the original's pixels.

Nothing but pixels survives: no EXIF, GPS, XMP, colour profile or comment; the orientation is applied first.
Originals are never published.  What is expensive is done once and kept in the cache under the digest of original,
size, format and program.  What is transparent stays so as WebP, and lies on white as JPEG.
"""

import hashlib
import io
import os
from dataclasses import dataclass

import PIL
from PIL import Image, ImageOps

from ..digests import digest, file_digest
from ..model import Media

__all__ = ["FORMATS", "WIDTHS", "Renditions", "derive", "derived", "widths"]

WIDTHS = (480, 960, 1600)
FORMATS = {"webp": "image/webp", "jpg": "image/jpeg"}
_QUALITY = {"webp": 76, "jpg": 78}
_VERSION = ("2", PIL.__version__)


def widths(width_px: int) -> tuple[int, ...]:
    """Return the widths in which a picture of this width is published, ascending: never wider than it is."""
    return tuple(width for width in WIDTHS if width < width_px) + ((width_px,) if width_px <= WIDTHS[-1] else ())


def derive(data: bytes, width_px: int, form: str) -> bytes:
    """Return the picture at a width, in a format of FORMATS; the same input always gives the same bytes.

    Raises:
        OSError: the picture is broken.
    """
    with Image.open(io.BytesIO(data)) as opened:
        upright = ImageOps.exif_transpose(opened)
        picture = upright.convert("RGBA" if _is_transparent(upright) else "RGB")
    picture.info.clear()  # Pillow would write a comment again
    height_px = max(1, round(picture.height * width_px / picture.width))
    if picture.width != width_px:
        picture = picture.resize((width_px, height_px), Image.Resampling.LANCZOS, reducing_gap=3.0)
    target = io.BytesIO()
    if form == "jpg" and picture.mode == "RGBA":
        # Only to drop the alpha would uncover what was made invisible.
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    if form == "webp":
        picture.save(target, "WEBP", quality=_QUALITY[form], method=4)
    else:
        picture.save(target, "JPEG", quality=_QUALITY[form], optimize=True, progressive=True)
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class Renditions:
    """The published pictures of the tree at `root`, each made once and then taken from the `cache` folder."""

    root: str
    cache: str

    def derived(self, path: str, sha256: str, width_px: int, form: str) -> bytes:
        """Return a picture by its path in the tree and its digest, as `derived` does."""
        return derived(os.path.join(self.root, path), sha256, width_px, form, self.cache)

    def of(self, media: Media, width_px: int, form: str) -> bytes:
        """Return a picture by what is known of it."""
        return self.derived(media.path, media.sha256, width_px, form)


def derived(path: str, sha256: str, width_px: int, form: str, cache: str) -> bytes:
    """Return `derive` of the file at `path` with that digest, out of the cache folder if it is there.

    Raises:
        OSError: the picture is broken, or not the one that was read before.
    """
    kept = os.path.join(cache, digest(sha256, width_px, form, _VERSION))
    try:
        with open(kept, "rb") as opened:
            seal, data = opened.read(24), opened.read()
        if seal.decode("ascii", "replace") == _seal(data):
            return data
    except FileNotFoundError:
        pass
    with open(path, "rb") as opened:
        original = opened.read()
    if file_digest(original) != sha256:
        raise OSError(f"{path} was changed while it was built from; build again")
    data = derive(original, width_px, form)
    os.makedirs(cache, exist_ok=True)
    part = f"{kept}.{os.getpid()}"
    with open(part, "wb") as opened:
        opened.write(_seal(data).encode() + data)
    os.replace(part, kept)
    return data


def _seal(data: bytes) -> str:
    """A truncated or altered file in the cache is told by it."""
    return hashlib.sha256(data).hexdigest()[:24]


def _is_transparent(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
