"""Fixtures that every stage's tests share: the real project, and a small copy of it that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from helpers.paths import Project

ROOT = Path(__file__).resolve().parents[1]
FEW = ("lang-son", "quang-ninh", "tay-ninh", "ben-tre")


@pytest.fixture(scope="session")
def project() -> Project:
    """The project as it is checked out. Tests must not write into it."""
    return Project(ROOT)


def copy_project(root: Path, *, years: Sequence[int] = (2022, 2023), provinces: Sequence[str] = FEW) -> Project:
    """A project of its own with the real params and notebooks, and the sample returns of some provinces."""
    shutil.copytree(ROOT / "params", root / "params")
    shutil.copytree(
        ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
    )
    sample = root / "data" / "sample"
    sample.mkdir(parents=True)
    shutil.copy(ROOT / "data" / "sample" / "stations.csv", sample)
    for year in years:
        for province in provinces:
            shutil.copytree(ROOT / "data" / "sample" / str(year) / province, sample / str(year) / province)
    settings = root / "params" / "workbook.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[2022, 2023, 2024, 2025]", str(list(years))), encoding="utf-8")
    return Project(root)


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Project]:
    """Makes a small project below tmp_path."""
    return lambda name="project", **choice: copy_project(tmp_path / name, **choice)


@pytest.fixture
def small_project(make_project: Callable[..., Project]) -> Project:
    """Four provinces, two years."""
    return make_project()
