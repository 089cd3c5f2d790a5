"""Runs the theme's JavaScript modules outside of a browser, with the Node.js that Playwright brings."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT

STATIC = PROJECT / "theme" / "static"
_MODULE = """
const { readFileSync } = await import("node:fs");
const [file, ...rest] = process.argv.slice(1);
const given = JSON.parse(readFileSync(0, "utf8"));
const module = await import("data:text/javascript," + encodeURIComponent(readFileSync(file, "utf8")));
const answers = [];
"""
_CALL = "for (const one of given) answers.push(await module[rest[0]](...one));"
_ASK = """
let read = [];
const index = new module.Index("https://kawat.example/search/", async (url) => {
  read.push(url);
  return readFileSync(rest[0] + new URL(url).pathname, "utf8");
});
for (const [question, within] of given) {
  read = [];
  if (rest[1] === "complete") answers.push(await index.complete(question));
  else {
    const { hits, typed, marked } = await index.find(question, within);
    const cards = await index.cards(hits.slice(0, module.PER_PAGE));
    answers.push({ count: hits.length, typed, marked: [...marked].sort(), cards, read });
  }
}
"""
_TELL = "\nprocess.stdout.write(JSON.stringify(answers));"


@dataclass(frozen=True)
class Answer:
    """What the browser's module finds: how many, the first ten by title, what was taken for a slip, files read."""

    count: int
    titles: list[str]
    cards: list[dict[str, str]]
    typed: list[list[str]]
    marked: list[str]
    read: list[str]


def call(module: str, name: str, given: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Return what a module's function returns for each tuple of arguments."""
    return _run(_CALL, list(given), str(STATIC / module), name)


def ask(folder: Path, *questions: str, **within: str) -> list[Answer]:
    """Return what questions find in the index below a folder, each within the same site, lang, kind and year."""
    found = _run(_ASK, [(one, within) for one in questions], str(STATIC / "search.js"), str(folder))
    return [Answer(**one, titles=[card["title"] for card in one["cards"]]) for one in found]


def complete(folder: Path, *beginnings: str) -> list[list[str]]:
    """Return the words that are suggested for beginnings."""
    return _run(_ASK, [(one, {}) for one in beginnings], str(STATIC / "search.js"), str(folder), "complete")


def _run(script: str, given: list[Any], *arguments: str) -> list[Any]:
    driver = pytest.importorskip("playwright._impl._driver")
    node = str(driver.compute_driver_executable()[0])
    command = [node, "--input-type=module", "-e", _MODULE + script + _TELL, *arguments]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers
