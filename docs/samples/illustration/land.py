"""Scenes of land and sea: sea, boats, ricefield, volcano, forest, reef, kite."""
from collections.abc import Sequence
from itertools import pairwise
from math import cos, exp, pi, radians, sin

from .canvas import HEIGHT, WIDTH, Canvas, Point
from .dice import Dice
from .palette import Colour, Palette, choose, mix
from .scenery import birds, clouds, figure, hills, mountains, palm, reflection, skins, sky, stars, sun, trees, water
from .shapes import blob, curve, down, leaf, mirrored, moved, ridge, turned

__all__ = ["boats", "forest", "kite", "reef", "ricefield", "sea", "volcano"]


def sea(c: Canvas, rng: Dice) -> None:
    p = choose(rng)
    horizon = rng.uniform(330, 400)
    x = rng.uniform(330, 870)
    _seascape(c, p, rng, horizon, x, rng.uniform(85, 125))
    _islands(c, p, rng, horizon)
    birds(c, rng, p.ink, x + rng.choice((-260, 260)), rng.uniform(130, 210))
    _waves(c, p, rng, horizon + 130)


def boats(c: Canvas, rng: Dice) -> None:
    p = choose(rng)
    horizon = rng.uniform(420, 470)
    x = rng.uniform(300, 900)
    _seascape(c, p, rng, horizon, x, rng.uniform(100, 150))
    _islands(c, p, rng, horizon)
    side = -1 if x > 600 else 1
    if rng.turn((True, False)):
        _phinisi(c, p, 600 - side * 40, horizon + 130, 1.25, side)
        _phinisi(c, p, 600 + side * 380, horizon + 20, 0.36, side)
    else:
        for dx, dy, size in ((-330.0, 25, 0.55), (345.0, 60, 0.75), (-20.0, 170, 1.3)):
            _jukung(c, p, rng, 600 + side * dx, horizon + dy, size)
    _waves(c, p, rng, 690, layers=2)


def ricefield(c: Canvas, rng: Dice) -> None:
    p = choose(rng, "fajar", "siang", "zamrud", "bahari", "kenanga")
    sky(c, p, 420)
    sun(c, p, rng.uniform(280, 920), rng.uniform(130, 210), rng.uniform(60, 85))
    clouds(c, rng, p.paper, 60, 220, 3)
    mountains(c, p, rng, 300, 70, 0.12)
    hills(c, p, rng, 330, 390, 2, 26, 0.45)
    treeline = ridge(rng, 405, 10, 2, 16)
    trees(c, rng, treeline, mix(p.leaf[1], p.ink, 0.15), 17, 1)
    _terraces(c, p, rng, 400)


def volcano(c: Canvas, rng: Dice) -> None:
    p = choose(rng)
    sky(c, p, 620)
    if p.name in ("malam", "senja"):
        stars(c, p, rng, 320)
    x = rng.uniform(430, 770)
    sun(c, p, x + rng.choice((-1, 1)) * rng.uniform(230, 330), rng.uniform(170, 260), rng.uniform(60, 95))
    clouds(c, rng, p.paper, 90, 260, 3, 0.45)
    far = rng.choice((-1, 1))
    _cone(c, p, rng, x + far * rng.uniform(360, 450), 330, 250, 0.1)
    _plume(c, p, rng, x, rng.uniform(160, 190), -far)
    _cone(c, p, rng, x, 185, 330, 0.45)
    for i, y in enumerate((560, 610, 665, 735)):
        colour = p.depth(0.5 + 0.15 * i)
        line = ridge(rng, y, 24, 1.3 + 0.3 * i)
        c.shade(down(line), colour, mix(colour, p.depth(min(1.0, 0.65 + 0.15 * i)), 0.6))
        if i > 0:
            trees(c, rng, line, colour, 9 + 7 * i, 1 if i < 3 else 2)
        else:
            clouds(c, rng, p.paper, y - 60, y + 10, 5, 0.35)
    palm(c, rng, rng.uniform(70, 240), 800, 300, p.ink, p.ink, 50)
    palm(c, rng, rng.uniform(960, 1120), 820, 240, p.ink, p.ink, -40)


