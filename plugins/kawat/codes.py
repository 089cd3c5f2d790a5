"""Codes of languages, countries and places, and their names (CLDR through Babel).

Codes are BCP 47 for languages, ISO 3166-1 alpha-2 for countries.  Names come from CLDR unless
missions/_network/countries.yaml says otherwise.  The process's own locale is never asked or set: it is global.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .cldr import likely_subtags, locale_of, territory_name
from .model import MissionKind, Names, Reference, Registry
from .problems import Problem, problem, suggest

__all__ = [
    "Vocabulary",
    "countries",
    "country_name",
    "direction",
    "is_language",
    "is_zone",
    "name_in",
    "unknown",
    "vocabulary",
    "zone",
]

_RIGHT_TO_LEFT = frozenset(("Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"))
"""Scripts of CLDR's locales whose characterOrder is right-to-left (ISO 15924)."""

Vocabulary = Mapping[str, frozenset[str]]
"""The known words of each vocabulary that a Reference can name."""

_CODES = {"K012": "site", "K013": "topic", "K014": "country", "K015": "province", "K016": "city", "K017": "region"}
_CODES |= {"K018": "kind", "K019": "organisation", "K072": "language"}
_CODE_OF = {vocabulary: code for code, vocabulary in _CODES.items()}

# CLDR's territories also hold continents ("001"), groupings ("EU", "UN") and reserved codes; these are no countries
# of ISO 3166-1 (ISO 3166/MA, "exceptionally reserved" and "user-assigned" codes).
_NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"})


@cache
def is_language(code: str) -> bool:
    """Return whether CLDR knows the BCP 47 code, in its canonical spelling."""
    if code.partition("-")[0] not in _languages():  # most are codes of missions; Babel would seek long for each
        return False
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    # Babel silently falls back from an unknown territory or script to the bare language.
    return "-".join(part for part in (locale.language, locale.script, locale.territory) if part) == code


@cache
def _languages() -> frozenset[str]:
    """The first parts of all of CLDR's locales."""
    from babel.localedata import locale_identifiers

    return frozenset(one.partition("_")[0] for one in locale_identifiers())


@cache
def direction(language: str) -> str:
    """Return "rtl" or "ltr", as HTML's dir attribute wants it.

    CLDR says it by language, too (characterOrder), but all that it says of one is a megabyte; a script is enough.
    """
    _, script, _ = likely_subtags(language)
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


@cache
def countries() -> frozenset[str]:
    """Return all ISO 3166-1 alpha-2 codes."""
    territories = locale_of("en").territories
    codes = {str(code) for code in territories}
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES)


def country_name(code: str, language: str, overrides: tuple[tuple[str, Names], ...] = ()) -> str:
    """Return a country's name: the network's own where it has one in that language, else CLDR's."""
    for country, names in overrides:
        if country == code:
            own = dict(names).get(language)
            if own:
                return own
    return territory_name(code, language)


@cache
def name_in(names: Names, language: str) -> str:
    """Return the name in a language, else in English, else in Indonesian, else the first."""
    known = dict(names)
    for candidate in (language, language.split("-")[0], "en", "id"):
        if candidate in known:
            return known[candidate]
    return names[0][1] if names else ""


@cache
def is_zone(name: str) -> bool:
    """Return whether the IANA database has a zone of this name."""
    # `available_timezones()` would walk the whole database, which takes a fifth of a second.
    try:
        return bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


@cache
def zone(name: str) -> ZoneInfo:
    """Return an IANA time zone."""
    return ZoneInfo(name)


def vocabulary(registry: Registry) -> Vocabulary:
    """Return the words that texts and rules may use."""
    network = registry.network
    organisations = frozenset(one.code for one in network.organisations)
    return {
        "site": frozenset(mission.code for mission in registry.missions),
        "topic": frozenset(one.code for one in network.topics),
        "region": frozenset(one.code for one in network.regions),
        "province": frozenset(one.code for one in network.provinces),
        "city": frozenset(one.code for one in network.cities),
        "country": countries(),
        "organisation": organisations,
        "accredited": countries() | organisations,
        "kind": frozenset(MissionKind),
    }


def unknown(file: str, references: Iterable[Reference], known: Vocabulary) -> Iterator[Problem]:
    """Yield a Problem for each Reference that names nothing; those to files and links are not judged here."""
    for one in references:
        if one.vocabulary == "zone":
            if not is_zone(one.value):
                yield problem("K071", file, one.line, one.column, len(one.value), value=one.value)
        elif one.vocabulary == "language":
            if not is_language(one.value):
                yield problem("K072", file, one.line, one.column, len(one.value), value=one.value)
        elif one.vocabulary in known and one.value not in known[one.vocabulary]:
            vocabulary = one.vocabulary
            if vocabulary == "accredited":
                vocabulary = "country" if one.value.isupper() else "organisation"
            near = suggest(one.value, known[one.vocabulary]) or suggest(one.value.upper(), known[one.vocabulary])
            about = {"value": one.value, "suggestion": near}
            yield problem(_CODE_OF[vocabulary], file, one.line, one.column, len(one.value), **about)
