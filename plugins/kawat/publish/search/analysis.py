"""Analysis: a text becomes surfaces, stems and positions.

The rules are docs/search.md's, "Words"; the theme's search module repeats all of them but the stemming.  One plain
function with a memory of what stands between blanks, since most of it has been seen before; Whoosh's token objects
would cost several times as much as everything else that the index takes.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from ...patterns import pattern
from . import indonesian
from .stopwords import STOP_WORDS

__all__ = ["Term", "Word", "Written", "fold", "is_gram", "learn", "spread", "stops", "terms"]

Word = tuple[str, str]
"""(surface, stem); the stem of a stop word is empty."""

Term = tuple[Word, int]
"""A word and its position."""

Written = bytes
"""A word as it is kept: stem, space and surface, or one where they are the same; a stop word begins with the space."""

_LONGEST = 40
_JOINED = 3
"""A hyphen after or before so few characters may as well not be there: e-paspor, al-Azhar."""
_REMEMBERED = 200_000

_GRAMS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3041-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
)
"""Characters of scripts that are cut into grams: Thai, Lao, Burmese, Khmer, Kana, Han, Hangul."""

_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed"
"""Accents of Latin, Greek and Cyrillic, and vowel points of Hebrew and Arabic: part of a word, and folded away."""

_WORD = rf"[\w{_MARKS}{_GRAMS}]+"  # \w is letters and numbers, and the underscore, which is replaced beforehand
_TOKEN = pattern(rf"{_WORD}(?:['-]{_WORD})*")
_ASCII_TOKEN = pattern("[a-z0-9]+(?:['-][a-z0-9]+)*")
"""The same of plain ASCII, which takes half the time."""

_PIECE = pattern(f"[{_GRAMS}]+|[^{_GRAMS}]+")
_GRAM = pattern(f"[{_GRAMS}]")
_HAN = pattern("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_FOLDED = pattern(f"[{_MARKS}]")
_APOSTROPHES = pattern("[’‘ʼʻ]")
_UNSEEN = pattern("[\u00ad\u200b-\u200f\u0640]")
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ς": "σ", "ى": "ي", "ة": "ه"}
)
_ELIDED = pattern("(.|qu)'(.+)", re.DOTALL)
_INDONESIAN = ("id", "ms")
_SNOWBALL = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
    "tr": "turkish",
}


def terms(text: str, language: str, position: int = 0) -> tuple[list[Term], int]:
    """Return the terms of a text, stop words too, in the order of the text; and the position after its last.

    Args:
        position: of its first word.
    """
    known = _analyst(language)
    found: list[Term] = []
    for run in text.split():
        words, places = known[run]
        for written, place in words:
            stem, blank, surface = written.decode().partition(" ")
            found.append(((surface if blank else stem, stem), position + place))
        position += places
    return found, position


def spread(text: str, language: str) -> tuple[list[Written], list[tuple[Written, int]]]:
    """Return the word at each position of a text, and those that stand beside them, with their positions.

    A position is empty where a stop word stands, or a token that has no word.
    """
    known = _analyst(language)
    runs = text.split()
    words: list[Any] = list(map(known.single.get, runs))  # of Written; and of None, until that is replaced
    beside = []
    at = more = 0
    for _ in range(words.count(None)):
        at = words.index(None, at)
        found, places = known[runs[at - more]]
        words[at : at + 1] = [b""] * places
        for written, place in found:
            if written.startswith(b" "):
                continue
            if words[at + place]:
                beside.append((written, at + place))
            else:
                words[at + place] = written
        at += places
        more += places - 1
    return words, beside


def learn(language: str, words: Iterable[Written]) -> None:
    """Let words be known that were read before: an edit leaves most of a text as it was."""
    if language.partition("-")[0] in _INDONESIAN:
        split = (written.decode().partition(" ") for written in words)
        indonesian.learn((surface or stem, stem) for stem, _, surface in split)


def fold(word: str) -> str:
    """Return a word in lower case without what people leave out when they type."""
    if word.isascii():
        return word
    bare = _FOLDED.sub("", unicodedata.normalize("NFD", word)).translate(_PLAIN)
    return unicodedata.normalize("NFC", bare)


def stops(language: str) -> frozenset[str]:
    """Return the surfaces of a language's stop words."""
    return frozenset(map(fold, STOP_WORDS.get(language.partition("-")[0], ())))


