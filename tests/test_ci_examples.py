"""The jobs for continuous integration that docs/ci/ shows: they parse, run what exists, and trust nothing proposed."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import PROJECT

from kawat import cli

GITHUB, GITLAB = (PROJECT / "docs" / "ci" / name for name in ("github.yml", "gitlab.yml"))


def jobs(path: Path) -> dict[str, list[str]]:
    """Return the lines of shell of each job."""
    read: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    if path == GITHUB:
        found = {name: [step.get("run", "") for step in job["steps"]] for name, job in read["jobs"].items()}
    else:
        found = {name: job["script"] for name, job in read.items() if isinstance(job, dict) and "script" in job}
    return {name: "\n".join(scripts).splitlines() for name, scripts in found.items()}


@pytest.mark.parametrize("path", [GITHUB, GITLAB], ids=lambda path: path.name)
def test_every_command_of_the_jobs_exists_with_its_options(path: Path) -> None:
    ran = []
    for line in (line for lines in jobs(path).values() for line in lines if "tasks.py" in line):
        words = shlex.split(line.split("tasks.py", 1)[1].split("||")[0])
        cli.parser().parse_args(words)
        ran.append(words[0])
    assert ran == ["guard", "check", "build", "build", "deploy", "verify", "next"]


@pytest.mark.parametrize("path", [GITHUB, GITLAB], ids=lambda path: path.name)
def test_a_proposal_gets_no_keys_and_no_cache_and_its_code_is_not_run(path: Path) -> None:
    read: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    proposal, publish = (str((read["jobs"] if path == GITHUB else read)[name]) for name in ("propose", "publish"))
    for secret in ("secrets.", "cache", "TARGET}", "AWS"):
        assert secret not in proposal
    assert "cache" in publish
    lines = jobs(path)["propose"]
    assert any("git archive" in line and line.split("|")[0].rstrip().endswith("content missions") for line in lines)
    trusted = lines[: next(at for at, line in enumerate(lines) if "tasks.py" in line)]
    assert path == GITHUB or "cd ../trusted" in trusted
    assert path == GITLAB or ("checkout" in proposal and "ref" not in re.findall(r"'(\w+)':", proposal))


def test_actions_name_a_version_and_permissions_are_few() -> None:
    read = yaml.load(GITHUB.read_text("utf-8"), yaml.BaseLoader)
    used = re.findall(r"uses: (\S+)", GITHUB.read_text("utf-8"))
    assert used and all(re.fullmatch(r"actions/[a-z-]+@(v\d+|[0-9a-f]{40}|<40)", one) for one in used)
    assert read["permissions"] == {"contents": "read"}
    assert read["jobs"]["publish"]["concurrency"]["cancel-in-progress"] == "false"
