"""Archives: what `zipfile` would write."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from kawat.publish.archive import EPOCH, stored


@pytest.mark.parametrize(
    "at", [datetime(2026, 11, 29, 23, 59, 59, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC), EPOCH]
)
@pytest.mark.parametrize(
    "members",
    [{}, {"README.txt": b""}, {"a.id.txt": b"Kata", "b.jpg": bytes(range(256)) * 300}, {"祭り.txt": "祭り".encode()}],
)
def test_an_archive_is_the_one_that_zipfile_writes(members: dict[str, bytes], at: datetime) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as opened:
        for name, data in members.items():
            told = zipfile.ZipInfo(name, at.timetuple()[:6])
            told.create_system, told.external_attr = 3, 0o100644 << 16
            opened.writestr(told, data)
    assert stored(members, at) == written.getvalue()


def test_it_is_read_back_and_never_older_than_an_archive_can_tell() -> None:
    made = stored({"a.txt": b"Kata"}, datetime(1969, 7, 20, tzinfo=UTC))
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert opened.testzip() is None
        assert [(one.filename, one.date_time) for one in opened.infolist()] == [("a.txt", (1980, 1, 1, 0, 0, 0))]
        assert opened.read("a.txt") == b"Kata"
