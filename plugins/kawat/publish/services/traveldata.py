"""Safe Travel for programs: all countries in one small file, and each country whole in one of its own.

    safe-travel.json        {"updated", "countries": [{code, names, level, url, missions, advisories: [brief]}]}
    safe-travel/<cc>.json   the country with its advisories whole: what changed, the text, its parts as plain words

Countries without advice are in both, with level 0: that nothing is said of a country is not level 1.  Moments are
RFC 3339 in UTC; `expires` is for the program to heed, as it may read the file much later.
"""

import json
from collections.abc import Iterator
from typing import Any

from ...digests import digest, key
from ...editorial import addresses, lifecycle
from ...editorial.catalogue import Shown
from ...model import Edition, Output
from ...moments import rfc3339
from ..desk import Desk
from ..feeds import cap, plain
from ..keys import Keys
from ..stories import absolute_body
from . import travel
from .travelpages import data_address

__all__ = ["country", "plan", "world"]


def plan(desk: Desk, keys: Keys) -> Iterator[Output]:
    """Yield the files."""
    missions = digest(desk.catalogue.registry)
    there = travel.read(desk)
    for code, one in there.items():
        told = [keys.told(shown.article.id, edition) for shown in one.advisories for edition in _told(desk, shown)]
        parts = key(advice=digest(told), cards=keys.cards(one.advisories), missions=missions)
        yield Output(data_address(desk, code).path, "travel_data", (code,), parts, "portal")
    cards = keys.cards(shown for one in there.values() for shown in one.advisories)
    parts = key(cards=cards, countries=digest(list(there)), missions=missions)
    yield Output(data_address(desk).path, "travel_world", (), parts, "portal")


def world(desk: Desk) -> bytes:
    """Return all countries in brief."""
    countries = travel.read(desk).values()
    shown = [one for country in countries for one in country.advisories]
    updated = max((_changed(one) for one in shown), default="")
    listed = [{**_country(desk, one), "advisories": [_brief(desk, it) for it in one.advisories]} for one in countries]
    return _json({"updated": updated, "countries": listed})


def country(desk: Desk, code: str) -> bytes:
    """Return one country, its advice whole."""
    one = travel.read(desk)[code]
    told = _country(desk, one)
    told["contacts"] = [
        {
            "mission": mission.code,
            "names": dict(mission.names),
            "url": addresses.home(desk.site(mission.code), mission.languages[0]).url,
            **{name: value for name in ("emergency", "telephone", "email") if (value := getattr(mission, name))},
        }
        for mission in one.missions
    ]
    told["advisories"] = [_whole(desk, shown) for shown in one.advisories]
    return _json(told)


def _country(desk: Desk, one: travel.Country) -> dict[str, Any]:
    languages = desk.portal.languages
    return {
        "code": one.code,
        "names": {language: desk.country(one.code, language) for language in languages},
        "level": one.level,
        "url": {language: addresses.travel(desk.portal, language, one.code).url for language in languages},
        "missions": [mission.code for mission in one.missions],
    }


def _brief(desk: Desk, one: Shown) -> dict[str, Any]:
    """What every reader needs; what was not typed is left out."""
    lead, details = one.article.lead, travel.details(one)
    moments = {"effective": details.effective, "expires": lead.expires, "reviewed": details.reviewed}
    return {
        "id": one.article.id,
        "level": details.level,
        "titles": {edition.language: edition.title for edition in _told(desk, one)},
        **{name: rfc3339(moment) for name, moment in moments.items() if moment},
        "updated": _changed(one),
    }


def _whole(desk: Desk, one: Shown) -> dict[str, Any]:
    details = travel.details(one)
    words = {"severity": details.severity, "urgency": details.urgency, "certainty": details.certainty}
    texts = {edition.language: _text(desk, one, edition) for edition in _told(desk, one)}
    return {**_brief(desk, one), **words, "cap": cap.address(desk, one.article).url, "texts": texts}


def _text(desk: Desk, one: Shown, edition: Edition) -> dict[str, Any]:
    html = absolute_body(desk, one.article.id, edition)
    changes = [{"at": rfc3339(note.at), "note": note.note} for note in edition.corrections]
    return {
        "title": edition.title,
        "summary": edition.summary,
        "areas": list(getattr(edition.details, "areas", ())),
        "url": addresses.article(one.site, one.article, edition).url,
        "changes": changes,
        "html": html,
        "parts": {name: plain.text(part) for name, part in travel.parts(html)},
    }


def _told(desk: Desk, one: Shown) -> tuple[Edition, ...]:
    return travel.editions(one, desk.portal.languages)


def _changed(one: Shown) -> str:
    """When any of its editions last changed."""
    return rfc3339(max(lifecycle.changed(edition) or one.article.date for edition in one.offered))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
