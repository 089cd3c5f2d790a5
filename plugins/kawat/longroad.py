"""The long road: everything is read, decided and listed; what is stale is made, and put into place.

read        missions/ and content/, each file once                      gathering
decide      what is published where, at this moment                     editorial.catalogue
list        everything that shall exist, each with its key              publish.outputs
compare     with what is there: what is stale, and why                  build.ledger
make        the stale ones, in worker processes, onto a stage           build.executor
put         them into place, take away what must go, manifest last      build.writer
remember    what was made of what, for the next build                   build.ledger, imprint
"""

import dataclasses
import os
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from . import profiling, theming
from .build import images, ledger, processes, writer
from .build import manifest as manifests
from .build.apart import apart
from .build.ledger import Ledger
from .build.manifest import Manifest
from .build.plan import Planned, divided
from .build.store import Store
from .build.writer import MANIFEST, OnDisk, Stage
from .editorial import catalogue as catalogues
from .editorial import history
from .editorial.catalogue import Catalogue
from .gathering import Gathered, gather, network_digest
from .imprint import parts
from .messages import is_error
from .model import Output
from .orders import Built, Order
from .problems import Problem, Report, StrictError, UsageError, suggest
from .program import program
from .publish import outputs, rendering
from .publish.desk import Desk
from .settings import Settings
from .snapshot import About, Snapshot, Where, about_part, closures_part
from .source.cache import Cache
from .workshop import Workshop, press_for, publish, remember, same

__all__ = ["walk"]


def walk(
    settings: Settings,
    order: Order,
    where: Where,
    cache: Cache,
    snapshot: Snapshot,
    book: Ledger,
    watch: profiling.Watch,
) -> Built:
    """Bring the destination, which is locked and whole, up to date; the snapshot and the ledger tell of it then.

    Raises:
        KawatError: nothing was changed in the destination.
    """
    with processes.beside(partial(writer.survey, where.dest)) as surveyed:
        network = network_digest(where.root)
        gathered = gather(where.root, cache, settings, where.jobs, where.say)
        watch.lap("read")
        catalogue = catalogues.compile(
            gathered.articles,
            gathered.registry,
            where.now,
            gathered.texts,
            gathered.media,
            settings.siteurl,
            where.preview,
        )
        for code in order.sites:
            if code not in catalogue.sites:
                near = suggest(code, catalogue.sites)
                raise UsageError(f'--site: there is no "{code}"' + (f'; did you mean "{near}"?' if near else ""))
        watch.lap("decide")
        store = Store(where.cache, program())
        press = press_for(settings, where, store)
        static = theming.static_names(press.theme.static)
        before = manifests.read(where.dest)
        pictures = images.Renditions(where.root, os.path.join(where.cache, "pictures"))

        def ahead(some: Sequence[Output]) -> None:
            gathered.texts.ahead(rendering.bodies(catalogue, some))

        workshop = Workshop(press, where.root, store, where.jobs, where.say, pictures, watch.lap, ahead=ahead)
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
            apart=partial(apart, folder=where.cache),
        )
        planned = Planned(where.cache)
        planned.add(outputs.plan(desk, press, watch.lap))
        left, vanished, urls = history.traces(
            catalogue,
            gathered.articles,
            before.ids,
            where.now,
            frozenset(planned.paths),
            gathered.unread_at,
            order.allow_removal or where.preview,
        )
        report = _report(gathered, catalogue, vanished)
        if order.strict and report.problems:
            raise StrictError(report)
        desk = dataclasses.replace(desk, traces={one.path: one for one in left}, told=urls)
        planned.add(outputs.plan_traces(desk, press))
        ledger.refuse_collisions(planned.paths)
        watch.lap("trace")
        disk = surveyed()
    known = book.load(before.sha256)
    wanted = _of_sites(planned, order.sites)
    stale, _ = divided(wanted, (one.stale for one in ledger.decide(wanted, known, disk)))
    watch.lap("compare")
    stage = Stage(where.dest)
    try:
        desk.sizes.update({path: entry.size_bytes for path, entry in known.items()})
        made = workshop.make(desk, stale, stage)
        watch.lap("make")
        changed = [
            path for path, one in made.items() if not same(where.dest, path, one, disk.get(path), known.get(path))
        ]
        others = _others(order.sites, catalogue, before, disk) if order.sites else {}
        paths = {*others, *(one.path for one in wanted)} if order.sites else set(planned.paths)

        def sealed(path: str) -> tuple[str, int]:
            one = made.get(path) or known.get(path)  # who made it before knows what the manifest says
            return (one.sha256, one.size_bytes) if one else others[path]

        gone = sorted(path for path in disk if path not in paths and path != MANIFEST)
        new = set(changed)
        stage.date(((one.path, one.updated) for one in stale if one.updated and one.path in new), disk, made)
        files = ((path, sealed(path)) for path in sorted(paths))
        manifest = stage.pour(MANIFEST, manifests.pieces(files, urls, history.ends(catalogue, left)))
        stood = {path: disk[path] for path in made if path not in new}
        of_ledger = partial(remember, book, made, stale, stood, gone, manifest.sha256, anew=not known)
        altered = changed or gone or manifest.sha256 != before.sha256
        publish(stage, [*sorted(changed), MANIFEST] if altered else (), gone, of_ledger)
    finally:
        stage.discard()
    watch.lap("put")
    built = Built(
        report=report,
        verdicts=ledger.decide(stale, known, disk),
        written=tuple(sorted(changed)),
        gone=tuple(gone),
        total=len(paths) + 1,
        sites=len(catalogue.sites),
        articles=len(catalogue.articles),
        due=catalogue.due,
    )
    if not order.beyond_snapshot:
        look = OnDisk(manifest.size_bytes, manifest.mtime_ns) if altered else disk[MANIFEST]
        templates = theming.fingerprint(theming.divided(where.theme)[0])
        about = _about(built, manifest.sha256, look, network, templates, where.now)
        told = {"about": about_part(about), "closures": closures_part(press.closures)}
        snapshot.keep({**parts(gathered, desk), **told}, anew=True)
    watch.lap("remember")
    shares = profiling.shares(stale, made)
    return dataclasses.replace(built, laps=tuple(watch.laps), shares=shares)


def _about(built: Built, manifest: str, look: OnDisk, network: str, templates: str, now: datetime) -> About:
    return About(
        manifest=manifest,
        look=look,
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


def _report(gathered: Gathered, catalogue: Catalogue, vanished: tuple[Problem, ...]) -> Report:
    problems = tuple(sorted((*gathered.problems, *vanished, *catalogues.broken_links(catalogue, gathered.unread))))
    quarantined = sorted({one.file for one in problems if is_error(one)})
    return Report(problems, tuple(quarantined), gathered.counts)


def _of_sites(planned: Sequence[Output], sites: tuple[str, ...]) -> Sequence[Output]:
    """Pictures and the theme belong to no single site; they are made with any."""
    if not sites:
        return planned
    return divided(planned, (one.site in (*sites, "") for one in planned))[0]


def _others(
    asked: tuple[str, ...], catalogue: Catalogue, before: Manifest, disk: dict[str, OnDisk]
) -> dict[str, tuple[str, int]]:
    """With --site: the files of the other sites, which stay as they are; what all share counts as the portal's."""
    codes = {site.path: code for code, site in catalogue.sites.items()}
    longest_first = sorted(codes, key=len, reverse=True)

    def owner(path: str) -> str:
        return codes[next(one for one in longest_first if path.startswith(one))]

    return {path: told for path, told in before.files.items() if path in disk and owner(path) not in asked}
