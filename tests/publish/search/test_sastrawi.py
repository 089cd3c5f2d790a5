"""The quick way to PySastrawi's roots gives PySastrawi's roots."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from kawat.publish.search import sastrawi

STEMMER = StemmerFactory().create_stemmer().delegatedStemmer
ROOTS = sorted(word for word in STEMMER.get_dictionary().words if word.isascii() and word.isalpha())
PREFIXES = (
    "meng meny mem men me peng peny pem pen pe ber be ter te per di ke se memper diper ku kau menge penge".split()
)
SUFFIXES = "nya kan an i kannya annya lah kah ku mu pun is isme isasi".split()
affixes = st.lists(st.sampled_from(["", *PREFIXES]), max_size=2).map("".join)


@settings(max_examples=150)
@example("", "beresok", 0, "", "")  # whose root is found with an ending put back, and begins like a prefix
@given(affixes, st.sampled_from(ROOTS), st.integers(0, 1), st.sampled_from(["", "el", "em", "in"]), affixes)
def test_inflections_have_the_roots_of_the_library(
    prefix: str, root: str, swallowed: int, infix: str, more: str
) -> None:
    for suffix in ("", *SUFFIXES):
        word = prefix + root[:1] + infix + root[1:] + suffix if infix else prefix + more + root[swallowed:] + suffix
        assert sastrawi.root(word) == STEMMER.stem_word(word)


def test_words_without_a_root_stay_as_they_are() -> None:
    assert [sastrawi.root(word) for word in ("tokyo", "memxyzkan", "an", "a")] == ["tokyo", "memxyzkan", "an", "a"]
