"""One small project, built once through the command as a user would, for all tests that only read it."""

from __future__ import annotations

import pytest

from helpers.paths import Project
from projects import copy_project, run_workbook

CHOICE = ("--province", "lang-son", "--province", "viet-nam")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Lang Son and the nation of 2023, in both languages."""
    project = copy_project(tmp_path_factory.mktemp("built") / "project")
    done = run_workbook(project, "build", "2023", *CHOICE)
    assert done.returncode == 0, done.stdout + done.stderr
    return project
