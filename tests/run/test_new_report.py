"""`workbook new-report`: a notebook from the standard one, listed in params, and made by the next build."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import notebook_rules
from helpers.paths import Project
from helpers.run.desk.preview import _about
from helpers.run.jobs import plan
from projects import Done, run_workbook

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
    assert _about(path, []) == {}


def test_report_for_the_nation_is_built_and_keeps_out_of_the_portal(
    small_project: Project, workbook: Run
) -> None:
    assert workbook(small_project, "new-report", "overview", "--per", "nation", *TITLES).returncode == 0
    done = run_workbook(small_project, "build", "2023", "overview", "--language", "en")
    assert done.returncode == 0, done.stdout + done.stderr
    packet = small_project.reports / "2023/en/viet-nam.overview"
    assert "Border week" in (packet / "index.html").read_text(encoding="utf-8")
    assert json.loads((packet / "packet.json").read_bytes())["further"] == "overview"
    assert "not in the portal" not in done.stderr


@pytest.mark.parametrize("name", ["Border week", "border_week", "../x", "province"])
def test_name_that_is_none_or_taken_is_refused(name: str, small_project: Project, workbook: Run) -> None:
    assert workbook(small_project, "new-report", name, *TITLES).returncode == 2
    assert not (small_project.params / "reports.yml").exists()


def test_report_is_not_begun_twice(small_project: Project, workbook: Run) -> None:
    assert workbook(small_project, "new-report", "overview").returncode == 0
    again = workbook(small_project, "new-report", "overview", *TITLES)
    assert again.returncode == 2
    assert "there is a report 'overview' already" in again.stderr
