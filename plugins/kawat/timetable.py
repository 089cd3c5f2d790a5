"""The timetable: when something of which story will appear or disappear, as a snapshot tells it.

A line for each moment of a story, sorted: the moment as RFC 3339 has it, a tab, the story's number.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime

from .moments import rfc3339

__all__ = ["due", "fallen", "pack", "revised"]


def pack(moments: Mapping[int, Iterable[datetime]]) -> str:
    """Return as lines the moments of stories, by number."""
    return "\n".join(sorted(f"{rfc3339(one)}\t{number}" for number, of_one in moments.items() for one in of_one))


def revised(lines: str, moments: Mapping[int, Iterable[datetime]]) -> str:
    """Return the lines with other moments of some stories, by number."""
    others = [line for line in lines.split("\n") if line and int(line.partition("\t")[2]) not in moments]
    return "\n".join(sorted([*others, *filter(None, pack(moments).split("\n"))]))


def fallen(lines: str, since: datetime, now: datetime) -> set[int]:
    """Return the numbers of the stories that have a moment after `since`, up to `now`."""
    known = lines.split("\n")
    return {int(line.partition("\t")[2]) for line in known[_after(known, since) : _after(known, now)]}


def due(lines: str, now: datetime) -> datetime | None:
    """Return the first moment after `now`; None where there is none."""
    known = lines.split("\n")
    first = known[_after(known, now) :][:1]
    return datetime.fromisoformat(first[0].partition("\t")[0]) if first else None


def _after(lines: list[str], moment: datetime) -> int:
    return bisect_right(lines, f"{rfc3339(moment)}\t~")