def forest(c: Canvas, rng: Dice) -> None:
    p = choose(rng, "zamrud", "siang", "fajar", "malam", "sogan", "bahari")
    deep = mix(p.leaf[1], p.ink, 0.55)
    light = mix(p.leaf[0], p.paper, 0.62)
    c.gradient((light, mix(light, p.leaf[0], 0.55)))
    x = rng.uniform(400, 800)
    c.glow(x, 240, 620, p.paper, 0.9)
    c.disc(x, 240, 92, mix(p.sun, p.paper, 0.35), 0.9)
    for layer in range(4):
        colour = mix(mix(p.leaf[0], p.paper, 0.35), deep, (layer + 0.6) / 4)
        for _ in range(9 - 2 * layer):
            _trunk(c, rng, rng.uniform(-30, WIDTH + 30), 10 + 13 * layer, colour)
        c.polygon(down(ridge(rng, 640 + 34 * layer, 16, 2.2)), colour)
        for _ in range(12):
            cx = rng.uniform(-40, WIDTH + 40)
            c.polygon(blob(rng, cx, rng.uniform(-30, 60) - 14 * layer, 130, 70, 0.16), colour)
        for lx in range(0, WIDTH, 150 - 20 * layer):
            _fern(c, rng, lx + rng.uniform(-30, 30), 690 + 26 * layer, 60 + 18 * layer, colour)
        if layer < 3:
            for dx in (-260, -90, 120, 300):
                c.polygon([(x + dx * 0.25 - 14, 0), (x + dx * 0.25 + 14, 0), (x + dx * 1.9 + 62, HEIGHT),
                    (x + dx * 1.9 - 62, HEIGHT)], p.paper, 0.06)
    kind = rng.turn(("hornbill", "clearing", "hornbill", "bamboo"))
    if kind == "hornbill":
        _hornbill(c, p, x + rng.choice((-190, 170)), rng.uniform(290, 360), 1.15)
    elif kind == "bamboo":
        for bx in range(40, WIDTH, 150):
            _bamboo(c, p, rng, bx + rng.uniform(-34, 34), rng.uniform(11, 19), rng.random())
    for corner, angles in (((-30.0, 830.0), (-78, -55, -32, -14)), ((1230.0, 830.0), (-166, -146, -124, -100))):
        for i, angle in enumerate(angles):
            colour = (deep, mix(p.leaf[1], p.ink, 0.25), p.leaf[1], mix(p.leaf[1], p.leaf[0], 0.4))[i % 4]
            _veined_leaf(c, corner[0], corner[1], rng.uniform(300, 390), 104, angle + rng.uniform(-5, 5), colour,
                mix(colour, p.leaf[0], 0.4))


def reef(c: Canvas, rng: Dice) -> None:
    p = choose(rng, "bahari", "siang", "malam", "senja", "zamrud", "kenanga")
    c.gradient((mix(p.water[0], p.paper, 0.45), p.water[0], mix(*p.water, 0.6), p.water[1]))
    x = rng.uniform(350, 850)
    c.glow(x, -40, 560, p.paper, 0.9)
    for dx in (-420, -230, -70, 110, 290, 470):
        spread = rng.uniform(30, 60)
        c.polygon([(x + dx * 0.3 - 12, -5), (x + dx * 0.3 + 16, -5), (x + dx * 1.3 + spread, 690),
            (x + dx * 1.3 - spread, 690)], p.paper, 0.08)
    for i, y in enumerate((520, 600)):
        colour = mix(p.water[1], p.water[0], 0.42 - 0.22 * i)
        c.polygon(down(ridge(rng, y, 46, 1.6)), colour)
        for cx in range(40, WIDTH, 130):
            _branching(c, rng, cx + rng.uniform(-50, 50), y + 50, 62, -90, 9, colour, 4)
    _manta(c, mix(p.water[1], p.ink, 0.35), x + rng.choice((-250, 230)), rng.uniform(190, 250), rng.uniform(0.95, 1.2))
    _school(c, rng, p.accents[rng.randrange(2)], rng.uniform(250, 900), rng.uniform(330, 430), 13, 15)
    _school(c, rng, mix(p.paper, p.water[0], 0.3), rng.uniform(200, 1000), rng.uniform(200, 480), 16, 9)
    c.shade(down(ridge(rng, 715, 22, 1.4)), mix(p.water[1], p.ink, 0.35), p.ink)
    for i, cx in enumerate(range(50, WIDTH, 105)):
        base = rng.uniform(755, 800)
        colour = mix(p.accents[(i + rng.randrange(2)) % 4], p.water[1], 0.12)
        kind = rng.choice((_coral_tree, _coral_fan, _coral_dome, _coral_tubes))
        kind(c, rng, cx + rng.uniform(-25, 25), base, rng.uniform(0.8, 1.25), colour)
    for side in (0, 1):
        for i in range(5):
            _seaweed(c, rng, abs(side * WIDTH - (10 + 26 * i)), 810, rng.uniform(190, 320) - 26 * i,
                mix(p.leaf[1], p.ink, 0.3 + 0.08 * i))
    for i, (fx, fy) in enumerate(((330.0, 590.0), (800.0, 545.0), (560.0, 640.0))):
        _fish(c, fx + rng.uniform(-80, 80), fy + rng.uniform(-30, 30), 42, rng.choice((-1, 1)), p.accents[i], p.paper,
            p.ink)
    for _ in range(16):
        c.ring(rng.uniform(80, 1120), rng.uniform(80, 620), rng.uniform(4, 10), 2, p.paper, 0.55)


