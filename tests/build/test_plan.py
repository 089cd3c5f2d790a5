"""The plan: outputs lie in a file, and come out of it as they went in."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kawat.build.plan import Each, Planned, Some, divided
from kawat.model import Output


def output(path: str) -> Output:
    return Output(path, "article", ("tokyo", "x"), "template=1 edition=2", "tokyo", ("content/x.md",))


def planned(folder: Path, *paths: str) -> Planned:
    plan = Planned(str(folder))
    plan.add(map(output, paths))
    return plan


@pytest.mark.parametrize(
    "one",
    [
        Output("sitemap.xml", "sitemap_index", (), "sites=1", "portal"),
        Output("日本/é.png", "card", ("Judul\n\0“baru”\ud800", "", "\1"), "words=1 text=2", "", ("a.md", "b.md")),
        Output("feeds/news.xml", "feed", ("a", ""), "items=1", "a", (), datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)),
    ],
)
def test_an_output_comes_out_as_it_went_in(tmp_path: Path, one: Output) -> None:
    plan = Planned(str(tmp_path))
    plan.add([one])
    assert list(plan) == [one]


def test_what_is_added_together_is_sorted_by_path(tmp_path: Path) -> None:
    plan = planned(tmp_path, "c", "a", "b")
    plan.add(map(output, ("z", "0")))
    plan.add(())
    plan.add([output("m")])
    assert plan.paths == ["a", "b", "c", "0", "z", "m"]
    assert plan == [output(path) for path in plan.paths]


def test_a_plan_of_many_is_read_from_anywhere(tmp_path: Path) -> None:
    plan = planned(tmp_path, *(f"{number:05}/index.html" for number in reversed(range(3000))))
    assert [plan[at].path for at in (0, 1500, 2999, -1)] == [f"{at:05}/index.html" for at in (0, 1500, 2999, 2999)]
    assert [one.path for one in plan[1:3]] == ["00001/index.html", "00002/index.html"]
    with pytest.raises(IndexError):
        plan[3000]


def test_its_file_has_no_name_and_is_no_more_when_nobody_holds_it(tmp_path: Path) -> None:
    plan = planned(tmp_path, "a")
    held = len(os.listdir("/proc/self/fd"))
    assert list(tmp_path.iterdir()) == [] and len(plan) == 1
    del plan
    assert len(os.listdir("/proc/self/fd")) == held - 1


def test_a_process_that_was_forked_reads_the_same(tmp_path: Path) -> None:
    plan = planned(tmp_path, "a", "b")
    child = os.fork()
    if not child:
        os._exit(0 if plan == [output("a"), output("b")] else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert plan == [output("a"), output("b")]


def test_some_of_it_and_each_of_it_are_made_when_they_are_asked_for() -> None:
    assert Some("abcd", [3, 0]) == ["d", "a"]
    assert divided("abcd", [True, False, False, True]) == (Some("abcd", [0, 3]), Some("abcd", [1, 2]))
    asked: list[str] = []
    each = Each(asked.append, "abcd")
    assert (len(each), asked) == (4, [])
    assert (each[2], each[-1], asked) == (None, None, ["c", "d"])
