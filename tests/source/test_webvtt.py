"""WebVTT: the words of captions and transcripts."""

import pytest

from kawat.model import Cue
from kawat.source.webvtt import cues, faults


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00:01.000 --> 00:02.000\nSelamat\npagi", (Cue(1, "Selamat pagi"),)),
        ("satu\n01:02:03.500 --> 01:02:04.000 align:start\nPagi", (Cue(3723, "Pagi"),)),
        ("00:01.000 --> 00:02.000\n<v.loud Ani & Budi>Halo <i>semua</i>", (Cue(1, "Halo semua", "Ani & Budi"),)),
        ("00:01.000 --> 00:02.000\na &lt;b&gt; &amp; c", (Cue(1, "a <b> & c"),)),
        ("00:01.000 --> 00:02.000\n&#8238;balik", (Cue(1, "balik"),)),  # U+202E, which would turn what follows
        ("NOTE\nini --> bukan isyarat\n\n00:01.000 --> 00:02.000\nIsi", (Cue(1, "Isi"),)),
        ("00:01.000 --> 00:02.000\n<b></b>", ()),
        ("1:99 --> 2:00\nWaktu yang salah", ()),
        ("STYLE\n::cue { color: red }", ()),
    ],
)
def test_a_cue_is_its_time_its_words_and_who_speaks(text: str, expected: tuple[Cue, ...]) -> None:
    assert cues(f"WEBVTT\n\n{text}\n".encode()) == expected
    assert cues(f"\ufeffWEBVTT\n\n{text}\n".replace("\n", "\r\n").encode()) == expected


def test_a_cue_that_is_wrong_is_told_with_its_line() -> None:
    text = """\
WEBVTT

NOTE 1:99 --> ini catatan

00:05.000 --> 00:06.000
Satu

  00:07,000 --> 00:08.000
Dua

00:09.000 --> 00:08.000 align:start
Tiga

00:04.000 --> 00:05.000
Empat
"""
    found = faults(text.encode(), "a.vtt")
    assert [(one.code, one.line, one.column, dict(one.about)["value"]) for one in found] == [
        ("K100", 8, 3, "00:07,000 --> 00:08.000"),
        ("K101", 11, 1, "00:09.000 --> 00:08.000 align:start"),
        ("K102", 14, 1, "00:04.000"),
    ]
    assert faults(b"WEBVTT\n\n00:01.000 --> 00:02.000\nIsi\n", "a.vtt") == ()
