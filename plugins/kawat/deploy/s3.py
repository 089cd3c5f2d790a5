"""Deploying to an object store that speaks S3: `s3://bucket` or `s3://bucket/folder`.

Keys, region and endpoint are those of boto3 (AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL …; its guide, "Credentials").
Conditional writes are S3's (docs.aws.amazon.com, "Add preconditions to S3 operations with conditional requests").  Each
object carries the headers of `publish.headers`, as far as S3 keeps them; the others are for what stands before it.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ..problems import KawatError, UsageError
from ..publish import headers
from .remote import LostError
from .source import Source

__all__ = ["Bucket"]

_AT_ONCE = 1000  # "Request to delete multiple objects": at most so many keys
_THREADS = 16
_KEPT = {"Content-Type": "ContentType", "Cache-Control": "CacheControl"}
_LOST = ("PreconditionFailed", "ConditionalRequestConflict")
_ABSENT = ("NoSuchKey", "404")


class Bucket:
    """A folder of a bucket (`remote.Store`)."""

    def __init__(self, target: str) -> None:
        try:
            import boto3
            from botocore.config import Config
            from botocore.exceptions import BotoCoreError, ClientError
        except ImportError as error:
            raise UsageError("deploying to S3 needs boto3: .venv/bin/pip install boto3") from error
        self._failures = (BotoCoreError, ClientError)
        self._refusal = ClientError
        self._bucket, _, folder = target.removeprefix("s3://").partition("/")
        self._folder = folder.strip("/") + "/" if folder.strip("/") else ""
        self._client: Any = self._asked(
            boto3.client, "s3", config=Config(max_pool_connections=_THREADS, retries={"mode": "standard"})
        )

    def get(self, path: str) -> tuple[bytes, str] | None:
        """Return an object's bytes and its ETag."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=self._folder + path)
            return found["Body"].read(), found["ETag"]
        except self._failures as error:
            if self._code(error) in _ABSENT:
                return None
            raise self._said(error) from error

    def put(self, path: str, data: bytes, tag: str | None = None) -> str:
        """Write an object, on condition of its ETag."""
        condition = {} if tag is None else {"IfMatch": tag} if tag else {"IfNoneMatch": "*"}
        told = headers.of(path)
        kept = {ours: told[name] for name, ours in _KEPT.items() if name in told}
        key = self._folder + path
        try:
            return str(self._client.put_object(Bucket=self._bucket, Key=key, Body=data, **kept, **condition)["ETag"])
        except self._failures as error:
            if self._code(error) in _LOST or (tag and self._code(error) in _ABSENT):
                raise LostError from error
            raise self._said(error) from error

    def put_all(self, source: Source, paths: Sequence[str], resuming: bool, sent: Callable[[int], None]) -> None:
        """Write objects, several at a time; the first failure stops the rest."""
        there = dict(self._listed()) if resuming else {}

        def send(path: str) -> None:
            data = source.bytes_of(path)
            # The ETag of what was put in one piece, and not encrypted with a key of its own, is its MD5.
            if there.get(path) != hashlib.md5(data, usedforsecurity=False).hexdigest():
                self.put(path, data)

        with ThreadPoolExecutor(_THREADS) as threads:
            try:
                for _ in threads.map(send, paths):
                    sent(1)
            except BaseException:
                threads.shutdown(wait=True, cancel_futures=True)
                raise

    def delete(self, paths: Sequence[str]) -> None:
        """Delete objects."""
        for at in range(0, len(paths), _AT_ONCE):
            keys = [{"Key": self._folder + path} for path in paths[at : at + _AT_ONCE]]
            asked = {"Objects": keys, "Quiet": True}
            found = self._asked(self._client.delete_objects, Bucket=self._bucket, Delete=asked)
            for wrong in found.get("Errors", ()):
                raise KawatError(f"s3://{self._bucket}/{wrong.get('Key')}: {wrong.get('Message')}")

    def _listed(self) -> Iterator[tuple[str, str]]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._folder)
        try:
            for page in pages:
                for one in page.get("Contents", ()):
                    yield one["Key"].removeprefix(self._folder), one["ETag"].strip('"')
        except self._failures as error:
            raise self._said(error) from error

    def _asked(self, call: Callable[..., Any], *given: Any, **named: Any) -> Any:
        try:
            return call(*given, **named)
        except self._failures as error:
            raise self._said(error) from error

    def _code(self, error: Exception) -> str:
        return str(error.response["Error"]["Code"]) if isinstance(error, self._refusal) else ""

    def _said(self, error: Exception) -> KawatError:
        return KawatError(f"s3://{self._bucket}/{self._folder}: {error}")
