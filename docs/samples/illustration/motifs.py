"""Textile patterns: kawung, parang, megamendung, ceplok, tumpal and ikat bands.

The first four fill the whole picture and are clipped to a shape; the last two are bands across it.
"""
from collections.abc import Sequence
from math import cos, pi, sin

from .canvas import HEIGHT, WIDTH, Canvas, Point
from .dice import Dice
from .palette import Colour, mix
from .shapes import curve, leaf, moved, star, turned

__all__ = ["FILLS", "Cloth", "ceplok", "ikat_band", "kawung", "megamendung", "parang", "tumpal"]

Cloth = tuple[Colour, Colour, Colour]  # ground, motif, detail


def kawung(c: Canvas, rng: Dice, cloth: Cloth, size: float = 260) -> None:
    """Four ovals around a point, as the fruit of the sugar palm cut across."""
    ground, motif, detail = cloth
    c.rect(0, 0, WIDTH, HEIGHT, ground)
    for row in range(-1, int(HEIGHT / size) + 2):
        for column in range(-1, int(WIDTH / size) + 2):
            x, y = column * size, row * size
            for angle in (45, 135, 225, 315):
                c.polygon(_petal(x, y, size * 0.66, size * 0.4, angle), motif)
                c.polygon(_petal(x, y, size * 0.46, size * 0.15, angle, size * 0.11), ground)
                c.polygon(_petal(x, y, size * 0.34, size * 0.05, angle, size * 0.17), detail)
            c.polygon(star(x, y, size * 0.13, size * 0.045, 4, -45), detail)
            c.polygon(star(x + size / 2, y + size / 2, size * 0.15, size * 0.06, 4), detail)
            c.disc(x + size / 2, y + size / 2, size * 0.045, ground)


def parang(c: Canvas, rng: Dice, cloth: Cloth, size: float = 290) -> None:
    """Diagonal rows of interlocking blades, like waves against a cliff, with bands of small diamonds between them."""
    ground, motif, detail = cloth
    c.rect(0, 0, WIDTH, HEIGHT, ground)
    upper = [(-16, -54), (26, -56), (50, -32), (46, -4), (22, 10), (14, 30), (22, 52)]
    lower = [(-22, 54), (-30, 22), (-14, -6), (10, -14), (16, -30), (2, -38)]
    blade = curve([*upper, *lower], closed=True, steps=6)
    scale, columns = size / 128, int(1000 / size) + 2
    for band in range(-columns, columns + 1):
        for step in range(-2 * columns, 2 * columns + 1):
            along, across = step * size * 0.56, band * size * 1.12

            def put(points: Sequence[Point], along: float = along, across: float = across) -> list[Point]:
                placed = [(px * scale + along, py * scale + across) for px, py in points]
                return moved(turned(placed, 42), WIDTH / 2, HEIGHT / 2)

            middle = put([(0, 0)])[0]
            if not (-size < middle[0] < WIDTH + size and -size < middle[1] < HEIGHT + size):
                continue
            c.polygon(put(blade), motif)
            c.polygon(put(leaf(-2, 30, 58, 13, -62)), ground)
            c.polygon(put([(-18, 72), (0, 63), (18, 72), (0, 81)]), detail)


def megamendung(c: Canvas, rng: Dice, cloth: Cloth, size: float = 330) -> None:
    """Clouds of Cirebon: outlines within outlines, each a tone lighter than the one around it."""
    ground, motif, detail = cloth
    c.gradient((ground, mix(ground, motif, 0.18)))
    row = 0
    y = -0.1 * size
    while y < HEIGHT + size:
        x = -size * (0.4 + 0.9 * (row % 2))
        while x < WIDTH + size:
            s = size * rng.uniform(0.86, 1.12)
            flip = -1 if (row + rng.randrange(2)) % 2 else 1
            for i, share in enumerate((1.0, 0.8, 0.61, 0.43, 0.26)):
                colour = detail if i == 4 else mix(mix(motif, ground, 0.35), detail, i / 4.3)
                c.polygon(_cloud(x, y, s * share, flip), colour)
            x += size * 1.9
        y += size * 0.62
        row += 1


