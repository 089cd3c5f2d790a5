"""What is planned: everything, or what may be other because of stories that came or were amended."""

from catalogues import world
from conftest import text

from kawat.model import Kind
from kawat.publish import scope
from kawat.publish.paging import Paged

STORIES = {
    "content/tokyo/news/2025/lama/index.id.md": text("Lama", "2025-10-01 09:00", topics="[budaya]"),
    "content/cairo/press/2026/siaran/index.id.md": text("Siaran", "2026-10-01 09:00", crosspost="{to: [tokyo]}"),
    "content/tokyo/news/2026/baru/index.id.md": text(
        "Baru", "2026-11-01 09:00", topics="[ekonomi]", provinces="[ID-JI]", crosspost="{to: [osaka]}"
    ),
}
NEW = "tokyo/news/2026/baru"


def test_everything_is_all_sites_kinds_years_codes_and_pages() -> None:
    desk = world(STORIES).desk()
    found = scope.everything(desk)
    assert [one.article.id for one in found.homes] == ["tokyo/news/2025/lama", "cairo/press/2026/siaran", NEW]
    assert found.sites == tuple(desk.catalogue.sites.values())
    assert tuple(found.kinds(desk.site("cairo"))) == tuple(Kind)
    assert (list(found.years([2025, 2026])), list(found.codes("topics", ["a"]))) == ([2025, 2026], ["a"])
    assert list(found.pages(Paged(100), ())) == [0, 1, 2, 3, 4]


def test_of_a_story_that_came_it_is_what_it_enters_and_the_newest_pages() -> None:
    desk = world(STORIES).desk()
    found = scope.of_changes(desk, [NEW], {})
    assert [(one.article.id, one.site.code) for one in found.shown] == [(NEW, "tokyo"), (NEW, "osaka")]
    assert [one.code for one in found.sites] == [code for code in desk.catalogue.sites if code in ("tokyo", "osaka")]
    assert found.subjects == {
        ("topics", "ekonomi"),
        ("provinces", "id-ji"),
        ("countries", "jp"),
        ("regions", "east-asia"),
    }
    assert set(found.kinds(desk.site("tokyo"))) == {Kind.NEWS}
    assert (set(found.years([2025, 2026])), found.codes("topics", ["budaya", "ekonomi"])) == ({2026}, ["ekonomi"])
    assert list(found.pages(Paged(100), ())) == [0, 3, 4] and list(found.pages(Paged(20), ())) == [0]


def test_of_a_story_that_was_amended_it_is_where_it_stands_and_what_leads_to_it() -> None:
    desk = world(STORIES).desk()
    press, *_ = desk.catalogue.by_kind["tokyo", Kind.PRESS]
    (cairo,) = desk.catalogue.by_kind["cairo", Kind.PRESS]
    found = scope.of_changes(desk, [], {cairo.article.id: True, NEW: False}, [("tokyo", "news", "id")], [NEW])
    assert [(one.article.id, one.site.code) for one in found.later] == [(NEW, "tokyo"), (NEW, "osaka")]
    assert {one.article.id for one in found.homes} == {cairo.article.id, NEW}
    assert {one.code for one in found.sites} == {"tokyo", "cairo"}
    assert found.subjects == {("countries", "eg"), ("regions", "middle-east")}
    stories = [*desk.catalogue.homes[:1]] * 45 + [press] + [*desk.catalogue.homes[:1]] * 54
    assert [list(found.pages(Paged(100), some)) for some in (stories, stories[:45], stories[45:])] == [[3], [], [1]]
    links = scope.of_changes(desk, [], {NEW: False})
    assert (links.sites, links.subjects, len(links.shown), links.pages(Paged(100), stories)) == ((), set(), 2, [])
