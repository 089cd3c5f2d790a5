"""Outlines as lists of points: curves, ridges, leaves, stars; and how to move, turn and mirror them."""
from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, radians, sin
from random import Random

from .canvas import HEIGHT, WIDTH, Point

__all__ = ["blob", "circle", "curve", "down", "grown", "leaf", "mirrored", "moved", "peaks", "ridge", "star", "turned"]


def circle(x: float, y: float, rx: float, ry: float | None = None, steps: int = 60) -> list[Point]:
    """Return an ellipse as a polygon; ``ry`` is ``rx`` unless given."""
    ry = rx if ry is None else ry
    return [(x + rx * cos(2 * pi * i / steps), y + ry * sin(2 * pi * i / steps)) for i in range(steps)]


def curve(points: Sequence[Point], *, closed: bool = False, steps: int = 10) -> list[Point]:
    """Return a smooth line through the points (a uniform Catmull-Rom spline)."""
    if closed:
        around = [points[-1], *points, points[0], points[1]]
    else:
        around = [points[0], *points, points[-1]]
    line = [_spline(around[i - 1 : i + 3], step / steps) for i in range(1, len(around) - 2) for step in range(steps)]
    return line if closed else [*line, points[-1]]


def ridge(rng: Random, y: float, amplitude: float, waves: float = 1.5, step: float = 12) -> list[Point]:
    """Return the line of soft hills across the whole picture, from left to right."""
    parts = [(amplitude / (i + 1), waves * (i + 1) * rng.uniform(0.8, 1.25), rng.uniform(0, 2 * pi)) for i in range(3)]
    xs = [-20 + step * i for i in range(int((WIDTH + 40) / step) + 2)]
    return [(x, y + sum(a * sin(2 * pi * n * x / WIDTH + phase) for a, n, phase in parts)) for x in xs]


def peaks(rng: Random, y: float, amplitude: float, rounds: int = 6) -> list[Point]:
    """Return the line of rough mountains across the whole picture (midpoint displacement)."""
    heights = [rng.uniform(-1, 1) for _ in range(3)]
    size = 0.7
    for _ in range(rounds):
        between = [(a + b) / 2 + rng.uniform(-size, size) for a, b in pairwise(heights)]
        heights = [h for pair in zip(heights, between, strict=False) for h in pair] + heights[-1:]
        size *= 0.52
    width = (WIDTH + 40) / (len(heights) - 1)
    return [(-20 + i * width, y - amplitude * h) for i, h in enumerate(heights)]


def down(line: Sequence[Point], y: float = HEIGHT + 20) -> list[Point]:
    """Close a line that runs from left to right into the land beneath it."""
    return [*line, (line[-1][0], y), (line[0][0], y)]


def leaf(x: float, y: float, length: float, width: float, angle: float, bend: float = 0.0) -> list[Point]:
    """Return a pointed leaf that grows from (x, y); ``bend`` curves its tip sideways by that many units."""
    n = 12
    upper = [(length * i / n, -width / 2 * sin(pi * (i / n) ** 0.8) + bend * (i / n) ** 2) for i in range(n + 1)]
    lower = [(length * i / n, width / 2 * sin(pi * (i / n) ** 0.8) + bend * (i / n) ** 2) for i in range(n, -1, -1)]
    return moved(turned(upper + lower, angle), x, y)


def star(x: float, y: float, outer: float, inner: float, arms: int, angle: float = -90) -> list[Point]:
    """Return a star with that many arms, the first pointing at ``angle``."""
    spokes = [(outer if i % 2 == 0 else inner, radians(angle + 180 * i / arms)) for i in range(2 * arms)]
    return [(x + r * cos(a), y + r * sin(a)) for r, a in spokes]


def blob(rng: Random, x: float, y: float, rx: float, ry: float, roughness: float = 0.2, knots: int = 9) -> list[Point]:
    """Return a rounded irregular shape around (x, y)."""
    spokes = [(2 * pi * i / knots, 1 + rng.uniform(-roughness, roughness)) for i in range(knots)]
    return curve([(x + rx * r * cos(a), y + ry * r * sin(a)) for a, r in spokes], closed=True)


def moved(points: Sequence[Point], dx: float, dy: float) -> list[Point]:
    return [(x + dx, y + dy) for x, y in points]


def grown(points: Sequence[Point], fx: float, fy: float | None = None) -> list[Point]:
    """Return the shape scaled about the origin."""
    fy = fx if fy is None else fy
    return [(x * fx, y * fy) for x, y in points]


def turned(points: Sequence[Point], angle: float, x: float = 0.0, y: float = 0.0) -> list[Point]:
    """Return the shape turned clockwise about (x, y)."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return [(x + (px - x) * c - (py - y) * s, y + (px - x) * s + (py - y) * c) for px, py in points]


def mirrored(points: Sequence[Point], x: float = 0.0) -> list[Point]:
    """Return the shape reflected in the vertical line at ``x``."""
    return [(2 * x - px, py) for px, py in points]


def _spline(p: Sequence[Point], t: float) -> Point:
    def along(axis: int) -> float:
        a, b, c, d = (point[axis] for point in p)
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)

    return (along(0), along(1))
