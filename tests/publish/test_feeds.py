"""Feeds, read back with feedparser, which knows nothing of us."""

from datetime import UTC, datetime

import feedparser
import pytest
from catalogues import png, utc, world
from conftest import NETWORK, text
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from kawat.model import Channel, Item
from kawat.publish.feeds import feedgenerator, items

FOLDER = "content/tokyo/news/2026/festival/"
LEAD, JAPANESE, ENGLISH = (f"{FOLDER}index.{language}.md" for language in ("id", "ja", "en"))
HOME = "https://kawat.example/tokyo/id/news/2026/festival/"
GUID = "tag:kawat.example,2026:tokyo/news/2026/festival"

Files = dict[str, str | bytes | None]


def only(title: str = "Terjemahan", **fields: str) -> str:
    return text(title, date=None, **fields)  # type: ignore[arg-type]


def parsed(files: Files, path: str = "tokyo/feeds/news.xml") -> feedparser.FeedParserDict:
    found = feedparser.parse(world(files).page(path).encode())
    assert not found.bozo, found.bozo_exception
    return found


def story(number: int = 0, **fields: str) -> Files:
    day = datetime(2026, 1, 1 + number % 28, 9, number // 28)
    path = f"content/tokyo/news/2026/s{number:02}/index.id.md"
    return {path: text(f"Kabar {number}", date=f"{day:%Y-%m-%d %H:%M}", **fields)}


# ---------------------------------------------------------------- the channel


def test_a_channel_says_whose_it_is_and_where() -> None:
    feed = parsed(story(), "tokyo/feeds/news.en.xml").feed
    assert (feed.title, feed.link, feed.language) == ("Mission in Tokyo", "https://kawat.example/tokyo/en/", "en")
    own = [link.href for link in feed.links if link.rel == "self"]
    assert own == ["https://kawat.example/tokyo/feeds/news.en.xml"]


def test_every_site_has_a_feed_in_each_of_its_languages_even_an_empty_one() -> None:
    feeds = [path for path in world({}).plan() if path.startswith("cairo/feeds/")]
    assert feeds == [
        "cairo/feeds/index.html",
        "cairo/feeds/news.ar.xml", "cairo/feeds/news.atom", "cairo/feeds/news.en.xml", "cairo/feeds/news.json",
        "cairo/feeds/news.xml", "cairo/feeds/simple.ar.xml", "cairo/feeds/simple.en.xml", "cairo/feeds/simple.id.xml",
    ]  # fmt: skip
    empty = parsed({})
    assert (empty.entries, empty.feed.title) == ([], "Perwakilan Tokyo")


def test_the_channel_was_built_when_an_item_last_changed_and_never_by_the_clock() -> None:
    corrected = story(1, corrections="[{at: 2026-11-05 09:00, note: R}]") | story(2, updated="2026-11-03 09:00")
    made = world(corrected)
    at = [made.page("tokyo/feeds/news.xml", utc(2026, 11, day)) for day in (6, 22)]
    assert at[0] == at[1]
    assert parsed(corrected).feed.updated_parsed[:5] == (2026, 11, 5, 0, 0)
    assert parsed({}).feed.updated_parsed[:3] == (2026, 1, 1)


def test_a_channel_has_the_newest_thirty_items_newest_first() -> None:
    files: Files = {}
    for number in range(35):
        files |= story(number)
    dates = [entry.published_parsed for entry in parsed(files).entries]
    assert len(dates) == 30 and dates == sorted(dates, reverse=True)


def test_only_what_stands_in_that_language_is_in_the_channel() -> None:
    files: Files = {LEAD: text("Festival"), JAPANESE: only("祭り"), **story(1)}
    assert [entry.title for entry in parsed(files).entries] == ["Festival", "Kabar 1"]
    assert [entry.title for entry in parsed(files, "tokyo/feeds/news.ja.xml").entries] == ["祭り"]
    assert parsed(files, "tokyo/feeds/news.en.xml").entries == []


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"embargo": "2027-01-01"}, {"expires": "2026-11-02"}])
def test_what_is_hidden_is_in_no_channel(fields: dict[str, str]) -> None:
    assert parsed({LEAD: text(**fields)}).entries == []


