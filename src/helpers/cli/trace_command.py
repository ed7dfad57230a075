"""The command `workbook trace`: parse, call, print, exit code. No other work is done here."""

from __future__ import annotations

from typing import Annotated, Literal

import typer
from rich.markup import escape

from helpers.cli.consoles import out
from helpers.cli.options import Year
from helpers.cli.shell_completion import indicators, reports
from helpers.errors import DisclosureError
from helpers.paths import find_project

EPILOG = (
    "Example: workbook trace 2023 lang-son victims_assisted -- "
    "a project's: workbook trace 2024 inl-phase-2 officers-trained"
)


def register(app: typer.Typer) -> None:
    """Add this command to the `workbook` command."""
    app.command("trace", epilog=EPILOG)(trace_command)


def trace_command(
    year: Year,
    place: Annotated[
        str,
        typer.Argument(
            help="A province such as 'lang-son', 'viet-nam', or a donor's project.", autocompletion=reports
        ),
    ],
    indicator: Annotated[
        str,
        typer.Argument(
            help="An indicator of params/indicators.yml, or of the project's file.", autocompletion=indicators
        ),
    ],
    language: Annotated[Literal["en", "vi"], typer.Option(help="The language of the answer.")] = "en",
    audience: Annotated[
        Literal["public", "partner"],
        typer.Option(help="partner: exact figures and every record; not for publication."),
    ] = "public",
    records: Annotated[
        bool, typer.Option("--records", help="List every record; for the partner audience alone.")
    ] = False,
) -> None:
    """Say where an indicator's numbers come from: definition, formula, rows counted, rows left out and why."""
    if records and audience != "partner":
        raise DisclosureError(
            "records are not for the public: a row may point to a person; "
            "give --audience partner if the reader is one of the partners that the policy names"
        )
    from helpers.build.trace import trace

    found = trace(find_project(), year, place, indicator, language, audience)
    if audience == "partner":
        out.print("[bold]RESTRICTED: exact figures and records; do not publish or pass on[/bold]")
    out.print(f"[bold]{escape(found.entry.title)}[/bold], {escape(place)}, {year}")
    for name, number in found.numbers:
        out.print(f"  {escape(name)}: {escape(number)}")
    for head, text in found.entry.lines:
        out.print(f"{escape(head)}: {escape(text)}")
    if found.records is None:
        out.print(escape("Exact figures and records: --audience partner"))
        return
    counted = sum(not record.left_out for record in found.records)
    out.print(f"Records: {counted} counted, {len(found.records) - counted} left out")
    for record in found.records:
        why = f"  left out: {record.left_out}" if record.left_out else ""
        out.print(escape(f"  {record.file}, row {record.row}: {record.identifier}{why}"))
