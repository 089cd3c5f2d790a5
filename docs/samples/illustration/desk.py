"""Scenes of learning, travel and figures: classroom, passport, globe, map, chart, people, book."""
from math import cos, pi, radians, sin

from .canvas import HEIGHT, WIDTH, Canvas, Point
from .dice import Dice
from .motifs import FILLS, kawung, megamendung, parang
from .palette import Colour, Palette, choose, mix
from .scenery import clouds, hills, mountains, palm, reflection, skins, sky, stars, sun, trees
from .shapes import blob, circle, curve, leaf, mirrored, moved, ridge, star, turned

__all__ = ["book", "chart", "classroom", "globe", "map_", "passport", "people"]


def classroom(c: Canvas, rng: Dice) -> None:
    """A bright room: a window on the hills, a board with figures of geometry, pupils at their desks."""
    p = choose(rng, "siang", "fajar", "zamrud", "bahari", "kenanga", "sogan", "merapi")
    wall = mix(p.paper, p.sky[0], 0.28)
    c.gradient((wall, mix(wall, p.sky[0], 0.25)), 0, 580)
    c.rect(0, 560, WIDTH, 240, mix(p.land[0], p.paper, 0.3))
    c.rect(0, 548, WIDTH, 14, mix(p.land[1], p.paper, 0.25))
    left = rng.random() < 0.5
    _window(c, p, rng, 70 if left else 780, 90, 350, 360)
    _board(c, p, rng, 480 if left else 70, 110, 650, 320)
    sunlight = [(110.0, 590.0), (420.0, 590.0), (620.0, 800.0), (240.0, 800.0)]
    c.polygon(sunlight if left else mirrored(sunlight, 600), p.paper, 0.35)
    tones = skins(p)
    order = list(range(4))
    rng.shuffle(order)
    for row, (y, size, count) in enumerate(((640.0, 0.74, 4), (800.0, 1.0, 3))):
        for i in range(count):
            x = (i + 0.5) * WIDTH / count
            k = order[(i + row) % 4]
            _pupil(c, p, x, y, size, p.accents[k], tones[(i + 2 * row) % 4], k % 3)
    _pot(c, p, rng, 1130 if left else 52, 560, 0.9)


def passport(c: Canvas, rng: Dice) -> None:
    """What one packs, seen from above: a plain booklet, a boarding card, a camera, sunglasses, a hat, a leaf."""
    p = choose(rng)
    table = mix(p.sky[1], p.paper, 0.25) if rng.random() < 0.6 else mix(p.accents[2], p.paper, 0.62)
    c.gradient((mix(table, p.paper, 0.3), table))
    cloth = [(-20.0, 560.0), (420.0, 820.0), (-20.0, 820.0)]
    c.shadow(cloth, 16, p.ink, 0.35)
    with c.clip(cloth):
        kawung(c, rng, (p.accents[3], p.paper, p.accents[1]), 150)
    for i in (-2, -1, 0, 1, 2):
        c.polygon(moved(leaf(1230, -20, 400, 96, 132 + 24 * i, 18), 8, 18), p.ink, 0.16)
        c.polygon(leaf(1230, -20, 400, 96, 132 + 24 * i, 18), mix(p.leaf[1], p.leaf[0], 0.25 * (i % 2) + 0.2))
    tilt = rng.uniform(-13, -6)
    _boarding_card(c, p, 720, 300, tilt + 24)
    _booklet(c, p, rng, 500, 400, tilt)
    _camera(c, p, 945, 570, rng.uniform(-8, 8))
    _sunglasses(c, p, 190, 180, rng.uniform(-18, -6))
    _sun_hat(c, p, 170, 640)
    pen = [(-150.0, -9.0), (130.0, -9.0), (164.0, 0.0), (130.0, 9.0), (-150.0, 9.0)]
    c.polygon(moved(turned(pen, 62), 708, 640 + 12), p.ink, 0.2)
    c.polygon(moved(turned(pen, 62), 700, 640), p.accents[0])
    c.polygon(moved(turned([(130.0, -9.0), (164.0, 0.0), (130.0, 9.0)], 62), 700, 640), p.accents[1])


