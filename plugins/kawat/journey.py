"""The journey: one build from the tree to the destination.  Both ways in (Pelican's and tasks.py's) walk it.

edits       where only bodies and templates have changed, or newest stories have come: a short road   edits
read        missions/ and content/, each file once                      gathering
decide      what is published where, at this moment                     editorial.catalogue
list        everything that shall exist, each with its key              publish.outputs
compare     with what is there: what is stale, and why                  build.ledger
make        the stale ones, in worker processes, onto a stage           build.executor
put         them into place, take away what must go, manifest last      build.writer
"""

import contextlib
import dataclasses
import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from . import edits, profiling, theming
from .build import images, ledger, pool, writer
from .build import manifest as manifests
from .build.ledger import Ledger, Verdict
from .build.manifest import Manifest
from .build.store import Store
from .build.writer import MANIFEST, OnDisk, Stage
from .digests import digest
from .editorial import catalogue as catalogues
from .editorial import history
from .editorial.catalogue import Catalogue
from .gathering import Gathered, Say, gather, network_digest, program
from .imprint import parts
from .messages import is_error
from .model import Output
from .problems import Problem, Report, StrictError, UsageError, suggest
from .publish.desk import Desk
from .settings import Settings
from .snapshot import About, Snapshot, Where, about_part, closures_part
from .source.cache import Cache
from .workshop import Workshop, press_of, remember, same

__all__ = ["Built", "Order", "build"]


@dataclass(frozen=True, slots=True)
class Order:
    """What to build.

    Attributes:
        root: the folder that holds content/ and missions/.
        dest: the web root of the portal's host.
        cache: where state between builds lies; empty for ROOT/.cache.
        now: the moment for which the output holds, aware.
        jobs: how many worker processes; 0 for one a processor.
        sites: codes of the sites to make; empty for all.
        strict: whether any Problem stops the build.
        allow_removal: whether published stories that vanished without a word are forgotten.
        preview: whether what is not released yet is made too, for its writers' eyes; what vanishes is then forgotten.
    """

    root: str
    dest: str
    now: datetime
    cache: str = ""
    jobs: int = 0
    sites: tuple[str, ...] = ()
    strict: bool = False
    allow_removal: bool = False
    preview: bool = False
    say: Say = field(default=lambda stage, done, total: None)


@dataclass(frozen=True, slots=True)
class Built:
    """What came of it.

    Attributes:
        verdicts: of the stale outputs only, sorted by path.
        written, gone: paths of the files that were changed or added, and of those taken away; sorted.
        total: how many files the manifest names.
        due: when something appears or disappears next; None when nothing waits.
        recovered: whether an interrupted build was completed first.
        laps, shares: where the time went.
    """

    report: Report
    verdicts: tuple[Verdict, ...]
    written: tuple[str, ...]
    gone: tuple[str, ...]
    total: int
    sites: int
    articles: int
    due: datetime | None
    recovered: bool
    laps: tuple[profiling.Lap, ...] = ()
    shares: tuple[profiling.Share, ...] = ()


