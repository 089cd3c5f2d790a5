"""Pages in a real browser: Chromium opens what a build made of the shipped network, over HTTP.

Skipped, visibly, where there is no Chromium (`tasks.py test` installs it where it may).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import PAGES, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def phone(browser: "Browser") -> "Iterator[BrowserContext]":
    """Where no scripts run, on a screen as wide as a small phone's."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    yield context
    context.close()


@pytest.fixture
def scriptless(phone: "BrowserContext") -> "Iterator[tuple[Page, list[str]]]":
    """A tab of its own, and what it asked for: "200 http://…" where it came.

    A tab that went from page to page would tell of the icon of the page before, which Chromium gives up on leaving it.
    """
    page = phone.new_page()
    asked: list[str] = []
    page.on("requestfailed", lambda request: asked.append(f"failed {request.url}"))
    page.on("response", lambda response: asked.append(f"{response.status} {response.url}"))
    yield page, asked
    page.close()


FRAMED = {"framed list": "/tokyo/embed/ja/", "framed list of a province": "/embed/provinces/id-ji/id/"}


@pytest.mark.parametrize("path", [*PAGES.values(), *FRAMED.values()], ids=[*PAGES, *FRAMED])
def test_a_page_loads_whole_without_script_and_fits_a_small_phone(
    scriptless: "tuple[Page, list[str]]", site: str, path: str
) -> None:
    page, asked = scriptless
    page.goto(site + path)
    assert [one for one in asked if not one.startswith((f"200 {site}/", f"304 {site}/"))] == []
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_arabic_reads_from_right_to_left(browser: "Browser", site: str) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 600})
    page.goto(site + "/cairo/ar/")
    heading = page.locator("h1").bounding_box()
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert heading is not None and heading["x"] + heading["width"] > 700
    page.close()


def test_pictures_are_shown_in_a_modern_format_with_their_size_reserved(browser: "Browser", site: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(site + "/tokyo/id/news/2026/festival-indonesia/", wait_until="networkidle")
    picture = page.locator("main img").first
    assert picture.evaluate("one => one.complete && one.naturalWidth > 0 && one.currentSrc.endsWith('.avif')")
    assert picture.get_attribute("width") and picture.get_attribute("height") and picture.get_attribute("alt")
    page.close()


def test_the_keyboard_reaches_the_content_first(browser: "Browser", site: str) -> None:
    page = browser.new_page()
    page.goto(site + "/tokyo/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.close()


def test_dark_readers_get_a_dark_page(browser: "Browser", site: str, tmp_path: Path) -> None:
    for scheme, dark in (("light", False), ("dark", True)):
        page = browser.new_page(color_scheme=scheme)
        page.goto(site + "/")
        red = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]")
        assert (int(red) < 64) is dark
        page.close()


def test_a_click_copies_an_address_or_a_line_and_without_a_script_it_leads_there(browser: "Browser", site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    for path, link, copied in (
        ("/tokyo/feeds/", ".choices .copy", "https://kawat.example/tokyo/feeds/news.xml"),
        ("/tokyo/feeds/", ".snippet .copy", '<iframe src="https://kawat.example/tokyo/embed/id/"'),
        ("/tokyo/id/news/2026/festival-indonesia/", ".republish .copy", "Sumber: KBRI Tokyo, https://kawat.example/"),
    ):
        page.goto(site + path)
        page.locator(link).first.click()
        page.wait_for_function("document.querySelector('.copied').textContent !== ''")
        assert page.evaluate("navigator.clipboard.readText()").startswith(copied)
        assert page.url == site + path and page.locator(link).first.text_content() == "Tersalin"
    context.close()
    page = browser.new_page(java_script_enabled=False)
    page.goto(site + "/tokyo/feeds/")
    page.locator(".snippet .copy").click()
    assert page.url == site + "/tokyo/feeds/#embed"
    page.close()


def test_another_site_frames_a_list_and_its_links_open_outside(browser: "Browser", site: str, tmp_path: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    snippet = f'<iframe src="{site}/embed/provinces/id-ji/id/" title="Jawa Timur" width="100%" height="520"></iframe>'
    (tmp_path / "index.html").write_text(snippet)
    with served(tmp_path) as outlet:
        page.goto(outlet)
        framed = page.frame_locator("iframe")
        framed.locator("li").first.wait_for()
        assert framed.locator("li").count() > 2
        red = framed.locator("body").evaluate("one => getComputedStyle(one).backgroundColor.match(/\\d+/)[0]")
        assert int(red) < 64
        with context.expect_page() as opened:
            framed.locator("li a").first.click()
        assert opened.value.url.startswith(site) and page.url == f"{outlet}/"
        assert opened.value.evaluate("window.opener") is None
    context.close()


def test_a_text_for_a_network_is_copied_at_a_click(browser: "Browser", site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site + "/tokyo/social/")
    page.locator(".post .copy").first.click()
    page.wait_for_function("document.querySelector('.copied').textContent === 'Tersalin'")
    text = page.locator("textarea").first.input_value()
    assert page.evaluate("navigator.clipboard.readText()") == text and "https://" in text
    context.close()
