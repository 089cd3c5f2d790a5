"""The writer: the only module that writes below the destination.

    stage     new files are written into DEST/.kawat, by whoever makes them: into stage/ where their folder is new too,
              else into files/, side by side under names made of their paths, as folders cost more than files
    journal   one rename puts DEST/.kawat/journal.json in place: from here on the build counts as done
    apply     what must go is deleted, what is new is renamed into place (a new folder as a whole), empty folders are
              removed, the manifest comes last
    forget    DEST/.kawat is removed

A build that is killed before the journal leaves DEST as it was; one that is killed after it is completed by the next
(`recover`).  Applying is idempotent, so it may be interrupted any number of times.

Names that begin with a dot right below DEST (.git, .well-known) belong to others and are left alone.
"""

import contextlib
import fcntl
import json
import os
import shutil
import struct
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime
from hashlib import sha256
from stat import S_ISDIR, S_ISLNK

from ..digests import digest
from ..problems import BusyError, UnfinishedError, UsageError, WriteError
from ..records import dataclass

__all__ = ["MANIFEST", "Made", "Mades", "OnDisk", "Stage", "lock", "look", "recover", "survey"]

MANIFEST = "manifest.json"
_WORK = ".kawat"
_SECOND_NS = 1_000_000_000
_PATIENCE_S = 1.0
_NOWHERE = frozenset(("", ".", ".."))
"""Parts that no path has; a path that is empty, or begins or ends with a slash, has an empty part."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it was made and staged; `cpu_s` is the processor time that it took."""

    sha256: str
    size_bytes: int
    cpu_s: float = field(default=0.0, compare=False)
    mtime_ns: int = field(default=0, compare=False)


