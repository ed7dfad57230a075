"""A zip of which the same files make the same bytes."""

from __future__ import annotations

import io
import zipfile

from helpers.files.fixed_zip import as_zip


def test_order_and_time_change_no_byte() -> None:
    one = as_zip({"b/two.txt": b"2", "a.txt": b"1"})
    assert one == as_zip({"a.txt": b"1", "b/two.txt": b"2"})
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == ["a.txt", "b/two.txt"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
