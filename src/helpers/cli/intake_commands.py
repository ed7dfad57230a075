"""The commands about returns: template, take-in, check, revisions. Like `cli`: parse, call, print, exit code."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from helpers.cli.consoles import err, out, write_json
from helpers.cli.options import Json
from helpers.cli.shell_completion import provinces, years
from helpers.errors import ParamsError, ReturnError
from helpers.paths import Project, find_project

if TYPE_CHECKING:
    from helpers.inputs.intake.take_in import Intake
    from helpers.inputs.records.record_store import Version


class Since(StrEnum):
    """What `revisions` compares the newest return with."""

    last = "last"
    first = "first"


class Language(StrEnum):
    """The languages of messages."""

    vi = "vi"
    en = "en"


Xlsx = Annotated[
    Path | None,
    typer.Option(
        "--xlsx",
        help="Write the workbook that goes back to the province, each bad cell marked and commented, in both "
        "languages; for several returns, a folder of them.",
    ),
]
Tongue = Annotated[
    Language, typer.Option("--language", help="The language of the list: vi or en.", case_sensitive=False)
]
What = Annotated[
    list[str],
    typer.Argument(
        metavar="YEAR|PATH...",
        help="A year: the returns in its folder. Or workbooks, CSV files, folders of them.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add these commands to the `workbook` command."""
    app.command("template", epilog="Example: workbook template lang-son 2023 -o lang-son-2023.xlsx")(
        template_command
    )
    app.command("check", epilog="Example: workbook check returns/ --xlsx back/. Exit code 3: mistakes.")(
        check_command
    )
    app.command("take-in", epilog="Example: workbook take-in returns/ -- or a year: workbook take-in 2023")(
        take_in_command
    )
    app.command(
        "import",
        epilog="Example: workbook import kobo export.xlsx -- of DHIS2: workbook import dhis2 values.json --check",
    )(import_command)
    app.command("revisions", epilog="Example: workbook revisions 2023")(revisions_command)


def template_command(
    province: Annotated[
        str, typer.Argument(help="The province's slug, such as lang-son.", autocompletion=provinces)
    ],
    year: Annotated[int, typer.Argument(help="The year that it reports on.", autocompletion=years)],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Default: PROVINCE-YEAR.xlsx here.")
    ] = None,
    first_half: Annotated[
        bool, typer.Option("--first-half", help="January to June of a year with two returns.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Write over a file of that name; what was filled in there is lost."),
    ] = False,
) -> None:
    """Write the workbook that a province fills in."""
    from helpers.inputs.intake.intake_rules import read_rulebook
    from helpers.inputs.intake.return_template import write_template

    rules = read_rulebook(find_project())
    span = rules.span(province, year, first_half=first_half)
    path = output or Path(f"{province}-{year}.xlsx")
    if path.suffix.lower() != ".xlsx":
        raise ParamsError(f"{path.name}: a template is an .xlsx file; name it so")
    if path.exists() and not force:
        raise ParamsError(
            f"{path.name}: is there already, perhaps filled in; give another name by -o, or --force to write over it"
        )
    write_template(rules, province, span, path)
    out.print(f"{path}: {span.first_month} to {span.last_month}")
    if len(rules.years[year].returns) > 1 and not first_half:
        out.print("January to June has a workbook of its own: --first-half")


def check_command(
    what: What, json_file: Json = None, xlsx_file: Xlsx = None, language: Tongue = Language.en
) -> None:
    """List the mistakes in returns, and write nothing."""
    from helpers.inputs.intake.sent_returns import check
    from helpers.inputs.intake.take_in import check_year

    project = find_project()
    intake, paths = _whichever(project, what, check_year, check)
    _tell(project, intake, paths, json_file, xlsx_file, language)
    if json_file != "-":
        out.print(_SUMMARY["check"][language].format(intake.accepted, intake.rejected))
    _stop_at(intake)


def take_in_command(
    what: What, json_file: Json = None, xlsx_file: Xlsx = None, language: Tongue = Language.en
) -> None:
    """Check returns row by row and keep what is right as records; list what is not."""
    from helpers.inputs.intake.sent_returns import take_in_paths
    from helpers.inputs.intake.take_in import take_in

    project = find_project()
    intake, paths = _whichever(project, what, take_in, take_in_paths)
    _tell(project, intake, paths, json_file, xlsx_file, language)
    if json_file != "-":
        out.print(_SUMMARY["take-in"][language].format(intake.accepted, intake.rejected))
    _stop_at(intake)


class ExportingSystem(StrEnum):
    """The systems whose exports are read."""

    kobo = "kobo"
    odk = "odk"
    dhis2 = "dhis2"


