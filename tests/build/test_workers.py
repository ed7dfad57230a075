"""What the processes of a build import."""

from __future__ import annotations

import subprocess
import sys

import pytest

from helpers.build.workers import PRELOADED
from projects import ROOT

DEAR = ("matplotlib", "seaborn", "nbconvert", "rfc3987_syntax")


LOOK_AT_A_NOTEBOOK = f"""
from pathlib import Path
from helpers.build.build_year import _fault_of_notebook
from helpers.paths import Project
assert not _fault_of_notebook(Project(Path({str(ROOT)!r})), "province_report.ipynb")
"""


@pytest.mark.parametrize(
    ("modules", "act"),
    [(PRELOADED, ""), (("helpers.build.build_year",), ""), ((), LOOK_AT_A_NOTEBOOK)],
    ids=["a worker", "who hands out work", "who tells why a report is out of date"],
)
def test_no_process_of_a_build_imports_what_it_does_not_need(modules: tuple[str, ...], act: str) -> None:
    code = (
        f"import importlib, sys\n[importlib.import_module(m) for m in {modules}]\n{act}\n"
        f"print([m for m in {DEAR} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
