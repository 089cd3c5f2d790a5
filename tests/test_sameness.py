"""The same texts, settings and moment give the same bytes: on any machine, by either way in, from any cache.

Every build here is of one small tree that has some of everything, and is compared with one plain build of it, all files
and the manifest.
"""

import io
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import NETWORK, NOW, PROJECT, Tree, mission, read_all, text
from PIL import Image

from kawat.model import Kind
from kawat.problems import KawatError

EPOCH = str(int(NOW.timestamp()))


def picture(colour: str, form: str = "JPEG", size: tuple[int, int] = (500, 300)) -> bytes:
    target = io.BytesIO()
    Image.new("RGBA" if form == "PNG" else "RGB", size, colour).save(target, form)
    return target.getvalue()


RICH: dict[str, str | bytes] = {
    **NETWORK,
    "missions/osaka.yaml": mission(
        "Osaka", "JP", "east-asia", "Asia/Tokyo", "id, ja, en", "consulate-general", "url: https://osaka.example/\n"
    ),
    "missions/tokyo.yaml": mission(
        "Tokyo", "JP", "east-asia", "Asia/Tokyo", "id, ja, en",
        more="subscribe:\n  - {from: [portal], topics: [ekonomi], mode: copy}\n",
    ),
    "content/tokyo/news/2026/festival/index.id.md": text(
        "Festival", "2026-11-20 09:00",
        "Lihat [siaran](/portal/press/2026/siaran/index.id.md) dan ![gong](gong.png).[^1]\n\n[^1]: Catatan.",
        summary="Ringkas", topics="[budaya]", tags="[gamelan]", countries="[JP]", provinces="[ID-JI]",
        cities="[surabaya]", image="panggung.jpg", image_alt="Panggung", crosspost="{to: [portal, osaka], mode: copy}",
        corrections='[{at: "2026-11-21 10:00", note: Jumlah diperbaiki.}]', aliases="[/tokyo/id/news/2026/lama/]",
    ),
    "content/tokyo/news/2026/festival/index.ja.md": text("祭り", None, "本文。", summary="要約"),  # type: ignore[arg-type]
    "content/tokyo/news/2026/festival/index.id.simple.md": text("Festival", None, "Ada tari."),  # type: ignore[arg-type]
    "content/tokyo/news/2026/festival/panggung.jpg": picture("red"),
    "content/tokyo/news/2026/festival/gong.png": picture("#00ff0080", "PNG"),
    "content/tokyo/news/2026/ditarik/index.id.md": text("Ditarik", status="withdrawn", reason="Keliru"),
    "content/tokyo/news/2026/dihapus/index.id.md": text("Dihapus", status="removed", reason="Permintaan"),
    "content/tokyo/news/2026/konsep/index.id.md": text("Konsep", status="draft"),
    "content/tokyo/news/2026/nanti/index.id.md": text("Nanti", "2027-01-01 09:00"),
    "content/tokyo/news/2026/tertahan/index.id.md": text("Tertahan", embargo="2026-12-01 09:00"),
    "content/tokyo/news/2026/rusak/index.id.md": text("Rusak", "bukan tanggal"),
    "content/tokyo/news/blog/lama.md": "Title: Blog lama\nDate: 2019-05-06 07:08\nTags: lama\n\n!!! note\n    Isi.\n",
    "content/tokyo/page/tentang/index.id.md": text("Tentang", body="# Kami\n\n> [!NOTE]\n> Peragaan."),
    "content/cairo/story/2026/kisah/index.id.md": text("Kisah", markdown="python", body="*[KBRI]: Kedutaan\n\nKBRI."),
    "content/cairo/story/2026/kisah/index.ar.md": text("قصة", None, "نص."),  # type: ignore[arg-type]
    "content/cairo/advisory/2026/waspada/index.id.md": text("Waspada", country="EG", level="2", areas="[Sinai]"),
    "content/osaka/event/2026/pameran/index.id.md": text(
        "Pameran", start="2026-12-01 09:00", end="2026-12-02 17:00", venue="Balai"
    ),
    "content/portal/press/2026/siaran/index.id.md": text(
        "Siaran", topics="[ekonomi]", crosspost="{to: [all], mode: link}"
    ),
    "content/portal/press/2026/siaran/index.en.md": text("Release", None, "Text."),  # type: ignore[arg-type]
    "content/portal/episode/2026/siniar/index.id.md": text(
        "Siniar", audio="rekaman.mp3", duration="00:01:30", transcript="transkrip.vtt",
        chapters="[{start: 00:00:00, title: Pembukaan}]", guests="[{name: Pembaca, role: Suara}]",
    ),
    "content/portal/episode/2026/siniar/rekaman.mp3": b"ID3\x03" + b"\0" * 500,
    "content/portal/episode/2026/siniar/transkrip.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nHalo.\n",
    "content/portal/gallery/2026/galeri/index.id.md": text(
        "Galeri", pictures="[{image: a.jpg, alt: Satu}, {image: b.jpg, alt: Dua, caption: Keterangan}]"
    ),
    "content/portal/gallery/2026/galeri/a.jpg": picture("blue"),
    "content/portal/gallery/2026/galeri/b.jpg": picture("blue", size=(1000, 400)),
    "content/portal/video/2026/klip/index.id.md": text(
        "Klip", video="klip.webm", poster="poster.jpg", poster_alt="Laut", captions="klip.vtt"
    ),
    "content/portal/video/2026/klip/klip.webm": b"\x1a\x45\xdf\xa3" + b"\0" * 300,
    "content/portal/video/2026/klip/klip.vtt": "WEBVTT\n",
    "content/portal/video/2026/klip/poster.jpg": picture("navy"),
    "content/portal/infographic/2026/angka/index.id.md": text("Angka", image="a.png", image_alt="Angka"),
    "content/portal/infographic/2026/angka/a.png": picture("#ff000000", "PNG", (480, 480)),
    "content/portal/agreement/2026/kota-kembar/index.id.md": text(
        "Kota kembar", form="sister-city", stage="in-force", signed="2026-10-01", sectors="[pendidikan]",
        parties="[{name: Surabaya, kind: city, country: ID, province: ID-JI}, {name: Kairo, kind: city, country: EG}]",
    ),
    "content/portal/potential/2026/kopi/index.id.md": text(
        "Kopi", province="ID-JI", city="surabaya", sector="Perkebunan", hs_code='"0901"', product="Kopi"
    ),
}  # fmt: skip
"""Some of everything: each kind, each status, each medium, a post, both engines, a host of its own, a broken text."""

