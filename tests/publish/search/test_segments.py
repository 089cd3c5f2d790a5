"""Segments follow from what is published, and a change touches few of them."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Text, composed, files, files_of

from kawat.digests import digest
from kawat.publish.search import inverted
from kawat.publish.search.segments import FORMAT, Document, Segment, partition, resting


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


def test_one_more_article_changes_the_newest_segment_alone_until_that_is_full() -> None:
    documents = articles(500)
    before = partition(documents[:400])
    moved = []
    for count in range(401, 501):
        after = partition(documents[:count])
        if count % 12 == 0:
            assert sum(len(one.documents) for one in after[1:]) % 12 == 0
        elif names(after)[:-1] != names(before)[: len(after) - 1] or len(after[-1].documents) != count % 12:
            moved.append(count)
        before = after
    assert moved == []


@settings(max_examples=300)
@given(st.lists(st.integers(1, 5), max_size=8), st.integers(0, 2500), st.integers(1, 30), st.integers(0, 9))
def test_segments_that_rest_and_what_is_made_of_the_others_are_all_there_are(
    several: list[int], count: int, more: int, later: int
) -> None:
    """Of articles with some editions each, among many with one; some of these are newer than what is added."""
    languages = ("id", "en", "ja", "ar", "fr")
    documents = articles(count)
    for at, editions in enumerate(several):
        documents[count * at // 8 : count * at // 8] = [document(f"a{at}", one) for one in languages[:editions]]
    documents = sorted(documents, key=lambda one: one.article)
    added = [document("z" if more < 9 else f"z{at:02}", f"x{at}") for at in range(more)]
    before = partition(documents)
    names = list(dict.fromkeys(one.article for one in documents))
    newest = set(names[len(names) - min(later, len(names)) :])
    newer = [one for one in documents if one.article in newest]
    everything = [*documents[: len(documents) - len(newer)], *added, *newer]
    rest = resting([len(one.documents) for one in before], more, len(newer))
    held = sum(len(one.documents) for one in before[:rest])
    assert (*before[:rest], *partition(everything[held:], held)) == partition(everything)


def test_a_story_that_is_added_changes_at_most_30_files_and_100_kb() -> None:
    """Of 450 words each, from a language of 20,000, in which few are said often; the newest segment is full."""
    chance = random.Random(1)

    def words(count: int) -> str:
        return " ".join(f"kata{int(20_000 ** chance.random())}" for _ in range(count))

    newest = partition(articles(311))[-1]
    assert len(newest.documents) == 11
    told = [composed(Text(one.article, "id", words(8), words(15), words(450))) for one in newest.documents]
    files = files_of(newest, told)[1]
    cards = [inverted.block(newest.documents[at : at + 4], told[at : at + 4]) for at in range(0, 11, 4)]
    changed = [*files.values(), *cards, inverted.index([]).decode()]
    assert len(changed) <= 30
    assert sum(len(text.encode()) for text in changed) <= 100_000


def test_an_article_that_goes_or_changes_changes_the_segment_that_it_is_in_and_smaller_ones() -> None:
    documents = articles(1000)
    before = partition(documents)
    assert [len(one.documents) for one in before] == [960, 36, 4]
    for at in (5, 970, 998):
        edited = partition([replace(one, key="another") if one is documents[at] else one for one in documents])
        assert names(edited) == names(before)
        versions = [old.version != new.version for old, new in zip(before, edited, strict=True)]
        assert versions == [at < 960, 960 <= at < 996, at >= 996]
    for at, rest in ((5, []), (970, names(before)[:1]), (998, names(before)[:2])):
        without = partition([one for one in documents if one is not documents[at]])
        assert names(without)[: len(rest)] == rest
        assert not set(names(without)[len(rest) :]) & set(names(before))


def test_editions_of_an_article_are_never_parted() -> None:
    documents = [document(one.article, language) for one in articles(400) for language in ("id", "en", "ja")]
    segments = partition(documents[:-1])
    assert [len(one.documents) for one in segments] == [1152, 36, 11]
    assert sum(len({one.article for one in segment.documents}) for segment in segments) == 400
    segments = partition(documents[1:])
    assert [len(one.documents) for one in segments] == [1151, 36, 12]


def test_documents_of_a_segment_are_ordered_by_site_year_language_kind_and_date() -> None:
    made = [
        Document(f"{site}/{kind}/{date}", language, "full", site, kind, date, "/", "k")
        for site in ("tokyo", "cairo")
        for date in ("2026-02-01", "2025-01-01")
        for language in ("id", "en")
        for kind in ("press", "news")
    ]
    for segment in partition(made):
        keys = [(one.site, one.year, one.language, one.kind) for one in segment.documents]
        assert keys == sorted(keys)


def test_what_is_written_changes_only_with_its_format() -> None:
    """Browsers keep files by their version, which tells the documents and FORMAT: where this fails, raise FORMAT."""
    texts = [Text("a/1", "id", "Anak-anak menanam padi", "Ringkas di Tokyo", "Kopi kopi 2026 大使館 السفارة.")]
    assert (FORMAT, digest(sorted(files(texts).items()))) == (3, "0139b522eee6d21ee9adba9d")
