"""Check: what is wrong, said to the person who can mend it, and nothing is published."""

import json
import re
from collections.abc import Callable

import pytest
from conftest import NETWORK, PROJECT, Tree, text

from kawat.messages import MESSAGES

STORY = "content/tokyo/news/2026/festival/index.id.md"
OTHER = "content/osaka/news/2026/lain/index.id.md"
OSAKKA = """\
---
title: Festival Indonesia di Tokyo
date: 2026-11-20 09:00
summary: Satu kalimat.
topics: [budaya]
tags: [gamelan]
authors: [Pensosbud KBRI Tokyo]
crosspost:
  to: [osakka, portal]
---

Isi naskah.
"""
"""The text of CONTENT's example."""


def test_a_good_tree_is_silent(tree: Tree) -> None:
    ran = tree.write({STORY: text(), OTHER: text()}).run("check")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert not (tree.root / "output").exists()


def test_an_empty_tree_is_silent(tree: Tree) -> None:
    ran = tree.run("check")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_the_shipped_tree_is_silent() -> None:
    shipped = Tree(PROJECT, PROJECT / "output")
    ran = shipped.run("check")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            f'{STORY}:9:8: K012 unknown site "osakka"\n'
            "    to: [osakka, portal]\n"
            '         ^^^^^^ did you mean "osaka"?\n',
        ),
        (
            "id",
            f'{STORY}:9:8: K012 situs "osakka" tidak dikenal\n'
            "    to: [osakka, portal]\n"
            '         ^^^^^^ maksud Anda "osaka"?\n',
        ),
    ],
)
def test_a_problem_is_told_as_the_writer_sees_it(tree: Tree, language: str, said: str) -> None:
    ran = tree.write({STORY: OSAKKA}).run("check", "--lang", language)
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, said, "")


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"LANG": "id_ID.UTF-8"}, "tidak dikenal"),
        ({"LANG": "en_US.UTF-8"}, "unknown"),
        ({"LANG": "ja_JP.UTF-8"}, "unknown"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "id_ID.UTF-8"}, "tidak dikenal"),
        ({"LANG": "C"}, "unknown"),
    ],
)
def test_without_being_asked_it_speaks_the_language_of_the_system(
    tree: Tree, environment: dict[str, str], word: str
) -> None:
    assert word in tree.write({STORY: OSAKKA}).run("check", **environment).stdout


def test_machines_are_told_in_json(tree: Tree) -> None:
    ran = tree.write({STORY: OSAKKA, OTHER: text(body="Isi <script>a</script>")}).run("check", "--format", "json")
    assert ran.returncode == 3 and json.loads(ran.stdout) == [
        {
            "code": "K041",
            "severity": "warning",
            "file": OTHER,
            "line": 6,
            "column": 5,
            "message": "HTML that is not allowed was left out: <script>",
            "hint": "write Markdown; scripts, frames, forms and styles are never published",
            "excerpt": "Isi <script>a</script>",
        },
        {
            "code": "K012",
            "severity": "error",
            "file": STORY,
            "line": 9,
            "column": 8,
            "message": 'unknown site "osakka"',
            "hint": 'did you mean "osaka"?',
            "excerpt": "  to: [osakka, portal]",
        },
    ]


def test_json_of_a_good_tree_is_an_empty_list(tree: Tree) -> None:
    ran = tree.run("check", "--format", "json")
    assert (ran.returncode, json.loads(ran.stdout)) == (0, [])


def test_a_pull_request_is_told_in_annotations(tree: Tree) -> None:
    odd = "content/tokyo/news/100%: satu, dua.md"
    ran = tree.write({STORY: OSAKKA, OTHER: text(body="<b onclick=a>b</b>"), odd: "kosong"}).run(
        "check", "--format", "github"
    )
    assert ran.returncode == 3 and ran.stdout == (
        f"::warning file={OTHER},line=6,col=4,title=K041::HTML that is not allowed was left out: onclick=. "
        "write Markdown; scripts, frames, forms and styles are never published\n"
        "::error file=content/tokyo/news/100%25%3A satu%2C dua.md,line=1,col=1,title=K020::"
        'the file does not begin with front matter. begin with a line "---", then title: and date:, then a line "---"\n'
        f'::error file={STORY},line=9,col=8,title=K012::unknown site "osakka". did you mean "osaka"?\n'
    )


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        ([STORY], [STORY]),
        (["content/tokyo/news/2026/festival"], [STORY]),
        (["content/tokyo/"], [STORY]),
        (["content/osaka", "content/tokyo"], [OTHER, STORY]),
        (["content"], [OTHER, STORY]),
        (["content/cairo/news/2026/baik"], []),
        (["content/tokyo/news/2026/festival/index.en.md"], []),
    ],
)
def test_of_a_path_only_its_problems_are_told(tree: Tree, paths: list[str], files: list[str]) -> None:
    tree.write(
        {
            STORY: OSAKKA,
            STORY.replace("index.id", "index.en"): text("English"),
            OTHER: text(datee="x"),
            "content/cairo/news/2026/baik/index.id.md": text(),
        }
    )
    ran = tree.run("check", *paths, "--format", "json")
    told = json.loads(ran.stdout)
    if paths == ["content/tokyo/news/2026/festival/index.en.md"]:
        assert [(one["file"], one["code"]) for one in told] == [(paths[0], "K052")]
    else:
        assert [one["file"] for one in told if one["code"] != "K052"] == files
    assert ran.returncode == (3 if told else 0)


