"""Analysis: which surfaces and stems a text gives, and where (docs/search.md, "Words")."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.publish.search import analysis, indonesian
from kawat.publish.search.stopwords import STOP_WORDS

ALPHABETS = {
    "id": "abcdefghijklmnoprstuwy-' é",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئءَُِّْـ ",
    "de": "abcdefghiklmnoprstuwzäöüßÄÖÜẞ- ",
    "fr": "abcdefilmnoprstuvéèêëçàùîôœæ'’- ",
    "ja": "日本大使館茶のはをガギグゲゴパピプペポンー・々。、 aB1",
    "ko": "대한민국서울인도네시아는은이가 aB1",
    "th": "กขคงจชดตนบปพมยรลวสหอะัาำิีึืุูเแโใไ็่้๊๋์ 1",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё- ",
}

INFLECTIONS = {
    "tanam": "menanam penanaman tanaman ditanam",
    "tulis": "menulis penulisan tulisan tertulis",
    "kirim": "mengirim pengiriman dikirim kiriman",
    "tawar": "menawarkan penawaran tawaran",
    "tingkat": "meningkat peningkatan ditingkatkan",
    "sampai": "menyampaikan penyampaian disampaikan",
    "pilih": "memilih pemilihan terpilih pilihan",
    "kerja": "bekerja pekerjaan mengerjakan",
    "sewa": "menyewa penyewaan disewakan",
    "pukul": "memukul dipukul terpukul",
    "kunjung": "mengunjungi kunjungan berkunjung pengunjung",
    "tunjuk": "menunjukkan pertunjukan petunjuk",
    "layan": "melayani pelayanan layanan",
    "dagang": "perdagangan berdagang pedagang",
    "ajar": "belajar mengajar pelajaran pembelajaran",
    "bangun": "pembangunan membangun bangunan",
    "lindung": "perlindungan melindungi terlindungi",
    "sepakat": "kesepakatan menyepakati disepakati",
    "temu": "pertemuan bertemu menemukan",
    "kenal": "memperkenalkan pengenalan dikenal",
    "simpan": "menyimpan penyimpanan tersimpan",
    "terjemah": "menerjemahkan penerjemah terjemahan",
}
"""22 common roots and 72 of their forms, many with swallowed consonants (t, s, k, p)."""


def found(text: str, language: str = "id") -> list[tuple[str, str, int]]:
    return [(*word, at) for word, at in analysis.terms(text, language)[0]]


def surfaces(text: str, language: str = "id") -> list[str]:
    return [surface for surface, _, _ in found(text, language)]


def test_the_forms_of_common_roots_have_the_stem_of_their_root() -> None:
    pairs = [(root, form) for root, forms in INFLECTIONS.items() for form in forms.split()]
    assert (len(INFLECTIONS), len(pairs)) == (22, 72)
    missed = [form for root, form in pairs if indonesian.stem(form) != indonesian.stem(root)]
    assert len(missed) <= 6, missed


def test_a_root_is_guessed_from_a_form_that_no_text_uses() -> None:
    pairs = [(root, form) for root, forms in INFLECTIONS.items() for form in forms.split()]
    assert sum(root in indonesian.roots(form) for root, form in pairs) >= 66
    assert indonesian.roots("tulisan") == ("tulis",)
    assert indonesian.roots("menari") == ("menar", "nari", "tari", "ari", "nar", "tar")


@pytest.mark.parametrize("name", "bali maluku kediri berlin tunis pemilu bekasi busan penang jakarta".split())
def test_names_are_left_alone(name: str) -> None:
    assert found(name.title()) == [(name, name, 0)]


def test_words_that_look_like_forms_of_others_have_the_right_root() -> None:
    assert [indonesian.stem(word) for word in ("perbankan", "penyelidikan", "seniman", "pariwisata")] == [
        "bank", "selidik", "seni", "wisata",
    ]  # fmt: skip


def test_a_word_that_is_said_twice_is_one() -> None:
    assert found("Anak-anak") == [("anak", "anak", 0)]
    assert surfaces("buku-bukunya bermaaf-maafan") == ["buku", "bukunya", "bermaaf", "maafan"]


def test_a_short_part_may_be_written_together() -> None:
    assert found("e-paspor baru") == [("paspor", "paspor", 1), ("epaspor", "epaspor", 0), ("baru", "baru", 2)]
    assert surfaces("COVID-19") == ["covid", "19", "covid19"]
    assert surfaces("tenggara-timur") == ["tenggara", "timur"]


def test_apostrophes_do_not_part_a_word_but_elided_articles_do() -> None:
    assert surfaces("Jum'at Jum’at Qur'an") == ["jumat", "jumat", "quran"]
    assert surfaces("the ministry's", "en") == ["the", "ministry"]
    assert "indonesie" in surfaces("l'Indonésie", "fr")


def test_what_people_leave_out_when_they_type_is_left_out() -> None:
    assert surfaces("Häuser Straße Ørsted São", "de") == ["hauser", "strasse", "orsted", "sao"]
    assert found("السِّفَارَة", "ar") == found("السفارة", "ar") == [("السفاره", "سفار", 0)]
    assert surfaces("Ёлка", "ru") == ["елка"]


def test_scripts_without_spaces_are_cut_into_pairs_and_han_characters_stand_alone_too() -> None:
    assert found("大使館", "ja") == [
        ("大", "大", 0),
        ("大使", "大使", 0),
        ("使", "使", 1),
        ("使館", "使館", 1),
        ("館", "館", 2),
    ]
    assert surfaces("서울 G20", "ko") == ["서울", "g20"]
    assert surfaces("ไทย", "th") == ["ไท", "ทย"]
    assert surfaces("茶・A", "ja") == ["茶"]


def test_stop_words_keep_their_place_and_have_no_stem() -> None:
    assert found("pemilu di luar negeri") == [
        ("pemilu", "pemilu", 0), ("di", "", 1), ("luar", "luar", 2), ("negeri", "negeri", 3),
    ]  # fmt: skip
    for language, words in STOP_WORDS.items():
        assert [stem for _, stem, _ in found(" ".join(sorted(words)), language) if stem] == []


def test_english_is_stemmed_by_snowball_not_by_cutting_ing() -> None:
    assert [stem for _, stem, _ in found("running runs policies policy", "en")] == ["run", "run", "polici", "polici"]


@pytest.mark.parametrize(
    ("language", "word", "stem"),
    [
        ("ar", "والمسافرين", "والمسافر"),
        ("de", "Verhandlungen", "verhandl"),
        ("en", "negotiations", "negoti"),
        ("es", "negociaciones", "negoci"),
        ("fr", "négociations", "negoci"),
        ("it", "negoziazioni", "negoz"),
        ("nl", "onderhandelingen", "onderhandel"),
        ("pt", "negociações", "negoc"),
        ("ru", "переговорами", "переговор"),
        ("tr", "görüşmelerde", "gorusme"),
    ],
)
def test_words_of_other_languages_have_the_stem_that_snowball_gives_them(language: str, word: str, stem: str) -> None:
    assert [one for _, one, _ in found(word, language)] == [stem]


@given(st.sampled_from(sorted(ALPHABETS)).flatmap(lambda one: st.tuples(st.just(one), st.text(ALPHABETS[one]))))
def test_any_text_gives_folded_terms_in_order_of_their_positions(case: tuple[str, str]) -> None:
    language, text = case
    terms = found(text, language)
    assert all(surface and " " not in surface and "\t" not in surface for surface, _, _ in terms)
    assert all(0 <= place < max(1, analysis.terms(text, language)[1]) for _, _, place in terms)
    assert all(analysis.fold(one) == one for one, _, _ in terms if language not in ("ja", "ko", "th"))
