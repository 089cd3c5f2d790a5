"""Finding: what editors ask of the whole tree, drafts and all: which texts speak of something, and which resemble one.

Questions are in Whoosh's query language (AND, OR, NOT, "phrases", field:word, [from TO to], wild*cards); the words are
those of the public index (`publish.search.analysis`), so a word finds its other forms in any language.

A Whoosh index says in a pickle what it consists of, and whoever can write a pickle can run code in who reads it.  The
tree's cache may be handed on by others; so this index lies in the user's own cache folder (XDG Base Directory), and one
that others could write is refused.  It may be deleted at any time.
"""

import contextlib
import os
import shutil
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, tzinfo
from typing import Any

from whoosh import fields, index, qparser, query
from whoosh.analysis import Analyzer, Token

from . import codes
from .digests import digest
from .duplicates import Pair, Said, pairs, resemblance
from .gathering import Gathered
from .model import Article, Edition
from .problems import UsageError
from .profiling import Say
from .program import program
from .publish.feeds import plain
from .publish.search import analysis
from .records import dataclass

__all__ = ["Found", "Index", "duplicates", "opened"]

_LANGUAGES = ("id", "en", "ar", "de", "es", "fr", "nl", "pt", "ru")
"""Those whose words have stems; a word of a question may be in any of them."""

_TELLING = 30
_CANDIDATES = 30
_HALF = 0.5
_MEMORY_MB = 128


@dataclass(frozen=True, slots=True)
class Found:
    """A text that was found.

    Attributes:
        path: of its file, from the root of the tree.
        same: which share of the text asked about is in this one too, 0 to 1; only where texts were compared.
    """

    path: str
    title: str
    day: date
    status: str
    same: float = 0.0


class Index:
    """The texts of a tree, ready to be asked."""

    def __init__(self, whoosh: Any, gathered: Gathered) -> None:
        self._whoosh, self._texts = whoosh, gathered.texts
        self._editions = {one.source.path: one for article in gathered.articles for one in article.editions}
        self._siblings = {one.source.path: article for article in gathered.articles for one in article.editions}

    def search(self, words: str, most: int) -> tuple[Found, ...]:
        """Return the texts that a question finds, the best first."""
        parser = qparser.MultifieldParser(["title", "text"], self._whoosh.schema, {"title": 4.0})
        return self._hits(parser.parse(words).accept(_with_forms), most)

    def similar(self, asked: Edition, most: int) -> tuple[Found, ...]:
        """Return the texts of other stories that say what an edition says: by how much is the same, then by words."""
        counted = Counter(stem for _, stem in _terms(self._words(asked), asked.language) if stem)
        with self._whoosh.searcher() as searcher:
            weights = {stem: count * searcher.idf("stems", stem) for stem, count in counted.items()}
        telling = sorted(weights, key=lambda stem: (-weights[stem], stem))[:_TELLING]
        own = {one.source.path for one in self._siblings[asked.source.path].editions}
        found = self._hits(query.Or([query.Term("stems", stem, weights[stem]) for stem in telling]), _CANDIDATES)
        mine = self._words(asked)
        compared = [
            Found(one.path, one.title, one.day, one.status, resemblance(mine, self._words(self._editions[one.path])))
            for one in found
            if one.path not in own
        ]
        return tuple(sorted(compared, key=lambda one: -round(one.same, 2))[:most])

    def _hits(self, asked: query.Query, most: int) -> tuple[Found, ...]:
        with self._whoosh.searcher() as searcher:
            hits = [hit.fields() for hit in searcher.search(asked, limit=most)]
        return tuple(
            Found(hit["path"], hit["title"], hit["date"].date(), hit["status"])
            for hit in hits
            if hit["path"] in self._editions
        )

    def _words(self, edition: Edition) -> str:
        return _words(edition, self._texts[edition.text])


@contextlib.contextmanager
def opened(gathered: Gathered, root: str, say: Say) -> Iterator[Index]:
    """Open the index of a tree, brought up to date.

    Raises:
        UsageError: others could have written it.
    """
    folder = _folder(root)
    whoosh = index.open_dir(folder) if index.exists_in(folder) else index.create_in(folder, _schema())
    try:
        _update(whoosh, gathered, say)
        yield Index(whoosh, gathered)
    finally:
        whoosh.close()


def duplicates(gathered: Gathered) -> tuple[Pair, ...]:
    """Return which texts of different stories say at least half of the same, by their files, on whatever sites."""
    stories = sorted(gathered.articles, key=lambda one: (one.date, one.id))
    return pairs(
        (
            Said(one.source.path, article.id, _words(one, gathered.texts[one.text]))
            for article in stories
            for one in article.editions
        ),
        _HALF,
    )


