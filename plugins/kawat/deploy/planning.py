"""What a deployment does and in which order: a function of what is published, what was built, and the clock.

Whatever stops a deployment, nothing that readers can reach may name a file that is not there:

    things     files that never change, because their names change with their content: pictures, styles, segments of
               the index
    new        pages, then lists for machines: nothing that readers have yet leads to them
    changed    pages, then feeds, sitemaps, the list of the index's segments: all that they name is there by now; and
               what lies at a host's root, by which readers come in, also where it is new
    manifest   the output counts as published
    deletes    last, and what pages from yesterday may still ask for only after a time of grace

What was taken back, though, goes at once: where anything has been removed, withdrawn or has expired, no deleted file
but the theme's is kept for anybody.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from ..build.manifest import Manifest
from ..patterns import pattern
from ..records import dataclass

__all__ = ["GRACE", "MOST_REMOVED", "Plan", "plan", "refusals", "taken_back"]

GRACE = timedelta(days=1)
"""How long readers' browsers and caches may still ask for what a page named that they have from before."""

MOST_REMOVED = 0.1
"""The share of pages and feeds that may vanish without being told so."""

_THING = pattern(r"(?:_hosts/[^/]+/)?(?:media|theme|search/[^/]+)/.+")
_PAGE = pattern(r"(?:.*/)?[^/]+\.html")
_ROOT = pattern(r"(?:_hosts/[^/]+/)?[^/]+")
_THEME = pattern(r"(?:_hosts/[^/]+/)?theme/.+")


@dataclass(frozen=True, slots=True)
class Plan:
    """A deployment.

    Attributes:
        stages: paths to be put, in order; the manifest follows them.
        delete: paths to be deleted thereafter.
        late: (path, moment) of what is no longer part of the output and deleted by a later deployment.
        new, changed, removed: the same for people: what is different from what is published; sorted.
    """

    stages: tuple[tuple[str, ...], ...]
    delete: tuple[str, ...]
    late: tuple[tuple[str, datetime], ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def put(self) -> tuple[str, ...]:
        """Every path to be put, in order."""
        return tuple(path for stage in self.stages for path in stage)


def plan(
    before: Sequence[Manifest],
    after: Manifest,
    late: Mapping[str, datetime],
    now: datetime,
    grace: timedelta = GRACE,
) -> Plan:
    """Return what brings a target from one output to another.

    Args:
        before: what is published, and what an interrupted deployment may have put there in part.
        late: what earlier deployments have left to be deleted, and from when on.
    """
    published = before[0].files if before else {}
    there = {path for one in before for path in one.files} | late.keys()
    differ = sorted(
        path
        for path, (sha256, _) in after.files.items()
        if path not in there or any(one.files.get(path, ("",))[0] != sha256 for one in before)
    )
    new = [path for path in differ if path not in published]
    changed = [path for path in differ if path in published]
    gone = there - after.files.keys()
    at_once = any(taken_back(one, after) for one in before)
    kept = {path: late.get(path, now + grace) for path in gone if not at_once or _THEME.fullmatch(path)}
    kept = {path: moment for path, moment in kept.items() if moment > now}
    return Plan(
        stages=tuple(_stages(new, changed)),
        delete=tuple(sorted(gone - kept.keys())),
        late=tuple(sorted(kept.items())),
        new=tuple(new),
        changed=tuple(changed),
        removed=tuple(sorted(gone - late.keys())),
    )


def taken_back(before: Manifest, after: Manifest) -> tuple[str, ...]:
    """Return the addresses whose text was there before and has ended or is forgotten after; sorted."""
    known = {url for urls in after.ids.values() for url in urls}
    forgotten = {url for urls in before.ids.values() for url in urls if url not in known}
    ended = {url for url, how in after.ends.items() if _ended(how) and not _ended(before.ends.get(url, ""))}
    return tuple(sorted(forgotten | {url for url in ended if any(url in urls for urls in before.ids.values())}))


def refusals(before: Manifest, after: Manifest, removed: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return what a deployment should not do without being told, as (the option that tells, why).

    Args:
        removed: the paths that would vanish (`Plan.removed`).
    """
    found = []
    known = {url for urls in after.ids.values() for url in urls}
    forgotten = sorted({url for urls in before.ids.values() for url in urls} - known)
    if forgotten:
        why = f"{len(forgotten):,} published addresses are unknown to it, such as {forgotten[0]}: "
        found.append(("--allow-removal", why + "it was not built on top of the manifest that is live"))
    # Names that change with the content vanish with every change; these are the ones that people know.
    lost, had = (sum(not _THING.fullmatch(path) for path in paths) for paths in (removed, before.files))
    if lost > MOST_REMOVED * had:
        why = f"{lost:,} of {had:,} pages and feeds would vanish, more than {MOST_REMOVED:.0%}"
        found.append(("--allow-removal", why))
    back = sorted(url for url, how in before.ends.items() if how == "removed" and not _ended(after.ends.get(url, "")))
    if back:
        found.append(("--allow-return", f"{len(back):,} removed texts would be back, such as {back[0]}"))
    return tuple(found)


def _ended(how: str) -> bool:
    """Whether a text has ended; a moment tells when one will."""
    return bool(how) and not how[0].isdigit()


def _stages(new: Sequence[str], changed: Sequence[str]) -> Iterable[tuple[str, ...]]:
    yield tuple(path for path in (*new, *changed) if _THING.fullmatch(path))
    entrances = [path for path in new if _ROOT.fullmatch(path)]
    for paths in ([path for path in new if path not in entrances], [*entrances, *changed]):
        others = [path for path in paths if not _THING.fullmatch(path)]
        yield tuple(path for path in others if _PAGE.fullmatch(path))
        yield tuple(path for path in others if not _PAGE.fullmatch(path))
