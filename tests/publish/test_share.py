"""Share: links with which a story is passed on."""

from urllib.parse import parse_qs, urlsplit

from kawat.publish import share

TITLE, URL = "Kopi & teh: 50% lebih", "https://kawat.example/tokyo/id/news/2026/kopi/"


def test_each_network_is_told_title_and_address_and_nothing_else() -> None:
    told = {
        one.label: (urlsplit(one.href).netloc, parse_qs(urlsplit(one.href).query)) for one in share.links(TITLE, URL)
    }
    assert told == {
        "WhatsApp": ("wa.me", {"text": [f"{TITLE} {URL}"]}),
        "Telegram": ("t.me", {"text": [TITLE], "url": [URL]}),
        "Facebook": ("www.facebook.com", {"u": [URL]}),
        "X": ("x.com", {"text": [TITLE], "url": [URL]}),
        "": ("", {"subject": [TITLE], "body": [f"{TITLE}\n\n{URL}"]}),
    }


def test_the_letter_is_a_mailto_link_without_plus_signs_for_spaces() -> None:
    """RFC 6068, section 5: mail programs take a plus sign literally."""
    assert share.links("Dua kata", URL)[-1].href.startswith("mailto:?subject=Dua%20kata&body=Dua%20kata%0A%0Ahttps%3A")
