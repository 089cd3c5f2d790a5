"""Pixels: a published picture is made anew from those of the original, with Pillow.

Nothing but pixels survives: no EXIF, GPS, XMP, colour profile or comment; the orientation is applied first, and colours
of another space than sRGB are brought into it.  What is transparent stays so, and lies on white as JPEG.

Left out: animation (of a moving GIF the first picture is shown) and wide gamuts (CSS Color 4), which need a profile.
"""

import io
import math

from PIL import Image, ImageCms, ImageOps

__all__ = ["derive"]

_ENCODERS: dict[str, dict[str, object]] = {
    # One thread: libavif lays out tiles by their number, and the same picture shall be the same bytes everywhere.
    # libaom's speed 9 makes files no smaller than WebP; 7 takes twice as long for a tenth less (docs/decisions.md).
    "avif": {"format": "AVIF", "quality": 56, "speed": 8, "max_threads": 1, "advanced": {"tune": "ssim"}},
    "webp": {"format": "WEBP", "quality": 76, "method": 2},
    "jpg": {"format": "JPEG", "quality": 78, "optimize": True, "progressive": True},
}
_ORIENTATION = 0x0112  # Exif 2.3, tag "Orientation"; 5 to 8 lie on their side
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def derive(data: bytes, width_px: int, form: str) -> bytes:
    """Return the picture at a width, in a format of FORMATS; the same input always gives the same bytes.

    Raises:
        OSError: the picture is broken.
    """
    with Image.open(io.BytesIO(data)) as opened:
        profile = opened.info.get("icc_profile")
        turned = opened.getexif().get(_ORIENTATION, 1) >= 5
        full_width, full_height = opened.size[::-1] if turned else opened.size
        # A JPEG is decoded at an eighth, a quarter or half its size where that is still twice what is wanted.
        scale = 2 * width_px / full_width
        opened.draft(None, (math.ceil(opened.width * scale), math.ceil(opened.height * scale)))
        picture = _plain(ImageOps.exif_transpose(opened))
    wanted = (width_px, max(1, round(full_height * width_px / full_width)))
    if picture.size != wanted:
        picture = picture.resize(wanted, Image.Resampling.LANCZOS, reducing_gap=3.0)
    picture = _in_srgb(picture, profile)
    if picture.mode == "RGBA":
        # Only to drop the alpha would uncover what was made invisible; AVIF would also keep it below the alpha.
        below = Image.new("RGBA", picture.size, "white" if form == "jpg" else (255, 255, 255, 0))
        picture = Image.alpha_composite(below, picture)
        picture = picture.convert("RGB") if form == "jpg" else picture
    picture.info.clear()  # Pillow would write a comment again
    target = io.BytesIO()
    picture.save(target, **_ENCODERS[form])  # type: ignore[arg-type]
    return target.getvalue()


def _plain(picture: Image.Image) -> Image.Image:
    """The picture in a mode that can be scaled: L, RGB, RGBA or CMYK, of 8 bits."""
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value * (1 / 256)).convert("L")  # Pillow would cut off instead of scaling
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "CMYK") else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture as RGB or RGBA, its colours as its profile means them; one that makes no sense is not heeded."""
    plain = picture.convert("RGBA" if picture.mode == "RGBA" else "RGB")
    if not profile:
        return plain
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        source = picture.convert("RGB") if picture.mode == "RGBA" else picture
        made = ImageCms.profileToProfile(source, meant, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return plain
    if made is None:
        return plain
    if picture.mode == "RGBA":
        made.putalpha(picture.getchannel("A"))
    return made