def test_pages_are_no_news() -> None:
    assert parsed({"content/tokyo/page/tentang/index.id.md": text()}).entries == []


# ---------------------------------------------------------------- an item


def test_an_item_says_all_that_an_outlet_needs() -> None:
    lead = text(
        "Festival", summary="Ringkas", topics="[budaya]", updated="2026-11-05 09:00", body="Gamelan *dan* tari."
    )
    (entry,) = parsed({LEAD: lead}).entries
    assert (entry.id, entry.guidislink, entry.link) == (GUID, False, HOME)
    assert (entry.title, entry.summary, entry.author) == ("Festival", "Ringkas", "KBRI Tokyo")
    assert [tag.term for tag in entry.tags] == ["Budaya"]
    assert entry.published_parsed[:5] == (2026, 11, 1, 0, 0)
    credit = f'<p>Sumber: <a href="{HOME}">KBRI Tokyo</a></p>'
    assert entry.content[0].value == f"<p>Gamelan <em>dan</em> tari.</p>\n{credit}"


def test_a_copy_arrives_under_the_same_guid_address_and_content_as_the_story_at_home() -> None:
    files: Files = {LEAD: text(crosspost="{to: [osaka, portal]}", body="[diri](index.id.md) ![P](p.png)")}
    files[FOLDER + "p.png"] = png()
    (home,), *copies = (
        parsed(files, path).entries for path in ("tokyo/feeds/news.xml", "osaka/feeds/news.xml", "feeds/news.xml")
    )
    for (copy,) in copies:
        assert (copy.id, copy.link, copy.author) == (home.id, home.link, home.author)
        assert copy.content[0].value == home.content[0].value


def test_a_target_is_told_its_own_words() -> None:
    files: Files = {LEAD: text("Festival", crosspost="{to: osaka, override: {osaka: {title: Untuk Osaka}}}")}
    titles = [parsed(files, f"{site}/feeds/news.xml").entries[0].title for site in ("tokyo", "osaka")]
    assert titles == ["Festival", "Untuk Osaka"]


def test_each_edition_has_a_guid_of_its_own_and_the_default_languages_is_bare() -> None:
    desk = world({LEAD: text(), JAPANESE: only(), FOLDER + "index.id.simple.md": only()}).desk()
    article = desk.catalogue.articles["tokyo/news/2026/festival"]
    guids = [items.guid(desk, edition, article) for edition in article.editions]
    assert guids == [GUID, GUID + ".ja", GUID + ".simple"]


def test_a_translation_that_comes_later_changes_no_guid() -> None:
    """Also where the lead edition is not in the home site's default language."""
    before: Files = {ENGLISH: text("The festival")}
    after: Files = {ENGLISH: text("The festival"), LEAD: text("Festival")}
    guids = [parsed(files, "tokyo/feeds/news.en.xml").entries[0].id for files in (before, after)]
    assert guids == [GUID + ".en", GUID + ".en"]


def test_a_guid_survives_a_new_slug_title_and_host() -> None:
    moved = FOLDER.replace("festival", "pesta") + "index.id.md"
    portal = NETWORK["missions/portal.yaml"].replace("url: https://kawat.example", "url: https://pindah.example")
    files: Files = {
        moved: text("Pesta", id="tokyo/news/2026/festival"),
        "missions/portal.yaml": portal + "authority: kawat.example\n",
    }
    (entry,) = parsed(files).entries
    assert (entry.id, entry.link) == (GUID, "https://pindah.example/tokyo/id/news/2026/pesta/")


BODY = """\
[teks](/tokyo/news/2026/lain/index.id.md) [bagian](#akhir) [luar](https://example.org/a) [mati](../tidak-ada/)
![Panggung](p.png) Catatan.[^1]

## Akhir {#akhir}

[^1]: Isi catatan.
"""


