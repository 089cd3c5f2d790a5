"""The life of a story as its readers see it: addresses, corrections, removals, over several builds."""

import io
import json
import shutil

import pytest
from conftest import Tree, read_all, text
from PIL import Image

from kawat.problems import KawatError
from kawat.terminal import as_text

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
        "/tokyo/id/news/2026/festival/festival.txt": new,
        "/tokyo/id/news/2026/festival/festival.zip": new,
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
    assert f"https://kawat.example/{COPY}" in removed["urls"] and len(removed["urls"]) == 10  # four: kits


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
    assert as_text(problem) == (
        f'content/{ID}: K057 the published story "{ID}" would vanish without a trace\n'
        "    bring its file back with status: removed and a reason; where its folder was renamed, "
        f"give it id: {ID}; --allow-removal forgets it"
    )
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


def test_a_story_that_begins_anew_under_another_id_may_name_its_former_address(tree: Tree) -> None:
    tree.write({STORY: text("Festival", crosspost=SENT)}).build()
    tree.delete(STORY)
    built = tree.write({STORY.replace("festival", "pesta"): text("Pesta", aliases=f"[/{ADDRESS}]")}).build()
    assert built.report.problems == ()
    assert redirects(tree)[f"/{ADDRESS}"] == "https://kawat.example/tokyo/id/news/2026/pesta/"
    assert redirects(tree)[f"/{COPY}"] == "https://kawat.example/tokyo/id/news/2026/pesta/"


def test_the_stories_of_a_closed_mission_stay_and_say_who_took_over(tree: Tree) -> None:
    closed = (tree.root / "missions/osaka.yaml").read_text() + "status: closed\nsuccessor: tokyo\n"
    story = "content/osaka/news/2026/a/index.id.md"
    tree.write({story: text("Festival")}).build()
    built = tree.write({"missions/osaka.yaml": closed}).build()
    assert built.report.problems == ()
    for address in ("osaka/", "osaka/id/news/2026/a/"):
        assert "ditutup" in tree.page(address) and "KBRI Tokyo" in tree.page(address), address


def test_a_history_that_cannot_be_read_is_not_overwritten(tree: Tree) -> None:
    tree.write({STORY: text("Festival")}).build()
    (tree.dest / "manifest.json").write_bytes(b'{"files"')
    before = read_all(tree.dest)
    with pytest.raises(KawatError, match="cannot be read: put the last good one back"):
        tree.build()
    assert read_all(tree.dest) == before


def test_another_picture_under_the_same_name_wants_another_approval(tree: Tree) -> None:
    more = "approvers: [s@osaka.example]\nsubscribe: [{from: [tokyo], approve: required}]\n"
    tree.write({"missions/osaka.yaml": (tree.root / "missions/osaka.yaml").read_text() + more})
    pictured = {"image": "a.png", "image_alt": "Gong"}
    tree.write({STORY: text("Festival", **pictured), STORY.replace("index.id.md", "a.png"): png("red")})
    tree.run("approve", "osaka", ID, "--by", "s@osaka.example")
    assert tree.run("inbox", "osaka").stdout == ""
    tree.write({STORY.replace("index.id.md", "a.png"): png("blue")})
    assert "approved before it was edited" in tree.run("inbox", "osaka").stdout


def test_other_words_for_a_target_are_of_one_language(tree: Tree) -> None:
    sent = "{to: [osaka], override: {osaka: {title: Judul Osaka}}}"
    tree.write({STORY: text("Judul", crosspost=sent), STORY.replace(".id.", ".en."): "---\ntitle: Title\n---\nText.\n"})
    tree.build()
    assert "Judul Osaka" in tree.page(COPY)
    english = tree.page("osaka/en/from/tokyo/news/2026/festival/")
    assert "Title" in english and "Judul Osaka" not in english


def test_a_retraction_reaches_the_feeds_and_is_forgotten_after_thirty_days(tree: Tree) -> None:
    tree.write({STORY: text("Festival", date="2025-01-01 09:00")}).build()
    tree.run("retract", ID, "--reason", "Acara batal.", "--keep", "--now", "2026-11-22T00:00Z")
    built = tree.build()
    feed = (tree.dest / "tokyo/feeds/news.xml").read_text("utf-8")
    assert "<title>DICABUT: Festival</title>" in feed and "Acara batal." in feed and f"2026:{ID}</guid>" in feed
    assert built.due is not None and built.due.isoformat() == "2026-12-22T00:00:00+00:00"
    tree.now = built.due
    tree.build()
    assert "<item>" not in (tree.dest / "tokyo/feeds/news.xml").read_text("utf-8")


def png(colour: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(made, "PNG")
    return made.getvalue()
