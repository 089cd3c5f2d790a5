"""The registry of agreements for programs: as JSON, and as a table for spreadsheets (CSV, RFC 4180).

A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, "CSV Injection").
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from ...digests import digest, key
from ...editorial import addresses
from ...editorial.catalogue import Shown
from ...model import Agreement, Edition, Output
from .. import pictures
from ..desk import Desk
from ..keys import Keys
from . import cooperation
from .cooperationpages import data_address

__all__ = ["plan", "registry", "table"]

_COLUMNS = tuple("id title form stage parties sectors provinces countries signed ends mission url".split())
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def registry(desk: Desk) -> bytes:
    """Return all agreements, the newest first; what was not typed is left out."""
    listed = [_told(desk, one) for one in cooperation.all_of(desk)]
    return json.dumps({"agreements": listed}, ensure_ascii=False, indent=1).encode() + b"\n"


def table(desk: Desk) -> bytes:
    """Return the same as a table in the portal's default language; several values in a cell are set apart by "; "."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(_COLUMNS)
    for one in cooperation.all_of(desk):
        told, text = _told(desk, one), one.pick(desk.portal.languages[0])
        row = told | {"title": text.title, "url": addresses.article(one.site, one.article, text).url}
        row["parties"] = [party["name"] for party in told["parties"]]
        row["sectors"] = _sectors(text)
        writer.writerow([_cell(row.get(name, "")) for name in _COLUMNS])
    return made.getvalue().encode()


def plan(desk: Desk, keys: Keys) -> Iterator[Output]:
    """Yield the files; their documents are told by their links, which are in what is told of a text."""
    found = cooperation.all_of(desk)
    told = [keys.told(one.article.id, edition) for one in found for edition in one.offered]
    parts = key(cards=keys.cards(found), agreements=digest(told))
    for form in ("json", "csv"):
        yield Output(data_address(desk, form).path, f"cooperation_{form}", (), parts, "portal")


def _told(desk: Desk, one: Shown) -> dict[str, Any]:
    told = cooperation.details(one)
    parties = [
        {name: value for name in ("name", "kind", "country", "province") if (value := getattr(party, name))}
        for party in told.parties
    ]
    texts = {edition.language: _text(desk, one, edition) for edition in reversed(one.offered)}
    found = {
        "id": one.article.id,
        "form": told.form,
        "stage": told.stage,
        "parties": parties,
        "provinces": list(cooperation.provinces(one)),
        "countries": list(cooperation.countries(desk, one)),
        "signed": told.signed.isoformat() if told.signed else "",
        "ends": told.ends.isoformat() if told.ends else "",
        "mission": one.article.site,
        "texts": texts,
    }
    return {name: value for name, value in found.items() if value}


def _text(desk: Desk, one: Shown, edition: Edition) -> dict[str, Any]:
    media = [desk.catalogue.media[path] for path in cooperation.documents(desk, edition)]
    found = {
        "title": edition.title,
        "sectors": _sectors(edition),
        "url": addresses.article(one.site, one.article, edition).url,
        "documents": [pictures.file_address(document, one.site).url for document in media],
    }
    return {name: value for name, value in found.items() if value}


def _sectors(edition: Edition) -> list[str]:
    return list(edition.details.sectors) if isinstance(edition.details, Agreement) else []


def _cell(value: Any) -> str:
    words = "; ".join(value) if isinstance(value, list) else str(value)
    return f"'{words}" if words.startswith(_FORMULA) else words