def kite(c: Canvas, rng: Dice) -> None:
    p = choose(rng)
    sky(c, p, 700)
    sun(c, p, rng.uniform(250, 950), rng.uniform(470, 540), rng.uniform(80, 110))
    clouds(c, rng, p.paper, 60, 420, 6, 0.5)
    hills(c, p, rng, 590, 660, 3, 22, 0.6)
    c.shade(down(ridge(rng, 715, 16, 1.0)), p.depth(0.8), p.depth(1.0))
    spots = [(250.0, 250.0), (610.0, 190.0), (960.0, 270.0)]
    rng.shuffle(spots)
    kinds = [_kite_fish, _kite_bird, _kite_diamond]
    for i, ((x, y), draw) in enumerate(zip(spots, kinds, strict=True)):
        x, y = x + rng.uniform(-40, 40), y + rng.uniform(-40, 30)
        foot = (x * 0.55 + 270 + 30 * i, 716.0)
        c.line(curve([(x, y), (x * 0.8 + foot[0] * 0.2, y + (foot[1] - y) * 0.55), (foot[0] + 8, foot[1] - 40)]), 1.6,
            p.ink, 0.7)
        draw(c, p, rng, x, y, rng.uniform(0.95, 1.2), i)
        figure(c, *foot, 58, p.accents[(i + 1) % 4], skins(p)[i])
    for x, y, size in ((430.0, 400.0, 0.3), (790.0, 420.0, 0.26)):
        _kite_diamond(c, p, rng, x, y, size, 2)
    palm(c, rng, rng.choice((80, 1110)), 790, 230, p.ink, p.ink)


# Sea ------------------------------------------------------------------------------------------------------------------


def _seascape(c: Canvas, p: Palette, rng: Dice, horizon: float, x: float, radius: float) -> None:
    sky(c, p, horizon + 2)
    if p.name == "malam":
        stars(c, p, rng, horizon - 60)
    sun(c, p, x, horizon - radius * rng.uniform(0.5, 1.25), radius)
    clouds(c, rng, p.paper, 70, horizon - 130, 4)
    water(c, p, horizon)
    reflection(c, rng, mix(p.sun, p.paper, 0.4), x, horizon, 700, radius * 1.7)


def _islands(c: Canvas, p: Palette, rng: Dice, horizon: float) -> None:
    for i in range(4):
        x, width, height = rng.uniform(-60, WIDTH + 60), rng.uniform(150, 330), rng.uniform(26, 74)
        colour = p.depth(0.12 + 0.1 * i)
        knots = [(-1, 0), (-0.6, -0.45), (-0.25, -0.8), (0.05, -1), (0.4, -0.55), (0.7, -0.3), (1, 0)]
        c.shade(curve([(x + kx * width / 2, horizon + ky * height * rng.uniform(0.85, 1.15)) for kx, ky in knots]),
            colour, mix(colour, p.sky[1], 0.35))


def _waves(c: Canvas, p: Palette, rng: Dice, top: float, layers: int = 4) -> None:
    """Bands of scalloped crests, each nearer one larger, with two lines of foam along it."""
    for i in range(layers):
        share = (i + 1) / layers
        y = top + (HEIGHT - 40 - top) * (i / layers) ** 0.9
        length = 90 + 85 * share
        height = 14 + 20 * share
        offset = rng.uniform(0, length)
        xs = [-length + j * 4.0 for j in range(int((WIDTH + 2 * length) / 4) + 1)]
        line: list[Point] = [(x, y - height * abs(sin(pi * (x + offset) / length)) ** 0.8) for x in xs]
        colour = mix(p.water[0], p.water[1], 0.35 + 0.65 * share)
        c.shade(down(line), mix(colour, p.water[0], 0.25), mix(colour, p.ink, 0.25 * share))
        foam = mix(colour, p.paper, 0.62)
        c.line(line, 3.2, foam)
        c.line(moved(line, 0, 13 + 6 * share), 2, foam, 0.45)


