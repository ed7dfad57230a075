"""A build killed at any moment leaves whole packets, and the next one ends as if nothing had been."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.files import folder_exchange
from helpers.paths import Project
from killing import PLACES
from projects import Done, copy_project, packet_files, run_workbook

KILLS = 24
HEEDING_INTERRUPTS = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from helpers.cli.main import main; main()"
)
"""The command as a terminal starts it, even when the tests were started with interrupts ignored."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """An empty file system of 24 MB; None where nobody but root could mount one."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        yield None
        return
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)], check=True)
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_kills_full_disks_and_deleted_inputs_leave_whole_packets_and_the_same_end(
    tmp_path: Path, small_disk: Path | None
) -> None:
    project, control = (
        copy_project(root, years=(2023,), provinces=PLACES)
        for root in (small_disk or tmp_path / "project", tmp_path / "control")
    )
    script = Path(__file__).resolve().parents[1] / "killing.py"
    arguments = [str(project.root), str(control.root), str(KILLS), *(["disk"] if small_disk else [])]
    done = subprocess.run(
        [sys.executable, str(script), *arguments],
        env={**os.environ, "WORKBOOK_ROOT": str(project.root), "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    disturbances = 29 if small_disk else 6
    assert len(done.stdout.splitlines()) == KILLS + disturbances


def _run(project: Project) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "helpers", "build", "2023", "--province", "lang-son", "--language", "en"],
        cwd=project.root,
        env={**os.environ, "WORKBOOK_ROOT": str(project.root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _processes_of(project: Project) -> list[str]:
    """Command lines of processes that work in or know of the project."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(project.root).encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().decode(errors="replace"))
        except OSError:
            continue
    return found


def _wait_until(begun: Callable[[], object], patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while not begun() and time.monotonic() < deadline:
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("begun", ["data/scratch/2023/en/lang-son", "data/builds/staged/2023/en/lang-son"])
def test_killed_command_leaves_no_process_and_the_next_takes_up(
    built: Project, tmp_path: Path, begun: str
) -> None:
    """Killed when the notebook begins to run, and when the packet is made and not yet published."""
    shutil.copytree(built.root, tmp_path / "copy")
    project = Project(tmp_path / "copy")
    shutil.rmtree(project.reports / "2023" / "en" / "lang-son")
    process = _run(project)
    _wait_until((project.root / begun).exists)
    assert process.poll() is None, "the build ended before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()
    _wait_until(lambda: not _processes_of(project), 20)
    assert _processes_of(project) == []
    done = run_workbook(project, "build", "2023", "--province", "lang-son", "--province", "viet-nam")
    assert done.returncode == 0, done.stderr
    assert packet_files(project) == packet_files(built)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    ("by", "to_all", "code", "said"),
    [
        (signal.SIGINT, True, 130, "interrupted"),  # as a terminal does: the command and all that it started
        (signal.SIGTERM, False, 143, "ended by SIGTERM"),
    ],
)
def test_interrupted_command_says_so_and_leaves_nothing_half_written(
    built: Project, tmp_path: Path, by: signal.Signals, to_all: bool, code: int, said: str
) -> None:
    shutil.copytree(built.root, tmp_path / "copy")
    project = Project(tmp_path / "copy")
    before = packet_files(project)
    (temporary := tmp_path / "tmp").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", HEEDING_INTERRUPTS, "build", "2023", "--province", "lang-son", "--force"],
        env={**os.environ, "WORKBOOK_ROOT": str(project.root), "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    _wait_until(lambda: [*project.scratch.glob("2023/*/lang-son")])
    (os.killpg if to_all else os.kill)(process.pid, by)
    _said, faults = process.communicate(timeout=30)
    assert process.returncode == code
    assert faults.splitlines()[-1] == f"{said}; published reports are whole"
    assert "Traceback" not in faults
    assert packet_files(project) == before
    assert _processes_of(project) == []
    assert list(temporary.iterdir()) == []


def test_second_build_in_one_project_is_refused(
    small_project: Project, workbook: Callable[..., Done]
) -> None:
    lock = small_project.builds / "lock"
    lock.parent.mkdir(parents=True)
    with lock.open("w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write("4711")
        file.flush()
        done = workbook(small_project, "build", "2023", "--province", "lang-son")
    assert done.returncode == 5
    assert "another build is running in this project (process 4711)" in done.stderr
    assert not small_project.records.exists()


@pytest.mark.parametrize("can_exchange", [True, False])
def test_packet_is_replaced_as_a_whole(
    small_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(folder_exchange, "_renameat2", lambda: None)
    place = small_project.reports / "2023" / "en" / "lang-son"
    for content in ("old", "new"):
        finished = tmp_path / content
        (finished / "data").mkdir(parents=True)
        (finished / "data" / "text").write_text(content, encoding="utf-8")
        folder_exchange.publish(small_project, finished, place)
        assert packet_files(small_project) == {"2023/en/lang-son/data/text": content.encode()}
    assert [path.name for path in place.parent.iterdir()] == ["lang-son"]


def test_sweep_puts_back_a_packet_that_was_half_replaced(small_project: Project) -> None:
    folder = small_project.reports / "2023" / "en"
    for name in (".lang-son.old", ".lang-son.new", ".ben-tre.new", ".tay-ninh.old", "tay-ninh"):
        (folder / name).mkdir(parents=True)
        (folder / name / "text").write_text(name, encoding="utf-8")
    folder_exchange.sweep(small_project)
    assert packet_files(small_project) == {
        "2023/en/lang-son/text": b".lang-son.old",
        "2023/en/tay-ninh/text": b"tay-ninh",
    }
