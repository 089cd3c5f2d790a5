"""Registers: what a snapshot holds by name, so laid out that a few names are found, and added, without reading all."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from .build.entries import place
from .digests import digest
from .publish.related import Feature

__all__ = ["Earlier", "Register"]


_FEW = 500
"""To find so many names takes as long as to read some ten thousand lines."""


class Register(Mapping[str, str]):
    """Values by name, as sorted lines, which are fetched with the first question; few are found alone."""

    def __init__(self, fetch: Callable[[], bytes]) -> None:
        self._fetch = fetch
        self._asked = 0

    @cached_property
    def _data(self) -> bytes:
        return self._fetch()

    @staticmethod
    def pack(values: Mapping[str, str]) -> bytes:
        """Return as bytes values by name, neither of which holds tabs or line ends."""
        rows = sorted((name.encode(), value.encode()) for name, value in values.items())
        return b"\n".join(b"%b\t%b" % row for row in rows)

    def plus(self, values: Mapping[str, str]) -> bytes:
        """Return as bytes the same with some more values."""
        parts, at = list[bytes](), 0
        for name, value in sorted((name.encode(), value.encode()) for name, value in values.items()):
            place = self._place(name)[0]
            parts += [self._data[at:place].removesuffix(b"\n"), b"%b\t%b" % (name, value)]
            at = place
        return b"\n".join(part for part in (*parts, self._data[at:]) if part)

    def __getitem__(self, name: str) -> str:
        self._asked += 1
        if self._asked > _FEW:
            return self._whole[name]
        begin, end = self._place(name.encode("utf-8", "surrogateescape"))
        if begin == end:
            raise KeyError(name)
        return self._data[begin:end].partition(b"\t")[2].decode()

    def unfold(self) -> None:
        """Make ready for many questions, before processes are forked that would each do so."""
        self._asked = _FEW
        _ = self._whole

    @cached_property
    def _whole(self) -> dict[str, str]:
        rows = (line.partition("\t") for line in self._data.decode().split("\n"))
        return {name: value for name, tab, value in rows if tab}

    def _place(self, wanted: bytes) -> tuple[int, int]:
        """Where a line begins and ends; where there is none, twice the place at which it would begin."""
        return place(self._data, 0, len(self._data), (b"\n", 0), lambda line: line.partition(b"\t")[0], wanted)

    def __iter__(self) -> Iterator[str]:
        return (line.partition(b"\t")[0].decode() for line in self._data.split(b"\n") if line)

    def __len__(self) -> int:
        return self._data.count(b"\n") + bool(self._data)


class Earlier:
    """What stories had before, by language and feature (`publish.related`): in many parts, of which few are read."""

    def __init__(self, read: Callable[[str], str]) -> None:
        """Args:
        read: gives a part by its name, empty where there is none.
        """
        self._read = read
        self._shards: dict[str, dict[str, list[int]]] = {}
        self._touched: set[str] = set()

    def get(self, feature: Feature, /) -> list[int] | None:
        """Return what is known of a feature."""
        return self._shard(_shard_name(feature)).get("\t".join(feature))

    def __setitem__(self, feature: Feature, row: list[int]) -> None:
        name = _shard_name(feature)
        self._touched.add(name)
        self._shard(name)["\t".join(feature)] = row

    @staticmethod
    def pack(earlier: Mapping[Feature, list[int]]) -> dict[str, bytes]:
        """Return all of it as parts."""
        shards: dict[str, dict[str, list[int]]] = defaultdict(dict)
        for feature, row in earlier.items():
            shards[_shard_name(feature)]["\t".join(feature)] = row
        return {name: _packed(shard) for name, shard in shards.items()}

    def parts(self) -> dict[str, bytes]:
        """Return the parts in which something was added."""
        return {name: _packed(self._shards[name]) for name in self._touched}

    def _shard(self, name: str) -> dict[str, list[int]]:
        if name not in self._shards:
            self._shards[name] = json.loads(self._read(name) or "{}")
        return self._shards[name]


def _packed(shard: Mapping[str, list[int]]) -> bytes:
    return json.dumps(shard, ensure_ascii=False).encode()


def _shard_name(feature: Feature) -> str:
    return f"earlier {digest(*feature)[:2]}"
