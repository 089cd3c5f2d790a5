"""Runs functions of the theme's JavaScript modules outside of a browser, with the Node.js that Playwright brings."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT

STATIC = PROJECT / "theme" / "static"
_RUN = """
const [module, name] = process.argv.slice(1);
const { readFileSync } = await import("node:fs");
const source = readFileSync(module, "utf8");
const run = (await import("data:text/javascript," + encodeURIComponent(source)))[name];
const answers = [];
for (const given of JSON.parse(readFileSync(0, "utf8"))) answers.push(await run(...given));
process.stdout.write(JSON.stringify(answers));
"""


def node() -> str:
    """Return a Node.js, or skip the test."""
    driver = pytest.importorskip("playwright._impl._driver")
    return str(Path(driver.compute_driver_executable()[0]))


def call(module: str, name: str, given: list[tuple[Any, ...]]) -> list[Any]:
    """Return what a module's function returns for each tuple of arguments."""
    command = [node(), "--input-type=module", "-e", _RUN, str(STATIC / module), name]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers
