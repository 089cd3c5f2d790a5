"""Gathering: the files of a tree become articles; each file is read once, in supervised workers.

This is the shell around `source` and `editorial`: it scans, asks the cache, has the rest read, and hands pure
functions what they need.
"""

import os
import time
from collections.abc import Mapping
from dataclasses import field

from . import codes
from .digests import digest, file_digest
from .editorial import addresses, editions, references
from .messages import is_error
from .model import Article, Edition, Media, Place, Registry
from .problems import Problem, problem
from .profiling import Say
from .reader import LARGEST_TEXT_BYTES, Reader, unread
from .records import dataclass
from .settings import Settings
from .source import census as censuses
from .source import reading, registry, schema, tree
from .source.cache import Cache, Texts
from .source.census import Census
from .source.tree import Entry

__all__ = ["Gathered", "gather", "network_digest"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a tree holds.

    Attributes:
        problems: sorted.
        texts: bodies by `Edition.text`.
        unread: paths of texts that exist but are not among the articles.
        unread_at: (site, address below the language) of the same.
        counts: (what, how many) of the work done.
        keys: the name in the cache of what came of each text and media file, by path.
        census: what the tree looked like; files that nobody looked into are told by their size, or as "link".
    """

    registry: Registry
    articles: tuple[Article, ...]
    texts: Texts
    media: Mapping[str, Media]
    problems: tuple[Problem, ...]
    unread: frozenset[str]
    unread_at: frozenset[tuple[str, str]]
    counts: tuple[tuple[str, int], ...]
    keys: Mapping[str, str] = field(default_factory=dict)
    census: Census = field(default_factory=lambda: censuses.take((), (), {}, 0))


def gather(root: str, cache: Cache, settings: Settings, jobs: int, say: Say, only: tuple[str, ...] = ()) -> Gathered:
    """Return what the tree at `root` holds.

    Args:
        only: where it is not empty, texts outside these folders (paths from the root) are not read unless the cache
        has them.
    Raises:
        NetworkError: missions/ has errors.
        OSError: a folder cannot be read.
    """
    network = registry.load(root)
    known = codes.vocabulary(network)
    languages = network.languages()
    began_ns, folders = time.time_ns(), list[Entry]()
    entries = list(tree.scan(root, folders=folders))
    say("scanned", len(entries), len(entries))

    problems: list[Problem] = []
    places: dict[str, Place] = {}
    broken: list[Place] = []
    media_entries: list[Entry] = []
    for entry in entries:
        found = tree.place(entry.path, languages)
        if entry.link:
            problems.append(problem("K006", tree.printable(entry.path)))
            broken += [found] if isinstance(found, Place) else []
        elif isinstance(found, Place):
            places[entry.path] = found
        elif isinstance(found, Problem):
            problems.append(found)
        else:
            media_entries.append(entry)

    texts = [entry for entry in entries if entry.path in places]
    oversized = [entry for entry in texts if entry.size_bytes > LARGEST_TEXT_BYTES]
    problems += [
        problem("K007", one.path, size=one.size_bytes // 1024, limit=reading.MAX_BODY_BYTES // 1024)
        for one in oversized
    ]
    reader = Reader(root, cache, settings, network, jobs, say)
    readings = reader.texts([one for one in texts if one not in oversized], places, only)
    media, faults = reader.media(media_entries)
    reader.remember()

    broken += [places[one.path] for one in oversized]
    whole: list[Edition] = []
    for path, read in readings.items():
        problems += read.problems
        if read.edition is None:
            broken.append(places[path])
            continue
        found_wrong = references.check(read.edition, known, media, faults)
        problems += found_wrong
        if any(is_error(one) for one in found_wrong):
            broken.append(places[path])
        else:
            whole.append(read.edition)
    articles, contradictions = editions.gather(whole, broken, languages, schema.REQUIRED, media)
    problems += contradictions
    problems += [fault for one in media.values() for fault in one.faults]
    problems += references.unused(whole, broken, [entry.path for entry in media_entries])
    published = {edition.source.path for article in articles for edition in article.editions}
    unpublished = frozenset(set(places) - published)
    counts = (("files found", len(entries)), *reader.counts())
    return Gathered(
        registry=network,
        articles=articles,
        texts=Texts(cache),
        media=media,
        problems=tuple(sorted(problems)),
        unread=unpublished,
        unread_at=frozenset((places[path].site, addresses.tail(places[path])) for path in unpublished),
        counts=counts,
        keys=reader.keys,
        census=censuses.take(
            folders, entries, {one.path: reader.found.get(one.path, unread(one)) for one in entries}, began_ns
        ),
    )


def network_digest(root: str) -> str:
    """Return the digest of all files below missions/."""
    told = []
    for entry in tree.scan(root, "missions"):
        with open(os.path.join(root, entry.path), "rb") as opened:
            told.append((entry.path, file_digest(opened.read())))
    return digest(told)
