"""The table of a segment: which documents it was made of, and what is in each of its files.

It is kept from build to build, with the files themselves: so an edit finds the few that it changes.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

from ...records import dataclass
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
    """Return a table as words between tabs, which takes a fifth of the time of JSON."""
    rows = (table.documents, ((one,) for one in table.blocks), table.contents.items(), table.words, table.endings)
    return "\n".join("\t".join(chain.from_iterable(part)) for part in rows).encode()


def unpack(data: bytes) -> Table:
    """Return the table that was packed."""
    parts = (part.split("\t") if part else [] for part in data.decode().split("\n"))
    documents, blocks, contents, words, endings = map(iter, parts)
    return Table(
        tuple(zip(documents, documents, documents, documents, strict=True)),
        tuple(blocks),
        dict(zip(contents, contents, strict=True)),
        list(zip(words, words, strict=True)),
        list(zip(endings, endings, strict=True)),
    )
