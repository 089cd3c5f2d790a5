"""Scenes of what people build: skyline, harbour, bridge, train, temple, market."""
from itertools import pairwise
from math import pi, sin

from .canvas import HEIGHT, WIDTH, Canvas, Point
from .dice import Dice
from .palette import Colour, Palette, choose, mix
from .scenery import birds, clouds, figure, hills, mountains, palm, reflection, skins, sky, stars, sun, tree, water
from .shapes import blob, circle, curve, down, leaf, mirrored, moved, ridge, star, turned

__all__ = ["bridge", "harbour", "market", "skyline", "temple", "train"]


def skyline(c: Canvas, rng: Dice) -> None:
    p = choose(rng)
    sky(c, p, 640)
    if p.name in ("malam", "senja"):
        stars(c, p, rng, 300)
    sun(c, p, rng.uniform(330, 870), rng.uniform(250, 360), rng.uniform(100, 140))
    clouds(c, rng, p.paper, 60, 240, 4)
    for layer, (nearness, tallest) in enumerate(((0.12, 330.0), (0.42, 400.0), (0.78, 330.0))):
        x = rng.uniform(-60, -10)
        while x < WIDTH:
            width = rng.uniform(58, 104) + 14 * layer
            bell = 0.45 + 0.55 * sin(pi * min(1.0, max(0.0, (x + width / 2) / WIDTH)))
            _tower(c, p, rng, x, 650, width, tallest * bell * rng.uniform(0.55, 1.0), p.depth(nearness), layer)
            x += width + rng.uniform(-4, 26) * (1 if layer else 0.4)
    crowns = ridge(rng, 640, 8, 4, 40)
    c.rect(0, 640, WIDTH, 30, mix(p.leaf[1], p.ink, 0.35))
    for x, y in crowns:
        s = rng.uniform(22, 40)
        c.disc(x, y, s, mix(p.leaf[1], p.ink, rng.uniform(0.1, 0.45)))
    water(c, p, 664)
    reflection(c, rng, mix(p.water[1], p.depth(0.6), 0.5), 600, 664, 800, 900, 0.5)
    reflection(c, rng, mix(p.sun, p.paper, 0.4), 600, 664, 790, 240, 0.7)


def harbour(c: Canvas, rng: Dice) -> None:
    p = choose(rng)
    sky(c, p, 560)
    side = rng.choice((-1, 1))
    sun(c, p, 600 - side * rng.uniform(160, 330), rng.uniform(210, 300), rng.uniform(90, 120))
    clouds(c, rng, p.paper, 70, 260, 4)
    mountains(c, p, rng, 480, 60, 0.1)
    hills(c, p, rng, 520, 545, 2, 18, 0.3)
    water(c, p, 556)
    reflection(c, rng, mix(p.sun, p.paper, 0.45), 600 - side * 240, 560, 800, 260)
    for x, size, shade in ((600 + side * 120, 0.72, 0.42), (600 + side * 290, 0.86, 0.6),
            (600 + side * 490, 1.0, 0.82)):
        _crane(c, p, x, 590, size, side, p.depth(shade))
    quay = 596.0
    x0 = 600 + side * 30 if side > 0 else -20
    c.rect(x0, quay, 640, 70, mix(p.depth(0.9), p.ink, 0.3))
    c.rect(x0, quay, 640, 10, mix(p.depth(0.5), p.paper, 0.3))
    for i in range(10):
        c.rect(x0 + 20 + 64 * i, quay + 26, 26, 26, p.ink, 0.5, radius=13)
    _stacks(c, p, rng, x0 + 40, quay, 7, 3, 62, 26)
    _freighter(c, p, rng, 600 - side * 150, 690, side)
    birds(c, rng, p.ink, 600 - side * 60, 190, 4)
    c.shade(down(ridge(rng, 772, 7, 3)), mix(p.water[1], p.water[0], 0.25), p.water[1])


