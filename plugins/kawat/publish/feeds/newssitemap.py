"""The news sitemap: what appeared in the two days before the newest story, for Google News.

Counted from the newest story and not from the clock, so that the file changes only with its content; what is older
than two days is ignored by its reader.  It names pages of the portal's host only, as the protocol wants.

Source: developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

from datetime import timedelta

from lxml import etree

from ...codes import name_in
from ...editorial import addresses
from ...model import Address, Kind, State
from ...moments import rfc3339
from ..desk import Desk
from .feedgenerator import text
from .items import full_editions

__all__ = ["address", "rows", "serialize"]

_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_KINDS = frozenset((Kind.NEWS, Kind.PRESS, Kind.STORY, Kind.ADVISORY))
_WINDOW = timedelta(days=2)
_MOST = 1000
"""The protocol's own bound."""

_LANGUAGES = {"zh": "zh-cn", "zh-Hans": "zh-cn", "zh-Hant": "zh-tw"}
"""The only languages that the protocol names by more than their ISO 639 code."""

Row = tuple[str, str, str, str, str]
"""(url, publication's name, language, date, title)"""


def address(desk: Desk) -> Address:
    """Return where the news sitemap is."""
    return addresses.asset(desk.portal, "news-sitemap.xml")


def rows(desk: Desk) -> tuple[Row, ...]:
    """Return what it holds, the newest first; each full edition that is live stands for itself."""
    host = desk.portal.host_path
    found: list[Row] = []
    newest = None
    for one in reversed(desk.catalogue.homes):
        article = one.article
        if article.kind not in _KINDS or not one.live or one.site.host_path != host:
            continue
        newest = newest or article.date
        if article.date <= newest - _WINDOW:
            break
        for edition, state in full_editions(one):
            if state is State.LIVE:
                url = addresses.article(one.site, article, edition).url
                name = name_in(one.site.mission.names, edition.language)
                language = _LANGUAGES.get(edition.language, edition.language.partition("-")[0])
                found.append((url, name, language, rfc3339(article.date), edition.title))
    return tuple(found[:_MOST])


def serialize(desk: Desk) -> bytes:
    """Return the news sitemap as XML."""
    root = etree.Element(f"{{{_NS}}}urlset", nsmap={None: _NS, "news": _NEWS})  # type: ignore[dict-item]  # lxml's stubs
    for url, name, language, date, title in rows(desk):
        entry = etree.SubElement(root, f"{{{_NS}}}url")
        etree.SubElement(entry, f"{{{_NS}}}loc").text = url
        news = etree.SubElement(entry, f"{{{_NEWS}}}news")
        publication = etree.SubElement(news, f"{{{_NEWS}}}publication")
        etree.SubElement(publication, f"{{{_NEWS}}}name").text = text(name)
        etree.SubElement(publication, f"{{{_NEWS}}}language").text = language
        etree.SubElement(news, f"{{{_NEWS}}}publication_date").text = date
        etree.SubElement(news, f"{{{_NEWS}}}title").text = text(title)
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
