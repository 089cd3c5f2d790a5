"""Indonesian (and Malay) stems: PySastrawi's confix stripping, with exceptions and without names.

PySastrawi (Nazief & Adriani's algorithm with Asian's and Arifin's improvements) knows 30,000 roots and restores
swallowed consonants: menulis, penulisan → tulis.  It takes every word for an inflection, though: Bali → bal,
Maluku → malu, Berlin → lin.  So words that could bear no affix are not asked for, names are left alone, and where it
finds a wrong root a table says the right one.
"""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from ...patterns import pattern

__all__ = ["learn", "roots", "stem"]

_SHORTEST = 5
"""Words of four letters bear no affix worth cutting off, and many names are among them: Bali, Mali, Nias."""

_REMEMBERED = 200_000

_AFFIXED = pattern("(?=[a-z]+$)(?:(?:me|pe|be|te|di|ke|se|ku|kau).*|.*(?:an|i|nya|lah|kah|tah|pun|ku|mu))")

_NAMES = frozenset(
    """
asian bangi bangkalan bekasi berlin besuki buduran bungku busan derawan diego gedangan jinan kediri keeling kenia
kisaran kuantan kumasi kutai labis labuan maluku maran mekkah melawati melawi merapi merida milan nerus pangkalan
pekalongan pelentong pemalang pemangkat pemilu penang peradi permas permatang perpres putatan rembangan sandakan
sedenak segamat selangau selayang selor semenyih semeru senai sendai serian seririt sewon siburan tabanan tambunan
tarakan teminabuan tunis ungaran yemen
""".split()
)
"""Names that PySastrawi would take apart: of towns in Indonesia and Malaysia, large ones anywhere, and offices."""

_EXCEPTIONS = {
    word: root
    for root, words in {
        "bank": "perbankan",
        "selidik": "penyelidikan penyelidikannya",
        "seni": "seniman berkesenian",
        "wisata": "pariwisata pariwisatawan wisatawan kepariwisataan",
        "warga": "kewarganegaraan warganegara",
        "negara": "mancanegara",
        "masak": "masakan masakannya",
        "ikut": "keikutsertaan mengikutsertakan",
        "sosialisasi": "menyosialisasikan mensosialisasikan",
    }.items()
    for word in words.split()
}
_ROOTS = {
    "unjung": "kunjung", "pakat": "sepakat", "nali": "kenal", "arang": "karang", "pasuk": "masuk", "pasu": "masuk"
}  # fmt: skip
"""Roots found in place of others that are far more frequent in such texts; a real arang (charcoal) comes along."""


_LEARNT: dict[str, str] = {}


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """Return the root of a folded word; the word itself where it has none that we know."""
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    if len(word) < _SHORTEST or word in _NAMES or not _AFFIXED.fullmatch(word):
        return word
    if word in _LEARNT:
        return _LEARNT[word]
    root = _sastrawi()(word)
    return _ROOTS.get(root, root) if len(root) >= 3 else word


def learn(stems: Iterable[tuple[str, str]]) -> None:
    """Let words be known with the stems that they had: who edits a text need not wait for the dictionary."""
    _LEARNT.update(stems)


def roots(word: str) -> tuple[str, ...]:
    """Return what may be a word's root, by its affixes alone, the longest first; browsers do the same.

    For a form that no text uses, so that no stemmer has seen it: penanaman → tanam, among others that are no words.
    """
    found: set[str] = set()
    for ending in _SUFFIXES:
        if word.endswith(ending):
            trunk = word[: len(word) - len(ending)]
            found.add(trunk)
            for prefix, restored in _PREFIXES:
                if trunk.startswith(prefix):
                    found.update(begin + trunk[len(prefix) :] for begin in restored.split("|"))
    return tuple(sorted((one for one in found if len(one) >= 3 and one != word), key=lambda one: (-len(one), one)))


_SUFFIXES = ("", "nya", "kan", "an", "i", "kannya", "annya", "lah", "kah")
_PREFIXES = tuple(
    tuple(line.split())
    for line in """
meng |k
meny s
mem |p
men |t
me |
peng |k
peny s
pem |p
pen |t
pe |
ber |
be |
ter |
per |
di |
ke |
se |
memper |
diper |
keber |
pember |
pembel |
""".strip().splitlines()
)
"""A prefix, and what may have stood in the place of its end: me-tulis is menulis, me-kirim mengirim."""


@cache
def _sastrawi() -> Callable[[str], str]:
    """The stemmer; its dictionary takes a moment to read, which only those who need it shall wait for."""
    from . import sastrawi

    return sastrawi.root
