"""HTML that may be published, as an independent parser reads it back."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html as lxml_html
from selectolax.lexbor import LexborHTMLParser

from kawat.model import Kind, Place
from kawat.source.plain import FORBIDDEN
from kawat.source.reading import Options, read
from kawat.source.sanitize import clean, removed

TAGS = set(
    "a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table "
    "tbody td tfoot th thead time tr u ul var wbr".split()
)
ATTRIBUTES = set(
    "id class lang dir title href hreflang cite span open src alt start reversed colspan rowspan scope datetime".split()
)
ADDRESS = re.compile(r"kawat:\d+|#.*|https://.*|mailto:.*|tel:.*", re.DOTALL | re.IGNORECASE)
PLACE = Place("content/tokyo/news/2026/a/index.id.md", "tokyo", Kind.NEWS, 2026, "a", "id")
OPTIONS = Options("UTC", ("id", "en"))


def keep(tag: str, typed: str) -> str | None:
    return typed


def drop(tag: str, typed: str) -> str | None:
    return None


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<p>a <b>b</b></p>", "<p>a <b>b</b></p>"),
        ("<script>alert(1)</script>a", "a"),
        ("<ScRiPt>alert(1)</sCrIpT>a", "a"),
        ("<style>p{}</style><iframe src=x>y</iframe>a", "a"),
        ("<svg><a href='javascript:alert(1)'>x</a></svg>a", "a"),
        ("<form><input name=a><button>kirim</button></form>", "kirim"),
        ("<p onclick='a()' style='color:red' data-x=1>a</p>", "<p>a</p>"),
        ("<p id=main class='site-head align-left'>a</p>", '<p id="t-main" class="align-left">a</p>'),
        ('<td style="text-align: right">', ""),
        (
            '<table><tr><td style="text-align: right">a',
            '<table><tbody><tr><td class="align-right">a</td></tr></tbody></table>',
        ),
        ("<h1 id=x>a</h1><h2>b</h2>", '<h2 id="t-x">a</h2><h2>b</h2>'),
        ("<a href='#x'>a</a>", '<a href="#t-x">a</a>'),
        ("<a href='javascript:alert(1)'>a</a>", "<a>a</a>"),
        ("<a href=' jAvAsCrIpT&#58;alert(1)'>a</a>", "<a>a</a>"),
        ("<a href='java\tscript:alert(1)'>a</a>", "<a>a</a>"),
        ("<a href='data:text/html,x'>a</a>", "<a>a</a>"),
        ("<a href='kawat:0'>a</a>", "<a>a</a>"),
        ("<a href='ftp://example.org/'>a</a>", "<a>a</a>"),
        ("<a href='https://example.org/' target=_blank rel=x ping=y>a</a>", '<a href="https://example.org/">a</a>'),
        ("<a href='mailto:a@example.org'>a</a>", '<a href="mailto:a@example.org">a</a>'),
        ("<img src='data:image/png;base64,AA==' alt='a \"b\"'>", "a &quot;b&quot;"),
        ("<img alt='a &lt; b'>", "a &lt; b"),
        ("<img>", ""),
        ("<img src='a.jpg' alt='b > c' srcset='x 2x' onerror=a()>", '<img src="a.jpg" alt="b &gt; c">'),
        (
            "<blockquote cite='https://example.org/'>a</blockquote>",
            '<blockquote cite="https://example.org/">a</blockquote>',
        ),
        ("<blockquote cite='http://example.org/'>a</blockquote>", "<blockquote>a</blockquote>"),
        ("a&#1;b&#x202e;c&#x7f;d", "abcd"),
        ("<p title='&#x202e;a'>b</p>", '<p title="a">b</p>'),
        ("<!-- a --><?php b ?>c", "c"),
        ("<math><mtext></mtext></math><noscript>x</noscript>a", "a"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ("<b>a<p>b", "<b>a<p>b</p></b>"),
    ],
)
def test_only_what_the_lists_allow_is_left(html: str, cleaned: str) -> None:
    assert clean(html, keep) == cleaned


def test_an_address_that_is_dropped_leaves_its_words() -> None:
    html = "<a href='x.md'>a</a> <img src='x.jpg' alt='gambar'>"
    assert clean(html, drop) == "<a>a</a> gambar"


def test_addresses_are_decided_with_their_tag_and_pelicans_braces_restored() -> None:
    asked: list[tuple[str, str]] = []

    def address(tag: str, typed: str) -> str:
        asked.append((tag, typed))
        return f"kawat:{len(asked) - 1}"

    html = "<a href='%7Bfilename%7Da.md'>a</a><img src='b%20c.jpg' alt=''><a href='//d.example'>c</a>"
    assert clean(html, address) == '<a href="kawat:0">a</a><img src="kawat:1" alt=""><a href="kawat:2">c</a>'
    assert asked == [("a", "{filename}a.md"), ("img", "b%20c.jpg"), ("a", "//d.example")]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>a</p>", ()),
        ("<script>a</script><SCRIPT>b</SCRIPT>", ("<script>", "<SCRIPT>")),
        ("<iframe src=a></iframe><iframe>", ("<iframe>",)),
        ("<p onclick='a()'>", ("onclick=",)),
        ("<img src=a ONERROR = b>", ("ONERROR =",)),
        ("<b title='satu one = dua'>", ()),
        ("<img alt=\"turn on=1\" src='a'>", ()),
        ("<custom-tag>", ("<custom-tag>",)),
        ("&lt;script&gt;", ()),
        ("1 < 2 > 0", ()),
    ],
)
def test_what_is_taken_out_is_told_as_it_was_typed(html: str, found: tuple[str, ...]) -> None:
    assert removed(html) == found


PIECES = st.sampled_from(
    "<script>|</script>|<svg>|</svg>|<math>|<mtext>|<style>|</style>|<title>|<textarea>|</textarea>|<noscript>|<template>|"
    "<table>|<tr>|<td>|<a href=|<img src=|<img alt=|<p |<b>|<i/>|<!--|-->|<![CDATA[|]]>|<?x|>|'|\"|`|=|/| |\t|\n|"
    "onerror=alert(1)|onload=x |style=\"text-align: left\"|style='x:expression(1)'|id=main |class=site-head |srcset=a |"
    "javascript:alert(1)|JaVaScRiPt&colon;|java\tscript:|&#106;avascript:|data:text/html,<b>|vbscript:x|https://example.org/|"
    "//evil.example|http://e.example|mailto:a@b|tel:1|kawat:7|#x|x.jpg|../../x|&lt;|&quot;|&#0;|&#1;|&#x202e;|\u202e|"
    "](javascript:x)|![a](|[b](|<https://a.example>|[x]: javascript:y|`|    |> |- |\\|é日".split("|")
)
NASTY = st.lists(PIECES, max_size=25).map("".join)


def assert_harmless(html: str) -> None:
    """Read HTML back with two independent parsers and look at every element."""
    assert not FORBIDDEN.search(html)
    for element in lxml_html.fragments_fromstring(f"<div>{html}</div>")[0].iter():
        assert isinstance(element.tag, str), "comments and instructions are gone"
        check(element.tag, dict(element.attrib))
    body = LexborHTMLParser(html).body
    for node in body.traverse() if body else ():
        if node.tag != "body":
            check(node.tag, node.attributes)


def check(tag: str, attributes: dict[str, str | None]) -> None:
    assert tag in TAGS and tag != "h1", tag
    assert set(attributes) <= ATTRIBUTES, attributes
    for name in ("href", "src", "cite"):
        if name in attributes:
            assert ADDRESS.fullmatch(attributes[name] or ""), attributes
    assert (attributes.get("id") or "t-").startswith("t-")
    assert "site-head" not in (attributes.get("class") or "")


@given(NASTY)
@example("<svg><style><img src=x onerror=alert(1)></style></svg>")
@example("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>")
@example("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>")
@example("<a href='java&#0;script:alert(1)'>x</a>")
def test_whatever_html_is_typed_what_comes_out_is_harmless(html: str) -> None:
    assert_harmless(clean(html, lambda tag, typed: typed if ADDRESS.fullmatch(typed) else None))


@given(NASTY, st.sampled_from(("commonmark", "python")))
def test_whatever_markdown_is_typed_what_comes_out_is_harmless(body: str, engine: str) -> None:
    typed = f"---\ntitle: a\nmarkdown: {engine}\n---\n{body}\n"
    found = read(typed.encode(), PLACE, OPTIONS)
    assert_harmless(found.html)
    named = [int(number) for number in re.findall(r'="kawat:(\d+)"', found.html)]
    assert found.edition is None or named == sorted(set(range(found.edition.body_references)) & set(named))


def test_the_parsers_of_these_tests_do_see_what_is_harmful() -> None:
    """A positive control: the assertions above fire."""
    for html in (
        "<script>a</script>",
        "<p onclick=a>b</p>",
        "<a href='javascript:a'>b</a>",
        "<p id=main>a</p>",
        "<h1>a</h1>",
    ):
        with pytest.raises(AssertionError):
            assert_harmless(html)
