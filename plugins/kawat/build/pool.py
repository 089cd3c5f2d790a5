"""Supervised worker processes: a task that hangs, crashes or eats memory costs itself, never the build.

Workers are forked, so whatever `work` refers to is shared by copy-on-write and nothing needs pickling but tasks and
results.  Each worker gets a batch of tasks, notes in a byte that is shared with the parent which of them it is at, and
answers several at once, but never later than a twentieth of a second after the first of them: its silence is therefore
about one known task.  When it works on that longer than `limit_s`, or dies, the task is tried once more alone in a new
worker and then given up as a Failure; whatever else it had before it goes to another.  What counts is its processor
time, so that on a busy machine no task is taken for one that hangs; but patience has an end, too.

Python counts references where the objects lie, so a worker makes a copy of every page of memory that it reads, and
would in the end have all of them.  Therefore each has a stretch of neighbouring tasks, which look at the same things
mostly; when it has as many pages of its own as it may, it ends, and another goes on where it was.  Who has done all of
a stretch takes half of what is left of the longest.
(concurrent.futures' ProcessPoolExecutor gives up altogether when a worker dies: "BrokenProcessPool".)

Left out: Windows, which cannot fork.
"""

import contextlib
import gc
import mmap
import multiprocessing
import os
import resource
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from multiprocessing.connection import Connection, wait
from typing import Any

from ..records import dataclass
from .processes import Failure, limit_memory

__all__ = ["BATCH", "run"]

BATCH = 32
_HELD_BACK_S = 0.05
_PATIENCE = 5
"""So many times its limit a task may take by the clock."""
_LEAST_S = 0.02
_CONTEXT = multiprocessing.get_context("fork")


@dataclass(slots=True)
class _Worker:
    """A worker and its batch.

    Attributes:
        at: one byte: the place in the batch of the task that it is at.
        ahead: the tasks of its stretch that it was not given yet.
        batch: how many tasks it was given; waiting: those without an answer.
        pages: how many pages of memory it has of its own, once they may be too many.
        heard: when it last was given or answered something.
        spent_s: its processor time so far, as it told with its last answers.
        deadline: when to look after it.
    """

    process: Any
    pipe: Connection
    at: mmap.mmap
    ahead: deque[int]
    batch: int = 0
    waiting: deque[int] = field(default_factory=deque)
    pages: int = 0
    heard: float = 0.0
    spent_s: float = 0.0
    deadline: float = 0.0

    def note(self, limit_s: float) -> None:
        """Note that it was given or answered something."""
        self.heard = time.monotonic()
        self.deadline = self.heard + limit_s

    def is_stuck(self, limit_s: float) -> bool:
        """Return whether it works too long on a task; else look again when that may be."""
        now, left_s = time.monotonic(), limit_s - (self._cpu_s() - self.spent_s)
        self.deadline = min(now + max(left_s, _LEAST_S), self.heard + _PATIENCE * limit_s)
        return left_s <= 0 or self.deadline <= now

    def _cpu_s(self) -> float:
        """Its processor time so far (proc(5), /proc/pid/stat, fields 14 and 15)."""
        try:
            with open(f"/proc/{self.process.pid}/stat", encoding="ascii", errors="replace") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except OSError:  # it is dead, which is seen elsewhere
            return self.spent_s
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(
    work: Callable[[Any], Any],
    tasks: Sequence[Any],
    jobs: int,
    limit_s: float,
    memory_bytes: int = 0,
    pages: int = sys.maxsize,
    ahead: Callable[[Sequence[Any]], None] | None = None,
    batch: int = BATCH,
) -> Iterator[tuple[int, Any]]:
    """Yield (index of the task, its result or a Failure), as they become ready.

    Args:
        work: is called with one task in a worker; what it needs besides was made before.
        jobs: how many workers at most.
        limit_s: how much processor time one task may take.
        memory_bytes: how much a worker may allocate beyond what it has at its birth; 0 for no limit.
        pages: how many pages of memory a worker may have of its own before another takes its place.
        ahead: is told, in a worker, which tasks it does next; what goes wrong then, the task that it is about tells.
        batch: how many of them it is given at a time; only between two batches another takes its place.
    """
    if not tasks:
        return
    gang = _Gang(work, tasks, max(1, min(jobs, len(tasks))), limit_s, memory_bytes, pages, ahead, batch)
    _give_back()
    try:
        yield from gang.results()
    finally:
        gang.dismiss()
        gc.unfreeze()


