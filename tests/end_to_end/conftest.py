"""One small project, built once through the command as a user would, for all tests that only read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.paths import Project
from projects import copy_project, run_workbook

CHOICE = ("--province", "lang-son", "--province", "viet-nam")


@pytest.fixture(scope="session")
def built(make_once: Callable[[str, Callable[[Path], None]], Path]) -> Project:
    """Lang Son and the nation of 2023, in both languages. Whoever would change it takes a copy."""

    def make(folder: Path) -> None:
        done = run_workbook(copy_project(folder), "build", "2023", *CHOICE)
        assert done.returncode == 0, done.stdout + done.stderr

    return Project(make_once("built", make))
