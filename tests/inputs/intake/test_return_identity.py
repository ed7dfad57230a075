"""A return is the province's and the year's that its cover names, or nobody's where the rest of it says another."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bad_inputs.make_workbooks import good_sheets, write
from helpers.inputs.intake.sent_returns import check, take_in_paths
from helpers.paths import Project

COVER = "Trang bìa"


def told(project: Project, path: Path, sheets: dict[str, Any]) -> str:
    """The one message about a return of which nothing is taken in."""
    write(sheets, path)
    intake = take_in_paths(project, [path])
    assert (intake.accepted, intake.rejected) == (0, 7)
    assert not (project.records / "2023/63/cao-bang.parquet").exists()
    (mistake,) = intake.mistakes
    assert mistake == check(project, [path]).mistakes[0]
    return str(mistake)


def test_stations_and_numbers_of_another_province_than_the_cover_s(project: Project, tmp_path: Path) -> None:
    sheets = good_sheets()
    sheets[COVER][1][0] = "Cao Bằng"
    message = told(project, tmp_path / "a.xlsx", sheets)
    assert (
        "cell A2, column Province (province): the cover says Cao Bang, but this is a workbook of Lang Son"
        in message
    )


def test_template_of_another_province_than_the_cover_s(project: Project, tmp_path: Path) -> None:
    sheets = good_sheets()
    sheets["template"] = [["province", "cao-bang"], ["year", "2023"]]
    message = told(project, tmp_path / "a.xlsx", sheets)
    assert "the cover says Lang Son, but this is a workbook of Cao Bang" in message


@pytest.mark.parametrize("marked", [True, False])
def test_rows_or_template_of_another_year_than_the_cover_s(
    project: Project, tmp_path: Path, marked: bool
) -> None:
    sheets = good_sheets()
    sheets[COVER][1][1:] = [2024, date(2025, 1, 15)]
    if marked:
        sheets["template"] = [["year", "2023"]]
    message = told(project, tmp_path / "a.xlsx", sheets)
    assert "cell B2, column Year (year): the cover says 2024, but this is a workbook of 2023" in message


def test_one_row_of_a_neighbour_is_a_mistake_of_that_row_alone(project: Project, tmp_path: Path) -> None:
    sheets = good_sheets()
    sheets["Tuyên truyền"][1][0] = "cao-bang-01"
    write(sheets, tmp_path / "a.xlsx")
    intake = check(project, [tmp_path / "a.xlsx"])
    assert (intake.accepted, intake.rejected) == (6, 1)


def test_cover_that_cannot_be_read_says_so_and_nothing_of_whose_it_is(
    project: Project, tmp_path: Path
) -> None:
    sent = tmp_path / "sent"
    shutil.copytree(Path(__file__).parents[1] / "good_return", sent)
    cover = (sent / "cover.csv").read_text(encoding="utf-8")
    (sent / "cover.csv").write_text("sep=~\n" + cover, encoding="utf-8")
    intake = check(project, [sent])
    assert [each.reason.to("en") for each in intake.mistakes] == [
        "cells are separated by a sign that is none of , ; | and the tab"
    ]
    assert not intake.accepted and intake.rejected
