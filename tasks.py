#!/usr/bin/env python3
"""Kawat's commands, from a bare machine and from inside an environment.

    python3 tasks.py build      needs Python 3.11+ and nothing else: makes .venv first
    invoke build                the same, where .venv is active

Commands and their options are declared once, in ``kawat.cli.parser()``; both ways in read them there. Only ``test`` is
told here, since it is about the repository and not about a site. Until .venv is ready the standard library must do, and
the syntax is what Python 3.6 can parse, so that an old Python gets a sentence and not a SyntaxError.
"""

import gc
import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from invoke.collection import Collection
    from invoke.context import Context
    from invoke.tasks import Task


def unsupported(version: "tuple[int, ...]", platform: str) -> str:
    """Return why Kawat cannot run here and what helps, or an empty string."""
    if version < (3, 11):
        found = ".".join(map(str, version))
        return f"Kawat needs Python 3.11 or newer; this is {found}. Try: python3.11 tasks.py (or python3.12, 3.13)"
    return "Kawat runs on Linux and macOS; on Windows, inside WSL." if platform == "win32" else ""


if unsupported(sys.version_info[:2], sys.platform):
    sys.exit(unsupported(sys.version_info[:2], sys.platform))

ROOT = Path(__file__).absolute().parent
VENV = ROOT / ".venv"
# One process a core; a module's tests share what it has built, and conftest.py says in which order modules come.
ALL_TESTS = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
RUN, TEST = ROOT / "requirements.lock", ROOT / "requirements-test.lock"  # TEST holds every pin of RUN
BUILDER = "setuptools"  # makes wheels of packages that come as source only
UNFINISHED = "unfinished"  # the stamp of a .venv in the making
HELP = """\
Kawat makes a ministry's portal, its missions' subsites, and their feeds from one tree of Markdown.

    python3 tasks.py build      what content/ and missions/ hold, into output/
    python3 tasks.py serve      the same, shown in a browser on this machine
    python3 tasks.py check      what is wrong, nothing published
    python3 tasks.py test       Kawat's own tests

The first of these makes .venv and installs the packages of requirements.lock, which needs the network once. After that,
`python3 tasks.py --help` lists all commands, and `python3 tasks.py build --help` the options of one.
"""


class Unready(Exception):
    """Something that must be there first cannot be had; the message says why and what to do."""


def main(argv: list[str]) -> int:
    """Run one command inside .venv, which is made where it must be, and return its exit status."""
    testing = argv[:1] == ["test"]
    asked = not argv or (not testing and not {"-h", "--help"}.isdisjoint(argv))
    if asked and not current(VENV, RUN):  # a question installs nothing
        print(HELP, end="")
        return 0
    try:
        if not _started():
            prepare(VENV, TEST if testing else RUN)
        if not _inside():
            _go_inside(argv)
    except Unready as reason:
        print(f"kawat: {reason}", file=sys.stderr)
        return 1
    if testing:
        return test(argv[1:])
    if argv[:1] == ["build"]:  # this process ends with it, and to look for garbage takes a tenth of an edit's time
        gc.disable()
    return int(_cli().main(argv or ["--help"]))


def test(arguments: list[str]) -> int:
    """Run ruff, mypy and pytest (which takes what follows); the status is that of the first that failed."""
    environment = {**os.environ, "KAWAT_CHROMIUM": _chromium()}
    status = 0
    for tool, *options in (["ruff", "check", "."], ["mypy"], ["pytest", *(arguments or ALL_TESTS)]):
        started = time.monotonic()
        code = subprocess.run([sys.executable, "-m", tool, *options], cwd=ROOT, env=environment).returncode
        if tool != "pytest":  # whose own summary shall be the last line
            print(f"{tool} {'FAILED' if code else 'passed'} in {time.monotonic() - started:.1f} s", flush=True)
        status = status or code
    return status


