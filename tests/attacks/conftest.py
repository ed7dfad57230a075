"""One year of a small project, whose returns hold canaries, and whose notebook attacks from its cells."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from canaries import CANARIES, plant_in_returns
from from_report import with_attacks
from helpers.paths import Project
from projects import copy_project, run_workbook

PLACES = ("lang-son", "tay-ninh", "viet-nam", "national-programme")
"""Both provinces whose numbers are withheld, and each other kind of report."""


@pytest.fixture(scope="session")
def year(make_once: Callable[..., Path]) -> Project:
    """Provinces, the nation and a donor's project, in both languages and every format, built and published."""
    return Project(make_once("attacked-year", _build))


def _build(root: Path) -> None:
    project = copy_project(root, donor_projects=("national-programme",))
    plant_in_returns(project)
    with_attacks(project.notebooks / "province_report.ipynb")
    done = run_workbook(project, "build", "2023", *PLACES, "--format", "docx", "--jobs", "2", timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not any(str(number) in done.stdout + done.stderr for number in CANARIES)


@pytest.fixture
def reports(year: Project, tmp_path: Path) -> Project:
    """The built project with a reports/ that a test may spoil."""
    root = tmp_path / "project"
    root.mkdir()
    for entry in year.root.iterdir():
        if entry.name != "reports":
            (root / entry.name).symlink_to(entry)
    shutil.copytree(year.reports, root / "reports")
    return Project(root)
