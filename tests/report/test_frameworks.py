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
from helpers.metrics.counted import COLUMNS
from helpers.metrics.framework import read_framework
from helpers.paths import Project
from helpers.privacy.policy import read_policy
from helpers.privacy.scope import Scope
from helpers.report.annex import origin_entry, origins
from helpers.report.exhibit import Exhibit
from helpers.report.frames import OpenedRelease
from helpers.report.missing_data import gaps
from helpers.report.project_headlines import targets
from helpers.report.project_summary import project_asked, project_main_points
from helpers.report.project_tiles import project_key_results
from helpers.report.reference import reference_sheets
from helpers.report.results import results_of
from helpers.report.summary import notice
from project_cells import run_open_cells

ASKED_FOR = "Not yet available, because"
LAYOUTS = ("inl", "prm", "iom", "uk")
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
        "asean-mpact": "Indicator table; no source gives a target",
        "national-programme": "Results matrix; no source gives a target",
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
        "300 due by now: on track (dates are made up)",
    )
    assert rows["prm"] == (
        "Attendances at training courses and workshops",
        "0 (2024)",
        "–",
        "193",
        "over 600 (2024 to 2027)",
        "305",
        "51%: on track (dates are made up)",
    )
    assert rows["iom"][2:6] == (
        "0 (2024)",
        "over 600 (2024 to 2027): on track (dates are made up)",
        "193",
        "305",
    )
    assert rows["uk"][-1] == "over 600 (2024 to 2027)"


def test_unknown_layout_is_named(project: Project) -> None:
    with pytest.raises(ParamsError, match="unknown layout 'usa'"):
        framework_of(release_of(project, "inl-phase-2", CELLS), "usa")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_results_are_told_once_with_their_status_in_each_layout(project: Project, layout: str) -> None:
    cells = {**CELLS, ("officers_trained", 2025): 20.0}
    made = exhibits(release_of(project, "inl-phase-2", cells), layout)
    tables = [name for name, each in made.items() if "Training workshops held" in each.to_text().splitlines()
              or "132" in each.to_text()]  # fmt: skip
    assert tables == [f"tbl-framework-{layout}"]
    assert "off track (dates are made up)" in made[f"tbl-framework-{layout}"].to_text()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["asean-mpact", "national-programme"])
def test_no_column_on_targets_where_no_source_gives_any(project: Project, name: str, layout: str) -> None:
    found = framework_of(release_of(project, name, CELLS), layout)
    assert found.table is not None
    heads = [column.label for column in found.table.columns]
    assert not [head for head in heads if "arget" in head or "tatus" in head or "eviation" in head]
    assert "planned" not in found.to_text()
    assert found.title.endswith("; no source gives a target")


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


def test_what_the_returns_do_not_set_apart_is_no_result_of_the_project(project: Project) -> None:
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
    assert "2,887" not in {tile.value for tile in project_key_results(release).items}
    made = exhibits(release)
    assert "2,887" not in made["tbl-framework-inl"].to_text()
    assert "do not say which part is the project's" in made["tbl-framework-inl"].note
    assert "2,887" in made["tbl-all-partners"].to_text()
    said = " ".join(project_main_points(release).points)
    assert "Results of the project are known for 1 of 5 outputs." in said
    assert "Only counts of all partners together: training document sets delivered;" in said


def test_first_year_of_a_project_has_no_column_to_date(project: Project) -> None:
    release = release_of(project, "inl-phase-2", CELLS)
    heads = {
        year: framework_of(replace(release, scope=replace(release.scope, year=year))).to_text()
        for year in (2024, 2025)
    }
    assert "Actual to date" not in heads[2024]
    assert "Actual to date" in heads[2025]


