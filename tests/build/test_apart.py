"""Apart: work is done by an interpreter of its own, and here where that is lost."""

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from kawat.build.apart import apart


def pid(of: object) -> int:
    return os.getpid()


def lose(parent: int, how: Callable[[], object]) -> str:
    if os.getpid() != parent:
        how()
    return "here"


def fail() -> None:
    raise ValueError("no such word")


def write_down(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    signal.pause()


def test_work_is_done_by_a_process_that_has_nothing_of_this_ones_memory(tmp_path: Path) -> None:
    folder = str(tmp_path)
    others = {apart(partial(pid, bytes(5_000_000)), folder)(), apart(partial(pid, None), folder)()}
    assert len(others) == 2 and os.getpid() not in others
    assert apart(partial(bytes, 5_000_000), folder)() == bytes(5_000_000)


@pytest.mark.parametrize("how", [partial(os._exit, 0), partial(os._exit, 1), fail])
def test_what_is_lost_there_is_done_here(how: Callable[[], object], tmp_path: Path) -> None:
    assert apart(partial(lose, os.getpid(), how), str(tmp_path))() == "here"


def test_work_ends_when_nobody_waits_for_it_any_more(tmp_path: Path) -> None:
    begun = apart(partial(write_down, str(tmp_path / "pid")), str(tmp_path))
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        os.sched_yield()
    other = int((tmp_path / "pid").read_text())
    assert Path(f"/proc/{other}").exists()
    if not os.fork():
        del begun  # of another process, which has no part in it
        os._exit(0)
    os.wait()
    assert Path(f"/proc/{other}").exists()
    del begun
    assert not Path(f"/proc/{other}").exists()
