"""Whatever a body holds, every format stays what it is, and a text that had to be mended for it is named."""

import json
import re

import feedparser
import pytest
from catalogues import png, world
from conftest import text
from feedtrees import desk_of, published
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from kawat.publish.feeds import serializers
from kawat.publish.feeds.channels import Feed, channel, entries
from kawat.publish.feeds.items import item

FOLDER = "content/tokyo/news/2026/festival"
STORY = f"{FOLDER}/index.id.md"
HOME = "https://kawat.example/tokyo/id/news/2026/festival/"
FORMS = ("rss", "atom", "json")

AWKWARD = [
    "]]>", "<![CDATA[ x ]]>", "<!-- x -->", "<?xml version='1.0'?>", "&amp;lt;", "&nbsp;&copy;&#8212;",
    "&#1;", "&#x0B;", "&#xD800;", "\x07\x1b[31m", "\u202eterbalik", "\ufffe", "\u2028",
    "🇮🇩 👩\u200d🚀 𝔎", "e\u0301\u200b",
    "<script>alert(1)</script>", "<iframe src='https://video.example/v' title='A & B'></iframe>", "<iframe src=x>",
    "<img src='https://other.example/b.png' alt=a onerror=alert(1)>",
    "<img alt=a srcset='a.png 2x, /b.png 3x' src='https://other.example/a.png'>",
    "[r](../lain/index.id.md) [j](javascript:alert(1)) <a href='//x.example/'>y</a>", "![P](p.png)",
    "| a | b |\n|---|---|\n| 1 | <td> |", "Catatan.[^1]\n\n[^1]: Isi ]]> & <b>.",
    "## Judul {#akhir}\n\n[ke sana](#akhir)", "`id=\"x\"` dan <code> id=\"y\"</code>",
    "- satu\n  - dua\n\n> kutip", "<p dir=rtl>مرحبا</p>", "<div><table><tr><td>x",
]  # fmt: skip
LETTERS = some.characters(exclude_categories=["Cs"], exclude_characters="\0")
PIECES = some.one_of(some.sampled_from(AWKWARD), some.text(LETTERS, max_size=40))


def fed(body: str, form: str, language: str = "id") -> bytes:
    """Return the feed of a tree with this one body, whatever is wrong with it."""
    path = STORY.replace(".id.", f".{language}.")
    desk = world({path: text(body=body), f"{FOLDER}/p.png": png()}).desk()
    feed = Feed("tokyo", "news", "id", form=form)
    within = tuple(entries(desk, feed))
    head = channel(desk, feed, within)
    return serializers.join(form, head, [serializers.fragment(form, item(desk, one)) for one in within])


def content(data: bytes, form: str) -> str:
    """Return the HTML of the only item as a program reads it that knows the format and nothing of us."""
    if form == "json":
        (found,) = json.loads(data)["items"]
        return str(found["content_html"])
    names = {"rss": "{http://purl.org/rss/1.0/modules/content/}encoded", "atom": "{http://www.w3.org/2005/Atom}content"}
    (element,) = etree.fromstring(data).iter(names[form])
    return element.text or ""


@settings(derandomize=True, max_examples=60)
@given(some.lists(PIECES, min_size=1, max_size=5))
def test_every_format_stays_valid_and_says_the_same_whole_addresses_and_nothing_that_runs(pieces: list[str]) -> None:
    body = "Isi.\n\n" + "\n\n".join(pieces) + "\n\nAkhir."
    found = {form: content(fed(body, form), form) for form in FORMS}
    assert found["rss"] == found["atom"]
    assert found["json"].replace("\r", "") == found["rss"].replace("\r", "")
    html = LexborHTMLParser(found["json"])
    assert not html.css("script, iframe, object, embed, style, form, [onerror], [onclick], [id]")
    for node in html.css("[href], [src], [srcset]"):
        for value in (node.attributes.get(name) for name in ("href", "src", "srcset")):
            assert value is None or re.match(r"https://|mailto:|tel:", value), value
    assert not feedparser.parse(fed(body, "rss")).bozo


@pytest.mark.parametrize("form", FORMS)
def test_a_frame_becomes_a_link_to_what_it_showed(form: str) -> None:
    frame = '<iframe width="9" src="https://video.example/v?a=1&amp;b=2" title="Tari"></iframe>'
    told = content(fed(frame, form), form)
    assert '<a href="https://video.example/v?a=1&amp;b=2">Tari</a>' in told and "iframe" not in told


@pytest.mark.parametrize("form", FORMS)
def test_a_right_to_left_text_says_so(form: str) -> None:
    path = "content/cairo/news/2026/kabar/index.ar.md"
    ending = {"rss": "xml", "atom": "atom", "json": "json"}[form]
    data = published(desk_of({path: text("خبر", body="نص.")}), f"cairo/feeds/news.{ending}")
    told = content(data, form)
    assert told.startswith('<div dir="rtl" lang="ar"><p>نص.</p>') and told.endswith("</p></div>")
    assert "dir=" not in content(fed("Isi.", form), form)


def test_footnotes_of_two_items_cannot_be_taken_for_each_other() -> None:
    told = content(fed('Satu.[^1]\n\n[^1]: Catatan.\n\n`ketik id="x"`', "rss"), "rss")
    assert f'href="{HOME}#t-1"' in told and not LexborHTMLParser(told).css("[id]")
    assert 'ketik id="x"' in told, "only of elements"


def test_a_gallery_brings_its_pictures_and_a_video_its_still_and_where_it_is() -> None:
    gallery, video = "content/tokyo/gallery/2026/g", "content/tokyo/video/2026/v"
    files: dict[str, str | bytes] = {
        f"{gallery}/index.id.md": text(pictures="[{image: a.png, alt: Satu, credit: Kami}, {image: b.png, alt: Dua}]"),
        f"{gallery}/a.png": png("red"),
        f"{gallery}/b.png": png("blue"),
        f"{video}/index.id.md": text(
            "Tari", "2026-10-01 09:00", video="https://video.example/v", poster="p.png", poster_alt="Penari"
        ),
        f"{video}/p.png": png("green"),
    }
    shown = [LexborHTMLParser(one.content[0].value) for one in
             feedparser.parse(published(desk_of(files), "tokyo/feeds/news.xml")).entries]  # fmt: skip
    assert [node.attributes["alt"] for node in shown[0].css("figure img")] == ["Satu", "Dua"]
    assert [node.text() for node in shown[0].css("figcaption")] == ["Kami"]
    still = shown[1].css_first("figure a[href='https://video.example/v'] img")
    assert still is not None and still.attributes["alt"] == "Penari"
    assert shown[1].css_first("p a").text() == "Tari"
