"""The commands about approval: review, approve. Like `cli`: parse, call, print, exit code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from helpers.cli.consoles import out, write_json
from helpers.cli.options import Json, Languages, Reports, Time
from helpers.cli.signature_commands import KeyFile, read_own_key
from helpers.errors import ParamsError
from helpers.inputs.params.report_time import ReportTime
from helpers.paths import Project, find_project

By = Annotated[str, typer.Option("--by", help="Your name in params/approvals.yml.")]
Note = Annotated[str, typer.Option("--note", help="What you looked at, or what is to be known.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the `workbook` command."""
    app.command("review", epilog="Example: workbook review 2023")(review_command)
    app.command(
        "approve",
        epilog="Example: workbook approve 2023 lang-son --by an --key ~/keys/an --note 'read both languages'",
    )(approve_command)


def review_command(
    year: Time, report: Reports = None, language: Languages = None, json_file: Json = None
) -> None:
    """List the reports of a year and where each stands: draft, in review, approved or published; and what changed."""
    from helpers.review.approvals import read_approvals, standing_of

    project = find_project()
    packets = _waiting_or_published(project, year, report, language)
    approvals = read_approvals(project, str(year.year))
    compared = _compared(project, packets)
    rows: list[dict[str, Any]] = []
    for name, folder in packets.items():
        standing = standing_of(project, name, folder, approvals)
        rows.append(
            {
                "report": name,
                "state": standing.state,
                "approved_by": list(standing.by),
                "persons": standing.persons,
                "waits": not folder.is_relative_to(project.reports),
                "compared_with_published": compared[name],
            }
        )
    if json_file:
        write_json(json_file, rows)
    if json_file != "-":
        for row in rows:
            out.print(f"{row['report']}  {_said(row)}", markup=False)
        waiting = sum(row["waits"] for row in rows)
        out.print(f"{waiting} of {len(rows)} reports wait; what changed: workbook compare published staged")


def approve_command(
    year: Time,
    by: By,
    key: KeyFile,
    note: Note,
    report: Reports = None,
    language: Languages = None,
    begin: Annotated[
        bool, typer.Option("--begin", help="Take the reports into review, and approve none yet.")
    ] = False,
) -> None:
    """Approve reports of a year, those that wait first: a signed line for each, bound to its bytes."""
    from helpers.review.approvals import approve

    project = find_project()
    packets = _waiting_or_published(project, year, report, language)
    private = read_own_key(project, key)
    looked_at = _compared(project, packets)
    decision = "in review" if begin else "approved"
    approve(
        project,
        packets,
        by,
        private,
        note=note,
        decision="in review" if begin else "approved",
        looked_at={name: looked_at[name] or {} for name in packets},
    )
    for name in packets:
        out.print(f"{name}  {decision} by {by}", markup=False)
    if not begin:
        out.print(f"build again to publish what is approved: workbook build {year}", markup=False)


def _waiting_or_published(
    project: Project, time: ReportTime, reports: list[str] | None, languages: list[str] | None
) -> dict[str, Path]:
    """Of each report the packet that waits for publication, or the published one where none waits.

    Raises:
        ParamsError: there is none.
    """
    from helpers.review.packet_sides import STAGED, packets_in

    every = {**packets_in(project.reports), **packets_in(project.builds / STAGED)}
    found = {
        name: folder
        for name, folder in sorted(every.items())
        if name.startswith(f"{time}/")
        and (not reports or name.split("/")[2] in reports)
        and (not languages or name.split("/")[1] in languages)
    }
    if not found:
        raise ParamsError(f"no such report of {time} waits or is published; `workbook build {time}` makes it")
    return found


def _compared(project: Project, packets: Mapping[str, Path]) -> dict[str, dict[str, Any] | None]:
    """How each packet that waits differs from what is published, in numbers; None where it does not wait."""
    from helpers.review.compared_packets import compare, counts_of
    from helpers.review.packet_sides import PUBLISHED, STAGED, Side, packets_in

    waiting = {name: folder for name, folder in packets.items() if not folder.is_relative_to(project.reports)}
    if not waiting:
        return dict.fromkeys(packets)
    published = {name: folder for name, folder in packets_in(project.reports).items() if name in waiting}
    comparison = compare(project, Side(PUBLISHED, published), Side(STAGED, waiting))
    return {name: counts_of(comparison, name) if name in waiting else None for name in packets}


def _said(row: Mapping[str, Any]) -> str:
    said = str(row["state"])
    if row["persons"] > 1 and row["state"] in ("draft", "in review"):
        said += f", {len(row['approved_by'])} of {row['persons']} persons"
    if row["approved_by"]:
        said += f" (by {', '.join(row['approved_by'])})"
    changed = row["compared_with_published"]
    if not changed:
        return said
    if changed["is_new"]:
        return f"{said}: new"
    counts = f"{changed['numbers']} numbers, {changed['sentences']} sentences, {changed['exhibits']} figures and tables"
    return f"{said}: {counts} are not as published"
