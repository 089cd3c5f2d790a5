"""The kit: what an outlet gets, to the letter; archives are read back by zipfile, HTML by a parser that is not ours."""

import dataclasses
import io
import zipfile
from datetime import timedelta

import pytest
from catalogues import World, png, press, world
from conftest import NETWORK, NOW, Tree, text
from selectolax.lexbor import LexborHTMLParser

from kawat.digests import file_digest
from kawat.publish import rendering

FOLDER = "content/tokyo/news/2026/festival/"
LEAD, SIMPLE, JAPANESE = (f"{FOLDER}index.{name}.md" for name in ("id", "id.simple", "ja"))
URL = "https://kawat.example/tokyo/id/news/2026/festival/"
HERE = "tokyo/id/news/2026/festival/"
INCLUDED = "{license: CC-BY-4.0, images: included}"
A, B = png("red", 16, 12), png("blue")
PICTURES = [f"festival-{file_digest(one)[:8]}.jpg" for one in (A, B)]

Files = dict[str, str | bytes | None]


def story(**fields: str) -> str:
    given = {"summary": "Ringkas", "image": "a.png", "image_alt": "Penari", "image_credit": "KBRI Tokyo"}
    return text("Festival & tari", body="Isi *naskah*.\n\n![Gong](b.png)\n\nLihat [diri](#akhir).", **given | fields)


def tree_of(lead: str, more: Files | None = None) -> World:
    return world({LEAD: lead, FOLDER + "a.png": A, FOLDER + "b.png": B, **(more or {})})


def made(found: World, path: str) -> bytes:
    desk = dataclasses.replace(found.desk(), rendition=lambda media, width_px, form: f"{width_px} {form}".encode())
    return rendering.render(desk, press(), found.plan()[path])


def opened(found: World, path: str = HERE + "festival.zip") -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(made(found, path)))
    assert archive.testzip() is None
    return archive


# ---------------------------------------------------------------- the text


def test_the_plain_text_is_the_story_and_below_it_what_has_to_be_carried() -> None:
    found = tree_of(story(republish=INCLUDED, corrections="[{at: 2026-11-05, note: Nama diperbaiki.}]"))
    assert made(found, HERE + "festival.txt").decode() == (
        "Festival & tari\n\nRingkas\n\nRalat: Nama diperbaiki.\n\nIsi naskah.\n\nLihat diri.\n\n"
        f"Sumber: KBRI Tokyo, {URL}\nLisensi: CC-BY-4.0\n"
    )


def test_a_summary_that_was_taken_from_the_text_is_not_said_twice() -> None:
    found = world({LEAD: text("Festival", body="Isi naskah.")})
    assert made(found, HERE + "festival.txt").decode() == f"Festival\n\nIsi naskah.\n\nSumber: KBRI Tokyo, {URL}\n"


def test_each_edition_has_its_text_beside_its_page_and_the_story_one_archive() -> None:
    found = tree_of(story(), {SIMPLE: text("Mudah", date=None), JAPANESE: text("祭り", date=None)})  # type: ignore[arg-type]
    assert [path for path in found.plan() if "/festival." in path] == [
        "tokyo/id/news/2026/festival/festival.txt",
        "tokyo/id/news/2026/festival/festival.zip",
        "tokyo/id/news/2026/festival/simple/festival.txt",
        "tokyo/ja/news/2026/festival/festival.txt",
    ]


def test_copies_have_no_kit_of_their_own_and_their_pages_lead_to_the_one_at_home() -> None:
    found = tree_of(story(crosspost="{to: [osaka, portal]}"))
    assert [path for path in found.plan() if path.endswith(".zip")] == [HERE + "festival.zip"]
    page = LexborHTMLParser(found.page("osaka/id/from/tokyo/news/2026/festival/index.html"))
    assert page.css_first("#republish .button").attributes["href"] == "/" + HERE + "festival.zip"


