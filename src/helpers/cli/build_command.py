"""The command that makes reports: build. Like `cli`: parse, call, print, exit code."""

from __future__ import annotations

import gc
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.markup import escape

from helpers.cli.consoles import (
    append_text,
    err,
    is_verbose,
    note,
    one_code,
    say_left_out,
    write_json,
)
from helpers.cli.options import AcceptPartial, Jobs, Json, Languages, Provinces, Regions, Reports, Time, named
from helpers.errors import DisclosureError, ParamsError
from helpers.execute import limits
from helpers.paths import Project, find_project
from helpers.publish.public_folder import refuse_unreadable
from helpers.release.change_detection import BuildChoice, up_to_date

if TYPE_CHECKING:
    from helpers.build.build_year import Built
    from helpers.inputs.intake.take_in import Intake


def register(app: typer.Typer) -> None:
    """Add this command to the `workbook` command."""
    app.command(
        "build",
        epilog="Examples: workbook build 2023 lang-son; workbook build 2024-Q1; workbook build 2024 inl-phase-2",
    )(build_command)


def build_command(  # noqa: PLR0913
    year: Time,
    report: Reports = None,
    province: Provinces = None,
    region: Regions = None,
    language: Languages = None,
    jobs: Jobs = None,
    accept_partial: AcceptPartial = False,
    force: Annotated[bool, typer.Option("--force", help="Build also what is up to date.")] = False,
    audience: Annotated[
        Literal["public", "partner"],
        typer.Option(help="partner: exact figures, marked RESTRICTED, in data/partner/; never published."),
    ] = "public",
    format: Annotated[  # noqa: A002  the name that users see
        Literal["docx"] | None,
        typer.Option(help="docx: make a Word document too, and keep one from then on."),
    ] = None,
    layout: Annotated[
        Literal["inl", "prm", "iom", "uk"] | None,
        typer.Option(
            help="Projects' main table as this donor asks for it, in a packet beside the donor's own."
        ),
    ] = None,
    renderer: Annotated[
        Literal["default", "quarto"],
        typer.Option(help="What makes HTML and PDF; quarto is to be installed."),
    ] = "default",
    unsealed: Annotated[
        bool,
        typer.Option(
            "--unsealed",
            help="Build on real returns also where no seal (Landlock) keeps notebooks from exact numbers.",
        ),
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Refuse every number that somebody typed into a report, not only of people or cases, and words that a "
            "notebook has in one language alone.",
        ),
    ] = False,
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
    json_file: Json = None,
    summary_file: Annotated[
        str | None, typer.Option("--summary", help="Append what was built and why to this file, as Markdown.")
    ] = None,
) -> None:
    """Bring the reports of a year, quarter or half up to date, HTML and PDF, and the portal over all published."""
    if store and not scheduler:
        raise ParamsError("--store is where a cluster's packets go through; give --scheduler, too")
    if scheduler and audience != "public":
        raise ParamsError("exact figures do not leave this machine; leave out --scheduler")
    if json_file == "-":
        note.quiet = True
    if audience != "public" and (format or renderer != "default"):
        raise ParamsError("Word and Quarto make no marks of restriction; leave out --format and --renderer")
    if scheduler and renderer == "quarto":
        raise ParamsError(
            "a cluster's workers are not given Quarto's settings, nor known to have one Quarto; leave out --scheduler "
            "or --renderer quarto"
        )
    if renderer == "quarto":
        from helpers.render.render_quarto import find_quarto

        find_quarto()
    project = find_project()
    chosen = named(project, year, report, province, region)
    choice = BuildChoice(
        year.year,
        chosen,
        tuple(language or ()),
        accept_partial or set(chosen) == {"data-quality"},  # it is about the rows that were rejected
        audience,
        renderer=renderer,
        word=format == "docx",
        layout=layout or "",
        strict=strict,
        period=year.period,
    )
    refuse_unreadable(project)
    whole = None if force else up_to_date(project, choice)
    if whole is not None:
        refuse_unreadable(project, made_again=())
        _say_up_to_date(len(whole), _opened(project, choice))
        if json_file or summary_file:
            from helpers.build.build_summary import nothing_to_do

            _tell(nothing_to_do(str(year), len(whole)), json_file, summary_file)
        return
    from helpers.build.start_workers import starting

    many = len(choice.provinces) != 1 or len(choice.languages) != 1
    with nullcontext() if scheduler else starting(project, many=many):
        built = _build(
            project,
            choice,
            jobs or limits.processors(),
            force=force,
            unsealed=unsealed,
            cluster=(scheduler, store),
        )
    if json_file or summary_file:
        from helpers.build.build_summary import account_of

        _tell(account_of(built.log), json_file, summary_file)
    _sum_up(project, built, choice)


