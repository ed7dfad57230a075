"""Reports built by a Dask cluster are those of a local build, whichever worker is lost meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from helpers.build.cluster import head
from helpers.build.cluster.identity import identity
from helpers.paths import Project
from projects import Done, packet_files, run_workbook

PATIENCE = 300
"""Seconds after which something has hung. Nothing here is measured: a busy machine may take its time."""


@dataclass(frozen=True)
class Machines:
    """A scheduler and its workers, each with a folder of its own that nobody else knows."""

    address: str
    workers: dict[Path, subprocess.Popen[bytes]]


def _start(folder: Path, command: str, *arguments: str) -> subprocess.Popen[bytes]:
    folder.mkdir(parents=True)
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", command, *arguments, "--no-dashboard", "--host", "127.0.0.1"],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Ho_Chi_Minh"},
            stdout=log,
            stderr=log,
        )


@contextmanager
def _running(*arguments: str, project: Project) -> Iterator[subprocess.Popen[str]]:
    """A build under way; afterwards it has ended, whatever happened meanwhile, and nothing of it is open."""
    with subprocess.Popen(
        [sys.executable, "-m", "helpers", "build", *arguments],
        env={**os.environ, "WORKBOOK_ROOT": str(project.root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as build:
        try:
            yield build
        finally:
            build.kill()


def _wait_for(something: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not something():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    root = tmp_path_factory.mktemp("machines")
    found = root / "scheduler.json"
    started = [_start(root / "scheduler", "scheduler", "--port", "0", "--scheduler-file", str(found))]
    try:
        _wait_for(found.exists, "the scheduler")
        options = ("--scheduler-file", str(found), "--local-directory", ".", "--no-nanny", "--nthreads", "1")
        workers = {root / name: _start(root / name, "worker", *options) for name in ("one", "two")}
        started += workers.values()
        _wait_for(lambda: _address(root / "scheduler" / "log"), "the scheduler's address")
        yield Machines(_address(root / "scheduler" / "log"), workers)
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def _address(log: Path) -> str:
    words = log.read_text(encoding="utf-8").split()
    return next((word for word in words if word.startswith("tcp://127.0.0.1:")), "")


@pytest.fixture
def unbuilt(built: Project, tmp_path: Path) -> Project:
    """The built project in another place, its reports taken away."""
    shutil.copytree(built.root, tmp_path / "copy")
    shutil.rmtree(tmp_path / "copy" / "reports")
    return Project(tmp_path / "copy")


def test_worker_lost_in_mid_build_costs_no_report_and_no_byte(
    built: Project, unbuilt: Project, machines: Machines, tmp_path: Path
) -> None:
    choice = ("--province", "lang-son")
    cluster = ("--scheduler", machines.address, "--store", str(tmp_path / "store"))
    lost, process = next(iter(machines.workers.items()))
    under_way = "workbook-*/data/scratch/2023/*/*"
    with _running("2023", *choice, *cluster, project=unbuilt) as build:
        _wait_for(lambda: build.poll() is not None or [*lost.rglob(under_way)], "a report under way")
        assert build.poll() is None, build.communicate()
        process.send_signal(signal.SIGKILL)
        said, faults = build.communicate(timeout=PATIENCE)
    assert build.returncode == 0, said + faults
    for language in ("en", "vi"):
        assert _files(unbuilt, f"2023/{language}/lang-son") == _files(built, f"2023/{language}/lang-son")
    assert not [*(tmp_path / "store").iterdir()]


def test_packets_come_back_without_a_store_and_no_record_leaves(
    built: Project, unbuilt: Project, machines: Machines
) -> None:
    choice = ("--province", "lang-son", "--language", "en")
    done = run_workbook(unbuilt, "build", "2023", *choice, "--scheduler", machines.address)
    assert done.returncode == 0, done.stdout + done.stderr
    assert _files(unbuilt, "2023/en/lang-son") == _files(built, "2023/en/lang-son")
    sent = {path.name for folder in machines.workers for path in folder.rglob("workbook-*/data/*")}
    assert sent == {"releases", "scratch", "builds"}


def _files(project: Project, packet: str) -> dict[str, bytes]:
    files = {
        name: content for name, content in packet_files(project).items() if name.startswith(f"{packet}/")
    }
    assert files
    return files


def test_failed_report_leaves_its_notebook_here(unbuilt: Project, machines: Machines) -> None:
    notebook = unbuilt.notebooks / "province_report.ipynb"
    text = notebook.read_text(encoding="utf-8")
    notebook.write_text(
        text.replace("from helpers import ", "from helpers import reports, "), encoding="utf-8"
    )
    choice = ("--province", "lang-son", "--language", "en")
    done = run_workbook(unbuilt, "build", "2023", *choice, "--scheduler", machines.address)
    assert done.returncode == 1
    assert "ImportError" in done.stderr
    assert (unbuilt.scratch / "2023/en/lang-son/executed.ipynb").is_file()


def test_worker_that_would_give_other_bytes_is_refused(
    unbuilt: Project, machines: Machines, workbook: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(head, "identity", lambda: {**identity(), "pandas": "1.0"})
    done = workbook(unbuilt, "build", "2023", "--province", "lang-son", "--scheduler", machines.address)
    assert done.returncode == 2
    assert "has pandas 3" in done.stderr
    assert "not 1.0; install the same requirements.lock" in done.stderr
    assert not unbuilt.reports.exists() or not packet_files(unbuilt)


def test_address_where_no_scheduler_is_gets_a_remedy(
    unbuilt: Project, workbook: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(head, "PATIENCE_S", 1)
    done = workbook(unbuilt, "build", "2023", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert "no scheduler answers there" in done.stderr
    assert "`dask scheduler`" in done.stderr
