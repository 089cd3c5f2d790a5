"""Texts of every kind whose every field and whose body are full of payloads.

Fields are filled as far as their limits allow.  Each field of each kind goes round all payloads at its own pace, so
that each gets payloads of every family, and each payload comes to many fields; every body takes the next few.
"""

import io
import itertools
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from payloads import PAYLOADS, Payload
from PIL import Image

from kawat.model import Kind

__all__ = ["CLOSED", "FREE", "WORD", "Forged", "forge"]

WORD = "kawatuji"
"""A word in every title, by which search finds them all."""

FORMATS = "{{ 6 * 7 }} %(x)s {x} $x"
"""What templates and formats of several languages would take for theirs, at the head of every longer field."""

_LINES = {
    "title": 200, "summary": 500, "tags": 60, "authors": 120, "image_alt": 300, "image_credit": 200, "reason": 500,
    "corrections.note": 500, "override.title": 200, "override.summary": 500, "override.lead": 1000,
    "republish.license": 40, "credit.name": 160, "credit.license": 80, "social.x": 250, "social.facebook": 2000,
    "social.instagram": 1500, "social.mastodon": 450,
}  # fmt: skip
_OWN = {
    Kind.EPISODE: {
        "chapters.title": 120,
        "guests.name": 120,
        "guests.role": 120,
        "transcript": 300,
        "quotes.text": 280,
        "quotes.by": 120,
    },
    Kind.ADVISORY: {"areas": 120},
    Kind.AGREEMENT: {"parties.name": 160, "sectors": 60},
    Kind.POTENTIAL: {"sector": 80, "product": 120, "capacity": 160, "offered_by": 160, "contact": 200},
    Kind.EVENT: {"venue": 160},
    Kind.VIDEO: {"poster_alt": 300, "captions": 300},
    Kind.GALLERY: {"pictures.alt": 300, "pictures.credit": 200, "pictures.caption": 500},
}
FREE = {kind: {**_LINES, **_OWN.get(kind, {})} for kind in Kind}
"""How many characters each field of each kind takes in which a writer may say what he likes; a dot leads inside."""

CLOSED = frozenset(
    "date updated topics countries provinces cities image status embargo expires id aliases crosspost markdown audio "
    "duration live_at live_url country level severity urgency certainty effective reviewed form stage signed ends "
    "province city hs_code start end online video poster".split()
)
"""Fields that take only words, dates, names of files and addresses of a fixed form."""


@dataclass
class Forged:
    """A tree of texts, and what is in them.

    Attributes:
        files: by path from the root.
        placed: the payloads in each (kind, field), and in each (engine, "body").
    """

    files: dict[str, str | bytes] = field(default_factory=dict)
    placed: dict[tuple[str, str], set[Payload]] = field(default_factory=lambda: defaultdict(set))


def forge(of_each_kind: int, in_each_body: int, home: str, target: str) -> Forged:
    """Return so many texts of each kind at a site, all sent to another, every third in Python-Markdown."""
    made = Forged()
    bodies = {engine: itertools.cycle(_shuffled(engine)) for engine in ("commonmark", "python")}
    for number, kind in enumerate(Kind):
        rounds = {name: itertools.cycle(_shuffled(number, at)) for at, name in enumerate(FREE[kind])}

        def take(name: str, kind: Kind = kind, rounds: Any = rounds) -> str:
            return _fill(made, rounds[name], (kind, name), FREE[kind][name])

        for count in range(of_each_kind):
            engine = "python" if count % 3 == 2 else "commonmark"
            folder = f"content/{home}/{kind}/2026/u{count}"
            fields, beside = _fields(kind, count, take, target)
            if engine == "python":
                fields["markdown"] = engine
            chosen = list(itertools.islice(bodies[engine], in_each_body))
            made.placed[engine, "body"].update(chosen)
            front = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items())
            body = "\n\n".join(["Isi naskah.", *(one.text for one in chosen)])
            made.files[f"{folder}/index.id.md"] = f"---\n{front}\n---\n\n{body}\n"
            made.files |= {f"{folder}/{name}": data for name, data in beside.items()}
    return made


