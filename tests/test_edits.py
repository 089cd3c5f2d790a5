"""Edits of bodies and templates take a short road to where the long one leads; anything else takes the long one."""

import contextlib
import mmap
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from catalogues import png
from conftest import NETWORK, NOW, PROJECT, Tree, text

from kawat import edits, rework
from kawat.edits import Edited
from kawat.orders import Built
from kawat.reader import Reader
from kawat.recollection import Recollection
from kawat.source import census
from kawat.workshop import Workshop

FESTIVAL = "content/tokyo/news/2026/festival/index.id.md"
PANEN = "content/tokyo/news/2026/panen/index.id.md"
FILES: dict[str, str | bytes] = {
    FESTIVAL: text("Festival", summary="Ringkas", topics="[budaya]", crosspost="{to: [osaka]}", countries="[JP]",
                   body="Lihat [panen](../panen/).\n\n![P](p.png)"),
    FESTIVAL.replace("id.md", "ja.md"): text("祭り", date=None, summary="要約", body="本文。"),  # type: ignore[arg-type]
    FESTIVAL.replace("index.id.md", "p.png"): png("red"),
    PANEN: text("Panen", "2026-10-01 09:00", summary="Ringkas", topics="[budaya]", provinces="[ID-JI]"),
    "content/portal/press/2026/siaran/index.id.md": text("Siaran", summary="Ringkas", crosspost="{to: [all]}"),
    "content/cairo/event/2026/pameran/index.id.md": text("Pameran", summary="Ringkas", start="2026-12-01 09:00"),
    "content/cairo/advisory/2026/waspada/index.id.md": text("Waspada", summary="Ringkas", country="EG", level="2"),
    "content/cairo/news/2026/nanti/index.id.md": text("Nanti", "2026-12-01 09:00", summary="Ringkas"),
    "content/cairo/salah.md": "tidak di tempatnya",
}  # fmt: skip


@pytest.fixture
def built(tree: Tree) -> Tree:
    """A tree of many kinds, built."""
    tree.write(FILES).build()
    return tree


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Callable[[Tree], Edited | None]:
    """Build a tree and tell what came of the short road: None where the long one was taken."""
    told: list[Edited | None] = []
    attempt = edits.attempt

    def noting(*arguments: object) -> Edited | None:
        told.append(attempt(*arguments))  # type: ignore[arg-type]
        return told[-1]

    monkeypatch.setattr(edits, "attempt", noting)

    def build(tree: Tree) -> Edited | None:
        tree.build()
        return told[-1]

    return build


def clean(tree: Tree, beside: Path) -> dict[str, bytes]:
    """Build the same tree where nothing is known but the history of addresses, and return the output."""
    other = Tree(tree.root, beside / "clean", tree.now, {"cache": str(beside / "cache")})
    other.build()
    return other.output()


def more(path: str, tree: Tree) -> dict[str, str]:
    return {path: (tree.root / path).read_text("utf-8") + "\nSatu kalimat lagi.\n"}


def test_an_edited_body_is_read_and_what_shows_it_is_made_and_nothing_else(
    built: Tree, short: Callable[[Tree], Edited | None], tmp_path: Path
) -> None:
    for path in [path for path in FILES if path.endswith("index.id.md")]:
        edited = short(built.write(more(path, built)))
        assert edited is not None
        assert dict(edited.counts)["texts parsed"] == 1 and dict(edited.counts)["media files probed"] == 0
        assert {one.why for one in edited.verdicts} <= {
            f"changed: {of}" for of in ("text", "words", "documents", "segments")
        }
        assert bool(edited.written) == ("nanti" not in path)
    assert built.output() == clean(built, tmp_path)


