"""WebVTT: the cues of a captions or transcript file, as plain words that a page can show.

Read is what a reader needs: when a cue begins, who speaks, and the words.  Left out: where a cue stands on the screen,
styles, regions, comments, ruby and karaoke times (W3C, "WebVTT: The Web Video Text Tracks Format", 2019).
"""

import html
import re

from ..model import Cue
from .plain import FORBIDDEN

__all__ = ["cues"]

_BLOCKS = re.compile(r"\n[ \t]*\n+")
_TIME = re.compile(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.\d{3}")  # section 3.3, "WebVTT timestamp"
_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>]+)>")  # section 4.2.2, "voice span"
_TAG = re.compile(r"<[^>]*>")


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


def _plain(text: str) -> str:
    return FORBIDDEN.sub("", " ".join(html.unescape(_TAG.sub("", text)).split()))
