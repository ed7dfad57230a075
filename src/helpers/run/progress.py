"""What a build shows on the terminal: a bar for people, a line a report for logs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from helpers.run.build import Outcome


@contextmanager
def reporting(console: Console, total: int) -> Iterator[Callable[[Outcome], None]]:
    """A function to call as each report ends."""
    if not console.is_terminal:
        done = 0

        def print_line(outcome: Outcome) -> None:
            nonlocal done
            done += 1
            state = "failed" if outcome.fault else f"{sum(outcome.seconds.values()):.1f} s"
            console.print(f"{done}/{total} {outcome.job.name} {state}")

        yield print_line
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("starting", total=total)

        def advance(outcome: Outcome) -> None:
            progress.update(task, advance=1, description=outcome.job.name)

        yield advance
