"""Folders are moved as a whole, also where their places are on different file systems."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.files.folder_exchange import publish
from helpers.paths import Project
from helpers.publish.publication_gate import stage

FILE_SYSTEMS = (Path("/dev/shm"), Path(tempfile.gettempdir()))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system than the project's."""
    own = tmp_path.stat().st_dev
    others = [each for each in FILE_SYSTEMS if each.is_dir() and each.stat().st_dev != own]
    if not others:
        pytest.skip("this system has one file system alone")
    with tempfile.TemporaryDirectory(dir=others[0]) as folder:
        yield Path(folder)


@pytest.fixture
def finished(elsewhere: Path) -> Path:
    packet = elsewhere / "scratch" / "packet"
    (packet / "data").mkdir(parents=True)
    (packet / "index.html").write_text("new", encoding="utf-8")
    (packet / "data" / "cells.csv").write_text("a", encoding="utf-8")
    return packet


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("old", [False, True], ids=["first", "again"])
@pytest.mark.parametrize("move", [stage, publish])
def test_packet_made_on_another_file_system_arrives_whole(
    move: object, old: bool, finished: Path, tmp_path: Path
) -> None:
    project = Project(tmp_path / "nhà mới" / "Báo cáo 2023;b")
    place = project.builds / "staged" / "2023" / "en" / "lang-son"
    if old:
        place.mkdir(parents=True)
        (place / "left-over.html").write_text("old", encoding="utf-8")
    assert callable(move)
    move(project, finished, place)
    assert contents(place) == {"index.html": "new", "data/cells.csv": "a"}
    assert not finished.exists()
    assert [path.name for path in place.parent.iterdir()] == ["lang-son"]
