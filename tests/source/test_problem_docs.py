"""The page of problems and the two catalogues behind it."""

import runpy
import string

import pytest
from conftest import PROJECT
from selectolax.lexbor import LexborHTMLParser

from kawat.messages import MESSAGES, hint, is_error, sentence
from kawat.problems import problem
from kawat.source.markdown import commonmark

MAKE = runpy.run_path(f"{PROJECT}/docs/make_problems.py")
PAGE = PROJECT / "docs/problems.md"


def parameters(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_page_is_what_the_catalogue_makes_of_it() -> None:
    assert PAGE.read_text("utf-8") == MAKE["page"](), "run python docs/make_problems.py"


def test_every_code_has_one_row_of_four_cells() -> None:
    rows = LexborHTMLParser(commonmark(PAGE.read_text("utf-8"))).css("tbody tr")
    cells = [[cell.text().strip() for cell in row.css("td")] for row in rows]
    assert [row[0] for row in cells] == sorted(MESSAGES)
    assert all(len(row) == 4 and all(row) for row in cells)
    assert {row[0] for row in cells if row[1].startswith("warning")} == {
        code for code, one in MESSAGES.items() if one.severity == "warning"
    }


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_code_says_the_same_in_both_languages(code: str) -> None:
    one = MESSAGES[code]
    for en, id in ((one.en, one.id), (one.hint_en, one.hint_id)):
        assert parameters(en) == {name.removesuffix("_id") for name in parameters(id)}
    assert one.severity in ("error", "warning") and one.en != one.id and one.hint_en and one.hint_id


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_problem_is_said_with_its_parameters(code: str) -> None:
    one = MESSAGES[code]
    names = parameters(one.en + one.id + one.hint_en + one.hint_id)
    found = problem(code, "a.md", **{name: f"<{name}>" for name in names})
    for language in ("en", "id"):
        assert "{" not in sentence(found, language) + hint(found, language)
    assert is_error(found) == (one.severity == "error")


def test_a_suggestion_is_the_likelier_mend() -> None:
    found = problem("K012", "a.md", value="osakka", suggestion="osaka")
    assert (hint(found), hint(found, "id")) == ('did you mean "osaka"?', 'maksud Anda "osaka"?')
    assert sentence(found, "id") == 'situs "osakka" tidak dikenal'
