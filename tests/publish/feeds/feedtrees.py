"""What the tests of feeds share: one file of what a tree publishes, made in this process."""

import dataclasses
from collections.abc import Mapping
from datetime import datetime

from catalogues import press, world
from conftest import NETWORK, NOW

from kawat.publish import outputs, rendering
from kawat.publish.desk import Desk
from kawat.publish.shelf import Memory


def desk_of(files: Mapping[str, str | bytes], now: datetime = NOW, network: Mapping[str, str] = NETWORK) -> Desk:
    """Return the desk of a small tree, which must be without problems; it speaks the theme's languages."""
    made = world(files, network)
    assert made.problems == ()
    return dataclasses.replace(made.desk(now), say=press().say)


def planned(desk: Desk) -> dict[str, outputs.Output]:
    """Return all outputs by path."""
    return {one.path: one for one in sorted(outputs.plan(desk, press()), key=lambda one: one.path)}


def published(desk: Desk, path: str) -> bytes:
    """Return the bytes of one output, with the fragments that it is joined from."""
    output = planned(desk)[path]
    wanted = rendering.fragments(desk, [output])
    parts = Memory(zip((one.key for one in wanted), rendering.render_parts(desk, wanted), strict=True))
    return rendering.render(dataclasses.replace(desk, fragments=parts), press(), output)
