"""Republishing: what a story's page offers to outlets, and the line that has to stand below what they take.

Pictures are offered only where the story says `republish: {images: included}`; a text for which no licence is named is
offered all the same, with the advice to ask.
"""

from ..editorial import addresses
from ..editorial.catalogue import Shown
from ..editorial.missions import short_name
from ..model import Edition, Media, Picture, Register, Site
from . import pictures
from .desk import Desk
from .offer import Download, Offer

__all__ = ["credit", "offer", "takeable", "taken_as"]


def credit(desk: Desk, home: Site, language: str, url: str, first: str = "") -> str:
    """Return the credit line of a text: "Sumber: KBRI Tokyo, https://…".

    Args:
        first: whose text it is, where the mission has it from elsewhere.
    """
    names = ", ".join(name for name in (first, short_name(home.mission, language), url) if name)
    return f"{desk.label('source', 'feed', language)}: {names}"


def takeable(desk: Desk, one: Shown, edition: Edition) -> tuple[tuple[Picture, Media], ...]:
    """Return the pictures of an edition that may be republished, in the order of its page, each file once."""
    if one.article.republish.images != "included":
        return ()
    found = ((picture, desk.media(edition, picture.image)) for picture in _pictures(edition))
    return tuple((picture, media) for picture, media in found if media is not None)


def taken_as(one: Shown, media: Media) -> str:
    """Return what a picture of a story is called when it is taken."""
    return f"{one.article.slug}-{media.sha256[:8]}.jpg"


def offer(desk: Desk, one: Shown, edition: Edition, language: str) -> Offer | None:
    """Return what the page of an edition, on any site, offers to outlets; None where there is nothing to take.

    Args:
        language: the one that the page around the text speaks.
    """
    home = desk.catalogue.home(one.article.id)
    if edition not in home.offered:
        return None
    url = addresses.article(home.site, one.article, edition).url
    plain = next((e for e in home.offered if e.language == edition.language and e.register is Register.SIMPLE), None)
    taken = takeable(desk, home, edition)
    return Offer(
        credit=credit(desk, home.site, edition.language, url, edition.credit.name),
        license=one.article.republish.license,
        publisher=short_name(home.site.mission, language),
        kit=desk.href(one.site, addresses.kit(home.site, one.article)),
        text=desk.href(one.site, addresses.plain_text(home.site, one.article, edition)),
        simple=desk.href(one.site, addresses.plain_text(home.site, one.article, plain)) if plain else "",
        name=one.article.slug,
        pictures=tuple(_download(desk, one, picture, media) for picture, media in taken),
        withheld=bool(pictures.shown_pictures(edition)) and not taken,
    )


def _download(desk: Desk, one: Shown, picture: Picture, media: Media) -> Download:
    shown = pictures.image(media, one.site, desk.widths, picture.alt)
    return Download(shown.src, taken_as(one, media), picture.credit)


def _pictures(edition: Edition) -> tuple[Picture, ...]:
    """What is known of each picture; the body's own have their words in the text."""
    details = edition.details
    named = [edition.picture, *getattr(details, "pictures", ())]
    poster = getattr(details, "poster", "")
    named += [Picture(poster, getattr(details, "poster_alt", ""))] if poster else []
    known = {one.image: one for one in reversed(named) if one.image}
    return tuple(known.get(name, Picture(name)) for name in pictures.shown_pictures(edition))
