"""Links: however a writer names another text, its readers get there."""

from functools import cache

import pytest
from catalogues import World, world
from conftest import NETWORK, text

from kawat.editorial import catalogue as catalogues
from kawat.editorial.links import Target
from kawat.publish import stories

FOLDER = "content/tokyo/news/2026/festival/"
HERE = FOLDER + "index.id.md"
OTHER = "content/osaka/event/2026/pameran/"
TREE: dict[str, str | bytes] = {
    HERE: text(),
    FOLDER + "index.ja.md": text(date=None),  # type: ignore[arg-type]
    FOLDER + "acara.pdf": b"%PDF-1.7",
    "content/tokyo/news/2026/lain/index.id.md": text("Lain"),
    OTHER + "index.id.md": text("Pameran", start="2026-12-01", crosspost="{to: tokyo}"),
    OTHER + "index.ja.md": text("展示", date=None),  # type: ignore[arg-type]
    OTHER + "index.id.simple.md": text("Mudah", date=None),  # type: ignore[arg-type]
    "content/portal/page/tentang/index.id.md": text("Tentang"),
    "content/cairo/news/2026/rahasia/index.id.md": text("Rahasia", status="draft"),
    "content/cairo/news/2026/rahasia/rahasia.pdf": b"%PDF-1.4",
}
FESTIVAL, LAIN = Target(article="tokyo/news/2026/festival"), Target(article="tokyo/news/2026/lain")
EXHIBITION, ABOUT = Target(article="osaka/event/2026/pameran"), Target(article="portal/page/tentang")


@cache
def made() -> World:
    return world(TREE)


def find(typed: str) -> Target | None:
    return made().catalogue().targets.find(typed, made().article("tokyo/news/2026/festival").lead)


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("/tokyo/news/2026/lain/index.id.md", LAIN),
        ("/osaka/event/2026/pameran/index.ja.md", EXHIBITION),
        ("/osaka/event/2026/pameran/index.id.simple.md", EXHIBITION),
        ("/osaka/event/2026/pameran/", EXHIBITION),
        ("/osaka/event/2026/pameran", EXHIBITION),
        ("../lain/index.id.md", LAIN),
        ("../lain/", LAIN),
        ("../lain", LAIN),
        ("../../../../osaka/event/2026/pameran/index.id.md", EXHIBITION),
        ("index.ja.md", FESTIVAL),
        ("./index.id.md", FESTIVAL),
        ("{filename}/tokyo/news/2026/lain/index.id.md", LAIN),
        ("{filename}../lain/index.id.md", LAIN),
        ("|filename|../lain/index.id.md", LAIN),
        ("/tokyo/id/news/2026/lain/", LAIN),
        ("/osaka/ja/event/2026/pameran/", EXHIBITION),
        ("/id/page/tentang/", ABOUT),
        ("/feeds/", Target(site="portal", page="feeds")),
        ("/tokyo/feeds/", Target(site="tokyo", page="feeds")),
        ("/editors/#rules", Target(site="portal", page="editors", fragment="#rules")),
        ("/portal/page/tentang/index.id.md", ABOUT),
        ("../lain/?from=home", LAIN),
        ("/tokyo/", Target(site="tokyo")),
        ("/cairo", Target(site="cairo")),
        ("/portal/", Target(site="portal")),
        ("/", Target(site="portal")),
        ("acara.pdf", Target(media=FOLDER + "acara.pdf")),
        ("{static}acara.pdf", Target(media=FOLDER + "acara.pdf")),
        ("{attach}/tokyo/news/2026/festival/acara.pdf", Target(media=FOLDER + "acara.pdf")),
    ],
)
def test_a_text_is_named_in_any_of_these_ways(typed: str, target: Target) -> None:
    assert find(typed) == target


@pytest.mark.parametrize(
    "typed",
    [
        "../tidak-ada/",
        "/kyoto/",
        "/content/",
        "../../../../../../../../etc/passwd",
        "../../../../../tokyo/",
        "/tokyo/en/news/2026/lain/",
        "tidak-ada.pdf",
        "/tokyo/news/2026/",
        "/tokyo/editors/",
        "/entah/feeds/",
    ],
)
def test_what_does_not_exist_is_found_nowhere(typed: str) -> None:
    assert find(typed) is None


def test_a_fragment_names_an_element_of_the_text_and_not_of_the_page() -> None:
    assert find("../lain/#acara") == Target(article=LAIN.article, fragment="#t-acara")
    assert find("../lain/#") == LAIN


