"""Two texts are the same story where they share their runs of words, and only there."""

from hypothesis import given
from hypothesis import strategies as st

from kawat.editorial.likeness import ALIKE, Shelf

COFFEE = (
    "Petani kopi di Malang mengirim dua ton biji kopi ke Osaka pada hari Senin setelah pertemuan dengan para pembeli "
    "dari Jepang yang difasilitasi oleh Konsulat Jenderal Republik Indonesia di kota itu bulan lalu."
)
BATIK = (
    "Pameran batik pesisir dibuka di Den Haag dan dihadiri perajin dari Pekalongan, Lasem, serta Cirebon yang "
    "memperagakan cara membatik kepada para pengunjung museum selama tiga hari berturut-turut."
)
SHELF = Shelf([("kopi", COFFEE), ("batik", BATIK)])

words = st.lists(st.text("abcdefg", min_size=1, max_size=4), min_size=5, max_size=60).map(" ".join)


def test_a_story_with_another_opening_and_other_case_is_found() -> None:
    name, share = SHELF.find("MALANG, Harian Contoh. " + COFFEE.upper())
    assert name == "kopi" and share > 0.8


def test_a_shortened_story_is_found() -> None:
    name, share = SHELF.find(" ".join(BATIK.split()[4:18]))
    assert (name, share) == ("batik", 1.0)


def test_another_story_on_the_same_matter_is_not_the_same() -> None:
    _, share = SHELF.find("Kopi dari Malang kini dijual di Osaka, kata seorang pembeli dari Jepang kepada wartawan.")
    assert share < ALIKE


def test_nothing_is_like_nothing() -> None:
    assert SHELF.find("") == ("", 0.0) == Shelf([]).find(COFFEE)


@given(words, words)
def test_a_text_is_wholly_like_itself_whatever_else_is_there(one: str, other: str) -> None:
    name, share = Shelf([("b", other), ("a", one)]).find(one)
    assert share == 1.0 and name in ("a", "b")


@given(words, words)
def test_the_order_of_the_shelf_does_not_matter(one: str, other: str) -> None:
    assert Shelf([("a", one), ("b", other)]).find(one) == Shelf([("b", other), ("a", one)]).find(one)
