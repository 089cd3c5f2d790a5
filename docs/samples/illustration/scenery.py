"""Pieces that several scenes share: sky, sun, clouds, birds, water, trees, people."""
from collections.abc import Sequence
from math import cos, radians, sin

from .canvas import HEIGHT, WIDTH, Canvas, Point
from .dice import Dice
from .palette import Colour, Palette, mix
from .shapes import blob, circle, curve, down, mirrored, moved, peaks, ridge

__all__ = ["birds", "clouds", "figure", "hills", "mountains", "palm", "reflection", "skins", "sky", "stars", "sun",
    "tree", "trees", "water"]

_SKINS: tuple[Colour, ...] = ((203, 150, 108), (171, 115, 78), (136, 88, 60), (222, 176, 138))


def skins(p: Palette) -> tuple[Colour, ...]:
    """Return four natural complexions, each in the light of the palette."""
    return tuple(mix(skin, mix(p.sun, p.ink, 0.3), 0.14) for skin in _SKINS)


def sky(c: Canvas, p: Palette, horizon: float = HEIGHT) -> None:
    c.gradient((p.sky[0], mix(*p.sky, 0.55), p.sky[1]), 0, horizon)


def sun(c: Canvas, p: Palette, x: float, y: float, radius: float) -> None:
    """A disc with its light around it; at night it is the moon."""
    c.glow(x, y, radius * 3.4, mix(p.sun, p.paper, 0.45), 0.75)
    c.shade(circle(x, y, radius, steps=90), mix(p.sun, p.paper, 0.25), p.sun)


def stars(c: Canvas, p: Palette, rng: Dice, bottom: float, count: int = 60) -> None:
    for _ in range(count):
        c.disc(rng.uniform(0, WIDTH), rng.uniform(0, bottom), rng.choice((1.2, 1.6, 2.4)), p.paper,
            rng.uniform(0.3, 0.9))


def clouds(c: Canvas, rng: Dice, colour: Colour, top: float, bottom: float, count: int = 4,
        alpha: float = 0.55) -> None:
    """Flat clouds: a few rounded strips, one above the other."""
    for _ in range(count):
        x, y, width = rng.uniform(-80, WIDTH - 120), rng.uniform(top, bottom), rng.uniform(150, 330)
        for shift, share in ((0.0, 1.0), (0.22, 0.62), (-0.14, 0.55)):
            thickness = 13.0
            c.rect(x + width * (shift + (1 - share) / 2), y, width * share, thickness, colour, alpha,
                radius=thickness / 2)
            y += thickness + 5


def birds(c: Canvas, rng: Dice, colour: Colour, x: float, y: float, count: int = 5) -> None:
    """A small flock around (x, y)."""
    for _ in range(count):
        bx, by, s = x + rng.uniform(-110, 110), y + rng.uniform(-45, 45), rng.uniform(9, 17)
        dip = rng.uniform(0.25, 0.5) * s
        wing = curve([(bx, by), (bx + s * 0.5, by - s * 0.5), (bx + s * 1.3, by - dip)])
        for side in (wing, mirrored(wing, bx)):
            c.line(side, 2.6, colour)


def hills(c: Canvas, p: Palette, rng: Dice, top: float, bottom: float, layers: int = 3, amplitude: float = 40,
        near: float = 0.6) -> None:
    """Soft hills, each layer nearer and deeper in colour, with a little mist at its foot."""
    for i in range(layers):
        share = i / max(1, layers - 1)
        colour = p.depth(near * share)
        line = down(ridge(rng, top + (bottom - top) * share, amplitude, 1.1 + share))
        c.shade(line, colour, mix(colour, p.sky[1], 0.3))


def mountains(c: Canvas, p: Palette, rng: Dice, y: float, amplitude: float, nearness: float) -> None:
    colour = p.depth(nearness)
    c.shade(down(peaks(rng, y, amplitude), y + 2.2 * amplitude), colour, mix(colour, p.sky[1], 0.55))


def water(c: Canvas, p: Palette, y: float, height: float | None = None) -> None:
    c.gradient((mix(p.water[0], p.sky[1], 0.35), p.water[0], p.water[1]), y, HEIGHT - y if height is None else height)


