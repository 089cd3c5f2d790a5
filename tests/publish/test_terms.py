"""Links to the portal's pages of subjects, from anywhere in the network."""

import pytest
from catalogues import world
from conftest import NETWORK, text

from kawat.publish import terms
from kawat.publish.views import Link

Files = dict[str, str | bytes | None]
CAIRO: Files = {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "url: https://cairo.example\n"}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("id", Link("Budaya", "/id/topics/budaya/")),
        ("en", Link("Culture", "/en/topics/budaya/")),
        ("ja", Link("Culture", "/en/topics/budaya/")),
    ],
)
def test_a_topic_is_named_in_the_readers_language_and_read_in_one_of_the_portals(language: str, expected: Link) -> None:
    desk = world({}).desk()
    assert terms.links(desk, desk.site("tokyo"), "topics", ("budaya",), language) == (expected,)


def test_a_country_is_named_by_cldr_unless_the_network_knows_better() -> None:
    own: Files = {"missions/_network/countries.yaml": "EG: {id: Republik Arab Mesir}\n"}
    for files, label in (({}, "Mesir"), (own, "Republik Arab Mesir")):
        desk = world(files).desk()
        assert terms.country_link(desk, desk.portal, "EG", "id") == Link(label, "/id/countries/eg/")


def test_from_another_host_the_link_is_whole() -> None:
    desk = world(CAIRO).desk()
    link = terms.country_link(desk, desk.site("cairo"), "EG", "ar")
    assert link == Link("مصر", "https://kawat.example/en/countries/eg/")


def test_all_topics_and_provinces_are_in_the_order_in_which_they_are_declared() -> None:
    desk = world({}).desk()
    assert [link.label for link in terms.all_links(desk, "topics", "id")] == ["Budaya", "Ekonomi"]
    assert [link.label for link in terms.all_links(desk, "provinces", "en")] == ["East Java"]


def test_all_countries_are_those_of_missions_and_stories_by_name() -> None:
    desk = world({"content/tokyo/news/2026/a/index.id.md": text(countries="[BR]")}).desk()
    assert [link.label for link in terms.all_links(desk, "countries", "id")] == [
        "Brasil",
        "Indonesia",
        "Jepang",
        "Mesir",
    ]
