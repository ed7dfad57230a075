"""The arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from helpers.cli.consoles import check_json_file
from helpers.cli.shell_completion import languages, regions, reports, times, years
from helpers.inputs.params.report_time import ReportTime, read_time
from helpers.paths import Project

Year = Annotated[int, typer.Argument(help="The report year, such as 2023.", autocompletion=years)]
Time = Annotated[
    ReportTime,
    typer.Argument(
        metavar="YEAR",
        parser=read_time,
        help="The report year, such as 2023, or a quarter or half of it: 2023-Q1, 2023-H1.",
        autocompletion=times,
    ),
]
Provinces = Annotated[
    list[str] | None,
    typer.Option(
        "--province",
        help="Only this province, donor's project or further report (repeat for more); 'viet-nam' is the national one.",
        autocompletion=reports,
    ),
]
Regions = Annotated[
    list[str] | None,
    typer.Option(
        "--region",
        help="Only the report on this region, such as 'central-highlands' (repeat for more).",
        autocompletion=regions,
    ),
]
Reports = Annotated[
    list[str] | None,
    typer.Argument(
        help="Only these: provinces, regions, donors' projects such as 'inl-phase-1', 'viet-nam', further reports, "
        "also of one place such as 'lang-son.border-week'.",
        autocompletion=reports,
    ),
]
Languages = Annotated[
    list[str] | None,
    typer.Option(
        "--language", help="Only this language, en or vi (repeat for both).", autocompletion=languages
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(min=1, help="Reports at a time; default: one a processor of this machine or container."),
]
AcceptPartial = Annotated[
    bool, typer.Option("--accept-partial", help="Build without rejected rows instead of stopping.")
]
Json = Annotated[
    str | None,
    typer.Option("--json", help="Write it as JSON to this file; '-' prints it.", callback=check_json_file),
]


def named(
    project: Project,
    time: ReportTime,
    reports: list[str] | None,
    provinces: list[str] | None,
    regions: list[str] | None,
) -> tuple[str, ...]:
    """The reports that a command names, by argument or option; none means all.

    Raises:
        ParamsError: what is named as a region is none.
    """
    if regions:
        from helpers.execute.jobs import check_regions

        check_regions(project, regions, time.year)
    return (*(reports or ()), *(provinces or ()), *(regions or ()))