def test_a_path_outside_the_tree_makes_no_sense(tree: Tree) -> None:
    for path in ("content/nirgends", "/etc/passwd", "../.."):
        ran = tree.run("check", path)
        assert (ran.returncode, ran.stdout) == (2, "") and ran.stderr == f"kawat: there is no {path} in {tree.root}\n"


def test_links_to_texts_that_were_not_asked_for_are_not_broken(tree: Tree) -> None:
    linked = text(body="[a](/osaka/news/2026/lain/index.id.md) [b](/osaka/news/2026/hilang/index.id.md)")
    ran = tree.write({STORY: linked, OTHER: text()}).run("check", STORY, "--lang", "en")
    assert re.findall(r"K\d{3} .*", ran.stdout) == [
        'K042 the link leads nowhere: "/osaka/news/2026/hilang/index.id.md"'
    ]


def test_errors_in_missions_are_told_with_status_1(tree: Tree) -> None:
    tree.write({"missions/tokyo.yaml": NETWORK["missions/tokyo.yaml"] + "telepon: 1\n", STORY: OSAKKA})
    ran = tree.run("check", "--lang", "id")
    assert (ran.returncode, ran.stdout) == (
        1,
        'missions/tokyo.yaml:10:1: K026 isian "telepon" tidak dikenal\n'
        "    telepon: 1\n"
        '    ^^^^^^^ maksud Anda "telephone"?\n',
    )


def test_what_was_found_is_told_again_by_a_warm_cache(tree: Tree) -> None:
    tree.write({STORY: OSAKKA, OTHER: text(body="Isi <script>a</script> [b](http://example.org)")})
    cold, warm = tree.run("check"), tree.run("check")
    assert cold.stdout == warm.stdout and len(re.findall("^content", cold.stdout, re.MULTILINE)) == 3


def test_an_excerpt_cannot_command_the_terminal(tree: Tree) -> None:
    ran = tree.write({STORY: text(body="Isi \x1b[2J\x9b1m \u202enaskah.")}).run("check", "--lang", "en")
    assert len(re.findall("K009|K011", ran.stdout)) == 3
    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ran.stdout)


SIZE = 32_768
PATHOLOGICAL: dict[str, Callable[[int], str]] = {
    "brackets": lambda size: "[" * size,
    "half links": lambda size: "[a](b" * (size // 5),
    "images": lambda size: "![" * (size // 2),
    "emphasis": lambda size: "*a _b **c __d " * (size // 14),
    "stars": lambda size: "*" * size + "a" + "*" * size,
    "backticks": lambda size: " ".join("`" * run for run in range(1, int((2 * size) ** 0.5))),
    "block quotes": lambda size: ">" * size,
    "lists": lambda size: "- " * (size // 2) + "a",
    "deep lists": lambda size: "".join("  " * depth + "- a\n" for depth in range(int(size**0.5))),
    "tables": lambda size: "|" + "a|" * (size // 8) + "\n|" + "-|" * (size // 8) + "\n" + "|\n" * (size // 4),
    "comments": lambda size: "<!--" * (size // 4),
    "half tags": lambda size: "<a " * (size // 3),
    "open tags": lambda size: "<div>" * (size // 5),
    "footnotes": lambda size: "[^1]\n" * (size // 5) + "\n[^1]: a",
    "references": lambda size: "[a]: /b\n" + "[a]" * (size // 3),
    "entities": lambda size: "&" * size,
}


def test_pathological_markdown_ends_within_the_limits_and_never_stops_the_build(tree: Tree) -> None:
    """Each is published, too long, or given up; the good story beside them is published in any case."""
    for number, make in enumerate(PATHOLOGICAL.values()):
        for size in (16_384, 65_536):
            tree.write({f"content/osaka/news/2026/sakit-{number}-{size}/index.id.md": text(body=make(size))})
    built = tree.write({STORY: text("Sehat")}).build()
    assert {one.code for one in built.report.problems if MESSAGES[one.code].severity == "error"} <= {
        "K060",
        "K061",
        "K062",
        "K066",
    }
    assert "<h1>Sehat</h1>" in tree.page("tokyo/id/news/2026/festival/")
    assert built.articles == 1 + 2 * len(PATHOLOGICAL) - len(built.report.quarantined)


@pytest.mark.parametrize("name", ["brackets", "lists", "tables"])
def test_the_other_markdown_is_slower_and_held_to_the_same_limits(tree: Tree, name: str) -> None:
    sick = "content/osaka/news/2026/sakit/index.id.md"
    tree.write({sick: text(body=PATHOLOGICAL[name](SIZE // 2), markdown="python"), STORY: text("Sehat")})
    ran = tree.run("check", "--format", "json")
    assert [(one["file"], one["code"]) for one in json.loads(ran.stdout)] in ([(sick, "K060")], [(sick, "K061")])


def test_bombs_of_yaml_are_refused_before_they_grow(tree: Tree) -> None:
    """None of them is given up: no K060, no K061."""
    laughs = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    bombs = ["[" * 8000, "{a: " * 3000, "- " * 6000, "? " * 6000, "a: &b " * 2000, "!!x " * 3000, "'" * 15_000, laughs]
    for number, bomb in enumerate(bombs):
        tree.write({f"content/osaka/news/2026/bom-{number}/index.id.md": f"---\ntitle: a\nsummary: {bomb}\n---\nisi\n"})
    told = json.loads(tree.run("check", "--format", "json").stdout)
    assert len(told) == len(bombs) and {one["code"] for one in told} <= {"K021", "K023", "K024", "K039"}
