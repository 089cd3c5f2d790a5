"""Codes: what is said of languages, countries and places is what CLDR says."""

from babel import Locale
from babel.localedata import locale_identifiers

from kawat import codes


def test_text_runs_as_cldr_says_in_each_language_and_script() -> None:
    known = [one for one in locale_identifiers() if one != "root" and len(one.rpartition("_")[2]) > 2]
    assert len(known) > 200
    said = {one: Locale.parse(one).text_direction for one in known} | {"mn_Mong": "ltr"}  # HTML has no top to bottom
    assert {one: codes.direction(one.replace("_", "-")) for one in known} == said
    assert [codes.direction(one) for one in ("ar", "fa", "uz-AF", "uz", "id", "ja")] == ["rtl"] * 3 + ["ltr"] * 3
