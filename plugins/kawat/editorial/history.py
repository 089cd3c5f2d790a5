"""History: no address dies.

What was ever published under an id is known from the previous manifest.  An address that nothing stands at any more
gets a trace: a redirect where the story lives on elsewhere, a tombstone where it was removed, a notice where it
expired or cannot be shown now.  Traces lead straight to where the story is: one hop, however often it moved.

A story that vanished without a word (its file deleted, or made a draft again) leaves a notice too, and a Problem;
only `--allow-removal` forgets it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from ..model import Article, Edition, Role, State, Status
from ..problems import Problem, problem
from ..records import dataclass
from . import addresses
from .catalogue import Catalogue, Shown

__all__ = ["Gone", "Past", "Remains", "Trace", "current", "ends", "remains", "traces"]

Past = Mapping[str, tuple[str, ...]]
"""Every URL under which something was ever published, by its permanent id; sorted."""


Gone = tuple[str, str, tuple[str, ...]]
"""Id, reason and every address of a removed story."""


class Remains(StrEnum):
    """What stands at an address that a story has left."""

    REDIRECT = "redirect"
    REMOVED = "removed"
    EXPIRED = "expired"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Trace:
    """What stands at one former address.

    Attributes:
        site, language: whose page it is: the site by the address, the language of the text that stood there.
        target: absolute URL, of a redirect only.
        reason: the words of a removal, or of a withdrawal where its page is the target.
    """

    path: str
    url: str
    site: str
    language: str
    remains: Remains
    target: str = ""
    reason: str = ""


def current(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return every URL at which each story stands now, sorted: pages (tombstones of its own too), its kit, aliases."""
    found = {}
    for name, shown in catalogue.at.items():
        urls = {
            catalogue.address(one, edition).url
            for one in shown
            if one.placement.role is not Role.LINK
            for edition, _ in one.editions
        }
        home, article, offered = shown[0].site, shown[0].article, shown[0].offered
        urls |= {addresses.absolute(home, alias) for alias in article.aliases}
        urls |= {addresses.plain_text(home, article, edition).url for edition in offered}
        urls |= {addresses.kit(home, article).url} if offered else set()
        found[name] = tuple(sorted(urls))
    return found


def traces(
    catalogue: Catalogue,
    articles: Iterable[Article],
    past: Past,
    now: datetime,
    taken: frozenset[str],
    excused: frozenset[tuple[str, str]] = frozenset(),
    allow_removal: bool = False,
) -> tuple[tuple[Trace, ...], tuple[Problem, ...], dict[str, tuple[str, ...]]]:
    """Return what stands at former addresses, what is wrong, and the history that the new manifest tells.

    Args:
        articles: all of the tree, also those that nobody may see now.
        past: from the previous manifest.
        taken: output paths of all that stands somewhere now; it goes before any trace.
        excused: (site, `addresses.tail`) of stories whose files have an error, which has its own Problem.
        allow_removal: forget what vanished without a word.
    """
    known = {article.id: article for article in articles}
    living = current(catalogue)
    folders = {folder for path in taken for folder in _folders(path)}
    told, found, problems = dict(living), dict[str, Trace](), list[Problem]()
    aliases = {name: _aliases(catalogue, name, problems) for name in living}
    heirs = {url: name for name in sorted(aliases, reverse=True) for url in aliases[name]}
    for name in sorted(set(past) | set(living)):
        former = [url for url in past.get(name, ()) if url not in living.get(name, ())]
        # A story that another one names as its former self, by an alias, lives on there.
        heir = name if name in living else next((heirs[url] for url in former if url in heirs), name)
        excusable = _expired(known.get(name), now) or any(_home_of(catalogue, url) in excused for url in former)
        if heir not in living and not excusable:
            if allow_removal:
                continue
            file = known[name].lead.source.path if name in known else f"content/{name}"
            problems.append(problem("K057", file, value=name))
        told[name] = tuple(sorted({*past.get(name, ()), *living.get(name, ())}))
        for url in (*former, *aliases.get(name, ())):
            trace = _trace(catalogue, known.get(heir), heir, url, now)
            if trace is None:
                continue
            if trace.path in taken or trace.path in folders or any(one in taken for one in _folders(trace.path)):
                if url in aliases.get(name, ()):
                    file = catalogue.articles[name].lead.source.path
                    problems.append(problem("K058", file, value=url))
                continue
            found.setdefault(trace.path, trace)
    return tuple(found[path] for path in sorted(found)), tuple(sorted(problems)), told


