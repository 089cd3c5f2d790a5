"""The house keeps its shape: what the modules import, what they may touch, and that each says what it is for.

Read from the source, never by importing it.
"""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "plugins" / "kawat"
MODULES = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py"))

BASE = frozenset(
    {
        "model",
        "cldr",
        "codes",
        "harmonized",
        "networks",
        "moments",
        "problems",
        "messages",
        "digests",
        "patterns",
        "records",
    }
)
LAYERS: dict[str, frozenset[str]] = {
    "source": BASE,
    "editorial": BASE,
    "build": BASE,
    "publish": BASE | {"editorial"},
}
"""What each layer may import besides itself; the shell (every module that lies in no folder) may import all."""
SHELL = frozenset({"deploy", "guard", "wire"})
"""Folders that are of the shell: what a command does, where that is more than a module."""

PURE = ("editorial/", "publish/")
WRITERS = {
    "build/writer.py": "the destination",
    "build/sealed.py": "pictures in the cache",
    "build/ledger.py": "the ledger",
    "build/apart.py": "what another interpreter shall do, in a file without a name in the cache",
    "build/processes.py": "what came of work, into a pipe",
    "build/plan.py": "what is planned, in a file without a name in the cache",
    "build/store.py": "parts of feeds in the cache",
    "source/cache.py": "the cache",
    "source/editing.py": "the texts that editors' commands change or begin",
    "finding.py": "the editors' index, in the user's own cache folder",
    "deploy/folder.py": "generations of what is published",
    "deploy/git.py": "the objects of a branch, in the cache",
    "guard/commits.py": "missions/ as it was, in a temporary folder",
    "deploy/rsync.py": "what it sends, in a temporary folder",
    "cli.py": "the report that --report asks for",
    "compiled.py": "compiled templates, beside those of a trusted theme",
    "reports.py": "the partner report, in its folder",
}
LONG = {
    "model.py": "all nouns, so that they can be read together",
    "messages.py": "a table of sentences",
    "source/schema.py": "a table of fields",
    "source/types.py": "a toolbox of readers, each of them short",
}
MOST_LINES = 400


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text("utf-8"))


def imports(module: str) -> Iterator[str]:
    """Yield what a module imports, wherever in it: "kawat.model", "os.path", "kawat.editorial.catalogue.Shown" …"""
    package = ["kawat", *module.split("/")[:-1]]
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{stem}.{alias.name}" for alias in node.names)


def calls(module: str) -> Iterator[str]:
    """Yield every dotted name that a module mentions, such as "os.path.join" or "open"."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Attribute | ast.Name):
            yield ast.unparse(node)


def public(module: str) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Yield the public functions and classes, and the public methods of those."""
    for node in tree(module).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                        yield inner


def layer(module: str) -> str:
    return module.split("/")[0] if "/" in module else ""


@pytest.mark.parametrize("module", [one for one in MODULES if "/" in one and one.split("/")[0] not in SHELL])
def test_a_layer_imports_only_what_lies_below_it(module: str) -> None:
    allowed = LAYERS[layer(module)] | {layer(module)}
    ours = {name.split(".")[1] for name in imports(module) if name.startswith("kawat.")}
    assert ours <= allowed, f"{module} imports {sorted(ours - allowed)}"


@pytest.mark.parametrize("module", [f"{one}.py" for one in sorted(BASE)])
def test_the_base_stands_on_itself_alone(module: str) -> None:
    assert {name.split(".")[1] for name in imports(module) if name.startswith("kawat.")} <= BASE


def test_imports_make_no_circle() -> None:
    """Also within a layer, and also where an import hides in a function."""
    known = {one.removesuffix(".py").removesuffix("/__init__").replace("/", "."): one for one in MODULES}
    below: dict[str, set[str]] = {}
    for name, module in known.items():
        asked = {one.removeprefix("kawat.") for one in imports(module) if one.startswith("kawat.")}
        found = {one if one in known else one.rpartition(".")[0] for one in asked}
        below[name] = {one for one in found if one in known and "." + one != "." + name}
    order: list[str] = []

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path[path.index(name) :], name))
        if name not in order:
            for other in sorted(below[name]):
                visit(other, (*path, name))
            order.append(name)

    for name in sorted(below):
        visit(name, ())


