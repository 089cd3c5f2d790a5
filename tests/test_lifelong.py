"""The life of a story as its readers see it: addresses, corrections, removals, over several builds."""

import json
import shutil

import pytest
from conftest import Tree, read_all, text

STORY = "content/tokyo/news/2026/festival/index.id.md"
ADDRESS = "tokyo/id/news/2026/festival/"
COPY = "osaka/id/from/tokyo/news/2026/festival/"
ID = "tokyo/news/2026/festival"
SENT = "{to: [osaka, portal]}"


def moved(tree: Tree, **fields: str) -> Tree:
    """The story's folder gets another name; its id stays."""
    shutil.rmtree(tree.root / "content/tokyo/news/2026/festival")
    return tree.write({STORY.replace("festival", "pesta"): text("Festival", id=ID, crosspost=SENT, **fields)})


def redirects(tree: Tree) -> dict[str, str]:
    """The `_redirects` file: from path to URL."""
    lines = (tree.dest / "_redirects").read_text("utf-8").splitlines()
    return {line.split()[0]: line.split()[1] for line in lines}


def test_a_renamed_story_is_found_at_every_address_it_had(tree: Tree) -> None:
    tree.write({STORY: text("Festival", crosspost=SENT)}).build()
    built = moved(tree).build()
    assert built.report.problems == ()
    new = "https://kawat.example/tokyo/id/news/2026/pesta/"
    assert f'content="0; url={new}"' in tree.page(ADDRESS)
    assert f'<link rel="canonical" href="{new}">' in tree.page(ADDRESS)
    assert redirects(tree) == {
        "/id/from/tokyo/news/2026/festival/": "https://kawat.example/id/from/tokyo/news/2026/pesta/",
        "/osaka/id/from/tokyo/news/2026/festival/": "https://kawat.example/osaka/id/from/tokyo/news/2026/pesta/",
        "/tokyo/id/news/2026/festival/": new,
    }
    nginx = (tree.dest / "redirects.map").read_text("utf-8")
    assert f"/tokyo/id/news/2026/festival/ {new};\n" in nginx


def test_a_story_that_moved_twice_is_one_hop_away(tree: Tree) -> None:
    tree.write({STORY: text("Festival")}).build()
    moved(tree).build()
    shutil.rmtree(tree.root / "content/tokyo/news/2026/pesta")
    tree.write({STORY.replace("festival", "perayaan"): text("Festival", id=ID)}).build()
    assert redirects(tree)["/tokyo/id/news/2026/festival/"].endswith("/perayaan/")
    assert redirects(tree)["/tokyo/id/news/2026/pesta/"].endswith("/perayaan/")


def test_an_alias_leads_to_the_story_and_is_never_forgotten(tree: Tree) -> None:
    tree.write({STORY: text(aliases="[/tokyo/lama/, /tokyo/berita.html]")}).build()
    assert tree.page("tokyo/lama/").count("https://kawat.example/tokyo/id/news/2026/festival/") >= 1
    assert (tree.dest / "tokyo/berita.html").is_file()
    tree.write({STORY: text()}).build()
    assert (tree.dest / "tokyo/berita.html").is_file() and (tree.dest / "tokyo/lama/index.html").is_file()


@pytest.mark.parametrize(
    "alias", ["/osaka/id/page/a/", "/tokyo/", "/tokyo/feeds/news.xml", "/tokyo/id/news/2026/lain/"]
)
def test_an_alias_never_takes_an_address_that_is_in_use_or_of_another_site(tree: Tree, alias: str) -> None:
    tree.write({"content/tokyo/news/2026/lain/index.id.md": text("Lain")})
    tree.write({"content/osaka/page/a/index.id.md": text("A")}).build()
    before = read_all(tree.dest)
    built = tree.write({STORY: text(aliases=f"[{alias}]")}).build()
    path = alias.strip("/") + ("/index.html" if alias.endswith("/") else "")
    assert {problem.code for problem in built.report.problems} <= {"K038", "K058"} and built.report.problems
    if path not in ("tokyo/index.html", "tokyo/feeds/news.xml"):  # these list the new story
        assert read_all(tree.dest).get(path) == before.get(path)
    assert b'http-equiv="refresh"' not in read_all(tree.dest)[path]


def test_a_removed_story_leaves_a_tombstone_wherever_it_ever_stood(tree: Tree) -> None:
    tree.write({STORY: text("Rahasia", crosspost=SENT)}).build()
    moved(tree).build()
    moved_again = STORY.replace("festival", "pesta")
    gone = text("Rahasia", id=ID, status="removed", reason="Acara batal.", body="Isi rahasia.")
    tree.write({moved_again: gone}).build()
    for address in (ADDRESS, COPY, "id/from/tokyo/news/2026/festival/", "tokyo/id/news/2026/pesta/"):
        assert "Acara batal." in tree.page(address), address
    assert not [path for path, data in tree.output().items() if b"ahasia" in data]
    (removed,) = json.loads((tree.dest / "removed.json").read_text("utf-8"))
    assert removed["id"] == ID and removed["reason"] == "Acara batal."
    assert f"https://kawat.example/{COPY}" in removed["urls"] and len(removed["urls"]) == 6


def test_a_copy_that_is_no_longer_wanted_leads_to_the_home(tree: Tree) -> None:
    tree.write({STORY: text(crosspost=SENT)}).build()
    tree.write({STORY: text()}).build()
    assert redirects(tree)[f"/{COPY}"] == f"https://kawat.example/{ADDRESS}"


def test_a_story_that_vanishes_without_a_word_is_an_error_until_it_is_insisted_on(tree: Tree) -> None:
    tree.write({STORY: text("Festival")}).build()
    tree.delete(STORY)
    built = tree.build()
    (problem,) = built.report.problems
    assert (problem.code, problem.file) == ("K057", f"content/{ID}")
    assert "tidak tersedia" in tree.page(ADDRESS) and "Festival" not in tree.page(ADDRESS)
    assert tree.build().written == ()
    built = tree.build(allow_removal=True)
    assert built.report.problems == () and f"{ADDRESS}index.html" in built.gone
    assert tree.build().report.problems == ()


def test_a_story_made_a_draft_again_shows_nothing_of_itself(tree: Tree) -> None:
    tree.write({STORY: text("Festival", body="Gamelan.")}).build()
    built = tree.write({STORY: text("Festival", body="Gamelan.", status="draft")}).build()
    assert [problem.code for problem in built.report.problems] == ["K057"]
    assert not [path for path, data in tree.output().items() if b"Gamelan" in data or b"Festival" in data]


def test_a_broken_file_has_one_problem_and_its_address_a_notice(tree: Tree) -> None:
    tree.write({STORY: text("Festival")}).build()
    built = tree.write({STORY: "tanpa kepala"}).build()
    assert [problem.code for problem in built.report.problems] == ["K020"]
    assert "tidak tersedia" in tree.page(ADDRESS)
    tree.write({STORY: text("Festival")}).build()
    assert "<h1" in tree.page(ADDRESS) and "Festival" in tree.page(ADDRESS)


def test_an_expired_story_says_so_and_is_no_error(tree: Tree) -> None:
    tree.write({STORY: text("Festival", expires="2026-11-23 00:00")}).build()
    tree.now = tree.now.replace(month=12)
    built = tree.build()
    assert built.report.problems == ()
    assert "berakhir" in tree.page(ADDRESS) and "Festival" not in tree.page(ADDRESS)


def test_a_clean_build_that_knows_the_past_gives_the_same_bytes(tree: Tree) -> None:
    tree.write({STORY: text("Festival", crosspost=SENT, aliases="[/tokyo/lama/]")}).build()
    before = (tree.dest / "manifest.json").read_bytes()
    moved(tree).build()
    incremental = read_all(tree.dest)
    shutil.rmtree(tree.dest)
    shutil.rmtree(tree.root / ".cache")
    tree.dest.mkdir()
    (tree.dest / "manifest.json").write_bytes(before)
    tree.build()
    assert read_all(tree.dest) == incremental
