"""What a worker does: one report, built as a local build would, in a copy of the project that came in a parcel."""

from __future__ import annotations

import atexit
import os
import shutil
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from helpers.build.cluster.identity import differences
from helpers.build.cluster.parcel import Parcel, pack, receive, send, unpack
from helpers.build.start_workers import FOR_MANY, used_by_notebooks
from helpers.build.workers import environment_of, library_environment
from helpers.execute.job_result import Outcome
from helpers.execute.jobs import Job
from helpers.execute.kernels.warm import warm_kernels
from helpers.files.temporary_folder import sweep_temporary_folders
from helpers.paths import Project
from helpers.publish.packet_key import Basis
from helpers.release.opening import PREPARED
from helpers.release.release_files import YearRelease, as_text

LEFT = "workbook-worker-left"
"""The topic under which a worker says that it takes no part."""
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Errand:
    """What every report of a build needs of a worker. Folders of `releases` are named from the project's root."""

    releases: tuple[YearRelease, ...]
    identity: Mapping[str, str]
    store: str | None


@dataclass(frozen=True)
class Delivery:
    """How a report ended, where, and its files: the packet, or what a failed one left in its scratch folder."""

    outcome: Outcome
    parcel: Parcel
    worker: str


def build_remotely(project: Parcel, job: Job, errand: Errand, basis: Basis) -> Delivery:
    """Build one report here. The arguments stand as `build_packet`'s do.

    Raises:
        Reschedule: this worker would not give the same bytes, and leaves the cluster.
        WorkbookError: the parcel cannot be had.
    """
    from distributed import get_worker

    from helpers.build.build_report import build_packet

    worker = get_worker()
    if unlike := differences(errand.identity):
        _leave(worker, refusal(unlike))
    with _ONE_AT_A_TIME:
        here = _unpacked(project)
        _warm_kernels_while_this_process_lives(used_by_notebooks(here))
        releases = [replace(each, folder=here.root / each.folder) for each in errand.releases]
        variables = {PREPARED: as_text(releases), "WORKBOOK_ROOT": str(here.root), **library_environment()}
        with environment_of(variables):
            outcome = build_packet(here, job, releases, basis)
        folder = job.scratch(here) if outcome.fault else job.staged(here)
        parcel = send(pack(folder, _files(folder)), errand.store)
        shutil.rmtree(folder, ignore_errors=True)
    return Delivery(outcome, parcel, worker.address)


def refusal(unlike: Sequence[str]) -> str:
    """Why a worker that differs in this must not build reports."""
    return f"has {'; '.join(unlike)}; install the same requirements.lock and the same workbook there"


def _leave(worker: Any, reason: str) -> NoReturn:
    """End a worker that joined when the others had been compared: else it would fail one report after another."""
    from distributed import Reschedule

    worker.log_event(LEFT, f"worker {worker.address} joined later, {reason}; it has ended")
    worker.loop.add_callback(worker.close, reason=reason)
    raise Reschedule


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _unpacked(parcel: Parcel) -> Project:
    """The project of the parcel, laid out once in the worker's own folder, which Dask clears when the worker ends."""
    from distributed import get_worker

    root = Path(get_worker().local_directory) / f"workbook-{parcel.sha256[:16]}"
    if not root.is_dir():
        sweep_temporary_folders()  # of workers that were killed here
        arriving = root.with_name(f"{root.name}-{os.getpid()}.new")
        shutil.rmtree(arriving, ignore_errors=True)
        unpack(receive(parcel), arriving)
        arriving.rename(root)
    return Project(root)


@lru_cache(maxsize=1)
def _warm_kernels_while_this_process_lives(used: tuple[str, ...]) -> None:
    stack = ExitStack()
    stack.enter_context(warm_kernels((*used, *FOR_MANY)))
    atexit.register(stack.close)
