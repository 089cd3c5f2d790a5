"""The `wire` command: what outlets and agencies publish comes in as drafts, and an editor takes one."""

import argparse
import os
from typing import TYPE_CHECKING

from .. import settings
from ..model import Kind
from ..options import OK, QUARANTINED, Commands, clock, command, gathered_tree, tree_options
from ..problems import UsageError
from ..terminal import Terminal

if TYPE_CHECKING:
    from . import newsdesk

__all__ = ["add_commands"]


def add_commands(commands: Commands) -> None:
    """Add wire."""
    made = command(
        commands,
        "wire",
        _wire,
        "Fetch what regional outlets and agencies publish, as drafts; or take a draft into a site.",
        "examples:\n"
        "  tasks.py wire fetch                      ask every outlet of missions/_network/outlets.yaml\n"
        "  tasks.py wire fetch harian --dry-run     say what would come of one, and write nothing\n"
        "  tasks.py wire take content/portal/wire/harian/2026-11-20-kopi-3f9a2c.md --site tokyo\n\n"
        "Drafts lie below content/portal/wire/, where no build looks; a taken one is still a draft. fetch returns 3\n"
        "where an outlet cannot be read.",
    )
    made.add_argument("do", choices=("fetch", "take"), help="fetch drafts, or take one")
    made.add_argument("what", nargs="*", metavar="NAME", help="codes of outlets (default: all), or a draft's path")
    made.add_argument("--site", default="portal", metavar="CODE", help="take: the site that shall have it")
    made.add_argument("--kind", default="news", choices=tuple(Kind), help="take: as what (default: news)")
    made.add_argument("--dry-run", action="store_true", help="fetch: write no draft, remember nothing")
    made.add_argument(
        "--local", action="store_true", help="fetch: from this machine's own network too, to try a feed out"
    )
    tree_options(made)


def _wire(asked: argparse.Namespace) -> int:
    return _fetch(asked) if asked.do == "fetch" else _take(asked)


def _fetch(asked: argparse.Namespace) -> int:
    from . import newsdesk
    from .fetching import anywhere, is_public

    terminal, status = Terminal(asked.lang), OK
    now = clock(asked.now, settings.from_file(settings.CONFIGURATION).timezone)
    cache = asked.cache or os.path.join(asked.root, ".cache")
    with gathered_tree(asked) as gathered:
        if not gathered.registry.network.outlets:
            terminal.line(terminal.words("no outlets: missions/_network/outlets.yaml names none"))
        allowed = anywhere if asked.local else is_public
        outcomes = newsdesk.ask(
            gathered, asked.root, cache, tuple(asked.what), now, not asked.dry_run, allowed, terminal.progress
        )
        for outcome in outcomes:
            terminal.done()
            print(f"{outcome.outlet.code}: {_told(outcome, terminal)}")
            for one in outcome.noted:
                if one.what in ("draft", "changed", "ours"):
                    print(f"  {terminal.words(one.what)}: {one.about or one.story.url} – {one.story.title}")
            status = QUARANTINED if outcome.trouble else status
    return status


def _told(outcome: "newsdesk.Outcome", terminal: Terminal) -> str:
    from collections import Counter

    if outcome.trouble:
        return terminal.words("cannot be read: {why}").format(why=outcome.trouble)
    counts = Counter(one.what for one in outcome.noted)
    told = ", ".join(f"{counts[what]} {terminal.words(what)}" for what in sorted(counts))
    told = told or terminal.words("nothing new")
    moved = terminal.words("; its feed has moved to {url}").format(url=outcome.moved) if outcome.moved else ""
    return told + moved


def _take(asked: argparse.Namespace) -> int:
    from . import newsdesk

    if len(asked.what) != 1:
        raise UsageError("wire take wants the path of one draft")
    with gathered_tree(asked) as gathered:
        print(newsdesk.take(gathered, asked.root, asked.what[0], asked.site, asked.kind))
    return OK
