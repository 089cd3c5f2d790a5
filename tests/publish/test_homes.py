"""Home pages: what the portal and each mission show first."""

from catalogues import png, world
from conftest import NETWORK, text

from kawat.publish import homes

Files = dict[str, str | bytes | None]


def story(site: str, slug: str, day: int, kind: str = "news", **fields: str) -> Files:
    path = f"content/{site}/{kind}/2026/{slug}/index.id.md"
    return {path: text(slug, date=f"2026-10-{day:02} 09:00", **fields)}


def parts(files: Files, site: str) -> dict[str, list[str]]:
    """Return the slugs in each part of a home page that is not empty."""
    desk = world(files).desk()
    found = homes.portal_cards(desk) if site == "portal" else homes.home_cards(desk, site)
    return {name: [one.article.slug for one in ones] for name, ones in found.items() if ones}


def test_the_portal_shows_its_own_newest_stories_then_the_regions() -> None:
    files = {**story("portal", "a", 1), **story("portal", "b", 2), **story("tokyo", "c", 3), **story("cairo", "d", 4)}
    assert parts(files, "portal") == {"latest": ["b", "a"], "region east-asia": ["c"], "region middle-east": ["d"]}


def test_a_region_shows_one_story_of_each_mission_newest_first_and_none_twice() -> None:
    pushed = story("tokyo", "pushed", 9, crosspost="{to: portal}")
    files = {**pushed, **story("tokyo", "a", 3), **story("tokyo", "b", 2), **story("osaka", "c", 4)}
    assert parts(files, "portal") == {"latest": ["pushed"], "region east-asia": ["c", "a"]}


def test_warnings_come_first_and_talks_have_a_place_of_their_own() -> None:
    files = {
        **story("portal", "awas", 1, "advisory", country="JP", level="2"),
        **story("portal", "bincang", 2, "episode"),
        **story("portal", "tua", 1, "episode"),
    }
    assert parts(files, "portal") == {"advisories": ["awas"], "talk": ["bincang"]}


def test_no_home_page_shows_pages_or_what_was_withdrawn() -> None:
    files = {**story("tokyo", "tentang", 1, "page"), **story("tokyo", "salah", 2, status="withdrawn", reason="R")}
    assert (parts(files, "tokyo"), parts(files, "portal")) == ({}, {})


def test_the_latest_are_a_lead_and_six_more() -> None:
    files: Files = {}
    for number in range(1, 10):
        files |= story("tokyo", f"s{number}", number)
    assert parts(files, "tokyo") == {"local": [f"s{number}" for number in range(9, 2, -1)]}
    view = homes.mission(world(files).desk(), "tokyo", "id")
    assert view.lead is not None
    assert (view.lead.title, [card.title for card in view.local]) == (
        "s9",
        [f"s{number}" for number in range(8, 2, -1)],
    )


def test_of_the_newest_three_one_with_a_picture_leads() -> None:
    def led(*pictured: int) -> tuple[str, list[str]]:
        files: Files = {}
        for number in range(1, 6):
            picture = {"image": "a.png", "image_alt": "A"} if number in pictured else {}
            files |= story("tokyo", f"s{number}", number, **picture)
            files |= {f"content/tokyo/news/2026/s{number}/a.png": png()} if picture else {}
        view = homes.mission(world(files).desk(), "tokyo", "id")
        assert view.lead is not None
        return view.lead.title, [card.title for card in view.local]

    assert led() == led(5) == led(1, 2) == ("s5", ["s4", "s3", "s2", "s1"])
    assert led(2, 3, 4) == ("s4", ["s5", "s3", "s2", "s1"])


def test_a_mission_shows_its_own_the_ministrys_and_its_neighbours_stories() -> None:
    files = {
        **story("tokyo", "sendiri", 1),
        **story("portal", "pusat", 2, crosspost="{to: all}"),
        **story("osaka", "tetangga", 3, crosspost="{to: tokyo, mode: link}"),
        **story("osaka", "awas", 4, "advisory", country="JP", level="2", crosspost="{to: tokyo}"),
    }
    assert parts(files, "tokyo") == {
        "advisories": ["awas"], "local": ["sendiri"], "central": ["pusat"], "neighbours": ["tetangga"],
    }  # fmt: skip


def test_a_mission_says_what_it_is_and_with_whom_it_works() -> None:
    changed = NETWORK["missions/cairo.yaml"].replace("[EG]", "[EG, JP, asean]")
    organisations = "asean: {names: {id: ASEAN, en: ASEAN}}\n"
    network: Files = {"missions/cairo.yaml": changed, "missions/_network/organisations.yaml": organisations}
    view = homes.mission(world(network).desk(), "cairo", "en")
    assert (view.city, view.country, view.speaks) == ("Kairo", "Egypt", ("Indonesian", "Arabic", "English"))
    assert [(link.label, link.href) for link in view.accreditation] == [
        ("Egypt", "/en/countries/eg/"), ("Japan", "/en/countries/jp/"), ("ASEAN", ""),
    ]  # fmt: skip


def test_a_closed_mission_names_its_successor() -> None:
    closed: Files = {"missions/osaka.yaml": NETWORK["missions/osaka.yaml"] + "status: closed\nsuccessor: tokyo\n"}
    made = world(closed)
    successor = homes.mission(made.desk(), "osaka", "ja").chrome.successor
    assert successor is not None
    assert (successor.label, successor.href) == ("Embassy in Tokyo", "/tokyo/ja/")
    assert "/tokyo/ja/" in made.page("osaka/ja/index.html")


def test_a_home_page_stands_in_every_language_of_its_site() -> None:
    head = homes.mission(world({}).desk(), "tokyo", "ja").head
    assert head.canonical == "https://kawat.example/tokyo/ja/"
    assert dict(head.alternates)["x-default"] == dict(head.alternates)["id"] == "https://kawat.example/tokyo/"


def test_an_address_that_leads_nowhere_is_answered_in_the_default_language() -> None:
    view = homes.not_found(world({}).desk(), "tokyo")
    assert (view.chrome.language, view.head.robots) == ("id", "noindex")
    assert [(link.href, link.current) for link in view.languages] == [
        ("/tokyo/", False), ("/tokyo/ja/", False), ("/tokyo/en/", False),
    ]  # fmt: skip


def test_an_empty_network_has_its_home_pages_too() -> None:
    made = world({})
    assert "Kementerian Luar Negeri" in made.page("index.html")
    assert "Mission in Tokyo" in made.page("tokyo/en/index.html")
