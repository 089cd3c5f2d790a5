"""The journey: one build from the tree to the destination.  Both ways in (Pelican's and tasks.py's) walk it.

The destination is locked, and what an interrupted build left there is completed or forgotten.  Then leads there

    a short road    where all stories but some of the newest stand where they stood    edits
    the long one    wherever anything else is the case                                 longroad
"""

import contextlib
import dataclasses
import gc
import os
from collections.abc import Iterator

from . import edits, profiling, theming
from .build import processes, writer
from .build.ledger import Ledger
from .build.store import DamagedError
from .digests import digest
from .orders import Built, Order
from .problems import Report, UsageError
from .program import program
from .settings import Settings
from .snapshot import Snapshot, Where
from .source.cache import Cache

__all__ = ["build"]


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
    jobs, watch = order.jobs or processes.cores(), profiling.Watch()
    with writer.lock(order.dest), contextlib.closing(Cache(cache_folder)) as cache:
        recovered = writer.recover(order.dest)
        theme = theming.read(settings, order.root)
        book = Ledger(cache_folder, order.dest, _circumstances(settings, order.preview))
        where = Where(
            order.root, order.dest, cache_folder, jobs, order.now, order.say, theme, order.preview, order.touched
        )
        around = _circumstances(settings, order.preview, theming.divided(theme)[1])
        snapshot = Snapshot(cache_folder, os.path.realpath(order.dest), around)
        edited = None
        if not order.beyond_snapshot:
            with contextlib.suppress(DamagedError):  # then the snapshot is none, and everything is planned
                edited = edits.attempt(settings, where, cache, snapshot, book)
        watch.lap("edits")
        if edited is not None:
            return dataclasses.replace(_as_built(edited), recovered=recovered, laps=tuple(watch.laps))
        from . import longroad  # with it comes whatever plans, which is half of all modules

        built = longroad.walk(settings, order, where, cache, snapshot, book, watch)
        return dataclasses.replace(built, recovered=recovered)


def _as_built(edited: edits.Edited) -> Built:
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