def _phinisi(c: Canvas, p: Palette, x: float, y: float, size: float, heading: int) -> None:
    """A two-masted schooner of South Sulawesi with her seven sails."""

    def put(points: list[Point]) -> list[Point]:
        return [(x + heading * px * size, y + py * size) for px, py in points]

    hull = curve([(-190, -42), (-120, -14), (0, -4), (110, -16), (205, -64)]) + curve([(205, -64), (170, -6),
        (120, 30), (0, 38), (-130, 32), (-180, -4), (-190, -42)])
    dark = mix(p.ink, p.depth(1), 0.2)
    c.polygon(put([(-180, 34), (130, 34), (90, 62), (-140, 62)]), p.ink, 0.22)
    c.line(put([(190, -58), (285, -98)]), 6 * size, dark)
    for mast, height in ((62, 330), (-78, 300)):
        c.polygon(put([(mast - 4, 0), (mast - 2, -height), (mast + 2, -height), (mast + 4, 0)]), dark)
    light, tint = p.paper, mix(p.paper, p.sun, 0.35)
    for i, sail in enumerate((
        [(72, -318), (278, -96), (226, -84)],
        [(72, -268), (214, -80), (166, -66)],
        [(72, -214), (156, -62), (108, -52)],
        [(54, -36), (54, -214), (-44, -238), (-66, -40)],
        [(54, -222), (54, -318), (-40, -246)],
        [(-86, -40), (-86, -196), (-176, -216), (-206, -52)],
        [(-86, -204), (-86, -290), (-172, -224)],
    )):
        billow = put(_billowed(sail))
        c.shade(billow, light if i != 4 else p.accents[0], tint if i != 4 else p.accents[0])
    c.polygon(put([(-170, -34), (-164, -62), (-104, -58), (-98, 0), (-150, 0)]), mix(dark, p.paper, 0.25))
    c.shade(put(hull), mix(dark, p.accents[0], 0.25), p.ink)
    c.line(put(curve([(-186, -30), (-120, -2), (0, 8), (110, -4), (196, -50)])), 4 * size, p.accents[1])


def _billowed(corners: Sequence[Point]) -> list[Point]:
    """Round the edges of a sail outwards a little, as with wind in it."""
    cx = sum(x for x, _ in corners) / len(corners)
    cy = sum(y for _, y in corners) / len(corners)
    points: list[Point] = []
    for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        points += curve([a, (middle[0] + (middle[0] - cx) * 0.09, middle[1] + (middle[1] - cy) * 0.09), b],
            steps=6)[:-1]
    return points


def _jukung(c: Canvas, p: Palette, rng: Dice, x: float, y: float, size: float) -> None:
    """An outrigger canoe with a striped crab-claw sail."""
    tilt = rng.choice((-1, 1))

    def put(points: list[Point]) -> list[Point]:
        return [(x + tilt * px * size, y + py * size) for px, py in points]

    colours = list(p.accents[:3])
    rng.shuffle(colours)
    c.polygon(put([(-120, 16), (120, 16), (70, 40), (-70, 40)]), p.ink, 0.2)
    sail = put(curve([(-20, -20), (33, -150), (84, -285)]) + curve([(84, -285), (-30, -230),
        (-118, -150)]) + curve([(-118, -150), (-80, -80), (-20, -20)]))
    with c.clip(sail):  # wedges that fan out from the tack; level stripes would look like somebody's flag
        spread = [(-20 + 420 * cos(radians(angle)), -20 + 420 * sin(radians(angle))) for angle in range(-140, -47, 7)]
        for i, (a, b) in enumerate(pairwise(spread)):
            colour = (colours[0], colours[1], p.paper, colours[2])[i % 4]
            c.polygon(put([(-20, -20), a, b]), colour)
        c.polygon(put([(-20, -20), (84, -285), (52, -262)]), p.ink, 0.12)
    c.line(put([(-8, 4), (86, -290)]), 5 * size, p.ink)
    c.line(put([(-20, -18), (-122, -152)]), 4 * size, p.ink)
    hull = curve([(-178, -46), (-130, -12), (0, 0), (130, -12), (178, -46)]) + curve([(178, -46), (130, 16), (0, 24),
        (-130, 16), (-178, -46)])
    c.polygon(put(hull), mix(p.ink, colours[0], 0.25))
    c.line(put(curve([(-160, -24), (-110, -2), (0, 8), (110, -2), (160, -24)])), 4 * size, colours[1])
    c.line(put(curve([(-70, 2), (-76, 22), (-66, 34)])), 4 * size, p.ink)
    c.line(put(curve([(70, 2), (64, 22), (74, 34)])), 4 * size, p.ink)
    c.line(put(curve([(-140, 26), (-60, 36), (80, 36), (150, 24)])), 6 * size, p.ink, round_ends=True)


# Rice and volcanoes ---------------------------------------------------------------------------------------------------


