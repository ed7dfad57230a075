from __future__ import annotations

from pathlib import Path

import pytest

from helpers.privacy.release import Release
from small_release import exported, small_release


@pytest.fixture(scope="session")
def release() -> Release:
    return small_release()


@pytest.fixture
def packet(release: Release, tmp_path: Path) -> Path:
    """A folder with the exports of the small Release."""
    return exported(release, tmp_path / "packet")
