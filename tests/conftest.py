"""What the tests share: small trees as mappings from path to text, and builds of them."""

import contextlib
import fcntl
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from kawat import journey, settings
from kawat.orders import Built, Order

hypothesis.settings.register_profile("kawat", deadline=None)  # a test counts work, never seconds
hypothesis.settings.load_profile("kawat")

MEMORY, ENOUGH_BYTES = "/dev/shm", 2 * 2**30
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES:
    # Where pytest has its temporary folders: thousands of builds would wait for a disk tens of thousands of times.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", MEMORY)

FORKING = ("test_crash.py", "test_incremental.py", "test_network_life.py")
"""They fork thousands of times, which takes twice as long in a process that has run all others before."""

PROJECT = Path(settings.PROJECT)
NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)

PORTAL = """\
kind: ministry
names: {id: Kementerian Luar Negeri, en: Ministry of Foreign Affairs}
country: ID
city: Jakarta
location: [-6.17, 106.83]
region: southeast-asia
timezone: Asia/Jakarta
languages: [id, en]
url: https://kawat.example
"""


def mission(
    city: str, country: str, region: str, zone: str, languages: str, kind: str = "embassy", more: str = ""
) -> str:
    """Return a mission file."""
    return (
        f"kind: {kind}\nnames: {{id: Perwakilan {city}, en: Mission in {city}}}\ncountry: {country}\ncity: {city}\n"
        f"location: [35.0, 135.0]\nregion: {region}\ntimezone: {zone}\nlanguages: [{languages}]\n"
        f"accreditation: [{country}]\n{more}"
    )


NETWORK: dict[str, str] = {
    "missions/portal.yaml": PORTAL,
    "missions/tokyo.yaml": mission("Tokyo", "JP", "east-asia", "Asia/Tokyo", "id, ja, en"),
    "missions/osaka.yaml": mission("Osaka", "JP", "east-asia", "Asia/Tokyo", "id, ja, en", "consulate-general"),
    "missions/cairo.yaml": mission("Kairo", "EG", "middle-east", "Africa/Cairo", "id, ar, en"),
    "missions/_network/topics.yaml": (
        "budaya: {names: {id: Budaya, en: Culture}}\nekonomi: {names: {id: Ekonomi, en: Economy}}\n"
    ),
    "missions/_network/regions.yaml": (
        "southeast-asia: {names: {id: Asia Tenggara, en: Southeast Asia}}\n"
        "east-asia: {names: {id: Asia Timur, en: East Asia}}\n"
        "middle-east: {names: {id: Timur Tengah, en: Middle East}}\n"
    ),
    "missions/_network/provinces.yaml": (
        "ID-JI: {names: {id: Jawa Timur, en: East Java}, capital: Surabaya, location: [-7.25, 112.75], island: Jawa}\n"
    ),
    "missions/_network/cities.yaml": "surabaya: {names: {id: Surabaya, en: Surabaya}, province: ID-JI, kind: city}\n",
}
"""A network of four sites, small enough to be built in a blink."""


def text(title: str = "Judul", date: str = "2026-11-01 09:00", body: str = "Isi naskah.", **fields: str) -> str:
    """Return a text with front matter; `fields` are YAML as typed, and those of None are left out."""
    typed = {"title": title, "date": date, **fields}
    lines = [f"{name}: {value}" for name, value in typed.items() if value is not None]
    return "\n".join(["---", *lines, "---", "", body, ""])


