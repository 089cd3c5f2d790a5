"""Typesetting: words become pixels, in any script, and the same pixels on every machine.

HarfBuzz shapes and rasterises with fonts that come with Kawat, python-bidi orders mixed directions (UAX 9), BudouX
finds where Japanese, Chinese and Thai may be broken.  Nothing of the system is used: its fonts, and FriBidi, which
Pillow would need for its own layout, differ between machines or are missing.

Left out: hyphenation, vertical text, isolates (UAX 9, X5a), colour fonts; pictographs are dropped.
"""

import os
import unicodedata
from collections.abc import Iterator
from functools import cache

import budoux
import uharfbuzz as hb
from bidi import algorithm as bidi
from PIL import Image

from ..codes import direction
from ..patterns import pattern

__all__ = ["FONTS", "Unset", "fit", "raster"]

FONTS: dict[str, str] = {
    "NotoSans-Bold.ttf": "dd240b1472d2c1befbb62687cbb3a9245e81f55a4a73617ad8c35bfe22b22aeb",
    "NotoSansArabic-Bold.ttf": "c31ab9e421ad0266fe57081091d80cef8298402180e914a4f3ec2ea756388c12",
    "NotoSansDevanagari-Bold.ttf": "0a07300b19ed34f924c8919cda961ff42f0ed689e6ff911083a7785d9e7f3056",
    "NotoSansBengali-Bold.ttf": "e544f8abe9100f0ae224e2337514c50118459d6cad7c15ef3c1ad6f38ecf393a",
    "NotoSansTamil-Bold.ttf": "d5e76785f42eeb87d3bf82802a7fbe7efc03819c93acade3c9db505c811d3e9c",
    "NotoSansThai-Bold.ttf": "f6c9f6d8bc198cffbe1bfe6c71ab6c35a67d21bf159808f08acbb69a73d311db",
    "NotoSansLao-Bold.ttf": "d66ffcdefb999cb9d0e6a6e29d9fa4f5e0773babdf6ed6870d67e61ae99cf25e",
    "NotoSansKhmer-Bold.ttf": "4376aced7a4a0feb1d46b858c1a4a8f86fda340bde8bca38e29721343c0d220f",
    "NotoSansMyanmar-Bold.ttf": "4e846f45510a66db05cfc67ebdb43918b20a325d090ee2ef4dca76b13cb7f4fa",
    "NotoSansEthiopic-Bold.ttf": "1b0da4e4de1ab374fae045a3507e27a7918f4cec5c8945b41e8ffb99893561d6",
    "NotoSansJP-Bold.ttf": "f90d4f7e4faa9d80df595e90e096f5901423ca0e128e9342462832244aa2fda3",
    "NotoSansSC-Bold.ttf": "dff1a17ea37944610cf5deb19ff0f71d04ab985edd0083625538c55260dfdd36",
    "NotoSansTC-Bold.ttf": "b183110bc023efaba95a0bbf76850d73bc9e45892c7c02a900e0b6267f197617",
    "NotoSansKR-Bold.ttf": "d0cbb59899138fd4485650f8e635c988ae8053a6baad5d17f703a10e278e9a73",
}
"""Font files in `fonts/` with their SHA-256, in the order of trial; docs/make_fonts.py makes them."""

_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fonts")
_FIRST = {"ja": "NotoSansJP-Bold.ttf", "ko": "NotoSansKR-Bold.ttf", "zh": "NotoSansSC-Bold.ttf"}
_FIRST |= {"zh-Hant": "NotoSansTC-Bold.ttf", "zh-TW": "NotoSansTC-Bold.ttf", "zh-HK": "NotoSansTC-Bold.ttf"}
_EM = 4096  # in which whole numbers HarfBuzz measures; fonts are not hinted, so all sizes are alike
_ELLIPSIS = "…"
_JOINERS = "\u200c\u200d"
_CLUSTER = pattern(f"(?s:.)[{_JOINERS}]*")


class Unset(ValueError):
    """No font has a letter of the text."""