def _chromium() -> str:
    """Return the browser for the tests, installed where we may with their other judges, or an empty string."""
    if "KAWAT_CHROMIUM" in os.environ:
        return os.environ["KAWAT_CHROMIUM"]
    wanted = {"chromium": ("chromium", "fonts-noto-core"), "npm": ("npm",), "java": ("default-jre-headless",)}
    wanted |= {name: (name,) for name in ("nginx", "apache2", "newsboat")}  # what serves feeds, and what reads them
    wanted |= {"sshd": ("openssh-server",), "rsync": ("rsync",), "minisign": ("minisign",)}  # what deployments meet
    wanted |= {name: (name,) for name in ("strace", "faketime")}  # what sees each file touched, and another clock
    missing = [package for tool, packages in wanted.items() if not shutil.which(tool) for package in packages]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        apt = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get"]  # at level 1 no server is started
        install = [*apt, "install", "-y", "--no-install-recommends", *missing]
        try:
            _step(f"installing {', '.join(missing)} for the tests", [*apt, "update"], install)
        except Unready as reason:
            print(f"kawat: {reason}", file=sys.stderr)
    found = shutil.which("chromium") or ""
    if not found:
        print("kawat: NOTICE: no chromium here, tests that need a browser are skipped", file=sys.stderr)
    return found


def _cli() -> Any:
    """Return the module that declares and runs all commands but `test`."""
    sys.path.insert(0, str(ROOT / "plugins"))
    try:
        return importlib.import_module("kawat.cli")
    except ModuleNotFoundError as error:
        ours = error.name in ("kawat", "kawat.cli")
        if _inside() and not ours:
            raise
        hint = "Is this checkout whole?" if ours else "Run `python3 tasks.py build` once, then .venv/bin/invoke"
        sys.exit(f"kawat: {error}. {hint}")


# --- the environment -------------------------------------------------------------------------------------------------


def prepare(venv: Path, lock: Path) -> None:
    """Bring `venv` to what `lock` says; returns at once where it is so already.

    Without the network a `venv` that somebody prepared will do, if it has every package in some version.

    Raises:
        Unready: packages are missing, and cannot be installed.
    """
    if current(venv, lock):
        return
    with _alone():
        if current(venv, lock):  # made by another start, while this one waited for it
            return
        if broken(venv):
            _make(venv)
        stamp = venv / "kawat.stamp"
        before = stamp.read_text("utf-8") if stamp.exists() else ""
        stamp.write_text(UNFINISHED, "utf-8")
        try:
            _install(venv, lock)
        except Unready as reason:
            if before == UNFINISHED or missing(venv, lock):
                raise Unready(f"{reason}\nkawat: installing needs the network, once") from reason
            stamp.write_text(before, "utf-8")
            print(f"kawat: {reason}\nkawat: NOTICE: going on with the packages that .venv has", file=sys.stderr)
        else:
            stamp.write_text("\n".join(sorted({_mark(venv, lock), _mark(venv, RUN)})), "utf-8")


def current(venv: Path, lock: Path) -> bool:
    """Tell whether `venv` was made whole, from `lock` as it is now and for the Python that it still leads to."""
    try:
        return _mark(venv, lock) in (venv / "kawat.stamp").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return False


def broken(venv: Path) -> bool:
    """Tell whether `venv` is absent or of no use: its making was cut short, or its Python has gone or changed."""
    try:
        interpreter, stamp = _interpreter(venv), venv / "kawat.stamp"
    except FileNotFoundError:
        return True
    # One without a stamp was made by hand, and is good until pip says otherwise.
    return stamp.exists() and stamp.read_text("utf-8").split("\t")[0] not in ("", interpreter)


def missing(venv: Path, lock: Path) -> list[str]:
    """Return the packages of `lock` that `venv` has in no version at all, in the order of the lock."""
    from importlib.metadata import distributions

    folders = [str(path) for path in venv.glob("lib/*/site-packages")]
    there = {re.sub(r"[-_.]+", "-", found.name).lower() for found in distributions(path=folders)}
    return [name for name in pins(lock) if name not in there and name != BUILDER]


def pins(lock: Path) -> dict[str, str]:
    """Return the lock's lines (version and hashes) by package, in the order of the lock."""
    return {found[1]: found[0] for found in re.finditer(r"^([\w.-]+)==(?:.*\\\n)*.*\n", lock.read_text("utf-8"), re.M)}


def _mark(venv: Path, lock: Path) -> str:
    return f"{_interpreter(venv)}\t{hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _interpreter(venv: Path) -> str:
    (venv / "pyvenv.cfg").stat()  # without it, Python would not know that it is in an environment
    return str((venv / "bin" / "python").resolve(strict=True))


