"""Notebooks that no kernel can run are named with the remedy, before anything is executed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.errors import NotebookError
from helpers.execute.jobs import Job
from helpers.execute.run_notebook import execute
from helpers.paths import Project
from helpers.render.shown_outputs import take_exhibits

NATION = Job("nation", "viet-nam", 2023, "en")
CELL = {"cell_type": "markdown", "id": "words", "metadata": {}, "source": ["text"]}


def _executed(tmp_path: Path, content: Any) -> None:
    project = Project(tmp_path)
    project.notebooks.mkdir()
    text = content if isinstance(content, str) else json.dumps(content)
    (project.notebooks / NATION.notebook).write_text(text, encoding="utf-8")
    execute(project, NATION, tmp_path / "executed.ipynb")


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ({"kernelspec": {"name": "conda-env", "language": "python"}}, "wants the kernel 'conda-env', which is not"),
        ({"kernelspec": {"name": "ir", "language": "R"}}, "wants the kernel 'ir', which is not installed here"),
        ({"kernelspec": {"name": "../x y", "language": "R"}}, "which is not installed here"),
        ({"language_info": {"name": "python"}}, "does not say which kernel runs it"),
        ({"kernelspec": "python3"}, "does not say which kernel runs it"),
        ({"kernelspec": {"name": 3}}, "does not say which kernel runs it"),
        ({}, "does not say which kernel runs it"),
    ],
)  # fmt: skip
def test_kernel_that_is_not_here_is_the_notebooks_fault(tmp_path: Path, metadata: Any, said: str) -> None:
    book = {"cells": [CELL], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    with pytest.raises(NotebookError, match=said) as caught:
        _executed(tmp_path, book)
    assert str(caught.value).startswith("notebooks/national_report.ipynb: ")
    assert "choose Kernel > Change Kernel > Python 3 (ipykernel), and save it" in str(caught.value)


def test_kernel_of_another_language_is_the_notebooks_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = tmp_path / "jupyter" / "kernels" / "ir"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(json.dumps({"argv": ["R"], "display_name": "R", "language": "R"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    book = {"cells": [CELL], "metadata": {"kernelspec": {"name": "ir"}}, "nbformat": 4, "nbformat_minor": 5}
    with pytest.raises(
        NotebookError, match="wants 'ir', a kernel of R, not of Python; open it in JupyterLab"
    ):
        _executed(tmp_path, book)


@pytest.mark.parametrize(
    "content",
    ["[", "[]", {"cells": None, "metadata": {}}, {"cells": [{"source": 3}], "metadata": {}}, {"metadata": {}},
     {"cells": [], "metadata": 1}],
)  # fmt: skip
def test_file_that_is_no_notebook_is_named(tmp_path: Path, content: Any) -> None:
    with pytest.raises(NotebookError, match=r"notebooks/national_report\.ipynb: not a notebook"):
        _executed(tmp_path, content)


@pytest.mark.parametrize(
    ("tags", "source", "said"),
    [
        (["English"], "text", "the tag 'English' is no language of the reports"),
        (["en", "vi"], "text", "is tagged both en and vi"),
        ([], "::: {lang=en}\ntext\n:::", "the mark '::: {lang=en}' chooses no language"),
    ],
)
def test_wrong_language_is_named_by_cell_before_anything_runs(
    tmp_path: Path, tags: list[str], source: str, said: str
) -> None:
    cell = {**CELL, "metadata": {"tags": tags}, "source": source}
    with pytest.raises(NotebookError, match=r"national_report\.ipynb, cell 1 \(words\): " + re.escape(said)):
        _executed(tmp_path, {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_half_a_character_is_named_by_cell(tmp_path: Path) -> None:
    book = {"cells": [{**CELL, "source": ["a \ud83d b"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    with pytest.raises(NotebookError, match=r"cell 1 \(words\): holds half a character \(U\+D83D\)"):
        _executed(tmp_path, book)


@pytest.mark.parametrize("backend", ["agg", "module://matplotlib_inline.backend_inline"])
def test_figure_is_shown_though_no_report_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    monkeypatch.setenv("MPLBACKEND", backend)
    sources = {
        "seaborn": "import seaborn as sns\nsns.barplot(x=['a', 'b'], y=[1, 2]);",
        "pandas": "import pandas as pd\nax = pd.Series([1, 2]).plot()",
        "switched": "import matplotlib.pyplot as plt\nplt.switch_backend('agg')\nplt.plot([1, 2]);",
    }
    book = new_notebook(
        cells=[new_code_cell(source, id=name) for name, source in sources.items()],
        metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}},
    )
    _executed(tmp_path, nbformat.writes(book))
    with pytest.raises(NotebookError) as caught:
        take_exhibits(nbformat.read(tmp_path / "executed.ipynb", as_version=4))
    for name in sources:
        assert f"({name}): drew a figure that is not handed over" in str(caught.value)
