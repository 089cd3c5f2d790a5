"""The seam to Pelican: its run is ours, its own generators write nothing, its settings keep their meaning."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NOW, PROJECT, Tree, text
from pelican import Pelican
from pelican.plugins import signals
from pelican.settings import read_settings

import kawat
from kawat.plugin import KawatGenerator

STORY = "content/tokyo/news/2026/festival/index.id.md"


def pelican(tree: Tree, *argv: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run Pelican as anybody does, on a tree of ours."""
    command = [sys.executable, "-m", "pelican", str(tree.root / "content"), "-s", str(PROJECT / "pelicanconf.py")]
    return subprocess.run(
        [*command, "-o", str(tree.dest), *argv],
        capture_output=True,
        text=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), **environment},
        cwd=tree.root,
        check=False,
    )


@pytest.fixture
def posts(tree: Tree) -> Tree:
    """What Pelican's own generators would take: posts and pages, drafts, pictures, a file for static."""
    return tree.write(
        {
            STORY: text("Festival", summary="Ringkas"),
            "content/tokyo/news/blog/post.md": "Title: Post\nDate: 2019-01-01\n\nText.\n",
            "content/tokyo/news/blog/draft.md": "Title: Draft\nDate: 2019-01-01\nStatus: draft\n\nText.\n",
            "content/tokyo/news/blog/later.md": "Title: Later\nDate: 2027-01-01\n\nText.\n",
        }
    )


# ---------------------------------------------------------------- registering


@pytest.fixture
def unplugged() -> Iterator[None]:
    """Leave Pelican's signals as they were."""
    before = dict(signals.get_generators.receivers)
    yield
    signals.get_generators.receivers.clear()
    signals.get_generators.receivers.update(before)


def test_register_adds_one_generator_and_no_more(unplugged: None) -> None:
    signals.get_generators.receivers.clear()
    kawat.register()
    assert [made for _, made in signals.get_generators.send(None)] == [KawatGenerator]
    kawat.register()
    assert [made for _, made in signals.get_generators.send(None)] == [KawatGenerator], "twice is once"


def test_pelican_finds_the_plugin_by_the_shipped_settings(unplugged: None, tmp_path: Path) -> None:
    options = {"OUTPUT_PATH": str(tmp_path / "output"), "PATH": str(tmp_path)}
    site = Pelican(read_settings(str(PROJECT / "pelicanconf.py"), override=options))
    assert [plugin.__name__ for plugin in site.plugins] == ["kawat"]
    assert [one.__name__ for one in site._get_generator_classes()].count("KawatGenerator") == 1


def test_importing_the_package_imports_neither_pelican_nor_what_a_warm_build_does_not_need() -> None:
    code = "import sys, kawat; print(sorted(n for n in sys.modules if n.split('.')[0] in ('pelican', 'jinja2', 'PIL')))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(PROJECT / "plugins")}, capture_output=True
    )
    assert done.stdout == b"[]\n"


# ---------------------------------------------------------------- running


def test_a_run_publishes_and_says_so(posts: Tree) -> None:
    done = pelican(posts)
    assert done.returncode == 0
    assert "4 sites, 2 stories: " in done.stderr and "next change is due 2026-12-31T15:00:00+00:00" in done.stderr
    assert "Festival" in posts.page("tokyo/id/news/2026/festival/")
    assert "<p>Text.</p>" in posts.page("tokyo/id/news/2019/post/")


def test_pelicans_own_generators_write_nothing(posts: Tree) -> None:
    """The same settings without the plugin: not a page, not a feed, not a draft, not a file of a theme."""
    assert pelican(posts, "-e", "PLUGINS=[]").returncode == 0
    assert posts.output() == {}


def test_what_is_written_is_what_the_manifest_names(posts: Tree) -> None:
    pelican(posts)
    named = json.loads(posts.page("manifest.json"))["files"]
    assert sorted(posts.output()) == sorted([*named, "manifest.json"])
    assert not any("draft" in path or "later" in path for path in named)


@pytest.mark.parametrize(
    ("files", "status", "said"),
    [
        ({STORY: text("Festival", "kemarin")}, 3, 'index.id.md:3:7: K030 "kemarin" is not a date and time'),
        ({"missions/tokyo.yaml": "kind: embassy\n"}, 1, "nothing changed: missions/ has errors"),
        ({"../output/thesis.tex": "years of work"}, 2, "holds files but no manifest.json, so Kawat did not write it"),
    ],
)
def test_its_exit_status_is_ours(posts: Tree, files: dict[str, str], status: int, said: str) -> None:
    done = pelican(posts.write(files))
    assert (done.returncode, said in done.stderr) == (status, True), done.stderr
    assert "Traceback" not in done.stderr
    if status != 3:
        assert set(posts.output()) <= {"thesis.tex"}


def test_a_moment_that_is_none_is_an_error_of_usage(posts: Tree) -> None:
    done = pelican(posts, SOURCE_DATE_EPOCH="soon")
    assert done.returncode == 2
    assert "kawat: SOURCE_DATE_EPOCH=soon is not a moment" in done.stderr


# ---------------------------------------------------------------- settings


def test_its_settings_keep_their_meaning(posts: Tree) -> None:
    """SITEURL, THEME_TEMPLATES_OVERRIDES, JINJA_FILTERS, JINJA_ENVIRONMENT and MARKDOWN, each seen in the output."""
    posts.write(
        {
            "conf.py": (
                f"exec(open({str(PROJECT / 'pelicanconf.py')!r}).read())\n"
                f"PLUGIN_PATHS = [{str(PROJECT / 'plugins')!r}]\nTHEME = {str(PROJECT / 'theme')!r}\n"
                "SITEURL = 'https://lain.example'\n"
                "THEME_TEMPLATES_OVERRIDES = ['overrides']\n"
                "JINJA_FILTERS = {'shout': str.upper}\n"
                "JINJA_ENVIRONMENT = {'variable_start_string': '<<', 'variable_end_string': '>>'}\n"
                "MARKDOWN = {'extension_configs': {'markdown.extensions.abbr': {}}}\n"
            ),
            # Every template of the theme is replaced, since its own are written with other brackets.
            **{
                f"overrides/{path.name}": "<< 'kawat'|shout >> << view|string >>"
                for path in (PROJECT / "theme/templates").glob("*.html")
            },
            "content/tokyo/news/blog/post.md": "Title: Post\nDate: 2019-01-01\n\nRI!\n\n*[RI]: Republik Indonesia\n",
        }
    )
    command = [sys.executable, "-m", "pelican", "content", "-s", "conf.py", "-o", str(posts.dest)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=posts.root)
    assert done.returncode == 0, done.stderr
    page = posts.page("tokyo/id/news/2019/post/")
    assert page.startswith("KAWAT ")
    assert "https://lain.example/tokyo/id/news/2019/post/" in page
    assert "abbr title=" in page and "Republik Indonesia" in page


def test_the_tree_is_the_folder_that_holds_its_path(posts: Tree, tmp_path: Path) -> None:
    """Wherever Pelican is started, and wherever its settings lie."""
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "root/content", "-s", str(PROJECT / "pelicanconf.py"), "-o", "output"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert (posts.root / ".cache").is_dir() and (posts.dest / "tokyo/index.html").is_file()
