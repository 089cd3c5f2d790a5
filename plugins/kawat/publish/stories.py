"""Stories: an article on a site, at home or as a copy; and what is left of a removed one."""

from collections.abc import Callable, Iterator

from markupsafe import Markup, escape

from ..cldr import language_name
from ..codes import direction, name_in
from ..editorial import addresses, lifecycle
from ..editorial.catalogue import Shown
from ..editorial.history import Remains
from ..editorial.missions import short_name
from ..model import Cue, Edition, Episode, Media, Reference, Register, Role, Site, State, Video
from . import body, discovery, facts, opengraph, pictures, republish, share, structured
from .desk import Desk
from .later import later
from .terms import country_link, links
from .views import ArticleView, Dateline, Head, Image, Link, MediaView, Note, RedirectView, TombstoneView

__all__ = ["absolute_body", "article", "chrome_language", "link_href", "tombstone", "trace", "transcript"]


def article(desk: Desk, code: str, name: str, language: str, register: str) -> ArticleView:
    """A story on a site, in one language and register: at home, or as a copy."""
    one = desk.catalogue.on(code, name)
    edition, state = _edition(one, language, register)
    site, story, details = one.site, one.article, edition.details
    around = chrome_language(site, language)
    chrome = desk.chrome(site, around)
    home = desk.site(story.site)
    canonical = addresses.article(home, story, edition).url
    unreleased, released_at = lifecycle.unreleased(edition, desk.catalogue.now)
    words = {"title": edition.title, "summary": edition.summary}
    if one.placement.role is Role.COPY:
        words |= desk.override(edition, code)
    return ArticleView(
        chrome=chrome,
        head=Head(
            title=words["title"],
            description=words["summary"],
            canonical=canonical,
            alternates=_translations(one, edition),
            feeds=desk.once(("feeds", code, around), lambda: discovery.of_site(desk, site, around)),
            robots="noindex" if state is State.WITHDRAWN or unreleased else "",
            graph=later(lambda: opengraph.story(desk, one, edition)),
            structured=later(
                lambda: structured.story(desk, one, edition, chrome, words) if state is State.LIVE else None
            ),
        ),
        kind=str(story.kind),
        title=words["title"],
        summary=words["summary"],
        language=language,
        direction=direction(language),
        foreign="" if around == language else language_name(language, chrome.language),
        simple=edition.register is Register.SIMPLE,
        other_register=later(lambda: _other_register(desk, one, edition)),
        withdrawn=edition.reason if state is State.WITHDRAWN else "",
        unreleased=unreleased,
        released_at=released_at,
        corrections=tuple(Note(note.at, note.note) for note in edition.corrections),
        authors=edition.authors,
        date=story.date,
        updated=edition.updated,
        zone=home.mission.timezone,
        dateline=desk.once(("dateline", home.code, around), lambda: _dateline(desk, home, around)),
        publisher=desk.once(
            ("publisher", code, home.code, around), lambda: desk.mission_link(site, home.mission, around)
        ),
        image=later(lambda: desk.image(site, edition, edition.picture)),
        body=later(lambda: _body(desk, one, edition)),
        facts=later(lambda: facts.of(desk, site, edition, around)),
        level=getattr(details, "level", 0),
        media=later(lambda: _media(desk, site, edition)),
        pictures=later(lambda: _gallery(desk, site, edition)),
        chapters=tuple((chapter.start_s, chapter.title) for chapter in getattr(details, "chapters", ())),
        transcript=later(lambda: transcript(desk, edition)),
        quotes=tuple(getattr(details, "quotes", ())),
        sources=tuple(_sources(one, edition, home, around, canonical)),
        also=later(lambda: _also(desk, one, language)),
        languages=later(lambda: _languages(desk, one, edition)),
        topics=later(lambda: links(desk, site, "topics", story.topics, around)),
        places=later(lambda: _places(desk, one, around)),
        tags=story.tags,
        related=later(lambda: tuple(desk.card(site, around, other) for other in desk.related(name, language))),
        offer=later(lambda: republish.offer(desk, one, edition, around)),
        share=later(lambda: share.links(words["title"], canonical)),
    )


def chrome_language(site: Site, language: str) -> str:
    """Return the site's language that goes around a text in `language`."""
    return language if language in site.languages else site.languages[0]


