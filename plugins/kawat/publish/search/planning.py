"""Planning search: which files there are, and what is in them.

A file's key is the digest of what is in it.  So the index is made, or revised, when it is planned, and kept among the
parts of a build; writing a file is looking it up.  A segment of which a table is kept is as it was.  One in which a
few documents say something else is revised; any other is made of all its documents.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from ...digests import digest, key
from ...editorial import addresses
from ...model import Output
from ..desk import Desk
from ..shelf import Shelf, filling
from . import analysis, inverted, listing, parts, postings, revision, table
from .documents import analyse, document, documents, documents_of
from .segments import PER_BLOCK, Document, Segment, partition, resting, version_of
from .table import Edition, Table

__all__ = [
    "INDEX",
    "begin",
    "fragments",
    "kept",
    "replan",
    "serialize",
    "serialize_cards",
    "serialize_document",
    "serialize_index",
]

INDEX = "search/index.json"
"""The path of the list of segments, on the portal's host."""

_MANY = 500
"""So many documents take longer to invert than an interpreter takes to start."""

_FEW = 64
"""Of more changed documents, a segment is made anew."""


def begin(desk: Desk) -> Callable[[], Iterator[Output]]:
    """Analyse what was not yet, and begin to make the segments that are new.

    Returns what yields the files of all segments, and the list of those, once they are made.
    """
    desk.tables.clear()
    segments = partition(tuple(documents(desk)))
    known = {one.name: _known(desk, one) for one in segments}
    whole = [one for one in segments if known[one.name] is None]
    _analysed(desk, [_part(edition) for one in whole for edition in one.editions])
    make = partial(_made, desk.fragments, whole)
    names = [one.name for one in whole]
    tables = desk.apart(make) if sum(len(one.documents) for one in whole) >= _MANY else make

    def outputs() -> Iterator[Output]:
        found = dict(zip(names, map(table.unpack, tables()), strict=True))
        for name, one in known.items():
            desk.tables[name] = one or found[name]
        yield _index(desk)
        for name, now in desk.tables.items():
            yield from _outputs(desk, name, now, range(len(now.blocks)), now.contents)

    return outputs


def _made(shelf: Shelf, segments: Iterable[Segment]) -> list[bytes]:
    return [table.pack(_inverted(shelf, one)) for one in segments]


def replan(
    desk: Desk,
    published: bytes,
    articles: Collection[str],
    arrived: Sequence[str] = (),
    regrouped: Collection[str] = (),
) -> tuple[tuple[Output, ...], frozenset[str]] | None:
    """Return the files that are other than in an index, and the paths of those that are no more.

    Of some articles the words have changed, but no dates, kinds and addresses; others have come, and no other has
    changed.  No other is looked at, unless parts were lost.

    Args:
        published: index.json as it was.
        arrived: those that came, oldest first; newer than nearly all others.
        regrouped: those to which texts came, or that are to be found no more.
    Returns None where that is more than edits and it is not known which files there were.
    """
    known = [(name, _kept_table(desk, name, version)) for name, version in json.loads(published)["segments"]]
    before = {name: table for name, table in known if table is not None}
    came = (*arrived, *regrouped)
    new = [one for name in came for one in documents_of(desk, desk.catalogue.home(name))]
    counts = [len(table.documents) for table in before.values()]
    held = [len(table.documents.numbers(regrouped)) if regrouped else 0 for table in before.values()]
    own = sum(held)
    rest = resting(counts, len(new) - own, _newer(desk, came) + own) if came else len(before)
    rest = min(rest, next((at for at, count in enumerate(held) if count), rest))
    desk.tables.clear()
    revised = {name: _after_edits(desk, name, table, articles) for name, table in list(before.items())[:rest]}
    if came and len(before) < len(known):
        return None
    if len(before) < len(known) or None in revised.values():
        found = tuple(begin(desk)())
        return found, frozenset(_paths(desk, before) - {one.path for one in found})
    outputs: list[Output] = []
    for name, now in revised.items():
        assert now is not None
        desk.tables[name] = now
        cards = [at for at, block in enumerate(now.blocks) if block != before[name].blocks[at]]
        files = [file for file, content in now.contents.items() if content != before[name].contents[file]]
        outputs += _outputs(desk, name, now, cards, files)
    moved = {name: table for name, table in before.items() if name not in revised}
    outputs += _remade(desk, moved.values(), came, sum(len(before[name].documents) for name in revised))
    return (*outputs, _index(desk)), frozenset(_paths(desk, moved) - {one.path for one in outputs})


