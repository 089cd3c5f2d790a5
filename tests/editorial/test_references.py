"""References: what a text names must exist, in the network and in its folder."""

import pytest
from catalogues import png, world
from conftest import text

from kawat import codes
from kawat.editorial import references
from kawat.model import Kind, Place
from kawat.problems import Problem, problem

FOLDER = "content/tokyo/news/2026/festival/"
STORY = FOLDER + "index.id.md"


def found(**fields: str) -> list[tuple[str, int, int, dict[str, str]]]:
    problems = world({STORY: text(**fields), FOLDER + "panggung.png": png()}).problems
    return [(one.code, one.line, one.column, dict(one.about)) for one in problems]


@pytest.mark.parametrize(
    ("name", "typed", "code", "column", "about"),
    [
        ("topics", "[budayaa]", "K013", 10, {"value": "budayaa", "suggestion": "budaya"}),
        ("countries", "[jp]", "K014", 13, {"value": "jp", "suggestion": "JP"}),
        ("provinces", "[ID-JX]", "K015", 13, {"value": "ID-JX", "suggestion": "ID-JI"}),
        ("cities", "[surabya]", "K016", 10, {"value": "surabya", "suggestion": "surabaya"}),
        ("crosspost", "{to: [osakka]}", "K012", 18, {"value": "osakka", "suggestion": "osaka"}),
        ("crosspost", '{to: ["region:eastasia"]}', "K017", 18, {"value": "eastasia", "suggestion": "east-asia"}),
        ("crosspost", '{to: ["topic:ekonomy"]}', "K013", 18, {"value": "ekonomy", "suggestion": "ekonomi"}),
        ("crosspost", '{to: ["kind:embasy"]}', "K018", 18, {"value": "embasy", "suggestion": "embassy"}),
        ("crosspost", "{override: {osakka: {title: T}}}", "K012", 24, {"value": "osakka", "suggestion": "osaka"}),
        ("topics", "[zzz]", "K013", 10, {"value": "zzz"}),
    ],
)
def test_a_word_that_is_not_declared_is_shown_with_the_likely_one(
    name: str, typed: str, code: str, column: int, about: dict[str, str]
) -> None:
    assert found(**{name: typed}) == [(code, 4, column, about)]


def test_a_file_that_is_not_there_is_shown_with_the_likely_one() -> None:
    about = {"folder": FOLDER[:-1], "suggestion": "panggung.png", "value": "pangung.png"}
    assert found(image="pangung.png", image_alt="A") == [("K043", 4, 8, about)]


def test_a_picture_in_the_body_must_be_there_too() -> None:
    assert [one[:3] for one in found(body="![Panggung](tidak-ada.png)")] == [("K043", 6, 13)]
    assert found(body="![Panggung](panggung.png)") == []


def test_a_file_that_cannot_be_used_is_complained_of_where_it_is_named() -> None:
    fault = problem("K044", FOLDER + "rusak.png", value="rusak.png", wanted="a picture", known="…")
    edition = world({STORY: text(image="panggung.png", image_alt="A"), FOLDER + "panggung.png": png()}).article().lead
    known = codes.vocabulary(world({}).registry)
    said: list[Problem] = references.check(edition, known, {}, {FOLDER + "panggung.png": fault})
    assert [(one.code, one.file, one.line, one.column) for one in said] == [("K044", STORY, 4, 8)]


def test_a_file_that_no_text_names_is_told_of() -> None:
    files = {STORY: text(image="a.png", image_alt="A", body="![B](./b.png) [D](d.pdf)")}
    beside = {FOLDER + name: png() for name in ("a.png", "b.png")} | {FOLDER + "d.pdf": b"%PDF-1.7"}
    editions = world({**files, **beside}).article().editions
    said = references.unused(editions, (), [*beside, FOLDER + "e.png"])
    assert [(one.code, one.file) for one in said] == [("K063", FOLDER + "e.png")]


def test_beside_a_broken_text_no_file_is_judged() -> None:
    place = Place(STORY, "tokyo", Kind.NEWS, 2026, "festival", "id")
    assert references.unused((), (place,), [FOLDER + "e.png"]) == []
