"""The program: what decides, besides a tree, on the bytes that come of it: Kawat's code, and packages that it uses."""

import functools
import os
import sys

from .digests import digest, file_digest

__all__ = ["program"]


@functools.cache
def program(*parts: str) -> str:
    """Return the digest of Kawat's code (of the layers named, or all) and of the packages that decide on bytes."""
    code = (sha256 for layer, sha256 in _code() if not parts or layer in (".", *parts))
    return digest(*code, *_versions())


@functools.cache
def _code() -> tuple[tuple[str, str], ...]:
    """The layer ("." for the shell and the base) and the SHA-256 of each module, in the order of their paths."""
    here = os.path.dirname(os.path.abspath(__file__))
    modules = [(folder, name) for folder, _, names in os.walk(here) for name in names if name.endswith(".py")]
    found = []
    for folder, name in sorted(modules):
        with open(os.path.join(folder, name), "rb") as opened:
            found.append((os.path.relpath(folder, here).split(os.sep)[0], file_digest(opened.read())))
    return tuple(found)


_PACKAGES = "pyromark nh3 markdown jinja2 babel feedgen pillow lxml pyyaml uharfbuzz python-bidi budoux".split()


@functools.cache
def _versions() -> tuple[str, ...]:
    """The versions of packages, as the names of what pip leaves beside them tell.

    To import what reads the same out of them took longer than all else that finds out whether the program is the same.
    """
    found: dict[str, str] = {}
    for folder in filter(os.path.isdir, sys.path):
        for name in os.listdir(folder):
            package, _, version = name.removesuffix(".dist-info").rpartition("-")
            if name.endswith(".dist-info"):
                found.setdefault(package.lower().replace("_", "-"), version)
    return tuple(found[package] if package in found else _version(package) for package in _PACKAGES)


def _version(package: str) -> str:
    """The version of a package that was installed otherwise."""
    from importlib import metadata

    return metadata.version(package)
