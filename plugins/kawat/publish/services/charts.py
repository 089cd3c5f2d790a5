"""Charts: counts as bars, drawn as SVG by a template (`theme/templates/charts.html`).

A bar stands below its label, so that nothing need be measured; labels that are too long for the sheet are cut, and
whole in the bar's title and in the table beside the chart.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from ...records import dataclass

__all__ = ["Bar", "Chart", "bars", "counted"]

WIDTH = 360
"""The sheet's width, in its own units: about the pixels of a phone, so that letters are legible there."""

_ROW = 38
_LONGEST = 300
_LETTERS = 46


@dataclass(frozen=True, slots=True)
class Bar:
    """A count: its label whole and cut, where its row begins and how long the bar is, in units of the sheet."""

    label: str
    short: str
    count: int
    top: int
    length: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A named chart; `name` is a key of the labels "chart"."""

    name: str
    bars: tuple[Bar, ...]
    width: int
    height: int


def bars(name: str, counts: Iterable[tuple[str, int]]) -> Chart:
    """Return counts as a chart, in their order; the longest bar is that of the highest."""
    rows = tuple(counts)
    most = max((count for _, count in rows), default=0) or 1
    drawn = tuple(
        Bar(label, label if len(label) <= _LETTERS else label[: _LETTERS - 1].rstrip() + "…", count,
            number * _ROW, round(_LONGEST * count / most))
        for number, (label, count) in enumerate(rows)
    )  # fmt: skip
    return Chart(name, drawn, WIDTH, len(drawn) * _ROW)


def counted(found: Iterable[str], named: Callable[[str], str], by_count: bool = True) -> list[tuple[str, int]]:
    """Return (name, how often) of codes: the most frequent first and then by name, or else in the order of codes."""
    counts = Counter(found)
    if not by_count:
        return [(named(code), counts[code]) for code in sorted(counts)]
    rows = [(named(code), count) for code, count in counts.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0].casefold(), row[0]))
