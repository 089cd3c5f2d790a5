"""Kawat: one Markdown tree becomes a ministry's portal and the site of each of its missions.

Pelican loads this package as a plugin; everything else is imported when it is needed, because a
build in which nothing changed should not pay for what it does not use.
"""

__all__ = ["register"]

__version__ = "0.1.0"


def register() -> None:
    """Connect Kawat to Pelican's signals (Pelican's plugin contract)."""
    from .plugin import connect

    connect()