def bridge(c: Canvas, rng: Dice) -> None:
    p = choose(rng)
    horizon = 520.0
    sky(c, p, horizon)
    if p.name == "malam":
        stars(c, p, rng, 320)
    x = rng.uniform(470, 730)
    sun(c, p, x, rng.uniform(330, 400), rng.uniform(110, 150))
    clouds(c, rng, p.paper, 60, 230, 4)
    mountains(c, p, rng, 440, 70, 0.1)
    hills(c, p, rng, 480, 510, 2, 20, 0.4)
    water(c, p, horizon)
    reflection(c, rng, mix(p.sun, p.paper, 0.45), x, horizon, 780, 260)
    steel = mix(p.ink, p.accents[0], 0.12)
    deck = curve([(-20, 560), (300, 528), (600, 516), (900, 528), (1220, 560)])
    (_stayed if rng.random() < 0.6 else _suspended)(c, p, deck, steel)
    c.line(deck, 13, steel)
    c.line(moved(deck, 0, -8), 3, p.accents[1])
    for i, (vx, vy) in enumerate(deck[2:-2:4]):
        colour = p.accents[i % 4]
        c.rect(vx, vy - 21, 24, 12, colour, radius=4)
    for boat in (rng.uniform(180, 320), rng.uniform(840, 960)):
        _small_boat(c, p, boat, 680, 0.9)
    c.shade(down(ridge(rng, 764, 12, 1.6)), p.depth(0.9), p.ink)
    for tx in (60.0, 150.0, 1050.0, 1150.0):
        palm(c, rng, tx, 790, rng.uniform(150, 230), p.ink, mix(p.leaf[1], p.ink, 0.5))


def train(c: Canvas, rng: Dice) -> None:
    p = choose(rng)
    sky(c, p, 560)
    sun(c, p, rng.uniform(250, 950), rng.uniform(170, 260), rng.uniform(80, 115))
    clouds(c, rng, p.paper, 60, 240, 5)
    mountains(c, p, rng, 400, 120, 0.12)
    mountains(c, p, rng, 470, 70, 0.3)
    hills(c, p, rng, 520, 640, 3, 30, 0.62)
    for tx in range(20, WIDTH, 120):
        tree(c, rng, tx + rng.uniform(-40, 40), 690, rng.uniform(80, 130), p.ink, mix(p.leaf[1], p.depth(0.7), 0.4))
    c.shade(down(ridge(rng, 715, 14, 1.2)), mix(p.leaf[0], p.depth(0.6), 0.35), p.depth(0.95))
    stone = mix(p.paper, p.depth(0.4), 0.35)
    for px in range(70, WIDTH, 265):
        pier = [(px - 30, 606), (px + 30, 606), (px + 17, 640), (px + 17, 830), (px - 17, 830), (px - 17, 640)]
        c.shade([(float(a), float(b)) for a, b in pier], mix(stone, p.ink, 0.35), mix(stone, p.ink, 0.12))
    c.rect(-10, 574, WIDTH + 20, 34, stone)
    c.rect(-10, 598, WIDTH + 20, 12, mix(stone, p.ink, 0.3))
    _fast_train(c, p, rng.choice((-1, 1)))
    c.rect(-10, 560, WIDTH + 20, 18, mix(stone, p.paper, 0.5))
    for mx in range(40, WIDTH, 190):
        c.rect(mx - 3, 398, 6, 164, p.ink, 0.75)
        c.rect(mx - 3, 404, 54, 5, p.ink, 0.75)
    c.line([(-10, 412), (WIDTH + 10, 412)], 2.2, p.ink, 0.7)
    for lx in range(-20, WIDTH, 46):
        c.polygon(leaf(lx, 815, rng.uniform(50, 95), 22, rng.uniform(-115, -65), 10),
            mix(p.leaf[1], p.ink, rng.uniform(0.3, 0.7)))


def temple(c: Canvas, rng: Dice) -> None:
    p = choose(rng, "fajar", "malam", "siang", "senja", "zamrud", "bahari", "merapi", "kenanga")
    rng.turn((_towers, _stupas, _meru))(c, p, rng)


def market(c: Canvas, rng: Dice) -> None:
    rng.turn((_stalls, _floating_market, _stalls, _stalls))(c, rng)


# City -----------------------------------------------------------------------------------------------------------------


def _tower(c: Canvas, p: Palette, rng: Dice, x: float, base: float, width: float, height: float, colour: Colour,
        layer: int) -> None:
    top = base - height
    shape = rng.choice(("flat", "slant", "setback", "round", "spire"))
    points: list[Point] = {
        "flat": [(x, top), (x + width, top)],
        "slant": [(x, top + width * 0.35), (x + width, top)],
        "setback": [(x, top + 36), (x + width * 0.22, top + 36), (x + width * 0.22, top), (x + width * 0.78, top),
            (x + width * 0.78, top + 36), (x + width, top + 36)],
        "round": curve([(x, top + 34), (x + width * 0.2, top + 8), (x + width / 2, top), (x + width * 0.8, top + 8),
            (x + width, top + 34)]),
        "spire": [(x, top + 44), (x + width * 0.42, top), (x + width * 0.47, top - 70), (x + width * 0.53, top - 70),
            (x + width * 0.58, top), (x + width, top + 44)],
    }[shape]
    outline = [*points, (x + width, base), (x, base)]
    c.shade(outline, colour, mix(colour, p.sky[1], 0.28 - 0.08 * layer))
    with c.clip(outline):
        c.rect(x + width * 0.64, top - 80, width, height + 90, p.ink, 0.12)
        if layer == 0:
            return
        lit = mix(p.sun, p.paper, 0.45)
        style = rng.randrange(3)
        y = top + 54
        while y < base - 16:
            if style == 0:
                c.rect(x + 8, y, width - 16, 7, p.paper, 0.16)
            else:
                for i in range(columns := max(2, int(width / 21))):
                    cell = (width - 14) / columns
                    if rng.random() < 0.62:
                        c.rect(x + 7 + i * cell + 2, y, cell - 6, 15 if style == 1 else 9, lit,
                            rng.choice((0.2, 0.35, 0.9)) if layer > 1 else 0.4)
            y += 28 if style == 1 else 20


