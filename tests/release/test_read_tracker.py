"""By which names a packet tells what its report read, and how much memory that took."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from helpers.paths import Project
from helpers.release.read_tracker import PACKAGE, file_named, shown_name

MEGABYTES_BEFORE = 600
TELL = "from helpers.release.read_tracker import peak_memory; print(peak_memory())"
USE = f"import os, sys; b'x' * {MEGABYTES_BEFORE * 10**6}"
USE_THEN_TELL = f"{USE}; os.execv(sys.executable, [sys.executable, '-c', {TELL!r}])"
CATALOGUE = PACKAGE / "report" / "locale" / "vi.po"


def test_file_of_the_package_has_one_name_wherever_the_package_lies(project: Project, tmp_path: Path) -> None:
    for each in (Project(PACKAGE.parents[1]), project, Project(tmp_path)):
        name = shown_name(each, CATALOGUE)
        assert name == "helpers/report/locale/vi.po"
        assert file_named(each, name) == CATALOGUE


def test_file_of_the_project_is_named_from_its_root(tmp_path: Path) -> None:
    settings = Project(tmp_path).settings
    assert shown_name(Project(tmp_path), settings) == "params/workbook.yml"
    assert shown_name(Project(tmp_path / "elsewhere"), settings) is None


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells it of a program alone")
def test_memory_is_that_of_this_program_not_of_the_one_that_started_it() -> None:
    said = subprocess.run([sys.executable, "-c", USE_THEN_TELL], capture_output=True, text=True, check=True)
    assert 20 * 10**6 < int(said.stdout) < MEGABYTES_BEFORE * 10**6
