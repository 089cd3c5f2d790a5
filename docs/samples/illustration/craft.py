"""Scenes of arts, crafts and the table: batik, wayang, gamelan, weaving, coffee, spices, stage, lantern."""
from math import cos, pi, radians, sin

from .canvas import HEIGHT, WIDTH, Canvas, Point
from .dice import Dice
from .motifs import FILLS, Cloth, ikat_band, kawung, megamendung, parang, tumpal
from .palette import Colour, Palette, choose, mix
from .scenery import reflection, skins, stars
from .shapes import circle, curve, down, leaf, mirrored, moved, ridge, star, turned

__all__ = ["batik", "coffee", "gamelan", "lantern", "spices", "stage", "wayang", "weaving"]

# Turmeric, chilli, coriander, cinnamon, galangal, cardamom.
_POWDERS: tuple[Colour, ...] = ((222, 160, 38), (196, 62, 38), (190, 152, 84), (132, 78, 46), (228, 204, 160),
    (138, 146, 82))


def batik(c: Canvas, rng: Dice) -> None:
    """Two cloths, one folded over the other along a soft edge, with a border of triangles."""
    p = choose(rng)
    second = rng.turn(FILLS)
    first = rng.choice([fill for fill in FILLS if fill is not second])
    a, b = p.accents[rng.randrange(2)], p.accents[2 + rng.randrange(2)]
    # The cloth beneath is tone on tone, so that the one above speaks (and the file stays small).
    under: Cloth = (p.ink, mix(p.ink, b, 0.3), mix(p.ink, mix(a, p.paper, 0.2), 0.4))
    over: Cloth = (mix(a, p.ink, 0.08), mix(p.paper, a, 0.2), mix(p.sun, p.paper, 0.4))
    if second is megamendung:
        over = (mix(a, p.ink, 0.2), a, p.paper)
    first(c, rng, under)
    flip = rng.random() < 0.5
    edge = [(760.0, -20.0), (690.0, 160.0), (610.0, 360.0), (560.0, 560.0), (430.0, 820.0)]
    fold = curve(edge)
    shape = [*fold, (1240.0, 820.0), (1240.0, -20.0)]
    hem = [*fold, *[(x + 62 - 0.02 * y, y) for x, y in fold[::-1]]]
    if flip:
        fold, shape, hem = (mirrored(points, WIDTH / 2) for points in (fold, shape, hem))
    side = -1 if flip else 1
    c.shadow(moved(shape, -26 * side, 14), 26, (0, 0, 0), 0.6)
    with c.clip(shape):
        second(c, rng, over)
        for shift, width, alpha in ((250.0, 90.0, 0.11), (90.0, 50.0, 0.08)):
            crease = [*moved(fold, side * shift, 0), *moved(fold, side * (shift + width), 0)[::-1]]
            c.polygon(crease, p.ink, alpha)
    c.polygon(hem, p.ink)
    c.line(moved(fold, side * 5, 0), 5, mix(p.sun, p.paper, 0.3))
    c.line(moved(fold, side * 55, 0), 4, mix(p.sun, p.paper, 0.3))
    for x, y in moved(fold, side * 31, 0)[::4]:
        c.polygon(star(x, y, 21, 8, 4), a)


def wayang(c: Canvas, rng: Dice) -> None:
    """A shadow play: the lit screen, the tree of life in the middle, a puppet on either side."""
    p = choose(rng, "sogan", "senja", "fajar", "merapi", "malam")
    light = mix(p.sun, p.paper, 0.72)
    c.rect(0, 0, WIDTH, HEIGHT, mix(p.depth(0.8), p.accents[0], 0.3))
    c.rect(0, 0, WIDTH, HEIGHT, mix(p.sun, p.accents[0], 0.35), 0.75)
    c.glow(600, 330, 800, light, 1.0)
    c.glow(600, 300, 460, p.paper, 0.95)
    ink = p.ink
    _gunungan(c, p, 600, 700, 1.0, light)
    _puppet(c, 250 + rng.uniform(-20, 20), 690, 1.0, 1, ink, light)
    _puppet(c, 955 + rng.uniform(-20, 20), 690, 0.96, -1, ink, light)
    border = mix(p.accents[0], p.ink, 0.55)
    for top, upward in ((0.0, False), (700.0, True)):
        c.rect(0, top, WIDTH, 100, border)
        tumpal(c, (border, mix(p.accents[1], p.sun, 0.3), border), top + (0 if upward else 58), 42, 100, upward=upward)
        c.rect(0, top + (40 if upward else 50), WIDTH, 6, p.accents[1])
    flame = curve([(0, -40), (15, -4), (0, 16), (-15, -4)], closed=True)
    c.polygon(curve([(540, 92), (570, 120), (630, 120), (660, 92), (640, 150), (600, 160), (560, 150)], closed=True),
        ink)
    c.line([(600, 0), (600, 100)], 5, ink)
    c.polygon(moved(flame, 600, 192), p.sun)
    c.polygon(moved([(x * 0.5, y * 0.55) for x, y in flame], 600, 198), p.paper)