def _newer(desk: Desk, arrived: Iterable[str]) -> int:
    """How many documents are newer than the oldest story that came, besides what came."""
    found, came = 0, set(arrived)
    for one in reversed(desk.catalogue.homes):
        if one.article.id not in came:
            found += sum(1 for _ in documents_of(desk, one))
        elif len(came) == 1:
            break
        came.discard(one.article.id)
    return found


def _remade(desk: Desk, moved: Iterable[Table], arrived: Iterable[str], before: int) -> Iterator[Output]:
    """The files of the segments of these tables and of the stories that came."""
    names = {*arrived, *(name for table in moved for name, *_ in table.documents)}
    in_time = sorted(map(desk.catalogue.home, names), key=lambda one: (one.article.date, one.article.id))
    documents = [document for one in in_time for document in documents_of(desk, one)]
    for segment in partition(documents, before):
        made = desk.tables[segment.name] = _table(desk, segment)
        yield from _outputs(desk, segment.name, made, range(len(made.blocks)), made.contents)


def _paths(desk: Desk, tables: Mapping[str, Table]) -> set[str]:
    return {
        one.path
        for name, table in tables.items()
        for one in _outputs(desk, name, table, range(len(table.blocks)), table.contents)
    }


def _after_edits(desk: Desk, name: str, before: Table, articles: Collection[str]) -> Table | None:
    known = {at: before.documents[at] for at in before.documents.numbers(articles)}
    now = {at: document(desk, article, language, register) for at, (article, language, register, _) in known.items()}
    changed = {at: one for at, one in now.items() if one.key != known[at][3]}
    if not changed:
        return before
    blocks = list(before.blocks)
    for block in {at // PER_BLOCK for at in changed}:
        blocks[block] = digest(*(document(desk, *one[:3]) for one in _block(before, block)))
    return _revised(desk, name, before, changed, tuple(blocks))


def fragments(desk: Desk, stale: Iterable[Output]) -> Iterator[Output]:
    """Yield what stale files are made from: of cards, their documents; of what was lost, those of the segment."""
    for output in stale:
        if output.recipe == "search_cards":
            name, block = output.subject
            yield from map(_part, _block(desk.tables[name], int(block)))
        elif output.recipe == "search" and output.subject[0] in desk.segments:
            name, file = output.subject
            if _content_name(desk.tables[name].contents[file]) not in desk.fragments:
                _whole(desk, desk.segments.pop(name))


def kept(desk: Desk) -> set[str]:
    """Return the names of all parts that the index is made of."""
    found: set[str] = set()
    for name, made in desk.tables.items():
        found |= {
            _table_name(name, version_of(made.blocks)),
            _latest_name(name),
            *map(_content_name, made.contents.values()),
        }
        found |= {words for _, _, _, words in made.documents}
    return found


def serialize(desk: Desk, segment: str, file: str) -> bytes:
    """Return a file of a segment."""
    again = desk.listings.get((segment, file))
    if again is not None and (before := desk.standing(_path(desk, segment, file))) is not None:
        return again(before.decode()).encode()
    content = desk.fragments[_content_name(desk.tables[segment].contents[file])]
    if file[0] not in "tp":
        return content
    return (listing.listed if file[0] == "t" else postings.plain)(content.decode()).encode()


def serialize_cards(desk: Desk, segment: str, block: str) -> bytes:
    """Return a file of cards."""
    editions = _block(desk.tables[segment], int(block))
    told = map(parts.head, desk.fragments.several([words for _, _, _, words in editions]))
    return inverted.block((document(desk, *one) for one in editions), told).encode()


def serialize_document(desk: Desk, article: str, language: str, register: str) -> bytes:
    """Return a document, analysed."""
    return parts.pack(analyse(desk, article, language, register))


def serialize_index(desk: Desk) -> bytes:
    """Return the list of segments."""
    return inverted.index((name, version_of(made.blocks)) for name, made in desk.tables.items())


def _index(desk: Desk) -> Output:
    told = [(name, version_of(made.blocks)) for name, made in desk.tables.items()]
    return Output(INDEX, "search_index", (), key(segments=digest(told)), "portal")


def _outputs(desk: Desk, name: str, made: Table, blocks: Iterable[int], files: Iterable[str]) -> Iterator[Output]:
    for at in blocks:
        path = _path(desk, name, f"c{at}.json")
        yield Output(path, "search_cards", (name, str(at)), key(documents=made.blocks[at]), "portal")
    for file in files:
        yield Output(_path(desk, name, file), "search", (name, file), key(words=made.contents[file]), "portal")


def _path(desk: Desk, segment: str, file: str) -> str:
    return addresses.shared(desk.portal, f"search/{segment}/{file}").path


def _table(desk: Desk, segment: Segment) -> Table:
    """The table of a segment; what is in its files is kept."""
    return _known(desk, segment) or _whole(desk, segment)


def _known(desk: Desk, segment: Segment) -> Table | None:
    """The same, where not all documents have to be read for it."""
    found = _kept_table(desk, segment.name, segment.version) or _from_latest(desk, segment)
    if found is not None:
        desk.segments[segment.name] = segment
    return found


def _from_latest(desk: Desk, segment: Segment) -> Table | None:
    try:
        latest = desk.fragments[_latest_name(segment.name)].decode()
    except KeyError:
        return None
    before = _kept_table(desk, segment.name, latest)
    if before is None:
        return None
    known = zip(segment.documents, before.documents, strict=True)
    changed = {at: one for at, (one, (*_, words)) in enumerate(known) if words != one.key}
    return _revised(desk, segment.name, before, changed, segment.blocks) if len(changed) <= _FEW else None


def _kept_table(desk: Desk, segment: str, version: str) -> Table | None:
    try:
        return table.unpack(desk.fragments[_table_name(segment, version)])
    except KeyError:
        return None


def _whole(desk: Desk, segment: Segment) -> Table:
    _analysed(desk, map(_part, segment.editions))
    return _inverted(desk.fragments, segment)


def _inverted(shelf: Shelf, segment: Segment) -> Table:
    """The table of a segment whose documents have all been analysed."""
    told = (parts.unpack(shelf[one.key]) for one in segment.documents)
    with filling(shelf) as put:
        made = inverted.invert(segment, told, lambda content, text: put(_content_name(content), text.encode()))
    _keep(shelf, segment.name, made, {})
    return made


def _revised(
    desk: Desk, name: str, before: Table, changed: dict[int, Document], blocks: tuple[str, ...]
) -> Table | None:
    """The table after some documents have changed; None where a part was lost, so that all have to be read."""
    editions = {at: (one.article, one.language, one.register, one.key) for at, one in changed.items()}
    try:
        earlier = {at: parts.unpack(desk.fragments[before.documents[at][3]]) for at in changed}
        for at, one in changed.items():
            analysis.learn(one.language, earlier[at].words)
        _analysed(desk, map(_part, editions.values()))
        told = [(at, earlier[at], parts.unpack(desk.fragments[one.key])) for at, one in changed.items()]
        made, files, listings = revision.revise(
            before, lambda file: desk.fragments[_content_name(before.contents[file])].decode(), told
        )
    except KeyError:  # a part was lost
        return None
    desk.listings.update({(name, file): again for file, again in listings.items()})
    made = replace(made, documents=before.documents.replaced(editions), blocks=blocks)
    _keep(
        desk.fragments, name, made, {_content_name(made.contents[file]): text.encode() for file, text in files.items()}
    )
    return made


def _analysed(desk: Desk, wanted: Iterable[Output]) -> None:
    missing = [one for one in wanted if one.key not in desk.fragments]
    with filling(desk.fragments) as put:
        for one, data in desk.collect(missing, lambda some: [serialize_document(desk, *x.subject) for x in some]):
            put(one.key, data)


def _keep(shelf: Shelf, name: str, made: Table, files: Mapping[str, bytes]) -> None:
    """Keep a table, and files by the names of their contents."""
    version = version_of(made.blocks)
    told = {_table_name(name, version): table.pack(made), _latest_name(name): version.encode()}
    shelf.put({**files, **told})


def _part(edition: Edition) -> Output:
    return Output("", "search_document", edition[:3], edition[3], "")


def _block(made: Table, at: int) -> Iterable[Edition]:
    return made.documents[at * PER_BLOCK : (at + 1) * PER_BLOCK]


def _table_name(segment: str, version: str) -> str:
    return f"search table {segment} {version}"


def _latest_name(segment: str) -> str:
    return f"search latest {segment}"


def _content_name(content: str) -> str:
    return f"search {content}"
