"""Numbers of a notebook's own exhibits: a CSV file and a sheet each, as they were computed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest
import python_calamine
from nbformat.v4 import new_code_cell, new_notebook, new_output

from helpers import report
from helpers.publish.exports.write_exports import write_exports
from helpers.release.read_tracker import Reads
from helpers.report import current
from helpers.report.csv_texts import no_formula
from helpers.report.exhibit_data import own_exhibits
from helpers.report.missing_values import missing
from small_release import report_of, small_release


def test_numbers_are_exported_as_computed(tmp_path: Path) -> None:
    release = small_release()
    current.set_opened(release)
    rate = pd.DataFrame(
        {"rate": [12.3456789, missing("c")], "=SUM(A1)": ["=1+1", "b"]},
        index=pd.Index(["Lang Son", "Ha Giang"], name="place"),
    )
    rate.attrs = {"indicators": ["sessions"]}
    shown = report.table(rate, "rate", title="Rates", subtitle="per 100 sessions")
    cell = new_code_cell(outputs=[new_output("display_data", shown._repr_mimebundle_()) for _ in range(2)])
    own = own_exhibits(new_notebook(cells=[cell]))
    assert [each.id for each in own] == ["tbl-rate"]
    write_exports(tmp_path, report_of(release), release, Reads(), own)

    with (tmp_path / "data" / "tbl-rate.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["Place", "rate", "'=SUM(A1)"], ["Lang Son", "12.3456789", "'=1+1"], ["Ha Giang", "[c]", "b"],
    ]  # fmt: skip
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "tables.xlsx")
    sheet = book.get_sheet_by_name("tbl-rate").to_python()
    assert ["Lang Son", 12.3456789, "'=1+1"] in sheet and ["Ha Giang", "[c]", "b"] in sheet
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    told = next(each for each in package["resources"] if each["path"] == "data/tbl-rate.csv")
    assert told["title"] == "Rates"
    assert [field["type"] for field in told["schema"]["fields"]] == ["string", "string", "string"]
    crate = json.loads((tmp_path / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert "per 100 sessions" in {each.get("name") for each in crate["@graph"]}


def test_files_are_named_by_what_their_numbers_are(monkeypatch: pytest.MonkeyPatch) -> None:
    release = small_release()
    current.set_opened(release)
    monkeypatch.setattr(current, "_MADE", {})
    rate = pd.DataFrame({"rate": [12.5]}, index=["Lang Son"])
    report.table(rate, "rate", title="Rates", subtitle="per 100 sessions")
    report.table(rate, "plain", title="Rates without a subtitle")
    listed = report.files(release).table
    assert listed is not None
    own = {row.cells[0]: row.cells[1] for row in listed.rows if row.cells[0].startswith("data/tbl-")}
    assert own == {"data/tbl-rate.csv": "per 100 sessions", "data/tbl-plain.csv": "Rates without a subtitle"}


@pytest.mark.parametrize("text", ["+9%", "+3", "+1.234,5\N{NO-BREAK SPACE}%"])
def test_a_number_is_exported_without_its_plus_sign(text: str) -> None:
    assert no_formula(text) == text[1:]


@pytest.mark.parametrize("text", ["−3", "[c]", "Lang Son", "9%"])
def test_what_begins_no_formula_stays(text: str) -> None:
    assert no_formula(text) == text


@pytest.mark.parametrize(
    "text", ["=1", "+9+1", "-5", "-A1", "+cmd|'/c calc'!A1", "@SUM(1)", "+", "+9%\n", "+(1)"]
)
def test_what_may_begin_a_formula_is_marked_as_text(text: str) -> None:
    assert no_formula(text) == f"'{text}"


def test_exhibits_of_the_workbook_are_exported_from_the_release_alone() -> None:
    shown = report.symbols(small_release())
    cell = new_code_cell(outputs=[new_output("display_data", shown._repr_mimebundle_())])
    assert own_exhibits(new_notebook(cells=[cell])) == []
