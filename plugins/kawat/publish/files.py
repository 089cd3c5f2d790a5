"""Files that are not made of texts: pictures in their sizes, recordings and documents, the theme's static files, and
what web servers say with each file.

Pictures and the like stand once on every host that shows them, under names that their content gives
(docs/decisions.md, 8).
"""

from collections.abc import Iterable, Iterator

from ..digests import digest, key
from ..editorial import addresses
from ..editorial.catalogue import Shown
from ..model import Edition, Media, Output, Site, State
from . import headers, pictures
from .desk import Desk
from .scope import Scope
from .templating import Press

__all__ = ["plan"]


def plan(desk: Desk, press: Press, scope: Scope) -> Iterator[Output]:
    """Yield the files that shown stories name, those of the theme, and `_headers`; two of the same bytes become one."""
    yield from _media(desk, scope)
    if not scope.whole:
        return
    hosts = {site.host_path: site for site in desk.catalogue.sites.values()}
    said = key(headers=digest(headers.netlify()))
    for site in hosts.values():
        yield Output(f"{site.host_path}_headers", "headers", (), said, "")
        for name, published in sorted(desk.static.items()):
            if name == "worker.js":  # stands where what it serves does (`services.travelpages`)
                continue
            path = addresses.shared(site, f"theme/{published}").path
            yield Output(path, "static", (name,), key(file=digest(press.theme.static[name].hex())), "")


def _media(desk: Desk, scope: Scope) -> Iterator[Output]:
    hosts_of: dict[str, set[str]] = {}
    for one in scope.shown:
        # A list on the portal may show any story.
        hosts = {one.site.host_path, desk.portal.host_path}
        for path in _shown(desk, one):
            hosts_of.setdefault(path, set()).update(hosts)
    sites = {site.host_path: site for site in reversed(tuple(desk.catalogue.sites.values()))}
    found: dict[str, Output] = {}
    for path, hosts in sorted(hosts_of.items()):
        media = desk.catalogue.media.get(path)
        if media is not None:
            for host in sorted(hosts):
                found.update({output.path: output for output in _renditions(desk, media, sites[host])})
    yield from found.values()


def _shown(desk: Desk, one: Shown) -> Iterator[str]:
    """Yield the paths in the tree of what the visible editions of a story show or link to."""
    for edition, state in one.editions:
        if state is not State.GONE:
            folder = edition.source.path.rpartition("/")[0]
            for name in (*pictures.shown_pictures(edition), *pictures.attached_files(edition)):
                yield f"{folder}/{name}"
            yield from _documents(desk, edition)


def _documents(desk: Desk, edition: Edition) -> Iterable[str]:
    found = (desk.catalogue.targets.find(ref.value, edition) for ref in edition.references[: edition.body_references])
    return (target.media for target in found if target and target.media)


def _renditions(desk: Desk, media: Media, site: Site) -> Iterator[Output]:
    if not media.width_px or media.type.startswith("video/"):
        address = pictures.file_address(media, site)
        yield Output(address.path, "copy", (media.path, media.sha256), key(file=media.sha256), "")
        return
    for one in pictures.renditions(media, desk.widths):
        address = addresses.media(site, media.sha256, one.suffix)
        subject = (media.path, media.sha256, str(one.width_px), one.format)
        yield Output(address.path, "picture", subject, key(file=media.sha256), "")
