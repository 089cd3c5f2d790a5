"""Sitemaps (sitemaps.org 0.9): one for each site with hreflang, and an index at the root of the portal's host.

`lastmod` is the story's own time, never the build's.  Left out: priority and changefreq, which search engines ignore.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from lxml import etree

from ..editorial import addresses
from ..editorial.catalogue import Shown
from ..model import Address, Register, Site, State
from ..moments import rfc3339
from .desk import Desk

__all__ = ["Row", "address", "index", "robots", "rows", "rows_since", "site_map"]

Row = tuple[str, str, tuple[tuple[str, str], ...]]
"""URL of an edition, when it last changed, and (language, URL) of all translations where there are others"""

_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_PREFIXES: Any = {None: _NS, "xhtml": _XHTML}  # lxml's stubs know no default namespace


def address(site: Site) -> Address:
    """Return the address of a site's sitemap; the portal's leaves `sitemap.xml` to the index."""
    return addresses.asset(site, "sitemap-portal.xml" if site.code == "portal" else "sitemap.xml")


def rows(desk: Desk, code: str) -> tuple[Row, ...]:
    """Return what the sitemap of a site tells of its own live stories, from the oldest to the newest.

    Copies are left out: their canonical address is at home.
    """
    site = desk.site(code)
    return tuple(row for one in desk.catalogue.by_origin.get((code, "local"), ()) for row in _rows(site, one))


def rows_since(desk: Desk, code: str, changed: Iterable[Shown]) -> tuple[Row, ...]:
    """Return the same, of which what was published tells most, once some stories came or were amended."""
    site = desk.site(code)

    def find() -> tuple[Row, ...]:
        published = desk.standing(address(site).path)
        if published is None:
            return rows(desk, code)
        own = [one for one in changed if one.site.code == code]
        gone = {
            addresses.article(site, one.article, e).url for one in own for e in one.article.editions if not one.live
        }
        known = [row for row in _parsed(published) if row[0] not in gone]
        return tuple(_revised(desk, site, known, [one for one in own if one.live]))

    return desk.once(("sitemap", code), find)


def _rows(site: Site, one: Shown) -> Iterator[Row]:
    live = [edition for edition, what in one.editions if what is State.LIVE]
    full = [edition for edition in live if edition.register is Register.FULL]
    translations = tuple((e.language, addresses.article(site, one.article, e).url) for e in full)
    for edition in live:
        others = translations if edition in full and len(full) > 1 else ()
        url = addresses.article(site, one.article, edition).url
        yield url, rfc3339(edition.updated or one.article.date), others


def _parsed(data: bytes) -> list[Row]:
    """What a sitemap tells of stories; home pages have no time."""
    found = []
    for entry in etree.fromstring(data):
        url, *rest = entry
        if rest and rest[0].text and url.text:
            others = tuple((one.get("hreflang", ""), one.get("href", "")) for one in rest[1:])
            found.append((url.text, rest[0].text, others))
    return found


def _revised(desk: Desk, site: Site, known: list[Row], changed: Sequence[Shown]) -> list[Row]:
    """The same rows with those of some stories as they are now, each where it was, or before the next newer one's."""
    stories = desk.catalogue.by_origin.get((site.code, "local"), ())
    for one in sorted(changed, key=stories.index, reverse=True):
        own = tuple(_rows(site, one))
        urls = {url for url, _, _ in own}
        at = _place(known, urls)
        if at is None:
            after = stories.index(one) + 1
            at = _place(known, {url for newer in stories[after : after + 1] for url, _, _ in _rows(site, newer)})
        at = len(known) if at is None else at
        known = [*known[:at], *own, *(row for row in known[at:] if row[0] not in urls)]
    return known


def _place(rows: Iterable[Row], urls: Collection[str]) -> int | None:
    return next((at for at, row in enumerate(rows) if row[0] in urls), None)


def site_map(desk: Desk, code: str) -> bytes:
    """Return the sitemap of a site: its home pages, then its stories."""
    site = desk.site(code)
    root = etree.Element(f"{{{_NS}}}urlset", nsmap=_PREFIXES)
    homes = [(one, addresses.home(site, one).url) for one in site.languages]
    for _, url in homes:
        _entry(root, url, "", homes)
    for row in desk.once(("sitemap", code), lambda: rows(desk, code)):
        _entry(root, *row)
    return _bytes(root)


def index(desk: Desk) -> bytes:
    """Return the sitemap index of all sites on the portal's host; the protocol lets it name no other's."""
    root = etree.Element(f"{{{_NS}}}sitemapindex", nsmap=_PREFIXES)
    for site in (one for one in desk.catalogue.sites.values() if one.host_url == desk.portal.host_url):
        entry = etree.SubElement(root, f"{{{_NS}}}sitemap")
        etree.SubElement(entry, f"{{{_NS}}}loc").text = address(site).url
    return _bytes(root)


def robots(desk: Desk, code: str) -> bytes:
    """Return what robots are told at the root of a site's host: where its sitemap is."""
    return f"User-agent: *\nAllow: /\nSitemap: {desk.site(code).url}sitemap.xml\n".encode()


def _entry(root: etree._Element, url: str, changed: str, others: Iterable[tuple[str, str]]) -> None:
    entry = etree.SubElement(root, f"{{{_NS}}}url")
    etree.SubElement(entry, f"{{{_NS}}}loc").text = url
    if changed:
        etree.SubElement(entry, f"{{{_NS}}}lastmod").text = changed
    for language, other in others:
        etree.SubElement(entry, f"{{{_XHTML}}}link", rel="alternate", hreflang=language, href=other)


def _bytes(root: etree._Element) -> bytes:
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
