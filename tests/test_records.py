"""A record is a frozen dataclass with slots, whatever of it is composed late."""

import copy
import dataclasses
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, field

import pytest

from kawat import records
from kawat.records import dataclass


@dataclass(frozen=True, slots=True)
class Base:
    """One that another is derived from."""

    name: str
    size: int = 3


@dataclass(frozen=True, slots=True)
class Record(Base):
    """One with a field of each sort."""

    told: Mapping[str, int] = field(default_factory=dict, hash=False)
    took_s: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class Empty:
    """One without fields."""


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """The same as the standard library makes it."""

    name: str
    size: int = 3
    told: Mapping[str, int] = field(default_factory=dict, hash=False)
    took_s: float = field(default=0.0, compare=False)


def test_it_is_made_shown_compared_and_hashed_as_the_standard_librarys() -> None:
    one, other = Record("a", told={"b": 1}, took_s=2.0), Standard("a", told={"b": 1}, took_s=2.0)
    assert (
        repr(one) == repr(other).replace("Standard", "Record") == "Record(name='a', size=3, told={'b': 1}, took_s=2.0)"
    )
    assert one == Record("a", 3, {"b": 1}) and one != Record("a", 3, {"b": 2}) and one != other and one != "a"
    assert hash(one) == hash(other) == hash(Record("a"))
    assert Record("a").told == {} and Record("a").told is not Record("a").told
    assert dataclasses.replace(one, size=4) == Record("a", 4, {"b": 1})
    assert [name.name for name in dataclasses.fields(Record)] == list(Record.__match_args__)
    assert (repr(Empty()), Empty() == Empty(), hash(Empty())) == ("Empty()", True, hash(()))


def test_it_cannot_be_changed_and_comes_back_whole_from_another_process() -> None:
    one = Record("a", told={"b": 1})
    for change in (lambda: setattr(one, "name", "b"), lambda: setattr(one, "new", "b"), lambda: delattr(one, "name")):
        with pytest.raises(FrozenInstanceError, match=r"field '(name|new)'"):
            change()
    assert not hasattr(one, "__dict__") and one.name == "a"
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one


@dataclass(slots=True)
class Sheet:
    """One that may be changed."""

    name: str
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One that has an order."""

    line: int
    column: int = 1


def test_one_that_is_not_frozen_may_be_changed_and_is_no_key() -> None:
    one = Sheet("a")
    one.name += "b"
    one.lines.append("c")
    assert one == Sheet("ab", ["c"]) and Sheet("a").lines == []
    with pytest.raises(TypeError, match="unhashable type: 'Sheet'"):
        hash(one)


def test_ordered_ones_are_sorted_by_their_fields() -> None:
    places = [Place(2), Place(1, 9), Place(1, 2)]
    assert sorted(places) == [Place(1, 2), Place(1, 9), Place(2)]
    assert Place(1) <= Place(1) and Place(2) > Place(1, 9) and Place(2) >= Place(2) and not Place(1) < Place(1)
    with pytest.raises(TypeError, match="'<' not supported between instances of 'Place' and 'int'"):
        assert Place(1) < 2  # type: ignore[operator]


def test_who_forgets_a_value_is_told_as_by_the_standard_library() -> None:
    for _ in range(2):
        with pytest.raises(TypeError, match=r"Record.__init__\(\) missing 1 required positional argument: 'name'"):
            Record()  # type: ignore[call-arg]


def test_what_makes_all_of_them_is_composed_at_once_before_a_fork() -> None:
    @dataclass(frozen=True, slots=True)
    class Late:
        """One that nobody has made."""

        name: str

    records.compose()
    assert Late.__init__.__code__.co_varnames == ("self", "name")
    assert Late("a").name == "a"
