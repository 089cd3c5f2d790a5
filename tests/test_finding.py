"""Editors' search: `tasks.py search` and `check --similar`."""

import os
import stat

import pytest
from conftest import Tree, text

STORY = "content/tokyo/news/2026/festival/index.id.md"
COPY = "content/cairo/news/2026/salinan/index.id.md"
BODY = "Warga menanam padi bersama para petani. Penari dari Surabaya menutup acara di taman kota pada hari Minggu."
TEXTS = {
    STORY: text("Festival Indonesia", summary="Gamelan di taman.", topics="[budaya]", tags="[gamelan]", body=BODY),
    "content/tokyo/news/2026/festival/index.en.md": text("Indonesian festival", date=None, body="They were running."),
    "content/osaka/event/2026/pameran/index.id.md": text("Pameran tanaman", "2026-10-02", start="2026-12-01"),
    "content/cairo/news/2026/konsep/index.id.md": text("Konsep festival", "2026-09-03", status="draft"),
    COPY: text("Pesta panen", "2026-08-04", body=BODY + " Lalu hujan turun."),
}


@pytest.fixture
def found(tree: Tree, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A tree of texts; its index lies in a folder of this test's own."""
    tree.write(TEXTS)
    return tree


def ask(tree: Tree, *argv: str) -> list[str]:
    """Return what a command prints: the first word of each line."""
    asked = tree.run(*argv, XDG_CACHE_HOME=str(tree.root.parent / "xdg"))
    assert asked.returncode == 0, asked.stderr
    return asked.stdout.splitlines()


def slugs(tree: Tree, words: str) -> list[str]:
    return sorted(line.split("/")[4] + "." + line.split("/")[5].split(".")[1] for line in ask(tree, "search", words))


def test_editors_find_texts_in_whooshs_query_language_and_see_changes_at_once(found: Tree) -> None:
    asked = {
        "tanam": ["festival.id", "pameran.id", "salinan.id"],
        "run": ["festival.en"],
        "festival": ["festival.en", "festival.id", "konsep.id"],
        "festival AND NOT gamelan": ["festival.en", "konsep.id"],
        "festival NOT lang:en": ["festival.id", "konsep.id"],
        '"para petani"': ["festival.id", "salinan.id"],
        '"petani para"': [],
        "title:pameran site:osaka kind:event": ["pameran.id"],
        "status:draft": ["konsep.id"],
        "tags:gamelan lang:id": ["festival.id"],
        "festi* lang:en": ["festival.en"],
        "date:[20260801 TO 20260930]": ["konsep.id", "salinan.id"],
        "(((": [],
    }
    assert {words: slugs(found, words) for words in asked} == asked
    found.write({STORY: text("Festival Indonesia", body="Batal.")}).delete(COPY)
    assert slugs(found, "tanam") == ["pameran.id"]
    assert ask(found, "search", "title:konsep") == [
        "content/cairo/news/2026/konsep/index.id.md: Konsep festival (2026-09-03, draft)"
    ]
    folder = found.root.parent / "xdg" / "kawat"
    assert stat.S_IMODE(os.stat(next(folder.iterdir())).st_mode) == 0o700
    assert not list((found.root / ".cache").glob("search*"))
    next(folder.iterdir()).chmod(0o777)
    refused = found.run("search", "tanam", XDG_CACHE_HOME=str(folder.parent))
    assert (refused.returncode, "could be written by others" in refused.stderr) == (2, True)


def test_similar_texts_are_named_with_how_much_is_the_same(found: Tree) -> None:
    first, *others = ask(found, "check", "--similar", "tokyo/news/2026/festival")
    assert first == " 74%  content/cairo/news/2026/salinan/index.id.md: Pesta panen (2026-08-04)"
    assert all(line.startswith("  0%") and "tokyo/news/2026/festival" not in line for line in others)


def test_without_a_path_all_texts_that_say_the_same_are_named_in_pairs(found: Tree) -> None:
    assert ask(found, "check", "--similar") == [f" 74%  {COPY}  {STORY}"]
