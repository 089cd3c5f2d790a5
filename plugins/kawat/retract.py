"""Retract: a story is taken back, in all its editions at once."""

import os
from datetime import datetime

from .gathering import Gathered
from .model import Article, Status
from .problems import UsageError, suggest
from .records import dataclass
from .source.editing import set_fields

__all__ = ["Edit", "find", "plan"]


@dataclass(frozen=True, slots=True)
class Edit:
    """A file as it is and as it shall be."""

    path: str
    before: str
    after: str


def plan(gathered: Gathered, root: str, name: str, reason: str, status: Status, now: datetime) -> tuple[Edit, ...]:
    """Return the edits that retract a story: `status`, `reason` and `updated` in every edition; sorted by path.

    Raises:
        UsageError: there is no such story, it is a draft or an old Pelican post, or there is no reason.
    """
    if not " ".join(reason.split()):
        raise UsageError("--reason wants one sentence, which readers will see")
    article = find(gathered, name)
    if article.status is Status.DRAFT:
        raise UsageError(f"{article.id} is a draft, so nobody has read it; delete its files, or leave it a draft")
    edits = []
    for edition in article.editions:
        with open(os.path.join(root, edition.source.path), encoding="utf-8-sig", newline="") as opened:
            before = opened.read()
        fields = {"status": str(status), "reason": " ".join(reason.split()), "updated": f"{now:%Y-%m-%dT%H:%MZ}"}
        after = set_fields(before, edition.source.path, fields)
        if after is None:
            raise UsageError(f"{edition.source.path} has no front matter; give it some, or write Status: draft")
        edits.append(Edit(edition.source.path, before, after))
    return tuple(sorted(edits, key=lambda edit: edit.path))


def find(gathered: Gathered, name: str) -> Article:
    """Return the article of an id, of a source file or of a folder.

    Raises:
        UsageError: there is none.
    """
    wanted = name.strip("/").removeprefix("content/").removesuffix("/")
    for article in gathered.articles:
        sources = {edition.source.path.removeprefix("content/") for edition in article.editions}
        if wanted in (article.id, article.folder.removeprefix("content/"), *sources):
            return article
    near = suggest(wanted, [article.id for article in gathered.articles])
    if any(path.removeprefix("content/").startswith(wanted) for path in gathered.unread):
        raise UsageError(f'"{name}" has an error, so it is not read; mend it first (tasks.py check says how)')
    raise UsageError(f'there is no story "{name}"' + (f'; did you mean "{near}"?' if near else ""))
