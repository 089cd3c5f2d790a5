"""ninjs 2.1: the wire, each story that the portal shows as a news agency takes it in, and a list of the newest changes.

Each full edition is a news object of its own under its guid; `version` grows with each correction and with a
retraction, and a canceled object says why in its editorial note.  The picture is associated, with its real size.
Left out: rightsinfo (the licence stands under `usageterms`), people, trust indicators.

Source: iptc.org/std/ninjs/ninjs-schema_2.1.json.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ...codes import name_in
from ...editorial import addresses
from ...editorial.catalogue import Shown
from ...model import Address, Article, Edition, Enclosure, Item, Kind, State
from ...moments import rfc3339
from ..desk import Desk
from . import plain
from .channels import Entry, changed
from .items import authority, file_name, full_editions, guid, item

__all__ = ["MOST_LISTED", "address", "index_address", "newest", "serialize", "serialize_index", "wired"]

MOST_LISTED = 100
_STANDARD = {"name": "ninjs", "version": "2.1", "schema": "https://iptc.org/std/ninjs/ninjs-schema_2.1.json"}
_TYPES = {Kind.VIDEO: "video", Kind.EPISODE: "audio", Kind.GALLERY: "composite", Kind.INFOGRAPHIC: "graphic"}

Row = tuple[str, str, str, str, str]
"""(uri, version, url, pubstatus, versioncreated)"""


def wired(desk: Desk, shown: Iterable[Shown]) -> Iterator[tuple[Shown, Edition, State]]:
    """Yield those stories that stand on the portal or are listed there, as at their homes, in each full edition."""
    for one in shown:
        if one.site.code == "portal" and one.article.kind is not Kind.PAGE:
            home = desk.catalogue.home(one.article.id)
            yield from ((home, edition, state) for edition, state in full_editions(home))


def address(desk: Desk, article: Article, edition: Edition) -> Address:
    """Return where the news object of an edition is."""
    language = "" if edition.language == desk.site(article.site).languages[0] else f".{edition.language}"
    return addresses.asset(desk.portal, f"wire/{file_name(article)}{language}.ninjs.json")


def index_address(desk: Desk) -> Address:
    """Return where the list of the newest news objects is."""
    return addresses.asset(desk.portal, "wire/index.json")


def serialize(desk: Desk, name: str, language: str) -> bytes:
    """Return the news object of an edition."""
    one = desk.catalogue.home(name)
    edition, state = next(pair for pair in full_editions(one) if pair[0].language == language)
    told = item(desk, Entry(one, edition, state))
    made: dict[str, Any] = {
        "uri": told.guid,
        "standard": _STANDARD,
        "type": _TYPES.get(one.article.kind, "text"),
        "representationtype": "full",
        "version": _version(edition, state),
        "firstcreated": rfc3339(told.published),
        "versioncreated": rfc3339(told.updated),
        "pubstatus": _status(state),
        "language": language,
        "headlines": [{"role": "main", "contenttype": "text/plain", "value": told.title}],
        "bodies": _bodies(told),
        "infosources": [{"name": told.creator, "role": "source"}],
        "copyrightholder": told.creator,
        "copyrightnotice": f"© {told.published.year} {told.creator}",
        "altids": [{"role": "url", "value": told.url}],
    }
    made |= _described(desk, one.article, edition, told) if state is State.LIVE else {"ednote": edition.reason}
    return _bytes(made)


def newest(desk: Desk, since: Iterable[Shown] | None = None) -> tuple[Row, ...]:
    """Return the newest changes on the wire, the latest first, ties broken by URI.

    Args:
        since: the stories that came or were amended since the list was published, so that no others are looked at.
    """

    def find() -> tuple[Row, ...]:
        published = desk.standing(index_address(desk).path) if since is not None else None
        found = _revised(_parsed(published), _rows(desk, since or ())) if published is not None else None
        return found or _listed(_rows(desk, desk.catalogue.shown.get("portal", ())))

    return desk.once("wire", find)


def _rows(desk: Desk, shown: Iterable[Shown]) -> Iterator[Row]:
    for one, edition, state in wired(desk, shown):
        when = rfc3339(changed(Entry(one, edition, state)))
        url = address(desk, one.article, edition).url
        yield guid(desk, edition, one.article), _version(edition, state), url, _status(state), when


def _listed(rows: Iterable[Row]) -> tuple[Row, ...]:
    by_uri = sorted(rows, key=lambda row: row[0])
    return tuple(sorted(by_uri, key=lambda row: row[4], reverse=True)[:MOST_LISTED])


def _parsed(data: bytes) -> list[Row]:
    return [tuple(row.values()) for row in json.loads(data)["items"]]


def _revised(known: list[Row], rows: Iterable[Row]) -> tuple[Row, ...] | None:
    """The list with these rows as they are now; None where one that was not listed may have its place there."""
    now = {row[0]: row for row in rows}
    found = _listed([*(row for row in known if row[0] not in now), *now.values()])
    if len(known) < MOST_LISTED:
        return found
    return found if _listed([known[-1], found[-1]])[0] == found[-1] and len(found) == MOST_LISTED else None


def serialize_index(desk: Desk) -> bytes:
    """Return the list of the newest changes."""
    names = ("uri", "version", "url", "pubstatus", "versioncreated")
    return _bytes({"items": [dict(zip(names, row, strict=True)) for row in newest(desk)]})


def _described(desk: Desk, article: Article, edition: Edition, told: Item) -> dict[str, Any]:
    """What only a usable object says."""
    found: dict[str, Any] = {
        "descriptions": [{"role": "summary", "contenttype": "text/plain", "value": told.summary}],
        "by": ", ".join(edition.authors) or told.creator,
        "subjects": _subjects(desk, article, edition.language),
        "places": _places(desk, article, edition.language),
    }
    if article.republish.license:
        images = f"; images: {article.republish.images}" if article.republish.images else ""
        found["usageterms"] = article.republish.license + images
    if edition.expires:
        found["expires"] = rfc3339(edition.expires)
    if told.picture is not None:
        found["associations"] = [_picture(told, told.picture, article.republish.images)]
    if told.recording is not None:
        audio = told.recording
        found["renditions"] = [
            {"name": "audio", "href": audio.url, "contenttype": audio.type, "sizeinbytes": audio.size_bytes}
        ]
        if audio.duration_s:
            found["renditions"][0]["duration"] = audio.duration_s
    return {name: value for name, value in found.items() if value}


def _bodies(told: Item) -> list[dict[str, Any]]:
    words = plain.text(told.content)
    counts = {"charcount": len(words), "wordcount": len(words.split())}
    return [
        {"role": "main", "contenttype": "text/html", "value": told.content},
        {"role": "main", "contenttype": "text/plain", "value": words, **counts},
    ]


def _subjects(desk: Desk, article: Article, language: str) -> list[dict[str, str]]:
    return [
        {
            "name": name_in(desk.topics[code], language),
            "rel": "about",
            "uri": f"tag:{authority(desk)},2026:topics/{code}",
            "literal": code,
        }
        for code in article.topics
    ]


def _places(desk: Desk, article: Article, language: str) -> list[dict[str, str]]:
    """Countries by ISO 3166-1, provinces by ISO 3166-2, cities by our own codes."""
    network = desk.catalogue.registry.network
    named = [(desk.country(code, language), code) for code in article.countries]
    for codes, terms in ((article.provinces, network.provinces), (article.cities, network.cities)):
        names = {term.code: term.names for term in terms}
        named += [(name_in(names[code], language), code) for code in codes]
    return [{"name": name, "rel": "about", "literal": code} for name, code in named]


def _picture(told: Item, picture: Enclosure, terms: str) -> dict[str, Any]:
    rendition = {
        "name": "main",
        "href": picture.url,
        "contenttype": picture.type,
        "width": picture.width_px,
        "height": picture.height_px,
        "sizeinbytes": picture.size_bytes,
    }
    made = {
        "name": "mainpicture",
        "uri": f"{told.guid}.picture",
        "type": "picture",
        "descriptions": [{"role": "alt", "contenttype": "text/plain", "value": told.picture_alt}],
        "by": told.credit,
        "usageterms": terms,
        "renditions": [rendition],
    }
    return {name: value for name, value in made.items() if value}


def _version(edition: Edition, state: State) -> str:
    return str(1 + len(edition.corrections) + (state is not State.LIVE))


def _status(state: State) -> str:
    return "usable" if state is State.LIVE else "canceled"


def _bytes(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
