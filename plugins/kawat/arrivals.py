"""Arrivals: stories that came since, where that takes no look at the others.

A story that is newer than nearly all others stands near the end of every list that it enters, and changes nothing of
other stories but what is related to the few that are newer still.  So it is read and placed alone, and what it enters
is known from the snapshot (`publish.scope` says what may be other then).  Wherever more may be the case (it is older
than many, is travel advice or an agreement, has a fault, is the first of its kind on a site, stands where something
stood before) `read` returns None, and everything is planned.

It may be a story that was written long ago and that nobody could see: a draft, one with a date or an embargo to come.
Who links to it leads there from now on.  Of those that nobody can see yet it is only noted what will become of them.
"""

import dataclasses
from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast

from . import codes, kinship, linkage
from .build import manifest as manifests
from .build.manifest import Data
from .editorial import catalogue, editions, history, links, references
from .editorial.catalogue import Catalogue, Shown
from .editorial.links import Targets
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
from .snapshot import NOTHING_ARRIVED, About, Arrived, Past, Story, Where, names_of
from .source import schema, tree
from .source.cache import Texts
from .source.tree import Entry

__all__ = ["articles_of", "concerns", "is_known", "is_plain", "is_waiting", "read", "with_media"]

_BROKEN_LINK = "K042"


def read(
    new: Sequence[Entry],
    waiting: Mapping[int, Story],
    reader: Reader,
    past: Past,
    about: About,
    settings: Settings,
    where: Where,
    manifest: Data,
) -> Past | None:
    """Return what is known with what came; None where everything has to be planned.

    Args:
        new: files.
        waiting: stories that nobody could see and that were edited, or of which something has fallen due, by number.
        manifest: the bytes of the destination's manifest.
    """
    network = past.network
    before = Recollection(past, where.now, where.preview).catalogue(settings.siteurl)
    found = _read(new, waiting, reader, past, before)
    if found is None or network.missions[0].report:  # which counts everything
        return None
    articles, media = found
    beside = with_media(before, media)
    came = catalogue.compile(articles, network, where.now, Texts(past.cache), beside, settings.siteurl, where.preview)
    if not all(is_plain(came, one) for one in came.articles.values()):
        return None
    waited = {one.id for one in waiting.values()}
    others = before.targets.known.difference(*(links.published(one) for one in articles if one.id in waited))
    targets = _targets(came, before, others)
    if _touches(came, articles, targets, others, waited, past, about, manifest):
        return None
    numbers = _numbers(came, articles, waiting, past)
    keys = {path: key for story in waiting.values() for path, key, _ in story.texts} | reader.keys
    entering = _entering(came, numbers, keys, past, before)
    if entering is None:
        return None
    released = [one for one in came.articles.values() if one.id in waited]
    arrived = past.arrived
    arrived = dataclasses.replace(
        entering,
        waiting={numbers[one.id]: story(one, keys, (), ()) for one in articles if one.id not in came.at},
        texts={**arrived.texts, **_texts(entering.stories)},
        media={**arrived.media, **{path: reader.keys[path] for path in media}},
        targets=came.targets.texts,
        known=None if targets.known == before.targets.known else targets.known,
        urls={**arrived.urls, **history.current(came)},
        ends={**arrived.ends, **history.ends(came, ())},
        moments={**arrived.moments, **_moments(came, numbers, waiting)},
    )
    return dataclasses.replace(linkage.relinked(past, targets, released), arrived=arrived)


def _entering(
    came: Catalogue, numbers: Mapping[str, int], keys: Mapping[str, str], past: Past, before: Catalogue
) -> Arrived | None:
    """The stories that are shown now, those that they are related to, and the lists that they enter."""
    if not came.homes:
        return NOTHING_ARRIVED
    entering = entered(came, numbers)
    if not all(is_known(past, index, entering) for index in ("by_kind", "by_year", "by_country")):
        return None
    later = _later(came, past, before)
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
        number: story(article, keys, kin[article.id].items(), came.at[article.id]) for number, article in articles_of
    }
    known = {number: past.known(number) for number in later}
    turned = kinship.turned(known, kin)
    led = kinship.led(past, known, {**turned, **stories})
    return dataclasses.replace(
        NOTHING_ARRIVED,
        stories={number: led.pop(number, one) for number, one in stories.items()},
        later={number: led.pop(number, one) for number, one in turned.items()},
        led=led,
        lists=lists,
        earlier=earlier.parts(),
    )


def _texts(stories: Mapping[int, Story]) -> dict[str, int]:
    return {path: number for number, one in stories.items() for path, _, _ in one.texts}


def _numbers(
    came: Catalogue, articles: Sequence[Article], waiting: Mapping[int, Story], past: Past
) -> Mapping[str, int]:
    """The number of each story by its id: what nobody had written yet gets the next ones."""
    known = {one.id: number for number, one in waiting.items()}
    shown = [one.article.id for one in came.homes]
    new = [name for name in (*shown, *(one.id for one in articles if one.id not in came.at)) if name not in known]
    first = len(past.snapshot.register("ids"))
    return known | {name: first + at for at, name in enumerate(new)}


def _targets(came: Catalogue, before: Catalogue, others: frozenset[str]) -> Targets:
    """What links can lead to now.

    Args:
        others: what links will lead to of other stories than these.
    """
    return dataclasses.replace(
        before.targets,
        texts=cast(Mapping[str, str], ChainMap(dict(came.targets.texts), cast(dict[str, str], before.targets.texts))),
        known=others | came.targets.known,
        media=came.targets.media,
    )


