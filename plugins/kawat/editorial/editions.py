"""Editions become articles: the texts of one story gathered, and what they share inherited.

A story's *lead edition* is the first in the order: full before simple, then the languages of its home site.  It
carries the shared fields.  Where the lead edition has an error, none of the story's editions are published: what they
would inherit (an embargo, say) is not known.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from ..digests import digest
from ..model import Article, Edition, Kind, Media, Override, Place, Register, Status
from ..problems import Problem, problem

__all__ = ["choose", "gather"]

Group = tuple[str, Kind, int, str]
_STATUSES = tuple(Status)
_INHERITED = ("date", "topics", "tags", "countries", "provinces", "cities", "authors", "id", "aliases")
_NESTED = ("picture", "republish", "credit", "details")


def gather(
    editions: Iterable[Edition],
    broken: Iterable[Place],
    languages: Mapping[str, tuple[str, ...]],
    required: Mapping[Kind, tuple[tuple[str, str], ...]],
    media: Mapping[str, Media] = MappingProxyType({}),
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Return the articles, sorted by id, and what is wrong with those that are missing.

    Args:
        broken: places of the files that had an error.
        languages: the languages of each site.
        required: what the lead edition of each kind must have: names of fields, each with an example.
        media: the tree's media files, which are part of what an approver approves.
    """
    groups: dict[Group, list[Edition]] = defaultdict(list)
    for edition in sorted(editions, key=lambda one: one.source.path):
        groups[edition.site, edition.kind, edition.year, edition.slug].append(edition)
    fallen: dict[Group, list[Place]] = defaultdict(list)
    for place in broken:
        fallen[place.site, place.kind, place.year, place.slug].append(place)
    problems: list[Problem] = []
    articles: list[Article] = []
    for group, members in groups.items():
        article = _article(members, fallen.get(group, []), languages[group[0]], required[group[1]], problems)
        if article is not None:
            articles.append(_with_media(article, media))
    unique = _unique(articles, problems)
    return tuple(sorted(unique, key=lambda one: one.id)), tuple(problems)


def choose(article: Article, language: str, visible: Iterable[Edition] | None = None) -> Edition:
    """Return the full edition that suits a reader best: his language, else English, else the lead edition."""
    editions = [one for one in (visible or article.editions) if one.register is Register.FULL]
    editions = editions or list(visible or article.editions)
    for wanted in (language, "en"):
        for edition in editions:
            if edition.language == wanted:
                return edition
    return editions[0]


def _article(
    members: list[Edition],
    fallen: list[Place],
    languages: tuple[str, ...],
    required: tuple[tuple[str, str], ...],
    problems: list[Problem],
) -> Article | None:
    def rank(one: Edition | Place) -> tuple[bool, int]:
        return one.register is not Register.FULL, languages.index(one.language)

    unlike = _unlike(members, problems)
    unlike.sort(key=rank)
    lead = unlike[0]
    before = [place for place in fallen if place.language in languages and rank(place) < rank(lead)]
    if before:
        other = min(before, key=rank).path
        problems += [problem("K052", one.source.path, other=other) for one in unlike]
        return None
    missing = [(name, example) for name, example in required if not _has(lead, name)]
    if missing:
        path = lead.source.path
        problems += [problem("K028", path, 2, 1, value=name, example=example) for name, example in missing]
        problems += [problem("K052", one.source.path, other=lead.source.path) for one in unlike[1:]]
        return None
    for one in unlike[1:]:
        problems += _contradictions(one, lead)
    whole = tuple(_inherit(one, lead) for one in unlike)
    return _gathered(whole)


def _with_media(article: Article, media: Mapping[str, Media]) -> Article:
    """A text with another picture is another text to whoever approved it."""
    files = [
        media[path].sha256
        for edition in article.editions
        for one in edition.references
        if one.vocabulary in ("file", "picture") and (path := f"{article.folder}/{one.value}") in media
    ]
    return dataclasses.replace(article, digest=digest(article.digest, files)) if files else article


def _unlike(members: list[Edition], problems: list[Problem]) -> list[Edition]:
    """Leave out a second file for the same language and register."""
    first: dict[tuple[str, Register], Edition] = {}
    for one in members:
        other = first.setdefault((one.language, one.register), one)
        if other is not one:
            problems.append(problem("K051", one.source.path, other=other.source.path))
    return list(first.values())


def _has(lead: Edition, name: str) -> bool:
    return bool(getattr(lead, name, None) or getattr(lead.details, name, None))


