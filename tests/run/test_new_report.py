"""`workbook new-report`: a notebook from the standard one, listed in params, and made by the next build."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import notebook_rules
from helpers.errors import ParamsError
from helpers.inputs.settings import Bilingual
from helpers.paths import Project
from helpers.run.desk.preview import _about
from helpers.run.jobs import plan
from helpers.run.new_report import new_report
from helpers.run.report_names import COMMANDS
from projects import Done

Run = Callable[..., Done]
TITLES = ("--title-en", "Border week", "--title-vi", "Tuần lễ biên giới")


def test_new_report_keeps_the_rules_and_is_planned_for_its_places(
    small_project: Project, workbook: Run
) -> None:
    before = plan(small_project, 2023)
    done = workbook(small_project, "new-report", "border-week", *TITLES)
    assert done.returncode == 0, done.stderr
    path = small_project.notebooks / "border_week.ipynb"
    assert not notebook_rules.faults(path)
    assert "# Tuần lễ biên giới" in path.read_text(encoding="utf-8")
    added = [job for job in plan(small_project, 2023) if job not in before]
    assert {job.notebook for job in added} == {"border_week.ipynb"}
    assert len(added) == 44 * 2
    assert {job.folder for job in plan(small_project, 2023, provinces=["border-week"])} == {
        f"{job.place}.border-week" for job in added
    }
    assert {job.name for job in plan(small_project, 2023, provinces=["lang-son.border-week"])} == {
        f"2023/{language}/lang-son.border-week" for language in ("en", "vi")
    }
    assert _about(path, []) == {}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("lang-son.border-wek", "no report is called 'lang-son.border-wek'; did you mean 'border-week'?"),
        ("lang-sn.border-week", "did you mean 'lang-son'"),
        ("lang-son.overview", "'overview' is one report for the nation: 'viet-nam.overview'"),
    ],
)
def test_report_of_a_place_that_has_none_is_refused(small_project: Project, name: str, said: str) -> None:
    for further, per in (("border-week", "province"), ("overview", "nation")):
        new_report(small_project, further, per, Bilingual(en="A", vi="B"))
    with pytest.raises(ParamsError, match=re.escape(said)):
        plan(small_project, 2023, provinces=[name])


@pytest.mark.parametrize("name", ["Border week", "border_week", "../x", "province"])
def test_name_that_is_none_or_taken_is_refused(name: str, small_project: Project, workbook: Run) -> None:
    assert workbook(small_project, "new-report", name, *TITLES).returncode == 2
    assert not (small_project.params / "reports.yml").exists()


def test_report_is_not_begun_twice(small_project: Project, workbook: Run) -> None:
    assert workbook(small_project, "new-report", "overview").returncode == 0
    again = workbook(small_project, "new-report", "overview", *TITLES)
    assert again.returncode == 2
    assert "'overview' is the name of a report already" in again.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ha-giang", "'ha-giang' is the name of a province"),  # of 63, merged in 2025
        ("lang-son", "'lang-son' is the name of a province"),
        ("ha-noi", "'ha-noi' is the name of a province"),  # without a command
        ("langson", "'langson' reads like 'lang-son', which is the name of a province"),
        ("Lạng Sơn", "reads like 'lang-son'"),
        ("Đồng Tháp", "reads like 'dong-thap'"),
        ("red-river-delta", "'red-river-delta' is the name of a region"),
        ("inl-phase-2", "'inl-phase-2' is the name of a project"),
        ("inl-phase2", "reads like 'inl-phase-2', which is the name of a project"),
        ("viet-nam", "'viet-nam' is the national report"),
        ("Việt Nam", "reads like 'viet-nam'"),
        ("data-quality", "'data-quality' is the report on data quality"),
        ("project", "'project' is a kind of report"),
        ("uk", "'uk' is a kind of report"),
        ("partner", "'partner' is a kind of report"),
        ("con", "'con' is a name that Windows keeps for a device"),
        ("lpt1", "'lpt1' is a name that Windows keeps for a device"),
        ("index", "'index' is the name of a file or folder beside the reports"),
        ("indicators", "'indicators' is the name of a file or folder beside the reports"),
        ("read-me", "reads like 'readme', which is the name of a file or folder"),
        ("build", "'build' is a command of `workbook`"),
        ("takein", "reads like 'take-in', which is a command"),
        ("cases", "'cases' is the name of a module of exhibits"),
        ("outreach", "'outreach' is the name of a table or an indicator"),
        ("victims-assisted", "reads like 'victims_assisted', which is the name of a table or an indicator"),
        ("national-report", "reads like 'national_report', which is the name of a report already"),
    ],
)
def test_name_that_stands_for_something_else_is_refused(
    name: str, said: str, make_project: Callable[..., Project], workbook: Run
) -> None:
    project = make_project(donor_projects=["inl-phase-2"])
    done = workbook(project, "new-report", name, *TITLES)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split()) and "choose another name" in done.stderr
    assert not (project.params / "reports.yml").exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("lang-son", "is the name of a province"),
        ("langson", "reads like 'lang-son', which is the name of a province"),
        ("red-river-delta", "is the name of a region"),
        ("viet-nam", "is the national report"),
        ("data-quality", "is the report on data quality"),
        ("province-report", "reads like 'province_report', which is the name of a report already"),
        ("borderweek", "reads like 'border-week', which is the name of a report already"),
        ("nul", "is a name that Windows keeps for a device"),
        ("index", "is the name of a file or folder beside the reports"),
    ],
)
@pytest.mark.parametrize("command", ["build", "status"])
def test_name_that_is_typed_by_hand_is_refused_too(
    name: str, said: str, command: str, small_project: Project, workbook: Run
) -> None:
    entry = "  per: province\n  title: {en: A, vi: B}\n"
    (small_project.params / "reports.yml").write_text(
        f"border-week:\n{entry}{name}:\n{entry}", encoding="utf-8"
    )
    done = workbook(small_project, command, "2023", "lang-son")
    assert done.returncode == 2
    assert f"params/reports.yml, line 4, {name}: {said}; choose another name" in " ".join(done.stderr.split())
    assert not small_project.reports.exists()


def test_commands_that_a_report_cannot_be_called_by_are_all_that_there_are() -> None:
    from typer.main import get_command

    from helpers.cli import app

    assert sorted(COMMANDS) == sorted(get_command(app).commands)  # type: ignore[attr-defined]
