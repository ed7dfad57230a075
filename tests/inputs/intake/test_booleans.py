"""A boolean of one cell says nothing of the 0 and 1 of others: Python takes True for 1, also as a key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bad_inputs.make_workbooks import good_sheets, write
from helpers.inputs.intake.cell_texts import as_text
from helpers.inputs.intake.sent_returns import check
from helpers.paths import Project


def test_boolean_answers_for_no_number_before_or_after_it() -> None:
    numbers = [("0", "1", "1", "0")]
    for rows in ([[True, False]], [[1.0, True, 0.0, False]], [[False, 0, True, 1]]):
        as_text(rows)
        assert as_text([[0.0, 1.0, 1, 0]])[0] == numbers
    assert as_text([[1.0, True, 0.0, False]])[0] == [("1", "yes", "0", "no")]
    assert as_text([[1.0, True, 0.0, False]])[1] == {"0", "1", "yes", "no"}


@pytest.mark.parametrize("sheet", ["Hướng dẫn - Guide", "Ghi chú riêng"])
def test_boxes_that_are_ticked_in_one_workbook_refuse_nothing_in_any(
    project: Project, tmp_path: Path, sheet: str
) -> None:
    ones: list[list[Any]] = [[1, 0, 1, 0]]
    for name, notes in (("a", [[True, False], *ones]), ("b", ones)):
        write({sheet: notes, **good_sheets()}, tmp_path / f"{name}.xlsx")
    intake = check(project, [tmp_path / "a.xlsx", tmp_path / "b.xlsx"])
    assert (intake.accepted, intake.mistakes) == (7, ())  # the same return, sent twice


def test_boolean_in_a_count_is_one_mistake_and_in_yes_or_no_is_none(project: Project, tmp_path: Path) -> None:
    sheets = good_sheets()
    sheets["Tuyên truyền"][1][2] = True
    sheets["Interceptions"][1][8] = True
    sheets["Interceptions"][2][8] = False
    sheets["Interceptions"][1][6] = 0
    write(sheets, tmp_path / "bool.xlsx")
    intake = check(project, [tmp_path / "bool.xlsx"])
    assert [(each.sheet, each.cell) for each in intake.mistakes] == [("Tuyên truyền", "C2")]
    assert intake.accepted == 6


@pytest.mark.parametrize(("yes", "no"), [("TRUE", "FALSE"), ("true", "false"), ("True", "False")])
def test_booleans_of_a_csv_file_are_yes_and_no(project: Project, sent: Path, yes: str, no: str) -> None:
    path = sent / "interceptions.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",yes", f",{yes}").replace(",no\n", f",{no}\n"), encoding="utf-8")
    intake = check(project, [sent])
    assert (intake.accepted, intake.mistakes) == (12, ())
