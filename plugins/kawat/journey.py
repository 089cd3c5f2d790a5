"""The journey: one build from the tree to the destination.  Both ways in (Pelican's and tasks.py's) walk it.

read        missions/ and content/, each file once                      gathering
decide      what is published where, at this moment                     editorial.catalogue
list        everything that shall exist, each with its key              publish.outputs
compare     with what is there: what is stale, and why                  build.ledger
make        the stale ones, in worker processes, onto a stage           build.executor
put         them into place, take away what must go, manifest last      build.writer
"""

import contextlib
import dataclasses
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from types import ModuleType
from typing import TypeVar

from .build import executor, images, ledger, pool, writer
from .build import manifest as manifests
from .build.executor import Unmade
from .build.ledger import Entry, Ledger, Verdict
from .build.manifest import Manifest
from .build.store import Store
from .build.writer import MANIFEST, Made, OnDisk, Stage
from .digests import digest, file_digest
from .editorial import catalogue as catalogues
from .editorial import history
from .editorial.catalogue import Catalogue
from .gathering import Gathered, Say, gather, program
from .messages import is_error
from .model import Output
from .problems import KawatError, Problem, Report, StrictError, UsageError, suggest
from .publish import outputs
from .publish.desk import Desk
from .publish.templating import Press, Theme
from .settings import PROJECT, Settings
from .source.cache import Cache

__all__ = ["Built", "Order", "build"]

T = TypeVar("T")


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
    """

    root: str
    dest: str
    now: datetime
    cache: str = ""
    jobs: int = 0
    sites: tuple[str, ...] = ()
    strict: bool = False
    allow_removal: bool = False
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


def build(settings: Settings, order: Order) -> Built:
    """Bring the destination up to date.

    Raises:
        KawatError: nothing was changed in the destination.
    """
    cache_folder = order.cache or os.path.join(order.root, ".cache")
    _refuse_folders(order, cache_folder)
    jobs = order.jobs or pool.cores()
    with writer.lock(order.dest), contextlib.closing(Cache(cache_folder)) as cache:
        recovered = writer.recover(order.dest)
        gathered = gather(order.root, cache, settings, jobs, order.say)
        catalogue = catalogues.compile(
            gathered.articles, gathered.registry, order.now, gathered.texts, gathered.media, settings.siteurl
        )
        for code in order.sites:
            if code not in catalogue.sites:
                near = suggest(code, catalogue.sites)
                raise UsageError(f'--site: there is no "{code}"' + (f'; did you mean "{near}"?' if near else ""))
        press = Press(load_theme(settings, order.root), settings.jinja_environment, settings.jinja_filters)
        before = manifests.read(order.dest)
        store = Store(cache_folder, program())
        pictures = images.Renditions(order.root, os.path.join(cache_folder, "pictures"))
        desk = Desk(
            catalogue,
            press.speaks,
            _static_names(press.theme),
            images.widths,
            say=press.say,
            published=before.files.keys(),
            rendition=pictures.of,
            fragments=store,
            collect=partial(_collected, jobs),
        )
        standing = outputs.plan(desk, press)
        left, vanished, told = history.traces(
            catalogue,
            gathered.articles,
            before.ids,
            order.now,
            frozenset(one.path for one in standing),
            gathered.unread_at,
            order.allow_removal,
        )
        report = _report(gathered, catalogue, vanished)
        if order.strict and report.problems:
            raise StrictError(report)
        desk = dataclasses.replace(desk, traces={one.path: one for one in left}, told=told)
        planned = standing + outputs.plan_traces(desk, press)
        ledger.refuse_collisions(planned)

        disk = writer.survey(order.dest)
        book = Ledger(cache_folder, order.dest, _circumstances(settings))
        known = book.load(before.sha256)
        wanted = _of_sites(planned, order.sites)
        verdicts = ledger.decide(wanted, known, disk)
        stale = [one for one in verdicts if one.stale]

        stage = Stage(order.dest)
        try:
            desk.sizes.update({path: entry.size_bytes for path, entry in known.items()})
            workshop = _Workshop(desk, press, order, store, jobs, stage, pictures)
            made = workshop.make([one.output for one in stale])
            kept = {one.output.path: known[one.output.path] for one in verdicts if not one.stale}
            changed = [path for path, one in made.items() if not _same(order.dest, one, disk.get(path))]
            files = _others(order.sites, catalogue, before, disk) if order.sites else {}
            files |= {path: (entry.sha256, entry.size_bytes) for path, entry in kept.items()}
            files |= {path: (one.sha256, one.size_bytes) for path, one in made.items()}
            gone = sorted(path for path in disk if path not in files and path != MANIFEST)
            times = {one.output.path: one.output.updated for one in stale if one.output.updated}
            stage.date({path: times[path] for path in changed if path in times}, disk)
            manifest = stage.put(MANIFEST, manifests.serialize(files, told, history.ends(catalogue, left)))
            if changed or gone or manifest.sha256 != before.sha256:
                stage.commit([*sorted(changed), MANIFEST], gone)
        finally:
            stage.discard()
        _remember(book, order.dest, made, verdicts, gone, manifest.sha256, anew=not known)
    return Built(
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


def load_theme(settings: Settings, root: str) -> Theme:
    """Return the theme: that of the tree where it brings one, else that of the settings.

    A tree's own theme is content, and content is not trusted with code; only Kawat's own is.
    """
    own = os.path.join(root, "theme")
    folder = own if os.path.isdir(own) else settings.theme
    templates = _files(os.path.join(folder, "templates"), (".html", ".xml"))
    for overrides in reversed(settings.theme_templates_overrides):
        templates |= _files(overrides, (".html", ".xml"))
    catalogue_files = _files(os.path.join(folder, "locale"), (".po",))
    return Theme(
        templates={name: data.decode() for name, data in templates.items()},
        catalogues={name.removesuffix(".po").replace("_", "-"): data for name, data in catalogue_files.items()},
        static=_files(os.path.join(folder, "static"), ()),
        trusted=os.path.realpath(folder).startswith(os.path.realpath(PROJECT) + os.sep),
    )


def _files(folder: str, suffixes: tuple[str, ...]) -> dict[str, bytes]:
    found = {}
    for at, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(at, name)
            if not name.startswith(".") and (not suffixes or name.endswith(suffixes)) and not os.path.islink(path):
                with open(path, "rb") as opened:
                    found[os.path.relpath(path, folder).replace(os.sep, "/")] = opened.read()
    return found


def _static_names(theme: Theme) -> dict[str, str]:
    """The theme's files are published under names that change with their content: browsers may keep them for ever."""
    names = {}
    for name, data in theme.static.items():
        stem, dot, suffix = name.rpartition(".")
        names[name] = f"{stem}.{file_digest(data)[:10]}{dot}{suffix}"
    return names


