"""The directory of missions."""

from catalogues import world
from conftest import NETWORK, mission

from kawat.publish.directory import directory

Files = dict[str, str | bytes | None]


def listed(files: Files, language: str = "id") -> dict[str, list[str]]:
    """Return the short names by region."""
    return {name: [card.short for card in cards] for name, cards in directory(world(files).desk(), language).regions}


def test_missions_stand_by_region_country_and_rank_and_the_portal_does_not() -> None:
    seoul: Files = {"missions/seoul.yaml": mission("Seoul", "KR", "east-asia", "Asia/Seoul", "id, ko, en")}
    assert listed(seoul) == {
        "Asia Timur": ["KBRI Tokyo", "KJRI Osaka", "KBRI Seoul"],
        "Timur Tengah": ["KBRI Kairo"],
    }  # fmt: skip


def test_the_order_is_that_of_the_names_in_the_readers_language() -> None:
    """Jepang comes before Mesir, but Egypt before Japan."""
    cairo: Files = {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"].replace("middle-east", "east-asia")}
    assert listed(cairo)["Asia Timur"] == ["KBRI Tokyo", "KJRI Osaka", "KBRI Kairo"]
    assert listed(cairo, "en")["East Asia"] == ["Embassy in Kairo", "Embassy in Tokyo", "Consulate General in Osaka"]


def test_a_mission_is_linked_in_the_readers_language_where_it_speaks_that() -> None:
    _, cards = directory(world({}).desk(), "en").regions[0]
    assert (cards[0].href, cards[0].country, cards[0].location, cards[0].languages) == (
        "/tokyo/en/", "Japan", (35.0, 135.0), ("id", "ja", "en"),
    )  # fmt: skip


def test_a_mission_that_does_not_work_says_so() -> None:
    suspended: Files = {"missions/osaka.yaml": NETWORK["missions/osaka.yaml"] + "status: suspended\n"}
    made = world(suspended)
    cards = dict(directory(made.desk(), "id").regions)["Asia Timur"]
    assert [card.status for card in cards] == ["open", "suspended"]
    assert "Suspended" in made.page("en/missions/index.html")