def _make(venv: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise Unready("this Python cannot make an environment, ensurepip is missing. Try: apt install python3-venv")
    shutil.rmtree(venv, ignore_errors=True)
    venv.mkdir()
    (venv / "kawat.stamp").write_text(UNFINISHED, "utf-8")
    _step(f"making {venv.name} with Python {sys.version.split()[0]}", [sys.executable, "-m", "venv", str(venv)])


def _install(venv: Path, lock: Path) -> None:
    """Install what `lock` pins, the builder first: pip on its own would fetch the newest, whatever its hash."""
    builder = venv / "builder.lock"
    builder.write_text(pins(lock)[BUILDER], "utf-8")
    pip = "-m pip install --no-input --disable-pip-version-check --retries=2 --use-pep517 --no-build-isolation"
    install = [str(venv / "bin" / "python"), *pip.split(), "--require-hashes", "-r"]
    _step(f"installing {len(pins(lock))} packages of {lock.name}", [*install, str(builder)], [*install, str(lock)])


def _step(text: str, *commands: list[str]) -> None:
    """Run commands in turn, and tell on one line what is done and how long it took."""
    started = time.monotonic()
    print(f"kawat: {text} … ", end="", file=sys.stderr, flush=True)
    for command in commands:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, text=True, close_fds=False)
        if done.returncode:
            print("failed", file=sys.stderr)
            said = (done.stdout + done.stderr).splitlines()
            errors = [line for line in said if line.startswith(("ERROR:", "E:"))]  # as pip and apt-get spell it
            raise Unready("\n  ".join([f"{' '.join(command[:4])} … said:", *(errors or said[-6:])]))
    print(f"{time.monotonic() - started:.1f} s", file=sys.stderr)


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other start is making .venv. A pip that outlives its killed parent has inherited the lock."""
    import fcntl

    with open(__file__, "rb") as handle:
        os.set_inheritable(handle.fileno(), True)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("kawat: another start is making .venv; waiting for it", file=sys.stderr)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _inside() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def _started() -> bool:
    """Tell whether this process has come from `_go_inside`, which keeps its id."""
    return os.environ.get("KAWAT_STARTED") == str(os.getpid())


def _go_inside(argv: list[str]) -> None:
    """Start anew with .venv's Python."""
    if _started():
        raise Unready("the Python of .venv does not enter it. Is PYTHONHOME set? Else remove .venv and try again")
    os.environ["KAWAT_STARTED"] = str(os.getpid())
    sys.stdout.flush()
    python = str(VENV / "bin" / "python")  # as argv[0] too: by it Python finds the environment that it is in
    os.execv(python, [python, str(ROOT / "tasks.py"), *argv])


# --- the same commands for Invoke ------------------------------------------------------------------------------------


def __getattr__(name: str) -> Any:
    """Make Invoke's collection when Invoke asks for it; the script never pays for the import."""
    if name != "namespace":
        raise AttributeError(f"tasks.py has no {name}")
    return _collection()


def _collection() -> "Collection":
    from argparse import ArgumentParser

    from invoke.collection import Collection

    choices = next(action.choices for action in _cli().parser()._actions if isinstance(action.choices, dict))
    collection = Collection()
    for name, command in {"test": ArgumentParser(description=test.__doc__), **choices}.items():
        collection.add_task(_task(name, command), name=name)
    return collection


def _task(name: str, command: "ArgumentParser") -> "Task[Any]":
    """Return the command as Invoke's Task. Words after ``--`` go to it as they are."""
    from inspect import Parameter, Signature

    from invoke.tasks import Task

    actions = [action for action in command._actions if action.dest != "help"]
    required = [action.dest for action in actions if not action.option_strings and action.nargs is None]
    several = [action.dest for action in actions if action.nargs in ("*", "+") or "Append" in type(action).__name__]

    def body(context: "Context", **given: Any) -> None:
        words = []
        for action in actions:
            value = given[action.dest]
            for each in value if isinstance(value, list) else [value]:
                if each not in (None, False):
                    words.append("=".join([*action.option_strings[-1:], *([] if each is True else [each])]))
        status = main([name, *words, *shlex.split(context.remainder)])
        if status:
            sys.exit(status)

    parameters = [Parameter("context", Parameter.POSITIONAL_ONLY)]
    for action in actions:
        absent = Parameter.empty if action.dest in required else False if action.nargs == 0 else None
        parameters.append(Parameter(action.dest, Parameter.KEYWORD_ONLY, default=absent))
    body.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    body.__doc__ = command.description
    helps = {action.dest: command._get_formatter()._expand_help(action) for action in actions if action.help}
    return Task(body, positional=required, iterable=several, help=helps, auto_shortflags=False)


if __name__ == "__main__":
    ended = main(sys.argv[1:])
    if "kawat.options" in sys.modules:
        sys.modules["kawat.options"].leave(ended)
    sys.exit(ended)
