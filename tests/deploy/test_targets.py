"""Real targets: an object store that speaks S3, a machine behind ssh, a Git repository."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import boto3
import pytest
from conftest import read_all
from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from moto.server import ThreadedMotoServer
from smallsites import LATER, dangling, order, put, send, site

from kawat.deploy import run
from kawat.deploy import s3 as s3_module
from kawat.deploy.remote import LostError, Remote
from kawat.deploy.rsync import Folder
from kawat.deploy.s3 import Bucket
from kawat.problems import KawatError, UsageError
from kawat.publish import headers

OLD, NEW = site(["angklung", "batik"]), site(["angklung", "festival"], style="p { color: red }", removed=["batik"])


@pytest.fixture
def outputs(tmp_path: Path) -> tuple[Path, Path]:
    """An old output, and a new one in which a story was removed and one was added."""
    return put(tmp_path / "old", OLD), put(tmp_path / "new", NEW, removed=["batik"])


def readers_see(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return what is linked to, without what only deployments read, and styles on their way out."""
    hidden = (".kawat/", ".nojekyll", "manifest.json", "theme/")
    return {path: data for path, data in files.items() if not path.startswith(hidden)}


def same(files: dict[str, bytes], expected: dict[str, bytes]) -> bool:
    return readers_see(files) == readers_see(expected) and dangling(files) == []


# ---------------------------------------------------------------- S3


@pytest.fixture(scope="module")
def s3() -> Iterator[Any]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        given = {"ENDPOINT_URL": f"http://{host}:{port}", "ACCESS_KEY_ID": "a", "SECRET_ACCESS_KEY": "b"}
        for name, value in {**given, "DEFAULT_REGION": "us-east-1", "EC2_METADATA_DISABLED": "true"}.items():
            patch.setenv(f"AWS_{name}", value)
        client = boto3.client("s3")
        client.create_bucket(Bucket="kawat")
        yield client
    server.stop()


def objects(folder: str) -> dict[str, bytes]:
    """Return what lies in a folder of the bucket, without asking over the wire."""
    found = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets["kawat"].keys
    return {
        name.removeprefix(f"{folder}/"): found[name].value for name in sorted(found) if name.startswith(f"{folder}/")
    }


class StoppedError(Exception):
    """As when the machine loses power."""


def stops_after(count: int) -> Callable[..., str]:
    """Return a `Bucket.put` that fails for good after so many writes."""
    real, left = Bucket.put, [count]

    def put_(bucket: Bucket, *given: Any, **named: Any) -> str:
        if left[0] == 0:
            raise StoppedError
        left[0] -= 1
        return real(bucket, *given, **named)

    return put_


def test_a_bucket_gets_what_differs_with_the_headers_of_the_table(
    s3: Any, tmp_path: Path, outputs: tuple[Path, Path]
) -> None:
    old, new = outputs
    send(old, "s3://kawat/plain", tmp_path)
    assert same(objects("plain"), OLD)
    for path in OLD:
        told = s3.head_object(Bucket="kawat", Key=f"plain/{path}")
        assert (told["ContentType"], told["CacheControl"]) == (
            headers.of(path)["Content-Type"],
            headers.of(path)["Cache-Control"],
        )
    plan = send(new, "s3://kawat/plain", tmp_path).plan
    assert same(objects("plain"), NEW) and "media/" not in "".join(path for path, _ in plan.late)
    assert send(new, "s3://kawat/plain", tmp_path, now=LATER).plan.delete == tuple(
        p for p in OLD if p.startswith("theme/")
    )
    assert same(objects("plain"), NEW)


