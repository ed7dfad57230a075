from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from helpers.errors import ParamsError
from helpers.inputs.intake.intake_rules import Rulebook, read_rulebook
from helpers.inputs.intake.return_template import write_template
from helpers.inputs.intake.sent_returns import check
from helpers.inputs.intake.sheet_names import CODES_SHEET, GUIDE_SHEET, MARK_SHEET, sheet_name
from helpers.inputs.intake.workbook_tables import read_workbook
from helpers.inputs.mistakes import Mistake
from helpers.paths import Project

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def rules(project: Project) -> Rulebook:
    return read_rulebook(project)


@pytest.fixture
def template(rules: Rulebook, tmp_path: Path) -> Path:
    path = tmp_path / "lang-son-2023.xlsx"
    write_template(rules, "lang-son", rules.span("lang-son", 2023), path)
    return path


def test_template_has_a_sheet_a_table_a_guide_and_the_codes(rules: Rulebook, template: Path) -> None:
    book = openpyxl.load_workbook(template)
    tables = [sheet_name(rules.tables[name]) for name in rules.tables]
    assert book.sheetnames == [GUIDE_SHEET, *tables, CODES_SHEET, MARK_SHEET]
    for name in rules.tables:
        sheet = book[sheet_name(rules.tables[name])]
        columns = rules.tables[name].columns.values()
        assert [cell.value for cell in sheet[1]] == [column.label.vi for column in columns]
        assert [cell.value for cell in sheet[2]] == [column.label.en for column in columns]
        assert sheet.freeze_panes == "A3"
    assert all(row[0].value and row[1].value for row in book[GUIDE_SHEET].iter_rows(max_row=8, max_col=2))


def test_every_code_month_and_station_has_a_drop_down_list(rules: Rulebook, template: Path) -> None:
    book = openpyxl.load_workbook(template)
    for name in rules.tables:
        sheet = book[sheet_name(rules.tables[name])]
        kinds = {str(v.sqref).split(":")[0]: v.type for v in sheet.data_validations.dataValidation}
        for at, column in enumerate(rules.tables[name].columns.values(), start=1):
            kind = kinds.get(f"{openpyxl.utils.get_column_letter(at)}3")
            if column.type in ("code", "month", "quarter", "station", "yes_no"):
                assert kind == "list"
            if column.type in ("date", "received"):
                assert kind == "date"
            if column.type == "count" and name != "cover":
                assert kind == "whole"


def test_stations_of_the_province_are_filled_in_and_unfilled_rows_are_not_reported(
    rules: Rulebook, template: Path, project: Project
) -> None:
    book = read_workbook(template.read_bytes(), "x", rules)
    assert book.mark["province"] == "lang-son"
    intake = check(project, [template])
    assert "has no row that stands" in str(intake.mistakes[0])
    assert [told.cell for told in intake.mistakes[1:]] == ["C3"]
    assert "count as not reported (rows: 24)" in "\n".join(map(str, intake.notes))


def test_same_template_gives_the_same_bytes(rules: Rulebook, template: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin.xlsx"
    write_template(rules, "lang-son", rules.span("lang-son", 2023), twin)
    assert twin.read_bytes() == template.read_bytes()


def test_template_of_a_province_that_is_no_more_names_its_successor(rules: Rulebook) -> None:
    with pytest.raises(ParamsError, match="merged into 'gia-lai' on 1 July 2025"):
        rules.span("binh-dinh", 2025)
    assert rules.span("binh-dinh", 2025, first_half=True).last_month == "2025-06"


def test_template_of_a_later_version_is_refused(rules: Rulebook, template: Path) -> None:
    book = openpyxl.load_workbook(template)
    book[MARK_SHEET]["B1"] = "2"
    book.save(template)
    read = read_workbook(template.read_bytes(), "x.xlsx", rules)
    assert [type(told) for told in read.told] == [Mistake]
    assert "newer version" in str(read.told[0].reason)


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice (Debian: libreoffice-calc)")
def test_filled_in_template_survives_libreoffice(template: Path, project: Project, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(template)
    book["Trang bìa"]["C3"] = "2024-01-15"
    sheet = book["Tuyên truyền"]
    for at, value in enumerate([12, 340, 180, 60, 20], start=3):
        sheet.cell(3, at, value)
    book.save(template)
    done = subprocess.run(
        [
            str(OFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(template),
        ],
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    converted = tmp_path / "out" / template.name
    intake = check(project, [converted])
    assert not intake.mistakes, sys.stderr.write("\n".join(map(str, intake.mistakes)))
    assert intake.accepted == 1
    kinds = {
        v.type for v in openpyxl.load_workbook(converted)["Tuyên truyền"].data_validations.dataValidation
    }
    assert kinds == {"list", "whole"}


@pytest.mark.parametrize(
    ("province", "first_half", "messages"),
    [
        (
            "quang-binh",
            False,
            ("merged into 'quang-tri'", "return of January to June is made by --first-half"),
        ),
        ("yen-bai", False, ("merged into 'lao-cai'", "until then it had no Border Guard command")),
        ("yen-bai", True, ("has no Border Guard command", "was merged into 'lao-cai' on 1 July 2025")),
    ],
)
def test_province_that_is_no_more_is_told_of_both_halves_of_the_year(
    rules: Rulebook, province: str, first_half: bool, messages: tuple[str, ...]
) -> None:
    with pytest.raises(ParamsError) as told:
        rules.span(province, 2025, first_half=first_half)
    assert all(message in str(told.value) for message in messages)
