"""Make the fonts of the cards: bold Noto Sans, one weight, the letters that titles are written with.

    pip install fonttools
    python docs/make_fonts.py FOLDER

FOLDER holds Google Fonts' variable Noto fonts (github.com/google/fonts, `ofl/`; SIL Open Font License 1.1). Of
Japanese, Chinese and Korean the letters of JIS X 0208, GB 2312, Big5 (level 1) and KS X 1001 (without hanja) are
kept: a title with a rarer one has a card without the title. Prints the table for `build/typeset.py`. It is no part of
any build.
"""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).resolve().parent.parent / "plugins" / "kawat" / "build" / "fonts"


def span(*ranges: tuple[int, int]) -> set[int]:
    """Return the code points of inclusive ranges."""
    return {point for first, last in ranges for point in range(first, last + 1)}


def charset(codec: str, rows: Iterable[int]) -> set[int]:
    """Return what the rows of a two-byte character set hold."""
    pairs = (bytes((row, cell)) for row in rows for cell in range(0x40, 0xFF))
    texts = (pair.decode(codec, "ignore") for pair in pairs)
    return {ord(text) for text in texts if len(text) == 1}


LATIN = span((0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x203A))
WIDE = LATIN | span((0x3000, 0x303F), (0xFF00, 0xFFEF))
FONTS: dict[str, set[int] | None] = {
    "NotoSans": span((0x20, 0x7E), (0xA0, 0x52F), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x20A0, 0x20C0))
    | span((0x2C60, 0x2C7F), (0xA720, 0xA7FF))
    | {0x2116, 0x2122, 0x2212},
    "NotoSansArabic": None,
    "NotoSansDevanagari": None,
    "NotoSansBengali": None,
    "NotoSansTamil": None,
    "NotoSansThai": None,
    "NotoSansLao": None,
    "NotoSansKhmer": None,
    "NotoSansMyanmar": LATIN | span((0x1000, 0x109F), (0xAA60, 0xAA7F)),
    "NotoSansEthiopic": LATIN | span((0x1200, 0x137F)),
    "NotoSansJP": WIDE | charset("euc_jp", range(0xA1, 0xF5)) | span((0x3040, 0x30FF)),
    "NotoSansSC": WIDE | charset("gb2312", range(0xA1, 0xF8)),
    "NotoSansTC": WIDE | charset("big5", range(0xA1, 0xC7)),
    "NotoSansKR": WIDE | {point for point in charset("euc_kr", range(0xA1, 0xC9)) if point >= 0x3000},
}


def make(source: Path, letters: set[int] | None) -> TTFont:
    """Return a font in one weight with these letters (None: all), and what shaping them takes."""
    font = TTFont(source, recalcTimestamp=False)
    axes = {axis.axisTag for axis in font["fvar"].axes}
    font = instancer.instantiateVariableFont(font, {"wght": 700} | ({"wdth": 100} if "wdth" in axes else {}))
    options = subset.Options(hinting=False, notdef_outline=True, glyph_names=False, recalc_timestamp=False)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # among them whose it is, and its licence
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters or font.getBestCmap())
    subsetter.subset(font)
    return font


def main() -> None:
    """Write every font, and print its name and digest."""
    sources = {path.name.split("[")[0]: path for path in Path(sys.argv[1]).rglob("*.ttf")}
    for name, letters in FONTS.items():
        target = TARGET / f"{name}-Bold.ttf"
        make(sources[name], letters).save(target)
        print(f'    "{target.name}": "{hashlib.sha256(target.read_bytes()).hexdigest()}",')


if __name__ == "__main__":
    main()