def _terraces(c: Canvas, p: Palette, rng: Dice, top: float) -> None:
    """Steps of paddy that follow the slope: a lit surface, rows of rice, and a dark bank below each."""
    drift = rng.choice((-1, 1)) * rng.uniform(0.22, 0.34)
    phase = rng.uniform(0, 2 * pi)
    count = 9
    mirror = rng.randrange(3)
    for i in range(count):
        share = i / (count - 1)
        base = top + 8 + (HEIGHT - top) * share**1.45
        amplitude = 9 + 82 * share
        xs = [-20 + 14.0 * j for j in range(90)]
        slow = [sin(2 * pi * x / WIDTH * 0.95 + phase + 1.2 * drift * i) for x in xs]
        quick = [sin(2 * pi * x / WIDTH * 2.1 + 2 * phase - drift * i) for x in xs]
        line = [(x, base + amplitude * (a + 0.35 * b)) for x, a, b in zip(xs, slow, quick, strict=True)]
        bank = mix(p.leaf[1], p.ink, 0.12 + 0.3 * share)
        flooded = i % 3 == mirror
        light = mix(p.sky[0], p.paper, 0.45) if flooded else mix(p.leaf[0], p.sun if i % 2 else p.paper,
            0.28 - 0.1 * share)
        c.shade(down(line), light, mix(light, p.leaf[1], 0.35))
        gap = 9 + 15 * share
        if flooded:
            c.line(moved(line, 0, gap * 1.3), 1.5 + 2 * share, p.paper, 0.8)
        else:
            for row in range(1, 1 + round(2.4 * share)):
                c.line(moved(line, 0, gap * row), 1.4 + 2.4 * share, p.leaf[1], 0.5)
            for x, y in moved(line, 0, gap * 1.5) if i == count - 2 else []:
                s = 4 + 11 * share
                c.polygon([(x, y + 4), (x - s * 0.5, y - s * 0.8), (x - s * 0.1, y - s * 0.3),
                    (x + s * 0.2, y - s * 1.1), (x + s * 0.25, y - s * 0.3), (x + s * 0.7, y - s * 0.7)], bank)
        c.line(line, 3 + 7 * share, bank)
        c.line(moved(line, 0, -2 - 3 * share), 1.4 + 2 * share, mix(p.leaf[0], p.paper, 0.25))
        if i in (3, 5):
            x, y = line[rng.randrange(12, 76)]
            (_hut if i == 3 else _palms)(c, p, rng, x, y)
        if i == 6:
            x, y = line[min(range(20, 70), key=lambda at: abs(line[at][1] - 620))]
            for dx in (0.0, 46.0, 84.0):
                figure(c, x + dx, y + 12, 62, p.accents[int(dx) % 3], skins(p)[2], mix(p.sun, p.paper, 0.3))


def _hut(c: Canvas, p: Palette, rng: Dice, x: float, y: float) -> None:
    for dx in (-24, 24):
        c.rect(x + dx - 2, y - 34, 4, 36, p.ink)
    c.rect(x - 28, y - 12, 56, 5, p.ink)
    c.polygon([(x - 46, y - 30), (x - 14, y - 66), (x + 14, y - 66), (x + 46, y - 30)], mix(p.accents[0], p.ink, 0.2))
    c.polygon([(x - 46, y - 30), (x - 14, y - 66), (x - 4, y - 66), (x - 18, y - 30)], p.paper, 0.18)
    palm(c, rng, x - 64, y + 4, 120, p.ink, mix(p.leaf[1], p.ink, 0.35))


def _palms(c: Canvas, p: Palette, rng: Dice, x: float, y: float) -> None:
    for dx, height in ((0.0, 190.0), (44.0, 150.0), (-38.0, 130.0)):
        palm(c, rng, x + dx, y + 6, height, p.ink, mix(p.leaf[1], p.ink, 0.3))


def _cone(c: Canvas, p: Palette, rng: Dice, x: float, top: float, spread: float, nearness: float) -> None:
    """A stratovolcano: slopes that steepen to a broken crater, one side in the light, gullies down both."""
    height = 640 - top

    def slope(distance: float) -> float:
        return 640 - height * 1.12 * exp(-distance / spread)

    rim = 0.115 * spread
    xs = [rim + 8.0 * i for i in range(130)]
    right = [(x + d, slope(d)) for d in xs]
    left = mirrored(right, x)
    crater = [(x - rim, slope(rim)), (x - rim * 0.55, slope(rim) + 10), (x - rim * 0.1, slope(rim) + 4),
        (x + rim * 0.4, slope(rim) + 13), (x + rim, slope(rim))]
    outline = left[::-1] + crater + right
    colour = p.depth(nearness)
    c.shade(outline, mix(colour, p.ink, 0.1), mix(colour, p.sky[1], 0.45))
    with c.clip(outline):
        c.polygon([*curve([(x + rim * 0.2, top - 20), (x + 10, top + 70), (x + 46, top + 160), (x + 20, top + 270),
            (x + 90, 660)]), (x + 1200, 660), (x + 1200, top - 20)], p.ink, 0.13)
        for i in range(11):
            start = rng.uniform(-0.9, 0.9) * rim
            fall = rng.uniform(0.35, 0.85) * height
            drift = start * rng.uniform(2.4, 4.6)
            middle = (x + start + drift * 0.3, slope(rim) + fall * 0.5)
            tip = (x + start + drift, slope(rim) + fall)
            shade = p.paper if i % 3 == 0 else p.ink
            c.polygon(curve([(x + start - 2, top), (middle[0] - 5, middle[1]), tip]) + curve([tip,
                (middle[0] + 7, middle[1]), (x + start + 4, top)]), shade, 0.14)


