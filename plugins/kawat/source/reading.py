"""Reading: the bytes of one file become an Edition, the HTML of its body, and Problems.

    bytes -> plain -> front matter -> fields (schema) -> Markdown -> sanitised HTML -> Edition

What comes out depends on the bytes, the place and the options alone, so it can be cached under their digest and made in
another process.  Whether what the text names exists (sites, topics, links, pictures) is not asked here: that is
noted as References and asked by `editorial.references`, since it changes without this file.
"""

import dataclasses
import html as html_entities
import re
from collections import Counter
from collections.abc import Mapping as Mapped
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import unquote

from ..codes import zone
from ..digests import digest, file_digest
from ..messages import is_error
from ..model import Edition, Kind, Picture, Place, Reference, Source
from ..patterns import pattern
from ..problems import Problem, problem
from ..records import dataclass
from . import markdown, plain, posts, sanitize
from .frontmatter import parse, split
from .nodes import Mapping, Node, Refused, Sequence
from .schema import DETAILS, FIELDS
from .types import Sheet, read_fields

__all__ = ["MAX_BODY_BYTES", "Options", "Reading", "read"]

MAX_BODY_BYTES = 256 * 1024
_MAX_GROWTH = 10
_MOST_SEARCHES = 500
_MOST_GUESSES = 10
"""So many links of a body are looked for one by one, each in all of it; for more it is parsed once."""
_SUMMARY_CHARACTERS = 240
_UNSPACED = ("ja", "zh")
"""Languages that set no blanks between words, where the end of a line is none either."""
_MAY_BE_EMPTY = frozenset({Kind.GALLERY, Kind.VIDEO, Kind.EPISODE, Kind.EVENT, Kind.AGREEMENT, Kind.POTENTIAL})
_FIRST_PARAGRAPH = pattern(r"<p>(.*?)</p>", re.DOTALL)
_TAGS = pattern(r"<[^>]*>")
_DOUBTFUL = pattern(
    r"""="(?:(?:(?<=href=")|(?<=src="))(?!/(?!/)|[#]|https:[^\[\]%"]*"|mailto:|tel:|[\w.%-]+[/?#"])|(?<=alt=")\s*")"""
)
"""An address that may be told of, in HTML that Markdown has written, or a picture without words."""
_BESIDE = pattern(r"^(\{(static|attach)\})?(\./)?")


