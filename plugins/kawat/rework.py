"""Rework: what shows edited texts, or is made with edited templates, is made again, out of what the last build knew."""

import dataclasses
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from . import profiling, theming
from .build import images, writer
from .build.ledger import Entry, Ledger, Sizes, Verdict
from .build.store import Store
from .build.writer import MANIFEST, Made, OnDisk, Stage
from .digests import Digest, changed, key
from .gathering import program
from .model import Output
from .publish import keys, rendering
from .publish.desk import Desk
from .publish.search.planning import INDEX
from .recollection import Recollection
from .settings import Settings
from .snapshot import Past, Where
from .workshop import Workshop, press_of, remember

__all__ = ["Reworked", "rework"]


_FEW_OUTPUTS = 64
"""Up to so many, none of them a picture, are made in less time than workers take to be forked."""

_FEW = 4
"""Where more than one story in so many is shown, all are recalled before workers are forked."""


@dataclass(frozen=True, slots=True)
class Reworked:
    """What came of it; `manifest` is the SHA-256 of the new one, `closures` are those of the templates now."""

    verdicts: tuple[Verdict, ...]
    written: tuple[str, ...]
    manifest: str
    closures: Mapping[tuple[str, str], str]
    shares: tuple[profiling.Share, ...]


def rework(
    settings: Settings,
    where: Where,
    past: Past,
    book: Ledger,
    texts: Sequence[str],
    closures: Mapping[tuple[str, str], str],
    manifest: bytes,
) -> Reworked | None:
    """Make what shows these texts or is rendered with other templates, and put it into place.

    Args:
        book: holds for this destination.
        closures: those with which everything was made; none where no template has changed.
        manifest: the bytes of the destination's manifest.
    Returns None, with nothing done, where a file to be replaced is new or not the one that was written.
    """
    press = press_of(settings, where.theme, theming.trusted(settings, where.root))
    pictures = images.Renditions(where.root, os.path.join(where.cache, "pictures"))
    recollection = Recollection(past, where.now, where.preview)
    store = Store(where.cache, program())
    few = 0 if closures else _FEW_OUTPUTS  # a template that was edited may not come to an end
    workshop = Workshop(press, where.root, store, where.jobs, where.say, pictures, few=few)
    entries = book.entries()
    desk = Desk(
        recollection.catalogue(settings.siteurl),
        press.speaks,
        theming.static_names(press.theme.static),
        images.widths,
        published=entries,
        rendition=pictures.of,
        say=press.say,
        sizes=Sizes(entries),
        traces=recollection.traces(),
        by_subject=recollection.subjects(),
        relations=recollection.kin(),
        archives=recollection.archives(),
        fragments=store,
        collect=workshop.collect,
    )
    found = {one.path: _with_new_bodies(one, desk.catalogue.bodies) for one in book.showing(texts)}
    renewed = {name: press.closure(*name) for name in closures}
    others = {(name[0], closures[name]): new for name, new in renewed.items() if new != closures[name]}
    if others:
        pages = book.beginning({key(template=old) for _, old in others})
        found |= {one.path: rendering.reclosed(found.get(one.path, one), others) for one in pages}
    stale = list(found.values())
    if _FEW * len({text for one in stale for text in one.texts}) > len(past.snapshot.register("texts")):
        recollection.recall()
    if texts and stale:
        edited = {story.id for story in past.stories.values()}
        with open(os.path.join(where.dest, INDEX), "rb") as opened:
            index = opened.read()
        stale += rendering.recall(desk, press, stale, index, edited)
    known = {one.path: entry for one in stale if (entry := entries.get(one.path))}
    if len(known) != len(stale):
        return None
    stale = [one for one in stale if one.key != known[one.path].key]
    disk = {one.path: OnDisk(known[one.path].size_bytes, known[one.path].mtime_ns) for one in stale}
    if writer.look(where.dest, disk) != disk:
        return None
    stage = Stage(where.dest)
    try:
        made = workshop.make(desk, stale, stage, whole=False)
        new = {path: one for path, one in made.items() if one.sha256 != known[path].sha256}
        stage.date({one.path: one.updated for one in stale if one.updated and one.path in new}, disk)
        sealed = stage.put(MANIFEST, _altered(manifest, known, new))
        if new:
            stage.commit([*sorted(new), MANIFEST], [])
    finally:
        stage.discard()
    remember(book, where.dest, made, stale, [], sealed.sha256, anew=False)
    verdicts = tuple(Verdict(one, "changed: " + ", ".join(changed(known[one.path].key, one.key))) for one in stale)
    return Reworked(verdicts, tuple(sorted(new)), sealed.sha256, renewed, profiling.shares(stale, made))


def _with_new_bodies(old: Output, bodies: Mapping[str, str]) -> Output:
    """The same output with the key that it has now."""
    planned = old.key.rpartition(" text=")[0]
    return keys.complete(dataclasses.replace(old, key=Digest.of(planned, frozenset(old.texts))), bodies)


def _altered(manifest: bytes, known: Mapping[str, Entry], new: Mapping[str, Made]) -> bytes:
    """The manifest with the digests and sizes of some files replaced; to read and write all of it takes longer."""
    parts, at = [], 0
    for path, one in sorted(new.items()):  # as the manifest is
        name, entry = json.dumps(path, ensure_ascii=False), known[path]
        old = f'{name}:["{entry.sha256}",{entry.size_bytes}]'.encode()
        found = manifest.index(old, at)
        parts += [manifest[at:found], f'{name}:["{one.sha256}",{one.size_bytes}]'.encode()]
        at = found + len(old)
    return b"".join((*parts, manifest[at:]))
