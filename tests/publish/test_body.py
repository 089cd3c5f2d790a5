"""Bodies: stored HTML becomes the HTML of one page."""

import pytest

from kawat.model import Reference
from kawat.publish.body import compose, picture_html
from kawat.publish.views import Image

LINK, PICTURE = Reference("link", "../lain/", 1, 1), Reference("picture", "a.png", 1, 1)
REMOTE = Reference("remote", "https://example.org/a.png?b=1&c=2", 1, 1)
IMAGE = Image("/media/a-8.jpg", 8, 6, "Panggung", (("image/webp", "/media/a-8.webp 8w"),))
SHOWN = (
    '<picture><source type="image/webp" srcset="/media/a-8.webp 8w" sizes="(min-width: 48em) 44rem, 100vw">'
    '<img src="/media/a-8.jpg" alt="Panggung" width="8" height="6" loading="lazy" decoding="async"></picture>'
)


def composed(html: str, reference: Reference, href: str = "/x/?a=1&b=2", image: Image | None = IMAGE) -> str:
    return str(compose(html, (reference,), lambda _: href, lambda _, alt: image))


def test_what_names_nothing_stays_as_it_is() -> None:
    html = '<p><a href="https://example.org/">A</a> &amp; <img></p>'
    assert composed(html, LINK) == html


def test_a_link_gets_its_address_escaped() -> None:
    html = '<p><a title="T" href="kawat:0" hreflang="ja">A</a></p>'
    assert composed(html, LINK) == '<p><a title="T" href="/x/?a=1&amp;b=2" hreflang="ja">A</a></p>'


def test_the_words_of_a_link_that_leads_nowhere_stay() -> None:
    assert composed('<a href="kawat:0"><em>A</em></a>', LINK, href="") == "<a><em>A</em></a>"
    assert composed('<a title="T" href="kawat:0">A</a>', LINK, href="") == '<a title="T">A</a>'


def test_a_picture_gets_its_renditions_and_its_size() -> None:
    assert composed('<p><img src="kawat:0" alt="Panggung"></p>', PICTURE) == f"<p>{SHOWN}</p>"
    assert composed('<p><img alt="Panggung" src="kawat:0" title="T"></p>', PICTURE) == f"<p>{SHOWN}</p>"


def test_the_alternative_text_reaches_the_picture_unescaped() -> None:
    seen: list[str] = []
    compose('<img src="kawat:0" alt="A &amp; &quot;B&quot;">', (PICTURE,), str, lambda _, alt: seen.append(alt))
    assert seen == ['A & "B"']


def test_of_a_picture_that_is_not_shown_its_alternative_text_stays() -> None:
    assert composed('<img src="kawat:0" alt="A &lt; B">', PICTURE, image=None) == "A &lt; B"


def test_a_picture_from_elsewhere_becomes_a_link() -> None:
    """Readers are not told to other hosts by opening a page."""
    address = "https://example.org/a.png?b=1&amp;c=2"
    assert composed('<img src="kawat:0" alt="B">', REMOTE) == f'<a href="{address}">B</a>'
    assert composed('<img src="kawat:0" alt="">', REMOTE) == f'<a href="{address}">{address}</a>'


@pytest.mark.parametrize("alt", ['"><script>', "a & b", "'"])
def test_nothing_that_a_picture_says_becomes_markup(alt: str) -> None:
    html = picture_html(Image('/a".jpg', 1, 1, alt))
    assert html.count("<") == 3 and '"/a&#34;.jpg"' in html
