"""Arrivals: stories that came since, where that takes no look at the others.

A story that is newer than nearly all others stands near the end of every list that it enters, and changes nothing of
other stories but what is related to the few that are newer still.  So it is read and placed alone, and what it enters
is known from the snapshot (`publish.scope` says what may be other then).  Wherever more may be the case (it is older
than many, is travel advice or an agreement, has a fault, is the first of its kind on a site, stands where something
stood before) `read` returns None, and everything is planned.
"""

import dataclasses
from collections import ChainMap, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import cast

from . import codes, kinship
from .build import manifest as manifests
from .build.manifest import Data
from .editorial import catalogue, editions, history, references
from .editorial.catalogue import Catalogue, Shown
from .imprint import entered, story
from .messages import is_error
from .model import Article, Media, Place, State
from .problems import Problem
from .publish import related
from .publish.scope import KINDS
from .reader import Reader
from .recollection import Recollection
from .registers import Earlier
from .settings import Settings
from .snapshot import About, Arrived, Past, Where, names_of
from .source import schema, tree
from .source.cache import Texts
from .source.tree import Entry

__all__ = ["concerns", "is_known", "is_plain", "is_waiting", "read"]

_BROKEN_LINK = "K042"


def read(
    new: Sequence[Entry], reader: Reader, past: Past, about: About, settings: Settings, where: Where, manifest: Data
) -> Arrived | None:
    """Return what came with new files; None where everything has to be planned.

    Args:
        manifest: the bytes of the destination's manifest.
    """
    network = past.network
    found = _read(new, reader, past)
    if found is None or network.missions[0].report:  # which counts everything
        return None
    articles, media = found
    came = catalogue.compile(articles, network, where.now, Texts(past.cache), media, settings.siteurl, where.preview)
    if not all(is_plain(came, one) for one in articles) or _touches(came, past, about, manifest):
        return None
    first = len(past.snapshot.register("ids"))
    numbers = {one.article.id: first + at for at, one in enumerate(came.homes)}
    entering = entered(came, numbers)
    if not all(is_known(past, index, entering) for index in ("by_kind", "by_year", "by_country")):
        return None
    later = _later(came, past, where, settings)
    if later is None:
        return None
    order = sorted((*later.items(), *((numbers[one.article.id], one) for one in came.homes)), key=_moment)
    lists = {part: _entered(past, part, new, [number for number, _ in order]) for part, new in entering.items()}
    if not all(is_waiting(past, part, lists[part], entering[part]) for part in lists):
        return None
    earlier = Earlier(past.snapshot.text)
    related.forget(reversed(later.values()), earlier)
    kin = _kin([one for _, one in order], lists["homes "], earlier)
    articles_of = ((number, one.article) for number, one in order if number not in later)
    stories = {
        number: story(article, reader.keys, kin[article.id].items(), came.at[article.id])
        for number, article in articles_of
    }
    before = {number: past.known(number) for number in later}
    turned = kinship.turned(before, kin)
    led = kinship.led(past, before, {**turned, **stories})
    return Arrived(
        stories={number: led.pop(number, one) for number, one in stories.items()},
        later={number: led.pop(number, one) for number, one in turned.items()},
        led=led,
        texts={path: number for number, one in stories.items() for path, _, _ in one.texts},
        media={path: reader.keys[path] for path in media},
        targets=came.targets.texts,
        lists=lists,
        urls=history.current(came),
        ends=history.ends(came, ()),
        due=came.due,
        earlier=earlier.parts(),
    )


def _read(new: Sequence[Entry], reader: Reader, past: Past) -> tuple[tuple[Article, ...], dict[str, Media]] | None:
    """The stories of new files and the media beside them, where nothing is wrong with any."""
    languages = past.network.languages()
    at = {one.path: tree.place(one.path, languages) for one in new}
    places = {path: place for path, place in at.items() if isinstance(place, Place)}
    if any(isinstance(one, Problem) for one in at.values()) or not places:
        return None
    texts = [one for one in new if one.path in places]
    media, faults = reader.media([one for one in new if one.path not in places])
    if faults or any(one.faults for one in media.values()):
        return None
    whole = reader.sound(texts, places)
    if whole is None:
        return None
    known = codes.vocabulary(past.network)
    articles, contradictions = editions.gather(whole, (), languages, schema.REQUIRED, media)
    wrong = [*contradictions, *references.unused(whole, (), media)]
    if wrong or any(references.check(one, known, media, {}) for one in whole):
        return None
    return articles, media


