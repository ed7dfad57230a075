"""What a build shows on the terminal: for people a bar and the reports that run, for logs a line a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

if TYPE_CHECKING:
    from helpers.execute.job_result import Outcome
    from helpers.execute.jobs import Job

SHOWN = 10
NAMED = 3
"""So many reports are named with a fault that they share; of more, the number is told."""
STAGES = ("read", "execute", "html", "pdf", "pack", "exports", "audit", "stage")
MEGABYTE = 1_000_000
ESTIMATED_FROM_S = 300
"""How far back the estimate looks: by default half a minute, in which slow reports do not end."""
WIDTH = 120
WIDTH_OF_STAGES = 110


@contextmanager
def reporting(console: Console, todo: Sequence[Job], processes: int) -> Iterator[Callable[[Outcome], None]]:
    """A function to call as each report ends."""
    if console.quiet or not console.is_terminal or console.is_dumb_terminal or not todo:
        done = 0

        def print_line(outcome: Outcome) -> None:
            nonlocal done
            done += 1
            state = "failed" if outcome.fault else f"{outcome.total:.1f} s"
            console.print(f"{done}/{len(todo)} {outcome.job.name} {state}")

        yield print_line
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    waiting = list(todo)
    with Progress(*columns, console=console, speed_estimate_period=ESTIMATED_FROM_S) as progress:
        task = progress.add_task(_running(waiting, processes), total=len(todo))

        def advance(outcome: Outcome) -> None:
            waiting.remove(outcome.job)
            progress.update(task, advance=1, description=_running(waiting, processes))

        yield advance


def by_fault(failed: Iterable[Outcome]) -> Iterator[tuple[str, str]]:
    """Each fault once, with the names of the reports that it befell: the loss of a cluster befalls many."""
    names: dict[str, list[str]] = {}
    for outcome in failed:
        names.setdefault(outcome.fault or "", []).append(outcome.job.name)
    for fault, befallen in names.items():
        more = f" and {len(befallen) - NAMED} more" if len(befallen) > NAMED else ""
        yield fault, ", ".join(befallen[:NAMED]) + more


def print_summary(console: Console, outcomes: Sequence[Outcome], *, everything: bool = False) -> None:
    """Seconds of each stage and the most memory used, the slowest reports first, and all together.

    Columns are as wide as what stands in them, however narrow a log takes itself to be. A terminal that is too narrow
    for the stages is shown the sums; the log has all.
    """
    stages = () if console.is_terminal and console.width < WIDTH_OF_STAGES else STAGES
    table = Table("report", *stages, "seconds", "peak MB", box=None, pad_edge=False)
    slowest = sorted(outcomes, key=lambda outcome: (-outcome.total, outcome.job.name))
    shown = slowest if everything else slowest[:SHOWN]
    rows = [_row(outcome.job.name, outcome.seconds, outcome.peak, stages) for outcome in shown]
    if len(slowest) > len(shown):
        rows.append([f"... and {len(slowest) - len(shown)} quicker ones"])
    sums = {stage: sum(outcome.seconds.get(stage, 0.0) for outcome in outcomes) for stage in STAGES}
    rows.append(
        _row(f"all {len(outcomes)}", sums, max((outcome.peak for outcome in outcomes), default=0), stages)
    )
    for row in rows:
        table.add_row(*row)
    for number, column in enumerate(table.columns):
        column.justify = "right" if number else "left"
        column.min_width = max(len(row[number]) for row in [*rows, _heads(table)] if number < len(row))
    console.print(table, width=max(console.width, WIDTH), crop=False)


def _heads(table: Table) -> list[str]:
    return [str(column.header) for column in table.columns]


def _row(name: str, seconds: dict[str, float], peak: int, stages: Sequence[str]) -> list[str]:
    shown = [f"{seconds[stage]:.2f}" if stage in seconds else "" for stage in stages]
    return [name, *shown, f"{sum(seconds.values()):.2f}", f"{peak / MEGABYTE:.0f}" if peak else ""]


def _running(waiting: Sequence[Job], processes: int) -> str:
    """Workers take the reports in their order, so the first that have not ended are those that run."""
    return ", ".join(job.name for job in waiting[:processes])
