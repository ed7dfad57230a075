"""Reports built by a Dask cluster are those of a local build, whatever is lost or wrong meanwhile.

Scheduler and workers are processes of their own, on 127.0.0.1. The build runs in this process.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from helpers.build.cluster import head
from helpers.paths import Project
from projects import ROOT, Done, call_workbook, packet_files, shorten

PATIENCE = 300
"""Seconds after which something has hung. Nothing here is measured: a busy machine may take its time."""
CHOICE = ("2023", "--province", "lang-son", "--language", "en")
NAME = "2023/en/lang-son"
UNDER_WAY = f"workbook-*/data/scratch/{NAME}"
SPOIL = """
import io, time, zipfile
from pathlib import Path
from helpers.build.cluster import remote
mode, pack = Path("mode"), globals().get("pack", remote.pack)  # Dask loads this twice

def spoilt(root, paths):
    content = pack(root, paths)
    while (said := mode.read_text() if mode.exists() else "") == "wait":
        time.sleep(0.05)
    if said == "cut":
        return content[:1000]
    if not said:
        return content
    made = io.BytesIO(content)
    with zipfile.ZipFile(made) as before:
        files = {name: before.read(name) for name in before.namelist()}
    if said == "damaged":
        files["report.pdf"] = files["report.pdf"][:-1] + b"!"
    if said == "more":
        files["data/notes.csv"] = b"a"
    if said == "other":
        files["packet.json"] = files["packet.json"].replace(b"lang-son", b"tay-ninh")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as after:
        for name, file in files.items():
            after.writestr(name, file)
    return made.getvalue()

remote.pack = spoilt
"""
"""What a worker does to what it returns, as the file `mode` in its folder says."""


@dataclass
class Cluster:
    """A scheduler and workers, each with a folder of its own that nobody else knows."""

    root: Path
    address: str = ""
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[tuple[Path, subprocess.Popen[bytes]]] = field(default_factory=list)

    def start(self) -> None:
        folder = self.root / f"scheduler-{time.monotonic_ns()}"
        self.scheduler = _start(folder, "scheduler", "--port", "0")
        _wait_for(lambda: "Scheduler at:" in _log(folder), "the scheduler")
        self.address = next(word for word in _log(folder).split() if word.startswith("tcp://127.0.0.1:"))

    def add_worker(self, path: str = "") -> tuple[Path, subprocess.Popen[bytes]]:
        """A worker that has joined; `path` is its PYTHONPATH."""
        folder = self.root / f"worker-{time.monotonic_ns()}"
        (self.root / "spoil.py").write_text(SPOIL, encoding="utf-8")
        options = ("--no-nanny", "--nthreads", "1", "--local-directory", ".", "--preload", "../spoil.py")
        worker = _start(folder, "worker", self.address, *options, path=path)
        self.workers.append((folder, worker))
        _wait_for(lambda: "Registered to:" in _log(folder), "a worker")
        return folder, worker

    def with_workers(self, number: int) -> list[tuple[Path, subprocess.Popen[bytes]]]:
        """So many of its workers that live; the missing ones are started."""
        self.workers = [(folder, worker) for folder, worker in self.workers if worker.poll() is None]
        while len(self.workers) < number:
            self.add_worker()
        for folder, _ in self.workers:
            (folder / "mode").unlink(missing_ok=True)
        return self.workers[:number]

    def end(self, worker: subprocess.Popen[bytes]) -> None:
        worker.kill()
        worker.wait()

    def close(self) -> None:
        for _, worker in self.workers:
            self.end(worker)
        if self.scheduler:
            self.end(self.scheduler)


def _log(folder: Path) -> str:
    return (folder / "log").read_text(encoding="utf-8")


def _start(folder: Path, command: str, *arguments: str, path: str = "") -> subprocess.Popen[bytes]:
    folder.mkdir(parents=True)
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", command, *arguments, "--no-dashboard", "--host", "127.0.0.1"],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Ho_Chi_Minh", "PYTHONPATH": path},
            stdout=log,
            stderr=log,
        )


def _wait_for(something: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not something():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("machines"))
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.close()


@pytest.fixture(scope="module")
def base(copy_prepared: Callable[..., Project], tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a short report that is built here."""
    project = shorten(copy_prepared(tmp_path_factory.mktemp("cluster") / "project"))
    done = call_workbook(project, "build", *CHOICE[:3])
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def wanted(base: Project) -> dict[str, bytes]:
    return _files(base)


