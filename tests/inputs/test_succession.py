"""What is told of a return beside the one before: same day, fewer rows, a table gone, two in one call, no date."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bad_inputs.make_workbooks import good_sheets, write
from helpers.inputs.record_store import read_history
from helpers.inputs.sent import check, take_in_paths
from helpers.inputs.take_in import take_in
from helpers.paths import Project

LATER = date(2024, 2, 1)


def workbook(path: Path, received: object, *, sheets: dict[str, Any] | None = None) -> Path:
    sheets = sheets or good_sheets()
    sheets["Trang bìa"][1][2] = received
    path.parent.mkdir(exist_ok=True)
    write(sheets, path)
    return path


def notes(project: Project, *paths: Path) -> str:
    """What check notes, and taking in after it."""
    told = "\n".join(map(str, check(project, paths).notes))
    assert told == "\n".join(map(str, take_in_paths(project, paths).notes))
    return told


def test_return_of_the_same_day_that_says_something_else_is_told(project: Project, tmp_path: Path) -> None:
    take_in(project, 2023)
    told = notes(project, workbook(tmp_path / "a.xlsx", date(2024, 1, 15)))
    assert "takes the place of the return received on 2024-01-15, of the same day" in told


def test_table_without_rows_and_fewer_rows_are_told_without_numbers_of_persons(
    project: Project, tmp_path: Path
) -> None:
    take_in(project, 2023)
    told = notes(project, workbook(tmp_path / "a.xlsx", LATER))
    assert "has no rows of Training, where the return before had some" in told
    assert "has no rows of Victims" not in told
    assert "has fewer rows than the return before (rows: 8; before: 13)" in told
    assert "of the same day" not in told


def test_the_same_return_again_has_nothing_to_tell(project: Project, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", LATER)
    take_in_paths(project, [path])
    for again in (path, workbook(tmp_path / "saved again/b.xlsx", LATER)):
        assert "return before" not in notes(project, again)
        assert "same day" not in notes(project, again)


def test_two_returns_of_a_province_in_one_call_are_told(project: Project, tmp_path: Path) -> None:
    paths = [workbook(tmp_path / f"{name}.xlsx", LATER) for name in ("a", "b")]
    for intake in (check(project, paths), take_in_paths(project, paths)):
        told = "\n".join(map(str, intake.notes))
        assert "b.xlsx: is of the same province and months as a.xlsx" in told


def test_date_that_no_return_can_have_replaces_nothing(project: Project, tmp_path: Path) -> None:
    take_in(project, 2023)
    path = workbook(tmp_path / "a.xlsx", date(2042, 1, 15))
    for intake in (check(project, [path]), take_in_paths(project, [path])):
        assert intake.accepted == 0
        assert "has no date on its cover sheet" in str(intake.mistakes[0])
        assert "cell C2, column Received on (received_date): is later than 2024-12-31; correct it" in str(
            intake.mistakes[1]
        )
    assert len(read_history(project, 2023, "63", "lang-son")) == 1


@pytest.mark.parametrize("in_folder", [True, False])
def test_return_taken_in_by_mistake_is_withdrawn_as_the_readme_says(
    project: Project, sent: Path, tmp_path: Path, in_folder: bool
) -> None:
    """Without its entry in the list of versions the one before counts again, or none."""
    if not in_folder:
        shutil.rmtree(sent.parent)
    take_in_paths(project, [workbook(tmp_path / "a.xlsx", LATER)])
    listed = project.root / "data/returns/2023/63/lang-son.json"
    versions = json.loads(listed.read_text(encoding="utf-8"))
    listed.write_text(json.dumps(versions[:-1]), encoding="utf-8")
    intake = take_in(project, 2023)
    assert intake.accepted == (13 if in_folder else 0)
    assert len(intake.not_received) == (43 if in_folder else 44)
