"""CLDR: what languages, countries and time zones are called, and dates in words, as Babel knows them.

Before Babel says the first word in a language it reads a megabyte, which takes as long as to render fifty pages, and
each process that asks reads it again.  What pages show of it are some kilobytes.  So these are taken out (`words`) to
be kept, and told to a process before it forks others (`know`); whatever was not told is asked of Babel, which is not
even imported before.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import field
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from .patterns import pattern
from .records import dataclass

if TYPE_CHECKING:
    from babel import Locale

__all__ = [
    "clock_name",
    "is_known",
    "know",
    "language_name",
    "likely_subtags",
    "locale_of",
    "long_date",
    "territory_name",
    "words",
]

_FIELD = pattern(r"%\((\w+)\)s")
_FIELDS = frozenset(("d", "dd", "M", "MMMM", "y"))
"""Fields of a long date that are told here (UTS 35, part 4, "Date Field Symbol Table"); few languages have others."""

_YEAR = 2026
"""Clocks are told as they are in winter and summer of this year; those of other times are asked of Babel."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What was told of a language.

    Attributes:
        likely: see `likely_subtags`.
        languages, territories: their names, by code.
        months: their names within a date, from January.
        date: a long date as a format of `str`; empty where Babel has to be asked.
        zones: short names of time zones, by what `_clock` tells of them.
    """

    likely: tuple[str, str, str] = ("", "", "")
    languages: dict[str, str] = field(default_factory=dict)
    territories: dict[str, str] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    date: str = ""
    zones: dict[str, str] = field(default_factory=dict)


_KNOWN: dict[str, _Words] = {}
_NOTHING = _Words()
_CLOCKS: dict[tuple[str, str], str] = {}


@cache
def locale_of(language: str) -> "Locale":
    """Return CLDR's locale of a BCP 47 language; of an unknown one, that of English."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def words(languages: Iterable[str], named: Collection[str], zones: Collection[str]) -> list[bytes]:
    """Return what pages show in each of some languages, for `know`.

    Args:
        named: languages whose names are shown.
        zones: IANA time zones, likewise.
    """
    return [_packed(one, named, zones) for one in languages]


def know(language: str, told: bytes) -> None:
    """Let this process, and those that it forks, know what `words` returned of a language."""
    words = json.loads(told)
    _KNOWN[language] = _Words(**{**words, "likely": tuple(words["likely"])})


def is_known(language: str) -> bool:
    """Return whether it was told what pages show in a language."""
    return language in _KNOWN


def likely_subtags(language: str) -> tuple[str, str, str]:
    """Return language, script (ISO 15924) and territory (ISO 3166-1 alpha-2) of a BCP 47 language; "" for none.

    Source: UTS 35, "Likely Subtags".
    """
    return _KNOWN[language].likely if language in _KNOWN else _likely_subtags(language)


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
        from babel import dates

        return dates.format_date(day, "long", locale=locale_of(language))
    month = told.months[day.month - 1]
    return told.date % {"d": day.day, "dd": f"{day.day:02}", "M": day.month, "MMMM": month, "y": day.year}


def clock_name(moment: datetime, language: str) -> str:
    """Return the short name of the zone of a moment in a language, else as GMT+9."""
    clock = _clock(moment)
    return _KNOWN.get(language, _NOTHING).zones.get(clock) or _clock_name(clock, moment, language)


def _packed(language: str, named: Iterable[str], zones: Iterable[str]) -> bytes:
    from babel import dates

    locale, codes = locale_of(language), map(str, locale_of("en").territories)
    form = str(dates.parse_pattern(dates.get_date_format("long", locale=locale)).format)
    moments = [datetime(_YEAR, month, 1, tzinfo=ZoneInfo(zone)) for zone in zones for month in (1, 7)]
    told = {
        "likely": _likely_subtags(language),
        "languages": {one: _language_name(one, language) for one in named},
        "territories": {code: _territory_name(code, language) for code in codes if len(code) == 2},
        "months": [locale.months["format"]["wide"][month] for month in range(1, 13)],
        "date": form if set(_FIELD.findall(form)) <= _FIELDS else "",
        "zones": {_clock(moment): clock_name(moment, language) for moment in moments},
    }
    return json.dumps(told, ensure_ascii=False).encode()


@cache
def _likely_subtags(language: str) -> tuple[str, str, str]:
    from babel.core import get_global

    locale, likely = locale_of(language), get_global("likely_subtags")
    told = (locale.language, locale.script, locale.territory)
    names = ("_".join(filter(None, some)) for some in (told, (told[0], told[2]), told[:1]))
    found = next((likely[name] for name in names if name in likely), "").split("_")[1:]
    script = next((tag for tag in found if len(tag) == 4), "")
    return told[0], told[1] or script, told[2] or next((tag for tag in found if len(tag) == 2), "")


@cache
def _language_name(language: str, inside: str) -> str:
    name = locale_of(language).get_display_name(locale_of(inside)) or language
    return name[:1].upper() + name[1:]


@cache
def _territory_name(code: str, language: str) -> str:
    return str(locale_of(language).territories.get(code) or locale_of("en").territories.get(code) or code)


def _clock_name(clock: str, moment: datetime, language: str) -> str:
    if (clock, language) not in _CLOCKS:
        from babel import dates

        name = dates.format_time(moment, "z", tzinfo=moment.tzinfo, locale=locale_of(language))
        _CLOCKS[clock, language] = name if name[:1].isalpha() else _offset(moment)
    return _CLOCKS[clock, language]


def _clock(moment: datetime) -> str:
    """All that the name of a zone depends on."""
    return f"{moment.tzinfo} {moment.utcoffset()} {moment.dst()}"


def _offset(moment: datetime) -> str:
    """GMT+9, GMT-3:30: as people write it, without padding."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return "GMT" if not minutes else f"GMT{sign}{hours}" + (f":{rest:02}" if rest else "")
