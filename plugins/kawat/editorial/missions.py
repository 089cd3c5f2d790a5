"""Missions: their names in short, who works with which country, and what a site's pages are called."""

from collections.abc import Iterable

from ..codes import name_in
from ..model import Mission, MissionKind, SiteStatus

__all__ = ["accredited", "short_name"]

_INDONESIAN = {
    MissionKind.MINISTRY: "Kemlu",
    MissionKind.EMBASSY: "KBRI {city}",
    MissionKind.CONSULATE_GENERAL: "KJRI {city}",
    MissionKind.CONSULATE: "KRI {city}",
    MissionKind.PERMANENT_MISSION: "PTRI {city}",
    MissionKind.TRADE_OFFICE: "ITPC {city}",
}
_ENGLISH = {
    MissionKind.MINISTRY: "Ministry",
    MissionKind.EMBASSY: "Embassy in {city}",
    MissionKind.CONSULATE_GENERAL: "Consulate General in {city}",
    MissionKind.CONSULATE: "Consulate in {city}",
    MissionKind.PERMANENT_MISSION: "Permanent Mission in {city}",
    MissionKind.TRADE_OFFICE: "Trade Office in {city}",
}


def short_name(mission: Mission, language: str) -> str:
    """Return what one calls a mission in a byline: "KBRI Tokyo", "Embassy in Tokyo"; elsewhere its own name."""
    if language == "id":
        return _INDONESIAN[mission.kind].format(city=name_in(mission.city, "id"))
    own = dict(mission.names).get(language) if language != "en" else None
    return own or _ENGLISH[mission.kind].format(city=name_in(mission.city, "en"))


def accredited(missions: Iterable[Mission], country: str) -> tuple[Mission, ...]:
    """Return the missions that work with a country: the embassies first, then by code; closed ones are left out."""
    found = [one for one in missions if one.status is not SiteStatus.CLOSED and one.code != "portal"]
    found = [one for one in found if country in one.accreditation or country == one.country]
    return tuple(sorted(found, key=lambda one: (one.kind is not MissionKind.EMBASSY, one.code)))
