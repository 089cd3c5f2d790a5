"""The static index gives what a Whoosh index of the same documents gives: the same postings, the same order."""

from collections import defaultdict

import searchclient
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle, Text, files
from searchclient import Client

WORDS = {
    "id": "menanam tanaman penanaman anak-anak pasar pasarnya di festival tokyo e-paspor tulisan jum'at".split(),
    "en": "festival festivals running runs the policy policies tokyo garden gardens e-passport market".split(),
    "ja": "日本 大使館 茶 東京の祭り tokyo ガーデン".split(),
    "ar": "السفارة سفارات في القاهرة المهرجان tokyo".split(),
}


@st.composite
def collections(draw: st.DrawFn) -> list[Text]:
    """Return a few texts in several languages, some of them long enough for lengths to be rounded."""
    found = []
    for number in range(draw(st.integers(1, 24))):
        language = draw(st.sampled_from(sorted(WORDS)))
        sentence = st.lists(st.sampled_from(WORDS[language]), max_size=8).map(" ".join)
        title, summary, body = draw(sentence), draw(sentence), " ".join([draw(sentence)] * draw(st.integers(0, 6)))
        found.append(Text(f"tokyo/news/2026/n{number}", language, title or "kosong", summary, body))
    return found


@settings(max_examples=25)
@given(collections())
def test_postings_and_positions_are_those_of_whoosh(texts: list[Text]) -> None:
    client, oracle = Client(files(texts)), Oracle(texts)
    for stem in oracle.terms("stem"):
        weights: dict[str, int] = defaultdict(int)
        places: dict[str, list[int]] = defaultdict(list)
        for at, segment in enumerate(client.segments):
            for postings in client._family(segment, "t", stem)[1].values():
                for number, weight, _ in searchclient._read_terms(postings):
                    weights[client.card(at, number)[0].strip("/")] += weight
            for postings in client._family(segment, "p", stem)[1].values():
                for number, positions in searchclient._read_positions(postings):
                    places[client.card(at, number)[0].strip("/")] += positions
        expected = oracle.postings("stem", stem)
        assert dict(weights) == {name: weight for name, (weight, _) in expected.items()}
        assert {name: sorted(one) for name, one in places.items()} == {name: one for name, (_, one) in expected.items()}


@settings(max_examples=25)
@given(
    collections(), st.sampled_from(["menanam", "tanaman", "tokyo", "festivals", "policy", "大使", "سفارات", "pasar"])
)
def test_a_word_scores_as_in_whoosh(texts: list[Text], word: str) -> None:
    client, oracle = Client(files(texts)), Oracle(texts)
    (surface,) = {surface for (surface, _), _ in searchclient.analysis.terms(word, "")[0]} - {"大", "使"}
    ours = {client.card(*place)[0].strip("/"): score for place, score in client.word_scores(surface).items()}
    theirs = oracle.scores(client.stems(surface), surface)
    assert ours.keys() == theirs.keys()
    assert all(abs(ours[name] - theirs[name]) < 1e-9 for name in ours)


@settings(max_examples=20)
@given(collections())
def test_phrases_are_found_where_whoosh_finds_them(texts: list[Text]) -> None:
    client, oracle = Client(files(texts)), Oracle(texts)
    for words in (["festival", "tokyo"], ["menanam", "tanaman"], ["anak", "pasar"], ["大使", "使館"]):
        assert {client.card(*place)[0].strip("/") for place in client.phrase(words)} == oracle.phrase(words)
