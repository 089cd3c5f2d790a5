"""Pictures: which sizes and formats of each are published; what is expensive is done once.

It is kept in the cache under the digest of original, size, format and program.  Originals are never published
(`pixels`).
"""

import os

import PIL

from ..digests import digest, file_digest
from ..model import Media
from ..records import dataclass
from . import sealed

__all__ = ["FORMATS", "WIDTHS", "Renditions", "derived", "original", "widths"]

WIDTHS = (480, 960, 1600)
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
_VERSION = ("3", PIL.__version__)


def widths(width_px: int) -> tuple[int, ...]:
    """Return the widths in which a picture of this width is published, ascending: never wider than it is."""
    return tuple(width for width in WIDTHS if width < width_px) + ((width_px,) if width_px <= WIDTHS[-1] else ())


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


def original(path: str, sha256: str) -> bytes:
    """Return the bytes of a medium, which is published under that digest.

    Raises:
        OSError: it is not the file that was read before.
    """
    with open(path, "rb") as opened:
        data = opened.read()
    if file_digest(data) != sha256:
        raise OSError(f"{path} was changed while it was built from; build again")
    return data


def derived(path: str, sha256: str, width_px: int, form: str, cache: str) -> bytes:
    """Return `pixels.derive` of the file at `path` with that digest, out of the cache folder if it is there.

    Raises:
        OSError: the picture is broken, or not the one that was read before.
    """

    def make() -> bytes:
        from . import pixels  # Pillow is no part of a build in which no picture is made

        return pixels.derive(original(path, sha256), width_px, form)

    return sealed.kept(cache, digest(sha256, width_px, form, _VERSION), make)