def globe(c: Canvas, rng: Dice) -> None:
    """A sphere of meridians with routes that arch over it; no land, no borders."""
    p = choose(rng)
    dark = rng.random() < 0.6
    top, low = (mix(p.ink, p.depth(0.9), 0.3), mix(p.depth(0.8), p.depth(0.5), 0.4)) if dark else (mix(p.sky[0],
        p.paper, 0.3), p.sky[1])
    c.gradient((top, low))
    if dark:
        stars(c, p, rng, HEIGHT, 110)
    x, y, r = 600.0 + rng.uniform(-40, 40), 420.0, 290.0
    c.glow(x, y, 620, mix(p.sun, p.paper, 0.4), 0.5)
    for share in (1.22, 1.46):
        c.ring(x, y, r * share, 2, p.paper, 0.28)
    ball = circle(x, y, r, steps=120)
    c.shade(ball, mix(p.water[0], p.paper, 0.2), p.water[0], p.water[1])
    with c.clip(ball):
        for share in (-0.9, -0.62, -0.32, 0.0, 0.32, 0.62, 0.9):
            c.arc(x, y, abs(r * share), r, 90 if share > 0 else -90, 270 if share < 0 else 450, 2.4, p.paper, 0.4)
        c.line([(x, y - r), (x, y + r)], 2.4, p.paper, 0.4)
        for share in (-0.72, -0.4, 0.0, 0.4, 0.72):
            w = r * (1 - share * share) ** 0.5
            c.arc(x, y + r * share - 12, w, 24, 0, 180, 2.4, p.paper, 0.4)
        _halftone(c, p, rng, x, y, r)
    spots = [(rng.uniform(-0.75, 0.75), rng.uniform(-0.6, 0.65)) for _ in range(9)]
    places = [(x + sx * r, y + sy * r * (1 - 0.4 * sx * sx)) for sx, sy in spots]
    home = (x + 0.12 * r, y + 0.22 * r)
    for i, (px, py) in enumerate(places):
        lift = 60 + 0.5 * ((px - home[0]) ** 2 + (py - home[1]) ** 2) ** 0.5
        route = curve([home, ((home[0] * 2 + px) / 3, (home[1] * 2 + py) / 3 - lift * 0.75),
            ((home[0] + 2 * px) / 3, (home[1] + 2 * py) / 3 - lift * 0.75), (px, py)], steps=14)
        c.line(route, 4, p.accents[i % 4] if i % 4 != 2 else p.paper, 0.95)
        c.disc(px, py, 11, p.paper)
        c.disc(px, py, 6.5, p.accents[i % 4])
    c.disc(*home, 30, p.sun, 0.35)
    c.disc(*home, 17, p.paper)
    c.disc(*home, 10, p.accents[0])
    for share, angle in ((1.22, rng.uniform(200, 330)), (1.46, rng.uniform(10, 170)), (1.46, rng.uniform(190, 350))):
        ox, oy = x + r * share * cos(radians(angle)), y + r * share * sin(radians(angle))
        c.disc(ox, oy, 13, p.accents[1])
        c.disc(ox, oy, 6, p.paper)


def map_(c: Canvas, rng: Dice) -> None:
    """A chart of an invented archipelago: shores in rings, a dotted course, pins, a compass rose."""
    p = choose(rng)
    deep = mix(p.water[0], p.paper, 0.2)
    c.gradient((mix(deep, p.paper, 0.25), deep))
    for i in range(1, 12):
        c.line([(i * 100, 0), (i * 100, HEIGHT)], 1.6, p.paper, 0.35)
    for i in range(1, 8):
        c.line([(0, i * 100), (WIDTH, i * 100)], 1.6, p.paper, 0.35)
    spots = [(170.0, 250.0, 150.0, 90.0), (470.0, 480.0, 190.0, 95.0), (800.0, 270.0, 150.0, 120.0),
        (960.0, 590.0, 140.0, 80.0), (480.0, 170.0, 80.0, 50.0), (690.0, 660.0, 90.0, 44.0), (150.0, 610.0, 95.0, 60.0)]
    islands = [(blob(rng, x + rng.uniform(-25, 25), y + rng.uniform(-25, 25), rx, ry, 0.3, 11), x, y, rx) for x, y, rx,
        ry in spots]
    for share, alpha in ((1.5, 0.2), (1.28, 0.3), (1.12, 0.45)):
        for outline, *_ in islands:
            c.polygon(_about_middle(outline, share), p.paper, alpha)
    for i, (outline, *_) in enumerate(islands):
        ground = mix(p.leaf[0], p.sun, 0.12 * (i % 3))
        c.polygon(moved(outline, 6, 12), p.ink, 0.16)
        c.polygon(outline, mix(ground, p.paper, 0.3))
        for step, share in enumerate((0.76, 0.52, 0.3)):
            c.polygon(_about_middle(outline, share), mix(ground, p.leaf[1], 0.12 + 0.3 * step))
    stops = [islands[k][1:3] for k in (6, 1, 4, 2, 3)]
    course = curve([(x, y) for x, y in stops], steps=16)
    for x, y in course[::2]:
        c.disc(x, y, 5, p.accents[0])
    for i, (x, y) in enumerate(stops):
        _pin(c, p, x, y, 1.25 if i in (0, 4) else 0.95, p.accents[(0, 2, 3, 2, 0)[i]])
    for x, y in ((1080.0, 400.0), (330.0, 730.0), (620.0, 330.0)):
        for k in range(3):
            c.line(curve([(x + 34 * k, y), (x + 10 + 34 * k, y - 11), (x + 24 + 34 * k, y - 11),
                (x + 34 + 34 * k, y)]), 3.4, p.paper, 0.75)
    _compass(c, p, 1085, 140, 92)
    c.line([(16, 16), (1184, 16), (1184, 784), (16, 784), (16, 16)], 5, p.paper, 0.9)


