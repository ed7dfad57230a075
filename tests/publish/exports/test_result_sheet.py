"""The sheet of a project's results: numbers as numbers, qualifiers and marks in words, nothing for what is withheld."""

from __future__ import annotations

from helpers.publish.exports.result_sheet import result_sheet
from helpers.publish.exports.table_sheets import TableSheet
from helpers.report.words import Words
from small_release import project_release


def rows_of(sheet: TableSheet) -> dict[str, dict[str, str | float]]:
    return {str(row[1]): dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows}


def test_row_tells_an_indicator_with_baseline_actuals_and_sum() -> None:
    found = rows_of(result_sheet(Words(project_release("inl-phase-1"))))[
        "Attendances at training courses and workshops"
    ]
    assert found == {
        "Level of result": "Output",
        "Indicator": "Attendances at training courses and workshops",
        "Broken down by": "sex, province",
        "Baseline": "0 (2021)",
        "2021": "[x]",
        "2022": 150.0,
        "2023": 130.0,
        "To date": 280.0,
        "Target": "[z]",
        "Of the target": "[z]",
        "Status": "no target published",
    }


def test_withheld_number_withholds_the_sum_and_a_qualifier_stays() -> None:
    found = rows_of(result_sheet(Words(project_release("national-programme", "en"))))
    withheld = found["Victims supported in reintegration"]
    assert (withheld["2022"], withheld["2023"], withheld["To date"]) == ("[c]", 110.0, "[c]")
    assert found["Delegates at review workshops"]["To date"] == "nearly 200"