def fit(
    text: str, language: str, width_px: int, height_px: int, sizes_px: tuple[int, ...], leading: float
) -> tuple[int, tuple[str, ...]]:
    """Return the largest of the sizes at which a text fits a box, and its lines as they are read.

    At the smallest it is cut between words, with an ellipsis.

    Args:
        sizes_px: descending; leading: height of a line in sizes.
    Raises:
        Unset: a letter is in none of the fonts.
    """
    pieces = [(piece, _ems(piece.rstrip(), language), _ems(piece, language)) for piece in _pieces(text, language)]
    lines: list[str] = []
    for size_px in sizes_px:
        lines, most = _lines(pieces, language, width_px / size_px), max(1, int(height_px / (size_px * leading)))
        if len(lines) <= most:
            return size_px, tuple(lines)
    return sizes_px[-1], (*lines[: most - 1], _cut(lines[most - 1], language, width_px / sizes_px[-1]))


def raster(text: str, language: str, size_px: int) -> tuple[Image.Image, int, int]:
    """Return a line as coverage (mode L), and how far right of the start of the baseline and below it that begins.

    Raises:
        Unset: a letter is in none of the fonts.
    """
    pen = hb.RasterDraw()
    pen.scale_factor = (_EM / size_px, _EM / size_px)
    at = 0
    for font, info, position in _glyphs(_printable(text), language):
        pen.transform = (1, 0, 0, 1, at + position.x_offset, position.y_offset)
        pen.draw_glyph(font, info.codepoint)
        at += position.x_advance
    made = pen.render()
    size = (made.extents.width, made.extents.height)
    if not all(size):
        return Image.new("L", (1, 1)), 0, 0
    # HarfBuzz counts rows upwards.
    picture = Image.frombuffer("L", size, bytes(made.buffer), "raw", "L", made.extents.stride, -1)
    return picture, made.extents.x_origin, -(made.extents.y_origin + size[1])


# ---------------------------------------------------------------- lines


def _printable(text: str) -> str:
    """The text without pictographs and invisible marks; joiners stay, for scripts that need them."""
    kept = (one for one in text if one in _JOINERS or unicodedata.category(one) not in ("So", "Cf", "Cs", "Co"))
    return " ".join("".join(one for one in kept if not "\ufe00" <= one <= "\ufe0f").split())


def _pieces(text: str, language: str) -> list[str]:
    """What a line may be broken between; each piece ends with its blank, if it has one."""
    found: list[str] = []
    parser = _parser(language)
    for word in _printable(text).split(" "):
        parts = parser.parse(word) if parser and word else [word]
        found += [*parts[:-1], parts[-1] + " "]
    return found


@cache
def _parser(language: str) -> budoux.Parser | None:
    match language.split("-")[0]:
        case "ja":
            return budoux.load_default_japanese_parser()
        case "th":
            return budoux.load_default_thai_parser()
        case "zh" if _FIRST.get(language) == "NotoSansTC-Bold.ttf":
            return budoux.load_default_traditional_chinese_parser()
        case "zh":
            return budoux.load_default_simplified_chinese_parser()
    return None


def _lines(pieces: list[tuple[str, float, float]], language: str, most_ems: float) -> list[str]:
    """Lines no longer than that, of pieces with their widths without and with the blank."""
    lines, room = [""], most_ems
    for piece, ems, ems_with_blank in pieces:
        if ems > room and lines[-1]:
            lines, room = [*lines, ""], most_ems
        while ems > room:  # longer than a line
            head = _head(piece, language, most_ems)
            lines, piece = [*lines[:-1], head, ""], piece[len(head) :]
            ems, ems_with_blank = _ems(piece.rstrip(), language), _ems(piece, language)
        lines[-1], room = lines[-1] + piece, room - ems_with_blank
    return [line.rstrip() for line in lines if line.strip()]


