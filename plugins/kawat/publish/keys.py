"""Keys: what the outputs of all families depend on, in digests that many of them share.

A key is composed of digests that are known without making the page (see `digests.key`); the law is that equal keys
imply equal bytes, and the property tests hold it against random edits.  The parts that planners use:

    template    the template, all it includes, and the language's catalogue
    chrome      header, navigation and footer of the site in that language
    edition     all of an article's texts but their bodies, and which of them are visible
    text        the bodies that it shows; comes last, by `complete`, when all else of it is planned
    places      where else it stands
    air         of a talk: whether it is announced, live or recorded
    links       where the links of its body lead
    media       its pictures and files
    names       the network's declared words
    cards       the stories that a list shows
    related     the older stories that a story leads to
"""

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence

from ..digests import Digest, digest, key
from ..editorial import lifecycle
from ..editorial.catalogue import Shown
from ..model import Address, Edition, Media, Output, Role, Site
from . import pictures, stories
from .desk import Desk
from .templating import Press

__all__ = ["Keys", "Told", "complete", "fingerprint", "of_bodies", "states", "with_bodies"]

_NOTHING = digest(repr([]))

Told = MutableMapping[tuple[str, ...], str]
"""The part of a key that tells of the bodies of several texts, by their paths."""

_OF_A_STORY = ("edition", "places", "links", "media", "names", "air", "release")
"""The parts that tell when a story's page on a site changes, besides template and chrome."""


class _Found(dict[str, str]):
    """Values that are found when they are asked for: an edit asks for those of a few sites."""

    def __init__(self, find: Callable[[str], str]) -> None:
        self._find = find

    def __missing__(self, name: str) -> str:
        self[name] = self._find(name)
        return self[name]


class Keys:
    """Composes keys for one desk, and keeps the digests that many of them share."""

    def __init__(self, desk: Desk, press: Press) -> None:
        self._desk, self._press = desk, press
        self._catalogue = desk.catalogue
        self._chromes: dict[tuple[str, str], str] = {}
        sites = self._catalogue.sites
        self.sites = _Found(lambda code: digest(sites[code]))
        self.missions = _Found(lambda code: digest(sites[code].mission))
        self._cards: dict[tuple[str, str], str] = {}
        self._items: dict[str, str] = {}
        self._stories: dict[tuple[str, str], tuple[str, ...]] = {}

    def page(
        self,
        template: str,
        recipe: str,
        subject: tuple[str, ...],
        address: Address,
        site: Site,
        language: str,
        **parts: str,
    ) -> Output:
        """Return the Output of a page in a language of a site; empty parts are left out."""
        chrome = self._desk.chrome(site, language)
        known = self._chromes.get((site.code, language)) or digest(chrome, site.url, self.missions[site.code])
        self._chromes[site.code, language] = known
        closure = self._press.closure(template, chrome.language)
        parts = {name: value for name, value in parts.items() if value}
        return Output(address.path, recipe, subject, key(template=closure, chrome=known, **parts), site.code)

    def story(self, one: Shown, edition: Edition) -> dict[str, str]:
        """Return the parts `_OF_A_STORY`, by their names."""
        name = (one.site.code, edition.source.path)
        if name not in self._stories:
            self._stories[name] = self._story(one, edition)
        return dict(zip(_OF_A_STORY, self._stories[name], strict=True))

    def _story(self, one: Shown, edition: Edition) -> tuple[str, ...]:
        catalogue, article = self._catalogue, one.article
        # A copy speaks of its home only; the home speaks of all copies.
        told = catalogue.at[article.id] if one.placement.role is Role.HOME else (catalogue.home(article.id), one)
        there = repr([(str(other.placement.role), states(other), self.sites[other.site.code]) for other in told])
        files = (*pictures.shown_pictures(edition), *pictures.attached_files(edition))
        typed = [ref.value for ref in edition.references[: edition.body_references] if ref.vocabulary == "link"]
        return (
            Digest.of(digest(article.face, edition.face), (edition.source.path,)),
            digest(there, self.sites["portal"]),
            _listed([stories.link_href(self._desk, one.site, edition, value) for value in typed]),
            _listed([fingerprint(self._desk.media(edition, name)) for name in files]),
            catalogue.vocabulary,
            lifecycle.on_air(edition, catalogue.now),
            digest(lifecycle.unreleased(edition, catalogue.now)) if catalogue.preview else "",
        )

    def told(self, name: str, edition: Edition) -> str:
        """Return the key of what feeds and files tell of an edition; it is the same in all of them, as at home."""
        if edition.source.path not in self._items:
            parts = self.story(self._catalogue.home(name), edition)
            portal = (self._desk.portal.mission.authority, self.sites["portal"])
            self._items[edition.source.path] = digest(portal, sorted(parts.items()))
        return self._items[edition.source.path]

    def words(self, language: str) -> str:
        """Return the key of the theme's words in a language."""
        return self._press.words(language)

    def cards(self, shown: Iterable[Shown]) -> str:
        """Return the key of a list of stories."""
        return digest(repr([self.card(one) for one in shown]))

    def card(self, one: Shown) -> str:
        """Return what a list shows of a story: its face, its states, its addresses and its picture."""
        name = (one.article.id, one.site.code)
        if name not in self._cards:
            pictured = [fingerprint(self._picture(edition)) for edition, _ in one.editions]
            home, catalogue = self._desk.site(one.article.site), self._catalogue
            self._cards[name] = digest(
                one.article.face, repr(states(one)), str(one.placement.role), one.site.url, home.url, repr(pictured),
                repr([lifecycle.on_air(edition, catalogue.now) for edition, _ in one.editions]),
                self.missions[one.article.site],
            )  # fmt: skip
        return self._cards[name]

    def _picture(self, edition: Edition) -> Media | None:
        name = edition.picture.image or getattr(edition.details, "poster", "")
        return self._desk.media(edition, name) if name else None


def complete(planned: Output, bodies: Mapping[str, str], told: Told | None = None) -> Output:
    """Return an output whose key also tells of the bodies that it shows.

    Args:
        bodies: `Edition.text` by the path of its file.
        told: what is known of several texts, where many outputs show the same.
    """
    if not isinstance(planned.key, Digest):
        return planned
    whole = with_bodies(planned.key, bodies, {} if told is None else told)
    return Output(
        planned.path, planned.recipe, planned.subject, whole, planned.site, planned.key.texts, planned.updated
    )


def with_bodies(planned: Digest, bodies: Mapping[str, str], told: Told) -> str:
    """Return a key that also tells of the bodies of its texts."""
    texts = planned.texts
    if texts not in told:
        told[texts] = of_bodies([(path, bodies[path]) for path in texts])
    return f"{planned} {told[texts]}"


def of_bodies(texts: Sequence[tuple[str, str]]) -> str:
    """Return the part of a key that tells of bodies: of each text its path, sorted by it, and the body's name."""
    return key(text=digest(repr(list(texts))))


def states(one: Shown) -> tuple[tuple[str, str, str], ...]:
    """Return which editions a site shows, and as what."""
    return tuple((edition.language, str(edition.register), str(what)) for edition, what in one.editions)


def _listed(values: list[str]) -> str:
    """The digest of a list, which mostly is empty."""
    return digest(repr(values)) if values else _NOTHING


def fingerprint(media: Media | None) -> str:
    """Return what tells one picture from another; empty for none."""
    return f"{media.sha256}{media.width_px}x{media.height_px}" if media else ""
