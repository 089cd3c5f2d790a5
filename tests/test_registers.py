"""Registers find and take a few names without reading all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.registers import Earlier, Register

NAMES = st.text("ab/é\U0001f600\x00 -", max_size=5)
VALUES = st.dictionaries(NAMES, st.text("01é ", max_size=4), max_size=20)


def kept(values: dict[str, str]) -> Register:
    parts = Register.pack("ids", values)
    return Register("ids", lambda part: parts.get(part, b""))


@given(VALUES, VALUES)
def test_a_register_has_what_was_packed_and_what_came(before: dict[str, str], more: dict[str, str]) -> None:
    whole = Register.pack("ids", before | more)
    assert {**Register.pack("ids", before), **kept(before).plus(more)} == whole
    register = kept(before | more)
    assert set(register) == {*before, *more} and len(register) == len(before | more)
    assert {name: register[name] for name in before | more} == before | more
    for name in {"a", "é", "zz"} - {*before, *more}:
        with pytest.raises(KeyError):
            register[name]


def test_of_a_register_that_is_asked_much_nothing_else_is_said() -> None:
    values = {f"content/{at}": str(at) for at in range(1000)} | {"tanpa": ""}
    register = kept(values)
    for _ in range(2):
        assert {name: register[name] for name in values} == values
        assert "content/1000" not in register and "content/1\t1" not in register and "" not in register


def test_of_a_register_one_part_is_read_for_a_few_names_of_it() -> None:
    parts, read = Register.pack("ids", {f"content/{at}": str(at) for at in range(1000)}), list[str]()
    register = Register("ids", lambda part: (read.append(part), parts.get(part, b""))[1])
    assert (register["content/7"], register["content/7"], "content/1000" in register) == ("7", "7", False)
    assert len(parts) == 64 and len(read) <= 2 and len(register.plus({"content/1001": ""})) == 1


def test_what_stories_had_is_found_and_only_the_parts_in_which_something_came_are_told() -> None:
    known = {("id", f"tag:{at}"): [at, at] for at in range(600)}
    kept = {name: data.decode() for name, data in Earlier.pack(known).items()}
    read: list[str] = []
    earlier = Earlier(lambda name: read.append(name) or kept.get(name, ""))  # type: ignore[func-returns-value]
    assert (earlier.get(("id", "tag:7")), earlier.get(("en", "tag:7"))) == ([7, 7], None)
    earlier["id", "tag:7"] = [8, 7, 900]
    assert len(read) == 2 and len(earlier.parts()) == 1
    assert Earlier.pack(known | {("id", "tag:7"): [8, 7, 900]}) == {
        **Earlier.pack(known),
        **earlier.parts(),
    }
