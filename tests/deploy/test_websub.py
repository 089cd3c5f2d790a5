"""A hub is told which feeds have changed."""

import dataclasses
import http.server
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Tree
from smallsites import NOW, put, site

from kawat import cli
from kawat.deploy.websub import feeds
from kawat.source.registry import load


@pytest.fixture
def hub() -> Iterator[tuple[str, list[str]]]:
    """A hub of our own, and the forms that it was sent."""
    told = list[str]()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", told
        server.shutdown()


def test_only_feeds_are_announced_by_their_addresses(tree: Tree) -> None:
    osaka = (tree.root / "missions/osaka.yaml").read_text()
    tree.write({"missions/osaka.yaml": osaka + "url: https://osaka.example\n"})
    paths = ["index.html", "feeds/news.xml", "tokyo/feeds/news.en.xml", "_hosts/osaka.example/feeds/news.json",
             "feeds/archive/news.2026-10.xml", "sitemap.xml", "feeds/all.opml"]  # fmt: skip
    assert feeds(load(str(tree.root)), "", paths) == (
        "https://kawat.example/feeds/news.xml",
        "https://kawat.example/tokyo/feeds/news.en.xml",
        "https://osaka.example/feeds/news.json",
    )


def test_a_deployment_tells_the_hub_and_goes_well_without_one_that_answers(
    tree: Tree,
    tmp_path: Path,
    hub: tuple[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address, told = hub
    output = tmp_path / "output"
    output.mkdir()
    words = ["--root", str(tree.root), "--dest", str(output), "--now", NOW.isoformat()]
    # The field wants https; the hub of this test has no certificate.
    for number, where in enumerate((address, "https://127.0.0.1:9/")):
        real = load(str(tree.root))
        missions = (dataclasses.replace(real.missions[0], hub=where), *real.missions[1:])
        monkeypatch.setattr(
            "kawat.source.registry.load", lambda root, m=missions, r=real: dataclasses.replace(r, missions=m)
        )
        put(output, site(["angklung"], note=f"{number}") | {"feeds/news.xml": f"{number}".encode()})
        assert cli.main(["deploy", str(tmp_path / "srv"), *words]) == cli.OK
        monkeypatch.undo()
    assert [urllib.parse.parse_qs(one) for one in told] == [
        {"hub.mode": ["publish"], "hub.url": ["https://kawat.example/feeds/news.xml"]}
    ]
    said = capsys.readouterr().err
    assert f"1 feeds were announced to {address}" in said and "NOTICE: WebSub: " in said
