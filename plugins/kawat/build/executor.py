"""The executor: stale outputs become staged files, in worker processes.

To fork one takes as long as ten pages, and what it has to read first is read again by the next.  So a few outputs may
be made in this process, by those who know that they take no longer (`few`).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .. import patterns, records
from ..model import Output
from ..problems import WriteError
from ..records import dataclass
from .processes import Failure
from .writer import Made, Stage

__all__ = ["Unmade", "collect", "make"]

_PAGES = 10_000
"""So many pages of memory a worker has of its own at last: of a thousand outputs of a site, or of some hundred lists.
Half of them it has at once, whatever it makes."""

_PAGES_OF_PARTS = 3_000
"""The same of one that renders parts: a thousand of them, which it is given at a time."""

_LIMIT_S = 60.0  # encoding one large picture on a busy machine; pages take milliseconds


@dataclass(frozen=True, slots=True)
class Unmade:
    """An output that could not be made, and why (words, a traceback, or what became of the worker)."""

    output: Output
    why: str


def make(
    outputs: Sequence[Output],
    render: Callable[[Output], bytes],
    stage: Stage,
    jobs: int,
    few: int = 0,
    ahead: Callable[[Sequence[Output]], None] | None = None,
    batch: int = 0,
) -> Iterator[tuple[Output, Made | Unmade]]:
    """Yield each output with the file that was staged for it, as they become ready.

    Args:
        render: returns the bytes of an output; is called in workers that were forked from this process.
        few: up to so many are made in this process.
        ahead: is told, in a worker, which outputs it makes next.
        batch: so many of them, if not as many as `pool` thinks right.
    """

    def work(output: Output) -> Made | Unmade:
        began = time.process_time()
        try:
            made = stage.put(output.path, render(output))
            return Made(made.sha256, made.size_bytes, time.process_time() - began, made.mtime_ns)
        except (OSError, WriteError) as error:  # a full disk, say: nobody's mistake in the program, so no traceback
            return Unmade(output, str(error))

    for index, result in _run(work, outputs, jobs, few, _PAGES, ahead, batch):
        output = outputs[index]
        yield output, Unmade(output, result.detail or result.why) if isinstance(result, Failure) else result


def collect(
    outputs: Sequence[Output],
    render: Callable[[Sequence[Output]], Sequence[bytes]],
    jobs: int,
    few: int = 0,
    together: int = 32,
) -> Iterator[tuple[Output, bytes | Unmade]]:
    """Yield each output with its bytes: for parts that are not files by themselves.

    Args:
        render: returns the bytes of several outputs, in their order.
        few: up to so many are made in this process.
        together: how many are rendered at a time; where that fails, each alone, which tells whose fault it was.
    """
    batches = [outputs[at : at + together] for at in range(0, len(outputs), together)]
    for index, result in _run(render, batches, jobs, few // together, _PAGES_OF_PARTS):
        batch = batches[index]
        if not isinstance(result, Failure):
            yield from zip(batch, result, strict=True)
        elif len(batch) > 1:
            yield from collect(batch, render, jobs, few, 1)
        else:
            yield batch[0], Unmade(batch[0], result.detail or result.why)


def _run(
    work: Callable[[Any], Any],
    tasks: Sequence[Any],
    jobs: int,
    few: int,
    pages: int,
    ahead: Callable[[Sequence[Any]], None] | None = None,
    batch: int = 0,
) -> Iterator[tuple[int, Any]]:
    if len(tasks) <= few:
        yield from _here(work, tasks)
        return
    from . import pool  # is no part of most edits

    records.compose()
    patterns.compile_all()
    yield from pool.run(work, tasks, jobs, _LIMIT_S, pages=pages, ahead=ahead, batch=batch or pool.BATCH)


def _here(work: Callable[[Any], Any], tasks: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    for index, task in enumerate(tasks):
        try:
            result = work(task)
        except Exception:
            import traceback  # of no use where all goes well

            result = Failure("error", traceback.format_exc())
        yield index, result
