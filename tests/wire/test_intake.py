"""Whatever form a feed has, the same comes of it: words, and nobody's markup."""

import json
from datetime import UTC, datetime
from html import escape

import pytest

from kawat.wire.intake import MOST_ITEMS, IntakeError, Received, read

_LIST = "<ul><li>Butir<ul><li>Anak</li></ul></li></ul>"
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harian Contoh</title>
<item><guid isPermaLink="false">harian-1</guid><link>https://harian.example/kopi</link>
<title>Kopi Malang &amp; Osaka</title><description>Dua ton dikirim.</description>
<category>Ekonomi</category><pubDate>Fri, 20 Nov 2026 09:00:00 +0700</pubDate>
<content:encoded><![CDATA[<p>Paragraf <b>satu</b>.</p><script>alert(1)</script>{_LIST}]]></content:encoded>
</item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harian Contoh</title>
<entry><id>harian-1</id><link rel="alternate" href="https://harian.example/kopi"/>
<title type="html">Kopi Malang &amp;amp; Osaka</title>
<summary>Dua ton dikirim.</summary><category term="x" label="Ekonomi"/><published>2026-11-20T09:00:00+07:00</published>
<content type="html">&lt;p&gt;Paragraf &lt;b&gt;satu&lt;/b&gt;.&lt;/p&gt;{escape(_LIST)}</content>
</entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harian Contoh",
        "items": [
            {
                "id": "harian-1",
                "url": "https://harian.example/kopi",
                "title": "Kopi Malang & Osaka",
                "summary": "Dua ton dikirim.",
                "content_html": f"<p>Paragraf <b>satu</b>.</p>{_LIST}",
                "tags": ["Ekonomi"],
                "date_published": "2026-11-20T02:00:00Z",
            }
        ],
    }
)
NINJS = json.dumps(
    [
        {
            "uri": "harian-1",
            "url": "https://harian.example/kopi",
            "headlines": [{"role": "main", "value": "Kopi Malang & Osaka"}],
            "descriptions": [{"value": "Dua ton dikirim."}],
            "bodies": [{"contenttype": "text/plain", "value": "Paragraf satu.\n\nButir\n\nAnak"}],
            "subjects": [{"name": "Ekonomi"}],
            "versioncreated": "2026-11-20T02:00:00Z",
        }
    ]
)
EXPECTED = Received(
    id="harian-1",
    url="https://harian.example/kopi",
    title="Kopi Malang & Osaka",
    summary="Dua ton dikirim.",
    text=("Paragraf satu.", "Butir", "Anak"),
    categories=("Ekonomi",),
    published=datetime(2026, 11, 20, 2, tzinfo=UTC),
)


@pytest.mark.parametrize("feed", [RSS, ATOM, JSON_FEED, NINJS], ids=["RSS", "Atom", "JSON Feed", "ninjs"])
def test_every_format_tells_the_same(feed: str) -> None:
    assert read(feed.encode()) == (EXPECTED,)


def test_the_encoding_is_the_one_that_the_feed_declares() -> None:
    feed = RSS.replace("UTF-8", "ISO-8859-1").replace("Dua ton", "Café").encode("latin-1")
    assert read(feed)[0].summary == "Café dikirim."


def test_our_own_feeds_are_understood() -> None:
    """A sister ministry, or a portal of ours on another host, may be an outlet too."""
    from kawat.model import Channel, Item
    from kawat.publish.feeds import serializers

    moment = datetime(2026, 11, 20, 2, tzinfo=UTC)
    channel = Channel("Kanal", "Kanal", "id", "https://a.example/f.xml", "https://a.example/", moment)
    item = Item("tag:a", "https://a.example/1/", "Judul", "Ringkas.", "<p>Isi.</p>", "id", "KBRI", moment, moment)
    for form in ("rss", "atom", "json"):
        (one,) = read(serializers.join(form, channel, [serializers.fragment(form, item)]))
        assert (one.id, one.url, one.title, one.text) == ("tag:a", "https://a.example/1/", "Judul", ("Isi.",)), form


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]><rss><channel>&b;</channel></rss>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><title>&a;</title></channel></rss>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BOMB.encode(), "declares a type"),
        (BOMB.encode("utf-16"), "declares a type"),
        (EXTERNAL.encode(), "declares a type"),
        (b'<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd"><rss/>', "declares a type"),
        (b"", "neither XML nor JSON"),
        (b"Selamat pagi", "neither XML nor JSON"),
        (b"<html><body><p>x</p></body></html>", "XML, but no feed: <html>"),
        (b"[" * 100_000, "not JSON"),
        (b'{"items": 5}', "neither a JSON Feed nor ninjs"),
        (b'{"a": "\xff"}', "not JSON"),
    ],
)
def test_what_is_no_feed_or_means_harm_is_refused_with_the_reason(data: bytes, said: str) -> None:
    with pytest.raises(IntakeError, match=said):
        read(data)


def test_a_broken_feed_is_read_as_far_as_it_goes() -> None:
    """Real outlets forget to escape an ampersand."""
    assert read(RSS.replace("&amp; Osaka", "& Osaka").encode())[0].url == "https://harian.example/kopi"


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("<script>alert(1)</script>Judul", "Judul"),
        ('<img src=x onerror="alert(1)">Judul', "Judul"),
        ("Ju\u202edul\n baru", "Judul baru"),
        ("x" * 300, "x" * 199 + "…"),
        # These are words about markup, which every template escapes.
        ("&lt;b&gt; dalam HTML", "<b> dalam HTML"),
    ],
)
def test_a_title_is_a_line_of_words(title: str, line: str) -> None:
    items = [{"id": "1", "url": "https://a.example", "title": title}]
    (one,) = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode())
    assert one.title == line


def test_a_story_without_a_title_or_with_another_scheme_is_left_out() -> None:
    items = [
        {"id": "1", "url": "https://a.example/1"},
        {"id": "2", "url": "javascript:alert(1)", "title": "Dua"},
        {"id": "3", "url": "https://a.example/3", "title": "Tiga"},
        {"id": "3", "url": "https://a.example/3", "title": "Tiga lagi"},
        "four",
        {"id": 5, "url": ["https://a.example"], "title": {"a": "b"}},
    ]
    read_back = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode())
    assert [one.title for one in read_back] == ["Tiga"]


def test_so_many_stories_and_no_more() -> None:
    items = [{"id": str(n), "url": f"https://a.example/{n}", "title": str(n)} for n in range(MOST_ITEMS + 50)]
    document = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    assert len(read(json.dumps(document).encode())) == MOST_ITEMS


def test_another_wording_has_another_digest_and_the_same_the_same() -> None:
    (one,), (other,) = read(RSS.encode()), read(RSS.replace("Dua ton", "Tiga ton").encode())
    assert one.digest == EXPECTED.digest != other.digest
