"""Regrouping: stories to which texts came, that are about something else now, that more sites show, that are retracted,
or of which something has fallen due, such as the end of an event.

Such a story stands where it stood, since when and until when it did.  It may stand on other sites now, too, have left
lists of topics and places, and come into others.  Whose texts link to it may lead to another of its pages then.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from .arrivals import is_known, is_plain, is_waiting
from .build import manifest as manifests
from .build.manifest import Data
from .editorial import catalogue as catalogues
from .editorial import history
from .editorial.catalogue import Catalogue
from .editorial.links import Targets
from .imprint import entered
from .linkage import relinked
from .model import Article, Placement, State
from .publish.paging import Paged
from .settings import Settings
from .snapshot import Past, Where
from .source.cache import Texts

__all__ = ["regrouped", "regrouping"]

_DECISIVE = ("topics", "countries", "provinces", "cities", "crosspost")
"""What decides in which lists and on which sites a story is."""


def regrouped(before: Article, now: Article) -> bool:
    """Return whether a story is about something else than it was, or shall be shown elsewhere."""
    return any(getattr(before, name) != getattr(now, name) for name in _DECISIVE)


def regrouping(
    numbers: Collection[int],
    before: Mapping[str, Article],
    now: Mapping[str, Article],
    past: Past,
    targets: Targets,
    settings: Settings,
    where: Where,
    since: datetime,
    manifest: Data,
) -> tuple[Past, Catalogue, Catalogue] | None:
    """Return what is known with these stories as they are, and catalogues of them alone as they were and are.

    Args:
        numbers: of the stories; before, now: these, and maybe others, by id.
        since: when the last build was.
        manifest: the bytes of the destination's manifest.
    Returns None where one has left a site, or a list is new, has no story left, or has fewer pages.
    """
    ids = {past.stories[number].id: number for number in numbers}
    was, came = (
        catalogues.compile(
            [some[name] for name in ids],
            past.network,
            moment,
            Texts(past.cache),
            targets.media,
            settings.siteurl,
            where.preview,
        )
        for some, moment in ((before, since), (now, where.now))
    )
    names = {past.stories[number].id for number in past.retracted}
    if not all(any(is_plain(came, now[name], state) for state in _states(name in names)) for name in ids):
        return None
    retracted, stood = {name: manifests.urls(manifest, name) for name in names}, history.current(was)
    if any(stood[name] != urls for name, urls in retracted.items()):  # it had moved
        return None
    articles = [now[name] for name in names]
    left = {one.path: one for one in history.traces(came, articles, retracted, where.now, frozenset())[0]}
    if not all(_as_it_was(was, came, past.stories[number].id) for number in past.fallen):
        return None
    placements = {number: tuple(one.placement for one in came.at[name]) for name, number in ids.items()}
    if not all(_stays(past.stories[number].placements, placed) for number, placed in placements.items()):
        return None
    lists = _revised(past, *(entered(one, ids) for one in (was, came)))
    if lists is None:
        return None
    stories = {number: replace(past.stories[number], placements=placed) for number, placed in placements.items()}
    spread = {number for number in numbers if len(placements[number]) > len(past.stories[number].placements)}
    with_pages = [story.id for number, story in stories.items() if number in past.enlarged | spread]
    urls = {name: one for name, one in history.current(came).items() if name in with_pages}
    if not all(
        {*manifests.urls(manifest, name)} <= {*urls[name]} for name in with_pages
    ):  # what has left may lead there
        return None
    past = relinked(past, targets, [now[name] for name in {*with_pages, *names}])
    moments = {number: came.moments.get(name, ()) for name, number in ids.items()}
    past = replace(
        past,
        stories={**past.stories, **stories},
        regrouped=frozenset(numbers),
        arrived=replace(
            past.arrived,
            lists=lists,
            urls=urls,
            ends=history.ends(came, left.values()),
            moments=moments,
            traces=left,
            removed=_removed(past, came, retracted) if retracted else None,
        ),
    )
    return past, was, came


def _states(retracted: bool) -> tuple[State, ...]:
    """What all texts of a story may be now."""
    return (State.WITHDRAWN, State.GONE) if retracted else (State.LIVE,)


def _removed(past: Past, came: Catalogue, urls: Mapping[str, tuple[str, ...]]) -> tuple[history.Gone, ...]:
    """All stories that are removed; `urls` has every one of those that were retracted."""
    return tuple(sorted((*past.snapshot.removed(), *history.remains(came, urls))))


def _as_it_was(was: Catalogue, came: Catalogue, name: str) -> bool:
    """Whether of a story the same texts can be seen at home, in the same states."""
    states = ([(one.source.path, state) for one, state in some.home(name).editions] for some in (was, came))
    return next(states) == next(states)


def _stays(before: Iterable[Placement], now: Iterable[Placement]) -> bool:
    """Whether a story stands on all sites where it stood, for whatever reasons."""
    there = {replace(one, reasons=()) for one in now}
    return all(replace(one, reasons=()) in there for one in before)


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
        known = past.snapshot.listed(part)
        found[part] = _with([one for one in known if one not in left], came, order)
        if not found[part] or Paged(len(found[part])).full < Paged(len(known)).full:
            return None
        if not is_waiting(past, part, found[part], came):
            return None
    return found


def _with(known: list[int], came: Iterable[int], order: Mapping[int, int]) -> tuple[int, ...]:
    for one in came:
        known.insert(bisect_left(known, order[one], key=order.__getitem__), one)
    return tuple(known)
