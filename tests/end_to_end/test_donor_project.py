"""A donor's project through the command: built, audited, published, and known to the commands that tell of it."""

from __future__ import annotations

import json

import pytest

from helpers.paths import Project
from projects import copy_project, run_workbook

NAME = "2023/en/inl-phase-1"


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """INL phase 1 to the end of 2023, in English, from the returns of four provinces."""
    project = copy_project(tmp_path_factory.mktemp("donor") / "project", donor_projects=("inl-phase-1",))
    done = run_workbook(project, "build", "2023", "inl-phase-1", "--language", "en")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 of 1 reports published" in done.stdout
    return project


def test_packet_of_a_project_is_published_with_its_exports(reported: Project) -> None:
    packet = reported.root / "reports" / NAME
    made = {path.name for path in packet.iterdir()}
    assert {"index.html", "report.pdf", "iati.xml", "tables.xlsx", "packet.json"} <= made
    page = (packet / "index.html").read_text(encoding="utf-8")
    assert "Indicator tracking table" in page
    assert "What was done, by province" in page


def test_audit_passes_a_projects_report(reported: Project) -> None:
    done = run_workbook(reported, "audit", "2023")
    assert done.returncode == 0, done.stdout + done.stderr


def test_status_and_why_know_a_project(reported: Project) -> None:
    status = run_workbook(reported, "status", "2023", "--json", "-")
    said = next(each for each in json.loads(status.stdout) if each["report"] == NAME)
    assert said["causes"] == []
    why = run_workbook(reported, "why", "2023", "inl-phase-1", "--language", "en")
    assert why.returncode == 0, why.stdout + why.stderr
    assert "up to date" in why.stdout
