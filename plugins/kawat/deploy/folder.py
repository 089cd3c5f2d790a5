"""Deploying to a folder on this machine: whole generations, and a link that is renamed onto the newest.

    TARGET/current            a symbolic link; a web server's root
    TARGET/generations/<n>/   what was published, each whole; files that are the same are one file (hard links)

A generation is made under another name and renamed when it is whole, then the link is put in place by one rename: a
reader gets the old output or the new one, and whatever stops a deployment, the next begins it anew.  A generation is
never written to.
"""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping

from ..build.manifest import Manifest, read
from ..build.writer import MANIFEST
from ..patterns import pattern
from ..problems import BusyError, UsageError
from . import state as states
from .planning import Plan
from .remote import Occasion, Published
from .source import SIGNATURE, Source
from .state import STATE, State

__all__ = ["KEPT", "Generations"]

KEPT = 5
"""How many generations stay, the one that is published among them."""

_NUMBER = pattern(r"[0-9]{6,}")
_MAKING, _LEAVING, _LINK, _ASSEMBLED = ".making", ".leaving", ".current", ".assembled"


class Generations:
    """A folder of generations."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._all = os.path.join(target, "generations")
        self.current = os.path.join(target, "current")

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the target; make it if it is not there.

        Raises:
            BusyError: another deployment holds it.
            UsageError: it is a folder of something else.
        """
        os.makedirs(self._target, exist_ok=True)
        names = {name for name in os.listdir(self._target) if not name.startswith(".")}
        if names - {"generations", "current"} or (os.path.lexists(self.current) and not os.path.islink(self.current)):
            raise UsageError(
                f"{self._target} holds other files; a deployment wants a folder of its own, in which it keeps "
                "generations/ and a link current, which is the web server's root"
            )
        descriptor = os.open(self._target, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            raise BusyError(f"another deployment is writing to {self._target}; wait for it") from error
        finally:
            os.close(descriptor)

    def look(self) -> Published:
        """Return what is published."""
        try:
            with open(os.path.join(self.current, STATE), "rb") as opened:
                state = states.parse(opened.read())
        except FileNotFoundError:
            state = State()
        return Published(read(self.current), state)

    def numbers(self) -> tuple[str, ...]:
        """Return the generations there are, the oldest first."""
        try:
            found = [name for name in os.listdir(self._all) if _NUMBER.fullmatch(name)]
        except FileNotFoundError:
            return ()
        return tuple(sorted(found, key=int))

    def published(self) -> str:
        """Return the number of the generation that is published; empty where none is."""
        return os.path.basename(os.readlink(self.current)) if os.path.islink(self.current) else ""

    def place(self, number: str) -> str:
        """Return where a generation lies."""
        return os.path.join(self._all, number)

    def apply(self, source: Source, published: Published, plan: Plan, occasion: Occasion) -> None:
        """Make a generation of the source, with what is deleted late, and publish it."""
        making = self.place(_MAKING)
        shutil.rmtree(making, ignore_errors=True)
        files = dict(source.manifest.files) | {path: ("", 0) for path, _ in plan.late}
        folders = set[str]()
        for done, (path, (sha256, _)) in enumerate(sorted(files.items()), 1):
            target = os.path.join(making, path)
            if (folder := os.path.dirname(target)) not in folders:
                os.makedirs(folder, exist_ok=True)
                folders.add(folder)
            if not self._linked(path, sha256, published.manifest, target) and sha256:
                _write(target, source.bytes_of(path))
            occasion.say("sent", done, len(files))
        os.makedirs(os.path.dirname(os.path.join(making, STATE)), exist_ok=True)
        state = State(dict(plan.late), occasion.run, back_to=occasion.back_to)
        _write(os.path.join(making, STATE), states.serialize(state))
        if source.signature:
            _write(os.path.join(making, SIGNATURE), source.signature)
        _write(os.path.join(making, MANIFEST), source.data)
        os.sync()  # the link must never be on disk before what it leads to
        number = f"{int((self.numbers() or ('0',))[-1]) + 1:06}"
        os.rename(making, self.place(number))
        self._switch(number)
        self._prune()

    @contextlib.contextmanager
    def assembled(self, parts: Mapping[str, Source]) -> Iterator[str]:
        """Yield a folder of files out of other outputs, by path, for the time being."""
        making = os.path.join(self._target, _ASSEMBLED)
        shutil.rmtree(making, ignore_errors=True)
        try:
            for path, source in parts.items():
                target = os.path.join(making, path)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                _write(target, source.bytes_of(path))
            yield making
        finally:
            shutil.rmtree(making, ignore_errors=True)

    def _linked(self, path: str, sha256: str, manifest: Manifest, target: str) -> bool:
        """Take a file over from the generation that is published, where it is the same there or on its way out."""
        if sha256 and manifest.files.get(path, ("",))[0] != sha256:
            return False
        with contextlib.suppress(FileNotFoundError):
            os.link(os.path.join(self.current, path), target)
            return True
        return False

    def _switch(self, number: str) -> None:
        link = os.path.join(self._target, _LINK)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(link)
        os.symlink(os.path.join("generations", number), link)
        os.replace(link, self.current)

    def _prune(self) -> None:
        """Remove the oldest, each under another name first: half a generation must not look like one."""
        leaving = self.place(_LEAVING)
        shutil.rmtree(leaving, ignore_errors=True)
        for number in self.numbers()[:-KEPT]:
            if number != self.published():
                os.rename(self.place(number), leaving)
                shutil.rmtree(leaving)


def _write(target: str, data: bytes) -> None:
    with open(target, "wb") as opened:
        opened.write(data)
