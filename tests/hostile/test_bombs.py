"""Bombs: texts, front matter, pictures and trees that were made to cost much cost about as much as they are long.

What goes beyond a limit is refused with a Problem; the build ends, with status 3, and the other sites do not notice.
"""
# ruff: noqa: E501 — a bomb is one line

import contextlib
import io
import os
import re
import struct
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bombs import FAMILIES
from conftest import NETWORK, Tree, text
from PIL import Image

from kawat.problems import Problem
from kawat.source import frontmatter, media, nodes
from kawat.source.reading import MAX_BODY_BYTES, Options, Reading, read
from kawat.source.tree import place, printable

SIZES = (2_000, 8_000, 64_000)
TOKYO = {"tokyo": ("id",)}
STEEPEST = 4 * SIZES[2] / SIZES[1]
"""How many times as long the largest may take as the one an eighth of its size; with the square it takes 64 times."""


def reading(body: str) -> Reading:
    found = place("content/tokyo/news/2026/bom/index.id.md", TOKYO)
    assert not isinstance(found, Problem | None)
    return read(text(body=body).encode(), found, Options("Asia/Tokyo", ("id",)))


def steepness(work: Callable[[int], object]) -> float:
    """Return how much longer (processor time) the largest takes than the middle one, which counts as 5 ms at least.

    Of each size the least of three tries counts: what else a machine does can only add to what a text costs.
    """
    middle, largest = (min(spent(work, size) for _ in range(3)) for size in SIZES[1:])
    return largest / max(middle, 0.005)


def spent(work: Callable[[int], object], size: int) -> float:
    """Return how long (processor seconds) it takes."""
    begun = time.process_time()
    work(size)
    return time.process_time() - begun


# ---------------------------------------------------------------- Markdown


def test_there_are_many_families() -> None:
    assert len(FAMILIES) >= 40 and len({make(500) for make in FAMILIES.values()}) == len(FAMILIES)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_text_costs_as_much_as_it_is_long_or_is_refused(name: str) -> None:
    bodies = {size: FAMILIES[name](size) for size in SIZES}
    found = {size: reading(body) for size, body in bodies.items()}
    for size, one in found.items():
        assert len(one.problems) <= 60 and len(one.html) <= 10 * len(bodies[size]) + 4096
        assert (one.edition is None) <= bool(one.problems)
    assert found[SIZES[2]].edition is None or len(bodies[SIZES[2]].encode()) <= MAX_BODY_BYTES
    assert steepness(lambda size: reading(bodies[size])) < STEEPEST


