"""Structured data: what pages say in schema.org's words, read back out of the page by the standard library's parser.

Every word that is read back is looked up: `schemaorg.json` holds schema.org's properties of the types in use, as
{type: [its supertypes, its own properties]}, taken from the npm package schema-dts (google/schema-dts) 2.1.0.
"""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from catalogues import png, world
from conftest import NETWORK, text

from kawat.digests import file_digest
from kawat.publish import structured

FOLDER = "content/tokyo/{kind}/2026/a/"
PAGE = "tokyo/id/{kind}/2026/a/index.html"
HOME = "https://kawat.example/tokyo/id/news/2026/a/"
TOKYO = {
    "@type": "GovernmentOrganization",
    "@id": "https://kawat.example/tokyo/#organization",
    "name": "Perwakilan Tokyo",
    "url": "https://kawat.example/tokyo/",
}
Files = dict[str, str | bytes | None]


class Scripts(HTMLParser):
    """Collects the scripts of a page: (type, text)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script"
        if self._inside:
            self.found.append((dict(attrs).get("type") or "", ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] = (self.found[-1][0], self.found[-1][1] + data)


def nodes(page: str) -> list[dict[str, Any]]:
    """Return the graph that a page holds; there is one, in one element."""
    scripts = Scripts()
    scripts.feed(page)
    (graph,) = (json.loads(data) for kind, data in scripts.found if kind == "application/ld+json")
    assert set(graph) == {"@context", "@graph"} and graph["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = graph["@graph"]
    assert list(unknown(found)) == []
    return found


VOCABULARY: dict[str, tuple[list[str], list[str]]] = json.loads(
    Path(__file__).with_name("schemaorg.json").read_text("utf-8")
)


def properties(kind: str) -> set[str]:
    """Return what schema.org lets one say of a type."""
    above, own = VOCABULARY[kind]
    return set(own).union(*map(properties, above))


def unknown(said: Any) -> Iterator[tuple[str, str]]:
    """Yield (type, property) of whatever is said that schema.org does not know, at any depth."""
    for one in said if isinstance(said, list) else []:
        yield from unknown(one)
    if isinstance(said, dict):
        if "@type" in said:
            allowed = properties(said["@type"])
            yield from ((said["@type"], name) for name in said if not name.startswith("@") and name not in allowed)
        for value in said.values():
            yield from unknown(value)


def told(kind: str = "news", beside: Files | None = None, **fields: str) -> dict[str, Any]:
    """Return what the page of a story with these fields says of it."""
    files: Files = {f"{FOLDER.format(kind=kind)}{name}": data for name, data in (beside or {}).items()}
    files[FOLDER.format(kind=kind) + "index.id.md"] = text(**fields)
    return nodes(world(files).page(PAGE.format(kind=kind)))[0]


def test_what_schema_org_does_not_know_is_found() -> None:
    """A control: the other tests look every word up."""
    wrong = [{"@type": "Event", "headline": "Judul", "location": {"@type": "Place", "venue": "Balai"}}]
    assert list(unknown(wrong)) == [("Event", "headline"), ("Place", "venue")]


def test_a_story_is_a_news_article_of_its_mission() -> None:
    assert told(
        title="Festival",
        summary="Ringkas",
        updated="2026-11-02 09:00",
        topics="[budaya]",
        tags="[tari]",
        countries="[JP]",
        corrections="[{at: 2026-11-03 10:00, note: Jumlahnya diperbaiki.}]",
        republish="{license: CC-BY-4.0}",
        image="a.png",
        image_alt="Panggung",
        beside={"a.png": png()},
    ) == {
        "@type": "NewsArticle",
        "headline": "Festival",
        "name": "Festival",
        "description": "Ringkas",
        "inLanguage": "id",
        "datePublished": "2026-11-01T00:00:00Z",
        "dateModified": "2026-11-03T01:00:00Z",
        "author": TOKYO,
        "publisher": TOKYO,
        "image": ["https://kawat.example/media/" + file_digest(png())[:20] + "-8.jpg"],
        "keywords": ["Budaya", "tari"],
        "contentLocation": [{"@type": "Country", "name": "Jepang", "identifier": "JP"}],
        "isAccessibleForFree": True,
        "license": "https://spdx.org/licenses/CC-BY-4.0",
        "correction": [
            {"@type": "CorrectionComment", "text": "Jumlahnya diperbaiki.", "dateCreated": "2026-11-03T01:00:00Z"}
        ],
        "@id": f"{HOME}#story",
        "url": HOME,
        "mainEntityOfPage": HOME,
    }


def test_authors_who_are_named_are_said() -> None:
    assert told(authors="[Pensosbud KBRI Tokyo]")["author"] == [
        {"@type": "Organization", "name": "Pensosbud KBRI Tokyo"}
    ]


def test_a_copy_says_what_it_is_based_on_and_who_published_it() -> None:
    files: Files = {"content/tokyo/news/2026/a/index.id.md": text("Festival", crosspost="{to: portal}")}
    story, trail = nodes(world(files).page("id/from/tokyo/news/2026/a/index.html"))
    assert (story["isBasedOn"], story["mainEntityOfPage"], story["publisher"]) == (HOME, HOME, TOKYO)
    assert story["url"] == "https://kawat.example/id/from/tokyo/news/2026/a/"
    assert [(one["position"], one["name"], one["item"]) for one in trail["itemListElement"]] == [
        (1, "Kementerian Luar Negeri", "https://kawat.example/"),
        (2, "Berita", "https://kawat.example/id/news/"),
        (3, "Festival", "https://kawat.example/id/from/tokyo/news/2026/a/"),
    ]


@pytest.mark.parametrize(
    ("where", "mode", "location"),
    [
        ({"venue": "Balai"}, "Offline", [{"@type": "Place", "name": "Balai", "address": "Balai"}]),
        (
            {"online": "https://a.example/"},
            "Online",
            [{"@type": "VirtualLocation", "url": "https://a.example/"}],
        ),
        (
            {"venue": "Balai", "online": "https://a.example/"},
            "Mixed",
            [
                {"@type": "Place", "name": "Balai", "address": "Balai"},
                {"@type": "VirtualLocation", "url": "https://a.example/"},
            ],
        ),
    ],
)
def test_an_event_has_what_search_engines_require(
    where: dict[str, str], mode: str, location: list[dict[str, str]]
) -> None:
    event = told("event", start="2026-12-01 10:00", end="2026-12-01 12:00", **where)
    assert (event["@type"], event["name"], event["location"]) == ("Event", "Judul", location)
    assert (event["startDate"], event["endDate"]) == ("2026-12-01T01:00:00Z", "2026-12-01T03:00:00Z")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert event["organizer"] == TOKYO
    assert not {"headline", "datePublished", "author", "isBasedOn"} & set(event), "words of a creative work"


def test_an_event_of_which_nobody_says_where_is_told_as_news() -> None:
    assert told("event", start="2026-12-01 10:00")["@type"] == "NewsArticle"


def test_travel_advice_is_an_announcement_for_a_country_with_its_end() -> None:
    said = told(
        "advisory", country="JP", level="2", effective="2026-11-02 00:00", expires="2027-01-01", summary="Gempa."
    )
    assert (said["@type"], said["text"]) == ("SpecialAnnouncement", "Gempa.")
    assert (said["datePosted"], said["expires"]) == ("2026-11-01T15:00:00Z", "2026-12-31T15:00:00Z")
    assert said["spatialCoverage"] == {"@type": "Country", "name": "Jepang", "identifier": "JP"}


def test_a_talk_is_an_episode_with_its_recording() -> None:
    sound = b"ID3" + bytes(200)
    guests = "[{name: Sri, role: Perajin}]"
    said = told("episode", {"a.mp3": sound}, audio="a.mp3", duration='"12:30"', guests=guests)
    assert (said["@type"], said["timeRequired"]) == ("PodcastEpisode", "PT750S")
    assert (
        said["associatedMedia"]["@type"] == "AudioObject" and said["associatedMedia"]["encodingFormat"] == "audio/mpeg"
    )
    assert said["associatedMedia"]["contentUrl"].startswith("https://kawat.example/media/")
    assert said["actor"] == [{"@type": "Person", "name": "Sri", "jobTitle": "Perajin"}]
    assert said["partOfSeries"]["url"] == "https://kawat.example/tokyo/id/episode/"
    assert "associatedMedia" not in told("episode", live_at="2026-12-01 10:00")


def test_a_video_has_what_search_engines_require() -> None:
    said = told("video", {"p.png": png()}, video="https://v.example/1", poster="p.png", poster_alt="Panggung")["video"]
    assert (said["@type"], said["name"], said["uploadDate"]) == ("VideoObject", "Judul", "2026-11-01T00:00:00Z")
    assert said["thumbnailUrl"].endswith("-8.jpg") and said["url"] == "https://v.example/1"


def test_an_agreement_is_no_news_and_a_page_is_a_page() -> None:
    parties = "[{name: Kota A}, {name: Kota B}]"
    assert told("agreement", form="mou", stage="mou", parties=parties)["@type"] == "Article"
    page = world({"content/tokyo/page/tentang/index.id.md": text("Tentang")}).page("tokyo/id/page/tentang/index.html")
    assert [one["@type"] for one in nodes(page)] == ["WebPage", "BreadcrumbList"]


def test_what_is_withdrawn_is_no_longer_said_to_search_engines() -> None:
    files: Files = {"content/tokyo/news/2026/a/index.id.md": text(status="withdrawn", reason="Keliru.")}
    assert "ld+json" not in world(files).page("tokyo/id/news/2026/a/index.html")


def test_a_mission_is_a_part_of_the_ministry_and_says_whom_it_serves() -> None:
    network = {**NETWORK, "missions/tokyo.yaml": NETWORK["missions/tokyo.yaml"].replace("[JP]", "[JP, FM]")}
    mission, site = nodes(world({}, network).page("tokyo/en/index.html"))
    assert mission == {
        **TOKYO,
        "name": "Mission in Tokyo",
        "alternateName": "Embassy in Tokyo",
        "parentOrganization": {
            "@type": "GovernmentOrganization",
            "@id": "https://kawat.example/#organization",
            "name": "Ministry of Foreign Affairs",
            "url": "https://kawat.example/",
        },
        "address": {"@type": "PostalAddress", "addressLocality": "Tokyo", "addressCountry": "JP"},
        "knowsLanguage": ["id", "ja", "en"],
        "areaServed": [
            {"@type": "Country", "name": "Japan", "identifier": "JP"},
            {"@type": "Country", "name": "Micronesia", "identifier": "FM"},
        ],
    }
    assert (site["@type"], site["publisher"]) == ("WebSite", {"@id": mission["@id"]})
    ministry, _ = nodes(world({}).page("index.html"))
    assert "parentOrganization" not in ministry and "address" not in ministry


HOSTILE = "</script><script>alert(1)</script><!-- & \u2028\u2029 \\ \" ' ]]>"


def test_no_title_ends_the_element_or_begins_another() -> None:
    title = HOSTILE.replace("\u2028\u2029 ", "")  # the front matter has taken line ends for blanks before
    files: Files = {"content/tokyo/news/2026/a/index.id.md": text(json.dumps(title))}
    page = world(files).page("tokyo/id/news/2026/a/index.html")
    story, trail = nodes(page)
    assert story["headline"] == trail["itemListElement"][2]["name"] == title
    assert "alert(1)</script>" not in page


@pytest.mark.parametrize("hostile", [HOSTILE, "<!--<script>", "</SCRIPT >", "&lt;/script&gt;", "\x00\x7f\ud7ff"])
def test_what_is_written_reads_back_the_same_and_holds_no_mark_of_html(hostile: str) -> None:
    written = str(structured.script({"name": hostile}))
    assert json.loads(written)["@graph"] == [{"name": hostile}]
    assert not set(written) & set("<>&\u2028\u2029")


def test_empty_values_are_left_out_at_any_depth() -> None:
    written = structured.script({"a": "", "b": [], "c": {"d": None, "e": [{"f": ""}, {"g": 1}]}, "h": False})
    assert json.loads(written)["@graph"] == [{"c": {"e": [{}, {"g": 1}]}, "h": False}]
