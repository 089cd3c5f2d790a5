"""Draw the land of the world map: theme/templates/land.html, one path without borders.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python docs/map/make_land.py package/land-110m.json

The data are Natural Earth's, 1:110 million, in the public domain, as the npm package world-atlas (ISC) carries
them in TopoJSON.  Only its object "land" is read: the file knows no countries.  Lines are thinned (Douglas and Peucker,
1973) and rounded to whole units; islands of hardly a unit are dropped, and so is Antarctica, which has no missions.
"""

import json
import sys
from collections.abc import Iterator
from itertools import accumulate, pairwise
from math import hypot
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "plugins"))

from kawat.publish.worldmap import CENTRE, HEIGHT, WIDTH, project  # noqa: E402

TOLERANCE = 1.4
"""How far a thinned line may lie from the true one, in the drawing's units: less than a pixel on a desk's screen."""

SMALLEST = 12
"""The area of the smallest island that is drawn, in square units."""

Point = tuple[float, float]


def rings(topology: dict) -> Iterator[list[Point]]:  # type: ignore[type-arg]
    """Yield the rings of the land in degrees (longitude, latitude).  Source: TopoJSON 1.0, sections 2.1.3 and 2.1.4."""
    (across, up), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(index: int) -> list[Point]:
        steps = topology["arcs"][index if index >= 0 else ~index]
        xs, ys = accumulate(step[0] for step in steps), accumulate(step[1] for step in steps)
        points = [(x * across + left, y * up + low) for x, y in zip(xs, ys, strict=True)]
        return points if index >= 0 else points[::-1]

    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points = [point for index in ring for point in arc(index)[1:]]
                yield [*points, points[0]]


def drawn(ring: list[Point]) -> list[Point]:
    """Return a ring on the sheet, whole on the side where most of it lies, also where it crosses 180°."""
    turns = accumulate(-round((b - a) / 360) for (a, _), (b, _) in pairwise(ring))
    whole = [(x + 360 * turn, y) for (x, y), turn in zip(ring, (0, *turns), strict=True)]
    middle = sum(longitude for longitude, _ in whole) / len(whole)
    shift = 360 * round((CENTRE - middle) / 360)
    return [project(latitude, longitude + shift) for longitude, latitude in whole]


def thinned(line: list[Point]) -> list[Point]:
    """Return the line with as few of its points as the tolerance allows; its ends stay."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = hypot(bx - ax, by - ay)

    def off(point: Point) -> float:
        x, y = point
        if not length:
            return hypot(x - ax, y - ay)
        return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length

    furthest = max(range(1, len(line) - 1), key=lambda at: off(line[at]))
    if off(line[furthest]) <= TOLERANCE:
        return [line[0], line[-1]]
    return thinned(line[: furthest + 1])[:-1] + thinned(line[furthest:])


def area(ring: list[Point]) -> float:
    """Return a ring's area (the shoelace formula)."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))) / 2


def path(ring: list[Point]) -> str:
    """Return a ring as SVG path data, in whole units, each point from the one before."""
    corners = [(round(x), round(y)) for x, y in ring]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(corners)]
    told = "".join(f"{x:+d}{y:+d}" for x, y in steps[:-1] if (x, y) != (0, 0))
    return f"M{corners[0][0]} {corners[0][1]}l{told.removeprefix('+').replace('l+', 'l')}z"


def main() -> None:
    """Read the atlas that is named and write the drawing."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    land = []
    for ring in rings(topology):
        if max(latitude for _, latitude in ring) > -60:
            line = thinned(drawn(ring))
            if area(line) >= SMALLEST:
                land.append(path(line))
    note = "{# Land, without borders: Natural Earth, public domain. Made by docs/map/make_land.py. #}"
    target = ROOT / "theme" / "templates" / "land.html"
    target.write_text(f'{note}\n<path class="land" d="{"".join(sorted(land))}"/>\n', "utf-8")
    print(f"{len(land)} pieces of land, {target.stat().st_size} bytes, on a sheet of {WIDTH} by {HEIGHT}")


if __name__ == "__main__":
    main()
