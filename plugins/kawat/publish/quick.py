"""Quick: Jinja2's environment with the shortcuts that a page takes a hundred times.

Jinja2 asks at every call whether the function wants the context, wraps every text that it escapes so that nobody
escapes it again, looks templates up in a cache that forgets, and layers a template's globals.  Here nothing is
forgotten, nothing is layered, and what is only joined to the page is not wrapped.  All of it through the classes and
methods that Jinja2 documents as replaceable (`context_class`, `template_class`, `make_globals`); pages are the same.
"""

import re
from collections.abc import Callable, Mapping, MutableMapping
from types import BuiltinMethodType, CodeType, FunctionType, MethodType
from typing import Any

import jinja2
from jinja2 import sandbox
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

__all__ = ["Environment", "Sandbox"]

_PLAIN = frozenset((FunctionType, MethodType, BuiltinMethodType))
_SPECIAL = re.compile("[&<>\"']").search


def _escaped(value: object) -> object:
    """What is joined to the page for a value: as `escape` has it, but a text without special characters as it is."""
    if type(value) is Markup or (type(value) is str and not _SPECIAL(value)):
        return value
    return escape(value)


class _Template(jinja2.Template):
    """A template that joins escaped texts without wrapping them: what it calls `escape` is only ever joined."""

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        """Return the template that compiled code is."""
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__["escape"] = _escaped
        return made


class _Context(Context):
    """The names that a template sees; calls macros and plain functions without asking what else they want."""

    def call(__self, __called: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        """Call a function of a template."""
        if type(__called) is Macro:
            args = (__self.eval_ctx, *args)
        elif type(__called) not in _PLAIN or hasattr(__called, "jinja_pass_arg"):
            return super().call(__called, *args, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return __called(*args, **named)


class Environment(jinja2.Environment):
    """For templates that are trusted."""

    context_class = _Context
    template_class = _Template

    def make_globals(self, d: Mapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names that all templates see; they are complete before the first is made."""
        return {**self.globals, **(d or {})}


class Sandbox(Environment, sandbox.ImmutableSandboxedEnvironment):
    """For templates of a foreign tree."""
