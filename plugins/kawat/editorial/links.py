"""Links: what a link in a text means.

A writer links to the file of another text, from the root of content/ (`/tokyo/news/2026/festival/index.id.md`) or
relative to his own (`../festival/`), with or without Pelican's `{filename}`, `{static}`, `{attach}`; to its folder;
to its published path; to a site (`/tokyo/`), its feeds (`/tokyo/feeds/`) or the page for editors (`/editors/`); or to a
document beside his text.  A link to a story, rather than to one of its files, and a link between translations
lead to the edition in the reader's language.
"""

import posixpath
from collections.abc import Mapping

from ..model import Article, Edition, Media
from ..patterns import pattern
from ..records import dataclass

__all__ = ["Target", "Targets", "published"]

_PELICAN = pattern(r"\{(filename|static|attach|index|category|tag|author)\}|\|(filename|static|attach)\|")


@dataclass(frozen=True, slots=True)
class Target:
    """What a link leads to: exactly one of the first three is not empty.

    Attributes:
        page: "feeds" or "editors", of a site; "" is its home page.
        fragment: with its "#".
    """

    article: str = ""
    media: str = ""
    site: str = ""
    page: str = ""
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """Everything that a link can lead to.

    Attributes:
        texts: article id by path of a source file, by folder, and by published path of any edition.
        known: paths of texts that exist but are not published now (drafts, embargoed, quarantined).
    """

    texts: Mapping[str, str]
    known: frozenset[str]
    media: Mapping[str, Media]
    sites: frozenset[str]

    def find(self, typed: str, edition: Edition) -> Target | None:
        """Return where a link of an edition leads; None when to nothing that is published."""
        path, fragment = _path(typed, edition)
        article = self.texts.get(path)
        if article is not None:
            return Target(article=article, fragment=fragment)
        # Only beside this text: a link does not publish what lies beside another, which may not be released yet.
        if path in self.media and path.lower().endswith(".pdf") and posixpath.dirname(path) == _folder(edition):
            return Target(media=path)
        root, _, site = path.partition("/")
        page = site.rpartition("/")[2]
        if page == "feeds" or site == "editors":
            site, fragment = site.removesuffix(page).rstrip("/"), fragment.replace("#t-", "#", 1)
        else:
            page = ""
        known = root == "content" and (site or "portal") in self.sites
        return Target(site=site or "portal", page=page, fragment=fragment) if known else None

    def is_known(self, typed: str, edition: Edition, unread: frozenset[str] = frozenset()) -> bool:
        """Return whether a link names a text that exists, although nobody may read it now."""
        path = _path(typed, edition)[0]
        return path in self.known or path in unread or any(one.startswith(path + "/") for one in unread)


def _path(typed: str, edition: Edition) -> tuple[str, str]:
    """Return the path from the root of the tree that a link names, without a final slash, and its fragment."""
    address, separator, fragment = _PELICAN.sub("", typed).partition("#")
    address = address.partition("?")[0]
    # Pelican's "{filename}/x" and a plain "/x" both start at the root of the content.
    path = f"content{address}" if address.startswith("/") else f"{_folder(edition)}/{address}"
    return posixpath.normpath(path), f"{separator}t-{fragment}" if separator and fragment else ""


def _folder(edition: Edition) -> str:
    return posixpath.dirname(edition.source.path)


def published(article: Article) -> tuple[str, ...]:
    """Return the paths under which links may name an article."""
    names = [article.folder] if article.lead.source.path.endswith(f"index.{article.lead.language}.md") else []
    names += [edition.source.path for edition in article.editions]
    site = "" if article.site == "portal" else f"{article.site}/"
    year = f"{article.year}/" if article.year else ""
    languages = dict.fromkeys(edition.language for edition in article.editions)
    names += [f"content/{site}{language}/{article.kind}/{year}{article.slug}" for language in languages]
    return tuple(names)
