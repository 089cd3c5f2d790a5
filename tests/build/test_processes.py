"""Processes beside this one: what they do is there when it is asked for, and they end with what they were for."""

import fcntl
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from kawat.build.processes import beside, cores, limit

MEGABYTE = 1024 * 1024


def hang() -> None:
    while True:
        pass


def eat_memory() -> None:
    bytearray(900 * MEGABYTE)


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1


def test_work_beside_is_done_by_another_process_and_here_where_that_is_lost() -> None:
    parent = os.getpid()

    def lost() -> str:
        if os.getpid() != parent:
            os._exit(1)
        return "here"

    with beside(os.getpid) as other, beside(lost) as again, beside(lost, lambda: "in another way") as otherwise:
        assert (other() != parent, again(), otherwise()) == (True, "here", "in another way")


def test_work_beside_that_nobody_asked_for_holds_nothing_any_more(tmp_path: Path) -> None:
    """As with a build that gives up: whoever comes next finds the destination free."""
    held = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with pytest.raises(KeyError), beside(hang):
        raise KeyError
    os.close(held)
    other = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(other)


@pytest.mark.parametrize("misdeed", [hang, eat_memory, lambda: os.kill(os.getpid(), signal.SIGSEGV)])
def test_what_goes_beyond_its_limits_costs_that_process_only(misdeed: Callable[[], None]) -> None:
    here = os.getpid()

    def work() -> str:
        if os.getpid() != here:
            limit(0.2, 100 * MEGABYTE)
            misdeed()
        return "here"

    with beside(work) as other:
        assert other() == "here"


def test_what_comes_of_it_may_be_larger_than_a_pipe_holds_or_nothing_that_can_be_sent() -> None:
    with beside(lambda: b"x" * MEGABYTE) as large, beside(lambda: lambda: 1, lambda: lambda: 2) as function:
        assert (len(large()), function()()) == (MEGABYTE, 2)
