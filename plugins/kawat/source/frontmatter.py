"""Front matter: a safe subset of YAML 1.1, read into nodes that know where they stand.

Every scalar stays the string that was typed until the schema reads it (`NO` stays Norway, `12:30` a time).  Anchors,
aliases, tags and duplicate keys are errors; so are more than 16 KB and more than 8 levels.  These bounds
are checked on the event stream, before anything is built, so that a bomb costs no more than its bytes.

Most front matter is a line for each field, of words or of a list of words, which is read without libyaml: that takes a
seventh of the time, and gives the same nodes.

Left out: several documents, directives, merge keys.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from ..problems import Problem, problem
from .plain import FORBIDDEN

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Mapping", "Node", "Refused", "Scalar", "Sequence", "parse", "split"]

MAX_BYTES = 16 * 1024
MAX_DEPTH = 8

_Loader: type = getattr(yaml, "CLoader", yaml.Loader)
_FENCE = "---"
_END = re.compile(r"^(?:---|\.\.\.)[^\S\n]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string as typed; `length` is how many characters it takes in its (first) line, quotes included."""

    value: str
    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple["Node", ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Pairs of key and value in the order typed; keys are unique."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


class Refused(Exception):
    """The text is outside the subset; carries the Problem."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


def split(text: str) -> tuple[str, str, int] | None:
    """Return front matter, body and the body's first line (from 1); None where the text does not begin with `---`.

    The front matter ends at the next line that is `---` or `...`; without one, all of the text is front matter.
    """
    first, _, rest = text.partition("\n")
    if first.rstrip() != _FENCE:
        return None
    if (end := _END.search(rest)) is None:
        return rest, "", text.count("\n") + 2
    front = rest[: max(0, end.start() - 1)]
    return front, rest[end.end() + 1 :], rest.count("\n", 0, end.start()) + 3


def parse(text: str, file: str, first_line: int = 1, most: int = MAX_BYTES) -> Mapping:
    """Return the mapping that the text holds; an empty text is an empty mapping.

    Args:
        file: named in Problems.
        first_line: the number of the text's first line in that file.
        most: how many bytes are taken.
    Raises:
        Refused: with the Problem, at the place where it was found.
    """
    size = len(text.encode())
    if size > most:
        raise Refused(problem("K025", file, first_line, 1, size=size // 1024 + 1, limit=most // 1024))
    if (plain := _plain(text, first_line)) is not None:
        return plain
    place = _Place(file, first_line)
    try:
        events = iter(_Loader(text).get_event, None)
        next(events), next(events, None)  # stream start; document start or, of an empty text, stream end
        first = next(events, None)
        if first is None or isinstance(first, yaml.DocumentEndEvent):
            return Mapping((), first_line, 1)
        node = _build(first, events, place, 1)
        next(events)  # document end
        if not isinstance(more := next(events), yaml.StreamEndEvent):
            raise _unreadable(file, *place.of(more), "a second document begins here")
    except yaml.MarkedYAMLError as error:
        # What is not closed is shown where it was opened, not where the parser gave up.
        mark = (error.context_mark if error.problem in _UNCLOSED else None) or error.problem_mark or error.context_mark
        line, column = (first_line + mark.line, mark.column + 1) if mark else (first_line, 1)
        raise _unreadable(file, line, column, error.problem or error.context or "not YAML") from error
    except yaml.YAMLError as error:
        raise _unreadable(file, first_line, 1, str(error).split("\n")[0]) from error
    if isinstance(node, Scalar) and not node.value:
        return Mapping((), first_line, 1)
    if not isinstance(node, Mapping):
        raise _unreadable(file, node.line, node.column, "no mapping")
    return node


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    first_line: int

    def of(self, event: Any) -> tuple[int, int]:
        return self.first_line + event.start_mark.line, event.start_mark.column + 1


# What means in YAML what it looks like: words begin with a letter, digit, bracket or slash, and hold no ": " or " #".
_WORD = r"[\w(/][\w ./()'-]*"
_LINE = re.compile(
    r"""(?P<name>(?!null:)[a-z_]+):[ ]+(?:
        "(?P<double>[^"\\\n]*)"
        | '(?P<single>[^'\n]*)'
        | \[(?P<words>[ ]*(?:WORD(?:,[ ]*WORD)*)?)\]
        | (?P<bare>[\w(/](?:[^:#\n]|:(?![ \n]|\Z)|(?<![ ])\#)*)
    )[ ]*(?:\n|\Z)""".replace("WORD", _WORD),
    re.VERBOSE,
)


def _plain(text: str, first_line: int) -> Mapping | None:
    """The mapping of a text of plain lines; None for any other, also for one without lines."""
    if not text.replace("\n", "").isprintable():
        return None
    entries: dict[str, tuple[Scalar, Node]] = {}
    at, line, end = 0, first_line, len(text)
    while at < end:
        if (match := _LINE.match(text, at)) is None or match["name"] in entries:
            return None
        kind = match.lastgroup or ""
        value, column = match[kind], match.start(kind) - at + 1
        node: Node
        if kind == "words":
            node = Sequence(tuple(_words(value, line, column)), line, column - 1)
        elif kind == "bare":
            value = value.rstrip(" ")
            node = Scalar("" if value == "null" else value, line, column, len(value))
        else:
            node = Scalar(value, line, column - 1, len(value) + 2)
        entries[match["name"]] = (Scalar(match["name"], line, 1, len(match["name"])), node)
        at, line = match.end(), line + 1
    return Mapping(tuple(entries.values()), first_line, 1) if entries else None


def _words(listed: str, line: int, column: int) -> Iterator[Scalar]:
    for item in listed.split(",") if listed.strip() else ():
        word = item.strip(" ")
        yield Scalar("" if word == "null" else word, line, column + len(item) - len(item.lstrip(" ")), len(word))
        column += len(item) + 1


def _build(event: Any, events: Iterator[yaml.Event], place: _Place, depth: int) -> Node:
    line, column = place.of(event)
    if event.anchor or event.tag:  # an alias has its anchor
        raise Refused(problem("K023", place.file, line, column))
    if depth > MAX_DEPTH:
        raise Refused(problem("K024", place.file, line, column, limit=MAX_DEPTH))
    if isinstance(event, yaml.ScalarEvent):
        if not event.value.isprintable() and FORBIDDEN.search(event.value):
            raise _unreadable(place.file, line, column, "an escaped control character", _length(event))
        return Scalar(_typed(event), line, column, _length(event))
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(_build(item, events, place, depth + 1))
        return Sequence(tuple(items), line, column)
    entries: dict[str, tuple[Scalar, Node]] = {}
    while not isinstance(item := next(events), yaml.MappingEndEvent):
        name = _build(item, events, place, depth + 1)
        if not isinstance(name, Scalar):
            raise _unreadable(place.file, name.line, name.column, "a field's name is one word")
        if name.value in entries:
            first = entries[name.value][0].line
            raise Refused(
                problem("K022", place.file, name.line, name.column, name.length, value=name.value, first=first)
            )
        entries[name.value] = (name, _build(next(events), events, place, depth + 1))
    return Mapping(tuple(entries.values()), line, column)


def _typed(event: yaml.ScalarEvent) -> str:
    """A bare `~` or `null` is YAML's way to leave a field empty; between quotes they are words."""
    if not event.style and event.value in ("~", "null"):
        return ""
    return str(event.value)


def _length(event: Any) -> int:
    start, end = event.start_mark, event.end_mark
    return max(1, end.column - start.column) if start.line == end.line else 1


_NO_FIELD = ('a line without "field: value"', 'baris tanpa "isian: nilai"')
_INSIDE = ('a ": " inside a value', '": " di dalam nilai')
_OPEN_LIST = ('a "[" without its "]", or a comma is missing', '"[" tanpa "]", atau kurang koma')
_OPEN_GROUP = ('a "{" without its "}", or a comma is missing', '"{" tanpa "}", atau kurang koma')
_OPEN_QUOTE = ("a quotation mark is not closed", "tanda kutip tidak ditutup")
_REASONS = {
    "mapping values are not allowed in this context": _INSIDE,
    "mapping values are not allowed here": _INSIDE,
    "did not find expected key": (
        "a line that is neither indented nor a field",
        "baris yang tidak menjorok dan bukan isian",
    ),
    "could not find expected ':'": _NO_FIELD,
    "no mapping": _NO_FIELD,
    "did not find expected node content": ("a value is missing here", "di sini kurang sebuah nilai"),
    "did not find expected ',' or ']'": _OPEN_LIST,
    "did not find expected ',' or '}'": _OPEN_GROUP,
    "found unexpected end of stream": _OPEN_QUOTE,
    "found character that cannot start any token": (
        "a character that needs quotes around the value (tab, @ or `)",
        "karakter yang perlu diapit tanda kutip (tab, @, atau `)",
    ),
    "found a tab character that violates indentation": ("a tab indents this line", "baris ini menjorok dengan tab"),
    "a second document begins here": ("a second document begins here", "dokumen kedua mulai di sini"),
    "an escaped control character": ("an escaped control character", "karakter kendali tersamar"),
    "a field's name is one word": ("a field's name is one word", "nama isian satu kata"),
}
"""What libyaml (or this module) says, as writers may understand it, in English and Indonesian."""
_UNCLOSED = {said for said, words in _REASONS.items() if words in (_NO_FIELD, _OPEN_LIST, _OPEN_GROUP, _OPEN_QUOTE)}


def _unreadable(file: str, line: int, column: int, said: str, length: int = 1) -> Refused:
    en, id = _REASONS.get(said, (said, said))
    return Refused(problem("K021", file, line, column, length, reason=en, reason_id=id))
