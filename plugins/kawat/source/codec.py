"""Frozen dataclasses to JSON values and back, exactly.

A dataclass becomes the list of its fields' values, in their order; what the field's declared type decides (an
enumeration, a moment, a day, a nested dataclass) is written plainly and read back by that type.  Only the members of
the one union in our models, `Details`, carry their name.  The decoder of a class is composed once.  No pickles: a
cache that somebody else could write must not be able to run code.
"""

import dataclasses
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

_TAGGED = frozenset(member for member in typing.get_args(model.Details) if member is not type(None))


def encode(value: Any) -> Any:
    """Return the JSON value of a dataclass, tuple, string, number, moment, day or None."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    fields = [encode(getattr(value, name)) for name in _names(type(value))]  # type: ignore[arg-type]
    return [type(value).__name__, *fields] if type(value) in _TAGGED else fields


@cache
def _names(of: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(of))


@cache
def decoder(of: Any) -> Decode:
    """Return the function that reads a value of this type back.

    It raises ValueError, TypeError, KeyError or IndexError where the JSON value does not fit.

    Raises:
        TypeError: for a type that has no place in our models.
    """
    if of in (str, int, float, bool, type(None)):
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
        return of
    if isinstance(of, type) and dataclasses.is_dataclass(of):
        return _record(of)
    raise TypeError(f"no JSON for {of}")


def _plain(value: Any) -> Any:
    return value


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
    items = [decoder(hints[field.name]) for field in dataclasses.fields(of)]
    return lambda values: of(*[item(value) for item, value in zip(items, values, strict=True)])
