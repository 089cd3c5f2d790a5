"""Independent judges, from npm and Java: axe-core and the Nu HTML checker of pages, and the schema of JSON Feed.

`tests/npm/` pins them with their digests; they are fetched once into `.cache/npm/`, which git ignores.  Where npm, Java
or the network is missing, what needs them is skipped and says so.
"""

import fcntl
import json
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT

__all__ = ["axe", "json_feed", "nu"]

_PINNED = PROJECT / "tests" / "npm"
_FETCHED = PROJECT / ".cache" / "npm"
_NU = "nu.validator.client.SimpleCommandLineValidator"


@cache
def axe() -> str:
    """Return axe-core's script, which finds what people with disabilities would stumble over."""
    return (_modules() / "axe-core" / "axe.min.js").read_text("utf-8")


def nu(pages: Sequence[Path]) -> list[str]:
    """Return what the Nu HTML checker finds wrong with pages: "path:line: message", errors only."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("no Java here: install Debian's `default-jre-headless` to check the pages' HTML")
    jar = _modules() / "vnu-jar" / "build" / "dist" / "vnu.jar"
    # The class and not `-jar`, whose own start-up looks for a newer Java.
    command = [java, "-Xmx700m", "-cp", str(jar), _NU, "--format", "json", "--errors-only", "--exit-zero-always"]
    said = subprocess.run([*command, *map(str, pages)], capture_output=True, check=True, text=True).stderr
    return [
        f"{one['url']}:{one.get('lastLine', 0)}: {one['message']}"
        for one in json.loads(said)["messages"]
        if one["type"] != "info"
    ]


@cache
def json_feed() -> Any:
    """Return the JSON Schema of JSON Feed 1.1."""
    return json.loads((_modules() / "jsonfeed-schema" / "schema-v1.1.json").read_text("utf-8"))


@cache
def _modules() -> Path:
    _FETCHED.mkdir(parents=True, exist_ok=True)
    with open(_FETCHED / "lock", "w") as lock:  # of several test processes one fetches
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _fetched()


def _fetched() -> Path:
    lock = (_PINNED / "package-lock.json").read_bytes()
    kept = _FETCHED / "package-lock.json"
    if not kept.exists() or kept.read_bytes() != lock or not (_FETCHED / "node_modules").exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm here: install Debian's `npm` to fetch axe-core, the Nu HTML checker and a schema")
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(_PINNED / name, _FETCHED / name)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(_FETCHED)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            kept.unlink()
            pytest.skip(f"npm cannot fetch the judges: {done.stderr.strip().splitlines()[-1:]}")
    return _FETCHED / "node_modules"
