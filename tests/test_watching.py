"""Watching: what is changed is built, and whoever looks at a page is told."""

import os
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import PROJECT, Tree, text

from kawat import serve
from kawat.watching import EVENTS, SCRIPT, Handler, with_script

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STORY = "content/tokyo/news/2026/festival/index.id.md"
PAGE = "tokyo/id/news/2026/festival/"


@pytest.mark.parametrize(
    ("page", "served"),
    [
        (b"<body>x</body></html>", f'<body>x<script src="{SCRIPT}"></script></body></html>'.encode()),
        (b"<redirect>", b"<redirect>"),
    ],
)
def test_a_page_is_served_with_the_script_at_its_end(page: bytes, served: bytes) -> None:
    assert with_script(page) == served


@pytest.fixture
def address(tree: Tree) -> Iterator[str]:
    """Where a small tree is served that is being watched."""
    tree.write({STORY: text("Festival", summary="Ringkas")})
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from kawat.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, str(PROJECT / "plugins"), "serve", "--watch", "--port", "0"]
    command += ["--root", str(tree.root), "--now", tree.now.isoformat()]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    assert process.stdout is not None
    line = next(line for line in process.stdout if line.startswith("http://"))
    yield line.split()[0]
    process.terminate()
    process.wait()


def test_an_edit_is_built_and_open_pages_are_told(tree: Tree, address: str) -> None:
    with urllib.request.urlopen(address + PAGE) as page:
        assert SCRIPT.encode() in page.read()
    with urllib.request.urlopen(address + SCRIPT[1:]) as script:
        assert EVENTS.encode() in script.read()
        assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    with urllib.request.urlopen(address + EVENTS[1:], timeout=60) as events:
        assert events.headers["Content-Type"] == "text/event-stream"
        tree.write({STORY: text("Festival", summary="Ringkas", body="Kalimat baru.")})
        assert next(line for line in events if line.startswith(b"data")) == b"data: built\n"
    with urllib.request.urlopen(address + PAGE) as page:
        assert "Kalimat baru." in page.read().decode()
    served = tree.root / ".cache" / "served"
    assert not tree.dest.exists() and SCRIPT not in (served / PAGE / "index.html").read_text("utf-8")


OLD = (
    "<html><head><title>Satu</title></head><body><p id=a>Satu</p><main><p id=b>Dua</p></main>"
    "<noscript><link></noscript>\n</body>\n</html>\n"
)


@pytest.fixture
def shown(browser: "Browser", tmp_path: Path) -> "Iterator[tuple[Page, Callable[[str], None]]]":
    """A page that is open in Chromium, and what builds it anew and waits until a request for it was answered."""

    def build(page: str) -> None:
        for name, content in (("index.html", page), ("manifest.json", page)):
            (tmp_path / "new").write_text(content, "utf-8")
            (tmp_path / "new").replace(tmp_path / name)

    build(OLD)
    server = serve.listen(str(tmp_path), 0, Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tab = browser.new_page()
    with tab.expect_event("response", lambda one: one.request.resource_type == "fetch"):
        tab.goto(f"http://127.0.0.1:{server.server_address[1]}/")
    tab.evaluate("window.opened = true")
    yield tab, build
    tab.close()
    server.shutdown()
    server.server_close()


def test_an_open_page_shows_what_is_new_without_being_loaded_again(
    shown: "tuple[Page, Callable[[str], None]]",
) -> None:
    page, build = shown
    build(OLD.replace("Dua", "Dua, lagi").replace("<title>Satu", "<title>Dua"))
    page.wait_for_function("() => document.querySelector('#b').textContent === 'Dua, lagi' && document.title === 'Dua'")
    build(OLD.replace("<p id=b>", "<p id=c>Tengah</p><p id=b>"))
    page.wait_for_function("() => document.querySelector('#c')?.textContent === 'Tengah' && document.title === 'Satu'")
    assert page.evaluate("[...document.querySelectorAll('p')].map(one => one.id)") == ["a", "c", "b"]
    assert page.evaluate("window.opened")


@pytest.mark.parametrize(
    ("touched", "new"),
    [
        ("", OLD.replace("<p id=b>", "<form></form><p id=b>")),
        ("", OLD.replace("<head>", "<head><link rel=stylesheet href=/a.css>")),
        ("document.querySelector('#b').textContent = 'Dua!'", OLD.replace("Dua", "Dua, lagi")),
        ("document.body.prepend('!')", OLD.replace("Dua", "Dua, lagi")),
    ],
    ids=["a form is new", "a style is new", "a script has written there", "a script has put something before it"],
)
def test_it_is_loaded_again_where_more_hangs_on_the_difference(
    shown: "tuple[Page, Callable[[str], None]]", touched: str, new: str
) -> None:
    page, build = shown
    page.evaluate(touched)
    build(new)
    page.wait_for_function("() => window.opened === undefined && document.readyState === 'complete'")
    assert "!" not in page.inner_text("body")
