"""The same input gives the same bytes, wherever, whenever and however often it is built."""

from __future__ import annotations

from pathlib import Path

from helpers.paths import Project
from projects import copy_project, packet_files, run_workbook

CHOICE = ("--province", "viet-nam", "--province", "lang-son")
ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8", "COLUMNS": "40"}


def test_another_folder_time_zone_and_order_give_the_same_bytes(built: Project, tmp_path: Path) -> None:
    other = copy_project(tmp_path / "elsewhere" / "another name")
    done = run_workbook(
        other,
        "build",
        "2023",
        "--province",
        "lang-son",
        "--province",
        "viet-nam",
        "--jobs",
        "1",
        environment=ELSEWHERE,
    )
    assert done.returncode == 0, done.stderr
    first, second = packet_files(built), packet_files(other)
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []
