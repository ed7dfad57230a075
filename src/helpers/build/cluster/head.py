"""This machine's end of a cluster: connects, checks the workers, hands out reports, takes their packets in."""

from __future__ import annotations

import logging
import shutil
import time
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helpers.build.build_report import EXECUTED
from helpers.build.check_packet import check_arrived
from helpers.build.cluster.identity import differences, identity
from helpers.build.cluster.parcel import Parcel, discard, pack, receive, send, unpack
from helpers.build.cluster.remote import LEFT, Delivery, Errand, build_remotely, refusal
from helpers.build.run_tasks import run_tasks
from helpers.errors import ParamsError, WorkbookError
from helpers.execute.job_result import Outcome
from helpers.execute.jobs import Job
from helpers.files.folder_exchange import scratch_folder, writing
from helpers.files.safe_writing import close_to_others, make_private_folder
from helpers.paths import Project
from helpers.publish.packet_key import Basis
from helpers.publish.publication_gate import stage
from helpers.release.release_files import YearRelease

PATIENCE_S = 20
SCHEDULER_LOST = "the scheduler is gone; build again, which takes up where this build stopped"
WORKERS_LOST = "no worker is left; start some and build again, which takes up where this build stopped"
NOT_SENT = {"__pycache__", ".ipynb_checkpoints"}


@dataclass(frozen=True)
class Cluster:
    """Where the scheduler is, and the store that parcels go through; without one they go through the scheduler."""

    scheduler: str
    store: str | None = None


def build_on_cluster(
    project: Project,
    todo: Sequence[tuple[Job, Basis]],
    releases: Sequence[YearRelease],
    cluster: Cluster,
    on_done: Callable[[Outcome], None],
) -> list[Outcome]:
    """Build the jobs' packets on a cluster's workers, and stage them here. Arguments, outcomes as in many_reports.py.

    A report whose worker is lost is built by another; three workers lost on one report are its fault.

    Raises:
        ParamsError: there is no scheduler or no worker, or one of them would not give the same bytes.
        OutputError: the store cannot be written.
        WorkbookError: the scheduler was lost before a report was handed out.
    """
    here = identity()
    shown = tuple(replace(each, folder=each.folder.relative_to(project.root)) for each in releases)
    left: list[str] = []
    with _connected(cluster.scheduler) as client:
        _refuse_unlike(client, here)
        client.subscribe_topic(LEFT, lambda event: left.append(event[1]))
        parcel = send(pack(project.root, _needed(project, releases)), cluster.store)

        def outcome_of(job: Job, came: Future[Delivery]) -> Outcome:
            outcome = _taken_in(project, job, came, releases, client)
            told = [left.pop() for _ in range(len(left))]
            return replace(outcome, notes=(*outcome.notes, *told))

        try:
            return run_tasks(
                client.get_executor(pure=False),
                build_remotely,
                # a future and not the bytes: they go to each worker once, and are made anew when who has them is lost
                client.submit(_same, parcel),
                todo,
                Errand(shown, here, cluster.store),
                on_done,
                outcome_of,
                _Workers(client).are_gone,
            )
        finally:
            discard(parcel)