def ceplok(c: Canvas, rng: Dice, cloth: Cloth, size: float = 290) -> None:
    """Rosettes in a grid, with a smaller one where four meet."""
    ground, motif, detail = cloth
    c.rect(0, 0, WIDTH, HEIGHT, ground)
    for row in range(int(HEIGHT / size) + 2):
        for column in range(int(WIDTH / size) + 2):
            x, y = column * size, row * size
            c.polygon(star(x, y, size * 0.49, size * 0.31, 8, 0), motif)
            c.disc(x, y, size * 0.29, ground)
            for i in range(8):
                c.polygon(leaf(x, y, size * 0.27, size * 0.1, 45 * i), detail if i % 2 else motif)
            c.disc(x, y, size * 0.07, ground)
            c.disc(x, y, size * 0.04, detail)
            mx, my = x + size / 2, y + size / 2
            c.polygon(star(mx, my, size * 0.24, size * 0.1, 4, 0), detail)
            c.disc(mx, my, size * 0.06, ground)


def tumpal(c: Canvas, cloth: Cloth, y: float, height: float, width: float = 100, *, upward: bool = True) -> None:
    """A border of tall triangles."""
    ground, motif, detail = cloth
    foot, tip = (y + height, y) if upward else (y, y + height)
    c.rect(0, y, WIDTH, height, ground)
    for i in range(int(WIDTH / width) + 2):
        x = i * width - width / 2
        for share, colour in ((0.5, motif), (0.34, ground), (0.22, detail)):
            c.polygon([(x - width * share, foot), (x, foot + (tip - foot) * (2 * share) * 0.96),
                (x + width * share, foot)], colour)
        c.disc(x + width / 2, tip + (foot - tip) * 0.2, height * 0.06, detail)


def ikat_band(c: Canvas, cloth: Cloth, y: float, height: float, width: float, kind: int) -> None:
    """One woven band: stepped diamonds, hooks, chevrons or plain stripes, by ``kind``."""
    ground, motif, detail = cloth
    c.rect(0, y, WIDTH, height, ground)
    middle = y + height / 2
    for i in range(-1, int(WIDTH / width) + 2):
        x = i * width + width / 2
        if kind == 0:
            for share, colour in ((1.0, motif), (0.66, ground), (0.4, detail)):
                c.polygon(_stepped(x, middle, width * 0.48 * share, height * 0.46 * share), colour)
        elif kind == 1:
            for side in (-1, 1):
                c.polygon([(x - width / 2, middle), (x, middle + side * height * 0.46), (x + width / 2, middle),
                    (x, middle + side * height * 0.24)], motif if side < 0 else detail)
        elif kind == 2:
            c.polygon(star(x, middle, height * 0.46, height * 0.24, 8, 0), motif)
            c.polygon(star(x, middle, height * 0.26, height * 0.12, 4), detail)
        else:
            c.rect(x - width * 0.3, y + height * 0.3, width * 0.6, height * 0.4, motif)


def _petal(x: float, y: float, length: float, width: float, angle: float, start: float = 0.0) -> list[Point]:
    half = length / 2
    oval = [(start + half + half * cos(2 * pi * i / 36),
        width / 2 * sin(2 * pi * i / 36) * (1 - 0.22 * cos(2 * pi * i / 36))) for i in range(36)]
    return moved(turned(oval, angle), x, y)


def _cloud(x: float, y: float, size: float, flip: int) -> list[Point]:
    """A lobed cloud with a drawn-out tail."""
    knots = [(-1.0, 0.12), (-0.84, -0.12), (-0.6, -0.08), (-0.52, -0.34), (-0.22, -0.32), (0.0, -0.52), (0.26, -0.34),
        (0.52, -0.34), (0.6, -0.1), (0.86, -0.1), (1.0, 0.1), (0.7, 0.17), (0.4, 0.3), (0.1, 0.18), (-0.2, 0.3),
        (-0.5, 0.17), (-0.8, 0.26)]
    return curve([(x + flip * kx * size, y + ky * size) for kx, ky in knots], closed=True)


def _stepped(x: float, y: float, rx: float, ry: float) -> list[Point]:
    steps = 3
    quarter: list[Point] = []
    for i in range(steps):
        quarter += [(rx * (i + 1) / steps, -ry * (steps - i) / steps),
            (rx * (i + 1) / steps, -ry * (steps - i - 1) / steps)]
    right = [*quarter, *[(px, -py) for px, py in quarter[::-1]]]
    left = [(-px, py) for px, py in right[::-1]]
    return moved(right + left, x, y)


FILLS = (ceplok, parang, kawung, megamendung)
