"""What the processes of a build import, and what an interrupt does to them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from helpers.build.workers import PRELOADED
from helpers.execute.kernels.warm import can_fork
from projects import ROOT

DEAR = ("matplotlib", "seaborn", "nbconvert", "rfc3987_syntax")


LOOK_AT_A_NOTEBOOK = f"""
from pathlib import Path
from helpers.build.build_year import _fault_of_notebook
from helpers.paths import Project
assert not _fault_of_notebook(Project(Path({str(ROOT)!r})), "province_report.ipynb")
"""

INTERRUPT_EACH = """
import os
import signal
from multiprocessing import get_context
import psutil
from helpers.build.workers import start_forking_workers, workers
signal.signal(signal.SIGINT, signal.default_int_handler)
start_forking_workers()
for who_forks in psutil.Process().children():
    who_forks.send_signal(signal.SIGINT)
begins = get_context("forkserver").Process(target=signal.raise_signal, args=(signal.SIGINT,))
begins.start()
begins.join()
with workers(1, os.environ) as pool:
    at_work = pool.submit(signal.raise_signal, signal.SIGINT)
print(begins.exitcode, type(at_work.exception()).__name__)
"""
"""Who forks, while it imports; a fork that has not begun; and a worker at work."""


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


@pytest.mark.skipif(not can_fork(), reason="nothing is forked here")
def test_interrupt_ends_a_worker_without_a_word_and_no_other_process() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPT_EACH], capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout) == ("", "0 BrokenProcessPool\n")
