"""The workshop: stale outputs become staged files, out of the theme, the desk and the files of the tree."""

import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from types import ModuleType
from typing import Any, TypeVar

from . import theming
from .build import executor, images, processes
from .build.executor import Unmade
from .build.ledger import Entry, Ledger
from .build.plan import Each, divided
from .build.store import Store
from .build.writer import Made, Mades, OnDisk, Stage
from .compiled import Compiled
from .digests import file_digest
from .model import Output
from .problems import KawatError
from .profiling import Say
from .program import program
from .publish import rendering
from .publish.desk import Desk
from .publish.shelf import Shelf, filling
from .publish.templating import Press, Theme
from .records import dataclass
from .settings import Settings
from .snapshot import Where
from .theming import Files

__all__ = ["Workshop", "press_for", "press_of", "publish", "remember", "same"]

_MANY_FILES = 1_000
"""To put so many into place takes longer than to fork a process."""

T = TypeVar("T")


def press_of(settings: Settings, files: Files, trusted: bool, shelf: Shelf | None = None, templates: str = "") -> Press:
    """Return the press that renders with a theme.

    With a shelf it is that of the last build, where it was made of the same; without, it is one of its own.

    Args:
        templates: the folder beside whose files compiled templates are kept, if the theme is trusted.
    """
    parts: dict[str, Files] = {"templates": {}, "locale": {}, "static": {}}
    for path, data in files.items():
        part, _, name = path.partition("/")
        parts[part][name] = data
    theme = Theme(
        templates={name: data.decode() for name, data in parts["templates"].items()},
        catalogues={name.removesuffix(".po").replace("_", "-"): data for name, data in parts["locale"].items()},
        static=parts["static"],
        trusted=trusted,
    )
    made_of = (theme, settings.jinja_environment, settings.jinja_filters)
    if shelf is None:
        return Press(*made_of)
    if not _LAST or _LAST[0][0] != made_of:
        kept = Compiled(templates, program()) if trusted and templates else None
        _LAST[:] = [(made_of, Press(*made_of, kept=kept))]
    press = _LAST[0][1]
    press.shelf = shelf  # the last build may have been of another tree
    return press


def press_for(settings: Settings, where: Where, shelf: Shelf) -> Press:
    """Return the press of a build."""
    trusted, templates = theming.trusted(settings, where.root), theming.templates(settings, where.root)
    return press_of(settings, where.theme, trusted, shelf, templates)


# To compile templates anew was the larger part of an edit under `serve --watch`, which builds again in one process.
_LAST: list[tuple[tuple[Any, ...], Press]] = []


