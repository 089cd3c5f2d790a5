"""Orders: what a build is asked for, and what came of it."""

from collections.abc import Sequence
from dataclasses import astuple, field
from datetime import datetime

from . import profiling
from .build.ledger import Verdict
from .problems import Report
from .profiling import Say
from .records import dataclass

__all__ = ["Built", "Order"]


@dataclass(frozen=True, slots=True)
class Order:
    """What to build.

    Attributes:
        root: the folder that holds content/ and missions/.
        dest: the web root of the portal's host.
        cache: where state between builds lies; empty for ROOT/.cache.
        now: the moment for which the output holds, aware.
        jobs: how many worker processes; 0 for one a processor.
        sites: codes of the sites to make; empty for all.
        strict: whether any Problem stops the build.
        allow_removal: whether published stories that vanished without a word are forgotten.
        preview: whether what is not released yet is made too, for its writers' eyes; what vanishes is then forgotten.
        touched: paths from the root; nothing else has changed since the last build, as somebody says who watched.  None
            where all files are to be asked how they look.
    """

    root: str
    dest: str
    now: datetime
    cache: str = ""
    jobs: int = 0
    sites: tuple[str, ...] = ()
    strict: bool = False
    allow_removal: bool = False
    preview: bool = False
    touched: frozenset[str] | None = None
    say: Say = field(default=lambda stage, done, total: None)

    @property
    def beyond_snapshot(self) -> bool:
        """Whether it asks for what a snapshot does not tell."""
        return bool(self.sites) or self.strict or self.allow_removal


@dataclass(frozen=True, slots=True)
class Built:
    """What came of it.

    Attributes:
        verdicts: of the stale outputs only, sorted by path.
        written, gone: paths of the files that were changed or added, and of those taken away; sorted.
        total: how many files the manifest names.
        due: when something appears or disappears next; None when nothing waits.
        recovered: whether an interrupted build was completed first.
        laps, shares: where the time went.
    """

    report: Report
    verdicts: Sequence[Verdict]
    written: tuple[str, ...]
    gone: tuple[str, ...]
    total: int
    sites: int
    articles: int
    due: datetime | None
    recovered: bool = False
    laps: tuple[profiling.Lap, ...] = ()
    shares: tuple[profiling.Share, ...] = ()

    def told(self) -> dict[str, object]:
        """Return as JSON values what a program may want to know of it, besides its report."""
        return {
            "due": self.due.isoformat() if self.due else None,
            "written": self.written,
            "gone": self.gone,
            "made": {verdict.output.path: verdict.why for verdict in self.verdicts},
            "total": self.total,
            "stages": [astuple(one) for one in self.laps],
            "costs": [astuple(one) for one in self.shares],
        }