def reflection(c: Canvas, rng: Dice, colour: Colour, x: float, top: float, bottom: float, width: float,
        alpha: float = 0.75) -> None:
    """Light broken by ripples: short strokes that grow and spread towards us."""
    y = top + 4
    while y < bottom:
        share = (y - top) / (bottom - top)
        for _ in range(2):
            length = width * rng.uniform(0.35, 1.0) * (1 - 0.35 * share)
            off = rng.uniform(-1, 1) * width * (0.12 + 0.45 * share)
            thickness = 3 + 6 * share
            c.rect(x + off - length / 2, y, length, thickness, colour, alpha * (1 - 0.75 * share), radius=thickness / 2)
        y += 11 + 22 * share


def palm(c: Canvas, rng: Dice, x: float, y: float, height: float, trunk: Colour, fronds: Colour,
        lean: float | None = None) -> None:
    """A coconut palm that stands at (x, y)."""
    lean = rng.uniform(-0.28, 0.28) * height if lean is None else lean
    top = (x + lean, y - height)
    middle = (x + lean * 0.25, y - height * 0.5)
    w = height * 0.026
    left = curve([(x - w * 1.5, y), (middle[0] - w, middle[1]), (top[0] - w * 0.6, top[1])])
    right = curve([(x + w * 1.5, y), (middle[0] + w, middle[1]), (top[0] + w * 0.6, top[1])])
    c.polygon(left + right[::-1], trunk)
    for i, angle in enumerate((-168, -138, -108, -72, -42, -12, 14, 166)):
        length = height * rng.uniform(0.36, 0.46)
        shade = mix(fronds, trunk, 0.25 if i % 2 else 0.0)
        c.polygon(moved(_frond(length, angle + rng.uniform(-8, 8)), *top), shade)
    for dx in (-1.3, 0.0, 1.3):
        c.disc(top[0] + dx * w, top[1] + w * 1.2, w * 1.15, trunk)


def trees(c: Canvas, rng: Dice, line: Sequence[Point], colour: Colour, size: float, every: int = 2) -> None:
    """Round and pointed crowns along a ridge, as a forest seen from afar."""
    for x, y in line[::every]:
        s = size * rng.uniform(0.6, 1.25)
        if rng.random() < 0.3:
            c.polygon([(x - s * 0.4, y + s), (x, y - s * 1.5), (x + s * 0.4, y + s)], colour)
        else:
            c.oval(x, y, s * 0.75, s * rng.uniform(0.8, 1.15), colour)


def figure(c: Canvas, x: float, y: float, height: float, clothes: Colour, skin: Colour,
        hat: Colour | None = None) -> None:
    """A small person seen from afar, standing at (x, y); the hat is the farmer's wide cone."""
    h = height
    body = curve([(x - h * 0.13, y), (x - h * 0.16, y - h * 0.45), (x - h * 0.09, y - h * 0.74),
        (x + h * 0.09, y - h * 0.74), (x + h * 0.16, y - h * 0.45), (x + h * 0.13, y)])
    c.polygon(body, clothes)
    c.disc(x, y - h * 0.85, h * 0.105, skin)
    if hat is not None:
        c.polygon([(x - h * 0.24, y - h * 0.85), (x, y - h * 1.06), (x + h * 0.24, y - h * 0.85)], hat)


def _frond(length: float, angle: float) -> list[Point]:
    """One palm leaf from the origin: it arches, and hangs lower the more level it leaves the trunk."""
    a = radians(angle)
    sag = length * (0.2 + 0.5 * abs(cos(a)))
    spine = [(length * t * cos(a), length * t * sin(a) + sag * t * t) for t in (0, 0.25, 0.5, 0.75, 1)]
    width = length * 0.13
    upper = curve([(px, py - width * f) for (px, py), f in zip(spine, (0.1, 0.6, 0.65, 0.4, 0), strict=True)], steps=5)
    lower = curve([(px, py + width * f) for (px, py), f in zip(spine, (0.1, 0.25, 0.3, 0.25, 0), strict=True)], steps=5)
    return upper + lower[::-1]


def tree(c: Canvas, rng: Dice, x: float, y: float, height: float, trunk: Colour, crown: Colour) -> None:
    """A broad tree with a crown of two tones."""
    c.polygon([(x - height * 0.035, y), (x - height * 0.02, y - height * 0.6), (x + height * 0.02, y - height * 0.6),
        (x + height * 0.035, y)], trunk)
    outline = blob(rng, x, y - height * 0.68, height * 0.32, height * 0.34, 0.12)
    c.polygon(outline, crown)
    with c.clip(outline):
        c.oval(x - height * 0.12, y - height * 0.8, height * 0.24, height * 0.24, mix(crown, (255, 255, 255), 0.14))