@dataclass(frozen=True, slots=True)
class Workshop:
    """Makes stale outputs in an order in which each finds what it needs.

    Pictures come first, because feeds tell their sizes and kits hold them; then the parts that feeds are joined from;
    then all the rest.

    Attributes:
        lap: is told when the pictures and when the parts are there.
        few: up to so many outputs, or parts, are made without workers.
        ahead: is told by each worker which outputs it makes next; batch: so many, if not as many as ever.
    """

    press: Press
    root: str
    store: Store
    jobs: int
    say: Say
    pictures: images.Renditions
    lap: Callable[[str], None] = lambda stage: None
    few: int = 0
    ahead: Callable[[Sequence[Output]], None] | None = None
    batch: int = 0

    def make(self, desk: Desk, stale: Sequence[Output], stage: Stage, whole: bool = True) -> Mades:
        """Return what was staged, by path.

        Args:
            whole: the desk knows all fragments there are, so that others may be forgotten.
        Raises:
            KawatError: one of them cannot be made.
        """
        recipes = [sys.intern(one.recipe) for one in stale]
        pictures, others = divided(stale, (recipe == "picture" for recipe in recipes))
        made = Mades()
        self._put(made, desk, stage, pictures, len(stale))
        desk.sizes.update({path: one.size_bytes for path, one in made.items()})
        self.lap("pictures")
        self._join(desk, stale, whole)
        self.lap("join")
        if len(others) > self.few:
            rendering.prepare(desk, self.press, others)
            if "card" in recipes:
                _drawing().prepare()
        else:
            rendering.speak(desk, self.press, {one.site for one in others})
        self._put(made, desk, stage, others, len(stale))
        return made

    def collect(
        self, wanted: Sequence[Output], render: Callable[[Sequence[Output]], Sequence[bytes]]
    ) -> Iterator[tuple[Output, bytes]]:
        """Yield parts with their bytes, rendered by workers.

        Raises:
            KawatError: one of them cannot be made.
        """
        for output, result in executor.collect(wanted, render, self.jobs, self.few):
            yield output, _whole(output, result)

    def _join(self, desk: Desk, stale: Sequence[Output], whole: bool) -> None:
        """Put into the store all that these outputs are joined from."""
        with filling(self.store) as put:
            for one, data in self.collect(rendering.fragments(desk, stale), partial(rendering.render_parts, desk)):
                put(one.key, data)
        if stale and whole:
            self.store.keep_only(rendering.kept(desk))

    def _put(self, made: Mades, desk: Desk, stage: Stage, wanted: Sequence[Output], total: int) -> None:
        """Stage what is wanted, and add it to what was made."""
        render = partial(self._render, desk)
        for output, result in executor.make(wanted, render, stage, self.jobs, self.few, self.ahead, self.batch):
            made.put(output.path, _whole(output, result))
            self.say("made", len(made), total)

    def _render(self, desk: Desk, output: Output) -> bytes:
        match output.recipe:
            case "picture":
                path, sha256, width_px, form = output.subject
                return self.pictures.derived(path, sha256, int(width_px), form)
            case "copy":
                path, sha256 = output.subject
                return images.original(os.path.join(self.root, path), sha256)
            case "card":
                return bytes(_drawing().draw(*output.subject))
            case "static":
                return self.press.theme.static[output.subject[0]]
        return rendering.render(desk, self.press, output)


def _drawing() -> ModuleType:
    """HarfBuzz and its like are no part of a build in which nothing is drawn."""
    from .build import drawing

    return drawing


def _whole(output: Output, result: T | Unmade) -> T:
    if isinstance(result, Unmade):
        raise KawatError(f"{output.path or output.recipe} (of {', '.join(output.subject)}):\n{result.why}")
    return result


def same(dest: str, path: str, one: Made, file: OnDisk | None, entry: Entry | None) -> bool:
    """Return whether the destination has these very bytes already; what the ledger knows need not be read."""
    if file is None or file.size_bytes != one.size_bytes:
        return False
    if entry is not None and (entry.size_bytes, entry.mtime_ns) == (file.size_bytes, file.mtime_ns):
        return entry.sha256 == one.sha256
    with open(os.path.join(dest, path), "rb") as opened:
        return file_digest(opened.read()) == one.sha256


def publish(stage: Stage, new: Sequence[str], gone: Sequence[str], remember: Callable[[], None]) -> None:
    """Put the staged files `new` into place, delete the files `gone`, and have it remembered; of many all at once.

    A ledger that was written for files that never came is not about the manifest that is there, and so void.
    """
    if len(new) < _MANY_FILES:
        if new or gone:
            stage.commit(new, gone)
        remember()
        return
    with processes.beside(remember) as remembered:
        stage.commit(new, gone)
        remembered()


def remember(
    book: Ledger,
    made: Mades,
    outputs: Sequence[Output],
    stood: Mapping[str, OnDisk],
    gone: Sequence[str],
    manifest: str,
    anew: bool,
    known: Collection[str] = (),
) -> None:
    """Let the ledger have what was made of these outputs, as it lies in the destination.

    Args:
        stood: those files that were there already, and are no others now.
        known: paths of outputs that the ledger itself told of, so that it knows what they are made of.
    """

    def entry(output: Output) -> Entry:
        one = made[output.path]
        return Entry(output.path, output.key, one.sha256, one.size_bytes, stood.get(output.path, one).mtime_ns)

    others, renewed = divided(outputs, (one.path not in known for one in outputs))
    book.save(Each(entry, others), gone, manifest, anew, others, Each(entry, renewed))
