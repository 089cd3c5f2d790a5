"""Archives: what a reader finds who follows a feed's links back to its beginning (RFC 5005)."""

import dataclasses
import itertools

import feedparser
import pytest
from conftest import NETWORK, NOW, text
from feedtrees import desk_of, planned, published
from hypothesis import given
from hypothesis import strategies as some
from lxml import etree

from kawat.publish.feeds import archives

NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "fh": "http://purl.org/syndication/history/1.0",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
HOST = "https://kawat.example/"
FEED = {"rss": "tokyo/feeds/news.xml", "atom": "tokyo/feeds/news.atom"}

Files = dict[str, str | bytes]


def stories(month: str, count: int, **fields: str) -> Files:
    """Return so many stories of a month, each an hour after the one before."""
    return {
        f"content/tokyo/news/2026/{month[-2:]}-{number}/index.id.md": text(
            f"{month} {number}", f"{month}-{1 + number // 20:02} {number % 20:02}:00", **fields
        )
        for number in range(count)
    }


def busy(**fields: str) -> Files:
    """A quiet spring, a busy summer, and a running month."""
    return (
        stories("2026-03", 5, **fields)
        | stories("2026-04", 7, **fields)
        | stories("2026-07", 70, **fields)
        | stories("2026-10", 12, **fields)
    )


def links(document: bytes) -> dict[str, str]:
    root = etree.fromstring(document)
    found = root.findall("channel/atom:link", NS) if root.tag == "rss" else root.findall("atom:link", NS)
    return {one.get("rel", ""): one.get("href", "").removeprefix(HOST) for one in found}


def walk(files: Files, form: str) -> dict[str, bytes]:
    """Follow prev-archive from the feed to its end; every document by path."""
    desk, found = desk_of(files), {}
    path = FEED[form]
    while path:
        assert path not in found
        found[path] = published(desk, path)
        path = links(found[path]).get("prev-archive", "")
    return found


@pytest.mark.parametrize("form", FEED)
def test_feed_and_archives_together_hold_every_story_and_are_linked_both_ways(form: str) -> None:
    documents = walk(busy(), form)
    ending = {"rss": ".xml", "atom": ".atom"}[form]
    assert list(documents) == [FEED[form]] + [
        f"tokyo/feeds/archive/news.{name}{ending}" for name in ("2026-07.2", "2026-07", "2026-04")
    ]
    ids = {path: [one.id for one in feedparser.parse(data).entries] for path, data in documents.items()}
    assert [len(found) for found in ids.values()] == [30, 30, 30, 12]
    assert len(set(itertools.chain(*ids.values()))) == len(busy()), "none is left out"
    _, *older = ids.values()
    assert len(list(itertools.chain(*older))) == 72, "no two archives hold the same"
    current, *row = documents
    assert links(documents[current]).keys() <= {"self", "alternate", "prev-archive"}
    for newer, path in zip([None, *row], row, strict=False):
        told = links(documents[path])
        assert told["current"] == current and told["self"] == path and told.get("next-archive") == newer
        root = etree.fromstring(documents[path])
        assert len(root.findall(".//fh:archive", NS)) == 1 and root.find(".//sy:updatePeriod", NS) is None
    assert etree.fromstring(documents[current]).find(".//fh:archive", NS) is None


def test_documents_of_one_atom_feed_share_its_id() -> None:
    ids = {etree.fromstring(data).findtext("atom:id", namespaces=NS) for data in walk(busy(), "atom").values()}
    assert ids == {HOST + FEED["atom"]}


def test_a_feed_whose_stories_it_holds_itself_has_no_archive() -> None:
    assert list(walk(stories("2026-10", 20) | stories("2026-11", 10), "rss")) == [FEED["rss"]]
    assert not [path for path in planned(desk_of(stories("2026-10", 30))) if "archive" in path]


def test_a_full_archive_changes_with_its_own_stories_only() -> None:
    before, later = walk(busy(), "rss"), walk(busy() | stories("2026-11", 3), "rss")
    assert list(later.items())[1:] == list(before.items())[1:]
    more = walk(busy() | stories("2026-11", 12), "rss")
    assert more.keys() - before.keys() == {"tokyo/feeds/archive/news.2026-10.xml"}
    changed = {path for path in before if "archive" in path and before[path] != more[path]}
    assert changed == {"tokyo/feeds/archive/news.2026-07.2.xml"}, "the newest comes to know the next"
    edited = busy()
    path = "content/tokyo/news/2026/04-3/index.id.md"
    edited[path] = text("Diganti", "2026-04-01 03:00")
    after = walk(edited, "rss")
    assert {one for one in before if before[one] != after[one]} == {"tokyo/feeds/archive/news.2026-04.xml"}


