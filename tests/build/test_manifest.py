"""The manifest, and how few of its bytes a small change takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.build import manifest
from kawat.build.manifest import parse, revised, serialize, urls

NAMES = st.text('ab/",:{}\\\n\u00e9\U0001f600', max_size=6)
FILES = st.dictionaries(NAMES, st.tuples(st.text("0f", max_size=4), st.integers(0, 99)), max_size=12)
IDS = st.dictionaries(NAMES, st.lists(NAMES, max_size=3).map(tuple), max_size=12)
ENDS = st.dictionaries(NAMES, NAMES, max_size=3)


@given(FILES, IDS, ENDS, FILES, IDS, ENDS, st.data())
def test_a_revised_manifest_is_the_one_that_would_be_written(
    files: dict[str, tuple[str, int]],
    ids: dict[str, tuple[str, ...]],
    ends: dict[str, str],
    new_files: dict[str, tuple[str, int]],
    new_ids: dict[str, tuple[str, ...]],
    new_ends: dict[str, str],
    data: st.DataObject,
) -> None:
    gone = data.draw(st.lists(st.sampled_from(sorted({*files, "x"}))))
    left = {path: one for path, one in {**files, **new_files}.items() if path not in gone}
    changes = {**new_files, **dict.fromkeys(gone)}
    before = serialize(files, ids, ends)
    for search_bytes in (0, manifest._SEARCH_BYTES):  # name by name, and all at once
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(manifest, "_SEARCH_BYTES", search_bytes)
            pieces = revised(before, changes, new_ids, ends=new_ends)
            assert b"".join(pieces) == serialize(left, {**ids, **new_ids}, {**ends, **new_ends})
            early = {path: one for path, one in changes.items() if path < "a!" or data.draw(st.booleans())}
            later = {path: one for path, one in changes.items() if path not in early}
            pieces = revised(before, early, new_ids, "a!", lambda: later)  # noqa: B023 (is asked in this turn)
            assert b"".join(pieces) == serialize(left, {**ids, **new_ids}, ends)
    assert all(urls(before, name) == ids.get(name, ()) for name in (*ids, *new_ids))


def test_what_stands_before_late_files_is_there_before_these_are_waited_for() -> None:
    files = {f"{name}/{at}.html": ("0f", 1) for name in ("a", "search", "z") for at in range(1000)}
    asked: list[int] = []
    told: list[bytes] = []

    def late() -> dict[str, tuple[str, int] | None]:
        asked.append(sum(map(len, told)))
        return {"search/7.html": ("ff", 2)}

    for piece in revised(serialize(files, {}, {}), {"a/7.html": ("ff", 2)}, {}, "search/", late):
        told.append(bytes(piece))
    assert asked == [b"".join(told).index(b'"search/') - 1]
    assert b"".join(told) == serialize(files | {"a/7.html": ("ff", 2), "search/7.html": ("ff", 2)}, {}, {})


def test_a_manifest_is_read_as_it_was_written() -> None:
    written = serialize({"a": ("0f", 1)}, {"tokyo/news/2026/a": ("https://kawat.example/a/",)}, {"u": "removed"})
    found = parse(written)
    assert (found.files, found.ids, found.ends) == (
        {"a": ("0f", 1)},
        {"tokyo/news/2026/a": ("https://kawat.example/a/",)},
        {"u": "removed"},
    )
    assert manifest.serialize(found.files, found.ids, found.ends) == written
