"""The world map: the projection, and the land that is drawn with it."""

import re
from pathlib import Path

import pytest

from kawat.publish import worldmap

LAND = (Path(__file__).parents[2] / "theme" / "templates" / "land.html").read_text("utf-8")


def test_the_middle_meridian_and_the_equator_are_straight() -> None:
    ys = {round(worldmap.project(0, longitude)[1], 6) for longitude in range(-30, 331, 30)}
    xs = {round(worldmap.project(latitude, worldmap.CENTRE)[0], 6) for latitude in range(-90, 91, 30)}
    assert len(ys) == 1 and xs == {worldmap.WIDTH / 2}


@pytest.mark.parametrize(
    ("latitude", "east_of_the_middle", "x", "y"),
    # Made with PROJ 9.5.1, `+proj=eqearth +R=1`.
    [(0, 180, 2.706630, 0.0), (45, 90, 1.159854, 0.860231), (-30, -60, -0.843901, -0.592935)],
)
def test_the_projection_is_that_of_another_program(latitude: int, east_of_the_middle: int, x: float, y: float) -> None:
    scale = worldmap.WIDTH / (2 * 2.7066299)
    origin = worldmap.project(0, worldmap.CENTRE)
    found = worldmap.project(latitude, worldmap.CENTRE + east_of_the_middle)
    assert ((found[0] - origin[0]) / scale, (origin[1] - found[1]) / scale) == pytest.approx((x, y), abs=1e-4)


def test_a_place_stands_on_the_sheet_however_its_longitude_is_written() -> None:
    assert worldmap.place(-18.14, 178.44) == worldmap.place(-18.14, 178.44 - 360)
    for longitude in range(-180, 181, 5):
        for latitude in range(-55, 84):
            x, y = worldmap.place(latitude, longitude)
            assert 0 <= x <= worldmap.WIDTH and 0 <= y <= worldmap.HEIGHT


def test_the_land_is_one_path_on_the_sheet() -> None:
    (data,) = re.findall(r'<path class="land" d="([^"]+)"/>', LAND)
    for piece in data.removesuffix("z").split("z"):
        start, steps = piece.removeprefix("M").split("l")
        x, y = (int(one) for one in re.findall(r"[+-]?\d+", start))
        numbers = [int(one) for one in re.findall(r"[+-]?\d+", steps)]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            assert 0 <= x <= worldmap.WIDTH and 0 <= y <= worldmap.HEIGHT
