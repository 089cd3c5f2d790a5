"""WebVTT: the cues of a captions or transcript file, as plain words that a page can show, and what is wrong with them.

A cue whose time cannot be read or makes no sense is told with its line; it is left out where there is no beginning to
show it at.  Read is what a reader needs: when a cue begins, who speaks, and the words.  Left out: where a cue stands
on the screen, styles, regions, comments, ruby and karaoke times (W3C, "WebVTT: The Web Video Text Tracks Format",
2019).
"""

import html

from ..model import Cue
from ..patterns import pattern
from ..problems import Problem, problem
from .plain import FORBIDDEN

__all__ = ["cues", "faults"]

_BLOCKS = pattern(r"\n[ \t]*\n+")
_TIME = pattern(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.\d{3}")  # section 3.3, "WebVTT timestamp"
_VOICE = pattern(r"<v(?:\.[^ \t>]*)?[ \t]+([^>]+)>")  # section 4.2.2, "voice span"
_TAG = pattern(r"<[^>]*>")


def cues(data: bytes) -> tuple[Cue, ...]:
    """Return the cues in the file's order; without words, or without a time that can be read, they are left out."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    found = []
    for block in _BLOCKS.split(text):
        before, arrow, after = block.partition("-->")
        begins = _TIME.fullmatch(before.rpartition("\n")[2].strip()) if arrow else None
        if begins:
            hours, minutes, seconds = (int(part or 0) for part in begins.groups())
            payload = after.partition("\n")[2]
            voice = _VOICE.search(payload)
            words = _plain(payload)
            if words:
                found.append(Cue((hours * 60 + minutes) * 60 + seconds, words, _plain(voice[1]) if voice else ""))
    return tuple(found)


def faults(data: bytes, path: str) -> tuple[Problem, ...]:
    """Return what is wrong with single cues, by line: times that cannot be read, or that run backwards."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    found, before = [], 0.0
    comment = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            comment = False
        comment = comment or line.startswith(("NOTE", "STYLE", "REGION"))
        if comment or "-->" not in line:
            continue
        typed = line.partition("-->")
        begins, ends = _seconds(typed[0]), _seconds(typed[2].split()[0] if typed[2].split() else "")
        column, shown = len(line) - len(line.lstrip()) + 1, line.strip()
        if begins is None or ends is None:
            found.append(problem("K100", path, number, column, len(shown), value=shown))
        elif ends <= begins:
            found.append(problem("K101", path, number, column, len(shown), value=shown))
        elif begins < before:
            found.append(problem("K102", path, number, column, len(shown), value=typed[0].strip()))
        before = before if begins is None else max(before, begins)
    return tuple(found)


def _seconds(typed: str) -> float | None:
    match = _TIME.fullmatch(typed.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return (hours * 60 + minutes) * 60 + seconds + int(typed.strip()[-3:]) / 1000


def _plain(text: str) -> str:
    return FORBIDDEN.sub("", " ".join(html.unescape(_TAG.sub("", text)).split()))
