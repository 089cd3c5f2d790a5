"""Colours: nine palettes that each hold together, and the arithmetic between two colours.

A scene never names a colour of its own where a palette has one, so that any scene drawn with any palette stays in tune.
"""
from dataclasses import dataclass

from .dice import Dice

__all__ = ["PALETTES", "Colour", "Palette", "choose", "mix"]

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """The light and the materials of one picture.

    ``sky`` and ``water`` run from top to bottom; ``land`` runs from the farthest ridge to the nearest;
    ``accents`` are four colours that may stand side by side.
    """

    name: str
    sky: tuple[Colour, Colour]
    sun: Colour
    land: tuple[Colour, Colour, Colour]
    water: tuple[Colour, Colour]
    leaf: tuple[Colour, Colour]
    ink: Colour
    paper: Colour
    accents: tuple[Colour, Colour, Colour, Colour]

    def depth(self, nearness: float) -> Colour:
        """Return the colour of land at a distance: 0 is the horizon, 1 is at our feet."""
        far, middle, near = self.land
        if nearness < 0.5:
            return mix(far, middle, nearness * 2)
        return mix(middle, near, nearness * 2 - 1)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Return the colour that lies ``share`` of the way (0 to 1) from ``a`` to ``b``."""
    share = min(1.0, max(0.0, share))
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


def choose(rng: Dice, *names: str) -> Palette:
    """Return one of the named palettes, or of all of them when none is named; neighbouring seeds get different ones."""
    return PALETTES[rng.turn(names or tuple(PALETTES))]


def _palette(
    name: str, sky: str, sun: str, land: str, water: str, leaf: str, ink: str, paper: str, accents: str
) -> Palette:
    return Palette(
        name,
        sky=_two(sky),
        sun=_rgb(sun),
        land=_three(land),
        water=_two(water),
        leaf=_two(leaf),
        ink=_rgb(ink),
        paper=_rgb(paper),
        accents=_four(accents),
    )


def _rgb(digits: str) -> Colour:
    return (int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16))


def _two(digits: str) -> tuple[Colour, Colour]:
    a, b = map(_rgb, digits.split())
    return (a, b)


def _three(digits: str) -> tuple[Colour, Colour, Colour]:
    a, b, c = map(_rgb, digits.split())
    return (a, b, c)


def _four(digits: str) -> tuple[Colour, Colour, Colour, Colour]:
    a, b, c, d = map(_rgb, digits.split())
    return (a, b, c, d)


PALETTES: dict[str, Palette] = {
    palette.name: palette
    for palette in (
        # name, sky, sun, land (far, middle, near), water,
        # leaf, ink, paper, accents
        _palette("fajar", "F4B393 FDE8C9", "EB5E47", "EBB398 B06C6E 46304F", "EFC3A2 84546F",
                 "7C9A76 3F5F58", "2B1E36", "FFF6E9", "EB5E47 F4CF6B 2A6F77 A63A50"),
        _palette("siang", "9FD2D3 F6F1DC", "F4BE4A", "A6CDB7 4E937A 1D4B49", "93D0CA 2A7883",
                 "7DB56B 2F6F55", "16383D", "FBF7EC", "E0735A F2CC8F 35567D 81B29A"),
        _palette("senja", "583A70 F5A27D", "FFD58A", "C27A87 733F6F 26163A", "E2897A 482A5E",
                 "8C7A6E 45465F", "1C102B", "FFF0DE", "FF7F5C FFC857 3FA7A0 C8447A"),
        _palette("malam", "0D1A3B 3B5E92", "F8E9B0", "4A6C9C 27487A 0B1735", "355B92 0F2350",
                 "3F7F78 1B4A5A", "060D20", "F4F1E4", "F6AE2D EE6A35 6FC2C5 E0A6B8"),
        _palette("sogan", "E6C79A F9EBD0", "B5533C", "D8B488 935F3B 3B2418", "C2C09A 48605A",
                 "A39A5C 5F5F38", "2A1810", "FBF1DD", "B5533C E2A83E 2F4858 7B8A5A"),
        _palette("zamrud", "CDE5C2 FBF6D9", "F49F33", "AFD2A5 4A9270 123C35", "A5D6BD 2B7C74",
                 "8CC063 2C7A4F", "0B2B28", "FCF8E8", "F49F33 E4572E F7DD72 17605A"),
        _palette("bahari", "A9D8EC FFF1DA", "FF8F5E", "9CC4DC 4182B5 123A63", "7DBEDB 195888",
                 "5FAE8F 23706B", "0B2444", "FFFBF1", "FF7A59 FFD166 06958F E8436B"),
        _palette("kenanga", "BFA8DA FDE6DF", "F58C96", "C3A7CF 7F60A3 32235A", "C9A9CF 574083",
                 "86B088 44776D", "20153D", "FFF7F3", "F2737D FFD084 3F9F92 6A4C93"),
        _palette("merapi", "F0B98F FBEBDD", "CC3F4E", "DBA28A 9A4845 37181F", "A9C4B4 2B5B66",
                 "9AA36A 56694A", "26101A", "FDF3E7", "CC3F4E EDAE49 00727F 34608C"),
    )
}
