"""Search as its readers have it: Chromium asks an index of 3,000 short stories, over HTTP with gzip."""

import gzip
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from catalogues import world
from conftest import NETWORK
from indexes import SHIPPED, SMALL, pages, stories, write

from kawat.publish import headers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser
OTHER_HOST = {**SHIPPED, "missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "url: https://cairo.example\n"}
PAGES = ("index.html", "search/index.html", "tokyo/index.html", "tokyo/search/index.html", "tokyo/ja/search/index.html")
DONE = "[data-search-done]"


@dataclass
class Site:
    """A served folder: its address, and what was sent of it, (path, bytes)."""

    folder: Path
    address: str
    sent: list[tuple[str, int]]


@pytest.fixture(scope="module")
def site(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """3,000 short stories and a few that are known, with the pages that search them."""
    folder = tmp_path_factory.mktemp("search")
    write(folder, {**stories(3000), **SMALL}, OTHER_HOST)
    pages(folder, world(SMALL, OTHER_HOST).desk(), *PAGES, "_hosts/cairo.example/search/index.html")
    sent: list[tuple[str, int]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path.lstrip("/")
            path += "index.html" if not path or path.endswith("/") else ""
            there = (folder / path).is_file()
            data = gzip.compress((folder / path).read_bytes(), 6) if there else b""
            self.send_response(200 if there else 404)
            about = {"Content-Encoding": "gzip", "Content-Length": str(len(data))}
            for name, value in {**headers.of(path), **about}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)
            sent.append((self.path, len(data)))

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, f"http://127.0.0.1:{server.server_address[1]}", sent)
        server.shutdown()


@pytest.fixture
def page(browser: "Browser", site: Site) -> Iterator["Page"]:
    """A phone that has never been here, and whose console stays silent."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, base_url=site.address)
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    site.sent.clear()
    yield opened
    context.close()
    assert said == []


def titles(page: "Page") -> list[str]:
    """Wait until results are shown, and return their titles."""
    page.wait_for_selector(DONE)
    return page.locator("[data-hit] h2").all_inner_texts()


def status(page: "Page") -> str:
    page.wait_for_selector(DONE)
    return page.locator("#results [role=status]").inner_text()


def test_a_first_question_costs_sixty_kilobytes_with_page_and_style(page: "Page", site: Site) -> None:
    for question in ("kopi", "pelajar indonesia", "menanam", "kerja sama ekonomi"):
        page.context.clear_cookies()
        with page.context.browser.new_context(base_url=site.address) as fresh:  # type: ignore[union-attr]
            site.sent.clear()
            opened = fresh.new_page()
            opened.goto(f"/search/?q={question}")
            assert len(titles(opened)) > 1
            assert sum(size for _, size in site.sent) <= 60_000, sorted(site.sent, key=lambda one: -one[1])


def test_the_module_comes_when_the_field_gets_focus_and_offers_words(page: "Page", site: Site) -> None:
    page.goto("/tokyo/", wait_until="networkidle")
    assert not [path for path, _ in site.sent if "search" in path]
    page.focus("#search-field")
    page.keyboard.type("menan")
    page.wait_for_selector("[role=option]")
    field = page.locator("#search-field")
    assert (field.get_attribute("role"), field.get_attribute("aria-expanded")) == ("combobox", "true")
    words = page.locator("[role=option]").all_inner_texts()
    assert "menanam" in words and all(word.startswith("menan") for word in words)
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false" and not page.locator("[role=listbox]").is_visible()
    page.keyboard.type("a")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") is None  # past the end: none
    while page.locator("[aria-selected=true]").all_inner_texts() != ["menanam"]:
        page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == page.locator("[aria-selected=true]").get_attribute("id")
    page.keyboard.press("Enter")
    assert page.input_value("#search-field") == "menanam "
    page.keyboard.press("Enter")
    assert "Menanam padi bersama" in titles(page)
    assert urlsplit(page.url).path == "/tokyo/search/"


def test_a_mission_searches_its_own_texts_first_and_all_missions_at_one_switch(page: "Page") -> None:
    page.goto("/tokyo/search/?q=tokyo")
    titles(page)
    assert {one.get_attribute("data-site") for one in page.locator("[data-hit]").all()} == {"tokyo"}
    page.get_by_role("link", name="Cari di semua perwakilan").click()
    page.wait_for_url("**/tokyo/search/?q=tokyo&site=")
    assert "Running a festival" in titles(page)
    page.go_back()
    page.wait_for_url("**/tokyo/search/?q=tokyo")
    titles(page)
    assert {one.get_attribute("data-site") for one in page.locator("[data-hit]").all()} == {"tokyo"}


def test_results_say_what_they_are_and_fit_a_small_phone(page: "Page", site: Site) -> None:
    page.goto("/search/?q=running&lang=en&site=portal&kind=news&year=2026")
    assert titles(page) == ["Running a festival"]
    hit = page.locator("[data-hit]")
    assert (hit.get_attribute("data-site"), hit.get_attribute("data-lang")) == ("portal", "en")
    assert hit.locator("a").get_attribute("href") == f"{site.address}/en/news/2026/english/"
    assert hit.locator("mark").all_inner_texts() == ["Running", "running"]
    assert hit.locator(".kicker, .meta span").all_inner_texts() == ["Berita", "1 Oktober 2026", "Kemlu", "Inggris"]
    assert status(page) == "Hasil: 1 Cari di semua perwakilan"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.title().startswith("running – ")
    page.goto("/tokyo/ja/search/?q=文化祭")
    assert titles(page) == ["東京の祭り"]
    assert page.locator("mark").all_inner_texts() == ["文化祭"]


def test_filters_and_pages_have_addresses_and_the_way_back(page: "Page") -> None:
    page.goto("/search/?q=indonesia&page=2")
    second = titles(page)
    page.get_by_role("link", name="Sebelumnya").click()
    page.wait_for_url("**/search/?q=indonesia&page=1")
    first = titles(page)
    assert len(first) == len(second) == 10 and not set(first) & set(second)
    assert page.evaluate("document.activeElement.id") == "results"
    page.select_option("[name=kind]", "press")
    page.wait_for_url("**/search/?q=indonesia&kind=press")
    assert "Hasil" not in status(page)
    page.go_back()
    page.wait_for_url("**page=1")
    assert titles(page) == first
    assert page.input_value("[name=kind]") == ""


def test_a_slip_is_corrected_aloud_and_nonsense_finds_nothing_and_says_so(page: "Page") -> None:
    page.goto("/search/?q=perbakan")
    assert "Festival Bali" in titles(page)
    said = "Tidak ada yang ditemukan untuk “perbakan”. Menampilkan hasil untuk “perbankan”. Hasil: "
    assert status(page).startswith(said) and int(status(page).removeprefix(said)) > 10
    page.fill("#search-field", "xqzzwkjv")
    page.keyboard.press("Enter")
    page.wait_for_url("**xqzzwkjv")
    assert titles(page) == []
    assert status(page) == "Tidak ada yang ditemukan untuk “xqzzwkjv”."


@pytest.mark.parametrize(
    "question",
    ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "javascript:alert(1)", "{words}", "$&", "%00"],
)
def test_a_question_is_only_ever_text(page: "Page", question: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto("/search/")
    page.fill("#search-field", question)
    page.keyboard.press("Enter")
    titles(page)
    assert page.locator("main img, main script, main iframe").count() == 0
    assert page.input_value("#search-field") == question
    page.goto("/search/?q=%3Cimg%20src=x%3E&site=%3Cb%3E&page=-1&lang=constructor&kind=__proto__")
    titles(page)
    assert page.locator("main img").count() == 0


def test_without_a_script_the_form_leads_to_all_texts(browser: "Browser", site: Site) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(site.address + "/tokyo/")
    page.fill("#search-field", "menanam")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tokyo/search/?q=menanam")
    assert page.locator(".notice").inner_text().startswith("Pencarian memerlukan JavaScript.")
    assert not page.locator(".search-filters").is_visible() and not page.locator("#results").is_visible()
    links = [one.get_attribute("href") for one in page.locator("main a").all()]
    assert links[:2] == ["/tokyo/id/news/", "/tokyo/id/news/2026/"]
    assert {"/id/topics/budaya/", "/id/missions/", "/id/countries/", "/id/provinces/"} <= set(links)
    page.close()


def test_a_mission_on_another_host_asks_the_portals_index(browser: "Browser", site: Site) -> None:
    """Chromium holds the page to its policy, and the index to the headers that it is served with."""
    context = browser.new_context()
    refused: list[str] = []

    def answer(route: "Route") -> None:
        url = urlsplit(route.request.url)
        path = ("_hosts/cairo.example/" if url.netloc == "cairo.example" else "") + url.path.lstrip("/")
        path += "index.html" if path.endswith("/") else ""
        route.fulfill(status=200, headers=headers.of(path), body=(site.folder / path).read_bytes())

    context.route("**/*", answer)
    page = context.new_page()
    page.on("console", lambda message: refused.append(message.text))
    page.goto("https://cairo.example/search/?q=menanam&site=")
    assert "Menanam padi bersama" in titles(page)
    link = page.locator("[data-hit] a").first.get_attribute("href") or ""
    assert link.startswith("https://kawat.example/") and refused == []
    page.evaluate("fetch('https://elsewhere.example/').catch(() => {})")
    page.wait_for_timeout(100)
    assert any("Content Security Policy" in said for said in refused)
    context.close()


def test_an_index_that_cannot_be_read_is_said_to_be_so(browser: "Browser", site: Site) -> None:
    page = browser.new_page(base_url=site.address)
    page.route("**/t*.txt?*", lambda route: route.abort())
    page.goto("/search/?q=menanam")
    assert status(page).startswith("Pencarian tidak dapat dimuat.")
    page.unroute("**/t*.txt?*")
    page.locator(".search-button").click()
    page.wait_for_selector("[data-hit]")
    page.close()
