"""Nodes: front matter as it was typed, of which each part knows where it stands."""

from ..problems import Problem
from ..records import dataclass

__all__ = ["Mapping", "Node", "Refused", "Scalar", "Sequence"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string as typed; `length` is how many characters it takes in its (first) line, quotes included."""

    value: str
    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple["Node", ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Pairs of key and value in the order typed; keys are unique."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


class Refused(Exception):
    """The text is outside the subset; carries the Problem."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found
