"""Share: links with which a reader passes a story on.

They are plain links to the networks' documented addresses: nothing is fetched from another host and nothing is told to
one before a reader follows a link.  What stands behind each (a form that the reader still has to send) is the
network's own.  Buttons that count, and scripts, are left out.
"""

from urllib.parse import quote

from .views import Link

__all__ = ["links"]

_NETWORKS = (
    ("WhatsApp", "https://wa.me/?text={title}%20{url}"),  # faq.whatsapp.com, "How to use click to chat"
    ("Telegram", "https://t.me/share/url?text={title}&url={url}"),  # core.telegram.org/widgets/share
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    ("X", "https://x.com/intent/post?text={title}&url={url}"),  # developer.x.com, "Web Intents"
    ("", "mailto:?subject={title}&body={title}%0A%0A{url}"),  # RFC 6068
)
"""Name and address; the story's title and URL stand in it percent-encoded."""


def links(title: str, url: str) -> tuple[Link, ...]:
    """Return the links for a story, those that most Indonesian readers use first; e-mail is last, without a label.

    Args:
        url: the canonical address, absolute.
    """
    told = {"title": quote(title, safe=""), "url": quote(url, safe="")}
    return tuple(Link(name, address.format(**told)) for name, address in _NETWORKS)