def is_gram(surface: str) -> bool:
    """Return whether a surface was cut out of a run of characters, rather than written as a word."""
    return not surface.isascii() and _GRAM.match(surface) is not None


def _tokens(text: str) -> list[str]:
    if text.isascii():
        return _ASCII_TOKEN.findall(text.lower())
    text = unicodedata.normalize("NFKC", text).replace("_", " ")
    text = _UNSEEN.sub("", _APOSTROPHES.sub("'", text)).replace("‐", "-").lower()
    return (_ASCII_TOKEN if text.isascii() else _TOKEN).findall(text)


_Known = tuple[Sequence[tuple[Written, int]], int]
"""The words of a run, with their places, and how many places it takes."""


class _Analyst(dict[str, _Known]):
    """What one language makes of runs: what stands between blanks, and needs nothing else to be understood.

    Attributes:
        single: the word of each run that is one word at one place, as most are; a stop word is empty.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self.single: dict[str, Written] = {}
        self._stem = _stemmer(language)
        self._stops = stops(language)

    def __missing__(self, run: str) -> _Known:
        if len(self) >= _REMEMBERED:
            self.clear()
            self.single.clear()
        terms, places = self._read(run)
        found = [(_written(*word), place) for word, place in terms], places
        if len(run) <= _LONGEST:  # a longer one is a sentence in a script without blanks, and does not come again
            self[run] = found
            if places == 1 and len(terms) < 2:
                self.single[run] = b"".join(written for written, _ in found[0] if not written.startswith(b" "))
        return found

    def _read(self, run: str) -> tuple[list[Term], int]:
        found: list[Term] = []
        places = 0
        for token in _tokens(run):
            for piece in (token,) if token.isascii() else _PIECE.findall(token):
                if is_gram(piece):
                    found += _grams(piece, places)
                    places += len(piece)
                else:
                    parts = _parts(piece)
                    folded = [fold(part) for part in parts]
                    for at, (part, surface) in enumerate(zip(parts, folded, strict=True)):
                        found += self._term(part, surface, places + at)
                    if len(parts) == 2 and min(map(len, folded)) <= _JOINED:
                        found += self._term("".join(parts), "".join(folded), places)
                    places += len(parts)
        return found, places

    def _term(self, part: str, surface: str, place: int) -> Iterator[Term]:
        if (len(surface) > 1 or surface.isdecimal()) and len(surface) <= _LONGEST:
            yield (surface, "" if surface in self._stops else fold(self._stem(part)) or surface), place


def _written(surface: str, stem: str) -> Written:
    return (surface if surface == stem else f"{stem} {surface}").encode()


@cache
def _analyst(language: str) -> _Analyst:
    return _Analyst(language.partition("-")[0])


def _stemmer(language: str) -> Callable[[str], str]:
    if language in _INDONESIAN:
        return lambda part: indonesian.stem(fold(part))
    name = _SNOWBALL.get(language)
    if not name:
        return lambda part: part
    import snowballstemmer  # all of its languages at once, of which an edit mostly needs none

    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem


def _grams(run: str, place: int) -> Iterator[Term]:
    """Pairs of neighbours; a Han character is a word of its own too."""
    for at, character in enumerate(run):
        if len(run) == 1 or _HAN.match(character):
            yield (character, character), place + at
        if at + 1 < len(run):
            pair = run[at : at + 2]
            yield (pair, pair), place + at


def _parts(run: str) -> list[str]:
    """The parts of a token at its hyphens; a word that is only said twice is one."""
    parts: list[str] = []
    for piece in run.strip("'-").split("-"):
        whole = piece.removesuffix("'s")
        elided = _ELIDED.match(whole)
        for part in (elided[1], elided[2]) if elided else (whole,):
            part = part.replace("'", "")
            if not parts or part != parts[-1]:
                parts.append(part)
    return parts
