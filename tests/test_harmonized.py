"""The chapters of the Harmonized System."""

from kawat.harmonized import CHAPTERS, chapter


def test_there_are_97_chapters_of_which_one_is_reserved() -> None:
    assert list(CHAPTERS) == [f"{number:02}" for number in range(1, 98) if number != 77]


def test_every_chapter_has_its_own_title_in_both_languages() -> None:
    for language in ("id", "en"):
        titles = [dict(names)[language] for names in CHAPTERS.values()]
        assert len({title.casefold() for title in titles}) == 96 and all(titles)


def test_a_code_lies_in_the_chapter_that_it_begins_with() -> None:
    assert [chapter(code) for code in ("0901", "09", "940360", "7701", "98")] == ["09", "09", "94", "", ""]
