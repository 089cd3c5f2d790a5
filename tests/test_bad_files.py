"""Bad files: each is told with its line and hint, none of them reaches a reader, and the other sites do not notice.

Every case adds files to a good tree and names the whole text that `check` prints of it.  What an error keeps back is
not there at all: the output of the broken tree is, byte for byte, that of the good one.
"""
# ruff: noqa: E501 — the texts stand here as they stand on a terminal

import io
import os
import re
import shutil
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import NETWORK, Tree, text
from PIL import Image

from kawat.messages import MESSAGES
from kawat.orders import Built
from kawat.source.tree import printable
from kawat.terminal import Terminal

FOLDER = "content/tokyo/news/2026/rusak"
STORY = f"{FOLDER}/index.id.md"


@dataclass(frozen=True)
class Link:
    """A symbolic link instead of a file."""

    target: str


Files = Mapping[str, str | bytes | Link]


def picture(form: str = "PNG", width_px: int = 6, height_px: int = 4) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width_px, height_px), "red").save(file, form)
    return file.getvalue()


def claimed(width_px: int, height_px: int) -> bytes:
    """A PNG that claims a size (ISO/IEC 15948, 11.2.2)."""
    chunks = (b"IHDR" + struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0), b"IDAT")
    framed = [struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def front(lines: str) -> str:
    """A text with this front matter, as typed."""
    return f"---\n{lines}\n---\n\nIsi naskah.\n"


def story(**fields: str) -> Files:
    return {STORY: text(**fields)}


LAUGHS = "a: &a [lol, lol]\n" + "\n".join(
    f"{name}: &{name} [{', '.join(f'*{before}' for _ in range(9))}]"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
"""A billion laughs: ten lines that would become 10^9 words."""

CASES: dict[str, tuple[Files, str]] = {
    "wrong folder": (
        {"content/tokyo/news/rusak/index.id.md": text()},
        """\
content/tokyo/news/rusak/index.id.md: K001 this file is not where a text can lie
    texts are content/<site>/<kind>/<year>/<slug>/index.<language>[.simple].md
""",
    ),
    "a text that lies loose": (
        {"content/tokyo/catatan.md": text()},
        """\
content/tokyo/catatan.md: K001 this file is not where a text can lie
    texts are content/<site>/<kind>/<year>/<slug>/index.<language>[.simple].md
""",
    ),
    "a file name with a line end": (
        {"content/tokyo/news/a\n::error::b.md": text()},
        """\
content/tokyo/news/a\\n::error::b.md: K001 this file is not where a text can lie
    texts are content/<site>/<kind>/<year>/<slug>/index.<language>[.simple].md
""",
    ),
    "a file name that is not UTF-8": (
        {"content/tokyo/news/\udcff.md": text()},
        """\
content/tokyo/news/\\udcff.md: K001 this file is not where a text can lie
    texts are content/<site>/<kind>/<year>/<slug>/index.<language>[.simple].md
""",
    ),
    "unknown site": (
        {"content/tokio/news/2026/rusak/index.id.md": text()},
        """\
content/tokio/news/2026/rusak/index.id.md: K002 there is no site "tokio"
    did you mean "tokyo"?
""",
    ),
    "unknown kind of text": (
        {"content/tokyo/berita/2026/rusak/index.id.md": text()},
        """\
content/tokyo/berita/2026/rusak/index.id.md: K003 there is no kind of text "berita"
    kinds: news, press, story, video, gallery, infographic, episode, event, advisory, agreement, potential, page
""",
    ),
    "a slug that is too long": (
        {f"content/tokyo/news/2026/{'panjang-' * 25}sekali/index.id.md": text()},
        """\
content/tokyo/news/2026/panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-sekali/index.id.md: K004 the folder name "panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-" cannot be part of an address
    use at most 80 of a-z, 0-9 and hyphens: panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang-panjang
""",
    ),
    "a slug with capitals and spaces": (
        {"content/tokyo/news/2026/Festival Éxtra/index.id.md": text()},
        """\
content/tokyo/news/2026/Festival Éxtra/index.id.md: K004 the folder name "Festival Éxtra" cannot be part of an address
    use at most 80 of a-z, 0-9 and hyphens: festival-extra
""",
    ),
    "a language that is not declared": (
        {f"{FOLDER}/index.fr.md": text()},
        """\
content/tokyo/news/2026/rusak/index.fr.md: K005 the site "tokyo" has no language "fr"
    its languages are id, ja, en (missions/tokyo.yaml)
""",
    ),
    "a text that is a link": (
        {STORY: Link("/etc/hostname")},
        """\
content/tokyo/news/2026/rusak/index.id.md: K006 this is a symbolic link; links are not followed
    put the file itself here
""",
    ),
    "a folder that is a link": (
        {FOLDER: Link("../baik"), "content/osaka/news/2026/rusak/index.id.md": text(datee="x")},
        """\
content/osaka/news/2026/rusak/index.id.md:4:1: K026 unknown field "datee"
    datee: x
    ^^^^^ did you mean "date"?
content/tokyo/news/2026/rusak: K006 this is a symbolic link; links are not followed
    put the file itself here
""",
    ),
    "a picture that is a link": (
        {**story(image="a.png", image_alt="x"), f"{FOLDER}/a.png": Link("/etc/hostname")},
        """\
content/tokyo/news/2026/rusak/a.png: K006 this is a symbolic link; links are not followed
    put the file itself here
content/tokyo/news/2026/rusak/index.id.md:4:8: K043 there is no file "a.png" beside this text
    image: a.png
           ^^^^^ put it into content/tokyo/news/2026/rusak/
""",
    ),
    "a huge file": (
        {STORY: text(body="kata " * 120_000)},
        """\
content/tokyo/news/2026/rusak/index.id.md: K007 the text is 585 KB long; at most 256 KB are read
    split it into several stories, or attach the long part as a document
""",
    ),
    "a huge body": (
        story(body="x" * 262_145),
        """\
content/tokyo/news/2026/rusak/index.id.md:5:1: K007 the text is 257 KB long; at most 256 KB are read
    split it into several stories, or attach the long part as a document
""",
    ),
    "bytes that are not UTF-8": (
        {STORY: text(body="Caf@ di Tokyo").encode().replace(b"@", b"\xe9")},
        """\
content/tokyo/news/2026/rusak/index.id.md:6:4: K008 this is not UTF-8 text (byte 0xe9)
    Caf� di Tokyo
       ^ save the file as "UTF-8" in your editor
""",
    ),
    "NUL": (
        {STORY: text(body="a\0b")},
        """\
content/tokyo/news/2026/rusak/index.id.md:6:1: K010 the file holds NUL bytes; it is not a text
    a�b
    ^ was a document or a picture saved under this name?
""",
    ),
    "a control character": (
        story(body="Isi \x0bnaskah."),
        """\
content/tokyo/news/2026/rusak/index.id.md:6:5: K009 a control character (U+000B) was left out
    Isi �naskah.
        ^ it comes from copying out of another program; delete it
""",
    ),
    "a character that reverses text": (
        story(body="Isi \u202enaskah\u202c."),
        """\
content/tokyo/news/2026/rusak/index.id.md:6:5: K011 an invisible character that reverses text (U+202E) was left out
    Isi �naskah�.
        ^ right-to-left text needs no such character; delete it
content/tokyo/news/2026/rusak/index.id.md:6:12: K011 an invisible character that reverses text (U+202C) was left out
    Isi �naskah�.
               ^ right-to-left text needs no such character; delete it
""",
    ),
    "unknown site to send to": (
        story(crosspost="\n  to: [osakka, portal]"),
        """\
content/tokyo/news/2026/rusak/index.id.md:5:8: K012 unknown site "osakka"
    to: [osakka, portal]
         ^^^^^^ did you mean "osaka"?
""",
    ),
    "unknown topic": (
        story(topics="[budaya, ekonomy]"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:18: K013 unknown topic "ekonomy"
    topics: [budaya, ekonomy]
                     ^^^^^^^ did you mean "ekonomi"?
""",
    ),
    "unknown country": (
        story(countries="[JP, UK]"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:17: K014 unknown country "UK"
    countries: [JP, UK]
                    ^^ the known ones are listed in ISO 3166-1 alpha-2
""",
    ),
    "unknown province": (
        story(provinces="[ID-XX]"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:13: K015 unknown province "ID-XX"
    provinces: [ID-XX]
                ^^^^^ did you mean "ID-JI"?
""",
    ),
    "unknown city": (
        story(cities="[surabaja]"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:10: K016 unknown city "surabaja"
    cities: [surabaja]
             ^^^^^^^^ did you mean "surabaya"?
""",
    ),
    "unknown region": (
        story(crosspost="{to: ['region:east-asian']}"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:18: K017 unknown region "east-asian"
    crosspost: {to: ['region:east-asian']}
                     ^^^^^^^^^^ did you mean "east-asia"?
""",
    ),
    "unknown kind of mission": (
        story(crosspost="{to: ['kind:embasy']}"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:18: K018 unknown kind of mission "embasy"
    crosspost: {to: ['kind:embasy']}
                     ^^^^^^ did you mean "embassy"?
""",
    ),
    "no front matter": (
        {STORY: "Hanya isi.\n"},
        """\
content/tokyo/news/2026/rusak/index.id.md:1:1: K020 the file does not begin with front matter
    Hanya isi.
    ^ begin with a line "---", then title: and date:, then a line "---"
""",
    ),
    "an empty file": (
        {STORY: ""},
        """\
content/tokyo/news/2026/rusak/index.id.md:1:1: K020 the file does not begin with front matter
    begin with a line "---", then title: and date:, then a line "---"
""",
    ),
    "YAML: a colon in a value": (
        story(title="Festival: hari kedua"),
        """\
content/tokyo/news/2026/rusak/index.id.md:2:16: K021 the front matter cannot be read: a ": " inside a value
    title: Festival: hari kedua
                   ^ put a value that contains ": " or "#" between quotes
""",
    ),
    "YAML: a bracket that is not closed": (
        story(topics="[budaya"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:9: K021 the front matter cannot be read: a "[" without its "]", or a comma is missing
    topics: [budaya
            ^ put a value that contains ": " or "#" between quotes
""",
    ),
    "YAML: a quote that is not closed": (
        story(summary="'Satu kalimat"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:10: K021 the front matter cannot be read: a quotation mark is not closed
    summary: 'Satu kalimat
             ^ put a value that contains ": " or "#" between quotes
""",
    ),
    "YAML: a tab": (
        {STORY: front("title: a\ncrosspost:\n\tto: [portal]\ndate: 2026-11-01")},
        """\
content/tokyo/news/2026/rusak/index.id.md:4:1: K021 the front matter cannot be read: a character that needs quotes around the value (tab, @ or `)
    to: [portal]
    ^ put a value that contains ": " or "#" between quotes
""",
    ),
    "YAML: a line without a field": (
        {STORY: front("title: a\ndate: 2026-11-01\nselamat pagi")},
        """\
content/tokyo/news/2026/rusak/index.id.md:4:1: K021 the front matter cannot be read: a line without "field: value"
    selamat pagi
    ^ put a value that contains ": " or "#" between quotes
""",
    ),
    "YAML: an at sign": (
        story(title="@kemlu"),
        """\
content/tokyo/news/2026/rusak/index.id.md:2:8: K021 the front matter cannot be read: a character that needs quotes around the value (tab, @ or `)
    title: @kemlu
           ^ put a value that contains ": " or "#" between quotes
""",
    ),
    "YAML: a list": (
        {STORY: front("- title: a\n- date: 2026-11-01")},
        """\
content/tokyo/news/2026/rusak/index.id.md:2:1: K021 the front matter cannot be read: a line without "field: value"
    - title: a
    ^ put a value that contains ": " or "#" between quotes
""",
    ),
    "YAML: a second document": (
        {STORY: front("title: a\n--- # dua\ndate: 2026-11-01")},
        """\
content/tokyo/news/2026/rusak/index.id.md:3:1: K021 the front matter cannot be read: a second document begins here
    --- # dua
    ^ put a value that contains ": " or "#" between quotes
""",
    ),
    "YAML: an escaped control character": (
        story(title='"a\\u202eb"'),
        """\
content/tokyo/news/2026/rusak/index.id.md:2:8: K021 the front matter cannot be read: an escaped control character
    title: "a\\u202eb"
           ^^^^^^^^^^ put a value that contains ": " or "#" between quotes
""",
    ),
    "the same field twice": (
        {STORY: front("title: a\ndate: 2026-11-01\ntitle: b")},
        """\
content/tokyo/news/2026/rusak/index.id.md:4:1: K022 the field "title" stands here twice
    title: b
    ^^^^^ it was first set on line 2; keep one
""",
    ),
    "YAML: an anchor": (
        story(summary="&a Ringkas"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:10: K023 anchors, aliases and tags are not allowed here
    summary: &a Ringkas
             ^ put the value between quotes if it begins with &, * or !
""",
    ),
    "YAML: a tag": (
        story(summary="!!python/object/apply:os.system [id]"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:10: K023 anchors, aliases and tags are not allowed here
    summary: !!python/object/apply:os.system [id]
             ^ put the value between quotes if it begins with &, * or !
""",
    ),
    "YAML: a billion laughs": (
        {STORY: front(LAUGHS)},
        """\
content/tokyo/news/2026/rusak/index.id.md:2:4: K023 anchors, aliases and tags are not allowed here
    a: &a [lol, lol]
       ^ put the value between quotes if it begins with &, * or !
""",
    ),
    "YAML: nested deeply": (
        story(topics="[" * 5000),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:16: K024 the front matter is nested more than 8 deep
    topics: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
                   ^ no field needs that
""",
    ),
    "a front matter without end": (
        {STORY: "---\ntitle: a\n" + "kata kata kata\n" * 2000},
        """\
content/tokyo/news/2026/rusak/index.id.md:2:1: K025 the front matter is 30 KB long; at most 16 KB are read
    title: a
    ^ is the closing "---" missing?
""",
    ),
    "unknown field": (
        story(datee="2026-11-01"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:1: K026 unknown field "datee"
    datee: 2026-11-01
    ^^^^^ did you mean "date"?
""",
    ),
    "a field of another kind": (
        story(level="2"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:1: K027 the field "level" does not belong to the kind "news"
    level: 2
    ^^^^^ it belongs to: advisory
""",
    ),
    "no title": (
        {STORY: front("date: 2026-11-01")},
        """\
content/tokyo/news/2026/rusak/index.id.md:2:1: K028 the field "title" is missing
    date: 2026-11-01
    ^ title: …
""",
    ),
    "no date": (
        {STORY: front("title: a")},
        """\
content/tokyo/news/2026/rusak/index.id.md:2:1: K028 the field "date" is missing
    title: a
    ^ date: 2026-11-20 09:00
""",
    ),
    "a field that is no list": (
        story(title="[a, b]"),
        """\
content/tokyo/news/2026/rusak/index.id.md:2:8: K029 "title" wants a line of text
    title: [a, b]
           ^ title: …
""",
    ),
    "a date that is none": (
        story(date="2026-02-30"),
        """\
content/tokyo/news/2026/rusak/index.id.md:3:7: K030 "2026-02-30" is not a date and time
    date: 2026-02-30
          ^^^^^^^^^^ write it as 2026-11-20 09:00
""",
    ),
    "a word that is not possible": (
        story(status="publish"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:9: K031 "publish" is not possible for "status"
    status: publish
            ^^^^^^^ did you mean "published"?
""",
    ),
    "a number that is too high": (
        {"content/tokyo/advisory/2026/rusak/index.id.md": text(country="JP", level="5")},
        """\
content/tokyo/advisory/2026/rusak/index.id.md:5:8: K032 "5" is not a number from 1 to 4
    level: 5
           ^ write digits only
""",
    ),
    "a chapter of the Harmonized System that is none": (
        {"content/tokyo/potential/2026/rusak/index.id.md": text(province="ID-JI", hs_code="7701")},
        """\
content/tokyo/potential/2026/rusak/index.id.md:5:10: K059 the Harmonized System has no chapter 77
    hs_code: 7701
             ^^^^ chapters are 01 to 97, without 77; a code begins with its chapter
""",
    ),
    "cues that are wrong, and words that nobody said": (
        {
            "content/tokyo/episode/2026/bincang/index.id.md": text(transcript="t.vtt", quotes="[{text: kopi teh}]"),
            "content/tokyo/episode/2026/bincang/t.vtt": (
                "WEBVTT\n\n00:05.000 --> 00:06.000\nKopi\n\n00:07,000 --> 00:08.000\nTeh\n\n"
                "00:09.000 --> 00:08.000\nSusu\n\n00:04.000 --> 00:05.000\nAir\n"
            ),
        },
        """\
content/tokyo/episode/2026/bincang/index.id.md:5:17: K105 these words are not in the transcript
    quotes: [{text: kopi teh}]
                    ^^^^^^^^ quote what was said, word for word; capitals and punctuation do not matter
content/tokyo/episode/2026/bincang/t.vtt:6:1: K100 the time "00:07,000 --> 00:08.000" cannot be read, so this cue is left out
    00:07,000 --> 00:08.000
    ^^^^^^^^^^^^^^^^^^^^^^^ a cue's line is 00:00:12.000 --> 00:00:18.500, with three digits after the dot
content/tokyo/episode/2026/bincang/t.vtt:9:1: K101 this cue ends before it begins: "00:09.000 --> 00:08.000"
    00:09.000 --> 00:08.000
    ^^^^^^^^^^^^^^^^^^^^^^^ check both times
content/tokyo/episode/2026/bincang/t.vtt:12:1: K102 this cue begins before the one above: "00:04.000"
    00:04.000 --> 00:05.000
    ^^^^^^^^^^^^^^^^^^^^^^^ cues stand in the order of time (WebVTT, 4.1)
""",
    ),
    "chapters out of order and beyond the end": (
        {
            "content/tokyo/episode/2026/rusak/index.id.md": text(
                duration="00:10", chapters="\n  - {start: 00:20, title: a}\n  - {start: 00:05, title: b}"
            )
        },
        """\
content/tokyo/episode/2026/rusak/index.id.md:6:13: K104 this chapter begins after the end of the recording, which lasts 10 seconds
    - {start: 00:20, title: a}
              ^^^^^ check start and duration
content/tokyo/episode/2026/rusak/index.id.md:7:13: K103 this chapter does not begin after the one above
    - {start: 00:05, title: b}
              ^^^^^ chapters stand in the order of time, each with a time of its own
""",
    ),
    "a web address that is none": (
        {"content/tokyo/event/2026/rusak/index.id.md": text(start="2026-12-01", online="http://example.org")},
        """\
content/tokyo/event/2026/rusak/index.id.md:5:9: K033 "http://example.org" is not an https address
    online: http://example.org
            ^^^^^^^^^^^^^^^^^^ write it whole, such as https://example.org/page
""",
    ),
    "a file name with ../": (
        story(image="../baik/a.png", image_alt="x"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:8: K034 "../baik/a.png" is not the name of a file beside this text
    image: ../baik/a.png
           ^^^^^^^^^^^^^ put the file into the same folder and write its name alone: a-z, 0-9, hyphen, dot
""",
    ),
    "a picture without alternative text": (
        {**story(image="a.png"), f"{FOLDER}/a.png": picture()},
        """\
content/tokyo/news/2026/rusak/index.id.md:4:8: K035 the picture "a.png" has no alternative text
    image: a.png
           ^^^^^ say in image_alt what it shows, for readers who cannot see it
""",
    ),
    "a status without reason": (
        story(status="removed"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:9: K036 status "removed" wants a reason
    status: removed
            ^^^^^^^ add reason: one sentence that readers will see
""",
    ),
    "an id of another site": (
        story(id="osaka/news/2026/rusak"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:5: K037 "osaka/news/2026/rusak" cannot be a permanent id
    id: osaka/news/2026/rusak
        ^^^^^^^^^^^^^^^^^^^^^ an id looks like tokyo/news/2026/rusak
""",
    ),
    "a former address outside the site": (
        story(aliases="[/osaka/id/news/2026/rusak/]"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:10: K038 the former address "/osaka/id/news/2026/rusak/" does not lie below /tokyo/
    aliases: [/osaka/id/news/2026/rusak/]
             ^ an alias is a path of this site, such as /tokyo/id/news/2026/rusak/
""",
    ),
    "a title that is too long": (
        story(title="kata " * 50),
        """\
content/tokyo/news/2026/rusak/index.id.md:2:8: K039 "title" is 249 characters long; at most 200 are taken
    title: kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kata kat
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ shorten it; the body may be long
""",
    ),
    "a post that is too long": (
        story(social=f"{{x: {'日' * 130}}}"),
        f"""\
content/tokyo/news/2026/rusak/index.id.md:4:13: K065 the text for X counts 285 with the story's address; at most 280 are taken
    social: {{x: {"日" * 98}
                {"^" * 98} X and Mastodon count an address as 23, and X counts emoji and the letters of East Asia twice
""",
    ),
    "an empty body": (
        story(body=""),
        """\
content/tokyo/news/2026/rusak/index.id.md:5:1: K040 there is no text below the front matter
    write at least one sentence
""",
    ),
    "a script": (
        story(body="Isi <script>alert(1)</script> naskah."),
        """\
content/tokyo/news/2026/rusak/index.id.md:6:5: K041 HTML that is not allowed was left out: <script>
    Isi <script>alert(1)</script> naskah.
        ^^^^^^^^ write Markdown; scripts, frames, forms and styles are never published
""",
    ),
    "an event handler": (
        story(body='Isi <b onclick="alert(1)">naskah</b>.'),
        """\
content/tokyo/news/2026/rusak/index.id.md:6:8: K041 HTML that is not allowed was left out: onclick=
    Isi <b onclick="alert(1)">naskah</b>.
           ^^^^^^^^ write Markdown; scripts, frames, forms and styles are never published
""",
    ),
    "a link to nothing": (
        story(body="Isi [tautan](../hilang/index.id.md)."),
        """\
content/tokyo/news/2026/rusak/index.id.md:6:14: K042 the link leads nowhere: "../hilang/index.id.md"
    Isi [tautan](../hilang/index.id.md).
                 ^^^^^^^^^^^^^^^^^^^^^ link to the text's file, such as /tokyo/news/2026/festival/index.id.md; its words stay, without the link
""",
    ),
    "a missing picture": (
        {**story(image="panggung.png", image_alt="x"), f"{FOLDER}/pangung.png": picture()},
        """\
content/tokyo/news/2026/rusak/index.id.md:4:8: K043 there is no file "panggung.png" beside this text
    image: panggung.png
           ^^^^^^^^^^^^ did you mean "pangung.png"?
""",
    ),
    "a picture that is text": (
        {**story(image="a.png", image_alt="x"), f"{FOLDER}/a.png": "halo"},
        """\
content/tokyo/news/2026/rusak/index.id.md:4:8: K044 "a.png" cannot be read as a picture
    image: a.png
           ^^^^^ allowed: .jpg, .jpeg, .png, .webp, .avif, .gif
""",
    ),
    "a picture that breaks off": (
        {**story(image="a.png", image_alt="x"), f"{FOLDER}/a.png": picture("PNG", 300, 300)[:-40]},
        """\
content/tokyo/news/2026/rusak/index.id.md:4:8: K044 "a.png" cannot be read as a picture
    image: a.png
           ^^^^^ allowed: .jpg, .jpeg, .png, .webp, .avif, .gif
""",
    ),
    "SVG under another name": (
        {**story(image="a.png", image_alt="x"), f"{FOLDER}/a.png": '<svg xmlns="http://www.w3.org/2000/svg"/>'},
        """\
content/tokyo/news/2026/rusak/index.id.md:4:8: K044 "a.png" cannot be read as a picture
    image: a.png
           ^^^^^ allowed: .jpg, .jpeg, .png, .webp, .avif, .gif
""",
    ),
    "SVG": (
        story(image="a.svg", image_alt="x"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:8: K044 "a.svg" cannot be read as image
    image: a.svg
           ^^^^^ allowed: .jpg, .jpeg, .png, .webp, .avif, .gif
""",
    ),
    "a picture of 45 megapixels": (
        {**story(image="a.png", image_alt="x"), f"{FOLDER}/a.png": claimed(9000, 5000)},
        """\
content/tokyo/news/2026/rusak/index.id.md:4:8: K045 the picture "a.png" has 45 megapixels; at most 40 are taken
    image: a.png
           ^^^^^ save it smaller; 2400 pixels wide are plenty
""",
    ),
    "a bomb of pixels": (
        {**story(image="a.png", image_alt="x"), f"{FOLDER}/a.png": claimed(60_000, 60_000)},
        """\
content/tokyo/news/2026/rusak/index.id.md:4:8: K045 the picture "a.png" has > 178 megapixels; at most 40 are taken
    image: a.png
           ^^^^^ save it smaller; 2400 pixels wide are plenty
""",
    ),
    "a file that is too large": (
        {
            "content/tokyo/video/2026/rusak/index.id.md": text(video="https://example.org/v", captions="a.vtt"),
            "content/tokyo/video/2026/rusak/a.vtt": b"WEBVTT" + bytes(1_100_000),
        },
        """\
content/tokyo/video/2026/rusak/index.id.md:5:11: K046 the file "a.vtt" is 2 MB large; at most 1 MB are taken
    captions: a.vtt
              ^^^^^ save it smaller
""",
    ),
    "an http link": (
        story(body="Isi [tautan](http://example.org/)."),
        """\
content/tokyo/news/2026/rusak/index.id.md:6:14: K047 the link "http://example.org/" was left out: only https, mailto and tel are allowed
    Isi [tautan](http://example.org/).
                 ^^^^^^^^^^^^^^^^^^^ use the https address of the page
""",
    ),
    "a javascript link": (
        story(body="Isi [tautan](javascript:alert(1))."),
        """\
content/tokyo/news/2026/rusak/index.id.md:6:14: K047 the link "javascript:alert(1)" was left out: only https, mailto and tel are allowed
    Isi [tautan](javascript:alert(1)).
                 ^^^^^^^^^^^^^^^^^^^ use the https address of the page
""",
    ),
    "a javascript link in HTML": (
        story(body="Isi <a href='javascript:alert(1)'>tautan</a>."),
        """\
content/tokyo/news/2026/rusak/index.id.md:6:14: K047 the link "javascript:alert(1)" was left out: only https, mailto and tel are allowed
    Isi <a href='javascript:alert(1)'>tautan</a>.
                 ^^^^^^^^^^^^^^^^^^^ use the https address of the page
""",
    ),
    "a picture on another server": (
        story(body="Isi ![x](https://example.org/a.png)."),
        """\
content/tokyo/news/2026/rusak/index.id.md:6:10: K048 the picture "https://example.org/a.png" lies on another server and became a link
    Isi ![x](https://example.org/a.png).
             ^^^^^^^^^^^^^^^^^^^^^^^^^ put a copy beside this text, if its licence allows
""",
    ),
    "a frame": (
        story(body='Isi <iframe src="https://video.example/v"></iframe>'),
        """\
content/tokyo/news/2026/rusak/index.id.md:6:18: K056 the embedded frame "https://video.example/v" became a link
    Isi <iframe src="https://video.example/v"></iframe>
                     ^^^^^^^^^^^^^^^^^^^^^^^ that is how it is published, and fed to others; for a video of its own, write a text of the kind video
""",
    ),
    "a character reference to a control character": (
        story(body="Isi &#x1;nya."),
        """\
content/tokyo/news/2026/rusak/index.id.md:6:5: K009 a control character (U+0001) was left out
    Isi &#x1;nya.
        ^^^^^ it comes from copying out of another program; delete it
""",
    ),
    "a picture in the text without alternative text": (
        {**story(body="Isi ![](a.png)."), f"{FOLDER}/a.png": picture()},
        """\
content/tokyo/news/2026/rusak/index.id.md:6:9: K049 the picture "a.png" in the text has no alternative text
    Isi ![](a.png).
            ^^^^^ write ![what it shows](a.png)
""",
    ),
    "an id that is taken": (
        {**story(id="tokyo/baik")},
        """\
content/tokyo/news/2026/rusak/index.id.md: K050 the id "tokyo/baik" belongs to content/tokyo/news/2026/baik/index.id.md
    choose another id, or leave the field out
""",
    ),
    "an edition that is there twice": (
        {
            "content/tokyo/news/2026/dua/index.id.md": text(),
            "content/tokyo/news/dua.md": "Title: Dua\nDate: 2026-11-01\n\nIsi.\n",
        },
        """\
content/tokyo/news/dua.md: K051 this text is there twice: content/tokyo/news/2026/dua/index.id.md is the same edition
    keep one of the two files
""",
    ),
    "a lead edition with an error": (
        {STORY: text(datee="x"), f"{FOLDER}/index.en.md": text()},
        """\
content/tokyo/news/2026/rusak/index.en.md: K052 not published: the story's lead edition content/tokyo/news/2026/rusak/index.id.md has an error
    mend that file first; dates and places come from it
content/tokyo/news/2026/rusak/index.id.md:4:1: K026 unknown field "datee"
    datee: x
    ^^^^^ did you mean "date"?
""",
    ),
    "a lead edition that is a link": (
        {STORY: Link("/etc/hostname"), f"{FOLDER}/index.en.md": text()},
        """\
content/tokyo/news/2026/rusak/index.en.md: K052 not published: the story's lead edition content/tokyo/news/2026/rusak/index.id.md has an error
    mend that file first; dates and places come from it
content/tokyo/news/2026/rusak/index.id.md: K006 this is a symbolic link; links are not followed
    put the file itself here
""",
    ),
    "a translation that contradicts": (
        {STORY: text(), f"{FOLDER}/index.en.md": text(date="2026-11-02")},
        """\
content/tokyo/news/2026/rusak/index.en.md: K053 "date" differs from the lead edition content/tokyo/news/2026/rusak/index.id.md, which decides
    leave the field out here: a translation inherits it
""",
    ),
    "expires before its date": (
        story(expires="2026-10-01"),
        """\
content/tokyo/news/2026/rusak/index.id.md:4:10: K055 "expires" lies before "date"
    expires: 2026-10-01
             ^^^^^^^^^^ check both dates
""",
    ),
    "ends before it starts": (
        {"content/tokyo/event/2026/rusak/index.id.md": text(start="2026-12-02", end="2026-12-01")},
        """\
content/tokyo/event/2026/rusak/index.id.md:5:6: K055 "end" lies before "start"
    end: 2026-12-01
         ^^^^^^^^^^ check both dates
""",
    ),
    "a text that takes too long": (
        story(markdown="python", body="[" * 16_000),
        """\
content/tokyo/news/2026/rusak/index.id.md: K060 reading this file took longer than 2 seconds
    look for very long lines or thousands of brackets, stars or underscores in a row
""",
    ),
    "a text that breaks its reader": (
        story(markdown="python", body="- " * 1_000 + "a"),
        """\
content/tokyo/news/2026/rusak/index.id.md: K061 reading this file took too much memory or crashed the reader
    look for deeply nested lists, quotations or tables
""",
    ),
    "a body that grows": (
        story(body="- " * 3_000 + "a"),
        """\
content/tokyo/news/2026/rusak/index.id.md:5:1: K062 the page would be 10 times as long as the text
    look for constructions that repeat themselves, such as references to references
""",
    ),
    "a body that lies too deep in itself": (
        story(body="1. " * 200 + "a"),
        """\
content/tokyo/news/2026/rusak/index.id.md:5:1: K066 elements lie 200 deep in one another; at most 100 are taken
    look for lists within lists, quotations within quotations, and HTML tags that are never closed
""",
    ),
    "a picture that nobody shows": (
        {**story(), f"{FOLDER}/a.png": picture()},
        """\
content/tokyo/news/2026/rusak/a.png: K063 no text shows this file; it is not published
    name it in a text of the same folder, or delete it
""",
    ),
    "a file of another type": (
        {**story(), f"{FOLDER}/catatan.docx": b"PK"},
        """\
content/tokyo/news/2026/rusak/catatan.docx: K064 files of this type are not published
    allowed beside a text: .jpg, .jpeg, .png, .webp, .avif, .gif, .mp3, .m4a, .ogg, .opus, .mp4, .webm, .vtt, .pdf
""",
    ),
    "a post whose header breaks": (
        {"content/tokyo/news/lama.md": "Title: a\nini bukan kepala\n\nisi\n"},
        """\
content/tokyo/news/lama.md:2:1: K080 the header line "ini bukan kepala" is not "Name: value"
    ini bukan kepala
    ^^^^^^^^^^^^^^^^ an empty line ends the header
""",
    ),
    "a post with a header that is not used": (
        {"content/tokyo/news/lama.md": "Title: a\nDate: 2019-05-04\nTemplate: x\n\nisi\n"},
        """\
content/tokyo/news/lama.md:3:1: K081 the header "template" of this Pelican post is not used
    Template: x
    ^^^^^^^^ used are: title, date, modified, summary, category, tags, author, authors, status, lang, slug
""",
    ),
    "a post with half a date": (
        {"content/tokyo/news/lama.md": "Title: a\nDate: May 2019\n\nisi\n"},
        """\
content/tokyo/news/lama.md:2:7: K030 "May 2019" is not a date and time
    Date: May 2019
          ^^^^^^^^ write it as 2026-11-20 09:00
""",
    ),
}


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, dict[str, bytes]]:
    """A good tree that was built, and its output."""
    folder = tmp_path_factory.mktemp("bad-files")
    tree = Tree(folder / "root", folder / "output").write(NETWORK)
    for site in ("portal", "tokyo", "osaka", "cairo"):
        path = f"content/{site}/news/2026/baik/index.id.md"
        tree.write(
            {path: text(f"Berita {site}", topics="[budaya]", provinces="[ID-JI]", countries="[JP]", id=f"{site}/baik")}
        )
    assert tree.build().report.problems == ()
    return tree, tree.output()


@pytest.fixture
def tree(network: tuple[Tree, dict[str, bytes]]) -> Iterator[Tree]:
    """The good tree, to which a test may add what it likes; afterwards it is good again."""
    made, _ = network
    before = {path for path in made.root.rglob("*") if ".cache" not in path.parts}
    yield made
    for path in sorted(made.root.rglob("*"), reverse=True):
        if path not in before and ".cache" not in path.parts and (path.is_symlink() or path.exists()):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    made.build(allow_removal=True)  # and nothing is remembered of what it held


def build_with(tree: Tree, files: Files) -> Built:
    tree.write({path: content for path, content in files.items() if not isinstance(content, Link)})
    for path, content in files.items():
        if isinstance(content, Link):
            (tree.root / path).parent.mkdir(parents=True, exist_ok=True)
            os.symlink(content.target, tree.root / path)
    return tree.build()


def shown(tree: Tree, built: Built, capsys: pytest.CaptureFixture[str], language: str = "en") -> str:
    Terminal(language).show(str(tree.root), built.report.problems, "text")
    return capsys.readouterr().out


def codes(said: str) -> list[tuple[str, str]]:
    """Return the (file, code) of each problem in a text that `check` printed."""
    return re.findall(r"^(?! )(.*?)(?::\d+)*: (K\d{3}) ", said, re.MULTILINE)


def files_in_error(said: str) -> list[str]:
    return sorted({file for file, code in codes(said) if MESSAGES[code].severity == "error"})


def foreign(output: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of the sites that have no bad file, but their search pages, which search all sites."""
    own = {path: data for path, data in output.items() if path.startswith(("osaka/", "cairo/"))}
    return {path: data for path, data in own.items() if not path.endswith("search/index.html")}


@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_is_told_and_kept_back_and_the_other_sites_do_not_notice(
    name: str, tree: Tree, network: tuple[Tree, dict[str, bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    files, said = CASES[name]
    good = network[1]
    built = build_with(tree, files)
    assert shown(tree, built, capsys) == said
    assert list(built.report.quarantined) == files_in_error(said)
    now = tree.output()
    kept_back = {printable(path) for path in files if path.endswith(".md")} <= set(built.report.quarantined)
    if kept_back and built.report.quarantined:
        assert built.articles == 4 and now == good
    else:
        assert built.articles > 4
        assert foreign(now) == foreign(good)


NO_FILE_OF_CONTENT = {
    "K057": "a file that is not there any more (tests/test_lifelong.py)",
    "K058": "an address that is in use (tests/test_lifelong.py)",
    "K018": "a kind of mission is named by a rule (tests/source/test_registry.py); here as `kind:` too",
    "K019": "only accreditation names organisations (tests/source/test_registry.py)",
    "K090": "commits (tests/guard)",
    "K091": "commits (tests/guard)",
    "K092": "commits (tests/guard)",
    "K070": "missions/ (tests/source/test_registry.py)",
    "K071": "missions/ (tests/source/test_registry.py)",
    "K072": "missions/ (tests/source/test_registry.py)",
    "K073": "missions/ (tests/source/test_registry.py)",
    "K074": "missions/ (tests/source/test_registry.py)",
    "K075": "missions/ (tests/source/test_registry.py)",
}


def test_every_code_that_a_file_can_provoke_is_provoked_here() -> None:
    provoked = {code for _, said in CASES.values() for _, code in codes(said)}
    assert provoked == set(MESSAGES) - (set(NO_FILE_OF_CONTENT) - {"K018"})


def test_there_are_many_kinds_of_bad_files() -> None:
    assert len(CASES) >= 34


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + text("Baik").encode(),
        text("Baik").replace("\n", "\r\n").encode(),
        text("Baik").replace("\n", "\r").encode(),
        text("Baik", body="Isolasi \u2067kanan\u2069, gabungan \u200d, dan spasi\u00a0tetap.").encode(),
        text("Baik").rstrip("\n").encode(),
        text("Baik", body="Isi\n\n---\n\nnaskah: [").encode(),
    ],
    ids=["byte order mark", "CRLF", "CR", "isolates and joiners", "no last line end", "a rule in the body"],
)
def test_what_is_harmless_is_published_without_a_word(tree: Tree, data: bytes) -> None:
    built = build_with(tree, {STORY: data})
    assert built.report.problems == () and built.articles == 5
    assert "<h1>Baik</h1>" in tree.page("tokyo/id/news/2026/rusak/")


def test_nothing_forbidden_reaches_a_page_by_way_of_an_escape(tree: Tree) -> None:
    build_with(tree, {STORY: text(body="a&#1;b &#x202e;c &#0;d")})
    page = tree.page("tokyo/id/news/2026/rusak/")
    assert "ab c" in page and not re.search("[\0-\x08\x0b-\x1f\u202a-\u202e]", page)


def test_a_page_that_is_called_after_a_year_stands_beside_the_pages_of_that_year(tree: Tree) -> None:
    pages = {"content/tokyo/page/2026/index.id.md": text("Tahun"), "content/tokyo/page/2026/x/index.id.md": text("X")}
    assert build_with(tree, pages).report.problems == ()
    assert "<h1>Tahun</h1>" in tree.page("tokyo/id/page/2026/") and "<h1>X</h1>" in tree.page("tokyo/id/page/2026/x/")


def test_a_lead_edition_with_an_error_takes_its_translations_with_it(
    tree: Tree, network: tuple[Tree, dict[str, bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    built = build_with(
        tree,
        {
            STORY: text(embargo="besok"),
            f"{FOLDER}/index.en.md": text("English"),
            f"{FOLDER}/index.ja.md": text("日本語"),
            f"{FOLDER}/index.id.simple.md": text("Mudah"),
        },
    )
    assert [(one.file, one.code) for one in built.report.problems] == [
        (f"{FOLDER}/index.en.md", "K052"),
        (STORY, "K030"),
        (f"{FOLDER}/index.id.simple.md", "K052"),
        (f"{FOLDER}/index.ja.md", "K052"),
    ]
    assert tree.output() == network[1]
    assert shown(tree, built, capsys).startswith(
        f"{FOLDER}/index.en.md: K052 not published: the story's lead edition {STORY} has an error\n"
        "    mend that file first; dates and places come from it\n"
    )


def test_a_translation_with_an_error_is_kept_back_alone(tree: Tree) -> None:
    built = build_with(tree, {STORY: text("Asli"), f"{FOLDER}/index.en.md": text("English", datee="x")})
    assert built.report.quarantined == (f"{FOLDER}/index.en.md",)
    assert "<h1>Asli</h1>" in tree.page("tokyo/id/news/2026/rusak/")
    assert not (tree.dest / "tokyo/en/news/2026/rusak/index.html").exists()


def test_a_story_that_becomes_bad_is_taken_away_and_comes_back_when_mended(
    tree: Tree, network: tuple[Tree, dict[str, bytes]]
) -> None:
    build_with(tree, {STORY: text("Asli")})
    published = tree.output()
    assert build_with(tree, {STORY: text("Asli", datee="x")}).report.quarantined == (STORY,)
    notice, others = "tokyo/id/news/2026/rusak/index.html", dict(tree.output())
    for kit in ("rusak.txt", "rusak.zip"):  # which answers in its own form
        assert b"tidak tersedia" in others.pop(notice.replace("index.html", kit))
    assert b"tidak tersedia" in others.pop(notice) and b"Asli" not in b"".join(others.values())
    assert others | {"manifest.json": b""} == network[1] | {"manifest.json": b""}
    assert build_with(tree, {STORY: text("Asli")}).report.quarantined == ()
    assert tree.output() == published


def test_all_bad_files_at_once_are_all_told_and_change_nothing_elsewhere(
    tree: Tree, network: tuple[Tree, dict[str, bytes]]
) -> None:
    """Each case in a folder of its own: so many faults of one mission, and each is told."""
    files: dict[str, str | bytes | Link] = {}
    expected: set[tuple[str, str]] = set()
    for number, (cased, said) in enumerate(CASES.values()):
        slow = {"K060", "K061"} & {code for _, code in codes(said)}
        if set(cased) and all(path.startswith(FOLDER) for path in cased) and not slow and files_in_error(said):
            files |= {path.replace("/rusak/", f"/rusak-{number}/"): content for path, content in cased.items()}
            expected |= {(path.replace("/rusak/", f"/rusak-{number}/"), code) for path, code in codes(said)}
    built = build_with(tree, files)
    assert len(expected) > 40
    assert {(one.file, one.code) for one in built.report.problems} == expected
    assert foreign(tree.output()) == foreign(network[1])


def test_the_command_ends_with_status_3_and_names_what_is_not_published(tree: Tree) -> None:
    tree.write({STORY: text(datee="x")})
    ran = tree.run("build", "--dest", str(tree.dest), "--now", "2026-11-22T05:00+00:00", "--lang", "en")
    assert ran.returncode == 3 and ran.stdout == ""
    assert ran.stderr.startswith(
        f'{STORY}:4:1: K026 unknown field "datee"\n    datee: x\n    ^^^^^ did you mean "date"?\n4 sites, 4 stories: '
    )
    assert "1 files are not published (see above), 0 warnings" in ran.stderr


def test_an_error_in_missions_ends_with_status_1_and_nothing_is_changed(tree: Tree, tmp_path: Path) -> None:
    before = {path: (data, (tree.dest / path).stat().st_mtime_ns) for path, data in tree.output().items()}
    broken = (
        Tree(tmp_path / "broken", tree.dest)
        .write(NETWORK)
        .write(
            {
                STORY: text("Baru"),
                "missions/tokyo.yaml": NETWORK["missions/tokyo.yaml"].replace("Asia/Tokyo", "Asia/Tokio"),
                "missions/osaka.yaml": NETWORK["missions/osaka.yaml"] + "telepon: 1\n",
                "missions/_network/topics.yaml": "budaya: [\n",
            }
        )
    )
    ran = broken.run("build", "--dest", str(tree.dest), "--lang", "en")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        "missions/_network/topics.yaml:2:1: K021 the front matter cannot be read: a value is missing here\n"
        '    put a value that contains ": " or "#" between quotes\n'
        'missions/osaka.yaml:10:1: K026 unknown field "telepon"\n'
        "    telepon: 1\n"
        '    ^^^^^^^ did you mean "telephone"?\n'
        'missions/tokyo.yaml:7:11: K071 "Asia/Tokio" is not a time zone\n'
        "    timezone: Asia/Tokio\n"
        "              ^^^^^^^^^^ write the IANA name, such as Asia/Tokyo\n"
        "nothing changed: missions/ has errors\n"
    )
    assert {path: (data, (tree.dest / path).stat().st_mtime_ns) for path, data in tree.output().items()} == before


def test_strict_lets_any_problem_stop_the_build(tree: Tree, network: tuple[Tree, dict[str, bytes]]) -> None:
    tree.write({STORY: text(body="Isi <script>a</script>")})
    ran = tree.run("build", "--dest", str(tree.dest), "--strict", "--lang", "en")
    assert ran.returncode == 1 and "K041" in ran.stderr and tree.output() == network[1]
