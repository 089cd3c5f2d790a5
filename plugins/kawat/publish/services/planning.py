"""Planning the services: their pages and files, gathered."""

from collections.abc import Iterator

from ...model import Output
from ..desk import Desk
from ..keys import Keys
from . import cooperationdata, cooperationpages, offerpages, partner, traveldata, travelpages

__all__ = ["plan"]


def plan(desk: Desk, keys: Keys) -> Iterator[Output]:
    """Yield the outputs of all services."""
    yield from travelpages.plan(desk, keys)
    yield from traveldata.plan(desk, keys)
    yield from offerpages.plan(desk, keys)
    yield from cooperationpages.plan(desk, keys)
    yield from cooperationdata.plan(desk, keys)
    yield from partner.plan(desk, keys)
