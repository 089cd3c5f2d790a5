"""Planning the services: their pages and files, gathered."""

from collections.abc import Callable, Iterator
from typing import Any

from ...model import Output
from ..desk import Desk
from ..keys import Keys
from . import cooperationdata, cooperationpages, offerpages, partner, traveldata, travelpages

__all__ = ["PAGES", "SERIALIZERS", "plan"]

PAGES: dict[str, tuple[str, Callable[..., Any]]] = {
    **travelpages.PAGES,
    **offerpages.PAGES,
    **cooperationpages.PAGES,
    **partner.PAGES,
}
"""Recipes of pages: the template, and the function that makes its view."""

SERIALIZERS: dict[str, Callable[..., bytes]] = {
    **traveldata.SERIALIZERS,
    **offerpages.SERIALIZERS,
    **cooperationdata.SERIALIZERS,
    **partner.SERIALIZERS,
}
"""Recipes of files."""


def plan(desk: Desk, keys: Keys) -> Iterator[Output]:
    """Yield the outputs of all services."""
    yield from travelpages.plan(desk, keys)
    yield from traveldata.plan(desk, keys)
    yield from offerpages.plan(desk, keys)
    yield from cooperationpages.plan(desk, keys)
    yield from cooperationdata.plan(desk, keys)
    yield from partner.plan(desk, keys)
