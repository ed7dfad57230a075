"""A few opened reports, which tests of frames and of an analyst's own exhibits share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.report.frames import OpenedRelease
from helpers.run import open_report
from projects import copy_project


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, OpenedRelease]]:
    """Reports of a project of four provinces: of a province in both languages, and of the nation."""
    project = copy_project(tmp_path_factory.mktemp("frames") / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBOOK_ROOT", str(project.root))
        yield {
            "en": open_report(province="lang-son", year=2023, language="en"),
            "vi": open_report(province="lang-son", year=2023, language="vi"),
            "nation": open_report(year=2023, language="en"),
        }
