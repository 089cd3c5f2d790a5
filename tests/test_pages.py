"""Every kind of page, as independent judges and slow links see it: axe-core, the Nu HTML checker, weight, movement."""

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import judges
import pytest
from conftest import PAGES
from selectolax.lexbor import LexborHTMLParser as HTMLParser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KILOBYTE = 1024
LIMITS = {"article": 25, "home": 40, "directory": 60}
"""How many kilobytes a page may weigh on the wire, without its pictures."""

STORY = r"^([a-z-]+/)?[a-z]{2}/(?!from|topics|countries|provinces)[a-z]+/\d{4}/(?!page|index)[a-z]"
"""What the path of a story at its home looks like."""

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def page(browser: "Browser") -> "Page":
    """A tab in which axe-core may run; that pages forbid scripts of others is tested elsewhere."""
    return browser.new_context(bypass_csp=True).new_page()


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_in_light_in_dark_and_on_a_small_phone(page: "Page", site: str, path: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(site + path)
    page.evaluate(judges.axe())
    assert _found(page, {"type": "tag", "values": STANDARDS}) == []
    page.emulate_media(color_scheme="dark")
    assert _found(page, {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}) == []
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme="light")
    assert _found(page, {"type": "tag", "values": STANDARDS}) == []


def _found(page: "Page", rules: dict[str, Any]) -> list[str]:
    said = page.evaluate("only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", rules)
    return [f"{one['id']}: {node['html']}" for one in said["violations"] for node in one["nodes"]]


def test_the_nu_checker_finds_no_error(shipped: Path) -> None:
    """Over every story at its home, whose HTML is its writer's too, and a page of every other kind.

    `python bench/nu.py` checks all that is published; other pages differ from these by their words only.
    """
    stories = [
        path.parent for path in shipped.glob("**/index.html") if re.search(STORY, str(path.relative_to(shipped)))
    ]
    named = [shipped / path.strip("/") for path in PAGES.values()]
    pages = {one if one.suffix else one / "index.html" for one in (*stories, *named)}
    assert len(pages) > 150
    assert judges.nu(sorted(pages)) == []


@pytest.mark.parametrize("kind", LIMITS)
def test_a_page_is_light_on_the_wire(shipped: Path, kind: str) -> None:
    assert _weight(shipped, PAGES[kind]) <= LIMITS[kind] * KILOBYTE


def _weight(shipped: Path, path: str) -> int:
    """Bytes of a page with its style, scripts and icons, each compressed as web servers do."""
    html = (shipped / path.strip("/") / "index.html").read_bytes()
    needed = HTMLParser(html).css("link[rel=stylesheet], link[rel=icon], script[src]")
    files = {one.attributes.get("href") or one.attributes["src"] or "" for one in needed}
    parts = [html, *((shipped / name.strip("/")).read_bytes() for name in sorted(files))]
    return sum(len(gzip.compress(part, 6)) for part in parts)


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["home", "mission in Japanese", "article", "directory", "gallery", "video"])
def test_nothing_moves_while_a_page_loads(browser: "Browser", site: str, kind: str) -> None:
    """Cumulative Layout Shift; web.dev/articles/cls calls 0.1 good, we want 0.02."""
    tab = browser.new_page(viewport={"width": 360, "height": 740})
    tab.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => {"
        "  for (const one of list.getEntries()) window.shift += one.value;"
        "}).observe({type: 'layout-shift', buffered: true});"
    )
    tab.goto(site + PAGES[kind], wait_until="load")
    for _ in range(4):
        tab.mouse.wheel(0, 700)
        tab.wait_for_timeout(50)
    assert tab.evaluate("window.shift") <= 0.02
    tab.close()


@pytest.mark.browser
def test_a_line_of_a_story_has_at_most_65_characters(page: "Page", site: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site + PAGES["article"])
    lines = page.evaluate(
        """() => [...document.querySelectorAll('.body > p')].flatMap(paragraph => {
            const lines = new Map();
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) for (let at = 0; at < walker.currentNode.length; at++) {
                const range = document.createRange();
                range.setStart(walker.currentNode, at); range.setEnd(walker.currentNode, at + 1);
                const line = Math.round(range.getBoundingClientRect().bottom);
                lines.set(line, (lines.get(line) || 0) + 1);
            }
            return [...lines.values()].slice(0, -1);
        })"""
    )
    assert len(lines) >= 5
    assert max(lines) <= 65
