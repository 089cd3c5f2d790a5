"""Lists in pages that stay."""

import pytest
from catalogues import World, world
from conftest import text
from hypothesis import given, settings
from hypothesis import strategies as some
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from kawat.publish import lists
from kawat.publish.overviews import ListingView
from kawat.publish.paging import PER_PAGE, Paged

COUNTS = some.integers(0, 200)
SIZES = some.integers(1, 30)


@settings(derandomize=True)
@given(COUNTS, SIZES)
def test_every_story_stands_on_exactly_one_page(count: int, per_page: int) -> None:
    paged = Paged(count, per_page)
    stories = range(count)
    assert sorted(one for number in paged.numbers() for one in stories[paged.window(number)]) == list(stories)


@settings(derandomize=True)
@given(COUNTS, some.integers(1, 60), SIZES)
def test_a_full_page_never_changes_when_stories_are_added(count: int, more: int, per_page: int) -> None:
    before, after = Paged(count, per_page), Paged(count + more, per_page)
    for number in list(before.numbers())[1:]:
        assert list(range(count))[before.window(number)] == list(range(count + more))[after.window(number)]


@settings(derandomize=True)
@given(COUNTS, SIZES)
def test_one_new_story_changes_the_newest_page_and_now_and_then_splits_one_off(count: int, per_page: int) -> None:
    before, after = Paged(count, per_page), Paged(count + 1, per_page)
    assert after.full - before.full in (0, 1)
    around = {number: (after.newer(number), after.older(number)) for number in range(1, before.full + 1)}
    changed = [number for number, one in around.items() if one != (before.newer(number), before.older(number))]
    assert changed == ([before.full] if after.full > before.full and before.full else [])


@settings(derandomize=True)
@given(COUNTS, SIZES)
def test_the_newest_page_is_never_nearly_empty_once_there_is_another(count: int, per_page: int) -> None:
    paged = Paged(count, per_page)
    newest = len(range(count)[paged.window(0)])
    assert newest == count if not paged.full else per_page <= newest < 2 * per_page


@settings(derandomize=True)
@given(COUNTS, SIZES)
def test_older_and_newer_lead_through_all_pages_and_back(count: int, per_page: int) -> None:
    paged = Paged(count, per_page)
    walked, number = [0], paged.older(0)
    while number is not None:
        walked.append(number)
        assert paged.newer(number) == walked[-2]
        number = paged.older(number)
    assert sorted(walked) == list(paged.numbers())


# ---------------------------------------------------------------- as pages


def stories(count: int, **fields: str) -> dict[str, str | bytes | None]:
    """Return so many stories of Tokyo, one a day."""
    return {
        f"content/tokyo/news/2026/s{number:02}/index.id.md": text(
            f"Kabar {number:02}", date=f"2026-{1 + number // 28:02}-{1 + number % 28:02} 09:00", **fields
        )
        for number in range(count)
    }


def view(made: World, number: str = "0", year: str = "", language: str = "id") -> ListingView:
    return lists.listing(made.desk(), "tokyo", language, "news", year, number)


def test_a_list_shows_the_newest_first_and_counts_its_pages_from_the_oldest() -> None:
    made = world(stories(2 * PER_PAGE + 5))
    newest, first = view(made), view(made, "1")
    assert [card.title for card in newest.cards] == [f"Kabar {number}" for number in range(44, 19, -1)]
    assert [card.title for card in first.cards] == [f"Kabar {number:02}" for number in range(19, -1, -1)]
    assert (newest.newest, newest.newer, newest.older) == ("", "", "/tokyo/id/news/page/1/")
    assert (first.newest, first.newer, first.older) == ("/tokyo/id/news/", "/tokyo/id/news/", "")
    assert first.head.canonical == "https://kawat.example/tokyo/id/news/page/1/"


def test_a_list_stands_in_every_language_of_its_site_and_says_so() -> None:
    one = view(world(stories(1)), language="ja")
    urls = {language: f"https://kawat.example/tokyo/{language}/news/" for language in ("id", "ja", "en")}
    assert one.head.alternates == (*urls.items(), ("x-default", urls["id"]))
    assert [(link.language, link.href, link.current) for link in one.languages] == [
        ("id", "/tokyo/id/news/", False), ("ja", "/tokyo/ja/news/", True), ("en", "/tokyo/en/news/", False),
    ]  # fmt: skip


def test_a_list_has_its_years_and_each_year_is_a_list() -> None:
    old = {"content/tokyo/news/2024/lama/index.id.md": text("Lama", date="2024-05-01 09:00")}
    made = world({**stories(2), **old})
    assert [(link.label, link.href, link.current) for link in view(made, year="2024").years] == [
        ("2026", "/tokyo/id/news/2026/", False), ("2024", "/tokyo/id/news/2024/", True),
    ]  # fmt: skip
    assert [card.title for card in view(made, year="2024").cards] == ["Lama"]
    paths = [path for path in made.plan() if path.startswith("tokyo/id/news/") and "/s" not in path and ".html" in path]
    assert paths == [
        "tokyo/id/news/2024/index.html", "tokyo/id/news/2024/lama/index.html", "tokyo/id/news/2026/index.html",
        "tokyo/id/news/index.html",
    ]  # fmt: skip


def test_a_story_stands_in_the_list_of_the_year_that_is_in_its_address() -> None:
    """New Year comes earlier to Tokyo than to UTC; /news/2026/ holds what lies below it."""
    story = "content/tokyo/news/2026/tahun-baru/index.id.md"
    made = world({story: text("Tahun baru", date="2026-01-01 00:30")})
    assert [card.title for card in view(made, year="2026").cards] == ["Tahun baru"]
    assert "tokyo/id/news/2025/index.html" not in made.plan()