def _shuffled(*seed: object) -> list[Payload]:
    return random.Random(repr(seed)).sample(PAYLOADS, len(PAYLOADS))


def _fill(made: Forged, rounds: Iterator[Payload], where: tuple[str, str], limit: int) -> str:
    """Take payloads till the next one would not fit; one that is longer than the field is passed over."""
    taken = ([WORD] if where[1] == "title" else []) + ([FORMATS] if limit >= 100 else [])
    room = left = limit - len(" ".join(taken)) - 1
    for one in rounds:
        if len(one.text) >= room:
            continue
        if len(one.text) + 1 > left:
            break
        made.placed[where].add(one)
        taken.append(one.text)
        left -= len(one.text) + 1
    return " ".join(taken)


def _fields(kind: Kind, count: int, take: Any, target: str) -> tuple[dict[str, Any], dict[str, str | bytes]]:
    at = f"2026-{1 + count % 10:02}-{1 + count % 28:02} 09:{count % 60:02}"
    fields: dict[str, Any] = {
        "title": take("title"),
        "date": at,
        "summary": take("summary"),
        "topics": ["budaya"],
        "tags": [take("tags"), take("tags")],
        "authors": [take("authors"), take("authors")],
        "image": "a.png",
        "image_alt": take("image_alt"),
        "image_credit": take("image_credit"),
        "corrections": [{"at": at, "note": take("corrections.note")}],
        "crosspost": {"to": [target], "mode": "copy", "override": {target: {
            name: take(f"override.{name}") for name in ("title", "summary", "lead")
        }}},
        "republish": {"license": take("republish.license"), "images": "included"},
        "credit": {
            "name": take("credit.name"),
            "url": "https://outlet.example/\"'><img/src=x/onerror=alert(1)>",
            "license": take("credit.license"),
        },
        "social": {name: take(f"social.{name}") for name in ("x", "facebook", "instagram", "mastodon")},
    }  # fmt: skip
    reason = take("reason")
    if count % 9 == 8:
        fields |= {"status": "removed" if count % 2 else "withdrawn", "reason": reason}
    beside: dict[str, str | bytes] = {"a.png": _PICTURE, "x.png": _PICTURE}
    own = {name: take(name) for name in _OWN.get(kind, {})}
    cues = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v {0}>{0}\n"
    match kind:
        case Kind.EPISODE:
            fields |= {
                "audio": "a.mp3", "duration": "00:01:00", "transcript": "a.vtt",
                "chapters": [{"start": "00:00:00", "title": own["chapters.title"]}],
                "guests": [{"name": own["guests.name"], "role": own["guests.role"]}],
                "quotes": [{"text": own["quotes.text"], "by": own["quotes.by"]}],
            }  # fmt: skip
            beside |= {"a.mp3": b"ID3\x03" + bytes(200), "a.vtt": cues.format(own["transcript"])}
        case Kind.ADVISORY:
            fields |= {"country": "JP", "level": "2", "areas": [own["areas"]]}
        case Kind.AGREEMENT:
            parties = [{"name": own["parties.name"], "kind": "city"}, {"name": "Surabaya"}]
            fields |= {"form": "mou", "stage": "mou", "parties": parties, "sectors": [own["sectors"]]}
        case Kind.POTENTIAL:
            fields |= {"province": "ID-JI", **own}
        case Kind.EVENT:
            fields |= {"start": "2026-12-01 09:00", "venue": own["venue"], "online": "https://a.example/?x=1&y='(1)"}
        case Kind.VIDEO:
            fields |= {"video": "a.webm", "captions": "a.vtt", "poster": "a.png", "poster_alt": own["poster_alt"]}
            beside |= {"a.webm": b"\x1a\x45\xdf\xa3" + bytes(200), "a.vtt": cues.format(own["captions"])}
        case Kind.GALLERY:
            names = ("alt", "credit", "caption")
            fields["pictures"] = [{"image": "a.png", **{name: own[f"pictures.{name}"] for name in names}}]
    return fields, beside


def _picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (6, 4), "red").save(file, "PNG")
    return file.getvalue()


_PICTURE = _picture()
