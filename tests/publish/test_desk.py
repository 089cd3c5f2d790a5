"""The desk: what pages share: what is around them, and how lists show a story."""

import pytest
from catalogues import png, utc, world
from conftest import NETWORK, text

from kawat.publish.views import Card, Chrome

FOLDER = "content/tokyo/news/2026/festival/"
LEAD = FOLDER + "index.id.md"
NAME = "tokyo/news/2026/festival"

Files = dict[str, str | bytes | None]


def only(title: str = "Terjemahan", **fields: str) -> str:
    return text(title, date=None, **fields)  # type: ignore[arg-type]


def chrome(files: Files, site: str = "tokyo", language: str = "id") -> Chrome:
    desk = world(files).desk()
    return desk.chrome(desk.site(site), language)


def card(files: Files, site: str = "tokyo", language: str = "id") -> Card:
    """Return the card of the story as lists of a site show it."""
    desk = world(files).desk()
    return desk.card(desk.site(site), language, desk.catalogue.on(site, NAME))


# ---------------------------------------------------------------- around a page


def test_a_site_speaks_of_itself_in_the_language_of_the_page() -> None:
    one = chrome({}, "tokyo", "en")
    assert (one.language, one.name, one.short, one.home, one.portal_name, one.portal) == (
        "en", "Mission in Tokyo", "Embassy in Tokyo", "/tokyo/en/", "Ministry of Foreign Affairs", "/en/",
    )  # fmt: skip
    assert (one.missions, one.topics, one.feeds) == ("/en/missions/", "/en/topics/", "/tokyo/en/feeds/")
    assert (one.editors, chrome({}, "tokyo", "id").editors) == ("/en/editors/", "/editors/")
    assert (one.zone, one.kind, one.status, one.demonstration) == ("Asia/Tokyo", "embassy", "open", False)


def test_the_portal_answers_in_english_where_it_does_not_speak_the_language() -> None:
    assert (chrome({}, "tokyo", "ja").portal, chrome({}, "tokyo", "id").portal) == ("/en/", "/")


def test_a_theme_without_the_pages_language_speaks_english_from_left_to_right() -> None:
    welsh: Files = {"missions/tokyo.yaml": NETWORK["missions/tokyo.yaml"].replace("[id, ja, en]", "[id, cy]")}
    assert (chrome(welsh, "tokyo", "cy").language, chrome(welsh, "tokyo", "cy").direction) == ("en", "ltr")


def test_the_menu_has_the_kinds_that_the_site_shows_in_our_order() -> None:
    files: Files = {f"content/tokyo/{kind}/2026/a/index.id.md": text() for kind in ("press", "news", "page")}
    files["content/cairo/story/2026/b/index.id.md"] = text(crosspost="{to: tokyo, mode: link}")
    files["content/tokyo/event/2026/c/index.id.md"] = text(start="2026-12-01", status="withdrawn", reason="R")
    assert chrome(files).kinds == (
        ("news", "/tokyo/id/news/"), ("press", "/tokyo/id/press/"), ("story", "/tokyo/id/story/"),
    )  # fmt: skip


def test_a_site_may_order_its_menu() -> None:
    files: Files = {f"content/tokyo/{kind}/2026/a/index.id.md": text() for kind in ("press", "news", "page")}
    files["missions/tokyo.yaml"] = NETWORK["missions/tokyo.yaml"] + "menu: [page, event, news]\n"
    assert [kind for kind, _ in chrome(files).kinds] == ["page", "news"]


def test_a_site_on_a_host_of_its_own_links_to_the_portal_whole() -> None:
    cairo: Files = {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "url: https://cairo.example\n"}
    one = chrome(cairo, "cairo")
    assert (one.home, one.portal) == ("/", "https://kawat.example/")
    assert one.stylesheet == "/theme/published-kawat.css"


# ---------------------------------------------------------------- in a list


def test_at_home_a_card_is_plain() -> None:
    assert card({LEAD: text("Festival", summary="Ringkas")}) == Card(
        title="Festival",
        href="/tokyo/id/news/2026/festival/",
        summary="Ringkas",
        kind="news",
        date=utc(2026, 11, 1),
        zone="Asia/Tokyo",
        language="id",
        direction="ltr",
    )


@pytest.mark.parametrize(
    ("mode", "href"),
    [("copy", "/osaka/id/from/tokyo/news/2026/festival/"), ("link", "/tokyo/id/news/2026/festival/")],
)
def test_elsewhere_a_card_names_its_source_and_leads_to_the_copy_or_home(mode: str, href: str) -> None:
    one = card({LEAD: text("Festival", crosspost=f"{{to: osaka, mode: {mode}}}")}, "osaka")
    assert (one.href, one.source) == (href, "KBRI Tokyo")


@pytest.mark.parametrize(
    ("language", "title", "foreign"), [("id", "Festival", ""), ("ja", "祭り", ""), ("en", "Festival", "Indonesian")]
)
def test_a_card_is_in_the_readers_language_or_says_in_which(language: str, title: str, foreign: str) -> None:
    one = card({LEAD: text("Festival"), FOLDER + "index.ja.md": only("祭り")}, language=language)
    assert (one.title, one.foreign) == (title, foreign)


def test_a_card_tells_a_target_its_own_words() -> None:
    crosspost = "{to: [osaka, cairo], override: {osaka: {title: Untuk Osaka}}}"
    files: Files = {LEAD: text("Festival", summary="R", crosspost=crosspost)}
    titles = [(card(files, site).title, card(files, site).summary) for site in ("tokyo", "osaka", "cairo")]
    assert titles == [("Festival", "R"), ("Untuk Osaka", "R"), ("Festival", "R")]


def test_a_card_has_the_lead_picture_or_a_videos_still() -> None:
    picture: Files = {LEAD: text(image="a.png", image_alt="Panggung"), FOLDER + "a.png": png()}
    one = card(picture)
    assert one.image is not None and one.image.alt == "Panggung"
    folder = "content/tokyo/video/2026/v/"
    video: Files = {
        folder + "index.id.md": text(video="https://example.org/v", poster="p.png", poster_alt="Diam"),
        folder + "p.png": png(),
    }
    desk = world(video).desk()
    still = desk.card(desk.site("tokyo"), "id", desk.catalogue.home("tokyo/video/2026/v")).image
    assert still is not None and still.alt == "Diam"


def test_pages_in_all_languages_of_a_site_name_each_other() -> None:
    desk = world({}).desk()
    site = desk.site("tokyo")
    from kawat.editorial import addresses

    pairs = desk.alternates(site, lambda one: addresses.home(site, one))
    urls = [("id", ""), ("ja", "ja/"), ("en", "en/"), ("x-default", "")]
    assert pairs == tuple((language, f"https://kawat.example/tokyo/{tail}") for language, tail in urls)
    assert desk.alternates(site, lambda one: addresses.home(site, one), ("id",)) == ()
