"""CLDR: what was taken out of Babel says the same as Babel."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from babel import dates
from babel.localedata import locale_identifiers

from kawat import cldr

LANGUAGES = sorted({one.partition("_")[0] for one in locale_identifiers()} - {"root"})
NAMED = ("id", "en", "ar", "pt-BR", "zh-Hant", "xx")
ZONES = ("Asia/Tokyo", "America/New_York", "Asia/Kolkata", "Asia/Dili", "Europe/London", "America/Havana")
MOMENTS = [datetime(2025, month, 9, 12, tzinfo=ZoneInfo(zone)) for zone in ZONES for month in (2, 8)]
DAYS = [date(2026, month, 29 - 2 * month) for month in range(1, 13)]


@pytest.fixture(autouse=True)
def nothing_told(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(cldr, "_KNOWN", {})
    yield


def said(language: str) -> list[str]:
    """What pages may say in a language."""
    named = [cldr.language_name(one, language) for one in NAMED]
    lands = [cldr.territory_name(one, language) for one in ("ID", "TL", "GB", "QQ")]
    clocks = [cldr.clock_name(moment, language) for moment in MOMENTS]
    return [*named, *lands, *clocks, *(cldr.long_date(day, language) for day in DAYS)]


def test_who_was_told_the_words_of_a_language_says_what_babel_does() -> None:
    assert len(LANGUAGES) > 200
    for language in LANGUAGES:
        asked = said(language)
        assert asked[-len(DAYS) :] == [dates.format_date(day, "long", locale=cldr.locale_of(language)) for day in DAYS]
        cldr.know(language, *cldr.words([language], NAMED, ZONES))
        assert cldr.is_known(language) and said(language) == asked


def test_who_was_told_words_asks_babel_for_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for language in ("id", "ja", "ar", "my"):
        cldr.know(language, *cldr.words([language], NAMED, ZONES))

    def refuse(*of: object) -> None:
        raise AssertionError(f"Babel was asked for {of}")

    for name in ("locale_of", "_language_name", "_territory_name", "_clock_name"):
        monkeypatch.setattr(cldr, name, refuse)
    assert cldr.language_name("ar", "id") == "Arab" and cldr.territory_name("ID", "ja") == "インドネシア"
    assert cldr.long_date(date(2026, 1, 5), "id") == "5 Januari 2026"
    assert cldr.long_date(date(2026, 1, 5), "ja") == "2026年1月5日"
    assert [cldr.clock_name(one, "id") for one in MOMENTS[:4]] == ["GMT+9", "GMT+9", "EST", "EDT"]
    for ask in (cldr.language_name, cldr.territory_name):
        with pytest.raises(AssertionError, match="Babel"):
            ask("fr", "id")
    with pytest.raises(AssertionError, match="Babel"):
        cldr.clock_name(datetime(1990, 1, 1, tzinfo=ZoneInfo("Asia/Dili")), "id")


def test_languages_and_countries_have_names_in_the_language_of_the_page() -> None:
    assert cldr.language_name("ar", "id") == "Arab" and cldr.language_name("fr", "fr") == "Français"
    assert cldr.language_name("zh-Hant", "en") == "Chinese (Traditional)"
    assert cldr.territory_name("TL", "id") == "Timor Leste" and cldr.territory_name("QQ", "id") == "QQ"
