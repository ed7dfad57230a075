"""The commands about what is published already: audit, verify, unsourced. Like `cli`: parse, call, print, exit code."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from helpers.cli.consoles import err, note, out, write_json
from helpers.cli.options import AcceptPartial, Jobs, Json, Languages, Provinces, Regions, Reports, named
from helpers.cli.shell_completion import times, years
from helpers.cli.signature_commands import read_public_file
from helpers.errors import DisclosureError, ParamsError, WorkbookError
from helpers.execute import limits
from helpers.inputs.params.report_time import read_time
from helpers.paths import find_project
from helpers.release.change_detection import BuildChoice

LONGEST_TOLD = 160
"""Letters of the text that a number stands in."""


def register(app: typer.Typer) -> None:
    """Add these commands to the `workbook` command."""
    app.command("audit", epilog="Example: workbook audit -- of one year alone: workbook audit 2023")(
        audit_command
    )
    app.command(
        "verify",
        epilog="Examples: workbook verify 2023 lang-son; workbook verify release-2023.zip. Exit code 1: they differ.",
    )(verify_command)
    app.command(
        "unsourced", epilog="Example: workbook unsourced 2023 lang-son. Exit code 1: there are some."
    )(unsourced_command)


def unsourced_command(
    year: Annotated[
        int | None,
        typer.Argument(help="One report year; default: every year in reports/.", autocompletion=years),
    ] = None,
    report: Reports = None,
    language: Languages = None,
    json_file: Json = None,
) -> None:
    """List the numbers in published reports that no reader can open, and that are of no kind that need not."""
    from helpers.publish.unsourced_numbers import packets_in, unsourced_numbers

    project = find_project()
    packets = [
        name
        for name in packets_in(project)
        if (year is None or name.split("/")[0][:4] == str(year))
        and (not language or name.split("/")[1] in language)
        and (not report or name.split("/")[2] in report)
    ]
    if not packets:
        raise ParamsError(
            "reports/ holds no such report; build it first, such as `workbook build 2023 lang-son`"
        )
    found = unsourced_numbers(project, packets)
    if json_file:
        write_json(json_file, [each._asdict() for each in found])
    if json_file != "-":
        for each in found:
            out.print(
                f"{each.report}, {each.place}: {escape(each.number)} in '{escape(each.text[:LONGEST_TOLD])}'"
            )
        out.print(f"{len(packets)} reports: {len(found)} numbers that nobody can open")
    if found:
        raise typer.Exit(WorkbookError.exit_code)


def audit_command(
    year: Annotated[
        int | None,
        typer.Argument(help="One report year; default: every year in reports/.", autocompletion=years),
    ] = None,
    json_file: Json = None,
) -> None:
    """Check files and tables of everything published, of one year or of all, and attack it as an outsider would."""
    from helpers.build.year_audit import audit_year, years_published
    from helpers.publish.checks.packet_claims import as_message
    from helpers.publish.editions import check_editions
    from helpers.publish.publication_gate import refuse_strangers, refuse_without_ledger
    from helpers.release.prepare import prepare

    project = find_project()
    refuse_strangers(project)
    refuse_without_ledger(project)
    check_editions(project)
    found = [year] if year else years_published(project)
    if not found:
        raise ParamsError("reports/ holds no report; build one first, such as `workbook build 2023 lang-son`")
    audits = {each: audit_year(project, each, prepare(project, each)) for each in found}
    if json_file:
        write_json(json_file, [{"year": each, **asdict(audit)} for each, audit in audits.items()])
    if json_file != "-":
        for each, audit in audits.items():
            counts = audit.utility
            out.print(
                f"{each}: {audit.packets} reports checked; {counts['cells']} guarded numbers: "
                f"{counts['shown_pct']}% shown, of totals of nation and regions {counts['totals_pct']}%; "
                f"{counts['withheld']} withheld, {counts['whole']} of them in tables that are withheld as a whole"
            )
    if findings := dict.fromkeys(finding for audit in audits.values() for finding in audit.findings):
        raise DisclosureError(as_message(list(findings)))
    if json_file != "-":
        out.print("nothing can be told more closely than the policy allows")


def verify_command(
    year: Annotated[
        str,
        typer.Argument(
            metavar="YEAR|RELEASE.zip",
            help="The report year, quarter or half, such as 2023; or the zip of a release.",
            autocompletion=times,
        ),
    ],
    report: Reports = None,
    province: Provinces = None,
    region: Regions = None,
    language: Languages = None,
    jobs: Jobs = None,
    accept_partial: AcceptPartial = False,
    public: Annotated[
        Path | None, typer.Option(help="Of a release: the public key that its signature is to be by.")
    ] = None,
    json_file: Json = None,
) -> None:
    """Build published reports, or a release, again elsewhere, in another folder and locale, and compare bytes."""
    project = find_project()
    processes = jobs or limits.processors()
    if year.lower().endswith(".zip"):
        from helpers.build.verify_release import verify_release

        if report or province or region or language or accept_partial:
            raise ParamsError("a release is verified as a whole; leave out what chooses some of its reports")
        key = read_public_file(public) if public else None
        verified = verify_release(project, Path(year), key, processes)
    else:
        from helpers.build.verify import verify

        if public:
            raise ParamsError(
                "--public is for a release; signatures of reports are checked by `verify-signature`"
            )
        time = read_time(year)
        chosen = named(project, time, report, province, region)
        choice = BuildChoice(time.year, chosen, tuple(language or ()), accept_partial, period=time.period)
        verified = verify(project, choice, processes=processes)
    if json_file:
        write_json(json_file, asdict(verified))
    for difference in verified.differences:
        err.print(f"[red]not the same:[/red] {escape(difference)}")
    if verified.not_compared:
        some = ", ".join(verified.not_compared[:3]) + (", ..." if len(verified.not_compared) > 3 else "")
        err.print(f"not compared, because not up to date: {len(verified.not_compared)} reports ({some})")
    if not verified.compared:
        raise ParamsError("no report of this choice is up to date; build it first, then verify it")
    note.quiet = note.quiet or json_file == "-"
    reports = "1 report" if verified.compared == 1 else f"{verified.compared} reports"
    note.print(f"{reports} built again elsewhere: {len(verified.differences)} files differ")
    if verified.differences:
        raise typer.Exit(WorkbookError.exit_code)
