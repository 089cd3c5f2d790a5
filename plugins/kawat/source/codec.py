"""Frozen dataclasses to JSON values and back, exactly.

A dataclass becomes the list of its fields' values, in their order; what the field's declared type decides (an
enumeration, a moment, a day, a nested dataclass) is written plainly and read back by that type.  A value that is the
field's default is written as null: that is what most of an Edition is.  Only the members of the one union in our
models, `Details`, carry their name.  The decoder of a class is composed once.  No pickles: a cache that somebody else
could write must not be able to run code.
"""

import dataclasses
import sys
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from .. import model

__all__ = ["Decode", "decoder", "encode"]

Decode = Callable[[Any], Any]

_PLAIN = frozenset((str, int, float, bool, type(None)))
_REQUIRED = object()
_SHORT = 20
_TAGGED = frozenset(member for member in typing.get_args(model.Details) if member is not type(None))


def encode(value: Any) -> Any:
    """Return the JSON value of a dataclass, tuple, string, number, moment, day or None."""
    of = type(value)
    if of in _PLAIN or isinstance(value, str):
        return value
    if of is tuple or of is list:
        return [encode(item) for item in value]
    if isinstance(value, date):  # also a datetime
        return value.isoformat()
    fields = [
        None
        if (held := getattr(value, name)) is default or held == default
        else held
        if type(held) in _PLAIN
        else encode(held)
        for name, default in _fields(of)  # type: ignore[arg-type]
    ]
    return [of.__name__, *fields] if of in _TAGGED else fields


@cache
def _fields(of: Any) -> tuple[tuple[str, Any], ...]:
    """Name and default of each field."""
    fields = [(one.name, one.default) for one in dataclasses.fields(of)]
    return tuple((name, _REQUIRED if default is dataclasses.MISSING else default) for name, default in fields)


@cache
def decoder(of: Any) -> Decode:
    """Return the function that reads a value of this type back.

    It raises ValueError, TypeError, KeyError or IndexError where the JSON value does not fit.

    Raises:
        TypeError: for a type that has no place in our models.
    """
    if of is str:
        return _text
    if of in _PLAIN:
        return _plain
    if of is datetime:
        return datetime.fromisoformat
    if of is date:
        return date.fromisoformat
    if typing.get_origin(of) is tuple:
        return _tuple(typing.get_args(of))
    if typing.get_origin(of) in (typing.Union, types.UnionType):
        return _union(typing.get_args(of))
    if isinstance(of, type) and issubclass(of, StrEnum):
        return {str(member): member for member in of}.__getitem__
    if isinstance(of, type) and dataclasses.is_dataclass(of):
        return _record(of)
    raise TypeError(f"no JSON for {of}")


def _plain(value: Any) -> Any:
    return value


def _text(value: Any) -> Any:
    """A short one (a site, a language, a topic, a tag) is said by thousands of texts; there is one of each."""
    return sys.intern(value) if type(value) is str and len(value) < _SHORT else value


def _tuple(arguments: tuple[Any, ...]) -> Decode:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = decoder(arguments[0])
        return tuple if item is _plain else lambda values: tuple([item(value) for value in values])
    items = [decoder(argument) for argument in arguments]
    return lambda values: tuple([item(value) for item, value in zip(items, values, strict=True)])


def _union(arguments: tuple[Any, ...]) -> Decode:
    options = [argument for argument in arguments if argument is not type(None)]
    if len(options) == 1:
        only = decoder(options[0])
        return lambda value: None if value is None else only(value)
    by_name = {option.__name__: decoder(option) for option in options}
    return lambda value: None if value is None else by_name[value[0]](value[1:])


def _record(of: type) -> Decode:
    hints = typing.get_type_hints(of)
    fields = _fields(of)
    optional = {name for name, hint in hints.items() if type(None) in typing.get_args(hint)}
    if any(name in optional and default not in (None, _REQUIRED) for name, default in fields):
        raise TypeError(f"no JSON for {of}: a field may be None and has another default")
    # As `dataclasses` does for __init__: one expression for all fields takes less than half the time of a loop.
    known: dict[str, Any] = {"of": of}
    values = []
    for number, (name, default) in enumerate(fields):
        known |= {f"read{number}": (read := decoder(hints[name])), f"default{number}": default}
        value = f"v{number}" if read is _plain else f"read{number}(v{number})"
        values.append(value if default is _REQUIRED else f"default{number} if v{number} is None else {value}")
    names = "".join(f"v{number}, " for number in range(len(fields)))
    exec(f"def read(values):\n ({names}) = values\n return of({', '.join(values)})", known)
    made: Decode = known["read"]
    return made
