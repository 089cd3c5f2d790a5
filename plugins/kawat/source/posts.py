"""Old Pelican posts: `Title: …` headers and a Python-Markdown body, under any file name below content/<site>/news/.

People bring their old blog along.  Read as Pelican's MarkdownReader and the `meta` extension read them: names are not
case-sensitive, a line indented by four spaces continues the value, an empty line ends the header.  Category and tags
become tags; a post's place in the tree says nothing, its slug, language and date come from the header.

Left out: Pelican's FILENAME_METADATA, PATH_METADATA and EXTRA_PATH_METADATA.
"""

import dataclasses
from datetime import datetime

from ..patterns import pattern
from ..problems import problem
from ..records import dataclass
from .nodes import Mapping, Node, Refused, Scalar, Sequence
from .tree import slugify
from .types import Sheet

__all__ = ["Post", "parse"]

_LINE = pattern(r"(?P<name>[A-Za-z][A-Za-z0-9_-]*):[ \t]*(?P<value>.*)")
_MORE = pattern(r"[ ]{4,}(?P<value>.*)")
_FIELDS = {
    "title": "title",
    "date": "date",
    "modified": "updated",
    "summary": "summary",
    "category": "tags",
    "tags": "tags",
    "author": "authors",
    "authors": "authors",
    "status": "status",
}
_ANY_TWO_DAYS = (datetime(2001, 1, 1), datetime(2002, 2, 2))
_USED = (*_FIELDS, "lang", "slug")


@dataclass(frozen=True, slots=True)
class Post:
    """A post taken apart: its header as the front matter that a text of ours would have."""

    fields: Mapping
    language: str
    slug: str
    body: str
    body_line: int


def parse(text: str, sheet: Sheet, language: str) -> Post:
    """Return the post; `language` is taken where its header names none.

    Raises:
        Refused: where the file does not begin with a header, or the header has no title.
    """
    lines = text.split("\n")
    typed: dict[str, Scalar] = {}
    name, number = "", 0
    for number, line in enumerate(lines):
        if not line.strip():
            break
        if (more := _MORE.fullmatch(line)) and name:
            typed[name] = dataclasses.replace(typed[name], value=f"{typed[name].value} {more['value']}".strip())
        elif match := _LINE.fullmatch(line):
            name = match["name"].lower()
            typed[name] = Scalar(match["value"].strip(), number + 1, match.start("value") + 1, len(match["value"]))
        elif not typed:
            raise Refused(problem("K020", sheet.file, 1, 1))
        else:
            raise Refused(problem("K080", sheet.file, number + 1, 1, len(line), value=line[:40]))
    if "title" not in typed:
        raise Refused(problem("K028", sheet.file, 1, 1, value="title", example="Title: …"))
    for name, scalar in typed.items():
        if name not in _USED:
            about = {"value": name, "known": ", ".join(_USED)}
            sheet.problems.append(problem("K081", sheet.file, scalar.line, 1, len(name), **about))
    slug = slugify(typed["slug" if "slug" in typed else "title"].value)
    spoken = typed["lang"].value if "lang" in typed else language
    return Post(_fields(typed), spoken, slug, "\n".join(lines[number + 1 :]), number + 2)


def _fields(typed: dict[str, Scalar]) -> Mapping:
    entries: dict[str, tuple[Scalar, Node]] = {}
    for name, scalar in typed.items():
        if name not in _FIELDS or not scalar.value:
            continue
        target, node = _FIELDS[name], _node(name, scalar)
        if target in entries and isinstance(node, Sequence):
            before = entries[target][1]
            assert isinstance(before, Sequence)
            node = dataclasses.replace(node, items=before.items + node.items)
        entries[target] = (Scalar(target, scalar.line, 1, len(name)), node)
    return Mapping(tuple(entries.values()), 1, 1)


def _node(name: str, scalar: Scalar) -> Node:
    """Lists have commas, or semicolons where an item holds a comma (Pelican's `ensure_metadata_list`)."""
    if name in ("category", "tags", "author", "authors"):
        separator = ";" if ";" in scalar.value else ","
        items = [dataclasses.replace(scalar, value=item.strip()) for item in scalar.value.split(separator)]
        return Sequence(tuple(item for item in items if item.value), scalar.line, scalar.column)
    if name in ("date", "modified"):
        return dataclasses.replace(scalar, value=_iso(scalar.value))
    if name == "status":
        # Pelican's "hidden" is reachable but unlisted; we have no such thing, and what was hidden must not surface.
        return dataclasses.replace(scalar, value={"hidden": "draft"}.get(scalar.value, scalar.value))
    return scalar


def _iso(typed: str) -> str:
    """Pelican takes any date that dateutil understands; what it does not is left for the schema to complain of.

    dateutil fills in from today what a date leaves out; a text must not mean another day tomorrow.
    """
    from dateutil import parser

    try:
        first, second = (parser.parse(typed, default=day) for day in _ANY_TWO_DAYS)
        return first.isoformat(" ", "seconds") if first == second else typed
    except (ValueError, OverflowError):
        return typed
