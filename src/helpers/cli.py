"""The `workbook` command: parse, call, print, exit code. No other work is done here."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape

from helpers import cli_intake
from helpers.errors import WorkbookError
from helpers.paths import find_project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.inputs.take_in import Intake
    from helpers.run.build import Outcome

INTERRUPTED = 130
EPILOG = (
    "Exit codes: 0 done; 1 a report failed, the others were published; 2 a params file, a parameter or the command's "
    "use is wrong; 3 a return has mistakes; 4 the disclosure policy forbids it; 5 a folder cannot be written; "
    "6 a report could not be rendered; 130 interrupted."
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    epilog=EPILOG,
    help="Border Guard reporting workbook: from provincial returns to donor reports.",
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Year = Annotated[int, typer.Argument(help="The report year, such as 2023.")]


@app.callback()
def workbook() -> None:
    """Border Guard reporting workbook: from provincial returns to donor reports."""


@app.command("build", epilog="Example: workbook build 2023 --province lang-son --language vi")
def build_command(
    year: Year,
    province: Annotated[
        list[str] | None,
        typer.Option(help="Only this province (repeat for more); 'viet-nam' is the national report."),
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option(help="Only this language, en or vi (repeat for both).")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Reports at a time; default: one a processor.")
    ] = None,
    accept_partial: Annotated[
        bool, typer.Option("--accept-partial", help="Build without rejected rows instead of stopping.")
    ] = False,
) -> None:
    """Build a year's reports, HTML and PDF, and the portal over all that is published."""
    from helpers.run.build import build
    from helpers.run.jobs import plan
    from helpers.run.portal import write_portal
    from helpers.run.prepare import prepare
    from helpers.run.progress import reporting

    project = find_project()
    todo = plan(project, year, provinces=province or (), languages=language or ())
    releases = prepare(project, year, accept_partial=accept_partial, on_intake=_print_totals)
    with reporting(out, len(todo)) as on_done:
        outcomes = build(project, todo, releases, processes=jobs or os.cpu_count() or 1, on_done=on_done)
    portal = write_portal(project)
    for reason in portal.left_out:
        err.print(f"[yellow]not in the portal:[/yellow] {escape(reason)}")
    _sum_up(outcomes, project.show(portal.path))


def _print_totals(year: int, intake: Intake) -> None:
    missing = f", {len(intake.not_received)} returns not received" if intake.not_received else ""
    out.print(f"returns of {year}: {intake.accepted:,} rows accepted, {intake.rejected:,} rejected{missing}")


def _sum_up(outcomes: Sequence[Outcome], portal: str) -> None:
    failed = [outcome for outcome in outcomes if outcome.fault]
    for outcome in failed:
        err.print(f"[red]failed[/red] {outcome.job.name}: {escape(outcome.fault or '')}")
    out.print(f"{len(outcomes) - len(failed)} of {len(outcomes)} reports published; open {portal}")
    if failed:
        codes = {outcome.exit_code for outcome in failed}
        raise typer.Exit(codes.pop() if len(codes) == 1 else WorkbookError.exit_code)


cli_intake.register(app)


def main() -> NoReturn:
    """Run the command; every fault that the user can mend becomes one message and its exit code."""
    try:
        code = app(standalone_mode=False, prog_name="workbook")
    except WorkbookError as fault:
        err.print(f"[red]error:[/red] {escape(str(fault))}")
        sys.exit(fault.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        err.print("interrupted; published reports are whole")
        sys.exit(INTERRUPTED)
    except Exception as fault:
        show = getattr(fault, "show", None)  # click's own usage errors
        if show is None:
            raise
        show()
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)
