"""The news sitemap."""

from conftest import NETWORK, text
from feedtrees import desk_of, published
from lxml import etree

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


def rows(files: dict[str, str | bytes], network: dict[str, str] = NETWORK) -> list[tuple[str | None, ...]]:
    root = etree.fromstring(published(desk_of(files, network=network), "news-sitemap.xml"))
    names = ("s:loc", "n:news/n:publication/n:name", "n:news/n:publication/n:language")
    names += ("n:news/n:publication_date", "n:news/n:title")
    return [tuple(one.findtext(name, namespaces=NS) for name in names) for one in root.findall("s:url", NS)]


def test_it_holds_the_two_days_before_the_newest_story() -> None:
    assert rows(
        {
            "content/tokyo/news/2026/baru/index.id.md": text("Baru & segar", "2026-11-10 09:00"),
            "content/tokyo/news/2026/baru/index.ja.md": text("新しい", None),  # type: ignore[arg-type]
            "content/portal/press/2026/kemarin/index.id.md": text("Kemarin", "2026-11-08 09:00"),
            "content/portal/news/2026/lama/index.id.md": text("Lama", "2026-11-08 07:00"),
            "content/tokyo/event/2026/acara/index.id.md": text("Acara", "2026-11-10 09:00", start="2026-12-01 10:00"),
        }
    ) == [
        (
            "https://kawat.example/tokyo/id/news/2026/baru/",
            "Perwakilan Tokyo",
            "id",
            "2026-11-10T00:00:00Z",
            "Baru & segar",
        ),
        ("https://kawat.example/tokyo/ja/news/2026/baru/", "Mission in Tokyo", "ja", "2026-11-10T00:00:00Z", "新しい"),
        (
            "https://kawat.example/id/press/2026/kemarin/",
            "Kementerian Luar Negeri",
            "id",
            "2026-11-08T02:00:00Z",
            "Kemarin",
        ),
    ]


def test_a_retracted_story_is_not_in_it() -> None:
    assert rows({"content/tokyo/news/2026/a/index.id.md": text(status="withdrawn", reason="Keliru.")}) == []


def test_it_names_pages_of_the_portals_host_only() -> None:
    network = NETWORK | {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "url: https://cairo.example\n"}
    assert rows({"content/cairo/news/2026/a/index.id.md": text()}, network) == []
