"""Facts: a kind's particulars as lines of name and value."""

from datetime import date

from ..codes import name_in
from ..editorial import lifecycle
from ..model import Advisory, Agreement, Edition, Episode, Event, Potential, Site
from .desk import Desk
from .terms import country_link
from .views import Fact

__all__ = ["of"]


def of(desk: Desk, site: Site, edition: Edition, language: str) -> tuple[Fact, ...]:
    """Return an edition's particulars in the order in which a reader wants them; empty ones are left out."""
    network, details = desk.catalogue.registry.network, edition.details
    facts: list[Fact] = []

    def say(name: str, value: str = "", moment: date | None = None, day: bool = False, href: str = "") -> None:
        if value or moment:
            facts.append(Fact(name, value, moment, day, href))

    match details:
        case Advisory():
            country = country_link(desk, site, details.country, language)
            say("country", country.label, href=country.href)
            say("areas", " · ".join(details.areas))
            say("effective", moment=details.effective)
            say("expires", moment=edition.expires)
            say("reviewed", moment=details.reviewed, day=True)
            say("severity", details.severity)
            say("urgency", details.urgency)
            say("certainty", details.certainty)
        case Agreement():
            say("form", details.form)
            say("stage", details.stage)
            say("parties", " · ".join(party.name for party in details.parties))
            say("sectors", " · ".join(details.sectors))
            say("signed", moment=details.signed, day=True)
            say("ends", moment=details.ends, day=True)
        case Potential():
            province = {one.code: one for one in network.provinces}.get(details.province)
            city = {one.code: one for one in network.cities}.get(details.city)
            say("province", name_in(province.names, language) if province else "")
            say("city", name_in(city.names, language) if city else "")
            say("sector", details.sector)
            say("product", details.product)
            say("hs_code", details.hs_code)
            say("capacity", details.capacity)
            say("offered_by", details.offered_by)
            say("contact", details.contact)
        case Event():
            say("start", moment=details.start)
            say("end", moment=details.end)
            say("venue", details.venue)
            say("online", details.online, href=details.online)
        case Episode():
            say("air", lifecycle.on_air(edition, desk.catalogue.now))
            say("live_at", moment=details.live_at)
            say("live_url", details.live_url, href=details.live_url)
            guests = (f"{guest.name} ({guest.role})" if guest.role else guest.name for guest in details.guests)
            say("guests", " · ".join(guests))
    return tuple(facts)
