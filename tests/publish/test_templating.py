"""Templates: a theme becomes pages in any language, and knows when its look changed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import jinja2
import pytest

from kawat.problems import UsageError
from kawat.publish.shelf import Memory
from kawat.publish.templating import Press, Theme

INDONESIAN = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Topics"\nmsgstr "Topik"\n'


@dataclass(frozen=True)
class View:
    """What the templates below may show."""

    title: str = "Judul & <b>"
    when: datetime = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


def press(templates: dict[str, str], trusted: bool = True, **catalogues: str) -> Press:
    encoded = {language: words.encode() for language, words in catalogues.items()}
    return Press(Theme(templates, encoded, {}, trusted))


def render(template: str, language: str = "id", **catalogues: str) -> str:
    return press({"a.html": template}, **catalogues).render("a.html", View(), language)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ view.title }}", "Judul &amp; &lt;b&gt;"),
        ("{{ view.when|day('Asia/Tokyo') }}", "21 November 2026"),
        ("{{ view.when|day('America/New_York') }}", "20 November 2026"),
        ("{{ view.when|moment('Asia/Jakarta') }}", "21 November 2026, 06:30 WIB"),
        ("{{ view.when|elsewhere('Asia/Jakarta', 'Asia/Makassar') }}", "06:30 WIB"),
        ("{{ view.when|elsewhere('Asia/Jakarta', 'Asia/Bangkok') }}", ""),
        ("{{ view.when|elsewhere('Asia/Jakarta', 'Europe/London') }}", "21 November 2026, 06:30 WIB"),
        ("{{ view.when|iso }}", "2026-11-20T23:30:00Z"),
        ("{{ 65|clock }} {{ 3723|clock }} {{ 5|clock }}", "1:05 1:02:03 0:05"),
        ("{{ 1234567|megabytes }}", "1.2 MB"),
        ("{{ 'a<b\\nc'|lines }}", "a&lt;b<br>c"),
        ("{{ 'topics'|label('terms') }}", "Topik"),
        ("{{ 2|label('level') }}", "Level 2: take extra care"),
        ("{{ 'sesuatu'|label('kind') }}", "sesuatu"),
        ("{{ _('Topics') }} {{ gettext('Nothing') }}", "Topik Nothing"),
    ],
)
def test_a_template_speaks_the_language_of_the_page(template: str, expected: str) -> None:
    assert render(template, id=INDONESIAN) == expected


def test_a_language_without_words_of_its_own_speaks_english_but_writes_dates_its_way() -> None:
    assert render("{{ view.when|day('Asia/Tokyo') }} {{ _('Topics') }}", "ja", id=INDONESIAN) == "2026年11月21日 Topics"


def test_arabic_has_its_own_comma() -> None:
    assert render("{{ view.when|moment('Asia/Riyadh') }}", "ar") == "21 نوفمبر 2026، 02:30 GMT+3"


def test_the_theme_speaks_english_and_the_languages_of_its_catalogues() -> None:
    made = press({}, id=INDONESIAN)
    assert [made.speaks(language) for language in ("en", "id", "ja")] == [True, True, False]


@pytest.mark.parametrize(
    "template", ["{{ view.nothing }}", "{{ nothing }}", "{{ range(3) }}", "{{ view.title.nothing }}"]
)
def test_nothing_is_in_scope_but_the_view(template: str) -> None:
    with pytest.raises(jinja2.UndefinedError):
        render(template)


def test_a_foreign_theme_is_not_trusted_with_code() -> None:
    reach = "{{ view.__class__.__mro__[1].__subclasses__() }}"
    with pytest.raises(jinja2.exceptions.SecurityError):
        press({"a.html": reach}, trusted=False).render("a.html", View(), "id")


def test_settings_may_change_jinja_but_never_switch_escaping_off() -> None:
    made = Press(Theme({"a.html": "{{ view.title }}"}, {}, {}), {"autoescape": False}, {"loud": str.upper})
    assert made.render("a.html", View(), "en") == "Judul &amp; &lt;b&gt;"
    loud = Press(Theme({"a.html": "{{ view.title|loud }}"}, {}, {}), filters={"loud": str.upper})
    assert loud.render("a.html", View(), "en") == "JUDUL &amp; &lt;B&gt;"


def test_compiled_templates_may_be_shared_between_languages(tmp_path: Path) -> None:
    """A bytecode cache, which Pelican's JINJA_ENVIRONMENT may bring, holds no language's words."""
    theme = Theme({"a.html": "{{ 'topics'|label('terms') }}"}, {"id": INDONESIAN.encode()}, {})
    made = Press(theme, {"bytecode_cache": jinja2.FileSystemBytecodeCache(str(tmp_path))})
    assert [made.render("a.html", View(), language) for language in ("id", "en", "id")] == ["Topik", "Topics", "Topik"]


# ---------------------------------------------------------------- closures

THEME = {
    "base.html": "{% block main %}{% endblock %}",
    "parts.html": "{% macro a() %}a{% endmacro %}",
    "page.html": '{% extends "base.html" %}{% import "parts.html" as ui %}',
    "other.html": "other",
}


@pytest.mark.parametrize(
    ("name", "touched"), [("base.html", True), ("parts.html", True), ("page.html", True), ("other.html", False)]
)
def test_a_closure_changes_with_every_template_that_it_reaches_and_no_other(name: str, touched: bool) -> None:
    before = press(THEME).closure("page.html", "id")
    after = press({**THEME, name: THEME[name] + " "}).closure("page.html", "id")
    assert (before != after) == touched


def test_a_closure_changes_with_its_own_languages_catalogue_only() -> None:
    before, after = press(THEME, id=INDONESIAN), press(THEME, id=INDONESIAN.replace("Topik", "Tema"))
    assert before.closure("page.html", "id") != after.closure("page.html", "id")
    assert before.closure("page.html", "ja") == after.closure("page.html", "ja")


@pytest.mark.parametrize(
    ("templates", "message"),
    [
        ({}, "theme: there is no template page.html"),
        ({"page.html": '{% include "x.html" %}'}, "theme: there is no template x.html, which page.html asks for"),
        (
            {"page.html": '{% include "b.html" %}', "b.html": '{% extends "page.html" %}'},
            "theme: page.html -> b.html -> page.html is a circle",
        ),
        (
            {"page.html": "a\n{% if %}"},
            "theme/templates/page.html:2: Expected an expression, got 'end of statement block'",
        ),
    ],
)
def test_a_broken_theme_is_named_before_anything_is_rendered(templates: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as error:
        press(templates).closure("page.html", "id")
    assert str(error.value) == message


def test_a_catalogue_is_compiled_once_and_kept_for_later_builds() -> None:
    kept, javanese = Memory(), INDONESIAN.replace("Topik", "Perkara").encode()
    theme = Theme({}, {"id": INDONESIAN.encode(), "jv": javanese}, {})
    assert [Press(theme, shelf=kept).say("Topics", one) for one in ("id", "jv", "id")] == ["Topik", "Perkara", "Topik"]
    first, second = kept
    kept[first] = kept[second]  # what is kept is what is taken
    assert Press(theme, shelf=kept).say("Topics", "id") == "Perkara"
