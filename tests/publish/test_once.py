"""Once: a part of a template is rendered once for each value of what it shows."""

import jinja2
import pytest

from kawat.publish.once import Once


def environment(**templates: str) -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.DictLoader(templates), extensions=[Once], autoescape=True)


class Counted:
    """A value that notes how often it was written."""

    written = 0

    def __str__(self) -> str:
        self.written += 1
        return "<1>"


def test_a_part_is_rendered_once_for_each_value_and_escaped_as_ever() -> None:
    page = environment(page="{% once one, two %}{{ one }} {{ two }}{% endonce %}|").get_template("page")
    one = Counted()
    assert [page.render(one=one, two=two) for two in "aab"] == ["&lt;1&gt; a|", "&lt;1&gt; a|", "&lt;1&gt; b|"]
    assert one.written == 2


def test_two_parts_with_the_same_value_are_not_confused_within_or_between_templates() -> None:
    two = "{% once x %}a{{ x }}{% endonce %}\n{% once x %}b{{ x }}{% endonce %}"
    made = environment(one=two, other=two.replace("a{", "c{"))
    assert made.get_template("one").render(x=1) == "a1\nb1"
    assert made.get_template("other").render(x=1) == "c1\nb1"


def test_more_parts_than_are_kept_are_rendered_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kawat.publish.once._MOST", 2)
    page = environment(page="{% once x %}{{ x }}{% endonce %}").get_template("page")
    assert [page.render(x=x) for x in "abcabc"] == list("abcabc")


def test_what_it_sets_itself_and_macros_that_it_calls_need_no_name() -> None:
    macro = "{% macro b(x) %}<b>{{ x }}</b>{% endmacro %}"
    text = "{% once all %}{% for x in all %}{{ b(x) }}{% endfor %}{% endonce %}"
    assert environment(page=macro + text).get_template("page").render(all=("1", "2")) == "<b>1</b><b>2</b>"


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("{% once one %}{{ one }}{{ two }}{% endonce %}", "two"),
        ("{% once one %}{{ view.of() }}{% endonce %}", "view"),
        ("{% once one %}{% if two and three %}{{ one }}{% endif %}{% endonce %}", "three, two"),
    ],
)
def test_what_is_used_but_not_named_is_an_error_of_the_template(text: str, foreign: str) -> None:
    with pytest.raises(jinja2.TemplateSyntaxError, match=f"^once: {foreign} is used but not named$"):
        environment(page=text).get_template("page")
