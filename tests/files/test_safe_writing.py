"""Files for their owner alone, whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.files.safe_writing import (
    close_to_others,
    filling_privately,
    open_to_others,
    open_to_readers,
    part_hard_links,
    remove_unfinished,
    write_openly,
    write_privately,
)


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_private_file_and_its_new_folders_are_the_owners_alone(tmp_path: Path, umask: int) -> None:
    file = tmp_path / "records" / "2023" / "lang-son.parquet"
    write_privately(file, b"1")
    write_privately(file, b"2")
    assert file.read_bytes() == b"2"
    assert [mode(path) for path in (file, file.parent, file.parents[1])] == [0o600, 0o700, 0o700]
    assert [path.name for path in file.parent.iterdir()] == ["lang-son.parquet"]


def test_open_file_has_the_rights_of_the_umask(tmp_path: Path, umask: int) -> None:
    write_openly(tmp_path / "index.html", b"1")
    assert mode(tmp_path / "index.html") == 0o666 & ~umask


def test_packet_gets_the_rights_of_the_umask(tmp_path: Path, umask: int) -> None:
    write_privately(tmp_path / "packet" / "data" / "victims.csv", b"1")
    open_to_readers(tmp_path / "packet")
    assert mode(tmp_path / "packet") == mode(tmp_path / "packet" / "data") == 0o777 & ~umask
    assert mode(tmp_path / "packet" / "data" / "victims.csv") == 0o666 & ~umask


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "lang-son.json"
    write_privately(file, b"old")
    monkeypatch.setattr(*((os, "fsync") if call == "fsync" else (Path, "replace")), full)
    with pytest.raises(OSError, match="No space left"):
        write_privately(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "releases" / "2023"

    def fill(content: str) -> None:
        with filling_privately(folder) as arriving:
            (arriving / "cells").write_text(content, encoding="ascii")
            assert not folder.exists()
            if content == "half":
                raise ValueError(content)

    with pytest.raises(ValueError, match="half"):
        fill("half")
    assert list(folder.parent.iterdir()) == []
    fill("whole")
    assert (folder / "cells").read_text(encoding="ascii") == "whole"
    assert not [*open_to_others([folder.parent])]


def test_closing_follows_no_link(tmp_path: Path) -> None:
    public, data = tmp_path / "public.csv", tmp_path / "data"
    public.touch(mode=0o644)
    (data / "2023").mkdir(parents=True)
    (data / "2023" / "lang-son.parquet").touch(mode=0o644)
    (data / "link").symlink_to(public)
    close_to_others(data)
    assert not [*open_to_others([data])]
    assert mode(public) == 0o644


def test_files_of_two_names_become_two(tmp_path: Path) -> None:
    records, returns = tmp_path / "records" / "a", tmp_path / "returns" / "a"
    write_privately(returns, b"1")
    records.parent.mkdir()
    records.hardlink_to(returns)
    part_hard_links(records.parent)
    records.write_bytes(b"")
    assert returns.read_bytes() == b"1"


def test_only_what_a_dead_process_left_unfinished_is_removed(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f".lang-son.parquet.{ended.pid}.new"
    under_way = tmp_path / f".tay-ninh.parquet.{os.getppid()}.new"
    folder = tmp_path / f".2023-63-ab.{ended.pid}.new"
    left.touch()
    under_way.touch()
    folder.mkdir()
    (folder / "cells.parquet").touch()
    remove_unfinished([tmp_path])
    assert list(tmp_path.iterdir()) == [under_way]
