"""This machine's end of a cluster: connects, checks the workers, hands out reports, takes their packets in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helpers.build.cluster.identity import differences, identity
from helpers.build.cluster.parcel import Parcel, discard, pack, receive, send, unpack
from helpers.build.cluster.remote import Delivery, Errand, build_remotely, refusal
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
    """Build the jobs' packets on a cluster's workers, and stage them here. Arguments and outcomes as of `build`.

    A report whose worker is lost is built by another; three workers lost on one report are its fault.

    Raises:
        ParamsError: there is no scheduler or no worker, or a worker would not give the same bytes.
        OutputError: the store cannot be written.
    """
    here = identity()
    shown = tuple(replace(each, folder=each.folder.relative_to(project.root)) for each in releases)
    with _connected(cluster.scheduler) as client:
        _refuse(client.nthreads(), client.run(differences, here, on_error="return"))
        parcel = send(pack(project.root, _needed(project, releases)), cluster.store)
        try:
            return run_tasks(
                client.get_executor(pure=False),
                build_remotely,
                # a future and not the bytes: they go to each worker once, and are made anew when who has them is lost
                client.submit(_same, parcel),
                todo,
                Errand(shown, here, cluster.store),
                on_done,
                lambda job, came: _taken_in(project, job, came),
            )
        finally:
            discard(parcel)


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
    except ImportError:
        raise ParamsError("--scheduler needs Dask; install the extra: pip install -e .[cluster]") from None
    try:
        client = Client(scheduler, timeout=PATIENCE_S, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as fault:
        raise ParamsError(
            f"--scheduler {scheduler}: no scheduler answers there ({type(fault).__name__}); start one with "
            "`dask scheduler`, or correct the address"
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE_S)
        except TimeoutError:
            raise ParamsError(
                f"--scheduler {scheduler}: no worker has joined; start some with "
                f"`dask worker {scheduler} --nthreads 1 --nworkers 2`"
            ) from None
        yield client


def _refuse(threads: Mapping[str, int], unlike: Mapping[str, list[str] | BaseException]) -> None:
    """Stop before any work, naming every worker that must not take part."""
    reasons = {address: _reason(threads.get(address, 1), said) for address, said in sorted(unlike.items())}
    if refused := [f"worker {address} {reason}" for address, reason in reasons.items() if reason]:
        raise ParamsError("\n".join(refused))


def _reason(threads: int, unlike: list[str] | BaseException) -> str:
    if isinstance(unlike, BaseException):
        return f"cannot run the workbook ({type(unlike).__name__}); install requirements.lock and the workbook there"
    if threads > 1:
        return f"builds {threads} reports in one process; start it with --nthreads 1 --nworkers {threads}"
    return refusal(unlike) if unlike else ""


def _needed(project: Project, releases: Sequence[YearRelease]) -> Iterable[Path]:
    """What a worker needs of the project: params, notebooks and Releases; no return, record or exact fact."""
    for folder in (project.params, project.notebooks, *(each.folder for each in releases)):
        for path in folder.rglob("*"):
            if path.is_file() and not NOT_SENT & set(path.parts):
                yield path


def _same(parcel: Parcel) -> Parcel:
    return parcel


def _taken_in(project: Project, job: Job, came: Future[Delivery]) -> Outcome:
    """The outcome of a report that a worker built, its packet staged, or a failed one's files laid into scratch."""
    try:
        delivery = came.result()
        content = receive(delivery.parcel)
        discard(delivery.parcel)
        if delivery.outcome.fault:
            _lay_out(project, content, job.scratch(project))
        else:
            with scratch_folder(project, job.scratch(project)) as folder:
                _lay_out(project, content, folder / "packet")
                stage(project, folder / "packet", job.staged(project))
    except WorkbookError as fault:
        return Outcome(job, fault=str(fault), exit_code=fault.exit_code)
    except CancelledError:
        return Outcome(job, fault="the scheduler is gone; build again", exit_code=1)
    except (
        Exception  # noqa: BLE001
    ) as fault:  # Dask's own: a task that cost three workers their lives, a worker without this package
        return Outcome(
            job, fault=f"the cluster gave it up ({type(fault).__name__}); build again", exit_code=1
        )
    return delivery.outcome


def _lay_out(project: Project, content: bytes, folder: Path) -> None:
    with writing(project, folder):
        shutil.rmtree(folder, ignore_errors=True)
        make_private_folder(folder.parent)
        unpack(content, folder)
        close_to_others(folder)
