"""Small projects that a test may spoil, and the `workbook` command inside them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat

from helpers.cli.main import main
from helpers.paths import Project

ROOT = Path(__file__).resolve().parents[1]
FEW = ("lang-son", "quang-ninh", "tay-ninh", "ben-tre")


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int | str | None
    stdout: str
    stderr: str


def copy_project(
    root: Path,
    *,
    years: Sequence[int] = (2022, 2023),
    provinces: Sequence[str] = FEW,
    donor_projects: Sequence[str] = (),
) -> Project:
    """A project of its own with the real params and notebooks, and the sample returns of some provinces.

    Of the donors' projects it has those that are named, so that a build of everything is small.
    """
    shutil.copytree(ROOT / "params", root / "params", ignore=shutil.ignore_patterns("projects"))
    add_donor_projects(root, donor_projects)
    shutil.copytree(
        ROOT / "notebooks",
        root / "notebooks",
        ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__"),
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


def add_donor_projects(root: Path, names: Sequence[str]) -> None:
    """Give a project some of the donors' projects."""
    for name in names:
        (root / "params" / "projects").mkdir(exist_ok=True)
        shutil.copy(ROOT / "params" / "projects" / f"{name}.yml", root / "params" / "projects")


def shorten(project: Project, *notebooks: str) -> Project:
    """Leave of these reports what comes up to their first chart, key results and all; of both if none is named.

    For tests of what is done with reports, whatever is in them: the other charts take two thirds of a build.
    """
    for name in notebooks or ("province_report", "national_report"):
        path = project.notebooks / f"{name}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        last = [cell.id for cell in notebook.cells].index("sessions-by-month")
        notebook.cells = notebook.cells[: last + 1]
        nbformat.write(notebook, path)
    return project


def call_workbook(project: Project, *arguments: str) -> Done:
    """The `workbook` command, inside a project, in this process, which keeps what it has once imported.

    A build takes half as long as in a process of its own: `run_workbook` is for what needs one, since it is killed,
    is another user's, has other variables, or since all is searched that it and its children write.
    """
    code: int | str | None = None
    with (
        patch.dict(os.environ, WORKBOOK_ROOT=str(project.root), NO_COLOR="1"),
        patch.object(sys, "argv", ["workbook", *arguments]),
        redirect_stdout(io.StringIO()) as out,
        redirect_stderr(io.StringIO()) as err,
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code
    return Done(code, out.getvalue(), err.getvalue())


def run_workbook(
    project: Project,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    python: str = sys.executable,
    timeout: float = 300,
    **options: Any,
) -> subprocess.CompletedProcess[str]:
    """The `workbook` command, inside a project, in a process of its own with these options of subprocess."""
    return subprocess.run(
        [python, "-m", "helpers", *arguments],
        cwd=project.root,
        env={**os.environ, "WORKBOOK_ROOT": str(project.root), "NO_COLOR": "1", **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
        **options,
    )


def packet_files(project: Project) -> dict[str, bytes]:
    """Every file below reports/, by relative path."""
    return {
        path.relative_to(project.reports).as_posix(): path.read_bytes()
        for path in sorted(project.reports.rglob("*"))
        if path.is_file()
    }
