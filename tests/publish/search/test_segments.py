"""Segments follow from what is published, and a change touches few of them."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Text, files

from kawat.digests import digest
from kawat.publish.search.segments import FORMAT, Document, Segment, partition


def document(name: str, language: str = "id") -> Document:
    return Document(name, language, "full", "tokyo", "news", "2026-11-01", f"/{name}/", f"key of {name} {language}")


def articles(count: int, first: int = 0) -> list[Document]:
    return [document(f"tokyo/news/2026/cerita-{number}") for number in range(first, first + count)]


def names(segments: tuple[Segment, ...]) -> list[str]:
    return [one.name for one in segments]


def test_nothing_is_no_segment() -> None:
    assert partition([]) == ()


@settings(max_examples=30)
@given(st.integers(1, 900))
def test_there_are_at_most_four_and_every_document_is_in_one(count: int) -> None:
    documents = articles(count)
    segments = partition(documents)
    assert 1 <= len(segments) <= 4
    assert sorted(one.article for segment in segments for one in segment.documents) == sorted(
        one.article for one in documents
    )


def test_the_newest_segment_is_small_and_one_more_article_mostly_changes_it_alone() -> None:
    documents = articles(600)
    before = partition(documents[:400])
    moved, largest = 0, 0
    for count in range(401, 601):
        after = partition(documents[:count])
        moved += names(before)[:-1] != names(after)[: len(before) - 1]
        largest = max(largest, len(after[-1].documents))
        before = after
    assert moved <= 200 / 10
    assert largest <= 60


def test_an_article_that_goes_or_changes_changes_the_segment_that_it_is_in() -> None:
    documents = articles(1000)
    before = partition(documents)
    assert len(before) >= 2
    old = documents[5]
    edited = partition([replace(one, key="another") if one is old else one for one in documents])
    assert names(edited) == names(before)
    assert [one.version for one in edited[1:]] == [one.version for one in before[1:]]
    assert edited[0].version != before[0].version
    without = [one for one in documents if one is not old]
    assert names(partition(without))[1:] == names(before)[1:]
    assert not set(names(partition(without))[:1]) & set(names(before))


def test_editions_of_an_article_are_never_parted() -> None:
    documents = [document(one.article, language) for one in articles(400) for language in ("id", "en", "ja")]
    segments = partition(documents)
    assert len(segments) > 1
    assert sum(len({one.article for one in segment.documents}) for segment in segments) == 400


def test_documents_of_a_segment_are_ordered_by_site_year_language_kind_and_date() -> None:
    made = [
        Document(f"{site}/{kind}/{date}", language, "full", site, kind, date, "/", "k")
        for site in ("tokyo", "cairo")
        for date in ("2026-02-01", "2025-01-01")
        for language in ("id", "en")
        for kind in ("press", "news")
    ]
    (segment,) = partition(made)
    keys = [(one.site, one.year, one.language, one.kind) for one in segment.documents]
    assert keys == sorted(keys)


def test_what_is_written_changes_only_with_its_format() -> None:
    """Browsers keep files by their version, which tells the documents and FORMAT: where this fails, raise FORMAT."""
    texts = [Text("a/1", "id", "Anak-anak menanam padi", "Ringkas di Tokyo", "Kopi kopi 2026 大使館 السفارة.")]
    assert (FORMAT, digest(sorted(files(texts).items()))) == (2, "251a101b3896ea7a0636600b")
