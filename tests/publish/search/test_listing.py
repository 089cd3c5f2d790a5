"""Of a family in too many documents those are listed in which it weighs most, also after edits."""

from collections import Counter
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from kawat.publish.search import families, listing, numbers, postings
from kawat.publish.search.postings import replaced, term

Told = dict[str, dict[int, int]]
"""Weights by surface and document."""

SURFACES = ("tanam", "tanaman", "menanam")
codes = st.integers(10, 14)
weights = st.fixed_dictionaries({one: st.dictionaries(st.integers(0, 30), st.integers(1, 3)) for one in SURFACES})
lengths = st.lists(codes, min_size=31, max_size=31)


def kept(told: Told, lengths: list[int]) -> families.Families:
    family = dict.fromkeys(told, "")
    for surface, said in told.items():
        for at, weight in said.items():
            family[surface] = replaced(family[surface], False, at, term(weight, lengths[at]))
    family = {surface: one for surface, one in family.items() if one}
    return {"tanam": family} if family else {}


def shares(told: Told, lengths: list[int]) -> dict[int, float]:
    heavy = Counter[int]()
    for said in told.values():
        heavy.update(said)
    return {
        at: weight / (weight + 1.2 * (0.25 + 0.75 * numbers.length_of(lengths[at]) / 300))
        for at, weight in heavy.items()
    }


def listed(told: Told, lengths: list[int], most: int) -> str:
    """What is to be listed, by the definition."""
    share = shares(told, lengths)
    best = sorted(share, key=lambda at: (share[at], at))[-most:]
    chosen = {surface: {at: one for at, one in said.items() if at in best} for surface, said in told.items()}
    made = postings.plain(families.write(kept(chosen, lengths)))
    return made.replace("\ntanam\t", f"\ntanam {len(share)}\t") if len(share) > most else made


@given(weights, lengths, st.integers(1, 5))
def test_those_are_listed_in_which_it_weighs_most(told: Told, lengths: list[int], most: int) -> None:
    shard = families.write(kept(told, lengths))
    with patch.object(listing, "MOST_LISTED", most):
        assert listing.listed(shard) == listed(told, lengths, most)


@given(
    weights,
    lengths,
    st.lists(
        st.tuples(st.integers(0, 30), codes, st.dictionaries(st.sampled_from(SURFACES), st.integers(1, 3))), max_size=4
    ),
    st.integers(1, 12),
    st.booleans(),
)
def test_after_edits_the_same_are_listed_as_if_all_were_weighed_anew(
    told: Told, lengths: list[int], edits: list[tuple[int, int, dict[str, int]]], most: int, other: bool
) -> None:
    def said(at: int) -> dict[str, str]:
        return {surface: term(one[at], lengths[at]) for surface, one in told.items() if at in one}

    beside = {"kopi": {"kopi": term(1, 5)}} if other else {}
    changes: list[listing.Said] = []
    with patch.object(listing, "MOST_LISTED", most), patch.object(postings, "_LONG", 6):
        before = listing.listed(families.write(kept(told, lengths) | beside))
        for at, code, new in edits:
            earlier, lengths[at] = said(at), code
            for surface in SURFACES:
                told[surface].pop(at, None)
                told[surface] |= {at: new[surface]} if surface in new else {}
            changes.append((at, earlier, said(at)))
        now = kept(told, lengths) | beside
        again = listing.relisted(before, now, {"tanam": changes})
        assert again == listing.listed(families.write(now))


def test_a_document_that_weighs_more_is_listed_without_weighing_all() -> None:
    told, lengths = {"tanam": {at: 1 + at for at in range(9)}}, [12] * 9
    with patch.object(listing, "MOST_LISTED", 4):
        before = listing.listed(families.write(kept(told, lengths)))
        for at, weight, asks in ((1, 9, 0), (7, 9, 0), (1, 2, 0), (7, 1, 1), (8, 1, 1)):
            edit = at, {"tanam": term(told["tanam"][at], 12)}, {"tanam": term(weight, 12)}
            now = kept({"tanam": {**told["tanam"], at: weight}}, lengths)
            with patch.object(listing, "_listed", wraps=listing._listed) as weighed:
                again = listing.relisted(before, now, {"tanam": [edit]})
            assert (again, weighed.call_count) == (listing.listed(families.write(now)), asks), (at, weight)
