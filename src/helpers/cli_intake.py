"""The commands about returns: template, take-in, check, revisions. Like `cli`: parse, call, print, exit code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from helpers.cli_consoles import err, out
from helpers.errors import ParamsError, ReturnError
from helpers.paths import Project, find_project

if TYPE_CHECKING:
    from helpers.inputs.take_in import Intake

Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help="Workbooks, CSV files, or folders of them.")
]
Json = Annotated[
    Path | None, typer.Option("--json", help="Write mistakes and counts as JSON; '-' prints them.")
]
Xlsx = Annotated[
    Path | None,
    typer.Option("--xlsx", help="Write a workbook for the province, each bad cell marked and commented."),
]


def register(app: typer.Typer) -> None:
    """Add these commands to the `workbook` command."""
    app.command("template", epilog="Example: workbook template lang-son 2023 -o lang-son-2023.xlsx")(
        template_command
    )
    app.command(
        "check", epilog="Example: workbook check returns/ --xlsx mistakes.xlsx. Exit code 3: mistakes."
    )(check_command)
    app.command("take-in", epilog="Example: workbook take-in returns/ -- or a year: workbook take-in 2023")(
        take_in_command
    )
    app.command("revisions", epilog="Example: workbook revisions 2023")(revisions_command)


def template_command(
    province: Annotated[str, typer.Argument(help="The province's slug, such as lang-son.")],
    year: Annotated[int, typer.Argument(help="The year that it reports on.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Default: PROVINCE-YEAR.xlsx here.")
    ] = None,
    first_half: Annotated[
        bool, typer.Option("--first-half", help="January to June of a year with two returns.")
    ] = False,
) -> None:
    """Write the workbook that a province fills in."""
    from helpers.inputs.judging import read_judge
    from helpers.inputs.template import choose_span, write_template

    judge = read_judge(find_project())
    span = choose_span(judge, province, year, first_half=first_half)
    path = output or Path(f"{province}-{year}.xlsx")
    if path.suffix.lower() != ".xlsx":
        raise ParamsError(f"{path.name}: a template is an .xlsx file; name it so")
    write_template(judge, province, span, path)
    out.print(f"{path}: {span.first_month} to {span.last_month}")


def check_command(paths: Paths, json_file: Json = None, xlsx_file: Xlsx = None) -> None:
    """List the mistakes in returns, and write nothing."""
    from helpers.inputs.sent import check

    project = find_project()
    _tell(project, check(project, paths), paths, json_file, xlsx_file, "would be accepted")


def take_in_command(
    what: Annotated[
        list[str],
        typer.Argument(metavar="YEAR|PATH...", help="A year's own folder, or workbooks, CSV files, folders."),
    ],
    json_file: Json = None,
    xlsx_file: Xlsx = None,
) -> None:
    """Check returns row by row and keep what is right as records; list what is not."""
    from helpers.inputs.sent import take_in_paths
    from helpers.inputs.take_in import take_in

    project = find_project()
    if len(what) == 1 and re.fullmatch(r"\d{4}", what[0]) and not Path(what[0]).exists():
        intake, paths = take_in(project, int(what[0])), []
    else:
        paths = [Path(each) for each in what]
        intake = take_in_paths(project, paths)
    _tell(project, intake, paths, json_file, xlsx_file, "accepted")


def revisions_command(
    year: Annotated[int, typer.Argument(help="The report year, such as 2023.")],
    breakdowns: Annotated[
        bool, typer.Option("--breakdowns", help="Figures by sex, age and so on, too.")
    ] = False,
) -> None:
    """List the exact figures that newer returns changed: indicator, province, period, before, after."""
    from helpers.metrics.revisions import compute_revisions

    changed = compute_revisions(find_project(), year)
    if not breakdowns:
        changed = changed[changed["breakdown"] == "total"]
    for row in changed.to_dict("records"):
        name = str(row["indicator"])
        if row["breakdown"] != "total":
            name += f" {row['breakdown']}={row['category']}"
        before, after = (_figure(row[when]) for when in ("before", "after"))
        out.print(f"{name}, {row['place']}, {row['period']}: {before} -> {after}", markup=False)
    out.print(f"{len(changed):,} figures changed")


def _figure(value: Any) -> str:
    return f"{value:,.10g}" if isinstance(value, float) else "not reported"


def _tell(
    project: Project,
    intake: Intake,
    paths: list[Path],
    json_file: Path | None,
    xlsx_file: Path | None,
    verb: str,
) -> None:
    from helpers.inputs.mistakes import as_json

    for told in intake.left_out:
        err.print(f"[dim]{escape(str(told))}[/dim]")
    for told in intake.mistakes:
        err.print(escape(str(told)))
    if json_file is not None:
        text = as_json(
            (*intake.mistakes, *intake.left_out), {"accepted": intake.accepted, "rejected": intake.rejected}
        )
        _write_text(json_file, text)
    if xlsx_file is not None:
        from helpers.inputs.marked import write_marked
        from helpers.inputs.reading import find_arrivals

        if not paths:
            raise ParamsError("--xlsx: name the files or folders whose mistakes it shall mark")
        write_marked(project, find_arrivals(paths), intake.mistakes, xlsx_file)
    if str(json_file) != "-":
        out.print(f"{intake.accepted:,} rows {verb}, {intake.rejected:,} rejected")
    if intake.mistakes:
        raise typer.Exit(ReturnError.exit_code)


def _write_text(path: Path, text: str) -> None:
    if str(path) == "-":
        out.print(text, markup=False, end="")
        return
    from helpers.errors import OutputError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise OutputError(f"{path.name}: cannot be written ({fault.strerror}); check the folder") from None
