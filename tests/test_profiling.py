"""Profiling: a table says where the time went."""

from conftest import Tree, text

from kawat.build.writer import Made
from kawat.model import Output
from kawat.profiling import Lap, Share, Watch, shares, table

OUTPUTS = [Output(path, recipe, (), "", site) for path, recipe, site in (
    ("a", "article", "tokyo"), ("b", "article", "tokyo"), ("c", "feed", "tokyo"), ("d", "picture", ""),
)]  # fmt: skip


def test_what_was_made_is_added_up_by_recipe_and_site() -> None:
    made = {path: Made("", 1, cpu_s) for path, cpu_s in (("a", 0.5), ("b", 0.25), ("c", 1.0))}
    assert shares(OUTPUTS, made) == (Share("article", "tokyo", 2, 0.75), Share("feed", "tokyo", 1, 1.0))


def test_the_table_names_stages_then_the_dearest_recipes_and_sites() -> None:
    told = table([Lap("read", 1.5, 0.25)], (Share("article", "tokyo", 2, 0.75), Share("picture", "", 1, 2.0)))
    assert told.split("\n") == [
        "stage                       wall s     CPU s",
        "read                          1.50      0.25",
        "",
        "recipe                       files     CPU s",
        "picture                          1      2.00",
        "article                          2      0.75",
        "",
        "site                         files     CPU s",
        "(all)                            1      2.00",
        "tokyo                            2      0.75",
    ]


def test_a_build_notes_its_stages_in_their_order(tree: Tree) -> None:
    story = {"content/tokyo/news/2026/festival/index.id.md": text(summary="Ringkas")}
    built = tree.write(story).build()
    assert [one.stage for one in built.laps] == (
        "edits read decide analyse list index trace compare pictures join make put remember".split()
    )
    assert sum(one.count for one in built.shares) == len(built.verdicts)
    assert [one.stage for one in tree.build().laps] == ["edits"]


def test_laps_add_up_to_what_has_passed() -> None:
    watch = Watch()
    watch.lap("one")
    watch.lap("two")
    assert [one.stage for one in watch.laps] == ["one", "two"] and all(one.wall_s >= 0 for one in watch.laps)
