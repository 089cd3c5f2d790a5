"""Bytes to clean text: encoding, line ends, and characters that no text needs.

Mended with a warning: control characters, and characters that reverse the direction of what follows (CVE-2021-42574,
"Trojan Source").  Mended silently: a byte order mark, CRLF.  Refused: NUL bytes and what is not UTF-8.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from ..patterns import pattern
from ..problems import Problem, problem

__all__ = ["FORBIDDEN", "MOST_TOLD", "Lines", "clean", "references", "without_forbidden"]

# Unicode 15, 23.1 "Control Codes" but for tab and line feed; U+FFFE and U+FFFF, which XML 1.0 forbids (2.2).
_CONTROLS = pattern("[\x01-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
# UAX #9, 2.1-2.2: explicit embeddings and overrides.  Isolates (U+2066-2069) end with their paragraph and may stay.
_REVERSING = pattern("[\u202a-\u202e]")

FORBIDDEN = pattern(f"[\0{_CONTROLS.pattern[1:-1]}{_REVERSING.pattern[1:-1]}]")
"""What no clean text holds; YAML's escapes and HTML's character references could bring it back."""

_HARMLESS = bytes((*b"\t\n", *range(0x20, 0x7F)))
"""What most texts are made of throughout, which one pass over their bytes tells."""

MOST_TOLD = 20
"""How many places of one sort are told of a file; whoever mends these has learnt how to mend the others."""

_REFERENCE = pattern(r"&#(?:x0*([0-9a-f]{1,6})(?![0-9a-f])|0*([0-9]{1,7})(?![0-9]));?", re.IGNORECASE)


def clean(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Return the text, and what was mended or (with an empty text) why it cannot be read."""
    if not data.translate(None, _HARMLESS):
        return data.decode("ascii"), []
    if b"\0" in data:
        before = data[: data.index(b"\0")]
        return "", [problem("K010", file, before.count(b"\n") + 1, 1)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.split(b"\n")[-1].decode("utf-8", "replace")) + 1
        return "", [problem("K008", file, line, column, byte=f"0x{data[error.start]:02x}")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found: list[Problem] = []
    if without_forbidden(text) == text:
        return text, found
    for code, wanted in (("K009", _CONTROLS), ("K011", _REVERSING)):
        if wanted.search(text):
            told = islice(wanted.finditer(text), MOST_TOLD)
            found += [_at(text, match.start(), code, file, match.group()) for match in told]
            text = wanted.sub("", text)
    return text, found


def without_forbidden(text: str) -> str:
    """Return the text without what no clean text holds; nothing of that is printable, which is asked faster."""
    return text if text.replace("\n", "").isprintable() else FORBIDDEN.sub("", text)


def references(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the character references (`&#1;`) to what no clean text holds, each with its character."""
    for match in _REFERENCE.finditer(text):
        number = int(match[1], 16) if match[1] else int(match[2])
        if number <= 0x10FFFF and FORBIDDEN.match(chr(number)):
            yield match, chr(number)


class Lines:
    """Where the lines of a text begin: so the hundredth place in it is found as fast as the first."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of the character at an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _at(text: str, offset: int, code: str, file: str, character: str) -> Problem:
    line_start = text.rfind("\n", 0, offset) + 1
    return problem(
        code, file, text.count("\n", 0, offset) + 1, offset - line_start + 1, value=f"U+{ord(character):04X}"
    )
