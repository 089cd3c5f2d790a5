"""Likeness: whether two texts are the same in other clothes.

Texts are compared by their runs of five words ("shingles": A. Z. Broder, On the resemblance and containment of
documents, 1997): a story that was shortened, re-headed or given another first paragraph still shares most of them.
"""

import zlib
from collections import Counter
from collections.abc import Iterable

from ..patterns import pattern

__all__ = ["ALIKE", "Shelf"]

ALIKE = 0.5
"""From this share of common runs on, two texts are taken for the same story."""

_RUN = 5
_WORD = pattern(r"\w+")


class Shelf:
    """Texts, ready to be asked which of them another text is like."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """Args: texts: pairs of a name and a text."""
        self._names: dict[int, list[str]] = {}
        for name, text in texts:
            for run in _shingles(text):
                self._names.setdefault(run, []).append(name)

    def find(self, text: str) -> tuple[str, float]:
        """Return the name of the likest text and the share (0 to 1) of this text's runs that it has too.

        Of several equally like ones the first by name; ("", 0.0) where none has any.
        """
        runs = _shingles(text)
        counts = Counter(name for run in runs for name in set(self._names.get(run, ())))
        if not counts:
            return "", 0.0
        name, most = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return name, most / len(runs)


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    count = max(1, len(words) - _RUN + 1) if words else 0
    return frozenset(zlib.crc32(" ".join(words[at : at + _RUN]).encode("utf-8", "replace")) for at in range(count))
