"""Pages in a real browser: Chromium opens what a build made of the shipped network, over HTTP.

Skipped, visibly, where there is no Chromium (`tasks.py test` installs it where it may).
"""

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NOW, PROJECT

from kawat import journey, settings
from kawat.journey import Order

CHROMIUM = os.environ.get("KAWAT_CHROMIUM", "/usr/bin/chromium" if os.path.exists("/usr/bin/chromium") else "")
sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: install Debian's `chromium` to run the browser tests"),
]
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
PAGES = [
    "/",
    "/en/",
    "/tokyo/",
    "/tokyo/ja/",
    "/cairo/ar/",
    "/tokyo/id/news/2026/festival-indonesia/",
    "/tokyo/ja/news/2026/festival-indonesia/",
    "/tokyo/id/news/2026/festival-indonesia/simple/",
    "/id/missions/",
    "/id/topics/budaya/",
    "/id/countries/jp/",
    "/id/provinces/id-ji/",
    "/id/news/",
    "/tokyo/404.html",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The shipped network, built and served; the address of its portal without a final slash."""
    dest = tmp_path_factory.mktemp("browser")
    heeded = settings.from_file(str(PROJECT / "pelicanconf.py"))
    cache = tmp_path_factory.mktemp("cache")
    journey.build(heeded, Order(root=str(PROJECT), dest=str(dest), now=NOW, cache=str(cache)))
    handler = functools.partial(_Quiet, directory=str(dest))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def browser() -> Iterator["sync_api.Browser"]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_whole_without_script_and_fits_a_small_phone(
    browser: "sync_api.Browser", site: str, path: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("request", lambda request: None if request.url.startswith(site) else failed.append(request.url))
    page.goto(site + path, wait_until="networkidle")
    assert failed == []
    assert page.locator("h1").count() == 1
    page.close()

    page = browser.new_page(viewport={"width": 320, "height": 640})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(site + path, wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert said == []
    page.close()


def test_arabic_reads_from_right_to_left(browser: "sync_api.Browser", site: str) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 600})
    page.goto(site + "/cairo/ar/")
    heading = page.locator("h1").bounding_box()
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert heading is not None and heading["x"] + heading["width"] > 700
    page.close()


def test_pictures_are_shown_in_a_modern_format_with_their_size_reserved(browser: "sync_api.Browser", site: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(site + "/tokyo/id/news/2026/festival-indonesia/", wait_until="networkidle")
    picture = page.locator("main img").first
    assert picture.evaluate("one => one.complete && one.naturalWidth > 0 && one.currentSrc.endsWith('.avif')")
    assert picture.get_attribute("width") and picture.get_attribute("height") and picture.get_attribute("alt")
    page.close()


def test_the_keyboard_reaches_the_content_first(browser: "sync_api.Browser", site: str) -> None:
    page = browser.new_page()
    page.goto(site + "/tokyo/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.close()


def test_dark_readers_get_a_dark_page(browser: "sync_api.Browser", site: str, tmp_path: Path) -> None:
    for scheme, dark in (("light", False), ("dark", True)):
        page = browser.new_page(color_scheme=scheme)
        page.goto(site + "/")
        red = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]")
        assert (int(red) < 64) is dark
        page.close()