def test_share_of_tests_stands_by_province_with_the_number_of_tests(project: Project) -> None:
    """What is published by province is printed; of few tests stand the two numbers."""
    release = release_of(project, "inl-phase-2", CELLS)
    cells = [
        (name, level, place, year, "project", "inl-2", value, "shown")
        for name, level, place, year, value in (
            ("workshops_held", "province", "lang-son", "2024", 1.0),
            ("posttest_takers", "province", "lang-son", "2024", 30.0),
            ("posttest_meeting_pct", "province", "lang-son", "2024", 80.0),
            ("posttest_takers", "province", "lang-son", "2025", 10.0),
            ("posttest_meeting_pct", "province", "lang-son", "2025", 100.0),
            ("workshops_held", "province", "tay-ninh", "2025", 1.0),
            ("posttest_takers", "province", "tay-ninh", "2025", 12.0),
            ("posttest_meeting_pct", "province", "tay-ninh", "2025", 75.0),
        )
    ]
    frame = pd.concat([release.frame, pd.DataFrame(cells, columns=release.frame.columns)], ignore_index=True)
    made = run_open_cells(replace(release, frame=frame), figures=False)
    found = made.exhibits["tbl-project-by-province"].table
    assert [column.label for column in found.columns][-2:] == ["Took post-test", "Met standard after"]
    assert {row.cells[0]: row.cells[-2:] for row in found.rows[:-1]} == {
        "Lang Son": ("40", "85.0%"),
        "Tay Ninh": ("12", "9 out of 12"),
    }
    assert not [each for each in made.sentences if "published" in each.lower() and "tested" in each]


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
    assert found.table.columns[-1].label == "Course attendances, women"
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
    assert "fig-targets-overview" not in made.exhibits
    assert made.exhibits["tbl-framework-prm"].title == "Indicator table; no source gives a target"
    assert "more than 90%" in made.exhibits["tbl-framework-prm"].to_text()


def test_published_result_is_told_again_only_beside_the_returns(project: Project) -> None:
    assert (
        "tbl-reported" not in run_open_cells(release_of(project, "asean-mpact", {}), figures=False).exhibits
    )
    release = release_of(project, "uk-cooperation", {("seminars_held", 2023): 3.0})
    rows = exhibits(release)["tbl-reported"].table.rows
    assert [row.cells[-4:] for row in rows] == [("3", "Viet Nam", "3", "agrees")]
    assert exhibits(release)["tbl-reported"].title == "The published result of 2023 agrees with the returns"
    differs = release_of(project, "uk-cooperation", {("seminars_held", 2023): 9.0})
    assert exhibits(differs)["tbl-reported"].title.startswith("0 of 1 published results of 2023 agree")


def test_source_of_a_result_is_named_where_it_stands(project: Project) -> None:
    source = framework_of(release_of(project, "asean-mpact", {})).source
    assert source.startswith("IOM Viet Nam news, May 2018")
    assert "returns" not in source


@pytest.mark.parametrize(
    ("name", "language", "asked", "absent"),
    [
        ("asean-mpact", "en", "The project ended on 10 May 2018", "target"),
        ("asean-mpact", "vi", "Dự án kết thúc ngày 10/05/2018", "mục tiêu"),
        (
            "uk-cooperation",
            "en",
            "Send these to the publisher, if you hold them: minutes of meetings",
            "ended",
        ),
        ("uk-cooperation", "vi", "đề nghị gửi cho đơn vị phát hành: biên bản cuộc họp", "kết thúc"),
        (
            "inl-phase-2",
            "en",
            "Have reported which part the project paid for: training document sets",
            "ended",
        ),
        ("inl-phase-2", "vi", "Đề nghị báo cáo phần do dự án tài trợ: số bộ tài liệu", "kết thúc"),
    ],
)
def test_readers_are_asked_for_what_is_lacking_only_while_the_project_runs(
    project: Project, name: str, language: Language, asked: str, absent: str
) -> None:
    said = project_asked(release_of(project, name, CELLS, language=language)).text.replace("\\", "")
    assert asked in said
    assert absent not in said


def test_project_without_targets_that_runs_is_asked_for_them(project: Project) -> None:
    release = release_of(project, "national-programme", CELLS)
    running = replace(release, scope=replace(release.scope, year=2024))
    assert "tell the publisher which results you expect" in project_asked(running).text
    assert "ended on 31 December 2025" in project_asked(release).text


@pytest.mark.parametrize(("name", "synthetic"), [("asean-mpact", False), ("inl-phase-1", True)])
def test_notice_speaks_of_returns_only_where_numbers_come_from_them(
    project: Project, name: str, synthetic: bool
) -> None:
    said = notice(release_of(project, name, CELLS))
    assert said is not None
    assert ("Synthetic returns: no result here describes a real event or person." in said.text) == synthetic
    assert ("comes from returns" in said.text) != synthetic


def test_what_is_made_up_is_named_on_the_first_page(project: Project) -> None:
    release = release_of(project, "inl-phase-2", CELLS)
    said = notice(release)
    assert said is not None
    assert said.title == "Demonstration data."
    assert "Made up, because no source gives them: dates, some provinces, narrative texts" in said.text
    of_returns = notice(replace(release, demonstration=False))
    assert of_returns is not None
    assert of_returns.title == "Demonstration text."
    assert "ynthetic" not in of_returns.text


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
        assert not made.exhibits.keys() & {"fig-training-gain", "tbl-training-results"}
    else:
        assert said in made.sentences[-1]
        assert "fig-training-gain" in made.exhibits