def test_a_page_is_nothing_to_republish() -> None:
    found = world({"content/tokyo/page/tentang/index.id.md": text()})
    assert not [path for path in found.plan() if path.endswith(".zip")]
    assert 'id="republish"' not in found.page("tokyo/id/page/tentang/index.html")


# ---------------------------------------------------------------- the archive


def test_the_archive_holds_every_edition_as_html_and_text_and_the_pictures() -> None:
    archive = opened(tree_of(story(republish=INCLUDED), {SIMPLE: text("Mudah", date=None)}))  # type: ignore[arg-type]
    assert archive.namelist() == [
        "README.txt", "festival.id.html", "festival.id.txt", "festival.id.simple.html", "festival.id.simple.txt",
        *PICTURES,
    ]  # fmt: skip
    assert archive.read("README.txt").decode() == (
        f"Festival & tari\n\nSumber: KBRI Tokyo, {URL}\nLisensi: CC-BY-4.0\n\n"
        "Untuk redaksi: https://kawat.example/editors/\n\n"
        "festival.id.html\nfestival.id.txt\nfestival.id.simple.html\nfestival.id.simple.txt\n\n"
        f"{PICTURES[0]} – Penari – Gambar: KBRI Tokyo\n{PICTURES[1]}\n"
    )
    assert [archive.read(name) for name in PICTURES] == [b"16 jpg", b"8 jpg"]


def test_the_html_is_the_story_alone_with_its_pictures_beside_it() -> None:
    html = opened(tree_of(story(republish=INCLUDED))).read("festival.id.html").decode()
    assert html == (
        '<!DOCTYPE html>\n<html lang="id" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        f'<title>Festival &amp; tari</title>\n<link rel="canonical" href="{URL}">\n</head>\n<body>\n<article>\n'
        "<h1>Festival &amp; tari</h1>\n<p>Ringkas</p>\n"
        f'<figure><img src="{PICTURES[0]}" alt="Penari"><figcaption>KBRI Tokyo</figcaption></figure>\n'
        f'<p>Isi <em>naskah</em>.</p>\n<p><picture><img src="{PICTURES[1]}" alt="Gong" width="8" height="6" '
        f'loading="lazy" decoding="async"></picture></p>\n<p>Lihat <a href="{URL}#t-akhir">diri</a>.</p>\n'
        f'<p>Sumber: <a href="{URL}">KBRI Tokyo</a> · Lisensi: CC-BY-4.0</p>\n</article>\n</body>\n</html>\n'
    )
    read = LexborHTMLParser(html)
    assert [one.attributes["src"] for one in read.css("img")] == PICTURES and not read.css("script, iframe, [style]")


@pytest.mark.parametrize("terms", ["{}", "{license: CC-BY-4.0}", "{license: CC-BY-4.0, images: excluded}"])
def test_pictures_are_taken_only_where_the_story_says_so(terms: str) -> None:
    found = tree_of(story() if terms == "{}" else story(republish=terms))
    archive = opened(found)
    assert archive.namelist() == ["README.txt", "festival.id.html", "festival.id.txt"]
    assert archive.read("README.txt").decode().endswith("\nGambarnya tidak disediakan untuk dimuat ulang.\n")
    read = LexborHTMLParser(archive.read("festival.id.html").decode())
    assert not read.css("img, figure") and [one.text() for one in read.css("article > p")][1] == "Isi naskah."
    assert (
        f"{file_digest(A)[:20]}" not in LexborHTMLParser(found.page(HERE + "index.html")).css_first("#republish").html
    )


def test_a_right_to_left_edition_says_its_direction() -> None:
    found = world({"content/cairo/news/2026/kabar/index.ar.md": text("خبر")})
    html = opened(found, "cairo/id/news/2026/kabar/kabar.zip").read("kabar.ar.html").decode()
    assert '<html lang="ar" dir="rtl">' in html


