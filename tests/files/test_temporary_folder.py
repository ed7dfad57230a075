"""Temporary folders go with the command, and those of a killed one with the next build."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.files import temporary_folder as module
from helpers.files.temporary_folder import sweep_temporary_folders, temporary_folder

SCRIPT = """
import multiprocessing.forkserver, sys
from helpers.files.temporary_folder import keep_temporary_files_together, temporary_folder
keep_temporary_files_together()
multiprocessing.forkserver.ensure_running()
with temporary_folder() as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """TMPDIR, with a short path."""
    folder = Path("/tmp") / f"w{os.getpid()}"  # noqa: S108
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(module.tempfile, "tempdir", str(folder))
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def _start() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert Path(process.stdout.readline().strip()).is_dir()
    return process


def test_nothing_is_left_of_a_command_that_ended(place: Path) -> None:
    process = _start()
    assert any(place.rglob("pymp-*")), "the folder of multiprocessing is not where it is looked for"
    process.communicate("")
    assert process.returncode == 0
    assert list(place.iterdir()) == []


def test_what_a_killed_command_left_goes_with_the_next_build_and_that_of_others_stays(place: Path) -> None:
    killed, running = _start(), _start()
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    (foreign := place / "workbook-of-somebody").mkdir()
    (place / "workbook-link").symlink_to(foreign)
    before = {path.name for path in place.iterdir()}
    with temporary_folder() as own:
        sweep_temporary_folders()
        left = {path.name for path in place.iterdir()} - {Path(own).name}
        assert Path(own).is_dir()
    assert len(before - left) == 1, "of the two commands one was killed"
    assert {"workbook-of-somebody", "workbook-link"} <= left
    running.communicate("")
    assert running.returncode == 0