def _plume(c: Canvas, p: Palette, rng: Dice, x: float, y: float, wind: int) -> None:
    puffs = [(x + wind * (8 + 260 * t**1.3), y + 16 - 125 * t**0.7, 15 + 36 * t) for t in (i / 11 for i in range(12))]
    with c.veil(0.7):
        for px, py, r in puffs:
            c.disc(px + rng.uniform(-10, 10), py + rng.uniform(-7, 7), r, mix(p.paper, p.sky[0], 0.35))
    with c.veil(0.6):
        for px, py, r in puffs:
            c.disc(px - 4, py - r * 0.3, r * 0.72, p.paper)


# Forest ---------------------------------------------------------------------------------------------------------------


def _trunk(c: Canvas, rng: Dice, x: float, width: float, colour: Colour) -> None:
    lean = rng.uniform(-30, 30)
    c.polygon(curve([(x - width, 820), (x - width * 0.55, 560),
        (x + lean - width * 0.4, -10)]) + curve([(x + lean + width * 0.4, -10), (x + width * 0.55, 560),
        (x + width * 1.2, 820)]), colour)
    y, side = rng.uniform(180, 420), rng.choice((-1, 1))
    c.polygon(curve([(x, y + width), (x + side * 45, y - 50), (x + side * 70, y - 170)]) + curve([(x + side * 76,
        y - 170), (x + side * 54, y - 44), (x, y + width * 2.2)]), colour)


def _bamboo(c: Canvas, p: Palette, rng: Dice, x: float, width: float, nearness: float) -> None:
    colour = mix(p.leaf[0], mix(p.leaf[1], p.ink, 0.3), 0.25 + 0.65 * nearness)
    lean, y = rng.uniform(-0.07, 0.07), 830.0
    while y > -90:
        joint = rng.uniform(84, 112)
        c.polygon([(x - width, y), (x - width * 0.9, y - joint + 5), (x + lean * joint + width * 0.9, y - joint + 5),
            (x + width, y)], colour)
        c.polygon([(x - width * 0.6, y - 4), (x - width * 0.55, y - joint + 9), (x - width * 0.2, y - joint + 9),
            (x - width * 0.2, y - 4)], p.paper, 0.22)
        x, y = x + lean * joint, y - joint
        if y < 460 and rng.random() < 0.6:
            side = rng.choice((-1, 1))
            for angle in (12, 34, 60):
                c.polygon(leaf(x, y, rng.uniform(70, 110), 17, angle if side > 0 else 180 - angle, side * 12),
                    mix(colour, p.leaf[0], 0.4))


def _fern(c: Canvas, rng: Dice, x: float, y: float, size: float, colour: Colour) -> None:
    for angle in (-150, -125, -100, -78, -52, -28):
        c.polygon(leaf(x, y, size * rng.uniform(0.9, 1.35), size * 0.2, angle, 22 if angle > -90 else -22), colour)


def _veined_leaf(c: Canvas, x: float, y: float, length: float, width: float, angle: float, colour: Colour,
        vein: Colour) -> None:
    outline = leaf(x, y, length, width, angle, -18)
    c.polygon(outline, colour)
    with c.clip(outline):
        spine = moved(turned([(length * t, -18 * t * t) for t in (0, 0.25, 0.5, 0.75, 1)], angle), x, y)
        c.line(spine, 4, vein)
        for i in range(1, 10):
            t = i / 10
            for side in (-1, 1):
                c.line(moved(turned([(length * t, -18 * t * t), (length * (t + 0.13), side * width * 0.6)], angle), x,
                    y), 1.8, vein, 0.8)


def _hornbill(c: Canvas, p: Palette, x: float, y: float, size: float) -> None:
    """A hornbill on a branch, looking left."""

    def put(points: list[Point]) -> list[Point]:
        return [(x + px * size, y + py * size) for px, py in points]

    ink = p.ink
    c.line(put(curve([(-260, 76), (-90, 58), (90, 66), (300, 40)])), 11 * size, mix(ink, p.leaf[1], 0.2),
        round_ends=True)
    c.polygon(put(curve([(20, 40), (64, 110), (74, 190), (44, 190), (10, 110)], closed=True)), p.paper)
    c.polygon(put([(12, 116), (66, 116), (71, 146), (22, 146)]), ink)
    c.polygon(put(curve([(-44, -52), (14, -34), (48, 22), (40, 92), (-2, 74), (-40, 30), (-58, -18)], closed=True)),
        ink)
    c.disc(*put([(-44, -62)])[0], 29 * size, mix(ink, p.accents[0], 0.12))
    c.polygon(put(curve([(-60, -78), (-110, -72), (-150, -30), (-112, -44), (-62, -50)], closed=True)), p.sun)
    c.polygon(put(curve([(-42, -90), (-84, -108), (-116, -92), (-84, -80), (-58, -76)], closed=True)), p.accents[0])
    c.disc(*put([(-52, -68)])[0], 7 * size, p.paper)
    c.disc(*put([(-53, -68)])[0], 3.4 * size, ink)
    c.polygon(put(curve([(-56, -42), (-34, -38), (-20, -20), (-44, -16)], closed=True)), p.paper)


