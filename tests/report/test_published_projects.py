"""A project of which every number was published: its words, dates and sheets go no further than its source."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pydantic import ValidationError
from test_frameworks import CELLS, release_of

from helpers.inputs.params.projects import Narrative
from helpers.inputs.params.settings import Bilingual, Language
from helpers.metrics.framework import read_framework
from helpers.paths import Project
from helpers.publish.about_report import about
from helpers.report.amounts import told_until
from helpers.report.framework_frames import sources_of_results, without_details
from helpers.report.front_matter import Notice
from helpers.report.project_summary import project_main_points
from helpers.report.project_texts import in_passages, project_lessons, project_next_steps, project_progress
from helpers.report.reference import project_sheet
from helpers.report.results import results_of
from helpers.report.summary import notice
from helpers.report.words import Words
from small_release import exported, project_release, report_of

PROJECTS = ("asean-mpact", "inl-phase-1", "inl-phase-2", "national-programme", "uk-cooperation")


def said_of(project: Project, name: str, *, year: int = 2025, language: Language = "en") -> Notice:
    release = release_of(project, name, CELLS, language=language)
    found = notice(replace(release, scope=replace(release.scope, year=year)))
    assert found is not None
    return found


@pytest.mark.parametrize("name", PROJECTS)
def test_indicator_that_was_published_alone_has_no_formula_of_ours(project: Project, name: str) -> None:
    w = Words(release_of(project, name, {}))
    for each in read_framework(project, name).project.indicators:
        if each.own and each.reported and not each.provinces_with:
            assert "Formula" not in dict(project_sheet(w, each).lines)
        else:
            assert dict(project_sheet(w, each).lines)["Formula"]


def test_source_that_adds_a_detail_is_not_named_beside_itself(project: Project) -> None:
    release = release_of(project, "uk-cooperation", {})
    told = sources_of_results(Words(release), results_of(release))
    assert told.count("News report on the signing") == 1
    assert (
        told.count("Agreement signed in January 2024") == 2
    )  # of two figures, neither of which begins the other


def test_source_whose_number_begins_as_that_of_another_is_another() -> None:
    told = ["Report 12", "Report 1", "Report 1, table 2", "Report 1 (annex)", "Report 1"]
    assert without_details(told) == ["Report 12", "Report 1"]


def test_project_of_some_days_names_them(project: Project) -> None:
    release = release_of(project, "asean-mpact", {})
    assert told_until(Words(release)) == "9 May 2018 to 10 May 2018"
    (point,) = project_main_points(release).points  # a tile tells the share
    assert point.startswith("Published as 'more than 90 per cent' of a group of more than 30;")


def test_text_that_the_source_tells_is_not_called_made_up(project: Project) -> None:
    release = release_of(project, "asean-mpact", {})
    assert project_progress(release).text.startswith("The workshop took place")
    assert project_lessons(release).text.startswith("*Demonstration text.*")


@pytest.mark.parametrize(
    ("name", "year", "begins"),
    [
        ("uk-cooperation", 2023, ["*As the source says.* In-depth", "*Demonstration text.* Seminars"]),
        ("inl-phase-1", 2023, ["*Demonstration text.* Eight courses", "*As the source says.* The training"]),
        ("national-programme", 2023, ["*As the source says.* A mid-term", "*Demonstration text.* Support"]),
    ],
)
def test_each_passage_says_whether_the_source_tells_it(
    project: Project, name: str, year: int, begins: list[str]
) -> None:
    release = release_of(project, name, {})
    said = project_progress(replace(release, scope=replace(release.scope, year=year))).text
    assert [said.count(each) for each in begins] == [1, 1]
    assert said.index(begins[0]) == 0
    assert "<!--" not in said


def test_passages_of_a_list_begin_lines_of_their_own(project: Project) -> None:
    w = Words(release_of(project, "uk-cooperation", {}))
    text = Bilingual(en="- One came.<!-- sourced -->- The law was signed.", vi="- Một.<!-- sourced -->- Hai.")
    assert in_passages(w, text) == (
        "*Demonstration text.*\n\n- One came.\n\n*As the source says.*\n\n- The law was signed."
    )


def test_passages_of_the_two_languages_are_alike() -> None:
    with pytest.raises(ValidationError, match="progress: the passages of the two languages are not sourced"):
        Narrative(progress=Bilingual(en="<!-- sourced -->It was signed.", vi="Đã ký."))


def test_published_figures_are_not_called_demonstration_data_in_any_file(tmp_path: Path) -> None:
    """The texts that are made up still are; so are the numbers of a project that rests on returns."""
    for name, mark in (
        ("asean-mpact", "Published figures; demonstration text."),
        ("inl-phase-1", "Demonstration data."),
    ):
        release = project_release(name)
        folder = exported(release, tmp_path / name)
        iati = (folder / "iati.xml").read_text("utf-8")
        cover = " ".join(
            str(cell)
            for row in load_workbook(folder / "tables.xlsx").worksheets[0].values
            for cell in row
            if cell
        )
        crate = (folder / "ro-crate-metadata.json").read_text("utf-8")
        citation = about(release, report_of(release))["citation"]
        is_demonstration = mark == "Demonstration data."
        assert mark in cover and mark in crate
        assert f"[{mark[0].lower()}{mark[1:-1]}]" in citation
        for told in (iati, cover, crate, citation):
            assert ("demonstration data" in told.lower()) is is_demonstration


def test_dates_that_are_made_up_are_told_in_an_activity_of_published_figures(tmp_path: Path) -> None:
    release = project_release("asean-mpact")
    assert release.framework is not None
    project = release.framework.project.model_copy(update={"made_up": ["dates", "narratives"]})
    made = replace(release, framework=replace(release.framework, project=project), donor_project=project)
    iati = (exported(made, tmp_path / "packet") / "iati.xml").read_text("utf-8")
    assert "Made up for this demonstration: dates. A workshop of two days" in iati


@pytest.mark.parametrize(
    ("name", "year", "over"),
    [("asean-mpact", 2025, True), ("inl-phase-1", 2023, False), ("inl-phase-1", 2024, True)],
)
def test_project_that_ended_before_the_year_has_no_next_step(
    project: Project, name: str, year: int, *, over: bool
) -> None:
    release = release_of(project, name, {})
    said = project_next_steps(replace(release, scope=replace(release.scope, year=year)))
    assert (said is None) == over


def test_context_of_later_years_is_left_out(project: Project) -> None:
    release = release_of(project, "inl-phase-1", {})
    of_later = [replace(each, period="2024") for each in release.published]
    assert len(release.published_context()) > 0
    assert replace(release, published=tuple(of_later)).published_context().empty


def test_notice_of_published_figures_does_not_call_them_demonstration_data(project: Project) -> None:
    assert said_of(project, "asean-mpact").title == "Published figures; demonstration text."
