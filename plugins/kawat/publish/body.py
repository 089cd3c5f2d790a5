"""Bodies: a text's stored HTML becomes the HTML of one page.

The stored HTML names everything of the tree as `kawat:<n>` (see `source.sanitize`); here each of them gets the
address that suits the page: a copy on the same site rather than its home, the edition in the reader's language, the
renditions of a picture.
"""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from ..model import Reference
from ..patterns import pattern
from .views import Image

__all__ = ["compose", "picture_html"]

_LINK = pattern(r'<a ([^>]*?)href="kawat:(\d+)"')
_PICTURE = pattern(r'<img ([^>]*?)src="kawat:(\d+)"([^>]*?)>')
_ALT = pattern(r'alt="([^"]*)"')
_SIZES = "(min-width: 48em) 44rem, 100vw"


def compose(
    html: str,
    references: tuple[Reference, ...],
    link: Callable[[Reference], str],
    picture: Callable[[Reference, str], Image | None],
) -> Markup:
    """Return the body with every reference resolved.

    Args:
        link: returns the address of a link, or "" where it leads to nothing that is published: then its words stay
        alone. picture: returns the picture for a reference and its alternative text, or None where its words shall
        stand instead; one without an address leaves nothing.
    """
    if "kawat:" not in html:
        return Markup(html)

    def anchor(match: re.Match[str]) -> str:
        href = link(references[int(match[2])])
        return f'<a {match[1]}href="{escape(href)}"' if href else f"<a {match[1]}".rstrip()

    def figure(match: re.Match[str]) -> str:
        reference = references[int(match[2])]
        found = _ALT.search(match[1] + match[3])
        alt = Markup(found[1]).unescape() if found else ""
        if reference.vocabulary == "remote":
            return f'<a href="{escape(reference.value)}">{escape(alt or reference.value)}</a>'
        shown = picture(reference, alt)
        if shown is None:
            return str(escape(alt))
        return picture_html(shown) if shown.src else ""

    return Markup(_PICTURE.sub(figure, _LINK.sub(anchor, html)))


def picture_html(image: Image) -> str:
    """Return a <picture> element; it has its size, so that the page does not jump when it arrives."""
    sources = "".join(
        f'<source type="{kind}" srcset="{escape(srcset)}" sizes="{_SIZES}">' for kind, srcset in image.sources
    )
    return (
        f'<picture>{sources}<img src="{escape(image.src)}" alt="{escape(image.alt)}" width="{image.width_px}" '
        f'height="{image.height_px}" loading="lazy" decoding="async"></picture>'
    )
