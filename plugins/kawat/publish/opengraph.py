"""Open Graph: how a story looks where somebody shares its address.

The Open Graph protocol (ogp.me) with its `article` vocabulary; X and Mastodon read the same, besides `twitter:card`.
A story's first picture is its card (`publish.cards`), the second its photograph as JPEG, which every network takes.
Left out: `fb:app_id`, `twitter:site`: accounts are none of the tree's business.
"""

from functools import cache

from ..cldr import likely_subtags
from ..editorial import addresses, lifecycle
from ..editorial.catalogue import Shown
from ..model import Edition, Kind, Register, Site, State
from . import cards, pictures
from .desk import Desk
from .views import OpenGraph, SharedPicture

__all__ = ["locale", "photograph", "site", "story"]


@cache
def locale(language: str) -> str:
    """Return a BCP 47 language as Open Graph's `language_TERRITORY`: "id_ID", "zh_TW" for zh-Hant.

    Source: ogp.me, "Optional Metadata"; the territory is CLDR's likely one (UTS 35, "Likely Subtags").
    """
    known, _, territory = likely_subtags(language)
    return f"{known}_{territory}" if territory else known


def story(desk: Desk, one: Shown, edition: Edition) -> OpenGraph:
    """Return what an edition's page says of it, at home and on copies alike: networks follow the canonical address."""
    article = one.article
    if article.kind is Kind.PAGE:
        return site(one.site, edition.language)
    others = {other.language for other, what in one.editions if what is State.LIVE and other.register is Register.FULL}
    topics = tuple(desk.name(desk.topics[code], edition.language) for code in article.topics)
    shown = (_card(desk, one, edition), photograph(desk, edition))
    return OpenGraph(
        type="article",
        locale=locale(edition.language),
        other_locales=tuple(sorted({locale(other) for other in others} - {locale(edition.language)})),
        pictures=tuple(picture for picture in shown if picture),
        published=article.date,
        modified=lifecycle.changed(edition) or article.date,
        section=topics[0] if topics else "",
        tags=(*topics, *article.tags),
    )


def site(one: Site, language: str) -> OpenGraph:
    """Return what a site's home page says of it."""
    others = {locale(other) for other in one.languages} - {locale(language)}
    return OpenGraph("website", locale(language), tuple(sorted(others)))


def _card(desk: Desk, one: Shown, edition: Edition) -> SharedPicture | None:
    state = next(what for other, what in one.editions if other is edition)
    found = cards.address(desk, edition, state)
    if found is None:
        return None
    name = desk.name(desk.site(edition.site).mission.names, edition.language)
    return SharedPicture(found.url, "image/png", cards.WIDTH_PX, cards.HEIGHT_PX, f"{edition.title} – {name}")


def photograph(desk: Desk, edition: Edition) -> SharedPicture | None:
    """Return the JPEG of an edition's lead picture, or of its video's still, as at home."""
    name, alt = pictures.lead(edition)
    media = desk.media(edition, name) if name else None
    if media is None:
        return None
    jpeg = pictures.fallback(media, desk.widths)
    height_px = pictures.height_px(media, jpeg.width_px)
    url = addresses.media(desk.site(edition.site), media.sha256, jpeg.suffix).url
    return SharedPicture(url, "image/jpeg", jpeg.width_px, height_px, alt)