class _Workers:
    """Whether any worker is left; one that its nanny starts again has the time that it needs."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._seen = time.monotonic()

    def are_gone(self) -> bool:
        with suppress(OSError, TimeoutError):
            if self._client.nthreads():
                self._seen = time.monotonic()
        return time.monotonic() - self._seen > PATIENCE_S


def workers_of(cluster: Cluster) -> int:
    """How many reports the cluster builds at a time now.

    Raises:
        ParamsError: there is no scheduler or no worker.
    """
    with _connected(cluster.scheduler) as client:
        return sum(client.nthreads().values())


@contextmanager
def _connected(scheduler: str) -> Iterator[Any]:
    try:
        from distributed import Client
        from distributed.client import FutureCancelledError
        from distributed.versions import VersionMismatchWarning
    except ImportError:
        raise ParamsError("--scheduler needs Dask; install the extra: pip install -e .[cluster]") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what there is to tell, messages here tell
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", VersionMismatchWarning)  # `_refuse_unlike` names who differs
        try:
            client = Client(scheduler, timeout=PATIENCE_S, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TypeError) as fault:
            raise ParamsError(
                f"--scheduler {scheduler}: no scheduler answers there ({type(fault).__name__}); start one with "
                "`dask scheduler`, or correct the address; for tls:// Dask's configuration names the certificates"
            ) from None
        with client:
            try:
                client.wait_for_workers(1, timeout=PATIENCE_S)
            except TimeoutError:
                raise ParamsError(
                    f"--scheduler {scheduler}: no worker has joined; start some with "
                    f"`dask worker {scheduler} --nthreads 1 --nworkers 2`"
                ) from None
            try:
                yield client
            except (OSError, TimeoutError, FutureCancelledError):
                raise WorkbookError(f"--scheduler {scheduler}: {SCHEDULER_LOST}") from None


def _refuse_unlike(client: Any, here: Mapping[str, str]) -> None:
    """Stop before any work, naming the scheduler and every worker that must not take part."""
    threads = client.nthreads()
    reasons = {
        f"worker {address}": _reason(threads.get(address, 1), said)
        for address, said in sorted(client.run(differences, here, on_error="return").items())
    }
    try:
        reasons["the scheduler"] = _reason(1, client.run_on_scheduler(differences, here))
    except Exception as fault:  # whatever it raised there  # noqa: BLE001
        reasons["the scheduler"] = _reason(1, fault)
    if refused := [f"{who} {reason}" for who, reason in reasons.items() if reason]:
        raise ParamsError("\n".join(refused))


def _reason(threads: int, unlike: list[str] | BaseException) -> str:
    if isinstance(unlike, BaseException):
        return f"cannot run the workbook ({type(unlike).__name__}); install requirements.lock and the workbook there"
    if threads > 1:
        return f"builds {threads} reports in one process; start it with --nthreads 1 --nworkers {threads}"
    return refusal(unlike) if unlike else ""


def _needed(project: Project, releases: Sequence[YearRelease]) -> Iterable[Path]:
    """What a worker needs of the project: params, notebooks, editions and Releases; no return, record or exact fact."""
    for folder in (project.params, project.notebooks, project.editions, *(each.folder for each in releases)):
        for path in folder.rglob("*"):
            if path.is_file() and not NOT_SENT & set(path.parts):
                yield path


def _same(parcel: Parcel) -> Parcel:
    return parcel


def _taken_in(
    project: Project, job: Job, came: Future[Delivery], releases: Sequence[YearRelease], client: Any
) -> Outcome:
    """The outcome of a report that a worker built: its packet checked and staged, or a failed one's notebook kept."""
    worker = "a worker"
    try:
        delivery = came.result()
        worker = f"worker {delivery.worker}"
        content = receive(delivery.parcel)
        discard(delivery.parcel)
        if delivery.outcome.fault:
            _lay_out(project, content, job.scratch(project), {EXECUTED})
        else:
            with scratch_folder(project, job.scratch(project)) as folder:
                _lay_out(project, content, folder / "packet")
                check_arrived(project, job, folder / "packet", releases)
                stage(project, folder / "packet", job.staged(project))
    except WorkbookError as fault:
        return Outcome(job, fault=f"{worker} built it: {fault}", exit_code=fault.exit_code)
    except CancelledError:
        lost = WORKERS_LOST if client.status == "running" else SCHEDULER_LOST
        return Outcome(job, fault=lost, exit_code=WorkbookError.exit_code)
    except Exception as fault:  # what Dask raises, and what a damaged parcel does  # noqa: BLE001
        return Outcome(job, fault=_of_cluster(fault, worker), exit_code=WorkbookError.exit_code)
    return replace(delivery.outcome, job=job)


def _of_cluster(fault: Exception, worker: str) -> str:
    from distributed.scheduler import KilledWorker

    if isinstance(fault, KilledWorker):
        return f"{fault.allowed_failures + 1} workers died while they built it (out of memory?); build again"
    return f"what {worker} returned cannot be read ({type(fault).__name__}); build again"


def _lay_out(project: Project, content: bytes, folder: Path, only: Collection[str] = ()) -> None:
    with writing(project, folder):
        shutil.rmtree(folder, ignore_errors=True)
        make_private_folder(folder.parent)
        unpack(content, folder, only)
        close_to_others(folder)
