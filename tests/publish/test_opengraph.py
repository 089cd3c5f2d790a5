"""Open Graph: how a story looks where it is shared."""

import pytest
from catalogues import png, world
from conftest import text
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from kawat.publish import opengraph

FOLDER = "content/tokyo/news/2026/a/"


def meta(page: str) -> list[tuple[str, str]]:
    """Return (property or name, content) of a page's Open Graph elements, in order."""
    found = HTMLParser(page).css("meta[property], meta[name^=twitter]")
    return [
        (one.attributes.get("property") or one.attributes["name"] or "", one.attributes["content"] or "")
        for one in found
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("id", "id_ID"), ("en", "en_US"), ("ja", "ja_JP"), ("ar", "ar_EG"), ("th", "th_TH"), ("zh", "zh_CN"),
        ("zh-Hant", "zh_TW"), ("pt", "pt_BR"), ("pt-PT", "pt_PT"), ("nb", "nb_NO"), ("fil", "fil_PH"), ("sr", "sr_RS"),
    ],
)  # fmt: skip
def test_a_language_has_the_territory_where_most_speak_it(language: str, expected: str) -> None:
    assert opengraph.locale(language) == expected


def test_a_story_tells_networks_all_that_they_ask_for() -> None:
    lead = text(
        'Festival "A" & <B>', summary="Ringkas", topics="[budaya]", tags="[tari]", updated="2026-11-02 09:00",
        image="a.png", image_alt="Panggung", crosspost="{to: portal}",
    )  # fmt: skip
    files: dict[str, str | bytes | None] = {
        FOLDER + "index.id.md": lead,
        FOLDER + "index.ja.md": text("祭り", date=None),  # type: ignore[arg-type]
        FOLDER + "a.png": png(),
    }
    made = world(files)
    found = meta(made.page("tokyo/id/news/2026/a/index.html"))
    assert [pair for pair in found if not pair[0].startswith("og:image")] == [
        ("og:site_name", "Perwakilan Tokyo"),
        ("og:title", 'Festival "A" & <B>'),
        ("og:type", "article"),
        ("og:description", "Ringkas"),
        ("og:url", "https://kawat.example/tokyo/id/news/2026/a/"),
        ("og:locale", "id_ID"),
        ("og:locale:alternate", "ja_JP"),
        ("twitter:card", "summary_large_image"),
        ("article:published_time", "2026-11-01T00:00:00Z"),
        ("article:modified_time", "2026-11-02T00:00:00Z"),
        ("article:section", "Budaya"),
        ("article:tag", "Budaya"),
        ("article:tag", "tari"),
    ]
    *_, url, kind, width, height, alt = (value for name, value in found if name.startswith("og:image"))
    assert url.startswith("https://kawat.example/media/") and url.endswith("-8.jpg")
    assert (kind, width, height, alt) == ("image/jpeg", "8", "6", "Panggung")
    copy = dict(meta(made.page("id/from/tokyo/news/2026/a/index.html")))
    assert copy["og:url"] == "https://kawat.example/tokyo/id/news/2026/a/", "networks count what is shared once"


def test_a_home_page_is_a_website_in_its_languages() -> None:
    assert meta(world({}).page("tokyo/ja/index.html"))[2:] == [
        ("og:type", "website"),
        ("og:description", "Mission in Tokyo"),
        ("og:url", "https://kawat.example/tokyo/ja/"),
        ("og:locale", "ja_JP"),
        ("og:locale:alternate", "en_US"),
        ("og:locale:alternate", "id_ID"),
    ]
