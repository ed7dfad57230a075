"""A further report, from `workbook new-report` to the portal."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.paths import Project
from helpers.run import verify
from helpers.run.audit.year_audit import audit_year
from helpers.run.jobs import plan
from helpers.run.ledger import Choice
from helpers.run.prepare import prepare
from projects import Done, run_workbook

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
    done = run_workbook(project, "build", "2023", "lang-son.border-week", "--language", "vi")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 of 1 reports published" in done.stdout
    packet = project.reports / "2023/vi/lang-son.border-week"
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


def test_verify_builds_the_very_reports_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    jobs = plan(project, 2023, provinces=["lang-son.border-week", "viet-nam"], languages=["vi"])
    verify._build(project, Choice(2023), jobs, 1)
    [command] = asked
    named = [command[at + 1] for at, word in enumerate(command) if word == "--province"]
    assert plan(project, 2023, provinces=named, languages=["vi"]) == jobs