def test_main_points_tell_targets_learning_and_what_is_lacking(project: Project) -> None:
    points = project_main_points(release_of(project, "inl-phase-2", CELLS)).points
    assert points[0] == (
        "On track at the end of 2025, by made-up dates: training workshops held 8 of 16 (8 due); attendances at "
        "training courses and workshops 305 of over 600 (300 due)."
    )
    assert points[1].startswith(
        "In 2025, 90.0% of 100 tests after training met the standard (95% confidence interval: 82.6% to 94.5%)"
    )
    assert "against 50.0% before it." in points[1]
    assert len(points) == 4


def test_target_that_is_behind_comes_first_with_the_reason_that_the_file_gives(project: Project) -> None:
    release = release_of(project, "inl-phase-2", CELLS)
    points = project_main_points(replace(release, scope=replace(release.scope, year=2024))).points
    assert points[0] == (
        "Behind at the end of 2024, by made-up dates: training workshops held 3 of 16 (4 due); attendances at training "
        "courses and workshops 112 of over 600 (150 due). [demonstration text] The host of the fourth workshop could "
        "not spare officers in December, and it moved to 2025."
    )
    assert not [each for each in points if "targets" in each]  # each is told by itself


UK_CELLS = {
    ("indepth_classes_held", 2024): 5.0, ("indepth_classes_held", 2025): 4.0,
    ("indepth_officers", 2024): 186.0, ("indepth_officers", 2025): 150.0,
    ("posttest_meeting_pct", 2024): 80.0, ("posttest_takers", 2024): 300.0,
    ("posttest_meeting_pct", 2025): 90.0, ("posttest_takers", 2025): 100.0,
}  # fmt: skip


def test_first_page_tells_the_year_beside_the_year_before_once(project: Project) -> None:
    release = release_of(project, "uk-cooperation", UK_CELLS)
    tiles = {tile.value: tile.detail for tile in project_key_results(release).items}
    assert tiles["4"] == "in 2025 · 5 in 2024"
    assert tiles["150"] == "in 2025 · 186 in 2024"
    points = project_main_points(release).points
    assert not [each for each in points if "186" in each]
    assert "no source says which the UK paid for" in points[1]


@pytest.mark.parametrize(
    ("latest", "said"),
    [
        (90.0, "That is more than in 2024 (80.0%)."),
        (84.0, "In 2024 it was 80.0%: no clear change, the intervals overlap."),
        (65.0, "That is less than in 2024 (80.0%)."),
    ],
)
def test_share_of_the_year_stands_beside_that_of_the_year_before(
    project: Project, latest: float, said: str
) -> None:
    cells = {
        **UK_CELLS, ("posttest_meeting_pct", 2025): latest,
        **{(f"pretest_{kind}", year): value for kind, value in (("takers", 100.0), ("meeting_pct", 50.0))
           for year in (2024, 2025)},
        ("posttest_takers", 2025): 300.0,
    }  # fmt: skip
    assert said in " ".join(project_main_points(release_of(project, "uk-cooperation", cells)).points)


def test_share_to_date_is_that_of_all_years_together_and_of_one_year_its_own(project: Project) -> None:
    results = release_of(project, "uk-cooperation", UK_CELLS).results().set_index("framework_code")
    assert results.loc["standard-after", "value_text"] == "90%"
    assert results.loc["standard-after", "to_date_text"] == "82.5%"
    note = framework_of(release_of(project, "uk-cooperation", UK_CELLS)).note
    assert "A cumulative share is that of all years together." in note
    of_one = {key: value for key, value in UK_CELLS.items() if key[1] == 2025}
    results = release_of(project, "uk-cooperation", of_one).results().set_index("framework_code")
    assert results.loc["standard-after", "to_date_text"] == "90%"