def _give_back() -> None:
    """Let the system have the memory that is free: glibc keeps what lies between that which is in use."""
    import ctypes  # which those who need no workers need not

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


class _Touched:
    """How many pages of memory a worker has of its own, made or copied.

    To ask for them takes a millisecond or more (proc(5), smaps_rollup), so it is asked only once there were as many
    page faults (getrusage(2), ru_minflt) as it takes to have that many; those of memory that was given back count, too.
    """

    def __init__(self, most: int) -> None:
        self._most = self._faults = most

    def pages(self) -> int:
        """Return how many there are, or 0 where there cannot be `most`."""
        faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        if faults < self._faults:
            return 0
        own = _own_bytes() // resource.getpagesize()
        self._faults = faults + max(self._most - own, self._most // 8)
        return own


def _own_bytes() -> int:
    with contextlib.suppress(OSError), open("/proc/self/smaps_rollup", encoding="ascii") as rollup:
        return sum(1024 * int(line.split()[1]) for line in rollup if line.startswith("Private_Dirty:"))
    return 0


class _Gang:
    def __init__(
        self,
        work: Callable[[Any], Any],
        tasks: Sequence[Any],
        jobs: int,
        limit_s: float,
        memory_bytes: int,
        pages: int,
        ahead: Callable[[Sequence[Any]], None] | None,
        batch: int,
    ) -> None:
        self._work, self._tasks, self._ahead = work, tasks, ahead
        self._limit_s, self._memory_bytes, self._jobs = limit_s, memory_bytes, jobs
        self._batch = max(1, min(batch, len(tasks) // (jobs * 4) or 1))
        self._pages, length = pages, -(-len(tasks) // jobs)
        starts = range(0, len(tasks), length)
        self._stretches = deque(deque(range(at, min(at + length, len(tasks)))) for at in starts)
        self._tried: set[int] = set()
        self._workers: list[_Worker] = []

    def results(self) -> Iterator[tuple[int, Any]]:
        open_tasks = len(self._tasks)
        while open_tasks:
            self._hand_out()
            patience = max(0.0, min(worker.deadline for worker in self._workers if worker.waiting) - time.monotonic())
            ready = wait([worker.pipe for worker in self._workers if worker.waiting], timeout=patience)
            for worker in [one for one in self._workers if one.pipe in ready]:
                for index, result in self._answers(worker):
                    open_tasks -= 1
                    yield index, result
            late = [one for one in self._workers if one.waiting and one.deadline <= time.monotonic()]
            silent = [one for one in late if not one.pipe.poll()]  # an answer that waits for us is not late
            for worker in [one for one in silent if one.is_stuck(self._limit_s)]:
                given_up = self._lose(worker, "timeout")
                if given_up is not None:
                    open_tasks -= 1
                    yield given_up

    def dismiss(self) -> None:
        """End all workers; those still at work are killed."""
        for worker in self._workers:
            worker.pipe.close()
            if worker.waiting:
                worker.process.kill()
        for worker in self._workers:
            worker.process.join()

    def _hand_out(self) -> None:
        for worker in [one for one in self._workers if not one.waiting and one.pages >= self._pages]:
            if worker.ahead:
                self._stretches.append(worker.ahead)
            self._retire(worker)
        for worker in [one for one in self._workers if not one.waiting and not one.ahead]:
            busiest = max(self._workers, key=lambda one: len(one.ahead))
            if self._stretches or len(busiest.ahead) < self._batch:
                self._retire(worker)
            else:
                half = [busiest.ahead.pop() for _ in range(-(-len(busiest.ahead) // 2))]
                worker.ahead.extend(reversed(half))
        while self._stretches and len(self._workers) < self._jobs:
            self._hire(self._stretches.popleft())
        for worker in [one for one in self._workers if not one.waiting]:
            worker.waiting.extend(worker.ahead.popleft() for _ in range(min(self._batch, len(worker.ahead))))
            worker.batch, worker.at[0] = len(worker.waiting), 0
            worker.note(self._limit_s)
            try:
                worker.pipe.send(list(worker.waiting))
            except OSError:
                self._lose(worker, "crash")

    def _retire(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()

    def _hire(self, stretch: deque[int]) -> None:
        gc.freeze()  # a collection in a worker would otherwise touch, and so copy, every shared page
        here, there = _CONTEXT.Pipe()
        at = mmap.mmap(-1, 1)
        others = [worker.pipe for worker in self._workers]
        process = _CONTEXT.Process(target=self._serve, args=(there, at, [here, *others]), daemon=True)
        # Ctrl-C in the midst of a fork would be swallowed by the standard library's hooks; so it comes right after.
        held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)
        there.close()
        self._workers.append(_Worker(process, here, at, stretch))

    def _answers(self, worker: _Worker) -> Iterator[tuple[int, Any]]:
        try:
            while worker.waiting and worker.pipe.poll():
                answers, worker.pages, worker.spent_s = worker.pipe.recv()
                worker.note(self._limit_s)
                for index, result in answers:
                    worker.waiting.popleft()
                    if not (isinstance(result, Failure) and self._retry(index)):
                        yield index, result
        except (EOFError, OSError):
            given_up = self._lose(worker, "crash")
            if given_up is not None:
                yield given_up

    def _retry(self, index: int) -> bool:
        if index in self._tried:
            return False
        self._tried.add(index)
        self._stretches.appendleft(deque([index]))  # alone: whatever it does then is its own doing
        return True

    def _lose(self, worker: _Worker, why: str) -> tuple[int, Failure] | None:
        """Take a worker out; return its task with a Failure where that was tried before."""
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        answered = worker.batch - len(worker.waiting)
        culprit = worker.waiting[max(0, min(worker.at[0] - answered, len(worker.waiting) - 1))]
        worker.at.close()
        rest = deque(one for one in (*worker.waiting, *worker.ahead) if one != culprit)
        self._stretches.extendleft([rest] if rest else [])
        return None if self._retry(culprit) else (culprit, Failure(why))

    def _serve(self, pipe: Connection, at: mmap.mmap, others: list[Connection]) -> None:
        """A worker's life. It ends when the other end of its pipe is closed, also by the parent's death.

        Who hangs does not look at the pipe, and a parent that was killed cannot end it: then the kernel's alarm does.
        """
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # which it was born with (`_hire`)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        gc.enable()  # whatever the parent does without, templates leave much behind
        for other in others:
            other.close()
        if self._memory_bytes:
            limit_memory(self._memory_bytes)
        touched = _Touched(self._pages)
        try:
            while True:
                answers: list[tuple[int, Any]] = []
                batch = pipe.recv()
                if self._ahead:
                    signal.setitimer(signal.ITIMER_REAL, 2 * _PATIENCE * self._limit_s)
                    with contextlib.suppress(Exception):
                        self._ahead([self._tasks[index] for index in batch])
                for place, index in enumerate(batch):
                    at[0] = place
                    signal.setitimer(signal.ITIMER_REAL, 2 * _PATIENCE * self._limit_s)
                    try:
                        result = self._work(self._tasks[index])
                    except Exception:
                        result = Failure("error", traceback.format_exc())
                    signal.setitimer(signal.ITIMER_REAL, 0)
                    if not answers:
                        first = time.monotonic()
                    answers.append((index, result))
                    if time.monotonic() - first > _HELD_BACK_S:
                        pipe.send((answers, touched.pages(), time.process_time()))
                        answers = []
                if answers:
                    pipe.send((answers, touched.pages(), time.process_time()))
        except (EOFError, OSError):
            os._exit(0)
        except KeyboardInterrupt:
            os._exit(130)
