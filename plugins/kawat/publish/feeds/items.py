"""Items: a story as feeds carry it: whole, credited, with its picture, under a name that never changes.

The guid is a tag URI (RFC 4151) of the story's permanent id, so that a story which stands on many sites arrives once,
and survives a change of slug, title and host; translations and simple editions have their own.
"""

from html import escape

from ...codes import direction, name_in
from ...editorial import addresses
from ...editorial.catalogue import Shown
from ...editorial.missions import short_name
from ...model import (
    Address,
    Article,
    Edition,
    Enclosure,
    Episode,
    Gallery,
    Item,
    Picture,
    Register,
    Role,
    State,
    Video,
)
from ...patterns import pattern
from .. import pictures
from ..desk import Desk
from ..stories import absolute_body
from .channels import Entry, changed

__all__ = ["authority", "chapters_address", "corrections", "credit", "file_name", "full_editions", "guid", "item"]

_AUTHORITY_SINCE = "2026"
# A reader may show many items on one page, where ids would collide; links to them lead to the page at home.
_ID = pattern(r'<[a-z][^\s<>]*(?:\s+[\w-]+(?:="[^"]*")?)*\s*>')
_ID_ATTRIBUTE = pattern(r'\sid="[^"]*"')


def item(desk: Desk, one: Entry) -> Item:
    """Return the Item of an entry.

    A retracted story keeps its guid, so that it replaces what was carried: its title says so and its text is the
    reason.  Of a removed one nothing else is told.
    """
    edition, article = one.edition, one.shown.article
    home = desk.site(article.site)
    title, summary = _words(desk, one)
    told = one.state is State.LIVE
    lead = _picture(desk, edition, edition.picture.image) if told else None
    if one.summary_only:
        content = f"<p>{escape(summary)}</p>" + credit(desk, article, edition)
    elif told:
        body = absolute_body(desk, article.id, edition)
        if 'id="' in body:
            body = _ID.sub(lambda tag: _ID_ATTRIBUTE.sub("", tag[0]), body)
        head = _figure(lead, edition.picture)  # many readers show no other picture
        content = head + corrections(desk, edition) + _media(desk, edition) + body + credit(desk, article, edition)
    else:
        content = f"<p>{escape(edition.reason)}</p>"
    if direction(edition.language) == "rtl":
        content = f'<div dir="rtl" lang="{edition.language}">{content}</div>'
    talk = edition.details if told and isinstance(edition.details, Episode) else Episode()
    return Item(
        guid=guid(desk, edition, article) + (".simple" if one.summary_only else ""),
        url=addresses.article(home, article, edition).url,
        title=title,
        summary=summary,
        content=content,
        language=edition.language,
        creator=short_name(home.mission, edition.language),
        published=article.date,
        updated=changed(one),
        categories=_categories(desk, edition, article) if told else (),
        picture=lead,
        picture_alt=edition.picture.alt if told else "",
        credit=edition.picture.credit if told else "",
        recording=_recording(desk, edition) if told else None,
        translations=_translations(desk, one) if told else (),
        transcript=_file_url(desk, edition, talk.transcript),
        chapters=chapters_address(desk, article, edition).url if talk.chapters else "",
        guests=talk.guests,
        live_at=talk.live_at,
        live_url=talk.live_url,
        retracted=not told,
    )


def full_editions(one: Shown) -> tuple[tuple[Edition, State], ...]:
    """Return the full editions of a shown story with their states; where there are none, what stands in for them."""
    return tuple(pair for pair in one.editions if pair[0].register is Register.FULL) or one.editions[:1]


def file_name(article: Article) -> str:
    """Return what files made of a story are called: its slug, made unique by what else its permanent id says.

    It comes of the id and not of the address, so that a file stays where it is when the story moves.  An id that was
    given by hand has its separators kept apart: no two ids share a name.
    """
    if article.id == f"{article.site}/{article.kind}/{article.year}/{article.slug}":
        return article.id.replace("/", "-")
    return article.id.replace(".", "~~").replace("/", "~")


def chapters_address(desk: Desk, article: Article, edition: Edition) -> Address:
    """Return where the chapters of a talk are, at its home."""
    home = desk.site(article.site)
    language = "" if edition.language == home.languages[0] else f".{edition.language}"
    return addresses.asset(home, f"episodes/{file_name(article)}{language}.chapters.json")


def guid(desk: Desk, edition: Edition, article: Article) -> str:
    """Return the permanent name of an edition in all feeds; the year is part of the authority.

    The edition in its home site's default language bears the bare id, so that adding a translation changes nothing.
    """
    home = desk.site(article.site)
    language = "" if edition.language == home.languages[0] else f".{edition.language}"
    simple = ".simple" if edition.register is Register.SIMPLE else ""
    return f"tag:{authority(desk)},{_AUTHORITY_SINCE}:{article.id}{language}{simple}"


