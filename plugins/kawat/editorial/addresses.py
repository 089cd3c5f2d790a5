"""Addresses: where everything is.  No other module makes a URL or an output path.

    home        /<code>/            default language     /<code>/<lang>/   the others
    article     /<code>/<lang>/<kind>/<year>/<slug>/     its simple edition: …/simple/
    copy        /<code>/<lang>/from/<home>/<kind>/<year>/<slug>/
    search      /<code>/search/      default language     /<code>/<lang>/search/   the others
    feeds       /<code>/feeds/      default language     /<code>/<lang>/feeds/   the others; editors/ (portal) likewise
    travel      the portal's safe-travel/<lang>/   …/<cc>/   …/emergency/; its service worker serves what lies there
    embed       /<code>/embed/<lang>/      the portal's embed/provinces/<province>/<lang>/
    kit         <an article at its home>/<slug>.txt, and one …/<slug>.zip under the site's default language
    listing     /<code>/<lang>/<kind>/   …/<kind>/<year>/   older ones: …/page/<n>/, n counted from the oldest
    offers      /<code>/<lang>/offers/, the portal's also …/{provinces,cities,hs}/<code>/
    cooperation the portal's /<lang>/cooperation/   …/{provinces,countries}/<code>/   …/report/
    portal      the same without /<code>; a site with a host of its own likewise, below _hosts/<host>/

Every address ends with a slash and is a folder with an index.html, so that any web server serves it.
"""

from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

from ..model import Address, Article, Edition, Mission, Place, Register, Registry, Site

__all__ = [
    "absolute",
    "article",
    "asset",
    "below",
    "copy",
    "editors",
    "embed",
    "feed",
    "feeds",
    "home",
    "href",
    "kit",
    "listing",
    "locate",
    "media",
    "page",
    "path_of",
    "plain_text",
    "search",
    "services",
    "shared",
    "sites",
    "tail",
    "travel",
]

_ABSENT_HOST = "https://kawat.example"


def sites(registry: Registry, siteurl: str = "") -> dict[str, Site]:
    """Return every site by its code, the portal first.

    Args:
        siteurl: Pelican's SITEURL; where it is empty, the portal's own `url` counts.
    """
    portal = registry.missions[0]
    root = (siteurl or portal.url or _ABSENT_HOST).rstrip("/") + "/"
    return {mission.code: _site(mission, root) for mission in registry.missions}


def _site(mission: Mission, root: str) -> Site:
    if mission.code == "portal":
        return Site(mission, root, "", root, "")
    if mission.url:
        url, parts = mission.url.rstrip("/") + "/", urlsplit(mission.url)
        path = f"_hosts/{parts.netloc}{parts.path}".rstrip("/") + "/"
        return Site(mission, url, path, url, path)
    return Site(mission, f"{root}{mission.code}/", f"{mission.code}/", root, "")


def below(site: Site, tail: str) -> Address:
    """Return the address of a page of a site; `tail` is empty or ends with a slash."""
    return Address(site.url + tail, f"{site.path}{tail}index.html")


def asset(site: Site, tail: str) -> Address:
    """Return the address of a file that is no page, such as `sitemap.xml`."""
    return Address(site.url + tail, site.path + tail)


def shared(site: Site, tail: str) -> Address:
    """Return the address of a file that all sites of a host share, such as a picture."""
    return Address(site.host_url + tail, site.host_path + tail)


def media(site: Site, sha256: str, suffix: str) -> Address:
    """Return the address of a media file or of a rendition of one; it tells nothing of the file's name."""
    return shared(site, f"media/{sha256[:20]}{suffix}")


def home(site: Site, language: str) -> Address:
    """Return the address of a site's home page."""
    return below(site, "" if language == site.languages[0] else f"{language}/")


def article(site: Site, one: Article, edition: Edition) -> Address:
    """Return the address of an edition at its home."""
    return below(site, f"{edition.language}/{_tail(one, edition)}")


def copy(site: Site, one: Article, edition: Edition) -> Address:
    """Return the address of an edition's copy on another site."""
    return below(site, f"{edition.language}/from/{one.site}/{_tail(one, edition)}")


