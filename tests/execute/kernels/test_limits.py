"""A notebook of a build is stopped at a limit of time or memory, and the message says which and how to move it."""

from __future__ import annotations

from pathlib import Path

import both_ways
import nbformat
import pytest

from helpers.errors import NotebookError, ParamsError
from helpers.execute.jobs import Job
from helpers.execute.kernels.warm import WarmKernels
from helpers.execute.limits import MEGABYTES, SECONDS, memory_limit, time_limit
from helpers.execute.run_notebook import execute
from helpers.paths import Project

NATION = Job("nation", "viet-nam", 2023, "en")
WORDS = "print('last words', flush=True)\n"
RUNAWAYS = {
    SECONDS: ("2", WORDS + "while True:\n    pass", "took too long and was stopped"),
    MEGABYTES: ("200", WORDS + "x = []\nwhile True:\n    x.append(bytes(10**7))", "used more than 200 MB"),
}


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", RUNAWAYS)
def test_notebook_that_passes_a_limit_is_stopped(
    name: str, kernels: WarmKernels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_ways.run(["1"], engine="workbook", kernel=kernels.kernel_name)  # the server has started
    limit, source, said = RUNAWAYS[name]
    monkeypatch.setenv(name, limit)
    project = Project(tmp_path)
    project.notebooks.mkdir()
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source, id="runaway")])
    book.metadata["kernelspec"] = {"name": kernels.kernel_name, "display_name": "", "language": "python"}
    nbformat.write(book, project.notebooks / NATION.notebook)
    with pytest.raises(NotebookError, match=f"{said}.*; set {name} to allow more.*in executed.ipynb"):
        execute(project, NATION, tmp_path / "executed.ipynb")
    assert "last words" in (tmp_path / "executed.ipynb").read_text(encoding="utf-8")


def test_there_are_limits_where_none_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SECONDS, raising=False)
    monkeypatch.delenv(MEGABYTES, raising=False)
    assert 60 < time_limit() < 3600
    assert memory_limit() > 100_000_000


@pytest.mark.parametrize("text", ["ten", "0", "-5", "inf", "nan"])
def test_limit_that_is_no_number_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECONDS, text)
    with pytest.raises(ParamsError, match=f"{SECONDS} must be a number above 0, not '{text}'"):
        time_limit()
