"""Options: what the commands share: statuses, common options, the clock, and reading the tree that is asked about."""

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from . import settings
from .problems import UsageError
from .terminal import Terminal

if TYPE_CHECKING:
    from .gathering import Gathered

__all__ = [
    "NOTHING",
    "OK",
    "QUARANTINED",
    "USAGE",
    "Commands",
    "clock",
    "command",
    "gathered_tree",
    "leave",
    "stopped",
    "tree_options",
]

OK = 0
NOTHING = 1
USAGE = 2
QUARANTINED = 3
INTERRUPTED = 130
"""As shells have it: 128 and the signal's number."""

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What commands are added to (argparse has no public name for it)."""


def command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
    more: str = "",
) -> argparse.ArgumentParser:
    """Add a command that `run` answers; return its parser."""
    made = commands.add_parser(
        name, help=summary, description=summary, epilog=more, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.set_defaults(command=run)
    return made


def stopped() -> int:
    """Say that a command was interrupted, and return its status; who asks for it twice interrupts nothing more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print("\nkawat: stopped; what is published is as it was, or the next build completes it", file=sys.stderr)
    return INTERRUPTED


def leave(status: int) -> NoReturn:
    """End this process, and do nothing besides: to tidy up its memory would take a tenth of an edit."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # whoever listened has gone
            stream.flush()
    os._exit(status)


def tree_options(made: argparse.ArgumentParser) -> None:
    """Add the options of every command that reads a tree."""
    made.add_argument("--root", default=settings.PROJECT, help="the folder that holds content/ and missions/")
    made.add_argument("--cache", default="", help="where state between builds lies (default: ROOT/.cache)")
    made.add_argument("--jobs", type=int, default=0, help="how many worker processes (default: one a processor)")
    made.add_argument("--now", default="", help="build as of this moment, in ISO 8601 (default: now)")
    made.add_argument("--lang", choices=("en", "id"), default="", help="language of messages (default: the system's)")


def clock(typed: str, zone_name: str) -> datetime:
    """Return the moment to build for: as typed, else SOURCE_DATE_EPOCH, else now; in UTC, to the second.

    Raises:
        UsageError: it is not a moment.
    """
    from .codes import zone

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if typed:
            moment = datetime.fromisoformat(typed)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=zone(zone_name))
            return moment.astimezone(UTC).replace(microsecond=0)
        if epoch:
            return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError) as error:
        said = f"--now {typed}" if typed else f"SOURCE_DATE_EPOCH={epoch}"
        raise UsageError(f"{said} is not a moment; write it as 2026-11-20T09:00+07:00") from error
    return datetime.now(UTC).replace(microsecond=0)


@contextlib.contextmanager
def gathered_tree(asked: argparse.Namespace) -> "Iterator[Gathered]":
    """Read the tree that a command is about."""
    from .build.processes import cores
    from .gathering import gather
    from .source.cache import Cache

    heeded = settings.from_file(settings.CONFIGURATION)
    terminal = Terminal(asked.lang)
    with contextlib.closing(Cache(asked.cache or os.path.join(asked.root, ".cache"))) as store:
        gathered = gather(asked.root, store, heeded, asked.jobs or cores(), terminal.progress)
        terminal.done()
        yield gathered
