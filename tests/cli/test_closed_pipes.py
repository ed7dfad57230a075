"""Output whose reader has gone is no fault: the command goes on, and its exit code is that of its work."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from helpers.paths import Project


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["status", "2023"], 0),
        (["status", "2023", "--json", "-"], 0),
        (["status", "1999"], 2),
    ],
)
def test_output_that_nobody_reads_is_lost_in_silence(
    prepared_project: Project, arguments: list[str], code: int
) -> None:
    unread, end = os.pipe()
    os.close(unread)
    done = subprocess.run(
        [sys.executable, "-m", "helpers", *arguments],
        env={**os.environ, "WORKBOOK_ROOT": str(prepared_project.root)},
        stdout=end,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(end)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr and "BrokenPipe" not in done.stderr
    assert bool(done.stderr) == bool(code), done.stderr


def test_a_message_that_nobody_reads_leaves_the_exit_code_as_it_is(project: Project) -> None:
    unread, end = os.pipe()
    os.close(unread)
    done = subprocess.run(
        [sys.executable, "-m", "helpers", "status", "1999"],
        env={**os.environ, "WORKBOOK_ROOT": str(project.root)},
        stdout=end,
        stderr=end,
        check=False,
    )
    os.close(end)
    assert done.returncode == 2
