"""Signatures by minisign: checked here, made by minisign itself, so that no secret key ever meets a build.

Source: jedisct1.github.io/minisign, "Signature format" and "Public key format".  Left out: the old format, which signs
the file itself and not its digest (BLAKE2b-512).
"""

import base64
import hashlib

from ..problems import KawatError, UsageError
from ..records import dataclass

__all__ = ["BadSignatureError", "PublicKey", "check", "public_key"]

_ALGORITHM, _PREHASHED = b"Ed", b"ED"
_TRUSTED = "trusted comment: "


class BadSignatureError(KawatError):
    """The signature is not of these bytes, or not by this key."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Whose signatures are trusted; `number` only helps to tell keys apart."""

    number: bytes
    key: bytes


def public_key(typed: str) -> PublicKey:
    """Return the key of a line of base64, or of the text of a file that minisign made.

    Raises:
        UsageError: it is none.
    """
    try:
        data = base64.b64decode(typed.strip().splitlines()[-1], validate=True)
    except (ValueError, IndexError):
        data = b""
    if len(data) != 42 or data[:2] != _ALGORITHM:
        raise UsageError("--key is no public key of minisign: it begins with RW and has 56 letters, or is a file of it")
    return PublicKey(data[2:10], data[10:])


def check(key: PublicKey, data: bytes, signature: bytes) -> str:
    """Return the trusted comment of a signature.

    Raises:
        BadSignatureError: it does not hold.
        UsageError: the package that can tell is missing.
    """
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError as error:
        raise UsageError("checking a signature needs cryptography: .venv/bin/pip install cryptography") from error
    try:
        _, first, comment, second = signature.decode("utf-8").splitlines()
        told, whole = base64.b64decode(first, validate=True), base64.b64decode(second, validate=True)
        if told[:2] != _PREHASHED or len(told) != 74 or not comment.startswith(_TRUSTED):
            raise ValueError
    except ValueError as error:
        raise BadSignatureError("the signature is none of minisign's") from error
    if told[2:10] != key.number:
        raise BadSignatureError("the signature is by another key")
    said = comment.removeprefix(_TRUSTED)
    try:
        trusted = Ed25519PublicKey.from_public_bytes(key.key)
        trusted.verify(told[10:], hashlib.blake2b(data).digest())
        trusted.verify(whole, told[10:] + said.encode())
    except InvalidSignature as error:
        raise BadSignatureError("the signature does not hold: the manifest was changed after it was signed") from error
    return said