def _contradictions(one: Edition, lead: Edition) -> list[Problem]:
    differing = [name for name in _INHERITED if getattr(one, name) and getattr(one, name) != getattr(lead, name)]
    if one.picture.image and one.picture.image != lead.picture.image:
        differing.append("image")
    if one.crosspost.to and one.crosspost != lead.crosspost:
        differing.append("crosspost")
    differing = [name for name in differing if name != "authors"]
    return [problem("K053", one.source.path, field=name, other=lead.source.path) for name in differing]


def _inherit(one: Edition, lead: Edition) -> Edition:
    if one is lead:
        return one
    taken: dict[str, Any] = {name: getattr(lead, name) for name in _INHERITED if getattr(lead, name)}
    if one.authors:
        taken["authors"] = one.authors
    taken |= {name: _merged(getattr(one, name), getattr(lead, name)) for name in _NESTED}
    taken["crosspost"] = dataclasses.replace(lead.crosspost, override=_overrides(one, lead))
    taken["status"] = max(one.status, lead.status, key=_STATUSES.index)
    taken["reason"] = one.reason or (lead.reason if taken["status"] is lead.status else "")
    taken["embargo"] = _latest(one.embargo, lead.embargo)
    taken["expires"] = _earliest(one.expires, lead.expires)
    return dataclasses.replace(one, **taken)


def _overrides(one: Edition, lead: Edition) -> tuple[Override, ...]:
    """A target's other words are of one language, so an edition has its own; when it may appear there is for all."""
    own = {words.site: words for words in one.crosspost.override}
    return tuple(
        dataclasses.replace(own.get(words.site, Override(words.site)), embargo=words.embargo)
        for words in lead.crosspost.override
    ) + tuple(words for words in one.crosspost.override if words.site not in {o.site for o in lead.crosspost.override})


def _merged(own: Any, lead: Any) -> Any:
    """Return `lead` with the fields that `own` fills itself; tuples of records (pictures, chapters) as a whole."""
    if own is None or lead is None or not dataclasses.is_dataclass(own):
        return own or lead
    if own == lead:
        return lead
    fields = dataclasses.fields(own)
    filled = {field.name: getattr(own, field.name) for field in fields if getattr(own, field.name) != field.default}
    return dataclasses.replace(lead, **filled)


def _gathered(editions: tuple[Edition, ...]) -> Article:
    lead = editions[0]
    assert lead.date is not None
    year = f"{lead.year}/" if lead.year else ""
    updates = [one.updated for one in editions if one.updated] + [
        note.at for one in editions for note in one.corrections
    ]
    return Article(
        id=lead.id or f"{lead.site}/{lead.kind}/{year}{lead.slug}",
        kind=lead.kind,
        site=lead.site,
        year=lead.year,
        slug=lead.slug,
        folder=lead.source.path.rpartition("/")[0],
        date=lead.date,
        updated=max([lead.date, *updates]),
        editions=editions,
        topics=lead.topics,
        tags=lead.tags,
        countries=_countries(lead),
        provinces=_provinces(lead),
        cities=lead.cities,
        status=lead.status,
        reason=lead.reason,
        embargo=lead.embargo,
        expires=lead.expires,
        aliases=lead.aliases,
        crosspost=lead.crosspost,
        republish=lead.republish,
        digest=digest(tuple(one.digest for one in editions)),
        face=digest(tuple(one.face for one in editions)),
    )


def _countries(lead: Edition) -> tuple[str, ...]:
    """The countries named, the one that an advisory is about, and those of an agreement's parties abroad."""
    own = [getattr(lead.details, "country", "")]
    own += [party.country for party in getattr(lead.details, "parties", ()) if party.country != "ID"]
    return (*dict.fromkeys(code for code in own if code and code not in lead.countries), *lead.countries)


def _provinces(lead: Edition) -> tuple[str, ...]:
    own = getattr(lead.details, "province", "")
    return lead.provinces if not own or own in lead.provinces else (own, *lead.provinces)


def _unique(articles: list[Article], problems: list[Problem]) -> list[Article]:
    """Give each id to one article: to the one whose path it follows from, else to its site's, else to the first."""
    claims: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        claims[article.id].append(article)
    kept: list[Article] = []
    for name, rivals in claims.items():
        rivals.sort(key=lambda one: (bool(one.lead.id), not name.startswith(f"{one.site}/"), one.folder))
        kept.append(rivals[0])
        for loser in rivals[1:]:
            other = rivals[0].lead.source.path
            problems += [problem("K050", one.source.path, value=name, other=other) for one in loser.editions]
    return kept


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else one or other


def _earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other
