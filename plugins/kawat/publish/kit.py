"""The kit: a story as files that an outlet takes, each with credit line, canonical address and licence.

    <slug>.txt      beside the page of each edition: its plain text
    <slug>.zip      one for the story: README.txt, of each edition <slug>.<language>[.simple].html and .txt, of a talk
                    its transcript <slug>.<language>.transcript.txt, and the pictures that may be republished, as the
                    JPEG that the site shows

An archive of equal contents has equal bytes: members are stored in the order above, all from the moment of the story's
last change.  They are stored and not deflated, because what zlib makes of the same input differs between its versions;
pictures would not shrink anyway.  Only the home has a kit.  Once the story is withdrawn, removed or moved, what stands
at the kit's addresses says so in the same format (`notice`).

Source: PKWARE, APPNOTE.TXT 6.3.9, 4.4.5 (method 0) and 4.4.6 (times).
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape

from ..codes import direction
from ..digests import digest, key
from ..editorial import addresses, lifecycle
from ..editorial.catalogue import Shown
from ..editorial.history import Remains, Trace
from ..model import Cue, Edition, Episode, Media, Output, Picture, Quote, Register
from ..patterns import pattern
from . import pictures
from .desk import Desk
from .feeds import items, plain
from .keys import Keys
from .republish import credit, takeable, taken_as
from .scope import Scope
from .stories import absolute_body, transcript

__all__ = ["archive", "notice", "plain_text", "plan", "plan_notice"]

_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)  # the oldest that a ZIP archive can tell (4.4.6)
_HOLLOW = pattern(r"<p>\s*</p>\n?|<figure>\s*(?:<figcaption>.*?</figcaption>\s*)?</figure>\n?", re.DOTALL)
"""What is left of a paragraph or a figure whose picture was left out."""


def plan(desk: Desk, keys: Keys, scope: Scope) -> Iterator[Output]:
    """Yield the kit of every story at its home."""
    for one in scope.homes:
        name, told = one.article.id, []
        for edition in one.offered:
            told.append(digest(keys.told(name, edition), keys.words(edition.language)))
            path = addresses.plain_text(one.site, one.article, edition).path
            subject = (name, edition.language, edition.register.value)
            yield Output(path, "plain_text", subject, key(edition=told[-1]), one.site.code)
        if told:
            path = addresses.kit(one.site, one.article).path
            yield Output(path, "kit", (name,), key(editions=digest(told)), one.site.code)


def plan_notice(left: Trace, keys: Keys) -> Output:
    """Return what stands at a former address of a kit."""
    parts = key(trace=digest(left), words=keys.words(left.language))
    return Output(left.path, "kit_notice", (left.path,), parts, left.site)


def plain_text(desk: Desk, name: str, language: str, register: str) -> bytes:
    """Return an edition as plain text, in UTF-8."""
    one = desk.catalogue.home(name)
    edition = next(e for e in one.offered if e.language == language and e.register == register)
    return _text(desk, one, edition).encode()


def archive(desk: Desk, name: str) -> bytes:
    """Return the archive of a story."""
    one = desk.catalogue.home(name)
    taken: dict[str, tuple[Picture, Media]] = {}
    members: dict[str, bytes] = {}
    for edition in one.offered:
        simple = ".simple" if edition.register is Register.SIMPLE else ""
        stem = f"{one.article.slug}.{edition.language}{simple}"
        members[f"{stem}.html"] = _html(desk, one, edition).encode()
        members[f"{stem}.txt"] = _text(desk, one, edition).encode()
        if cues := transcript(desk, edition):
            told = [edition.title, _spoken(cues), _terms(desk, one, edition)]
            members[f"{stem}.transcript.txt"] = _paragraphs(told).encode()
        for picture, media in takeable(desk, one, edition):
            taken.setdefault(taken_as(one, media), (picture, media))
    readme = _readme(desk, one, tuple(members), {file: picture for file, (picture, _) in taken.items()})
    for file, (_, media) in taken.items():
        jpeg = pictures.fallback(media, desk.widths)
        members[file] = desk.rendition(media, jpeg.width_px, jpeg.format)
    changed = max(lifecycle.changed(edition) or one.article.date for edition in one.offered)
    return _zip({"README.txt": readme.encode(), **members}, changed)


def notice(desk: Desk, path: str) -> bytes:
    """Return what stands at a former address of a kit: where the story is now, or what became of it."""
    left = desk.traces[path]
    withdrawn = left.remains is Remains.REDIRECT and left.reason
    heading = desk.label("withdrawn" if withdrawn else str(left.remains), "remains", left.language)
    text = _paragraphs([heading, left.reason, left.target]).encode()
    return text if path.endswith(".txt") else _zip({"README.txt": text}, _EPOCH)


def _text(desk: Desk, one: Shown, edition: Edition) -> str:
    words = plain.text(items.corrections(desk, edition) + absolute_body(desk, one.article.id, edition))
    quotes = "\n\n".join(f"“{quote.text}”" + (f" – {quote.by}" if quote.by else "") for quote in _quotes(edition))
    return _paragraphs([edition.title, _summary(edition, words), quotes, words, _terms(desk, one, edition)])


def _quotes(edition: Edition) -> tuple[Quote, ...]:
    return edition.details.quotes if isinstance(edition.details, Episode) else ()


def _spoken(cues: Iterable[Cue]) -> str:
    """A transcript to be read aloud or quoted: a line a cue, with its time and who speaks."""
    return "\n".join(
        f"{cue.start_s // 60}:{cue.start_s % 60:02}  " + (f"{cue.speaker}: " if cue.speaker else "") + cue.text
        for cue in cues
    )


def _summary(edition: Edition, words: str) -> str:
    """The summary, unless the text begins with it: where its writer gave none it was taken from there."""
    return "" if words.startswith(edition.summary.rstrip("…")) else edition.summary


def _html(desk: Desk, one: Shown, edition: Edition) -> str:
    """A document of its own that holds nothing but the story."""
    url = addresses.article(one.site, one.article, edition).url
    files = {media.path: taken_as(one, media) for _, media in takeable(desk, one, edition)}
    body = absolute_body(desk, one.article.id, edition, lambda media: files.get(media.path, ""))
    shown = [picture for picture in (edition.picture, *getattr(edition.details, "pictures", ())) if picture.image]
    lead, *others = [_figure(desk, edition, picture, files) for picture in shown] or [""]
    language, title, way = escape(edition.language), escape(edition.title), direction(edition.language)
    summary = _summary(edition, plain.text(body))
    summary = f"<p>{escape(summary)}</p>\n" if summary else ""
    quotes = "".join(
        f"<blockquote><p>{escape(quote.text)}</p>{f'<p>{escape(quote.by)}</p>' if quote.by else ''}</blockquote>\n"
        for quote in _quotes(edition)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{way}">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{title}</title>\n<link rel="canonical" href="{escape(url)}">\n</head>\n<body>\n<article>\n'
        f"<h1>{title}</h1>\n{summary}{lead}{quotes}"
        f"{items.corrections(desk, edition)}{_HOLLOW.sub('', body)}{''.join(others)}"
        f"{items.credit(desk, one.article, edition)}\n</article>\n</body>\n</html>\n"
    )


def _figure(desk: Desk, edition: Edition, picture: Picture, files: dict[str, str]) -> str:
    media = desk.media(edition, picture.image)
    if media is None or media.path not in files:
        return ""
    said = " ".join(words for words in (picture.caption, picture.credit) if words)
    caption = f"<figcaption>{escape(said)}</figcaption>" if said else ""
    return f'<figure><img src="{files[media.path]}" alt="{escape(picture.alt)}">{caption}</figure>\n'


def _readme(desk: Desk, one: Shown, texts: tuple[str, ...], taken: dict[str, Picture]) -> str:
    """What the archive holds and on which terms, in the language of its first text."""
    lead = one.offered[0]
    portal, spoken = desk.portal, desk.portal_language(lead.language)
    help_line = f"{desk.say('For editors', lead.language)}: {addresses.editors(portal, spoken).url}"
    listed = [_picture_line(desk, lead.language, file, picture) for file, picture in taken.items()]
    parts = [lead.title, _terms(desk, one, lead), help_line, "\n".join(texts), "\n".join(listed)]
    if not taken and any(pictures.shown_pictures(edition) for edition in one.offered):
        parts.append(desk.say("Its pictures are not offered for republishing.", lead.language))
    return _paragraphs(parts)


def _picture_line(desk: Desk, language: str, file: str, picture: Picture) -> str:
    given = desk.say("Picture: %(credit)s", language) % {"credit": picture.credit} if picture.credit else ""
    return " – ".join(words for words in (file, picture.alt, given) if words)


def _terms(desk: Desk, one: Shown, edition: Edition) -> str:
    """The credit line, and the licence or whom to ask."""
    url, license_name = addresses.article(one.site, one.article, edition).url, one.article.republish.license
    line = credit(desk, one.site, edition.language, url, edition.credit.name)
    return line + (f"\n{desk.label('licence', 'feed', edition.language)}: {license_name}" if license_name else "")


def _paragraphs(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _zip(members: dict[str, bytes], at: datetime) -> bytes:
    made = io.BytesIO()
    moment = max(at, _EPOCH)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as opened:
        for name, data in members.items():
            told = zipfile.ZipInfo(name, moment.timetuple()[:6])
            told.create_system, told.external_attr = 3, 0o100644 << 16  # as on Unix, whatever builds it
            opened.writestr(told, data)
    return made.getvalue()
