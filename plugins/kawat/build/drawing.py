"""Drawing: the card that networks show where a story is shared: its title, and whose it is.

1200 by 630 pixels, white on the mission's accent, as a palette PNG of few kilobytes: what Facebook, X, Mastodon and the
messengers take.  A card is a function of the words it is given; a title with a letter that none of the fonts has
is left out, as a wrong or an empty box in a name would be worse than none.
"""

import io

from PIL import Image, ImageChops

from ..codes import direction
from .typeset import Unset, fit, raster

__all__ = ["HEIGHT_PX", "WIDTH_PX", "draw", "prepare"]

WIDTH_PX = 1200
HEIGHT_PX = 630
"""What Facebook asks for ("Images in Link Shares": 1200 x 630) and X crops nothing of ("summary_large_image")."""

_MARGIN_PX = 72
_NAME_PX, _FOOT_PX = (34, 30, 26), 26
_TITLE_PX = (76, 68, 60, 54)
_TITLE_TOP_PX, _TITLE_HEIGHT_PX = 170, 340
_LEADING = 1.28
_TALL = 1.5  # Arabic, Thai, Devanagari and the like need more room between lines than Latin
_TALL_SCRIPTS = frozenset("ar fa ur ps th lo km my hi bn ta si ne mr am dz".split())
_SHADES = 14  # of the ramp from the ground to white; with two reds that makes a palette of four bits
_RED, _SHADOW = (206, 17, 38), (0, 0, 0)


def prepare() -> None:
    """Make ready what every card takes, so that processes forked from this one need not."""
    draw("A", "A", "A", "#000000", "en")


def draw(title: str, name: str, foot: str, ground: str, language: str) -> bytes:
    """Return a card as PNG; the same words always give the same bytes.

    Args:
        name: of the mission; foot: a line in Latin letters, such as the host's name.
        ground: the colour below, "#rrggbb"; white letters must be legible on it.
        language: of title and name; in a right-to-left one all stands at the right.
    """
    page = Image.new("L", (WIDTH_PX, HEIGHT_PX))
    leading = _TALL if language.split("-")[0] in _TALL_SCRIPTS else _LEADING
    width_px = WIDTH_PX - 2 * _MARGIN_PX
    try:
        size_px, lines = fit(name, language, width_px, int(_NAME_PX[0] * leading * 1.1), _NAME_PX, leading)
        _set(page, lines[:1], language, size_px, _MARGIN_PX, leading)
    except Unset:
        language = "en"
    try:
        size_px, lines = fit(title, language, width_px, _TITLE_HEIGHT_PX, _TITLE_PX, leading)
        _set(page, lines, language, size_px, _TITLE_TOP_PX, leading)
    except Unset:
        pass
    _set(page, (foot,), "en", _FOOT_PX, HEIGHT_PX - _MARGIN_PX - _FOOT_PX, _LEADING)
    return _png(page, ground)


def _set(page: Image.Image, lines: tuple[str, ...], language: str, size_px: int, top_px: int, leading: float) -> None:
    """Put lines below each other onto the page, at the side where reading begins."""
    baseline = top_px + size_px
    for line in lines:
        ink, left, above = raster(line, language, size_px)
        x = WIDTH_PX - _MARGIN_PX - ink.width - max(left, 0) if direction(language) == "rtl" else _MARGIN_PX + left
        box = (x, baseline + above, x + ink.width, baseline + above + ink.height)
        page.paste(ImageChops.lighter(page.crop(box), ink), box)
        baseline += round(size_px * leading)


def _png(page: Image.Image, ground: str) -> bytes:
    red, green, blue = (int(ground[at : at + 2], 16) for at in (1, 3, 5))
    ramp = [
        tuple(round(low + (255 - low) * step / (_SHADES - 1)) for low in (red, green, blue)) for step in range(_SHADES)
    ]
    shades = page.point([value * (_SHADES - 1) // 255 for value in range(256)])
    shades.paste(_SHADES, (0, HEIGHT_PX - 18, WIDTH_PX, HEIGHT_PX - 9))  # red above white, as the flag is
    shades.paste(_SHADES - 1, (0, HEIGHT_PX - 9, WIDTH_PX, HEIGHT_PX))
    made = shades.convert("P")
    made.putpalette([part for colour in (*ramp, _RED, _SHADOW) for part in colour])
    target = io.BytesIO()
    made.save(target, "PNG", bits=4, compress_level=2)
    return target.getvalue()
