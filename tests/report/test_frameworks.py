"""The results framework in the layouts of the donors, from one Release."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from helpers.errors import ParamsError
from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.published_figures import read_published
from helpers.inputs.params.settings import Bilingual, Language, read_settings
from helpers.inputs.params.tables import read_tables
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.framework import read_framework
from helpers.paths import Project
from helpers.privacy.policy import read_policy
from helpers.privacy.scope import Scope
from helpers.report.annex import origin_entry, origins
from helpers.report.exhibit import Exhibit
from helpers.report.frames import OpenedRelease
from helpers.report.missing_data import gaps
from helpers.report.project_brief import made_up
from helpers.report.project_summary import project_key_results, project_main_points
from helpers.report.reference import reference_sheets
from helpers.report.results import results_of
from project_cells import run_open_cells

ASKED_FOR = "Not yet available:"
LAYOUTS = {"inl": 7, "prm": 7, "iom": 7, "uk": 7}
CELLS = {
    ("workshops_held", 2024): 3.0, ("workshops_held", 2025): 5.0,
    ("officers_trained", 2024): 112.0, ("officers_trained", 2025): 193.0,
    ("pretest_meeting_pct", 2025): 50.0, ("pretest_takers", 2025): 100.0,
    ("posttest_meeting_pct", 2025): 90.0, ("posttest_takers", 2025): 100.0,
}  # fmt: skip


def release_of(
    project: Project, name: str, cells: dict[tuple[str, int], float], *, language: Language = "en"
) -> OpenedRelease:
    """The Release of a project's report of 2025 with these national cells of the project's own."""
    framework = read_framework(project, name)
    rows: list[dict[str, Any]] = [
        {
            "indicator": indicator, "level": "nation", "place": "viet-nam", "period": str(year), "breakdown": "project",
            "category": framework.project.code, "value": value, "status": "shown",
        }
        for (indicator, year), value in cells.items()
    ]  # fmt: skip
    columns = ["indicator", "level", "place", "period", "breakdown", "category", "value", "status"]
    return OpenedRelease(
        frame=pd.DataFrame(rows, columns=columns),
        coverage=pd.DataFrame(),
        sources=pd.DataFrame(columns=["file", "year", "sha256", "rows_accepted", "rows_rejected", "revised"]),
        scope=Scope(None, 2025, language, "34", 2022, name),
        catalogue=read_catalogue(project),
        provinces=read_provinces(project),
        codelists=read_codelists(project),
        demonstration=True,
        published_date="2026-03-31",
        key="",
        threshold=5,
        rules=tuple(read_policy(project).published),
        explanation=Bilingual(en="-", vi="-"),
        about=read_settings(project).about,
        published=tuple(read_published(project)),
        tables=read_tables(project),
        framework=framework,
        donor_project=framework.project,
        rule=framework.rule,
    )


def exhibits(release: OpenedRelease, layout: str = "") -> dict[str, Exhibit]:
    """The tables that the notebook's open cells make."""
    return run_open_cells(release, layout, figures=False).exhibits


def framework_of(release: OpenedRelease, layout: str = "") -> Exhibit:
    (found,) = (each for name, each in exhibits(release, layout).items() if "tbl-framework-" in name)
    return found


