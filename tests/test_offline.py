"""Safe Travel without a network, in a real browser: what was opened once opens again, and says how old it is."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from conftest import Tree, served, text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
THEN = datetime(2020, 1, 2, tzinfo=UTC)
"""When the tree is built: to the browser, whose clock is right, what expires a month later has long expired."""


_NAMES = "async () => (await (await caches.open('safe-travel')).keys()).map(one => one.url)"


def _kept_once_there(tab: "Page", wanted: set[str]) -> set[str]:
    """What the worker keeps, as soon as these pages and a style sheet are there; or what there is after 20 seconds."""
    kept: set[str] = set()
    for _ in range(200):
        kept = set(tab.evaluate(_NAMES))
        if wanted <= kept and any(url.endswith(".css") for url in kept):
            break
        tab.wait_for_timeout(100)
    return kept


@pytest.fixture
def tab(browser: "Browser") -> Iterator["Page"]:
    context = browser.new_context(locale="id-ID")
    yield context.new_page()
    context.close()


def test_what_was_opened_once_is_read_without_a_network_and_says_what_has_expired(tree: Tree, tab: "Page") -> None:
    common = {"country": "JP", "date": "2020-01-01"}
    tree.now = THEN
    tree.write({
        "content/tokyo/advisory/2020/lama/index.id.md": text("Lama", level="2", expires="2020-02-01", **common),
        "content/tokyo/advisory/2020/tetap/index.id.md": text("Tetap", level="3", expires="2999-01-01", **common),
    }).build()  # fmt: skip
    refused: list[str] = []
    tab.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    with served(tree.dest) as origin:
        tab.goto(f"{origin}/safe-travel/id/jp/")
        assert not tab.is_visible("[data-saved]")
        wanted = {f"{origin}/safe-travel/id/{name}" for name in ("", "jp/", "emergency/")}
        kept = _kept_once_there(tab, wanted)
    assert wanted <= kept
    assert not [url for url in kept if not re.match(f"{origin}/(safe-travel|theme|media)/", url)]

    # The server is gone now.
    answer = tab.goto(f"{origin}/safe-travel/id/jp/")
    assert answer is not None and answer.from_service_worker
    said = answer.text()  # before any script of the page has run
    assert re.findall(r' data-until="(\d{4})[^"]*" hidden', said) == ["2998"]
    assert re.findall(r' data-until="(\d{4})[^"]*">', said) == ["2020"]
    assert re.search(r"<span data-saved-at>\d{1,2} \w+ 20\d\d", said)
    assert tab.is_visible("text=Anda sedang luring.")
    assert [one.inner_text() for one in tab.query_selector_all("article > h2")] == ["Tetap", "Lama"]
    assert tab.evaluate("getComputedStyle(document.body).fontFamily").startswith("system-ui")  # the style came too
    tab.click("text=Bantuan darurat")
    assert tab.inner_text("h1") == "Bantuan darurat"
    assert refused == []
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        tab.goto(f"{origin}/tokyo/")  # nothing but Safe Travel is kept