# Reef -----------------------------------------------------------------------------------------------------------------


def _branching(c: Canvas, rng: Dice, x: float, y: float, length: float, angle: float, thickness: float, colour: Colour,
        depth: int) -> None:
    end = (x + length * cos(radians(angle)), y + length * sin(radians(angle)))
    c.line([(x, y), end], thickness, colour, round_ends=True)
    if depth > 1:
        for turn in (rng.uniform(-42, -20), rng.uniform(14, 40)):
            _branching(c, rng, *end, length * rng.uniform(0.62, 0.8), angle + turn, max(3.0, thickness * 0.78), colour,
                depth - 1)


def _coral_tree(c: Canvas, rng: Dice, x: float, y: float, size: float, colour: Colour) -> None:
    _branching(c, rng, x, y, 52 * size, -90 + rng.uniform(-10, 10), 15 * size, colour, 5)


def _coral_fan(c: Canvas, rng: Dice, x: float, y: float, size: float, colour: Colour) -> None:
    r = 105 * size
    c.slice(x, y, r, -158, -22, colour, 0.55)
    for angle in range(-152, -20, 12):
        c.line([(x, y), (x + r * cos(radians(angle)), y + r * sin(radians(angle)))], 5 * size, colour, round_ends=True)
    for share in (0.45, 0.72, 0.98):
        c.arc(x, y, r * share, r * share, -156, -24, 3.4 * size, colour)


def _coral_dome(c: Canvas, rng: Dice, x: float, y: float, size: float, colour: Colour) -> None:
    light = mix(colour, (255, 255, 255), 0.35)
    c.slice(x, y, 74 * size, 180, 360, colour)
    for r in (58, 42, 26, 10):
        c.arc(x, y, r * size, r * size, 190, 350, 4 * size, light)


def _coral_tubes(c: Canvas, rng: Dice, x: float, y: float, size: float, colour: Colour) -> None:
    for dx, height in ((-46, 70), (40, 84), (-18, 122), (14, 150)):
        w, h, cx = 32 * size, height * size * rng.uniform(0.85, 1.15), x + dx * size
        c.rect(cx - w / 2, y - h, w, h + 20, mix(colour, (255, 255, 255), 0.001 * height), radius=w / 2)
        c.oval(cx, y - h + w * 0.3, w * 0.36, w * 0.2, mix(colour, (0, 0, 0), 0.45))


def _seaweed(c: Canvas, rng: Dice, x: float, y: float, height: float, colour: Colour) -> None:
    sway = rng.uniform(14, 26)
    spine = [(x + sway * sin(t * 1.3), y - height * t / 6) for t in range(7)]
    left = curve([(px - 13 * (1 - i / 6.0), py) for i, (px, py) in enumerate(spine)])
    right = curve([(px + 13 * (1 - i / 6.0), py) for i, (px, py) in enumerate(spine)])
    c.polygon(left + right[::-1], colour)


def _fish(c: Canvas, x: float, y: float, size: float, heading: int, colour: Colour, stripe: Colour,
        ink: Colour) -> None:
    body = curve([(x + heading * size, y), (x + heading * size * 0.3, y - size * 0.52),
        (x - heading * size * 0.75, y - size * 0.12), (x - heading * size * 0.75, y + size * 0.12),
        (x + heading * size * 0.3, y + size * 0.52)], closed=True)
    c.polygon([(x - heading * size * 0.62, y), (x - heading * size * 1.25, y - size * 0.44),
        (x - heading * size * 1.08, y), (x - heading * size * 1.25, y + size * 0.44)], colour)
    c.polygon(curve([(x + heading * size * 0.35, y - size * 0.42), (x - heading * size * 0.1, y - size * 0.8),
        (x - heading * size * 0.5, y - size * 0.25)]), colour)
    c.polygon(body, colour)
    with c.clip(body):
        for dx in (0.42, -0.12, -0.58):
            c.rect(x + heading * size * dx - size * 0.07, y - size, size * 0.15, size * 2, stripe)
    c.disc(x + heading * size * 0.68, y - size * 0.1, size * 0.085, ink)


def _school(c: Canvas, rng: Dice, colour: Colour, x: float, y: float, count: int, size: float) -> None:
    heading = rng.choice((-1, 1))
    for _ in range(count):
        fx, fy = x + rng.gauss(0, 85), y + rng.gauss(0, 32)
        c.oval(fx, fy, size, size * 0.4, colour)
        c.polygon([(fx - heading * size * 0.7, fy), (fx - heading * size * 1.5, fy - size * 0.45),
            (fx - heading * size * 1.5, fy + size * 0.45)], colour)


