"""The documentation is true: what it shows works, what exists is described, and what it names is there."""

import importlib.util
import io
import os
import re
import shlex
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest
from conftest import PROJECT, Tree, read_all, text
from PIL import Image

from kawat import cli
from kawat.source.registry import MISSION_FIELDS, load
from kawat.source.schema import FIELDS
from kawat.source.types import Field

README = PROJECT / "README.md"
HANDBOOKS = sorted((PROJECT / "docs").glob("*.md"))
MACHINE_MADE = ("output", "__pycache__", "screenshots", "node_modules")


def files(suffix: str = "") -> Iterator[Path]:
    """Yield the files of the repository, without what a build or a tool leaves behind."""
    for folder, names, found in os.walk(PROJECT):
        kept = [name for name in names if name == ".ci" or not name.startswith(".")]
        names[:] = sorted(name for name in kept if name not in MACHINE_MADE and not name.endswith(".egg-info"))
        # In a linked worktree .git is a file, which names a place on this machine.
        yield from (Path(folder, name) for name in sorted(found) if name.endswith(suffix) and name != ".git")


DOCUMENTS = [path for path in files(".md") if "content" not in path.relative_to(PROJECT).parts[:1]]


def named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def written() -> str:
    """Return all that the README and the handbooks say."""
    return "\n".join(path.read_text("utf-8") for path in (README, *HANDBOOKS))


def blocks(path: Path, beginning: str) -> list[str]:
    """Return a document's fenced blocks that begin with these words."""
    fenced = re.findall(r"^```[a-z]*\n(.*?)^```$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [block for block in fenced if block.startswith(beginning)]


@pytest.fixture(scope="module")
def tables() -> ModuleType:
    """The script that makes the tables, as it is run."""
    spec = importlib.util.spec_from_file_location("make_tables", PROJECT / "docs" / "make_tables.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


# ---------------------------------------------------------------- commands


def commands() -> dict[str, ArgumentParser]:
    return dict(next(action.choices for action in cli.parser()._actions if isinstance(action.choices, dict)))


@pytest.mark.parametrize("name", commands())
def test_every_command_is_described_with_all_its_arguments_and_options(name: str) -> None:
    reference = (PROJECT / "docs" / "commands.md").read_text("utf-8")
    section = re.search(rf"^### `python3 tasks.py {name}\b.*?(?=^###? |\Z)", reference, re.DOTALL | re.MULTILINE)
    assert section, f"docs/commands.md has no section on {name}"
    for action in commands()[name]._actions:
        words = action.option_strings[-1] if action.option_strings else str(action.metavar or action.dest.upper())
        assert words == "--help" or re.search(rf"`{re.escape(words)}[` ]", section[0]), f"{name}: {words}"


def test_every_command_that_is_named_exists() -> None:
    spoken = set(re.findall(r"(?:tasks\.py|invoke) ([a-z]+)\b", written()))
    assert spoken <= {*commands(), "test"}
    assert {"build", "test", "serve", "new", "check"} <= spoken


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = "python3 tasks.py test"
    assert f"exec {command}" in (PROJECT / ".ci" / "run").read_text("utf-8")
    assert f"\n{command}\n" in README.read_text("utf-8")


def test_pelican_gives_the_same_output(tree: Tree, tmp_path: Path) -> None:
    tree.write({"content/tokyo/news/2026/festival/index.id.md": text("Festival", body="Gamelan *dan* tari.")})
    tree.build()
    content, other = str(tree.root / "content"), tmp_path / "other"
    command = [sys.executable, "-m", "pelican", content, "-s", str(PROJECT / "pelicanconf.py"), "-o", str(other)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(tree.now.timestamp()))}
    subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=True)
    assert read_all(other) == tree.output()


def test_the_statuses_are_those_of_the_command_line() -> None:
    listed = {int(number) for number in re.findall(r"^\| (\d) \|", README.read_text("utf-8"), re.MULTILINE)}
    assert listed == {cli.OK, cli.NOTHING, cli.USAGE, cli.QUARANTINED}


# ---------------------------------------------------------------- fields


@pytest.mark.parametrize("path", HANDBOOKS, ids=named)
def test_the_tables_of_a_handbook_are_those_that_the_code_makes(path: Path, tables: ModuleType) -> None:
    """When this fails: python docs/make_tables.py."""
    assert tables.rewritten(path.read_text("utf-8")) == path.read_text("utf-8")


@pytest.mark.parametrize(
    ("document", "fields", "language"),
    [
        ("docs/content.md", FIELDS, "en"),
        ("docs/panduan-penulis.md", FIELDS, "id"),
        ("docs/missions.md", MISSION_FIELDS, "en"),
    ],
)
def test_every_field_stands_in_its_table_with_its_meaning(
    document: str, fields: dict[str, Field], language: str, tables: ModuleType
) -> None:
    rows = [line for line in (PROJECT / document).read_text("utf-8").split("\n") if line.startswith("| ")]
    for field in fields.values():
        meaning = tables.cell_of(getattr(field, language))
        described = [row for row in rows if f"| `{field.name}` |" in row and row.endswith(f"| {meaning} |")]
        assert len(described) == 1, f"{document}: {field.name}"


# ---------------------------------------------------------------- examples


def picture() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (60, 40), "#8a1538").save(target, "JPEG")
    return target.getvalue()


STORIES = [(path, block) for path in (README, *HANDBOOKS) for block in blocks(path, "---\ntitle:")]
MISSIONS = [(path, block) for path in (README, *HANDBOOKS) for block in blocks(path, "kind: embassy")]
CHECKS = [(path, block) for path in (README, *HANDBOOKS) for block in blocks(path, "$ python3 tasks.py check")]


