"""Documents: which editions search finds, and what each of them says.

An edition is analysed once and its postings are kept under its key (`build.store`), so an edit analyses one text anew.
"""

import html
from collections.abc import Iterator

from ...codes import name_in, zone
from ...digests import digest
from ...editorial.catalogue import Shown
from ...model import Advisory, Agreement, Edition, Episode, Event, Gallery, Potential, Register, State
from ...patterns import pattern
from .. import stories
from ..desk import Desk
from .parts import Part, compose
from .segments import Document

__all__ = ["analyse", "document", "documents", "documents_of"]

_EXCERPT = 160
_SHORT = 100
_INLINE = pattern(r"</?(?:a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|u)(?: [^>]*)?>")
_TAG = pattern(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')
_ALT = pattern(r' alt="([^"]+)"')


def documents(desk: Desk) -> Iterator[Document]:
    """Yield every document in the order of time: of each language the full edition, or else the simple one."""
    for one in desk.catalogue.homes:
        yield from documents_of(desk, one)


def documents_of(desk: Desk, one: Shown) -> Iterator[Document]:
    """Yield the documents of a story at its home."""
    for edition in _findable(one):
        yield _document(desk, one, edition, _key(desk, one, edition))


def document(desk: Desk, article: str, language: str, register: str, key: str = "") -> Document:
    """Return one of the documents; its key may be known."""
    shown, edition = _edition(desk, article, language, register)
    return _document(desk, shown, edition, key or _key(desk, shown, edition))


def _document(desk: Desk, one: Shown, edition: Edition, key: str) -> Document:
    article, home = one.article, one.site
    return Document(
        article=article.id,
        language=edition.language,
        register=edition.register.value,
        site=home.code,
        kind=article.kind.value,
        date=article.date.astimezone(zone(home.mission.timezone)).date().isoformat(),
        url=desk.href(desk.portal, desk.catalogue.address(one, edition)),
        key=key,
    )


def _key(desk: Desk, one: Shown, edition: Edition) -> str:
    topics = tuple(desk.topics[code] for code in one.article.topics if code in desk.topics)
    return digest(edition.face, edition.text, one.article.face, topics, stories.transcript(desk, edition))


def _edition(desk: Desk, article: str, language: str, register: str) -> tuple[Shown, Edition]:
    shown = desk.catalogue.home(article)
    return shown, next(one for one, _ in shown.editions if one.language == language and one.register == register)


def _findable(one: Shown) -> Iterator[Edition]:
    live = [edition for edition, state in one.editions if state is State.LIVE] if one.live else []
    full = {edition.language for edition in live if edition.register is Register.FULL}
    yield from (edition for edition in live if edition.register is Register.FULL or edition.language not in full)


def analyse(desk: Desk, article: str, language: str, register: str) -> Part:
    """Return what an edition brings to its segment."""
    shown, edition = _edition(desk, article, language, register)
    markup = desk.catalogue.texts[edition.text]
    body = _plain(markup)
    rest = [body, *map(html.unescape, _ALT.findall(markup)), *_particulars(edition), *_subjects(desk, shown, language)]
    rest += [cue.text for cue in stories.transcript(desk, edition)]
    return compose(language, edition.title, edition.summary, rest, _excerpt(edition.summary, body))


def _plain(markup: str) -> str:
    """The words of sanitised HTML: blocks are set apart, what runs within a line is not."""
    return html.unescape(_TAG.sub(" ", _INLINE.sub("", markup)))


def _excerpt(summary: str, body: str) -> str:
    """The summary, and the beginning of the text where that is short or is the beginning itself."""
    enough = max(_EXCERPT, len(summary)) // 2 + 1  # words, each of one letter at least and with a blank
    body = " ".join(body.split(None, enough)[:enough])
    begun = body.startswith(summary.removesuffix("…").rstrip())
    words = body if begun and body else summary if len(summary) >= _SHORT or not body else f"{summary} {body}".strip()
    if len(words) <= _EXCERPT:
        return words
    cut = words[: _EXCERPT + 1].rpartition(" ")[0]
    return (cut if len(cut) > _EXCERPT // 2 else words[:_EXCERPT]).rstrip(" ,;:.") + " …"


def _particulars(edition: Edition) -> Iterator[str]:
    """What only the kind has, and the words beside pictures."""
    pictures = [edition.picture]
    match edition.details:
        case Event(venue=venue):
            yield venue
        case Advisory(areas=areas):
            yield from areas
        case Agreement(parties=parties, sectors=sectors):
            yield from (party.name for party in parties)
            yield from sectors
        case Potential(product=product, sector=sector, offered_by=offered_by):
            yield from (product, sector, offered_by)
        case Episode(guests=guests, chapters=chapters):
            yield from (f"{guest.name} {guest.role}" for guest in guests)
            yield from (chapter.title for chapter in chapters)
        case Gallery(pictures=shown):
            pictures += shown
    for one in pictures:
        yield from filter(None, (one.alt, one.caption))


def _subjects(desk: Desk, shown: Shown, language: str) -> Iterator[str]:
    yield from shown.article.tags
    yield from (name_in(desk.topics[code], language) for code in shown.article.topics if code in desk.topics)