def test_equal_stories_are_equal_bytes_from_the_moment_of_their_last_change() -> None:
    """Stored and not deflated, so that no version of zlib counts; and no clock does."""
    found = tree_of(story(republish=INCLUDED, updated="2026-11-03 09:00"))
    assert made(found, HERE + "festival.zip") == made(found, HERE + "festival.zip")
    told = opened(found).infolist()
    assert {(one.date_time, one.compress_type, one.create_system, one.external_attr >> 16) for one in told} == {
        ((2026, 11, 3, 0, 0, 0), zipfile.ZIP_STORED, 3, 0o100644)
    }


def test_the_archive_holds_the_very_pictures_that_the_site_shows_and_never_the_originals(tree: Tree) -> None:
    tree.write({LEAD: story(republish=INCLUDED), FOLDER + "a.png": A, FOLDER + "b.png": B}).build()
    output = tree.output()
    archive = zipfile.ZipFile(io.BytesIO(output[HERE + "festival.zip"]))
    for name in PICTURES:
        assert archive.read(name) in [data for path, data in output.items() if path.startswith("media/")]
    before = output[HERE + "festival.zip"]
    built = tree.write({FOLDER + "b.png": png("green")}).build()
    assert HERE + "festival.zip" in built.written and tree.output()[HERE + "festival.zip"] != before


# ---------------------------------------------------------------- when the story is no more


def notices(tree: Tree, folder: str = HERE) -> list[str]:
    """Return what the story's former text and archive say now."""
    output = tree.output()
    archive = zipfile.ZipFile(io.BytesIO(output[folder + "festival.zip"]))
    assert archive.namelist() == ["README.txt"]
    return [output[folder + "festival.txt"].decode(), archive.read("README.txt").decode()]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": "withdrawn"}, f"Tulisan ini telah ditarik.\n\nKeliru.\n\n{URL}\n"),
        ({"status": "removed"}, "Tulisan ini telah dihapus\n\nKeliru.\n"),
    ],
)
def test_a_retracted_story_leaves_a_notice_at_the_addresses_of_its_kit(
    tree: Tree, fields: dict[str, str], said: str
) -> None:
    tree.write({LEAD: text("Festival")}).build()
    built = tree.write({LEAD: text("Festival", reason="Keliru.", **fields)}).build()
    assert notices(tree) == [said, said]
    assert built.report.problems == ()
    assert tree.build().written == ()


def test_a_story_that_moved_leaves_its_new_address_there(tree: Tree) -> None:
    tree.write({LEAD: text("Festival")}).build()
    moved = LEAD.replace("/festival/", "/pesta/")
    tree.delete(LEAD).write({moved: text("Pesta", id="tokyo/news/2026/festival")}).build()
    new = URL.replace("festival", "pesta")
    assert notices(tree) == [f"Halaman ini telah pindah\n\n{new}\n"] * 2
    assert f"/{HERE}festival.zip {new} 301\n" in tree.page("_redirects")
    assert HERE.replace("festival", "pesta") + "pesta.zip" in tree.output()


def test_a_story_that_expired_says_so(tree: Tree) -> None:
    tree.write({LEAD: text("Festival", expires="2026-11-23 00:00")}).build()
    tree.now = NOW + timedelta(days=2)
    tree.build()
    assert notices(tree) == ["Masa tayang halaman ini telah berakhir\n"] * 2


def test_the_removed_are_listed_with_the_addresses_of_their_kits(tree: Tree) -> None:
    tree.write({LEAD: text("Festival")}).build()
    tree.write({LEAD: text("Festival", status="removed", reason="Keliru.")}).build()
    for name in ("", "festival.txt", "festival.zip"):
        assert f'"{URL}{name}"' in tree.page("removed.json")


def test_a_mission_with_a_host_of_its_own_has_its_kits_there() -> None:
    cairo = NETWORK["missions/cairo.yaml"] + "url: https://cairo.example\n"
    found = world({"content/cairo/news/2026/kabar/index.id.md": text(), "missions/cairo.yaml": cairo})
    assert "_hosts/cairo.example/id/news/2026/kabar/kabar.zip" in found.plan()
