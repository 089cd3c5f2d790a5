"""What takes libyaml: front matter that is more than plain lines is checked, event by event, and read into nodes.

Anchors, aliases, tags, duplicate keys and too many levels are errors before anything is built, so that a bomb costs no
more than its bytes.
"""

from collections.abc import Iterator
from typing import Any

import yaml

from ..problems import problem
from ..records import dataclass
from .nodes import Mapping, Node, Refused, Scalar, Sequence
from .plain import FORBIDDEN

__all__ = ["MAX_DEPTH", "parse"]

MAX_DEPTH = 8

_Loader: type = getattr(yaml, "CLoader", yaml.Loader)


def parse(text: str, file: str, first_line: int) -> Mapping:
    """Return the mapping that the text holds, as `frontmatter.parse` does.

    Raises:
        Refused: with the Problem, at the place where it was found.
    """
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
