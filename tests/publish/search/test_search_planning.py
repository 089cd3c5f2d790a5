"""The index of a built network: what is found in it, what is not, and which of its files a change makes anew."""

import json
from collections.abc import Callable

import pytest
import searchclient
from conftest import Tree, text
from oracle import Text, files
from searchclient import Client

from kawat.publish.search import listing

CANARY = "kenarirahasia"


def hidden(**fields: str) -> str:
    return text(f"Judul {CANARY}", body=f"Isi {CANARY} berkicau.", summary=f"Ringkas {CANARY}", **fields)


TEXTS = {
    "content/tokyo/news/2026/festival/index.id.md": text(
        "Festival Indonesia di Tokyo",
        "2026-11-01 09:00",
        "Anak-anak menanam padi di taman.\n\nPerbankan dan penyelidikan [tentang pasar](https://kawat.example/).\n",
        topics="[budaya]",
        tags="[gamelan]",
    ),
    "content/tokyo/news/2026/festival/index.ja.md": text("インドネシア祭り", None, "大使館の庭で茶会。"),
    "content/tokyo/news/2026/festival/index.id.simple.md": text("Pesta di Tokyo", None, "Ada pesta mudah dibaca."),
    "content/tokyo/page/kontak/index.id.md": text("Alamat kantor", "2025-02-01", "Dekat stasiun."),
    "content/cairo/press/2025/kuliah/index.id.md": text(
        "Kuliah umum di Kairo", "2025-03-01 09:00", "Mahasiswa menulis tentang Bali dan <em>bawah</em>garis.",
        crosspost="{to: [tokyo], mode: copy}",
    ),
    "content/cairo/press/2025/kuliah/index.ar.md": text("محاضرة في السِّفارة", None, "كتب الطلاب عن بالي."),
    "content/osaka/news/2026/mudah/index.id.simple.md": text("Cara membuat paspor", body="Bawa foto lamamu."),
    "content/osaka/news/2026/ditarik/index.id.md": hidden(status="withdrawn", reason="Salah."),
    "content/osaka/news/2026/dihapus/index.id.md": hidden(status="removed", reason="Keliru."),
    "content/osaka/news/2026/konsep/index.id.md": hidden(status="draft"),
    "content/osaka/news/2026/nanti/index.id.md": hidden(embargo="2026-12-01 09:00"),
    "content/osaka/news/2026/besok/index.id.md": hidden(date="2026-12-01 09:00"),
    "content/osaka/news/2026/lewat/index.id.md": hidden(expires="2026-11-10"),
}  # fmt: skip


def urls(tree: Tree, question: str, **filters: str) -> list[str]:
    client = Client(tree.output())
    return [hit.card[0] for hit in client.search(question, **filters)]


def search_files(tree: Tree) -> dict[str, bytes]:
    return {path: data for path, data in tree.output().items() if path.startswith("search/") and "/" in path[7:]}


def test_a_network_is_found_by_its_words_and_what_is_not_public_is_nowhere(tree: Tree) -> None:
    built = tree.write(TEXTS).build()
    assert [one.code for one in built.report.problems] == []
    festival = "/tokyo/id/news/2026/festival/"
    assert urls(tree, "penanaman") == urls(tree, "tanam") == [festival]  # forms that no text uses
    for word in ("anak", "gamelan", "Budaya"):
        assert urls(tree, word, language="id") == [festival]
    for word in ("perbankan", "penyelidikan", "bali", "bawahgaris"):
        assert Client(tree.output()).words(word) == [word]
    assert urls(tree, "bawahgaris") == ["/cairo/id/press/2025/kuliah/"]  # at home, not at its copy
    assert urls(tree, "大使館") == ["/tokyo/ja/news/2026/festival/"]
    assert urls(tree, "السفارة") == ["/cairo/ar/press/2025/kuliah/"]
    assert urls(tree, "paspor") == ["/osaka/id/news/2026/mudah/simple/"]  # there is no other edition
    assert "/tokyo/id/news/2026/festival/simple/" not in urls(tree, "pesta mudah")
    assert urls(tree, "stasiun") == ["/tokyo/id/page/kontak/"]
    assert urls(tree, "festifal") == [festival]  # a typing error
    assert urls(tree, "xyzzyqq") == []

    assert urls(tree, "di tokyo kairo", site="cairo") == ["/cairo/id/press/2025/kuliah/"]
    assert urls(tree, "festival kuliah", year=2025) == ["/cairo/id/press/2025/kuliah/"]
    assert urls(tree, "festival kuliah", kind="news", language="id") == [festival]

    everything = b"".join(search_files(tree).values()).decode()
    assert CANARY not in everything and CANARY[::-1] not in everything and "berkicau" not in everything
    assert urls(tree, CANARY) == []