def gamelan(c: Canvas, rng: Dice) -> None:
    """The great gong in its carved stand, kettles and keys before it."""
    p = choose(rng, "sogan", "merapi", "fajar", "senja", "malam", "zamrud", "siang")
    wall = mix(p.accents[2], p.ink, 0.55)
    c.gradient((wall, mix(wall, p.ink, 0.35)))
    with c.veil(0.1):
        kawung(c, rng, (wall, mix(wall, p.paper, 0.7), wall), 240)
    c.glow(600, 340, 640, mix(p.sun, p.paper, 0.3), 0.6)
    wood, gold = mix(p.accents[0], p.ink, 0.45), mix((226, 172, 74), p.sun, 0.2)
    bronze, shine = mix(gold, (96, 52, 24), 0.5), mix(gold, p.paper, 0.4)
    _gong_stand(c, p, wood, gold)
    for x, r, y in ((600.0, 172.0, 358.0),):
        _gong(c, x, y, r, bronze, gold, shine, p.ink)
    for x, r in ((208.0, 92.0), (992.0, 92.0)):
        c.rect(x - 132, 196, 264, 20, wood, radius=10)
        for dx in (-126, 106):
            c.rect(x + dx, 190, 20, 400, wood)
            c.polygon(leaf(x + dx + 10, 196, 54, 30, -90), gold)
        for dx in (-40, 40):
            c.line([(x + dx, 212), (x + dx, 300)], 4, p.paper, 0.7)
        _gong(c, x, 330, r, bronze, gold, shine, p.ink)
    c.shade([(-20, 560), (1220, 560), (1220, 820), (-20, 820)], mix(wood, p.ink, 0.35), p.ink)
    _kettles(c, p, 548, 7, 74, wood, gold, bronze, shine)
    _keys(c, p, 690, wood, gold, bronze, shine)
    _drum(c, p, 890, 716, wood, gold)


