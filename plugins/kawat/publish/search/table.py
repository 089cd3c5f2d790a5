"""The table of a segment: which documents it was made of, and what is in each of its files.

It is kept from build to build, with the files themselves: so an edit finds the few that it changes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .lexicon import Span

__all__ = ["Table", "pack", "unpack"]

Edition = tuple[str, str, str, str]
"""Article, language, register, and the key of its words."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a segment consists of.

    Attributes:
        documents: in the order of their numbers.
        blocks: what names the contents of each file of cards (`Segment.blocks`).
        contents: digest of each other file, by its name.
        words, endings: of the lexicon.
    """

    documents: Sequence[Edition]
    blocks: Sequence[str]
    contents: Mapping[str, str]
    words: Sequence[Span]
    endings: Sequence[Span]


def pack(table: Table) -> bytes:
    """Return a table as JSON."""
    told = [table.documents, table.blocks, dict(table.contents), table.words, table.endings]
    return json.dumps(told, ensure_ascii=False).encode()


def unpack(data: bytes) -> Table:
    """Return the table that was packed."""
    documents, blocks, contents, words, endings = json.loads(data)
    return Table(
        tuple(map(tuple, documents)), tuple(blocks), contents, list(map(tuple, words)), list(map(tuple, endings))
    )