def _circumstances(settings: Settings) -> str:
    """What every output depends on besides its key."""
    filters = sorted((name, getattr(one, "__qualname__", name)) for name, one in settings.jinja_filters.items())
    return digest(program(), sorted(settings.jinja_environment.items()), filters)


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


@dataclass(frozen=True, slots=True)
class _Workshop:
    """Makes stale outputs in an order in which each finds what it needs.

    Pictures come first, because feeds tell their sizes and kits hold them; then the parts that feeds are joined from;
    then all the rest.
    """

    desk: Desk
    press: Press
    order: Order
    store: Store
    jobs: int
    stage: Stage
    pictures: images.Renditions

    def make(self, stale: list[Output]) -> dict[str, Made]:
        """Return what was staged, by path.

        Raises:
            KawatError: one of them cannot be made.
        """
        pictures = [one for one in stale if one.recipe == "picture"]
        made = self._staged(self.desk, pictures, 0, len(stale))
        self.desk.sizes.update({path: one.size_bytes for path, one in made.items()})
        self._join(stale)
        outputs.prepare(self.desk, self.press, stale)
        if any(one.recipe == "card" for one in stale):
            _drawing().prepare()
        others = [one for one in stale if one.recipe != "picture"]
        return made | self._staged(self.desk, others, len(made), len(stale))

    def _join(self, stale: list[Output]) -> None:
        """Put into the store all that these outputs are joined from."""
        wanted = outputs.fragments(self.desk, stale)
        known = set(self.store)
        missing = [one for one in wanted if one.key not in known]
        made = _collected(self.jobs, missing, partial(outputs.render_parts, self.desk))
        self.store.put({output.key: data for output, data in made})
        if stale:
            self.store.keep_only(outputs.kept(self.desk))

    def _staged(self, desk: Desk, wanted: list[Output], before: int, total: int) -> dict[str, Made]:
        made: dict[str, Made] = {}
        for output, result in executor.make(wanted, lambda one: self._render(desk, one), self.stage, self.jobs):
            made[output.path] = _whole(output, result)
            self.order.say("made", before + len(made), total)
        return made

    def _render(self, desk: Desk, output: Output) -> bytes:
        match output.recipe:
            case "picture":
                path, sha256, width_px, form = output.subject
                return self.pictures.derived(path, sha256, int(width_px), form)
            case "copy":
                path, sha256 = output.subject
                return images.original(os.path.join(self.order.root, path), sha256)
            case "card":
                return bytes(_drawing().draw(*output.subject))
            case "static":
                return self.press.theme.static[output.subject[0]]
        return outputs.render(desk, self.press, output)


def _collected(
    jobs: int, wanted: Sequence[Output], render: Callable[[Sequence[Output]], Sequence[bytes]]
) -> Iterator[tuple[Output, bytes]]:
    """Have parts rendered by workers."""
    for output, result in executor.collect(wanted, render, jobs):
        yield output, _whole(output, result)


def _drawing() -> ModuleType:
    """HarfBuzz and its like are no part of a build in which nothing is drawn."""
    from .build import drawing

    return drawing


def _whole(output: Output, result: T | Unmade) -> T:
    if isinstance(result, Unmade):
        raise KawatError(f"{output.path or output.recipe} (of {', '.join(output.subject)}):\n{result.why}")
    return result


def _same(dest: str, one: Made, file: OnDisk | None) -> bool:
    """Whether the destination has these very bytes already."""
    if file is None or file.size_bytes != one.size_bytes:
        return False
    with open(os.path.join(dest, one.path), "rb") as opened:
        return file_digest(opened.read()) == one.sha256


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


def _remember(
    book: Ledger,
    dest: str,
    made: dict[str, Made],
    verdicts: tuple[Verdict, ...],
    gone: list[str],
    manifest: str,
    anew: bool,
) -> None:
    keys = {one.output.path: one.output.key for one in verdicts}
    entries = []
    for path, one in made.items():
        stat = os.stat(os.path.join(dest, path))
        entries.append(Entry(path, keys[path], one.sha256, one.size_bytes, stat.st_mtime_ns))
    book.save(entries, gone, manifest, anew)
