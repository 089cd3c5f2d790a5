"""Sealed files: what took long to make is kept in the cache folder, and told from what was truncated or altered there.

A cache may be handed from machine to machine; what does not bear its own digest is made again and never published.
"""

import hashlib
import os
from collections.abc import Callable

__all__ = ["kept"]

_SEAL_BYTES = 24


def kept(folder: str, name: str, make: Callable[[], bytes]) -> bytes:
    """Return the bytes that the folder has under a name, else those that `make` returns, which it then has."""
    path = os.path.join(folder, name)
    try:
        with open(path, "rb") as opened:
            seal, data = opened.read(_SEAL_BYTES), opened.read()
        if seal == _seal(data):
            return data
    except FileNotFoundError:
        pass
    data = make()
    os.makedirs(folder, exist_ok=True)
    part = f"{path}.{os.getpid()}"
    with open(part, "wb") as opened:
        opened.write(_seal(data) + data)
    os.replace(part, path)
    return data


def _seal(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest()[:_SEAL_BYTES].encode()
