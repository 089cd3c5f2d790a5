"""CLDR: what languages and countries are called, and dates in words, as Babel knows them.

Before Babel says the first word in a language it reads a megabyte, which takes as long as to render fifty pages, and
each process that asks reads it again.  What pages show of it are some kilobytes.  So these are taken out (`words`) to
be kept, and told to a process before it forks others (`know`); whatever was not told is asked of Babel.
"""

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import field
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError, __version__, dates

from .records import dataclass

__all__ = ["VERSION", "is_known", "know", "language_name", "locale_of", "long_date", "territory_name", "words"]

VERSION = f"Babel {__version__}"
"""What is kept of it holds for."""

_FIELD = re.compile(r"%\((\w+)\)s")
_FIELDS = frozenset(("d", "dd", "M", "MMMM", "y"))
"""Fields of a long date that are told here (UTS 35, part 4, "Date Field Symbol Table"); few languages have others."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What was told of a language.

    Attributes:
        languages, territories: their names, by code.
        months: their names within a date, from January.
        date: a long date as a format of `str`; empty where Babel has to be asked.
    """

    languages: dict[str, str] = field(default_factory=dict)
    territories: dict[str, str] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    date: str = ""


_KNOWN: dict[str, _Words] = {}
_NOTHING = _Words()


@cache
def locale_of(language: str) -> Locale:
    """Return CLDR's locale of a BCP 47 language; of an unknown one, that of English."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def words(languages: Iterable[str], named: Collection[str]) -> list[bytes]:
    """Return what pages show in each of some languages, for `know`.

    Args:
        named: languages whose names are shown.
    """
    return [_packed(one, named) for one in languages]


def know(language: str, told: bytes) -> None:
    """Let this process, and those that it forks, know what `words` returned of a language."""
    _KNOWN[language] = _Words(**json.loads(told))


def is_known(language: str) -> bool:
    """Return whether it was told what pages show in a language."""
    return language in _KNOWN


def language_name(language: str, inside: str) -> str:
    """Return a language's name as said in the language `inside`, capitalised for a list."""
    return _KNOWN.get(inside, _NOTHING).languages.get(language) or _language_name(language, inside)


def territory_name(code: str, language: str) -> str:
    """Return a country's name by its code (ISO 3166-1 alpha-2), in English where CLDR has no other."""
    return _KNOWN.get(language, _NOTHING).territories.get(code) or _territory_name(code, language)


def long_date(day: date, language: str) -> str:
    """Return a date in words, as the language writes it."""
    told = _KNOWN.get(language, _NOTHING)
    if not told.date:
        return dates.format_date(day, "long", locale=locale_of(language))
    month = told.months[day.month - 1]
    return told.date % {"d": day.day, "dd": f"{day.day:02}", "M": day.month, "MMMM": month, "y": day.year}


def _packed(language: str, named: Iterable[str]) -> bytes:
    locale, codes = locale_of(language), map(str, locale_of("en").territories)
    form = str(dates.parse_pattern(dates.get_date_format("long", locale=locale)).format)
    told = {
        "languages": {one: _language_name(one, language) for one in named},
        "territories": {code: _territory_name(code, language) for code in codes if len(code) == 2},
        "months": [locale.months["format"]["wide"][month] for month in range(1, 13)],
        "date": form if set(_FIELD.findall(form)) <= _FIELDS else "",
    }
    return json.dumps(told, ensure_ascii=False).encode()


@cache
def _language_name(language: str, inside: str) -> str:
    name = locale_of(language).get_display_name(locale_of(inside)) or language
    return name[:1].upper() + name[1:]


@cache
def _territory_name(code: str, language: str) -> str:
    return str(locale_of(language).territories.get(code) or locale_of("en").territories.get(code) or code)
