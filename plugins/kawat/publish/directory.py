"""The directory: all missions, by region, country and city, as a list and on the world map."""

from itertools import groupby

from ..codes import name_in
from ..editorial import addresses
from ..editorial.missions import short_name
from ..model import Mission, MissionKind
from . import worldmap
from .desk import Desk
from .overviews import CountryGroup, DirectoryView, MissionCard, RegionGroup
from .views import Head

__all__ = ["directory", "grouped"]


def directory(desk: Desk, language: str) -> DirectoryView:
    """The page on which people look for a mission."""
    site, regions = desk.portal, grouped(desk, language)
    groups = [group for region in regions for group in region.countries]
    present = {one.kind for group in groups for one in group.missions}
    return DirectoryView(
        chrome=desk.chrome(site, language),
        head=Head(
            title="",
            description="",
            canonical=addresses.listing(site, language, "missions").url,
            alternates=desk.alternates(site, lambda one: addresses.listing(site, one, "missions")),
        ),
        languages=desk.languages(site, language, lambda one: addresses.listing(site, one, "missions")),
        regions=regions,
        kinds=tuple(str(kind) for kind in MissionKind if kind in present),
        countries=tuple(sorted(groups, key=lambda group: (group.label.casefold(), group.anchor))),
        sheet=(worldmap.WIDTH, worldmap.HEIGHT),
    )


def grouped(desk: Desk, language: str) -> tuple[RegionGroup, ...]:
    """Return all missions by region, then by the names of countries and cities in that language."""
    registry = desk.catalogue.registry
    there = {(one.region, one.country) for one in registry.missions[1:]}
    regions_of = [country for _, country in there]
    found = []
    for region in registry.network.regions:
        name = name_in(region.names, language)

        def by_name(one: Mission) -> tuple[str, str, bool, str, str]:
            country, city = desk.country(one.country, language), name_in(one.city, language)
            return country.casefold(), one.country, one.kind is not MissionKind.EMBASSY, city.casefold(), one.code

        ours = sorted((one for one in registry.missions[1:] if one.region == region.code), key=by_name)
        countries = []
        for code, missions in groupby(ours, key=lambda one: one.country):
            country = desk.country(code, language)
            # A country may have missions in two groups, such as those to organisations that have their seat there.
            label = country if regions_of.count(code) == 1 else f"{country} ({name})"
            cards = tuple(_card(desk, one, language) for one in missions)
            countries.append(CountryGroup(country, label, f"{region.code}-{code.lower()}", cards))
        if countries:
            found.append(RegionGroup(name, region.code, tuple(countries)))
    return tuple(found)


def _card(desk: Desk, one: Mission, language: str) -> MissionCard:
    return MissionCard(
        name=name_in(one.names, language),
        short=short_name(one, language),
        kind=str(one.kind),
        city=name_in(one.city, language),
        country=desk.country(one.country, language),
        href=desk.mission_link(desk.portal, one, language).href,
        status=str(one.status),
        point=worldmap.place(*one.location),
    )
