"""Tables of segments: their documents are found, exchanged and kept as a list of them would be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.publish.search import table
from kawat.publish.search.table import Edition, Editions, Table, pack, unpack

NAMES = st.text("ab/é-", min_size=1, max_size=3)
EDITIONS = st.lists(st.tuples(NAMES, st.sampled_from(("id", "en")), st.sampled_from(("full", "simple")), NAMES))


@pytest.mark.parametrize("together", [1, 3, 512])
@given(EDITIONS, st.sets(NAMES, max_size=3), st.data())
def test_editions_are_what_a_list_of_them_is(
    together: int, told: list[Edition], wanted: set[str], data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "_TOGETHER", together)
        made = Editions.of(told)
        assert (list(made), len(made)) == (told, len(told)) and made == Editions.unpack(made.pack())
        assert made.numbers(wanted) == [at for at, (article, *_) in enumerate(told) if article in wanted]
        assert [made[at] for at in range(-len(told), len(told))] == told * 2
        assert made[1:5] == told[1:5] and made[-2:] == told[-2:]
        others = (
            data.draw(st.dictionaries(st.sampled_from(range(len(told))), st.just(("a", "id", "full", "k"))))
            if told
            else {}
        )
        assert list(made.replaced(others)) == [others.get(at, one) for at, one in enumerate(told)]
        assert list(made) == told
        with pytest.raises(IndexError):
            made[len(told)]


@given(EDITIONS)
def test_a_table_is_unpacked_as_it_was_packed(told: list[Edition]) -> None:
    made = Table(Editions.of(told), ("b1", "b2"), {"t0.txt": "d0", "p0.txt": "d1"}, [("a", "b")], [])
    assert unpack(pack(made)) == made
