"""Fragments joined into feeds, read back by feedparser."""

import html
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import feedparser
import pytest
from conftest import text
from feedtrees import desk_of, planned, published
from hypothesis import given
from hypothesis import strategies as some
from jsonschema import Draft7Validator
from judges import json_feed
from lxml import etree

from kawat.model import Channel, Enclosure, Guest, Item
from kawat.publish.feeds import feedgenerator, podcast, serializers

MOMENT = datetime(2026, 11, 1, 9, tzinfo=UTC)
CHANNEL = Channel("Kabar & warta", "Kabar", "id", "https://kawat.example/feeds/a.xml", "https://kawat.example/", MOMENT)


def an_item(number: int = 1, **fields: object) -> Item:
    told = {
        "guid": f"tag:kawat.example,2026:{number}",
        "url": f"https://kawat.example/id/news/2026/{number}/",
        "title": f"Judul <{number}> & lain \x07東京",
        "summary": "Ringkas & padat",
        "content": f'<p>Isi ]]> {number} <a href="https://example.org/?a=1&amp;b=2">x</a></p>',
        "language": "id",
        "creator": "KBRI Tokyo",
        "published": MOMENT,
        "updated": MOMENT,
        "categories": ("Budaya", "Ekonomi"),
        "picture": Enclosure("https://kawat.example/media/a.jpg", "image/jpeg", 1234, 40, 30),
        "picture_alt": "Penari",
        "credit": "Ilustrasi",
        "translations": (("en", "https://kawat.example/en/news/2026/1/"),),
    }
    return Item(**(told | fields))  # type: ignore[arg-type]


PLAIN = an_item(2, picture=None, picture_alt="", credit="", categories=(), translations=())
TALK = an_item(
    3,
    recording=Enclosure("https://kawat.example/media/a.mp3", "audio/mpeg", 999, duration_s=90),
    transcript="https://kawat.example/media/a.vtt",
    guests=(Guest("Pembaca", "Suara"), Guest("Lain")),
)
LIVE = an_item(4, live_at=MOMENT, live_url="https://example.org/siaran")
ITEMS = (an_item(), PLAIN, TALK, LIVE)


def joined(form: str, items: tuple[Item, ...] = ITEMS, channel: Channel = CHANNEL) -> bytes:
    return serializers.join(form, channel, [serializers.fragment(form, one) for one in items])


def whole(form: str, items: Sequence[Item] = ITEMS, channel: Channel = CHANNEL) -> bytes:
    """What feedgen makes of the whole at once; in RSS a description is HTML, so that it gets words as such."""
    feed = (podcast if form == "podcast" else feedgenerator).begin(channel)
    for item in items:
        one = item if form == "atom" else replace(item, summary=html.escape(item.summary, quote=False))
        (podcast if form == "podcast" else feedgenerator).add(feed, one)
    return bytes(feed.atom_str(pretty=True) if form == "atom" else feed.rss_str(pretty=True))


@pytest.mark.parametrize("form", ["rss", "podcast", "atom"])
def test_joined_fragments_are_what_feedgen_makes_of_the_whole(form: str) -> None:
    assert joined(form) == whole(form)


WORDS = some.text(some.characters(codec="utf-8", exclude_characters="\ue000\ue001"), max_size=12) | some.sampled_from(
    ["", " ", "\x07", "\r\n\t", "]]>", '&amp;<b class="x">', "\ufeff\u202e\x85\u2028", "Sat, 01 Jan 1901"]
)
LANGUAGES = some.sampled_from(["id", "en", "ar"])
MOMENTS = some.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=some.just(UTC))
SMALL = some.integers(0, 9)
ATTACHED = some.builds(
    Enclosure,
    url=some.just("https://x.example/?a=1&b=\"<'\n>"),
    type=some.sampled_from(["image/jpeg", "audio/mpeg"]),
    size_bytes=some.integers(0),
    width_px=SMALL,
    height_px=SMALL,
)
STORIES = some.builds(
    an_item,
    number=SMALL,
    title=WORDS.map("T{}".format),
    summary=WORDS,
    content=WORDS,
    language=LANGUAGES,
    creator=WORDS,
    published=MOMENTS,
    updated=MOMENTS,
    categories=some.lists(WORDS, max_size=3).map(tuple),
    picture=some.none() | ATTACHED,
    picture_alt=WORDS,
    credit=WORDS,
    recording=some.none() | ATTACHED,
    translations=some.lists(some.tuples(LANGUAGES, some.just("https://x.example/&")), max_size=3).map(tuple),
)


URLS = some.sampled_from(["", "https://x.example/?a=1&b=\"<'>", "https://x.example/é"])
CHANNELS = some.builds(
    Channel,
    title=WORDS.map("T{}".format),
    description=WORDS.map("D{}".format),
    language=LANGUAGES,
    url=some.just("https://x.example/&.xml"),
    home_url=some.just("https://x.example/"),
    updated=MOMENTS,
    hub=URLS,
    current=URLS,
    previous=URLS,
    next=URLS,
)


@given(CHANNELS, some.lists(STORIES, min_size=1, max_size=4), some.sampled_from(["rss", "atom"]))
def test_what_is_filled_into_shapes_is_what_feedgen_makes_of_it(head: Channel, items: list[Item], form: str) -> None:
    assert joined(form, tuple(items), head) == whole(form, items, head)


