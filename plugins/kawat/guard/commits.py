"""What Git knows: the commits that are proposed, and missions/ as it was before them.

Git is only asked for objects.  The proposal's files are never checked out, its configuration and attributes are not
heeded, no name is mapped (`.mailmap`) and no filter is run.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator

from ..model import Registry
from ..problems import UsageError
from ..source import registry as registries
from .territory import Change, Commit

__all__ = ["proposed", "registry_at"]


def proposed(root: str, base: str, head: str) -> tuple[Commit, ...]:
    """Return the commits of `head` that `base` has not, the oldest first.

    Of a merge counts what it has of its own: what it takes as it is from a parent is judged with that parent's commits.
    What all together make different from the base, but no single one does (a merge that drops others' work), is judged
    as the last one's own.

    Raises:
        UsageError: there is no such revision.
    """
    start, end = _revision(root, base), _revision(root, head)
    listed = _git(root, "rev-list", "--reverse", "--topo-order", "--format=%ae%x00%P", end, f"^{start}")
    lines = listed.decode("utf-8", "replace").splitlines()
    found = []
    for header, said in zip(lines[::2], lines[1::2], strict=True):
        name, (author, parents) = header.removeprefix("commit "), said.split("\0")
        changes = [set(_changes(root, parent, name)) for parent in parents.split() or [_empty(root)]]
        found.append(Commit(name, author, tuple(sorted(set.intersection(*changes), key=lambda one: one.path))))
    if not found:
        return ()
    told = {change.path for commit in found for change in commit.changes}
    silent = {one for one in _changes(root, _common(root, start, end), end) if one.path not in told}
    last = found[-1]
    changes_of_last = tuple(sorted({*last.changes, *silent}, key=lambda one: one.path))
    return (*found[:-1], Commit(last.name, last.author, changes_of_last))


def registry_at(root: str, revision: str) -> Registry:
    """Return missions/ as a revision has it.

    Raises:
        NetworkError: it has errors.
        UsageError: there is no such revision.
    """
    at = _revision(root, revision)
    with tempfile.TemporaryDirectory() as folder:
        for entry in _git(root, "ls-tree", "-r", "-z", "--full-tree", at, "missions/").split(b"\0"):
            if not entry:
                continue
            told, path = entry.decode("utf-8", "surrogateescape").split("\t")
            mode, _, blob = told.split()
            if mode.startswith("100"):
                target = os.path.join(folder, path)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, "wb") as opened:
                    opened.write(_git(root, "cat-file", "blob", blob))
        return registries.load(folder)


def _changes(root: str, parent: str, commit: str) -> Iterator[Change]:
    """Yield what differs, as `:mode mode object object status NUL path NUL` (git-diff-tree, "Raw output format")."""
    told = _git(root, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-ext-diff", parent, commit).split(b"\0")
    for how, path in zip(told[::2], told[1::2], strict=False):
        yield Change(path.decode("utf-8", "surrogateescape"), how.split()[1].decode())


def _common(root: str, start: str, end: str) -> str:
    """Where the proposal has branched off, or nothing at all: then all of it is new."""
    try:
        return _git(root, "merge-base", start, end).decode().strip()
    except UsageError:
        return _empty(root)


def _empty(root: str) -> str:
    return _git(root, "hash-object", "-t", "tree", "--stdin").decode().strip()


def _revision(root: str, typed: str) -> str:
    return (
        _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{typed}^{{commit}}", said=typed)
        .decode()
        .strip()
    )


def _git(root: str, *words: str, said: str = "") -> bytes:
    quiet = ["git", "--no-replace-objects", "-C", root, "-c", "core.quotePath=false", "-c", "log.mailmap=false"]
    done = subprocess.run([*quiet, *words], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip()
        raise UsageError(why or f'Git knows no revision "{said}" in {root}; is the whole history fetched?')
    return done.stdout