class Mades(Mapping[str, Made]):
    """Files as they were made, by path; packed, as there may be many more than of anything else."""

    _FORM = struct.Struct("32sQdq")

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}

    def put(self, path: str, made: Made) -> None:
        """Add one."""
        self._packed[path] = self._FORM.pack(bytes.fromhex(made.sha256), made.size_bytes, made.cpu_s, made.mtime_ns)

    def __getitem__(self, path: str) -> Made:
        sha256, *rest = self._FORM.unpack(self._packed[path])
        return Made(sha256.hex(), *rest)

    def __contains__(self, path: object) -> bool:
        return path in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file as the destination has it."""

    size_bytes: int
    mtime_ns: int


@contextlib.contextmanager
def lock(dest: str) -> Iterator[None]:
    """Hold the destination; make it if it is not there.

    The folder itself is locked, so no lock file stays behind, and the kernel lets go when the process dies.

    Raises:
        BusyError: another build holds it.
        UsageError: it holds files that Kawat did not write.
    """
    try:
        os.makedirs(dest, exist_ok=True)
        descriptor = os.open(dest, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise WriteError(f"{dest}: {error.strerror}") from error
    try:
        _hold(descriptor, dest)
        names = [name for name in os.listdir(dest) if not name.startswith(".")]
        if names and MANIFEST not in names and not os.path.exists(os.path.join(dest, _WORK)):
            raise UsageError(
                f"{dest} holds files but no {MANIFEST}, so Kawat did not write it; "
                "nothing there is touched: empty it or choose another --dest"
            )
        yield
    finally:
        os.close(descriptor)


def _hold(descriptor: int, dest: str) -> None:
    """Lock the destination; of a build that was killed, the processes beside it hold it for another moment."""
    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if time.monotonic() >= end:
                raise BusyError(f"another build is writing to {dest}; wait for it, or choose another --dest") from error
            time.sleep(_PATIENCE_S / 50)


def survey(dest: str) -> dict[str, OnDisk]:
    """Return every file below the destination by its path from there; symbolic links count as files of size -1."""
    found: dict[str, OnDisk] = {}
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(f"{dest}/{folder}") as entries:
            for entry in entries:
                path = folder + entry.name
                if not folder and path.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path + "/")
                elif entry.is_symlink():
                    found[path] = OnDisk(-1, 0)
                else:
                    stat = entry.stat()
                    found[path] = OnDisk(stat.st_size, stat.st_mtime_ns)
    return found


def look(dest: str, paths: Iterable[str]) -> dict[str, OnDisk]:
    """Return the same of some files, as far as they are there."""
    found = {}
    for path in paths:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            stat = os.lstat(f"{dest}/{path}")
            found[path] = OnDisk(-1, 0) if S_ISLNK(stat.st_mode) else OnDisk(stat.st_size, stat.st_mtime_ns)
    return found


class Stage:
    """New files on their way into the destination; `put` may be called in any process."""

    def __init__(self, dest: str) -> None:
        self._dest = os.path.realpath(dest)
        work = os.path.join(self._dest, _WORK)
        self._made = {os.path.join(work, part) for part in ("stage", "files")}
        self._standing = {"": True}
        with _as_write_error(work):
            for folder in sorted(self._made):
                shutil.rmtree(folder, ignore_errors=True)
                os.makedirs(folder)

    def put(self, path: str, data: bytes) -> Made:
        """Write a file to the stage; nothing changes in the destination yet.

        Raises:
            WriteError: it cannot be written, or its path leads out of the destination.
        """
        return self.pour(path, (data,))

    def pour(self, path: str, pieces: Iterable[bytes | memoryview]) -> Made:
        """Write a file that comes in pieces.

        Raises:
            WriteError: it cannot be written, or its path leads out of the destination.
        """
        _inside(path)
        try:
            target = self._staged(path)
            self._found(_above(target))
            return _write(target, pieces)
        except OSError as error:
            raise _write_error(path, error) from error

    def date(self, times: Iterable[tuple[str, datetime]], disk: Mapping[str, OnDisk], made: Mades) -> None:
        """Let staged files bear these times, and in any case a later one than the file that each replaces.

        Web servers tell by time and size whether a reader has a file already (Last-Modified, ETag).

        Args:
            disk: what the destination has, as `survey` tells; made: learns of it.
        """
        for path, moment in times:
            moment_ns = int(moment.timestamp()) * _SECOND_NS
            if path in disk:
                moment_ns = max(moment_ns, (disk[path].mtime_ns // _SECOND_NS + 1) * _SECOND_NS)
            with _as_write_error(path):
                os.utime(self._staged(path), ns=(moment_ns, moment_ns))
            made.put(path, replace(made[path], mtime_ns=moment_ns))

    def commit(self, new: Iterable[str], gone: Iterable[str]) -> None:
        """Put the staged files `new` into place, in their order, and delete the files `gone`.

        Raises:
            WriteError: the destination is as it was.
            UnfinishedError: it went wrong after the journal; the next build completes it.
        """
        journal = {"new": list(new), "gone": list(gone)}
        for path in (*journal["new"], *journal["gone"]):
            _inside(path)
        target = os.path.join(self._dest, _WORK, "journal.json")
        with _as_write_error(target):
            with open(target + ".part", "w", encoding="utf-8") as part:
                json.dump(journal, part)
                part.flush()
                os.fsync(part.fileno())
            os.replace(target + ".part", target)
        _apply(self._dest, journal)

    def _staged(self, path: str) -> str:
        stands = _stands(self._dest, _above(path), self._standing)
        return _beside(self._dest, path) if stands else f"{self._dest}/{_WORK}/stage/{path}"

    def _found(self, folder: str) -> None:
        """Make a folder of the stage, unless this process has."""
        if folder not in self._made:
            try:
                os.mkdir(folder)
            except FileNotFoundError:  # most lie in one that is there
                self._found(_above(folder))
                self._found(folder)
            except FileExistsError:  # of another process
                pass
            self._made.add(folder)

    def discard(self) -> None:
        """Forget what was staged, unless its journal stands: then it is for the next build to complete."""
        if os.path.exists(os.path.join(self._dest, _WORK, "journal.json")):
            return
        shutil.rmtree(os.path.join(self._dest, _WORK), ignore_errors=True)
        with contextlib.suppress(OSError):
            os.rmdir(self._dest)  # only where the build itself had made it and nothing is there yet


def recover(dest: str) -> bool:
    """Complete a build that was interrupted after its journal, or forget one before it.

    Returns whether one was completed.
    Raises:
        UnfinishedError: it still cannot be completed.
    """
    real = os.path.realpath(dest)
    work = os.path.join(real, _WORK)
    if os.path.islink(work):  # nobody's work lies behind a link
        os.unlink(work)
    try:
        with open(os.path.join(work, "journal.json"), encoding="utf-8") as opened:
            journal = json.load(opened)
        for path in (*journal["new"], *journal["gone"]):
            _inside(path)
    except (FileNotFoundError, NotADirectoryError, ValueError, LookupError, TypeError, AttributeError, WriteError):
        # There is none, or one that Kawat did not write. Comparing finds and makes whatever is amiss.
        shutil.rmtree(work, ignore_errors=True)
        return False
    _apply(real, journal)
    return True


def _write(target: str, pieces: Iterable[bytes | memoryview]) -> Made:
    """Write a new file: of half a dozen calls of the kernel that `open` makes, these are the ones that it takes."""
    size_bytes, seal = 0, sha256()
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        for data in pieces:
            seal.update(data)
            size_bytes += len(data)
            written = os.write(descriptor, data)
            while written < len(data):
                written += os.write(descriptor, memoryview(data)[written:])
        return Made(seal.hexdigest(), size_bytes, mtime_ns=os.fstat(descriptor).st_mtime_ns)
    finally:
        os.close(descriptor)


def _apply(dest: str, journal: Mapping[str, list[str]]) -> None:
    try:
        _put_in_place(dest, journal)
    except OSError as error:
        raise UnfinishedError(f"{dest}: {error.strerror or error}") from error


def _put_in_place(dest: str, journal: Mapping[str, list[str]]) -> None:
    standing: dict[str, bool] = {"": True}
    wanted: set[str] = set()
    for path in journal["new"]:
        while (path := _above(path)) not in wanted:
            wanted.add(path)
    for path in journal["gone"]:
        target = os.path.join(dest, path)
        if os.path.isdir(target) and not os.path.islink(target):
            continue  # the run that was interrupted has put new files there
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(target)
    for path in journal["gone"]:
        _prune(dest, _above(path), wanted)
    for path in journal["new"]:
        if not _founded(dest, _above(path), standing):
            continue
        staged, target = _beside(dest, path), f"{dest}/{path}"
        try:
            os.replace(staged, target)
        except FileNotFoundError:
            continue  # renamed by the run that was interrupted
        except IsADirectoryError:
            shutil.rmtree(target)  # holds only empty folders: the files that lay in it are `gone`
            os.replace(staged, target)
    shutil.rmtree(os.path.join(dest, _WORK))


def _beside(dest: str, path: str) -> str:
    """Where a new file of a folder that is there is staged."""
    return f"{dest}/{_WORK}/files/{digest(path)}"


def _stands(dest: str, folder: str, known: dict[str, bool]) -> bool:
    """Return whether a folder is there for files to be put into, and no link leads to it.

    Args:
        known: what was returned for other folders.
    """
    if folder not in known:
        known[folder] = _stands(dest, _above(folder), known) and _is_folder(f"{dest}/{folder}")
    return known[folder]


def _founded(dest: str, folder: str, known: dict[str, bool]) -> bool:
    """Return the same, and let a folder that is not there come from the stage as a whole.

    It then holds nothing but new files: what was staged and is no other than before lies in a folder that is there.
    Links are replaced: nothing is ever written through one.
    """
    if folder not in known and _founded(dest, _above(folder), known) and not _stands(dest, folder, known):
        at = os.path.join(dest, folder)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(at)
        with contextlib.suppress(FileNotFoundError):  # renamed by the run that was interrupted
            os.replace(os.path.join(dest, _WORK, "stage", folder), at)
    return _stands(dest, folder, known)


def _is_folder(path: str) -> bool:
    try:
        return S_ISDIR(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _prune(dest: str, folder: str, wanted: Collection[str]) -> None:
    """Remove a folder and those above it, as far as they are empty and nothing comes into them."""
    while folder and folder not in wanted:
        try:
            os.rmdir(os.path.join(dest, folder))
        except FileNotFoundError:
            pass
        except OSError:
            return
        folder = _above(folder)


def _above(path: str) -> str:
    """The folder that a file or a folder lies in; empty for the destination itself."""
    return path.rpartition("/")[0]


def _inside(path: str) -> None:
    if "\0" in path or "\\" in path or not _NOWHERE.isdisjoint(path.split("/")):
        raise WriteError(f"{path!r} does not lie below the destination")
    if path.startswith("."):
        raise WriteError(f"{path!r} is a hidden name, which Kawat does not write")


@contextlib.contextmanager
def _as_write_error(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _write_error(what, error) from error


def _write_error(what: str, error: OSError) -> WriteError:
    return WriteError(f"{what}: {error.strerror or error}")