@pytest.mark.parametrize("lost", ["nobody", "who compares", "who revises the index", "who makes half of its files"])
def test_of_many_stories_processes_beside_ask_and_read_and_what_is_lost_with_one_is_done_again(
    built: Tree, short: Callable[[Tree], Edited | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lost: str
) -> None:
    monkeypatch.setattr(edits, "_MANY", 0)
    monkeypatch.setattr(edits, "_EACH", 3)
    monkeypatch.setattr(rework, "_MANY_FILES", 0)
    here, read = os.getpid(), list[bool]()

    def dying(work: Callable[..., object]) -> Callable[..., object]:
        return lambda *about, **more: work(*about, **more) if os.getpid() == here else os._exit(1)

    if lost == "who compares":
        monkeypatch.setattr(census, "compare", dying(census.compare))
    elif lost == "who revises the index":
        monkeypatch.setattr(rework, "replan", dying(rework.replan))
    elif lost == "who makes half of its files":
        make = Workshop.make

        def dying_there(self: Workshop, *of: Any, **more: Any) -> Any:
            return make(self, *of, **more) if here in (os.getpid(), os.getppid()) else os._exit(1)

        monkeypatch.setattr(Workshop, "make", dying_there)
    take = Reader.texts

    def noting(self: Reader, *of: Any) -> Any:
        read.append(bool(self._ahead))
        return take(self, *of)

    monkeypatch.setattr(Reader, "texts", noting)
    for written in more(PANEN, built), more(FESTIVAL, built) | more(FESTIVAL.replace("id.md", "ja.md"), built):
        edited = short(built.write(written))
        assert edited and edited.written and dict(edited.counts)["texts parsed"] == len(written)
    assert short(built) and read == [lost != "who compares"] * 2
    assert built.output() == clean(built, tmp_path)


def test_a_file_of_the_index_that_decayed_unseen_is_no_part_of_what_follows(
    built: Tree, short: Callable[[Tree], Edited | None], tmp_path: Path
) -> None:
    decayed = [path for path in built.dest.glob("search/*/t*.txt") if path.stat().st_size > 1]
    for path in decayed:
        looked = path.stat()
        path.write_bytes(b"\n" + b"?" * (looked.st_size - 2) + b"\n")
        os.utime(path, ns=(looked.st_atime_ns, looked.st_mtime_ns))
    edited = short(built.write(more(PANEN, built)))
    assert edited is not None
    mended = {path.relative_to(built.dest).as_posix() for path in decayed} & {*edited.written}
    assert mended
    expected = clean(built, tmp_path)
    assert {path: built.output()[path] for path in mended} == {path: expected[path] for path in mended}


def test_one_edit_after_another_and_a_title_between_them_lead_to_the_same(
    built: Tree, short: Callable[[Tree], Edited | None], tmp_path: Path
) -> None:
    assert short(built.write(more(FESTIVAL, built)))
    assert short(built.write(more(FESTIVAL, built) | more(PANEN, built)))
    assert short(built.write({PANEN: text("Panen raya", "2026-10-01 09:00", summary="Ringkas")})) is None
    assert short(built.write(more(PANEN, built)))
    assert short(built.write(more(FESTIVAL.replace("id.md", "ja.md"), built)))
    assert built.output() == clean(built, tmp_path)


def test_of_a_tree_that_is_watched_only_what_was_touched_is_read_until_it_is_calm(
    built: Tree, short: Callable[[Tree], Edited | None], tmp_path: Path
) -> None:
    built.write(more(FESTIVAL, built) | more(PANEN, built))
    found = []
    for touched in ({PANEN}, None):
        built.options["touched"] = touched
        edited = short(built)
        assert edited is not None
        found.append(
            (dict(edited.counts)["texts parsed"], {text for one in edited.verdicts for text in one.output.texts})
        )
    assert [parsed for parsed, _ in found] == [1, 1]
    assert PANEN in found[0][1] and FESTIVAL in found[1][1]
    assert built.output() == clean(built, tmp_path)


def test_of_the_stories_beside_an_edited_one_in_its_feeds_none_is_looked_at(
    tree: Tree, short: Callable[[Tree], Edited | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stories = {
        f"content/tokyo/news/2026/cerita-{day:02}/index.id.md": text(
            f"Cerita {day}", f"2026-10-{day:02} 08:00", f"K{day}"
        )
        for day in range(1, 26)
    }
    tree.write(stories).build()
    asked = mmap.mmap(-1, len(stories))  # also by the process that revises the search index
    article = Recollection.article
    monkeypatch.setattr(
        Recollection, "article", lambda self, number: (asked.__setitem__(number, 1), article(self, number))[1]
    )
    for day, looked_at in (25, {24}), (8, {4, 5, 6, 7}):  # and those whose cards the search has in the same file
        asked[:] = bytes(len(stories))
        edited = short(tree.write(more(f"content/tokyo/news/2026/cerita-{day:02}/index.id.md", tree)))
        assert edited and sum(one.output.recipe == "feed" for one in edited.verdicts) >= 4
        assert {number for number, one in enumerate(asked[:]) if one} == looked_at
    assert tree.output() == clean(tree, tmp_path)


@pytest.mark.parametrize(
    "part", ["about", "census", "noted", "registry", "texts %", "story %", "homes ", "ids %", "closures"]
)
def test_of_a_damaged_snapshot_nothing_is_needed(built: Tree, part: str, tmp_path: Path) -> None:
    (snapshot,) = (built.root / ".cache").glob("snapshot-*.sqlite")
    with contextlib.closing(sqlite3.connect(snapshot)) as store, store:
        assert store.execute("UPDATE parts SET data = CAST(data || 'x' AS BLOB) WHERE key LIKE ?", (part,)).rowcount
    built.build()
    built.write(more(FESTIVAL, built)).build()
    assert built.output() == clean(built, tmp_path)


def test_where_it_is_not_there_what_feeds_are_joined_from_is_worked_out_anew(
    built: Tree, short: Callable[[Tree], Edited | None], tmp_path: Path
) -> None:
    (snapshot,) = (built.root / ".cache").glob("snapshot-*.sqlite")
    with contextlib.closing(sqlite3.connect(snapshot)) as store, store:
        assert store.execute("DELETE FROM parts WHERE key LIKE 'feed %'").rowcount > 10
    assert short(built.write(more(FESTIVAL, built)))
    assert short(built.write(more(FESTIVAL, built)))
    assert built.output() == clean(built, tmp_path)


def test_without_changes_nothing_is_read_parsed_or_made(built: Tree, short: Callable[[Tree], Edited | None]) -> None:
    short(built)  # files that were just written are not trusted the first time
    for path in built.root.rglob("*"):
        os.utime(path, ns=(1, 1))
    short(built)
    edited = short(built)
    assert edited and (edited.written, edited.verdicts) == ((), ())
    assert dict(edited.counts)["texts parsed"] == 0


@pytest.fixture
def themed(tree: Tree) -> Tree:
    """The same with a theme of its own, with two short catalogues, and with a story that is gone and one that moved."""
    shutil.copytree(PROJECT / "theme", tree.root / "theme", ignore=shutil.ignore_patterns("[!ij][!da]*.po"))
    gone = {PANEN.replace("panen", name): text(name) for name in ("pergi", "pindah")}
    tree.write({**FILES, **gone}).build()
    tree.write({PANEN.replace("panen", "pergi"): text("pergi", status="removed", reason="Keliru")})
    tree.write({PANEN.replace("panen", "tiba"): text("pindah", id="tokyo/news/2026/pindah")})
    tree.delete(PANEN.replace("panen", "pindah")).build()
    return tree


def template(tree: Tree, name: str) -> dict[str, str]:
    """A template that says something more."""
    said = (tree.root / "theme" / "templates" / name).read_text("utf-8")
    return {f"theme/templates/{name}": said.replace("{% endblock %}", "<!-- sunting -->{% endblock %}") + "<!-- -->"}


def planned_anew(tree: Tree) -> Built:
    """Build with what is known of the outputs, but without what makes the road short."""
    for snapshot in (tree.root / ".cache").glob("snapshot-*"):
        snapshot.unlink()
    return tree.build()


def test_with_an_edited_template_its_pages_are_made_and_no_text_is_read(
    themed: Tree, short: Callable[[Tree], Edited | None]
) -> None:
    edited = short(themed.write(template(themed, "article.html")))
    assert edited and dict(edited.counts)["texts parsed"] == 0
    articles = [path for path in themed.output() if path.endswith("/index.html") and "/2026/" in path]
    told = {(one.output.recipe, one.why) for one in edited.verdicts}
    assert told == {("article", "changed: template")}
    assert list(edited.written) == [path for path in articles if b"<!-- sunting -->" in themed.output()[path]]
    assert len(edited.written) == 12
    long = planned_anew(themed)
    assert (long.verdicts, long.written, long.gone) == ((), (), ())


def test_every_page_that_a_template_reaches_is_made_as_the_long_road_makes_it(
    themed: Tree, short: Callable[[Tree], Edited | None], tmp_path: Path
) -> None:
    edited = short(themed.write({**template(themed, "base.html"), **template(themed, "redirect.html")}))
    assert edited
    assert {one.output.recipe for one in edited.verdicts} >= {
        "redirect",
        "tombstone",
        "portal",
        "search_page",
        "topics",
    }
    long = planned_anew(themed)
    assert (long.verdicts, long.written) == ((), ())
    afresh = Tree(themed.root, tmp_path / "afresh", themed.now, {"cache": str(tmp_path / "cache")})
    shutil.copytree(themed.dest, afresh.dest)
    assert afresh.build().written == () and len(afresh.build(allow_removal=True).verdicts) == 0


def test_bodies_and_templates_are_edited_together_and_one_after_another(
    themed: Tree, short: Callable[[Tree], Edited | None]
) -> None:
    assert short(themed.write({**more(FESTIVAL, themed), **template(themed, "article.html")}))
    assert short(themed.write(more(PANEN, themed)))
    unused = short(themed.write({"theme/templates/unused.html": ""}))
    assert unused and (unused.verdicts, unused.written) == ((), ())
    assert short(themed.write({"theme/templates/unused.html": "", **template(themed, "feeds.html")}))
    assert short(themed.write(more(PANEN, themed)))
    assert planned_anew(themed).verdicts == ()


def test_an_edit_starts_without_what_it_does_not_use(built: Tree) -> None:
    """Most of what an edit takes is to start; each of these took several hundredths of it."""
    built.write(more(FESTIVAL, built))
    code = f"""import sys
from kawat import cli
status = cli.main(["build", "--root", {str(built.root)!r}, "--dest", {str(built.dest)!r}, "--now", {NOW.isoformat()!r}])
unused = {{"PIL.Image", "snowballstemmer", "urllib.request", "pelican", "markdown", "whoosh", "uharfbuzz"}}
unused |= {{"importlib.metadata", "Sastrawi"}}
unused |= {{f"kawat.publish.{{name}}" for name in ("outputs", "homes", "outletpages", "services.planning", "sitemaps")}}
print(status, sorted(unused & sys.modules.keys()))"""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "plugins")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "3 []", done.stderr


def test_a_short_build_says_what_the_long_one_said(built: Tree) -> None:
    def told(one: Built) -> tuple[object, ...]:
        return one.report.problems, one.total, one.sites, one.articles, one.due

    long = built.build(allow_removal=True)
    assert [one.code for one in long.report.problems] == ["K001"] and told(built.build()) == told(long)


def _title(tree: Tree) -> None:
    tree.write({PANEN: text("Lain", "2026-10-01 09:00", summary="Ringkas")})


def _first(tree: Tree) -> None:
    tree.write({PANEN: text("Panen", "2026-10-01 09:00", "[F](../festival/)", summary="Ringkas", countries="[FR]")})


def _gone(tree: Tree) -> None:
    tree.delete(PANEN)


def _broken(tree: Tree) -> None:
    tree.write({PANEN: "---\ntitle: [\n---\n"})


def _picture(tree: Tree) -> None:
    tree.write({FESTIVAL.replace("index.id.md", "p.png"): png("blue")})


def _mission(tree: Tree) -> None:
    tree.write({"missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "approvers: [a@example.org]\n"})


def _theme(tree: Tree) -> None:
    shutil.copytree(PROJECT / "theme", tree.root / "theme")
    (tree.root / "theme" / "static" / "kawat.css").write_text("p {}")


def _touched(tree: Tree) -> None:
    (tree.dest / "tokyo/id/news/2026/festival/index.html").write_text("diubah")


def _stray(tree: Tree) -> None:
    (tree.dest / "asing.html").write_text("asing")


def _elsewhere(tree: Tree) -> None:
    (tree.dest / "index.html").write_text("diubah")


def _manifest(tree: Tree) -> None:
    (tree.dest / "manifest.json").write_text((tree.dest / "manifest.json").read_text() + " ")


def _rewritten(tree: Tree) -> None:
    """Whoever wrote it anew, with whatever in it."""
    (tree.dest / "manifest.json").write_bytes((tree.dest / "manifest.json").read_bytes())


def _due(tree: Tree) -> None:
    tree.now = NOW + timedelta(days=40)


def _earlier(tree: Tree) -> None:
    tree.now = NOW - timedelta(days=1)


def _forgotten(tree: Tree) -> None:
    shutil.rmtree(tree.root / ".cache")


def test_the_long_road_is_taken_when_more_than_a_body_has_changed(
    built: Tree, short: Callable[[Tree], Edited | None]
) -> None:
    changes = (_title, _first, _broken, _picture, _mission, _theme, _touched, _manifest, _rewritten, _forgotten, _due)
    for change in (*changes, _earlier, _gone):
        built.write(more(FESTIVAL, built))
        change(built)
        assert short(built) is None, change.__name__
    # Now a link of it leads nowhere, and where that is may have changed with the body.
    assert short(built.write(more(FESTIVAL, built))) is None


@pytest.mark.parametrize("change", [_stray, _elsewhere])
def test_what_others_did_to_the_destination_is_seen_once_nothing_is_edited(
    built: Tree, short: Callable[[Tree], Edited | None], tmp_path: Path, change: Callable[[Tree], None]
) -> None:
    change(built)
    assert short(built.write(more(FESTIVAL, built)))  # what it makes is right, and it looks at nothing else
    assert short(built) is None
    assert built.output() == clean(built, tmp_path)


def test_an_edit_voids_an_approval_and_so_takes_the_long_road(
    built: Tree, short: Callable[[Tree], Edited | None]
) -> None:
    built.write({"missions/approvals/osaka.yaml": "tokyo/news/2026/festival: {digest: ab12, by: a@example.org}\n"})
    short(built)
    assert short(built.write(more(FESTIVAL, built))) is None
    assert short(built.write(more(PANEN, built)))


def test_what_an_order_asks_beyond_a_build_takes_the_long_road(built: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "attempt", lambda *arguments: pytest.fail("the short road"))
    built.build(sites=("tokyo",))
    built.build(allow_removal=True)
