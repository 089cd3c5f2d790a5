"""Sitemaps, read back with lxml."""

from catalogues import world
from conftest import NETWORK, text
from lxml import etree

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
FOLDER = "content/tokyo/news/2026/festival/"
LEAD = FOLDER + "index.id.md"
HOME = "https://kawat.example/tokyo/"

Files = dict[str, str | bytes | None]


def only(**fields: str) -> str:
    return text("Terjemahan", date=None, **fields)  # type: ignore[arg-type]


def entries(files: Files, path: str = "tokyo/sitemap.xml") -> dict[str, tuple[str | None, dict[str, str]]]:
    """Return {URL: (lastmod, {hreflang: URL})}; no URL stands twice."""
    root = etree.fromstring(world(files).page(path).encode())
    found = {}
    for url in root.findall("s:url", NS):
        others = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", NS)}
        where = url.findtext("s:loc", None, NS)
        assert where is not None and where not in found
        found[where] = (url.findtext("s:lastmod", None, NS), others)
    return found


def test_a_site_without_stories_has_its_home_pages() -> None:
    homes = {"id": HOME, "ja": f"{HOME}ja/", "en": f"{HOME}en/"}
    assert entries({}) == dict.fromkeys(homes.values(), (None, homes))


def test_a_story_has_its_own_time_and_names_its_translations() -> None:
    files: Files = {
        LEAD: text(date="2026-11-01 09:00"),
        FOLDER + "index.ja.md": only(updated="2026-11-05 09:00"),
        FOLDER + "index.id.simple.md": only(),
    }
    story = f"{HOME}id/news/2026/festival/"
    both = {"id": story, "ja": story.replace("/id/", "/ja/")}
    told = entries(files)
    assert told[both["id"]] == ("2026-11-01T00:00:00Z", both)
    assert told[both["ja"]] == ("2026-11-05T00:00:00Z", both)
    assert told[story + "simple/"] == ("2026-11-01T00:00:00Z", {})


def test_only_what_is_live_and_at_home_is_listed() -> None:
    files: Files = {
        LEAD: text(crosspost="{to: all}"),
        FOLDER + "index.ja.md": only(status="withdrawn", reason="R"),
        "content/tokyo/news/2026/salah/index.id.md": text(status="withdrawn", reason="R"),
        "content/tokyo/news/2026/hapus/index.id.md": text(status="removed", reason="R"),
        "content/tokyo/news/2026/nanti/index.id.md": text(embargo="2027-01-01"),
    }
    assert [url for url in entries(files) if "/2026/" in url] == [f"{HOME}id/news/2026/festival/"]
    assert not [url for url in entries(files, "osaka/sitemap.xml") if "/2026/" in url]


def test_stories_go_from_the_oldest_to_the_newest_so_that_new_ones_are_appended() -> None:
    days = {"b": "2026-11-01", "a": "2026-11-02"}
    files: Files = {f"content/tokyo/news/2026/{slug}/index.id.md": text(date=day) for slug, day in days.items()}
    assert [url.split("/")[-2] for url in entries(files) if "/2026/" in url] == ["b", "a"]


def index(files: Files) -> list[str | None]:
    return etree.fromstring(world(files).page("sitemap.xml").encode()).xpath("//s:loc/text()", namespaces=NS)


def test_the_index_names_the_sitemaps_of_all_sites_on_the_portals_host() -> None:
    """One on a host of its own is named by the robots.txt there (sitemaps.org, "Sitemap file location")."""
    sites = ["sitemap-portal.xml", "cairo/sitemap.xml", "osaka/sitemap.xml", "tokyo/sitemap.xml"]
    assert index({}) == [f"https://kawat.example/{path}" for path in sites]
    own: Files = {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "url: https://cairo.example\n"}
    assert index(own) == [f"https://kawat.example/{path}" for path in sites if "cairo" not in path]
    robots = world(own).page("_hosts/cairo.example/robots.txt")
    assert robots == "User-agent: *\nAllow: /\nSitemap: https://cairo.example/sitemap.xml\n"


def test_robots_are_led_to_the_index() -> None:
    assert world({}).page("robots.txt") == "User-agent: *\nAllow: /\nSitemap: https://kawat.example/sitemap.xml\n"
