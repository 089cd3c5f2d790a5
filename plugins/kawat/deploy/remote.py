"""Deploying file by file, to a store that has no way to switch at once: an object store, or a folder behind rsync.

    claim      the target's state is written, on condition that nobody has written it since it was read
    put        stage after stage (`planning`); before each the claim is renewed on the same condition
    publish    the manifest, on condition that it is still the one that was read
    delete     what readers no longer get
    finish     the state says that all is done

Whoever finds a condition broken has lost to another deployment, notes what he was at, and stops; what he had put so far
is put right by the other or the next, who read in the state what was under way.  An interrupted deployment is taken up
by the next in the same way, also by one of a newer output.
"""

import contextlib
import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from ..build.manifest import Manifest, parse
from ..build.writer import MANIFEST
from ..problems import BusyError, KawatError
from ..records import dataclass
from . import state as states
from .planning import Plan
from .source import SIGNATURE, Source
from .state import FOLDER, STATE, State

__all__ = ["LostError", "Occasion", "Published", "Remote", "Say", "Store"]

Say = Callable[[str, int, int], None]
"""Told how far a stage is: its name, how many of how many."""


class LostError(BusyError):
    """Another deployment has written since; this one stops."""

    def __init__(self) -> None:
        super().__init__("another deployment to this target is under way or was quicker; build anew, then deploy")


class Store(Protocol):
    """What a target must be able to do.  Every method raises OSError or KawatError where it fails."""

    def get(self, path: str) -> tuple[bytes, str] | None:
        """Return a file's bytes and a tag that changes with them; None where it is not there."""

    def put(self, path: str, data: bytes, tag: str | None = None) -> str:
        """Write a file and return its new tag.

        Args:
            tag: what its tag must be (empty: it must not be there); None where it does not matter.
        Raises:
            LostError: its tag is another.
        """

    def put_all(self, source: Source, paths: Sequence[str], resuming: bool, sent: Callable[[int], None]) -> None:
        """Write files of the source, in any order, and tell of each few how many they are.

        Args:
            resuming: files that are there already, with the same bytes, may be passed over.
        """

    def delete(self, paths: Sequence[str]) -> None:
        """Delete files; those that are not there do no harm."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was found at a target.

    Attributes:
        manifest: what is published; empty where nothing is.
        unfinished: what interrupted deployments were at.
        tags: of the manifest and of the state.
    """

    manifest: Manifest
    state: State
    unfinished: tuple[Manifest, ...] = ()
    tags: tuple[str, str] = ("", "")

    @property
    def before(self) -> tuple[Manifest, ...]:
        """All that may be there, what is published first."""
        return self.manifest, *self.unfinished


@dataclass(frozen=True, slots=True)
class Occasion:
    """The circumstances of one deployment.

    Attributes:
        run: a name that no other deployment has.
        now: its moment.
        back_to: the number of the generation that a rollback goes back to; 0 for any other deployment.
        say: told how far it is.
    """

    run: str
    now: datetime
    say: Say
    back_to: int = 0


@dataclass(frozen=True, slots=True)
class Remote:
    """A target that is written file by file."""

    store: Store

    def look(self) -> Published:
        """Return what is published.

        Raises:
            KawatError: its manifest, or that of an interrupted deployment, cannot be read.
        """
        told, tag = self.store.get(STATE) or (b"", "")
        state = states.parse(told)
        data, manifest_tag = self.store.get(MANIFEST) or (b"", "")
        try:
            manifest = parse(data) if data else Manifest()
            unfinished = [parse(found[0]) for name in state.unfinished if (found := self.store.get(_beside(name)))]
        except ValueError as error:
            raise KawatError(f"the target's {MANIFEST} cannot be read: put the last good one back") from error
        return Published(manifest, state, tuple(unfinished), (manifest_tag, tag))

    def apply(self, source: Source, published: Published, plan: Plan, occasion: Occasion) -> None:
        """Do what was planned.

        Raises:
            LostError: another deployment has written to the target since `published` was read.
        """
        try:
            self._apply(source, published, plan, occasion)
        except LostError:
            self._confess(source)
            raise

    def _confess(self, source: Source) -> None:
        """Note that parts of this output may stand there, put after the one that was quicker had done."""
        with contextlib.suppress(LostError):  # the state is another's again: he has read that this one was under way
            told, tag = self.store.get(STATE) or (b"", "")
            state, name = states.parse(told), source.manifest.sha256
            self.store.put(_beside(name), source.data)
            noted = dataclasses.replace(state, unfinished=tuple(sorted({*state.unfinished, name})))
            self.store.put(STATE, states.serialize(noted), tag)

    def _apply(self, source: Source, published: Published, plan: Plan, occasion: Occasion) -> None:
        store, name, (manifest_tag, tag) = self.store, source.manifest.sha256, published.tags
        unfinished = tuple(sorted({*(one.sha256 for one in published.unfinished), name}))
        # Until it is done, all that shall go counts as late: an interruption must not forget it.
        late = dict(plan.late) | dict.fromkeys(plan.delete, occasion.now)
        claim = states.serialize(State(late, occasion.run, unfinished))
        store.put(_beside(name), source.data)
        done, total = 0, len(plan.put)

        def sent(count: int) -> None:
            nonlocal done
            done += count
            occasion.say("sent", done, total)

        for stage in filter(None, plan.stages):
            tag = store.put(STATE, claim, tag)
            store.put_all(source, stage, bool(published.unfinished), sent)
        tag = store.put(STATE, claim, tag)
        if name != published.manifest.sha256:
            store.put(MANIFEST, source.data, manifest_tag)
        if source.signature:
            store.put(SIGNATURE, source.signature)
        tag = store.put(STATE, claim, tag)
        # A signature of another manifest would only be an alarm.
        store.delete(plan.delete if source.signature else (*plan.delete, SIGNATURE))
        store.put(STATE, states.serialize(State(dict(plan.late), occasion.run)), tag)
        store.delete([_beside(one) for one in unfinished])


def _beside(name: str) -> str:
    return f"{FOLDER}/{name}.json"