EARLIER: dict[str, str | bytes] = {
    "missions/cairo.yaml": mission("Kota Kairo", "EG", "middle-east", "Africa/Cairo", "id, en"),
    "content/tokyo/news/2026/festival/index.id.md": text("Festival lama", "2026-11-19 09:00"),
    "content/tokyo/news/2026/festival/panggung.jpg": picture("yellow"),
    "content/tokyo/news/2026/rusak/index.id.md": text("Belum rusak"),
    "content/osaka/news/2026/hilang/index.id.md": text("Nanti hilang", crosspost="{to: [all]}"),
    "content/cairo/advisory/2026/waspada/index.id.md": text("Waspada", country="EG", level="4"),
}
"""What some of those files said before, and one that is no more."""


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with root/, its cache and output/ as one plain build of RICH left them, and a copy of that in kept/."""
    folder = tmp_path_factory.mktemp("finished")
    tree = Tree(folder / "root", folder / "output").write(RICH)
    built = tree.build()
    assert built.report.quarantined == ("content/tokyo/news/2026/rusak/index.id.md",)
    assert {one.kind for one in _articles(tree)} == set(Kind), "the tree has every kind"
    for name in ("root", "output"):
        shutil.copytree(folder / name, folder / "kept" / name)
    return folder


@pytest.fixture(scope="module")
def plain(finished: Path) -> dict[str, bytes]:
    """What one plain build makes of RICH."""
    return read_all(finished / "kept" / "output")


@pytest.fixture
def warm(finished: Path) -> Tree:
    """RICH, built, with a cache and a ledger that know all of it."""
    for name in ("root", "output"):
        shutil.rmtree(finished / name)
        shutil.copytree(finished / "kept" / name, finished / name)
    return Tree(finished / "root", finished / "output")


def _articles(tree: Tree) -> list[Any]:
    from kawat import settings
    from kawat.gathering import gather
    from kawat.source.cache import Cache

    heeded = settings.from_file(str(PROJECT / "pelicanconf.py"))
    return list(gather(str(tree.root), Cache(str(tree.root / ".cache")), heeded, 2, lambda *told: None).articles)


@pytest.fixture
def rich(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "root", tmp_path / "output").write(RICH)


def same(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """Compare, and name no more than is needed of what differs."""
    assert sorted(found) == sorted(expected)
    assert [path for path in expected if found[path] != expected[path]] == []


def test_the_tree_gives_pages_of_every_sort(plain: dict[str, bytes]) -> None:
    assert {path.rpartition(".")[2] for path in plain} >= {
        "html",
        "xml",
        "txt",
        "json",
        "avif",
        "webp",
        "jpg",
        "mp3",
        "vtt",
        "css",
    }
    assert "_hosts/osaka.example/id/from/tokyo/news/2026/festival/index.html" in plain
    assert "tokyo/id/news/2019/blog-lama/index.html" in plain
    assert not any("konsep" in path or "nanti" in path or "tertahan" in path or "rusak" in path for path in plain)


# ---------------------------------------------------------------- how it is built


@pytest.mark.parametrize("jobs", [1, 5])
def test_any_number_of_jobs(rich: Tree, plain: dict[str, bytes], jobs: int) -> None:
    rich.build(jobs=jobs)
    same(rich.output(), plain)


@pytest.fixture
def shuffled(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Lets the file system list its folders in an order of our choice."""
    scandir, listdir = os.scandir, os.listdir

    class Shuffled:
        def __init__(self, path: Any, dice: random.Random) -> None:
            with scandir(path) as found:
                self._entries = list(found)
            dice.shuffle(self._entries)
            self._left = iter(self._entries)

        def __iter__(self) -> "Shuffled":
            return self

        def __next__(self) -> Any:
            return next(self._left)

        def __enter__(self) -> "Shuffled":
            return self

        def __exit__(self, *raised: object) -> None:
            self.close()

        def close(self) -> None:
            pass

    def shuffle(seed: int) -> None:
        dice = random.Random(seed)
        monkeypatch.setattr(os, "scandir", lambda path=".": Shuffled(path, dice))
        monkeypatch.setattr(os, "listdir", lambda path=".": dice.sample(found := listdir(path), len(found)))

    yield shuffle


