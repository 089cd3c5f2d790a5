"""Feeds over HTTP, from a real nginx: what a reader that asks again is answered, and what a newsreader makes of it."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from conftest import Tree, text
from webservers import Web, serving

from kawat.publish import headers

STORY = "content/tokyo/news/2026/festival/index.id.md"
NEWS = "/tokyo/feeds/news.xml"
CHANGED = datetime(2026, 11, 5, tzinfo=UTC)


@pytest.fixture
def web(tree: Tree, tmp_path: Path) -> Iterator[Web]:
    """The destination of the small tree, which must be built by then."""
    tree.write({STORY: text("Festival", body="Satu.", updated="2026-11-05 09:00")}).build()
    with serving("nginx", tree.dest, tmp_path / "work", headers.nginx()) as found:
        yield found


def test_a_feed_bears_the_time_of_its_newest_change_and_is_sent_again_only_when_it_changes(
    tree: Tree, make_tree: Callable[[str], Tree], web: Web
) -> None:
    status, told, body = web.ask(NEWS)
    assert (status, parsedate_to_datetime(told["last-modified"]), told["content-type"]) == (
        200, CHANGED, "application/rss+xml",
    )  # fmt: skip
    assert web.ask(NEWS, If_None_Match=told["etag"])[0] == 304
    assert web.ask(NEWS, If_Modified_Since=told["last-modified"])[0] == 304

    tree.write({"content/osaka/news/2026/lain/index.id.md": text()}).build()
    assert web.ask(NEWS, If_None_Match=told["etag"])[0] == 304, "another mission's story does not concern it"

    # The same number of bytes, and no word of when it was changed.
    tree.write({STORY: text("Festival", body="Tiga.", updated="2026-11-05 09:00")}).build()
    status, later, changed = web.ask(NEWS, If_None_Match=told["etag"])
    assert (status, len(changed), b"Tiga." in changed) == (200, len(body), True)
    assert later["etag"] != told["etag"]
    assert web.ask(NEWS, If_Modified_Since=told["last-modified"])[0] == 200
    assert web.ask(NEWS, If_None_Match=later["etag"])[0] == 304


def test_times_are_those_of_the_content_whoever_builds_and_the_ledger_agrees(
    tree: Tree, make_tree: Callable[[str], Tree]
) -> None:
    files: dict[str, str | bytes] = {STORY: text(updated="2026-11-05 09:00")}
    other = make_tree("other")
    for one in (tree, other):
        one.write(files).build()
    paths = sorted(path.relative_to(tree.dest) for path in tree.dest.rglob("feeds/**/*") if path.is_file())
    feeds = [path for path in paths if path.suffix not in {".opml", ".html"}]
    assert len(feeds) > 20
    times = [os.stat(one.dest / path).st_mtime for one in (tree, other) for path in feeds]
    assert times[: len(feeds)] == times[len(feeds) :]
    at = {path: os.stat(tree.dest / path).st_mtime for path in feeds}
    assert at[Path("tokyo/feeds/news.xml")] == CHANGED.timestamp()
    assert at[Path("cairo/feeds/news.xml")] == datetime(2026, 1, 1, tzinfo=UTC).timestamp(), "an empty one"
    again = tree.build()
    assert (again.verdicts, again.written) == ((), ())


# ---------------------------------------------------------------- a newsreader


@pytest.fixture
def newsreader(web: Web, tmp_path: Path) -> Callable[[], dict[str, tuple[str, str, bool]]]:
    """Debian's newsboat, subscribed to two missions; asks again and returns what it holds.

    By guid: title, text, and whether it has not been read; everything is marked as read after each time.
    """
    program = shutil.which("newsboat")
    if program is None:
        pytest.skip("no newsreader here: install Debian's `newsboat`")
    folder = tmp_path / "newsboat"
    folder.mkdir()
    urls = "".join(f"{web.url}/{path}\n" for path in ("tokyo/feeds/news.xml", "osaka/feeds/news.xml"))
    (folder / "urls").write_text(urls, "utf-8")
    (folder / "config").write_text("reload-threads 1\ndownload-retries 1\n", "utf-8")
    files = {"url": "urls", "config": "config", "cache": "cache.db"}
    command = [program, *(f"--{name}-file={folder / kept}" for name, kept in files.items()), "--execute=reload"]

    def ask() -> dict[str, tuple[str, str, bool]]:
        environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
        subprocess.run(command, env=environment, check=True, timeout=120, capture_output=True)
        with contextlib.closing(sqlite3.connect(folder / "cache.db")) as store, store:
            rows = store.execute("SELECT guid, title, content, unread FROM rss_item").fetchall()
            store.execute("UPDATE rss_item SET unread = 0")
        assert len({row[0] for row in rows}) == len(rows), "each comes once"
        return {guid: (title, words, bool(unread)) for guid, title, words, unread in rows}

    return ask


def test_a_newsreader_gets_every_story_once_whatever_becomes_of_it(
    tree: Tree, web: Web, newsreader: Callable[[], dict[str, tuple[str, str, bool]]]
) -> None:
    guid = "tag:kawat.example,2026:tokyo/news/2026/festival"
    lead = {"title": "Festival", "body": "Satu.", "crosspost": "{to: osaka}", "id": "tokyo/news/2026/festival"}
    other: dict[str, str | bytes] = {"content/tokyo/news/2026/lain/index.id.md": text("Lain", "2026-10-01 09:00")}
    tree.write({STORY: text(**lead), **other}).build()

    first = newsreader()
    assert {title for title, _, _ in first.values()} == {"Festival", "Lain"}, "what stands on two sites comes once"
    assert all(unread for _, _, unread in first.values()) and "Satu." in first[guid][1]

    def new(found: dict[str, tuple[str, str, bool]]) -> list[str]:
        return [name for name, (_, _, unread) in found.items() if unread]

    assert new(newsreader()) == [], "the second time nothing is new"

    moved = STORY.replace("/festival/", "/pesta/")
    tree.delete(STORY)
    tree.write({moved: text(**lead | {"title": "Pesta"})}).build()
    found = newsreader()
    assert (new(found), found.keys(), found[guid][0]) == ([], first.keys(), "Pesta"), "another address is no new story"

    corrected = lead | {"corrections": "[{at: 2026-11-20 09:00, note: Jumlah diperbaiki.}]"}
    tree.write({moved: text(**corrected)}).build()
    found = newsreader()
    assert (new(found), found.keys()) == ([], first.keys()) and "Ralat:" in found[guid][1]

    tree.write({moved: text(**corrected, status="withdrawn", reason="Keliru.", updated="2026-11-21 09:00")}).build()
    found = newsreader()
    assert (new(found), found.keys(), found[guid][0]) == ([], first.keys(), "DICABUT: Festival")
    assert "Keliru." in found[guid][1] and "Satu." not in found[guid][1]

    tree.write({"content/tokyo/news/2026/baru/index.id.md": text("Baru", "2026-11-22 09:00")}).build()
    assert new(newsreader()) == ["tag:kawat.example,2026:tokyo/news/2026/baru"]
