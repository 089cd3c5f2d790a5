"""Safe Travel: the advice on each country, on pages that can be read without a network, and for programs."""

import json
from datetime import timedelta

import pytest
from catalogues import World, press, world
from conftest import NOW, text
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from kawat.publish.services import travel, travelpages

PARTS = "Awal.\n\n## Aman {#security}\n\nJaga diri, lihat [obat](#health).\n\n## Sehat {#health}\n\nMinum obat."
FILES: dict[str, str | bytes | None] = {
    "content/tokyo/advisory/2026/gempa/index.id.md": text(
        "Gempa", country="JP", level="2", areas="[Kanto]", expires="2026-12-01", reviewed="2026-11-20", body=PARTS,
        updated="2026-11-10", corrections="[{at: 2026-11-10, note: Tingkat naik dari 1 ke 2.}]",
    ),
    "content/tokyo/advisory/2026/gempa/index.en.md": "---\ntitle: Earthquake\n---\n\nCare.\n",
    "content/osaka/advisory/2026/badai/index.id.md": text("Badai", country="JP", level="3", body=PARTS),
    "content/osaka/advisory/2026/lalu/index.id.md": text("Lalu", country="JP", level="4", expires="2026-11-20"),
    "missions/tokyo.yaml": (
        "kind: embassy\nnames: {id: KBRI Tokyo}\ncountry: JP\ncity: Tokyo\nlocation: [35.0, 135.0]\nregion: east-asia\n"
        "timezone: Asia/Tokyo\nlanguages: [id, ja, en]\naccreditation: [JP, FM, ID]\nemergency: +81 90 0000 0000\n"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> World:
    found = world(FILES)
    assert found.problems == ()
    return found


def test_a_countrys_level_is_that_of_its_gravest_advice_in_force(made: World) -> None:
    there = travel.read(made.desk())
    assert {code: one.level for code, one in there.items()} == {"EG": 0, "FM": 0, "JP": 3}
    assert [one.article.slug for one in there["JP"].advisories] == ["badai", "gempa"]


def test_who_is_in_charge_is_told_from_afar_too(made: World) -> None:
    one = travelpages.country(made.desk(), "FM", "id")
    assert [(it.mission.label, it.seat) for it in one.contacts] == [("KBRI Tokyo", "Tokyo, Jepang")]
    assert one.level == 0


def test_a_telephone_number_stands_only_where_a_mission_has_one(made: World) -> None:
    one = travelpages.emergency(made.desk(), "id")
    numbers = {it.mission.label: it.emergency for _, contacts in one.countries for it in contacts}
    assert {name: link and link.href for name, link in numbers.items()} == {
        "KBRI Tokyo": "tel:+819000000000", "KJRI Osaka": None, "KBRI Kairo": None,
    }  # fmt: skip
    assert one.published and not travelpages.emergency(world({}).desk(), "id").published


def test_a_countrys_page_holds_the_whole_advice_with_its_parts_and_what_changed(made: World) -> None:
    page = HTMLParser(made.page("safe-travel/id/jp/index.html"))
    assert [one.text() for one in page.css("article > h2")] == ["Badai", "Gempa"]
    assert [one.attributes["href"] for one in page.css("article nav a")] == [
        "#osaka-badai-security", "#osaka-badai-health", "#tokyo-gempa-security", "#tokyo-gempa-health",
    ]  # fmt: skip
    ids = [one.attributes["id"] for one in page.css("[id]")]
    assert len(ids) == len(set(ids))
    assert {f"#{one}" for one in ids} >= {one.attributes["href"] for one in page.css(".body a")}
    assert "Tingkat naik dari 1 ke 2." in page.css_first(".corrections").text()
    assert [one.attributes["data-until"] for one in page.css("[data-until]")] == ["2026-11-30T15:00:00Z"]


def test_the_world_is_a_list_by_level_and_a_map_with_a_shape_for_each(made: World) -> None:
    one = travelpages.overview(made.desk(), "en")
    assert [(level, [row.name for row in rows]) for level, rows in one.levels] == [(3, ["Japan"])]
    assert [(mark.name, mark.level, len(mark.corners.split())) for mark in one.marks] == [("Japan", 3, 3)]
    assert [link.label for link in one.countries] == ["Egypt", "Japan", "Micronesia"]


def test_a_missions_home_says_what_holds_for_each_country_that_it_works_in(made: World) -> None:
    page = HTMLParser(made.page("tokyo/index.html"))
    assert " ".join(page.css_first(".travel-links").text().split()) == (
        "Safe Travel: Jepang tingkat 3, Mikronesia tidak ada imbauan"
    )
    assert [one.text() for one in page.css(".advisories a")] == ["Gempa", "Badai"]


def test_programs_get_all_countries_in_one_small_file_and_each_in_one(made: World) -> None:
    everything = json.loads(made.page("safe-travel.json"))
    assert everything["updated"] == "2026-11-09T15:00:00Z"
    japan = next(one for one in everything["countries"] if one["code"] == "JP")
    assert (japan["level"], japan["missions"]) == (3, ["tokyo", "osaka"])
    assert japan["advisories"][1] == {
        "id": "tokyo/advisory/2026/gempa", "level": 2, "titles": {"id": "Gempa", "en": "Earthquake"},
        "expires": "2026-11-30T15:00:00Z", "reviewed": "2026-11-19T15:00:00Z", "updated": "2026-11-09T15:00:00Z",
    }  # fmt: skip
    whole = json.loads(made.page("safe-travel/jp.json"))
    told = whole["advisories"][1]["texts"]["id"]
    assert told["parts"] == {"security": "Jaga diri, lihat obat.", "health": "Minum obat."}
    assert told["changes"] == [{"at": "2026-11-09T15:00:00Z", "note": "Tingkat naik dari 1 ke 2."}]
    assert [one.get("emergency") for one in whole["contacts"]] == ["+81 90 0000 0000", None]


def test_what_is_told_changes_with_the_advice_and_with_time(made: World) -> None:
    """The key of a file is another one wherever its bytes are."""
    paths = [path for path in made.plan() if path.startswith("safe-travel")]
    edited = world({**FILES, "content/osaka/advisory/2026/badai/index.id.md": text("Badai", country="JP", level="1")})
    for other, when in ((edited, NOW), (made, NOW + timedelta(days=30))):
        before, after = made.plan(), other.plan(when)
        for path in paths:
            if path.endswith((".html", ".json")) and made.page(path) != other.page(path, when):
                assert before[path].key != after[path].key, path
    stale = {path for path in paths if made.plan()[path].key != edited.plan()[path].key}
    assert "safe-travel/id/eg/index.html" not in stale and "safe-travel/jp.json" in stale


def test_the_worker_stands_in_the_folder_that_it_serves_and_nowhere_else(made: World) -> None:
    plan = made.plan()
    assert plan["safe-travel/worker.js"].subject == ("worker.js",)
    assert [path for path, one in plan.items() if one.subject == ("worker.js",)] == ["safe-travel/worker.js"]
    assert press().theme.static["worker.js"]