@pytest.mark.parametrize("form", ["rss", "podcast", "atom"])
def test_words_that_look_like_an_item_stay_words(form: str) -> None:
    content = "100 %(title)s\n    <item>\n  <entry>\n    <podcast:liveItem ]]> </channel>\n  </feed>"
    items = (*ITEMS, replace(PLAIN, content=content), replace(PLAIN, guid="tag:last"))
    assert joined(form, items) == whole(form, items)


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_feedparser_reads_the_same_of_rss_and_atom(form: str) -> None:
    found = feedparser.parse(joined(form))
    assert not found.bozo and found.feed.title == "Kabar & warta"
    first = found.entries[0]
    assert (first.id, first.link) == ("tag:kawat.example,2026:1", "https://kawat.example/id/news/2026/1/")
    assert html.unescape(first.title) == "Judul <1> & lain 東京"
    assert first.author == "KBRI Tokyo" and [one.term for one in first.tags] == ["Budaya", "Ekonomi"]
    assert [(one.href, one.length) for one in first.enclosures] == [("https://kawat.example/media/a.jpg", "1234")]
    assert "Isi ]]> 1" in first.content[0].value
    assert first.media_content[0]["filesize"] == "1234"
    assert [one.get("enclosures") for one in found.entries][1] in (None, [])
    assert found.entries[2].enclosures[0].href.endswith(".mp3"), "a recording goes before the picture"


def test_an_atom_entry_has_one_alternate_and_its_translations_are_related() -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    entry = etree.fromstring(joined("atom")).find(f"{atom}entry")
    assert entry is not None
    links = [(one.get("rel"), one.get("hreflang")) for one in entry.findall(f"{atom}link")]
    assert links == [("alternate", "id"), ("related", "en"), ("enclosure", None)]


def test_json_feed_has_the_structure_of_its_standard() -> None:
    found = json.loads(joined("json"))
    assert (found["version"], found["feed_url"]) == ("https://jsonfeed.org/version/1.1", CHANNEL.url)
    assert [one["id"] for one in found["items"]] == [one.guid for one in ITEMS]
    first, plain, talk, _ = found["items"]
    assert first["attachments"] == [
        {"url": "https://kawat.example/media/a.jpg", "mime_type": "image/jpeg", "size_in_bytes": 1234}
    ]
    assert first["authors"] == [{"name": "KBRI Tokyo"}] and first["tags"] == ["Budaya", "Ekonomi"]
    assert "attachments" not in plain and "image" not in plain
    assert talk["attachments"][0]["duration_in_seconds"] == 90


def test_json_feeds_fit_their_schema() -> None:
    judge = Draft7Validator(json_feed(), format_checker=Draft7Validator.FORMAT_CHECKER)
    real = published(desk_of({"content/tokyo/news/2026/festival/index.id.md": text()}), "tokyo/feeds/news.json")
    feeds = [json.loads(one) for one in (joined("json"), joined("json", ()), real)]
    assert [list(judge.iter_errors(one)) for one in feeds] == [[], [], []]
    del feeds[0]["items"][0]["id"]
    assert [one.message for one in judge.iter_errors(feeds[0])] == ["'id' is a required property"]


@pytest.mark.parametrize("form", ["rss", "podcast", "atom", "json"])
def test_an_empty_feed_is_valid(form: str) -> None:
    data = joined(form, ())
    if form == "json":
        assert json.loads(data)["items"] == []
    else:
        found = feedparser.parse(data)
        assert not found.bozo and found.entries == [] and found.feed.title == "Kabar & warta"


@pytest.mark.parametrize("form", ["rss", "podcast", "atom", "json"])
def test_a_feed_stays_below_its_bound_and_whole(form: str) -> None:
    large = tuple(an_item(number, content="<p>" + "kata " * 10_000 + "</p>") for number in range(30))
    data = joined(form, large)
    assert len(data) < serializers.MOST_BYTES
    count = len(json.loads(data)["items"]) if form == "json" else len(feedparser.parse(data).entries)
    assert 5 < count < 30


def test_opml_lists_every_news_feed_under_its_site() -> None:
    desk = desk_of({})
    root = etree.fromstring(published(desk, "feeds/all.opml"))
    assert (root.tag, root.get("version"), root.findtext("head/title")) == ("opml", "2.0", "Kementerian Luar Negeri")
    found = {group.get("text"): [one.get("xmlUrl") for one in group] for group in root.findall("body/outline")}
    base = "https://kawat.example"
    assert found == {
        "Kementerian Luar Negeri": [f"{base}/feeds/news.xml", f"{base}/feeds/news.en.xml"],
        **{
            f"Perwakilan {city}": [f"{base}/{code}/feeds/news{suffix}.xml" for suffix in ("", f".{host}", ".en")]
            for city, code, host in (("Kairo", "cairo", "ar"), ("Osaka", "osaka", "ja"), ("Tokyo", "tokyo", "ja"))
        },
    }
    listed = {url.removeprefix(f"{base}/") for urls in found.values() for url in urls if url}
    assert listed <= set(planned(desk))


def test_the_list_of_a_province_holds_its_own_feed_and_its_cities() -> None:
    root = etree.fromstring(published(desk_of({}), "feeds/provinces/id-ji.opml"))
    urls = [one.get("xmlUrl", "").removeprefix("https://kawat.example/feeds/") for one in root.iter("outline")][1:]
    assert urls == ["provinces/id-ji.xml", "cities/surabaya.xml", "advisories.xml", "episodes.xml"]


def test_the_same_tree_gives_the_same_bytes() -> None:
    files: dict[str, str | bytes] = {"content/tokyo/news/2026/a/index.id.md": text(topics="[budaya]")}
    for path in ("feeds/topics/budaya.xml", "tokyo/feeds/news.atom", "tokyo/feeds/news.json"):
        assert published(desk_of(files), path) == published(desk_of(files), path)
