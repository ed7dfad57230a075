"""The commands about what a build would do: status, why. Like `cli`: parse, call, print, exit code."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from helpers.cli.consoles import is_verbose, out, say_left_out, write_json
from helpers.cli.options import AcceptPartial, Json, Languages, Provinces, Regions, Reports, Time, named
from helpers.cli.shell_completion import reports
from helpers.paths import Project, find_project
from helpers.publish.public_folder import refuse_unreadable
from helpers.release.change_detection import BuildChoice, up_to_date


def register(app: typer.Typer) -> None:
    """Add these commands to the `workbook` command."""
    app.command("why", epilog="Example: workbook why 2023 lang-son")(why_command)
    app.command("status", epilog="Examples: workbook status 2023; workbook status 2024 inl-phase-2")(
        status_command
    )


def why_command(
    year: Time,
    province: Annotated[
        str,
        typer.Argument(
            help="A province, a region, a donor's project, 'viet-nam', or such as 'lang-son.border-week'.",
            autocompletion=reports,
        ),
    ],
    language: Languages = None,
    accept_partial: AcceptPartial = False,
    json_file: Json = None,
) -> None:
    """Say why a report is out of date, if it is."""
    choice = BuildChoice(year.year, (province,), tuple(language or ()), accept_partial, period=year.period)
    found = _causes(find_project(), choice, json_file)
    if json_file != "-":
        for name, causes in found:
            out.print(f"{name}: {'out of date' if causes else 'up to date'}")
            for cause in causes:
                out.print(f"  {escape(cause)}")


def status_command(
    year: Time,
    report: Reports = None,
    province: Provinces = None,
    region: Regions = None,
    language: Languages = None,
    accept_partial: AcceptPartial = False,
    json_file: Json = None,
) -> None:
    """List the reports of a year, quarter or half, or those named: up to date, or out of date and why."""
    project = find_project()
    chosen = named(project, year, report, province, region)
    choice = BuildChoice(year.year, chosen, tuple(language or ()), accept_partial, period=year.period)
    found = _causes(project, choice, json_file)
    if json_file == "-":
        return
    for name, causes in found:
        shown = causes if is_verbose() else causes[:1]
        more = f" (and {len(causes) - len(shown)} more)" if len(causes) > len(shown) else ""
        said = f"out of date: {'; '.join(shown)}{more}" if causes else "up to date"
        out.print(f"{name}  {escape(said)}")
    out.print(f"{sum(not causes for _, causes in found)} of {len(found)} reports are up to date")


def _causes(
    project: Project, choice: BuildChoice, json_file: str | None
) -> list[tuple[str, tuple[str, ...]]]:
    """Each report and why it is out of date; pandas is loaded only where something may have changed."""
    refuse_unreadable(project)
    whole = up_to_date(project, choice)
    if whole is not None:
        found: list[tuple[str, tuple[str, ...]]] = [(name, ()) for name in whole]
    else:
        from helpers.build.build_year import not_in_portal, states

        found = [(state.job.name, state.causes) for state in states(project, choice)]
        for reason in not_in_portal(project):
            say_left_out(reason)
    if json_file:
        write_json(json_file, [{"report": name, "causes": causes} for name, causes in found])
    return found
