"""Edits: where nothing but bodies of texts has changed, what was planned still holds, and only what shows them is made.

A body decides on no address, list, place or date: what is planned depends on it only by the texts that an output names
(see `digests`).  So the road is short, and gives the same bytes as the long one (`journey`):

    compare     the files of the tree, the network and the theme with those of the snapshot, the destination with the
                ledger
    read        the texts that differ; go on only where each differs in nothing but its body
    recall      the outputs that show them (ledger), and the stories that stand in these (recollection)
    make, put   as ever

Wherever anything else is the case (a title was edited, a file is new, the destination was touched, something falls due,
an approval names the story) `attempt` returns None, and everything is planned.
"""

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass

from . import gathering
from .build import writer
from .build.ledger import Entry, Ledger, Verdict
from .build.writer import MANIFEST
from .digests import file_digest
from .gathering import Reader
from .model import Edition, Place, Registry
from .profiling import Share
from .settings import Settings
from .snapshot import About, Named, Past, Snapshot, Story, Where, about_part, contents_part, stories_part
from .source import tree
from .source.cache import Cache
from .source.reading import Reading

__all__ = ["Edited", "attempt"]

_MOST = 100
"""Of more edits, planning everything costs little more."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of edits: the parts of `journey.Built` that are not as they were."""

    about: About
    verdicts: tuple[Verdict, ...]
    written: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    shares: tuple[Share, ...] = ()


def attempt(settings: Settings, where: Where, cache: Cache, snapshot: Snapshot, book: Ledger) -> Edited | None:
    """Make what shows edited bodies; None where more has changed, and nothing was done."""
    about, manifest = snapshot.about(), _bytes(os.path.join(where.dest, MANIFEST))
    if about is None or about.manifest != file_digest(manifest) or not _holds(about, where):
        return None
    known = _untouched(where.dest, book, about)
    if known is None:
        return None
    network = snapshot.registry()
    reader = Reader(where.root, cache, settings, network, where.jobs, where.say)
    digests = snapshot.contents()
    edited = reader.unlike(digests)
    if edited is None or len(edited) > _MOST:
        return None
    if not edited:
        reader.remember(whole=False)
        return Edited(about, (), (), reader.counts())
    stories = snapshot.stories()
    names = _renamed(edited, stories, reader, cache, about, network)
    if names is None:
        return None
    reader.remember(whole=False)
    stories = [_with(names, story) for story in stories]
    # Renders pages, and so imports much that a build without changes does without.
    from .rework import rework

    done = rework(settings, where, Past(cache, snapshot, stories, network), book, tuple(names), known, manifest)
    about = dataclasses.replace(about, manifest=done.manifest)
    digests |= {path: reader.found[path] for path in names}
    snapshot.keep({"about": about_part(about), "stories": stories_part(stories), "contents": contents_part(digests)})
    return Edited(about, done.verdicts, done.written, reader.counts(), done.shares)


def _holds(about: About, where: Where) -> bool:
    """Whether the moment and the network are still those of the snapshot."""
    due = about.due is not None and about.due <= where.now
    return about.since <= where.now and not due and about.network == gathering.network_digest(where.root)


def _untouched(dest: str, book: Ledger, about: About) -> dict[str, Entry] | None:
    """The ledger's entries, if the destination has these files and no others."""
    known, disk = book.load(about.manifest), writer.survey(dest)
    if len(disk) != len(known) + 1:
        return None
    for path, entry in known.items():
        file = disk.get(path)
        if file is None or (file.size_bytes, file.mtime_ns) != (entry.size_bytes, entry.mtime_ns):
            return None
    return known


def _renamed(
    edited: list[tree.Entry], stories: list[Story], reader: Reader, cache: Cache, about: About, network: Registry
) -> dict[str, Named] | None:
    """The edited texts with their new names, if they are texts of stories and nothing but their bodies is new."""
    paths = {entry.path for entry in edited}
    before = {text[0]: text for story in stories for text in story.texts if text[0] in paths}
    approved = {one.id for _, approvals in network.approvals for one in approvals}
    touched = {story.id for story in stories if any(text[0] in paths for text in story.texts)}
    if len(before) != len(paths) or touched & approved or any(one.file in paths for one in about.problems):
        return None
    languages = {mission.code: mission.languages for mission in network.missions}
    places = {path: place for path in paths if isinstance(place := tree.place(path, languages), Place)}
    old = cache.readings(name for _, name, _ in before.values())
    found: dict[str, Named] = {}
    for path, new in reader.texts(edited, places).items():
        was = old.get(before[path][1])
        if was is None or not _only_body(was, new) or new.edition is None:
            return None
        if new.edition.source.sha256 != reader.found[path]:  # written again meanwhile
            return None
        found[path] = (path, reader.keys[path], new.edition.text)
    return found


def _only_body(old: Reading, new: Reading) -> bool:
    """Whether two readings of a text differ in nothing but the words of its body."""
    one, other = old.edition, new.edition
    if one is None or other is None or old.problems or new.problems:
        return False
    return (one.face, one.body_references, _named(one)) == (other.face, other.body_references, _named(other))


def _named(edition: Edition) -> list[tuple[str, str]]:
    return [(one.vocabulary, one.value) for one in edition.references]


def _with(names: Mapping[str, Named], story: Story) -> Story:
    if not any(path in names for path, _, _ in story.texts):
        return story
    return Story(story.id, tuple(names.get(text[0], text) for text in story.texts))


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as opened:
            return opened.read()
    except FileNotFoundError:
        return b""
