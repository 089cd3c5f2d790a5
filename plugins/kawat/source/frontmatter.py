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

from ..patterns import pattern
from ..problems import problem
from .nodes import Mapping, Node, Refused, Scalar, Sequence

__all__ = ["MAX_BYTES", "parse", "split"]

MAX_BYTES = 16 * 1024

_FENCE = "---"
_END = pattern(r"^(?:---|\.\.\.)[^\S\n]*$", re.MULTILINE)


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
    from . import libyaml  # is no part of most builds of an edit

    return libyaml.parse(text, file, first_line)


# What means in YAML what it looks like: words begin with a letter, digit, bracket or slash, and hold no ": " or " #".
_WORD = r"[\w(/][\w ./()'-]*"
_LINE = pattern(
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
