"""Typesetting: lines that fit, scripts that are joined and ordered, and the same pixels everywhere."""

import hashlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kawat.build import typeset
from kawat.build.typeset import FONTS, Unset, fit, raster

FOLDER = Path(typeset.__file__).parent / "fonts"
SIZES = (76, 60)


def lines(text: str, language: str = "id", width_px: int = 600, height_px: int = 300) -> tuple[str, ...]:
    return fit(text, language, width_px, height_px, SIZES, 1.3)[1]


def ink(text: str, language: str, size_px: int = 60) -> Image.Image:
    return raster(text, language, size_px)[0]


def test_the_fonts_are_those_that_are_named_with_their_licence() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.ttf")}
    assert found == FONTS
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text("utf-8")


SAMPLES = {
    "id": "Perjanjian “Ekonomi” – 50%", "en": "Don’t panic", "tr": "İstanbul’da ğ ş ı", "vi": "Đại sứ quán Việt",
    "pl": "Łódź", "ro": "Ambasada țș", "az": "Səfirlik", "ru": "Посольство", "uk": "Ґанок її", "kk": "Елшілік әңғқ",
    "el": "Πρεσβεία", "ar": "سفارة", "fa": "می‌شود گچپژ", "ur": "سفارت ٹڈے", "am": "ኤምባሲ",
    "hi": "दूतावास", "bn": "দূতাবাস", "ta": "தூதரகம்", "th": "สถานทูต", "lo": "ສະຖານທູດ", "km": "ស្ថានទូត", "my": "သံရုံး",
    "ja": "大使館とカタカナ", "zh": "大使馆", "zh-Hant": "大使館", "ko": "대사관",
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), SAMPLES.items())
def test_the_languages_of_the_missions_can_be_set(language: str, text: str) -> None:
    found = ink(text, language)
    assert found.width > 60 and found.getextrema() == (0, 255)


def test_a_letter_that_no_font_has_is_said_and_not_drawn_as_a_box() -> None:
    with pytest.raises(Unset, match=r"no font has '𓀀' \(U\+13000\)"):
        lines("Tulisan 𓀀")


def test_pictographs_and_invisible_marks_are_left_out() -> None:
    assert lines("Festival 🎉\ufe0f\u200f Tokyo\u00ad", width_px=900) == ("Festival Tokyo",)


def test_a_text_takes_the_largest_size_at_which_it_fits() -> None:
    assert fit("Pendek", "id", 600, 300, SIZES, 1.3) == (76, ("Pendek",))
    size, found = fit("Kata " * 16, "id", 600, 320, SIZES, 1.3)
    assert size == 60 and 1 < len(found) <= int(320 / (60 * 1.3))


def test_a_long_text_is_cut_between_words_with_an_ellipsis() -> None:
    found = lines(
        "Penandatanganan nota kesepahaman antara dua provinsi tentang pendidikan vokasi dan perdagangan, lalu"
    )
    assert len(found) == 3 and found[-1].endswith("…") and not found[-1].endswith((" …", ",…"))
    assert "Penandatanganan nota kesepahaman antara dua provinsi tentang".startswith(" ".join(found).rstrip("…")[:40])


def test_a_word_that_is_wider_than_a_line_is_broken_and_nothing_of_it_is_lost() -> None:
    assert "".join(lines("a" * 40, height_px=900)) == "a" * 40
    thai = "กำ" * 30
    assert "".join(lines(thai, "th", height_px=2000)) == thai


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ja", ("日本の", "バイヤーが", "出会う")),
        ("th", ("ผู้เยี่ยมชมได้", "เรียนรู้")),
        ("zh", ("印度尼西亚", "文化节在", "北京开幕")),
        ("zh-Hant", ("印尼文化節", "在香港開幕")),
        ("ko", ("바틱 장인을", "만나다")),
    ],
)
def test_lines_are_broken_between_words_also_where_no_blanks_are_written(
    language: str, expected: tuple[str, ...]
) -> None:
    text = (" " if language == "ko" else "").join(expected)
    assert lines(text, language, width_px=440) == expected


def test_arabic_letters_are_joined_and_read_from_the_right() -> None:
    """A joined word is narrower than its letters by themselves; the first letter stands at the right."""
    word = "بيت"
    assert ink(word, "ar").width < sum(ink(letter, "ar").width for letter in word)
    alef_first, alef_last = ink("ا ـــــ", "ar"), ink("ـــــ ا", "ar")
    assert alef_first.crop((alef_first.width - 12, 0, alef_first.width, 20)).getbbox()
    assert not alef_last.crop((alef_last.width - 12, 0, alef_last.width, 20)).getbbox()


def test_numbers_and_latin_words_keep_their_direction_within_arabic() -> None:
    order = [run for run, _ in typeset._ordered("توقعان 35 مذكرات (MoU) في", "rtl")]
    assert order == [" في", ")", "MoU", "( مذكرات ", "35", "توقعان "] or "".join(order).count("MoU") == 1
    assert next(run for run in order if "3" in run) == "35"
    assert order[-1].startswith("توقعان") and order[0].endswith("في")


def test_a_joiner_stays_with_its_letter() -> None:
    assert ink("می‌شود", "fa").width > ink("میشود", "fa").width


def test_a_mark_stands_on_its_letter() -> None:
    assert ink("ที่", "th").width == ink("ท", "th").width or ink("ที่", "th").width < 1.3 * ink("ท", "th").width


def test_the_same_letter_looks_as_its_language_writes_it() -> None:
    """Unicode has one code for 直; Japan and China write it differently."""
    assert ink("直", "ja").tobytes() != ink("直", "zh").tobytes()


@settings(max_examples=60)
@given(
    st.text(st.sampled_from("aábc MW,.-–ابج 12日本ทีก"), min_size=1, max_size=60),
    st.sampled_from(["id", "ar", "ja", "th"]),
)
def test_lines_always_fit_and_hold_the_text_in_order(text: str, language: str) -> None:
    size_px, found = fit(text, language, 500, 300, SIZES, 1.3)
    assert len(found) <= int(300 / (size_px * 1.3))
    assert all(ink(line, language, size_px).width <= 500 + size_px for line in found)
    whole = "".join(unicodedata.normalize("NFC", text).split())
    shown = "".join("".join(found).split()).removesuffix("…")
    assert unicodedata.normalize("NFC", shown) == whole[: len(shown)]
