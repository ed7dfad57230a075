"""A few opened reports, which tests of frames and of an analyst's own exhibits share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.paths import Project
from helpers.report.frames import OpenedRelease
from helpers.run import open_report


@pytest.fixture(scope="session")
def opened_project(
    copy_prepared: Callable[..., Project], tmp_path_factory: pytest.TempPathFactory
) -> Project:
    """A project of four provinces."""
    return copy_prepared(tmp_path_factory.mktemp("opened") / "project")


@pytest.fixture(scope="session")
def opened(opened_project: Project) -> dict[str, OpenedRelease]:
    """Reports of the project: of a province in both languages, of the nation, a region, and parts of a year."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBOOK_ROOT", str(opened_project.root))
        return {
            "en": open_report(province="lang-son", year=2023, language="en"),
            "vi": open_report(province="lang-son", year=2023, language="vi"),
            "nation": open_report(year=2023, language="en"),
            "region": open_report(region="northern-midlands-and-mountains", year=2023, language="en"),
            "half": open_report(province="lang-son", period="2023-H1", language="en"),
            "quarter": open_report(province="lang-son", period="2023-Q2", language="en"),
        }
