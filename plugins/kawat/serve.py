"""Serve: the output in a browser on this machine, with folders, headers and 404 pages as a web server has them."""

import functools
import http.server
import os

from .problems import UsageError
from .publish import headers

__all__ = ["Handler", "listen", "serve"]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers with the files of a folder."""

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """Tell types by the table of what every server says."""
        return self._told(os.fspath(path))["Content-Type"]

    def _told(self, path: str) -> dict[str, str]:
        return headers.of(os.path.relpath(path, self.directory).replace(os.sep, "/"))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A missing page is answered with the nearest 404.html above it, as the real server does."""
        page = self._nearest_404() if code == 404 else ""
        if not page:
            super().send_error(code, message, explain)
            return
        with open(page, "rb") as opened:
            body = opened.read()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _nearest_404(self) -> str:
        root, folder = os.path.abspath(self.directory), os.path.abspath(self.translate_path(self.path))
        while not os.path.isfile(page := os.path.join(folder, "404.html")):
            if folder == root:
                return ""
            folder = os.path.dirname(folder)
        return page

    def end_headers(self) -> None:
        """Say what every server says, but let nothing be kept that may change: the next build may be a second away."""
        told = self._told(self.translate_path(getattr(self, "path", "/")))
        if "immutable" not in told.get("Cache-Control", ""):
            told |= {"Cache-Control": "no-cache"}
        for name in sorted(told.keys() - {"Content-Type", "Strict-Transport-Security"}):
            self.send_header(name, told[name])
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: a page asks for dozens of pictures."""


def listen(dest: str, port: int, handler: type[Handler] = Handler) -> http.server.ThreadingHTTPServer:
    """Return a server of a folder on 127.0.0.1; it does not answer yet.

    Raises:
        UsageError: there is nothing to serve, or the port is taken.
    """
    if not os.path.isfile(os.path.join(dest, "index.html")):
        raise UsageError(f"{dest} has no index.html; first: python3 tasks.py build")
    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(handler, directory=dest))
    except OSError as error:
        raise UsageError(f"port {port}: {error.strerror}; choose another with --port") from error


def serve(dest: str, port: int) -> int:
    """Serve a folder until interrupted.

    Raises:
        UsageError: there is nothing to serve, or the port is taken.
    """
    with listen(dest, port) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}/   (Ctrl-C ends)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0
