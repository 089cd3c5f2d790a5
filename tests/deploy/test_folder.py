"""Deploying to a folder: readers get one whole output or the other, whatever stops it."""

import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import read_all
from smallsites import LATER, NOW, dangling, order, put, send, site
from test_crash import Calls, disk_is_full, kill_all
from webservers import serving

from kawat.deploy import run
from kawat.deploy.folder import KEPT, Generations
from kawat.deploy.run import RefusedError
from kawat.problems import BusyError, KawatError, UsageError

CHANGES = ("open", "mkdir", "link", "rename", "replace", "symlink", "unlink", "rmdir")
OLD, NEW = site(["angklung", "batik"]), site(["angklung", "batik", "festival"], style="p { color: red }")


@pytest.fixture(scope="module", autouse=True)
def swift() -> Iterator[None]:
    """To wait for all disks of the machine, some hundred times, would take minutes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "sync", lambda: None)
        yield


def seen(target: Path) -> dict[str, bytes]:
    """Return what a web server would show, without what it never links to."""
    found = read_all(target / "current") if (target / "current").exists() else {}
    return {path: data for path, data in found.items() if not path.startswith((".kawat/", "manifest.json"))}


def shows(target: Path) -> str:
    """Assert that readers see one of the outputs, whole, and say which; styles on their way out may be there too."""
    files = seen(target)
    for name, site_ in (("new", NEW), ("old", OLD)):
        if files.keys() >= site_.keys() and all(files[path] == data for path, data in site_.items()):
            assert dangling(files) == []
            assert {path.split("/")[0] for path in files.keys() - site_.keys()} <= {"theme", "search"}
            return name
    assert files == {}
    return "nothing"


def forked(target: Path, output: Path, cache: Path, sabotage: Callable[[], None]) -> int:
    """Deploy in a process of its own group; return its exit status, negative for the signal that ended it."""
    child = os.fork()
    if not child:
        try:
            os.setsid()
            sabotage()
            send(output, target, cache)
            os._exit(0)
        except (KawatError, OSError):
            os._exit(1)
        finally:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def points(target: Path, output: Path, cache: Path) -> int:
    """How many calls that change the file system an undisturbed deployment makes."""
    calls = Calls(0, lambda: None, CHANGES)
    assert forked(target, output, cache, calls) == 0
    return calls.count


@pytest.mark.parametrize("happens", [kill_all, disk_is_full])
def test_a_deployment_that_is_killed_or_has_no_room_at_any_point(tmp_path: Path, happens: Callable[[], None]) -> None:
    old, new = put(tmp_path / "old", OLD), put(tmp_path / "new", NEW)
    kept, target = tmp_path / "kept", tmp_path / "srv"
    for _ in range(KEPT):  # so that an old generation is pruned too
        for output in (new, old):
            send(output, kept, tmp_path, told=frozenset({"--allow-removal"}))
    shutil.copytree(kept, target, symlinks=True)
    total, found = points(target, new, tmp_path), []
    assert total > 60 and shows(target) == "new"
    for at in range(1, total + 1, 1 if happens is kill_all else 3):
        shutil.rmtree(target)
        shutil.copytree(kept, target, symlinks=True, copy_function=os.link)
        status = forked(target, new, tmp_path, Calls(at, happens, CHANGES, onwards=happens is disk_is_full))
        found.append(shows(target))
        assert status == (-signal.SIGKILL if happens is kill_all else 1)
        for number in Generations(str(target)).numbers():
            assert dangling(read_all(target / "generations" / number)) == [], "half a generation never looks like one"
        send(new, target, tmp_path)
        assert shows(target) == "new"
    assert found == sorted(found, key=("old", "new").index) and {"old", "new"} == set(found)


def test_a_first_deployment_that_is_killed_leaves_nothing_to_see(tmp_path: Path) -> None:
    output = put(tmp_path / "output", OLD)
    total = points(tmp_path / "any", output, tmp_path)
    for at in range(1, total + 1, 5):
        target = tmp_path / str(at)
        assert forked(target, output, tmp_path, Calls(at, kill_all, CHANGES)) == -signal.SIGKILL
        assert shows(target) in ("nothing", "old")
        send(output, target, tmp_path)
        assert shows(target) == "old"


def test_what_is_the_same_is_one_file_in_all_generations_and_few_are_kept(tmp_path: Path) -> None:
    output, target = tmp_path / "output", tmp_path / "srv"
    for number in range(KEPT + 3):
        send(put(output, site(["angklung"], note=f"<p>{number}</p>")), target, tmp_path)
    numbers = Generations(str(target)).numbers()
    assert numbers == tuple(f"{one:06}" for one in range(4, KEPT + 4))
    feeds = {(target / "generations" / one / "feeds/news.xml").stat().st_ino for one in numbers}
    pages = {(target / "generations" / one / "index.html").stat().st_ino for one in numbers}
    assert (len(feeds), len(pages)) == (1, KEPT)
    assert (output / "feeds/news.xml").stat().st_ino not in feeds, "a build never shares a file with what is published"


def test_an_output_that_is_published_already_makes_no_generation(tmp_path: Path) -> None:
    output, target = put(tmp_path / "output", OLD), tmp_path / "srv"
    send(output, target, tmp_path)
    assert send(output, target, tmp_path).plan.put == ()
    assert Generations(str(target)).numbers() == ("000001",)


def test_styles_of_yesterday_stay_for_a_day(tmp_path: Path) -> None:
    output, target = tmp_path / "output", tmp_path / "srv"
    send(put(output, OLD), target, tmp_path)
    style = next(path for path in OLD if path.startswith("theme/"))
    send(put(output, NEW), target, tmp_path)
    assert (target / "current" / style).read_bytes() == OLD[style]
    send(output, target, tmp_path, now=LATER)
    assert not (target / "current" / style).exists() and shows(target) == "new"


def test_a_dry_run_lists_and_touches_nothing(tmp_path: Path) -> None:
    output, target = put(tmp_path / "output", OLD), tmp_path / "srv"
    plan = send(output, target, tmp_path / "cache", dry_run=True).plan
    assert plan.new == tuple(sorted(OLD)) and (plan.changed, plan.removed) == ((), ())
    assert not target.exists() and not (tmp_path / "cache").exists()


def test_what_nobody_can_have_meant_is_refused_and_allowed_by_a_word(tmp_path: Path) -> None:
    output, target = put(tmp_path / "output", NEW), tmp_path / "srv"
    send(output, target, tmp_path)
    put(output, OLD, past=["festival"])
    with pytest.raises(
        RefusedError, match="pages and feeds would vanish, more than 10%; if that is meant: --allow-removal"
    ):
        send(output, target, tmp_path)
    assert shows(target) == "new"
    assert [option for option, _ in send(output, target, tmp_path, dry_run=True).refused] == ["--allow-removal"]
    send(output, target, tmp_path, told=frozenset({"--allow-removal"}))
    assert seen(target)["index.html"] == OLD["index.html"]


def test_folders_of_others_and_folders_in_use_are_left_alone(tmp_path: Path) -> None:
    output, target = put(tmp_path / "output", OLD), tmp_path / "srv"
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "index.html").write_text("mine")
    with pytest.raises(UsageError, match="holds other files; a deployment wants a folder of its own"):
        send(output, tmp_path / "www", tmp_path)
    with Generations(str(target)).held(), pytest.raises(BusyError, match="another deployment is writing to"):
        send(output, target, tmp_path)
    send(output, target, tmp_path)


@pytest.mark.parametrize(
    ("broken", "said"), [("manifest.json", "first: python3 tasks.py build"), ("index.html", "build again")]
)
def test_half_an_output_is_not_deployed(tmp_path: Path, broken: str, said: str) -> None:
    output = put(tmp_path / "output", OLD)
    (output / broken).unlink()
    with pytest.raises(KawatError, match=said):
        send(output, tmp_path / "srv", tmp_path)
    put(output, OLD)
    (output / ".kawat").mkdir()
    (output / ".kawat" / "journal.json").write_text("{}")
    with pytest.raises(UsageError, match="is half changed"):
        send(output, tmp_path / "srv", tmp_path)


def test_nginx_serves_without_an_error_while_outputs_are_switched(tmp_path: Path) -> None:
    """Readers follow what a page names, also after the next output has come."""
    output, target = tmp_path / "output", tmp_path / "srv"
    send(put(output, site(["angklung"], style="0")), target, tmp_path)
    errors, asked, done = list[str](), [0], threading.Event()
    with serving("nginx", target / "current", tmp_path / "nginx", "") as web:

        def read() -> None:
            while not done.is_set():
                _, _, page = web.ask("/")
                style = page.split(b'href="')[1].split(b'"')[0].decode()
                for path in ("/feeds/news.xml", style, "/news/angklung/", "/search/index.json"):
                    status = web.ask(path)[0]
                    asked[0] += 1
                    if status != 200:
                        errors.append(f"{status} {path}")

        readers = [threading.Thread(target=read) for _ in range(3)]
        for one in readers:
            one.start()
        for number in range(1, 21):
            send(put(output, site(["angklung"], style=f"{number}")), target, tmp_path)
        done.set()
        for one in readers:
            one.join()
        assert web.ask("/news/nowhere/")[0] == 404, "an error would be noticed"
    assert errors == [] and asked[0] > 100


def test_going_back_needs_something_to_go_back_to(tmp_path: Path) -> None:
    output, target = put(tmp_path / "output", OLD), tmp_path / "srv"
    with pytest.raises(UsageError, match="was not deployed from here"):
        run.back(order(target, tmp_path))
    send(output, target, tmp_path)
    with pytest.raises(UsageError, match=r"there is no older generation of .* to go back to \(there are 1\)"):
        run.back(order(target, tmp_path))


def test_going_back_twice_goes_further_back(tmp_path: Path) -> None:
    output, target = tmp_path / "output", tmp_path / "srv"
    for number in range(4):
        send(put(output, site(["angklung"], note=f"<p>{number}</p>")), target, tmp_path, now=NOW)
    told = [run.back(order(target, tmp_path))[1] for _ in range(2)]
    assert told == ["3", "2"] and b"<p>1</p>" in seen(target)["index.html"]
    assert run.back(order(target, tmp_path), 4)[1] == "4" and b"<p>3</p>" in seen(target)["index.html"]
