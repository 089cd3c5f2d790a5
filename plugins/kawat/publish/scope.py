"""Scope: what is planned: all that shall exist, or what may be other because some stories came.

A story that is newer than nearly all others stands near the end of every list that it enters.  So of a list its newest
pages may be other, and of the rest of the network nothing but what shows the story, what is the newest of its site, of
its subjects or of all, and a newer story that it is related to now.  What is planned within a scope is planned by the
same functions, whichever it is.
"""

from collections.abc import Collection, Iterable, Sequence

from ..editorial.catalogue import Shown
from ..model import Kind, Site
from ..records import dataclass
from .desk import Desk, subjects_of
from .paging import Paged

__all__ = ["Scope", "everything", "of_arrivals"]

_NEWEST = 2
"""A new full page splits off the newest, and the full one before it comes to know it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Of what outputs are planned.

    Attributes:
        whole: whether that is everything.
        homes: stories at their homes, oldest first; shown: the same everywhere.
        sites: those on which any of them stands.
        subjects: (kind of subject, code in lower case) of what they are about; of everything, none is named.
        later: newer stories, everywhere, of which nothing may be other but the stories that are related to them.
    """

    whole: bool
    homes: Sequence[Shown]
    shown: Collection[Shown]
    sites: tuple[Site, ...]
    subjects: frozenset[tuple[str, str]] = frozenset()
    later: Collection[Shown] = ()

    def kinds(self, site: Site) -> Iterable[Kind]:
        """Return the kinds of which a site's list is planned."""
        return Kind if self.whole else {one.article.kind for one in self.shown if one.site.code == site.code}

    def years(self, years: Iterable[int]) -> Iterable[int]:
        """Return those of the years of a list that are planned."""
        return years if self.whole else {one.article.year for one in self.homes}.intersection(years)

    def codes(self, of: str, codes: Iterable[str]) -> Iterable[str]:
        """Return those of the codes of topics, countries or provinces whose lists are planned."""
        return codes if self.whole else [code for code in codes if (of, code.lower()) in self.subjects]

    def pages(self, paged: Paged) -> Iterable[int]:
        """Return the numbers of the pages of a list that are planned."""
        return [n for n in paged.numbers() if self.whole or n == 0 or n > paged.full - _NEWEST]


def everything(desk: Desk) -> Scope:
    """Return the scope of all there is."""
    catalogue = desk.catalogue
    shown = [one for ones in catalogue.at.values() for one in ones]
    return Scope(True, catalogue.homes, shown, tuple(catalogue.sites.values()))


def of_arrivals(desk: Desk, ids: Iterable[str], later: Iterable[str] = ()) -> Scope:
    """Return the scope of stories that came, oldest first, and of newer ones to which others are related now."""
    shown = [one for name in ids for one in desk.catalogue.at[name]]
    there = {one.site.code for one in shown}
    homes = [desk.catalogue.home(one) for one in dict.fromkeys(one.article.id for one in shown)]
    hosts = {("countries", one.site.mission.country.lower()) for one in homes if one.site.code != "portal"}
    return Scope(
        False,
        homes,
        shown,
        tuple(site for code, site in desk.catalogue.sites.items() if code in there),
        frozenset(subject for one in homes for subject in subjects_of(one)) | hosts,
        [one for name in later for one in desk.catalogue.at[name]],
    )