def _manta(c: Canvas, colour: Colour, x: float, y: float, size: float) -> None:
    half = curve([(0, -40), (26, -50), (34, -30), (90, -34), (150, -8), (196, 44), (120, 26), (52, 44), (0, 66)])
    outline = half + mirrored(half)[::-1]
    placed = moved([(px * size, py * size) for px, py in turned(outline, -12)], x, y)
    c.polygon(placed, colour)
    c.line(moved([(px * size, py * size) for px, py in turned(curve([(0, 60), (6, 120), (-8, 190)]), -12)], x, y),
        3.5 * size, colour)


# Kites ----------------------------------------------------------------------------------------------------------------


def _kite_diamond(c: Canvas, p: Palette, rng: Dice, x: float, y: float, size: float, shift: int) -> None:
    tilt = rng.uniform(-18, 18)
    a, b, d, e = (p.accents[(shift + i) % 4] for i in range(4))

    def put(points: list[Point]) -> list[Point]:
        return moved([(px * size, py * size) for px, py in turned(points, tilt)], x, y)

    tail = put(curve([(0, 110), (26, 160), (-22, 215), (24, 270), (-10, 320)]))
    c.line(tail, 3 * size, p.ink, 0.8)
    for i in range(6, len(tail), 8):
        tx, ty = tail[i]
        s = 13 * size
        c.polygon([(tx, ty), (tx - s, ty - s * 0.7), (tx - s, ty + s * 0.7)], a)
        c.polygon([(tx, ty), (tx + s, ty - s * 0.7), (tx + s, ty + s * 0.7)], b)
    top, right, bottom, left = (0.0, -100.0), (78.0, -16.0), (0.0, 112.0), (-78.0, -16.0)
    middle = (0.0, -16.0)
    for corners, colour in (((top, right, middle), a), ((right, bottom, middle), b), ((bottom, left, middle), d),
            ((left, top, middle), e)):
        c.polygon(put(list(corners)), colour)
    c.disc(*put([middle])[0], 15 * size, p.paper)


def _kite_bird(c: Canvas, p: Palette, rng: Dice, x: float, y: float, size: float, shift: int) -> None:
    a, b, d, _ = (p.accents[(shift + i) % 4] for i in range(4))

    def put(points: list[Point]) -> list[Point]:
        return moved([(px * size, py * size) for px, py in points], x, y)

    wing = curve([(0, -20), (60, -66), (140, -62), (205, -8)]) + curve([(205, -8), (140, -14), (84, 2), (0, 34)])
    for side in (wing, mirrored(wing)):
        outline = put(side)
        c.polygon(outline, a)
        with c.clip(outline):
            for r, colour in ((190, b), (150, d), (112, p.paper), (96, a)):
                c.disc(x, y - 8 * size, r * size, colour)
    c.polygon(put([(-9, 20), (9, 20), (66, 120), (22, 104), (0, 130), (-22, 104), (-66, 120)]), b)
    c.polygon(put([(-5, 30), (5, 30), (14, 104), (0, 122), (-14, 104)]), p.paper)
    c.polygon(put(curve([(0, -62), (19, -26), (15, 26), (0, 50), (-15, 26), (-19, -26)], closed=True)), d)
    c.polygon(put([(-8, -56), (8, -56), (0, -80)]), p.sun)
    for dx in (-7, 7):
        c.disc(*put([(dx, -42)])[0], 3.4 * size, p.paper)


def _kite_fish(c: Canvas, p: Palette, rng: Dice, x: float, y: float, size: float, shift: int) -> None:
    """A broad kite in the manner of Bali's bebean, with two long ribbons."""
    a, b, d, _ = (p.accents[(shift + i) % 4] for i in range(4))

    def put(points: list[Point]) -> list[Point]:
        return moved([(px * size, py * size) for px, py in points], x, y)

    for side in (-1, 1):
        ribbon = curve([(side * 42, 96), (side * 66, 180), (side * 34, 260), (side * 64, 340)])
        edge = [(px + 13 * (1 - i / len(ribbon)), py) for i, (px, py) in enumerate(ribbon)]
        c.polygon(put(ribbon + edge[::-1]), a if side < 0 else b)
    half = curve([(0, -96), (40, -84), (96, -96), (132, -34), (92, 6), (50, 30), (34, 66), (62, 108), (20, 96),
        (0, 82)])
    outline = put(half + mirrored(half)[::-1])
    c.polygon(outline, a)
    with c.clip(outline):
        c.polygon(put([(-140, -40), (0, 30), (140, -40), (140, -8), (0, 62), (-140, -8)]), p.paper)
        c.polygon(put([(-140, -18), (0, 52), (140, -18), (140, 12), (0, 84), (-140, 12)]), b)
        c.polygon(put([(-60, -110), (0, -46), (60, -110)]), d)
        c.rect(x - 3 * size, y - 110 * size, 6 * size, 230 * size, p.ink, 0.5)
    for dx in (-74, 74):
        c.disc(*put([(dx, -56)])[0], 12 * size, p.paper)
        c.disc(*put([(dx, -56)])[0], 6 * size, p.ink)

