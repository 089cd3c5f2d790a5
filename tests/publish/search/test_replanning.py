"""The index is made when it is planned; after an edit it is revised, with the same files as a clean plan has."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from catalogues import press, world
from conftest import text

from kawat.build.apart import apart
from kawat.build.store import Store
from kawat.model import Output
from kawat.publish import rendering
from kawat.publish.desk import Desk
from kawat.publish.search import listing, planning, postings
from kawat.publish.shelf import Memory

WORDS = "pasar taman kopi rotan gamelan pelabuhan kereta beasiswa paspor tenun rempah musik".split()
STORIES = {
    f"content/tokyo/news/2026/cerita-{number}/index.{language}.md": text(
        f"Cerita {number}" if language == "id" else f"Story {number}",
        f"2026-10-{1 + number // 10:02} {number % 10 + 8:02}:00" if language == "id" else None,
        " ".join(WORDS[number * step % len(WORDS)] for step in range(1, 6)) + f" kata{number} bersama teman.",
    )
    for number in range(60)
    for language in (["id", "en"] if number % 7 == 0 else ["id"])
}
OLD = "content/tokyo/news/2026/cerita-1/index.id.md"
EDITED = {**STORIES, OLD: STORIES[OLD].replace("kata1 bersama", "kopi bersama")}
ARTICLE = "tokyo/news/2026/cerita-1"


def desk_of(files: dict[str, str], parts: Memory) -> Desk:
    return dataclasses.replace(world(files).desk(), fragments=parts)


def files_of(desk: Desk, planned: tuple[Output, ...]) -> dict[str, bytes]:
    """Return the bytes of planned files, with what they are joined from."""
    for one in planning.fragments(desk, planned):
        desk.fragments.put({one.key: planning.serialize_document(desk, *one.subject)})
    return {one.path: rendering.render(desk, press(), one) for one in planned}


def replanned(desk: Desk, before: dict[str, bytes], articles: set[str]) -> tuple[Output, ...]:
    """Return what is other after edits, which take no file away."""
    found = planning.replan(desk, before[planning.INDEX], articles)
    assert found and not found[1]
    return found[0]


def planned_anew(files: dict[str, str]) -> tuple[dict[str, bytes], dict[str, str]]:
    desk = desk_of(files, Memory())
    planned = tuple(planning.begin(desk)())
    return files_of(desk, planned), {one.path: one.key for one in planned}


@pytest.fixture(scope="module")
def parts() -> Memory:
    """What a build of the stories has kept."""
    kept = Memory()
    tuple(planning.begin(desk_of(STORIES, kept))())
    return kept


@pytest.fixture(scope="module")
def before() -> dict[str, bytes]:
    return planned_anew(STORIES)[0]


def test_an_edit_alone_gives_the_few_files_that_change(parts: Memory, before: dict[str, bytes]) -> None:
    after, keys = planned_anew(EDITED)
    desk = desk_of(EDITED, Memory(parts))
    again = replanned(desk, before, {ARTICLE})
    made = files_of(desk, again)
    assert {path for path, data in after.items() if before.get(path) != data} <= made.keys()
    assert made == {path: after[path] for path in made}
    assert {one.path: one.key for one in again} == {path: keys[path] for path in made}
    assert len(made) < len(after) / 2
    assert planning.kept(desk) <= set(desk.fragments)  # type: ignore[call-overload]


def test_after_an_edit_common_words_are_listed_out_of_what_was_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_LISTED", 5)
    monkeypatch.setattr(postings, "_LONG", 8)
    monkeypatch.setattr(postings, "BLOCK", 7)
    kept = Memory()
    desk = desk_of(STORIES, kept)
    published = files_of(desk, tuple(planning.begin(desk)()))
    assert any(b" 60\t" in data for data in published.values()), "some words are in all documents, and so cut"
    longer = {**STORIES, OLD: STORIES[OLD].replace("bersama", "bersama-sama dengan kawan lama dan pengrajin tenun")}
    after, _ = planned_anew(longer)
    monkeypatch.setattr(listing, "listed", None)
    desk = dataclasses.replace(desk_of(longer, Memory(kept)), standing=published.get)
    made = files_of(desk, replanned(desk, published, {ARTICLE}))
    assert made == {path: after[path] for path in made}
    assert {path for path, data in after.items() if published.get(path) != data} <= made.keys()


@pytest.mark.parametrize("held", [1, 2, 5, 13, 36, 59])
def test_stories_that_came_are_put_behind_the_others_and_what_they_replace_is_gone(held: int) -> None:
    """Whatever is full by then; an older story is edited at the same time."""
    slugs = [f"/cerita-{number}/" for number in range(held)]
    older = {path: text for path, text in STORIES.items() if any(slug in path for slug in slugs)}
    kept = Memory()
    desk = desk_of(older, kept)
    published = files_of(desk, tuple(planning.begin(desk)()))
    came = [f"tokyo/news/2026/cerita-{number}" for number in range(held, 60)]
    for some in (1, len(came)):
        slugs = [f"/cerita-{number}/" for number in range(held + some)]
        now = {path: text for path, text in EDITED.items() if any(slug in path for slug in slugs)}
        desk = desk_of(now, Memory(kept))
        found = planning.replan(desk, published[planning.INDEX], {ARTICLE} if held > 1 else set(), came[:some])
        assert found is not None
        made, after = files_of(desk, found[0]), planned_anew(now)[0]
        assert {path: data for path, data in published.items() if path not in found[1]} | made == after
        assert planning.kept(desk) <= set(desk.fragments)  # type: ignore[call-overload]
    lost = desk_of(now, Memory({name: data for name, data in kept.items() if not name.startswith("search table")}))
    assert planning.replan(lost, published[planning.INDEX], set(), came) is None


def test_a_whole_plan_finds_what_was_kept_and_revises_what_was_edited(
    parts: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysed: list[str] = []
    monkeypatch.setattr(planning, "analyse", lambda desk, *of: analysed.append(of[0]) or ANALYSE(desk, *of))
    kept = Memory(parts)
    assert tuple(planning.begin(desk_of(STORIES, kept))()) and not analysed
    desk = desk_of(EDITED, kept)
    planned = tuple(planning.begin(desk)())
    assert analysed == [ARTICLE]
    assert files_of(desk, planned) == planned_anew(EDITED)[0]


ANALYSE = planning.analyse


def test_what_was_lost_is_made_again(parts: Memory, before: dict[str, bytes]) -> None:
    after, _ = planned_anew(EDITED)
    for lost in ("search table", "search latest", "search "):
        rest = Memory({name: data for name, data in parts.items() if not name.startswith(lost)})
        desk = desk_of(EDITED, rest)
        assert files_of(desk, tuple(planning.begin(desk)())) == after
        desk = desk_of(EDITED, Memory({name: data for name, data in parts.items() if not name.startswith(lost)}))
        made = files_of(desk, replanned(desk, before, {ARTICLE}))
        assert made == {path: after[path] for path in made}
    half = Memory({name: data for at, (name, data) in enumerate(sorted(parts.items())) if at % 2})
    desk = desk_of(STORIES, half)
    assert files_of(desk, tuple(planning.begin(desk)())) == before


def test_large_segments_are_made_in_another_interpreter_and_are_the_same(
    before: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []

    def begin(work: Callable[[], object]) -> Callable[[], object]:
        begun.append(work)
        return apart(work, str(tmp_path))

    for most, processes in ((60, 1), (10_000, 0)):
        monkeypatch.setattr(planning, "_MANY", most)
        shelf = Store(str(tmp_path / str(most)), "circumstances")
        desk = dataclasses.replace(world(STORIES).desk(), fragments=shelf, apart=begin)
        planned = planning.begin(desk)
        assert len(begun) == processes, most
        assert files_of(desk, tuple(planned())) == before and not desk.segments
        begun.clear()
