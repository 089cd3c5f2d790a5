"""Links to the portal's pages of topics, countries and provinces, from anywhere in the network."""

from ..codes import name_in
from ..editorial import addresses
from ..model import Names, Site
from .desk import Desk
from .views import Link

__all__ = ["all_links", "country_link", "links"]


def all_links(desk: Desk, of: str, language: str) -> tuple[Link, ...]:
    """Return links to all pages of a vocabulary: topics and provinces in their own order, countries by name."""
    network = desk.catalogue.registry.network
    if of == "topics":
        return links(desk, desk.portal, of, tuple(one.code for one in network.topics), language)
    if of == "provinces":
        return links(desk, desk.portal, of, tuple(one.code for one in network.provinces), language)
    found = [country_link(desk, desk.portal, code, language) for code in desk.countries()]
    return tuple(sorted(found, key=lambda link: (link.label.casefold(), link.href)))


def links(desk: Desk, here: Site, of: str, codes: tuple[str, ...], language: str) -> tuple[Link, ...]:
    """Return links from a page of `here` to the pages of topics or provinces, in the order of `codes`."""
    return tuple(
        desk.once((of, code, here.host_url, language), lambda code=code: _link(desk, here, of, code, language))  # type: ignore[misc]
        for code in codes
    )


def _link(desk: Desk, here: Site, of: str, code: str, language: str) -> Link:
    declared = desk.once("terms", lambda: _declared(desk))
    address = addresses.listing(desk.portal, desk.portal_language(language), f"{of}/{code}")
    return Link(name_in(declared[code], language), desk.href(here, address))


def _declared(desk: Desk) -> dict[str, Names]:
    network = desk.catalogue.registry.network
    declared = {one.code: one.names for one in network.topics}
    return declared | {one.code: one.names for one in network.provinces}


def country_link(desk: Desk, here: Site, code: str, language: str) -> Link:
    """Return a link from a page of `here` to a country's page."""

    def find() -> Link:
        address = addresses.listing(desk.portal, desk.portal_language(language), f"countries/{code}")
        return Link(desk.country(code, language), desk.href(here, address))

    return desk.once(("countries", code, here.host_url, language), find)
