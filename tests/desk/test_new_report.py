"""`workbook new-report`: a notebook from the standard one, listed in params, and made by the next build."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from typing import get_args

import pytest

import notebook_rules
from helpers.build.report_names import COMMANDS
from helpers.desk.new_report import new_report
from helpers.errors import ParamsError
from helpers.execute.jobs import plan
from helpers.inputs.params.further_reports import Per
from helpers.inputs.params.settings import Bilingual
from helpers.paths import Project
from projects import ROOT, Done

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


@pytest.mark.parametrize(
    ("per", "places", "alone"),
    [
        ("region", {"northern-midlands-and-mountains", "mekong-river-delta"}, "mekong-river-delta"),
        ("project", {"inl-phase-1"}, "inl-phase-1"),
    ],
)
def test_new_report_on_regions_or_projects_is_planned_for_each(
    per: str, places: set[str], alone: str, make_project: Callable[..., Project], workbook: Run
) -> None:
    project = make_project(provinces=("lang-son", "an-giang"), donor_projects=["inl-phase-1", "inl-phase-2"])
    done = workbook(project, "new-report", "overview", "--per", per, *TITLES)
    assert done.returncode == 0, done.stderr
    path = project.notebooks / "overview.ipynb"
    assert not notebook_rules.faults(path)
    jobs = [job for job in plan(project, 2023, languages=["en"]) if job.further]
    assert places <= {job.place for job in jobs}
    assert {job.kind for job in jobs} == {per}
    assert per in path.read_text(encoding="utf-8")
    [job] = plan(project, 2023, provinces=[f"{alone}.overview"], languages=["vi"])
    assert job.name == f"2023/vi/{alone}.overview"
    assert job.parameters[per] == alone
    assert f"`workbook build 2023 {jobs[0].folder}`" in " ".join(done.stdout.split())


@pytest.mark.parametrize("per", get_args(Per))
def test_new_report_passes_ruff_untouched(per: Per, small_project: Project) -> None:
    notebook, _ = new_report(small_project, "overview", per, Bilingual(en="A", vi="B"))
    command = (
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--no-cache",
        "--config",
        ROOT / "pyproject.toml",
        notebook,
    )
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_new_report_on_projects_tells_attendances_and_not_officers(small_project: Project) -> None:
    notebook, _ = new_report(small_project, "overview", "project", Bilingual(en="A", vi="B"))
    text = notebook.read_text(encoding="utf-8")
    assert "attendances at courses" in text and "lượt cán bộ" in text
    assert not re.search(r"trained \{n\}|\} officers|many officers", text)


def test_only_a_report_for_many_places_is_offered_for_one(small_project: Project, workbook: Run) -> None:
    told = {
        per: " ".join(workbook(small_project, "new-report", f"for-{per}", "--per", per).stdout.split())
        for per in ("nation", "region")
    }
    assert "of one" not in told["nation"] and "`workbook build 2023 for-nation` makes it: " in told["nation"]
    assert "of one region `workbook build 2023 " in told["region"]


def test_report_on_a_project_that_has_ended_is_made_where_it_is_named(
    make_project: Callable[..., Project],
) -> None:
    project = make_project(years=(2023, 2024), donor_projects=["inl-phase-1", "inl-phase-2"])
    new_report(project, "overview", "project", Bilingual(en="A", vi="B"))
    running = plan(project, 2024, provinces=["overview"], languages=["en"])
    assert [job.place for job in running] == ["inl-phase-2"]
    named = plan(project, 2024, provinces=["inl-phase-1.overview"], languages=["en"])
    assert [job.place for job in named] == ["inl-phase-1"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("lang-son.by-region", "no region is called 'lang-son'; there are: "),
        ("red-river-delt.by-region", "did you mean 'red-river-delta'?"),
        ("inl-phase-3.by-project", "no project is called 'inl-phase-3'; did you mean 'inl-phase-1'?"),
        ("inl-phase-2.by-project", "project 'inl-phase-2' begins in 2024, so it has no report on 2023"),
        ("lang-son.by-project", "no project is called 'lang-son'"),
        ("viet-nam.by-region", "no region is called 'viet-nam'"),
    ],
)
def test_report_of_a_region_or_project_that_has_none_is_refused(
    name: str, said: str, make_project: Callable[..., Project], workbook: Run
) -> None:
    provinces = ("lang-son", "quang-ninh")
    project = make_project(provinces=provinces, donor_projects=["inl-phase-1", "inl-phase-2"])
    for per in ("region", "project"):
        new_report(project, f"by-{per}", per, Bilingual(en="A", vi="B"))
    done = workbook(project, "build", "2023", name)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert not project.reports.exists()


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


@pytest.mark.parametrize("option", ["--title-en", "--title-vi"])
def test_title_in_one_language_alone_is_refused(option: str, small_project: Project, workbook: Run) -> None:
    done = workbook(small_project, "new-report", "overview", option, "Overview")
    assert done.returncode == 2
    assert "a report has its title in both languages; give --title-en and --title-vi" in done.stderr
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
        ("region", "'region' is a kind of report"),
        ("uk", "'uk' is a kind of report"),
        ("partner", "'partner' is a kind of report"),
        ("con", "'con' is a name that Windows keeps for a device"),
        ("lpt1", "'lpt1' is a name that Windows keeps for a device"),
        ("index", "'index' is the name of a file or folder beside the reports"),
        ("indicators", "'indicators' is the name of a file or folder beside the reports"),
        ("read-me", "reads like 'readme', which is the name of a file or folder"),
        ("build", "'build' is a command of `workbook`"),
        ("takein", "reads like 'take-in', which is a command"),
        ("method", "'method' is the name of a module of exhibits"),
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

    from helpers.cli.application import app

    assert sorted(COMMANDS) == sorted(get_command(app).commands)  # type: ignore[attr-defined]
