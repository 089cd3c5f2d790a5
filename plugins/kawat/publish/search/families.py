"""Families: the lines of term shards and position shards, which have the surfaces of a stem and their postings.

A shard is a few KB of text.  Both sorts differ only in what postings say of a document (docs/search.md, "Term shards").
"""

from collections.abc import Mapping

__all__ = ["Families", "Family", "family", "join", "line", "lines", "read", "write"]

Family = dict[str, str]
"""Postings by surface."""

Families = dict[str, Family]
"""The same by stem."""


def read(shard: str) -> Families:
    """Return the families of a shard in which none was cut."""
    return {stem: family(stem, one)[0] for stem, one in lines(shard).items()}


def write(families: Mapping[str, Mapping[str, str]]) -> str:
    """Return a shard."""
    return join({stem: line(stem, family) for stem, family in families.items()})


def lines(shard: str) -> dict[str, str]:
    """Return the line of each family, by its stem."""
    found = shard.split("\n")[1:-1]
    return {one[: one.index("\t")].partition(" ")[0]: one for one in found}


def join(lines: Mapping[str, str]) -> str:
    """Return the shard of these lines."""
    return "\n".join(["", *(lines[stem] for stem in sorted(lines)), ""])


def line(stem: str, family: Mapping[str, str], documents: int = 0) -> str:
    """Return the line of a family, without surfaces that no document has.

    Args:
        documents: how many it is in, where it was cut.
    """
    entries = [f"{stem} {documents}" if documents else stem]
    for surface in sorted(one for one in family if family[one]):
        short = "" if surface == stem else surface.replace(stem, "*", 1)
        entries.append(f"{short} {family[surface]}")
    return "\t".join(entries)


def family(stem: str, line: str) -> tuple[Family, int]:
    """Return the family of a line, and in how many documents it is, where it was cut; else 0."""
    head, *entries = line.split("\t")
    found: Family = {}
    for entry in entries:
        short, _, postings = entry.partition(" ")
        found[short.replace("*", stem) or stem] = postings
    return found, int(head.partition(" ")[2] or 0)
