"""Quick: pages are those that Jinja2's own environments make."""

from typing import Any

import jinja2
import pytest
from jinja2 import sandbox
from markupsafe import Markup

from kawat.publish.quick import Environment, Sandbox

TEXTS = ("Biasa", "<b> & \"'", "", Markup("<i>&amp;</i>"), 7, None, True, 1.5, ("a", "<"))
TEMPLATES = {
    "value.html": "{% for one in values %}[{{ one }}|{{ one ~ '<' }}]{% endfor %}",
    "set.html": "{% set part %}<p>{{ values[1] }}</p>{% endset %}{{ part }}{{ part|upper }}{{ part|length }}",
    "macro.html": "{% macro m(a, b='<') %}<i>{{ a }}{{ b }}{{ varargs|join }}{{ kwargs|dictsort }}</i>{% endmacro %}"
    "{{ m(values[1]) }}{{ m('x', b='&') }}{{ m(1, 2, '<', c='>') }}{{ m('<')|length }}",
    "caller.html": "{% macro around() %}<p>{{ caller('<') }}</p>{% endmacro %}"
    "{% call(one) around() %}{{ one }}{% endcall %}",
    "bare.html": "{% autoescape false %}{{ values[1] }}{% macro m() %}{{ values[1] }}{% endmacro %}{{ m() }}"
    "{% endautoescape %}{% filter upper %}{{ values[1] }}{% endfilter %}",
    "base.html": "{% block a %}{{ values[1] }}{% endblock %}{% include 'value.html' %}{{ self.a() }}",
    "child.html": "{% extends 'base.html' %}{% import 'parts.html' as ui %}{% block a %}{{ super() }}{{ ui.m('<') }}"
    "{{ plain('<') }}{{ context() }}{% endblock %}",
    "parts.html": "{% macro m(a) %}{{ plain(a) }}{% endmacro %}",
}


@jinja2.pass_context
def context(context: Any) -> str:
    return f"<{context['values'][0]}>"


def made(kind: type[jinja2.Environment], name: str) -> str:
    environment = kind(autoescape=True, loader=jinja2.DictLoader(TEMPLATES), undefined=jinja2.StrictUndefined)
    environment.globals |= {"plain": lambda words: f"{words}!", "context": context}
    return environment.get_template(name).render(values=TEXTS)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_page_is_the_one_that_jinja_makes(name: str) -> None:
    assert made(Environment, name) == made(jinja2.Environment, name)
    assert made(Sandbox, name) == made(sandbox.ImmutableSandboxedEnvironment, name)


@pytest.mark.parametrize("template", ["{{ f.__globals__ }}", "{{ values.append(1) }}", "{{ ''.format_map({}).x }}"])
def test_the_sandbox_forbids_what_jinjas_forbids(template: str) -> None:
    for kind in (Sandbox, sandbox.ImmutableSandboxedEnvironment):
        environment = kind(autoescape=True, undefined=jinja2.StrictUndefined)
        with pytest.raises((jinja2.exceptions.SecurityError, jinja2.UndefinedError)) as found:
            environment.from_string(template).render(values=[], f=made)
        assert found.type is (jinja2.UndefinedError if ".x" in template else jinja2.exceptions.SecurityError)