def is_plain(came: Catalogue, article: Article) -> bool:
    """Return whether a story is published, and of a kind that nothing else is made of."""
    shown = came.at.get(article.id, ())
    live = all(state is State.LIVE for one in shown for _, state in one.editions)
    return bool(shown) and live and article.kind in KINDS and not article.aliases


def _later(came: Catalogue, past: Past, where: Where, settings: Settings) -> dict[int, Shown] | None:
    """The stories that are newer than some of what came, oldest first, by number; None where they are too many."""
    if not came.homes:
        return None
    begin = _moment((0, came.homes[0]))
    before = Recollection(past, where.now, where.preview).catalogue(settings.siteurl)
    found: dict[int, Shown] = {}
    for at, number in enumerate(reversed(past.snapshot.numbers("homes", "")), 1):
        one = before.homes[-at]
        if _moment((number, one)) < begin:
            return dict(reversed(found.items()))
        if len(found) == related.LATER:
            return None
        found[number] = one
    return None


def _moment(one: tuple[int, Shown]) -> tuple[datetime, str]:
    """What decides where a story stands in each list."""
    return one[1].article.date, one[1].article.id


def _entered(past: Past, part: str, new: Collection[int], order: Sequence[int]) -> tuple[int, ...]:
    """The numbers of a list with new ones among them; `order` is that of the newest stories, these among them."""
    known = past.snapshot.listed(part)
    among = {number for number in known[-len(order) :] if number in order} | set(new)
    return (*known[: len(known) + len(new) - len(among)], *(number for number in order if number in among))


def is_waiting(past: Past, part: str, numbers: Sequence[int], new: Collection[int]) -> bool:
    """Return whether what came into a row of stories for archives stands behind the first that waits for one."""
    index, _, site = part.partition(" ")
    held = sum(count for _, count in past.snapshot.archives(site))
    return index != "archived" or not held or not set(numbers[: held + 1]).intersection(new)


def _kin(newest: Sequence[Shown], homes: Sequence[int], earlier: Earlier) -> Mapping[str, dict[str, tuple[int, ...]]]:
    """The numbers of what is related to the newest stories, by id and language; `homes` are those of all stories."""
    kin: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for (name, language), places in related.related(enumerate(newest, len(homes) - len(newest)), earlier).items():
        kin[name][language] = tuple(homes[place] for place in places)
    return kin


def _touches(came: Catalogue, past: Past, about: About, manifest: Data) -> bool:
    """Whether anything that was known before is other because of what came."""
    snapshot = past.snapshot
    ids, targets = snapshot.register("ids"), snapshot.register("targets")
    known = frozenset(snapshot.lines("known"))
    approved = past.network.approved()
    names = {*came.targets.texts, *(name for one in came.articles.values() for name in _names(came, one))}
    if any(name in targets or name in known for name in names):
        return True
    if any(name in ids or name in approved or manifests.urls(manifest, name) for name in came.articles):
        return True
    texts = cast(Mapping[str, str], ChainMap(dict(came.targets.texts), cast(dict[str, str], targets)))
    linked = dataclasses.replace(came, targets=dataclasses.replace(came.targets, texts=texts, known=known))
    if catalogue.broken_links(linked):
        return True
    return any(concerns(one, came) for one in about.problems)


def _names(came: Catalogue, article: Article) -> list[str]:
    """Where a story of the same place would stand in any language of its site."""
    site = "" if article.site == "portal" else f"{article.site}/"
    languages = came.sites[article.site].languages
    return [f"content/{site}{one}/{article.kind}/{article.year}/{article.slug}" for one in languages]


def concerns(problem: Problem, came: Catalogue) -> bool:
    """Return whether what is wrong may be so no more: a text in the same folder or site, a link that led nowhere."""
    for article in came.articles.values():
        site = f"content/{article.site}/"
        if problem.file.startswith(f"{article.folder}/") or (is_error(problem) and problem.file.startswith(site)):
            return True
        if problem.code == _BROKEN_LINK and article.slug in dict(problem.about).get("value", ""):
            return True
    return False


def is_known(past: Past, index: str, lists: Mapping[str, object]) -> bool:
    """Return whether all lists of an index were there before, that something came into."""
    return set(names_of(index, lists)) <= set(past.snapshot.lines(f"names {index}"))
