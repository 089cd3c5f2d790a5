"""Registers: what a snapshot holds by name, so laid out that a few names are found, and added, without reading all."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from zlib import crc32

from .build.entries import place
from .digests import digest
from .publish.related import Feature

__all__ = ["Earlier", "Register"]


_FEW = 500
"""To find so many names takes as long as to read some ten thousand lines."""

_PARTS = 64


class Register(Mapping[str, str]):
    """Values by name, as sorted lines in many parts: one is fetched with the first question that it answers."""

    def __init__(self, name: str, fetch: Callable[[str], bytes]) -> None:
        """Args:
        name: of the register, which its parts begin with.
        fetch: gives a part by its name, empty where there is none.
        """
        self._name, self._fetch = name, fetch
        self._parts: dict[str, bytes] = {}
        self._asked = 0

    @staticmethod
    def pack(name: str, values: Mapping[str, str]) -> dict[str, bytes]:
        """Return as parts values by name, neither of which holds tabs or line ends."""
        rows: dict[str, list[tuple[bytes, bytes]]] = defaultdict(list)
        for one, value in values.items():
            row = one.encode("utf-8", "surrogateescape"), value.encode()
            rows[_part(name, row[0])].append(row)
        return {part: b"\n".join(b"%b\t%b" % row for row in sorted(some)) for part, some in rows.items()}

    def plus(self, values: Mapping[str, str]) -> dict[str, bytes]:
        """Return the parts that are other with some more values, or other ones."""
        found: dict[str, bytes] = {}
        for part, rows in self.pack(self._name, values).items():
            data, pieces, at = self._held(part), list[bytes](), 0
            for row in rows.split(b"\n"):
                begin, end = _place(data, row.partition(b"\t")[0])
                pieces += [data[at:begin].strip(b"\n"), row]
                at = end
            found[part] = b"\n".join(piece for piece in (*pieces, data[at:].strip(b"\n")) if piece)
        return found

    def __getitem__(self, name: str) -> str:
        self._asked += 1
        if self._asked > _FEW:
            return self._whole[name]
        wanted = name.encode("utf-8", "surrogateescape")
        data = self._held(_part(self._name, wanted))
        begin, end = _place(data, wanted)
        if begin == end:
            raise KeyError(name)
        return data[begin:end].partition(b"\t")[2].decode()

    def unfold(self) -> None:
        """Make ready for many questions, before processes are forked that would each do so."""
        self._asked = _FEW
        _ = self._whole

    @cached_property
    def _whole(self) -> dict[str, str]:
        rows = (line.decode("utf-8", "surrogateescape").partition("\t") for line in self._lines())
        return {name: value for name, tab, value in rows if tab}

    def _held(self, part: str) -> bytes:
        if part not in self._parts:
            self._parts[part] = self._fetch(part)
        return self._parts[part]

    def _lines(self) -> Iterator[bytes]:
        for number in range(_PARTS):
            yield from filter(None, self._held(f"{self._name} {number}").split(b"\n"))

    def __iter__(self) -> Iterator[str]:
        return (line.partition(b"\t")[0].decode("utf-8", "surrogateescape") for line in self._lines())

    def __len__(self) -> int:
        return sum(1 for _ in self._lines())


def _part(register: str, name: bytes) -> str:
    return f"{register} {crc32(name) % _PARTS}"


def _place(data: bytes, wanted: bytes) -> tuple[int, int]:
    """Where a line begins and ends; where there is none, twice the place at which it would begin."""
    return place(data, 0, len(data), (b"\n", 0), lambda line: line.partition(b"\t")[0], wanted)


class Earlier:
    """Which stories have what, by language and feature (`publish.related`): in many parts, of which few are read."""

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
