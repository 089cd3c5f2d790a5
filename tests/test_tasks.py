"""tasks.py: what it says before .venv exists, when it trusts .venv, and that Invoke has the same commands."""

import argparse
import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import tasks
from tasks import UNFINISHED, Unready, broken, current, missing, pins, prepare, unsupported

ROOT = Path(__file__).parent.parent
LOCK = """\
setuptools==1.0 \\
    --hash=sha256:aa
    # via kawat
some-thing==2.0 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text(LOCK, "utf-8")
    return path


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """An environment made by hand that has Some.Thing 1.0: no stamp, another version than the lock's."""
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    (venv / "pyvenv.cfg").touch()
    metadata = venv / "lib" / "python3.11" / "site-packages" / "Some_Thing-1.0.dist-info" / "METADATA"
    metadata.parent.mkdir(parents=True)
    metadata.write_text("Metadata-Version: 2.1\nName: Some.Thing\nVersion: 1.0\n", "utf-8")
    return venv


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been run; nothing is."""
    said: list[str] = []
    monkeypatch.setattr(tasks, "_step", lambda text, *commands: said.append(text))
    return said


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str, *commands: list[str]) -> None:
        raise Unready("pip said: no network")

    monkeypatch.setattr(tasks, "_step", fail)


def stamp(venv: Path, *locks: Path) -> None:
    (venv / "kawat.stamp").write_text("\n".join(tasks._mark(venv, lock) for lock in locks), "utf-8")


# --- before .venv exists


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["build", "--help"]])
def test_a_question_is_answered_without_installing_anything(tmp_path: Path, words: list[str]) -> None:
    shutil.copy(ROOT / "tasks.py", tmp_path)
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    command = [sys.executable, "-I", "tasks.py", *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (tasks.HELP, "")
    assert not (tmp_path / ".venv").exists()


def test_the_script_does_not_import_invoke() -> None:
    code = "import sys, tasks; sys.exit('invoke' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize(
    ("version", "platform", "said"),
    [
        ((3, 9), "linux", "Kawat needs Python 3.11 or newer; this is 3.9."),
        ((3, 11), "linux", ""),
        ((3, 13), "darwin", ""),
        ((3, 13), "win32", "Kawat runs on Linux and macOS; on Windows, inside WSL."),
    ],
)
def test_an_old_python_and_windows_get_a_sentence(version: tuple[int, int], platform: str, said: str) -> None:
    assert unsupported(version, platform).partition(" Try: ")[0] == said


def test_an_old_python_can_parse_the_whole_file() -> None:
    ast.parse((ROOT / "tasks.py").read_text("utf-8"), feature_version=(3, 6))


def test_a_debian_without_python3_venv_is_told_what_to_install(
    tmp_path: Path, lock: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Unready, match="apt install python3-venv"):
        prepare(tmp_path / ".venv", lock)
    assert not (tmp_path / ".venv").exists()


# --- when .venv is trusted


def test_a_stamp_of_this_lock_and_this_python_is_current(venv: Path, lock: Path, steps: list[str]) -> None:
    stamp(venv, lock)
    assert current(venv, lock)
    prepare(venv, lock)
    assert steps == []


def test_another_lock_is_installed_over_it(
    venv: Path, lock: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "RUN", lock)
    stamp(venv, lock)
    lock.write_text(LOCK.replace("2.0", "2.1"), "utf-8")
    assert not current(venv, lock) and not broken(venv)
    prepare(venv, lock)
    assert steps == ["installing 2 packages of requirements.lock"]
    assert current(venv, lock)


def test_who_installed_for_the_tests_can_build(
    venv: Path, lock: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "RUN", lock)
    tests = lock.with_name("requirements-test.lock")
    tests.write_text(LOCK + "pytest==9.0 \\\n    --hash=sha256:dd\n", "utf-8")
    prepare(venv, tests)
    prepare(venv, lock)
    assert steps == ["installing 3 packages of requirements-test.lock"]


def test_a_half_made_environment_is_broken(venv: Path) -> None:
    (venv / "kawat.stamp").write_text(UNFINISHED, "utf-8")
    assert broken(venv)


def test_an_environment_whose_python_changed_is_broken(venv: Path, lock: Path) -> None:
    stamp(venv, lock)
    (venv / "bin" / "python").unlink()
    (venv / "bin" / "python").symlink_to(__file__)
    assert broken(venv) and not current(venv, lock)


@pytest.mark.parametrize("gone", ["bin/python", "pyvenv.cfg"])
def test_an_environment_without_its_python_is_broken(venv: Path, lock: Path, gone: str) -> None:
    stamp(venv, lock)
    (venv / gone).unlink()
    assert broken(venv) and not current(venv, lock)


def test_a_broken_environment_is_made_anew(venv: Path, lock: Path, offline: None) -> None:
    (venv / "kawat.stamp").write_text(UNFINISHED, "utf-8")
    with pytest.raises(Unready):
        prepare(venv, lock)
    assert [path.name for path in venv.iterdir()] == ["kawat.stamp"]
    assert broken(venv)


def test_without_network_a_prepared_environment_will_do(
    venv: Path, lock: Path, offline: None, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(venv, lock)
    assert "NOTICE: going on with the packages that .venv has" in capsys.readouterr().err
    assert not broken(venv) and not current(venv, lock)


def test_without_network_a_missing_package_is_an_error(venv: Path, lock: Path, offline: None) -> None:
    lock.write_text(LOCK + "other==1.0 \\\n    --hash=sha256:dd\n", "utf-8")
    assert missing(venv, lock) == ["other"]
    with pytest.raises(Unready, match="no network"):
        prepare(venv, lock)


def test_two_starts_make_the_environment_once(lock: Path, tmp_path: Path) -> None:
    code = """if True:
        import sys, time, tasks; from pathlib import Path
        def step(text, *commands):
            print(text, flush=True); time.sleep(0.3)
            if "making" in text:
                (venv / "bin").mkdir()
                for path in (venv / "bin" / "python", venv / "pyvenv.cfg"): path.touch()
        tasks._step, tasks.RUN, venv = step, Path(sys.argv[1]), Path(sys.argv[1]).with_name(".venv")
        tasks.prepare(venv, tasks.RUN)"""
    command, pipe = [sys.executable, "-c", code, str(lock)], subprocess.PIPE
    starts = [subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) for _ in range(2)]
    said = [start.communicate() for start in starts]
    assert sorted(len(out.splitlines()) for out, _ in said) == [0, 2]
    assert sorted(err for _, err in said) == ["", "kawat: another start is making .venv; waiting for it\n"]


# --- the locks


def test_the_test_lock_holds_the_same_pins_and_more() -> None:
    run, test = pins(tasks.RUN), pins(tasks.TEST)
    version = {name: re.split(r"[= \\]+", lines)[1] for name, lines in test.items()}
    assert {name: re.split(r"[= \\]+", lines)[1] for name, lines in run.items()}.items() <= version.items()
    assert {"pytest", "ruff", "mypy"} <= version.keys() - run.keys()


@pytest.mark.parametrize("lock", [tasks.RUN, tasks.TEST], ids=lambda lock: lock.name)
def test_each_pin_has_hashes_and_the_lock_names_no_place(lock: Path) -> None:
    assert all("--hash=sha256:" in lines for lines in pins(lock).values())
    assert tasks.BUILDER in pins(lock)
    assert not re.search(r"://|@ |^-|^ *#.*[/\\]", lock.read_text("utf-8"), re.M)


# --- the same commands for Invoke


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    build = commands.add_parser("build", description="Build all sites.")
    build.add_argument("--root", help="where (default: %(default)s)", default=".")
    build.add_argument("--site", action="append", help="only this one")
    build.add_argument("-j", "--jobs", type=int)
    build.add_argument("--dry-run", action="store_true")
    new = commands.add_parser("new", description="Begin a story.")
    new.add_argument("kind")
    new.add_argument("title")
    commands.add_parser("check", description="Check.").add_argument("paths", nargs="*")
    return parser


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("build", ["build"]),
        ("build --root=-x --dry-run --site a --site b", ["build", "--root=-x", "--site=a", "--site=b", "--dry-run"]),
        ("build --jobs 2 -- --strict", ["build", "--jobs=2", "--strict"]),
        ("new news Festival", ["new", "news", "Festival"]),
        ("check --paths a --paths b", ["check", "a", "b"]),
        ("check -- a b", ["check", "a", "b"]),
        ("test -- -k feeds", ["test", "-k", "feeds"]),
    ],
)
def test_what_is_typed_for_invoke_becomes_the_same_command(
    monkeypatch: pytest.MonkeyPatch, typed: str, meant: list[str]
) -> None:
    invoke = pytest.importorskip("invoke")
    called: list[list[str]] = []
    monkeypatch.setattr(tasks, "_cli", lambda: SimpleNamespace(parser=parser))
    monkeypatch.setattr(tasks, "main", lambda argv: called.append(argv) or 0)
    invoke.Program(namespace=tasks.namespace).run(["invoke", *typed.split()], exit=False)
    assert called == [meant]


def test_invoke_ends_with_the_status_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    invoke = pytest.importorskip("invoke")
    monkeypatch.setattr(tasks, "_cli", lambda: SimpleNamespace(parser=parser))
    monkeypatch.setattr(tasks, "main", lambda argv: 3)
    with pytest.raises(SystemExit, match="3"):
        invoke.Program(namespace=tasks.namespace).run(["invoke", "build"], exit=False)


def test_invoke_lists_every_command() -> None:
    cli = pytest.importorskip("kawat.cli")
    names = next(action.choices for action in cli.parser()._actions if isinstance(action.choices, dict))
    command = [sys.executable, "-m", "invoke", "--list"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {*names, "test"} <= set(listed.split())