@pytest.mark.parametrize("module", [one for one in MODULES if one != "plugin.py"])
def test_only_the_plugin_knows_pelican(module: str) -> None:
    assert not [name for name in imports(module) if name.split(".")[0] == "pelican"]


@pytest.mark.parametrize("module", [one for one in MODULES if one.startswith(PURE)])
def test_a_pure_layer_opens_no_file_and_asks_no_clock(module: str) -> None:
    forbidden = ("os", "io.open", "pathlib", "shutil", "tempfile", "glob", "time", "random", "secrets", "uuid")
    forbidden += ("subprocess", "socket", "sqlite3", "threading", "multiprocessing", "locale", "urllib.request")
    for name in imports(module):
        assert not any(name == one or name.startswith(one + ".") for one in forbidden), f"{module} imports {name}"
    asked = {"open", "input", "print", "eval", "exec", "__import__", "id", "hash"} & set(calls(module))
    asked |= {name for name in calls(module) if name.endswith((".now", ".utcnow", ".today", ".read_text"))}
    # `catalogue.now` is the moment that the catalogue holds for: a value, not a question.
    assert not asked - {"catalogue.now", "desk.catalogue.now", "self.now"}, f"{module} uses {sorted(asked)}"


@pytest.mark.parametrize("module", [one for one in MODULES if one not in WRITERS])
def test_only_few_modules_write_files(module: str) -> None:
    writing = {"write_text", "write_bytes", "unlink", "rmtree", "makedirs", "mkdir", "rename", "replace", "copyfile"}
    writing |= {"copytree", "symlink", "link", "truncate", "remove", "rmdir", "utime", "move"}
    used = {f"{owner}.{name}" for owner in ("os", "shutil") for name in writing} & set(calls(module))
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("open", "os.open", "io.open", "os.fdopen"):
            modes = [*node.args[1:2], *(word.value for word in node.keywords if word.arg == "mode")]
            mode = modes[0] if modes else ast.Constant("r")
            if not (isinstance(mode, ast.Constant) and set(str(mode.value)) <= set("rbt")):
                used.add(ast.unparse(node))
    assert not used, f"{module}: {sorted(used)}"


@pytest.mark.parametrize("module", [one for one in MODULES if not one.endswith("__init__.py")])
def test_a_module_says_what_is_public_in_order(module: str) -> None:
    found = [
        ast.literal_eval(node.value)
        for node in tree(module).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    assert len(found) == 1, f"{module} has no __all__"
    assert found[0] == sorted(found[0], key=lambda name: (not name.isupper(), not name[0].isupper(), name)), module
    body = [inner for node in tree(module).body for inner in (node.orelse if isinstance(node, ast.If) else [node])]
    defined = {
        name.id if isinstance(name, ast.Name) else name
        for node in body
        for name in (
            node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", getattr(node, "name", None))]
        )
    }
    assert set(found[0]) <= defined, f"{module} does not define {sorted(set(found[0]) - defined)}"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_and_all_that_is_public_in_it_say_what_they_are_for(module: str) -> None:
    assert ast.get_docstring(tree(module)), f"{module} has no docstring"
    silent = [node.name for node in public(module) if not ast.get_docstring(node)]
    # What feedgen's own class declares is described there.
    assert [name for name in silent if not name.startswith("extend_")] == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_one_idea_and_not_long(module: str) -> None:
    lines = len((PACKAGE / module).read_text("utf-8").splitlines())
    assert (lines > MOST_LINES) == (module in LONG), f"{module} has {lines} lines"


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    folders = {path.parent.name for path in Path(__file__).parent.rglob("test_*.py")}
    left_out = pytestconfig.getini("norecursedirs")
    assert folders >= {"build"} and not [one for one in folders for name in left_out if fnmatch(one, name)]