# Harbour and bridge ---------------------------------------------------------------------------------------------------


def _crane(c: Canvas, p: Palette, x: float, base: float, size: float, side: int, colour: Colour) -> None:
    """A ship-to-shore gantry whose boom reaches over the water."""

    def put(points: list[Point]) -> list[Point]:
        return [(x + side * px * size, base + py * size) for px, py in points]

    for leg in (-46, 46):
        c.line(put([(leg, 0), (leg * 0.86, -250)]), 12 * size, colour)
    c.line(put([(-44, -96), (44, -96)]), 9 * size, colour)
    c.line(put([(-44, -96), (42, -180)]), 6 * size, colour)
    c.line(put([(-250, -250), (110, -250)]), 15 * size, colour)
    c.line(put([(30, -250), (10, -372)]), 10 * size, colour)
    for end in (-240, -120, 104):
        c.line(put([(10, -368), (end, -250)]), 4 * size, colour)
    c.polygon(put([(-20, -286), (46, -286), (46, -258), (-20, -258)]), p.accents[0])
    c.line(put([(-170, -246), (-170, -180)]), 2.5 * size, colour)
    c.polygon(put([(-200, -182), (-140, -182), (-140, -156), (-200, -156)]), p.accents[1])


def _stacks(c: Canvas, p: Palette, rng: Dice, x: float, base: float, columns: int, tallest: int, width: float,
        height: float) -> None:
    for i in range(columns):
        for j in range(rng.randint(1, tallest)):
            colour = mix(rng.choice(p.accents), p.ink, rng.choice((0.0, 0.12)))
            left, top = x + i * (width + 3), base - (j + 1) * (height + 2)
            c.rect(left, top, width, height, colour)
            for k in range(1, 6):
                c.rect(left + k * width / 6 - 1, top + 4, 2.4, height - 8, p.ink, 0.16)


def _freighter(c: Canvas, p: Palette, rng: Dice, x: float, y: float, heading: int) -> None:
    def put(points: list[Point]) -> list[Point]:
        return [(x + heading * px, y + py) for px, py in points]

    _stacks(c, p, rng, x - 190, y - 44, 6, 4, 62, 27)
    house = put([(-292, -46), (-292, -178), (-212, -178), (-206, -46)])
    c.shade(house, p.paper, mix(p.paper, p.sky[0], 0.5))
    for j in range(4):
        c.rect(min(px for px, _ in house) + 14, y - 164 + 27 * j, 56, 10, p.ink, 0.6, radius=3)
    c.polygon(put([(-284, -178), (-278, -214), (-250, -214), (-248, -178)]), p.accents[0])
    stern, bow = curve([(-322, -52), (-310, -4), (-292, 36)]), curve([(268, 36), (312, -14), (344, -66)])
    hull = put([*stern, (268, 36), *bow, (250, -46), (240, -44)])
    c.shade(hull, mix(p.ink, p.accents[2], 0.35), p.ink)
    with c.clip(hull):
        c.rect(x - 400, y + 16, 800, 40, p.accents[0])
        c.rect(x - 400, y + 10, 800, 5, p.paper)
    c.rect(x - 330, y + 34, 650, 8, p.paper, 0.35, radius=4)
    c.rect(x - 250, y + 50, 470, 7, p.ink, 0.2, radius=4)


def _small_boat(c: Canvas, p: Palette, x: float, y: float, size: float) -> None:
    def put(points: list[Point]) -> list[Point]:
        return [(x + px * size, y + py * size) for px, py in points]

    c.polygon(put([(-4, -14), (-4, -104), (58, -20)]), p.paper)
    c.polygon(put([(-10, -16), (-10, -88), (-50, -22)]), p.accents[0])
    c.polygon(put(curve([(-66, -14), (-40, 8), (40, 8), (72, -18)])), p.ink)
    c.rect(x - 50 * size, y + 12 * size, 100 * size, 5 * size, p.ink, 0.25, radius=2)


