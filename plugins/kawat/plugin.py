"""The seam to Pelican: its signals lead to the journey.  The only module that imports `pelican.plugins.signals`.

Pelican's own generators are muted by pelicanconf.py; ours makes everything in its `generate_output`.
"""

import os
import sys
from typing import Any

from pelican.generators import Generator
from pelican.plugins import signals

from . import cli, options, settings
from .orders import Order
from .problems import UsageError

__all__ = ["KawatGenerator", "connect"]


def connect() -> None:
    """Connect our one generator."""
    signals.get_generators.connect(_generators)


def _generators(_: object) -> type["KawatGenerator"]:
    return KawatGenerator


class KawatGenerator(Generator):  # type: ignore[misc]
    """Runs one build when Pelican asks for output; the tree is the folder that holds Pelican's PATH."""

    def generate_context(self) -> None:
        """Nothing: what is published is decided when it is written, in one place."""

    def generate_output(self, writer: Any) -> None:
        """Build into Pelican's OUTPUT_PATH.

        Raises:
            SystemExit: with Kawat's own status, where it is not 0.
        """
        heeded = settings.from_pelican(self.settings)
        root = os.path.dirname(os.path.abspath(self.path))
        try:
            order = Order(root=root, dest=self.output_path, now=options.clock("", heeded.timezone))
            status = cli.run_build(heeded, order)
        except UsageError as error:
            print(f"kawat: {error}", file=sys.stderr)
            status = options.USAGE
        if status:
            raise SystemExit(status)
