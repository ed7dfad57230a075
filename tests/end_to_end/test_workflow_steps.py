"""The steps of the yearly workflow, one after another as a runner takes them, in a clone of a small project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from helpers.paths import Project
from projects import ROOT, shorten

WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "annual.yml").read_text(encoding="utf-8"))
PLACES = ("lang-son", "quang-ninh", "viet-nam", "national-programme")
"""Those that the step of `make verify` names."""
NOT_IN_A_CLONE = ("records", "facts", "releases", "builds", "returns", "published", "decisions")
NEEDS_A_NETWORK = ("make setup",)


def _clone(folder: Path, copy: Callable[..., Project]) -> Project:
    """As a runner has it once `make setup` has run: what git holds, and .venv."""
    project = shorten(copy(folder, ("national-programme",)))
    for name in NOT_IN_A_CLONE:
        shutil.rmtree(project.data / name, ignore_errors=True)
    for name in ("Makefile", "requirements.lock", "pyproject.toml", ".ci"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (folder / ".venv" / ".ready").touch()
    return project


def _run_steps(project: Project, *only: str) -> str:
    """Every step of the job that is a command, in its order; what they wrote into the job's summary."""
    summary = project.root / "summary.md"
    for step in WORKFLOW["jobs"]["build"]["steps"]:
        run = step.get("run", "")
        if not run or run in NEEDS_A_NETWORK or not run.startswith(only or ""):
            continue
        given = {"CI": "true", "YEAR": "2023", "GITHUB_STEP_SUMMARY": str(summary), "NO_COLOR": "1"}
        given["SHOWN"] = (
            ""  # `make refresh` would build all 44 provinces; test_workflows.py says what it calls
        )
        given["LANGUAGE"] = "--language en" + "".join(f" --province {place}" for place in PLACES)
        done = subprocess.run(
            ["bash", "-e", "-c", run], cwd=project.root, capture_output=True, text=True, check=False,
            env={name: value for name, value in os.environ.items() if name != "WORKBOOK_ROOT"} | given,
        )  # fmt: skip
        assert done.returncode == 0, f"{run}\n{done.stdout}{done.stderr}"
    return summary.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("make") is None, reason="no make")
def test_steps_of_the_workflow_pass_and_the_summary_says_what_changed(
    copy_prepared: Callable[..., Project], tmp_path: Path
) -> None:
    first = _clone(tmp_path / "first", copy_prepared)
    assert "4 built, 0 failed, 0 were up to date." in _run_steps(first)

    second = _clone(tmp_path / "second", copy_prepared)
    shutil.copytree(first.reports, second.reports)  # what the cache restores
    materials = second.data / "sample" / "2023" / "tay-ninh" / "materials.csv"
    lines = materials.read_text(encoding="utf-8").splitlines()
    materials.write_text("\n".join([*lines[:2], *lines[3:]]) + "\n", encoding="utf-8")
    said = _run_steps(second, "make reports", "make refresh")
    rows = [line for line in said.splitlines() if line.startswith("| 2023/")]
    assert [row.split(" ")[1] for row in rows] == ["2023/en/national-programme", "2023/en/viet-nam"]
    for row in rows:  # those that come from the returns of all provinces
        assert "return data/sample/2023/tay-ninh/materials.csv changed" in row
