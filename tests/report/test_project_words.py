"""Words of project reports: sums, shares before training, what is withheld, and notes that stand once."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from test_frameworks import CELLS, release_of

from helpers import open_report, report
from helpers.inputs.params.settings import Language
from helpers.paths import Project
from helpers.report.annex import origins
from helpers.report.project_headlines import indicator
from helpers.report.project_status import beyond_project
from helpers.report.project_summary import project_main_points
from helpers.report.project_tiles import project_key_results
from helpers.report.results import results_of
from helpers.report.words import Words
from project_cells import run_open_cells

TESTED = {
    ("pretest_meeting_pct", 2024): 54.0, ("pretest_takers", 2024): 100.0,
    ("posttest_meeting_pct", 2024): 80.0, ("posttest_takers", 2024): 100.0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "8 by the end of 2025, 5 of them in 2025"),
        ("vi", "8 tính đến hết năm 2025, trong đó năm 2025 có 5"),
    ],
)
def test_headline_of_a_sum_tells_the_sum_and_the_year(
    project: Project, language: Language, told: str
) -> None:
    release = release_of(project, "inl-phase-2", CELLS, language=language)
    run_open_cells(release, figures=False)
    results = release.results()
    one = {**results[results["framework_code"] == "workshops-held"].iloc[0], "target": None}
    course = release.results_by_period().query("framework_code == 'workshops-held'")
    assert indicator(one, course).endswith(told)
    of_one_year = indicator({**one, "trend_code": "none"}, course[course["period"] == "2025"])
    assert told.partition(" ")[2][:12] not in of_one_year


def test_first_page_has_one_pair_of_shares(project: Project) -> None:
    release = release_of(project, "inl-phase-2", {**CELLS, **TESTED})
    (tile,) = (
        each for each in project_key_results(release).items if each.value == "90%" or "90.0" in each.value
    )
    assert "before training 50.0%" in tile.detail
    assert "baseline" not in tile.detail
    points = " ".join(project_main_points(release).points)
    assert "In 2025, 90.0% of 100 tests" in points
    assert "to 2025 together" not in points


def test_few_who_were_tested_in_the_year_are_told_with_those_of_all_years(project: Project) -> None:
    few = {("pretest_takers", 2025): 12.0, ("posttest_takers", 2025): 12.0}
    points = project_main_points(release_of(project, "inl-phase-2", {**CELLS, **TESTED, **few})).points
    assert "In 2024 to 2025 together" in " ".join(points)


def test_baseline_of_a_test_is_called_before_training(project: Project) -> None:
    results = release_of(project, "inl-phase-2", {**CELLS, **TESTED}).results().set_index("framework_code")
    assert results.loc["standard-after", "baseline_text"] == "before training 54% (2024)"
    assert results.loc["workshops-held", "baseline_text"] == "0 (2024)"


def test_tests_by_province_are_not_called_lacking(project: Project) -> None:
    """They are published by province: the report prints them."""
    results = release_of(project, "inl-phase-2", CELLS).results().set_index("framework_code")
    assert results.loc[["standard-after", "sessions"], "not_yet"].to_list() == ["", ""]
    assert results.loc["standard-after", "counted_by_province"]
    assert results.loc["standard-after", "measure_of_whole"] == "posttest_takers"


def test_women_of_in_depth_classes_are_counted(project: Project) -> None:
    results = release_of(project, "uk-cooperation", CELLS).results().set_index("framework_code")
    assert results.loc["indepth-officers", "measure_of_women"] == "indepth_officers_women"
    assert results.loc["indepth-officers", "not_yet"] == ""


def test_note_that_several_indicators_share_stands_once(project: Project) -> None:
    release = release_of(project, "inl-phase-2", CELLS)
    (note,) = beyond_project(Words(release), results_of(release))
    assert note.count("whoever paid") == 1
    assert note.startswith("Training document sets delivered; Items of equipment delivered; ")


def test_annex_of_published_figures_names_no_indicator_of_returns(project: Project) -> None:
    release = release_of(project, "asean-mpact", {})
    release.cell("courses_held", place="viet-nam", period=2025)
    assert {entry.id.removeprefix("from-project-") for entry in origins(release).entries} == {
        "trainees-grasped", "officials-trained",
    }  # fmt: skip
    other = release_of(project, "inl-phase-2", CELLS)
    other.cell("courses_held", place="viet-nam", period=2025)
    assert "from-courses-held" in {entry.id for entry in origins(other).entries}


def test_number_of_the_whole_country_is_told_in_the_project_s_provinces(project: Project) -> None:
    release = release_of(project, "inl-phase-2", CELLS)
    cells = [
        ("document_sets", "province", place, str(year), "total", "all", value, "shown")
        for place, year, value in (("lang-son", 2024, 58.0), ("lang-son", 2025, 40.0), ("ca-mau", 2025, 9.0))
    ]
    frame = pd.concat([release.frame, pd.DataFrame(cells, columns=release.frame.columns)], ignore_index=True)
    made = run_open_cells(replace(release, frame=frame), figures=False)
    table = made.exhibits["tbl-all-partners"].table
    assert table is not None
    rows = {row.cells[0]: row.cells[1] for row in table.rows}
    assert rows["Lang Son"] == "98"
    assert "Ca Mau" not in rows
    assert "whoever paid" in made.exhibits["tbl-all-partners"].note
    assert rows["The project's provinces together"] == "98"


def test_project_of_every_province_leads_to_the_reports_on_the_provinces(project: Project) -> None:
    release = release_of(project, "inl-phase-2", CELLS)
    assert release.framework is not None
    of_all = release.framework.project.model_copy(update={"provinces": "all"})
    release = replace(release, framework=replace(release.framework, project=of_all), donor_project=of_all)
    results = release.results()
    assert "Legal-education sessions" in results["in_reports_on_provinces"].to_list()
    table = run_open_cells(release, figures=False).exhibits["tbl-all-partners"].table
    assert [row.cells[0] for row in table.rows] == ["Viet Nam"]


def test_a_table_of_a_projects_provinces_does_not_count_the_station_reports_of_all(
    opened_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_ROOT", str(opened_project.root))
    release = open_report(project="inl-phase-1", year=2023, language="en")
    sessions = release.data("sessions", level=["province", "nation"], years=[2023])

    def source_of(places: list[str]) -> str:
        held = sessions[sessions["place_code"].isin(places)].set_index("place")[["value"]]
        return str(report.table(held, "of-places", title="Sessions in 2023", indicators=["sessions"]).source)

    some = list(release.project_provinces)
    assert "monthly station reports" not in source_of(some)
    assert "monthly station reports" in source_of([*some, "viet-nam"])
