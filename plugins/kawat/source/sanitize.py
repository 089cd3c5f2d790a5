"""HTML that may be published: nh3 with our own lists, and every address in it decided here.

Whatever engine made the HTML, and whatever raw HTML a writer typed, it passes through `clean`.  Addresses of the tree
become `kawat:<n>`, the n-th Reference of the body, which each page resolves for its own site; so a
text is read once and shown on many sites.  A writer cannot type `kawat:` himself: the scheme is not
among those that nh3 lets in.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import unquote, urlsplit

import nh3

from ..patterns import pattern
from .plain import without_forbidden

__all__ = ["MAX_DEPTH", "Address", "clean", "depth", "removed", "scheme", "unframed"]

Address = Callable[[str, str], str | None]
"""(tag, address as typed) -> the address to publish, or None to drop it."""

_TAGS = frozenset(
    (
        "a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption "
        "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub "
        "summary sup table tbody td tfoot th thead time tr u ul var wbr"
    ).split()
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "class", "lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"src", "alt"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
# What the Markdown engines write themselves; a writer's own classes could imitate the site's chrome.
_CLASSES = frozenset(
    (
        "footnote-reference footnote-definition footnote-definition-label footnote footnote-ref "
        "footnote-backref admonition admonition-title align-left align-center align-right markdown-alert-note "
        "markdown-alert-tip markdown-alert-important markdown-alert-warning markdown-alert-caution"
    ).split()
)
MAX_DEPTH = 100
"""How deep elements may lie in one another: browsers stop at 512, and an HTML parser's work grows with the square."""

_NESTING = pattern(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# They hold nothing, or end where the next of them begins, so that nobody has to write their end.
_FLAT = frozenset(
    "area base br col embed hr img input link meta source track wbr "
    "caption colgroup dd dt li optgroup option p rp rt tbody td tfoot th thead tr".split()
)
_ALIGNED = pattern(r'style="text-align: ?(left|center|right);?"')
_TAG = pattern(r"<([a-zA-Z][a-zA-Z0-9-]*)([^>]*)")
_HANDLER = pattern(r"\son[a-z]+\s*=", re.IGNORECASE)
_QUOTED = pattern(r"=\s*(\"[^\"]*\"|'[^']*')")
_SCHEMES = frozenset({"https", "http", "mailto", "tel"})  # http comes in so that `address` can complain of it
_ID_PREFIX = "t-"
_FRAME = pattern(r"<iframe\b([^<>]*)>(?:[^<]*</iframe\s*>)?", re.IGNORECASE)
_ATTRIBUTE = pattern(r"(\w+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_NO_PICTURE = pattern(r'<img(?![^>]* src=)(?:[^>]* alt="([^"]*)")?[^>]*>')


def clean(html: str, address: Address) -> str:
    """Return the HTML with only what the lists allow; headings begin at level 2, since the title is the first.

    Ids get a prefix, so that no text can name an element of the page's own.
    """
    _attributes.address = address
    cleaned = _cleaner.clean(_ALIGNED.sub(r'class="align-\1"', html) if "text-align" in html else html)
    cleaned = without_forbidden(cleaned)  # `&#1;` is a control character by now
    if "<img" in cleaned:  # a picture without its file is its alternative text
        cleaned = _NO_PICTURE.sub(lambda match: match[1] or "", cleaned)
    return cleaned.replace("<h1", "<h2").replace("</h1>", "</h2>") if "<h1" in cleaned else cleaned


class _Attributes:
    """What becomes of an attribute that nh3 lets in: (tag, name, value) -> the value to publish, or None."""

    address: Address

    def __call__(self, tag: str, name: str, value: str) -> str | None:
        if name in ("href", "src"):
            if tag not in ("a", "img"):  # is asked even of what is left out
                return None
            if value.startswith("#") and name == "href":
                return "#" + _ID_PREFIX + value[1:]
            return self.address(tag, unquote(value) if "%7B" in value or "{" in value else value)
        if name == "id":
            return _ID_PREFIX + value
        if name == "class":
            return " ".join(word for word in value.split() if word in _CLASSES) or None
        if name == "cite":
            return value if scheme(value) == "https" else None
        return value


# To make a cleaner costs as much as to clean a text: there is one, which asks for the addresses of one text at a time.
_attributes = _Attributes()
_cleaner = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    attribute_filter=_attributes,
    url_schemes=set(_SCHEMES),
    link_rel=None,
    clean_content_tags={"script", "style", "iframe", "object", "template", "noscript", "svg", "math"},
)


def scheme(typed: str) -> str:
    """Return the scheme of an address; "?" of what is none, such as `http://[b]`."""
    try:
        return urlsplit(typed).scheme
    except ValueError:
        return "?"


def depth(html: str) -> int:
    """Return how many elements of HTML are open at once, at most, as far as tags can tell."""
    opened = deepest = 0
    for end, tag in _NESTING.findall(html):
        if tag.lower() not in _FLAT:
            opened = max(0, opened - 1) if end else opened + 1
            deepest = max(deepest, opened)
    return deepest


def unframed(html: str) -> tuple[str, tuple[str, ...]]:
    """Return HTML with a link in the place of every frame that shows an https page, and those pages as typed.

    A frame shows another host's page, which no page of ours and no feed does; its title says where the link leads.
    """
    if "<iframe" not in html.lower():
        return html, ()
    found: list[str] = []

    def link(match: re.Match[str]) -> str:
        told = {name.lower(): unescape(value[1:-1]) for name, value in _ATTRIBUTE.findall(match[1])}
        typed = told.get("src", "").strip()
        url = f"https:{typed}" if typed.startswith("//") else typed
        if scheme(url) != "https":
            return match[0]
        found.append(typed)
        return f'<a href="{escape(url)}">{escape(told.get("title", "").strip() or url)}</a>'

    return _FRAME.sub(link, html), tuple(found)


def removed(html: str) -> tuple[str, ...]:
    """Return what `clean` takes out of HTML, as typed: opening tags and event handlers, in order, each once."""
    found: dict[str, None] = {}
    for match in _TAG.finditer(html):
        tag, rest = match.groups()
        if tag.lower() not in _TAGS:
            found[f"<{tag}>"] = None
        elif rest and (handler := _HANDLER.search(_QUOTED.sub("=", rest))):
            found[handler.group().strip()] = None
    return tuple(found)
