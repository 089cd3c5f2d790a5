"""What outlets rely on in feeds beyond feedparser's reach: elements, their names, and those that must not be."""

import json
from email.utils import parsedate_to_datetime

import pytest
from catalogues import png
from conftest import Tree, text
from feedtrees import desk_of, published
from lxml import etree

from kawat.publish.feeds.serializers import MOST_BYTES

FOLDER = "content/tokyo/news/2026/festival"
STORY = f"{FOLDER}/index.id.md"
NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}


def pictured(**fields: str) -> dict[str, str | bytes]:
    typed = {"image": "a.png", "image_alt": "Penari", "image_credit": "Kami", "updated": "2026-11-05 09:00"}
    return {
        STORY: text("Festival", **(typed | fields)),
        STORY.replace(".id.", ".en."): text("The festival", None),  # type: ignore[arg-type]
        f"{FOLDER}/a.png": png(width_px=40, height_px=30),
    }


def test_an_rss_feed_says_how_often_to_ask_and_each_item_who_when_and_in_which_language() -> None:
    channel = etree.fromstring(published(desk_of(pictured()), "tokyo/feeds/news.xml")).find("channel")
    assert channel is not None
    assert channel.findtext("sy:updatePeriod", namespaces=NS) == "hourly"
    assert channel.findtext("sy:updateFrequency", namespaces=NS) == "4"
    (item,) = channel.findall("item")
    told = [item.findtext(name, namespaces=NS) for name in ("dc:creator", "dc:language", "dcterms:modified")]
    assert told == ["KBRI Tokyo", "id", "2026-11-05T00:00:00Z"]
    built = channel.findtext("lastBuildDate")
    assert built and parsedate_to_datetime(built).isoformat() == "2026-11-05T00:00:00+00:00"


def test_a_picture_has_its_size_and_a_title_and_never_a_description() -> None:
    """rss2email would mail the description and nothing else."""
    for path in ("tokyo/feeds/news.xml", "tokyo/feeds/news.atom"):
        root = etree.fromstring(published(desk_of(pictured()), path))
        (media,) = root.iterfind(".//media:content", NS)
        assert {"url", "type", "medium", "fileSize", "width", "height"} == set(media.attrib)
        assert [(etree.QName(one).localname, one.text) for one in media] == [("title", "Penari"), ("credit", "Kami")]
        assert root.find(".//media:description", NS) is None


def test_an_atom_entry_leads_to_one_page_and_names_its_translations() -> None:
    root = etree.fromstring(published(desk_of(pictured()), "tokyo/feeds/news.atom"))
    links = [dict(one.attrib) for one in root.iterfind("atom:entry/atom:link", NS)]
    base = "https://kawat.example/tokyo"
    assert [one for one in links if one["rel"] != "enclosure"] == [
        {"rel": "alternate", "type": "text/html", "href": f"{base}/id/news/2026/festival/", "hreflang": "id"},
        {"rel": "related", "type": "text/html", "href": f"{base}/en/news/2026/festival/", "hreflang": "en"},
    ]


@pytest.mark.parametrize("name", ["news.xml", "news.atom", "news.json"])
def test_whole_stories_that_are_long_stay_below_the_bound(name: str) -> None:
    files: dict[str, str | bytes] = {
        f"content/tokyo/news/2026/s{n}/index.id.md": text(f"S {n}", body="kata " * 9000) for n in range(15)
    }
    assert 300_000 < len(published(desk_of(files), f"tokyo/feeds/{name}")) < MOST_BYTES


def test_every_enclosure_of_a_build_has_the_length_of_its_file(tree: Tree) -> None:
    talk = "content/portal/episode/2026/siniar"
    files = pictured(crosspost="{to: [portal, osaka]}", topics="[budaya]") | {
        f"{talk}/index.id.md": text("Siniar", audio="a.mp3", duration="00:01:30"),
        f"{talk}/a.mp3": b"ID3\x03" + b"\0" * 777,
    }
    tree.write(files).build()
    found = []
    for path in sorted([*tree.dest.rglob("feeds/**/*.xml"), *tree.dest.rglob("feeds/**/*.atom")]):
        root = etree.fromstring(path.read_bytes())
        found += [(one.get("url"), one.get("length")) for one in root.iter("enclosure")]
        found += [(one.get("url"), one.get("fileSize")) for one in root.iterfind(".//media:content", NS)]
        links = root.iterfind("atom:entry/atom:link[@rel='enclosure']", NS)
        found += [(one.get("href"), one.get("length")) for one in links]
    for path in sorted(tree.dest.rglob("feeds/news.json")):
        attached = [one for item in json.loads(path.read_bytes())["items"] for one in item.get("attachments", ())]
        found += [(one["url"], str(one["size_in_bytes"])) for one in attached]
    assert len(found) > 15 and len(set(found)) == 2
    for url, length in found:
        assert url and (tree.dest / url.removeprefix("https://kawat.example/")).stat().st_size == int(length or 0) > 0


def test_what_a_writer_types_as_words_is_words_wherever_rss_means_html() -> None:
    """An item's description is HTML (rssboard.org/rss-profile); in Atom and JSON Feed a summary is text."""
    typed = "Suhu < 5 & angin <b>kencang</b>"
    desk = desk_of({STORY: text("Cuaca", summary=f"'{typed}'")})
    rss = etree.fromstring(published(desk, "tokyo/feeds/news.xml")).findtext(".//item/description")
    assert rss == "Suhu &lt; 5 &amp; angin &lt;b&gt;kencang&lt;/b&gt;"
    atom = etree.fromstring(published(desk, "tokyo/feeds/news.atom"))
    assert atom.findtext(".//atom:entry/atom:summary", namespaces=NS) == typed
    assert json.loads(published(desk, "tokyo/feeds/news.json"))["items"][0]["summary"] == typed
