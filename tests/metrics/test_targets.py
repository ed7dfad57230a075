from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from helpers.errors import ParamsError
from helpers.inputs.params.projects import ProjectIndicator
from helpers.inputs.params.published_figures import read_published
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.framework import Framework, read_framework, read_frameworks
from helpers.metrics.framework_status import Measured, Tracked
from helpers.metrics.targets import check_explained, track
from helpers.paths import Project

GOOD = Path(__file__).parents[1] / "bad_inputs" / "projects" / "good.yml"
Actuals = Mapping[tuple[str, int], float | str]


def framework_of(folder: Path, project: Project, *changes: tuple[str, str]) -> Framework:
    """The good file of the bad inputs, changed: a target of over 600 officers for 2024, one of 90 % for 2025."""
    shutil.copytree(project.params, folder / "params", ignore=shutil.ignore_patterns("projects"))
    text = GOOD.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "params" / "projects").mkdir()
    (folder / "params" / "projects" / "training.yml").write_text(text, encoding="utf-8")
    return read_framework(Project(folder), "training")


def tracked(
    framework: Framework, project: Project, year: int, actuals: Actuals, report_date: date = date.max
) -> dict[str, Tracked]:
    def actual_of(indicator: ProjectIndicator, of: int) -> Measured:
        found = actuals.get((indicator.id, of), "x")
        return Measured(None, found) if isinstance(found, str) else Measured(found, "shown")  # type: ignore[arg-type]

    figures = {figure.id: figure for figure in read_published(project)}
    found = track(
        framework,
        read_catalogue(project),
        figures,
        year,
        actual_of,
        lambda *_: Measured(50.0, "shown"),
        report_date=report_date,
    )
    return {each.indicator.id: each for each in found}


WHOLE = ('{period: "2024", figure', "{period: project, figure")


def test_target_is_due_in_full_once_its_time_is_over(tmp_path: Path, project: Project) -> None:
    overall = tracked(framework_of(tmp_path, project), project, 2024, {("officers", 2024): 480})
    assert overall["officers"].overall.due == 600
    assert overall["officers"].overall.achieved_pct == 80
    assert overall["officers"].overall.deviation_pct == -20
    assert overall["officers"].overall.standing == "behind"


def test_before_that_the_part_that_corresponds_to_the_days_gone_by(tmp_path: Path, project: Project) -> None:
    framework = framework_of(tmp_path, project, WHOLE)
    overall = tracked(framework, project, 2024, {("officers", 2024): 300})["officers"].overall
    assert overall.due == pytest.approx(600 * 366 / 731)
    assert overall.standing == "on_track"
    assert overall.achieved_pct == 50


def test_periods_add_up_to_a_target_of_several(tmp_path: Path, project: Project) -> None:
    framework = framework_of(tmp_path, project, WHOLE)
    actuals = {("officers", 2024): 300.0, ("officers", 2025): 301.0}
    found = tracked(framework, project, 2025, actuals)["officers"]
    assert found.overall.actual.value == 601
    assert [each.actual.value for each in found.periods] == [300, 301]
    assert (found.overall.standing, found.trend) == ("met", "rose")


def test_shares_do_not_add_up(tmp_path: Path, project: Project) -> None:
    actuals = {("standard", 2024): 80.0, ("standard", 2025): 92.0}
    found = tracked(framework_of(tmp_path, project), project, 2025, actuals)["standard"]
    assert found.overall.actual.value == 92
    assert found.overall.standing == "met"


@pytest.mark.parametrize(
    ("actual", "standing"),
    [
        (601.0, "met"), (600.0, "nearly"), (540.0, "nearly"), (539.0, "behind"), (420.0, "behind"),
        (419.0, "off_track"), (0.0, "off_track"), ("x", "not_reported"), ("c", "withheld"),
    ],
)  # fmt: skip
def test_standing_follows_the_stated_rule(
    tmp_path: Path, project: Project, actual: float | str, standing: str
) -> None:
    """'Over 600' is met by 601, not by 600."""
    found = tracked(framework_of(tmp_path, project), project, 2024, {("officers", 2024): actual})
    assert found["officers"].overall.standing == standing


def test_target_of_a_later_period_is_not_due(tmp_path: Path, project: Project) -> None:
    found = tracked(framework_of(tmp_path, project), project, 2024, {("standard", 2024): 40.0})["standard"]
    assert [each.standing for each in found.targets] == ["not_due"]
    assert not any(each.must_explain for each in found.targets)


@pytest.mark.parametrize(("year", "standing"), [(2024, "not_due"), (2025, "not_reported")])
def test_target_is_not_lacking_before_it_is_due(
    tmp_path: Path, project: Project, year: int, standing: str
) -> None:
    found = tracked(framework_of(tmp_path, project, WHOLE), project, year, {})["officers"]
    assert found.overall.standing == standing


SIGNED_LATE = (
    '{period: "2025", value: 90, source: {en: The agreement, vi: Thỏa thuận}}',
    '{period: "2025", value: 90, source: {en: Agreement signed in June 2025, vi: Thỏa thuận ký tháng 6/2025}}',
)


@pytest.mark.parametrize(("year", "report_date", "known"), [(2024, "2025-03-31", 0), (2025, "2026-03-31", 1)])
def test_target_that_was_agreed_after_the_report_is_not_told(
    tmp_path: Path, project: Project, year: int, report_date: str, known: int
) -> None:
    framework = framework_of(tmp_path, project, SIGNED_LATE)
    found = tracked(framework, project, year, {}, date.fromisoformat(report_date))["standard"]
    assert len(found.targets) == known