def test_a_bucket_never_names_what_is_not_there_whichever_put_was_the_last(
    s3: Any, tmp_path: Path, outputs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = outputs
    real, states = Bucket.put, list[list[str]]()

    def watched(bucket: Bucket, *given: Any, **named: Any) -> str:
        tag = real(bucket, *given, **named)
        states.append(dangling(objects("watched")))
        return tag

    monkeypatch.setattr(s3_module, "_THREADS", 1)
    monkeypatch.setattr(Bucket, "put", watched)
    for output, files, least in ((old, OLD, 15), (new, NEW, 15)):
        states.clear()
        send(output, "s3://kawat/watched", tmp_path)
        assert len(states) >= least and not any(states)
        assert same(objects("watched"), files)
    s3.delete_object(Bucket="kawat", Key="watched/news/festival/index.html")
    assert dangling(objects("watched")), "what is missing would be noticed"


@pytest.mark.parametrize("count", [1, 3, 9, 14])
def test_a_bucket_whose_deployer_is_stopped_is_completed_by_one_that_knows_nothing(
    s3: Any, tmp_path: Path, outputs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    old, new = outputs
    target = f"s3://kawat/stopped{count}"
    send(old, target, tmp_path / "a")
    with monkeypatch.context() as patch, pytest.raises(StoppedError):
        patch.setattr(Bucket, "put", stops_after(count))
        send(new, target, tmp_path / "a")
    assert send(new, target, tmp_path / "b").resumed is (count > 1)
    assert same(objects(f"stopped{count}"), NEW)


def test_a_resumed_deployment_sends_only_what_is_not_there_yet(
    s3: Any, tmp_path: Path, outputs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = outputs
    send(old, "s3://kawat/resumed", tmp_path)
    sent, real = list[str](), Bucket.put
    with monkeypatch.context() as patch:
        patch.setattr(Bucket, "put", stops_after(8))
        with pytest.raises(StoppedError):
            send(new, "s3://kawat/resumed", tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Bucket, "put", lambda bucket, path, *rest: sent.append(path) or real(bucket, path, *rest))
        plan = send(new, "s3://kawat/resumed", tmp_path).plan
    assert 0 < len([path for path in plan.put if path in sent]) < len(plan.put)
    assert same(objects("resumed"), NEW)


def test_a_stale_deployer_of_a_bucket_loses(s3: Any, tmp_path: Path, outputs: tuple[Path, Path]) -> None:
    old, new = outputs
    send(old, "s3://kawat/stale", tmp_path)
    bucket = Bucket("s3://kawat/stale")
    published = Remote(bucket).look()
    send(new, "s3://kawat/stale", tmp_path)
    for path, tag in zip(("manifest.json", ".kawat/state.json"), published.tags, strict=True):
        for lost in (tag, ""):
            with pytest.raises(LostError):
                bucket.put(path, b"stale", lost)
    assert same(objects("stale"), NEW)


def test_a_bucket_that_is_not_there_is_said(s3: Any, tmp_path: Path, outputs: tuple[Path, Path]) -> None:
    with pytest.raises(KawatError, match=r"s3://nowhere/.*NoSuchBucket"):
        send(outputs[0], "s3://nowhere", tmp_path)


# ---------------------------------------------------------------- rsync


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An ssh server of our own on this machine; what RSYNC_RSH must be to reach it."""
    sshd = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
    if not sshd or not shutil.which("rsync") or not shutil.which("ssh"):
        pytest.skip("no sshd or no rsync here: install Debian's `openssh-server` and `rsync`")
    folder = tmp_path_factory.mktemp("ssh")
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    (folder / "keys").write_bytes((folder / "user.pub").read_bytes())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    lines = [f"Port {port}", "ListenAddress 127.0.0.1", f"HostKey {folder}/host", f"AuthorizedKeysFile {folder}/keys",
             f"PidFile {folder}/pid", "StrictModes no", "UsePAM no", "PasswordAuthentication no"]  # fmt: skip
    (folder / "config").write_text("\n".join(lines))
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    running = subprocess.Popen([sshd, "-D", "-e", "-f", folder / "config"], stderr=subprocess.PIPE)
    shared = f"-o ControlMaster=auto -o ControlPersist=30 -o ControlPath={tempfile.mkdtemp()}/c"
    trusting = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
    command = f"ssh {shared} {trusting} -p {port} -i {folder}/user"
    for _ in range(50):
        done = subprocess.run([*command.split(), f"{getpass.getuser()}@127.0.0.1", "true"], capture_output=True)
        if done.returncode == 0:
            break
        time.sleep(0.1)
    else:
        running.terminate()
        pytest.skip(f"sshd does not let us in here: {done.stderr.decode()}")
    yield command
    running.terminate()
    running.wait(20)


def test_a_folder_behind_ssh(
    ssh: str, tmp_path: Path, outputs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RSYNC_RSH", ssh)
    old, new = outputs
    there, target = tmp_path / "there", f"127.0.0.1:{tmp_path}/there"
    with pytest.raises(KawatError, match="there"):
        send(old, target, tmp_path)
    there.mkdir()
    send(old, target, tmp_path)
    assert same(read_all(there), OLD)
    published = Remote(Folder(target)).look()

    stages = list[Sequence[str]]()
    real = Folder.put_all

    def stopping(folder: Folder, made: Any, paths: Sequence[str], *rest: Any) -> None:
        if len(stages) == 2:
            raise StoppedError
        stages.append(paths)
        real(folder, made, paths, *rest)

    with monkeypatch.context() as patch, pytest.raises(StoppedError):
        patch.setattr(Folder, "put_all", stopping)
        send(new, target, tmp_path)
    assert dangling(read_all(there)) == [] and not same(read_all(there), NEW)
    assert send(new, target, tmp_path).resumed
    assert same(read_all(there), NEW) and not (there / "media" / "nothing").exists()
    with pytest.raises(LostError):
        Folder(target).put("manifest.json", b"stale", published.tags[0])
    assert {path.stat().st_mode & 0o777 for path in there.rglob("*.html")} == {0o644}


# ---------------------------------------------------------------- Git


def git(*words: object) -> str:
    return subprocess.run(["git", *map(str, words)], check=True, capture_output=True, text=True).stdout


def checkout(repository: Path, folder: Path) -> dict[str, bytes]:
    git("clone", "--quiet", "--branch", "pages", repository, folder)
    found = read_all(folder)
    return {path: data for path, data in found.items() if not path.startswith(".git/")}


def test_a_branch_holds_one_commit_without_a_past(tmp_path: Path, outputs: tuple[Path, Path]) -> None:
    old, new = outputs
    repository = tmp_path / "pages.git"
    git("init", "--quiet", "--bare", repository)
    target = f"git:{repository}#pages"
    send(old, target, tmp_path)
    assert same(checkout(repository, tmp_path / "first"), OLD)
    branch = run._target(order(target, tmp_path / "other"))
    published = branch.look()
    send(new, target, tmp_path)
    assert same(checkout(repository, tmp_path / "second"), NEW)
    assert git("-C", repository, "rev-list", "--count", "pages") == "1\n"
    made = run.source.opened(str(old))
    plan = run.planning.plan(published.before, made.manifest, {}, LATER)
    with pytest.raises(LostError):
        branch.apply(made, published, plan, run.Occasion("stale", LATER, lambda *told: None))
    assert same(checkout(repository, tmp_path / "third"), NEW)
    run.back(order(target, tmp_path))
    back = checkout(repository, tmp_path / "fourth")
    assert dangling(back) == [] and b"batik" not in back["index.html"].lower() and b"gamelan" not in back["index.html"]


@pytest.mark.parametrize("target", ["git:somewhere", "git:#pages"])
def test_a_branch_must_be_named(tmp_path: Path, outputs: tuple[Path, Path], target: str) -> None:
    with pytest.raises(UsageError, match="write git:REPOSITORY#BRANCH"):
        send(outputs[0], target, tmp_path)