def import_command(
    source: Annotated[ExportingSystem, typer.Argument(help="What the export is of: kobo, odk or dhis2.")],
    export: Annotated[
        Path, typer.Argument(help="The export: .xlsx, .csv, .json, or an archive or folder of CSV files.")
    ],
    mapping: Annotated[
        Path | None,
        typer.Option("--map", help="Which field fills which column. Default: params/sources/SOURCE.yml."),
    ] = None,
    only_check: Annotated[
        bool, typer.Option("--check", help="List the mistakes, and write nothing.")
    ] = False,
    received: Annotated[
        str,
        typer.Option("--received", help="The date of the returns. Default: the newest submission or value."),
    ] = "",
    json_file: Json = None,
    language: Tongue = Language.en,
) -> None:
    """Take in what KoboToolbox, ODK or DHIS2 exported, checked as returns are."""
    from helpers.inputs.intake.sources.imported_returns import import_returns

    project = find_project()
    path = mapping or project.params / "sources" / f"{source}.yml"
    if mapping is None and not path.is_file():
        example = "dhis2" if source == ExportingSystem.dhis2 else "kobo"
        raise ParamsError(
            f"{project.show(path)}: there is no such file; it says which field fills which column: make it after "
            f"params/sources/{example}.yml, or give one by --map"
        )
    intake = import_returns(project, source, export, path, received=received, only_check=only_check)
    _tell(project, intake, [], json_file, None, language)
    if json_file != "-":
        done = "check" if only_check else "take-in"
        out.print(_SUMMARY[done][language].format(intake.accepted, intake.rejected))
    _stop_at(intake)


_SUMMARY = {
    "check": {
        "en": "{:,} rows would be accepted, {:,} rejected",
        "vi": "{} dòng sẽ được nhận, {} dòng bị từ chối",
    },
    "take-in": {"en": "{:,} rows accepted, {:,} rejected", "vi": "{} dòng đã được nhận, {} dòng bị từ chối"},
}


def _whichever(
    project: Project,
    what: list[str],
    of_year: Callable[[Project, int], Intake],
    of_paths: Callable[[Project, list[Path]], Intake],
) -> tuple[Intake, list[Path]]:
    """The outcome for a year's own folder, or for paths; and the paths that hold the returns."""
    if len(what) == 1 and re.fullmatch(r"\d{4}", what[0]) and not Path(what[0]).exists():
        from helpers.inputs.params.settings import read_settings, read_year

        year = int(what[0])
        base = project.root / read_settings(project).returns
        folders = [base / span.folder for span in read_year(project, year).returns]
        return of_year(project, year), [folder for folder in folders if folder.is_dir()]
    paths = [Path(each) for each in what]
    return of_paths(project, paths), paths


def revisions_command(
    year: Annotated[int, typer.Argument(help="The report year, such as 2023.", autocompletion=years)],
    breakdowns: Annotated[
        bool, typer.Option("--breakdowns", help="Figures by sex, age and so on, too.")
    ] = False,
    exact: Annotated[
        bool,
        typer.Option(
            "--exact",
            help="Figures on victims and cases, too: never into a log, or onto a screen that others see.",
        ),
    ] = False,
    since: Annotated[
        Since, typer.Option("--since", help="Compare with the version before the newest, or with the first.")
    ] = Since.last,
) -> None:
    """List the figures that newer returns changed: indicator, province, period, before, after."""
    from helpers.inputs.records.record_store import read_revisions
    from helpers.metrics.catalogue import read_catalogue
    from helpers.metrics.revisions import compute_revisions

    sensitive = {each.id for each in read_catalogue(find_project()).values() if each.sensitive and not exact}
    changed = compute_revisions(find_project(), year, since_first=since is Since.first)
    revised = read_revisions(find_project(), year, since_first=since is Since.first)
    for (_, slug), (old, new) in sorted(revised.items()):
        versions = f"version {old.number}, {_received(old)} -> version {new.number}, {_received(new)}"
        out.print(f"{slug}: {versions}", markup=False)
    if not breakdowns:
        changed = changed[changed["breakdown"] == "total"]
    for row in changed.to_dict("records"):
        name = str(row["indicator"])
        if row["breakdown"] != "total":
            name += f" {row['breakdown']}={row['category']}"
        hidden = row["indicator"] in sensitive
        before, after = ("[c]" if hidden else _figure(row[when]) for when in ("before", "after"))
        out.print(f"{name}, {row['place']}, {row['period']}: {before} -> {after}", markup=False)
    out.print(f"{len(changed):,} figures changed")
    if changed["indicator"].isin(list(sensitive)).any():
        out.print("[c]: a figure on victims or cases; --exact shows it", markup=False)


def _received(version: Version) -> str:
    return f"received {version.received_date or 'on an unknown day'}"


def _figure(value: Any) -> str:
    return f"{value:,.10g}" if isinstance(value, float) else "not reported"


def _tell(
    project: Project,
    intake: Intake,
    paths: list[Path],
    json_file: str | None,
    xlsx_file: Path | None,
    language: Language,
) -> None:
    from helpers.inputs.mistakes import gathered, listed

    for told, *alike in gathered(intake.notes):
        err.print(f"[dim]{escape(told.to(language, alike))}[/dim]")
    for told, *alike in gathered(intake.mistakes):
        err.print(escape(told.to(language, alike)))
    if json_file is not None:
        counts = {"accepted": intake.accepted, "rejected": intake.rejected}
        write_json(json_file, counts | {"mistakes": listed((*intake.mistakes, *intake.notes))})
    if xlsx_file is not None:
        from helpers.inputs.intake.correction_workbook import write_marked
        from helpers.inputs.intake.return_files import find_arrivals

        for path in write_marked(project, find_arrivals(paths), intake.told, xlsx_file):
            err.print(f"{path}", markup=False)


def _stop_at(intake: Intake) -> None:
    if intake.mistakes:
        raise typer.Exit(ReturnError.exit_code)
