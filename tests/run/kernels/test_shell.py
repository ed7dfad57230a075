"""Cells run without a kernel where that makes no difference, and only there."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from both_ways import notebook, run
from test_warm_kernels import execute

from helpers.paths import Project
from helpers.run.jobs import NOTEBOOKS
from helpers.run.kernels.plain import is_plain
from helpers.run.kernels.warm import WarmKernels, can_fork

ROOT = Path(__file__).parents[3]
WITHOUT_KERNEL = "get_ipython().kernel is None"

pytestmark = pytest.mark.skipif(not can_fork(), reason="kernels start the ordinary way here")


@pytest.mark.parametrize("name", sorted(NOTEBOOKS.values()))
def test_notebooks_of_the_project_are_plain(name: str) -> None:
    assert is_plain(nbformat.read(Project(ROOT).notebooks / name, 4))


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib",
        "!ls",
        "len?",
        "x = = 1",
        "input()",
        "await f()",
        "async def f():\n    pass",
        "import os",
        "import matplotlib.pyplot, sys",
        "from threading import Thread",
        "from . import a",
        "get_ipython()",
        "__import__('os')",
        "''.__class__",
        "import pandas as pd\npd._config",
        "import IPython",
        "f = open",
    ],
)
def test_reaching_for_the_process_or_its_kernel_is_not_plain(source: str) -> None:
    assert not is_plain(notebook(["1", source]))


@pytest.mark.parametrize(
    "source",
    [
        "import helpers.run\nfrom helpers import report",
        "for n in range(3):\n    print(n)",
        "from IPython.display import HTML",
    ],
)
def test_ordinary_python_is_plain(source: str) -> None:
    assert is_plain(notebook([source]))


def test_shell_has_no_kernel_and_plain_notebooks_get_it(kernels: WarmKernels, here: Path) -> None:
    module = "import helpers\nhelpers.__name__"
    assert execute(WITHOUT_KERNEL, module, shell="always") == ["True", "'helpers'"]
    assert execute(WITHOUT_KERNEL, shell=True) == execute(WITHOUT_KERNEL) == ["False"]


def test_error_in_the_shell_is_that_of_a_kernel(kernels: WarmKernels, here: Path) -> None:
    cells = ["print('before')", "def f(n):\n    return 1 / n\n\nf(0)", "print('never')"]
    seen = run(cells, engine="workbook", kernel="workbook", shell=True)
    assert seen == run(cells, engine="workbook", kernel="workbook")
    assert seen.cells[1]["outputs"][0]["ename"] == "ZeroDivisionError"


def test_settings_of_the_user_are_read_by_a_kernel(
    kernels: WarmKernels, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    startup = here / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "first.py").write_text("own = 5\n")
    monkeypatch.setenv("IPYTHONDIR", str(here / "ipython"))
    assert execute("own", WITHOUT_KERNEL, shell="always") == ["5", "False"]
