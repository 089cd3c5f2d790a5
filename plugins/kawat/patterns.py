"""Patterns: regular expressions that are compiled once they are used, and not when their module is imported.

Python compiles an expression in as long as it takes to import a module, those of wide ranges of Unicode in ten times as
long; and most commands use few of them.
"""

import re
from typing import Any, AnyStr, cast

__all__ = ["compile_all", "pattern"]

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
_WAITING: list["_Pattern"] = []


class _Pattern:
    """Stands for `re.Pattern`; once compiled, it has its methods as attributes of its own, which are found as fast."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for one in _METHODS:
            setattr(self, one, getattr(compiled, one))
        return getattr(self, name)


def pattern(source: AnyStr, flags: int = 0) -> "re.Pattern[AnyStr]":
    """Return an expression; what `re` says of a wrong one, it says when it is used first."""
    made = _Pattern(source, flags)
    _WAITING.append(made)
    return cast("re.Pattern[AnyStr]", made)


def compile_all() -> None:
    """Compile all there are, before processes are forked that would each do so."""
    for one in _WAITING:
        _ = one.match
    _WAITING.clear()
