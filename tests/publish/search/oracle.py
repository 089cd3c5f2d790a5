"""The same documents in a Whoosh index, and the same documents as files: what one says the other must say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh import fields, query, scoring
from whoosh.analysis import Analyzer, Token
from whoosh.filedb.filestore import RamStorage

from kawat.publish.search import analysis, inverted, listing, numbers, postings
from kawat.publish.search.parts import Part, compose
from kawat.publish.search.segments import Document, Segment, partition
from kawat.publish.search.table import Table

_BETWEEN = "\x1e"


@dataclass(frozen=True)
class Text:
    """A document's words; `name` is its article's id."""

    name: str
    language: str
    title: str
    summary: str
    body: str


def files_of(segment: Segment, parts: Iterable[Part]) -> tuple[Table, dict[str, str]]:
    """Return the table of a segment, and its files by name: all but the cards."""
    kept: dict[str, str] = {}
    table = inverted.invert(segment, parts, kept.__setitem__)
    return table, {name: kept[content] for name, content in table.contents.items()}


def published(name: str, kept: str) -> str:
    """Return a file as it is published; only long postings are kept with marks."""
    return listing.listed(kept) if name[0] == "t" else postings.plain(kept)


def composed(text: Text) -> Part:
    """Return what a text brings to its segment."""
    return compose(text.language, text.title, text.summary, [text.body], text.summary)


def files(texts: Sequence[Text]) -> dict[str, bytes]:
    """Return the search index of the texts, oldest first, as published files by path."""
    parts = {one.name: composed(one) for one in texts}
    segments = partition(
        [
            Document(one.name, one.language, "full", "tokyo", "news", "2026-11-01", f"/{one.name}/", one.name)
            for one in texts
        ]
    )
    found = {"search/index.json": inverted.index((one.name, one.version) for one in segments)}
    for segment in segments:
        told = [parts[one.article] for one in segment.documents]
        made = {name: published(name, text) for name, text in files_of(segment, told)[1].items()}
        made |= {
            f"c{at // 4}.json": inverted.block(segment.documents[at : at + 4], told[at : at + 4])
            for at in range(0, len(told), 4)
        }
        found.update({f"search/{segment.name}/{name}": text.encode() for name, text in made.items()})
    return found


class Words(Analyzer):  # type: ignore[misc]
    """`kawat.publish.search.analysis` as Whoosh wants it: of a text's title, summary and body, stems or surfaces."""

    def __init__(self, stems: bool) -> None:
        self._stems = stems

    def __call__(self, value: str, positions: bool = False, **options: Any) -> Iterator[Any]:
        language, *texts = value.split(_BETWEEN)
        position, token = 0, Token(positions, **{"chars": False, "mode": options.get("mode", "")})
        for weight, text in zip((4, 2, 1), texts, strict=True):
            terms, position = analysis.terms(text, language, position)
            position += 10
            for (surface, stem), at in terms:
                if stem:
                    token.text, token.boost, token.pos = stem if self._stems else surface, float(weight), at
                    yield token


class Lengths(scoring.BM25F):  # type: ignore[misc]
    """Whoosh's BM25F with the lengths of documents as our index keeps them; its own are rounded more coarsely."""

    def __init__(self, lengths: Sequence[float]) -> None:
        super().__init__(B=0.75, K1=1.2)
        self._lengths = lengths

    def scorer(self, *asked: Any, **options: Any) -> Any:
        scorer = super().scorer(*asked, **options)
        scorer.dfl = self._lengths.__getitem__
        return scorer


class Oracle:
    """A Whoosh index of texts."""

    def __init__(self, texts: Sequence[Text]) -> None:
        schema = fields.Schema(
            name=fields.ID(stored=True),
            stem=fields.TEXT(analyzer=Words(stems=True), phrase=True),
            word=fields.TEXT(analyzer=Words(stems=False), phrase=True),
        )
        index = RamStorage().create_index(schema)
        writer = index.writer()
        for one in texts:
            value = _BETWEEN.join((one.language, one.title, one.summary, one.body))
            writer.add_document(name=one.name, stem=value, word=value)
        writer.commit()
        lengths = [compose(one.language, one.title, one.summary, [one.body], "").length for one in texts]
        kept = [numbers.length_of(numbers.length_code(one)) for one in lengths]
        self._searcher = index.searcher(weighting=Lengths(kept))

    def postings(self, field: str, term: str) -> dict[str, tuple[float, list[int]]]:
        """Return weight and positions of a term by the names of its documents."""
        reader = self._searcher.reader()
        if (field, term) not in reader:
            return {}
        matcher, found = reader.postings(field, term), {}
        while matcher.is_active():
            name = reader.stored_fields(matcher.id())["name"]
            found[name] = (matcher.weight(), matcher.value_as("positions"))
            matcher.next()
        return found

    def terms(self, field: str) -> list[str]:
        """Return all terms of a field."""
        return [term.decode() for name, term in self._searcher.reader().all_terms() if name == field]

    def scores(self, stems: Sequence[str], surface: str) -> dict[str, float]:
        """Return BM25F of the stems, with 0.3 of the surface's own, by name."""
        asked = query.Or([query.Term("stem", one) for one in stems] + [query.Term("word", surface, boost=0.3)])
        return {hit["name"]: hit.score for hit in self._searcher.search(asked, limit=None)}

    def phrase(self, words: Sequence[str]) -> set[str]:
        """Return the documents in which the surfaces follow each other."""
        return {hit["name"] for hit in self._searcher.search(query.Phrase("word", list(words)), limit=None)}
