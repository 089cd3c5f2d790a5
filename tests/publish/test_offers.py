"""From Indonesia's regions: offers by place and by chapter, told to missions by market."""

import json

import pytest
from catalogues import World, world
from conftest import text
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from kawat.publish.services import offerpages, offers

KOPI = "content/portal/potential/2026/kopi/index.id.md"
FILES: dict[str, str | bytes | None] = {
    KOPI: text(
        "Kopi", province="ID-JI", city="surabaya", sector="Kebun", product="Biji kopi", hs_code="'0901'",
        capacity="2 ton", offered_by="Dinas contoh", countries="[JP]",
    ),
    "content/portal/potential/2026/kopi/index.en.md": "---\ntitle: Coffee\nproduct: Coffee beans\n---\n\nText.\n",
    "content/cairo/potential/2026/batik/index.id.md": text("Batik", province="ID-JI", hs_code="'5208'"),
    "content/portal/potential/2026/jasa/index.id.md": text("Jasa", province="ID-JI", status="withdrawn", reason="x"),
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> World:
    found = world(FILES)
    assert found.problems == ()
    return found


def test_offers_have_a_page_for_each_place_and_chapter_that_is_used(made: World) -> None:
    paths = [path for path in made.plan() if "/offers/" in path]
    assert paths == [
        "cairo/ar/offers/index.html", "cairo/en/offers/index.html", "cairo/id/offers/index.html",
        *(f"{language}/offers/{name}index.html" for language in ("en", "id")
          for name in ("cities/surabaya/", "hs/09/", "hs/52/", "", "provinces/id-ji/")),
        *(f"{site}/{language}/offers/index.html" for site in ("osaka", "tokyo") for language in ("en", "id", "ja")),
    ]  # fmt: skip


def test_a_mission_tells_of_what_is_meant_for_its_market_and_of_its_own(made: World) -> None:
    desk = made.desk()
    told = {code: [one.article.slug for one in offers.for_mission(desk, site.mission)]
            for code, site in desk.catalogue.sites.items()}  # fmt: skip
    assert {code: told[code] for code in ("tokyo", "osaka", "cairo")} == {
        "tokyo": ["kopi"], "osaka": ["kopi"], "cairo": ["batik"],
    }  # fmt: skip
    link = HTMLParser(made.page("tokyo/ja/index.html")).css_first("a[href='/tokyo/ja/offers/']")
    assert link.text() == "インドネシア各地から"


def test_an_offer_says_what_it_is_who_gives_it_and_where_more_of_its_kind_is(made: World) -> None:
    one = offerpages.page(made.desk(), "portal", "en", "", "")
    coffee = next(it for it in one.offers if it.card.title == "Coffee")
    assert (coffee.product, coffee.hs_code) == ("Coffee beans", "0901")
    assert coffee.chapter is not None and coffee.province is not None
    assert (coffee.chapter.label, coffee.chapter.href) == ("09 – Coffee, tea, maté and spices", "/en/offers/hs/09/")
    assert (coffee.province.label, coffee.province.href) == ("East Java", "/en/offers/provinces/id-ji/")
    assert [[link.label for link in links] for _, links in one.indexes] == [
        ["East Java"], ["Surabaya"], ["09 – Coffee, tea, maté and spices", "52 – Cotton"],
    ]  # fmt: skip


def test_each_page_shows_its_own_and_leads_to_all(made: World) -> None:
    for path, titles in (
        ("id/offers/index.html", ["Batik", "Kopi"]), ("id/offers/hs/52/index.html", ["Batik"]),
        ("tokyo/ja/offers/index.html", ["Coffee"]),
    ):  # fmt: skip
        page = HTMLParser(made.page(path))
        assert [one.text() for one in page.css(".offer h2")] == titles, path
    back = HTMLParser(made.page("id/offers/hs/52/index.html")).css_first(".kicker a")
    assert back.attributes["href"] == "/id/offers/"


def test_the_catalogue_for_programs_says_the_same(made: World) -> None:
    first, second = json.loads(made.page("offers.json"))["offers"]
    assert second["hs"] == {
        "code": "0901", "chapter": "09",
        "title": {"id": "Kopi, teh, mate dan rempah-rempah", "en": "Coffee, tea, maté and spices"},
    }  # fmt: skip
    assert second["texts"]["en"]["product"] == "Coffee beans" and second["markets"] == ["JP"]
    assert (first["id"], first["province"], "city" in first) == ("cairo/potential/2026/batik", "ID-JI", False)


def test_an_edit_of_an_offer_is_an_edit_of_its_pages_and_of_no_others(made: World) -> None:
    edited = world({**FILES, KOPI: str(FILES[KOPI]).replace("2 ton", "3 ton")})
    before, after = made.plan(), edited.plan()
    stale = {path for path in before if "offers" in path and before[path].key != after[path].key}
    assert "id/offers/hs/09/index.html" in stale and "offers.json" in stale and "tokyo/ja/offers/index.html" in stale
    assert not stale & {"id/offers/hs/52/index.html", "cairo/id/offers/index.html"}
