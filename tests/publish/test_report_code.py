"""Which modules a report depends on, and what changes their hash."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import helpers.publish.report_code as code
import helpers.source_code.import_graph as import_graph
from helpers.paths import Project
from helpers.release.release_key import MAKERS


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package's source to change; nothing of it is imported."""
    folder = tmp_path / "helpers"
    shutil.copytree(import_graph.PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(import_graph, "PACKAGE", folder)
    _forget()
    yield folder
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    import_graph.file_of.cache_clear()
    import_graph.made_by.cache_clear()


def _again(notebook: Path) -> dict[str, str]:
    _forget()
    return code.code_of(notebook)


def _changed(notebook: Path, path: Path, old: str, new: str) -> set[str]:
    before = _again(notebook)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    after = _again(notebook)
    return {name for name in before | after if before.get(name) != after.get(name)}


def test_exhibits_that_a_notebook_shows_and_what_renders_it_belong_to_it(project: Project) -> None:
    province = code.code_of(project.notebooks / "province_report.ipynb")
    nation = code.code_of(project.notebooks / "national_report.ipynb")
    for module in ("helpers.report.headlines.work", "helpers.report.charts.marks", "helpers.report.theme",
                   "helpers.render.render_html", "helpers.render.compose", "helpers.privacy.release"):  # fmt: skip
        assert module in province
    assert "helpers.report.published_frame" in nation
    assert "helpers.report.published_frame" not in province


def test_what_makes_the_figures_is_judged_by_the_figures(project: Project) -> None:
    found = code.code_of(project.notebooks / "province_report.ipynb")
    for module in ("helpers.inputs.intake.take_in", "helpers.metrics.facts", "helpers.privacy.protect", "helpers.cli",
                   "helpers.build.many_reports", "helpers.portal"):  # fmt: skip
        assert module not in found


def test_notebook_on_data_quality_needs_what_judges_returns(project: Project) -> None:
    found = code.code_of(project.notebooks / "data_quality.ipynb")
    assert {
        "helpers.report.returns_overview",
        "helpers.release.quality_data",
        "helpers.release.opening",
    } <= set(found)
    assert "helpers.inputs.intake.plausibility" in found


def test_comment_changes_nothing(package: Path, project: Project) -> None:
    notebook = project.notebooks / "province_report.ipynb"
    assert (
        _changed(notebook, package / "report" / "theme.py", "THEME = Theme()", "# all\nTHEME = Theme()")
        == set()
    )


NOTHING_SAID = {
    "comment": ("\n\n", "\n# said again\n\n"),
    "blank lines": ("\n\n", "\n\n\n\n"),
    "docstring": ('"""', '"""Said otherwise. '),
    "text that does nothing": ("import annotations\n", 'import annotations\n"""Told in passing."""\n'),
}


@pytest.mark.parametrize(
    "path", ["inputs/intake/take_in.py", "inputs/records/record_files.py", "privacy/sums.py", "errors.py"]
)
@pytest.mark.parametrize("change", NOTHING_SAID)
def test_nothing_that_does_nothing_changes_a_key(package: Path, path: str, change: str) -> None:
    roots = (*MAKERS, *import_graph.modules_below("helpers.privacy"))
    file, (old, new) = package / path, NOTHING_SAID[change]
    before = import_graph.made_by(roots)
    text = file.read_text(encoding="utf-8")
    assert old in text
    _forget()
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert import_graph.made_by(roots) == before
    _forget()
    file.write_text(text + "\nNEW = 1\n", encoding="utf-8")
    assert import_graph.made_by(roots) != before, "code does"


def test_code_that_the_notebook_needs_is_named(package: Path, project: Project) -> None:
    notebook = project.notebooks / "province_report.ipynb"
    path = package / "report" / "theme.py"
    assert _changed(notebook, path, "line: float = 2.2", "line: float = 2.4") == {"helpers.report.theme"}


def test_code_of_the_nation_is_nothing_to_a_province(package: Path, project: Project) -> None:
    path = package / "report" / "published_frame.py"
    text = "from __future__ import annotations\n"
    province, nation = (project.notebooks / f"{name}_report.ipynb" for name in ("province", "national"))
    assert _changed(province, path, text, text + "NEW = 1\n") == set()
    assert _changed(nation, path, text, text + "NEWER = 1\n") == {"helpers.report.published_frame"}


def test_notebook_that_cannot_be_read_needs_every_exhibit(tmp_path: Path) -> None:
    path = tmp_path / "broken.ipynb"
    path.write_text("{", encoding="utf-8")
    assert {"helpers.report.published_frame", "helpers.report.headlines.work"} <= set(code.code_of(path))


def test_exhibit_fetched_by_name_is_found(tmp_path: Path) -> None:
    path = tmp_path / "other.ipynb"
    cell = {
        "cell_type": "code",
        "source": ["%matplotlib inline\n", "getattr(report, 'published_figures')(release)"],
    }
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    assert "helpers.report.published_frame" in code.code_of(path)


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("report.table(frame, 'x')", "helpers.report.frame_tables"),
        ("report.figure(ax, 'x')", "helpers.report.own_drawing"),
        ("title = report.headlines.training(release)", "helpers.report.headlines"),
        ("from helpers.report import change", "helpers.report.changes"),
    ],
)
def test_what_makes_an_analysts_own_exhibits_is_found(tmp_path: Path, source: str, module: str) -> None:
    path = tmp_path / "own.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": [source]}]}), encoding="utf-8")
    assert module in code.code_of(path)


@pytest.mark.parametrize(
    "line",
    [
        "from helpers.run import open_report",
        "from helpers.run.opening import open_report",
        "import helpers.run",
        "from helpers import nothing",
        "from helpers.report import nothing",
        "from helpers.report.nothing import bars",
    ],
)
def test_import_of_what_is_not_there_is_left_to_the_run_that_names_its_cell(
    tmp_path: Path, line: str
) -> None:
    cell = {"cell_type": "code", "source": [line], "metadata": {}, "outputs": [], "execution_count": None}
    notebook = tmp_path / "own.ipynb"
    notebook.write_text(json.dumps({"cells": [cell], "metadata": {}}), encoding="utf-8")
    assert "helpers.render.render_html" in code.code_of(notebook)


def test_what_papermill_runs_notebooks_with_belongs_to_a_report(project: Project) -> None:
    found = code.code_of(project.notebooks / "province_report.ipynb")
    assert {"helpers.execute.engine", "helpers.execute.open_figures"} <= found.keys()
