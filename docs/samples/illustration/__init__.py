"""Flat illustrations for the sample stories, drawn with Pillow from a scene's name and a seed.

``SCENES`` is the table of all scenes; each is a function that draws on a ``Canvas`` with the numbers that seeded
``Dice`` give it, so that the same name and seed always give the same picture. No scene has words, flags, emblems or
borders.
"""
from collections.abc import Callable

from PIL import Image

from . import craft, desk, land, town
from .canvas import WIDTH, Canvas
from .dice import Dice

__all__ = ["SCENES", "draw"]

SCENES: dict[str, Callable[[Canvas, Dice], None]] = {
    scene.__name__.rstrip("_"): scene
    for scene in (
        craft.batik, craft.coffee, craft.gamelan, craft.lantern, craft.spices, craft.stage, craft.wayang, craft.weaving,
        desk.book, desk.chart, desk.classroom, desk.globe, desk.map_, desk.passport, desk.people,
        land.boats, land.forest, land.kite, land.reef, land.ricefield, land.sea, land.volcano,
        town.bridge, town.harbour, town.market, town.skyline, town.temple, town.train,
    )
}


def draw(scene: str, seed: int, width_px: int = WIDTH) -> Image.Image:
    """Return a scene as a picture of 3:2; the same three values always give the same pixels."""
    canvas = Canvas(width_px)
    SCENES[scene](canvas, Dice(scene, seed))
    return canvas.finish()
