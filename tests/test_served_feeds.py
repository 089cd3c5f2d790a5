"""Feeds over HTTP, from a real nginx: what a reader that asks again is answered."""

import os
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
    paths = sorted(path.relative_to(tree.dest) for path in tree.dest.rglob("feeds/**/*") if path.suffix != ".opml")
    feeds = [path for path in paths if (tree.dest / path).is_file()]
    assert len(feeds) > 20
    times = [os.stat(one.dest / path).st_mtime for one in (tree, other) for path in feeds]
    assert times[: len(feeds)] == times[len(feeds) :]
    at = {path: os.stat(tree.dest / path).st_mtime for path in feeds}
    assert at[Path("tokyo/feeds/news.xml")] == CHANGED.timestamp()
    assert at[Path("cairo/feeds/news.xml")] == datetime(2026, 1, 1, tzinfo=UTC).timestamp(), "an empty one"
    again = tree.build()
    assert (again.verdicts, again.written) == ((), ())
