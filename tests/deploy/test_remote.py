"""Deploying file by file: whatever stops it, no reader misses a file, and the next deployment completes it."""

import contextlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from smallsites import LATER, NOW, dangling, put, site

from kawat.build.manifest import parse
from kawat.deploy import planning, source
from kawat.deploy.planning import Plan
from kawat.deploy.remote import LostError, Occasion, Published, Remote
from kawat.deploy.source import Source
from kawat.deploy.state import FOLDER
from kawat.problems import KawatError

runs = itertools.count()


class StoppedError(Exception):
    """As when the machine loses power."""


@dataclass
class Memory:
    """A store in memory, with conditional writes, which stops at the n-th change."""

    files: dict[str, bytes] = field(default_factory=dict)
    stops_at: int = -1
    changes: int = 0
    after: Callable[[], object] = lambda: None

    def _change(self) -> None:
        if self.changes == self.stops_at:
            raise StoppedError
        self.changes += 1

    def get(self, path: str) -> tuple[bytes, str] | None:
        return (self.files[path], repr(self.files[path])) if path in self.files else None

    def put(self, path: str, data: bytes, tag: str | None = None) -> str:
        if tag is not None and tag != (self.get(path) or (b"", ""))[1]:
            raise LostError
        self._change()
        self.files[path] = data
        self.after()
        return repr(data)

    def put_all(self, made: Source, paths: Sequence[str], resuming: bool, sent: Callable[[int], None]) -> None:
        for path in paths:
            self.put(path, made.bytes_of(path))
            sent(1)

    def delete(self, paths: Sequence[str]) -> None:
        for path in paths:
            self._change()
            self.files.pop(path, None)

    @property
    def seen(self) -> dict[str, bytes]:
        """What readers see."""
        return {path: data for path, data in self.files.items() if not path.startswith(FOLDER)}


def begin(store: Memory, output: Path, now: datetime = NOW) -> tuple[Source, Published, Plan, Occasion]:
    """Return what a deployment has found out before it writes."""
    made, published = source.opened(str(output)), Remote(store).look()
    plan = planning.plan(published.before, made.manifest, published.state.late, now)
    return made, published, plan, Occasion(f"run {next(runs)}", now, lambda stage, done, total: None)


def deploy(store: Memory, output: Path, now: datetime = NOW) -> None:
    Remote(store).apply(*begin(store, output, now))


def whole(store: Memory, output: Path) -> None:
    """Assert that the store is what was built, besides what is on its way out."""
    made = source.opened(str(output))
    late = Remote(store).look().state.late
    assert store.seen.keys() - late.keys() == made.manifest.files.keys() | {"manifest.json"}
    assert {path: store.files[path] for path in made.manifest.files} == {
        p: made.bytes_of(p) for p in made.manifest.files
    }
    assert not Remote(store).look().unfinished and dangling(store.seen) == []


@pytest.fixture
def outputs(tmp_path: Path) -> tuple[Path, Path]:
    """An old output and a new one, in which a story is added, one removed, and the style is another."""
    old = put(tmp_path / "old", site(["angklung", "batik", "gamelan"]))
    new = site(["angklung", "festival", "gamelan"], style="p { color: red }", removed=["batik"])
    return old, put(tmp_path / "new", new, removed=["batik"])


def test_a_reader_who_follows_all_links_notices_what_is_missing() -> None:
    files = site(["angklung", "batik"])
    assert dangling(files) == []
    for path in files:
        if path not in ("index.html", "feeds/news.xml", "sitemap.xml", "search/index.json", "removed.json"):
            assert dangling({name: data for name, data in files.items() if name != path}), path


def test_a_deployment_that_is_stopped_at_any_write(outputs: tuple[Path, Path]) -> None:
    old, new = outputs
    before = Memory()
    deploy(before, old)
    for at in itertools.count():
        store = Memory(dict(before.files), at)
        store.after = lambda store=store: checked(store)  # type: ignore[misc]
        try:
            deploy(store, new)
        except StoppedError:
            checked(store)
            again = Memory(dict(store.files))
            deploy(again, new)
            whole(again, new)
            back = Memory(dict(store.files))  # and when the next deployment is one of the old output
            deploy(back, old)
            whole(back, old)
        else:
            assert at == store.changes > 20
            whole(store, new)
            return


