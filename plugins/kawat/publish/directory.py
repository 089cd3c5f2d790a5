"""The directory: all missions, by region, country and city."""

from ..codes import name_in
from ..editorial import addresses
from ..editorial.missions import short_name
from .desk import Desk
from .views import DirectoryView, Head, MissionCard

__all__ = ["directory"]


def directory(desk: Desk, language: str) -> DirectoryView:
    """All missions, by region, country and city."""
    site, registry = desk.portal, desk.catalogue.registry
    regions = []
    for region in registry.network.regions:
        cards = []
        for one in registry.missions[1:]:
            if one.region == region.code:
                cards.append(
                    MissionCard(
                        name=name_in(one.names, language),
                        short=short_name(one, language),
                        kind=str(one.kind),
                        city=name_in(one.city, language),
                        country=desk.country(one.country, language),
                        href=desk.mission_link(site, one, language).href,
                        status=str(one.status),
                        location=one.location,
                        languages=one.languages,
                    )
                )
        cards.sort(key=lambda card: (card.country.casefold(), card.kind != "embassy", card.city.casefold()))
        regions.append((name_in(region.names, language), tuple(cards)))
    return DirectoryView(
        chrome=desk.chrome(site, language),
        head=Head(
            title="",
            description="",
            canonical=addresses.listing(site, language, "missions").url,
            alternates=desk.alternates(site, lambda one: addresses.listing(site, one, "missions")),
        ),
        languages=desk.languages(site, language, lambda one: addresses.listing(site, one, "missions")),
        regions=tuple(region for region in regions if region[1]),
    )
