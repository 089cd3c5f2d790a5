"""A story concerns us where it names what the network declares, as words of their own."""

import pytest

from kawat.model import City, Network, Province, Term
from kawat.wire.intake import Received
from kawat.wire.matching import Matcher, Matches

NETWORK = Network(
    topics=(Term("ekonomi", (("id", "Ekonomi"), ("en", "Economy"))), Term("budaya", (("id", "Budaya"),))),
    regions=(),
    organisations=(),
    provinces=(
        Province("ID-JI", (("id", "Jawa Timur"), ("en", "East Java")), "Surabaya", (0.0, 0.0), "Jawa"),
        Province("ID-PA", (("id", "Papua"),), "Jayapura", (0.0, 0.0), "Papua"),
        Province("ID-PD", (("id", "Papua Barat Daya"),), "Sorong", (0.0, 0.0), "Papua"),
    ),
    cities=(City("malang", (("id", "Malang"),), "ID-JI", "city"),),
)


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (Received("1", "u", "Kopi Malang", ""), Matches((), ("ID-JI",), ("malang",))),
        (Received("1", "u", "Kabar dari Papua Barat Daya", ""), Matches((), ("ID-PD",), ())),
        (Received("1", "u", "Kabar", "", ("Dari Papua.", "Ke EAST JAVA.")), Matches((), ("ID-JI", "ID-PA"), ())),
        (Received("1", "u", "Kabar", "", (), ("Ekonomi",)), Matches(("ekonomi",), (), ())),
        (Received("1", "u", "Malangnya nasib", "Perekonomian lesu"), Matches()),
        # A topic is told by title, summary or category: a text of any length says "budaya" somewhere.
        (Received("1", "u", "Kabar", "", ("Soal budaya kerja.",)), Matches()),
    ],
)
def test_what_a_story_is_about(story: Received, expected: Matches) -> None:
    assert Matcher(NETWORK).match(story) == expected


def test_a_network_that_declares_nothing_matches_nothing() -> None:
    assert not Matcher(Network((), (), (), (), ())).match(Received("1", "u", "Kopi Malang", ""))