def remains(catalogue: Catalogue, told: Mapping[str, tuple[str, ...]]) -> tuple[Gone, ...]:
    """Return what is told of each removed story, sorted by id."""
    return tuple(
        (name, shown[0].article.reason, told[name])
        for name, shown in sorted(catalogue.at.items())
        if shown[0].editions[0][1] is State.GONE
    )


def ends(catalogue: Catalogue, left: Iterable[Trace]) -> dict[str, str]:
    """Return by URL how a text has ended that stood there, or the moment when it will.

    A deployment that goes back to an older output must not show again what has ended since.
    """
    found = {one.url: str(one.remains) for one in left if one.remains is not Remains.REDIRECT}
    for shown in catalogue.at.values():
        for one in shown:
            if one.placement.role is Role.LINK:
                continue
            for edition, state in one.editions:
                moment = min((end for end in (edition.expires, one.placement.expires) if end), default=None)
                how = {State.GONE: str(Remains.REMOVED), State.WITHDRAWN: str(Status.WITHDRAWN)}.get(state)
                if how or moment:
                    found[catalogue.address(one, edition).url] = how or f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    return found


def _home_of(catalogue: Catalogue, url: str) -> tuple[str, str]:
    """The site of a former home address, and the part of it that is the same in all languages."""
    located = addresses.locate(catalogue.sites, url)
    if located is None:
        return "", ""
    return located[0].code, located[1].partition("/")[2].removesuffix("simple/")


def _folders(path: str) -> Iterator[str]:
    """The folders above a path: none of them may be a file."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _aliases(catalogue: Catalogue, name: str, problems: list[Problem]) -> list[str]:
    home = catalogue.home(name)
    kept = []
    for alias in home.article.aliases:
        url = addresses.absolute(home.site, alias)
        located = addresses.locate(catalogue.sites, url)
        if located is None or located[0].code != home.site.code:
            place, example = home.article.lead.source.path, f"/{home.site.path}id/{home.article.kind}/lama/"
            problems.append(problem("K038", place, value=alias, site=f"/{home.site.path}", example=example))
        else:
            kept.append(url)
    return kept


def _expired(article: Article | None, now: datetime) -> bool:
    """Whether a story ended as its writer had said."""
    return (
        article is not None and article.status is not Status.DRAFT and bool(article.expires and article.expires <= now)
    )


def _trace(catalogue: Catalogue, article: Article | None, name: str, url: str, now: datetime) -> Trace | None:
    located = addresses.locate(catalogue.sites, url)
    if located is None:  # an address on a host that is no longer ours to serve
        return None
    site, tail = located
    language = tail.split("/", 1)[0]
    language = language if language in site.languages else site.languages[0]
    path = addresses.path_of(site, tail)
    shown = catalogue.at.get(name)
    if shown is None:
        what = Remains.EXPIRED if _expired(article, now) else Remains.UNAVAILABLE
        return Trace(path, url, site.code, language, what)
    one = next((other for other in shown if other.site.code == site.code), shown[0])
    if one.placement.role is Role.LINK:
        one = shown[0]
    edition, state = _closest(one, tail.split("/", 1)[0], "/simple/" in tail)
    if state is State.GONE:
        return Trace(path, url, site.code, language, Remains.REMOVED, reason=edition.reason)
    reason, target = edition.reason if state is State.WITHDRAWN else "", catalogue.address(one, edition).url
    return Trace(path, url, site.code, language, Remains.REDIRECT, target, reason)


def _closest(one: Shown, language: str, simple: bool) -> tuple[Edition, State]:
    """The edition that a reader of a former address wanted: by language, then by register, else the lead."""

    def likeness(found: tuple[Edition, State]) -> tuple[bool, bool]:
        return found[0].language == language, (found[0].register == "simple") == simple

    return max(one.editions, key=likeness)