def _tail(one: Article, edition: Edition) -> str:
    return tail(one) + ("simple/" if edition.register is Register.SIMPLE else "")


def tail(one: Article | Place) -> str:
    """Return the part of a story's address that is the same in all languages and on all sites."""
    year = f"{one.year}/" if one.year else ""
    return f"{one.kind}/{year}{one.slug}/"


def search(site: Site, language: str) -> Address:
    """Return the address of a site's search page; beside the portal's lies the index of all sites."""
    return below(site, "search/" if language == site.languages[0] else f"{language}/search/")


def listing(site: Site, language: str, name: str) -> Address:
    """Return the address of a list: <kind>, <kind>/<year>, topics/<code>, countries/<cc>, provinces/<code> …"""
    return below(site, f"{language}/{name.lower()}/")


def page(first: Address, number: int) -> Address:
    """Return the address of a list's full page, counted from the oldest (1)."""
    path = first.path.removesuffix("index.html")
    return Address(f"{first.url}page/{number}/", f"{path}page/{number}/index.html")


def feed(site: Site, name: str, language: str, ending: str = ".xml") -> Address:
    """Return the address of a feed in a language, such as `news.xml` (the default language) or `news.en.xml`."""
    suffix = "" if language == site.languages[0] else f".{language}"
    return asset(site, f"feeds/{name}{suffix}{ending}")


def feeds(site: Site, language: str) -> Address:
    """Return the address of the page on which people choose a site's feeds."""
    return below(site, "feeds/" if language == site.languages[0] else f"{language}/feeds/")


def editors(portal: Site, language: str) -> Address:
    """Return the address of the page that tells editors of other media what they can rely on."""
    return below(portal, "editors/" if language == portal.languages[0] else f"{language}/editors/")


def travel(portal: Site, language: str, name: str = "") -> Address:
    """Return the address of Safe Travel in a language, of a country's page in it (its code), or of "emergency"."""
    return below(portal, f"safe-travel/{language}/{f'{name.lower()}/' if name else ''}")


def services(portal: Site, language: str) -> tuple[tuple[str, Address], ...]:
    """Return (name, address) of the first page of each service, in the order in which pages name them."""
    named = (("cooperation", listing(portal, language, "cooperation")), ("offers", listing(portal, language, "offers")))
    return (("safe-travel", travel(portal, language)), *named)


def embed(site: Site, language: str, province: str = "") -> Address:
    """Return the address of the list that others may frame: a site's latest, or on the portal a province's."""
    return below(site, f"embed/{f'provinces/{province.lower()}/' if province else ''}{language}/")


def kit(home: Site, one: Article) -> Address:
    """Return the address of the archive with which outlets republish a story; translations do not move it."""
    return asset(home, f"{home.languages[0]}/{tail(one)}{one.slug}.zip")


def plain_text(home: Site, one: Article, edition: Edition) -> Address:
    """Return the address of an edition as plain text."""
    return asset(home, f"{edition.language}/{_tail(one, edition)}{one.slug}.txt")


def href(here: Site, address: Address) -> str:
    """Return what to write into a link on a page of `here`: a path on the same host, else the whole URL."""
    origin = _origin(here.url)
    return address.url[len(origin) :] if address.url.startswith(origin + "/") else address.url


def absolute(site: Site, path: str) -> str:
    """Return the URL of a path on a site's host."""
    return _origin(site.url) + path


def locate(everywhere: Mapping[str, Site], url: str) -> tuple[Site, str] | None:
    """Return the site that a URL belongs to and the rest of it below that site; None where it is none of ours."""
    found = [site for site in everywhere.values() if url.startswith(site.url)]
    if not found:
        return None
    site = max(found, key=lambda one: len(one.url))
    return site, url.removeprefix(site.url)


def path_of(site: Site, tail: str) -> str:
    """Return the output path of what lies below a site: a folder's index.html, or the file itself."""
    name = tail.rpartition("/")[2]
    if not name:
        return f"{site.path}{tail}index.html"
    return site.path + (tail if "." in name else f"{tail}/index.html")


@cache
def _origin(url: str) -> str:
    """Scheme and host of a site's URL (RFC 6454)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
