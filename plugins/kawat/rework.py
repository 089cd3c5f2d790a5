"""Rework: what shows edited texts, or is made with edited templates, is made again, out of what the last build knew."""

import contextlib
import dataclasses
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache, partial

from . import profiling, theming
from .build import images, processes, writer
from .build import manifest as manifests
from .build.apart import apart
from .build.ledger import Entries, Entry, Ledger, Sizes, Verdict, decide
from .build.manifest import Data
from .build.store import Store
from .build.writer import MANIFEST, Made, Mades, OnDisk, Stage
from .digests import Digest, file_digest, key
from .model import Channel, Output
from .program import program
from .publish import keys, rendering
from .publish.desk import Desk
from .publish.feeds import archives
from .publish.feeds.archives import Archive
from .publish.feeds.channels import Feed
from .publish.search.planning import INDEX, replan
from .publish.templating import Press
from .recollection import Recollection
from .records import dataclass
from .settings import Settings
from .snapshot import Past, Where
from .workshop import Workshop, press_for, publish, remember

__all__ = ["Reworked", "rework"]


_FEW_OUTPUTS = 64
"""Up to so many, none of them a picture, are made in less time than workers take to be forked."""

_TOGETHER = 96
"""Of so many outputs a worker reads the stories together, which for fewer takes longer; it holds no catalogue."""

_MANY_OUTPUTS = 1_000
"""To make so many of them, so much is asked that it is best known beforehand."""

_FEW_FILES = 1_000
"""The same of files of the search index, which are no pages: a text that gets another length code changes hundreds."""

_MANY_FILES = 64
"""To make so many of them takes longer than to fork a process for half of them."""

_INDEX = f"{os.path.dirname(INDEX)}/"


_Changes = Mapping[str, tuple[str, int] | None]
"""SHA-256 and size of files that are new or others than before, by path; None for those that go."""


@dataclass(frozen=True, slots=True)
class _Indexed:
    """What became of the search index: its files that are others, as they were staged, and paths of those that go."""

    outputs: Sequence[Output] = ()
    made: Mades = field(default_factory=Mades)
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reworked:
    """What came of it.

    Attributes:
        manifest: the new one; None where nothing is other than before.
        closures: those of the templates now.
        more: how many more files there are than before.
        archives: of the sites to which stories came.
        feeds: what was noted of those that were made, by the subjects of their outputs.
    """

    verdicts: tuple[Verdict, ...]
    written: tuple[str, ...]
    gone: tuple[str, ...]
    more: int
    manifest: Made | None
    closures: Mapping[tuple[str, str], str]
    archives: Mapping[str, tuple[Archive, ...]]
    feeds: Mapping[tuple[str, ...], tuple[Channel, str]]
    shares: tuple[profiling.Share, ...]


def rework(
    settings: Settings,
    where: Where,
    past: Past,
    book: Ledger,
    texts: Sequence[str],
    closures: Mapping[tuple[str, str], str],
    manifest: Data,
) -> Reworked | None:
    """Make what shows these texts or is rendered with other templates, and put it into place.

    Args:
        book: holds for this destination.
        closures: those with which everything was made; none where no template has changed.
        manifest: the bytes of the destination's manifest.
    Returns None, with nothing done, where a file to be replaced is new or not the one that was written.
    """
    store = Store(where.cache, program())
    press = press_for(settings, where, store)
    pictures = images.Renditions(where.root, os.path.join(where.cache, "pictures"))
    recollection = Recollection(past, where.now, where.preview)
    few = 0 if closures else _FEW_OUTPUTS  # a template that was edited may not come to an end

    def ahead(some: Sequence[Output]) -> None:
        recollection.recall(text for one in some for text in one.texts)
        recollection.bodies.ahead(rendering.bodies(desk.catalogue, some))

    workshop = Workshop(
        press, where.root, store, where.jobs, where.say, pictures, few=few, ahead=ahead, batch=_TOGETHER
    )
    entries = book.entries()
    desk = _desk(settings, where, recollection, press, workshop, entries)
    edited, arrived = ([one.id for one in some.values()] for some in (past.stories, past.arrived.stories))
    regrouped = [past.stories[number].id for number in past.enlarged | past.retracted]
    renewed = {name: press.closure(*name) for name in closures}
    others = {(name[0], closures[name]): new for name, new in renewed.items() if new != closures[name]}
    stage = Stage(where.dest)
    try:
        with _index(desk, workshop, stage, entries, edited, arrived, regrouped) as index:
            if arrived or past.amended:
                press.know({} if closures else past.snapshot.closures() or {})
            work = _work(desk, press, recollection, past, book, entries, texts, others)
            if work is None:
                return None
            rendering.recall(desk, press, work.stale, [*edited, *arrived])
            work.made = workshop.make(desk, work.stale, stage, whole=False)
            work.changed |= work.others(work.made)

            def late() -> _Changes:
                return work.add_index(revised, entries) if (revised := index()) else {}

            pieces = manifests.revised(manifest, {**work.changed}, past.arrived.urls, _INDEX, late, past.arrived.ends)
            sealed = stage.pour(MANIFEST, pieces)
        new, written = work.new(), work.written()
        if index() is None or (new and not arrived and not past.amended):
            return None
        if not _placed(work, new, written, stage, where.dest, book, sealed):
            return None
    finally:
        stage.discard()
    return Reworked(
        work.verdicts(),
        tuple(written),
        tuple(sorted(work.gone)),
        len(new) - len(work.gone),
        sealed if work.changed else None,
        renewed,
        {site: archives.full(desk, site) for site in recollection.entered("archived")},
        {one.subject: desk.feeds[Feed(*one.subject)] for one in work.stale if one.recipe == "feed"},
        profiling.shares(work.stale, work.made),
    )