def _head(piece: str, language: str, most_ems: float) -> str:
    """As much as fits of a piece that is wider than a line, one letter at least; marks stay with their letter."""
    ends = [end for end in range(1, len(piece) + 1) if unicodedata.category(piece[end : end + 1] or "X")[0] != "M"]
    fitting = [end for end in ends if _ems(piece[:end], language) <= most_ems]
    return piece[: max(fitting, default=ends[0])]


def _cut(line: str, language: str, most_ems: float) -> str:
    """The line with an ellipsis, without the last words where there is no room for it."""
    pieces = _pieces(line, language)
    while len(pieces) > 1 and _ems(_ending("".join(pieces)), language) > most_ems:
        pieces.pop()
    return _ending(_head("".join(pieces), language, most_ems - _ems(_ELLIPSIS, language)))


def _ending(text: str) -> str:
    return text.rstrip(" ,;:.–—-、。，") + _ELLIPSIS


def _ems(text: str, language: str) -> float:
    return float(sum(position.x_advance for _, _, position in _glyphs(text, language))) / _EM


# ---------------------------------------------------------------- glyphs


def _glyphs(text: str, language: str) -> Iterator[tuple[hb.Font, hb.GlyphInfo, hb.GlyphPosition]]:
    """Yield the glyphs of a line from left to right."""
    for run, level in _ordered(text, direction(language)):
        spans = list(_by_font(run, language))
        for span, name in spans if level % 2 == 0 else reversed(spans):
            buffer = hb.Buffer()
            buffer.add_str(span)
            buffer.direction = "rtl" if level % 2 else "ltr"
            buffer.guess_segment_properties()
            buffer.language = language
            font = _font(name)
            hb.shape(font, buffer)
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                yield font, info, position


def _ordered(text: str, base: str) -> list[tuple[str, int]]:
    """Runs of one level in the order of display (UAX 9, rule L2), each in the order of reading."""
    if base == "ltr" and not any(unicodedata.bidirectional(one) in ("R", "AL", "AN") for one in text):
        return [(text, 0)]
    # The algorithm forgets joiners (rule X9), which Persian and Indic scripts are shaped by: they go with their letter.
    clusters = _CLUSTER.findall(text)
    text = "".join(cluster[0] for cluster in clusters)
    storage = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if base == "rtl" else (0, "L")
    bidi.get_embedding_levels(text, storage)
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    runs: list[tuple[str, int]] = []
    for cluster, one in zip(clusters, storage["chars"], strict=True):
        if runs and runs[-1][1] == one["level"]:
            runs[-1] = (runs[-1][0] + cluster, one["level"])
        else:
            runs.append((cluster, one["level"]))
    for level in range(max((level for _, level in runs), default=0), 0, -1):
        runs = list(_reversed_from(runs, level))
    return runs


def _reversed_from(runs: list[tuple[str, int]], level: int) -> Iterator[tuple[str, int]]:
    waiting: list[tuple[str, int]] = []
    for run in runs:
        if run[1] >= level:
            waiting.append(run)
            continue
        yield from reversed(waiting)
        waiting.clear()
        yield run
    yield from reversed(waiting)


def _by_font(run: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a run with the first font that has all their letters; a mark stays with its letter."""
    names = tuple(dict.fromkeys((_FIRST.get(language) or _FIRST.get(language.split("-")[0], ""), *FONTS)))
    span, current = "", ""
    for one in run:
        neutral = one == " " or one in _JOINERS or unicodedata.category(one).startswith("M")
        if current and neutral and (one in _JOINERS or ord(one) in _letters(current)):
            span += one
            continue
        name = next((name for name in names if name and ord(one) in _letters(name)), "")
        if not name:
            raise Unset(f"no font has {one!r} (U+{ord(one):04X})")
        if span and name != current:
            yield span, current
            span = ""
        span, current = span + one, name
    if span:
        yield span, current


@cache
def _face(name: str) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(os.path.join(_FOLDER, name)))


@cache
def _letters(name: str) -> frozenset[int]:
    return frozenset(_face(name).unicodes)


@cache
def _font(name: str) -> hb.Font:
    font = hb.Font(_face(name))
    font.scale = (_EM, _EM)
    return font