def status_of(release: OpenedRelease) -> Exhibit:
    return exhibits(release, "uk")["tbl-results-status"]  # of which the own table tells no status


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("name", ["inl-phase-2", "asean-mpact", "uk-cooperation", "national-programme"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_project_has_every_layout(project: Project, layout: str, name: str, language: Language) -> None:
    release = release_of(project, name, CELLS, language=language)
    found = exhibits(release, layout)[f"tbl-framework-{layout}"]
    assert found.table is not None
    heads = {row.cells[0] for row in found.table.rows if not row.span}
    assert {each.label[language] for each in results_of(release)} <= heads


def test_layout_follows_the_donor(project: Project) -> None:
    titles = {
        name: framework_of(release_of(project, name, CELLS)).title
        for name in ("inl-phase-2", "asean-mpact", "national-programme", "uk-cooperation")
    }
    assert titles == {
        "inl-phase-2": "Indicator tracking table",
        "asean-mpact": "Indicator table with yearly and cumulative targets",
        "national-programme": "Results matrix",
        "uk-cooperation": "Logframe with milestones",
    }


def test_all_layouts_say_the_same_numbers(project: Project) -> None:
    release = release_of(project, "inl-phase-2", CELLS)
    rows = {}
    for layout in LAYOUTS:
        table = framework_of(release, layout).table
        assert table is not None
        rows[layout] = next(
            row.cells for row in table.rows if row.cells[0] == "Attendances at training courses and workshops"
        )
    assert rows["inl"][:6] == (
        "Attendances at training courses and workshops",
        "0 (2024)",
        "over 600 (2024 to 2027)",
        "193",
        "305",
        "on track, dates made up",
    )
    assert rows["prm"] == (
        "Attendances at training courses and workshops",
        "0 (2024)",
        "–",
        "193",
        "over 600 (2024 to 2027)",
        "305",
        "51%",
    )
    assert rows["iom"][2:6] == ("0 (2024)", "over 600 (2024 to 2027)", "193", "305")
    assert rows["uk"][-1] == "over 600 (2024 to 2027)"


def test_unknown_layout_is_named(project: Project) -> None:
    with pytest.raises(ParamsError, match="unknown layout 'usa'"):
        framework_of(release_of(project, "inl-phase-2", CELLS), "usa")


def test_status_of_a_result_is_that_of_its_weakest_indicator(project: Project) -> None:
    cells = {**CELLS, ("officers_trained", 2025): 20.0}
    lines = status_of(release_of(project, "inl-phase-2", cells)).to_text().splitlines()
    assert "Output: Officers are trained (off track, dates made up)" in lines


@pytest.mark.parametrize(("latest", "trend"), [(86.0, "unclear"), (55.0, "fell")])
def test_share_falls_only_where_chance_does_not_explain_it(
    project: Project, latest: float, trend: str
) -> None:
    cells = {
        **CELLS, ("posttest_meeting_pct", 2024): 90.0, ("posttest_takers", 2024): 100.0,
        ("posttest_meeting_pct", 2025): latest,
    }  # fmt: skip
    release = release_of(project, "inl-phase-2", cells)
    found = next(each for each in results_of(release) if each.indicator.id == "standard-after")
    assert found.trend == trend


def test_what_the_returns_do_not_set_apart_is_no_key_result(project: Project) -> None:
    release = release_of(project, "inl-phase-2", CELLS)
    sets = {
        "indicator": "document_sets",
        "breakdown": "total",
        "category": "all",
        "period": "2025",
        "value": 2887.0,
    }
    row = {**sets, "level": "nation", "place": "viet-nam", "status": "shown"}
    release = replace(release, frame=pd.concat([release.frame, pd.DataFrame([row])], ignore_index=True))
    sentence = "the returns do not say which came from the project"
    assert "2,887" not in {tile.value for tile in project_key_results(release).items}
    status = status_of(release)
    assert "2,887" in status.to_text()
    assert sentence in status.note


def test_logframe_names_the_assumptions(project: Project) -> None:
    found = framework_of(release_of(project, "uk-cooperation", CELLS))
    assert "Officers of in-depth classes go on to handle cases." in found.note


def test_breakdown_by_province_adds_up_and_tells_women(project: Project) -> None:
    release = release_of(project, "inl-phase-2", CELLS)
    cells = [
        {"indicator": name, "level": level, "place": place, "period": "2024", "breakdown": "project",
         "category": "inl-2", "value": value, "status": "shown"}
        for name, level, place, value in (
            ("officers_trained", "province", "lang-son", 112.0),
            ("officers_trained_women", "province", "lang-son", 7.0),
            ("officers_trained_women", "nation", "viet-nam", 7.0),
        )
    ]  # fmt: skip
    release = replace(release, frame=pd.concat([release.frame, pd.DataFrame(cells)], ignore_index=True))
    found = exhibits(release)["tbl-project-by-province"]
    assert found.table is not None
    assert [column.label for column in found.table.columns][
        -1
    ] == "Attendances at training courses and workshops, women"
    assert [row.cells[0] for row in found.table.rows] == ["Lang Son", "Total"]
    assert found.table.rows[0].cells[-2:] == ("112", "7")


@pytest.mark.parametrize(
    ("by_year", "women"),
    [
        ({"2024": None, "2025": 0.0}, "[x]"),
        ({"2024": 0.0, "2025": 0.0}, "0"),
        ({"2024": None, "2025": 3.0}, "3"),
    ],
    ids=["a blank and no course", "recorded that there was none", "a blank and a number"],
)
def test_women_whom_no_course_recorded_are_missing_not_zero(
    project: Project, by_year: dict[str, float | None], women: str
) -> None:
    release = release_of(project, "inl-phase-2", CELLS)
    cells = [
        ("officers_trained", "province", "lang-son", "2024", 36.0, "shown"),
        *(
            ("officers_trained_women", "province", "lang-son", year, value, "x" if value is None else "shown")
            for year, value in by_year.items()
        ),
    ]
    rows = [(*cell[:4], "project", "inl-2", *cell[4:]) for cell in cells]
    frame = pd.DataFrame(rows, columns=release.frame.columns)
    release = replace(release, frame=pd.concat([release.frame, frame], ignore_index=True))
    found = exhibits(release)["tbl-project-by-province"]
    assert found.table is not None
    assert found.table.rows[0].cells[0] == "Lang Son"
    assert found.table.rows[0].cells[-1] == women


def test_project_without_a_target_says_so_and_draws_none(project: Project) -> None:
    release = release_of(project, "asean-mpact", {})
    made = run_open_cells(release)
    assert "No source gives a target for this project." in made.sentences
    assert "fig-targets-overview" not in made.exhibits
    assert "no target was published" in made.exhibits["tbl-results-status"].title
    assert "more than 90%" in made.exhibits["tbl-framework-prm"].to_text()


def test_what_is_made_up_is_named_on_the_first_page(project: Project) -> None:
    said = made_up(release_of(project, "inl-phase-2", CELLS))
    assert said is not None
    assert "Demonstration text" in said.text
    assert "narrative texts" in said.text


@pytest.mark.parametrize(
    ("takers", "said"),
    [
        (100.0, "The gain is larger than chance explains."),
        (12.0, "So small a group says little about others."),
        (None, None),
    ],
)
def test_how_sure_the_gain_is_depends_on_the_group(
    project: Project, takers: float | None, said: str | None
) -> None:
    cells = dict(CELLS)
    for name in ("pretest_takers", "posttest_takers"):
        if takers is None:
            del cells[name, 2025]
        else:
            cells[name, 2025] = takers
    release = release_of(project, "inl-phase-2", cells)
    made = run_open_cells(release)
    if said is None:
        assert made.said("The returns hold no test of this project")
        assert "fig-training-gain" not in made.exhibits
    else:
        assert said in made.sentences[-1]
        assert "fig-training-gain" in made.exhibits


def test_main_points_tell_targets_learning_and_what_is_lacking(project: Project) -> None:
    points = project_main_points(release_of(project, "inl-phase-2", CELLS)).points
    assert (
        points[0]
        == "2 of 2 targets are met or on track at the end of 2025; what was due rests on made-up dates."
    )
    assert (
        points[2] == "Attendances at training courses and workshops: 305 of over 600 for 2024 to 2027; "
        "by the made-up dates, 300 were due by the end of 2025."
    )
    assert points[3].startswith(
        "In 2025, 90.0% of 100 officers tested met the standard after training (allowing for chance, 83% to 94%)"
    )
    assert points[3].endswith("50.0% did before.")
    assert len(points) == 4


def test_target_that_cannot_be_judged_says_what_was_not_received(project: Project) -> None:
    release = release_of(project, "uk-cooperation", CELLS)
    points = project_main_points(release).points
    assert (
        "Meetings of the two sides: the target of 1 for 2024 to 2025 cannot be judged; "
        "not received: minutes of meetings." in points
    )
    assert len(points) <= 4
    assert "1 (2024 to 2025)" in status_of(release).to_text()


def test_trend_names_the_year_before(project: Project) -> None:
    lines = status_of(release_of(project, "inl-phase-2", CELLS)).to_text()
    assert "rose on 2024" in lines


def test_context_leaves_out_the_projects_own_results_and_names_contradictions(project: Project) -> None:
    release = release_of(project, "national-programme", CELLS)
    found = exhibits(release)["tbl-published-context"]
    assert found.title == "Context"
    assert "Sources contradict each other on: " in found.note


def test_figure_over_several_years_and_places_is_context_alone(project: Project) -> None:
    release = release_of(project, "national-programme", CELLS)
    found = exhibits(release)
    (row,) = (row for row in found["tbl-published-context"].table.rows if "729" in row.cells)
    assert row.cells[2:4] == ("6 provinces", "2017 to 2023")
    assert not any(tile.value == "729" for tile in project_key_results(release).items)
    assert "729" not in found["tbl-results-status"].to_text() + found["tbl-reported"].to_text()


@pytest.mark.parametrize(
    ("name", "year", "said"),
    [
        ("uk-cooperation", 2025, "Nothing was reported on the 2 targets, so none can be judged"),
        ("uk-cooperation", 2023, "The project's targets are for the years after 2023"),
        (
            "inl-phase-2",
            2025,
            "2 of 2 targets are met or on track at the end of 2025; what was due rests on made-up dates",
        ),
    ],
)
def test_target_without_a_number_is_not_one_that_was_missed(
    project: Project, name: str, year: int, said: str
) -> None:
    release = release_of(project, name, CELLS)
    release = replace(release, scope=replace(release.scope, year=year))
    assert project_main_points(release).points[0] == f"{said}."
    assert status_of(release).title == said


def test_where_from_names_what_a_project_table_tells_and_nothing_else(project: Project) -> None:
    release = release_of(project, "inl-phase-2", CELLS)
    told = {
        name: {origin.id for origin in made.origins}
        for name, made in run_open_cells(release).exhibits.items()
    }
    assert told["fig-targets-overview"] == {"from-workshops-held", "from-officers-trained"}
    assert "from-pretest-meeting-pct" in told["tbl-framework-inl"]  # the baseline
    assert (
        "from-posttest-takers" not in told["tbl-framework-inl"]
    )  # of the judgement of chance, told nowhere here


def test_number_that_was_published_leads_to_its_source(project: Project) -> None:
    release = release_of(project, "asean-mpact", {})
    table = framework_of(release)
    assert {origin.id for origin in table.origins} == {
        "from-project-standard-after",
        "from-project-officials-trained",
    }
    (entry,) = (each for each in origins(release).entries if each.id == "from-project-officials-trained")
    said = dict(entry.lines)
    assert said["Published"].startswith("2018: more than 30 (IOM Viet Nam news, May 2018")
    assert said["Rows counted"] == "none: the number is taken over as it was published."


def test_breakdown_that_is_asked_for_and_not_there_is_named(project: Project) -> None:
    lacking = run_open_cells(release_of(project, "national-programme", CELLS), figures=False).said(ASKED_FOR)
    assert (
        "Attendances at training courses and workshops by kind, because the returns are not added up that way yet"
        in lacking
    )
    assert "Victims supported in reintegration by service, because" in lacking
    assert "sex" not in lacking


def test_breakdown_of_the_whole_country_is_printed_and_said_to_be_of_it(project: Project) -> None:
    release = release_of(project, "inl-phase-2", CELLS)
    cells = [
        ("equipment_delivered", "nation", "viet-nam", "2025", breakdown, category, value, "shown")
        for breakdown, category, value in (("total", "all", 30.0), ("item", "camera", 30.0))
    ]
    frame = pd.concat([release.frame, pd.DataFrame(cells, columns=release.frame.columns)], ignore_index=True)
    made = run_open_cells(replace(release, frame=frame), figures=False)
    found, lacking = made.exhibits["tbl-project-by-category"], made.said(ASKED_FOR)
    assert found.table is not None
    assert found.table.rows[0].cells[0].endswith(", by kind")
    assert found.table.rows[1].cells == ("Camera", "[x]", "30")
    assert "whoever paid" in found.note
    assert "Legal-education sessions in the whole country, whoever paid by province" in lacking
    assert "by kind" not in lacking


def test_women_stand_beside_those_of_whom_it_was_recorded(project: Project) -> None:
    release = release_of(project, "inl-phase-2", {**CELLS, ("officers_trained_women", 2025): 7.0})
    cells = [
        (name, "province", place, "2025", "project", "inl-2", value, "shown" if value is not None else "x")
        for name, place, value in (
            ("officers_trained", "lang-son", 36.0),
            ("officers_trained_women", "lang-son", None),
            ("officers_trained", "tay-ninh", 76.0),
            ("officers_trained_women", "tay-ninh", 7.0),
        )
    ]
    frame = pd.concat([release.frame, pd.DataFrame(cells, columns=release.frame.columns)], ignore_index=True)
    found = exhibits(replace(release, frame=frame))["tbl-project-by-province"]
    assert found.table is not None
    assert found.table.rows[-1].cells[-1] == "7 of 76"
    assert "Their total is set against the attendances in the provinces and years" in found.note


def test_lower_bound_is_marked_in_a_projects_report_for_its_own_years(project: Project) -> None:
    release = release_of(project, "inl-phase-2", CELLS)
    coverage = pd.DataFrame(
        [("lang-son", "2023-01", 9, 1), ("lang-son", "2024-01", 9, 8), ("lang-son", "2025-01", 9, 9)],
        columns=["province", "month", "expected", "received"],
    )
    sources = pd.DataFrame(columns=[*release.sources.columns, "province"])
    found = gaps(replace(release, coverage=coverage, sources=sources))
    assert found is not None
    assert "minimum: 94% of station reports received" in found.text


def test_rows_of_the_project_come_before_those_of_the_country(project: Project) -> None:
    release = release_of(project, "inl-phase-2", {**CELLS, ("training_events", 2025): 5.0})
    counted = pd.DataFrame(
        [("lang-son", 2025, "officers_trained", 61)], columns=["province", "year", "indicator", "rows"]
    )
    said = dict(origin_entry(replace(release, counted=counted), "officers_trained").lines)["Rows counted"]
    assert said.startswith("2025: 5 (the project's")
    assert said.endswith("every project: 2025: 61.")


def test_sum_names_the_years_that_it_lacks_wherever_it_stands(project: Project) -> None:
    release = release_of(project, "national-programme", {("workshops_held", 2025): 7.0})
    (tile,) = (tile for tile in project_key_results(release).items if tile.value == "7")
    assert "(without 2021, 2022, 2023, 2024)" in tile.detail
    points = project_main_points(release).points
    assert "Training workshops held: 7 (without 2021, 2022, 2023, 2024) by the end of 2025." in points
    assert "Sums are without 2021, 2022, 2023, 2024" in status_of(release).note


def test_every_indicator_of_a_project_has_its_sheet(project: Project) -> None:
    release = release_of(project, "uk-cooperation", {})
    sheets = reference_sheets(release).items
    assert [sheet.id for sheet in sheets] == [
        f"tbl-sheet-{indicator.id}"
        for indicator in read_framework(project, "uk-cooperation").project.indicators
    ]
    assert "100 × sum of “Met the standard after” / sum of “Took the post-test”" in sheets[0].to_text()
