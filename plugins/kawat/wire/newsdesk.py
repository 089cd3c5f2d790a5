"""The newsdesk: every outlet is asked once what is new; what concerns us becomes a draft.

Of each story one of these comes:

    draft      new, and about a declared topic or place
    known      a draft or a text of it lies in the tree, or an editor has thrown its draft away
    changed    known, but its sender tells it otherwise now; the draft stays as it is, the editor is told
    ours       a story of ours, carried by the outlet: by its address, or because the text is nearly the same
    other      about nothing that the network declares

What an outlet was last asked and told lies in ROOT/.cache/wire.json. Without it, drafts that were thrown away
come again, and nothing else is lost.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field
from datetime import datetime, timedelta

from ..editorial import addresses, likeness
from ..gathering import Gathered
from ..model import Outlet
from ..problems import KawatError, UsageError, suggest
from ..records import dataclass
from ..source.editing import move, save
from ..source.frontmatter import split
from ..source.tree import INCOMING, slugify
from . import drafts
from .fetching import Allowed, Answer, Validators, fetch, is_public
from .intake import Received, read
from .matching import Matcher

__all__ = ["Noted", "Outcome", "ask", "take"]

_AT_ONCE = 8
_OURS_LATELY = timedelta(days=180)
_MEMORY = "wire.json"


@dataclass(frozen=True, slots=True)
class Noted:
    """What came of one story; `about` is the path of its draft, or which text of ours it is."""

    what: str
    story: Received
    about: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking one outlet.

    Attributes:
        trouble: why it could not be read; empty where it could.
        moved: where its feed has moved for good.
        unchanged: whether the outlet said that nothing is new.
    """

    outlet: Outlet
    noted: tuple[Noted, ...] = ()
    trouble: str = ""
    moved: str = ""
    unchanged: bool = False


@dataclass(slots=True)
class _Memory:
    """What is remembered of an outlet: its validators, and the digest of each story seen, by the sender's id."""

    etag: str = ""
    last_modified: str = ""
    seen: dict[str, str] = field(default_factory=dict)


def ask(
    gathered: Gathered,
    root: str,
    cache: str,
    names: tuple[str, ...],
    now: datetime,
    write: bool = True,
    allowed: Allowed = is_public,
    say: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> Iterator[Outcome]:
    """Yield what came of each outlet, in the order of outlets.yaml; drafts are written as it goes.

    Args:
        names: codes of the outlets to ask; empty for all.
        write: whether drafts are written and what was seen is remembered.
        allowed: to which addresses a connection may be made.
    Raises:
        UsageError: there is no such outlet.
    """
    outlets = _chosen(gathered.registry.network.outlets, names)
    file = os.path.join(cache, _MEMORY)
    memory = _remembered(file)
    newsdesk = _Newsdesk(gathered, root, now)
    agent = f"Kawat/0.1 (+{newsdesk.url})"

    def asked(outlet: Outlet) -> Answer | KawatError:
        known = memory.get(outlet.code, _Memory())
        try:
            return fetch(outlet.feed, Validators(known.etag, known.last_modified), agent, allowed)
        except KawatError as error:
            return error

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for done, (outlet, answer) in enumerate(zip(outlets, pool.map(asked, outlets), strict=True), 1):
            say("asked", done, len(outlets))
            outcome = newsdesk.judged(outlet, answer, memory.setdefault(outlet.code, _Memory()))
            if write:
                for one in outcome.noted:
                    if one.what == "draft":
                        save(root, one.about, newsdesk.draft(outlet, one.story))
                save(cache, _MEMORY, json.dumps({code: _as_data(one) for code, one in sorted(memory.items())}))
            yield outcome


def take(gathered: Gathered, root: str, path: str, site: str, kind: str) -> str:
    """Move a draft of the wire to where texts of a site lie, still as a draft; return its new path.

    Raises:
        UsageError: there is no such draft or site, or a text lies there already.
    """
    path = path.removeprefix("./")
    missions = {one.code: one for one in gathered.registry.missions}
    if site not in missions:
        near = suggest(site, missions)
        raise UsageError(f'there is no site "{site}"' + (f'; did you mean "{near}"?' if near else ""))
    if not path.startswith(f"{INCOMING}/") or not os.path.isfile(os.path.join(root, path)):
        raise UsageError(f"{path} is no draft below {INCOMING}/")
    with open(os.path.join(root, path), encoding="utf-8") as opened:
        text = opened.read()
    if split(text) is None:
        raise UsageError(f"{path} has no front matter between --- lines")
    name = os.path.basename(path).removesuffix(".md")
    year, slug = name[:4], slugify(name[11:].rpartition("-")[0])
    target = f"content/{site}/{kind}/{year}/{slug}/index.{missions[site].languages[0]}.md"
    if os.path.exists(os.path.join(root, target)):
        raise UsageError(f"{target} is there already")
    move(root, path, text, target)
    return target


def _chosen(outlets: tuple[Outlet, ...], names: tuple[str, ...]) -> tuple[Outlet, ...]:
    known = {one.code: one for one in outlets}
    for name in names:
        if name not in known:
            near = suggest(name, known)
            hint = f'; did you mean "{near}"?' if near else "; missions/_network/outlets.yaml lists them"
            raise UsageError(f'there is no outlet "{name}"{hint}')
    return tuple(known[name] for name in dict.fromkeys(names)) if names else outlets


class _Newsdesk:
    """What is ours and what is known, ready to be compared with."""

    def __init__(self, gathered: Gathered, root: str, now: datetime) -> None:
        self._now = now
        self._matcher = Matcher(gathered.registry.network)
        sites = addresses.sites(gathered.registry)
        self.url = sites["portal"].url
        self._urls: dict[str, str] = {}
        recent: list[tuple[str, str]] = []
        self._taken = drafts.credits(root)
        for article in gathered.articles:
            for edition in article.editions:
                self._urls[addresses.article(sites[article.site], article, edition).url] = article.id
                if edition.credit.url:
                    self._taken[edition.credit.url] = (edition.source.path, edition.credit.digest)
                if now - article.date < _OURS_LATELY:
                    recent.append((article.id, _words(gathered.texts[edition.text])))
        self._shelf = likeness.Shelf(recent)

    def judged(self, outlet: Outlet, answer: Answer | KawatError, memory: _Memory) -> Outcome:
        """Return what came of an outlet's answer; the memory is brought up to date."""
        if isinstance(answer, KawatError):
            return Outcome(outlet, trouble=str(answer))
        moved = answer.url if answer.moved else ""
        if not answer.changed:
            return Outcome(outlet, moved=moved, unchanged=True)
        try:
            stories = read(answer.body)
        except KawatError as error:
            return Outcome(outlet, trouble=str(error), moved=moved)
        noted = tuple(self._judge(outlet, one, memory.seen) for one in stories)
        memory.etag, memory.last_modified = answer.validators.etag, answer.validators.last_modified
        memory.seen = {one.id: one.digest for one in stories}  # what the feed no longer tells cannot come again
        return Outcome(outlet, noted, moved=moved)

    def draft(self, outlet: Outlet, story: Received) -> str:
        """Return the text of a story's draft."""
        return drafts.compose(outlet, story, self._matcher.match(story), self._now)

    def _judge(self, outlet: Outlet, story: Received, seen: Mapping[str, str]) -> Noted:
        path, digest = self._taken.get(story.url, ("", seen.get(story.id, "")))
        if digest:
            return Noted("known" if digest == story.digest else "changed", story, path)
        ours = self._urls.get(story.url, "")
        if not ours:
            name, share = self._shelf.find("\n".join(story.text or (story.summary,)))
            ours = name if share >= likeness.ALIKE else ""
        if ours:
            return Noted("ours", story, ours)
        if not self._matcher.match(story):
            return Noted("other", story)
        path = drafts.path(outlet, story, self._now)
        self._taken[story.url] = (path, story.digest)  # another outlet's feed may carry it too
        return Noted("draft", story, path)


def _words(html: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(html).body
    return body.text(separator=" ") if body is not None else ""


def _remembered(file: str) -> dict[str, _Memory]:
    """What cannot be read is forgotten: at worst some drafts come again."""
    try:
        with open(file, encoding="utf-8") as opened:
            document = json.load(opened)
        return {
            str(code): _Memory(str(told["etag"]), str(told["last_modified"]), dict(told["seen"]))
            for code, told in document.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _as_data(memory: _Memory) -> dict[str, object]:
    return {"etag": memory.etag, "last_modified": memory.last_modified, "seen": memory.seen}
