"""Fetching: one polite GET of a feed that somebody else controls.

Polite: conditional (RFC 9110, 13.1), one connection, a name and an address to complain to.  Distrustful: http and https
only, no private or local address at any redirect (the address that was checked is the one that is connected to, so a
name cannot change its mind in between), bounded in bytes, seconds and redirects, no compression that could unfold.

Left out: robots.txt, which speaks to crawlers and not to subscribers of a feed; HTTP/2; proxies.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from ..problems import KawatError
from ..records import dataclass

__all__ = ["MOST_BYTES", "MOST_REDIRECTS", "Answer", "FetchError", "Validators", "anywhere", "fetch", "is_public"]

MOST_BYTES = 5_000_000
MOST_REDIRECTS = 3
_CONNECT_S = 10.0
_WHOLE_S = 30.0
_LATE = f"it takes longer than {_WHOLE_S:.0f} seconds"
_CHUNK_BYTES = 64 * 1024
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address is behind it
_REDIRECTS = frozenset({301, 302, 303, 307, 308})  # RFC 9110, 15.4
_FOR_GOOD = frozenset({301, 308})
_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/json, application/xml;q=0.9"

Allowed = Callable[[str], bool]
"""address, such as "203.0.113.7" -> whether to connect to it"""


class FetchError(KawatError):
    """The feed was not read; the message says why."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server said of the last answer, by which it can tell whether there is a newer one."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Attributes:
        body: empty where nothing has changed since the validators.
        url: where the last redirect led.
        moved: whether the feed has moved there for good.
    """

    body: bytes
    validators: Validators
    url: str
    changed: bool = True
    moved: bool = False


def is_public(address: str) -> bool:
    """Return whether an address is one of the open Internet (IANA special-purpose registries)."""
    made = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(made, "ipv4_mapped", None) or getattr(made, "sixtofour", None)
    if made in _NAT64:
        inner = ipaddress.IPv4Address(int(made) & 0xFFFFFFFF)
    return made.is_global and not made.is_multicast and (inner is None or is_public(str(inner)))


def anywhere(address: str) -> bool:
    """Return True: for trying a feed that is served on this machine."""
    return True


def fetch(url: str, known: Validators, agent: str, allowed: Allowed = is_public) -> Answer:
    """Return what is at a URL now.

    Args:
        known: of the last answer; then nothing is sent again that has not changed.
        agent: the value of User-Agent (RFC 9110, 10.1.5).
    Raises:
        FetchError: it cannot be had, or must not.
    """
    deadline = time.monotonic() + _WHOLE_S
    followed: list[int] = []
    while len(followed) <= MOST_REDIRECTS:
        status, headers, body = _get(url, known, agent, allowed, deadline)
        if status in _REDIRECTS and headers.get("location"):
            followed.append(status)
            url = urljoin(url, headers["location"])
            continue
        validators = Validators(headers.get("etag", ""), headers.get("last-modified", ""))
        if status == 304:
            return Answer(b"", known, url, changed=False)
        if status != 200:
            raise FetchError(_refusal(status, headers))
        return Answer(body, validators, url, moved=bool(followed) and set(followed) <= _FOR_GOOD)
    raise FetchError(f"more than {MOST_REDIRECTS} redirects, the last to {url}")


def _refusal(status: int, headers: dict[str, str]) -> str:
    reason = http.client.responses.get(status, "unknown")
    later = headers.get("retry-after", "")
    if status == 410:
        return "410 Gone: the feed has ended; take it out of outlets.yaml"
    return f"{status} {reason}" + (f", again after {later}" if later else "")


def _get(
    url: str, known: Validators, agent: str, allowed: Allowed, deadline: float
) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise FetchError(f"{url} is not an address of a feed (http or https, no password)")
    headers = {"Host": parts.netloc, "User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": "identity"}
    headers |= {"If-None-Match": known.etag} if known.etag else {}
    headers |= {"If-Modified-Since": known.last_modified} if known.last_modified else {}
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection = http.client.HTTPConnection(parts.hostname)
        connection.sock = opened = _connected(parts.hostname, parts.port, parts.scheme == "https", allowed, deadline)
        try:
            connection.request("GET", target, headers=headers)
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            if told.get("content-encoding", "identity") != "identity":
                raise FetchError("the answer is compressed, although that was not asked for")
            body = _read(response, opened, deadline) if response.status == 200 else b""
            return response.status, told, body
        finally:
            connection.close()
    except TimeoutError as error:
        raise FetchError(_LATE) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise FetchError(f"{parts.hostname} does not answer as a web server should: {error}") from error


def _connected(host: str, port: int | None, secure: bool, allowed: Allowed, deadline: float) -> socket.socket:
    port = port or (443 if secure else 80)
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    refused = [one for one in found if not allowed(one)]
    if refused:
        raise FetchError(f"{host} is at {refused[0]}, which is not an address of the open Internet")
    opened = socket.create_connection((found[0], port), timeout=min(_CONNECT_S, _left(deadline)))
    return ssl.create_default_context().wrap_socket(opened, server_hostname=host) if secure else opened


def _read(response: http.client.HTTPResponse, opened: socket.socket, deadline: float) -> bytes:
    """The size is bounded as it comes, whatever the header says, and the time even where a byte comes now and then."""
    found = bytearray()
    while True:
        opened.settimeout(_left(deadline))
        chunk = response.read1(_CHUNK_BYTES)
        if not chunk:
            return bytes(found)
        found += chunk
        if len(found) > MOST_BYTES:
            raise FetchError(f"it is larger than {MOST_BYTES // 1_000_000} MB")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchError(_LATE)
    return left
