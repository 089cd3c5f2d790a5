"""Shards of families are read as they were written."""

from kawat.publish.search import families


def test_families_are_in_order_and_stems_stand_for_themselves() -> None:
    shard = families.write({"tanam": {"tanaman": "a", "tanam": "b", "menanam": "c"}, "kopi": {"kopi": "d"}})
    assert shard == "\nkopi\t d\ntanam\tmen*".replace("men*", "menanam") + " c\t b\t*an a\n"
    assert families.write(families.read(shard)) == shard
    assert families.write({}) == "\n"


def test_of_a_family_that_was_cut_its_line_tells_the_true_number() -> None:
    line = families.line("tanam", {"tanaman": "a", "tanam": ""}, 4000)
    assert line == "tanam 4000\t*an a", "and nothing of surfaces that are in no document"
    assert families.family("tanam", line) == ({"tanaman": "a"}, 4000)
    assert families.lines(families.join({"tanam": line})) == {"tanam": line}
