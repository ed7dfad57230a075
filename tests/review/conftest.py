"""What tests of comparisons share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from altered_packets import copy_built
from helpers.paths import Project


@pytest.fixture
def altered(built: Project, tmp_path: Path) -> Project:
    """`built`, with a copy of its packets in `before`: a test changes those in reports/."""
    project = copy_built(built, tmp_path / "project")
    shutil.copytree(project.reports, project.root / "before")
    return project
