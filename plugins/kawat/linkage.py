"""Linkage: what texts lead to, and whose texts lead to a story."""

import dataclasses
from collections.abc import Collection, Iterable, Iterator
from posixpath import dirname

from .editorial.links import Targets
from .model import Article, Edition
from .snapshot import Past

__all__ = ["files", "relinked"]


def files(article: Article, targets: Targets) -> set[str]:
    """Return what the texts of a story show, or lead to, of the media beside them."""
    return {file for edition in article.editions for file in _files_of(edition, targets)}


def _files_of(edition: Edition, targets: Targets) -> Iterable[str]:
    for one in edition.references:
        if one.vocabulary in ("file", "picture"):
            yield f"{dirname(edition.source.path)}/{one.value}"
        elif one.vocabulary == "link" and (target := targets.find(one.value, edition)) and target.media:
            yield target.media


def relinked(past: Past, targets: Targets, articles: Collection[Article]) -> Past:
    """Return what is known once links may lead elsewhere than before, to these stories or to none: whose texts link to
    one of them are amended, and lists show them as before."""
    linking = {number: past.known(number) for number in _linking(past, targets, articles)}
    return dataclasses.replace(
        past,
        stories={**linking, **past.stories},
        amended={**dict.fromkeys(linking, False), **past.amended},
    )


def _linking(past: Past, targets: Targets, articles: Collection[Article]) -> Iterator[int]:
    """Yield the numbers of the stories, as far as anybody sees them, of which a text links to one of these."""
    texts, names = past.snapshot.register("texts"), {one.id for one in articles}
    for key, reading in past.cache.naming([one.slug for one in articles]) if articles else ():
        edition = reading.edition
        if edition is None or not (number := texts.get(edition.source.path)):
            continue
        story = past.known(int(number))
        if story.placements and any(name == key for _, name, _ in story.texts):
            links = (one.value for one in edition.references[: edition.body_references] if one.vocabulary == "link")
            if any((target := targets.find(one, edition)) and target.article in names for one in links):
                yield int(number)
