"""Check: all problems of a tree, without publishing anything."""

import contextlib
import os
import tempfile
from datetime import datetime

from .build.processes import cores
from .editorial import catalogue as catalogues
from .gathering import gather
from .problems import Problem, UsageError
from .profiling import Say
from .settings import Settings
from .source.cache import Cache

__all__ = ["check"]


def check(
    heeded: Settings, root: str, paths: tuple[str, ...], now: datetime, cache: str, jobs: int, say: Say
) -> tuple[Problem, ...]:
    """Return the Problems of a tree, or of some of its texts and folders; sorted.

    Args:
        paths: from the working folder or from `root`; their folders are read whole, because a translation inherits from
            its lead edition.
    Raises:
        NetworkError: missions/ has errors.
        UsageError: a path does not lie in the tree.
    """
    only = tuple(_inside(root, path) for path in paths)
    folders = tuple(path.rpartition("/")[0] if path.endswith(".md") else path for path in only)
    with contextlib.ExitStack() as stack:
        folder = cache or os.path.join(root, ".cache")
        if not os.access(root if not os.path.isdir(folder) else folder, os.W_OK):
            folder = stack.enter_context(tempfile.TemporaryDirectory())
        store = stack.enter_context(contextlib.closing(Cache(folder)))
        gathered = gather(root, store, heeded, jobs or cores(), say, folders)
        catalogue = catalogues.compile(gathered.articles, gathered.registry, now, gathered.texts, gathered.media)
        problems = (*gathered.problems, *catalogues.broken_links(catalogue, gathered.unread))
    if only:
        problems = tuple(one for one in problems if any(one.file == p or one.file.startswith(p + "/") for p in only))
    return tuple(sorted(problems))


def _inside(root: str, typed: str) -> str:
    for base in (os.getcwd(), root):
        path = os.path.realpath(os.path.join(base, typed))
        inside = os.path.relpath(path, os.path.realpath(root)).replace(os.sep, "/")
        if os.path.exists(path) and not inside.startswith(".."):
            return inside
    raise UsageError(f"there is no {typed} in {root}")