def test_every_address_in_an_item_is_whole() -> None:
    files: Files = {LEAD: text(body=BODY, crosspost="{to: osaka}"), FOLDER + "p.png": png()}
    files["content/tokyo/news/2026/lain/index.id.md"] = text("Lain", date="2026-10-01")
    for path in ("tokyo/feeds/news.xml", "osaka/feeds/news.xml"):
        entry = next(one for one in parsed(files, path).entries if one.id == GUID)
        html = LexborHTMLParser(entry.content[0].value)
        hrefs = [node.attributes.get("href") for node in html.css("a")]
        assert hrefs[:3] == [
            "https://kawat.example/tokyo/id/news/2026/lain/", HOME + "#t-akhir", "https://example.org/a",
        ]  # fmt: skip
        assert hrefs[3] is None and hrefs[4] is not None and hrefs[4].startswith(HOME + "#t-")
        (image,) = html.css("img")
        src = image.attributes["src"]
        assert src is not None and src.startswith("https://kawat.example/media/") and not html.css("source")
        assert not html.css("[id]"), "on a reader's page, ids of two items could collide"


def test_an_own_host_is_whole_too() -> None:
    cairo = NETWORK["missions/cairo.yaml"] + "url: https://cairo.example\n"
    files: Files = {
        LEAD: text(body=BODY, crosspost="{to: cairo}"),
        FOLDER + "p.png": png(),
        "missions/cairo.yaml": cairo,
    }
    (entry,) = parsed(files, "_hosts/cairo.example/feeds/news.xml").entries
    assert entry.link == HOME and 'src="https://kawat.example/media/' in entry.content[0].value


# ---------------------------------------------------------------- whatever is in it

WORDS = some.text(some.characters(blacklist_categories=["Cs"]), max_size=60)
AWKWARD = ["]]>", "<![CDATA[x]]>", "&amp;", "a\x00b\x0bc\ufffe", "🇮🇩 👩\u200d🚀", "\u202eabc", "\u2028", " "]
AWKWARD += ['"<script>alert(1)</script>']


def item(number: int, words: str) -> Item:
    """Return an Item that says `words` everywhere; only its title is never empty."""
    when, url = datetime(2026, 11, 1, tzinfo=UTC), f"https://x.example/{number}/"
    return Item(f"tag:x,2026:{number}", url, f"T{words}", words, words, "id", words, when, when, (f"C{words}",))


def serialized(*said: Item, title: str = "") -> bytes:
    when, url = datetime(2026, 11, 1, tzinfo=UTC), "https://x.example/"
    feed = feedgenerator.begin(Channel(f"T{title}", f"D{title}", "id", f"{url}f.xml", url, when))
    for one in said:
        feedgenerator.add(feed, one)
    return bytes(feed.rss_str(pretty=True))


@settings(derandomize=True)
@given(some.lists(some.one_of(WORDS, some.sampled_from(AWKWARD)), min_size=1, max_size=3), WORDS)
def test_whatever_the_words_a_feed_is_xml_and_keeps_its_items(words: list[str], title: str) -> None:
    said = [item(number, one) for number, one in enumerate(words)]
    data = serialized(*said, title=title)
    root = etree.fromstring(data)
    assert [one.text for one in root.iter("guid")] == [one.guid for one in said]
    assert len(root.findall("channel/item")) == len(said)
    assert serialized(*said, title=title) == data


@pytest.mark.parametrize("words", AWKWARD)
def test_the_content_comes_back_as_it_was_but_for_what_xml_cannot_hold(words: str) -> None:
    root = etree.fromstring(serialized(item(0, words)))
    encoded = root.findtext("channel/item/{http://purl.org/rss/1.0/modules/content/}encoded")
    assert encoded == words.replace("\x00", "").replace("\x0b", "").replace("\ufffe", "")
