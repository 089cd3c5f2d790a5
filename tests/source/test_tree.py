"""The tree of content/: what a path says."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.model import Kind, Place, Register
from kawat.problems import Problem
from kawat.source.tree import MEDIA, place, printable, scan, slugify

LANGUAGES = {"portal": ("id", "en"), "tokyo": ("id", "ja", "en"), "beijing": ("id", "zh-Hans", "en")}


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("tokyo/news/2026/festival/index.id.md", (Kind.NEWS, 2026, "festival", "id", Register.FULL)),
        ("tokyo/news/2026/festival/index.ja.md", (Kind.NEWS, 2026, "festival", "ja", Register.FULL)),
        ("tokyo/news/2026/festival/index.id.simple.md", (Kind.NEWS, 2026, "festival", "id", Register.SIMPLE)),
        ("beijing/event/1999/a-1-b/index.zh-Hans.md", (Kind.EVENT, 1999, "a-1-b", "zh-Hans", Register.FULL)),
        ("portal/page/2026/index.id.md", (Kind.PAGE, 0, "2026", "id", Register.FULL)),
        ("portal/page/tentang/index.en.md", (Kind.PAGE, 0, "tentang", "en", Register.FULL)),
        ("portal/page/2026/tentang/index.en.md", (Kind.PAGE, 2026, "tentang", "en", Register.FULL)),
        (f"tokyo/press/2026/{'a' * 80}/index.id.md", (Kind.PRESS, 2026, "a" * 80, "id", Register.FULL)),
    ],
)
def test_a_text_is_told_by_its_path(path: str, meant: tuple[Kind, int, str, str, Register]) -> None:
    kind, year, slug, language, register = meant
    site = path.partition("/")[0]
    assert place(f"content/{path}", LANGUAGES) == Place(f"content/{path}", site, kind, year, slug, language, register)


@pytest.mark.parametrize("path", ["tokyo/news/lama.md", "tokyo/news/2019/05/Tulisan Lama.md", "tokyo/news/index.md"])
def test_any_other_name_below_news_is_an_old_post(path: str) -> None:
    assert place(f"content/{path}", LANGUAGES) == Place(f"content/{path}", "tokyo", Kind.NEWS, post=True)


@pytest.mark.parametrize("path", ["tokyo/news/2026/a/foto.jpg", "tokyo/news/2026/a/FOTO.JPG", "foto.png", "x/y.vtt"])
def test_media_belong_to_their_texts(path: str) -> None:
    assert place(f"content/{path}", LANGUAGES) is None


PROPOSAL = "a" * 80


@pytest.mark.parametrize(
    ("path", "code", "about"),
    [
        ("README.md", "K001", {}),
        ("tokyo/README.md", "K001", {}),
        ("tokyo/story/lama.md", "K001", {}),
        ("tokyo/news/festival/index.id.md", "K001", {}),
        ("tokyo/news/26/festival/index.id.md", "K001", {}),
        ("tokyo/news/2126/festival/index.id.md", "K001", {}),
        ("tokyo/news/2026/11/festival/index.id.md", "K001", {}),
        ("portal/page/a/b/index.id.md", "K001", {}),
        ("portal/page/index.id.md", "K001", {}),
        ("tokoy/news/2026/a/index.id.md", "K002", {"value": "tokoy", "suggestion": "tokyo"}),
        ("_/news/2026/a/index.id.md", "K002", {"value": "_"}),
        ("tokyo/newss/2026/a/index.id.md", "K003", {"value": "newss", "suggestion": "news", "known": ", ".join(Kind)}),
        ("tokyo/News/2026/a/index.id.md", "K003", {"value": "News", "suggestion": "news", "known": ", ".join(Kind)}),
        ("tokyo/news/2026/Festival_Ä/index.id.md", "K004", {"value": "Festival_Ä", "proposal": "festival-a"}),
        ("tokyo/news/2026/a--b/index.id.md", "K004", {"value": "a--b", "proposal": "a-b"}),
        ("tokyo/news/2026/祭り/index.id.md", "K004", {"value": "祭り", "proposal": "ji-ri"}),
        (f"tokyo/news/2026/{'a' * 81}/index.id.md", "K004", {"value": PROPOSAL, "proposal": PROPOSAL}),
        ("portal/news/2026/a/index.ja.md", "K005", {"site": "portal", "value": "ja", "known": "id, en"}),
        ("tokyo/news/2026/a/index.ID.md", "K005", {"site": "tokyo", "value": "ID", "known": "id, ja, en"}),
        ("tokyo/news/2026/a/gambar.svg", "K064", {"known": ", ".join(MEDIA)}),
        ("tokyo/news/2026/a/index.id.MD", "K064", {"known": ", ".join(MEDIA)}),
        ("tokyo/news/2026/a/Makefile", "K064", {"known": ", ".join(MEDIA)}),
    ],
)
def test_what_lies_in_no_place_is_told_so(path: str, code: str, about: dict[str, str]) -> None:
    found = place(f"content/{path}", LANGUAGES)
    assert isinstance(found, Problem)
    assert (found.file, found.code, dict(found.about)) == (f"content/{path}", code, about)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a\n::error::b.md", r"a\n::error::b.md"), ("a\x1b[2J.md", r"a\x1b[2J.md"), ("\udcff.md", r"\udcff.md")],
)
def test_a_name_that_cannot_be_shown_is_refused_and_shown_escaped(name: str, shown: str) -> None:
    found = place(f"content/tokyo/news/{name}", LANGUAGES)
    assert isinstance(found, Problem)
    assert (found.file, found.code) == (f"content/tokyo/news/{shown}", "K001")


@given(st.text(alphabet="abz019-_./ ÄA\nid", max_size=60))
def test_whatever_a_path_is_its_slug_is_fit_for_an_address(rest: str) -> None:
    found = place(f"content/tokyo/news/2026/{rest}/index.id.md", LANGUAGES)
    if isinstance(found, Place) and not found.post:
        assert 0 < len(found.slug) <= 80 and set(found.slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Festival Indonesia di Tokyo", "festival-indonesia-di-tokyo"),
        ("  Kopi & Teh — 100%!  ", "kopi-teh-100"),
        ("東京の祭り", "dong-jing-noji-ri"),
        ("???", "tanpa-judul"),
        ("LPT1", "lpt1-1"),
        ("", "tanpa-judul"),
        ("a" * 79 + " b", "a" * 79),
    ],
)
def test_words_become_a_part_of_an_address(words: str, slug: str) -> None:
    assert slugify(words) == slug


@given(st.text(max_size=200))
def test_every_slug_is_fit_for_an_address(words: str) -> None:
    slug = slugify(words)
    assert place(f"content/tokyo/news/2026/{slug}/index.id.md", LANGUAGES) == Place(
        f"content/tokyo/news/2026/{slug}/index.id.md", "tokyo", Kind.NEWS, 2026, slug, "id"
    )


def test_files_are_found_in_the_order_of_their_paths_and_hidden_ones_are_not(tmp_path: Path) -> None:
    for name in ("b/2.md", "b/1.md", "a.md", ".git/x.md", "b/.hidden", "b/~lock.md", "b/old.md~"):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert [entry.path for entry in scan(str(tmp_path))] == ["content/a.md", "content/b/1.md", "content/b/2.md"]


def test_links_are_seen_but_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/secret.md").write_text("x")
    (tmp_path / "content").mkdir()
    os.symlink(tmp_path / "elsewhere", tmp_path / "content/folder")
    os.symlink(tmp_path / "elsewhere/secret.md", tmp_path / "content/text.md")
    os.symlink("nowhere", tmp_path / "content/void.md")
    os.mkfifo(tmp_path / "content/pipe.md")
    assert [(entry.path, entry.link) for entry in scan(str(tmp_path))] == [
        ("content/folder", True),
        ("content/pipe.md", True),
        ("content/text.md", True),
        ("content/void.md", True),
    ]


def test_a_tree_without_content_holds_nothing(tmp_path: Path) -> None:
    assert list(scan(str(tmp_path))) == []


def test_a_printable_path_is_shown_as_it_is() -> None:
    assert printable("content/tokyo/news/Tulisan “lama” 祭.md") == "content/tokyo/news/Tulisan “lama” 祭.md"
