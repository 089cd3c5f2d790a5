"""Commands of whoever publishes: deploy, go back, verify what is published."""

import argparse
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from .. import settings
from ..options import NOTHING, OK, QUARANTINED, Commands, clock, command
from ..problems import BusyError, KawatError, UsageError
from ..terminal import Terminal

if TYPE_CHECKING:
    from .run import Deployed, Order

__all__ = ["add_commands"]

_TARGETS = """\
targets:
  /srv/kawat                          a folder; the web server's root is /srv/kawat/current
  web:/srv/kawat                      a folder on another machine, with rsync over ssh; rsync://host/module also
  s3://bucket/folder                  an object store; its address and keys as boto3 reads them (AWS_ENDPOINT_URL …)
  git:git@host:kawat/pages.git#pages  a branch of a repository, as hosts of static pages read it

status: 0 the target shows the output; 1 it does not, the last line says why; 2 the command makes no sense"""


def add_commands(commands: Commands) -> None:
    """Add deploy, rollback and verify."""
    made = command(
        commands,
        "deploy",
        _deploy,
        "Bring the output to where readers get it: only what differs, in an order that never breaks a page.",
        "examples:\n"
        "  tasks.py deploy /srv/kawat --dry-run    what would be new, changed and removed\n"
        "  tasks.py deploy s3://kawat-pages\n\n" + _TARGETS,
    )
    _options(made)
    made.add_argument("--dest", default="", help="the output (default: ROOT/output)")
    made.add_argument(
        "--allow-removal", action="store_true", help="let more than a tenth vanish, or addresses be forgotten"
    )
    made.add_argument("--allow-return", action="store_true", help="let removed texts be published again")
    made.add_argument(
        "--signature", default="", metavar="FILE", help="publish this signature of manifest.json (minisign)"
    )
    made = command(
        commands,
        "rollback",
        _rollback,
        "Put an older output back, but nothing that was removed or has expired since.",
        "examples:\n"
        "  tasks.py rollback /srv/kawat            the output that was deployed before\n"
        "  tasks.py rollback /srv/kawat --to 12    generations/000012\n\n" + _TARGETS,
    )
    _options(made)
    made.add_argument("--to", type=int, default=0, metavar="NUMBER", help="which generation (default: the one before)")
    made = command(
        commands,
        "verify",
        _verify,
        "Compare what is published with its manifest: every file, every bit.",
        "examples:\n"
        "  tasks.py verify https://kawat.example --key kawat.pub\n"
        "  tasks.py verify /srv/kawat\n\n"
        "status: 0 all is as it was built; 3 something is not; 1 there is no manifest, or its signature does not hold",
    )
    made.add_argument("place", metavar="PLACE", help="a folder, or the portal's address")
    made.add_argument(
        "--key", default="", help="minisign's public key, or a file of it, by which the manifest must be signed"
    )
    made.add_argument("--now", default="", help="the moment to judge by (default: now)")
    made.add_argument("--lang", choices=("en", "id"), default="", help="language of messages (default: the system's)")


def _options(made: argparse.ArgumentParser) -> None:
    made.add_argument("target", metavar="TARGET", help="where to (see below)")
    made.add_argument("--dry-run", action="store_true", help="list what would be done, and do nothing")
    made.add_argument("--root", default=settings.PROJECT, help="the folder that holds content/ and missions/")
    made.add_argument("--cache", default="", help="where state between deployments lies (default: ROOT/.cache)")
    made.add_argument("--now", default="", help="the moment of the deployment (default: now)")
    made.add_argument("--lang", choices=("en", "id"), default="", help="language of messages (default: the system's)")


def _deploy(asked: argparse.Namespace) -> int:
    from . import run

    told = {f"--{name.replace('_', '-')}" for name in ("allow_removal", "allow_return") if getattr(asked, name)}
    dest = asked.dest or os.path.join(asked.root, "output")
    order = _order(asked, frozenset(told), asked.signature)
    return _reported(asked, lambda: run.deploy(order, dest))


