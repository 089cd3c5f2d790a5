"""Bytes to clean text: encoding, line ends, and characters that no text needs.

Mended with a warning: control characters, and characters that reverse the direction of what follows (CVE-2021-42574,
"Trojan Source").  Mended silently: a byte order mark, CRLF.  Refused: NUL bytes and what is not UTF-8.
"""

import re
from collections.abc import Iterator

from ..problems import Problem, problem

__all__ = ["FORBIDDEN", "clean", "references"]

# Unicode 15, 23.1 "Control Codes" but for tab and line feed; U+FFFE and U+FFFF, which XML 1.0 forbids (2.2).
_CONTROLS = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
# UAX #9, 2.1-2.2: explicit embeddings and overrides.  Isolates (U+2066-2069) end with their paragraph and may stay.
_REVERSING = re.compile("[\u202a-\u202e]")

FORBIDDEN = re.compile(f"[\0{_CONTROLS.pattern[1:-1]}{_REVERSING.pattern[1:-1]}]")
"""What no clean text holds; YAML's escapes and HTML's character references could bring it back."""

_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));?", re.IGNORECASE)


def clean(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Return the text, and what was mended or (with an empty text) why it cannot be read."""
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
    for code, pattern in (("K009", _CONTROLS), ("K011", _REVERSING)):
        if pattern.search(text):
            found += [_at(text, match.start(), code, file, match.group()) for match in pattern.finditer(text)][:20]
            text = pattern.sub("", text)
    return text, found


def references(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the character references (`&#1;`) to what no clean text holds, each with its character."""
    for match in _REFERENCE.finditer(text):
        number = int(match[1], 16) if match[1] else int(match[2])
        if number <= 0x10FFFF and FORBIDDEN.match(chr(number)):
            yield match, chr(number)


def _at(text: str, offset: int, code: str, file: str, character: str) -> Problem:
    line_start = text.rfind("\n", 0, offset) + 1
    return problem(
        code, file, text.count("\n", 0, offset) + 1, offset - line_start + 1, value=f"U+{ord(character):04X}"
    )