def _stayed(c: Canvas, p: Palette, deck: list[Point], steel: Colour) -> None:
    for tower in (360.0, 840.0):
        for i in range(1, 12):
            for side in (-1, 1):
                x = tower + side * i * 21
                c.line([(tower, 205 + 14 * i), (x, _height(deck, x))], 2, p.paper if p.name == "malam" else steel, 0.75)
        c.polygon([(tower - 30, 700), (tower - 16, 520), (tower - 5, 180), (tower + 5, 180), (tower + 16, 520),
            (tower + 30, 700)], steel)
        c.polygon([(tower + 2, 700), (tower + 2, 180), (tower + 5, 180), (tower + 16, 520), (tower + 30, 700)],
            p.paper, 0.13)


def _suspended(c: Canvas, p: Palette, deck: list[Point], steel: Colour) -> None:
    cable = curve([(-30, 470), (150, 330), (290, 236), (450, 390), (600, 450), (750, 390), (910, 236), (1050, 330),
        (1230, 470)])
    c.line(cable, 5, p.accents[0])
    for x in range(20, WIDTH, 29):
        c.line([(x, _height(cable, x)), (x, _height(deck, x))], 1.8, steel, 0.8)
    for tower in (290.0, 910.0):
        for dx in (-20, 20):
            c.rect(tower + dx - 8, 226, 16, 460, steel)
        for y in (250, 350, 450):
            c.rect(tower - 22, y, 44, 12, steel)
        c.rect(tower - 46, 676, 92, 26, steel, radius=6)


def _height(line: list[Point], x: float) -> float:
    """Return the line's y at x."""
    for (x0, y0), (x1, y1) in pairwise(line):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return line[-1][1]


def _fast_train(c: Canvas, p: Palette, heading: int) -> None:
    def put(points: list[Point]) -> list[Point]:
        return [(600 + heading * (px - 600), py) for px, py in points]

    nose = curve([(760, 452), (880, 462), (980, 500), (1052, 546), (1060, 562)])
    body = put([(-40, 452), *nose, (1052, 568), (-40, 568)])
    c.shade(body, p.paper, mix(p.paper, p.sky[0], 0.35))
    with c.clip(body):
        c.polygon(put([(-40, 540), (700, 540), (900, 528), (1080, 548), (1080, 580), (-40, 580)]), p.accents[0])
        c.polygon(put([(-40, 533), (700, 533), (905, 519), (1080, 540), (1080, 546), (905, 526), (700, 539),
            (-40, 539)]), p.accents[1])
        c.polygon(put(curve([(862, 474), (930, 484), (990, 512), (940, 512), (868, 500)], closed=True)), p.ink)
    for i in range(15):
        x = -20.0 + i * 58
        corners = put([(x, 480), (x + 38, 480)])
        c.rect(min(px for px, _ in corners), 478, 40, 26, mix(p.ink, p.water[1], 0.3), radius=8)
    for x in (255.0, 545.0):
        c.line(put([(x, 454), (x, 566)]), 3, p.ink, 0.3)


# Temples --------------------------------------------------------------------------------------------------------------


def _stupas(c: Canvas, p: Palette, rng: Dice) -> None:
    """Bell-shaped stupas of a terrace above the morning mist."""
    sky(c, p, 640)
    x = rng.uniform(380, 820)
    sun(c, p, x, 330, rng.uniform(110, 140))
    clouds(c, rng, p.paper, 60, 200, 4)
    mountains(c, p, rng, 400, 110, 0.12)
    hills(c, p, rng, 460, 590, 3, 24, 0.4)
    clouds(c, rng, p.paper, 470, 590, 8, 0.4)
    for row, (y, size, count) in enumerate(((600.0, 0.52, 6), (690.0, 0.86, 4))):
        colour = p.depth(0.55 + 0.2 * row)
        c.shade(_terrace(y + 8), mix(colour, p.paper, 0.12), colour)
        for i in range(count):
            _stupa(c, p, (i + 0.5 + 0.24 * (row % 2)) * WIDTH / count + rng.uniform(-8, 8), y, size, colour)
    c.shade(_terrace(790), p.depth(0.95), p.ink)
    _stupa(c, p, 600 + rng.choice((-340, 340)), 812, 1.75, mix(p.depth(0.92), p.ink, 0.2))
    birds(c, rng, p.ink, x + rng.choice((-240, 240)), 170)


def _terrace(y: float) -> list[Point]:
    return [(-20, y), (WIDTH + 20, y), (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)]