YEARLY = (
    '          - {period: "2024", figure: inl2-officers-target}',
    '          - {period: "2024", value: 100, source: {en: Plan, vi: Kế hoạch}}\n'
    '          - {period: "2025", value: 200, source: {en: Plan, vi: Kế hoạch}}',
)


@pytest.mark.parametrize(
    ("second", "yearly", "cumulative"),
    [(200.0, "met", "met"), (150.0, "behind", "nearly"), (0.0, "off_track", "off_track")],
)
def test_target_of_a_year_and_that_of_all_years_are_judged_apart(
    tmp_path: Path, project: Project, second: float, yearly: str, cumulative: str
) -> None:
    actuals = {("officers", 2024): 130.0, ("officers", 2025): second}
    found = tracked(framework_of(tmp_path, project, YEARLY), project, 2025, actuals)["officers"]
    assert (found.overall.standing, found.to_date.standing) == (yearly, cumulative)
    assert (found.to_date.target, found.to_date.due) == (300, 300)
    assert found.to_date.window.id == "2024/2025"


def test_what_was_achieved_in_a_year_without_a_target_counts_towards_none(
    tmp_path: Path, project: Project
) -> None:
    later = ('          - {period: "2024", figure: inl2-officers-target}', YEARLY[1].splitlines()[1])
    framework = framework_of(tmp_path, project, later)
    actuals = {("officers", 2024): 500.0, ("officers", 2025): 130.0}
    found = tracked(framework, project, 2025, actuals)["officers"]
    assert found.so_far.value == 630
    assert (found.to_date.actual.value, found.to_date.target, found.to_date.standing) == (
        130,
        200,
        "off_track",
    )
    assert found.to_date.achieved_pct == 65


def test_withheld_part_of_a_cumulative_target_withholds_what_was_achieved_of_it(
    tmp_path: Path, project: Project
) -> None:
    found = tracked(
        framework_of(tmp_path, project, YEARLY),
        project,
        2025,
        {("officers", 2024): "c", ("officers", 2025): 130.0},
    )["officers"]
    assert (found.to_date.actual.value, found.to_date.standing) == (None, "withheld")


def test_withheld_part_withholds_the_sum(tmp_path: Path, project: Project) -> None:
    framework = framework_of(tmp_path, project, WHOLE)
    found = tracked(framework, project, 2025, {("officers", 2024): 300.0, ("officers", 2025): "c"})
    assert found["officers"].overall.actual == Measured(None, "c")


def test_year_that_was_not_reported_is_named_and_not_taken_for_none(tmp_path: Path, project: Project) -> None:
    found = tracked(framework_of(tmp_path, project, WHOLE), project, 2025, {("officers", 2025): 301.0})
    assert found["officers"].overall.actual == Measured(301.0, "shown", lacking=(2024,))


@pytest.mark.parametrize(("actual", "fine"), [(481.0, True), (480.0, False), (720.0, False), (719.0, True)])
def test_large_deviation_up_or_down_needs_an_explanation(
    tmp_path: Path, project: Project, actual: float, fine: bool
) -> None:
    framework = framework_of(tmp_path, project)
    found = tuple(tracked(framework, project, 2024, {("officers", 2024): actual}).values())
    if fine:
        check_explained(framework, found, 2024)
        return
    with pytest.raises(ParamsError) as caught:
        check_explained(framework, found, 2024)
    assert str(caught.value) == (
        "params/projects/training.yml, line 41, periods.0.narrative.deviations: 'officers' differs by 20% or more from "
        "what was due by the end of 2024; explain it here under its id, in both languages"
    )
    assert caught.value.exit_code == 2


def test_explained_deviation_passes(tmp_path: Path, project: Project) -> None:
    said = "      deviations: {officers: {en: Rain., vi: Mưa.}}\n      lessons: {en: L"
    framework = framework_of(tmp_path, project, ("      lessons: {en: L", said))
    check_explained(
        framework, tuple(tracked(framework, project, 2024, {("officers", 2024): 100.0}).values()), 2024
    )


def test_the_projects_of_the_repository_are_sound_and_label_what_is_made_up(project: Project) -> None:
    frameworks = {each.slug: each.project for each in read_frameworks(project)}
    assert list(frameworks) == [
        "asean-mpact", "inl-phase-1", "inl-phase-2", "national-programme", "uk-cooperation",
    ]  # fmt: skip
    assert all("narratives" in project.made_up for project in frameworks.values())
    targets = {
        (slug, indicator.id, amount.figure or str(amount.source))
        for slug, project in frameworks.items()
        for indicator in project.indicators
        for amount in indicator.targets
    }
    sourced = {(slug, name) for slug, name, source in targets if source}
    assert sourced == {
        ("inl-phase-2", "workshops-held"), ("inl-phase-2", "officers-trained"),
        ("uk-cooperation", "meetings"), ("uk-cooperation", "talks"),
    }  # fmt: skip


def test_before_the_time_of_its_first_target_what_is_published_alone_does_not_arise(project: Project) -> None:
    """The agreement of January 2024: of 2023 there is nothing that could have been reported."""
    found = tracked(read_framework(project, "uk-cooperation"), project, 2024, {})
    for name in ("talks", "meetings"):
        assert [each.actual.status for each in found[name].periods] == ["z", "x"]
        assert found[name].overall.actual.status == "x"
    found = tracked(read_framework(project, "uk-cooperation"), project, 2023, {})
    assert {found[name].overall.actual.status for name in ("talks", "meetings")} == {"z"}
