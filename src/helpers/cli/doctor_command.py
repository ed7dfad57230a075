"""The command that looks after the others: doctor. Like `cli`: parse, call, print, exit code."""

from __future__ import annotations

from dataclasses import asdict

import typer
from rich.markup import escape

from helpers.cli.consoles import note, one_code, out, write_json
from helpers.cli.options import Json
from helpers.paths import find_project

MARKS = {"good": "[green]good[/green]", "missing": "[yellow]missing[/yellow]", "fault": "[red]fault[/red]"}


def register(app: typer.Typer) -> None:
    """Add this command to the `workbook` command."""
    app.command(
        "doctor",
        epilog="Example: workbook doctor. Exit code: 0, or that of the faults; what is only missing is none.",
    )(doctor_command)


def doctor_command(json_file: Json = None) -> None:
    """Look at versions, typeface, renderers, params, returns, folders and disk; say how to mend each fault."""
    from helpers.cli.doctor import examine

    found = []
    for finding in examine(find_project()):
        found.append(finding)
        if json_file != "-":
            where = note if finding.state == "good" else out
            where.print(f"{MARKS[finding.state]}  {finding.subject}: {escape(finding.said)}")
            if finding.remedy and finding.state != "good":
                out.print(f"      {escape(finding.remedy)}")
    if json_file:
        write_json(json_file, [asdict(finding) for finding in found])
    if faults := [finding.exit_code for finding in found if finding.state == "fault"]:
        raise typer.Exit(one_code(faults))