def _build(
    project: Project,
    choice: BuildChoice,
    processes: int,
    *,
    force: bool,
    unsealed: bool,
    cluster: tuple[str | None, str | None],
) -> Built:
    """Imports what builds only here, when the processes that reports are forked from import, too."""
    gc.disable()  # what is imported is no garbage
    from helpers.build.build_year import bring_up_to_date
    from helpers.build.progress_display import reporting
    from helpers.execute.sealed_paths import refuse_unsealed

    gc.freeze()
    gc.enable()
    if warning := refuse_unsealed(project, unsealed=unsealed, renderer=choice.renderer):
        err.print(warning)
    chosen = None
    scheduler, store = cluster
    if scheduler:
        from helpers.build.cluster.head import Cluster, workers_of

        chosen = Cluster(scheduler, store)
        processes = workers_of(chosen)
    return bring_up_to_date(
        project,
        choice,
        processes=processes,
        watch=lambda todo, processes: reporting(note, todo, processes),
        on_intake=_print_totals,
        force=force,
        cluster=chosen,
    )


def _tell(account: dict[str, Any], json_file: str | None, summary_file: str | None) -> None:
    from helpers.build.build_summary import as_markdown

    if json_file:
        write_json(json_file, account)
    if summary_file:
        append_text(summary_file, as_markdown(account))


def _print_totals(year: int, intake: Intake) -> None:
    """How returns were read anew, of tables that may be told of: a CI shows to everybody what a build prints."""
    if not intake.read:
        return
    from helpers.inputs.params.tables import read_tables
    from helpers.metrics.catalogue import guarded_tables, read_catalogue

    project = find_project()
    guarded = guarded_tables(read_catalogue(project), read_tables(project))
    told = [file for file in intake.files if file.is_data and file.table not in guarded]
    accepted, rejected = (
        sum(getattr(file, rows) for file in told) for rows in ("rows_accepted", "rows_rejected")
    )
    missing = f", {len(intake.not_received)} returns not received" if intake.not_received else ""
    note.print(
        f"returns of {year}: {accepted:,} rows accepted, {rejected:,} rejected, "
        f"of tables without people or cases{missing}"
    )


def _say_up_to_date(reports: int, opened: str) -> None:
    note.print(f"{reports} of {reports} reports are up to date; open {opened}")


def _sum_up(project: Project, built: Built, choice: BuildChoice) -> None:
    from helpers.build.progress_display import by_fault, print_summary

    opened = _opened(project, choice)
    failed = [outcome for outcome in built.outcomes if outcome.fault]
    for warning in built.warnings:
        err.print(f"[yellow]warning[/yellow] {escape(warning)}")
    for reason in built.portal.left_out if built.portal else ():
        say_left_out(reason)
    for outcome in built.outcomes:
        for said in outcome.notes:
            err.print(f"note: {outcome.job.name}: {escape(said)}")
    for fault, names in by_fault(failed):
        err.print(f"[red]failed[/red] {names}: {escape(fault)}")
    if len(built.outcomes) > 1:
        print_summary(note, built.outcomes, everything=is_verbose())
        note.print(f"log: {project.show(built.log)}")
    before = f", {built.up_to_date} were up to date" if built.up_to_date else ""
    if built.held_back:
        whole = len(built.outcomes) - len(failed)
        err.print(f"nothing was published: all reports stay as they were; {whole} wait for the next build")
        raise typer.Exit(DisclosureError.exit_code)
    if built.waiting:
        count, time = len(built.waiting), built.waiting[0].split("/")[0]
        wait = "1 report waits" if count == 1 else f"{count} reports wait"
        note.print(f"{wait} for approval: workbook review {time}; then approve, and build again")
        if not built.outcomes:
            return
    early = [outcome.waits_until for outcome in built.outcomes if outcome.waits_until]
    published = len(built.outcomes) - len(failed) - len(early)
    if not built.outcomes:
        _say_up_to_date(built.up_to_date, opened)
        return
    done = "published" if built.portal else "made for partners, with exact figures: keep them apart"
    if _is_internal(choice):
        done = "made, for the analyst alone"
    note.print(f"{published} of {len(built.outcomes)} reports {done}{before}; open {opened}")
    for until in dict.fromkeys(early):
        note.print(f"{early.count(until)} are made and wait for their release: build again after {until}")
    if failed:
        raise typer.Exit(one_code([outcome.exit_code for outcome in failed]))


def _opened(project: Project, choice: BuildChoice) -> str:
    """Where the reader begins."""
    if _is_internal(choice):
        return project.show(project.data / "internal" / str(choice.year))
    public = choice.audience == "public"
    return project.show(project.reports / "index.html" if public else project.partner / "reports")


def _is_internal(choice: BuildChoice) -> bool:
    """Whether the choice is the packet on data quality alone, which is not published."""
    return set(choice.provinces) == {"data-quality"}
