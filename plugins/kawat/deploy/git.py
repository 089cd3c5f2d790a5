"""Deploying to a branch of a Git repository, as hosts of static pages like them: `git:REPOSITORY#BRANCH`.

The branch holds one commit without a parent: what was removed is not in its history either.  It is pushed at once, on
condition that the branch is still where it was (`--force-with-lease`), so a deployment is whole or has not
happened.  Only what differs is hashed and sent.  Its author and date say nothing.
"""

import os
import subprocess
import tempfile
from collections.abc import Mapping

from ..build.manifest import Manifest, parse
from ..build.writer import MANIFEST
from ..problems import KawatError, UsageError
from . import state as states
from .planning import Plan
from .remote import LostError, Occasion, Published
from .source import SIGNATURE, Source
from .state import STATE, State

__all__ = ["Branch"]

_NEVER = "0" * 40
_ALWAYS = (".nojekyll",)
"""GitHub Pages would else leave out _hosts/ and _redirects (docs.github.com, "About GitHub Pages and Jekyll")."""


class Branch:
    """A branch; its objects are kept in a folder for the next time."""

    def __init__(self, target: str, cache: str) -> None:
        self._repository, _, self._branch = target.removeprefix("git:").partition("#")
        if not self._repository or not self._branch:
            raise UsageError(f"{target}: write git:REPOSITORY#BRANCH, such as git:git@host:kawat/pages.git#pages")
        if os.path.exists(self._repository):
            self._repository = os.path.abspath(self._repository)
        self._name, self._folder = f"refs/heads/{self._branch}", cache

    def look(self) -> Published:
        """Return what is published."""
        os.makedirs(self._folder, exist_ok=True)
        self._git("init", "--quiet", "--bare")
        if not self._git("ls-remote", self._repository, self._name):
            return Published(Manifest(), State())
        self._git("fetch", "--quiet", "--depth=1", "--no-tags", self._repository, f"+{self._name}:refs/published")
        commit = self._git("rev-parse", "refs/published").decode().strip()
        try:
            manifest = parse(self._git("cat-file", "blob", f"{commit}:{MANIFEST}"))
        except (ValueError, KawatError) as error:
            raise UsageError(f"{self._name} of {self._repository} has no {MANIFEST}; choose another branch") from error
        told = self._git("cat-file", "blob", f"{commit}:{STATE}", quiet=True)
        return Published(manifest, states.parse(told), tags=(commit, ""))

    def apply(self, source: Source, published: Published, plan: Plan, occasion: Occasion) -> None:
        """Commit and push.

        Raises:
            LostError: the branch has moved since `published` was read.
        """
        commit = published.tags[0]
        files: dict[str, bytes | None] = dict.fromkeys((*plan.delete, SIGNATURE))
        files |= dict.fromkeys(_ALWAYS, b"") | {MANIFEST: source.data, STATE: states.serialize(State(dict(plan.late)))}
        if source.signature:
            files[SIGNATURE] = source.signature
        with tempfile.TemporaryDirectory() as work:
            index = {"GIT_INDEX_FILE": os.path.join(work, "index")}
            if commit:
                self._git("read-tree", commit, more=index)
            for path in plan.put:
                source.bytes_of(path)
            said = "\n".join(os.path.abspath(source.place(path)) for path in plan.put).encode()
            blobs = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", said=said).decode().split()
            entries = [_entry(path, blob) for path, blob in zip(plan.put, blobs, strict=True)]
            entries += [_entry(path, self._blob(data)) for path, data in files.items()]
            self._git("update-index", "-z", "--index-info", said=b"\0".join(entries), more=index)
            tree = self._git("write-tree", more=index).split()[0].decode()
        words = ["commit-tree", tree, "-m", f"Manifest {source.manifest.sha256}"]
        made = self._git(*words, more=_NOBODY).decode().strip()
        try:
            lease = f"--force-with-lease={self._name}:{commit}"
            self._git("push", "--quiet", lease, self._repository, f"{made}:{self._name}")
        except KawatError as error:
            if "stale info" in str(error) or "[rejected]" in str(error):
                raise LostError from error
            raise
        occasion.say("sent", len(plan.put), len(plan.put))

    def _blob(self, data: bytes | None) -> str:
        return self._git("hash-object", "-w", "--stdin", said=data).decode().strip() if data is not None else ""

    def _git(self, *words: str, said: bytes = b"", quiet: bool = False, more: Mapping[str, str] = {}) -> bytes:
        given = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
        done = subprocess.run(
            ["git", "--git-dir", self._folder, *words],
            input=said,
            capture_output=True,
            env={**given, "GIT_TERMINAL_PROMPT": "0", **more},
            check=False,
        )
        if done.returncode and not quiet:
            raise KawatError(f"git {words[0]}: {done.stderr.decode('utf-8', 'replace').strip()}")
        return done.stdout if not done.returncode else b""


def _entry(path: str, blob: str) -> bytes:
    """A line of `update-index --index-info`: mode, object, path; mode 0 takes the path away."""
    return f"{'100644' if blob else '0'} {blob or _NEVER}\t{path}".encode()


_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_PREFIX")
"""What a job that was itself started by git would pass on."""

_NOBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Kawat"), ("EMAIL", "kawat@invalid"), ("DATE", "2000-01-01T00:00:00Z"))
}
