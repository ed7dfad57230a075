"""A build takes exhibits and Markdown from a notebook; what else a cell shows is told, and the last packet stays."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from helpers.paths import Project
from projects import call_workbook, shorten


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    project = Project(tmp_path / "project")
    shutil.copytree(built.root, project.root)
    return shorten(project)


def _build(project: Project, *cells: Any, language: str = "en") -> Any:
    """Lang Son's report with these cells at its end."""
    path = project.notebooks / "province_report.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += cells
    nbformat.write(notebook, path)
    return call_workbook(project, "build", "2023", "--province", "lang-son", "--language", language)


def test_cells_that_show_no_exhibit_are_named_and_the_last_packet_stays(project: Project) -> None:
    packet = project.reports / "2023/en/lang-son"
    before = {path: path.read_bytes() for path in packet.rglob("*") if path.is_file()}
    done = _build(
        project,
        new_code_cell("import seaborn as sns\nax = sns.lineplot(x=[1, 2], y=[17, 23])", id="chart"),
        new_code_cell("print('1723 sessions')", id="printed"),
        new_markdown_cell("<script>alert('here')</script>", id="words"),
    )
    assert done.returncode == 1, done.stderr
    told = " ".join(done.stderr.split())
    assert "(chart): drew a figure that is not handed over; hand it over with report.figure(ax," in told
    assert "notebooks/province_report.ipynb, cell" in told
    assert "(printed): printed text; write report.say(" in told
    assert "1723" not in told
    assert {path: path.read_bytes() for path in packet.rglob("*") if path.is_file()} == before


def test_hidden_cells_and_warnings_are_published_nowhere(project: Project) -> None:
    done = _build(
        project,
        new_code_cell("#| include: false\nprint('only for me')\nrelease", id="hidden"),
        new_code_cell("import warnings\nwarnings.warn('an old way of writing it')", id="warned"),
        new_markdown_cell(
            "See [IOM](https://www.iom.int) and @fig-sessions-by-month, <b>in bold</b>.", id="words"
        ),
    )
    assert done.returncode == 0, done.stderr
    assert "(warned): wrote a warning, which is not published" in " ".join(done.stderr.split())
    packet = project.reports / "2023/en/lang-son"
    notebook = json.loads((packet / "notebook.ipynb").read_text("utf-8"))
    shown = {cell.get("id"): cell.get("outputs") for cell in notebook["cells"]}
    assert shown["hidden"] == []
    assert shown["warned"] == []
    page = (packet / "index.html").read_text("utf-8")
    assert '<a href="https://www.iom.int">IOM</a>' in page
    assert "only for me" not in page


def test_markdown_is_refused_by_cell(project: Project) -> None:
    done = _build(project, new_markdown_cell("Look [here](javascript:alert(1)).", id="words"))
    assert done.returncode == 1
    assert (
        "(words): a link begins with javascript:, and a report's begin with https:, mailto: or #"
        in " ".join(done.stderr.split())
    )


def test_words_of_another_language_are_refused_where_the_report_would_show_them(project: Project) -> None:
    def say(name: str, first: str = "", **metadata: Any) -> Any:
        return new_code_cell(f"{first}report.say('More sessions than before.')", id=name, metadata=metadata)

    cells = (
        say("mine"),
        say("hidden", "#| include: false\n"),
        say("english", tags=["en"]),
        new_code_cell(
            "report.table(release.data('sessions'), 'mine', title='Sessions of the year')", id="own"
        ),
    )
    done = _build(project, *cells, language="vi")
    assert done.returncode == 1, done.stderr
    told = " ".join(done.stderr.split())
    assert (
        "(mine): report.say: sentence is in English, and the report in Vietnamese; write report.say(en="
        in told
    )
    assert "(own): report.table('mine'): title is in English" in told
    assert "(hidden)" not in told and "(english)" not in told
    done = call_workbook(project, "build", "2023", "--province", "lang-son", "--language", "en")
    assert done.returncode == 0, done.stderr