def _stupa(c: Canvas, p: Palette, x: float, y: float, size: float, colour: Colour) -> None:
    half: list[Point] = [(92, 0), (92, -16), (80, -20), (80, -34), *curve([(70, -36), (76, -70), (66, -116), (40,
        -146), (24, -152)]), (24, -176), (11, -180), (7, -222), (0, -240)]
    outline = [(x + px * size, y + py * size) for px, py in [*mirrored(half), *half[::-1]]]
    c.shade(outline, mix(colour, p.sky[1], 0.12), colour)
    with c.clip(outline):
        c.rect(x + 26 * size, y - 250 * size, 100 * size, 260 * size, p.ink, 0.16)
        for row, (dy, count) in enumerate(((-58.0, 4), (-88.0, 4), (-116.0, 3))):
            for i in range(count):
                cx = x + (i - (count - 1) / 2) * 34 * size
                c.polygon([(cx, y + (dy - 11) * size), (cx + 9 * size, y + dy * size), (cx, y + (dy + 11) * size),
                    (cx - 9 * size, y + dy * size)], p.ink, 0.5 - 0.08 * row)
        c.rect(x - 100 * size, y - 24 * size, 200 * size, 4 * size, p.paper, 0.2)


def _towers(c: Canvas, p: Palette, rng: Dice) -> None:
    """Tall stone towers in rising storeys, mirrored in still water."""
    sky(c, p, 600)
    x = 600 + rng.choice((-1, 1)) * rng.uniform(140, 220)
    sun(c, p, x, 270, rng.uniform(110, 140))
    clouds(c, rng, p.paper, 60, 260, 4)
    mountains(c, p, rng, 520, 90, 0.1)
    hills(c, p, rng, 550, 600, 2, 20, 0.3)
    for tx, size, near in ((170.0, 0.46, 0.42), (1030.0, 0.46, 0.42), (345.0, 0.64, 0.6), (855.0, 0.64, 0.6),
            (600.0, 1.0, 0.82)):
        _candi(c, p, tx, 640, size, p.depth(near))
    c.rect(0, 632, WIDTH, 20, p.depth(0.9))
    for tx in range(10, WIDTH, 56):
        c.disc(tx + rng.uniform(-12, 12), 634, rng.uniform(14, 27), mix(p.leaf[1], p.ink, rng.uniform(0.15, 0.5)))
    water(c, p, 650)
    with c.veil(0.25):
        for tx, size in ((345.0, 0.64), (855.0, 0.64), (600.0, 1.0)):
            c.polygon([(tx - 130 * size, 650), (tx + 130 * size, 650), (tx + 60 * size, 650 + 210 * size),
                (tx - 60 * size, 650 + 210 * size)], p.ink)
    reflection(c, rng, mix(p.sun, p.paper, 0.45), x, 655, 800, 240)


def _candi(c: Canvas, p: Palette, x: float, base: float, size: float, colour: Colour) -> None:
    half: list[Point] = [(150, 0), (150, -26), (128, -30), (128, -52), (104, -58), (104, -172), (122, -178),
        (122, -196)]
    width, y = 104.0, -196.0
    for _ in range(5):
        half += [(width, y), (width - 2, y - 34), (width + 6, y - 38), (width + 6, y - 48)]
        width, y = width * 0.76, y - 48
    half += [(width, y), *curve([(width, y), (width * 0.95, y - 26), (width * 0.35, y - 46), (0, y - 78)])]
    outline = [(x + px * size, base + py * size) for px, py in [*mirrored(half), *half[::-1]]]
    c.shade(outline, mix(colour, p.sky[1], 0.1), colour)
    with c.clip(outline):
        c.rect(x + 30 * size, base - 600 * size, 300 * size, 620 * size, p.ink, 0.17)
        for dy in (-30, -56, -176, -240, -288, -336, -384):
            c.rect(x - 160 * size, base + dy * size, 320 * size, 4 * size, p.paper, 0.16)
    c.polygon([(px * size + x, py * size + base) for px, py in [(-26, -56), *curve([(-26, -120), (-18, -142),
        (0, -152), (18, -142), (26, -120)]), (26, -56)]], p.ink, 0.8)
    for tier in range(5):
        w = 104 * 0.76**tier
        for dx in (-1, 1):
            cx, cy = x + dx * (w + 2) * size, base + (-196 - 48 * tier) * size
            c.polygon([(cx - 9 * size, cy), (cx - 6 * size, cy - 20 * size), (cx, cy - 38 * size),
                (cx + 6 * size, cy - 20 * size), (cx + 9 * size, cy)], colour)