def test_a_document_beside_somebody_elses_unpublished_text_stays_unpublished() -> None:
    """A document belongs to the text beside which it lies; a link from elsewhere does not publish it."""
    assert find("/cairo/news/2026/rahasia/rahasia.pdf") is None


def broken(body: str, more: dict[str, str] | None = None) -> list[tuple[int, int, str]]:
    found = world({**TREE, HERE: text(body=body), **(more or {})})
    problems = catalogues.broken_links(found.catalogue())
    return [(one.line, one.column, dict(one.about)["value"]) for one in problems if one.file == HERE]


def test_a_broken_link_is_shown_where_it_stands() -> None:
    assert broken("Satu.\n\nDua [kata](../tidak-ada/) dan [lain](../lain/).") == [(8, 12, "../tidak-ada/")]


def test_a_link_to_what_is_not_published_yet_is_not_called_broken() -> None:
    assert broken("[a](/cairo/news/2026/rahasia/index.id.md) [b](/cairo/news/2026/rahasia/)") == []


# ---------------------------------------------------------------- from the page of a site

PAGES = ("/feeds/", "/tokyo/feeds/", "/editors/#rules")
LINKING = {
    HERE: text(body="[P](/osaka/event/2026/pameran/)", crosspost="{to: [osaka, cairo, portal]}"),
    FOLDER + "index.ja.md": text(date=None, body="[P](/osaka/event/2026/pameran/index.id.md#waktu)"),  # type: ignore[arg-type]
}


def href(site: str, language: str, more: dict[str, str] | None = None) -> str:
    """Return where the only link of the story leads on a site, in a language."""
    found = world({**TREE, **LINKING, **(more or {})})
    desk = found.desk()
    one = desk.catalogue.on(site, "tokyo/news/2026/festival")
    edition = next(edition for edition, _ in one.editions if edition.language == language)
    return stories.link_href(desk, desk.site(site), edition, edition.references[0].value)


@pytest.mark.parametrize(
    ("site", "language", "expected"),
    [
        ("tokyo", "id", "/tokyo/id/from/osaka/event/2026/pameran/"),
        ("osaka", "id", "/osaka/id/event/2026/pameran/"),
        ("cairo", "id", "/osaka/id/event/2026/pameran/"),
        ("tokyo", "ja", "/tokyo/ja/from/osaka/event/2026/pameran/#t-waktu"),
        ("osaka", "ja", "/osaka/ja/event/2026/pameran/#t-waktu"),
    ],
)
def test_a_link_leads_to_the_copy_on_the_same_site_and_in_the_readers_language(
    site: str, language: str, expected: str
) -> None:
    assert href(site, language) == expected


def test_a_link_to_another_host_is_whole() -> None:
    cairo = {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "url: https://cairo.example\n"}
    assert href("cairo", "id", cairo) == "https://kawat.example/osaka/id/event/2026/pameran/"


def test_a_link_to_the_pages_for_outlets_leads_to_them_in_the_readers_language() -> None:
    to = {page: {HERE: text(body=f"[P]({page})", crosspost="{to: [osaka, cairo, portal]}")} for page in PAGES}
    assert [href("osaka", "id", to[page]) for page in PAGES] == ["/feeds/", "/tokyo/feeds/", "/editors/#rules"]


@pytest.mark.parametrize("status", ["draft", "removed"])
def test_a_link_to_what_nobody_may_read_leads_nowhere(status: str) -> None:
    event = text("Pameran", start="2026-12-01", status=status, reason="Batal")
    assert href("tokyo", "id", {OTHER + "index.id.md": event}) == ""


def test_a_link_to_what_was_withdrawn_leads_to_its_notice() -> None:
    event = text("Pameran", start="2026-12-01", status="withdrawn", reason="Batal")
    assert href("tokyo", "ja", {OTHER + "index.id.md": event}) == "/osaka/id/event/2026/pameran/#t-waktu"


def test_a_link_to_a_site_leads_to_its_home_in_the_language_of_the_text() -> None:
    more = {HERE: text(body="[K](/cairo/)"), FOLDER + "index.ja.md": text(date=None, body="[K](/osaka/)")}  # type: ignore[arg-type]
    assert (href("tokyo", "id", more), href("tokyo", "ja", more)) == ("/cairo/", "/osaka/ja/")
