"""Every kind of page, as independent judges and slow links see it: axe-core, the Nu HTML checker, weight, movement."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import judges
import pytest
from conftest import PAGES
from selectolax.lexbor import LexborHTMLParser as HTMLParser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

KILOBYTE = 1024
LIMITS = {"article": 25, "home": 40, "directory": 60}
"""How many kilobytes a page may weigh on the wire, without its pictures."""

STORY = r"^([a-z-]+/)?[a-z]{2}/(?!from|topics|countries|provinces)[a-z]+/\d{4}/(?!page|index)[a-z]"
"""What the path of a story at its home looks like."""

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEEN = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
"""Of axe-core's rules, those whose answer depends on how wide or how dark it is; the others read the document."""

PHONE, DESK = ({"width": 320, "height": 640}, {"width": 1280, "height": 900})

WATCH = """window.shift = 0; new PerformanceObserver(list => {
    for (const one of list.getEntries()) window.shift += one.value;
}).observe({type: 'layout-shift', buffered: true});"""


ALL_LAID_OUT = """document.adoptedStyleSheets = [new CSSStyleSheet()];
    document.adoptedStyleSheets[0].replaceSync('* { content-visibility: visible !important }');"""
"""What is far down has no true place until it comes near, but axe-core measures it."""


@dataclass(slots=True)
class Opened:
    """A page in a tab, as wide as a small phone, and what was said on its console."""

    tab: "Page"
    said: list[str]


@pytest.fixture(scope="module")
def tab(browser: "Browser") -> "Page":
    """One tab for all pages."""
    made = browser.new_page()
    made.add_init_script(WATCH)
    return made


@pytest.fixture(scope="module", params=PAGES.values(), ids=PAGES)
def opened(request: pytest.FixtureRequest, tab: "Page", site: str) -> Iterator[Opened]:
    """Each page of PAGES, loaded once for all tests that look at it."""
    said: list[str] = []

    def listen(message: "ConsoleMessage") -> None:
        said.append(message.text)

    tab.set_viewport_size(PHONE)
    tab.emulate_media(color_scheme="light")
    tab.on("console", listen)
    tab.goto(site + request.param, wait_until="load")
    yield Opened(tab, said)
    tab.remove_listener("console", listen)


@pytest.mark.browser
def test_a_page_fits_a_small_phone_and_nothing_moves_while_it_loads(opened: Opened) -> None:
    """Cumulative Layout Shift; web.dev/articles/cls calls 0.1 good, we want 0.02."""
    assert opened.said == []
    assert opened.tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for _ in range(4):
        opened.tab.mouse.wheel(0, 700)
        opened.tab.wait_for_timeout(30)
    assert opened.tab.evaluate("window.shift") <= 0.02


@pytest.mark.browser
def test_axe_finds_nothing_on_a_small_phone_in_the_dark_and_on_a_desk(opened: Opened) -> None:
    page = opened.tab
    page.evaluate(ALL_LAID_OUT)
    page.evaluate(judges.axe())
    assert _found(page, {"type": "tag", "values": STANDARDS}) == []
    page.emulate_media(color_scheme="dark")
    assert _found(page, {"type": "rule", "values": SEEN[:2]}) == []
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    assert _found(page, {"type": "rule", "values": SEEN}) == []


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


@pytest.mark.parametrize("kind", ["home", "mission", "article"])
def test_one_picture_is_asked_for_first_and_it_is_light(shipped: Path, kind: str) -> None:
    """In the widths that telephones take, and in each format; all other pictures wait until they come near."""
    html = HTMLParser((shipped / PAGES[kind].strip("/") / "index.html").read_bytes())
    first, *others = html.css("main picture")
    assert first.css_matches("picture:has(img[fetchpriority=high])")
    assert all(one.css_matches("picture:has(img[loading=lazy])") for one in others)
    offered = re.findall(r"/(media/\S+-(?:480|960)\.\w+)", first.html or "")
    assert {name.rpartition(".")[2] for name in offered} == {"avif", "webp", "jpg"}
    assert max((shipped / name).stat().st_size for name in offered) <= 60 * KILOBYTE


def _weight(shipped: Path, path: str) -> int:
    """Bytes of a page with its style, scripts and icons, each compressed as web servers do."""
    html = (shipped / path.strip("/") / "index.html").read_bytes()
    needed = HTMLParser(html).css("link[rel=stylesheet], link[rel=icon], script[src]")
    files = {one.attributes.get("href") or one.attributes["src"] or "" for one in needed}
    parts = [html, *((shipped / name.strip("/")).read_bytes() for name in sorted(files))]
    return sum(len(gzip.compress(part, 6)) for part in parts)


@pytest.mark.browser
def test_a_line_of_a_story_has_at_most_65_characters(tab: "Page", site: str) -> None:
    tab.set_viewport_size(DESK)
    tab.goto(site + PAGES["article"])
    lines = tab.evaluate(
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
