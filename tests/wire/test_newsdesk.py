"""Outlets are asked, and what concerns us lies there as drafts; nothing else is changed by it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Tree, read_all, text
from outletserver import Outlet, serving

TYPE = {"Content-Type": "application/feed+json", "ETag": '"1"'}
BODY = (
    "Petani kopi di Malang mengirim dua ton biji kopi ke Osaka pada hari Senin setelah pertemuan dengan para pembeli "
    "dari Jepang yang difasilitasi oleh perwakilan Republik Indonesia di kota itu bulan lalu."
)


def feed(*items: dict[str, str]) -> bytes:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": items}).encode()


def story(number: int = 1, title: str = "Kopi *Malang* ke Osaka", words: str = BODY) -> dict[str, str]:
    return {
        "id": f"n{number}",
        "url": f"https://harian.example/{number}",
        "title": title,
        "summary": "Dua ton dari Surabaya.",
        "content_html": f"<p>{words}</p><p>1. <b>Butir</b> &lt;script&gt;</p>",
        "date_published": "2026-11-20T02:00:00Z",
    }


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with serving() as served:
        yield served


def network(tree: Tree, outlet: Outlet, license: str = "CC-BY-4.0") -> Tree:
    terms = f", license: {license}" if license else ""
    return tree.write(
        {"missions/_network/outlets.yaml": f"harian: {{name: Harian Contoh, feed: {outlet.url}/feed{terms}}}\n"}
    )


def fetched(tree: Tree, *more: str) -> tuple[int, str]:
    done = tree.run("wire", "fetch", "--local", "--lang", "en", "--now", "2026-11-22T05:00Z", *more)
    return done.returncode, done.stdout + done.stderr


def drafts(tree: Tree) -> dict[str, str]:
    found = read_all(tree.root / "content")
    return {path: data.decode() for path, data in found.items() if path.startswith("portal/wire/")}


def test_a_story_about_a_declared_place_becomes_a_draft_with_its_source(tree: Tree, outlet: Outlet) -> None:
    outlet.replies["/feed"] = (200, TYPE, feed(story(), story(2, "Cuaca besok", "Hujan.") | {"summary": "Hujan."}))
    status, said = fetched(network(tree, outlet))
    ((path, draft),) = drafts(tree).items()
    name = path.rpartition("/")[2]
    assert (status, said) == (
        0,
        f"harian: 1 draft, 1 other\n  draft: content/portal/wire/harian/{name} – Kopi *Malang* ke Osaka\n",
    )
    assert name.startswith("2026-11-20-kopi-malang-ke-osaka-")
    digest = name.removesuffix(".md").rpartition("-")[2]
    front, body = draft.split("---\n")[1:]
    lines = front.splitlines()
    assert lines[:5] == [
        'title: "Kopi *Malang* ke Osaka"',
        "date: 2026-11-20T02:00Z",
        'summary: "Dua ton dari Surabaya."',
        "provinces: [ID-JI]",
        "cities: [surabaya]",
    ]
    assert lines[5].startswith(
        'credit: {name: "Harian Contoh", url: "https://harian.example/1", license: "CC-BY-4.0", digest: "' + digest
    )
    assert lines[6] == "status: draft   # published, when an editor has read it"
    assert body == f"\n{BODY}\n\n1\\. Butir \\<script\\>\n"


def test_without_an_agreed_licence_only_the_headline_is_taken(tree: Tree, outlet: Outlet) -> None:
    outlet.replies["/feed"] = (200, TYPE, feed(story()))
    fetched(network(tree, outlet, license=""))
    (draft,) = drafts(tree).values()
    assert "Dua ton dari Surabaya." in draft and "Petani" not in draft and draft.endswith("---\n")


@pytest.mark.parametrize("etag", [True, False])
def test_a_second_time_adds_nothing(tree: Tree, outlet: Outlet, etag: bool) -> None:
    outlet.replies["/feed"] = (200, TYPE if etag else {}, feed(story()))
    fetched(network(tree, outlet))
    before = read_all(tree.root / "content")
    assert fetched(tree) == (0, "harian: nothing new\n" if etag else "harian: 1 known\n")
    assert read_all(tree.root / "content") == before


def test_a_draft_that_an_editor_threw_away_does_not_come_again(tree: Tree, outlet: Outlet) -> None:
    outlet.replies["/feed"] = (200, {}, feed(story()))
    fetched(network(tree, outlet))
    (path,) = drafts(tree)
    tree.delete(f"content/{path}")
    fetched(tree)
    assert drafts(tree) == {}


def test_without_the_cache_what_lies_in_the_tree_is_still_known(tree: Tree, outlet: Outlet) -> None:
    outlet.replies["/feed"] = (200, {}, feed(story()))
    fetched(network(tree, outlet))
    (tree.root / ".cache" / "wire.json").unlink()
    assert fetched(tree) == (0, "harian: 1 known\n")


def test_a_story_that_its_sender_changed_is_told_and_the_draft_stays(tree: Tree, outlet: Outlet) -> None:
    outlet.replies["/feed"] = (200, {}, feed(story()))
    fetched(network(tree, outlet))
    before = drafts(tree)
    outlet.replies["/feed"] = (200, {}, feed(story(words=BODY.replace("dua ton", "tiga ton"))))
    _, said = fetched(tree)
    assert "1 changed" in said and f"  changed: content/{next(iter(before))} – " in said
    assert drafts(tree) == before


def test_our_own_story_is_recognised_by_its_address_or_its_words(tree: Tree, outlet: Outlet) -> None:
    tree.write({"content/tokyo/news/2026/kopi/index.id.md": text(body=BODY)})
    again = story(2) | {"url": "https://kawat.example/tokyo/id/news/2026/kopi/", "content_html": ""}
    outlet.replies["/feed"] = (200, {}, feed(story(1, "Judul kami sendiri"), again))
    _, said = fetched(network(tree, outlet))
    assert said == (
        "harian: 2 ours\n  ours: tokyo/news/2026/kopi – Judul kami sendiri\n"
        "  ours: tokyo/news/2026/kopi – Kopi *Malang* ke Osaka\n"
    )
    assert drafts(tree) == {}


def test_a_dry_run_writes_nothing_and_remembers_nothing(tree: Tree, outlet: Outlet) -> None:
    outlet.replies["/feed"] = (200, TYPE, feed(story()))
    _, first = fetched(network(tree, outlet), "--dry-run")
    assert drafts(tree) == {} and fetched(tree)[1] == first and len(drafts(tree)) == 1


def test_an_outlet_that_fails_or_attacks_changes_nothing_and_the_others_are_read(tree: Tree, outlet: Outlet) -> None:
    outlet.replies["/feed"] = (200, {}, b'<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>')
    outlet.replies["/loop"] = (302, {"Location": "/loop"}, b"")
    outlet.replies["/good"] = (200, {}, feed(story()))
    outlets = {"harian": "feed", "kabar": "loop", "warta": "good"}
    lines = [f"{code}: {{name: {code}, feed: {outlet.url}/{path}}}" for code, path in outlets.items()]
    tree.write({"missions/_network/outlets.yaml": "\n".join([*lines, ""])})
    status, said = fetched(tree)
    assert status == 3
    assert "harian: cannot be read: the document declares a type" in said
    assert "kabar: cannot be read: more than 3 redirects" in said and "warta: 1 draft" in said
    assert len(drafts(tree)) == 1


def test_this_machine_is_asked_only_on_request(tree: Tree, outlet: Outlet) -> None:
    outlet.replies["/feed"] = (200, {}, feed(story()))
    done = network(tree, outlet).run("wire", "fetch", "--lang", "en")
    assert done.returncode == 3 and "not an address of the open Internet" in done.stdout and outlet.asked == []


def test_a_draft_is_never_published_until_an_editor_takes_it_and_says_so(tree: Tree, outlet: Outlet) -> None:
    outlet.replies["/feed"] = (200, {}, feed(story()))
    fetched(network(tree, outlet))
    assert not tree.build().report.problems and not any(b"Malang" in page for page in tree.output().values())
    (path,) = drafts(tree)
    taken = tree.run("wire", "take", f"content/{path}", "--site", "osaka").stdout.strip()
    assert taken == "content/osaka/news/2026/kopi-malang-ke-osaka/index.id.md" and drafts(tree) == {}
    assert not tree.build().report.problems and not any(b"Malang" in page for page in tree.output().values())
    file = tree.root / taken
    file.write_text(file.read_text("utf-8").replace("status: draft", "status: published"), "utf-8")
    assert not tree.build().report.problems
    page = tree.page("osaka/id/news/2026/kopi-malang-ke-osaka/")
    assert '<a href="https://harian.example/1" rel="external">Harian Contoh</a>' in page
    assert "Harian Contoh" in tree.page("osaka/feeds/news.xml")
    assert fetched(tree) == (0, "harian: 1 known\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["take"], "wants the path of one draft"),
        (["take", "content/portal/wire/x.md"], "is no draft"),
        (["take", "missions/portal.yaml"], "is no draft"),
        (["take", "content/portal/wire/x.md", "--site", "osakka"], 'did you mean "osaka"'),
        (["fetch", "haria"], 'there is no outlet "haria"; did you mean "harian"?'),
    ],
)
def test_a_command_that_makes_no_sense_says_why(tree: Tree, outlet: Outlet, words: list[str], said: str) -> None:
    done = network(tree, outlet).run("wire", *words)
    assert done.returncode == 2 and said in done.stderr, done.stderr


def test_no_outlets_is_no_mistake(tree: Tree, tmp_path: Path) -> None:
    done = tree.run("wire", "fetch", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "no outlets: missions/_network/outlets.yaml names none\n")
