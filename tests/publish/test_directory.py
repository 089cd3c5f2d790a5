"""The directory of missions."""

from catalogues import world
from conftest import NETWORK, mission
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from kawat.publish import worldmap
from kawat.publish.directory import directory

Files = dict[str, str | bytes | None]


def listed(files: Files, language: str = "id") -> dict[str, list[str]]:
    """Return the short names by region."""
    regions = directory(world(files).desk(), language).regions
    return {one.name: [card.short for group in one.countries for card in group.missions] for one in regions}


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
    (tokyo, _) = directory(world({}).desk(), "en").regions[0].countries[0].missions
    assert (tokyo.href, tokyo.country, tokyo.kind, tokyo.point) == (
        "/tokyo/en/", "Japan", "embassy", worldmap.place(35.0, 135.0),
    )  # fmt: skip


def test_the_kinds_and_countries_to_choose_from_are_those_that_there_are() -> None:
    view = directory(world({}).desk(), "en")
    assert view.kinds == ("embassy", "consulate-general")
    assert [(one.label, one.anchor) for one in view.countries] == [
        ("Egypt", "middle-east-eg"), ("Japan", "east-asia-jp"),
    ]  # fmt: skip


def test_a_country_with_missions_in_two_groups_says_which_is_which() -> None:
    other: Files = {
        "missions/osaka.yaml": NETWORK["missions/osaka.yaml"].replace("region: east-asia", "region: middle-east")
    }
    assert [one.label for one in directory(world(other).desk(), "en").countries] == [
        "Egypt", "Japan (East Asia)", "Japan (Middle East)",
    ]  # fmt: skip


def test_every_anchor_of_the_page_leads_somewhere() -> None:
    page = HTMLParser(world({}).page("id/missions/index.html"))
    anchors = [one.attributes["href"] or "" for one in page.css('main a[href^="#"]')]
    assert len(anchors) == 6  # two regions, two countries, the map, all
    assert [one for one in anchors if len(page.css(one)) != 1] == []


def test_the_map_has_a_named_link_for_each_mission_and_one_piece_of_land() -> None:
    page = HTMLParser(world({}).page("id/missions/index.html"))
    assert [one.attributes["aria-label"] for one in page.css("svg a")] == [
        "Perwakilan Tokyo", "Perwakilan Osaka", "Perwakilan Kairo",
    ]  # fmt: skip
    assert len(page.css("svg path")) == 1


def test_a_mission_that_does_not_work_says_so() -> None:
    suspended: Files = {"missions/osaka.yaml": NETWORK["missions/osaka.yaml"] + "status: suspended\n"}
    made = world(suspended)
    japan = directory(made.desk(), "id").regions[0].countries[0]
    assert [card.status for card in japan.missions] == ["open", "suspended"]
    assert "Suspended" in made.page("en/missions/index.html")
