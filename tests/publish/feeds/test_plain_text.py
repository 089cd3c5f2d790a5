"""Plain text out of a story's HTML."""

import pytest

from kawat.publish.feeds import plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<h2>A</h2><p>b <em>c</em>\nd<br>e &amp; f</p>", "A\n\nb c d\ne & f"),
        ("<p>Bawa:</p><ul><li>air</li><li><p>senter</p></li></ul><p>Lalu</p>", "Bawa:\n\n- air\n- senter\n\nLalu"),
        ("<table><tr><th>1</th><th>2</th></tr><tr><td>3</td><td>4</td></tr></table><p>x</p>", "1 | 2\n3 | 4\n\nx"),
        ('<p><a href="https://example.org/">sini</a> &lt;b&gt;</p>', "sini <b>"),
    ],
)
def test_words_stay_and_markup_goes(html: str, text: str) -> None:
    assert plain.text(html) == text
