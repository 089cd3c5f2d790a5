"""What is deployed: a folder that is exactly what its manifest says, read with a distrustful eye."""

import os

from ..build.manifest import Manifest, read
from ..build.writer import MANIFEST
from ..digests import file_digest
from ..problems import KawatError, UsageError
from ..records import dataclass

__all__ = ["SIGNATURE", "Source", "opened"]

SIGNATURE = "manifest.json.minisig"
"""Where a signature of the manifest is published, as minisign calls it."""


@dataclass(frozen=True, slots=True)
class Source:
    """An output.

    Attributes:
        folder: where its files lie.
        data: the manifest's bytes.
        signature: what minisign says of them; empty where it was not asked.
    """

    folder: str
    manifest: Manifest
    data: bytes
    signature: bytes = b""

    def bytes_of(self, path: str) -> bytes:
        """Return a file's bytes.

        Raises:
            KawatError: it is not what the manifest says, so it must not be published.
        """
        try:
            with open(self.place(path), "rb") as opened:
                data = opened.read()
        except OSError as error:
            raise KawatError(f"{self.place(path)}: {error.strerror}; build again, then deploy") from error
        if file_digest(data) != self.manifest.files[path][0]:
            raise KawatError(f"{self.place(path)} is not what was built: build again, then deploy")
        return data

    def place(self, path: str) -> str:
        """Return where a file lies."""
        return os.path.join(self.folder, path)


def opened(folder: str, signature: str = "") -> Source:
    """Return the output in a folder.

    Args:
        signature: a file that minisign made of its manifest; empty for none.
    Raises:
        UsageError: there is none, or a build that was interrupted must complete it first.
        KawatError: its manifest cannot be read.
    """
    manifest = read(folder)
    if not manifest.sha256:
        raise UsageError(f"{folder} has no {MANIFEST}; first: python3 tasks.py build")
    if os.path.exists(os.path.join(folder, ".kawat", "journal.json")):
        raise UsageError(f"{folder} is half changed; first: python3 tasks.py build")
    with open(os.path.join(folder, MANIFEST), "rb") as file:
        data = file.read()
    signed = b""
    if signature:
        try:
            with open(signature, "rb") as file:
                signed = file.read()
        except OSError as error:
            raise UsageError(f"{signature}: {error.strerror}") from error
    return Source(folder, manifest, data, signed)
