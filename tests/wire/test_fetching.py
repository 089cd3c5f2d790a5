"""A feed is fetched politely, and whoever serves it gets nothing out of us but that."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from outletserver import Outlet, serving

from kawat.wire import fetching
from kawat.wire.fetching import FetchError, Validators, anywhere, fetch, is_public

AGENT = "Kawat/0.1 (+https://kawat.example/)"
NEW = Validators()


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with serving() as served:
        yield served


def test_what_is_there_is_returned_with_its_validators(outlet: Outlet) -> None:
    outlet.replies["/feed"] = (200, {"ETag": '"a"', "Last-Modified": "Fri, 20 Nov 2026 00:00:00 GMT"}, b"<rss/>")
    answer = fetch(f"{outlet.url}/feed", NEW, AGENT, anywhere)
    assert answer.body == b"<rss/>" and answer.changed and not answer.moved
    assert answer.validators == Validators('"a"', "Fri, 20 Nov 2026 00:00:00 GMT")


def test_it_is_asked_once_under_our_name_without_compression(outlet: Outlet) -> None:
    outlet.replies["/feed?a=1"] = (200, {}, b"x")
    fetch(f"{outlet.url}/feed?a=1", NEW, AGENT, anywhere)
    ((path, headers),) = outlet.asked
    assert path == "/feed?a=1" and headers["user-agent"] == AGENT and headers["accept-encoding"] == "identity"
    assert headers["host"] == outlet.url.removeprefix("http://")


def test_a_second_time_nothing_that_is_the_same_is_sent(outlet: Outlet) -> None:
    outlet.replies["/feed"] = (200, {"ETag": '"a"'}, b"<rss/>")
    first = fetch(f"{outlet.url}/feed", NEW, AGENT, anywhere)
    second = fetch(f"{outlet.url}/feed", first.validators, AGENT, anywhere)
    assert (second.changed, second.body, second.validators) == (False, b"", first.validators)


@pytest.mark.parametrize(("status", "moved"), [(301, True), (308, True), (302, False), (307, False)])
def test_a_redirect_is_followed_and_one_for_good_is_told(outlet: Outlet, status: int, moved: bool) -> None:
    outlet.replies["/old"] = (status, {"Location": "/new"}, b"")
    outlet.replies["/new"] = (200, {}, b"here")
    answer = fetch(f"{outlet.url}/old", NEW, AGENT, anywhere)
    assert (answer.body, answer.url, answer.moved) == (b"here", f"{outlet.url}/new", moved)


def test_redirects_without_end_are_left(outlet: Outlet) -> None:
    outlet.replies["/a"] = (302, {"Location": "/a"}, b"")
    with pytest.raises(FetchError, match="more than 3 redirects"):
        fetch(f"{outlet.url}/a", NEW, AGENT, anywhere)
    assert len(outlet.asked) == 4


def test_an_answer_without_end_is_cut_off(outlet: Outlet) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(2000):
                request.wfile.write(b"x" * 65536)

    outlet.replies["/feed"] = endless
    with pytest.raises(FetchError, match="larger than 5 MB"):
        fetch(f"{outlet.url}/feed", NEW, AGENT, anywhere)


def test_an_answer_that_only_trickles_is_left(outlet: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    def trickle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(1000):
                request.wfile.write(b"x")
                request.wfile.flush()
                ended.wait(0.01)

    ended = threading.Event()
    monkeypatch.setattr(fetching, "_WHOLE_S", 0.3)
    outlet.replies["/feed"] = trickle
    with pytest.raises(FetchError, match="takes longer than"):
        fetch(f"{outlet.url}/feed", NEW, AGENT, anywhere)
    ended.set()


def test_compression_that_nobody_asked_for_is_refused(outlet: Outlet) -> None:
    outlet.replies["/feed"] = (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b")
    with pytest.raises(FetchError, match="compressed"):
        fetch(f"{outlet.url}/feed", NEW, AGENT, anywhere)


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "404 Not Found"), (410, "410 Gone: the feed has ended"), (503, "503 Service Unavailable, again after 120")],
)
def test_a_refusal_is_said_as_it_was_given(outlet: Outlet, status: int, said: str) -> None:
    outlet.replies["/feed"] = (status, {"Retry-After": "120"}, b"")
    with pytest.raises(FetchError, match=said):
        fetch(f"{outlet.url}/feed", NEW, AGENT, anywhere)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "http://u:p@a.example/", "http:///x", "x"]
)
def test_what_is_no_web_address_is_not_asked(url: str) -> None:
    with pytest.raises(FetchError, match="not an address of a feed"):
        fetch(url, NEW, AGENT, anywhere)


def test_this_machine_is_not_asked(outlet: Outlet) -> None:
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1"):
        with pytest.raises(FetchError, match="not an address of the open Internet"):
            fetch(outlet.url.replace("127.0.0.1", host) + "/feed", NEW, AGENT)
    assert outlet.asked == []


def test_a_redirect_to_a_private_address_is_not_followed(outlet: Outlet) -> None:
    outlet.replies["/feed"] = (302, {"Location": outlet.url.replace("127.0.0.1", "127.0.0.2") + "/secret"}, b"")
    with pytest.raises(FetchError, match=r"127\.0\.0\.2"):
        fetch(f"{outlet.url}/feed", NEW, AGENT, lambda address: address == "127.0.0.1")
    assert [path for path, _ in outlet.asked] == ["/feed"]


def test_the_address_that_was_checked_is_the_one_that_is_asked(outlet: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers with another address the second time (DNS rebinding) is asked only once."""
    asked = []

    def resolve(host: str, port: int, *about: object, **more: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolve)
    port = outlet.url.rpartition(":")[2]
    outlet.replies["/feed"] = (200, {}, b"x")
    # `create_connection` resolves too, but only the number that it was given.
    fetch(f"http://outlet.example:{port}/feed", NEW, AGENT, anywhere)
    assert asked == ["outlet.example", "127.0.0.1"]


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 "
    "::1 fe80::1 fe80::1%eth0 fc00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 2002:7f00:1::1 64:ff9b::a00:1 ff02::1".split(),
)
def test_addresses_that_are_not_of_the_open_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_of_the_open_internet(address: str) -> None:
    assert is_public(address)
