"""Addresses: the contract on where everything is."""

import pytest
from catalogues import world
from conftest import NETWORK, text

from kawat.editorial import addresses
from kawat.model import Address, Site

OWN_HOST = {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "url: https://cairo.example\n"}
BELOW = {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "url: https://mesir.example/kbri/\n"}


def site(code: str, more: dict[str, str] | None = None, siteurl: str = "") -> Site:
    return addresses.sites(world(more or {}).registry, siteurl)[code]


def test_the_portal_comes_first_and_missions_by_code() -> None:
    assert list(addresses.sites(world({}).registry)) == ["portal", "cairo", "osaka", "tokyo"]


@pytest.mark.parametrize(
    ("code", "more", "url", "path", "host_url", "host_path"),
    [
        ("portal", {}, "https://kawat.example/", "", "https://kawat.example/", ""),
        ("tokyo", {}, "https://kawat.example/tokyo/", "tokyo/", "https://kawat.example/", ""),
        ("cairo", OWN_HOST, *(2 * ("https://cairo.example/", "_hosts/cairo.example/"))),
        ("cairo", BELOW, *(2 * ("https://mesir.example/kbri/", "_hosts/mesir.example/kbri/"))),
    ],
)
def test_a_site_lies_below_the_portal_unless_it_has_a_host_of_its_own(
    code: str, more: dict[str, str], url: str, path: str, host_url: str, host_path: str
) -> None:
    one = site(code, more)
    assert (one.url, one.path, one.host_url, one.host_path) == (url, path, host_url, host_path)


def test_pelicans_siteurl_replaces_the_portals_own_url() -> None:
    assert site("tokyo", siteurl="https://example.org/dir/").url == "https://example.org/dir/tokyo/"
    assert site("portal", siteurl="https://example.org").url == "https://example.org/"


HOME = [
    ("portal", "id", "https://kawat.example/", "index.html"),
    ("portal", "en", "https://kawat.example/en/", "en/index.html"),
    ("tokyo", "id", "https://kawat.example/tokyo/", "tokyo/index.html"),
    ("tokyo", "ja", "https://kawat.example/tokyo/ja/", "tokyo/ja/index.html"),
]


@pytest.mark.parametrize(("code", "language", "url", "path"), HOME)
def test_a_home_page_has_no_language_in_its_address_if_it_is_the_default(
    code: str, language: str, url: str, path: str
) -> None:
    assert addresses.home(site(code), language) == Address(url, path)


@pytest.mark.parametrize(
    ("path", "tail"),
    [
        ("content/tokyo/news/2026/festival/index.id.md", "id/news/2026/festival/"),
        ("content/tokyo/news/2026/festival/index.ja.md", "ja/news/2026/festival/"),
        ("content/tokyo/news/2026/festival/index.id.simple.md", "id/news/2026/festival/simple/"),
        ("content/tokyo/page/tentang/index.id.md", "id/page/tentang/"),
        ("content/tokyo/page/2026/tentang/index.id.md", "id/page/2026/tentang/"),
    ],
)
def test_an_edition_stands_below_its_language_kind_and_year(path: str, tail: str) -> None:
    made = world({path: text()}).article()
    expected = Address(f"https://kawat.example/tokyo/{tail}", f"tokyo/{tail}index.html")
    assert addresses.article(site("tokyo"), made, made.lead) == expected


def test_a_copy_stands_below_its_homes_code() -> None:
    made = world({"content/tokyo/news/2026/festival/index.id.simple.md": text()}).article()
    tail = "id/from/tokyo/news/2026/festival/simple/"
    assert addresses.copy(site("osaka"), made, made.lead).path == f"osaka/{tail}index.html"
    assert addresses.copy(site("portal"), made, made.lead).path == f"{tail}index.html"
    assert addresses.copy(site("cairo", OWN_HOST), made, made.lead).url == f"https://cairo.example/{tail}"


@pytest.mark.parametrize(
    ("name", "tail"), [("news", "news/"), ("news/2026", "news/2026/"), ("countries/JP", "countries/jp/")]
)
def test_a_list_has_its_name_in_lower_case(name: str, tail: str) -> None:
    assert addresses.listing(site("tokyo"), "ja", name).path == f"tokyo/ja/{tail}index.html"


def test_full_pages_of_a_list_have_numbers() -> None:
    first = addresses.listing(site("portal"), "id", "topics/budaya")
    url, path = "https://kawat.example/id/topics/budaya/page/3/", "id/topics/budaya/page/3/index.html"
    assert addresses.page(first, 3) == Address(url, path)


def test_feeds_and_other_files_are_no_folders() -> None:
    assert addresses.feed(site("tokyo"), "news", "ja").path == "tokyo/feeds/news.ja.xml"
    assert addresses.asset(site("tokyo"), "404.html").url == "https://kawat.example/tokyo/404.html"


def test_media_are_shared_by_a_host_and_named_by_their_content_alone() -> None:
    sha256 = "0123456789abcdef" * 4
    assert addresses.media(site("tokyo"), sha256, "-480.webp").path == "media/0123456789abcdef0123-480.webp"
    own = addresses.media(site("cairo", OWN_HOST), sha256, ".mp3")
    assert own.path == "_hosts/cairo.example/media/0123456789abcdef0123.mp3"


def test_a_link_is_a_path_on_the_same_host_and_whole_to_another() -> None:
    tokyo, cairo = site("tokyo", OWN_HOST), site("cairo", OWN_HOST)
    assert addresses.href(tokyo, addresses.home(site("portal"), "en")) == "/en/"
    assert addresses.href(tokyo, addresses.home(cairo, "id")) == "https://cairo.example/"
    assert addresses.href(cairo, addresses.home(cairo, "ar")) == "/ar/"
    assert addresses.href(cairo, addresses.home(tokyo, "id")) == "https://kawat.example/tokyo/"


def test_hosts_that_begin_alike_are_not_the_same() -> None:
    likewise = {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "url: https://kawat.example.org\n"}
    cairo = site("cairo", likewise)
    assert addresses.href(site("portal"), addresses.home(cairo, "id")) == "https://kawat.example.org/"


def test_a_path_becomes_whole_on_its_sites_host() -> None:
    assert addresses.absolute(site("tokyo"), "/media/a.jpg") == "https://kawat.example/media/a.jpg"
    assert addresses.absolute(site("cairo", BELOW), "/kbri/ar/") == "https://mesir.example/kbri/ar/"
