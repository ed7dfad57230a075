"""What the processes of a build import."""

from __future__ import annotations

import subprocess
import sys

import pytest

from helpers.build.workers import PRELOADED

DEAR = ("matplotlib", "seaborn", "nbconvert", "rfc3987_syntax")


@pytest.mark.parametrize(
    "modules", [PRELOADED, ("helpers.build.build_year",)], ids=["a worker", "who hands out work"]
)
def test_no_process_of_a_build_imports_what_it_does_not_need(modules: tuple[str, ...]) -> None:
    code = (
        f"import importlib, sys\n[importlib.import_module(m) for m in {modules}]\n"
        f"print([m for m in {DEAR} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