def _meru(c: Canvas, p: Palette, rng: Dice) -> None:
    """Tiered thatched shrines on a lake under the hills."""
    sky(c, p, 560)
    x = rng.uniform(300, 900)
    sun(c, p, x, 250, rng.uniform(95, 125))
    clouds(c, rng, p.paper, 70, 240, 4)
    mountains(c, p, rng, 430, 130, 0.12)
    mountains(c, p, rng, 500, 70, 0.3)
    clouds(c, rng, p.paper, 430, 530, 6, 0.4)
    water(c, p, 556)
    reflection(c, rng, mix(p.sun, p.paper, 0.45), x, 560, 800, 230)
    side = rng.choice((-1, 1))
    ground = blob(rng, 600 + side * 60, 682, 390, 40, 0.06)
    c.polygon(moved(ground, 0, 20), p.ink, 0.3)
    c.shade(ground, mix(p.leaf[0], p.depth(0.5), 0.2), mix(p.leaf[1], p.ink, 0.35))
    _pagoda(c, p, 600 + side * 120, 676, 1.0, 9)
    _pagoda(c, p, 600 - side * 150, 686, 0.8, 3)
    for dx in (-330, -270, 250, 330):
        c.disc(600 + side * 60 + dx, 672, rng.uniform(20, 34), mix(p.leaf[1], p.ink, 0.3))
    figure(c, 600 - side * 20, 694, 60, p.accents[1], skins(p)[1])
    for dx in (12, 34):
        figure(c, 600 - side * (20 + dx), 696, 54, p.accents[0] if dx == 12 else p.paper, skins(p)[0])
    c.shade(down(ridge(rng, 780, 10, 2)), p.depth(1), p.ink)
    for lx in range(0, 340, 34):
        at = lx if side > 0 else WIDTH - lx
        c.polygon(leaf(at, 812, rng.uniform(110, 190) - lx * 0.25, 34, -90 + side * rng.uniform(0, 42), 14 * side),
            mix(p.leaf[1], p.ink, rng.uniform(0.2, 0.6)))


def _pagoda(c: Canvas, p: Palette, x: float, base: float, size: float, tiers: int) -> None:
    thatch, wood = mix(p.ink, p.depth(0.8), 0.35), mix(p.accents[0], p.ink, 0.3)
    c.shade([(x + px * size, base + py * size) for px, py in [(-92, 0), (-80, -52), (80, -52), (92, 0)]],
        mix(p.paper, p.accents[0], 0.45), mix(p.accents[0], p.ink, 0.25))
    for i in range(5):
        c.rect(x + (-74 + 33 * i) * size, base - 40 * size, 14 * size, 30 * size, p.ink, 0.25)
    y, width = base - 52 * size, 104.0 * size
    step = (48 if tiers > 5 else 76) * size
    for i in range(tiers):
        w = width * (1 - 0.76 * i / max(tiers - 1, 1))
        c.rect(x - w * 0.42, y - step, w * 0.84, step, wood)
        c.rect(x - w * 0.3, y - step * 0.8, w * 0.6, step * 0.5, p.accents[1], 0.75)
        roof = curve([(x - w * 1.12, y - step * 0.42), (x - w * 0.7, y - step * 0.66), (x - w * 0.32, y - step * 1.12)])
        outline = roof + mirrored(roof, x)[::-1]
        c.shade(outline, mix(thatch, p.sun, 0.18), thatch)
        y -= step * (0.86 if tiers > 5 else 0.96)
    c.polygon([(x - 7 * size, y), (x, y - 44 * size), (x + 7 * size, y)], p.accents[1])


# Markets --------------------------------------------------------------------------------------------------------------


def _stalls(c: Canvas, rng: Dice) -> None:
    p = choose(rng, "fajar", "siang", "zamrud", "bahari", "kenanga", "sogan", "merapi", "senja")
    c.gradient((mix(p.sky[0], p.paper, 0.25), p.sky[1]), 0, 620)
    c.disc(600, 330, 250, mix(p.sun, p.paper, 0.55), 0.6)
    for i in range(9):
        x = -20.0 + 150 * i
        h = rng.uniform(190, 300)
        colour = mix(p.land[0], p.sky[1], 0.25 + 0.2 * (i % 2))
        c.polygon([(x, 620), (x, 560 - h), (x + 75, 500 - h), (x + 152, 560 - h), (x + 152, 620)], colour)
        for j in range(2):
            c.rect(x + 32 + 56 * j, 590 - h, 30, 44, p.paper, 0.4, radius=15)
    c.gradient((mix(p.land[0], p.paper, 0.4), mix(p.land[1], p.paper, 0.2)), 600, 200)
    rope = curve([(-20, 70), (300, 140), (600, 70), (900, 140), (1220, 70)])
    c.line(rope, 2.5, p.ink, 0.6)
    for i, (x, y) in enumerate(rope[2::4]):
        c.polygon([(x - 19, y), (x + 19, y), (x, y + 40)], p.accents[i % 4])
    tones = skins(p)
    for i, x in enumerate((30.0, 420.0, 810.0)):
        _stall(c, p, rng, x + rng.uniform(-8, 8), 360, i, tones[i])
    for i, (x, y) in enumerate(((392.0, 790.0), (776.0, 800.0))):
        _shopper(c, p, x, y, 1.0, p.accents[(i + 2) % 4], tones[i], p.accents[i])