@dataclass(frozen=True, slots=True)
class Options:
    """What a reading depends on besides the file.

    Attributes:
        zone: IANA name of the home site's zone, for times without an offset.
        languages: the home site's languages, the default first (for posts, which name theirs inside).
        engine: "commonmark" or "python", for texts that do not say.
        settings: Pelican's MARKDOWN, for Python-Markdown.
    """

    zone: str
    languages: tuple[str, ...]
    engine: str = "commonmark"
    settings: Mapped[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file; `edition` is None where an error keeps it from being published."""

    edition: Edition | None
    html: str
    problems: tuple[Problem, ...]


def read(data: bytes, place: Place, options: Options) -> Reading:
    """Return what the file says.  Never raises for anything that a file can hold."""
    text, found = plain.clean(data, place.path)
    if any(is_error(one) for one in found):
        return Reading(None, "", tuple(found))
    sheet = Sheet(place.path, options.zone, found)
    try:
        values, place, body, body_line = _front(text, place, options, sheet)
    except Refused as refused:
        return Reading(None, "", (*found, refused.problem))
    if len(body.encode()) > MAX_BODY_BYTES:
        size = len(body.encode()) // 1024 + 1
        found.append(problem("K007", place.path, body_line, 1, size=size, limit=MAX_BODY_BYTES // 1024))
        return Reading(None, "", tuple(found))
    engine = values.pop("markdown", "python" if place.post else options.engine)
    html, references = _Body(place, body, body_line, found, engine).convert(options.settings)
    if not body.strip() and place.kind not in _MAY_BE_EMPTY:
        found.append(problem("K040", place.path, body_line, 1))
    if any(is_error(one) for one in found):
        return Reading(None, "", tuple(found))
    source = Source(place.path, file_digest(data), body_line)
    return Reading(_edition(source, place, values, html, references, tuple(sheet.references)), html, tuple(found))


def _front(text: str, place: Place, options: Options, sheet: Sheet) -> tuple[dict[str, Any], Place, str, int]:
    """Return the fields' values, the place (which a post tells only now), the body, and the body's first line."""
    if not place.post:
        parts = split(text)
        if parts is None:
            raise Refused(problem("K020", place.path, 1, 1))
        front, body, body_line = parts
        typed = parse(front, place.path, 2)
        values = read_fields(typed, FIELDS, sheet, place.kind)
        _check(values, typed, place, sheet)
        return values, place, body, body_line
    post = posts.parse(text, sheet, options.languages[0])
    if post.language not in options.languages:
        known = ", ".join(options.languages)
        raise Refused(problem("K005", place.path, 1, 1, site=place.site, value=post.language, known=known))
    values = read_fields(post.fields, FIELDS, sheet, place.kind)
    _check(values, post.fields, place, sheet)
    if "date" not in {name.value for name, _ in post.fields.entries}:
        sheet.problems.append(problem("K028", place.path, 1, 1, value="date", example="Date: 2026-11-20 09:00"))
    year = values["date"].astimezone(zone(options.zone)).year if "date" in values else 0
    told = dataclasses.replace(place, year=year, slug=post.slug, language=post.language)
    return values, told, post.body, post.body_line


def _check_chapters(values: dict[str, Any], typed: Node | None, sheet: Sheet) -> None:
    """Complain of chapters that are out of order or begin after the recording's end, each at its own line."""
    items = typed.items if isinstance(typed, Sequence) else ()
    if len(items) != len(values.get("chapters", ())):
        return  # one of them was complained of already, or stands there twice
    before, lasts = -1, values.get("duration")
    for item, chapter in zip(items, values.get("chapters", ()), strict=True):
        entries = item.entries if isinstance(item, Mapping) else ()
        start = next((node for name, node in entries if name.value == "start"), item)
        if chapter.start_s <= before:
            sheet.complain("K103", start)
        elif lasts is not None and chapter.start_s >= lasts:
            sheet.complain("K104", start, limit=lasts)
        before = max(before, chapter.start_s)


def _check(values: dict[str, Any], typed: Mapping, place: Place, sheet: Sheet) -> None:
    """Complain of what single fields cannot tell: one field wants another, or contradicts it."""
    nodes = {name.value: node for name, node in typed.entries}

    def complain(code: str, name: str, **about: Any) -> None:
        sheet.complain(code, nodes[name], **about)

    for image, alt in (("image", "image_alt"), ("poster", "poster_alt")):
        if image in values and alt not in values:
            complain("K035", image, value=values[image], field=alt)
    if values.get("status") in ("withdrawn", "removed") and "reason" not in values:
        complain("K036", "status", value=str(values["status"]))
    _check_chapters(values, nodes.get("chapters"), sheet)
    for first, last in (("start", "end"), ("date", "expires"), ("embargo", "expires"), ("signed", "ends")):
        if first in values and last in values and values[last] < values[first]:
            complain("K055", last, field=last, other=first)
    if "id" in values and not values["id"].startswith(f"{place.site}/"):
        complain("K037", "id", value=values["id"], example=f"{place.site}/{place.kind}/2026/{place.slug or 'festival'}")
    # The portal's own addresses begin right at the root; everyone else's below their code.
    below = "/" if place.site == "portal" else f"/{place.site}/"
    for alias in values.get("aliases", ()):
        if not alias.startswith(below) or "//" in alias or "/." in alias or ".." in alias:
            example = f"{below}id/{place.kind}/2026/{place.slug or 'lama'}/"
            complain("K038", "aliases", value=alias, site=below, example=example)


class _Body:
    """A body on its way to HTML, with the places of its links at hand when one is wrong."""

    def __init__(self, place: Place, body: str, body_line: int, found: list[Problem], engine: str) -> None:
        """Args:
        engine: "commonmark" or "python", which writes its HTML.
        """
        self.place, self.body, self.body_line, self.found, self.engine = place, body, body_line, found, engine
        self.told: Counter[str] = Counter()

    def convert(self, settings: Mapped[str, Any]) -> tuple[str, tuple[Reference, ...]]:
        raw = markdown.python(self.body, settings) if self.engine == "python" else markdown.commonmark(self.body)
        if self.place.language in _UNSPACED:
            raw = markdown.unbroken(raw)
        if len(raw) > _MAX_GROWTH * len(self.body) + 4096:
            self._tell("K062", (self.body_line, 1), 1, factor=len(raw) // max(1, len(self.body)))
            return "", ()
        if raw.count("<") > sanitize.MAX_DEPTH < (deep := sanitize.depth(raw)):
            self._tell("K066", (self.body_line, 1), 1, depth=deep, limit=sanitize.MAX_DEPTH)
            return "", ()
        if (self.typed or "&#" in self.body) and (any(plain.references(raw)) or plain.FORBIDDEN.search(raw)):
            for match, character in islice(plain.references(self.body), plain.MOST_TOLD):
                self._tell("K009", self._place(match.start()), len(match[0]), value=f"U+{ord(character):04X}")
        raw, frames = sanitize.unframed(raw) if self.typed else (raw, ())
        removed = sanitize.removed(raw) if self.typed or "{" in self.body else ()
        for code, taken in (("K056", frames), ("K041", removed)):
            for typed in taken[: plain.MOST_TOLD]:
                self._tell(code, self._search(typed), len(typed), value=typed)
        references: list[Reference] = []

        def address(tag: str, typed: str) -> str | None:
            scheme = _scheme(typed)
            if tag == "a" and scheme in ("https", "mailto", "tel"):
                return typed
            vocabulary = "remote" if scheme == "https" else "link" if tag == "a" else "picture"
            if (scheme and scheme != "https") or typed.startswith("//"):
                return None
            line, column = self._find(typed)
            name = _BESIDE.sub("", unquote(typed)) if vocabulary == "picture" else typed
            references.append(Reference(vocabulary, name, line, column))
            if vocabulary == "remote":
                self._tell("K048", (line, column), len(typed), value=typed)
            return f"kawat:{len(references) - 1}"

        html = sanitize.clean(raw, address)
        linked = "href=" in raw or "<img" in raw
        for typed, line, column, silent in self.marks if linked and (self.typed or _DOUBTFUL.search(raw)) else ():
            scheme = _scheme(typed)
            if scheme not in ("", "https", "mailto", "tel") or typed.startswith("//"):
                self._tell("K047", (self.body_line + line - 1, column), len(typed), value=typed)
            elif silent:
                self._tell("K049", (self.body_line + line - 1, column), len(typed), value=typed)
        return html, tuple(references)

    @cached_property
    def typed(self) -> bool:
        """Whether some of the HTML may be the writer's own: without any, the engine's has nothing to take out."""
        return self.engine == "python" or "<" in self.body

    @cached_property
    def marks(self) -> tuple[markdown.Mark, ...]:
        """The links and pictures of the body, as the parser knows them."""
        return markdown.marks(self.body)

    @cached_property
    def places(self) -> dict[str, tuple[int, int]]:
        """Where each address stands first."""
        found: dict[str, tuple[int, int]] = {}
        for address, line, column, _ in self.marks:
            for name in (address, unquote(address)):
                found.setdefault(name, (self.body_line + line - 1, column))
        return found

    @cached_property
    def lines(self) -> plain.Lines:
        """Where the lines of the body begin."""
        return plain.Lines(self.body)

    @cached_property
    def lowered(self) -> str:
        """The body as it is searched: in lower case, where that is as long."""
        lowered = self.body.lower()
        return lowered if len(lowered) == len(self.body) else self.body

    def _tell(self, code: str, place: tuple[int, int], length: int, **about: Any) -> None:
        self.told[code] += 1
        if self.told[code] <= plain.MOST_TOLD:
            self.found.append(problem(code, self.place.path, *place, length, **about))

    def _find(self, typed: str) -> tuple[int, int]:
        """The place of an address: as the parser knows it, else (raw HTML, the other engine) by searching."""
        self.told["guesses"] += 1
        guess = not self.typed and self.told["guesses"] <= _MOST_GUESSES
        if guess and (place := markdown.place(self.body, typed)):
            return self.body_line + place[0] - 1, place[1]
        return self.places.get(typed) or self.places.get(unquote(typed)) or self._search(typed)

    def _search(self, words: str) -> tuple[int, int]:
        self.told["searches"] += 1
        offset = self.lowered.find(words.lower().rstrip(">")) if self.told["searches"] <= _MOST_SEARCHES else -1
        return self._place(offset) if offset >= 0 else (self.body_line, 1)

    def _place(self, offset: int) -> tuple[int, int]:
        line, column = self.lines.place(offset)
        return self.body_line + line - 1, column


def _scheme(typed: str) -> str:
    return sanitize.scheme(typed) if ":" in typed.split("/")[0] else ""


def _edition(
    source: Source,
    place: Place,
    values: dict[str, Any],
    html: str,
    body_references: tuple[Reference, ...],
    references: tuple[Reference, ...],
) -> Edition:
    said = html_entities.unescape(_TAGS.sub(" ", html))
    picture = Picture(values.pop("image", ""), values.pop("image_alt", ""), values.pop("image_credit", ""))
    details_type = DETAILS.get(place.kind)
    details = None
    if details_type is not None:
        names = {"duration": "duration_s"}
        fields = {field.name for field in dataclasses.fields(details_type)}
        own = {names.get(name, name): values.pop(name) for name in list(values) if names.get(name, name) in fields}
        details = details_type(**own)
    if "summary" not in values:
        values["summary"] = _summary(html)
    # The face is all of the edition but its body; lines and columns are no part of what readers see.
    told: dict[str, Any] = dict(
        source=Source(source.path, "", 0),
        site=place.site,
        kind=place.kind,
        year=place.year,
        slug=place.slug,
        language=place.language,
        register=place.register,
        date=values.pop("date", None),
        words=0,
        digest="",
        face="",
        text="",
        picture=picture,
        details=details,
        **values,
    )
    face = digest(Edition(**told))
    text = digest(html, tuple((one.vocabulary, one.value) for one in body_references))
    told |= {"source": source, "words": len(said.split()), "digest": digest(face, text), "face": face, "text": text}
    told |= {"references": body_references + references, "body_references": len(body_references)}
    return Edition(**told)


def _summary(html: str) -> str:
    """The first paragraph as plain text, cut at a word."""
    match = _FIRST_PARAGRAPH.search(html)
    words = " ".join(html_entities.unescape(_TAGS.sub("", match.group(1))).split()) if match else ""
    if len(words) <= _SUMMARY_CHARACTERS:
        return words
    return words[:_SUMMARY_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"
