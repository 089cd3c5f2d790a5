"""Structured data: what a page is about, in schema.org's words as JSON-LD, for search engines and assistants.

A story is a NewsArticle, a podcast's episode, an event, an announcement; a mission is a GovernmentOrganization below
the ministry.  Nothing is said that the page does not show, and nothing is guessed: no address but city and country,
no logo, no telephone number.

Source: schema.org 29; Google Search Central, "Article", "Event", "Breadcrumb" and "Video", for what they require (of
Article nothing; of Event `name`, `startDate`, `location`; of VideoObject `name`, `thumbnailUrl`, `uploadDate`).
Left out: Dataset, SearchAction, and `category` of SpecialAnnouncement, which wants a URL that means "travel advice".
"""

import json
from datetime import datetime
from typing import Any

from markupsafe import Markup

from ..codes import name_in
from ..editorial import addresses, lifecycle
from ..editorial.catalogue import Shown
from ..editorial.missions import short_name
from ..model import Advisory, Edition, Episode, Event, Kind, Role, Site, Video
from ..patterns import pattern
from . import opengraph, pictures
from .desk import Desk
from .views import Chrome

__all__ = ["mission", "script", "story"]

Node = dict[str, Any]
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_RISKY = pattern("[<>&\u2028\u2029]")
_TYPES = {Kind.PAGE: "WebPage", Kind.AGREEMENT: "Article", Kind.POTENTIAL: "Article"}
_LICENSE = "https://spdx.org/licenses/"


def script(*nodes: Node) -> Markup:
    """Return nodes as the text of a `<script type="application/ld+json">` element; empty values are left out.

    No character of it can end the element or begin another (HTML, "Restrictions for contents of script elements").
    Being data it is never run, so the page's `script-src` need not allow it (HTML, "prepare the script element").
    """
    graph = {"@context": "https://schema.org", "@graph": [_without_empty(node) for node in nodes]}
    return Markup(_RISKY.sub(lambda match: f"\\u{ord(match[0]):04x}", _JSON.encode(graph)))


def story(desk: Desk, one: Shown, edition: Edition, chrome: Chrome, words: dict[str, str]) -> Markup:
    """Return what a story's page says of it.

    Args:
        one: the story on the site of the page; a copy says that it is based on the one at home.
        words: title and summary as the page shows them.
    """
    home = desk.catalogue.home(one.article.id)
    url = addresses.article(home.site, one.article, edition).url
    here = desk.catalogue.address(one, edition).url
    node = _common(desk, one, edition, words)
    match edition.details:
        case Event(start=datetime()) as event if event.venue or event.online:
            node = {name: node[name] for name in ("name", "description", "image", "inLanguage")}
            node |= _event(desk, one, edition, event)
        case _:
            node |= _particulars(desk, one, edition)
            node |= {"isBasedOn": url} if one.placement.role is Role.COPY else {}
    node |= {"@id": f"{here}#story", "url": here, "mainEntityOfPage": url}
    return script(node, _trail(desk, one, chrome, words["title"], here))


def mission(desk: Desk, site: Site, language: str) -> Markup:
    """Return what a site's home page says of the mission, or of the ministry."""
    own = site.mission
    node = _organization(site, language) | {"alternateName": short_name(own, language)}
    if own.code != "portal":
        node["parentOrganization"] = _organization(desk.portal, desk.portal_language(language))
        node["address"] = {
            "@type": "PostalAddress",
            "addressLocality": name_in(own.city, language),
            "addressCountry": own.country,
        }
    node["knowsLanguage"] = list(own.languages)
    node["areaServed"] = [
        {"@type": "Country", "name": desk.country(code, language), "identifier": code}
        for code in own.accreditation
        if len(code) == 2 and code.isupper()
    ]
    page = {
        "@type": "WebSite",
        "@id": f"{site.url}#website",
        "url": site.url,
        "name": name_in(own.names, language),
        "inLanguage": list(own.languages),
        "publisher": {"@id": node["@id"]},
    }
    return script(node, page)