def test_logframe_has_a_row_of_plans_only_where_a_source_gives_a_target(project: Project) -> None:
    table = framework_of(release_of(project, "uk-cooperation", UK_CELLS)).table
    assert table is not None
    planned = [row.cells[0] for row in table.rows if "planned" in row.cells]
    assert planned == ["Meetings of the two sides", "Yearly talks"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_project_of_one_period_has_no_column_of_all_its_periods(project: Project, layout: str) -> None:
    table = framework_of(release_of(project, "asean-mpact", {}), layout).table
    assert table is not None
    heads = [column.label for column in table.columns]
    assert not [head for head in heads if "umulative" in head or "to date" in head]
    assert "more than 90%" in framework_of(release_of(project, "asean-mpact", {}), layout).to_text()


def test_project_has_no_section_about_what_it_has_not(project: Project) -> None:
    made = run_open_cells(release_of(project, "asean-mpact", {}))
    assert set(made.exhibits) == {"tbl-framework-prm"}
    assert made.sentences == ["Sources give totals only, not by sex or province."]


def test_target_that_cannot_be_judged_says_what_was_not_received(project: Project) -> None:
    release = release_of(project, "uk-cooperation", CELLS)
    points = project_main_points(release).points
    assert points[0] == (
        "Meetings of the two sides for 2024 to 2025: no minutes of meetings were received, so the target cannot be "
        "judged. Yearly talks for 2025: no minutes of talks were received, so the target cannot be judged."
    )
    assert len(points) <= 4
    assert "1 (2024 to 2025)" in framework_of(release).to_text()


@pytest.mark.parametrize(
    ("language", "standing", "silent"),
    [
        ("en", "due by the end of 2025", "Meetings of the two sides"),
        ("vi", "đến hạn cuối năm 2025", "Số cuộc họp hai bên"),
    ],
)
def test_target_is_not_told_as_lacking_before_it_is_due(
    project: Project, language: Language, standing: str, silent: str
) -> None:
    release = release_of(project, "uk-cooperation", CELLS, language=language)
    release = replace(release, scope=replace(release.scope, year=2024))
    assert standing in framework_of(release).to_text()
    assert not [point for point in project_main_points(release).points if point.startswith(silent)]


def test_trend_names_the_year_before(project: Project) -> None:
    trends = release_of(project, "inl-phase-2", CELLS).results()["trend"]
    assert "rose on 2024" in trends.to_list()


def test_context_leaves_out_the_projects_own_results_and_names_contradictions(project: Project) -> None:
    release = release_of(project, "national-programme", CELLS)
    found = exhibits(release)["tbl-published-context"]
    assert found.title == "What others published on the field of the project"
    assert "Sources contradict each other on: " in found.note


def test_figure_over_several_years_and_places_is_context_alone(project: Project) -> None:
    release = release_of(project, "national-programme", CELLS)
    found = exhibits(release)
    (row,) = (row for row in found["tbl-published-context"].table.rows if "729" in row.cells)
    assert row.cells[2:4] == ("6 provinces", "2017 to 2023")
    assert not any(tile.value == "729" for tile in project_key_results(release).items)
    assert "729" not in found["tbl-framework-iom"].to_text()
    assert "729" not in release.reported_results()["published_text"].to_list()


@pytest.mark.parametrize(
    ("name", "year", "said"),
    [
        ("uk-cooperation", 2025, "Nothing was reported on the 2 targets that are due, so none can be judged"),
        (
            "uk-cooperation",
            2024,
            "Nothing was reported on the one target that is due, so it cannot be judged; one is not due yet",
        ),
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
    assert targets(release) == said


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
        "from-project-trainees-grasped",
        "from-project-officials-trained",
    }
    (entry,) = (each for each in origins(release).entries if each.id == "from-project-officials-trained")
    said = dict(entry.lines)
    assert said["Published"].startswith("2018: more than 30 (IOM Viet Nam news, May 2018")
    assert said["Rows counted"] == "none: the number is taken over as it was published."


def test_breakdown_that_is_asked_for_and_not_there_is_named(project: Project) -> None:
    lacking = run_open_cells(release_of(project, "national-programme", CELLS), figures=False).said(ASKED_FOR)
    assert "Not yet available, because no indicator of these reports counts it that way yet: " in lacking
    assert "; Attendances at training courses and workshops by kind" in lacking
    assert ": Victims supported in reintegration by service;" in lacking
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
    assert lacking == ""


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
    counted = pd.DataFrame(
        [
            (place, 2025, "2025", "officers_trained_women", "project", "inl-2", 2, blank, whole)
            for place, blank, whole in (("lang-son", 2, 0.0), ("tay-ninh", 1, 40.0))
        ],
        columns=COLUMNS,
    )
    found = exhibits(replace(release, frame=frame, counted=counted))["tbl-project-by-province"]
    assert found.table is not None
    assert found.table.rows[-1].cells[-1] == "7 of 40"
    assert "Their total is set against the attendances in the courses that recorded them." in found.note


def outreach_gaps(release: OpenedRelease) -> OpenedRelease:
    """The Release with months of stations that did not come in, and files of two provinces that did not."""
    coverage = pd.DataFrame(
        [("lang-son", "2023-01", 9, 1), ("lang-son", "2024-01", 9, 8), ("lang-son", "2025-01", 9, 9)],
        columns=["province", "month", "expected", "received"],
    )
    files = [
        ("lang-son", "training.csv", "missing", 0),
        ("lang-son", "outreach.csv", "aa", 7),
        ("lang-son", "interceptions.csv", "missing", 0),
        ("ca-mau", "training.csv", "missing", 0),
        ("ca-mau", "outreach.csv", "aa", 5),
        ("tay-ninh", "training.csv", "aa", 2),
        ("gia-lai", "training.csv", "missing", 0),
    ]
    sources = pd.DataFrame(
        [(name, f"2025/{name}/{file}", 2025, sha, 9, rejected, False) for name, file, sha, rejected in files],
        columns=["province", "file", "year", "sha256", "rows_accepted", "rows_rejected", "revised"],
    )
    return replace(release, coverage=coverage, sources=sources)


def test_projects_report_tells_of_the_gaps_of_its_own_indicators_and_places_alone(project: Project) -> None:
    """INL phase 2 is of training in some provinces; sessions of the whole country are not its own."""
    release = outreach_gaps(release_of(project, "inl-phase-2", CELLS))
    found = gaps(release)
    assert found is not None
    said = found.text.replace("\\", "")
    assert "Lang Son sent no training.csv" in said
    assert not [
        each for each in ("minimum", "interceptions", "Ca Mau", "Gia Lai", "12", "14") if each in said
    ]
    assert "rejected and are not counted: 2" in said
    assert "station reports" not in framework_of(release).source + framework_of(release).note
    source = exhibits(release)["tbl-all-partners"].source
    assert source.endswith(
        "monthly station reports received: 17 of 18 in the project's provinces (minimum in Lang Son), 17 of 18 in the "
        "whole country (minimum)."
    )


def test_project_that_has_nothing_of_the_returns_tells_of_no_gap(project: Project) -> None:
    assert gaps(outreach_gaps(release_of(project, "asean-mpact", {}))) is None


def test_project_of_every_province_tells_of_the_gaps_of_its_tables(project: Project) -> None:
    found = gaps(outreach_gaps(release_of(project, "uk-cooperation", CELLS)))
    assert found is not None
    assert "Gia Lai" in found.text
    assert "outreach" not in found.text


def test_rows_of_the_project_come_before_those_of_the_country(project: Project) -> None:
    """Rows counted and left out are those of the number that the report tells: of this project, of this kind."""
    cells = {("training_events", 2025): 7.0, ("courses_held", 2025): 1.0, ("workshops_held", 2025): 4.0}
    release = release_of(project, "inl-phase-2", {**CELLS, **cells})
    counted = pd.DataFrame(
        [
            ("lang-son", 2025, "2025", name, *part, rows, blank, None)
            for name in ("officers_trained", "officers_trained_women")
            for part, rows, blank in ((("total", "all"), 61, 9), (("project", "inl-2"), 5, 2))
        ],
        columns=COLUMNS,
    )
    sources = pd.DataFrame(
        [("lang-son", "2025/lang-son/training.csv", 2025, "aa", 64, 0, False)],
        columns=["province", "file", "year", "sha256", "rows_accepted", "rows_rejected", "revised"],
    )
    release = replace(release, counted=counted, sources=sources)
    said = dict(origin_entry(release, "officers_trained").lines)
    assert said["Rows counted"] == "2025: 5, all of the project."
    assert said["Rows left out"].startswith(
        "2025: 57 of no project or of others, 2 of another kind than the formula takes"
    )
    women = dict(origin_entry(release, "officers_trained_women").lines)["Certainty"]
    assert "not recorded in 2 of 5 training events" in women
    assert "9 of 61" not in women


def test_sum_names_the_years_that_it_lacks_wherever_it_stands(project: Project) -> None:
    release = release_of(project, "national-programme", {("workshops_held", 2025): 7.0})
    (tile,) = (tile for tile in project_key_results(release).items if tile.value == "7")
    assert tile.detail == "in 2025"  # that is no sum
    over = project_main_points(replace(release, scope=replace(release.scope, year=2026))).points
    assert "2021 to 2025: training workshops held 7 (without 2021, 2022, 2023, 2024)." in over
    assert "Sums are without 2021, 2022, 2023, 2024" in framework_of(release).note


def test_every_indicator_of_a_project_has_its_sheet(project: Project) -> None:
    release = release_of(project, "uk-cooperation", {})
    sheets = reference_sheets(release).items
    assert [sheet.id for sheet in sheets] == [
        f"tbl-sheet-{indicator.id}"
        for indicator in read_framework(project, "uk-cooperation").project.indicators
    ]
    assert "100 × sum of “Met the standard after” / sum of “Took the post-test”" in sheets[0].to_text()
