"""Edits: where only bodies and templates have changed, what was planned still holds, and what shows them is made.

So it is, but for a little, where stories say something else and stand where they stood (see `amendments`), where they
are about something else or in one more language (`regrouping`, `additions`), and where some have come, or are released
now, that are newer than nearly all others (`arrivals`).

A body decides on no address, list, place or date: what is planned depends on it only by the texts that an output names
(see `digests`).  On a template it depends only by the first part of a page's key.  So the road is short, and gives the
same bytes as the long one (`longroad`):

    compare     the files of the tree, the network and the theme with those of the snapshot
    read        the texts that differ; go on only where each stands where it stood, or is a newest story's
    recall      the outputs that show them or are made with other templates (ledger), and the stories that stand in
                these (recollection)
    list        what may be other because of stories that are new, or differ in more than a body (publish.scope)
    make, put   as ever

What is done for each file there is, however few were edited, is to ask how the files and folders of content/ look, and
to copy the manifest.  Of the destination it is looked whether the manifest and the files that are replaced are those
that were written; whether all others are is looked by a build that has nothing to make, and by one that plans.

When something falls due, the timetable tells of which stories; these are looked at as if they had been edited.

Wherever anything else is the case (a story was moved, a file is gone, the destination was touched, a story has
expired, an approval names it) `attempt` returns None, and everything is planned.
"""

import contextlib
import dataclasses
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from . import gathering, theming
from .build import manifest as manifests
from .build import processes, writer
from .build.ledger import Ledger, Verdict
from .build.writer import MANIFEST, OnDisk
from .model import Edition, Place, Registry
from .profiling import Share
from .reader import Ahead, Reader
from .records import dataclass
from .settings import Settings
from .snapshot import (
    About,
    Named,
    Past,
    Snapshot,
    Story,
    Where,
    about_part,
    closures_part,
    feed_part,
    story_part,
)
from .source import census as censuses
from .source import tree
from .source.cache import Cache
from .source.census import Changes, Noted

__all__ = ["Edited", "attempt"]

_MANY = 2_000
"""Of so many stories other processes ask how their files look, and read what was edited, while this one imports what an
edit takes."""

_EACH = 20_000
"""Of so many stories each of these processes asks."""

_MOST = 100
"""Of more edits, planning everything costs little more."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of edits: the parts of `orders.Built` that are not as they were."""

    about: About
    verdicts: tuple[Verdict, ...]
    written: tuple[str, ...]
    gone: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    shares: tuple[Share, ...] = ()


def attempt(settings: Settings, where: Where, cache: Cache, snapshot: Snapshot, book: Ledger) -> Edited | None:
    """Make what shows edited bodies or templates; None where more has changed, and nothing was done."""
    about = snapshot.about()
    if about is None or not book.holds(about.manifest):
        return None
    fallen = _fallen(snapshot, about, where.now)
    if fallen is None:
        return None
    noted, began_ns = snapshot.noted(), time.time_ns()

    def reader() -> Reader:
        return Reader(where.root, cache, settings, snapshot.registry(), where.jobs, where.say)

    with _comparison(where, snapshot, noted, about, reader) as compare:
        if writer.look(where.dest, (MANIFEST,)) != {MANIFEST: about.look} or not _holds(about, where):
            return None
        mine = reader()
        unlike = mine.unlike(noted, compare, began_ns)
    if unlike is None or sum(map(len, unlike)) > _MOST:
        return None
    edited, new = unlike
    templates = theming.fingerprint(theming.divided(where.theme)[0])
    closures = snapshot.closures() if templates != about.templates else {}
    if closures is None:
        return None
    if not edited and not new and not closures and not fallen:
        if not _untouched(where.dest, book):
            return None
        mine.remember(whole=False)
        snapshot.keep(snapshot.noted_parts(mine.noted))
        return Edited(about, (), (), (), mine.counts())
    network = snapshot.registry()
    renamed = _renamed(edited, fallen, snapshot, mine, cache, about, network)
    if renamed is None:
        return None
    stories, amended = renamed
    mine.remember(whole=False)
    manifest = manifests.mapped(where.dest)
    waiting = {number: stories.pop(number) for number in amended | fallen if not stories[number].placements}
    amended -= waiting.keys()
    past = Past(cache, snapshot, stories, network, fallen=frozenset(fallen - waiting.keys()))
    known = _beyond(past, amended, waiting, new, mine, about, settings, where, manifest)
    if known is None:
        return None
    past = known
    from .rework import rework

    texts = {entry.path for entry in edited} | past.amended_texts
    done = rework(settings, where, past, book, sorted(texts), closures, manifest)
    if done is None:
        return None
    made = {name: part for number, story in past.stories.items() for name, part in story_part(number, story).items()}
    made |= {"closures": closures_part(done.closures)} if closures else {}
    for subject, told in done.feeds.items():
        made |= feed_part(subject, *told)
    about = dataclasses.replace(about, templates=templates)
    if done.manifest:
        look = OnDisk(done.manifest.size_bytes, done.manifest.mtime_ns)
        about = dataclasses.replace(about, manifest=done.manifest.sha256, look=look)
    if amended or fallen or waiting or new:
        from . import imprint, timetable

        made |= imprint.more(snapshot, past.arrived, done.archives)
        to_come = made["timetable"].decode() if past.arrived.moments else snapshot.text("timetable")
        articles, total = about.articles + len(past.arrived.stories), about.total + done.more
        due = timetable.due(to_come, where.now)
        about = dataclasses.replace(about, since=where.now, due=due, total=total, articles=articles)
    snapshot.keep({"about": about_part(about), **snapshot.noted_parts(mine.noted), **made})
    return Edited(about, done.verdicts, done.written, done.gone, mine.counts(), done.shares)


