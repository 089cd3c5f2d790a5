"""The executor: stale outputs become staged files, in worker processes."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..model import Output
from ..problems import WriteError
from .pool import Failure, run
from .writer import Made, Stage

__all__ = ["Unmade", "collect", "make"]

_LIMIT_S = 60.0  # encoding one large picture on a busy machine; pages take milliseconds


@dataclass(frozen=True, slots=True)
class Unmade:
    """An output that could not be made, and why (words, a traceback, or what became of the worker)."""

    output: Output
    why: str


def make(
    outputs: Sequence[Output], render: Callable[[Output], bytes], stage: Stage, jobs: int
) -> Iterator[tuple[Output, Made | Unmade]]:
    """Yield each output with the file that was staged for it, as they become ready.

    Args:
        render: returns the bytes of an output; is called in workers that were forked from this process.
    """

    def work(output: Output) -> Made | Unmade:
        began = time.process_time()
        try:
            made = stage.put(output.path, render(output))
            return Made(made.path, made.sha256, made.size_bytes, time.process_time() - began)
        except (OSError, WriteError) as error:  # a full disk, say: nobody's mistake in the program, so no traceback
            return Unmade(output, str(error))

    for index, result in run(work, outputs, jobs, _LIMIT_S):
        output = outputs[index]
        yield output, Unmade(output, result.detail or result.why) if isinstance(result, Failure) else result


def collect(
    outputs: Sequence[Output], render: Callable[[Sequence[Output]], Sequence[bytes]], jobs: int, together: int = 32
) -> Iterator[tuple[Output, bytes | Unmade]]:
    """Yield each output with its bytes: for parts that are not files by themselves.

    Args:
        render: returns the bytes of several outputs, in their order.
        together: how many are rendered at a time; where that fails, each alone, which tells whose fault it was.
    """
    batches = [outputs[at : at + together] for at in range(0, len(outputs), together)]
    for index, result in run(render, batches, jobs, _LIMIT_S):
        batch = batches[index]
        if not isinstance(result, Failure):
            yield from zip(batch, result, strict=True)
        elif len(batch) > 1:
            yield from collect(batch, render, jobs, 1)
        else:
            yield batch[0], Unmade(batch[0], result.detail or result.why)