@pytest.fixture
def unbuilt(base: Project, tmp_path: Path) -> Project:
    shutil.copytree(base.root, tmp_path / "copy")
    shutil.rmtree(tmp_path / "copy" / "reports")
    return Project(tmp_path / "copy")


def _files(project: Project, packet: str = NAME) -> dict[str, bytes]:
    return {name: content for name, content in packet_files(project).items() if name.startswith(f"{packet}/")}


def _meanwhile(folder: Path, act: Callable[[], object], begun: str = UNDER_WAY) -> threading.Thread:
    """Acts, beside this thread, when a report is under way on the worker of this folder."""

    def under_way() -> list[Path]:
        with suppress(FileNotFoundError):  # a folder may go while it is looked through
            return [*folder.rglob(begun)]
        return []

    def wait_and_act() -> None:
        _wait_for(under_way, "a report under way")
        act()

    thread = threading.Thread(target=wait_and_act, daemon=True)
    thread.start()
    return thread


def test_worker_lost_in_mid_build_costs_no_report_and_no_byte(
    base: Project, unbuilt: Project, running: Cluster, workbook: Callable[..., Done], tmp_path: Path
) -> None:
    (folder, worker), _ = running.with_workers(2)
    _meanwhile(folder, lambda: worker.send_signal(signal.SIGKILL), "workbook-*/data/scratch/2023/*/*")
    store = ("--scheduler", running.address, "--store", str(tmp_path / "store"))
    done = workbook(unbuilt, "build", *CHOICE[:3], *store)
    assert worker.wait() == -signal.SIGKILL
    assert done.returncode == 0, done.stdout + done.stderr
    for packet in (NAME, NAME.replace("/en/", "/vi/")):
        assert _files(unbuilt, packet) == _files(base, packet) != {}
    assert not [*(tmp_path / "store").iterdir()]


def test_packets_come_back_without_a_store_and_no_record_leaves(
    unbuilt: Project, running: Cluster, workbook: Callable[..., Done], wanted: dict[str, bytes]
) -> None:
    [(folder, _)] = running.with_workers(1)
    done = workbook(unbuilt, "build", *CHOICE, "--scheduler", running.address)
    assert done.returncode == 0, done.stdout + done.stderr
    assert _files(unbuilt) == wanted
    sent = {path.name for path in folder.rglob("workbook-*/data/*")}
    assert sent <= {"releases", "scratch", "builds"}


def test_failed_report_leaves_its_notebook_here(
    unbuilt: Project, running: Cluster, workbook: Callable[..., Done]
) -> None:
    running.with_workers(1)
    notebook = unbuilt.notebooks / "province_report.ipynb"
    text = notebook.read_text(encoding="utf-8")
    notebook.write_text(
        text.replace("from helpers import ", "from helpers import reports, "), encoding="utf-8"
    )
    done = workbook(unbuilt, "build", *CHOICE, "--scheduler", running.address)
    assert done.returncode == 1
    assert "ImportError" in done.stderr
    assert [path.name for path in unbuilt.scratch.joinpath(NAME).iterdir()] == ["executed.ipynb"]


@pytest.mark.parametrize(
    ("mode", "code", "said"),
    [
        ("damaged", 4, "report.pdf: is damaged: it has not the hash that packet.json gives"),
        ("more", 4, "data/notes.csv: is no file of this packet: packet.json does not list it"),
        ("other", 4, "packet.json: was changed: it has not the checksum that it gives"),
        ("cut", 1, "returned cannot be read (BadZipFile); build again"),
    ],
)
def test_what_a_worker_returns_is_checked_as_a_local_packet_is(
    unbuilt: Project, running: Cluster, workbook: Callable[..., Done], mode: str, code: int, said: str
) -> None:
    before = packet_files(unbuilt)
    for folder, _ in running.with_workers(1) and running.workers:
        (folder / "mode").write_text(mode, encoding="utf-8")
    done = workbook(unbuilt, "build", *CHOICE, "--scheduler", running.address)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "worker tcp://127.0.0.1:" in done.stderr
    assert _files(unbuilt) == {}
    assert before == {}
    assert not [*unbuilt.root.glob(f"data/*/**/{NAME}/*")], "nothing of it lies about"


