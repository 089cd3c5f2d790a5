"""Paths that want out: whatever a team names, wherever, no byte lands outside of the destination and the cache.

All of them lie in one tree, which is built once under `strace`, so that it is the kernel that says which files were
opened for writing, made, renamed, linked or removed, by whatever library in whatever process.
"""
# ruff: noqa: E501 — a vector is one line

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import NETWORK, PROJECT, Tree, read_all, text

ESCAPES = (
    "../../../../../../../../../../srv/kawat-out", "/srv/kawat-out", "//srv/kawat-out", "file:///srv/kawat-out",
    "..\\..\\..\\kawat-out", "....//....//kawat-out", "..%2f..%2f..%2fkawat-out", "%2e%2e/%2e%2e/kawat-out",
    "%252e%252e%252fkawat-out", "..%c0%af..%c0%afkawat-out", "./../../kawat-out", "a/../../../kawat-out",
    "..;/..;/kawat-out", "~/kawat-out", "$HOME/kawat-out", "C:\\kawat-out", "\\\\host\\share\\kawat-out",
    "kawat-out/.", "../", "..", ".", "/", "kawat-out\u2215..\u2215x", "\uff0e\uff0e/kawat-out", "/dev/shm/kawat-out",
    "/proc/self/cwd/kawat-out", ".git/hooks/post-checkout", ".kawat/journal.json", "manifest.json", "_hosts/x/kawat-out",
)  # fmt: skip
FIELDS = {
    "image": {"image": "{}", "image_alt": "x"},
    "id": {"id": "{}"},
    "an id of the site": {"id": "tokyo/{}"},
    "aliases": {"aliases": ["{}"]},
    "an alias of the site": {"aliases": ["/tokyo/{}"]},
    "crosspost": {"crosspost": {"to": ["{}"]}},
    "override": {"crosspost": {"to": ["osaka"], "override": {"{}": {"title": "x"}}}},
    "topics": {"topics": ["{}"]},
}
BODIES = ("[x]({})", "![x](<{}>)", "![x]({{static}}{})", "<img src='{}' alt='x'>")
CALLS = (
    "open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat"
)
CALLS += ",rmdir,mknod,mknodat,truncate,chmod,fchmodat,utimensat,chdir"


def vectors() -> dict[str, str | bytes]:
    """Return texts by path: each escape in each field, in each body, and as a name."""
    files: dict[str, str | bytes] = {}
    cases = [(name, fields, "Isi.") for name, fields in FIELDS.items()] + [(body, {}, body) for body in BODIES]
    for number, (escape, (_, fields, body)) in enumerate(itertools.product(ESCAPES, cases)):
        typed = json.dumps({"title": "x", "date": "2026-11-01 09:00", **fields}).replace("{}", json.dumps(escape)[1:-1])
        front = "\n".join(f"{name}: {json.dumps(value)}" for name, value in json.loads(typed).items())
        files[f"content/tokyo/news/2026/v{number}/index.id.md"] = f"---\n{front}\n---\n\n{body.format(escape)}\n"
    for number, escape in enumerate(ESCAPES):
        files[f"content/tokyo/news/p{number}.md"] = (
            f"Title: x\nDate: 2019-01-01\nSlug: {escape}\nLang: {escape}\n\nIsi.\n"
        )
        files[f"content/tokyo/news/q{number}.md"] = f"Title: {escape}\nDate: 2019-01-01\nCategory: {escape}\n\nIsi.\n"
        name = escape.replace("/", "\\").replace("\0", "")
        if name not in (".", ".."):
            files[f"content/tokyo/news/2026/{name}/index.id.md"] = text()
            files[f"content/{name}/news/2026/x/index.id.md"] = text()
    return files


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    made = Tree(tmp_path / "in" / "root", tmp_path / "in" / "output").write(NETWORK)
    (tmp_path / "outside").mkdir()
    return made


def changed(trace: str, cwd: Path) -> set[Path]:
    """Return what a trace says was changed, or opened in order to change it; calls that failed change nothing."""
    found = set()
    for line in trace.splitlines():
        call = re.match(r"(?:\d+\s+)?(\w+)\((.*?)(?:\)\s+= (-?)\d.*| <unfinished \.\.\.>)$", line)
        if call is None or call[3]:
            continue
        name, given = call[1], call[2]
        assert name not in ("chdir", "openat2"), "paths would be relative to another folder"
        if name.startswith("open") and not re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", given):
            continue
        folders = re.findall(r"(?:AT_FDCWD|\d+)<([^>]*)>", given)
        named = [one.encode().decode("unicode_escape") for one in re.findall(r'"((?:[^"\\]|\\.)*)"', given)]
        if name.startswith("symlink"):
            named = named[1:]
        folders += [str(cwd)] * len(named)
        found |= {
            Path(os.path.normpath(os.path.join(folder, path))) for folder, path in zip(folders, named, strict=False)
        }
    return found


def traced(tree: Tree, tmp_path: Path, *command: str) -> tuple["subprocess.CompletedProcess[str]", set[Path]]:
    if shutil.which("strace") is None:
        pytest.skip("no strace here: install Debian's `strace`")
    log = tmp_path / "trace"
    wrapped = ["strace", "-f", "-y", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(log), *command]
    done = subprocess.run(
        wrapped,
        capture_output=True,
        text=True,
        cwd=tree.root,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    if not log.exists() or not log.stat().st_size:
        pytest.skip(f"strace may not trace here: {done.stderr[-200:]}")
    return done, changed(log.read_text("utf-8", "replace"), tree.root)


def outside(paths: set[Path], tree: Tree) -> set[str]:
    """Return which of these lie neither in the destination nor in the cache."""
    own = (tree.dest, tree.root / ".cache")
    return {str(one) for one in paths if not any(one == folder or folder in one.parents for folder in own)} - {
        "/dev/null"
    }


def test_no_vector_of_hundreds_changes_a_byte_outside(tree: Tree, tmp_path: Path) -> None:
    files = vectors()
    assert len(files) > 400
    tree.write(files)
    for number, escape in enumerate(("/srv", "../../../../..", str(tmp_path / "outside"))):
        folder = tree.root / f"content/tokyo/news/2026/s{number}"
        folder.mkdir()
        (folder / "index.id.md").symlink_to(escape)
        (tree.root / f"content/tokyo/news/l{number}").symlink_to(escape)
    before = {path: data for path, data in read_all(tmp_path).items() if not path.startswith("in/output")}
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from kawat.cli import main; sys.exit(main())"
    options = (
        "build",
        "--root",
        str(tree.root),
        "--dest",
        str(tree.dest),
        "--now",
        tree.now.isoformat(),
        "--jobs",
        "2",
    )
    done, paths = traced(tree, tmp_path, sys.executable, "-c", code, str(PROJECT / "plugins"), *options)
    assert done.returncode == 3, done.stderr[-2000:]
    assert len(paths) > 100 and outside(paths, tree) == set()
    now = {path: data for path, data in read_all(tmp_path).items() if not path.startswith("in/output")}
    assert {path for path in now.keys() | before.keys() if now.get(path) != before.get(path)} <= {"trace", *(
        path for path in now if path.startswith("in/root/.cache/")
    )}  # fmt: skip
    # and the trace would have told
    wrote = "import os, pathlib; pathlib.Path('../../outside/x').write_text('x'); os.rename('../../outside/x', '../../outside/y')"
    _, paths = traced(tree, tmp_path, sys.executable, "-c", wrote)
    assert outside(paths, tree) == {str(tmp_path / "outside" / name) for name in "xy"}