@dataclass
class Tree:
    """A tree of files on disk, and what comes of building it."""

    root: Path
    dest: Path
    now: datetime = NOW
    options: dict[str, Any] = field(default_factory=dict)

    def write(self, files: Mapping[str, str | bytes]) -> "Tree":
        """Put files there; None is not taken: use `delete`."""
        for path, content in files.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def delete(self, *paths: str) -> "Tree":
        """Take files away."""
        for path in paths:
            (self.root / path).unlink()
        return self

    def build(self, **order: Any) -> Built:
        """Build in this process; `order` are fields of `Order`."""
        given = {"root": str(self.root), "dest": str(self.dest), "now": self.now, "jobs": 2, **self.options, **order}
        heeded = settings.from_file(str(PROJECT / "pelicanconf.py"))
        return journey.build(heeded, Order(**given))

    def run(self, *argv: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run the command line in a process of its own, such as `run("check", "content/tokyo")`."""
        code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from kawat.cli import main; sys.exit(main())"
        return subprocess.run(
            [sys.executable, "-c", code, str(PROJECT / "plugins"), *argv, "--root", str(self.root)],
            capture_output=True,
            text=True,
            env={**os.environ, "LANG": "C.UTF-8", "LC_ALL": "", **environment},
            cwd=self.root,
            check=False,
        )

    def output(self) -> dict[str, bytes]:
        """Return every file below the destination by its path."""
        return read_all(self.dest)

    def page(self, path: str) -> str:
        """Return a page of the output; a path that ends with a slash means its index.html."""
        return (self.dest / (path + "index.html" if path.endswith("/") or not path else path)).read_text("utf-8")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put modules that fork much first."""
    items.sort(key=lambda item: item.path.name not in FORKING)


def read_all(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """The small network, without any texts."""
    made = Tree(tmp_path / "root", tmp_path / "output")
    (tmp_path / "root" / "content").mkdir(parents=True)
    return made.write(NETWORK)


@pytest.fixture
def make_tree(tmp_path: Path) -> Callable[[str], Tree]:
    """Makes further small networks, each in a folder of the given name."""

    def make(name: str) -> Tree:
        made = Tree(tmp_path / name / "root", tmp_path / name / "output")
        (tmp_path / name / "root" / "content").mkdir(parents=True)
        return made.write(NETWORK)

    return make


# ---------------------------------------------------------------- the shipped network, in a browser

CHROMIUM = os.environ.get("KAWAT_CHROMIUM", "/usr/bin/chromium" if os.path.exists("/usr/bin/chromium") else "")
_FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split()
_FLAGS += "--disable-component-update --disable-sync".split()

PAGES = {
    "home": "/",
    "home in English": "/en/",
    "mission": "/tokyo/",
    "mission in Japanese": "/tokyo/ja/",
    "mission in Arabic": "/cairo/ar/",
    "article": "/tokyo/id/news/2026/festival-indonesia/",
    "article in Japanese": "/tokyo/ja/news/2026/festival-indonesia/",
    "article in Arabic": "/cairo/ar/news/2026/hari-bahasa/",
    "article in plain language": "/tokyo/id/news/2026/festival-indonesia/simple/",
    "copy": "/dakar/id/from/portal/press/2026/pelindungan-pekerja-musiman/",
    "advisory": "/id/advisory/2026/latihan-stasiun-riset/",
    "episode": "/id/episode/2026/secangkir-kopi-lima-kota/",
    "video": "/id/video/2026/gamelan-dua-belas-detik/",
    "gallery": "/id/gallery/2026/batik-nusantara/",
    "infographic": "/id/infographic/2026/paspor-hilang/",
    "event": "/paris/id/event/2026/malam-gamelan/",
    "agreement": "/new-delhi/id/agreement/2026/kota-batik-kota-cap/",
    "potential": "/id/potential/2026/kopi-arabika-gayo/",
    "page": "/id/page/about/",
    "directory": "/id/missions/",
    "list": "/id/news/",
    "advisories": "/id/advisory/",
    "events": "/id/event/",
    "agreements": "/id/agreement/",
    "potential by province": "/id/potential/",
    "topic": "/id/topics/budaya/",
    "topics": "/id/topics/",
    "country": "/id/countries/jp/",
    "province": "/id/provinces/id-ji/",
    "safe travel": "/safe-travel/id/",
    "safe travel in a country": "/safe-travel/id/jp/",
    "help in an emergency": "/safe-travel/id/emergency/",
    "offers": "/id/offers/",
    "offers of a chapter": "/id/offers/hs/09/",
    "offers that a mission tells of in Arabic": "/doha/ar/offers/",
    "cooperation": "/id/cooperation/",
    "cooperation with a country": "/id/cooperation/countries/in/",
    "report on cooperation": "/id/cooperation/report/",
    "search": "/search/",
    "search of a mission in Arabic": "/cairo/ar/search/",
    "texts for social networks": "/tokyo/social/",
    "not found": "/tokyo/404.html",
    "expired": "/los-angeles/id/news/2024/undangan-malam-film/",
    "feeds": "/feeds/",
    "feeds in Arabic": "/cairo/ar/feeds/",
    "for editors": "/editors/",
}
"""A page of each kind, by what it is; also in the scripts that look least like Latin."""


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped network, built once for all tests that look at it, in whichever process; its cache lies beside it."""
    whole_run = tmp_path_factory.getbasetemp()
    folder = (whole_run.parent if "PYTEST_XDIST_WORKER" in os.environ else whole_run) / "the shipped network"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "output" / "manifest.json").exists():
            heeded = settings.from_file(str(PROJECT / "pelicanconf.py"))
            order = Order(root=str(PROJECT), dest=str(folder / "output"), now=NOW, cache=str(folder / "cache"))
            journey.build(heeded, order)
    return folder / "output"


@pytest.fixture(scope="session")
def site(shipped: Path) -> Iterator[str]:
    """The shipped network, served; the address of its portal without a final slash."""
    with served(shipped) as origin:
        yield origin


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder under an origin of its own."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium (a `playwright.sync_api.Browser`); skipped, visibly, where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM:
        pytest.skip("no Chromium here: install Debian's `chromium` to run the browser tests")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield opened
        opened.close()