def test_a_retracted_story_keeps_its_place_and_what_expires_is_not_archived() -> None:
    files = busy()
    path = "content/tokyo/news/2026/04-3/index.id.md"
    files[path] = text("Keliru", "2026-04-01 03:00", status="removed", reason="Keliru.", updated="2026-11-20 09:00")
    files |= {
        f"content/tokyo/event/2026/e{number}/index.id.md": text(
            "Acara", f"2026-04-0{number} 05:00", expires="2027-01-01", start="2026-12-01 09:00", venue="Balai"
        )
        for number in (1, 2)
    }
    documents, plain = walk(files, "rss"), walk(busy(), "rss")
    assert list(documents) == list(plain)
    (archive,) = (data for name, data in documents.items() if name.endswith("2026-04.xml"))
    titles = [one.title for one in feedparser.parse(archive).entries]
    assert len(titles) == 12 and titles.count("DICABUT") == 1 and "Acara" not in titles
    forgotten = desk_of(files, now=NOW.replace(year=2027))
    archive = published(forgotten, "tokyo/feeds/archive/news.2026-04.xml")
    assert len(feedparser.parse(archive).entries) == 11


def test_what_waits_for_an_archive_is_in_the_feed_beyond_thirty() -> None:
    """Stories that expire take places in the feed, and none in archives."""
    files = stories("2026-03", 25) | stories("2026-04", 5)
    files |= {
        path.replace("/04-", "/x-"): str(body).replace("title:", "expires: 2027-01-01\ntitle:")
        for path, body in stories("2026-04", 12).items()
    }
    documents = walk(files, "rss")
    assert list(documents) == [FEED["rss"]]
    assert len(feedparser.parse(documents[FEED["rss"]]).entries) == 42


def test_only_the_news_in_the_default_language_has_archives() -> None:
    found = {path for path in planned(desk_of(busy(topics="[budaya]"))) if "/archive/" in path}
    assert {path.rpartition("/")[0] for path in found} == {"tokyo/feeds/archive"}
    assert {path.rpartition(".")[2] for path in found} == {"xml", "atom"}


def test_a_hub_is_named_in_every_feed_and_in_no_archive() -> None:
    hub = "https://hub.example/"
    network = NETWORK | {"missions/portal.yaml": NETWORK["missions/portal.yaml"] + f"hub: {hub}\n"}
    desk = desk_of(busy(topics="[budaya]"), network=network)
    for path in ("tokyo/feeds/news.xml", "tokyo/feeds/news.atom", "feeds/topics/budaya.xml", "feeds/episodes.xml"):
        assert links(published(desk, path))["hub"] == hub and links(published(desk, path))["self"] == path
    assert b'"hubs": [{"type": "WebSub", "url": "https://hub.example/"}]' in published(desk, "tokyo/feeds/news.json")
    assert "hub" not in links(published(desk, "tokyo/feeds/archive/news.2026-04.xml"))
    assert "hub" not in links(published(desk_of({}), FEED["rss"]))


# ---------------------------------------------------------------- the rule

MONTHS = some.lists(some.integers(0, 75), max_size=14).map(
    lambda counts: [f"{2020 + at // 12}-{at % 12 + 1:02}" for at, count in enumerate(counts) for _ in range(count)]
)


@given(MONTHS, some.integers(0, 400))
def test_archives_never_change_when_stories_are_added(months: list[str], cut: int) -> None:
    earlier, later = list(archives.packed(months[:cut])), list(archives.packed(months))
    assert later[: len(earlier)] == earlier


@given(MONTHS)
def test_an_archive_holds_whole_months_as_many_as_fit(months: list[str]) -> None:
    found = list(archives.packed(months))
    names, counts = [name for name, _ in found], [count for _, count in found]
    assert len(set(names)) == len(names) and all(0 < count <= archives.MOST for count in counts)
    assert len(months) - sum(counts) <= archives.MOST, "what waits fits into the feed"
    at = 0
    for name, count in found:
        held, at = months[at : at + count], at + count
        assert name[:7] == held[-1]
        if months[at] == held[-1]:
            assert count == archives.MOST, "only a month of more than thirty is cut"
        else:
            following = months.count(months[at])
            assert count + following > archives.MOST


def test_what_is_archived_lasts() -> None:
    desk = desk_of(stories("2026-04", 1))
    (one,) = desk.catalogue.shown["tokyo"]
    assert archives.lasting(one)
    assert not archives.lasting(dataclasses.replace(one, placement=dataclasses.replace(one.placement, expires=NOW)))