def weaving(c: Canvas, rng: Dice) -> None:
    """Cloth growing on the loom, band by band, the bare warp still waiting above it."""
    p = choose(rng)
    ground = mix(p.accents[rng.randrange(4)], p.ink, 0.5)
    c.gradient((mix(p.sky[1], p.paper, 0.4), p.sky[0]), 0, 330)
    c.disc(rng.uniform(300, 900), 150, 120, mix(p.sun, p.paper, 0.4), 0.7)
    warp = (p.paper, p.accents[0], mix(p.paper, p.sun, 0.5), p.accents[2])
    c.rect(0, 0, WIDTH, 330, mix(p.paper, p.sky[1], 0.5), 0.55)
    for i in range(19):
        x = 12 + i * 64.0
        colour = warp[(i // 2) % 4]
        c.rect(x, 0, 40, 330, colour)
        c.rect(x + 28, 0, 12, 330, mix(colour, p.ink, 0.12))
    for y, thick, colour in ((60.0, 26.0, mix(p.accents[0], p.ink, 0.55)), (212.0, 40.0, mix(p.sun, p.ink, 0.55))):
        c.rect(-20, y + 8, WIDTH + 40, thick, p.ink, 0.25)
        c.rect(-20, y, WIDTH + 40, thick, colour)
        c.rect(-20, y + 4, WIDTH + 40, 5, p.paper, 0.25)
    y = 316.0
    kinds = [0, 3, 2, 0]
    turn = rng.randrange(4)
    for i, (kind, height) in enumerate(zip(kinds, (190, 26, 120, 190), strict=True)):
        colours = [p.accents[(i + turn + k) % 4] for k in range(3)]
        cloth: Cloth = (ground if kind in (0, 3) else mix(ground, colours[2], 0.55), colours[0],
            mix(p.paper, p.sun, 0.2))
        ikat_band(c, cloth, y, height, (300, 120, 240, 60)[kind], kind)
        c.rect(0, y, WIDTH, 5, mix(p.sun, p.paper, 0.3))
        y += height + 5
    c.gradient((mix(p.accents[1], p.paper, 0.25), p.accents[1]), 306, 12)
    shuttle = curve([(-170, 0), (-90, -24), (90, -24), (170, 0), (90, 24), (-90, 24)], closed=True)
    x = rng.uniform(360, 840)
    c.polygon(moved(turned(shuttle, -5), x + 6, 300 + 10), p.ink, 0.3)
    c.polygon(moved(turned(shuttle, -5), x, 294), mix(p.sun, p.ink, 0.4))
    c.polygon(moved(turned(circle(0, 0, 74, 11), -5), x, 294), p.ink)
    c.polygon(moved(turned(circle(0, 0, 62, 8), -5), x, 294), p.accents[0])
    c.line(curve([(x + 164, 280), (x + 240, 300), (x + 420, 312), (1230, 314)]), 3, p.accents[0])


def coffee(c: Canvas, rng: Dice) -> None:
    """Cups seen from above, on wood and batik, with beans, cherries and leaves."""
    p = choose(rng, "sogan", "zamrud", "siang", "fajar", "merapi", "bahari")
    board = mix(p.land[0], p.paper, 0.45)
    for i in range(5):
        tone = mix(board, p.land[1], (0.04, 0.14, 0.0, 0.1, 0.18)[i])
        c.rect(0, 160 * i, WIDTH, 160, tone)
        c.rect(0, 160 * i, WIDTH, 4, mix(board, p.ink, 0.25))
        grain = curve([(-20, 160 * i + rng.uniform(40, 120)), (300, 160 * i + rng.uniform(30, 130)),
            (700, 160 * i + rng.uniform(30, 130)), (1220, 160 * i + rng.uniform(40, 120))])
        c.line(grain, 3, p.ink, 0.06)
    cloth = [(-20.0, 480.0), (470.0, -20.0), (-20.0, -20.0)] if rng.random() < 0.5 else [(1220.0, 430.0),
        (760.0, -20.0), (1220.0, -20.0)]
    c.shadow(moved(cloth, 0, 16), 16, p.ink, 0.4)
    with c.clip(cloth):
        kawung(c, rng, (p.accents[2], mix(p.paper, p.accents[2], 0.2), p.accents[1]), 200)
    c.line(cloth[:2], 8, p.paper)
    x = rng.uniform(540, 660)
    for _ in range(28):
        _bean(c, p, rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), rng.uniform(17, 24), rng.uniform(0, 180))
    _branch(c, p, rng, 130, 730, -28)
    _branch(c, p, rng, 1130, 120, 150)
    _cup(c, p, rng, x, 410, 190, p.accents[0])
    _cup(c, p, rng, x + rng.choice((-390, 370)), rng.uniform(520, 590), 122, p.accents[2])


def spices(c: Canvas, rng: Dice) -> None:
    """Bowls of ground spice from above, with star anise, cinnamon, cloves, nutmeg and leaves between them."""
    p = choose(rng)
    table = mix(p.ink, p.depth(0.9), 0.6) if rng.random() < 0.5 else mix(p.sky[1], p.paper, 0.3)
    dark = sum(table) < 330
    c.gradient((mix(table, p.paper, 0.08), table))
    band = [(-20.0, 600.0), (1220.0, 330.0), (1220.0, 560.0), (-20.0, 830.0)]
    with c.clip(band):
        parang(c, rng, (mix(p.accents[2], p.ink, 0.3), mix(p.paper, p.accents[2], 0.6), p.accents[1]), 200)
    spots = [(215.0, 230.0, 148.0), (590.0, 350.0, 182.0), (980.0, 215.0, 140.0), (300.0, 625.0, 130.0),
        (905.0, 600.0, 156.0)]
    powders = [mix(powder, p.sun, 0.12) for powder in _POWDERS]
    rng.shuffle(powders)
    for x, y, angle in ((30.0, 500.0, -60.0), (1180.0, 430.0, -130.0), (600.0, 820.0, -75.0), (430.0, -20.0, 60.0),
            (770.0, -20.0, 110.0)):
        for i in (-1, 0, 1):
            c.polygon(leaf(x, y, 190, 58, angle + 34 * i, 14), mix(p.leaf[1], p.leaf[0], 0.3 + 0.25 * i))
            c.line([(x, y), (x + 165 * cos(radians(angle + 34 * i + 2)), y + 165 * sin(radians(angle + 34 * i + 2)))],
                2.5, p.paper, 0.35)
    for _ in range(16):
        _clove(c, p, rng.uniform(20, 1180), rng.uniform(20, 780), rng.uniform(0, 360))
    for (x, y, r), powder in zip(spots, powders, strict=False):
        x, y = x + rng.uniform(-14, 14), y + rng.uniform(-14, 14)
        c.shadow(circle(x + 10, y + 22, r), 16, (0, 0, 0), 0.5)
        bowl = mix(p.paper, p.accents[1], 0.12) if dark else mix(p.ink, p.accents[2], 0.4)
        c.disc(x, y, r, bowl)
        c.disc(x, y, r * 0.9, mix(bowl, p.ink, 0.35))
        c.disc(x, y + r * 0.02, r * 0.84, mix(powder, p.ink, 0.18))
        c.disc(x - r * 0.05, y - r * 0.04, r * 0.66, powder)
        c.disc(x - r * 0.13, y - r * 0.12, r * 0.4, mix(powder, p.paper, 0.16))
        c.disc(x - r * 0.18, y - r * 0.18, r * 0.18, mix(powder, p.paper, 0.34))
    for x, y in ((420.0, 130.0), (760.0, 560.0), (1110.0, 690.0), (90.0, 420.0)):
        _anise(c, p, x, y, rng.uniform(46, 58), rng.uniform(0, 40))
    for x, y, angle in ((760.0, 96.0, 24.0), (560.0, 640.0, -32.0), (1080.0, 410.0, 70.0)):
        _cinnamon(c, p, x, y, angle)



def stage(c: Canvas, rng: Dice) -> None:
    """Dancers in the light, a parted curtain, the audience in the dark."""
    p = choose(rng, "senja", "malam", "kenanga", "fajar", "merapi", "siang", "bahari")
    back = mix(p.accents[2], p.ink, 0.55)
    c.gradient((mix(back, p.ink, 0.5), back, mix(back, p.sun, 0.25)), 0, 600)
    c.disc(600, 350, 250, mix(p.sun, p.paper, 0.15))
    c.disc(600, 350, 218, mix(p.sun, p.paper, 0.45))
    layers = ((430.0, 0.35), (480.0, 0.6))
    with c.clip(circle(600, 350, 218)):
        for y, near in layers:
            c.polygon(down(ridge(rng, y, 26, 3)), mix(p.sun, back, near))
    for x, tilt in ((170.0, 150.0), (430.0, 60.0), (770.0, -60.0), (1030.0, -150.0)):
        c.polygon([(x - 10, -10), (x + 10, -10), (x + tilt + 130, 610), (x + tilt - 130, 610)], p.paper, 0.1)
    floor = mix(p.accents[0], p.ink, 0.5)
    c.gradient((mix(floor, p.sun, 0.4), floor), 590, 110)
    for x in (170.0, 385.0, 600.0, 815.0, 1030.0):
        c.oval(x, 640, 94, 15, p.paper, 0.28)
    if rng.turn((True, False)):
        _dancers(c, p, rng)
    else:
        _waiting_stage(c, p)
    drape = mix(p.accents[0], p.ink, 0.28)
    for side in (-1, 1):
        for i in range(5):
            x0, w = i * 44.0 - 10, 46.0
            outer = [(x0, -10.0), (x0 + w, -10.0), (x0 + w - i * 9, 330.0), (x0 * 0.62 + w * 0.5, 560.0),
                (x0 * 0.75 + w * 0.7, 720.0), (x0 * 0.75 - 10, 720.0), (x0 * 0.62 - 14, 560.0), (x0 - i * 9 - 4, 330.0)]
            c.polygon(outer if side < 0 else mirrored(outer, 600), mix(drape, p.ink, 0.3) if i % 2 else drape)
        tie = [(-10.0, 500.0), (150.0, 520.0), (150.0, 544.0), (-10.0, 540.0)]
        c.polygon(tie if side < 0 else mirrored(tie, 600), p.accents[1])
    for i in range(9):
        x = i * 150.0
        c.slice(x, 0, 92, 0, 180, mix(drape, p.ink, 0.12 * (i % 2)))
        c.arc(x, 0, 86, 86, 0, 180, 6, p.accents[1])
    c.rect(0, 692, WIDTH, 12, mix(floor, p.ink, 0.5))
    c.rect(0, 700, WIDTH, 110, mix(p.ink, back, 0.15))
    for row, (y, step, size) in enumerate(((742.0, 78, 27.0), (790.0, 96, 35.0))):
        for i in range(-1, WIDTH // step + 2):
            _listener(c, i * step + (step / 2) * row + rng.uniform(-9, 9), y + rng.uniform(-6, 6), size,
                mix(p.ink, back, 0.34 - 0.22 * row))


def lantern(c: Canvas, rng: Dice) -> None:
    """Lanterns over water at nightfall."""
    p = choose(rng, "malam", "senja", "kenanga", "merapi", "zamrud")
    night = mix(p.ink, p.depth(0.8), 0.55)
    c.gradient((mix(night, p.ink, 0.5), mix(night, p.depth(0.5), 0.55), mix(p.depth(0.4), p.sun, 0.3)), 0, 580)
    stars(c, p, rng, 360, 50)
    for layer, y in enumerate((500.0, 545.0)):
        c.polygon(down(ridge(rng, y, 26, 1.4)), mix(night, p.depth(0.5), 0.5 - 0.3 * layer))
    c.gradient((mix(p.depth(0.5), night, 0.35), mix(night, p.ink, 0.5)), 580, 220)
    for rope_y, count, scale in ((40.0, 6, 0.72), (-10.0, 4, 1.15)):
        rope = curve([(-30, rope_y + 60), (300, rope_y + 118), (600, rope_y + 84), (900, rope_y + 118),
            (1230, rope_y + 60)])
        c.line(rope, 2.5, p.ink)
        for i in range(count):
            x, y = rope[int((i + 0.5) * len(rope) / count)]
            drop = rng.uniform(20, 150) * scale
            c.line([(x, y), (x, y + drop)], 2.2, p.ink)
            colour = p.accents[(i + count) % 4]
            _lantern(c, p, x, y + drop, scale * rng.uniform(0.85, 1.1), mix(colour, p.sun, 0.2), rng.randrange(3))
    for _ in range(15):
        depth = rng.random()
        x, y, s = rng.uniform(40, 1160), 604 + 150 * depth, 0.32 + 0.7 * depth
        warm = mix(rng.choice(p.accents[:2]), p.sun, 0.5)
        c.glow(x, y - 20 * s, 120 * s, warm, 0.7)
        c.shade([(x - 26 * s, y), (x - 21 * s, y - 52 * s), (x + 21 * s, y - 52 * s), (x + 26 * s, y)], warm,
            mix(warm, p.paper, 0.6))
        c.rect(x - 36 * s, y, 72 * s, 8 * s, p.ink, 0.8, radius=4 * s)
        reflection(c, rng, warm, x, y + 10 * s, min(798.0, y + 84 * s), 44 * s, 0.6)


# Shadow play ----------------------------------------------------------------------------------------------------------


def _gunungan(c: Canvas, p: Palette, x: float, base: float, size: float, light: Colour) -> None:
    def put(points: list[Point]) -> list[Point]:
        return [(x + px * size, base + py * size) for px, py in points]

    half = curve([(52, -6), (92, -60), (138, -128), (146, -200), (112, -286), (62, -368), (22, -450), (0, -500)])
    c.polygon(put([*mirrored(half), *half[::-1]]), p.ink)
    inner = [(px * 0.88, -28 + (py + 28) * 0.93) for px, py in half]
    c.line(put([*mirrored(inner), *inner[::-1]]), 3.4, light)
    c.line(put([(0, -150), (0, -440)]), 6, light)
    for i, y in enumerate((-170, -208, -246, -284, -320, -354, -386, -414)):
        reach = (116, 118, 112, 98, 80, 60, 42, 26)[i] * 0.86
        for side in (-1, 1):
            branch = curve([(0, y), (side * reach * 0.5, y - 6), (side * reach * 0.86, y - 24),
                (side * reach * 0.8, y - 40), (side * reach * 0.62, y - 34)])
            c.line(put(branch), 3.6, light)
            for share in (0.32, 0.56):
                c.polygon(put(leaf(side * reach * share, y - 5, 21 - i, 11 - i * 0.6, -90 + side * 20)), light)
    gate = curve([(-34, -40), (-34, -104), (-20, -128), (0, -142), (20, -128), (34, -104), (34, -40)])
    c.polygon(put(gate), light)
    c.polygon(put([(px * 0.72, -40 + (py + 40) * 0.8) for px, py in gate]), p.ink)
    c.line(put([(0, -40), (0, -118)]), 3, light)
    for step in range(3):
        c.line(put([(-50 + step * 4, -34 + step * 9), (50 - step * 4, -34 + step * 9)]), 3, light)
    for side in (-1, 1):
        c.polygon(put(curve([(side * 46, -44), (side * 84, -72), (side * 100, -116), (side * 78, -132),
            (side * 62, -104), (side * 48, -92)], closed=True)), light)
        c.polygon(put(curve([(side * 54, -58), (side * 80, -80), (side * 88, -112), (side * 70, -110),
            (side * 60, -84)], closed=True)), p.ink)
    c.line(put([(0, -4), (0, 40)]), 9, p.ink)


def _puppet(c: Canvas, x: float, base: float, size: float, facing: int, ink: Colour, light: Colour) -> None:
    """A refined hero of the shadow theatre: bowed head, swept-back hair, long arms on rods."""
    def put(points: list[Point]) -> list[Point]:
        return [(x + facing * px * size, base + py * size) for px, py in points]

    c.line(put([(4, -150), (0, 40)]), 8 * size, ink)
    skirt = curve([(-26, -232), (-66, -170), (-112, -96), (-146, -34), (-96, -44), (-64, -78), (-36, -106), (-20, -60),
        (-26, -10), (-64, 8), (-8, 8), (8, -40), (20, -96), (44, -48), (52, -10), (34, 8), (96, 8), (72, -30),
        (58, -100), (36, -180), (18, -236)], closed=True)
    c.polygon(put(skirt), ink)
    for k in range(5):
        c.line(put(curve([(-26 - 3 * k, -204 + 18 * k), (0, -190 + 20 * k), (34 + 4 * k, -196 + 22 * k)])), 2.8, light)
    for dx, dy in ((-84, -92), (-104, -64), (-66, -118)):
        c.disc(*put([(dx, dy)])[0], 5 * size, light)
    torso = curve([(-22, -226), (-16, -262), (-52, -318), (-40, -334), (0, -324), (46, -340), (54, -326), (16, -268),
        (20, -226)], closed=True)
    c.polygon(put(torso), ink)
    c.line(put(curve([(-32, -318), (0, -296), (38, -322)])), 3, light)
    c.line(put(curve([(-20, -312), (4, -278), (28, -316)])), 3, light)
    front = curve([(46, -332), (92, -290), (126, -238)]) + curve([(126, -238), (150, -282), (176, -338)])
    backarm = curve([(-44, -326), (-84, -270), (-92, -212)]) + curve([(-92, -212), (-60, -190), (-16, -182)])
    for arm, hand in ((front, (180.0, -348.0)), (backarm, (-8.0, -182.0))):
        c.line(put(arm), 13 * size, ink, round_ends=True)
        c.polygon(put(leaf(hand[0] - 6, hand[1] + 12, 38, 16, -70)), ink)
        c.line(put([hand, (hand[0] * 0.55 + 30, 60)]), 4 * size, ink)
        cuff = arm[len(arm) // 4]
        c.disc(*put([cuff])[0], 10 * size, ink)
        c.disc(*put([cuff])[0], 4.5 * size, light)
    neck = [(-8.0, -326.0), (2.0, -372.0), (20.0, -372.0), (12.0, -326.0)]
    c.polygon(put(neck), ink)
    head = curve([(-2, -366), (-26, -396), (-10, -432), (30, -432), (50, -412), (82, -384), (52, -386), (50, -372),
        (36, -368), (38, -356), (16, -354)], closed=True)
    c.polygon(put(head), ink)
    hair = curve([(-8, -378), (-44, -380), (-82, -408), (-94, -458), (-70, -500), (-30, -506), (-10, -480),
        (-28, -462), (-48, -476), (-60, -452), (-46, -422), (-18, -416), (20, -446), (52, -428), (44, -416),
        (0, -404)], closed=True)
    c.polygon(put(hair), ink)
    c.line(put(curve([(-12, -396), (-54, -404), (-78, -444), (-66, -486), (-34, -494)])), 3, light)
    c.line(put(curve([(22, -404), (36, -408), (48, -400)])), 3, light)
    c.line(put([(24, -380), (40, -376)]), 2.6, light)
    c.disc(*put([(-6, -388)])[0], 6 * size, light)


# Gamelan --------------------------------------------------------------------------------------------------------------


def _gong_stand(c: Canvas, p: Palette, wood: Colour, gold: Colour) -> None:
    for side in (-1, 1):
        x = 600.0 + side * 236
        c.rect(x - 17, 110, 34, 470, wood)
        c.rect(x - 5, 130, 10, 430, gold, 0.8)
        c.rect(x - 42, 556, 84, 34, wood, radius=8)
        crest = curve([(0, 0), (34, -18), (30, -58), (0, -92), (-10, -52), (-24, -24)], closed=True)
        c.polygon(moved(crest if side > 0 else mirrored(crest), x, 116), gold)
    beam = [*curve([(330, 128), (460, 104), (600, 84), (740, 104), (870, 128)]),
        *curve([(870, 166), (740, 148), (600, 138), (460, 148), (330, 166)])]
    c.polygon(beam, wood)
    for i in range(13):
        t = (i + 0.5) / 13
        x = 350 + 500 * t
        c.polygon(star(x, 140 - 30 * sin(pi * t), 11, 5, 4), gold)
    crown = curve([(520, 94), (548, 54), (584, 60), (600, 12), (616, 60), (652, 54), (680, 94)])
    c.polygon(crown, gold)
    c.polygon([(600 + (x - 600) * 0.6, 90 + (y - 90) * 0.6) for x, y in crown], wood)
    for dx in (-62, 62):
        c.line([(600 + dx, 136), (600 + dx * 1.05, 214)], 7, p.paper, 0.8)


def _gong(c: Canvas, x: float, y: float, r: float, bronze: Colour, gold: Colour, shine: Colour, ink: Colour) -> None:
    c.shadow(circle(x + 8, y + 16, r), 14, (0, 0, 0), 0.5)
    c.disc(x, y, r, mix(bronze, ink, 0.3))
    c.shade(circle(x, y, r * 0.95, steps=90), gold, bronze)
    for share, width in ((0.86, 0.02), (0.62, 0.035)):
        c.ring(x, y, r * share, max(2.0, r * width), mix(bronze, ink, 0.3), 0.7)
    c.shade(circle(x, y, r * 0.58), bronze, mix(gold, bronze, 0.35))
    c.disc(x, y, r * 0.25, mix(bronze, ink, 0.35))
    c.shade(circle(x, y - r * 0.02, r * 0.22), shine, gold)
    c.arc(x, y, r * 0.76, r * 0.76, 196, 262, r * 0.05, shine, 0.8)


def _kettles(c: Canvas, p: Palette, y: float, count: int, spread: float, wood: Colour, gold: Colour, bronze: Colour,
        shine: Colour) -> None:
    width = count * spread * 2
    left = 600 - width / 2
    c.rect(left - 30, y + 40, width + 60, 62, wood, radius=10)
    c.rect(left - 30, y + 66, width + 60, 6, gold)
    for i in range(count):
        x = left + spread * (2 * i + 1)
        pot = curve([(-66, 44), (-62, 6), (-48, -10), (48, -10), (62, 6), (66, 44)])
        c.shade(moved(pot, x, y), gold, mix(bronze, p.ink, 0.15))
        c.oval(x, y - 8, 52, 13, mix(gold, p.paper, 0.15))
        c.slice(x, y - 8, 20, 180, 360, shine)
        c.line(moved(curve([(-52, 14), (-56, 30), (-56, 42)]), x, y), 5, shine, 0.7)


def _keys(c: Canvas, p: Palette, y: float, wood: Colour, gold: Colour, bronze: Colour, shine: Colour) -> None:
    for x0 in (60.0,):
        c.shade([(x0 - 34, y + 4), (x0 + 534, y + 4), (x0 + 510, y + 130), (x0 - 10, y + 130)],
            mix(wood, p.accents[0], 0.3), mix(wood, p.ink, 0.4))
        c.rect(x0 - 40, y - 6, 580, 18, gold, radius=8)
        c.line([(x0 - 10, y + 60), (x0 + 510, y + 60)], 4, gold, 0.8)
        for i in range(9):
            c.polygon(star(x0 + 26 + 56 * i, y + 60, 17, 7, 4), gold)
        for i in range(7):
            x = x0 + 4 + 73 * i
            c.rect(x + 4, y - 26, 60, 26, p.ink, 0.4, radius=8)
            c.rect(x, y - 34, 60, 26, mix(gold, bronze, 0.2), radius=8)
            c.rect(x + 6, y - 31, 48, 6, shine, 0.9, radius=3)
    mallet = moved(turned([(-8.0, -120.0), (8.0, -120.0), (8.0, 0.0), (-8.0, 0.0)], 52), 560, 690)
    c.polygon(mallet, mix(wood, p.paper, 0.4))
    c.polygon(moved(turned([(-34.0, -150.0), (34.0, -150.0), (34.0, -116.0), (-34.0, -116.0)], 52), 560, 690),
        mix(p.accents[1], wood, 0.3))


def _drum(c: Canvas, p: Palette, x: float, y: float, wood: Colour, gold: Colour) -> None:
    """A kendang lying on its stand."""
    for dx in (-120.0, 120.0):
        c.polygon([(x + dx - 16, y + 20), (x + dx + 16, y + 20), (x + dx * 1.2 + 16, y + 120),
            (x + dx * 1.2 - 16, y + 120)], mix(wood, p.ink, 0.3))
    barrel = curve([(-190, -46), (-60, -76), (70, -72), (200, -58)]) + curve([(200, 58), (70, 72), (-60, 76),
        (-190, 46)])
    c.shade(moved(barrel, x, y), mix(wood, p.paper, 0.25), wood, mix(wood, p.ink, 0.3))
    for i in range(7):
        a, b = -186 + 55 * i, -158 + 55 * i
        c.line([(x + a, y - 48), (x + b, y + 56), (x + b + 27, y - 60)], 5, mix(gold, p.paper, 0.3))
    for dx, r in ((-190.0, 48.0), (200.0, 60.0)):
        c.oval(x + dx, y, r * 0.36, r, gold)
        c.oval(x + dx, y, r * 0.28, r * 0.82, mix(p.paper, gold, 0.25))


# The table ------------------------------------------------------------------------------------------------------------


def _cup(c: Canvas, p: Palette, rng: Dice, x: float, y: float, r: float, colour: Colour) -> None:
    c.shadow(circle(x + 14, y + 26, r * 1.02), 20, p.ink, 0.45)
    c.disc(x, y, r, mix(colour, p.paper, 0.12))
    c.ring(x, y, r * 0.96, r * 0.03, mix(colour, p.ink, 0.2))
    for i in range(24):
        angle = 15.0 * i
        c.polygon(leaf(x + r * 0.76 * cos(radians(angle)), y + r * 0.76 * sin(radians(angle)), r * 0.16, r * 0.08,
            angle), p.paper, 0.85)
    c.disc(x + r * 0.05, y + r * 0.08, r * 0.66, p.ink, 0.25)
    turn = rng.uniform(-40, 30)
    handle = moved(turned([(r * 0.5, -r * 0.1), (r * 0.92, -r * 0.1), (r * 0.92, r * 0.1), (r * 0.5, r * 0.1)], turn),
        x, y)
    c.polygon(handle, mix(p.paper, colour, 0.12))
    c.disc(x, y, r * 0.64, p.paper)
    c.disc(x, y, r * 0.57, mix(p.paper, p.ink, 0.22))
    brew = mix((74, 40, 22), p.ink, 0.2)
    c.disc(x, y + r * 0.015, r * 0.545, brew)
    foam = mix(p.paper, (214, 168, 120), 0.5)
    steam: list[list[Point]] = []
    c.ring(x, y + r * 0.015, r * 0.53, r * 0.028, mix(brew, foam, 0.5))
    if r > 150:
        for dx in (-0.3, 0.05, 0.34):
            wisp = [(x + r * (dx + 0.09 * sin(k * 1.25)), y - r * (0.2 + 0.22 * k)) for k in range(7)]
            left = curve([(wx - 11 * sin(pi * k / 6), wy) for k, (wx, wy) in enumerate(wisp)])
            right = curve([(wx + 11 * sin(pi * k / 6), wy) for k, (wx, wy) in enumerate(wisp)])
            steam.append(left + right[::-1])
        for i, side in enumerate((-1, 1) * 4):
            k = i // 2
            c.polygon(leaf(x, y + r * (0.3 - 0.15 * k), r * (0.36 - 0.04 * k), r * 0.13, -90 + side * (58 - 8 * k),
                -side * 8), foam)
        c.line([(x, y + r * 0.42), (x, y - r * 0.34)], r * 0.02, brew)
        for wisp in steam:
            c.polygon(wisp, p.paper, 0.4)
    else:
        c.arc(x, y, r * 0.38, r * 0.38, 190, 280, r * 0.05, foam, 0.8)


def _bean(c: Canvas, p: Palette, x: float, y: float, size: float, angle: float) -> None:
    roast = mix((98, 58, 34), p.ink, 0.25)
    c.polygon(moved(turned(circle(0, 0, size, size * 0.68, 30), angle), x + 3, y + 6), p.ink, 0.25)
    c.polygon(moved(turned(circle(0, 0, size, size * 0.68, 30), angle), x, y), roast)
    c.line(moved(turned(curve([(-size * 0.9, 0), (-size * 0.3, -size * 0.16), (size * 0.3, size * 0.16),
        (size * 0.9, 0)]), angle), x, y), 3, mix(roast, (0, 0, 0), 0.5))


def _branch(c: Canvas, p: Palette, rng: Dice, x: float, y: float, angle: float) -> None:
    spine = moved(turned(curve([(-200, 20), (-60, 0), (90, -10), (260, 20)]), angle), x, y)
    c.line(spine, 8, mix(p.leaf[1], p.ink, 0.5))
    for i, at in enumerate((4, 10, 16, 22, 28)):
        sx, sy = spine[min(at, len(spine) - 1)]
        for side in (-1, 1):
            outline = leaf(sx, sy, rng.uniform(120, 155), 62, angle + side * rng.uniform(42, 62), side * 14)
            c.polygon(moved(outline, 5, 10), p.ink, 0.2)
            c.polygon(outline, mix(p.leaf[1], p.leaf[0], 0.15 * i))
            c.line([(sx, sy), outline[12]], 2.6, mix(p.leaf[0], p.paper, 0.35), 0.8)
        for _ in range(3):
            cx, cy = sx + rng.uniform(-22, 22), sy + rng.uniform(-22, 22)
            cherry = mix(p.accents[0], (190, 30, 40), 0.45)
            c.disc(cx, cy, 15, mix(cherry, p.ink, rng.uniform(0, 0.2)))
            c.disc(cx - 5, cy - 5, 4, p.paper, 0.7)


def _anise(c: Canvas, p: Palette, x: float, y: float, size: float, angle: float) -> None:
    brown = mix((120, 66, 36), p.ink, 0.1)
    for i in range(8):
        c.polygon(leaf(x + 4, y + 7, size, size * 0.36, angle + 45 * i), (0, 0, 0), 0.25)
    for i in range(8):
        c.polygon(leaf(x, y, size, size * 0.36, angle + 45 * i), mix(brown, p.paper, 0.14 * (i % 2)))
        c.polygon(leaf(x + size * 0.3 * cos(radians(angle + 45 * i)), y + size * 0.3 * sin(radians(angle + 45 * i)),
            size * 0.5, size * 0.14, angle + 45 * i), mix(brown, (0, 0, 0), 0.35))
        c.disc(x + size * 0.56 * cos(radians(angle + 45 * i)), y + size * 0.56 * sin(radians(angle + 45 * i)),
            size * 0.065, mix(p.sun, brown, 0.4))
    c.disc(x, y, size * 0.13, mix(brown, p.paper, 0.25))


def _cinnamon(c: Canvas, p: Palette, x: float, y: float, angle: float) -> None:
    bark = mix((164, 92, 50), p.accents[0], 0.2)
    for k, (dx, dy) in enumerate(((0.0, 0.0), (14.0, 26.0), (-8.0, 50.0))):
        def put(points: list[Point], dx: float = dx, dy: float = dy) -> list[Point]:
            return moved(turned(moved(points, dx, dy), angle), x, y)

        c.polygon(moved(put([(-92, -13), (92, -13), (92, 13), (-92, 13)]), 5, 9), (0, 0, 0), 0.25)
        c.polygon(put([(-92, -13), (92, -13), (92, 13), (-92, 13)]), mix(bark, p.ink, 0.12 * k))
        c.polygon(put([(-92, -9), (92, -9), (92, -3), (-92, -3)]), p.paper, 0.2)
        c.polygon(put(circle(92, 0, 7, 13, 24)), mix(bark, p.ink, 0.5))
        c.line(put([(-92, 6), (92, 6)]), 2, p.ink, 0.35)


def _clove(c: Canvas, p: Palette, x: float, y: float, angle: float) -> None:
    brown = mix((92, 50, 30), p.ink, 0.15)
    for dx, dy, colour, alpha in ((3, 6, (0, 0, 0), 0.25), (0, 0, brown, 1.0)):
        c.polygon(moved(turned([(-22, -3), (8, -5), (18, -12), (16, 0), (18, 12), (8, 5), (-22, 3)], angle), x + dx,
            y + dy), colour, alpha)
    c.disc(x + 17 * cos(radians(angle)), y + 17 * sin(radians(angle)), 7, mix(brown, p.sun, 0.35))


# Stage and lanterns ---------------------------------------------------------------------------------------------------


def _dancers(c: Canvas, p: Palette, rng: Dice) -> None:
    dress = list(p.accents)
    rng.shuffle(dress)
    tones = skins(p)
    fans = rng.random() < 0.6
    for i, (x, size) in enumerate(((170.0, 0.82), (1030.0, 0.82), (385.0, 0.94), (815.0, 0.94), (600.0, 1.1))):
        _dancer(c, p, x, 642, size, dress[(i // 2) % 4], dress[(i // 2 + 1) % 4], tones[i % 4], 1 if x <= 600 else -1,
            fans)


def _waiting_stage(c: Canvas, p: Palette) -> None:
    """Before it begins: umbrellas on their poles, drums, a gong, nobody yet."""
    wood, gold = mix(p.accents[0], p.ink, 0.45), mix((226, 172, 74), p.sun, 0.2)
    bronze, shine = mix(gold, (96, 52, 24), 0.5), mix(gold, p.paper, 0.4)
    for x, size, colour in ((300.0, 1.0, p.accents[2]), (900.0, 1.0, p.accents[2]), (415.0, 0.8, p.accents[1]),
            (785.0, 0.8, p.accents[1])):
        c.rect(x - 4, 640 - 330 * size, 8, 330 * size, wood)
        canopy = curve([(0, -46), (46, -30), (96, 12)])
        shape = [(x + px * size, 640 + (py - 300) * size) for px, py in [*mirrored(canopy), *canopy[::-1]]]
        c.polygon(shape, colour)
        for i in range(6):
            c.slice(x + (-80 + 32 * i) * size, 640 - 288 * size, 16 * size, 0, 180,
                mix(colour, p.paper, 0.55 if i % 2 else 0.1))
        c.disc(x, 640 - 350 * size, 9 * size, gold)
    for dx in (-112, 98):
        c.rect(600 + dx, 372, 14, 268, wood)
    c.rect(476, 368, 248, 18, wood, radius=8)
    for dx in (-40, 40):
        c.line([(600 + dx, 384), (600 + dx, 450)], 4, p.paper)
    _gong(c, 600, 494, 88, bronze, gold, shine, p.ink)
    for x in (200.0, 1000.0):
        drum = curve([(-56, -96), (-70, -50), (-52, 0), (52, 0), (70, -50), (56, -96)])
        c.shade(moved(drum, x, 640), mix(wood, p.paper, 0.2), wood)
        c.oval(x, 544, 57, 15, mix(p.paper, gold, 0.2))
        c.line(moved(curve([(-68, -46), (0, -32), (68, -46)]), x, 640), 5, gold)


def _dancer(c: Canvas, p: Palette, x: float, base: float, size: float, dress: Colour, sash: Colour, skin: Colour,
        facing: int, fans: bool) -> None:
    """A dancer in a long wrapped cloth, one arm raised, with fans or a sash."""
    def put(points: list[Point]) -> list[Point]:
        return [(x + facing * px * size, base + py * size) for px, py in points]

    def fan(at: Point, angle: float, colour: Colour) -> None:
        fx, fy = put([at])[0]
        a = angle if facing > 0 else 180 - angle
        c.slice(fx, fy, 66 * size, a - 74, a + 74, colour)
        for k in range(-3, 4):
            c.line([(fx, fy), (fx + 64 * size * cos(radians(a + 22 * k)), fy + 64 * size * sin(radians(a + 22 * k)))],
                2.2, p.paper, 0.7)
        c.arc(fx, fy, 50 * size, 50 * size, a - 74, a + 74, 4 * size, p.paper, 0.8)

    raised = curve([(24, -222), (74, -236), (106, -284)])
    lowered = curve([(-24, -222), (-72, -198), (-116, -196)])
    if fans:
        fan((106, -288), -52, sash)
        fan((-118, -196), -150, sash)
    else:
        c.polygon(put([*curve([(104, -288), (150, -250), (130, -170), (168, -96)]),
            *curve([(146, -94), (108, -168), (128, -246), (98, -276)])]), sash)
        c.polygon(put([*curve([(-112, -198), (-158, -160), (-136, -96), (-176, -46)]),
            *curve([(-152, -44), (-114, -94), (-136, -152), (-104, -190)])]), sash)
    gown = curve([(-30, -160), (-40, -96), (-46, -40), (-84, 0), (60, 0), (44, -52), (42, -104), (28, -160)])
    c.polygon(put(gown), dress)
    with c.clip(put(gown)):
        for k in range(5):
            for j in range(4):
                dx, dy = put([(-48 + 32 * j + 16 * (k % 2), -140 + 30 * k)])[0]
                c.polygon(star(dx, dy, 9 * size, 4 * size, 4), p.paper, 0.75)
        c.polygon(put([(4, -170), (22, -170), (40, 6), (6, 6)]), sash)
    c.polygon(put(curve([(-30, -158), (-24, -196), (-34, -232), (0, -240), (34, -232), (24, -196), (28, -158)])),
        mix(dress, p.ink, 0.18))
    c.polygon(put([(-31, -176), (29, -176), (30, -158), (-32, -158)]), p.accents[1])
    for arm in (raised, lowered):
        c.line(put(arm), 15 * size, skin, round_ends=True)
        c.disc(*put([arm[8]])[0], 10 * size, p.accents[1])
    c.polygon(put([(-8, -236), (-6, -262), (10, -262), (9, -236)]), mix(skin, p.ink, 0.2))
    c.oval(*put([(3, -282)])[0], 23 * size, 28 * size, skin)
    c.slice(*put([(0, -288)])[0], 28 * size, 172, 368, p.ink)
    c.disc(*put([(-26, -288)])[0], 15 * size, p.ink)
    for k, angle in enumerate((-128, -108, -90, -72, -52)):
        c.polygon(leaf(*put([(2, -304)])[0], (34 if k != 2 else 46) * size, 13 * size, angle), p.accents[1])


def _listener(c: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    c.disc(x, y - size * 0.5, size * 0.78, colour)
    c.oval(x, y + size * 1.7, size * 1.5, size * 1.7, colour)


def _lantern(c: Canvas, p: Palette, x: float, y: float, size: float, colour: Colour, kind: int) -> None:
    c.glow(x, y + 66 * size, 230 * size, mix(colour, p.paper, 0.25), 0.75)
    light = mix(colour, p.paper, 0.62)
    half = {
        0: curve([(20, 8), (62, 34), (70, 70), (60, 106), (20, 128)]),
        1: curve([(20, 8), (48, 18), (56, 80), (48, 142), (20, 152)]),
        2: [(20.0, 8.0), (66.0, 50.0), (66.0, 80.0), (20.0, 128.0)],
    }[kind]
    bottom = half[-1][1]
    outline = [(x + px * size, y + py * size) for px, py in [*mirrored(half), *half[::-1]]]
    c.shade(outline, colour, light, mix(colour, p.paper, 0.15))
    with c.clip(outline):
        for k in range(1, 6):
            ly = y + (8 + (bottom - 8) * k / 6) * size
            c.line(curve([(x - 80 * size, ly - 5 * size), (x, ly + 5 * size), (x + 80 * size, ly - 5 * size)]), 2,
                mix(colour, p.ink, 0.35), 0.55)
    c.rect(x - 24 * size, y, 48 * size, 11 * size, p.ink, radius=4)
    c.rect(x - 24 * size, y + (bottom - 4) * size, 48 * size, 11 * size, p.ink, radius=4)
    for dx in (-9, 0, 9):
        c.line([(x + dx * size, y + (bottom + 6) * size), (x + dx * 1.5 * size, y + (bottom + 44) * size)], 3 * size,
            mix(colour, p.sun, 0.3))

