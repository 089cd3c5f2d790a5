"""Scope: what is planned: all that shall exist, or what may be other because some stories came or were amended.

A story that is newer than nearly all others stands near the end of every list that it enters.  So of a list the pages
from there on may be other, and of the rest of the network nothing but what shows the story, what is the newest of its
site, of its subjects or of all, and a newer story that it is related to now.  A story that says something else stands
where it stood: of each list that page may be other, and the stories that lead to it.  One that is about something
else, or can be read in one more language, is as if it had come, also for lists that it has left.  What is planned
within a scope is planned by the same functions, whichever it is.
"""

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from ..editorial.catalogue import Shown
from ..model import Kind, Site
from ..records import dataclass
from .desk import Desk, subjects_of
from .paging import Paged

__all__ = ["KINDS", "Scope", "everything", "of_changes"]

KINDS = frozenset((Kind.NEWS, Kind.PRESS, Kind.STORY, Kind.EVENT, Kind.VIDEO, Kind.GALLERY, Kind.INFOGRAPHIC))
"""The kinds that nothing tells of but lists, feeds and calendars: what may be other because of others has no scope."""

_NEWEST = 2
"""A new full page splits off the newest, and the full one before it comes to know it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Of what outputs are planned.

    Attributes:
        whole: whether that is everything.
        homes: stories at their homes, oldest first; shown: the same everywhere.
        sites: those on which any of them stands.
        subjects: (kind of subject, code in lower case) of what they are or were about; of everything, none is named.
        later: newer stories, everywhere, of which nothing may be other but the stories that are related to them.
        arrived: those of them that came; moved: that were there before and left lists, or came into some.
        amended: those that were amended and that lists show otherwise.
        feeds: subjects of the feeds that hold what was amended.
        left: paths of what stands at addresses that any of them has left.
    """

    whole: bool
    homes: Sequence[Shown]
    shown: Collection[Shown]
    sites: tuple[Site, ...]
    subjects: frozenset[tuple[str, str]] = frozenset()
    later: Collection[Shown] = ()
    arrived: Collection[Shown] = ()
    moved: Collection[Shown] = ()
    amended: Collection[Shown] = ()
    feeds: Collection[tuple[str, ...]] = ()
    left: Collection[str] = ()

    def kinds(self, site: Site) -> Iterable[Kind]:
        """Return the kinds of which a site's list is planned."""
        return Kind if self.whole else {one.article.kind for one in self.shown if one.site.code == site.code}

    def years(self, years: Iterable[int]) -> Iterable[int]:
        """Return those of the years of a list that are planned."""
        return years if self.whole else {one.article.year for one in self.homes}.intersection(years)

    def codes(self, of: str, codes: Iterable[str]) -> Iterable[str]:
        """Return those of the codes of topics, countries or provinces whose lists are planned."""
        return codes if self.whole else [code for code in codes if (of, code.lower()) in self.subjects]

    def pages(self, paged: Paged, stories: Sequence[Shown]) -> Iterable[int]:
        """Return the numbers of the pages of a list of stories that are planned."""
        if self.whole:
            return paged.numbers()
        found = {paged.holding(place) for place in _places(self.amended, stories)}
        if any(one.article.kind is Kind.EVENT for one in self.amended):  # while it is to come
            found.add(0)
        if self.arrived:
            places = [*_places(self.arrived, stories), *(_where(one, stories) for one in self.moved)]
            first = min(places, default=paged.count)
            begin = min(paged.holding(first) or paged.full + 1, paged.full + 1 - _NEWEST)
            found.update(n for n in paged.numbers() if n == 0 or n >= begin)
        return sorted(found)


def everything(desk: Desk) -> Scope:
    """Return the scope of all there is."""
    catalogue = desk.catalogue
    shown = [one for ones in catalogue.at.values() for one in ones]
    return Scope(True, catalogue.homes, shown, tuple(catalogue.sites.values()))


def of_changes(
    desk: Desk,
    arrived: Iterable[str],
    amended: Mapping[str, bool],
    feeds: Iterable[tuple[str, ...]] = (),
    later: Iterable[str] = (),
    subjects: Iterable[tuple[str, str]] = (),
    left: Iterable[str] = (),
) -> Scope:
    """Return the scope of stories that came, or were amended.

    Args:
        arrived: ids of those that came, or came into lists and left some; newer than nearly all others.
        amended: whether lists show one otherwise, by id; all that were there before.
        feeds: subjects of the feeds that hold any of these.
        later: ids of stories to which others are related now, or which lead to one that lists show otherwise.
        subjects: the lists of subjects that any of them came into, or left.
        left: paths of what stands at addresses that any of them has left.
    """
    new = tuple(arrived)
    turned = [name for name, otherwise in amended.items() if otherwise]
    in_lists = tuple(dict.fromkeys((*new, *turned)))
    everything = tuple(dict.fromkeys((*new, *amended)))
    return Scope(
        whole=False,
        homes=_homes(desk, everything),
        shown=_standing(desk, everything),
        sites=_sites(desk, _standing(desk, in_lists)),
        subjects=_subjects(_homes(desk, in_lists)).union(subjects),
        later=_standing(desk, later),
        arrived=_standing(desk, new),
        moved=_standing(desk, amended.keys() & {*new}),
        amended=_standing(desk, turned),
        feeds=tuple(feeds),
        left=frozenset(left),
    )


def _places(some: Iterable[Shown], stories: Sequence[Shown]) -> Iterator[int]:
    """The places of those stories that are among others."""
    for one in some:
        with contextlib.suppress(ValueError):
            yield stories.index(one)


def _where(one: Shown, stories: Sequence[Shown]) -> int:
    """The place where a story would stand among others, which are older nearly all."""
    moment = one.article.date, one.article.id
    newer = takewhile(lambda other: (other.article.date, other.article.id) > moment, reversed(stories))
    return len(stories) - sum(1 for _ in newer)


def _standing(desk: Desk, ids: Iterable[str]) -> list[Shown]:
    """Stories everywhere; those that are not to be seen yet stand nowhere."""
    return [one for name in ids for one in desk.catalogue.at.get(name, ())]


def _homes(desk: Desk, ids: Iterable[str]) -> list[Shown]:
    return [shown[0] for name in ids if (shown := desk.catalogue.at.get(name, ()))]


def _sites(desk: Desk, shown: Iterable[Shown]) -> tuple[Site, ...]:
    there = {one.site.code for one in shown}
    return tuple(site for code, site in desk.catalogue.sites.items() if code in there)


def _subjects(homes: Iterable[Shown]) -> frozenset[tuple[str, str]]:
    """What stories are about, and the countries that their missions work in."""
    hosts = {("countries", one.site.mission.country.lower()) for one in homes if one.site.code != "portal"}
    return frozenset(subject for one in homes for subject in subjects_of(one)) | hosts
