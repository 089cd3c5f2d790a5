"""Editing: a field of a text is set without touching anything else in its file.

Works on the lines of the front matter, so comments, order and quoting stay as their writer left them.
"""

import json
import os

from ..patterns import pattern
from .frontmatter import parse, split

__all__ = ["move", "place", "save", "set_fields"]

_PLAIN = pattern(r"[A-Za-z0-9][\w ,.()/-]*")


def set_fields(text: str, file: str, fields: dict[str, str]) -> str | None:
    """Return the text with these fields of one line each; those that were there are replaced, others go to the end.

    None where the text has no front matter.  Line ends become LF, and a byte order mark goes.

    Raises:
        Refused: the front matter cannot be read.
    """
    parts = split(text.replace("\r\n", "\n").removeprefix("\ufeff"))
    if parts is None:
        return None
    front, body, _ = parts
    lines, entries = front.split("\n"), parse(front, file).entries
    starts = [name.line - 1 for name, _ in entries] + [len(lines)]
    replaced = dict(fields)
    for number in reversed(range(len(entries))):
        name = entries[number][0].value
        if name in replaced:
            first, end = starts[number], starts[number + 1]
            while end > first + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
                end -= 1  # comments and empty lines before the next field are the next field's
            lines[first:end] = [f"{name}: {_scalar(replaced.pop(name))}"]
    lines += [f"{name}: {_scalar(value)}" for name, value in replaced.items()]
    return "\n".join(["---", *lines, "---", body])


def save(root: str, path: str, text: str) -> None:
    """Write a source file by a rename, so that nobody ever reads half of it."""
    target = os.path.join(root, path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(f"{target}.part", "w", encoding="utf-8", newline="") as opened:
        opened.write(text)
    os.replace(f"{target}.part", target)


def place(root: str, path: str, data: bytes) -> None:
    """Put a media file beside a text, likewise by a rename."""
    target = os.path.join(root, path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(f"{target}.part", "wb") as opened:
        opened.write(data)
    os.replace(f"{target}.part", target)


def move(root: str, path: str, text: str, target: str) -> None:
    """Write a text to `target` and take its file at `path` away; in this order, so that it is never nowhere."""
    save(root, target, text)
    os.remove(os.path.join(root, path))


def _scalar(value: str) -> str:
    """A YAML scalar on one line; double-quoted YAML is a superset of JSON (YAML 1.2, section 1.3)."""
    return value if _PLAIN.fullmatch(value) and value == value.strip() else json.dumps(value, ensure_ascii=False)
