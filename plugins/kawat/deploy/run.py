"""One deployment, from top to bottom.

look       what the target has now, and what an interrupted deployment was at
plan       what is new, changed, removed, and in which order                     planning
refuse     what nobody can have meant, unless told so
apply      to a folder, a branch, an object store, or through rsync              folder, git, remote
remember   the output as a generation, to which `rollback` can go back

How a target is written tells its kind (`docs/operations.md`).
"""

import contextlib
import dataclasses
import os
import re
import uuid
from dataclasses import field
from datetime import datetime
from typing import Protocol

from ..build import manifest as manifests
from ..build import writer
from ..digests import digest
from ..problems import KawatError, UsageError
from ..records import dataclass
from . import planning, rollback, source
from .folder import Generations
from .git import Branch
from .planning import Plan
from .remote import Occasion, Published, Remote, Say
from .rsync import Folder
from .s3 import Bucket
from .source import Source

__all__ = ["Deployed", "Order", "RefusedError", "back", "deploy"]


class RefusedError(KawatError):
    """The deployment would do what nobody can have meant; nothing was changed."""

    def __init__(self, refused: tuple[tuple[str, str], ...]) -> None:
        super().__init__("\n".join(f"{why}; if that is meant: {option}" for option, why in refused))


class _Target(Protocol):
    def look(self) -> Published:
        """Return what is published."""

    def apply(self, source: Source, published: Published, plan: Plan, occasion: Occasion) -> None:
        """Do what was planned."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to deploy.

    Attributes:
        target: a folder, `host:/folder`, `s3://bucket`, or `git:repository#branch`.
        cache: where generations of targets that are no folder are kept.
        now: the moment of the deployment, aware.
        told: options that allow what would be refused.
        signature: a file that minisign made of the output's manifest; empty for none.
    """

    target: str
    cache: str
    now: datetime
    dry_run: bool = False
    told: frozenset[str] = frozenset()
    signature: str = ""
    say: Say = field(default=lambda stage, done, total: None)


@dataclass(frozen=True, slots=True)
class Deployed:
    """What came of it.

    Attributes:
        resumed: whether an interrupted deployment was completed on the way.
        refused: of a dry run, why it would be refused, as (the option that allows it, the reason).
    """

    plan: Plan
    resumed: bool
    refused: tuple[tuple[str, str], ...] = ()


def deploy(order: Order, dest: str) -> Deployed:
    """Bring the output at `dest` to the target.

    Raises:
        RefusedError, UsageError, BusyError: nothing was changed at the target.
        KawatError, OSError: it may be changed in part, in the order of `planning`; deploying again completes it.
    """
    source.opened(dest)
    with writer.lock(dest):  # no build may change what is being sent
        return _applied(order, source.opened(dest, order.signature))


def back(order: Order, number: int = 0) -> tuple[Deployed, str]:
    """Put an older generation's files back, but nothing that has ended since; return its number too.

    Args:
        number: which; 0 for the one before what is published.
    Raises:
        UsageError: there is none, or something else is published than was deployed from here.
    """
    generations = _generations(order)
    present = generations.look()
    if (published := _target(order).look().manifest.sha256) != present.manifest.sha256 or not published:
        raise UsageError(f"what {order.target} shows was not deployed from here: revert it in Git, build and deploy")
    at = present.state.back_to or int(generations.published() or 0)
    older = [int(one) for one in generations.numbers() if int(one) < at]
    chosen = number or max(older, default=0)
    if f"{chosen:06}" not in generations.numbers() or chosen == int(generations.published()):
        listed = ", ".join(str(int(one)) for one in generations.numbers())
        raise UsageError(f"there is no older generation of {order.target} to go back to (there are {listed})")
    old, today = (source.opened(one) for one in (generations.place(f"{chosen:06}"), generations.current))
    gone = rollback.ended(old.manifest, today.manifest, order.now)
    ours, files = rollback.compose(old.manifest, today.manifest, gone, old.bytes_of)
    data = manifests.serialize(files, today.manifest.ids, today.manifest.ends)
    with generations.assembled({path: old if old_one else today for path, old_one in ours.items()}) as folder:
        told = frozenset({"--allow-removal", "--allow-return"})  # the older output was asked for
        made = Source(folder, manifests.parse(data), data)
        return _applied(dataclasses.replace(order, told=told), made, chosen), str(chosen)


def _applied(order: Order, made: Source, back_to: int = 0) -> Deployed:
    target, generations = _target(order), _generations(order)
    with contextlib.nullcontext() if order.dry_run else generations.held():
        published = target.look()
        plan = planning.plan(published.before, made.manifest, published.state.late, order.now)
        refused = planning.refusals(published.manifest, made.manifest, plan.removed)
        refused = tuple(one for one in refused if one[0] not in order.told)
        if refused and not order.dry_run:
            raise RefusedError(refused)
        resumed = bool(published.unfinished)
        occasion = Occasion(uuid.uuid4().hex, order.now, order.say, back_to)
        pending = plan.put or plan.delete or resumed or made.signature
        if not order.dry_run and (pending or published.manifest.sha256 != made.manifest.sha256):
            target.apply(made, published, plan, occasion)
        if not order.dry_run and not isinstance(target, Generations):
            _remember(generations, made, occasion)
    return Deployed(plan, resumed, refused)


def _remember(generations: Generations, made: Source, occasion: Occasion) -> None:
    kept = generations.look()
    if kept.manifest.sha256 != made.manifest.sha256:
        plan = planning.plan(kept.before, made.manifest, {}, occasion.now)
        generations.apply(made, kept, plan, occasion)


def _target(order: Order) -> _Target:
    if order.target.startswith("s3://"):
        return Remote(Bucket(order.target))
    if order.target.startswith("git:"):
        return Branch(order.target, os.path.join(_place(order), "git"))
    if re.match(r"rsync://|[^/]+:", order.target):
        return Remote(Folder(order.target))
    return Generations(order.target)


def _generations(order: Order) -> Generations:
    """The target itself where it keeps generations, else those that were deployed to it from here."""
    target = _target(order)
    return target if isinstance(target, Generations) else Generations(os.path.join(_place(order), "kept"))


def _place(order: Order) -> str:
    return os.path.join(order.cache, "deployed", digest(order.target))
