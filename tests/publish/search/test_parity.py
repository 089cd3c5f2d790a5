"""The browser's words are the build's: `theme/static/search.js` and `analysis` agree on any text."""

import random
from functools import cache

import pytest
from conftest import PROJECT
from modules import call

from kawat.publish.search import analysis, indonesian

LANGUAGES = tuple("ar de en es fr id ja ko ms nl pt ru th zh hi he tr vi el".split())
ALPHABETS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئءـ\u064b\u064e\u0650\u0651\u0652\u0670",
    "de": "abcdefghijklmnopqrstuvwxyzäöüßÄÖÜẞ",
    "fr": "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôœæùûÿ",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "ja": "あいうえおかきくけこがぎぐゃゅょっアイウエオカキクケコガーヴ々〇日本大使館東京文化祭国際",
    "zh": "中华人民共和国外交部大使馆文化经济合作印度尼西亚〇",
    "ko": "가나다라마바사아자차카타파하한국대사관문화ㄱㅏ",
    "th": "กขคงจฉชซญดตถทธนบปผพฟมยรลวศสหอะาิีึืุูเแโใไำ่้๊๋์ๆ",
    "hi": "अआइईउऊकखगघचछजझटडतथदधनपफबभमयरलवशसहािीुूेैोौंः्",
    "he": "אבגדהוזחטיכלמנסעפצקרשתםןץףך\u05b0\u05b7\u05c1",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίΌΎΏ",
    "tr": "abcçdefgğhıiİjklmnoöprsştuüvyz",
    "vi": "aăâbcdđeêghiklmnoôơpqrstuưvxyạảấầẩẫậ",
}
BETWEEN = [" ", "  ", "-", "‐", "--", "'", "’", "ʼ", "_", ".", ", ", " 2026 ", "1", "/", "“"]
BETWEEN += ["\u00ad", "\u200b", "\u0640", "\n", "٣", "ﬁ", "Ⅳ", "½", "😀"]
WORDS = """anak-anak e-paspor al-Azhar l'accord qu'il d'État John's rock'n'roll O'Neill se-Asia 's-Gravenhage co-op
    KBRI-Tokyo -a- ' '' a'b's Anak-anak-anak""".split()


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Texts and their languages: a few thousand made of letters, separators and awkward words, and the shipped ones."""
    chance, found = random.Random(5), []
    for language in LANGUAGES:
        letters = ALPHABETS.get(language, "abcdefghijklmnopqrstuvwxyzABCéñ")
        for _ in range(120):
            parts = []
            for _ in range(chance.randint(1, 12)):
                alphabet = letters if chance.random() < 0.8 else chance.choice(list(ALPHABETS.values()))
                word = "".join(chance.choice(alphabet) for _ in range(chance.choice((1, 2, 3, 5, 8, 45))))
                parts += [chance.choice((word, word, word.upper(), chance.choice(WORDS))), chance.choice(BETWEEN)]
            found.append(("".join(parts), language))
    shipped = sorted((PROJECT / "content").rglob("index.*.md"))
    found += [(path.read_text("utf-8"), path.name.split(".")[1]) for path in shipped]
    return tuple(found)


def test_all_shipped_languages_are_among_the_cases() -> None:
    shipped = {path.stem for path in (PROJECT / "theme" / "locale").glob("*.po")} | {"en"}
    assert shipped <= {language for _, language in texts()}


def test_surfaces_and_their_places_are_the_same() -> None:
    answers = call("search.js", "surfaces", [(text,) for text, _ in texts()])
    for (text, language), answer in zip(texts(), answers, strict=True):
        expected = [(surface, place) for (surface, _), place in analysis.terms(text, language)[0]]
        assert [(one["surface"], one["place"]) for one in answer] == expected, text


def test_words_are_folded_alike() -> None:
    words = sorted({word.lower() for text, _ in texts() for word in text.split()})
    assert call("search.js", "fold", [(word,) for word in words]) == [analysis.fold(word) for word in words]


def test_the_roots_that_are_guessed_are_the_same() -> None:
    said = " ".join(text for text, language in texts() if language in ("id", "ms"))
    surfaces = {surface for (surface, _), _ in analysis.terms(said, "id")[0]}
    words = sorted(word for word in surfaces if word.isascii() and word.isalpha())
    assert len(words) > 1000
    assert call("search.js", "roots", [(word,) for word in words]) == [list(indonesian.roots(word)) for word in words]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("bali", "bali", 0), ("tokoy", "tokyo", 1), ("budya", "budaya", 1), ("budayaa", "budaya", 1), ("ca", "abc", 3)],
)
def test_distance_counts_letters_wrong_missing_too_many_or_swapped(one: str, other: str, expected: int) -> None:
    assert call("search.js", "distance", [(one, other), (other, one)]) == [expected, expected]
