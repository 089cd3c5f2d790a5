"""A story as feeds carry it."""

import feedparser
import pytest
from catalogues import png
from conftest import NETWORK, Tree, text
from feedtrees import desk_of, published
from lxml import etree

STORY = "content/tokyo/news/2026/festival/index.id.md"
NEWS = "tokyo/feeds/news.xml"
GUID = "tag:kawat.example,2026:tokyo/news/2026/festival"


def entries(
    files: dict[str, str | bytes], path: str = NEWS, network: dict[str, str] = NETWORK
) -> list[feedparser.FeedParserDict]:
    return list(feedparser.parse(published(desk_of(files, network=network), path)).entries)


def test_a_copy_has_the_guid_and_the_address_of_its_home() -> None:
    files: dict[str, str | bytes] = {STORY: text(crosspost="{to: [osaka, portal]}", topics="[budaya]")}
    paths = (NEWS, "osaka/feeds/news.xml", "feeds/news.xml", "feeds/topics/budaya.xml", "tokyo/feeds/news.atom")
    found = {(one.id, one.link) for path in paths for one in entries(files, path)}
    assert found == {(GUID, "https://kawat.example/tokyo/id/news/2026/festival/")}


def test_each_edition_has_its_own_guid() -> None:
    files: dict[str, str | bytes] = {STORY: text()}
    for name in ("index.en.md", "index.ja.md", "index.id.simple.md"):
        files[STORY.replace("index.id.md", name)] = text(name, None)  # type: ignore[arg-type]
    feeds = (NEWS, "tokyo/feeds/news.en.xml", "tokyo/feeds/news.ja.xml", "tokyo/feeds/simple.id.xml")
    assert [one.id for path in feeds for one in entries(files, path)] == [
        GUID,
        f"{GUID}.en",
        f"{GUID}.ja",
        f"{GUID}.simple",
    ]


def test_a_guid_survives_another_host_where_an_authority_is_declared() -> None:
    portal = NETWORK["missions/portal.yaml"] + "authority: kemlu.example\n"
    (found,) = entries({STORY: text()}, network=NETWORK | {"missions/portal.yaml": portal})
    assert found.id == "tag:kemlu.example,2026:tokyo/news/2026/festival"


def test_the_text_is_whole_absolute_and_credited() -> None:
    files: dict[str, str | bytes] = {
        STORY: text(
            body="Baca [lain](../lain/index.id.md) dan [ini](#x).\n\n## X {#x}", republish="{license: CC-BY-4.0}"
        ),
        STORY.replace("festival", "lain"): text("Lain", "2026-10-01 09:00"),
    }
    told = entries(files)[0].content[0].value
    assert 'href="https://kawat.example/tokyo/id/news/2026/lain/"' in told
    assert 'href="https://kawat.example/tokyo/id/news/2026/festival/#' in told
    assert 'href="/' not in told and told.endswith("KBRI Tokyo</a> · Lisensi: CC-BY-4.0</p>")


@pytest.mark.parametrize("status", ["withdrawn", "removed"])
def test_a_retracted_story_replaces_what_was_carried(status: str) -> None:
    files: dict[str, str | bytes] = {
        STORY: text(
            "Judul lama", body="Isi lama.", summary="Ringkas lama.", status=status, reason="Keliru.", tags="[gamelan]"
        )
    }
    (found,) = entries(files)
    assert found.id == GUID
    assert found.title == ("DICABUT: Judul lama" if status == "withdrawn" else "DICABUT")
    assert found.content[0].value == "<p>Keliru.</p>"
    if status == "removed":
        told = published(desk_of(files), NEWS).decode()
        assert "lama" not in told.replace("2026/festival", "") and "gamelan" not in told


def test_a_correction_is_seen_and_dated() -> None:
    (found,) = entries({STORY: text(corrections="[{at: 2026-11-05 09:00, note: Jumlah diperbaiki.}]")})
    assert "<p><strong>Ralat:</strong> Jumlah diperbaiki.</p>" in found.content[0].value
    assert (found.id, found.updated) == (GUID, "2026-11-05T00:00:00Z")
    assert feedparser.parse(published(desk_of({}), NEWS)).feed.updated


def test_another_sites_words_are_in_that_sites_feed_only() -> None:
    crosspost = "{to: [osaka], override: {osaka: {title: Untuk Osaka}}}"
    files: dict[str, str | bytes] = {STORY: text("Festival", crosspost=crosspost)}
    assert [one.title for one in entries(files)] == ["Festival"]
    assert [(one.title, one.id) for one in entries(files, "osaka/feeds/news.xml")] == [("Untuk Osaka", GUID)]


def test_the_enclosures_length_is_that_of_the_picture_on_disk(tree: Tree) -> None:
    picture = {
        STORY: text(image="a.png", image_alt="Penari"),
        STORY.replace("index.id.md", "a.png"): png("red", 40, 30),
    }
    tree.write(picture).build()
    for name in ("news.xml", "news.atom"):
        (found,) = feedparser.parse(tree.page(f"tokyo/feeds/{name}")).entries
        (enclosure,) = found.enclosures
        file = tree.dest / enclosure.href.removeprefix("https://kawat.example/")
        assert int(enclosure.length) == file.stat().st_size > 0
        assert found.content[0].value.startswith("<figure><img ")


@pytest.mark.parametrize("status", ["withdrawn", "removed"])
def test_atom_tells_programs_too_that_a_story_was_taken_back(status: str) -> None:
    files: dict[str, str | bytes] = {
        STORY: text("Lama", status=status, reason="Keliru & kurang.", updated="2026-11-20 09:00")
    }
    root = etree.fromstring(published(desk_of(files), "tokyo/feeds/news.atom"))
    (tombstone,) = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert dict(tombstone.attrib) == {"ref": GUID, "when": "2026-11-20T00:00:00Z"}
    assert [one.text for one in tombstone] == ["Keliru & kurang."]
    entry = root.find("{*}entry")
    assert entry is not None and entry.findtext("{*}updated") == "2026-11-20T00:00:00+00:00", "no older than its entry"
    assert b"deleted-entry" not in published(desk_of({STORY: text()}), "tokyo/feeds/news.atom")