def test_there_are_examples() -> None:
    assert {named(path) for path, _ in STORIES} == {"README.md", "docs/content.md", "docs/panduan-penulis.md"}
    assert {named(path) for path, _ in MISSIONS} == {"README.md", "docs/missions.md"}
    assert {named(path) for path, _ in CHECKS} == {"README.md", "docs/panduan-penulis.md"}


@pytest.mark.parametrize(("path", "story"), STORIES, ids=lambda one: named(one) if isinstance(one, Path) else "")
def test_a_story_that_is_shown_is_published_without_a_problem(tree: Tree, path: Path, story: str) -> None:
    folder = "content/tokyo/news/2026/festival"
    tree.write({f"{folder}/index.id.md": story})
    if "\nimage:" in story:
        tree.write({f"{folder}/panggung.jpg": picture()})
    built = tree.build()
    assert built.report.problems == ()
    assert "Festival Indonesia di Tokyo" in tree.page("tokyo/id/news/2026/festival/")


@pytest.mark.parametrize(("path", "mission"), MISSIONS, ids=lambda one: named(one) if isinstance(one, Path) else "")
def test_a_mission_that_is_shown_joins_the_network(tree: Tree, path: Path, mission: str) -> None:
    tree.write({"missions/tokyo.yaml": mission})
    tokyo = next(one for one in load(str(tree.root)).missions if one.code == "tokyo")
    assert (tokyo.country, tokyo.languages, tokyo.accreditation) == ("JP", ("id", "ja", "en"), ("JP", "FM"))


@pytest.mark.parametrize(("path", "shown"), CHECKS, ids=lambda one: named(one) if isinstance(one, Path) else "")
def test_a_report_that_is_shown_is_what_check_says(tree: Tree, path: Path, shown: str) -> None:
    command, _, expected = shown.partition("\n")
    wrong = {"summary": "S", "topics": "[budaya]", "tags": "[a]", "authors": "[b]", "updated": "2026-11-02"}
    tree.write({"content/tokyo/news/2026/festival/index.id.md": text(**wrong, crosspost="{to: [osakka, portal]}")})
    done = tree.run(*shlex.split(command)[3:])
    assert (done.stdout, done.returncode) == (expected, cli.QUARANTINED)


# ---------------------------------------------------------------- what is named is there


def anchors(path: Path) -> set[str]:
    """Return the names of a document's headings, as Git hosts make them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    prose = re.sub(r"```.*?```|``.*?``|`[^`]*`", "", path.read_text("utf-8"), flags=re.DOTALL)
    for typed in re.findall(r"\]\(([^)\s]+)", prose):
        if re.match(r"[a-z]+:", typed):
            continue
        address, _, fragment = unquote(typed).partition("#")
        target = path.parent / address if address else path
        assert target.exists(), typed
        assert not fragment or fragment in anchors(target), typed


def test_every_module_that_is_named_exists() -> None:
    package = PROJECT / "plugins" / "kawat"
    for path in (package / "README.md", *HANDBOOKS):
        for name in re.findall(r"`([\w/-]+\.(?:py|yaml))`", path.read_text("utf-8")):
            beside = ("", "plugins/kawat", "docs", "missions", "missions/_network")
            assert any((PROJECT / folder / name).exists() for folder in beside), f"{named(path)}: {name}"


def test_every_function_of_the_journey_that_is_named_exists() -> None:
    sources = {path.stem: path.read_text("utf-8") for path in (PROJECT / "plugins" / "kawat").rglob("*.py")}
    page = (PROJECT / "plugins" / "kawat" / "README.md").read_text("utf-8")
    spoken = re.findall(r"`([a-z]\w+)\.([A-Za-z]\w+)(?:\(.*?\))?`", page)
    spoken = [(module, name) for module, name in spoken if name not in ("py", "json", "yaml", "sqlite", "md")]
    assert len(spoken) > 10
    for module, name in spoken:
        assert re.search(rf"^(def|class) {name}\b", sources[module], re.MULTILINE), f"{module}.{name}"


def test_every_folder_on_the_map_exists() -> None:
    places = re.findall(r"^\| `([\w./-]+)` \|", README.read_text("utf-8"), re.MULTILINE)
    assert {"content/", "missions/", "theme/", "plugins/kawat/", "docs/", "tests/"} <= set(places)
    for place in places:
        assert place in ("output/", ".cache/") or (PROJECT / place).exists(), place


def test_the_picture_of_the_portal_is_1280_wide_and_small() -> None:
    path = PROJECT / "docs" / "portal.webp"
    assert path.stat().st_size <= 120_000
    with Image.open(path) as opened:
        assert (opened.format, opened.width) == ("WEBP", 1280)


# ---------------------------------------------------------------- what nobody needs to know


HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org", "crates" + ".io", "proxy.go" + "lang")
FOLDERS = "|".join(("wor" + "k", "tm" + "p", "hom" + "e", "roo" + "t"))
UNWANTED = re.compile(
    "|".join([*map(re.escape, HOSTS), rf"(?<![\w./<>-])/(?:{FOLDERS})/[\w.]", r"\.\./sha" + "red"]), re.IGNORECASE
)


def test_no_file_names_a_package_host_or_a_place_on_somebodys_machine() -> None:
    """Locks and scripts work with whatever index is configured, and from any folder."""
    assert UNWANTED.search("--index-url https://" + HOSTS[0]) and UNWANTED.search("cd /tm" + "p/kawat")
    found = []
    for path in files():
        data = path.read_bytes()
        if b"\0" not in data[:8000]:
            found += [f"{named(path)}: {one}" for one in UNWANTED.findall(data.decode("utf-8", "replace"))]
    assert found == []
