"""The pool: whatever a task does, it costs itself only, and never the tasks beside it or the machine after it."""

import ctypes
import faulthandler
import multiprocessing
import os
import select
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kawat.build.pool import run
from kawat.build.processes import Failure

MEGABYTE = 1024 * 1024


def hang() -> None:
    """Spin for ever, as a regular expression does that backtracks."""
    while True:
        pass


def wait_for_nothing() -> None:
    signal.pause()


def exit_at_once() -> None:
    os._exit(7)


def exit_politely() -> None:
    sys.exit("enough")


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def break_memory() -> None:
    """Read from address 0, as a library in C with a bug does."""
    faulthandler.disable()  # pytest's would print into the report
    ctypes.string_at(0)


def raise_an_error() -> None:
    raise ValueError("no such word")


def eat_memory() -> None:
    bytearray(900 * MEGABYTE)


MISDEEDS: dict[str, tuple[Callable[[], None], str]] = {
    "spins": (hang, "timeout"),
    "waits": (wait_for_nothing, "timeout"),
    "exits": (exit_at_once, "crash"),
    "exits politely": (exit_politely, "crash"),
    "is killed": (be_killed, "crash"),
    "breaks memory": (break_memory, "crash"),
    "raises": (raise_an_error, "error"),
    "eats memory": (eat_memory, "error"),
}


class Work:
    """Squares numbers; those in `bad` do something else. Every attempt is one byte in a file of the task's own."""

    def __init__(self, folder: Path, bad: dict[int, Callable[[], None]]) -> None:
        self.folder, self.bad = folder, bad

    def __call__(self, task: int) -> int:
        with open(self.folder / str(task), "ab") as attempts:
            attempts.write(b".")
        if task in self.bad:
            self.bad[task]()
        return task * task

    def attempts(self, task: int) -> int:
        return (self.folder / str(task)).stat().st_size


def results(work: Callable[[Any], Any], tasks: list[Any], jobs: int = 2, limit_s: float = 20.0, **more: Any) -> Any:
    """Return what came of each task by index; an index that comes twice is an error."""
    found: dict[int, Any] = {}
    for index, result in run(work, tasks, jobs, limit_s, **more):
        assert index not in found
        found[index] = result
    return found


@pytest.mark.parametrize("jobs", [-1, 1, 2, 8])
@pytest.mark.parametrize("count", [0, 1, 7, 300])
def test_every_task_is_done_once_and_answered_once(tmp_path: Path, jobs: int, count: int) -> None:
    work = Work(tmp_path, {})
    assert results(work, list(range(count)), jobs) == {task: task * task for task in range(count)}
    assert [work.attempts(task) for task in range(count)] == [1] * count


@pytest.mark.parametrize("misdeed", MISDEEDS)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_misdeed_is_tried_twice_and_costs_only_itself(tmp_path: Path, misdeed: str, jobs: int) -> None:
    deed, why = MISDEEDS[misdeed]
    work = Work(tmp_path, {11: deed})
    limit_s = 0.3 if why == "timeout" else 20.0
    found = results(work, list(range(40)), jobs, limit_s, memory_bytes=256 * MEGABYTE)
    assert found.pop(11).why == why
    assert found == {task: task * task for task in range(40) if task != 11}
    # Those whose answers were still held back when the worker went are done once more.
    attempts = [work.attempts(task) for task in range(40)]
    assert attempts[11] == 2 and set(attempts[:11]) <= {1, 2} and set(attempts[12:]) == {1}


def test_misdeeds_of_all_sorts_side_by_side_leave_the_others_alone(tmp_path: Path) -> None:
    bad = {index * 5: deed for index, (deed, _) in enumerate(MISDEEDS.values())}
    whys = {index * 5: why for index, (_, why) in enumerate(MISDEEDS.values())}
    found = results(Work(tmp_path, bad), list(range(60)), 3, 0.4, memory_bytes=256 * MEGABYTE)
    assert {task: one.why for task, one in found.items() if isinstance(one, Failure)} == whys
    assert {task: one for task, one in found.items() if task not in bad} == {
        task: task * task for task in range(60) if task not in bad
    }


def test_a_pool_in_which_every_task_kills_its_worker_still_ends(tmp_path: Path) -> None:
    found = results(Work(tmp_path, dict.fromkeys(range(12), be_killed)), list(range(12)))
    assert found == {task: Failure("crash") for task in range(12)}


@pytest.mark.parametrize("deed", [exit_at_once, raise_an_error, hang])
def test_a_task_that_fails_once_and_then_succeeds_is_a_success(tmp_path: Path, deed: Callable[[], None]) -> None:
    def work(task: int) -> int:
        first = not (tmp_path / str(task)).exists()
        (tmp_path / str(task)).touch()
        if task == 3 and first:
            deed()
        return task

    assert results(work, list(range(9)), limit_s=0.3) == {task: task for task in range(9)}


def test_an_error_brings_its_traceback(tmp_path: Path) -> None:
    (failure,) = results(Work(tmp_path, {0: raise_an_error}), [0]).values()
    assert failure.detail.startswith("Traceback") and failure.detail.endswith("ValueError: no such word\n")
    assert "raise_an_error" in failure.detail


def test_memory_is_limited_beyond_what_a_worker_is_born_with() -> None:
    big = bytearray(300 * MEGABYTE)  # the parent's, which a worker shares

    def work(task: int) -> int:
        return len(bytearray(task)) + len(big)

    found = results(work, [MEGABYTE, 900 * MEGABYTE], memory_bytes=128 * MEGABYTE)
    assert found[0] == 301 * MEGABYTE
    assert found[1].why == "error" and "MemoryError" in found[1].detail


