"""The workshop: what it is made of is made once."""

from dataclasses import replace

from conftest import PROJECT

from kawat import settings, theming
from kawat.publish.shelf import Memory
from kawat.workshop import press_of


def test_one_press_serves_all_builds_of_a_process_until_theme_settings_or_trust_change() -> None:
    heeded = settings.from_file(str(PROJECT / "pelicanconf.py"))
    theme = dict(theming.read(heeded, str(PROJECT)))
    shelf = Memory()
    first = press_of(heeded, theme, True, shelf)
    assert press_of(heeded, dict(theme), True, shelf) is first
    edited = {**theme, "templates/article.html": theme["templates/article.html"] + b" "}
    for other in (
        press_of(heeded, edited, True, shelf),
        press_of(heeded, theme, False, shelf),
        press_of(replace(heeded, jinja_environment={"keep_trailing_newline": True}), theme, True, shelf),
    ):
        assert other is not first
    assert press_of(heeded, theme, True, shelf) is not first, "only the last is kept"


def test_it_keeps_what_it_compiles_on_the_shelf_of_the_build_that_it_works_for() -> None:
    heeded = settings.from_file(str(PROJECT / "pelicanconf.py"))
    theme = dict(theming.read(heeded, str(PROJECT)))
    one, other = Memory(), Memory()
    press_of(heeded, theme, True, one).speaks("ja")
    press_of(heeded, theme, True, other).say("News", "ja")
    assert (len(one), len(other)) == (0, 1)


def test_a_press_without_a_shelf_is_not_touched_by_later_builds() -> None:
    heeded = settings.from_file(str(PROJECT / "pelicanconf.py"))
    theme = dict(theming.read(heeded, str(PROJECT)))
    own = press_of(heeded, theme, True)
    press_of(heeded, theme, True, later := Memory())
    own.closure("article.html", "id")
    own.say("News", "ja")
    assert (own.shelf is later, len(later)) == (False, 0)
