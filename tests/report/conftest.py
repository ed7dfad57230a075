"""A few opened reports, which tests of frames and of an analyst's own exhibits share."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from helpers import open_report
from helpers.paths import Project
from helpers.release.prepare import prepare
from helpers.report import current
from helpers.report.frames import OpenedRelease
from picture_samples import photograph
from projects import FEW, ROOT, copy_project
from scopes import SCOPES


@pytest.fixture(autouse=True)
def nothing_missing_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test is a notebook of its own, which was given no number that is missing."""
    monkeypatch.setattr(current, "_MISSING", set())


@pytest.fixture(scope="session")
def opened_project(make_once: Callable[..., Path], copy_prepared: Callable[..., Project]) -> Project:
    """A project of four provinces, with one donor's project."""

    def make(folder: Path) -> None:
        project = copy_prepared(folder, ["inl-phase-1"])
        (project.params / "pictures").mkdir()
        (project.params / "pictures" / "training.jpg").write_bytes(photograph())
        prepare(project, 2023)

    return Project(make_once("opened", make))


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


@pytest.fixture(scope="session")
def opened_scopes(make_once: Callable[..., Path]) -> dict[str, OpenedRelease]:
    """A report of each scope, of four provinces' returns over the merger."""
    root = make_once("scopes", _with_merged_years)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBOOK_ROOT", str(root))
        return {name: open_report(**scope, language="en") for name, scope in SCOPES.items()}


def _with_merged_years(root: Path) -> None:
    project = copy_project(root, years=(2022, 2023, 2024), donor_projects=["inl-phase-1"])
    for half in ("until-june", "from-july"):
        for province in FEW:
            source = ROOT / "data" / "sample" / "2025" / half / province
            if source.is_dir():
                shutil.copytree(source, project.root / "data" / "sample" / "2025" / half / province)
    settings = project.params / "workbook.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[2022, 2023, 2024]", "[2022, 2023, 2024, 2025]"), encoding="utf-8")
    for year in sorted({scope["year"] for scope in SCOPES.values()}):
        prepare(project, year)


@pytest.fixture
def english(opened: dict[str, OpenedRelease]) -> Iterator[None]:
    """An English report is open for charts, which are closed afterwards."""
    current.set_opened(opened["en"])
    with mpl.rc_context({"backend": "agg"}):
        yield
    plt.close("all")
