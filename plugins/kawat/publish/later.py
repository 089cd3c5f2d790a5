"""Later: fields of a view that are worked out when they are first asked for.

A view holds all that a template may show, and most templates show little of it: what a page does not ask for should
cost it nothing.  So whoever makes a view may give a field as `later(function)`:

    ArticleView(title=edition.title, related=later(lambda: cards_of(…)), …)

The view is frozen all the same: a field has one value, whenever it is asked for, because what works it out is pure.
It is equal to a view whose fields were all given at once, and has its repr and its hash; to copy it works everything
out.  (`functools.cached_property` would take a class of its own for every view, beside the one that tests construct,
and room in each view for all its values once more.)
"""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

__all__ = ["View", "later"]

T = TypeVar("T")


def later(find: Callable[[], T]) -> T:
    """Return, as the value of a view's field, what `find` returns once the field is asked for."""
    return cast(T, _Later(find))


class _Later:
    __slots__ = ("find",)

    def __init__(self, find: Callable[[], Any]) -> None:
        self.find = find


class View:
    """What a dataclass is derived from, so that its fields may be given as `later`."""

    __slots__ = ("_waiting",)
    _waiting: dict[str, Callable[[], Any]]

    def __post_init__(self) -> None:
        kind: Any = type(self)
        names, values_of = _fields(kind)
        pairs = zip(names, values_of(self), strict=True)
        waiting = {name: value.find for name, value in pairs if type(value) is _Later}
        for name in waiting:
            object.__delattr__(self, name)
        object.__setattr__(self, "_waiting", waiting)

    if not TYPE_CHECKING:  # who misspells a field shall be told

        def __getattr__(self, name: str) -> Any:
            """Return a field that has no value yet; Python asks for no others here.

            Raises:
                AttributeError: there is no such field.
            """
            waiting = {} if name == "_waiting" else self._waiting
            if name not in waiting:
                raise AttributeError(f"{type(self).__name__} has no field {name}")
            try:
                found = waiting[name]()
            except AttributeError as error:  # which a template would take for a field that is not there
                raise RuntimeError(f"{type(self).__name__}.{name}: {error}") from error
            object.__setattr__(self, name, found)
            del waiting[name]
            return found


@cache
def _fields(of: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The fields of a dataclass, and what returns their values, which for each alone would take twice as long."""
    names = of.__match_args__
    return names, attrgetter(*names) if len(names) > 1 else lambda view: tuple(getattr(view, name) for name in names)
