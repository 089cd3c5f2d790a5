"""The podcast, read back by podcastparser and feedparser."""

import io
import json
import uuid

import feedparser
import podcastparser
from conftest import Tree, text
from feedtrees import desk_of, planned, published
from lxml import etree

from kawat.publish.feeds import podcast

AUDIO = b"ID3\x04" + bytes(996)
TALK = "content/portal/episode/2026/kopi"
RECORDED = {
    f"{TALK}/index.id.md": text(
        "Secangkir kopi",
        summary="Dari kebun ke meja.",
        audio="a.mp3",
        duration="00:01:30",
        transcript="a.vtt",
        chapters="[{start: 00:00:00, title: Pembukaan}, {start: 00:00:20, title: Kebun}]",
        guests="[{name: Pembaca naskah, role: Suara}]",
    ),
    f"{TALK}/a.mp3": AUDIO,
    f"{TALK}/a.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\nHalo.\n",
}
ANNOUNCED = {
    "content/portal/episode/2026/langsung/index.id.md": text(
        "Siaran langsung", "2026-11-10 09:00", live_at="2026-12-18 19:00", live_url="https://example.org/siaran"
    )
}
SILENT = {"content/tokyo/episode/2026/teks/index.id.md": text("Tanpa suara")}
NS = {"itunes": podcast.ITUNES, "podcast": podcast.PODCAST}
PODCAST = f"{{{podcast.PODCAST}}}"


def read(files: dict[str, str | bytes], path: str = "feeds/episodes.xml") -> bytes:
    return published(desk_of(files), path)


def test_podcastparser_reads_the_recorded_talks_and_no_others() -> None:
    found = podcastparser.parse(
        "https://kawat.example/feeds/episodes.xml", io.BytesIO(read(RECORDED | ANNOUNCED | SILENT))
    )
    assert found["title"] == "Bincang – Kementerian Luar Negeri" and found["explicit"] is False
    (episode,) = found["episodes"]
    assert (episode["title"], episode["total_time"]) == ("Secangkir kopi", 90)
    assert episode["guid"] == "tag:kawat.example,2026:portal/episode/2026/kopi"
    (enclosure,) = episode["enclosures"]
    assert (enclosure["file_size"], enclosure["mime_type"]) == (len(AUDIO), "audio/mpeg")


def test_feedparser_finds_no_fault_in_it() -> None:
    found = feedparser.parse(read(RECORDED | ANNOUNCED))
    assert not found.bozo
    assert [one.title for one in found.entries if one.get("enclosures")] == ["Secangkir kopi"]


def test_a_talk_says_its_transcript_chapters_and_guests() -> None:
    item = etree.fromstring(read(RECORDED)).find("channel/item")
    assert item is not None
    transcript = item.find("podcast:transcript", NS).attrib
    assert (transcript["type"], transcript["language"]) == ("text/vtt", "id")
    chapters = item.find("podcast:chapters", NS).attrib
    assert dict(chapters) == {
        "url": "https://kawat.example/episodes/portal-episode-2026-kopi.chapters.json",
        "type": "application/json+chapters",
    }
    assert item.findtext("podcast:person", namespaces=NS) == "Pembaca naskah (Suara)"
    assert item.findtext("itunes:episodeType", namespaces=NS) == "full"
    assert item.find("itunes:summary", NS) is None


def test_the_chapters_stand_at_the_talks_home() -> None:
    assert json.loads(read(RECORDED, "episodes/portal-episode-2026-kopi.chapters.json")) == {
        "version": "1.2.0",
        "title": "Secangkir kopi",
        "chapters": [{"startTime": 0, "title": "Pembukaan"}, {"startTime": 20, "title": "Kebun"}],
    }


def test_an_announced_talk_is_a_live_item_until_it_is_recorded() -> None:
    channel = etree.fromstring(read(ANNOUNCED)).find("channel")
    assert channel is not None and channel.find("item") is None
    (live,) = channel.findall("podcast:liveItem", NS)
    assert dict(live.attrib) == {"status": "pending", "start": "2026-12-18T12:00:00Z"}
    assert live.find("podcast:contentLink", NS).get("href") == "https://example.org/siaran"
    assert live.find("enclosure") is None
    (path, announced), *_ = ANNOUNCED.items()
    done = {path: announced.replace("live_at", "audio: a.mp3\nlive_at"), path.replace("index.id.md", "a.mp3"): AUDIO}
    recorded = etree.fromstring(read(done)).find("channel")
    assert recorded is not None and recorded.find("podcast:liveItem", NS) is None
    assert recorded.find("item/enclosure").get("length") == str(len(AUDIO))


def test_a_podcast_has_the_permanent_id_that_its_standard_wants() -> None:
    space = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    assert podcast.guid("https://kawat.example/feeds/episodes.xml") == str(
        uuid.uuid5(space, "kawat.example/feeds/episodes.xml")
    )
    # the example of the standard itself
    assert podcast.guid("https://mp3s.nashownotes.com/pc20rss.xml") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"


def test_a_withdrawn_talk_stays_without_its_recording() -> None:
    gone = dict(RECORDED)
    gone[f"{TALK}/index.id.md"] = str(gone[f"{TALK}/index.id.md"]).replace(
        "summary:", "status: withdrawn\nreason: Ditinjau ulang.\nsummary:"
    )
    item = etree.fromstring(read(gone)).find("channel/item")
    assert item is not None and item.findtext("title") == "DICABUT: Secangkir kopi"
    assert item.find("enclosure") is None and item.find("podcast:transcript", NS) is None
    assert "episodes/portal-episode-2026-kopi.chapters.json" not in planned(desk_of(gone))


def test_the_enclosures_length_is_that_of_the_file_on_disk(tree: Tree) -> None:
    tree.write(RECORDED).build()
    found = feedparser.parse(tree.page("feeds/episodes.xml")).entries[0].enclosures[0]
    assert int(found.length) == (tree.dest / found.href.removeprefix("https://kawat.example/")).stat().st_size