def build(settings: Settings, order: Order) -> Built:
    """Bring the destination up to date.

    Raises:
        KawatError: nothing was changed in the destination.
    """
    with _uncollected():
        return _build(settings, order)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Let nothing look for garbage: next to none of what a build makes is any, and to look took a third of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _build(settings: Settings, order: Order) -> Built:
    cache_folder = order.cache or os.path.join(order.root, ".cache")
    _refuse_folders(order, cache_folder)
    jobs, watch = order.jobs or pool.cores(), profiling.Watch()
    with writer.lock(order.dest), contextlib.closing(Cache(cache_folder)) as cache:
        recovered = writer.recover(order.dest)
        theme = theming.read(settings, order.root)
        book = Ledger(cache_folder, order.dest, _circumstances(settings, order.preview))
        where = Where(order.root, order.dest, cache_folder, jobs, order.now, order.say, theme, order.preview)
        templates, rest = theming.divided(theme)
        snapshot = Snapshot(cache_folder, os.path.realpath(order.dest), _circumstances(settings, order.preview, rest))
        edited = None if _asks_for_more(order) else edits.attempt(settings, where, cache, snapshot, book)
        watch.lap("edits")
        if edited is not None:
            return _as_built(edited, recovered, tuple(watch.laps))
        surveyed = pool.beside(partial(writer.survey, order.dest))
        network = network_digest(order.root)
        gathered = gather(order.root, cache, settings, jobs, order.say)
        watch.lap("read")
        catalogue = catalogues.compile(
            gathered.articles,
            gathered.registry,
            order.now,
            gathered.texts,
            gathered.media,
            settings.siteurl,
            order.preview,
        )
        for code in order.sites:
            if code not in catalogue.sites:
                near = suggest(code, catalogue.sites)
                raise UsageError(f'--site: there is no "{code}"' + (f'; did you mean "{near}"?' if near else ""))
        watch.lap("decide")
        press = press_of(settings, theme, theming.trusted(settings, order.root))
        static = theming.static_names(press.theme.static)
        before = manifests.read(order.dest)
        pictures = images.Renditions(order.root, os.path.join(cache_folder, "pictures"))
        store = Store(cache_folder, program())
        workshop = Workshop(press, order.root, store, jobs, order.say, pictures, watch.lap)
        desk = Desk(
            catalogue,
            press.speaks,
            static,
            images.widths,
            say=press.say,
            published=before.files.keys(),
            rendition=pictures.of,
            fragments=store,
            collect=workshop.collect,
        )
        from .publish import outputs  # half of all modules plan something, and an edit does without them

        standing = outputs.plan(desk, press, watch.lap)
        left, vanished, urls = history.traces(
            catalogue,
            gathered.articles,
            before.ids,
            order.now,
            frozenset(one.path for one in standing),
            gathered.unread_at,
            order.allow_removal or order.preview,
        )
        report = _report(gathered, catalogue, vanished)
        if order.strict and report.problems:
            raise StrictError(report)
        desk = dataclasses.replace(desk, traces={one.path: one for one in left}, told=urls)
        planned = standing + outputs.plan_traces(desk, press)
        ledger.refuse_collisions(planned)

        watch.lap("list")
        disk = surveyed()
        known = book.load(before.sha256)
        wanted = _of_sites(planned, order.sites)
        verdicts = ledger.decide(wanted, known, disk)
        stale = [one for one in verdicts if one.stale]

        watch.lap("compare")
        stage = Stage(order.dest)
        try:
            desk.sizes.update({path: entry.size_bytes for path, entry in known.items()})
            made = workshop.make(desk, [one.output for one in stale], stage)
            watch.lap("make")
            kept = {one.output.path: known[one.output.path] for one in verdicts if not one.stale}
            changed = [
                path for path, one in made.items() if not same(order.dest, path, one, disk.get(path), known.get(path))
            ]
            files = _others(order.sites, catalogue, before, disk) if order.sites else {}
            files |= {path: (entry.sha256, entry.size_bytes) for path, entry in kept.items()}
            files |= {path: (one.sha256, one.size_bytes) for path, one in made.items()}
            gone = sorted(path for path in disk if path not in files and path != MANIFEST)
            times = {one.output.path: one.output.updated for one in stale if one.output.updated}
            stage.date({path: times[path] for path in changed if path in times}, disk)
            manifest = stage.put(MANIFEST, manifests.serialize(files, urls, history.ends(catalogue, left)))
            if changed or gone or manifest.sha256 != before.sha256:
                stage.commit([*sorted(changed), MANIFEST], gone)
        finally:
            stage.discard()
        watch.lap("put")
        remember(book, order.dest, made, [one.output for one in verdicts], gone, manifest.sha256, anew=not known)
        built = Built(
            report=report,
            verdicts=tuple(stale),
            written=tuple(sorted(changed)),
            gone=tuple(gone),
            total=len(files) + 1,
            sites=len(catalogue.sites),
            articles=len(catalogue.articles),
            due=catalogue.due,
            recovered=recovered,
        )
        if not _asks_for_more(order):
            about = _about(built, manifest.sha256, network, theming.fingerprint(templates), order.now)
            told = {"about": about_part(about), "closures": closures_part(press.closures)}
            snapshot.keep({**parts(gathered, desk), **told}, anew=True)
        watch.lap("remember")
    shares = profiling.shares((one.output for one in stale), made)
    return dataclasses.replace(built, laps=tuple(watch.laps), shares=shares)