def test_packet_of_another_report_is_refused(
    unbuilt: Project, running: Cluster, workbook: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came is whole, but made from another notebook than lies here by then."""
    [(folder, _)] = running.with_workers(1)
    notebook = unbuilt.notebooks / "province_report.ipynb"
    text = notebook.read_text(encoding="utf-8")
    _meanwhile(
        folder,
        lambda: notebook.write_text(text.replace("## Key results", "## Main results"), encoding="utf-8"),
    )
    done = workbook(unbuilt, "build", *CHOICE, "--scheduler", running.address)
    assert done.returncode == 1, done.stderr
    assert "is not the one asked for (notebooks/province_report.ipynb changed); build again" in done.stderr
    assert _files(unbuilt) == {}


@pytest.fixture
def other_checkout(tmp_path: Path) -> str:
    """The PYTHONPATH of a worker with a changed source and another version of a package."""
    shutil.copytree(ROOT / "src" / "helpers", tmp_path / "other" / "helpers")
    with (tmp_path / "other" / "helpers" / "report" / "words.py").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    package = tmp_path / "other" / "nh3-0.0.1.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: nh3\nVersion: 0.0.1\n", encoding="utf-8")
    return str(tmp_path / "other")


def test_worker_with_other_code_and_packages_is_refused_by_its_address(
    unbuilt: Project, running: Cluster, workbook: Callable[..., Done], other_checkout: str
) -> None:
    folder, worker = running.add_worker(other_checkout)
    try:
        done = workbook(unbuilt, "build", *CHOICE, "--scheduler", running.address)
    finally:
        running.end(worker)
    address = next(word for word in _log(folder).split() if word.startswith("tcp://"))
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith(f"error: worker {address} has nh3 0.0.1, not 0."), line
    assert "; the workbook's code " in line
    assert line.endswith("; install the same requirements.lock and the same workbook there")
    assert not packet_files(unbuilt)


def test_other_worker_that_joins_later_ends_and_another_builds_its_report(
    base: Project, unbuilt: Project, running: Cluster, workbook: Callable[..., Done], other_checkout: str
) -> None:
    [(folder, _)] = running.with_workers(1)
    for _, further in running.workers[1:]:
        running.end(further)
    (folder / "mode").write_text("wait", encoding="utf-8")
    late: list[subprocess.Popen[bytes]] = []

    def join() -> None:
        late.append(running.add_worker(other_checkout)[1])
        late[0].wait(PATIENCE)
        (folder / "mode").unlink()

    thread = _meanwhile(folder, join, "workbook-*/data/scratch/2023/*/*")
    done = workbook(unbuilt, "build", *CHOICE[:3], "--scheduler", running.address)
    thread.join(PATIENCE)
    assert done.returncode == 0, done.stderr
    assert " joined later, has nh3 0.0.1, not 0." in done.stderr
    assert done.stderr.count("it has ended") == 1
    assert _files(unbuilt, NAME.replace("/en/", "/vi/")) == _files(base, NAME.replace("/en/", "/vi/"))


def test_build_ends_when_the_last_worker_is_gone_and_when_the_scheduler_is(
    unbuilt: Project,
    workbook: Callable[..., Done],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wanted: dict[str, bytes],
) -> None:
    monkeypatch.setattr(head, "PATIENCE_S", 1)
    cluster = Cluster(tmp_path / "cluster")
    try:
        cluster.start()
        [(folder, worker)] = cluster.with_workers(1)
        _meanwhile(folder, worker.kill)
        done = workbook(unbuilt, "build", *CHOICE, "--scheduler", cluster.address)
        assert done.returncode == 1
        [line] = done.stderr.splitlines()
        assert line.startswith("failed 2023/en/lang-son: no worker is left; start some")

        done = workbook(unbuilt, "build", *CHOICE, "--scheduler", cluster.address)
        assert done.returncode == 2
        assert "no worker has joined; start some with `dask worker tcp://127.0.0.1:" in done.stderr

        [(folder, _)] = cluster.with_workers(1)
        scheduler = cluster.scheduler
        assert scheduler
        _meanwhile(folder, scheduler.kill)
        done = workbook(unbuilt, "build", *CHOICE, "--scheduler", cluster.address)
        assert done.returncode == 1
        [line] = done.stderr.splitlines()
        assert line.startswith("failed 2023/en/lang-son: the scheduler is gone; build")

        done = workbook(unbuilt, "build", *CHOICE, "--scheduler", cluster.address)
        assert done.returncode == 2
        assert "no scheduler answers there" in done.stderr
        assert "`dask scheduler`" in done.stderr
    finally:
        cluster.close()
    assert workbook(unbuilt, "build", *CHOICE).returncode == 0
    assert _files(unbuilt) == wanted
