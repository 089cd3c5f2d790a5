"""Compiled: templates as Python runs them, kept beside a theme that is trusted with code.

They lie where Python keeps its own compiled modules (PEP 3147): in `__pycache__` beside the sources, or wherever
`PYTHONPYCACHEPREFIX` says; `PYTHONDONTWRITEBYTECODE` holds for them, too.  Whoever can write there can edit the theme
itself, or Kawat.  The cache of a tree would be no place for them: continuous integration may hand it on, and who forged
it could run code.
"""

import contextlib
import os
import sys
from importlib.util import cache_from_source

import jinja2
from jinja2.bccache import Bucket

from .digests import digest

__all__ = ["Compiled"]


class Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates of one theme; where they cannot be kept, they are compiled each time."""

    def __init__(self, templates: str, program: str) -> None:
        """Args:
        templates: the folder of the theme's templates.
        program: digest of the code that compiles them.
        """
        self._program = program
        super().__init__(os.path.dirname(cache_from_source(os.path.join(templates, "any.py"))), "%s.jinja")

    def get_source_checksum(self, source: str) -> str:
        """Return what tells whether code was compiled of the same, by the same program."""
        return digest(self._program, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled before."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # it cannot be read, or is damaged, which unpickling says in many ways
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            os.makedirs(self.directory, exist_ok=True)
            super().dump_bytecode(bucket)