def _stall(c: Canvas, p: Palette, rng: Dice, x: float, y: float, shift: int, skin: Colour) -> None:
    width = 350.0
    a = p.accents[shift % 4]
    c.rect(x + 14, y, 9, 380, p.ink)
    c.rect(x + width - 23, y, 9, 380, p.ink)
    _bust(c, p, x + width / 2 + rng.uniform(-40, 40), y + 212, 0.72, p.accents[(shift + 1) % 4], skin, shift)
    c.rect(x + 4, y + 212, width - 8, 190, mix(p.depth(0.8), a, 0.25))
    c.rect(x - 8, y + 204, width + 16, 16, mix(p.paper, p.depth(0.5), 0.2))
    for i in range(3):
        cx = x + 62 + i * 113
        _pile(c, p, rng, cx, y + 206, p.accents[(shift + i + 1) % 4] if i != 1 else p.leaf[0])
        c.polygon([(cx - 50, y + 240), (cx + 50, y + 240), (cx + 40, y + 300), (cx - 40, y + 300)],
            mix(p.sun, p.depth(0.6), 0.55))
        for j in range(5):
            c.disc(cx - 36 + 18 * j, y + 238, 14, p.accents[(shift + i + 3) % 4])
        for j in range(3):
            c.rect(cx - 48 + j * 2, y + 254 + 14 * j, 96 - 4 * j, 3.5, p.ink, 0.3)
    stripe = width / 9 + 4
    for i in range(9):
        left = x - 18 + i * stripe
        top = x - 18 + width * 0.06 + i * (stripe * 0.88)
        colour = a if i % 2 == 0 else p.paper
        c.polygon([(top, y - 56), (top + stripe * 0.88, y - 56), (left + stripe, y + 16), (left, y + 16)], colour)
        c.slice(left + stripe / 2, y + 15, stripe / 2, 0, 180, mix(colour, p.ink, 0.08))


def _pile(c: Canvas, p: Palette, rng: Dice, x: float, y: float, colour: Colour) -> None:
    for row, count in enumerate((5, 4, 3, 2)):
        for i in range(count):
            cx, cy = x + (i - (count - 1) / 2) * 23, y - 11 - row * 18
            c.disc(cx, cy, 13, mix(colour, p.ink, rng.uniform(0, 0.14)))
            c.disc(cx - 4, cy - 4, 3.4, p.paper, 0.55)


def _bust(c: Canvas, p: Palette, x: float, y: float, size: float, clothes: Colour, skin: Colour, kind: int) -> None:
    c.polygon([(x + px * size, y + py * size) for px, py in curve([(-78, 10), (-72, -72), (-30, -104), (30, -104),
        (72, -72), (78, 10)])], clothes)
    if kind % 2:
        c.oval(x, y - 138 * size, 50 * size, 60 * size, p.paper)
        c.polygon([(x + px * size, y + py * size) for px, py in curve([(-50, -130), (-54, -92), (0, -66), (54, -92),
            (50, -130)])], p.paper)
        c.oval(x, y - 138 * size, 33 * size, 41 * size, skin)
    else:
        c.rect(x - 15 * size, y - 122 * size, 30 * size, 34 * size, mix(skin, p.ink, 0.2), radius=8 * size)
        c.oval(x, y - 148 * size, 37 * size, 44 * size, skin)
        c.slice(x, y - 154 * size, 42 * size, 176, 364, p.ink)


