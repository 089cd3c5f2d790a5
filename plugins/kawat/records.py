"""Records: dataclasses with slots whose functions are composed once they are called, and not before.

The standard library has Python compile six functions for each class as soon as it is declared, which took a third of
the time in which Kawat starts; most of them are never called by a command.  What comes of it is a dataclass in every
respect: `dataclasses.fields` and `replace` take it; repr, equality, hash and errors are the same.

Left out: `kw_only` and whatever else no class here asks for.
"""

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["compose", "dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, slots: bool, frozen: bool = False, order: bool = False) -> Callable[[type], type]:
        """Return what declares such a class."""
        assert slots
        return partial(_declared, frozen=frozen, order=order)


_UNSET = object()
_ORDERS = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
_DECLARED: list[type] = []


def compose() -> None:
    """Compose what makes instances of all classes, before processes are forked that would each do so."""
    for one in _DECLARED:
        _put(one, "__init__", _init)
    _DECLARED.clear()


def _declared(of: type, frozen: bool, order: bool) -> type:
    own = frozenset(vars(of))
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(of)
    functions: dict[str, Any] = {
        "__init__": _later("__init__", made, _init),
        "__repr__": _later("__repr__", made, _repr),
        "__eq__": _later("__eq__", made, _eq),
        "__reduce__": _later("__reduce__", made, _reduce),
        "__hash__": _later("__hash__", made, _hash) if frozen else None,
    }
    if frozen:
        functions |= {"__setattr__": _refuse_to_assign, "__delattr__": _refuse_to_delete}
    if order:
        functions |= {name: _later(name, made, partial(_compared, name)) for name in _ORDERS}
    for name, function in functions.items():
        if name not in own:
            setattr(made, name, function)
    if "__init__" not in own:
        _DECLARED.append(made)
    return made


def _later(name: str, of: type, composition: Callable[[type], Callable[..., Any]]) -> Callable[..., Any]:
    """A function that puts the composed one in its own place when it is called first."""

    def first(*arguments: Any, **named: Any) -> Any:
        return _put(of, name, composition)(*arguments, **named)

    return first


def _put(of: type, name: str, composition: Callable[[type], Callable[..., Any]]) -> Callable[..., Any]:
    composed = composition(of)
    setattr(of, name, composed)
    return composed


def _init(of: type) -> Callable[..., None]:
    parameters, lines, known = ["self"], list[str](), dict[str, Any]({"_UNSET": _UNSET})
    for one in dataclasses.fields(of):
        name = one.name
        known[f"_set_{name}"] = vars(_owner(of, name))[name].__set__  # as no other way does, it passes by `__setattr__`
        parameter, value = name, name
        if one.default is not dataclasses.MISSING:
            known[f"_of_{name}"] = one.default
            parameter = f"{name}=_of_{name}"
        elif one.default_factory is not dataclasses.MISSING:
            known[f"_of_{name}"] = one.default_factory
            parameter, value = f"{name}=_UNSET", f"_of_{name}() if {name} is _UNSET else {name}"
        parameters.append(parameter)
        lines.append(f"_set_{name}(self, {value})")
    if hasattr(of, "__post_init__"):
        lines.append("self.__post_init__()")
    made = _function(of, "__init__", ", ".join(parameters), lines or ["pass"], known)
    made.__annotations__ = {one.name: one.type for one in dataclasses.fields(of)} | {"return": None}
    return made


def _repr(of: type) -> Callable[..., str]:
    told = ", ".join(f"{one.name}={{self.{one.name}!r}}" for one in dataclasses.fields(of) if one.repr)
    return _function(of, "__repr__", "self", [f'return f"{{self.__class__.__qualname__}}({told})"'], {})


def _eq(of: type) -> Callable[..., bool]:
    return _comparison(of, "__eq__", "==")


def _compared(name: str, of: type) -> Callable[..., bool]:
    return _comparison(of, name, _ORDERS[name])


def _comparison(of: type, name: str, sign: str) -> Callable[..., bool]:
    mine, others = (
        "".join(f"{who}.{one.name}, " for one in dataclasses.fields(of) if one.compare) for who in ("self", "other")
    )
    lines = [
        "if other.__class__ is not self.__class__:",
        " return NotImplemented",
        f"return ({mine}) {sign} ({others})",
    ]
    return _function(of, name, "self, other", lines, {})


def _hash(of: type) -> Callable[..., int]:
    hashed = "".join(
        f"self.{one.name}, " for one in dataclasses.fields(of) if (one.compare if one.hash is None else one.hash)
    )
    return _function(of, "__hash__", "self", [f"return hash(({hashed}))"], {})


def _reduce(of: type) -> Callable[..., Any]:
    """How it is pickled: as a call of its class."""
    values = "".join(f"self.{one.name}, " for one in dataclasses.fields(of))
    return _function(of, "__reduce__", "self", [f"return self.__class__, ({values})"], {})


def _function(of: type, name: str, parameters: str, lines: list[str], known: dict[str, Any]) -> Callable[..., Any]:
    body = "\n ".join(lines)
    exec(f"def {name}({parameters}):\n {body}", known)
    made: Callable[..., Any] = known[name]
    made.__qualname__ = f"{of.__qualname__}.{name}"
    return made


def _owner(of: type, name: str) -> type:
    """The class, of those that it is made from, that has the slot of a field."""
    return next(one for one in of.__mro__ if name in getattr(one, "__slots__", ()))


def _refuse_to_assign(self: object, name: str, value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
