"""Sitemaps (sitemaps.org 0.9): one for each site with hreflang, and an index at the root of the portal's host.

`lastmod` is the story's own time, never the build's.  Left out: priority and changefreq, which search engines ignore.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lxml import etree

from ..editorial import addresses
from ..model import Address, Register, Role, Site
from ..moments import rfc3339
from .desk import Desk

__all__ = ["address", "index", "robots", "site_map"]

_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_PREFIXES: Any = {None: _NS, "xhtml": _XHTML}  # lxml's stubs know no default namespace


def address(site: Site) -> Address:
    """Return the address of a site's sitemap; the portal's leaves `sitemap.xml` to the index."""
    return addresses.asset(site, "sitemap-portal.xml" if site.code == "portal" else "sitemap.xml")


def site_map(desk: Desk, code: str) -> bytes:
    """Return the sitemap of a site: its home pages, then its own live stories from the oldest to the newest.

    Copies are left out: their canonical address is at home.
    """
    site = desk.site(code)
    root = etree.Element(f"{{{_NS}}}urlset", nsmap=_PREFIXES)
    homes = [(one, addresses.home(site, one).url) for one in site.languages]
    for _, url in homes:
        _entry(root, url, None, homes)
    for one in desk.catalogue.shown.get(code, ()):
        if one.placement.role is Role.HOME and one.live:
            live = [edition for edition, what in one.editions if what == "live"]
            full = [edition for edition in live if edition.register is Register.FULL]
            translations = [(e.language, addresses.article(site, one.article, e).url) for e in full]
            for edition in live:
                others = translations if edition in full and len(full) > 1 else []
                url = addresses.article(site, one.article, edition).url
                _entry(root, url, edition.updated or one.article.date, others)
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


def _entry(root: etree._Element, url: str, changed: datetime | None, others: Iterable[tuple[str, str]]) -> None:
    entry = etree.SubElement(root, f"{{{_NS}}}url")
    etree.SubElement(entry, f"{{{_NS}}}loc").text = url
    if changed is not None:
        etree.SubElement(entry, f"{{{_NS}}}lastmod").text = rfc3339(changed)
    for language, other in others:
        etree.SubElement(entry, f"{{{_XHTML}}}link", rel="alternate", hreflang=language, href=other)


def _bytes(root: etree._Element) -> bytes:
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
