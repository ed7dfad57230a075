"""Typed numbers through the command: exit codes, messages, what is published, and that no mark reaches a reader."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.paths import Project
from projects import ROOT, Done, call_workbook, packet_files, run_workbook, shorten

ONE = ("build", "2023", "lang-son", "--language", "en")


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """The built project, to be spoilt."""
    shutil.copytree(built.root, tmp_path / "project", symlinks=True)
    return shorten(Project(tmp_path / "project"), "province_report")


def write(project: Project, text: str) -> None:
    path = project.notebooks / "province_report.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["id"] != "own"]
    cells.append({"cell_type": "markdown", "id": "own", "metadata": {}, "source": [text]})
    path.write_text(json.dumps({**notebook, "cells": cells}), encoding="utf-8")


def test_number_of_people_fails_the_reports_of_its_notebook(project: Project) -> None:
    before = packet_files(project)
    write(project, "In 2023 seven victims were assisted.")
    done = run_workbook(project, *ONE, "viet-nam")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "failed 2023/en/lang-son" in done.stderr
    assert "(own), line 1: a typed number of people or cases" in done.stderr
    assert "seven" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    after = packet_files(project)
    assert {name: after[name] for name in before if "/lang-son/" in name} == {
        name: before[name] for name in before if "/lang-son/" in name
    }


def test_other_number_is_warned_of_and_strict_refuses_it(project: Project) -> None:
    write(
        project,
        "The courses took three days, two<!-- vouched by the manual of the course --> of them in class.",
    )
    done = call_workbook(project, *ONE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" in done.stderr
    assert "a typed number in 'The courses took # days, #" in done.stderr
    files = packet_files(project)
    page = files["2023/en/lang-son/index.html"].decode()
    assert "three days, two of them in class" in page
    assert all(b"vouched by the manual" not in content for content in files.values())
    strict = call_workbook(project, *ONE, "--strict")
    assert strict.returncode == 1, strict.stdout + strict.stderr
    assert packet_files(project) == files


def test_number_of_a_narrative_is_a_fault_of_its_file(
    project: Project, workbook: Callable[..., Done]
) -> None:
    folder = project.params / "projects"
    folder.mkdir()
    text = (ROOT / "params" / "projects" / "uk-cooperation.yml").read_text(encoding="utf-8")
    assert "The agreement was signed in January 2024." in text
    text = text.replace("The agreement was signed in January 2024.", "In January 3 victims were rescued.")
    (folder / "uk-cooperation.yml").write_text(text, encoding="utf-8")
    done = workbook(project, "build", "2023", "uk-cooperation", "--language", "en")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "params/projects/uk-cooperation.yml, line " in done.stderr
    assert "periods.1.narrative.progress.en: a typed number of people or cases" in done.stderr
    assert "3 victims" not in done.stderr
