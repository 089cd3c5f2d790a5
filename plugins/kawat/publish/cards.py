"""Cards: which stories have a picture of their title for networks to show, what is on it, and where it is.

Drawn by `build.drawing`.  A card stands once, on its story's home host, under the digest of its words: editions that
are called the same share one, and copies name the one at home.  How many are drawn is the site's choice (`cards:` in
its file): for all stories, for those without a picture, or for none.
"""

from collections.abc import Iterator

from ..codes import name_in
from ..digests import digest, key
from ..editorial import addresses
from ..model import Address, Edition, Kind, Output, Site, State
from . import pictures
from .desk import Desk
from .scope import Scope

__all__ = ["GROUNDS", "HEIGHT_PX", "WIDTH_PX", "address", "plan"]

WIDTH_PX = 1200  # as `build.drawing` draws them
HEIGHT_PX = 630
GROUNDS = {
    "garuda": "#8a1538",
    "samudra": "#0b4f8a",
    "rimba": "#1d5c38",
    "kunyit": "#7a5200",
    "senja": "#7a2968",
    "batu": "#3f4d5a",
    "nila": "#3a3a94",
    "terakota": "#90401f",
}
"""The theme's accents as they are on light ground (theme/static/kawat.css); white is legible on each."""

_DEMONSTRATION = "Demonstrasi · Demonstration · "


def plan(desk: Desk, scope: Scope) -> Iterator[Output]:
    """Yield the cards of all live editions; they belong to no single site, as pictures do."""
    called: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for one in scope.homes:
        for edition, state in one.editions:
            if state is State.LIVE and _wanted(desk, one.site, edition):
                words = _words(desk, one.site, edition)
                called.setdefault((_address(one.site, words).path, words), []).append(edition.source.path)
    for (path, words), texts in called.items():
        # Of one more text that is called the same the ledger has to know, or the card would go with the first.
        parts = key(words=digest(words), texts=digest(texts))
        yield Output(path, "card", words, parts, "", tuple(sorted(texts)))


def address(desk: Desk, edition: Edition, state: State) -> Address | None:
    """Return where the card of an edition is; None where it has none."""
    home = desk.site(edition.site)
    return _address(home, _words(desk, home, edition)) if state is State.LIVE and _wanted(desk, home, edition) else None


def _wanted(desk: Desk, home: Site, edition: Edition) -> bool:
    if edition.kind is Kind.PAGE or home.mission.cards == "none":
        return False
    return home.mission.cards != "pictureless" or desk.media(edition, pictures.lead(edition)[0]) is None


def _words(desk: Desk, home: Site, edition: Edition) -> tuple[str, ...]:
    """What `build.drawing.draw` is given."""
    host = home.url.partition("://")[2].rstrip("/")
    foot = (_DEMONSTRATION if desk.portal.mission.demonstration else "") + host
    name = name_in(home.mission.names, edition.language)
    return edition.title, name, foot, GROUNDS[home.mission.accent or "garuda"], edition.language


def _address(home: Site, words: tuple[str, ...]) -> Address:
    return addresses.shared(home, f"media/cards/{digest(words)[:20]}.png")
