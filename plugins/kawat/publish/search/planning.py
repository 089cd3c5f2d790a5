"""Planning search: which files there are, and their keys.

A segment's folder is named by which documents are in it; after an edit all its files are made again, and most of them
have the bytes that they had.
"""

from collections.abc import Iterable, Iterator

from ...digests import digest, key
from ...editorial import addresses
from ...model import Output
from ..desk import Desk
from .documents import analyse, documents
from .inverted import Inverted, files, index
from .parts import pack, unpack
from .segments import partition

__all__ = ["fragments", "kept", "plan", "prepare", "serialize", "serialize_document", "serialize_index"]


def plan(desk: Desk) -> Iterator[Output]:
    """Yield the files of all segments, and the list of those."""
    segments = partition(tuple(documents(desk)))
    desk.segments.update((one.name, one) for one in segments)
    told = digest([(one.name, one.version) for one in segments])
    path = addresses.shared(desk.portal, "search/index.json").path
    yield Output(path, "search_index", tuple(one.name for one in segments), key(segments=told), "portal")
    for segment in segments:
        for file in files(segment):
            path = addresses.shared(desk.portal, f"search/{segment.name}/{file}").path
            yield Output(path, "search", (segment.name, file), key(documents=segment.version), "portal")


def fragments(desk: Desk, stale: Iterable[Output]) -> Iterator[Output]:
    """Yield what stale files are made from: the documents of their segments, analysed."""
    for name in _segments(stale):
        for one in desk.segments[name].documents:
            yield Output("", "search_document", (one.article, one.language, one.register), one.key, "")


def kept(desk: Desk) -> set[str]:
    """Return the keys of all documents."""
    return {one.key for segment in desk.segments.values() for one in segment.documents}


def prepare(desk: Desk, stale: Iterable[Output]) -> None:
    """Invert the segments of stale files, before processes are forked that write them."""
    for name in _segments(stale):
        segment = desk.segments[name]
        desk.inverted[name] = Inverted(segment, (unpack(desk.fragments[one.key]) for one in segment.documents))


def serialize(desk: Desk, segment: str, file: str) -> bytes:
    """Return a file of a segment."""
    return desk.inverted[segment].file(file)


def serialize_document(desk: Desk, article: str, language: str, register: str) -> bytes:
    """Return a document, analysed."""
    return pack(analyse(desk, article, language, register))


def serialize_index(desk: Desk, *segments: str) -> bytes:
    """Return the list of segments."""
    return index(desk.segments[name] for name in segments)


def _segments(stale: Iterable[Output]) -> list[str]:
    return list(dict.fromkeys(output.subject[0] for output in stale if output.recipe == "search"))