def test_pages_are_not_listed_by_year_so_one_may_be_called_like_a_year() -> None:
    made = world({f"content/tokyo/page/{path}/index.id.md": text() for path in ("2026", "2026/sejarah")})
    assert {path: one.recipe for path, one in made.plan().items() if path.startswith("tokyo/id/page/")} == {
        "tokyo/id/page/2026/index.html": "page",
        "tokyo/id/page/2026/sejarah/index.html": "page",
        "tokyo/id/page/index.html": "listing",
    }


def test_a_kind_without_stories_has_no_list() -> None:
    assert not [path for path in world(stories(1)).plan() if "/event/" in path]


def test_topics_countries_and_provinces_are_listed_on_the_portal_over_all_sites() -> None:
    shared = {"topics": "[budaya]", "countries": "[JP]", "provinces": "[ID-JI]"}
    made = world({
        "content/tokyo/news/2026/a/index.id.md": text("Dari Tokyo", **shared),
        "content/cairo/news/2026/b/index.id.md": text("Dari Kairo", date="2026-11-02", **shared),
    })  # fmt: skip
    for of, code in (("topics", "budaya"), ("countries", "JP"), ("provinces", "ID-JI")):
        one = lists.term(made.desk(), of, code, "en", "0")
        assert [(card.title, card.source) for card in one.cards] == [
            ("Dari Kairo", "Embassy in Kairo"), ("Dari Tokyo", "Embassy in Tokyo"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("of", "code", "heading"),
    [("topics", "budaya", "Culture"), ("countries", "JP", "Japan"), ("provinces", "ID-JI", "East Java")],
)
def test_a_subject_has_a_page_before_it_has_stories(of: str, code: str, heading: str) -> None:
    made = world({})
    one = lists.term(made.desk(), of, code, "en", "0")
    assert (one.heading, one.cards) == (heading, ())
    assert f"en/{of}/{code.lower()}/index.html" in made.plan()


def test_a_countrys_page_begins_with_who_is_in_charge_and_what_warns() -> None:
    files = {
        "content/tokyo/advisory/2026/a/index.id.md": text("Gempa", country="JP", level="3"),
        "content/tokyo/news/2026/b/index.id.md": text("Kabar", countries="[JP]"),
    }
    one = lists.term(world(files).desk(), "countries", "JP", "id", "0")
    assert [link.label for link in one.missions] == ["KBRI Tokyo", "KJRI Osaka"]
    assert [(card.title, card.level, card.place) for card in one.advisories] == [("Gempa", 3, "Jepang")]


def test_all_subjects_are_listed_by_name() -> None:
    one = lists.terms(world({}).desk(), "countries", "en")
    assert [(link.label, link.href) for link in one.links] == [
        ("Egypt", "/en/countries/eg/"), ("Indonesia", "/en/countries/id/"), ("Japan", "/en/countries/jp/"),
    ]  # fmt: skip


def test_the_newest_list_of_events_begins_with_those_to_come_the_next_one_first() -> None:
    files: dict[str, str | bytes | None] = {
        f"content/tokyo/event/2026/{slug}/index.id.md": text(slug, start=start, end=end, venue="Aula")
        for slug, start, end in (
            ("lusa", "2026-11-24 10:00", "2026-11-24 12:00"),
            ("besok", "2026-11-23 10:00", "2026-11-23 12:00"),
            ("berlangsung", "2026-11-20 10:00", "2026-12-20 12:00"),
            ("usai", "2026-11-20 10:00", "2026-11-21 12:00"),
        )
    }
    made = world(files)
    shown = lists.listing(made.desk(), "tokyo", "id", "event", "", "0")
    assert [one.title for one in shown.upcoming] == ["berlangsung", "besok", "lusa"]
    page = HTMLParser(made.page("tokyo/id/event/index.html"))
    assert [one.text() for one in page.css(".card-title")] == ["berlangsung", "besok", "lusa", "usai"]
    assert (
        page.css_first(".particulars").text(separator="").split()
        == "Mulai 20 November 2026, 10:00 GMT+9 Tempat acara Aula".split()
    )


def test_agreements_are_a_table_with_boxes_for_what_differs() -> None:
    files: dict[str, str | bytes | None] = {
        f"content/tokyo/agreement/2026/{slug}/index.id.md": text(
            slug, form=form, stage="in-force", parties="[{name: Surabaya}, {name: Kochi}]", signed="2026-11-01"
        )
        for slug, form in (("a", "mou"), ("b", "sister-city"))
    }
    page = HTMLParser(world(files).page("tokyo/id/agreement/index.html"))
    assert [one.attributes["class"] for one in page.css("tbody tr")] == [
        "form-sister-city stage-in-force", "form-mou stage-in-force",
    ]  # fmt: skip
    assert [cell.text() for cell in page.css("tbody tr:first-child > *")] == [
        "b", "Kota kembar", "Berlaku", "Surabaya · Kochi", "–", "1 November 2026", "–",
    ]  # fmt: skip
    assert [one.attributes["value"] for one in page.css("main input")] == ["all", "mou", "sister-city"]


def test_potential_is_found_by_province_and_shown_apart_on_its_page() -> None:
    offer = text("Kopi", province="ID-JI", provinces="[ID-JI]", sector="Perkebunan")
    made = world({"content/tokyo/potential/2026/kopi/index.id.md": offer})
    shown = lists.listing(made.desk(), "tokyo", "id", "potential", "", "0")
    assert [(one.label, one.href) for one in shown.provinces] == [("Jawa Timur", "/id/provinces/id-ji/")]
    page = HTMLParser(made.page("id/provinces/id-ji/index.html"))
    assert [one.text() for one in page.css(".section-title, .card-title")] == ["Potensi daerah", "Kopi"]