def _rollback(asked: argparse.Namespace) -> int:
    from . import run

    order, terminal = _order(asked), Terminal(asked.lang)

    def back() -> "Deployed":
        deployed, number = run.back(order, asked.to)
        terminal.line(
            terminal.words("back at generation {number}; what has ended since stays away").format(number=number)
        )
        return deployed

    return _reported(asked, back)


def _order(asked: argparse.Namespace, told: frozenset[str] = frozenset(), signature: str = "") -> "Order":
    from .run import Order

    heeded = settings.from_file(settings.CONFIGURATION)
    return Order(
        target=asked.target,
        cache=os.path.abspath(asked.cache or os.path.join(asked.root, ".cache")),
        now=clock(asked.now, heeded.timezone),
        dry_run=asked.dry_run,
        told=told,
        signature=signature,
        say=Terminal(asked.lang).progress,
    )


def _reported(asked: argparse.Namespace, deploy: "Callable[[], Deployed]") -> int:
    """Deploy, say what came of it, announce the feeds that have changed, and return the status."""
    from .run import RefusedError

    terminal = Terminal(asked.lang)
    try:
        deployed = deploy()
    except UsageError:
        raise
    except (RefusedError, BusyError) as error:
        terminal.line(f"kawat: {error}")
        terminal.line(terminal.words("nothing changed"))
        return NOTHING
    except (KawatError, OSError) as error:
        terminal.line(f"kawat: {error}")
        terminal.line(terminal.words("the target may be changed in part; deploying again completes it"))
        return NOTHING
    terminal.done()
    plan = deployed.plan
    if asked.dry_run:
        for word, paths in (("new", plan.new), ("changed", plan.changed), ("removed", plan.removed)):
            for path in paths:
                print(f"{word}: {path}")
        for option, why in deployed.refused:
            terminal.line(f"kawat: {why}; if that is meant: {option}")
    if deployed.resumed:
        terminal.line(terminal.words("an interrupted deployment was completed"))
    counts = {name: f"{len(paths):,}" for name, paths in
              (("new", plan.new), ("changed", plan.changed), ("removed", plan.removed))}  # fmt: skip
    terminal.line(terminal.words("{new} new, {changed} changed, {removed} removed").format(**counts))
    if asked.dry_run:
        terminal.line(terminal.words("nothing was sent: this was a dry run"))
        return NOTHING if deployed.refused else OK
    _announce(asked, terminal, plan.put)
    return OK


def _announce(asked: argparse.Namespace, terminal: Terminal, paths: tuple[str, ...]) -> None:
    """Tell the hub; that it cannot be told is said, and no reason to fail: readers ask again anyway."""
    from ..source import registry
    from . import websub

    try:
        network = registry.load(asked.root)
        hub = network.missions[0].hub
        urls = websub.feeds(network, settings.from_file(settings.CONFIGURATION).siteurl, paths) if hub else ()
        if urls:
            websub.ping(hub, urls)
            terminal.line(
                terminal.words("{count} feeds were announced to {hub}").format(count=f"{len(urls):,}", hub=hub)
            )
    except (KawatError, OSError) as error:
        terminal.line(f"kawat: NOTICE: WebSub: {error}")


def _verify(asked: argparse.Namespace) -> int:
    from . import minisign
    from .verify import verify

    terminal = Terminal(asked.lang)
    key = None
    if asked.key:
        typed = asked.key
        if os.path.exists(typed):
            with open(typed, encoding="utf-8") as opened:
                typed = opened.read()
        key = minisign.public_key(typed)
    now = clock(asked.now, settings.from_file(settings.CONFIGURATION).timezone)
    try:
        total, found = verify(asked.place, key, now, terminal.progress)
    except UsageError:
        raise
    except (KawatError, OSError) as error:
        terminal.line(f"kawat: {error}")
        return NOTHING
    terminal.done()
    for path, wrong in found:
        print(f"{path}: {wrong}")
    said = (
        "{wrong} of {total} files are not as they were built" if found else "all {total} files are as they were built"
    )
    terminal.line(terminal.words(said).format(wrong=f"{len(found):,}", total=f"{total:,}"))
    return QUARANTINED if found else OK
