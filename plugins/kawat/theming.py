"""Theming: the files of the theme that a build uses, and the names under which its static files are published."""

import os
from collections.abc import Mapping

from .digests import digest, file_digest
from .settings import PROJECT, Settings

__all__ = ["Files", "divided", "fingerprint", "read", "static_names", "templates", "trusted"]

Files = dict[str, bytes]
"""Bytes by path below the theme's folder: templates/…, locale/<language>.po, static/…"""

_PARTS = {"templates": (".html", ".xml"), "locale": (".po",), "static": ()}


def read(settings: Settings, root: str) -> Files:
    """Return the theme's files: of the tree's own theme where it brings one, else of that in the settings."""
    folder = _folder(settings, root)
    found: Files = {}
    for part, suffixes in _PARTS.items():
        found |= _files(os.path.join(folder, part), part, suffixes)
    for overrides in reversed(settings.theme_templates_overrides):
        found |= _files(overrides, "templates", _PARTS["templates"])
    return found


def trusted(settings: Settings, root: str) -> bool:
    """Return whether its templates may run anything.

    A tree's own theme is content, and content is not trusted with code; only Kawat's own is.
    """
    return os.path.realpath(_folder(settings, root)).startswith(os.path.realpath(PROJECT) + os.sep)


def templates(settings: Settings, root: str) -> str:
    """Return the folder of the theme's templates."""
    return os.path.join(_folder(settings, root), "templates")


def divided(files: Files) -> tuple[Files, Files]:
    """Return the templates of a theme, and all else: words and static files."""
    templates = {path: data for path, data in files.items() if path.startswith("templates/")}
    return templates, {path: data for path, data in files.items() if path not in templates}


def fingerprint(files: Files) -> str:
    """Return the digest of a theme, or of a part of one."""
    return digest([(path, file_digest(data)) for path, data in sorted(files.items())])


def static_names(static: Mapping[str, bytes]) -> dict[str, str]:
    """The theme's files are published under names that change with their content: browsers may keep them for ever."""
    names = {}
    for name, data in static.items():
        stem, dot, suffix = name.rpartition(".")
        names[name] = f"{stem}.{file_digest(data)[:10]}{dot}{suffix}"
    return names


def _folder(settings: Settings, root: str) -> str:
    own = os.path.join(root, "theme")
    return own if os.path.isdir(own) else settings.theme


def _files(folder: str, part: str, suffixes: tuple[str, ...]) -> Files:
    found = {}
    for at, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(at, name)
            if not name.startswith(".") and (not suffixes or name.endswith(suffixes)) and not os.path.islink(path):
                with open(path, "rb") as opened:
                    found[f"{part}/{os.path.relpath(path, folder)}".replace(os.sep, "/")] = opened.read()
    return found
