"""Once: a part of a template that is rendered once for each value of what it shows.

    {% once chrome %} … {% endonce %}
    {% once story, form %} … {% endonce %}

The header and the footer of a site are the same on thousands of pages, and a story's card stands in several lists.
Such a part is kept under the values that are named: it may use these, what it sets itself, the language's words, and
macros that it calls with these.  Anything else would let one page show what is another's, so it is an error of the
template.  Equal values are the same, as in any mapping: 1 and True are, but a field of a view has one type only.

What is kept belongs to one environment, that is to one language, and to one process; when it grows, all is forgotten.
"""

from collections.abc import Callable, Iterator

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

__all__ = ["Once"]

_MOST = 1024
"""So many parts are kept: the cards of a site's lists, whose pages are made one after the other, and its chrome."""


class Once(Extension):
    """The tag `once`."""

    tags = frozenset(("once",))  # type: ignore[assignment]

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._made: dict[tuple[object, ...], str] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the part as a block that `_once` is called with.

        Raises:
            jinja2.TemplateSyntaxError: the part uses what is not named.
        """
        line = next(parser.stream).lineno
        shown = parser.parse_tuple()
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        foreign = set(_used(body)) - {one.name for one in nodes.List([shown]).find_all(nodes.Name)} - {"loop"}
        foreign -= self.environment.globals.keys()
        if foreign:
            parser.fail(f"once: {', '.join(sorted(foreign))} is used but not named", line)
        called = self.call_method("_once", [nodes.Const(parser.name), nodes.Const(line), shown])
        return nodes.CallBlock(called, [], [], body).set_lineno(line)

    def _once(self, name: str, line: int, shown: object, caller: Callable[[], str]) -> str:
        key = (name, line, shown)
        made = self._made.get(key)
        if made is None:
            if len(self._made) >= _MOST:
                self._made.clear()
            made = self._made[key] = caller()
        return made


def _used(body: list[nodes.Node]) -> Iterator[str]:
    """The names that a part takes from around it, but for those of macros that it calls."""
    whole = nodes.Scope(body)
    names = list(whole.find_all(nodes.Name))
    own = {one.name for one in names if one.ctx != "load"}
    called = [_base(one) for one in whole.find_all(nodes.Call)]
    for one in names:
        if one.name not in own and (one.name == "view" or not any(one is base for base in called)):
            yield one.name


def _base(call: nodes.Call) -> nodes.Node:
    """What `a.b.c(…)` is asked of: a."""
    found = call.node
    while isinstance(found, nodes.Getattr):
        found = found.node
    return found