def test_work_that_grows_with_the_square_would_be_noticed() -> None:
    def careless(size: int) -> None:
        body = "[a](/b)\n" * (size // 8)
        for at in range(0, size, 4):
            body.count("\n", 0, at)

    assert steepness(careless) > STEEPEST


# ---------------------------------------------------------------- front matter


YAML = {
    "aliases": ("a: &a [x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(100)), "K023"),
    "anchors": ("".join(f"a{n}: &a{n} x\n" for n in range(1000)), "K023"),
    "tags": ("a: !!python/object/apply:os.system [id]\n", "K023"),
    "merge keys": ("a: &a {b: c}\nd:\n  <<: *a\n", "K023"),
    "lists in lists": ("a: " + "[" * 8000 + "]" * 8000, "K024"),
    "lists that never close": ("a: " + "[" * 16_000, "K024"),
    "maps in maps": ("a: " + "{b: " * 3000 + "}" * 3000, "K024"),
    "maps, each indented further": ("".join(" " * n + "a:\n" for n in range(170)), "K024"),
    "points in points": ("a:\n" + "- " * 7000 + "x", "K024"),
    "questions": ("? " * 8000, "K024"),
    "one key again and again": ("a: b\n" * 3000, "K022"),
    "a huge word": ("title: " + "x" * 20_000, "K025"),
    "a huge block": ("title: |\n" + "  x\n" * 5000, "K025"),
    "a huge quoted word": ('title: "' + "\\u0041" * 3000 + '"', "K025"),
    "quotes that never close": ("title: '" + "x " * 8000, "K021"),
    "documents": ("a: b\n---\n" * 1500, "K021"),
    "directives": ("%YAML 1.1\n" * 1500 + "---\na: b\n", "K021"),
    "a list as a key": ("[a, b]: c\n", "K021"),
}


@pytest.mark.parametrize("name", YAML)
def test_front_matter_beyond_its_bounds_is_refused(name: str) -> None:
    typed, code = YAML[name]
    with pytest.raises(nodes.Refused) as refused:
        frontmatter.parse(typed, "a.md")
    assert refused.value.problem.code == code


@pytest.mark.parametrize(
    "typed", ["".join(f"a{n}: b\n" for n in range(1800)), "a: [" + "b, " * 5000 + "]", "#\n" * 8000]
)
def test_much_front_matter_within_its_bounds_is_read(typed: str) -> None:
    assert len(typed) <= frontmatter.MAX_BYTES
    frontmatter.parse(typed, "a.md")


# ---------------------------------------------------------------- pictures


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width_px: int, height_px: int, pixels: bytes = b"", *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def saved(form: str, **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (6, 4), "red").save(file, form, **options)  # type: ignore[arg-type]
    return file.getvalue()


def resized(data: bytes, width_px: int, height_px: int, form: str) -> bytes:
    """Let a JPEG (its frame header, ITU-T T.81 B.2.2) or a GIF (its screen, section 18) claim a size."""
    if form == "GIF":
        return data[:6] + struct.pack("<HH", width_px, height_px) + data[10:]
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height_px, width_px) + data[at + 4 :]


ROWS = b"\0" + bytes(18)
FRAMES = [Image.new("P", (6, 4), colour) for colour in range(200)]
PICTURES: dict[str, tuple[str, bytes, str]] = {
    "pixels without end": ("a.png", png(60_000, 60_000), "K045"),
    "just too many pixels": ("a.png", png(8_000, 5_001), "K045"),
    "a JPEG of 65,535 pixels a side": ("a.jpg", resized(saved("JPEG"), 65_535, 65_535, "JPEG"), "K045"),
    "a GIF of 65,535 pixels a side": ("a.gif", resized(saved("GIF"), 65_535, 65_535, "GIF"), "K045"),
    "one line of pixels": ("a.png", png(16_384, 2), "K044"),
    "no pixels": ("a.png", png(0, 0), "K044"),
    "fewer pixels than it claims": ("a.png", png(6_000, 6_000, ROWS), "K044"),
    "a comment that inflates": ("a.png", png(6, 4, ROWS * 4, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(90_000_000)))), "K044"),
    "a bitmap by another name": ("a.png", saved("BMP"), "K044"),
    "a TIFF by another name": ("a.jpg", saved("TIFF"), "K044"),
    "PostScript by another name": ("a.jpg", saved("EPS"), "K044"),
    "an icon by another name": ("a.gif", saved("ICO"), "K044"),
    "a PDF by another name": ("a.webp", saved("PDF"), "K044"),
    "a page by another name": ("a.avif", b"<!DOCTYPE html><script>alert(1)</script>", "K044"),
    "nothing": ("a.png", b"", "K044"),
    "pixels that inflate further than it claims": ("a.png", png(6, 4, bytes(60_000_000)), ""),
    "a colour profile that inflates": ("a.png", png(6, 4, ROWS * 4, chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(90_000_000)))), "K044"),
    "many frames": ("a.gif", saved("GIF", save_all=True, append_images=FRAMES), ""),
    "a JPEG by another name": ("a.png", saved("JPEG"), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_beyond_its_bounds_is_refused(name: str) -> None:
    file, data, code = PICTURES[name]
    found = media.probe(data, f"content/tokyo/news/2026/bom/{file}", "digest")
    assert (found.code if isinstance(found, Problem) else "") == code
    assert isinstance(found, Problem) or (found.width_px, found.height_px) == (6, 4)


# ---------------------------------------------------------------- a tree full of them


NAMES = {
    # by path below content/tokyo/, the code that it gets
    "news/2026/Sama/index.id.md": "K004",
    "news/2026/sama\u0301/index.id.md": "K004",
    "news/2026/s\u00e1ma/index.id.md": "K004",
    "news/2026/abc\u202ecba/index.id.md": "K001",
    "news/2026/lebar\u200b/index.id.md": "K001",
    "news/2026/\uff0e\uff0e/index.id.md": "K004",
    "news/2026/..../index.id.md": "",  # hidden
    "news/2026/con/index.id.md": "K004",
    "news/2026/lpt9/index.id.md": "K004",
    "news/2026/a b/index.id.md": "K004",
    "news/2026/-rf/index.id.md": "K004",
    "news/2026/a%2f/index.id.md": "K004",
    "news/2026/a\\b/index.id.md": "K004",
    "news/2026/\u0131/index.id.md": "K004",
    "news/2026/" + "x" * 255 + "/index.id.md": "K004",
    "news/2026/tab\t/index.id.md": "K001",
    "news/26/tahun/index.id.md": "K001",
    "NEWS/2026/besar/index.id.md": "K003",
    "news/2026/bahasa/index.ID.md": "K005",
    "news/2026/bahasa/index.xx.md": "K005",
    "news/2026/bahasa/INDEX.id.md": "K020",
    "news/LAMA.md": "",
    "news/lama.md": "K051",
    "news/l\u00e1ma.md": "K051",
    "news/la\u0301ma.md": "K051",
}


@pytest.fixture
def network(tmp_path: Path) -> Tree:
    tree = Tree(tmp_path / "root", tmp_path / "output").write(NETWORK)
    return tree.write({f"content/{site}/news/2026/baik/index.id.md": text("Baik") for site in ("osaka", "cairo")})


def test_a_tree_full_of_bombs_is_built_and_the_other_sites_do_not_notice(network: Tree, tmp_path: Path) -> None:
    assert network.build().report.problems == ()
    before = network.output()
    folder, old = "content/tokyo/news/2026", "Title: {}\nDate: 2019-01-01\nSlug: lama\n\nIsi.\n"
    for number, make in enumerate(FAMILIES.values()):
        network.write({f"{folder}/bom-{number}/index.id.md": text(body=make(4_000))})
    for number, (typed, _) in enumerate(YAML.values()):
        network.write({f"{folder}/yaml-{number}/index.id.md": f"---\n{typed}\n---\n\nIsi.\n"})
    for number, (file, data, _) in enumerate(PICTURES.values()):
        network.write({
            f"{folder}/gambar-{number}/index.id.md": text(image=file, image_alt="Bom"),
            f"{folder}/gambar-{number}/{file}": data,
        })  # fmt: skip
    for name in NAMES:
        typed = old.format(name) if name.count("/") == 1 else "Isi." if "INDEX" in name else text()
        network.write({f"content/tokyo/{name}": typed})
    network.write({f"{folder}/banyak/{number}.docx": b"" for number in range(1000)})
    with deepened(network.root / "content/tokyo/news", 1500):
        ran = network.run("build", "--dest", str(network.dest), "--now", network.now.isoformat())
        assert ran.returncode == 3, ran.stderr[-2000:]
    told = set(re.findall(r"^(?! )(.*?)(?::\d+)*: (K\d{3}) ", ran.stderr, re.MULTILINE))
    for number in range(len(YAML)):
        assert f"{folder}/yaml-{number}/index.id.md" in {file for file, _ in told}
    for number, (_, _, code) in enumerate(PICTURES.values()):
        assert not code or (f"{folder}/gambar-{number}/index.id.md", code) in told
    found = {file.removeprefix("content/tokyo/"): code for file, code in told}
    assert {name: found.get(printable(name), "") for name in NAMES} == NAMES
    assert [code for file, code in told if file.startswith("content/tokyo/news/d/d/d")] == ["K001"]
    assert len([file for file, code in told if code == "K064"]) == 1000
    assert foreign(network.output()) == foreign(before)


@contextlib.contextmanager
def deepened(folder: Path, levels: int) -> Iterator[None]:
    """Make folders so deep in one another that no path leads there; shutil could not take them away again."""
    here = os.getcwd()
    try:
        os.chdir(folder)
        for _ in range(levels):
            os.mkdir("d")
            os.chdir("d")
        os.chdir(here)
        yield
    finally:
        os.chdir(here)
        subprocess.run(["rm", "-rf", folder / "d"], check=True)


def foreign(output: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of sites that have no bombs, but their search pages, which search all sites."""
    own = {path: data for path, data in output.items() if path.startswith(("osaka/", "cairo/"))}
    return {path: data for path, data in own.items() if not path.endswith("search/index.html")}
