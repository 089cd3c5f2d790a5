"""Watching: what is changed is built, and whoever looks at a page is told."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

import pytest
from conftest import PROJECT, Tree, text

from kawat.watching import EVENTS, SCRIPT, with_script

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
