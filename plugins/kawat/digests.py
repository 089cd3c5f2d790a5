"""Digests: the short names of contents, and keys made of them.

A key is a sequence of named digests, such as `edition=3f… chrome=9a…`.  Its parts have names so that a stale
output can say what changed ("edition, chrome"), which a single hash could not.
"""

import hashlib

__all__ = ["changed", "digest", "file_digest", "key"]

_SIZE_BYTES = 12  # 96 bits: a collision among 10^8 contents has odds below 10^-12


def digest(*parts: object) -> str:
    """Return the digest of the parts; strings are taken as they are, other values by their repr.

    The repr of our frozen dataclasses (of strings, numbers, tuples, enums and datetimes) is exact and
    the same in every process.  Parts are separated, so ("ab", "c") and ("a", "bc") differ.
    """
    hasher = hashlib.blake2b(digest_size=_SIZE_BYTES)
    for part in parts:
        data = (part if isinstance(part, str) else repr(part)).encode("utf-8", "surrogatepass")
        hasher.update(b"%d:" % len(data))
        hasher.update(data)
    return hasher.hexdigest()


def file_digest(data: bytes) -> str:
    """Return a file's SHA-256 in hexadecimal, as the manifest publishes it."""
    return hashlib.sha256(data).hexdigest()


def key(**parts: str) -> str:
    """Return the parts as one key; the order is that of the call."""
    return " ".join(f"{name}={value}" for name, value in parts.items())


def changed(old: str, new: str) -> tuple[str, ...]:
    """Return the names of the parts in which two keys differ, in the order of the new one."""
    before = dict(part.split("=", 1) for part in old.split())
    after = dict(part.split("=", 1) for part in new.split())
    gone = [name for name in before if name not in after]
    return tuple([name for name, value in after.items() if before.get(name) != value] + gone)