def checked(store: Memory) -> None:
    assert dangling(store.seen) == [], store.changes
    if "manifest.json" in store.files:
        told = parse(store.files["manifest.json"])
        assert told.files.keys() <= store.seen.keys() | Remote(store).look().state.late.keys()


def test_another_order_would_be_noticed(outputs: tuple[Path, Path]) -> None:
    old, new = outputs
    store = Memory()
    deploy(store, old)
    made, published, plan, occasion = begin(store, new)
    backwards = Plan(plan.stages[::-1], plan.delete, plan.late, plan.new, plan.changed, plan.removed)
    broken: list[str] = []
    store.after = lambda: broken.extend(dangling(store.seen))
    Remote(store).apply(made, published, backwards, occasion)
    assert any("festival" in one for one in broken)


def test_what_was_removed_is_gone_at_once_and_the_style_stays_for_a_while(outputs: tuple[Path, Path]) -> None:
    old, new = outputs
    store = Memory()
    deploy(store, old)
    styles = {path for path in store.files if path.startswith("theme/")}
    deploy(store, new)
    assert not any(b"Batik" in data or b"batik" in data for path, data in store.seen.items() if path not in
                   ("removed.json", "manifest.json"))  # fmt: skip
    assert styles <= store.files.keys()
    deploy(store, new, LATER)
    assert not styles & store.files.keys()
    whole(store, new)


def test_a_stale_deployer_loses_before_it_has_changed_anything(outputs: tuple[Path, Path]) -> None:
    old, new = outputs
    store = Memory()
    deploy(store, old)
    stale = begin(store, old)
    deploy(store, new)
    seen = store.seen
    with pytest.raises(LostError):
        Remote(store).apply(*stale)
    assert store.seen == seen
    deploy(store, new, LATER)
    whole(store, new)


def test_a_deployer_that_was_overtaken_half_way_stops_at_its_next_stage(outputs: tuple[Path, Path]) -> None:
    """What it still puts of the stage that it was in, it notes, and the next deployment puts it right."""
    old, new = outputs
    for at in range(1, 30):
        store = Memory()
        deploy(store, old)
        slow = begin(store, new)
        store.changes = 0

        def overtake(store: Memory = store, at: int = at) -> None:
            if store.changes == at:
                store.after = lambda: None
                deploy(store, old, LATER)

        store.after = overtake
        with contextlib.suppress(LostError):
            Remote(store).apply(*slow)
        store.after = lambda: None
        deploy(store, old, LATER)
        whole(store, old)


NAMES = st.lists(st.sampled_from(["angklung", "batik", "festival", "gamelan"]), unique=True)
STEPS = st.lists(st.tuples(NAMES, st.sampled_from(["a", "b"]), st.integers(0, 30), st.integers(0, 40)), max_size=6)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield tmp_path_factory.mktemp("any")


@settings(max_examples=25)
@given(steps=STEPS)
def test_any_row_of_deployments_each_stopped_anywhere(
    scratch: Path, steps: Sequence[tuple[list[str], str, int, int]]
) -> None:
    """As hours pass, outputs come and go; now and then one gets through."""
    store, now, ever = Memory(), NOW, set[str]()
    for stories, style, stops_at, hours in (*steps, (["batik"], "a", -1, 0)):
        now += timedelta(hours=hours)
        ever |= set(stories)
        output = put(scratch / "output", site(stories, style), past=ever)
        store.stops_at, store.changes = stops_at, 0
        try:
            deploy(store, output, now)
        except StoppedError:
            assert dangling(store.seen) == []
        else:
            whole(store, output)
    deploy(store, output, now + timedelta(days=9))
    assert store.seen.keys() == source.opened(str(output)).manifest.files.keys() | {"manifest.json"}


def test_a_file_that_is_not_what_was_built_is_not_sent(outputs: tuple[Path, Path]) -> None:
    old, new = outputs
    store = Memory()
    deploy(store, old)
    (new / "index.html").write_bytes(b"other")
    with pytest.raises(KawatError, match=r"index.html is not what was built: build again, then deploy"):
        deploy(store, new)
    assert dangling(store.seen) == []


def test_a_manifest_that_cannot_be_read_stops_everything(outputs: tuple[Path, Path]) -> None:
    store = Memory({"manifest.json": b"{}"})
    with pytest.raises(KawatError, match="put the last good one back"):
        Remote(store).look()
