"""Drawing: what a network shows of a story, as pixels."""

import io

import pytest
from PIL import Image

from kawat.build import drawing

WORDS = ("Festival Indonesia di Tokyo", "KBRI Tokyo", "kawat.example", "#0b4f8a", "id")


def drawn(*words: str) -> Image.Image:
    with Image.open(io.BytesIO(drawing.draw(*words))) as opened:
        opened.load()
        return opened.convert("RGB")


def ink(card: Image.Image, top: int, bottom: int) -> tuple[int, int] | None:
    """Return the left and right edge of what is written between two heights."""
    mask = card.crop((0, top, card.width, bottom)).convert("L").point(lambda value: 255 if value > 150 else 0)
    box = mask.getbbox()
    return (box[0], box[2]) if box else None


TITLE, NAME, FOOT = (165, 500), (60, 150), (510, 580)


def test_a_card_is_a_small_png_of_the_size_that_networks_ask_for() -> None:
    data = drawing.draw(*WORDS)
    assert data.startswith(b"\x89PNG") and len(data) < 40_000
    card = drawn(*WORDS)
    assert card.size == (1200, 630) and card.getpixel((3, 3)) == (11, 79, 138)
    assert card.getpixel((600, 615)) == (206, 17, 38) and card.getpixel((600, 625)) == (255, 255, 255)
    assert all(ink(card, *part) for part in (TITLE, NAME, FOOT))


def test_the_same_words_are_the_same_bytes_and_nothing_but_pixels() -> None:
    first = drawing.draw(*WORDS)
    assert first == drawing.draw(*WORDS)
    assert not any(chunk in first for chunk in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP", b"tIME"))


@pytest.mark.parametrize(("language", "title"), [("id", "Festival"), ("ar", "مهرجان"), ("fa", "جشنواره")])
def test_a_card_begins_where_reading_begins(language: str, title: str) -> None:
    left, right = ink(drawn(title, title, "kawat.example", "#8a1538", language), *TITLE) or (0, 0)
    assert (left > 600 and right > 1110) if language != "id" else (left < 90 and right < 600)


@pytest.mark.parametrize("title", ["Kata " * 60, "W" * 200, "ก" * 300, "日" * 200, "x"])
def test_no_title_leaves_its_place(title: str) -> None:
    language = {"ก": "th", "日": "ja"}.get(title[0], "id")
    card = drawn(title, "KBRI Tokyo", "kawat.example", "#8a1538", language)
    left, right = ink(card, *TITLE) or (0, 0)
    assert left >= 60 and right <= 1200 - 60
    assert ink(card, 500, 525) is None and ink(card, 128, 160) is None


def test_a_title_with_a_letter_that_no_font_has_is_left_out_whole() -> None:
    card = drawn("Naskah 𓀀", *WORDS[1:])
    assert ink(card, *TITLE) is None and ink(card, *NAME) is not None
