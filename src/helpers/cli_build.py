"""The commands about reports: build, audit, why, status, verify. Like `cli`: parse, call, print, exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape

from helpers.errors import DisclosureError, ParamsError, WorkbookError
from helpers.paths import Project, find_project
from helpers.run.ledger import Choice, up_to_date

if TYPE_CHECKING:
    from helpers.inputs.take_in import Intake
    from helpers.run.year import Built

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Year = Annotated[int, typer.Argument(help="The report year, such as 2023.")]
Provinces = Annotated[
    list[str] | None,
    typer.Option(
        "--province", help="Only this province (repeat for more); 'viet-nam' is the national report."
    ),
]
Languages = Annotated[
    list[str] | None, typer.Option("--language", help="Only this language, en or vi (repeat for both).")
]
Jobs = Annotated[int | None, typer.Option(min=1, help="Reports at a time; default: one a processor.")]
AcceptPartial = Annotated[
    bool, typer.Option("--accept-partial", help="Build without rejected rows instead of stopping.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to the `workbook` command."""
    app.command("build", epilog="Example: workbook build 2023 --province lang-son --language vi")(
        build_command
    )
    app.command("audit", epilog="Example: workbook audit 2023")(audit_command)
    app.command("why", epilog="Example: workbook why 2023 lang-son")(why_command)
    app.command("status", epilog="Example: workbook status 2023")(status_command)
    app.command(
        "verify", epilog="Example: workbook verify 2023 --province lang-son. Exit code 1: they differ."
    )(verify_command)


def build_command(
    year: Year,
    province: Provinces = None,
    language: Languages = None,
    jobs: Jobs = None,
    accept_partial: AcceptPartial = False,
    force: Annotated[bool, typer.Option("--force", help="Build also what is up to date.")] = False,
    audience: Annotated[
        Literal["public", "partner"],
        typer.Option(help="partner: exact figures, marked RESTRICTED, in data/partner/; never published."),
    ] = "public",
    scheduler: Annotated[
        str | None,
        typer.Option(help="Address of a Dask scheduler, such as tcp://host:8786, whose workers build."),
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(
            help="With --scheduler: a folder or address (s3://...) that all machines reach, for the packets."
        ),
    ] = None,
) -> None:
    """Bring a year's reports up to date, HTML and PDF, and the portal over all that is published."""
    if store and not scheduler:
        raise ParamsError("--store is where a cluster's packets go through; give --scheduler, too")
    if scheduler and audience != "public":
        raise ParamsError("exact figures do not leave this machine; leave out --scheduler")
    project = find_project()
    choice = Choice(year, tuple(province or ()), tuple(language or ()), accept_partial, audience)
    whole = None if force else up_to_date(project, choice)
    if whole is not None:
        out.print(f"{whole} of {whole} reports are up to date; open {_opened(project, choice)}")
        return
    from helpers.run.progress import reporting
    from helpers.run.year import bring_up_to_date

    cluster, processes = None, jobs or os.cpu_count() or 1
    if scheduler:
        from helpers.run.cluster.head import Cluster, workers_of

        cluster = Cluster(scheduler, store)
        processes = workers_of(cluster)

    built = bring_up_to_date(
        project,
        choice,
        processes=processes,
        watch=lambda todo, processes: reporting(out, todo, processes),
        on_intake=_print_totals,
        force=force,
        cluster=cluster,
    )
    _sum_up(project, built, _opened(project, choice))


def why_command(
    year: Year,
    province: Annotated[str, typer.Argument(help="The province's slug, or 'viet-nam'.")],
    language: Languages = None,
    accept_partial: AcceptPartial = False,
) -> None:
    """Say why a report is out of date, if it is."""
    from helpers.run.year import states

    choice = Choice(year, (province,), tuple(language or ()), accept_partial)
    for state in states(find_project(), choice):
        out.print(f"{state.job.name}: {'out of date' if state.causes else 'up to date'}")
        for cause in state.causes:
            out.print(f"  {escape(cause)}")