def tombstone(desk: Desk, code: str, name: str, language: str, register: str) -> TombstoneView:
    """What is left of a removed story; nothing of it is said but the reason."""
    one = desk.catalogue.on(code, name)
    edition, _ = _edition(one, language, register)
    around = chrome_language(one.site, language)
    head = Head("", "", desk.catalogue.address(one, edition).url, robots="noindex")
    chrome = desk.chrome(one.site, around)
    return TombstoneView(chrome, head, "removed", edition.reason, language, direction(language))


def trace(desk: Desk, path: str) -> TombstoneView | RedirectView:
    """What stands at an address that a story has left."""
    left = desk.traces[path]
    site = desk.site(left.site)
    chrome = desk.chrome(site, left.language)
    if left.remains is Remains.REDIRECT:
        return RedirectView(chrome, Head("", "", left.target), left.target)
    head = Head("", "", left.url, robots="noindex")
    return TombstoneView(chrome, head, str(left.remains), left.reason, left.language, direction(left.language))


def _edition(one: Shown, language: str, register: str) -> tuple[Edition, State]:
    return next((e, what) for e, what in one.editions if e.language == language and e.register == register)


def _dateline(desk: Desk, home: Site, language: str) -> Dateline:
    seat = desk.portal.mission
    return Dateline(
        name_in(home.mission.city, language), home.mission.timezone, name_in(seat.city, language), seat.timezone
    )


def _translations(one: Shown, edition: Edition) -> tuple[tuple[str, str], ...]:
    """hreflang of an article at home: its live full editions; a simple edition stands for itself, as does a copy."""
    if one.placement.role is not Role.HOME:
        return ()
    full = [o for o, what in one.editions if o.register is Register.FULL and what is State.LIVE]
    if edition not in full or len(full) < 2:
        return ()
    pairs = tuple((o.language, addresses.article(one.site, one.article, o).url) for o in full)
    return (*pairs, ("x-default", pairs[0][1]))


def _other_register(desk: Desk, one: Shown, edition: Edition) -> str:
    """Where the same stands in full, or in plain language."""
    for other, what in one.editions:
        if what is not State.GONE and other.language == edition.language and other.register is not edition.register:
            return desk.href(one.site, desk.catalogue.address(one, other))
    return ""


def _languages(desk: Desk, one: Shown, edition: Edition) -> tuple[Link, ...]:
    """The full editions that may be read, and this one."""
    there = (other for other, what in one.editions if what is not State.GONE)
    return tuple(
        Link(
            language_name(other.language, other.language),
            desk.href(one.site, desk.catalogue.address(one, other)),
            other.language,
            other is edition,
        )
        for other in there
        if other.register is Register.FULL or other is edition
    )


def _places(desk: Desk, one: Shown, language: str) -> tuple[Link, ...]:
    """The countries, provinces and cities that a story is about; cities have no page."""
    site, story = one.site, one.article
    return (
        *(country_link(desk, site, country, language) for country in story.countries),
        *links(desk, site, "provinces", story.provinces, language),
        *(
            Link(name_in(city.names, language), "")
            for city in (desk.catalogue.registry.network.cities if story.cities else ())
            if city.code in story.cities
        ),
    )


def _sources(one: Shown, edition: Edition, home: Site, language: str, canonical: str) -> Iterator[Link]:
    """From whom a text comes: who wrote it first, and on a copy its home."""
    if edition.credit.name:
        yield Link(edition.credit.name, edition.credit.url)
    if one.placement.role is Role.COPY:
        yield Link(short_name(home.mission, language), canonical)


def _also(desk: Desk, one: Shown, language: str) -> tuple[Link, ...]:
    """The other sites where a story may be read.  Only its home says so: a copy names its home, and a story that
    stands on all sites would otherwise list them all on each of them."""
    found: list[Link] = []
    if one.placement.role is not Role.HOME:
        return ()
    for other in desk.catalogue.at[one.article.id]:
        if other.site.code != one.site.code and other.placement.role is not Role.LINK and other.live:
            label = short_name(other.site.mission, chrome_language(one.site, language))
            found.append(Link(label, desk.href(one.site, desk.catalogue.address(other, other.pick(language)))))
    return tuple(found)


def _body(desk: Desk, one: Shown, edition: Edition) -> Markup:
    site, catalogue = one.site, desk.catalogue

    def picture(reference: Reference, alt: str) -> Image | None:
        media = desk.media(edition, reference.value)
        return pictures.image(media, site, desk.widths, alt) if media else None

    def link(reference: Reference) -> str:
        return link_href(desk, site, edition, reference.value)

    references = edition.references[: edition.body_references]
    html = catalogue.texts[edition.text]
    if one.placement.role is Role.COPY:
        html = _with_lead(html, next((o.lead for o in edition.crosspost.override if o.site == site.code), ""))
    return body.compose(html, references, link, picture)