def test_a_result_that_cannot_be_sent_costs_only_its_task(capfd: pytest.CaptureFixture[str]) -> None:
    found = results(lambda task: (lambda: None) if task == 4 else task, list(range(10)))
    assert found == {**{task: task for task in range(10)}, 4: Failure("crash")}
    assert "pickle" in capfd.readouterr().err


def test_results_may_be_larger_than_a_pipe_holds() -> None:
    found = results(lambda task: bytes([task]) * 5 * MEGABYTE, list(range(6)))
    assert found == {task: bytes([task]) * 5 * MEGABYTE for task in range(6)}


def test_a_task_that_gets_no_processor_time_is_waited_for(tmp_path: Path) -> None:
    """As on a machine that is busy with something else; twice its limit passes."""
    work = Work(tmp_path, {3: lambda: select.select([], [], [], 0.4) and None})
    assert results(work, list(range(8)), 2, 0.2) == {task: task * task for task in range(8)}
    assert work.attempts(3) == 1


def test_answers_that_wait_for_a_slow_caller_are_not_late() -> None:
    """Who takes longer than the limit over one result finds the others whole, each made once."""
    made = multiprocessing.get_context("fork").Value("i", 0)

    def work(task: int) -> int:
        with made.get_lock():
            made.value += 1
        return task

    found = []
    for index, result in run(work, list(range(4)), 2, 0.05):
        found.append((index, result))
        select.select([], [], [], 0.1)
    assert sorted(found) == [(task, task) for task in range(4)]
    assert made.value == 4


def test_what_the_parent_made_before_is_seen_by_every_worker() -> None:
    catalogue = {task: f"story {task}" for task in range(50)}
    assert results(lambda task: catalogue[task], list(range(50))) == catalogue


def test_a_worker_is_told_ahead_which_tasks_it_does_next() -> None:
    ready: set[int] = set()  # of each worker
    found = results(lambda task: (task, task in ready), list(range(300)), ahead=ready.update)
    assert found == {task: (task, True) for task in range(300)}


@pytest.mark.parametrize("misdeed", ["is killed", "raises"])
def test_what_goes_wrong_ahead_costs_only_the_task_that_it_goes_wrong_for(tmp_path: Path, misdeed: str) -> None:
    deed, _ = MISDEEDS[misdeed]

    def ahead(tasks: Any) -> None:
        if 13 in tasks:
            deed()

    work = Work(tmp_path, {})
    expected: dict[int, Any] = {task: task * task for task in range(100)}
    if misdeed == "is killed":  # what cannot be got ready is not asked for again; who raises leaves it to the task
        expected[13] = Failure("crash")
    assert results(work, list(range(100)), ahead=ahead) == expected


def test_no_worker_outlives_a_pool_that_was_left_early() -> None:
    pids: set[int] = set()
    for _, pid in run(lambda task: os.getpid(), list(range(200)), 3, 20.0):
        pids.add(pid)
        if len(pids) == 2:
            break
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]
    assert not multiprocessing.active_children()


def test_no_worker_outlives_a_finished_pool() -> None:
    pids = set(results(lambda task: os.getpid(), list(range(50)), 4).values())
    assert pids and not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


@pytest.fixture
def doomed() -> Iterator[Callable[[Callable[[int], Any], int, float], list[int]]]:
    """Runs a pool in a process that is killed once all its workers are at work; returns the workers' pids."""

    def start(work: Callable[[int], Any], jobs: int, limit_s: float) -> list[int]:
        here, there = os.pipe()

        def told(task: int) -> Any:
            os.write(there, os.getpid().to_bytes(4, "big"))
            return work(task)

        parent = os.fork()
        if not parent:
            for _ in run(told, list(range(jobs)), jobs, limit_s):
                signal.pause()  # a build that is busy with something else
            os._exit(0)
        pids = [int.from_bytes(os.read(here, 4), "big") for _ in range(jobs)]
        os.kill(parent, signal.SIGKILL)
        os.waitpid(parent, 0)
        os.close(here)
        os.close(there)
        return pids

    yield start


def ends(pid: int, within_s: float) -> bool:
    """Wait until a process that is not our child is dead."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], within_s)[0])
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("work", [lambda task: task, lambda task: hang(), lambda task: wait_for_nothing()])
def test_workers_end_when_the_build_is_killed_even_those_that_hang(doomed: Any, work: Callable[[int], Any]) -> None:
    assert [ends(pid, within_s=20.0) for pid in doomed(work, 3, 0.3)] == [True] * 3


def test_a_worker_that_has_as_many_pages_of_its_own_as_it_may_makes_way_for_another() -> None:
    held: list[bytes] = []

    def keep(task: int) -> int:
        held.append(b"x" * MEGABYTE)
        return os.getpid()

    def let_go(task: int) -> int:
        return len(b"x" * MEGABYTE) and os.getpid()

    pages = 16 * MEGABYTE // os.sysconf("SC_PAGE_SIZE")
    most = {kind: Counter(results(kind, list(range(256)), 2, pages=pages).values()) for kind in (keep, let_go)}
    assert max(most[keep].values()) <= 64, "in batches of 32"
    assert len(most[let_go]) == 2, "what was given back does not count"