def authority(desk: Desk) -> str:
    """Return who gives the names: one that stays when the portal moves to another host, where its file says one."""
    return desk.portal.mission.authority or desk.portal.url.split("/")[2]


def corrections(desk: Desk, edition: Edition) -> str:
    """Return what was corrected, as HTML; empty where nothing was."""
    word = desk.label("correction", "feed", edition.language)
    notes = (f"<p><strong>{escape(word)}:</strong> {escape(note.note)}</p>" for note in edition.corrections)
    return "".join(notes)


def credit(desk: Desk, article: Article, edition: Edition) -> str:
    """Return the source line with the canonical address, and the licence, as HTML: what an outlet has to carry."""
    home = desk.site(article.site)
    url = addresses.article(home, article, edition).url
    sources = [(edition.credit.name, edition.credit.url), (short_name(home.mission, edition.language), url)]
    names = [f'<a href="{escape(at)}">{escape(name)}</a>' if at else escape(name) for name, at in sources if name]
    line = f"{escape(desk.label('source', 'feed', edition.language))}: {', '.join(names)}"
    license_name = escape(article.republish.license)
    line += f" · {escape(desk.label('licence', 'feed', edition.language))}: {license_name}" if license_name else ""
    return f"<p>{line}</p>"


def _categories(desk: Desk, edition: Edition, article: Article) -> tuple[str, ...]:
    return tuple(name_in(desk.topics[code], edition.language) for code in article.topics)


def _words(desk: Desk, one: Entry) -> tuple[str, str]:
    edition = one.edition
    retracted = desk.label("retracted", "feed", edition.language)
    if one.state is State.GONE:
        return retracted, edition.reason
    if one.state is State.WITHDRAWN:
        return f"{retracted}: {edition.title}", edition.reason
    words = {"title": edition.title, "summary": edition.summary}
    if one.shown.placement.role is not Role.HOME:
        words |= desk.override(edition, one.shown.site.code)
    return words["title"], words["summary"]


def _media(desk: Desk, edition: Edition) -> str:
    """What a page shows and a feed cannot: of a video its still, which links to it; the pictures of a gallery."""
    match edition.details:
        case Video(video=video, poster=poster, poster_alt=alt) if video:
            url = video if "://" in video else _file_url(desk, edition, video)
            still = _figure(_picture(desk, edition, poster), Picture(poster, alt), url)
            return still + f'<p><a href="{escape(url)}">{escape(edition.title)}</a></p>'
        case Gallery(pictures=shown):
            return "".join(_figure(_picture(desk, edition, one.image), one) for one in shown)
    return ""


def _figure(found: Enclosure | None, picture: Picture, href: str = "") -> str:
    if found is None:
        return ""
    shown = f'<img src="{escape(found.url)}" alt="{escape(picture.alt)}" '
    shown += f'width="{found.width_px}" height="{found.height_px}">'
    shown = f'<a href="{escape(href)}">{shown}</a>' if href else shown
    words = " · ".join(part for part in (picture.caption, picture.credit) if part)
    return f"<figure>{shown}" + (f"<figcaption>{escape(words)}</figcaption>" if words else "") + "</figure>"


def _picture(desk: Desk, edition: Edition, name: str) -> Enclosure | None:
    """The JPEG of a picture: what every reader can show."""
    media = desk.media(edition, name) if name else None
    if media is None:
        return None
    jpeg = pictures.fallback(media, desk.widths)
    address = addresses.media(desk.site(edition.site), media.sha256, jpeg.suffix)
    high_px = pictures.height_px(media, jpeg.width_px)
    return Enclosure(address.url, "image/jpeg", desk.sizes.get(address.path, 0), jpeg.width_px, high_px)


def _recording(desk: Desk, edition: Edition) -> Enclosure | None:
    name = getattr(edition.details, "audio", "")
    media = desk.media(edition, name) if name else None
    if media is None:
        return None
    url = _file_url(desk, edition, name)
    return Enclosure(url, media.type, media.size_bytes, duration_s=getattr(edition.details, "duration_s", 0))


def _file_url(desk: Desk, edition: Edition, name: str) -> str:
    media = desk.media(edition, name) if name else None
    return pictures.file_address(media, desk.site(edition.site)).url if media else ""


def _translations(desk: Desk, one: Entry) -> tuple[tuple[str, str], ...]:
    home = desk.catalogue.home(one.shown.article.id)
    return tuple(
        (other.language, addresses.article(home.site, home.article, other).url)
        for other, what in home.editions
        if other.register is Register.FULL and what is State.LIVE and other.language != one.edition.language
    )
