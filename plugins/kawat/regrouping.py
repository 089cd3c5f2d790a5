"""Regrouping: stories to which texts came, or which are about something else now: the lists that they are in.

Where such a story stands, and when, is as it was; it may have left lists of topics and places, and come into others.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from .arrivals import is_known, is_plain
from .editorial import catalogue as catalogues
from .editorial.catalogue import Catalogue
from .imprint import entered
from .model import Article, Media
from .publish.desk import Desk
from .publish.paging import Paged
from .settings import Settings
from .snapshot import Past, Where
from .source.cache import Texts

__all__ = ["regrouped", "regrouping"]

_SUBJECTS = ("topics", "countries", "provinces", "cities")


def regrouped(before: Article, now: Article) -> bool:
    """Return whether a story is about something else than it was."""
    return any(getattr(before, name) != getattr(now, name) for name in _SUBJECTS)


def regrouping(
    numbers: Collection[int],
    before: Mapping[str, Article],
    now: Mapping[str, Article],
    past: Past,
    media: Mapping[str, Media],
    settings: Settings,
    where: Where,
) -> tuple[Past, Catalogue, Catalogue] | None:
    """Return what is known with lists as they are now, and catalogues of these stories alone as they were and are.

    Args:
        numbers: of the stories; before, now: these, and maybe others, by id.
    Returns None where one stands elsewhere, or a list is new, has no story left, or has fewer pages.
    """
    ids = {past.stories[number].id: number for number in numbers}
    was, came = (
        catalogues.compile(
            [some[name] for name in ids],
            past.network,
            where.now,
            Texts(past.cache),
            media,
            settings.siteurl,
            where.preview,
        )
        for some in (before, now)
    )
    if not all(is_plain(came, now[name]) for name in ids):
        return None
    if any(tuple(one.placement for one in came.at[name]) != past.stories[ids[name]].placements for name in ids):
        return None
    lists = _revised(past, *(entered(_desk(one), ids) for one in (was, came)))
    if lists is None:
        return None
    return replace(past, arrived=replace(past.arrived, lists=lists)), was, came


def _desk(catalogue: Catalogue) -> Desk:
    return Desk(catalogue, lambda language: True, {}, lambda width_px: ())


def _revised(
    past: Past, was: Mapping[str, tuple[int, ...]], now: Mapping[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]] | None:
    """The lists that any of the stories left or came into, by their parts."""
    changed = {part: (was.get(part, ()), now.get(part, ())) for part in was.keys() | now.keys()}
    changed = {part: pair for part, pair in changed.items() if pair[0] != pair[1]}
    if not all(is_known(past, index, changed) for index in ("by_kind", "by_year", "by_country")):
        return None
    order = {number: at for at, number in enumerate(past.snapshot.numbers("homes", ""))} if changed else {}
    found: dict[str, tuple[int, ...]] = {}
    for part, (left, came) in changed.items():
        index, _, name = part.partition(" ")
        known = past.snapshot.numbers(index, name) if past.snapshot.text(part) else ()
        found[part] = _with([one for one in known if one not in left], came, order)
        if not found[part] or Paged(len(found[part])).full < Paged(len(known)).full:
            return None
    return found


def _with(known: list[int], came: Iterable[int], order: Mapping[int, int]) -> tuple[int, ...]:
    for one in came:
        known.insert(bisect_left(known, order[one], key=order.__getitem__), one)
    return tuple(known)