@pytest.mark.parametrize("seed", [1, 2])
def test_any_order_of_directories(
    rich: Tree, plain: dict[str, bytes], shuffled: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    shuffled(seed)
    rich.build()
    monkeypatch.undo()
    same(rich.output(), plain)


def test_files_written_in_any_order_at_any_time(tmp_path: Path, plain: dict[str, bytes]) -> None:
    tree = Tree(tmp_path / "root", tmp_path / "output")
    for number, (path, content) in enumerate(reversed(RICH.items())):
        tree.write({path: content})
        os.utime(tree.root / path, (number * 86400, number * 86400))
    tree.build()
    same(tree.output(), plain)


@pytest.mark.parametrize("name", ["another/place/far/down", "-name with spaces, ünïcode 日本"])
def test_any_place_on_the_disk(tmp_path: Path, plain: dict[str, bytes], name: str) -> None:
    tree = Tree(tmp_path / name / "root", tmp_path / name / "www").write(RICH)
    tree.build(cache=str(tmp_path / "cache of its own"))
    same(tree.output(), plain)


def test_a_root_and_a_destination_behind_links(tmp_path: Path, rich: Tree, plain: dict[str, bytes]) -> None:
    (tmp_path / "linked").symlink_to(rich.root)
    (tmp_path / "www").mkdir()
    (tmp_path / "current").symlink_to(tmp_path / "www")
    Tree(tmp_path / "linked", tmp_path / "current").build()
    same(read_all(tmp_path / "www"), plain)


def test_relative_folders(rich: Tree, plain: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(rich.root)
    Tree(Path(), Path("../output")).build()
    same(rich.output(), plain)


ENVIRONMENTS = {
    "a reader in Jakarta": {"TZ": "Asia/Jakarta", "LANG": "id_ID.UTF-8", "PYTHONHASHSEED": "1"},
    "a server without a locale": {
        "TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "4242",
    },
    "a Turkish laptop": {
        "TZ": "America/St_Johns", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "0",
        "PYTHONOPTIMIZE": "2", "HOME": "/nonexistent",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_any_zone_locale_and_seed_of_hashes(rich: Tree, plain: dict[str, bytes], name: str) -> None:
    """The way of tasks.py: its command line in a process of its own."""
    done = rich.run("build", "--dest", str(rich.dest), "--now", NOW.isoformat(), **ENVIRONMENTS[name])
    assert done.returncode == 3, done.stderr
    same(rich.output(), plain)


def test_any_time_of_the_machine(rich: Tree, plain: dict[str, bytes]) -> None:
    """Only the moment that is asked for counts, and no clock: that one is years ahead."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    if not found:
        pytest.skip("no libfaketime here: install Debian's `faketime`")
    wrong = {"LD_PRELOAD": str(found[0]), "FAKETIME": "@2031-05-06 07:08:09", "DONT_FAKE_MONOTONIC": "1"}
    told = [sys.executable, "-c", "import time; print(time.gmtime().tm_year)"]
    assert subprocess.run(told, env={**os.environ, **wrong}, capture_output=True, text=True).stdout == "2031\n"
    done = rich.run("build", "--dest", str(rich.dest), "--now", NOW.isoformat(), **wrong)
    assert done.returncode == 3, done.stderr
    same(rich.output(), plain)


def test_two_builds_at_once(rich: Tree, plain: dict[str, bytes]) -> None:
    """One works; the other says so, or comes after it and finds nothing to do."""
    with ThreadPoolExecutor() as threads:
        begun = [
            threads.submit(rich.run, "build", "--dest", str(rich.dest), "--now", NOW.isoformat(), "--lang", "en")
            for _ in range(2)
        ]
        done = [one.result() for one in begun]
    for one in done:
        refused = "another build is writing to" in one.stderr
        assert one.returncode == (1 if refused else 3), one.stderr
    assert 3 in {one.returncode for one in done}
    same(rich.output(), plain)


# ---------------------------------------------------------------- from what state


def test_a_warm_cache(warm: Tree, plain: dict[str, bytes], tmp_path: Path) -> None:
    built = warm.build(dest=str(tmp_path / "another"))
    assert dict(built.report.counts)["texts parsed"] == 0
    same(read_all(tmp_path / "another"), plain)


def test_a_second_build_into_the_same_destination(warm: Tree, plain: dict[str, bytes]) -> None:
    built = warm.build()
    assert (built.written, built.gone, built.verdicts) == ((), (), ())
    same(warm.output(), plain)


def test_a_deleted_cache(warm: Tree, plain: dict[str, bytes]) -> None:
    """Everything is made again, and nothing has to be written."""
    shutil.rmtree(warm.root / ".cache")
    built = warm.build()
    assert (built.written, built.gone, len(built.verdicts)) == ((), (), built.total - 1)
    same(warm.output(), plain)


def knowing(past: Tree, tree: Tree) -> dict[str, bytes]:
    """Build a tree into nothing but the manifest of what was published before, which tells the history of addresses."""
    tree.dest.mkdir()
    shutil.copy2(past.dest / "manifest.json", tree.dest / "manifest.json")
    tree.build(allow_removal=True)
    return tree.output()


def test_a_destination_and_a_cache_of_another_state(warm: Tree, rich: Tree, plain: dict[str, bytes]) -> None:
    warm.write(EARLIER).build()
    assert warm.output() != plain
    expected = knowing(warm, rich)
    warm.delete("content/osaka/news/2026/hilang/index.id.md").write(RICH).build(allow_removal=True)
    same(warm.output(), expected)


def test_a_destination_and_a_cache_of_another_moment(warm: Tree, rich: Tree, plain: dict[str, bytes]) -> None:
    warm.build(now=NOW.replace(year=2030))
    assert warm.output() != plain
    warm.build(now=NOW.replace(year=2020))
    expected = knowing(warm, rich)
    warm.build(allow_removal=True)
    same(warm.output(), expected)


def test_a_cache_of_another_tree(warm: Tree, rich: Tree, plain: dict[str, bytes]) -> None:
    warm.write(EARLIER).build()
    shutil.copytree(warm.root / ".cache", rich.root / ".cache")
    rich.build()
    same(rich.output(), plain)


def test_a_cache_of_which_every_part_is_cut_short(warm: Tree, plain: dict[str, bytes], tmp_path: Path) -> None:
    parts = [path for path in sorted((warm.root / ".cache").rglob("*")) if path.is_file()]
    assert len(parts) > 10
    for part in parts:
        part.write_bytes(part.read_bytes()[: part.stat().st_size // 2])
    warm.build()
    same(warm.output(), plain)
    warm.build(dest=str(tmp_path / "another"))
    same(read_all(tmp_path / "another"), plain)


def test_a_destination_that_somebody_has_tampered_with(warm: Tree, plain: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (warm.dest / "index.html").write_text("defaced")
    (warm.dest / "tokyo/index.html").unlink()
    (warm.dest / "tokyo/extra.html").write_text("smuggled")
    (warm.dest / "cairo/.hidden").write_text("smuggled")
    shutil.rmtree(warm.dest / "cairo/id")
    (warm.dest / "cairo/id").symlink_to(tmp_path / "outside")
    shutil.rmtree(warm.dest / "media")
    (warm.dest / "media").write_text("a file now")
    warm.build()
    same(warm.output(), plain)
    assert read_all(tmp_path / "outside") == {} and not (warm.dest / "cairo/id").is_symlink()


@pytest.mark.parametrize("manifest", [b"", b'{"files": 3}', b"\xff"])
def test_a_manifest_that_says_nothing_is_never_overwritten(warm: Tree, manifest: bytes) -> None:
    """It holds the history of addresses, which nothing else knows."""
    (warm.dest / "manifest.json").write_bytes(manifest)
    before = warm.output()
    with pytest.raises(KawatError, match="put the last good one back"):
        warm.build()
    same(warm.output(), before)


def test_one_site_after_the_other(rich: Tree, plain: dict[str, bytes]) -> None:
    for code in ("portal", "tokyo", "osaka", "cairo"):
        rich.build(sites=(code,))
    same(rich.output(), plain)


def test_one_site_takes_away_what_it_no_longer_has_and_leaves_the_others(warm: Tree) -> None:
    warm.write(EARLIER).build()
    before = warm.output()
    warm.delete("content/osaka/news/2026/hilang/index.id.md").write(RICH).build(sites=("tokyo",), allow_removal=True)
    after = warm.output()
    own = {path for path in before if path.startswith("tokyo/")}
    assert "tokyo/id/from/osaka/news/2026/hilang/index.html" in own - set(after)
    of_all = ("manifest.json", "_redirects", "redirects.map")
    others = {path for path in before if path not in own and not path.endswith(of_all)}
    assert {path for path in others if after.get(path) != before[path]} == set()


# ---------------------------------------------------------------- the other way in


def pelican(*argv: str, cwd: Path = PROJECT) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pelican", "-s", str(PROJECT / "pelicanconf.py"), *argv],
        capture_output=True,
        text=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        cwd=cwd,
        check=False,
    )


def test_pelican_gives_the_same(rich: Tree, plain: dict[str, bytes]) -> None:
    done = pelican(str(rich.root / "content"), "-o", str(rich.dest))
    assert done.returncode == 3, done.stderr
    same(rich.output(), plain)


def test_either_way_finds_nothing_to_do_after_the_other(warm: Tree) -> None:
    """They share cache and ledger, and neither takes the other's work for stale."""
    done = pelican(str(warm.root / "content"), "-o", str(warm.dest))
    assert "0 written, 0 removed, 0 made anew" in done.stderr
    again = warm.run("build", "--dest", str(warm.dest), "--now", NOW.isoformat())
    assert "0 written, 0 removed, 0 made anew" in again.stderr


def test_the_shipped_network_is_the_same_either_way(shipped: Path, tmp_path: Path) -> None:
    """Once over everything that the repository ships; Pelican's run reads from the first one's cache."""
    root = tmp_path / "root"
    root.mkdir()
    for name in ("content", "missions"):
        (root / name).symlink_to(PROJECT / name)
    shutil.copytree(shipped.parent / "cache", root / ".cache")
    done = pelican(str(root / "content"), "-o", str(tmp_path / "pelican"))
    assert done.returncode == 0, done.stderr
    same(read_all(tmp_path / "pelican"), read_all(shipped))