def _shopper(c: Canvas, p: Palette, x: float, y: float, size: float, clothes: Colour, skin: Colour,
        scarf: Colour) -> None:
    """Someone seen from behind with a basket on the arm."""
    def put(points: list[Point]) -> list[Point]:
        return [(x + px * size, y + py * size) for px, py in points]

    c.polygon(put(curve([(-62, 30), (-72, -120), (-48, -200), (0, -216), (48, -200), (72, -120), (62, 30)])), clothes)
    c.oval(*put([(0, -246)])[0], 42 * size, 50 * size, scarf)
    c.polygon(put(curve([(-42, -244), (-52, -206), (0, -176), (52, -206), (42, -244)])), scarf)
    c.line(put(curve([(54, -170), (92, -120), (96, -60)])), 22 * size, mix(clothes, p.ink, 0.12), round_ends=True)
    c.arc(*put([(112, -50)])[0], 42 * size, 44 * size, 180, 360, 6 * size, p.ink)
    for i in range(4):
        c.disc(*put([(84 + 19 * i, -56)])[0], 17 * size, p.accents[i])
    c.polygon(put([(62, -50), (162, -50), (146, 20), (78, 20)]), mix(p.sun, p.depth(0.6), 0.5))
    for j in range(3):
        c.line(put([(66 + 4 * j, -34 + 18 * j), (158 - 4 * j, -34 + 18 * j)]), 3.5 * size, p.ink, 0.35)


def _floating_market(c: Canvas, rng: Dice) -> None:
    """Boats full of fruit, seen from above."""
    p = choose(rng, "siang", "bahari", "zamrud", "malam", "fajar", "merapi")
    c.gradient((mix(*p.water, 0.35), mix(*p.water, 0.75)))
    for _ in range(46):
        x, y, w = rng.uniform(-40, WIDTH), rng.uniform(0, HEIGHT), rng.uniform(40, 130)
        c.line(curve([(x, y), (x + w * 0.3, y - 7), (x + w * 0.7, y + 7), (x + w, y)]), 3, p.paper, 0.22)
    slope = rng.choice((-1, 1)) * rng.uniform(17, 27)
    skin = skins(p)[1]
    for i, along in enumerate((-400.0, -230.0, -60.0, 110.0, 280.0, 450.0)):
        _laden_boat(c, p, rng, 600 + rng.uniform(-230, 230) + along * 0.2, 390 + along * 1.05,
            slope + rng.uniform(-3, 3), i, skin)
    for _ in range(9):
        x, y = rng.choice((rng.uniform(-10, 150), rng.uniform(1050, 1210))), rng.uniform(20, 780)
        r = rng.uniform(26, 50)
        start = rng.uniform(0, 360)
        c.slice(x, y, r, start, start + 325, mix(p.leaf[1], p.leaf[0], rng.uniform(0, 0.6)))
        if r > 40:
            c.polygon(star(x, y, 20, 9, 7, start), p.accents[3] if p.name == "bahari" else p.paper)
            c.disc(x, y, 6, p.sun)


def _laden_boat(c: Canvas, p: Palette, rng: Dice, x: float, y: float, angle: float, shift: int, skin: Colour) -> None:
    def put(points: list[Point]) -> list[Point]:
        return moved(turned(points, angle), x, y)

    wood = mix(p.depth(0.9), p.accents[shift % 4], 0.22)
    upper = curve([(-330, 0), (-220, -46), (0, -62), (220, -46), (330, 0)])
    hull = upper + [(px, -py) for px, py in upper[::-1]]
    c.polygon(put([(px + 10, py + 24) for px, py in hull]), p.ink, 0.28)
    c.polygon(put(hull), wood)
    c.polygon(put([(px * 0.93, py * 0.8) for px, py in hull]), mix(wood, p.paper, 0.3))
    kinds = [0, 1, 2, 3]
    rng.shuffle(kinds)
    for i, kind in enumerate(kinds):
        left = -238 + 104 * i
        colour = (p.accents[0], p.accents[1], p.leaf[0], p.accents[3])[kind]
        hold = put([(left, -36), (left + 94, -36), (left + 94, 36), (left, 36)])
        c.polygon(hold, mix(wood, p.ink, 0.5))
        for _ in range(17):
            fx, fy = put([(left + rng.uniform(13, 81), rng.uniform(-26, 26))])[0]
            c.disc(fx, fy, 14, mix(colour, p.ink, rng.uniform(0.0, 0.22)))
            c.disc(fx - 4, fy - 4, 4, p.paper, 0.5)
    hat = put([(226, 0)])[0]
    c.polygon(put(circle(214, 0, 26, 48)), p.accents[(shift + 1) % 4])
    c.disc(*hat, 43, mix(p.sun, p.paper, 0.5))
    for r in (33, 22, 11):
        c.ring(*hat, r, 2.4, mix(p.sun, p.ink, 0.3), 0.6)
    c.slice(*hat, 43, angle + 20, angle + 120, p.ink, 0.1)
    c.line(put([(190, 60), (270, 118)]), 8, wood, round_ends=True)
    c.polygon(put(circle(282, 127, 20, 11)), wood)
    c.disc(*put([(216, 50)])[0], 10, skin)
