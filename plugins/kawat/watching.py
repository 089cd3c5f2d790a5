"""Watching: texts, missions and theme are watched; what changed is built anew, and open pages refresh themselves.

The builder and the server are two processes, and the folder between them is all that they share: the builder never has
threads when it forks its workers, and the server sees by the manifest that there is something new.  That folder is its
own (CACHE/served): what is deployed is not touched, and never holds the script that refreshes pages, which only the
server adds.

What `refresh.js` replaces in an open page is no more than what differs: to load a page again takes Chromium longer than
to build it.

Drafts and texts under embargo are shown there too, with a notice (`orders.Order.preview`).
"""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

from . import serve
from .build.writer import MANIFEST

__all__ = ["EVENTS", "SCRIPT", "Handler", "watch", "with_script"]

_FOLDERS = ("content", "missions", "theme")
"""What is watched, below the root."""

SCRIPT = "/.kawat/refresh.js"
EVENTS = "/.kawat/events"
"""Addresses that only this server has; a folder of this name is never published."""

_SOURCE = Path(__file__).with_name("refresh.js")
_TAG = f'<script src="{SCRIPT}"></script>'.encode()
_LOOK_S = 0.01
_SIGN_OF_LIFE_S = 15.0
_CALM_MS = 2000  # to ask all files then delays a save that comes meanwhile by as long as that takes
_SETTLE_MS = 10
"""How long nothing may change before a build begins.  Editors save in several steps: the old file is renamed, the new
one made and written.  These follow each other within a millisecond; what comes after a wait for the disk (the old one
is deleted, the mode set) changes nothing that is read.  A save that takes longer is built once more."""


class Handler(serve.Handler):
    """Serves a folder whose pages refresh themselves."""

    def do_GET(self) -> None:
        """Answer with the script, the events, a page with the script in it, or the file."""
        address = self.path.partition("?")[0]
        if address == SCRIPT:
            self._answer(_SOURCE.read_bytes(), "text/javascript; charset=utf-8")
        elif address == EVENTS:
            self._tell()
        elif page := self._page(address):
            with open(page, "rb") as opened:
                self._answer(with_script(opened.read()), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _page(self, address: str) -> str:
        path = self.translate_path(address)
        path = os.path.join(path, "index.html") if address.endswith("/") else path
        return path if path.endswith(".html") and os.path.isfile(path) else ""

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _tell(self) -> None:
        """Tell of every new manifest, until nobody listens (HTML Living Standard, section 9.2)."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            for event in _events(os.path.join(self.directory, MANIFEST)):
                self.wfile.write(event)
                self.wfile.flush()
        except OSError:
            self.close_connection = True


def with_script(page: bytes) -> bytes:
    """Return a page with the script at its end; one that has no end stays as it is."""
    before, end, after = page.rpartition(b"</body>")
    return before + _TAG + end + after if end else page


def watch(dest: str, port: int, root: str, build: Callable[[frozenset[str] | None], object]) -> int:
    """Build, serve `dest`, and build again whenever something below the root's folders changes, until interrupted.

    Args:
        build: is told what was touched, as paths from the root.  Once it is calm, all files are asked how they look
            (None): a watcher may miss what happens in a new folder.
    Raises:
        UsageError: the first build left nothing to serve, or the port is taken.
    """
    from watchfiles import watch as changes

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the server does not outlive the builder
    build(None)
    server = serve.listen(dest, port, Handler)
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(server,), daemon=True)
    process.start()
    print(f"http://127.0.0.1:{server.server_address[1]}/   (Ctrl-C ends)", flush=True)
    try:
        real, touched = os.path.realpath(root), frozenset(_FOLDERS)  # before it was watched
        there = [folder for name in _FOLDERS if os.path.isdir(folder := os.path.join(real, name))]
        for seen in changes(
            *there, step=_SETTLE_MS, rust_timeout=_CALM_MS, yield_on_timeout=True, raise_interrupt=False
        ):
            before, touched = touched, frozenset(os.path.relpath(path, real) for _, path in seen)
            if touched or before:
                build(touched or None)
    finally:
        process.terminate()
        process.join()
        server.server_close()
    print()
    return 0


def _serve(server: ThreadingHTTPServer) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    server.serve_forever()


def _events(file: str) -> Iterator[bytes]:
    """Yield an event for each change of a file, and now and then a comment, by which a lost reader is noticed."""
    seen, told = _stamp(file), time.monotonic()
    yield b": here\n\n"
    while True:
        time.sleep(_LOOK_S)
        now = _stamp(file)
        if now and now != seen:
            seen, told = now, time.monotonic()
            yield b"data: built\n\n"
        elif time.monotonic() - told > _SIGN_OF_LIFE_S:
            told = time.monotonic()
            yield b": here\n\n"


def _stamp(file: str) -> tuple[int, int] | None:
    try:
        stat = os.stat(file)
        return stat.st_ino, stat.st_mtime_ns
    except FileNotFoundError:
        return None
