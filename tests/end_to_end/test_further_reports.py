"""A further report, from `workbook new-report` to the portal."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from helpers.build import verify
from helpers.build.year_audit import audit_year
from helpers.execute.jobs import plan
from helpers.paths import Project
from helpers.publish.unsourced_numbers import unsourced_numbers
from helpers.release.change_detection import BuildChoice
from helpers.release.prepare import prepare
from projects import Done, call_workbook

AROUND = ("northern-midlands-and-mountains.by-region", "inl-phase-1.by-project")
TITLES = ("--title-en", "Border week", "--title-vi", "Tuần lễ biên giới")


@pytest.fixture
def project(built: Project, tmp_path: Path, workbook: Callable[..., Done]) -> Project:
    """The built project with a further report begun, not built."""
    project = Project(tmp_path / "project")
    shutil.copytree(built.root, project.root)
    done = workbook(project, "new-report", "border-week", *TITLES)
    assert done.returncode == 0, done.stderr
    return project


def test_report_of_one_place_is_built_and_stands_in_the_portal(
    project: Project, workbook: Callable[..., Done]
) -> None:
    others = {path: path.read_bytes() for path in project.reports.rglob("packet.json")}
    done = workbook(project, "build", "2023", "lang-son.border-week", "--language", "vi")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 of 1 reports published" in done.stdout
    packet = project.reports / "2023/vi/lang-son.border-week"
    assert unsourced_numbers(project, ["2023/vi/lang-son.border-week"]) == []
    assert "Tuần lễ biên giới" in (packet / "index.html").read_text(encoding="utf-8")
    assert json.loads((packet / "packet.json").read_bytes())["further"] == "border-week"
    assert {path: path.read_bytes() for path in others} == others, "the standard reports stay as they were"
    assert 'href="2023/vi/lang-son.border-week/index.html"' in (project.reports / "index.html").read_text(
        "utf-8"
    )

    named = project.params / "reports.yml"
    named.write_text(named.read_text("utf-8").replace("Tuần lễ", "Tháng"), encoding="utf-8")
    why = workbook(project, "why", "2023", "lang-son.border-week", "--language", "vi", "--json", "-")
    assert json.loads(why.stdout)[0]["causes"] == ["parameter title changed"]

    named.unlink()
    (project.notebooks / "border_week.ipynb").unlink()
    for command in ("build", "status"):  # whichever is asked, until the folder is removed
        done = workbook(project, command, "2023", "--province", "lang-son", "--language", "vi")
        assert done.returncode == 0, done.stderr
        assert (
            "reports/2023/vi/lang-son.border-week: params/reports.yml makes no such report any more"
            in done.stderr
        )
    assert "border-week" not in (project.reports / "index.html").read_text("utf-8")
    audit = audit_year(project, 2023, prepare(project, 2023))
    assert [(found.where, "remove this folder" in found.reason) for found in audit.findings] == [
        ("reports/2023/vi/lang-son.border-week", True)
    ]


@pytest.fixture(scope="module")
def around(
    make_once: Callable[[str, Callable[[Path], None]], Path], copy_prepared: Callable[..., Project]
) -> Project:
    """A project with a report on regions and one on donors' projects, one of each built in both languages."""

    def make(folder: Path) -> None:
        project = copy_prepared(folder, ["inl-phase-1"])
        for per in ("region", "project"):
            done = call_workbook(project, "new-report", f"by-{per}", "--per", per, *TITLES)
            assert done.returncode == 0, done.stderr
        done = call_workbook(project, "build", "2023", *AROUND, "--format", "docx")
        assert done.returncode == 0, done.stdout + done.stderr

    return Project(make_once("around", make))


@pytest.mark.parametrize("name", AROUND)
def test_report_on_a_region_or_a_project_is_whole_and_stands_in_the_portal(
    name: str, around: Project
) -> None:
    portal = (around.reports / "index.html").read_text(encoding="utf-8")
    for language, title in (("en", "Border week"), ("vi", "Tuần lễ biên giới")):
        packet = around.reports / "2023" / language / name
        page = (packet / "index.html").read_text(encoding="utf-8")
        assert title in page and page.count("<figure") >= 2
        about = json.loads((packet / "packet.json").read_bytes())
        assert about["kind"] == name.rpartition("-")[2] and about["further"] == name.partition(".")[2]
        assert {each["path"] for each in about["outputs"]} >= {"report.pdf", "report.docx", "tables.xlsx"}
        assert f'href="2023/{language}/{name}/index.html"' in portal
        assert len(about["exhibits"]) == 2
        assert f'href="2023/{language}/{name}/tables.xlsx"' in portal
    assert list((around.reports / "2023/en" / name / "data").glob("fig-*.csv"))
    assert not audit_year(around, 2023, prepare(around, 2023)).findings


def test_files_of_a_report_on_a_region_hold_the_region_and_what_it_read(around: Project) -> None:
    table = pd.read_csv(around.reports / "2023/en" / AROUND[0] / "data/outreach.csv")
    assert set(table["place"]) == {"northern-midlands-and-mountains"}


def test_report_on_a_region_is_out_of_date_when_its_figures_change(around: Project, tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    shutil.copytree(around.root, project.root)
    for name in AROUND:
        why = call_workbook(project, "why", "2023", name, "--json", "-")
        assert [each["causes"] for each in json.loads(why.stdout)] == [[], []]
    path = project.data / "sample/2023/lang-son/outreach.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.loc[0, "participants"] = str(int(rows.loc[0, "participants"]) + 1)
    rows.to_csv(path, index=False)
    why = call_workbook(project, "why", "2023", AROUND[0], "--json", "-")
    assert all(each["causes"] for each in json.loads(why.stdout))


def test_verify_builds_the_very_reports_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    jobs = plan(project, 2023, provinces=["lang-son.border-week", "viet-nam"], languages=["vi"])
    verify._build(project, BuildChoice(2023), jobs, 1)
    [command] = asked
    named = [command[at + 1] for at, word in enumerate(command) if word == "--province"]
    assert plan(project, 2023, provinces=named, languages=["vi"]) == jobs
