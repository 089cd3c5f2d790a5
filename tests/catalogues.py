"""Catalogues and desks of small trees, in this process: no worker is forked and nothing is built.

The texts go through Kawat's own reader, so a test shows what a writer would type.
"""

import dataclasses
import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from conftest import NETWORK, NOW, PROJECT
from PIL import Image

from kawat import codes, settings, theming
from kawat.build import images
from kawat.digests import file_digest
from kawat.editorial import catalogue as catalogues
from kawat.editorial import editions, references
from kawat.editorial.catalogue import Catalogue
from kawat.messages import is_error
from kawat.model import Article, Edition, Media, Place, Placement, Registry
from kawat.problems import Problem
from kawat.publish import outputs, rendering
from kawat.publish.desk import Desk
from kawat.publish.shelf import Memory
from kawat.publish.templating import Press
from kawat.source import media, reading, registry, schema, tree
from kawat.workshop import press_of


@dataclass(frozen=True)
class World:
    """A tree as its readers see it, before anything is decided."""

    registry: Registry
    articles: tuple[Article, ...]
    texts: Mapping[str, str]
    media: Mapping[str, Media]
    problems: tuple[Problem, ...]

    @property
    def codes(self) -> list[str]:
        """The codes of the Problems, sorted."""
        return sorted(one.code for one in self.problems)

    def article(self, name: str = "") -> Article:
        """Return an article by its id, or the only one."""
        found = [one for one in self.articles if name in ("", one.id)]
        assert len(found) == 1, [one.id for one in self.articles]
        return found[0]

    def catalogue(self, now: datetime = NOW) -> Catalogue:
        """Return what is published at a moment."""
        return catalogues.compile(self.articles, self.registry, now, self.texts, self.media)

    def desk(self, now: datetime = NOW) -> Desk:
        """Return the desk for pages in the project's theme."""
        names = {name: f"published-{name}" for name in press().theme.static}
        return Desk(self.catalogue(now), press().speaks, names, images.widths, say=press().say)

    def page(self, path: str, now: datetime = NOW) -> str:
        """Return one output, as text."""
        desk = self.desk(now)
        output = {one.path: one for one in outputs.plan(desk, press())}[path]
        wanted = rendering.fragments(desk, [output])
        parts = Memory(zip((one.key for one in wanted), rendering.render_parts(desk, wanted), strict=True))
        return rendering.render(dataclasses.replace(desk, fragments=parts), press(), output).decode()

    def plan(self, now: datetime = NOW) -> dict[str, outputs.Output]:
        """Return all outputs by path."""
        return {one.path: one for one in sorted(outputs.plan(self.desk(now), press()), key=lambda one: one.path)}


def world(files: Mapping[str, str | bytes | None], network: Mapping[str, str] = NETWORK) -> World:
    """Return the tree of the small network and the files; those below missions/ replace the network's."""
    missions = {**network, **{path: text for path, text in files.items() if path.startswith("missions/")}}
    known = load(tuple(sorted((path, text) for path, text in missions.items() if isinstance(text, str))))
    languages = known.languages()
    zones = {one.code: one.timezone for one in known.missions}
    found: list[Problem] = []
    whole: list[Edition] = []
    broken: list[Place] = []
    texts: dict[str, str] = {}
    beside: dict[str, Media] = {}
    data = {path: one.encode() if isinstance(one, str) else one for path, one in files.items() if one is not None}
    for path in sorted(data):
        if path.startswith("content/") and not path.endswith(".md"):
            probed = media.probe(data[path], path, file_digest(data[path]))
            assert isinstance(probed, Media), probed
            beside[path] = probed
    for path in sorted(data):
        if path.endswith(".md"):
            place = tree.place(path, languages)
            assert isinstance(place, Place), place
            read = reading.read(data[path], place, reading.Options(zones[place.site], languages[place.site]))
            wrong = list(read.problems)
            if read.edition is not None:
                wrong += references.check(read.edition, codes.vocabulary(known), beside, {})
                texts[read.edition.text] = read.html
            if read.edition is None or any(is_error(one) for one in wrong):
                broken.append(place)
            else:
                whole.append(read.edition)
            found += wrong
    articles, contradictions = editions.gather(whole, broken, languages, schema.REQUIRED)
    return World(known, articles, texts, beside, (*found, *contradictions))


@cache
def load(files: tuple[tuple[str, str], ...]) -> Registry:
    """Return the registry of mission files."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files:
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        return registry.load(folder)


@cache
def press() -> Press:
    """Return the press of the project's own theme."""
    heeded = settings.from_file(str(PROJECT / "pelicanconf.py"))
    return press_of(heeded, theming.read(heeded, "/nowhere"), trusted=True)


def where(placements: tuple[Placement, ...]) -> dict[str, str]:
    """Return {site: role} of placements."""
    return {one.site: str(one.role) for one in placements}


def utc(*parts: int) -> datetime:
    """Return a moment in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def png(colour: str = "red", width_px: int = 8, height_px: int = 6) -> bytes:
    """Return a picture of one colour."""
    made = io.BytesIO()
    Image.new("RGB", (width_px, height_px), colour).save(made, "PNG")
    return made.getvalue()
