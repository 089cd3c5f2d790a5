"""Profiling: how far a build is, and where its time went, by stage, by recipe and by site, as a table.

Stages are told by the clock of the build itself; what was made, by the processor time that each output took in its
worker.  Noting both costs a few microseconds an output, so it is always done and only shown when asked for.
"""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import field

from .build.writer import Mades
from .model import Output
from .records import dataclass

__all__ = ["Lap", "Say", "Share", "Watch", "shares", "table"]

Say = Callable[[str, int, int], None]
"""(stage, done, of how many) -> nothing; told now and then while work goes on."""

_MOST_ROWS = 15


@dataclass(frozen=True, slots=True)
class Lap:
    """A stage; `cpu_s` is the processor time of this process and of workers that have ended."""

    stage: str
    wall_s: float
    cpu_s: float


@dataclass(frozen=True, slots=True)
class Share:
    """How many outputs of a recipe and a site were made, and how much processor time they took."""

    recipe: str
    site: str
    count: int
    cpu_s: float


@dataclass(slots=True)
class Watch:
    """Notes how long each stage took."""

    laps: list[Lap] = field(default_factory=list)
    _wall_s: float = field(default_factory=time.perf_counter)
    _cpu_s: float = field(default_factory=lambda: _cpu_s())

    def lap(self, stage: str) -> None:
        """Say that a stage has ended, and the next begins."""
        wall_s, cpu_s = time.perf_counter(), _cpu_s()
        self.laps.append(Lap(stage, wall_s - self._wall_s, cpu_s - self._cpu_s))
        self._wall_s, self._cpu_s = wall_s, cpu_s


def shares(outputs: Iterable[Output], made: Mades) -> tuple[Share, ...]:
    """Return what each recipe of each site took, sorted by recipe and site."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one in outputs:
        if one.path in made:
            found[one.recipe, one.site].append(made[one.path].cpu_s)
    return tuple(Share(*name, len(costs), sum(costs)) for name, costs in sorted(found.items()))


def table(laps: Iterable[Lap], made: tuple[Share, ...]) -> str:
    """Return the stages, then the dearest recipes and sites."""
    rows = [("stage", "wall s", "CPU s"), *((one.stage, f"{one.wall_s:.2f}", f"{one.cpu_s:.2f}") for one in laps)]
    lines = [_row(*row) for row in rows]
    for title, name in (("recipe", "recipe"), ("site", "site")):
        total: dict[str, tuple[int, float]] = {}
        for one in made:
            count, cpu_s = total.get(getattr(one, name), (0, 0.0))
            total[getattr(one, name)] = (count + one.count, cpu_s + one.cpu_s)
        dearest = sorted(total.items(), key=lambda row: (-row[1][1], row[0]))
        lines += ["", _row(title, "files", "CPU s")] if dearest else []
        lines += [_row(what or "(all)", str(count), f"{cpu_s:.2f}") for what, (count, cpu_s) in dearest[:_MOST_ROWS]]
        rest = dearest[_MOST_ROWS:]
        if rest:
            files, cpu_s = sum(one for _, (one, _) in rest), sum(one for _, (_, one) in rest)
            lines.append(_row(f"{len(rest)} others", str(files), f"{cpu_s:.2f}"))
    return "\n".join(lines)


def _row(name: str, first: str, second: str) -> str:
    return f"{name:24} {first:>9} {second:>9}"


def _cpu_s() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
