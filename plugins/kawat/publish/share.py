"""Share: links with which a reader passes a story on.

They are plain links to the networks' documented addresses: nothing is fetched from another host and nothing is told to
one before a reader follows a link.  What stands behind each (a form that the reader still has to send) is the
network's own.  Buttons that count, and scripts, are left out.
"""

from urllib.parse import quote, urlencode

from .views import Link

__all__ = ["links"]

_NETWORKS = (
    ("WhatsApp", "https://wa.me/", "text", ""),  # faq.whatsapp.com, "How to use click to chat"
    ("Telegram", "https://t.me/share/url", "text", "url"),  # core.telegram.org/widgets/share
    ("Facebook", "https://www.facebook.com/sharer/sharer.php", "", "u"),
    ("X", "https://x.com/intent/post", "text", "url"),  # developer.x.com, "Web Intents"
)
"""Name, address, the parameter of the title and that of the story's URL; where only one is taken, it gets both."""


def links(title: str, url: str) -> tuple[Link, ...]:
    """Return the links for a story, those that most Indonesian readers use first; e-mail is last, without a label.

    Args:
        url: the canonical address, absolute.
    """
    shared = [Link(name, f"{address}?{_query(title, url, text, of_url)}") for name, address, text, of_url in _NETWORKS]
    letter = urlencode({"subject": title, "body": f"{title}\n\n{url}"}, quote_via=quote)
    return (*shared, Link("", f"mailto:?{letter}"))


def _query(title: str, url: str, text: str, of_url: str) -> str:
    given = {text: title if of_url else f"{title} {url}", of_url: url}
    return urlencode({name: value for name, value in given.items() if name}, quote_via=quote)