def chart(c: Canvas, rng: Dice) -> None:
    """Columns in patterned cloth, a curve and a ring: figures before they have numbers."""
    p = choose(rng)
    back = mix(p.paper, p.sky[1], 0.45)
    c.gradient((p.paper, back))
    c.disc(rng.uniform(850, 980), 240, 190, mix(p.sun, p.paper, 0.6), 0.7)
    for i in range(6):
        c.line([(90, 160 + 100 * i), (1110, 160 + 100 * i)], 2, p.ink, 0.1)
    values = sorted(rng.uniform(0.2, 0.62) for _ in range(6))
    values = [v + rng.uniform(-0.05, 0.05) + 0.055 * i for i, v in enumerate(values)]
    ground = 690.0
    area = curve([(90.0, ground - 90), *[(180 + 168 * i, ground - 500 * v * 0.55 - rng.uniform(0, 60)) for i,
        v in enumerate(values)], (1110.0, ground - 330)])
    c.shade([*area, (1110, ground), (90, ground)], mix(p.accents[2], back, 0.55), mix(p.accents[2], back, 0.85))
    c.line(area, 4, mix(p.accents[2], back, 0.3))
    tops: list[Point] = []
    for i, value in enumerate(values):
        x, height = 132.0 + 168 * i, 560 * value
        colour = p.accents[i % 4]
        column = [(x, ground - height), (x + 100, ground - height), (x + 100, ground), (x, ground)]
        side = [(x + 100, ground - height), (x + 124, ground - height - 18), (x + 124, ground - 18), (x + 100, ground)]
        c.shade(column, colour, mix(colour, p.ink, 0.12))
        if i % 2 == 0:
            with c.clip(column):
                draw = FILLS[1 + (i // 2) % 2]
                draw(c, rng, (mix(colour, p.ink, 0.15), mix(colour, p.paper, 0.7), p.paper), 100)
        c.polygon(side, mix(colour, p.ink, 0.32))
        c.polygon([(x, ground - height), (x + 24, ground - height - 18), (x + 124, ground - height - 18),
            (x + 100, ground - height)], mix(colour, p.paper, 0.45))
        tops.append((x + 62, ground - height - 62))
    c.rect(70, ground, 1060, 10, p.ink, radius=5)
    trend = curve(tops)
    c.line(trend, 7, p.ink)
    for x, y in tops:
        c.disc(x, y, 15, p.ink)
        c.disc(x, y, 8, p.sun)
    _doughnut(c, p, rng, 250, 200, 118)
    for i in range(6):
        c.rect(150 + 168 * i, ground + 34, 66, 13, p.ink, 0.28, radius=6)
    for i, width in enumerate((190.0, 140.0, 165.0)):
        c.disc(432, 132 + 46 * i, 11, p.accents[i])
        c.rect(456, 125 + 46 * i, width, 13, p.ink, 0.28, radius=6)


def people(c: Canvas, rng: Dice) -> None:
    """People of many kinds, shoulder to shoulder, some in patterned cloth."""
    p = choose(rng)
    c.gradient((mix(p.sky[0], p.paper, 0.15), p.sky[1]))
    c.disc(600, 400, 340, mix(p.sun, p.paper, 0.42))
    c.disc(600, 400, 270, mix(p.sun, p.paper, 0.2))
    tones = skins(p)
    kinds = list(range(7))
    rng.shuffle(kinds)
    cast = 0
    for y, size, xs, depth in ((450.0, 0.84, (210.0, 470.0, 730.0, 990.0), 0.25),
            (640.0, 1.08, (80.0, 340.0, 600.0, 860.0, 1120.0), 0.0)):
        for i, x in enumerate(xs):
            clothes = mix(p.accents[(i + cast) % 4], p.sky[1], depth)
            _person(c, p, rng, x + rng.uniform(-16, 16), y + rng.uniform(-26, 22), size, clothes,
                tones[cast * 3 % 4], kinds[cast % 7], cast)
            cast += 1


def book(c: Canvas, rng: Dice) -> None:
    """An open book from which a landscape rises."""
    p = choose(rng)
    c.gradient((p.sky[0], mix(*p.sky, 0.6), p.sky[1]))
    if p.name in ("malam", "senja"):
        stars(c, p, rng, 420, 50)
    x = rng.uniform(480, 720)
    sun(c, p, x, 250, 100)
    clouds(c, rng, p.paper, 60, 260, 4)
    dome = [*curve([(130, 610), (170, 470), (330, 420), (460, 330), (600, 380), (760, 300), (880, 410), (1030, 470),
        (1070, 610)])]
    scene = [*dome, (1070.0, 680.0), (130.0, 680.0)]
    with c.clip(scene):
        mountains(c, p, rng, 430, 90, 0.2)
        hills(c, p, rng, 470, 570, 3, 26, 0.65)
        trees(c, rng, ridge(rng, 560, 12, 2, 24), mix(p.leaf[1], p.ink, 0.2), 17, 1)
        c.gradient((p.water[0], p.water[1]), 580, 110)
        reflection(c, rng, mix(p.sun, p.paper, 0.4), x, 584, 690, 170)
    for tx, height in ((250.0, 190.0), (330.0, 140.0), (930.0, 170.0)):
        palm(c, rng, tx, 612, height, p.ink, mix(p.leaf[1], p.ink, 0.4))
    for i in range(7):
        kx, ky = rng.uniform(300, 900), rng.uniform(90, 330)
        c.polygon(moved(turned([(-24.0, -4.0), (26.0, -14.0), (6.0, 18.0)], rng.uniform(-40, 30)), kx, ky),
            p.paper if i % 2 else p.accents[i % 4], 0.95)
    cover = mix(p.accents[0], p.ink, 0.35)
    c.oval(600, 772, 560, 26, p.ink, 0.25)
    for layer, (drop, colour) in enumerate(((34.0, cover), (20.0, mix(p.paper, p.ink, 0.22)),
            (11.0, mix(p.paper, p.ink, 0.1)), (0.0, p.paper))):
        grow = (22.0, 8.0, 4.0, 0.0)[layer]
        page = curve([(600, 668 + drop), (480, 606 + drop), (300, 596 + drop),
            (90 - grow, 634 + drop)]) + curve([(60 - grow, 742 + drop), (300, 700 + drop), (480, 708 + drop),
            (600, 764 + drop)])
        c.polygon(page, colour)
        c.polygon(mirrored(page, 600), mix(colour, p.ink, 0.05))
    with c.clip(curve([(600, 668), (480, 606), (300, 596), (90, 634)]) + curve([(60, 742), (300, 700), (480, 708),
            (600, 764)])):
        c.polygon([(600, 600), (520, 600), (560, 780), (600, 780)], p.ink, 0.1)
    for i in range(4):
        for flip in (False, True):
            line = curve([(130 - 6 * i, 650 + 22 * i), (300, 618 + 22 * i), (470, 630 + 22 * i),
                (560 - (60 if i == 3 else 0), 662 + 22 * i)])
            c.line(mirrored(line, 600) if flip else line, 5, p.ink, 0.22)
    c.polygon([(640, 652), (668, 640), (676, 790), (660, 776), (646, 796)], p.accents[0])


# Classroom ------------------------------------------------------------------------------------------------------------


def _window(c: Canvas, p: Palette, rng: Dice, x: float, y: float, width: float, height: float) -> None:
    frame = mix(p.land[1], p.ink, 0.2)
    c.rect(x - 16, y - 16, width + 32, height + 32, frame, radius=6)
    pane = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    with c.clip(pane):
        sky(c, p, y + height * 0.75)
        c.disc(x + width * rng.uniform(0.3, 0.7), y + height * 0.32, 52, p.sun)
        mountains(c, p, rng, y + height * 0.62, 60, 0.2)
        hills(c, p, rng, y + height * 0.68, y + height * 0.95, 3, 14, 0.6)
        palm(c, rng, x + width * 0.8, y + height + 10, 220, p.ink, mix(p.leaf[1], p.ink, 0.3))
    c.rect(x + width / 2 - 6, y, 12, height, frame)
    c.rect(x, y + height * 0.42, width, 10, frame)
    c.rect(x - 32, y + height + 14, width + 64, 18, mix(frame, p.paper, 0.3), radius=4)


def _board(c: Canvas, p: Palette, rng: Dice, x: float, y: float, width: float, height: float) -> None:
    chalk = p.paper
    c.rect(x - 14, y - 14, width + 28, height + 28, mix(p.sun, p.land[1], 0.6), radius=8)
    slate = mix(p.leaf[1], p.ink, 0.55)
    c.shade([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], slate, mix(slate, p.paper, 0.06))
    c.ring(x + 130, y + 130, 74, 4, chalk, 0.9)
    c.line([(x + 130, y + 130), (x + 196, y + 96)], 4, chalk, 0.9)
    c.disc(x + 130, y + 130, 6, p.accents[1])
    c.line([(x + 260, y + 204), (x + 260, y + 66), (x + 424, y + 204), (x + 260, y + 204)], 4, chalk, 0.9)
    c.line([(x + 260, y + 184), (x + 280, y + 184), (x + 280, y + 204)], 3, p.accents[1])
    wave = [(x + 60 + 9 * i, y + 264 - 26 * sin(i / 3.2)) for i in range(40)]
    c.line(wave, 4, p.accents[0])
    c.line([(x + 50, y + 264), (x + 420, y + 264)], 3, chalk, 0.6)
    cube = [(x + 480, y + 120), (x + 560, y + 120), (x + 560, y + 200), (x + 480, y + 200), (x + 480, y + 120)]
    c.line(cube, 4, chalk, 0.9)
    c.line(moved(cube, 34, -34), 4, chalk, 0.5)
    for cx, cy in cube[:4]:
        c.line([(cx, cy), (cx + 34, cy - 34)], 4, chalk, 0.7)
    c.polygon(star(x + 545, y + 266, 30, 13, 6), p.accents[1], 0.9)


def _pupil(c: Canvas, p: Palette, x: float, y: float, size: float, clothes: Colour, skin: Colour, kind: int) -> None:
    """A pupil from behind, at a desk with a book on it."""
    def put(points: list[Point]) -> list[Point]:
        return [(x + px * size, y + py * size) for px, py in points]

    wood = mix(p.sun, p.land[1], 0.55)
    c.polygon(put([(-150, -74), (150, -74), (166, -50), (-166, -50)]), mix(wood, p.paper, 0.3))
    c.polygon(put([(-166, -50), (166, -50), (166, -34), (-166, -34)]), mix(wood, p.ink, 0.15))
    for dx in (-150, 138):
        c.polygon(put([(dx, -34), (dx + 12, -34), (dx + 12, 60), (dx, 60)]), mix(wood, p.ink, 0.35))
    c.polygon(put([(70, -72), (128, -72), (138, -56), (76, -56)]), p.accents[(kind + 1) % 4])
    c.polygon(put([(-128, -76), (-84, -76), (-84, -88), (-128, -88)]), p.accents[(kind + 2) % 4])
    c.polygon(put([(-122, -88), (-90, -88), (-90, -98), (-122, -98)]), p.accents[(kind + 3) % 4])
    c.polygon(put(curve([(-66, 60), (-74, -40), (-54, -100), (-20, -120), (20, -120), (54, -100), (74, -40),
        (66, 60)])), clothes)
    if kind == 0:
        c.polygon(put(curve([(-44, -170), (-58, -110), (-30, -70), (30, -70), (58, -110), (44, -170), (0, -218)],
            closed=True)), mix(clothes, p.paper, 0.6))
    else:
        c.polygon(put([(-14, -112), (14, -112), (14, -140), (-14, -140)]), mix(skin, p.ink, 0.2))
        c.oval(*put([(0, -168)])[0], 40 * size, 46 * size, p.ink)
        for dx in (-40, 40):
            c.disc(*put([(dx, -160)])[0], 9 * size, skin)
        if kind == 2:
            for dx in (-42, 42):
                c.polygon(put(curve([(dx, -176), (dx * 1.6, -150), (dx * 1.55, -104), (dx * 1.15, -140)],
                    closed=True)), p.ink)
                c.disc(*put([(dx * 1.12, -166)])[0], 9 * size, p.accents[0])


def _pot(c: Canvas, p: Palette, rng: Dice, x: float, y: float, size: float) -> None:
    for angle in (-150, -122, -98, -72, -48, -28):
        c.polygon(leaf(x, y - 70 * size, rng.uniform(130, 170) * size, 46 * size, angle, 12),
            mix(p.leaf[1], p.leaf[0], rng.random()))
    c.polygon([(x - 48 * size, y - 80 * size), (x + 48 * size, y - 80 * size), (x + 36 * size, y + 12),
        (x - 36 * size, y + 12)], p.accents[0])
    c.rect(x - 54 * size, y - 88 * size, 108 * size, 20 * size, mix(p.accents[0], p.ink, 0.15), radius=4)


# Travel ---------------------------------------------------------------------------------------------------------------


def _booklet(c: Canvas, p: Palette, rng: Dice, x: float, y: float, tilt: float) -> None:
    """A plain booklet: a band of pattern and a ring of meridians where an emblem would be."""
    cover = mix(p.accents[2], p.ink, 0.35)

    def put(points: list[Point]) -> list[Point]:
        return moved(turned(points, tilt), x, y)

    outline = _card(170, 232, 20)
    c.shadow(moved(put(outline), 10, 22), 16, p.ink, 0.45)
    c.polygon(put(moved(outline, 8, 6)), p.paper)
    c.polygon(put(outline), cover)
    band = put([(-170, 110), (170, 110), (170, 190), (-170, 190)])
    with c.clip(band):
        (parang if rng.random() < 0.5 else kawung)(c, rng, (mix(cover, p.ink, 0.3), p.accents[1], p.paper), 90)
    for dy in (104, 190):
        c.polygon(put([(-170, dy), (170, dy), (170, dy + 5), (-170, dy + 5)]), p.accents[1])
    gold = mix(p.accents[1], p.paper, 0.2)
    cx, cy = put([(0, -62)])[0]
    c.ring(cx, cy, 92, 5, gold)
    for share in (0.32, 0.72):
        c.line([*(ring := put(circle(0, -62, 90 * share, 90, 40))), ring[0]], 3, gold)
    c.line(put([(0, -152), (0, 28)]), 3, gold)
    for dy, half in ((-112, 76), (-62, 90), (-12, 76)):
        c.line(put([(-half, dy), (half, dy)]), 3, gold)
    c.polygon(put([(-170, -232), (-148, -232), (-148, 232), (-170, 232)]), p.ink, 0.2)


def _boarding_card(c: Canvas, p: Palette, x: float, y: float, tilt: float) -> None:
    def put(points: list[Point]) -> list[Point]:
        return moved(turned(points, tilt), x, y)

    outline = _card(240, 100, 16)
    c.shadow(moved(put(outline), 8, 16), 12, p.ink, 0.35)
    c.polygon(put(outline), p.paper)
    c.polygon(put([(-240, -84), (-224, -100), (224, -100), (240, -84), (240, -52), (-240, -52)]), p.accents[0])
    for i in range(9):
        c.disc(*put([(120, -38 + 15 * i)])[0], 3, p.ink, 0.3)
    for dx, dy, width, thick in ((-206, -20, 110, 18), (40, -20, 60, 18), (-206, 30, 80, 10), (-206, 54, 130, 10),
            (20, 54, 70, 10)):
        c.polygon(put([(dx, dy), (dx + width, dy), (dx + width, dy + thick), (dx, dy + thick)]), p.ink, 0.32)
    plane = [(34.0, 0.0), (22.0, -6.0), (8.0, -6.0), (-8.0, -34.0), (-17.0, -34.0), (-9.0, -6.0), (-26.0, -5.0),
        (-34.0, -17.0), (-40.0, -17.0), (-36.0, 0.0)]
    c.polygon(put(moved([*plane, *[(px, -py) for px, py in plane[::-1]]], -30, -12)), p.accents[2])
    for i, width in enumerate((5, 3, 8, 3, 5, 9, 4)):
        c.polygon(put([(142 + 12 * i, -20), (142 + 12 * i + width, -20), (142 + 12 * i + width, 70),
            (142 + 12 * i, 70)]), p.ink, 0.8)


def _camera(c: Canvas, p: Palette, x: float, y: float, tilt: float) -> None:
    def put(points: list[Point]) -> list[Point]:
        return moved(turned(points, tilt), x, y)

    body = mix(p.ink, p.accents[3], 0.25)
    c.shadow(moved(put(_card(160, 104, 26)), 10, 20), 16, p.ink, 0.45)
    c.line(put(curve([(-160, -60), (-230, -130), (-150, -210), (40, -190), (190, -180), (230, -110), (160, -60)])), 12,
        mix(p.accents[0], p.ink, 0.1))
    c.polygon(put([(-60, -132), (60, -132), (76, -100), (-76, -100)]), body)
    c.polygon(put(_card(160, 104, 26)), body)
    c.polygon(put([(-160, -70), (160, -70), (160, -44), (-160, -44)]), p.accents[1])
    c.polygon(put(moved(_card(22, 9, 6), 112, -112)), p.accents[0])
    cx, cy = put([(0, 10)])[0]
    for r, colour in ((86, p.paper), (76, mix(p.ink, body, 0.4)), (58, mix(p.water[1], p.ink, 0.4)), (40, p.water[1]),
            (20, mix(p.water[0], p.paper, 0.2))):
        c.disc(cx, cy, r, colour)
    c.disc(cx - 24, cy - 26, 12, p.paper, 0.85)


def _sunglasses(c: Canvas, p: Palette, x: float, y: float, tilt: float) -> None:
    def put(points: list[Point]) -> list[Point]:
        return moved(turned(points, tilt), x, y)

    frame = mix(p.accents[0], p.ink, 0.15)
    for dy, colour, alpha in ((14, p.ink, 0.22), (0, frame, 1.0)):
        c.line(moved(put(curve([(-120, -8), (-128, -90), (-70, -112)])), 4, dy), 11, colour, alpha)
        c.line(moved(put(curve([(120, -8), (128, -90), (70, -112)])), 4, dy), 11, colour, alpha)
        for dx in (-64, 64):
            c.polygon(moved(put(circle(dx, 0, 62, 52)), 0, dy), colour, alpha)
        c.line(moved(put(curve([(-16, -14), (0, -24), (16, -14)])), 0, dy), 10, colour, alpha)
    for dx in (-64, 64):
        c.shade(put(circle(dx, 0, 50, 41)), mix(p.ink, p.water[1], 0.5), mix(p.water[1], p.sun, 0.35))
        c.line(put([(dx - 26, 10), (dx + 2, -24)]), 7, p.paper, 0.5)


def _sun_hat(c: Canvas, p: Palette, x: float, y: float) -> None:
    straw = mix(p.sun, p.paper, 0.5)
    c.shadow(circle(x + 8, y + 20, 168, 160), 18, p.ink, 0.4)
    c.disc(x, y, 168, straw)
    for r in (152, 132, 112):
        c.ring(x, y, r, 3, mix(straw, p.ink, 0.25), 0.5)
    c.disc(x, y, 92, mix(p.accents[0], p.ink, 0.1))
    c.disc(x, y - 4, 80, mix(straw, p.paper, 0.2))
    for r in (60, 38, 18):
        c.ring(x, y - 4, r, 3, mix(straw, p.ink, 0.25), 0.5)


def _card(half_width: float, half_height: float, radius: float) -> list[Point]:
    """Return a rectangle with rounded corners around the origin."""
    corners = ((1, -1, -90), (1, 1, 0), (-1, 1, 90), (-1, -1, 180))
    return [
        (sx * (half_width - radius) + radius * cos(radians(start + 15 * i)),
            sy * (half_height - radius) + radius * sin(radians(start + 15 * i)))
        for sx, sy, start in corners
        for i in range(7)
    ]


# Globe, map, chart ----------------------------------------------------------------------------------------------------


def _halftone(c: Canvas, p: Palette, rng: Dice, x: float, y: float, r: float) -> None:
    """Dots whose size follows two slow waves: a suggestion of land that is no country."""
    a, b = rng.uniform(0, 2 * pi), rng.uniform(0, 2 * pi)
    for row in range(-12, 13):
        latitude = row / 13
        w = (1 - latitude * latitude) ** 0.5
        for column in range(-14, 15):
            longitude = column / 14.5
            weight = sin(4.2 * longitude + a + 1.8 * latitude) + sin(5.1 * latitude + b - 2.2 * longitude)
            if weight > 0.45:
                c.disc(x + r * w * sin(longitude * pi / 2), y + r * latitude, 7.5 * cos(longitude * pi / 2.3) + 1.5,
                    mix(p.leaf[0], p.paper, 0.25), 0.9)


def _about_middle(outline: list[Point], share: float) -> list[Point]:
    mx = sum(x for x, _ in outline) / len(outline)
    my = sum(y for _, y in outline) / len(outline)
    return [(mx + (x - mx) * share, my + (y - my) * share) for x, y in outline]


def _pin(c: Canvas, p: Palette, x: float, y: float, size: float, colour: Colour) -> None:
    c.oval(x + 12 * size, y + 2, 26 * size, 9 * size, p.ink, 0.25)
    c.polygon([(x + px * size, y + py * size) for px, py in [(0, 0), *curve([(-18, -34), (-34, -64), (-26, -96),
        (0, -108), (26, -96), (34, -64), (18, -34)])]], colour)
    c.disc(x, y - 72 * size, 15 * size, p.paper)


def _compass(c: Canvas, p: Palette, x: float, y: float, r: float) -> None:
    c.disc(x, y, r * 0.86, p.paper, 0.6)
    c.ring(x, y, r * 0.86, 3, p.ink)
    c.ring(x, y, r * 0.72, 2, p.ink, 0.6)
    c.polygon(star(x, y, r * 0.62, r * 0.16, 4, -45), mix(p.ink, p.paper, 0.4))
    for i in range(4):
        angle = radians(90 * i - 90)
        tip = (x + r * cos(angle), y + r * sin(angle))
        for turn, colour in ((-45, p.accents[0] if i == 0 else p.ink),
                (45, mix(p.accents[0], p.paper, 0.4) if i == 0 else mix(p.ink, p.paper, 0.55))):
            c.polygon([tip, (x + r * 0.17 * cos(angle + radians(turn)), y + r * 0.17 * sin(angle + radians(turn))),
                (x, y)], colour)


def _doughnut(c: Canvas, p: Palette, rng: Dice, x: float, y: float, r: float) -> None:
    c.disc(x + 6, y + 12, r, p.ink, 0.14)
    start = -90.0
    shares = [rng.uniform(0.6, 1.4) for _ in range(4)]
    for i, share in enumerate(shares):
        end = start + 360 * share / sum(shares)
        c.slice(x, y, r if i else r * 1.1, start, end, p.accents[i])
        start = end
    c.disc(x, y, r * 0.56, p.paper)


# People ---------------------------------------------------------------------------------------------------------------


def _person(c: Canvas, p: Palette, rng: Dice, x: float, y: float, size: float, clothes: Colour, skin: Colour,
        kind: int, number: int) -> None:
    """Head and shoulders without a face; ``kind`` is the hair, scarf or hat."""
    def put(points: list[Point]) -> list[Point]:
        return [(x + px * size, y + py * size) for px, py in points]

    shoulders = put([*curve([(-150, 400), (-148, 60), (-120, 10), (-44, -22), (44, -22), (120, 10), (148, 60),
        (150, 400)])])
    hair = mix(p.ink, (60, 36, 26), 0.4)
    if kind in (1, 5):
        c.polygon(put(curve([(-64, -120), (-84, -20), (-70, 50), (70, 50), (84, -20), (64, -120), (0, -190)],
            closed=True)), hair)
    c.polygon(shoulders, clothes)
    if number % 3 == 1:
        with c.clip(shoulders):
            fill = (kawung, parang, megamendung)[number % 2]
            fill(c, rng, (clothes, mix(clothes, p.paper, 0.5), mix(clothes, p.ink, 0.4)), 110 * size)
    elif number % 3 == 2:
        c.polygon(put([(-44, -24), (0, 76), (44, -24)]), p.paper)
        c.polygon(put([(-44, -24), (-62, -10), (-10, 110), (0, 76)]), mix(clothes, p.ink, 0.25))
        c.polygon(put([(44, -24), (62, -10), (10, 110), (0, 76)]), mix(clothes, p.ink, 0.25))
    if kind in (0, 4):
        scarf = mix(p.accents[(number + 2) % 4], p.paper, 0.35)
        c.polygon(put(curve([(0, -192), (-74, -150), (-84, -60), (-104, 20), (-40, 74), (40, 74), (104, 20), (84, -60),
            (74, -150)], closed=True)), scarf)
        c.polygon(put(curve([(-56, -74), (-20, -22), (60, 4), (92, 30), (30, 34), (-50, -10)], closed=True)),
            mix(scarf, p.ink, 0.12))
        c.oval(*put([(0, -98)])[0], 52 * size, 63 * size, skin)
        return
    c.polygon(put(curve([(-28, -60), (-32, -14), (0, 16), (32, -14), (28, -60)])), mix(skin, p.ink, 0.18))
    for dx in (-58, 58):
        c.disc(*put([(dx, -100)])[0], 12 * size, mix(skin, p.ink, 0.08))
    c.polygon(put(curve([(0, -176), (-46, -156), (-58, -104), (-40, -50), (0, -30), (40, -50), (58, -104), (46, -156)],
        closed=True)), skin)
    if kind == 2:
        c.polygon(put([(-60, -128), (-54, -196), (52, -200), (60, -130)]), mix(p.ink, p.accents[2], 0.15))
    elif kind == 3:
        c.polygon(put(curve([(-62, -112), (-66, -160), (-30, -196), (30, -200), (68, -164), (62, -112), (40, -146),
            (-10, -138), (-46, -152)], closed=True)), hair)
        c.polygon(put(curve([(-42, -66), (-30, -30), (0, -18), (30, -30), (42, -66), (22, -54), (-22, -54)],
            closed=True)), hair)
    elif kind == 6:
        c.polygon(put(curve([(-62, -104), (-68, -158), (-34, -194), (34, -194), (68, -158), (62, -104), (30, -152),
            (-30, -152)], closed=True)), hair)
        c.disc(*put([(0, -208)])[0], 34 * size, hair)
        c.disc(*put([(36, -200)])[0], 13 * size, p.accents[1])
    elif kind == 1:
        c.polygon(put(curve([(-64, -92), (-68, -156), (-34, -192), (34, -192), (68, -156), (64, -92), (44, -138),
            (-6, -160), (-44, -128)], closed=True)), hair)
        c.polygon(put(leaf(52, -150, 34, 16, -50)), p.accents[0])
        c.disc(*put([(56, -150)])[0], 10 * size, p.accents[1])
    else:
        c.polygon(put(curve([(-62, -100), (-70, -150), (-30, -198), (30, -198), (70, -150), (62, -100), (46, -148),
            (0, -152), (-46, -148)], closed=True)), hair)
    if kind in (3, 5):
        for dx in (-24, 24):
            c.ring(*put([(dx, -102)])[0], 19 * size, 3.4 * size, p.ink)
        c.line(put([(-6, -104), (6, -104)]), 3.4 * size, p.ink)

