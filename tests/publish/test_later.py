"""Later: what a view does not show is not worked out."""

import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, replace

import jinja2
import pytest

from kawat.publish.later import View, later
from kawat.publish.templating import Press, Theme


@dataclass(frozen=True, slots=True)
class Page(View):
    title: str
    links: tuple[str, ...] = ()


def counted(value: tuple[str, ...]) -> tuple[Page, list[str]]:
    """A page whose links are worked out later, and how often they were."""
    asked: list[str] = []

    def find() -> tuple[str, ...]:
        asked.append("links")
        return value

    return Page("Judul", later(find)), asked


def shown(template: str, page: Page) -> str:
    return Press(Theme({"a.html": template}, {}, {})).render("a.html", page, "id")


def test_a_field_is_worked_out_when_a_template_asks_for_it_and_only_once() -> None:
    page, asked = counted(("a", "b"))
    assert (shown("{{ view.title }}", page), asked) == ("Judul", [])
    assert (shown("{{ view.links|join }}{{ view.links|length }}", page), asked) == ("ab2", ["links"])


def test_it_is_the_same_view_as_one_whose_fields_were_all_given_at_once() -> None:
    whole = Page("Judul", ("a",))
    for like in (lambda page: page, lambda page: pickle.loads(pickle.dumps(page)), lambda page: replace(page)):
        made: Page = like(counted(("a",))[0])
        assert (made, hash(made), repr(made)) == (whole, hash(whole), "Page(title='Judul', links=('a',))")


def test_it_is_frozen_all_the_same() -> None:
    page, asked = counted(("a",))
    with pytest.raises(FrozenInstanceError):
        page.links = ()  # type: ignore[misc]
    assert asked == []


def test_a_name_that_is_no_field_is_still_an_error_of_the_template() -> None:
    page, asked = counted(())
    with pytest.raises(jinja2.UndefinedError, match="has no attribute 'lnks'"):
        shown("{{ view.lnks }}", page)
    assert shown("{{ view.of is defined }}", page) == "False"
    assert asked == []


def _missing() -> tuple[str, ...]:
    return Page("x").nothing  # type: ignore[attr-defined,no-any-return]


def _wrong() -> tuple[str, ...]:
    raise LookupError("nothing there")


@pytest.mark.parametrize(
    ("find", "error", "words"),
    [(_missing, RuntimeError, "Page.links: Page has no field nothing"), (_wrong, LookupError, "nothing there")],
)
def test_a_mistake_in_working_it_out_is_never_taken_for_a_field_that_is_not_there(
    find: Callable[[], tuple[str, ...]], error: type[Exception], words: str
) -> None:
    for _ in range(2):
        with pytest.raises(error, match=words):
            shown("{% if view.links is defined %}{{ view.links }}{% endif %}", Page("x", later(find)))


def test_a_view_that_was_never_made_whole_has_no_fields() -> None:
    assert not hasattr(object.__new__(Page), "links")
