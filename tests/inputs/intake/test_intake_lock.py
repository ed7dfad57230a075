"""Intakes at once in one project: each waits for the one before, none fails, none is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from bad_inputs.make_workbooks import good_sheets, write
from helpers.errors import OutputError
from helpers.inputs.intake.intake_lock import intake_lock
from helpers.inputs.intake.sent_returns import take_in_paths
from helpers.inputs.intake.take_in import take_in
from helpers.inputs.records.record_store import read_history
from helpers.paths import Project

TAKE_IN = (
    "import sys; from helpers.cli.main import main; sys.argv = ['workbook', 'take-in', sys.argv[1]]; main()"
)
HOLD = """
import sys, time
from pathlib import Path
from helpers.inputs.intake.intake_lock import intake_lock
from helpers.paths import Project
with intake_lock(Project(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


def correction(path: Path, sessions: int) -> Path:
    sheets = good_sheets()
    sheets["Trang bìa"][1][2] = date(2024, 2, 1)
    sheets["Tuyên truyền"][1][2] = sessions
    write(sheets, path)
    return path


def test_six_intakes_of_one_province_at_once(project: Project, tmp_path: Path) -> None:
    paths = [correction(tmp_path / f"{number}.xlsx", number) for number in range(1, 7)]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", TAKE_IN, str(path)],
            cwd=project.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for path in paths
    ]
    said = [process.communicate()[0].decode() for process in running]
    assert [process.returncode for process in running] == [0] * 6, said
    history = read_history(project, 2023, "63", "lang-son")
    assert [version.number for version in history] == list(range(1, 8))
    assert len({version.content for version in history}) == 7


def test_intake_waits_for_the_one_before(project: Project, tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdin and holder.stdout
    assert holder.stdout.readline() == b"held\n"
    waiting = subprocess.Popen(
        [sys.executable, "-c", TAKE_IN, str(correction(tmp_path / "one.xlsx", 5))], cwd=project.root,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(3)
    assert waiting.poll() is None
    assert read_history(project, 2023, "63", "lang-son") == ()
    holder.stdin.close()
    assert (holder.wait(), waiting.wait()) == (0, 0)
    holder.stdout.close()
    assert len(read_history(project, 2023, "63", "lang-son")) == 2


def test_intake_of_paths_takes_in_the_folder_under_the_same_lock(project: Project, tmp_path: Path) -> None:
    """It would wait for itself for ever."""
    assert take_in_paths(project, [correction(tmp_path / "one.xlsx", 5)]).accepted == 7
    assert take_in(project, 2023).accepted == 7


def test_disk_without_locks_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(OutputError, match="data/builds/intake-lock' cannot be locked"), intake_lock(project):
        pass