def _common(desk: Desk, one: Shown, edition: Edition, words: dict[str, str]) -> Node:
    """What is true of every sort of story."""
    article, publisher = one.article, _organization(desk.site(one.article.site), edition.language)
    picture = opengraph.photograph(desk, edition)
    return {
        "@type": _TYPES.get(article.kind, "NewsArticle"),
        "headline": words["title"],
        "name": words["title"],
        "description": words["summary"],
        "inLanguage": edition.language,
        "datePublished": _instant(article.date),
        "dateModified": _instant(lifecycle.changed(edition) or article.date),
        "author": [{"@type": "Organization", "name": name} for name in edition.authors] or publisher,
        "publisher": publisher,
        "image": [picture.url] if picture else [],
        "keywords": [*(name_in(desk.topics[code], edition.language) for code in article.topics), *article.tags],
        "contentLocation": [
            {"@type": "Country", "name": desk.country(code, edition.language), "identifier": code}
            for code in article.countries
        ],
        "isAccessibleForFree": True,
        "license": _LICENSE + article.republish.license if article.republish.license else "",
        "correction": [
            {"@type": "CorrectionComment", "text": note.note, "dateCreated": _instant(note.at)}
            for note in edition.corrections
        ],
    }


def _particulars(desk: Desk, one: Shown, edition: Edition) -> Node:
    """What a kind's own fields add to that, or say instead."""
    match edition.details:
        case Advisory() as advice:
            return {
                "@type": "SpecialAnnouncement",
                "text": edition.summary,
                "datePosted": _instant(advice.effective or one.article.date),
                "expires": _instant(edition.expires),
                "spatialCoverage": {
                    "@type": "Country",
                    "name": desk.country(advice.country, edition.language),
                    "identifier": advice.country,
                },
            }
        case Episode() as talk:
            return _episode(desk, edition, talk)
        case Video() as video:
            return {"video": _video(desk, one, edition, video)}
    return {}


def _episode(desk: Desk, edition: Edition, talk: Episode) -> Node:
    home = desk.site(edition.site)
    audio = desk.media(edition, talk.audio) if talk.audio else None
    duration = f"PT{talk.duration_s}S" if talk.duration_s else ""
    recording = {
        "@type": "AudioObject",
        "contentUrl": pictures.file_address(audio, home).url,
        "encodingFormat": audio.type,
        "duration": duration,
    } if audio else {}  # fmt: skip
    return {
        "@type": "PodcastEpisode",
        "associatedMedia": recording,
        "timeRequired": duration,
        "actor": [{"@type": "Person", "name": guest.name, "jobTitle": guest.role} for guest in talk.guests],
        "partOfSeries": {
            "@type": "PodcastSeries",
            "name": name_in(home.mission.names, edition.language),
            "url": addresses.listing(home, edition.language, Kind.EPISODE).url,
        },
    }


def _event(desk: Desk, one: Shown, edition: Edition, event: Event) -> Node:
    place = {"@type": "Place", "name": event.venue, "address": event.venue} if event.venue else None
    online = {"@type": "VirtualLocation", "url": event.online} if event.online else None
    mode = "Mixed" if place and online else "Offline" if place else "Online"
    return {
        "@type": "Event",
        "startDate": _instant(event.start),
        "endDate": _instant(event.end),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "location": [where for where in (place, online) if where],
        "organizer": _organization(desk.site(one.article.site), edition.language),
    }


def _video(desk: Desk, one: Shown, edition: Edition, video: Video) -> Node:
    still = opengraph.photograph(desk, edition)
    media = desk.media(edition, video.video) if "://" not in video.video else None
    if still is None:
        return {}
    return {
        "@type": "VideoObject",
        "name": edition.title,
        "description": edition.summary,
        "thumbnailUrl": still.url,
        "uploadDate": _instant(one.article.date),
        "duration": f"PT{video.duration_s}S" if video.duration_s else "",
        "contentUrl": pictures.file_address(media, desk.site(edition.site)).url if media else "",
        "url": "" if media else video.video,
    }


def _trail(desk: Desk, one: Shown, chrome: Chrome, title: str, here: str) -> Node:
    """The way from the site's home page by the kind's list to the story, as the page's links lead it."""
    steps = [(chrome.name, addresses.absolute(one.site, chrome.home) if chrome.home.startswith("/") else chrome.home)]
    for kind, href in chrome.kinds:
        if kind == one.article.kind:
            url = addresses.absolute(one.site, href) if href.startswith("/") else href
            steps.append((desk.label(kind, "kind", chrome.language), url))
    steps.append((title, here))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(steps, 1)
        ],
    }


def _organization(site: Site, language: str) -> Node:
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{site.url}#organization",
        "name": name_in(site.mission.names, language),
        "url": site.url,
    }


def _instant(moment: datetime | None) -> str:
    """ISO 8601, as schema.org's DateTime wants it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def _without_empty(node: Node) -> Node:
    return {
        name: value if isinstance(value, str) else _told(value)
        for name, value in node.items()
        if value or value is False
    }


def _told(value: Any) -> Any:
    if isinstance(value, dict):
        return _without_empty(value)
    return [_told(one) for one in value] if isinstance(value, list) else value
