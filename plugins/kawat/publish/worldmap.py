"""The world map: where a place stands on the drawing of the land.

The projection is Equal Earth (Šavrič, Patterson and Jenny, "The Equal Earth map projection", 2018), which shows every
country in its true proportion. 150° E is in the middle, so that Indonesia is, and so that the sheet is cut in the
Atlantic, where no land but Greenland lies, which is left whole. The drawing itself is `theme/templates/land.html`,
made by `docs/map/make_land.py` with this same function; it knows land and no borders.
"""

from math import asin, cos, radians, sin, sqrt

__all__ = ["CENTRE", "HEIGHT", "WIDTH", "place", "project"]

CENTRE = 150
"""The meridian in the middle, in degrees east."""

WIDTH = 2000
"""The drawing's width, in its own units."""

HEIGHT = 890
"""Its height; it ends below Cape Horn, as no mission is in Antarctica."""

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796  # equation 1 and the text below it
_WIDEST = 5.413257  # the equator's length on a globe of radius 1
_TOP = 1.34  # above the ordinate of 84° N, 1.3067: all land lies south of it


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Return where a place stands: x from the left edge, y from the upper one.

    Args:
        longitude: in degrees east; more than half a turn from CENTRE only for what must not be cut there.
    """
    east = radians(longitude - CENTRE)
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    six = square * square * square
    slope = 9 * _A4 * six * square + 7 * _A3 * six + 3 * _A2 * square + _A1
    x = 2 * sqrt(3) * east * cos(theta) / (3 * slope)
    y = theta * (_A4 * six * square + _A3 * six + _A2 * square + _A1)
    scale = WIDTH / _WIDEST
    return WIDTH / 2 + x * scale, (_TOP - y) * scale


def place(latitude: float, longitude: float) -> tuple[int, int]:
    """Return where a point for a place is drawn, on the one sheet."""
    turned = (longitude - CENTRE + 180) % 360 - 180 + CENTRE
    x, y = project(latitude, turned)
    return round(x), round(y)
