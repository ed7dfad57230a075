from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.inputs.params.settings import read_settings
from helpers.paths import Project
from helpers.privacy.release import Release
from helpers.release.opening import check_scope, read_release
from helpers.release.prepare import prepare

PLACE = "lang-son"


@pytest.fixture(scope="session")
def release(built: Project) -> Release:
    """What the packet was allowed to show."""
    scope, year = check_scope(built, read_settings(built), PLACE, 2023, "en")
    return read_release(built, read_settings(built), scope, year, prepare(built, 2023))


@pytest.fixture
def packet(built: Project, tmp_path: Path) -> Path:
    """A copy of the packet that a test may spoil."""
    return Path(shutil.copytree(built.reports / "2023" / "en" / PLACE, tmp_path / "packet"))
