"""A project of which every number was published: its words, dates and sheets go no further than its source."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_frameworks import CELLS, release_of

from helpers.inputs.params.settings import Language
from helpers.metrics.framework import read_framework
from helpers.paths import Project
from helpers.report.front_matter import Notice
from helpers.report.project_summary import project_main_points
from helpers.report.project_texts import project_lessons, project_next_steps, project_progress
from helpers.report.reference import project_sheet
from helpers.report.summary import notice
from helpers.report.words import Words

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


def test_project_of_some_days_names_them(project: Project) -> None:
    points = " ".join(project_main_points(release_of(project, "asean-mpact", {})).points)
    assert "(9 May 2018 to 10 May 2018)" in points
    assert "end of 2018" not in points


def test_text_that_the_source_tells_is_not_called_made_up(project: Project) -> None:
    release = release_of(project, "asean-mpact", {})
    assert project_progress(release).text.startswith("The workshop took place")
    assert project_lessons(release).text.startswith("*Demonstration text.*")


@pytest.mark.parametrize(
    ("name", "year", "over"),
    [("asean-mpact", 2025, True), ("inl-phase-1", 2023, False), ("inl-phase-1", 2024, True)],
)
def test_project_that_ended_before_the_year_has_no_next_step(
    project: Project, name: str, year: int, *, over: bool
) -> None:
    release = release_of(project, name, {})
    said = project_next_steps(replace(release, scope=replace(release.scope, year=year))).text
    assert ("None: the project ended on" in said) == over


def test_context_of_later_years_is_left_out(project: Project) -> None:
    release = release_of(project, "inl-phase-1", {})
    of_later = [replace(each, period="2024") for each in release.published]
    assert len(release.published_context()) > 0
    assert replace(release, published=tuple(of_later)).published_context().empty


@pytest.mark.parametrize(
    ("language", "real"),
    [
        ("en", "no figure here describes a real event or person"),
        ("vi", "không con số nào ở đây nói về sự việc hay con người có thật"),
    ],
)
def test_notice_says_that_nothing_is_real_and_reassures_in_no_other_year(
    project: Project, language: Language, real: str
) -> None:
    said = {year: said_of(project, "inl-phase-1", year=year, language=language).text for year in (2023, 2024)}
    assert all(real in text for text in said.values())
    assert said[2023] != said[2024]


def test_notice_of_published_figures_does_not_call_them_demonstration_data(project: Project) -> None:
    assert said_of(project, "asean-mpact").title == "Published figures; demonstration text."
