"""The command line: what is typed, what is said, and with which status it ends."""

import html
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import NETWORK, NOW, PROJECT, Tree, text
from test_sameness import picture

from kawat import cli
from kawat.problems import UsageError
from kawat.publish import recipes

STORY = "content/tokyo/news/2026/festival/index.id.md"
BROKEN = "content/osaka/news/2026/rusak/index.id.md"
PAGE = "tokyo/id/news/2026/festival/index.html"
MOMENT = "2026-11-22T05:00Z"


@pytest.fixture
def site(tree: Tree) -> Tree:
    """The small network with one story and with templates that are made in no time."""
    for name in dict(recipes.PAGES.values()):
        tree.write({f"theme/templates/{name}": "<p>{{ view }}</p>"})
    return tree.write({STORY: text("Festival", summary="Ringkas"), "theme/static/kawat.css": "p {}"})


@pytest.fixture
def run(tree: Tree, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a command in this process; returns its status, what it printed, and what it said beside."""
    for name in ("SOURCE_DATE_EPOCH", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*argv: str, root: bool = True) -> tuple[int, str, str]:
        given = ["--root", str(tree.root)] if root else []
        if root and argv[0] == "build":
            given += ["--dest", str(tree.dest), *(["--now", MOMENT] if "--now" not in argv else []), "--jobs", "1"]
        try:
            status = cli.main([*argv, *given])
        except SystemExit as left:  # argparse's way out
            status = int(left.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


# ---------------------------------------------------------------- status


def test_0_everything_is_published(site: Tree, run: Callable[..., Any]) -> None:
    status, out, err = run("build")
    assert (status, out) == (0, "")
    assert re.fullmatch(
        rf"4 sites, 1 stories: \d+ files in {site.dest}\n\d+ written, 0 removed, \d+ made anew, in \d+\.\d s\n", err
    )
    status, out, err = run("build")
    assert (status, out) == (0, "") and "\n0 written, 0 removed, 0 made anew, in " in err


def test_3_published_but_some_files_are_quarantined(site: Tree, run: Callable[..., Any]) -> None:
    site.write({BROKEN: text("Rusak", "kemarin")})
    status, out, err = run("build")
    assert (status, out) == (3, "")
    assert err.startswith(
        f'{BROKEN}:3:7: K030 "kemarin" is not a date and time\n'
        "    date: kemarin\n          ^^^^^^^ write it as 2026-11-20 09:00\n"
    )
    assert "1 files are not published (see above), 0 warnings\n" in err
    assert PAGE in site.output() and not any("rusak" in path for path in site.output())


def test_3_is_said_again_by_a_build_that_finds_nothing_to_do(site: Tree, run: Callable[..., Any]) -> None:
    site.write({BROKEN: text("Rusak", "kemarin")})
    first, again = run("build"), run("build")
    assert first[0] == again[0] == 3
    assert first[2].split("\n")[:3] == again[2].split("\n")[:3]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"missions/tokyo.yaml": "kind: [\n"}, "nothing changed: missions/ has errors"),
        ({"theme/templates/portal.html": "{{ view.no_such_thing }}"}, "has no attribute 'no_such_thing'"),
    ],
)
def test_1_nothing_was_changed(site: Tree, run: Callable[..., Any], files: dict[str, str], said: str) -> None:
    run("build")
    before = site.output()
    site.write({**files, STORY: text("Festival baru")})
    status, out, err = run("build")
    assert (status, out) == (1, "") and said in err and "nothing changed" in err
    assert site.output() == before


def test_1_where_another_build_is_writing(site: Tree, run: Callable[..., Any]) -> None:
    from kawat.build.writer import lock

    with lock(str(site.dest)):
        status, _, err = run("build")
    assert (status, err) == (
        1,
        f"kawat: another build is writing to {site.dest}; wait for it, or choose another --dest\nnothing changed\n",
    )


def test_1_where_the_folder_of_the_cache_cannot_be_made(site: Tree, run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    status, _, err = run("build", "--cache", str(tmp_path / "file" / "cache"))
    assert status == 1 and "Not a directory" in err and err.endswith("nothing changed\n")


def test_strict_publishes_nothing_where_anything_is_wrong(site: Tree, run: Callable[..., Any]) -> None:
    site.write({STORY: text("Festival", body="Lihat [sana](tiada).")})
    status, _, err = run("build", "--strict")
    assert status == 1 and "K042" in err
    assert err.endswith("nothing changed: there are problems, and --strict was given\n")
    assert site.output() == {}
    assert run("build")[0] == 0, "a broken link is a warning"


def test_strict_minds_nothing_where_nothing_is_wrong(site: Tree, run: Callable[..., Any]) -> None:
    assert run("build", "--strict")[0] == 0 and PAGE in site.output()


# ---------------------------------------------------------------- usage


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--now", "gestern"], "--now gestern is not a moment; write it as 2026-11-20T09:00+07:00"),
        (["--now", "2026-13-01"], "--now 2026-13-01 is not a moment"),
        (["--site", "tokio"], '--site: there is no "tokio"; did you mean "tokyo"?'),
        (["--site", "zzz"], '--site: there is no "zzz"\n'),
        (["--jobs", "many"], "argument --jobs: invalid int value: 'many'"),
        (["--lang", "fr"], "argument --lang: invalid choice: 'fr' (choose from 'en', 'id')"),
        (["--colour"], "unrecognized arguments: --colour"),
        (["tokyo"], "unrecognized arguments: tokyo"),
    ],
)
def test_2_for_what_makes_no_sense(site: Tree, run: Callable[..., Any], argv: list[str], said: str) -> None:
    status, out, err = run("build", *argv)
    assert (status, out) == (2, "") and said in err and "Traceback" not in err
    assert not site.dest.exists() or site.output() == {}


@pytest.mark.parametrize(
    ("dest", "said"),
    [
        ("root/content", "lie in each other; the output needs a folder of its own"),
        ("root/content/tokyo", "lie in each other"),
        ("root/missions/x", "lie in each other"),
        ("root/theme/x", "lie in each other"),
        ("root", "lie in each other"),
        (".", "lie in each other"),
    ],
)
def test_2_for_a_destination_among_the_sources(
    site: Tree, run: Callable[..., Any], tmp_path: Path, dest: str, said: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    status, _, err = run("build", "--root", str(site.root), "--dest", str(tmp_path / dest), root=False)
    assert status == 2 and said in err
    assert sorted(tmp_path.rglob("*")) == before


def test_2_for_a_cache_among_what_is_published(site: Tree, run: Callable[..., Any]) -> None:
    status, _, err = run("build", "--cache", str(site.dest / "cache"))
    assert status == 2 and "where only what is published may lie" in err and not site.dest.exists()


def test_2_for_a_folder_that_is_somebody_elses(site: Tree, run: Callable[..., Any]) -> None:
    site.dest.mkdir()
    (site.dest / "thesis.tex").write_text("years of work")
    status, _, err = run("build")
    assert status == 2 and err.startswith(f"kawat: {site.dest} holds files but no manifest.json")
    assert site.output() == {"thesis.tex": b"years of work"}


def test_2_for_a_root_without_a_tree(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    status, _, err = run("build", "--root", str(tmp_path / "empty"), root=False)
    assert status == 2 and f"{tmp_path}/empty has no folder content/; --root names" in err
    assert os.listdir(tmp_path / "empty") == []


@pytest.mark.parametrize(
    "argv", [[], ["bild"], ["build", "--no-such"], ["new"], ["new", "tokyo"], ["check", "--format"]]
)
def test_2_and_the_usage_where_the_command_is_not_understood(run: Callable[..., Any], argv: list[str]) -> None:
    status, out, err = run(*argv, root=False)
    assert (status, out) == (2, "") and err.startswith("usage: tasks.py") and "error:" in err


# ---------------------------------------------------------------- help


COMMANDS = ("build", "check", "serve", "new", "headers")


def test_help_names_every_command_in_a_sentence(run: Callable[..., Any]) -> None:
    status, out, _ = run("--help", root=False)
    assert status == 0
    for name in COMMANDS:
        assert re.search(rf"^    {name} +[A-Z][^\n]+\.$", out, re.M), name


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_explains_every_option(run: Callable[..., Any], command: str) -> None:
    status, out, _ = run(command, "--help", root=False)
    assert status == 0
    parser = next(action.choices for action in cli.parser()._actions if isinstance(action.choices, dict))[command]
    for action in parser._actions:
        assert action.help, f"{command} {action.dest} says nothing"
    assert (command in ("serve",)) or "example" in out


@pytest.mark.parametrize("command", ["build", "check"])
def test_help_tells_what_a_status_means(run: Callable[..., Any], command: str) -> None:
    assert re.search(r"^status: 0 .* 3 ", run(command, "--help", root=False)[1], re.M)


# ---------------------------------------------------------------- explain, report, site


def test_explain_says_of_each_file_why(site: Tree, run: Callable[..., Any]) -> None:
    run("build")
    assert run("build", "--explain")[1] == ""
    site.write({STORY: text("Festival", summary="Ringkas", body="Lain.")})
    assert f"{PAGE}: changed: text" in run("build", "--explain")[1].splitlines()
    (site.dest / "404.html").unlink()
    (site.dest / "robots.txt").write_text("touched")
    lines = run("build", "--explain")[1].splitlines()
    assert lines == ["404.html: its file is missing", "robots.txt: its file was touched"]
    assert lines == sorted(lines)
    site.write({STORY.replace("festival", "lain"): text("Lain")})
    assert "tokyo/id/news/2026/lain/index.html: new" in run("build", "--explain")[1].splitlines()


def test_a_report_is_json_of_what_happened(site: Tree, run: Callable[..., Any], tmp_path: Path) -> None:
    site.write(
        {BROKEN: text("Rusak", "kemarin"), STORY.replace("festival", "nanti"): text("Nanti", "2026-12-01 09:00")}
    )
    run("build", "--report", str(tmp_path / "report.json"))
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert list(report) == [
        "status", "now", "due", "written", "gone", "made", "total", "stages", "costs", "problems",
        "quarantined", "counts",
    ]  # fmt: skip
    assert (report["status"], report["now"], report["due"]) == (
        3, "2026-11-22T05:00:00+00:00", "2026-12-01T00:00:00+00:00",
    )  # fmt: skip
    assert report["written"] == sorted(set(site.output()) - {"manifest.json"}) == sorted(report["made"])
    assert set(report["made"].values()) == {"new"} and report["gone"] == []
    assert report["total"] == len(site.output())
    assert [stage for stage, _, _ in report["stages"]][:2] == ["edits", "read"]
    assert sum(count for _, _, count, _ in report["costs"]) == len(report["made"])
    assert report["quarantined"] == [BROKEN]
    assert report["problems"] == [
        {
            "code": "K030",
            "severity": "error",
            "file": BROKEN,
            "line": 3,
            "column": 7,
            "message": '"kemarin" is not a date and time',
            "hint": "write it as 2026-11-20 09:00",
            "excerpt": "",
        }
    ]
    assert report["counts"]["texts parsed"] == 3


@pytest.mark.parametrize(
    ("files", "argv", "expected"),
    [
        ({"missions/tokyo.yaml": "kind: [\n"}, [], {"status": 1, "problems": 1}),
        ({BROKEN: text("Rusak", "kemarin")}, ["--strict"], {"status": 1, "problems": 1}),
        ({"theme/templates/portal.html": "{{ view.no_such_thing }}"}, [], {"status": 1, "problems": 0, "error": True}),
    ],
)
def test_a_report_is_written_of_a_failure_too(
    site: Tree,
    run: Callable[..., Any],
    tmp_path: Path,
    files: dict[str, str],
    argv: list[str],
    expected: dict[str, object],
) -> None:
    site.write(files)
    assert run("build", *argv, "--report", str(tmp_path / "report.json"))[0] == 1
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    found = {"status": report["status"], "problems": len(report["problems"])}
    assert found | ({"error": bool(report["error"])} if "error" in report else {}) == expected


def test_site_makes_one_site_and_leaves_the_others(site: Tree, run: Callable[..., Any]) -> None:
    run("build")
    before = site.output()
    site.write({STORY: text("Festival baru"), "content/osaka/news/2026/pameran/index.id.md": text("Pameran")})
    assert run("build", "--site", "tokyo")[0] == 0
    after = site.output()
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    ours = {path for path in changed if not path.startswith("media/cards/")}  # pictures belong to no single site
    assert PAGE in ours and {path.split("/")[0] for path in ours} == {"tokyo", "manifest.json"}
    assert run("build", "--site", "osaka", "--site", "portal")[0] == 0
    assert "osaka/id/news/2026/pameran/index.html" in site.output()


# ---------------------------------------------------------------- the moment


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-11-22T05:00Z", NOW),
        ("2026-11-22T12:00+07:00", NOW),
        ("2026-11-22 12:00", NOW),
        ("2026-11-22T12:00:00.999", NOW),
        ("20261122T120000", NOW),
        ("2026-11-22", datetime(2026, 11, 21, 17, tzinfo=UTC)),
        ("2026-11-22T00:00-05:00", NOW),
    ],
)
def test_a_moment_without_an_offset_is_of_the_zone_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, typed: str, moment: datetime
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert cli.clock(typed, "Asia/Jakarta") == moment


def test_without_a_moment_the_epoch_counts_and_then_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    assert cli.clock("", "Asia/Jakarta") == NOW
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    before, found, after = datetime.now(UTC), cli.clock("", "Asia/Jakarta"), datetime.now(UTC)
    assert before.replace(microsecond=0) <= found <= after and found.microsecond == 0


@pytest.mark.parametrize("epoch", ["soon", "1.5", "9" * 30, "-" + "9" * 30])
def test_an_epoch_that_is_none_is_an_error(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match=f"SOURCE_DATE_EPOCH={re.escape(epoch)} is not a moment"):
        cli.clock("", "Asia/Jakarta")


def test_what_is_not_due_is_not_published_and_the_build_says_when_it_is(site: Tree, run: Callable[..., Any]) -> None:
    site.write({STORY: text("Festival", "2026-12-01 09:00")})
    status, _, err = run("build", "--now", "2026-12-01T08:59+09:00")
    assert status == 0 and "next change is due 2026-12-01T00:00:00+00:00" in err and PAGE not in site.output()
    status, _, err = run("build", "--now", "2026-12-01T09:00+09:00")
    assert status == 0 and "next change" not in err and PAGE in site.output()


# ---------------------------------------------------------------- words


def test_it_speaks_indonesian_to_those_who_do(
    site: Tree, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({BROKEN: text("Rusak", "kemarin")})
    for language in (["--lang", "id"], []):
        monkeypatch.setenv("LANG", "id_ID.UTF-8")
        err = run("build", *language)[2]
        assert "4 situs, 1 cerita: " in err and "1 berkas tidak diterbitkan (lihat di atas), 0 peringatan" in err
    assert "4 sites, 1 stories: " in run("build", "--lang", "en")[2]


def test_it_speaks_to_terminals_that_know_no_letters_but_ascii(site: Tree) -> None:
    site.write({STORY: text("祭り", "きのう")})
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    for command in (["check"], ["check", "--format", "json"], ["check", "--format", "github"]):
        done = site.run(*command, **plain)
        assert (done.returncode, "Traceback" in done.stderr) == (3, False), done.stderr
        assert "K030" in done.stdout
    done = site.run("build", "--dest", str(site.dest), "--explain", **plain)
    assert done.returncode == 3 and "K030" in done.stderr


def test_an_interrupted_build_says_so_and_leaves_all_as_it_was(site: Tree, run: Callable[..., Any]) -> None:
    """Ctrl-C, while a page is made: here the page itself sends it to the build."""
    run("build")
    before = site.output()
    site.write({STORY: text("Festival baru")})
    code = (
        "import os, signal, sys; sys.path.insert(0, sys.argv.pop(1))\n"
        "from kawat import cli\nfrom kawat.publish import rendering\n"
        "real, build = rendering.render, os.getpid()\n"
        "def render(*given):\n    os.kill(build, signal.SIGINT)\n    return real(*given)\n"
        "rendering.render = render\nsys.exit(cli.main(sys.argv[1:]))"
    )
    given = ["build", "--root", str(site.root), "--dest", str(site.dest), "--now", MOMENT]
    done = subprocess.run(
        [sys.executable, "-c", code, str(PROJECT / "plugins"), *given], capture_output=True, text=True
    )
    assert done.returncode == 130 and "kawat: stopped; what is published is as it was" in done.stderr
    assert "Traceback" not in done.stderr
    assert site.output() == before


# ---------------------------------------------------------------- check


def test_check_is_silent_and_0_where_nothing_is_wrong(site: Tree, run: Callable[..., Any]) -> None:
    assert run("check") == (0, "", "")
    assert not site.dest.exists()


def test_check_says_what_is_wrong_and_publishes_nothing(site: Tree, run: Callable[..., Any]) -> None:
    site.write({BROKEN: text("Rusak", "kemarin")})
    status, out, err = run("check")
    assert (status, err) == (3, "")
    assert out == (
        f'{BROKEN}:3:7: K030 "kemarin" is not a date and time\n'
        "    date: kemarin\n          ^^^^^^^ write it as 2026-11-20 09:00\n"
    )
    assert not site.dest.exists()


def test_check_of_some_paths_says_nothing_of_others(
    site: Tree, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({BROKEN: text("Rusak", "kemarin")})
    assert run("check", "content/tokyo") == (0, "", "")
    assert run("check", STORY)[0] == 0
    assert run("check", "content/osaka")[0] == run("check", STORY, BROKEN)[0] == 3
    monkeypatch.chdir(site.root / "content" / "osaka")
    assert run("check", "news")[0] == 3


@pytest.mark.parametrize("path", ["content/tiada", "/etc/passwd", "../../.."])
def test_check_of_a_path_outside_the_tree_is_an_error_of_usage(site: Tree, run: Callable[..., Any], path: str) -> None:
    assert run("check", path) == (2, "", f"kawat: there is no {path} in {site.root}\n")


def test_check_speaks_json_and_as_github_annotates(site: Tree, run: Callable[..., Any]) -> None:
    site.write({BROKEN: text("Rusak", "kemarin")})
    (one,) = json.loads(run("check", "--format", "json")[1])
    assert (one["code"], one["file"], one["line"], one["column"], one["severity"]) == ("K030", BROKEN, 3, 7, "error")
    assert run("check", "--format", "github")[1].startswith(f"::error file={BROKEN},line=3,col=7,title=K030::")


def test_check_of_a_network_with_errors_is_1(site: Tree, run: Callable[..., Any]) -> None:
    site.write({"missions/tokyo.yaml": "kind: [\n"})
    status, out, _ = run("check")
    assert status == 1 and "missions/tokyo.yaml" in out


# ---------------------------------------------------------------- new

ASKED = {
    "news": {},
    "press": {},
    "story": {},
    "video": {"video": "klip.webm"},
    "gallery": {"pictures": "[{image: a.jpg, alt: Satu}]"},
    "infographic": {"image": "a.jpg", "image_alt": "Angka"},
    "episode": {},
    "event": {"start": "2026-12-01 09:00"},
    "advisory": {"country": "JP", "level": "2"},
    "agreement": {
        "form": "sister-city", "stage": "in-force",
        "parties": "[{name: Surabaya, kind: city, country: ID, province: ID-JI}, {name: T, kind: city, country: JP}]",
    },
    "potential": {"province": "ID-JI"},
    "page": {},
}  # fmt: skip


@pytest.mark.parametrize("kind", ASKED)
def test_new_begins_a_draft_that_check_accepts_once_it_is_filled(
    site: Tree, run: Callable[..., Any], kind: str
) -> None:
    status, out, _ = run("new", "tokyo", kind, "Festival Indonesia di Tokyo", "--now", MOMENT)
    year = "" if kind == "page" else "2026/"
    path = f"content/tokyo/{kind}/{year}festival-indonesia-di-tokyo/index.id.md"
    assert (status, out) == (0, path + "\n")
    begun = (site.root / path).read_text("utf-8")
    assert begun.startswith("---\ntitle: Festival Indonesia di Tokyo\ndate: 2026-11-22 14:00\n"), "the time of Tokyo"
    assert "\nstatus: draft" in begun
    fields = {line.split(":")[0] for line in begun.split("\n---")[0].split("\n")[1:]}
    assert set(ASKED[kind]) <= fields, "it asks for what its kind wants"
    filled = begun
    for name, value in {**ASKED[kind], "summary": "Ringkas", "status": "published"}.items():
        filled = re.sub(rf"^{name}:.*$", f"{name}: {value}", filled, flags=re.M)
    folder = path.rpartition("/")[0]
    site.write({path: filled + "Isi naskah.\n"})
    media: dict[str, bytes] = {
        "a.jpg": picture("red"), "klip.webm": b"\x1a\x45\xdf\xa3" + b"\0" * 99,
    }  # fmt: skip
    site.write({f"{folder}/{name}": data for name, data in media.items() if name in str(ASKED[kind])})
    assert run("check", folder)[:2] == (0, "")
    assert run("build")[0] == 0
    assert f"tokyo/id/{kind}/{year}festival-indonesia-di-tokyo/index.html" in site.output()


TITLES = [
    "2026",
    "null",
    "~",
    "true",
    "- strip",
    "? tanya",
    ", koma",
    "a: b",
    "a # b",
    '"kutip"',
    "it's",
    "\\balik",
    "!tag",
    "&jangkar",
    "*bintang",
    "[daftar]",
    "{peta}",
    "@z",
    "`q`",
    "%w",
    "...",
    "a\nb",
    "  spasi\tdan  lain ",
    "祭り 2026",
    "مهرجان إندونيسيا",
    "🎉",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("title", TITLES)
def test_new_takes_any_title_as_it_is(site: Tree, run: Callable[..., Any], title: str) -> None:
    status, out, _ = run("new", "tokyo", "news", title, "--now", MOMENT)
    path = out.strip()
    assert status == 0 and re.fullmatch(r"content/tokyo/news/2026/[a-z0-9-]+/index\.id\.md", path)
    begun = (site.root / path).read_text("utf-8")
    site.write({path: begun.replace("status: draft", "status: published") + "Isi."})
    site.write({"theme/templates/article.html": "{{ view.title }}"})
    assert run("build")[0] == 0
    shown = site.page(path.replace("content/tokyo/news", "tokyo/id/news").replace("index.id.md", ""))
    assert html.unescape(shown) == " ".join(title.split())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("tokio", "news", "Judul"), 'there is no "tokio"; did you mean "tokyo"?'),
        (("tokyo", "nwes", "Judul"), 'there is no "nwes"; did you mean "news"?'),
        (("../..", "news", "Judul"), 'there is no "../.."'),
        (("tokyo", "../news", "Judul"), 'there is no "../news"; did you mean "news"?'),
        (("tokyo", "news", " "), "a text needs a title, between quotes"),
        (("tokyo", "news", "Festival"), "content/tokyo/news/2026/festival/index.id.md is there already"),
    ],
)
def test_new_writes_nothing_where_it_is_asked_for_nonsense(
    site: Tree, run: Callable[..., Any], asked: tuple[str, str, str], said: str
) -> None:
    before = sorted(site.root.rglob("*"))
    assert run("new", *asked, "--now", MOMENT) == (2, "", f"kawat: {said}\n")
    assert sorted(site.root.rglob("*")) == before


# ---------------------------------------------------------------- serve


@pytest.fixture
def served(site: Tree) -> Iterator[Callable[..., http.client.HTTPResponse]]:
    """The built site behind `serve` on a free port; returns the answer to a request."""
    site.write({"missions/osaka.yaml": NETWORK["missions/osaka.yaml"] + "url: https://osaka.example/\n"})
    site.write({"theme/templates/not_found.html": "nothing here, says {{ view.chrome.site }}"})
    assert site.build(jobs=1).report.problems == ()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from kawat.cli import main; sys.exit(main(sys.argv[1:]))"
    given = ["serve", "--dest", str(site.dest), "--port", str(port)]
    server = subprocess.Popen(
        [sys.executable, "-c", code, str(PROJECT / "plugins"), *given], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    assert server.stdout.readline() == f"http://127.0.0.1:{port}/   (Ctrl-C ends)\n"

    def ask(path: str, method: str = "GET") -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.putrequest(method, path, skip_accept_encoding=True)
        connection.endheaders()
        return connection.getresponse()

    try:
        yield ask
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0


def test_serve_answers_as_a_web_server_does(site: Tree, served: Callable[..., http.client.HTTPResponse]) -> None:
    page = served("/tokyo/id/news/2026/festival/")
    assert (page.status, page.getheader("Content-Type"), page.getheader("Cache-Control")) == (
        200, "text/html; charset=utf-8", "no-cache",
    )  # fmt: skip
    assert page.read() == site.output()[PAGE]
    assert served("/tokyo/id/news/2026/festival").getheader("Location") == "/tokyo/id/news/2026/festival/"
    assert served("/sitemap.xml").getheader("Content-Type") == "application/xml"
    assert served("/tokyo/feeds/news.xml").getheader("Content-Type") == "application/rss+xml"
    assert "frame-ancestors 'none'" in (page.getheader("Content-Security-Policy") or "")
    assert served("/", "HEAD").read() == b""
    for path, page_404 in (
        ("/nothing", "404.html"),
        ("/no/such/place?x=../..", "404.html"),
        ("/tokyo/nothing/", "tokyo/404.html"),
        ("/tokyo/id/news/2026/nothing.html", "tokyo/404.html"),
        ("/tokyo/id/news/2026/festival/nothing", "tokyo/404.html"),
        ("/_hosts/osaka.example/id/nothing", "_hosts/osaka.example/404.html"),
        ("/tokyo/../../../../etc/passwd", "404.html"),
        ("/%2e%2e/%2e%2e/etc/passwd", "404.html"),
        ("/..%2f..%2fetc/passwd", "404.html"),
    ):
        answer = served(path)
        assert (answer.status, answer.read()) == (404, site.output()[page_404]), path
        assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
    assert served("/nothing", "HEAD").read() == b""


def test_serve_without_output_says_what_to_do_first(run: Callable[..., Any], tmp_path: Path) -> None:
    assert run("serve", "--dest", str(tmp_path), root=False) == (
        2, "", f"kawat: {tmp_path} has no index.html; first: python3 tasks.py build\n",
    )  # fmt: skip


def test_serve_on_a_port_that_is_taken_says_so(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run("serve", "--dest", str(tmp_path), "--port", str(port), root=False) == (
            2, "", f"kawat: port {port}: Address already in use; choose another with --port\n",
        )  # fmt: skip
