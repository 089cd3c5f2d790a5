"""Settings: what Pelican's configuration says that Kawat heeds, as one value.

The same pelicanconf.py serves both ways in: Pelican hands over the settings that it has read, and `tasks.py` reads
the file itself, so that it need not import Pelican (half a second) when nothing has changed.
"""

import os
import runpy
from collections.abc import Callable, Mapping
from typing import Any

from .problems import UsageError
from .records import dataclass

__all__ = ["CONFIGURATION", "PROJECT", "Settings", "from_file", "from_pelican"]

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
"""The folder that holds pelicanconf.py and the theme that Kawat ships."""

CONFIGURATION = os.path.join(PROJECT, "pelicanconf.py")
"""Pelican's settings of this checkout."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Attributes are called after Pelican's settings, in lower case.

    Attributes:
        timezone: IANA zone of a `--now` without an offset.
        theme_templates_overrides: folders whose templates replace the theme's.
    """

    markdown: Mapping[str, Any]
    jinja_environment: Mapping[str, Any]
    jinja_filters: Mapping[str, Callable[..., Any]]
    theme: str
    theme_templates_overrides: tuple[str, ...]
    timezone: str
    siteurl: str


def from_file(path: str) -> Settings:
    """Return the settings of a pelicanconf.py.

    Raises:
        UsageError: it is not there, or does not run.
    """
    try:
        values = runpy.run_path(path)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    except Exception as error:
        raise UsageError(f"{path}: {type(error).__name__}: {error}") from error
    return from_pelican(values, os.path.dirname(os.path.abspath(path)))


def from_pelican(values: Mapping[str, Any], folder: str = "") -> Settings:
    """Return the settings out of Pelican's; `folder` is where relative paths start."""

    def path(value: str) -> str:
        return os.path.normpath(os.path.join(folder or os.getcwd(), value))

    return Settings(
        markdown=_markdown(values.get("MARKDOWN") or {}),
        # Pelican adds an empty list of extensions; without it, each way would distrust the other's work.
        jinja_environment={"extensions": [], **(values.get("JINJA_ENVIRONMENT") or {})},
        jinja_filters=values.get("JINJA_FILTERS") or {},
        theme=path(values.get("THEME") or "theme"),
        theme_templates_overrides=tuple(path(one) for one in values.get("THEME_TEMPLATES_OVERRIDES") or ()),
        timezone=values.get("TIMEZONE") or "UTC",
        siteurl=values.get("SITEURL") or "",
    )


def _markdown(typed: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return MARKDOWN as Pelican means it: extensions that are only configured are wanted too.

    Pelican's reader adds `meta` to the very same setting; a post's header is read before its Markdown here, and
    `meta` would take "Note: this" at the start of a text for one.
    """
    configured = dict(typed.get("extension_configs", {}))
    wanted = dict.fromkeys([*typed.get("extensions", []), *configured])
    extensions = [name for name in wanted if name != "markdown.extensions.meta"]
    return {**typed, "extensions": extensions, "extension_configs": configured}
