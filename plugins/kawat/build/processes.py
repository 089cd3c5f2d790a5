"""Processes: work in one that is forked from this one, and what those who work in others have in common.

What a pool of workers takes to be imported is no part of most edits, so it is elsewhere (`pool`).

Left out: Windows, which cannot fork.
"""

import contextlib
import os
import pickle
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn, TypeVar

from ..records import dataclass

__all__ = ["Failure", "beside", "cores", "limit", "limit_memory"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that was given up.

    Attributes:
        why: "timeout", "crash" (the worker died) or "error" (the work raised; `detail` is its traceback).
    """

    why: str
    detail: str = ""


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


@contextlib.contextmanager
def beside(work: Callable[[], T], here: Callable[[], T] | None = None) -> Iterator[Callable[[], T]]:
    """Do some work in a process that is forked from this one, meanwhile; give what waits for its result.

    That process has all that this one holds, also its locks; so it ends within the `with`, whether anyone asked or not.

    Args:
        work: what it changes must be nothing, or what may be done twice: where that process is lost, or something is
            wrong, it is done again in this one.
        here: does the same in this one, where `work` cannot.
    """
    back, there = os.pipe()
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # or Ctrl-C would let both go on
    process = os.fork()
    if not process:
        _serve(work, there, held)
    signal.pthread_sigmask(signal.SIG_SETMASK, held)
    os.close(there)

    def result() -> T:
        with open(back, "rb", closefd=False) as told:
            data = told.read()
        try:
            found: T = pickle.loads(data)
            return found
        except (EOFError, pickle.UnpicklingError):
            return (here or work)()

    try:
        yield result
    finally:
        os.close(back)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _serve(work: Callable[[], object], there: int, held: Iterable[int]) -> NoReturn:
    """The life of such a process; it never comes back to what this one goes on with."""
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        with open(there, "wb") as told:
            told.write(pickle.dumps(work()))
    except BaseException:  # whatever it is, it is done again, and told then; or nobody waits any more
        os._exit(1)
    os._exit(0)


def limit(limit_s: float, memory_bytes: int) -> None:
    """Let this process, which works `beside` another, die when it takes longer from now on (processor time).

    Args:
        memory_bytes: how much more it may allocate; to ask for more raises MemoryError.
    """
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, limit_s)
    limit_memory(memory_bytes)


def limit_memory(more_bytes: int) -> None:
    """Let this process allocate so much beyond what it has."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        size = int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (size + more_bytes, resource.RLIM_INFINITY))
