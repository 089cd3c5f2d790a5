"""Deploying with rsync: `[user@]host:/folder`, or `rsync://host/module/folder`.

Only rsync itself is used, so an account that may do nothing else (rrsync) will do; options of ssh come from RSYNC_RSH
or ~/.ssh/config.  Each file is replaced at once, as rsync renames it into place.  Conditional writes there are none: a
tag is compared just before the write, which leaves a moment; see to it that only one job deploys at a time.
"""

import os
import subprocess
import tempfile
from collections.abc import Callable, Sequence

from ..digests import file_digest
from ..problems import KawatError, UsageError
from .remote import LostError
from .source import Source

__all__ = ["Folder"]


class Folder:
    """A folder on another machine (`remote.Store`)."""

    def __init__(self, target: str) -> None:
        self._target = target.rstrip("/") + "/"

    def get(self, path: str) -> tuple[bytes, str] | None:
        """Return a file's bytes and their digest."""
        with tempfile.TemporaryDirectory() as here:
            # A filter, so that a file that is not there is no error, while a folder that is not there is.
            folders = [f"--include=/{path[:at]}/" for at, letter in enumerate(path) if letter == "/"]
            self._rsync("--recursive", *folders, f"--include=/{path}", "--exclude=*", self._target, here + "/")
            try:
                with open(os.path.join(here, path), "rb") as opened:
                    data = opened.read()
            except FileNotFoundError:
                return None
        return data, file_digest(data)

    def put(self, path: str, data: bytes, tag: str | None = None) -> str:
        """Write a file if its digest is still `tag`."""
        if tag is not None and (self.get(path) or (b"", ""))[1] != tag:
            raise LostError
        with tempfile.TemporaryDirectory() as here:
            place = os.path.join(here, path)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as opened:
                opened.write(data)
            self._send(here, [path])
        return file_digest(data)

    def put_all(self, source: Source, paths: Sequence[str], resuming: bool, sent: Callable[[int], None]) -> None:
        """Write files; rsync passes over those that are there already."""
        for path in paths:
            source.bytes_of(path)
        self._send(source.folder, paths)
        sent(len(paths))

    def delete(self, paths: Sequence[str]) -> None:
        """Delete files: they are sent from a folder in which they are missing."""
        if paths:
            with tempfile.TemporaryDirectory() as empty:
                for folder in {os.path.dirname(path) for path in paths}:
                    os.makedirs(os.path.join(empty, folder), exist_ok=True)
                self._send(empty, paths, "--delete-missing-args")

    def _send(self, folder: str, paths: Sequence[str], *more: str) -> None:
        # --checksum: size and time may agree by chance, and the paths are few.
        how = "--checksum --times --perms --chmod=D755,F644 --delay-updates --from0 --files-from=-".split()
        self._rsync(*how, *more, folder + "/", self._target, paths="\0".join(paths))

    def _rsync(self, *words: str, paths: str = "") -> None:
        try:
            done = subprocess.run(["rsync", *words], input=paths.encode(), capture_output=True, check=False)
        except FileNotFoundError as error:
            raise UsageError("deploying with rsync needs rsync on this machine; try: apt install rsync") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip() or f"rsync ended with {done.returncode}"
            raise KawatError(f"{self._target}: {said.splitlines()[0]}")
