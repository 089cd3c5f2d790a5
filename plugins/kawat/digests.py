"""Digests: the short names of contents, and keys made of them.

A key is a sequence of named digests, such as `edition=3f… chrome=9a…`.  Its parts have names so that a stale
output can say what changed ("edition, chrome"), which a single hash could not.

What is planned does not depend on the bodies of texts, only the bytes of some outputs do.  So a digest may stand for
"and whatever the body of this text is": it is a `Digest`, which knows these texts, and so do all digests and keys that
are made of it.  After an edit of a body, what was planned before still holds, and is known to be stale by the texts.
"""

from collections.abc import Iterable
from hashlib import blake2b, sha256

__all__ = ["Digest", "changed", "digest", "file_digest", "key"]

_SIZE_BYTES = 12  # 96 bits: a collision among 10^8 contents has odds below 10^-12


class Digest(str):
    """A digest that holds together with the bodies of some texts (paths of their files, sorted)."""

    __slots__ = ("texts",)
    texts: tuple[str, ...]

    @classmethod
    def of(cls, value: str, texts: tuple[str, ...]) -> "Digest":
        """Return the digest, with the texts that it stands on besides, sorted."""
        made = cls(value)
        made.texts = texts
        return made


def digest(*parts: object) -> str:
    """Return the digest of the parts; strings are taken as they are, other values by their repr.

    The repr of our frozen dataclasses (of strings, numbers, tuples, enums and datetimes) is exact and
    the same in every process.  Parts are separated, so ("ab", "c") and ("a", "bc") differ.
    """
    data, plain = bytearray(), True  # bytes would be copied with each of very many parts
    for part in parts:
        if type(part) is not str:
            plain = False
            part = part if isinstance(part, str) else repr(part)
        one = part.encode("utf-8", "surrogatepass")
        data += b"%d:%b" % (len(one), one)
    made = blake2b(data, digest_size=_SIZE_BYTES).hexdigest()
    return made if plain else _with_texts(made, parts)


def file_digest(*pieces: bytes) -> str:
    """Return the SHA-256 of a file in hexadecimal, as the manifest publishes it."""
    made = sha256()
    for piece in pieces:
        made.update(piece)
    return made.hexdigest()


def key(**parts: str) -> str:
    """Return the parts as one key; the order is that of the call."""
    return _with_texts(" ".join(f"{name}={value}" for name, value in parts.items()), parts.values())


def changed(old: str, new: str) -> tuple[str, ...]:
    """Return the names of the parts in which two keys differ, in the order of the new one."""
    before = dict(part.split("=", 1) for part in old.split())
    after = dict(part.split("=", 1) for part in new.split())
    gone = [name for name in before if name not in after]
    return tuple([name for name, value in after.items() if before.get(name) != value] + gone)


def _with_texts(made: str, parts: Iterable[object]) -> str:
    found: list[tuple[str, ...]] = []  # mostly of one text, of which a set takes four times as much memory
    _find_texts(parts, found)
    if not found:
        return made
    texts = found[0] if len(found) == 1 else tuple(sorted(set().union(*found)))
    return Digest.of(made, texts) if texts else made


def _find_texts(parts: Iterable[object], found: list[tuple[str, ...]]) -> None:
    """Add the texts of the digests among the parts, and in the lists, tuples and dicts among them."""
    for part in parts:
        kind = type(part)
        if kind is str:
            continue
        if kind is Digest:
            found.append(part.texts)  # type: ignore[attr-defined]
        elif kind is list or kind is tuple:
            _find_texts(part, found)  # type: ignore[arg-type]
        elif kind is dict:
            _find_texts(part.values(), found)  # type: ignore[attr-defined]
