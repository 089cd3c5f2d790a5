"""The executor: stale outputs become staged files, and what could not be made says why."""

import os
import signal
from pathlib import Path

import pytest

from kawat.build.executor import Unmade, make
from kawat.build.writer import Made, Stage
from kawat.digests import file_digest
from kawat.model import Output

OUTPUTS = [Output(f"page/{number}/index.html", "article", (str(number),), "key=1", "tokyo") for number in range(30)]


def render(output: Output) -> bytes:
    return f"page {output.subject[0]}".encode()


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_output_is_staged_with_its_digest_and_size(tmp_path: Path, jobs: int) -> None:
    made = dict(make(OUTPUTS, render, Stage(str(tmp_path)), jobs))
    assert made == {one: Made(file_digest(render(one)), len(render(one))) for one in OUTPUTS}


def test_what_is_staged_can_be_put_in_place(tmp_path: Path) -> None:
    stage = Stage(str(tmp_path))
    paths = [output.path for output, _ in make(OUTPUTS, render, stage, 2)]
    stage.commit(sorted(paths), [])
    assert (tmp_path / "page/7/index.html").read_bytes() == b"page 7"
    assert len(list(tmp_path.rglob("*.html"))) == 30


def test_an_output_that_cannot_be_made_says_why_and_the_others_are_made(tmp_path: Path) -> None:
    def troubled(output: Output) -> bytes:
        match output.subject[0]:
            case "3":
                raise KeyError("no such view")
            case "4":
                os.kill(os.getpid(), signal.SIGKILL)
            case "5":
                return None  # type: ignore[return-value]
            case "6":
                (tmp_path / "gone.jpg").read_bytes()
        return render(output)

    made = {output.subject[0]: result for output, result in make(OUTPUTS, troubled, Stage(str(tmp_path)), 2)}
    unmade = {name: result for name, result in made.items() if isinstance(result, Unmade)}
    assert sorted(unmade) == ["3", "4", "5", "6"] and len(made) == 30
    assert unmade["3"].why.endswith("KeyError: 'no such view'\n")
    assert unmade["4"].why == "crash"
    assert "TypeError" in unmade["5"].why
    assert unmade["6"].why == f"[Errno 2] No such file or directory: '{tmp_path}/gone.jpg'"


def test_an_output_with_a_path_outside_is_not_made(tmp_path: Path) -> None:
    evil = Output("../evil.html", "article", (), "key=1", "tokyo")
    ((output, result),) = make([evil], lambda output: b"x", Stage(str(tmp_path / "dest")), 1)
    assert output is evil and isinstance(result, Unmade) and "does not lie below the destination" in result.why
    assert not (tmp_path / "evil.html").exists()


def test_nothing_to_make_makes_no_worker(tmp_path: Path) -> None:
    assert list(make([], render, Stage(str(tmp_path)), 2)) == []