def _with_lead(html: str, lead: str) -> str:
    """Other words for the first paragraph, where the target has such."""
    start, end = html.find("<p>"), html.find("</p>")
    return html[:start] + f"<p>{escape(lead)}</p>" + html[end + 4 :] if lead and -1 < start < end else html


def absolute_body(desk: Desk, name: str, edition: Edition, src: Callable[[Media], str] | None = None) -> str:
    """Return an edition's body as it may be read anywhere: every address whole, as at home.

    Args:
        src: where a picture lies, if not on the web; "" leaves it out.
    """
    home = desk.catalogue.home(name)
    site, here = home.site, addresses.article(home.site, home.article, edition).url

    def link(reference: Reference) -> str:
        href = link_href(desk, site, edition, reference.value)
        return addresses.absolute(site, href) if href.startswith("/") else href

    def picture(reference: Reference, alt: str) -> Image | None:
        media = desk.media(edition, reference.value)
        if media is None:
            return None
        shown = pictures.image(media, site, desk.widths, alt)
        there = addresses.absolute(site, shown.src) if src is None else src(media)
        return Image(there, shown.width_px, shown.height_px, alt)

    html = body.compose(
        desk.catalogue.texts[edition.text], edition.references[: edition.body_references], link, picture
    )
    return str(html).replace('href="#', f'href="{here}#')


def link_href(desk: Desk, site: Site, edition: Edition, typed: str) -> str:
    """Return where a link of an edition leads from a site's page: the story as that site has it, else its home."""
    target = desk.catalogue.targets.find(typed, edition)
    if target is None:
        return ""
    if target.site:
        there = desk.site(target.site)
        spoken = edition.language if edition.language in there.languages else there.languages[0]
        page = {"": addresses.home, "feeds": addresses.feeds, "editors": addresses.editors}[target.page]
        return desk.href(site, page(there, spoken)) + target.fragment
    if target.media:
        return desk.href(site, pictures.file_address(desk.catalogue.media[target.media], site))
    shown = {one.site.code: one for one in desk.catalogue.at[target.article]}
    one = shown.get(site.code, desk.catalogue.home(target.article))
    if not any(what is not State.GONE for _, what in one.editions):
        return ""
    picked = one.pick(edition.language) if one.live else one.editions[0][0]
    return desk.href(site, desk.catalogue.address(one, picked)) + target.fragment


def _media(desk: Desk, site: Site, edition: Edition) -> MediaView | None:
    details = edition.details
    name = getattr(details, "audio", "") or getattr(details, "video", "")
    if not isinstance(details, Episode | Video) or not name:
        return None
    kind = "audio" if isinstance(details, Episode) else "video"
    poster = _poster(desk, site, edition)
    if "://" in name:
        return MediaView(kind, name, "", 0, (), *poster, external=True)
    media = desk.media(edition, name)
    if media is None:
        return None
    tracks = []
    for track, file in (("captions", getattr(details, "captions", "")), ("descriptions", details.transcript)):
        found = desk.media(edition, file) if file else None
        if found is not None:
            tracks.append((track, edition.language, desk.href(site, pictures.file_address(found, site))))
    href = desk.href(site, pictures.file_address(media, site))
    return MediaView(kind, href, media.type, media.size_bytes, tuple(tracks), *poster)


def transcript(desk: Desk, edition: Edition) -> tuple[Cue, ...]:
    """Return the cues of an edition's transcript, in the order of time; empty where it has none."""
    name = getattr(edition.details, "transcript", "")
    media = desk.media(edition, name) if name else None
    return media.cues if media else ()


def _poster(desk: Desk, site: Site, edition: Edition) -> tuple[str, str]:
    """Return address and alternative text of a video's still; empty where it has none."""
    name = getattr(edition.details, "poster", "")
    media = desk.media(edition, name) if name else None
    if media is None or not isinstance(edition.details, Video):
        return "", ""
    still = pictures.image(media, site, desk.widths, edition.details.poster_alt)
    return still.src, still.alt


def _gallery(desk: Desk, site: Site, edition: Edition) -> tuple[Image, ...]:
    shown = (desk.image(site, edition, picture) for picture in getattr(edition.details, "pictures", ()))
    return tuple(one for one in shown if one is not None)