def test_a_card_says_what_a_hit_shows(tree: Tree) -> None:
    tree.write(TEXTS).build()
    (hit,) = Client(tree.output()).search("festival")
    assert hit.card == (
        "/tokyo/id/news/2026/festival/",
        "Festival Indonesia di Tokyo",
        "Anak-anak menanam padi di taman. Perbankan dan penyelidikan tentang pasar.",
        "id",
        "news",
        "2026-11-01",
        "tokyo",
    )


def many(count: int) -> dict[str, str]:
    words = "pasar taman kopi rotan gamelan pelabuhan kereta beasiswa paspor tenun rempah musik".split()
    return {
        f"content/tokyo/news/2026/cerita-{number}/index.id.md": text(
            f"Cerita {number}",
            f"2026-10-{1 + number // 10:02} {number % 10 + 8:02}:00",
            " ".join(words[(number * step) % len(words)] for step in range(1, 6)) + f" kata{number}.",
        )
        for number in range(count)
    }


def test_builds_after_changes_have_the_index_of_a_clean_build(tree: Tree, make_tree: Callable[[str], Tree]) -> None:
    stories = many(70)
    tree.write(stories).build()
    before = search_files(tree)
    segments = json.loads(tree.output()["search/index.json"])["segments"]
    assert len(segments) == 2

    assert tree.build().written == ()

    new = {"content/tokyo/news/2026/kabar/index.id.md": text("Kabar baru", "2026-11-20 09:00", "Kopi dan teh.")}
    built = tree.write(new).build()
    after = json.loads(tree.output()["search/index.json"])["segments"]
    assert after[0] == segments[0] and after[1][0] != segments[1][0]
    written = [path for path in built.written if path.startswith("search/")]
    assert len(written) <= 30
    assert {path.split("/")[1] for path in written} == {"index.json", after[-1][0]}
    reasons = {one.output.path: one.why for one in built.verdicts if one.output.recipe.startswith("search")}
    assert reasons["search/index.json"] == "changed: segments"
    assert set(reasons.values()) == {"changed: segments", "new"}
    assert not any(path.startswith(f"search/{segments[1][0]}/") for path in tree.output())
    assert all(data == tree.output()[path] for path, data in before.items() if segments[0][0] in path)
    assert urls(tree, "teh") == ["/tokyo/id/news/2026/kabar/"]

    newest = "content/tokyo/news/2026/kabar/index.id.md"
    built = tree.write({newest: new[newest].replace("teh", "cokelat")}).build()
    edited = json.loads(tree.output()["search/index.json"])["segments"]
    assert [name for name, _ in edited] == [name for name, _ in after] and edited[-1] != after[-1]
    assert [path for path in built.gone if path.startswith("search/")] == []
    assert urls(tree, "cokelat") == ["/tokyo/id/news/2026/kabar/"]
    tree.write(new).build()

    oldest = "content/tokyo/news/2026/cerita-0/index.id.md"
    tree.write({oldest: stories[oldest].replace("kata0", "katalain")}).delete(
        "content/tokyo/news/2026/cerita-1/index.id.md"
    ).build(allow_removal=True)
    assert urls(tree, "katalain") == ["/tokyo/id/news/2026/cerita-0/"]
    assert "kata1 " not in b"".join(search_files(tree).values()).decode()

    clean = make_tree("clean").write({**stories, **new, oldest: stories[oldest].replace("kata0", "katalain")})
    clean.delete("content/tokyo/news/2026/cerita-1/index.id.md").build()
    assert search_files(clean) == search_files(tree)
    assert clean.output()["search/index.json"] == tree.output()["search/index.json"]


def test_common_words_list_only_the_documents_in_which_they_weigh_most(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [Text(f"a/{n}", "id", "judul", "", "kopi " * (1 + n % 3) + "teh " * n) for n in range(8)]
    whole = Client(files(texts))
    monkeypatch.setattr(listing, "MOST_LISTED", 5)
    monkeypatch.setattr(listing, "_LENGTH", whole.average)
    cut = Client(files(texts))
    scores = whole.word_scores("kopi")
    best = sorted(scores, key=lambda place: (scores[place], place), reverse=True)[:5]
    assert cut.word_scores("kopi").keys() == set(best)
    number, _ = cut._family(cut.segments[0], "t", "kopi")
    listed = sum(
        len(list(searchclient._read_positions(postings)))
        for segment in cut.segments
        for postings in cut._family(segment, "p", "kopi")[1].values()
    )
    assert (number, listed) == (8, 8)
