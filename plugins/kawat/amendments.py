"""Amendments: texts that say something else than before, of stories that stand where they stood.

More than the words of a body may be other: where its links lead, its pictures, title and summary, a correction, the
moment of the last change.  What decides where a story stands, and when, is as it was; what it is about may be other,
texts may have come to it, and it may be retracted (`regrouping`, `additions`).  So nearly all that was planned is there
still, and what may be other is known from the snapshot (`publish.scope` says what).  Wherever more may be the case (a
picture is shown no more, a link leads nowhere, it is travel advice) `read` returns None, and everything is planned.
"""

import dataclasses
from collections.abc import Collection, Sequence
from posixpath import dirname

from . import additions, codes, kinship
from .arrivals import articles_of, with_media
from .build.manifest import Data
from .editorial import catalogue as catalogues
from .editorial import references
from .editorial.links import Targets
from .linkage import files
from .model import Article, Edition, Kind, Place, Status
from .publish.scope import KINDS
from .reader import Reader
from .recollection import Recollection
from .regrouping import regrouped, regrouping
from .settings import Settings
from .snapshot import About, Past, Where
from .source import tree
from .source.tree import Entry

__all__ = ["read"]

_FREE = (
    *("title", "summary", "authors", "updated", "picture", "corrections", "republish", "credit", "social", "details"),
    *("tags", "topics", "countries", "provinces", "cities", "crosspost"),
    *("source", "words", "digest", "face", "text", "references", "body_references"),
)
"""What may be other in a text of a story that stands where it stood; of an event no details, which calendars tell."""

_RETRACTED = frozenset((Status.WITHDRAWN, Status.REMOVED))


def read(
    numbers: Collection[int],
    new: Sequence[Entry],
    reader: Reader,
    past: Past,
    about: About,
    settings: Settings,
    where: Where,
    manifest: Data,
    released: bool = False,
) -> tuple[Past, list[Entry]] | None:
    """Return what is known with some stories amended, and which files are new besides their media.

    Args:
        numbers: of those stories; the cache knows their texts.
        new: files that are new, but the texts that came to these stories.
        manifest: the bytes of the destination's manifest.
        released: whether stories that nobody saw may be seen now.
    Returns None where everything has to be planned.
    """
    if past.network.missions[0].report:  # which counts everything
        return None
    stories = {number: past.stories[number] for number in numbers}
    folders = {dirname(path) for story in stories.values() for path, _, _ in story.texts}
    if any(dirname(one.file) in folders for one in about.problems):
        return None
    own = [one for one in new if dirname(one.path) in folders and not _is_text(one, past)]
    found, faults = reader.media(own)
    if faults or any(one.faults for one in found.values()):
        return None
    recollection = Recollection(past, where.now, where.preview)
    catalogue = recollection.catalogue(settings.siteurl)
    media = with_media(catalogue, found)
    targets = dataclasses.replace(catalogue.targets, media=media)
    before = articles_of({number: past.snapshot.story(number) for number in numbers}, past, media)
    now = articles_of(stories, past, media)
    if before is None or now is None or before.keys() != now.keys():
        return None
    known = codes.vocabulary(past.network)
    texts = [edition for one in now.values() for edition in one.editions]
    if any(references.check(one, known, media, {}) for one in texts) or references.unused(texts, (), found):
        return None
    if not all(_stands(before[name], now[name], targets, past.arrived.texts) for name in now):
        return None
    if any(one.status is Status.REMOVED and files(one, targets) for one in now.values()):
        return None  # whether another story shows a picture of the same bytes, nothing tells
    if catalogues.broken_links(dataclasses.replace(catalogue, articles=now, targets=targets)):
        return None
    otherwise = {number: before[one.id].face != now[one.id].face for number, one in stories.items()}
    rest = [one for one in new if one not in own]
    arrived = dataclasses.replace(past.arrived, media={path: reader.keys[path] for path in found})
    retracted = frozenset(number for number, one in stories.items() if now[one.id].status in _RETRACTED)
    past = dataclasses.replace(past, amended=otherwise, arrived=arrived, retracted=retracted)
    restless = {number for number, one in stories.items() if regrouped(before[one.id], now[one.id])}
    restless |= past.enlarged | retracted
    alone = not rest and not released  # what stories that came enter is found out of the lists as they were
    if restless and not alone:
        return None
    if restless or past.fallen:
        told = regrouping(restless | past.fallen, before, now, past, targets, settings, where, about.since, manifest)
        if told is None or (told[0].arrived.lists and not alone):
            return None
        past, was, came = told
        with_texts = additions.settled(was, came, past, targets, about) if past.enlarged else past
        if with_texts is None:
            return None
        past = with_texts
    renamed = [
        number
        for number, one in stories.items()
        if number in retracted or _shared(before[one.id]) != _shared(now[one.id])
    ]
    if not renamed:
        return past, rest
    known_now = kinship.renamed(past, renamed, recollection, settings.siteurl) if alone else None
    return None if known_now is None else (known_now, rest)


def _shared(article: Article) -> tuple[object, ...]:
    """What stories are related by."""
    subjects = article.topics, article.countries, article.provinces, article.cities
    return [one.title for one in article.editions], article.tags, *subjects


def _is_text(one: Entry, past: Past) -> bool:
    return isinstance(tree.place(one.path, past.network.languages()), Place)


def _stands(before: Article, now: Article, targets: Targets, added: Collection[str]) -> bool:
    """Whether a story still stands where it stood, with all files that it had.

    Args:
        added: paths of texts that came.
    """
    kept = [one for one in now.editions if one.source.path not in added]
    if now.kind not in KINDS or len(before.editions) != len(kept) or now.lead is not kept[0]:
        return False
    if files(before, targets) - files(now, targets):
        return False
    pairs = zip(before.editions, kept, strict=True)
    return all(_is_alike(*pair) for pair in pairs)


def _is_alike(one: Edition, other: Edition) -> bool:
    taken = {name: getattr(other, name) for name in _FREE}
    if other.status in _RETRACTED:
        taken |= {"status": other.status, "reason": other.reason}
    same = dataclasses.replace(one, **taken) == other and (one.kind is not Kind.EVENT or one.details == other.details)
    return same and one.status is Status.PUBLISHED
