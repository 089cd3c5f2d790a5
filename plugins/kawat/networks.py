"""Networks: what each counts as the length of a post, and how much it takes.

Here because both ends need it: what writers typed is measured when it is read, what is made of a title and a summary
when it is made.  Left out: threads, polls, mentions (Mastodon counts of them the local part only, we count all).
"""

import unicodedata
from collections.abc import Callable

from .patterns import pattern
from .records import dataclass

__all__ = ["LINK_WEIGHT", "NETWORKS", "Network", "shorten"]

LINK_WEIGHT = 23
"""What a link weighs on X and Mastodon, however long it is (docs.x.com, "Counting characters"; docs.joinmastodon.org,
"Posting to your profile")."""

_URL = pattern(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
_NARROW = pattern("[\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]+")
# Emoji are drawn of several code points and weigh two in all (twitter-text 3, "emojiParsingEnabled").
_EMOJI = pattern(
    "[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?"
    "[\U0001f3fb-\U0001f3ff]?(?:\u200d[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?)*"
)


@dataclass(frozen=True, slots=True)
class Network:
    """A network.

    Attributes:
        limit: how much a post may weigh, as `measure` weighs it.
        links: whether an address in a post can be followed; else there is no use in adding one.
    """

    code: str
    name: str
    limit: int
    measure: Callable[[str], int]
    links: bool = True


def shorten(text: str, limit: int, measure: Callable[[str], int]) -> str:
    """Return the text, cut with an ellipsis where it is too long: between words, where blanks tell them."""
    if measure(text) <= limit:
        return text
    most = max((end for end in range(len(text)) if measure(text[:end] + "…") <= limit), default=0)
    kept = text[:most]
    blank = max(kept.rfind(" "), kept.rfind("\n"))
    if blank > len(kept) // 2 and not text[most : most + 1].isspace():
        kept = kept[:blank]
    return kept.rstrip(" \n,;:.–—-、。，") + "…" if limit > 0 else ""


def _weigh_x(text: str) -> int:
    """280: two for letters outside the narrow ranges, and for a whole emoji (twitter-text 3, "config v3")."""
    links = len(_URL.findall(text))
    rest, emoji = _EMOJI.subn("", _URL.sub("", unicodedata.normalize("NFC", text)))
    return LINK_WEIGHT * links + 2 * emoji + len(rest) + len(_NARROW.sub("", rest))


def _weigh_mastodon(text: str) -> int:
    """500 by default; characters as readers see them are never more than code points, which we count."""
    return LINK_WEIGHT * len(_URL.findall(text)) + len(_URL.sub("", unicodedata.normalize("NFC", text)))


NETWORKS: tuple[Network, ...] = (
    Network("x", "X", 280, _weigh_x),
    # facebook.com/help, "How long can my post be": it cuts what is shown much earlier.
    Network("facebook", "Facebook", 63_206, len),
    # developers.facebook.com, "Instagram Platform, Content Publishing": 2,200 characters, 30 hashtags.
    Network("instagram", "Instagram", 2_200, len, links=False),
    Network("mastodon", "Mastodon", 500, _weigh_mastodon),
)