def _asks_for_more(order: Order) -> bool:
    """Whether an order asks for what a snapshot does not tell."""
    return bool(order.sites) or order.strict or order.allow_removal


def _about(built: Built, manifest: str, network: str, templates: str, now: datetime) -> About:
    return About(
        manifest=manifest,
        network=network,
        templates=templates,
        since=now,
        due=built.due,
        total=built.total,
        sites=built.sites,
        articles=built.articles,
        problems=built.report.problems,
        quarantined=built.report.quarantined,
    )


def _as_built(edited: edits.Edited, recovered: bool, laps: tuple[profiling.Lap, ...]) -> Built:
    about = edited.about
    return Built(
        report=Report(about.problems, about.quarantined, edited.counts),
        verdicts=edited.verdicts,
        written=edited.written,
        gone=edited.gone,
        total=about.total,
        sites=about.sites,
        articles=about.articles,
        due=about.due,
        recovered=recovered,
        laps=laps,
        shares=edited.shares,
    )


def _circumstances(settings: Settings, preview: bool, theme: theming.Files | None = None) -> str:
    """What every output depends on besides its key; with a theme (without its templates), what every key depends on
    besides the tree and the templates.
    """
    filters = sorted((name, getattr(one, "__qualname__", name)) for name, one in settings.jinja_filters.items())
    around = [program(), preview, sorted(settings.jinja_environment.items()), filters]
    if theme is not None:
        around += [theming.fingerprint(theme), settings.siteurl, sorted(settings.markdown.items())]
    return digest(*around)


def _refuse_folders(order: Order, cache: str) -> None:
    root, dest = os.path.realpath(order.root), os.path.realpath(order.dest)
    for folder in ("content", "missions"):
        if not os.path.isdir(os.path.join(root, folder)):
            raise UsageError(f"{order.root} has no folder {folder}/; --root names what holds content/ and missions/")
    for folder in ("content", "missions", "theme"):
        source = os.path.join(root, folder)
        if dest == source or dest.startswith(source + os.sep) or source.startswith(dest + os.sep):
            raise UsageError(
                f"--dest {order.dest} and {source} lie in each other; the output needs a folder of its own"
            )
    if os.path.realpath(cache).startswith(dest + os.sep):
        raise UsageError(f"--cache {cache} lies in --dest {order.dest}, where only what is published may lie")


def _report(gathered: Gathered, catalogue: Catalogue, vanished: tuple[Problem, ...]) -> Report:
    problems = tuple(sorted((*gathered.problems, *vanished, *catalogues.broken_links(catalogue, gathered.unread))))
    quarantined = sorted({one.file for one in problems if is_error(one)})
    return Report(problems, tuple(quarantined), gathered.counts)


def _of_sites(planned: tuple[Output, ...], sites: tuple[str, ...]) -> tuple[Output, ...]:
    """Pictures and the theme belong to no single site; they are made with any."""
    return tuple(one for one in planned if not sites or one.site in (*sites, ""))


def _others(
    asked: tuple[str, ...], catalogue: Catalogue, before: Manifest, disk: dict[str, OnDisk]
) -> dict[str, tuple[str, int]]:
    """With --site: the files of the other sites, which stay as they are; what all share counts as the portal's."""
    codes = {site.path: code for code, site in catalogue.sites.items()}
    longest_first = sorted(codes, key=len, reverse=True)

    def owner(path: str) -> str:
        return codes[next(one for one in longest_first if path.startswith(one))]

    return {path: told for path, told in before.files.items() if path in disk and owner(path) not in asked}
