"""A ratio, a mean and a share that somebody added by YAML: as reports, sheets, exports and targets print them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from lxml import etree

from added_indicators import project_with_more
from helpers import report
from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.projects import Amount, ProjectIndicator
from helpers.inputs.params.settings import Bilingual, Language
from helpers.inputs.params.tables import read_tables
from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project
from helpers.privacy.release import Release
from helpers.publish.exports.iati import write_iati
from helpers.report.amounts import amount
from helpers.report.reference import Meanings, sheet_of
from helpers.report.results import results_of
from helpers.report.words import Messages, Words
from project_cells import run_open_cells
from small_release import exported, project_release, small_release

CELLS = [
    ("leaflets_per_session", "2022", "total", "all", 2, "shown"),
    ("leaflets_per_session", "2023", "total", "all", 1234.567, "shown"),
    ("leaflets_per_session", "2023-05", "total", "all", None, "x"),
    ("leaflets_per_session", "2023-06", "total", "all", 0.5, "shown"),
    ("people_per_crossing", "2023", "total", "all", 6.25, "shown"),
    ("crossings_referred_pct", "2023", "total", "all", 41.25, "shown"),
]
SPOKEN = {"en": ("1,234.57", "6.3", "41.3%"), "vi": ("1.234,57", "6,3", "41,3%")}


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    yield project_with_more(tmp_path_factory.mktemp("more"))


def with_cells(release: Release, more: Project, level: str, place: str) -> Release:
    """The Release with cells of the added indicators."""
    added = pd.DataFrame(
        [(name, level, place, *rest) for name, *rest in CELLS], columns=release.frame.columns
    ).astype({"value": "float64"})
    frame = pd.concat([release.frame, added], ignore_index=True)
    return replace(release, frame=frame, catalogue=read_catalogue(more))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_table_prints_the_decimals_and_the_sign_of_each(language: Language, more: Project) -> None:
    release = with_cells(small_release(language), more, "province", "lang-son")
    names = ("leaflets_per_session", "people_per_crossing", "crossings_referred_pct")
    for name, said in zip(names, SPOKEN[language], strict=True):
        assert said in report.indicator_by_year(release, name).to_text()


def test_month_chart_prints_the_decimals(more: Project) -> None:
    release = with_cells(small_release(), more, "province", "lang-son")
    shown = report.indicator_by_month(release, "leaflets_per_session")
    assert "0.50" in shown.to_text()
    assert "0.50 in June" in str(shown.svg)
    assert "(2022: 2.00)" in shown.title  # no percentage of an average


@pytest.mark.parametrize(
    ("name", "language", "unit", "formula"),
    [
        ("leaflets_per_session", "en", "leaflets per session", "Sum of “Leaflets” / sum of “Sessions”."),
        ("leaflets_per_session", "vi", "tờ rơi mỗi buổi", "Tổng “Số tờ rơi” / tổng “Số buổi”."),
        ("people_per_crossing", "en", "people per case", "Mean of “People” over all rows."),
        (
            "crossings_referred_pct",
            "en",
            "percent",
            "100 × rows where “Referred to screening” is yes / number of rows.",
        ),
        (
            "crossings_referred",
            "en",
            "cases",
            "Number of rows; only rows where “Referred to screening” is yes.",
        ),
        ("crossings_referred", "vi", "vụ", "Số dòng; chỉ các dòng có “Chuyển sàng lọc” là có."),
    ],
)
def test_reference_sheet_spells_unit_and_formula_out(
    name: str, language: Language, unit: str, formula: str, more: Project
) -> None:
    meanings = Meanings(read_catalogue(more), read_tables(more), read_codelists(more))
    w = Messages(language)
    lines = dict(sheet_of(w, meanings, name).lines)
    assert lines[w.say("Unit")] == unit
    assert lines[w.say("Formula")] == formula


@pytest.mark.parametrize(("language", "unit"), [("en", "leaflets per session"), ("vi", "tờ rơi mỗi buổi")])
def test_exports_name_the_unit_and_keep_the_number(
    language: Language, unit: str, more: Project, tmp_path: Path
) -> None:
    release = with_cells(small_release(language), more, "province", "lang-son")
    folder = exported(release, tmp_path / "out")
    rows = list(
        csv.DictReader((folder / "data" / "outreach.csv").read_text(encoding="utf-8-sig").splitlines())
    )
    of_it = [row for row in rows if row["indicator"] == "leaflets_per_session"]
    assert {row["unit"] for row in of_it} == {unit}
    assert "1234.567" in {row["value"] for row in of_it}
    assert unit in (folder / "datapackage.json").read_text(encoding="utf-8")
    sheets = openpyxl.load_workbook(folder / "tables.xlsx").worksheets
    cells = [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert 1234.57 in cells
    assert any(isinstance(cell, str) and cell.endswith(f"({unit})") for cell in cells)


def test_target_of_a_ratio_is_judged_and_exported_with_its_decimals(more: Project, tmp_path: Path) -> None:
    release = with_cells(project_release("inl-phase-1"), more, "nation", "viet-nam")
    assert release.framework is not None
    project = release.framework.project
    both = Bilingual(en="Agreement.", vi="Thỏa thuận.")
    period = next(each.id for each in project.periods if each.end.year == 2023)
    added = ProjectIndicator(
        id="leaflets-each",
        measures="leaflets_per_session",
        targets=[Amount(period=period, value=1.25, source=both)],
        verification=both,
    )
    first = project.results[0]
    result = first.model_copy(update={"indicators": [*first.indicators, added]})
    changed = project.model_copy(update={"results": [result, *project.results[1:]]})
    release = replace(release, framework=replace(release.framework, project=changed), donor_project=changed)
    tracked = next(each for each in results_of(release) if each.indicator.id == "leaflets-each")
    assert not tracked.accumulates
    assert tracked.overall.standing == "met"
    assert amount(Words(release), 1.25, tracked.unit) == "1.25"
    tables = run_open_cells(release, figures=False).exhibits
    (framework,) = (each for name, each in tables.items() if "-framework-" in name)
    assert "1.25" in framework.to_text()
    write_iati(tmp_path, release)
    indicator = next(
        each
        for each in etree.parse(str(tmp_path / "iati.xml")).iter("indicator")
        if each.find("reference").get("code") == "leaflets_per_session"
    )
    assert indicator.get("measure") == "1"
    assert [each.get("value") for each in indicator.iter("target")] == ["1.25"]
    assert "1234.57" in [each.get("value") for each in indicator.iter("actual")]
