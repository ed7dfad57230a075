"""What is told of a return beside the one before: same day, fewer rows, a table gone, two in one call, no date."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bad_inputs.make_workbooks import good_sheets, write
from helpers.errors import ReturnError
from helpers.inputs.intake.sent_returns import check, take_in_paths
from helpers.inputs.intake.take_in import check_year, take_in
from helpers.inputs.records.record_store import read_history
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
    assert (
        "is of the same day as the return received on 2024-01-15, and says something else; once taken in"
        in told
    )


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
    paths = [workbook(tmp_path / "a.xlsx", LATER), workbook(tmp_path / "b.xlsx", date(2024, 2, 2))]
    for intake in (check(project, paths), take_in_paths(project, paths)):
        told = "\n".join(map(str, intake.notes))
        assert "a.xlsx: is of the same province and months as b.xlsx, which has a later date" in told
        assert intake.accepted == 7
    assert len(read_history(project, 2023, "63", "lang-son")) == 2


def test_date_that_no_return_can_have_replaces_nothing(project: Project, tmp_path: Path) -> None:
    take_in(project, 2023)
    path = workbook(tmp_path / "a.xlsx", date(2042, 1, 15))
    for intake in (check(project, [path]), take_in_paths(project, [path])):
        assert intake.accepted == 0
        assert "has no date on its cover sheet" in str(intake.mistakes[0])
        assert "cell C2, column Received on (received_date): is later than today, " in str(intake.mistakes[1])
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
    assert intake.accepted == (12 if in_folder else 0)
    assert len(intake.not_received) == (43 if in_folder else 44)


def test_cover_sheet_alone_is_told_as_such(project: Project, tmp_path: Path, sent: Path) -> None:
    take_in(project, 2023)
    folder = tmp_path / "alone"
    folder.mkdir()
    cover = (sent / "cover.csv").read_text(encoding="utf-8").replace("2024-01-15", "2024-03-01")
    (folder / "cover.csv").write_text(cover, encoding="utf-8")
    for intake in (check(project, [folder]), take_in_paths(project, [folder])):
        assert [str(each) for each in intake.mistakes] == [
            "alone/cover.csv: has nothing but a cover sheet, so nothing of it is taken in; "
            "send it together with the tables"
        ]
        assert "chỉ có trang bìa" in intake.mistakes[0].to("vi")


def test_what_concerns_files_of_a_folder_as_a_whole_is_told_of_the_folder(
    project: Project, tmp_path: Path, sent: Path
) -> None:
    """The cover sheet stands, so it is not the file in which no row does."""
    folder = tmp_path / "all wrong"
    folder.mkdir()
    for name in ("cover.csv", "outreach.csv"):
        text = (sent / name).read_text(encoding="utf-8").replace("lang-son-0", "lang-son-7")
        (folder / name).write_text(text, encoding="utf-8")
    told = [str(each) for each in check(project, [folder]).mistakes]
    assert told[0].startswith("all wrong: has no row that stands, so nothing of it is taken in")


@pytest.mark.parametrize("damage", ["{", None])
def test_check_goes_on_where_the_list_of_versions_is_damaged(
    project: Project, tmp_path: Path, damage: str | None
) -> None:
    take_in(project, 2023)
    path = project.data / "returns/2023/63/lang-son.json"
    path.unlink() if damage is None else path.write_text(damage, encoding="utf-8")
    sheets = good_sheets()
    sheets["Tuyên truyền"][2][2] = -1
    book = workbook(tmp_path / "a.xlsx", LATER, sheets=sheets)
    for intake in (check(project, [book]), check_year(project, 2023)):
        said = [str(each) for each in intake.notes if "not compared" in str(each)]
        assert said == [
            "data/returns/2023/63/lang-son.json: is damaged or missing, so the return was not compared with the one "
            "that was taken in before; `workbook doctor` tells what to do"
        ]
        assert "chưa được so sánh" in " ".join(each.to("vi") for each in intake.notes)
    assert any("C3" in str(each) for each in check(project, [book]).mistakes)
    with pytest.raises(ReturnError, match=r"lang-son\.json: is (damaged|missing)"):
        take_in_paths(project, [book])