def _folder(root: str) -> str:
    """The folder of a tree's index under this version of the program; those of others are forgotten."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    mine = os.path.join(home, "kawat", f"search-{digest(os.path.realpath(root))}")
    folder = os.path.join(mine, digest(program("publish", "source")))
    if os.path.isdir(mine) and not os.path.isdir(folder):
        shutil.rmtree(mine)
    for part in (mine, folder):
        os.makedirs(part, mode=0o700, exist_ok=True)
        about = os.lstat(part)
        if about.st_uid != os.getuid() or about.st_mode & (stat.S_IWGRP | stat.S_IWOTH) or os.path.islink(part):
            raise UsageError(f"{part} could be written by others, so it is not read; delete it")
    return folder


def _schema() -> fields.Schema:
    return fields.Schema(
        path=fields.ID(stored=True, unique=True),
        key=fields.STORED(),
        id=fields.ID(),
        site=fields.ID(),
        kind=fields.ID(),
        lang=fields.ID(),
        status=fields.ID(stored=True),
        date=fields.DATETIME(stored=True),  # as the clocks of its home show it
        topics=fields.KEYWORD(),
        tags=fields.KEYWORD(lowercase=True, commas=True),
        title=fields.TEXT(analyzer=_Surfaces(), multitoken_query="or", stored=True),
        text=fields.TEXT(analyzer=_Surfaces(), multitoken_query="or"),
        stems=fields.TEXT(phrase=False),
    )


def _update(whoosh: Any, gathered: Gathered, say: Say) -> None:
    """Let the index hold the tree's texts as they are."""
    wanted = {
        one.source.path: (digest(article.digest, one.digest), article, one)
        for article in gathered.articles
        for one in article.editions
    }
    with whoosh.searcher() as searcher:
        known = {told["path"]: told["key"] for told in searcher.all_stored_fields()}
    gone = sorted(path for path, key in known.items() if path not in wanted or wanted[path][0] != key)
    new = sorted(path for path, (key, _, _) in wanted.items() if known.get(path) != key)
    if not gone and not new:
        return
    zones = {mission.code: codes.zone(mission.timezone) for mission in gathered.registry.missions}
    writer = whoosh.writer(limitmb=_MEMORY_MB)
    for path in gone:
        writer.delete_by_term("path", path)
    for done, path in enumerate(new, 1):
        key, article, edition = wanted[path]
        zone = zones[article.site]
        writer.add_document(**_document(key, article, edition, gathered.texts[edition.text], zone))
        say("indexed", done, len(new))
    writer.commit()


def _document(key: str, article: Article, edition: Edition, html: str, zone: tzinfo) -> dict[str, Any]:
    """An edition as Whoosh takes it; words are given as lists, so that nothing is analysed twice."""
    terms = _terms(_words(edition, html), edition.language)
    return {
        "path": edition.source.path,
        "key": key,
        "id": article.id,
        "site": article.site,
        "kind": str(article.kind),
        "lang": edition.language,
        "status": str(article.status),
        "date": article.date.astimezone(zone).replace(tzinfo=None),
        "topics": " ".join(article.topics),
        "tags": ",".join(article.tags),
        "title": [surface for surface, _ in _terms(edition.title)],
        "_stored_title": edition.title,
        "text": [surface for surface, _ in terms],
        "stems": [stem for _, stem in terms if stem],
    }


def _terms(text: str, language: str = "") -> list[analysis.Word]:
    """The surfaces and stems of a text; in no language, a word is its own stem and none is a stop word."""
    return [word for word, _ in analysis.terms(text, language)[0]]


def _words(edition: Edition, html: str) -> str:
    return "\n".join((edition.title, edition.summary, plain.text(html)))


def _with_forms(node: query.Query) -> query.Query:
    """A word of the texts finds its other forms too."""
    if not isinstance(node, query.Term) or node.fieldname != "text":
        return node
    found = {stem for language in _LANGUAGES for _, stem in _terms(node.text, language) if stem}
    return query.Or([node, *(query.Term("stems", stem) for stem in sorted(found))])


class _Surfaces(Analyzer):  # type: ignore[misc]
    """The words of a question, as those of the texts are kept."""

    def __call__(self, value: str, positions: bool = False, mode: str = "", **others: Any) -> Iterable[Token]:
        """Yield a token a surface; the same object each time, as Whoosh does."""
        token: Any = Token(positions, chars=True, mode=mode)
        token.startchar, token.endchar = 0, len(value)  # the parser asks where a word stood; nobody else does
        for place, (surface, _) in enumerate(_terms(value)):
            token.text, token.pos, token.boost, token.stopped = surface, place, 1.0, False
            yield token
