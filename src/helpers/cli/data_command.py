"""`workbook data`: the released cells that are asked for, to a file or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from helpers.cli.consoles import note
from helpers.cli.shell_completion import indicators, places, projects, times
from helpers.errors import OutputError, ParamsError
from helpers.paths import find_project


def register(app: typer.Typer) -> None:
    """Add the command to the `workbook` command."""
    app.command(
        "data",
        epilog="Example: workbook data --indicator sessions --place lang-son --time 2023 -o sessions.xlsx",
    )(data_command)


def data_command(
    indicator: Annotated[
        list[str] | None,
        typer.Option("--indicator", help="Only this indicator (repeat for more).", autocompletion=indicators),
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option(
            "--place",
            help="Only this province or region, or viet-nam (repeat for more).",
            autocompletion=places,
        ),
    ] = None,
    time: Annotated[
        list[str] | None,
        typer.Option(
            "--time",
            help="Only this year with its quarters and months, or this quarter or month: 2023, 2023-Q1, 2023-05 "
            "(repeat for more).",
            autocompletion=times,
        ),
    ] = None,
    project: Annotated[
        list[str] | None,
        typer.Option(
            "--project",
            help="Only what counts for this donor's project, such as inl-phase-2 (repeat for more).",
            autocompletion=projects,
        ),
    ] = None,
    form: Annotated[
        Literal["csv", "parquet", "xlsx"] | None,
        typer.Option("--format", help="Default: as the name of the file ends; of standard output csv."),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", help="The file to write; '-' is standard output.")
    ] = "-",
) -> None:
    """Give the published figures of all reports in reports/ as one table. Nothing withheld is in it."""
    from helpers.files.folder_exchange import write_whole
    from helpers.inputs.params.provinces import read_provinces
    from helpers.metrics.framework import read_framework
    from helpers.portal.packets import scan_packets
    from helpers.publish.data_set.chosen_cells import WantedCells, as_bytes, chosen_cells
    from helpers.publish.data_set.dictionary import dictionary_of
    from helpers.publish.data_set.released_cells import released_cells

    root = find_project()
    chosen = form or _form_of(output)
    if output == "-" and chosen != "csv" and sys.stdout.isatty():
        raise ParamsError(
            f"a terminal cannot show {chosen}; name a file with -o, such as -o figures.{chosen}"
        )
    if output != "-" and not Path(output).absolute().parent.is_dir():
        raise OutputError(f"--output {output}: there is no folder '{Path(output).parent}'")
    packets = scan_packets(root, read_provinces(root)).lies_in
    if not packets:
        raise ParamsError("reports/ holds no report; build one first, such as `workbook build 2023 lang-son`")
    codes = [read_framework(root, name).project.code or "" for name in project or ()]
    wanted = WantedCells(indicator or (), place or (), time or (), codes)
    cells = chosen_cells(released_cells(root, packets), wanted)
    content = as_bytes(cells, dictionary_of(root, cells) if chosen == "xlsx" else (), chosen)
    if output == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    write_whole(root, Path(output).absolute(), content)
    note.print(f"{len(cells):,} figures written to {output}", highlight=False)


def _form_of(output: str) -> Literal["csv", "parquet", "xlsx"]:
    ending = Path(output).suffix.lower()
    if output == "-" or ending == ".csv":
        return "csv"
    if ending == ".parquet":
        return "parquet"
    if ending == ".xlsx":
        return "xlsx"
    raise ParamsError(
        f"'{output}' does not say which format; let it end in .csv, .parquet or .xlsx, or give --format"
    )