def _beyond(
    past: Past,
    amended: Collection[int],
    waiting: Mapping[int, Story],
    new: Sequence[tree.Entry],
    reader: Reader,
    about: About,
    settings: Settings,
    where: Where,
    manifest: manifests.Data,
) -> Past | None:
    """What is known with stories amended and others arrived; None where either may change more than is known of.

    Args:
        waiting: those that nobody could see, and that may be other.
    """
    # What is imported here and below an edit of bodies does without.
    rest = new
    if new:
        from . import additions

        with_texts = additions.read(new, reader, past)
        if with_texts is None:
            return None
        past, rest = with_texts
    if others := {*amended, *past.enlarged, *past.fallen}:
        from . import amendments

        released = bool(waiting)
        with_amended = amendments.read(others, rest, reader, past, about, settings, where, manifest, released)
        if with_amended is None:
            return None
        past, rest = with_amended
    if rest or waiting:
        from . import arrivals

        arrived = arrivals.read(rest, waiting, reader, past, about, settings, where, manifest)
        if arrived is None:
            return None
        past = arrived
    if new:
        reader.remember(whole=False)
    return past


@contextlib.contextmanager
def _comparison(
    where: Where, snapshot: Snapshot, noted: Noted, about: About, reader: Callable[[], Reader]
) -> Iterator[Callable[[], tuple[Changes | None, Mapping[str, Ahead]]]]:
    """What looks otherwise than it did; of many files processes beside this one ask, and read what was edited."""

    def compare(part: int = 0, parts: int = 1) -> tuple[Changes | None, Mapping[str, Ahead]]:
        return censuses.compare(where.root, snapshot.census(), noted, where.touched, part, parts), {}

    def compare_there(part: int, parts: int) -> tuple[Changes | None, Mapping[str, Ahead]]:
        changes = censuses.compare(where.root, snapshot.census(), noted, None, part, parts, inside=True)
        return changes, reader().ahead(changes) if changes and (changes.files or changes.new_files) else {}

    if where.touched is not None or about.articles < _MANY:
        yield compare
        return
    with contextlib.ExitStack() as stack:
        parts = min(where.jobs, -(-about.articles // _EACH))
        shares = [(partial(compare_there, part, parts), partial(compare, part, parts)) for part in range(parts)]
        asked = [stack.enter_context(processes.beside(*one)) for one in shares]
        from . import rework  # noqa: F401 (takes as long, and is wanted wherever anything was edited)

        def compared() -> tuple[Changes | None, Mapping[str, Ahead]]:
            told = [one() for one in asked]
            return censuses.together([changes for changes, _ in told]), {
                path: one for _, read in told for path, one in read.items()
            }

        yield compared


def _fallen(snapshot: Snapshot, about: About, now: datetime) -> set[int] | None:
    """The numbers of the stories of which something has fallen due; None where that is not known."""
    if about.due is None or now < about.due:
        return set()
    from . import timetable  # most builds take no look at it

    found = timetable.fallen(snapshot.text("timetable"), about.since, now)
    return found if 0 < len(found) <= _MOST else None


def _holds(about: About, where: Where) -> bool:
    """Whether nobody has turned back the clock, and the network is still that of the snapshot."""
    return about.since <= where.now and about.network == gathering.network_digest(where.root)


def _untouched(dest: str, book: Ledger) -> bool:
    """Whether the destination has the files of the ledger and no others."""
    disk = writer.survey(dest)
    disk.pop(MANIFEST, None)
    return disk == book.files()


def _renamed(
    edited: list[tree.Entry],
    fallen: Collection[int],
    snapshot: Snapshot,
    reader: Reader,
    cache: Cache,
    about: About,
    network: Registry,
) -> tuple[dict[int, Story], set[int]] | None:
    """The stories of edited texts, and `fallen` ones, by number and with their new names, and of which more than bodies
    is other.

    Returns None where a file is no known text, has a fault, or is of a story that somebody approved.
    """
    paths, numbers = {entry.path for entry in edited}, snapshot.register("texts")
    if not all(path in numbers for path in paths) or any(one.file in paths for one in about.problems):
        return None
    stories = {number: snapshot.story(number) for number in {*fallen, *(int(numbers[path]) for path in paths)}}
    approved = network.approved()
    if any(story.id in approved for story in stories.values()):
        return None
    before = {path: key for story in stories.values() for path, key, _ in story.texts if path in paths}
    languages = network.languages()
    places = {path: place for path in paths if isinstance(place := tree.place(path, languages), Place)}
    old = cache.readings(before.values())
    found, amended = dict[str, Named](), set[int]()
    for path, new in reader.texts(edited, places).items():
        was = old.get(before[path])
        if was is None or was.problems or new.problems or was.edition is None or new.edition is None:
            return None
        if not _only_body(was.edition, new.edition):
            amended.add(int(numbers[path]))
        if new.edition.source.sha256 != reader.found[path]:  # written again meanwhile
            return None
        found[path] = (path, reader.keys[path], new.edition.text)
    renamed = {
        number: dataclasses.replace(story, texts=tuple(found.get(text[0], text) for text in story.texts))
        for number, story in stories.items()
    }
    return renamed, amended


def _only_body(one: Edition, other: Edition) -> bool:
    """Whether a text differs in nothing but the words of its body."""
    return (one.face, one.body_references, _named(one)) == (other.face, other.body_references, _named(other))


def _named(edition: Edition) -> list[tuple[str, str]]:
    return [(one.vocabulary, one.value) for one in edition.references]
