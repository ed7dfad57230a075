"""The start of the `workbook` command, before it has imported what it needs."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

INTERRUPTED_MEANWHILE = """
import importlib.abc, os, signal, sys

class Interrupt(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "%s":
            os.kill(os.getpid(), signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Interrupt())
from helpers.cli.main import main
sys.argv = ["workbook", "status", "2023"]
main()
"""


@pytest.mark.parametrize("imported", ["typer", "rich.console", "helpers.cli.application"])
def test_interrupt_while_the_command_is_imported_is_one_line(imported: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_MEANWHILE % imported], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (128 + signal.SIGINT, "")
    assert done.stderr == "interrupted; published reports are whole\n"