@dataclass(slots=True)
class _Work:
    """What is made again.

    Attributes:
        stale: outputs whose keys are not the remembered ones.
        known: what the ledger remembers of those that may be other, by path.
        told: paths of those that the ledger itself told of.
        made: what was staged, by path.
        changed: which files are new or others than before, or go; gone: those that go.
    """

    stale: list[Output]
    known: dict[str, Entry]
    told: Collection[str]
    made: Mades = field(default_factory=Mades)
    changed: dict[str, tuple[str, int] | None] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()

    def others(self, made: Mades) -> dict[str, tuple[str, int]]:
        """Return which of these files are new or others than before."""
        known = self.known
        changed = ((path, one) for path, one in made.items() if path not in known or one.sha256 != known[path].sha256)
        return {path: (one.sha256, one.size_bytes) for path, one in changed}

    def add_index(self, index: _Indexed, entries: Entries) -> _Changes:
        """Add what became of the search index; return what of it is other."""
        self.stale += index.outputs
        self.known |= entries.several([*(one.path for one in index.outputs), *index.gone])
        self.gone |= index.gone
        for path, one in index.made.items():
            self.made.put(path, one)
        changed = {**self.others(index.made), **dict.fromkeys(index.gone)}
        self.changed |= changed
        return changed

    def new(self) -> set[str]:
        """Return the paths of outputs that were not there before."""
        return {one.path for one in self.stale} - self.known.keys()

    def written(self) -> list[str]:
        """Return the paths of new files and of those that are others, sorted."""
        return sorted(self.changed.keys() - self.gone)

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return why each output was made."""
        disk = {path: OnDisk(entry.size_bytes, entry.mtime_ns) for path, entry in self.known.items()}
        return tuple(decide(self.stale, self.known, disk))


def _work(
    desk: Desk,
    press: Press,
    recollection: Recollection,
    past: Past,
    book: Ledger,
    entries: Entries,
    texts: Sequence[str],
    closures: Mapping[tuple[str, str], str],
) -> _Work | None:
    """What is stale, with the stories recalled that several of these outputs show; None where one of them would take
    the place of another.

    Args:
        closures: the new by template and old, of those that are others.
    """
    found = {one.path: _with_new_bodies(one, desk.catalogue.bodies) for one in book.showing(texts)}
    pages, known = _reclosed(book, found, closures)
    found |= pages
    told, gone = set(found), frozenset[str]()
    if past.arrived.stories or past.amended:
        from . import replanning  # planners are no part of an edit

        amended = past.amended_texts
        shown = [one for one in found.values() if not amended.isdisjoint(one.texts)]
        replanned = replanning.plan(desk, press, recollection, past, shown)
        if replanned is None:
            return None
        planned, gone = replanned
        found |= planned
        told -= planned.keys()
    known |= entries.several([path for path in found if path not in known])
    stale = _stale((one for one in found.values() if one.path not in gone), known)
    if len(stale) > _FEW_OUTPUTS:
        shows = Counter(text for one in stale for text in one.texts)
        recollection.recall(text for text, times in shows.items() if times > 1)  # the others: who shows them
    if len(stale) > _MANY_OUTPUTS:
        recollection.unfold()
    return _Work(stale, known, told, changed=dict.fromkeys(gone), gone=gone)


def _placed(
    work: _Work, new: Iterable[str], written: Sequence[str], stage: Stage, dest: str, book: Ledger, manifest: Made
) -> bool:
    """Put what was made into place, and have it remembered; or nothing, where it would replace what is not known.

    Args:
        new, written: as `work` tells.
    """
    known, going = work.known, sorted(work.gone)
    if not work.gone <= known.keys():
        return False
    touched = [one.path for one in work.stale if one.path in known] + going
    disk = {path: OnDisk(known[path].size_bytes, known[path].mtime_ns) for path in touched}
    if writer.look(dest, (*disk, *new)) != disk:
        return False
    dated = ((one.path, one.updated) for one in work.stale if one.updated and one.path in work.changed)
    stage.date(dated, disk, work.made)
    stood = {path: disk[path] for path in work.made if path not in work.changed}
    of_ledger = partial(
        remember, book, work.made, work.stale, stood, going, manifest.sha256, anew=False, known=work.told
    )
    publish(stage, [*written, MANIFEST] if work.changed else (), going, of_ledger)
    return True


@contextlib.contextmanager
def _index(
    desk: Desk,
    workshop: Workshop,
    stage: Stage,
    entries: Entries,
    edited: Collection[str],
    arrived: Sequence[str],
    regrouped: Collection[str],
) -> Iterator[Callable[[], _Indexed | None]]:
    """Have the search index revised in a process beside this one; give what waits for what came of it.

    Args:
        edited, arrived: ids of the stories whose texts were edited, and of those that came, oldest first.
        regrouped: of those edited, to which texts came, or that are to be found no more.
    """
    if not edited and not arrived:
        yield _Indexed
        return

    def revise(own: Workshop) -> _Indexed | None:
        index = desk.standing(INDEX)
        alone = dataclasses.replace(desk, collect=own.collect)
        found = replan(alone, index, edited, arrived, regrouped) if index is not None else None
        if found is None:
            return None
        stale = _stale(found[0], entries.several([one.path for one in found[0]]))
        own = dataclasses.replace(own, few=_FEW_FILES)
        if len(stale) < _MANY_FILES:
            return _Indexed(stale, own.make(alone, stale, stage, whole=False), found[1])
        with processes.beside(partial(own.make, alone, stale[1::2], stage, whole=False)) as others:
            made = own.make(alone, stale[::2], stage, whole=False)
            for path, one in others().items():
                made.put(path, one)
        return _Indexed(stale, made, found[1])

    silent = dataclasses.replace(workshop, say=lambda stage, done, total: None)
    with processes.beside(partial(revise, silent), partial(revise, workshop)) as revised:
        yield cache(revised)


def _desk(
    settings: Settings,
    where: Where,
    recollection: Recollection,
    press: Press,
    workshop: Workshop,
    entries: Entries,
) -> Desk:
    """A desk that nothing was planned at: what it is asked is recalled."""
    return Desk(
        recollection.catalogue(settings.siteurl),
        press.speaks,
        theming.static_names(press.theme.static),
        images.widths,
        published=entries,
        standing=partial(_standing, where.dest, entries),
        rendition=workshop.pictures.of,
        say=press.say,
        sizes=Sizes(entries),
        traces=recollection.traces(),
        by_subject=recollection.subjects(),
        relations=recollection.kin(),
        archives=recollection.archives(),
        years=recollection.years(),
        feeds=recollection.feeds(),
        fragments=workshop.store,
        collect=workshop.collect,
        apart=partial(apart, folder=where.cache),
    )


def _standing(dest: str, entries: Entries, path: str) -> bytes | None:
    """The bytes of a file of the destination; None where it is not there, or not the one that was written."""
    try:
        with open(os.path.join(dest, path), "rb") as opened:
            data = opened.read()
        return data if file_digest(data) == entries[path].sha256 else None
    except (OSError, KeyError):
        return None


def _reclosed(
    book: Ledger, found: Mapping[str, Output], closures: Mapping[tuple[str, str], str]
) -> tuple[dict[str, Output], dict[str, Entry]]:
    """The pages of templates whose closures are others, and what is remembered of them, by path.

    Args:
        found: some that were found before.
        closures: the new by template and old.
    """
    pages = book.beginning({key(template=old) for _, old in closures}) if closures else ()
    again = {one.path: rendering.reclosed(found.get(one.path, one), closures) for one, _ in pages}
    return again, {entry.path: entry for _, entry in pages}


def _stale(outputs: Iterable[Output], known: Mapping[str, Entry]) -> list[Output]:
    return [one for one in outputs if one.path not in known or one.key != known[one.path].key]


def _with_new_bodies(old: Output, bodies: Mapping[str, str]) -> Output:
    """The same output with the key that it has now."""
    if " text=" not in old.key:  # a card
        return old
    planned = old.key.rpartition(" text=")[0]
    return keys.complete(dataclasses.replace(old, key=Digest.of(planned, old.texts)), bodies)
