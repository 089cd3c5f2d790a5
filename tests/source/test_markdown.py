"""Markdown by two engines, and where its links and pictures stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat import settings
from kawat.source.markdown import Mark, commonmark, marks, place, python, unbroken

PELICAN = settings.from_file(f"{settings.PROJECT}/pelicanconf.py").markdown


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("*satu* **dua** ~~tiga~~", "<p><em>satu</em> <strong>dua</strong> <del>tiga</del></p>\n"),
        ("## Judul {#x}", '<h2 id="x">Judul</h2>\n'),
        ('Ia berkata "ya" -- lalu pergi...', "<p>Ia berkata “ya” – lalu pergi…</p>\n"),
        ("Kata\n: Arti", "<dl>\n<dt>Kata</dt>\n<dd>Arti</dd>\n</dl>\n"),
        ("> [!NOTE]\n> Isi", '<blockquote class="markdown-alert-note">\n<p>Isi</p>\n</blockquote>\n'),
        (
            "|a|b|\n|:-|-:|\n|1|2|",
            '<table><thead><tr><th style="text-align: left">a</th><th style="text-align: right">b</th></tr></thead>'
            '<tbody>\n<tr><td style="text-align: left">1</td><td style="text-align: right">2</td></tr>\n'
            "</tbody></table>\n",
        ),
        (
            "a[^1]\n\n[^1]: b",
            '<p>a<sup class="footnote-reference"><a href="#1">1</a></sup></p>\n'
            '<div class="footnote-definition" id="1"><sup class="footnote-definition-label">1</sup>\n'
            "<p>b</p>\n</div>\n",
        ),
    ],
)
def test_commonmark_with_its_extensions(body: str, html: str) -> None:
    assert commonmark(body) == html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("*satu* **dua**", "<p><em>satu</em> <strong>dua</strong></p>"),
        ("# Judul {#x}", '<h1 id="x">Judul</h1>'),
        (
            "!!! note\n    Isi",
            '<div class="admonition note">\n<p class="admonition-title">Note</p>\n<p>Isi</p>\n</div>',
        ),
        ("Note: this\n\nisi", "<p>Note: this</p>\n<p>isi</p>"),
    ],
)
def test_python_markdown_under_pelicans_setting(body: str, html: str) -> None:
    assert python(body, PELICAN) == html


def test_python_markdown_forgets_one_text_before_the_next() -> None:
    first = python("a[^1]\n\n[^1]: b\n\n# Judul", PELICAN)
    assert python("a[^1]\n\n[^1]: b\n\n# Judul", PELICAN) == first


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("tanpa tautan", ()),
        ("[a](b.md)", (("b.md", 1, 5, False),)),
        ("satu\n\né [a](b.md) [c](d.md 'judul')", (("b.md", 3, 7, False), ("d.md", 3, 17, False))),
        ("<https://example.org>", (("https://example.org", 1, 2, False),)),
        ("[a][b]\n\n[b]: c.md", (("c.md", 1, 1, False),)),
        ("![gambar](a.jpg)", (("a.jpg", 1, 11, False),)),
        ("![](a.jpg)", (("a.jpg", 1, 5, True),)),
        ("![ ](a.jpg)", (("a.jpg", 1, 6, True),)),
        ("![*tebal*](a.jpg)", (("a.jpg", 1, 12, False),)),
        ("![`kode`](a.jpg)", (("a.jpg", 1, 11, False),)),
        ("[![](a.jpg)](b.md)", (("b.md", 1, 14, False), ("a.jpg", 1, 6, True))),
        ("`[a](b.md)`", ()),
        ("    [a](b.md)", ()),
        ('é <a class="x" href="http://example.org">a</a>', (("http://example.org", 1, 22, False),)),
        ("<A HREF=javascript:alert(1)>a</A>", (("javascript:alert(1)", 1, 9, False),)),
        ("<p>\n<a href='a&amp;b.md'>x</a>\n</p>", (("a&b.md", 2, 10, False),)),
        ('<img src="a.jpg" alt="gambar">', (("a.jpg", 1, 11, False),)),
        ("<img alt=gambar src=a.jpg>", (("a.jpg", 1, 21, False),)),
        ('<img src="a.jpg">', (("a.jpg", 1, 11, True),)),
        ('<img data-alt="x" alt="" src="a.jpg">', (("a.jpg", 1, 31, True),)),
        ("<!-- <a href='b.md'> -->", (("b.md", 1, 15, False),)),
    ],
)
def test_links_and_pictures_are_found_where_their_address_stands(body: str, found: tuple[Mark, ...]) -> None:
    assert marks(body) == found


PIECES = [*"aé日 \n*`[]()>-\\\t", "\n\n", "![](", "](/b", "/b", "[a](/b)", "[a](c.md)", "![a](c.jpg)"]
PIECES += ["\n[1]: /b", "[a][1]", "&#47;"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_place_that_is_told_without_parsing_is_the_one_that_parsing_tells(body: str) -> None:
    for address, line, column, _ in marks(body):
        assert place(body, address) in (None, (line, column))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("satu\n\né [dua *tiga*](/b.md) empat", (3, 16)),
        ("![a](/b.md)", (1, 6)),
        ("[a](/b.md) /b.md", None),
        ("[a\nb](/b.md)", None),
        ("[`]`](/b.md)", None),
        ("[a] [b]\n\n[b]: /b.md", None),
        ("`[a](/b.md)` [c](\\/b.md)", None),
        ("`[a](/b.md)` [c](&#47;b.md)", None),
    ],
)
def test_a_place_is_told_where_it_is_beyond_doubt(body: str, found: tuple[int, int] | None) -> None:
    assert place(body, "/b.md") == found


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("短い巻きに\n分け、カードを\n添えます。", "<p>短い巻きに分け、カードを添えます。</p>\n"),
        ("東京\nTokyo\n大阪", "<p>東京\nTokyo\n大阪</p>\n"),
        ("終わり。\n\n始まり。", "<p>終わり。</p>\n<p>始まり。</p>\n"),
        ("折る  \nところ", "<p>折る<br />\nところ</p>\n"),
        ("```\n一\n二\n```", "<pre><code>一\n二\n</code></pre>\n"),
    ],
)
def test_in_chinese_and_japanese_the_end_of_a_line_is_no_blank(body: str, html: str) -> None:
    assert unbroken(commonmark(body)) == html