def _moments(
    came: Catalogue, numbers: Mapping[str, int], waiting: Mapping[int, Story]
) -> dict[int, tuple[datetime, ...]]:
    """When something of each will appear or disappear; of a new one only if anything will."""
    told = {number: came.moments.get(name, ()) for name, number in numbers.items()}
    return {number: some for number, some in told.items() if some or number in waiting}


def _read(
    new: Sequence[Entry], waiting: Mapping[int, Story], reader: Reader, past: Past, before: Catalogue
) -> tuple[tuple[Article, ...], dict[str, Media]] | None:
    """The stories of new files and those that waited, and the new media, where nothing is wrong with any."""
    languages = past.network.languages()
    at = {one.path: tree.place(one.path, languages) for one in new}
    places = {path: place for path, place in at.items() if isinstance(place, Place)}
    if any(isinstance(one, Problem) for one in at.values()):
        return None
    media, faults = reader.media([one for one in new if one.path not in places])
    if faults or any(one.faults for one in media.values()):
        return None
    whole = reader.sound([one for one in new if one.path in places], places)
    if whole is None:
        return None
    beside = with_media(before, media)
    articles, contradictions = editions.gather(whole, (), languages, schema.REQUIRED, beside)
    was = articles_of({number: past.snapshot.story(number) for number in waiting}, past, beside)
    waited = articles_of(waiting, past, beside)
    if was is None or waited is None or was.keys() != waited.keys():
        return None
    targets = dataclasses.replace(before.targets, media=beside)
    if any(linkage.files(was[name], targets) - linkage.files(waited[name], targets) for name in was):
        return None
    texts = [edition for one in (*articles, *waited.values()) for edition in one.editions]
    known = codes.vocabulary(past.network)
    wrong = [*contradictions, *references.unused(texts, (), media)]
    if wrong or any(references.check(one, known, beside, {}) for one in texts):
        return None
    return (*articles, *waited.values()), media


def with_media(known: Catalogue, new: Mapping[str, Media]) -> Mapping[str, Media]:
    """Return the media files of a catalogue and new ones, by path."""
    return cast(Mapping[str, Media], ChainMap(dict(new), cast(dict[str, Media], known.media)))


def articles_of(stories: Mapping[int, Story], past: Past, media: Mapping[str, Media]) -> dict[str, Article] | None:
    """Return stories by id, out of what the cache has of their texts; None where they contradict themselves."""
    names = [name for story in stories.values() for _, name, _ in story.texts]
    known = past.cache.readings(names)
    whole = [edition for name in names if name in known and (edition := known[name].edition)]
    if len(whole) < len(names):
        return None
    articles, contradictions = editions.gather(whole, (), past.network.languages(), schema.REQUIRED, media)
    return None if contradictions else {one.id: one for one in articles}


def is_plain(came: Catalogue, article: Article, what: State = State.LIVE) -> bool:
    """Return whether a story is shown, all its texts in that state, and of a kind that nothing else is made of."""
    shown = came.at.get(article.id, ())
    alike = all(state is what for one in shown for _, state in one.editions)
    return bool(shown) and alike and article.kind in KINDS and not article.aliases


def _later(came: Catalogue, past: Past, before: Catalogue) -> dict[int, Shown] | None:
    """The stories that are newer than some of what came, oldest first, by number; None where they are too many."""
    begin = _moment((0, came.homes[0]))
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


def _touches(
    came: Catalogue,
    articles: Sequence[Article],
    targets: Targets,
    others: frozenset[str],
    waited: Collection[str],
    past: Past,
    about: About,
    manifest: Data,
) -> bool:
    """Whether anything that was known before is other because of what came.

    Args:
        targets: what links can lead to now; others: what they will lead to of other stories than these.
        waited: ids of those that were there before.
    """
    ids, known = past.snapshot.register("ids"), past.snapshot.register("targets")
    approved = past.network.approved()
    for one in articles:
        if any(name in known or name in others for name in (*links.published(one), *_names(came, one))):
            return True
        if one.id in approved or (one.id in ids and one.id not in waited) or manifests.urls(manifest, one.id):
            return True
    if catalogue.broken_links(dataclasses.replace(came, targets=targets)):
        return True
    return any(concerns(one, articles) for one in about.problems)


def _names(came: Catalogue, article: Article) -> list[str]:
    """Where a story of the same place would stand in any language of its site."""
    site = "" if article.site == "portal" else f"{article.site}/"
    languages = came.sites[article.site].languages
    return [f"content/{site}{one}/{article.kind}/{article.year}/{article.slug}" for one in languages]


def concerns(problem: Problem, came: Iterable[Article]) -> bool:
    """Return whether what is wrong may be so no more: a text in the same folder or site, a link that led nowhere."""
    for article in came:
        site = f"content/{article.site}/"
        if problem.file.startswith(f"{article.folder}/") or (is_error(problem) and problem.file.startswith(site)):
            return True
        if problem.code == _BROKEN_LINK and article.slug in dict(problem.about).get("value", ""):
            return True
    return False


def is_known(past: Past, index: str, lists: Mapping[str, object]) -> bool:
    """Return whether all lists of an index were there before, that something came into."""
    return set(names_of(index, lists)) <= set(past.snapshot.lines(f"names {index}"))
