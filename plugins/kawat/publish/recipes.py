"""Recipes: how outputs are made: pages out of a template and a view, everything else by a function that returns bytes.

What a recipe is made by is named here, and imported when the first output of that recipe is made: an edit makes a
handful of recipes, and to import all of them was a sixth of what it took.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

__all__ = ["PAGES", "SERIALIZERS", "made_by", "template"]

PAGES = {
    "portal": ("portal.html", "homes:portal"),
    "mission": ("mission.html", "homes:mission"),
    "article": ("article.html", "stories:article"),
    "page": ("page.html", "stories:article"),
    "tombstone": ("tombstone.html", "stories:tombstone"),
    "trace": ("tombstone.html", "stories:trace"),
    "redirect": ("redirect.html", "stories:trace"),
    "listing": ("listing.html", "lists:listing"),
    "topics": ("topic.html", "lists:term"),
    "countries": ("country.html", "lists:term"),
    "provinces": ("province.html", "lists:term"),
    "terms": ("terms.html", "lists:terms"),
    "directory": ("directory.html", "directory:directory"),
    "not_found": ("not_found.html", "homes:not_found"),
    "search_page": ("search.html", "search.page:search"),
    "social": ("social.html", "social:view"),
    "travel": ("travel.html", "services.travelpages:overview"),
    "travel_country": ("travel_country.html", "services.travelpages:country"),
    "emergency": ("emergency.html", "services.travelpages:emergency"),
    "offers": ("offers.html", "services.offerpages:page"),
    "cooperation": ("cooperation.html", "services.cooperationpages:registry"),
    "cooperation_report": ("report.html", "services.cooperationpages:report"),
    "partner": ("partner.html", "services.partner:page"),
    "feeds": ("feeds.html", "outletpages:feeds"),
    "embed": ("embed.html", "outletpages:embed"),
    "editors": ("editors.html", "outletpages:editors"),
}
"""Of pages: the template, and what makes the view of the desk and the subject, as module:function."""

SERIALIZERS = {
    "sitemap": "sitemaps:site_map",
    "sitemap_index": "sitemaps:index",
    "robots": "sitemaps:robots",
    "feed": "feeds.planning:serialize",
    "opml": "feeds.opml:serialize",
    "chapters": "feeds.podcast:chapters",
    "cap": "feeds.cap:serialize",
    "ninjs": "feeds.ninjs:serialize",
    "wire": "feeds.ninjs:serialize_index",
    "calendar": "feeds.ical:serialize",
    "news_sitemap": "feeds.newssitemap:serialize",
    "plain_text": "kit:plain_text",
    "kit": "kit:archive",
    "kit_notice": "kit:notice",
    "search": "search.planning:serialize",
    "search_cards": "search.planning:serialize_cards",
    "search_document": "search.planning:serialize_document",
    "search_index": "search.planning:serialize_index",
    "travel_world": "services.traveldata:world",
    "travel_data": "services.traveldata:country",
    "offers_data": "services.offerpages:catalogue",
    "cooperation_json": "services.cooperationdata:registry",
    "cooperation_csv": "services.cooperationdata:table",
    "partner_data": "services.partner:data",
    "removed": "redirects:removed",
    "redirects": "redirects:netlify",
    "redirect_map": "redirects:nginx",
    "headers": "headers:serialize",
}
"""Of everything else that is made of the catalogue."""


@cache
def made_by(name: str) -> Callable[..., Any]:
    """Return what a recipe names as module:function."""
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(f".{module}", __package__), function)
    return found


def template(recipe: str) -> str:
    """Return the template of a recipe of pages."""
    return PAGES[recipe][0]
