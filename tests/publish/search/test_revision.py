"""A segment that is revised after edits is, byte for byte, the one that is made of all documents anew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import files_of, published

from kawat.publish.search import listing, postings, revision
from kawat.publish.search.numbers import bucket
from kawat.publish.search.parts import Part, compose
from kawat.publish.search.segments import Document, Segment

WORDS = (
    "menanam tanaman penanaman anak-anak pasar pasarnya di festival tokyo e-paspor the running runs policy 大使館 茶 "
    "السفارة kopi teh kopi-kopi pelabuhan beasiswa 2026 17 gamelan policies"
).split()
sentences = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
texts = st.tuples(st.sampled_from(["id", "en", "ja", "ar"]), sentences, sentences)


def part(text: tuple[str, str, str]) -> Part:
    language, title, body = text
    return compose(language, title, "", [body], "")


def segment_of(told: list[tuple[str, str, str]], terms: int = 4, words: int = 5) -> Segment:
    documents = tuple(
        Document(f"a/{at}", one[0], "full", "tokyo", "news", "2026-11-01", "/", str(at)) for at, one in enumerate(told)
    )
    return Segment("name", "version", documents, (), terms, 2, words, 3)


@pytest.fixture(params=[(2048, 1024, 3072), (2, 3, 2)], ids=["as they are", "small"])
def sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Postings of many documents lie in blocks and are cut; so are those of few here."""
    block, long, most = request.param
    monkeypatch.setattr(postings, "BLOCK", block)
    monkeypatch.setattr(postings, "_LONG", long)
    monkeypatch.setattr(listing, "MOST_LISTED", most)


@pytest.mark.usefixtures("sizes")
@settings(max_examples=150)
@given(st.lists(st.tuples(texts, st.none() | st.tuples(sentences, sentences)), min_size=1, max_size=9))
def test_revising_gives_what_making_anew_gives(edits: list) -> None:
    old = [before for before, _ in edits]
    new = [(before[0], *after) if after else before for before, after in edits]
    segment = segment_of(old)
    table, files = files_of(segment, map(part, old))
    changes = [(at, part(old[at]), part(new[at])) for at, (_, after) in enumerate(edits) if after]
    revised, others, listings = revision.revise(table, files.__getitem__, changes)
    expected, whole = files_of(segment, map(part, new))
    assert revised == expected
    assert {**files, **others} == whole
    assert listings.keys() == {name for name in others if name[0] == "t"}
    for name, again in listings.items():
        assert again(published(name, files[name])) == published(name, whole[name])


def test_an_edit_reads_and_makes_only_the_shards_of_its_words() -> None:
    old = [("id", f"Kabar {at}", f"kata{at} tambahan{at} lanjutan{at} kopi pasar taman") for at in range(60)]
    segment = segment_of(old, terms=64, words=20)
    table, files = files_of(segment, map(part, old))
    asked: set[str] = set()

    def read(name: str) -> str:
        asked.add(name)
        return files[name]

    new = ("id", "Kabar 7", old[7][2].replace("taman", "pasar"))
    _, others, _ = revision.revise(table, read, [(7, part(old[7]), part(new))])
    made = {name for name, text in others.items() if files[name] != text}
    shards = {
        letter: {f"{letter}{bucket(stem) & (count - 1)}.txt" for stem in ("taman", "pasar")}
        for letter, count in (("t", 64), ("p", 2))
    }
    assert made == shards["t"] | shards["p"]
    assert {name for name in asked if name[0] in "tp"} == made
    assert sorted(name[0] for name in asked - made) == ["e", "s", "w"]