def status_command(
    year: Year,
    province: Provinces = None,
    language: Languages = None,
    accept_partial: AcceptPartial = False,
) -> None:
    """List the reports of a year: up to date, or out of date and why."""
    from helpers.run.year import states

    found = states(find_project(), Choice(year, tuple(province or ()), tuple(language or ()), accept_partial))
    for state in found:
        more = f" (and {len(state.causes) - 1} more)" if len(state.causes) > 1 else ""
        said = f"out of date: {state.causes[0]}{more}" if state.causes else "up to date"
        out.print(f"{state.job.name}  {escape(said)}")
    out.print(f"{sum(not state.causes for state in found)} of {len(found)} reports are up to date")


def verify_command(
    year: Year,
    province: Provinces = None,
    language: Languages = None,
    jobs: Jobs = None,
    accept_partial: AcceptPartial = False,
) -> None:
    """Build published reports again elsewhere, in another folder, locale and time zone, and compare bytes."""
    from helpers.run.verify import verify

    project = find_project()
    choice = Choice(year, tuple(province or ()), tuple(language or ()), accept_partial)
    verified = verify(project, choice, processes=jobs or os.cpu_count() or 1)
    for difference in verified.differences:
        err.print(f"[red]not the same:[/red] {escape(difference)}")
    if verified.not_compared:
        some = ", ".join(verified.not_compared[:3]) + (", ..." if len(verified.not_compared) > 3 else "")
        err.print(f"not compared, because not up to date: {len(verified.not_compared)} reports ({some})")
    if not verified.compared:
        raise ParamsError("no report of this choice is up to date; build it first, then verify it")
    out.print(f"{verified.compared} reports built again elsewhere: {len(verified.differences)} files differ")
    if verified.differences:
        raise typer.Exit(WorkbookError.exit_code)


def audit_command(year: Year) -> None:
    """Read back everything published of a year and attack it as an outsider would."""
    from helpers.run.audit.year_audit import audit_year
    from helpers.run.prepare import prepare

    project = find_project()
    audit = audit_year(project, year, prepare(project, year))
    counts = audit.utility
    out.print(
        f"{counts['cells']} numbers of victims: {counts['shown_pct']}% shown; withheld: {counts['primary']} small, "
        f"{counts['complement']} to protect those, {counts['coarsened']} with whole tables"
    )
    audit.stop_if_any()
    out.print(f"{audit.packets} reports read back; nothing can be told more closely than the policy allows")


def _print_totals(year: int, intake: Intake) -> None:
    missing = f", {len(intake.not_received)} returns not received" if intake.not_received else ""
    out.print(f"returns of {year}: {intake.accepted:,} rows accepted, {intake.rejected:,} rejected{missing}")


def _sum_up(project: Project, built: Built, opened: str) -> None:
    failed = [outcome for outcome in built.outcomes if outcome.fault]
    for reason in built.portal.left_out if built.portal else ():
        err.print(f"[yellow]not in the portal:[/yellow] {escape(reason)}")
    for outcome in failed:
        err.print(f"[red]failed[/red] {outcome.job.name}: {escape(outcome.fault or '')}")
    if len(built.outcomes) > 1:
        from helpers.run.progress import summary

        out.print(summary(built.outcomes))
        out.print(f"log: {project.show(built.log)}")
    before = f", {built.up_to_date} were up to date" if built.up_to_date else ""
    if built.held_back:
        whole = len(built.outcomes) - len(failed)
        err.print(f"nothing was published: all reports stay as they were; {whole} wait for the next build")
        raise typer.Exit(DisclosureError.exit_code)
    published = len(built.outcomes) - len(failed)
    done = "published" if built.portal else "made for partners, with exact figures: keep them apart"
    out.print(f"{published} of {len(built.outcomes)} reports {done}{before}; open {opened}")
    if failed:
        raise typer.Exit(_one_code([outcome.exit_code for outcome in failed]))


def _one_code(codes: Sequence[int]) -> int:
    return codes[0] if len(set(codes)) == 1 else WorkbookError.exit_code


def _opened(project: Project, choice: Choice) -> str:
    """Where the reader begins."""
    public = choice.audience == "public"
    return project.show(project.reports / "index.html" if public else project.partner / "reports")
