"""Pictures and other media: which renditions are published, where, and how a page names them."""

from collections.abc import Callable

from ..editorial import addresses
from ..model import Address, Edition, Media, Site
from ..records import dataclass
from .views import Image

__all__ = [
    "Rendition",
    "attached_files",
    "fallback",
    "file_address",
    "height_px",
    "image",
    "lead",
    "renditions",
    "shown_pictures",
]

SUFFIXES = {
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/ogg": ".ogg",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "text/vtt": ".vtt",
    "application/pdf": ".pdf",
}
_MODERN = (("avif", "image/avif"), ("webp", "image/webp"))  # the smaller one first: browsers take the first they know
_FALLBACK_WIDTH_PX = 960


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture at a width, in a format ("avif", "webp", "jpg")."""

    width_px: int
    format: str

    @property
    def suffix(self) -> str:
        """How its file is named after the original's digest."""
        return f"-{self.width_px}.{self.format}"


def renditions(media: Media, widths: Callable[[int], tuple[int, ...]]) -> tuple[Rendition, ...]:
    """Return what is published of a picture: every width as AVIF and as WebP, and last its fallback."""
    modern = (Rendition(width, form) for form, _ in _MODERN for width in widths(media.width_px))
    return (*modern, fallback(media, widths))


def fallback(media: Media, widths: Callable[[int], tuple[int, ...]]) -> Rendition:
    """Return a picture's one JPEG, which all can show: the widest that is not too much for that."""
    all_widths = widths(media.width_px)
    return Rendition(max([width for width in all_widths if width <= _FALLBACK_WIDTH_PX] or [all_widths[0]]), "jpg")


def height_px(media: Media, width_px: int) -> int:
    """Return how high a picture is where it is so wide."""
    return max(1, round(media.height_px * width_px / media.width_px))


def image(
    media: Media,
    site: Site,
    widths: Callable[[int], tuple[int, ...]],
    alt: str,
    credit: str = "",
    caption: str = "",
) -> Image:
    """Return a picture as pages of a site show it."""

    def href(one: Rendition) -> str:
        return addresses.href(site, addresses.media(site, media.sha256, one.suffix))

    *modern, plain = renditions(media, widths)
    sources = tuple(
        (kind, ", ".join(f"{href(one)} {one.width_px}w" for one in modern if one.format == form))
        for form, kind in _MODERN
    )
    high_px = height_px(media, plain.width_px)
    return Image(href(plain), plain.width_px, high_px, alt, sources, credit=credit, caption=caption)


def file_address(media: Media, site: Site) -> Address:
    """Return the address of a media file that is published as it is: audio, video, captions, a document."""
    return addresses.media(site, media.sha256, _suffix(media))


def _suffix(media: Media) -> str:
    """Return the suffix by the content's type, whatever the file was called."""
    return SUFFIXES[media.type]


def lead(edition: Edition) -> tuple[str, str]:
    """Return name and alternative text of an edition's lead picture, else of its video's still; empty for none."""
    if edition.picture.image:
        return edition.picture.image, edition.picture.alt
    return getattr(edition.details, "poster", ""), getattr(edition.details, "poster_alt", "")


def shown_pictures(edition: Edition) -> tuple[str, ...]:
    """Return the names of the picture files that an edition's page shows, in order, each once."""
    names = [edition.picture.image, getattr(edition.details, "poster", "")]
    names += [picture.image for picture in getattr(edition.details, "pictures", ())]
    body = edition.references[: edition.body_references]
    names += [one.value for one in body if one.vocabulary == "picture"]
    return tuple(dict.fromkeys(name for name in names if name))


def attached_files(edition: Edition) -> tuple[str, ...]:
    """Return the names of the other files that an edition's page offers."""
    details = edition.details
    names = [getattr(details, name, "") for name in ("audio", "video", "captions", "transcript")]
    return tuple(name for name in dict.fromkeys(names) if name and "://" not in name)
