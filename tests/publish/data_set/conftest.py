"""A project that a test may fill with packets."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.paths import Project

REPO = Path(__file__).parents[3]


@pytest.fixture
def empty(tmp_path: Path) -> Project:
    """Params, and no packet."""
    shutil.copytree(REPO / "params", tmp_path / "project" / "params")
    return Project(tmp_path / "project")
