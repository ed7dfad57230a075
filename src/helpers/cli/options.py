"""The arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from helpers.cli.consoles import check_json_file
from helpers.cli.shell_completion import languages, reports, years

Year = Annotated[int, typer.Argument(help="The report year, such as 2023.", autocompletion=years)]
Provinces = Annotated[
    list[str] | None,
    typer.Option(
        "--province",
        help="Only this province, donor's project or further report (repeat for more); 'viet-nam' is the national one.",
        autocompletion=reports,
    ),
]
Reports = Annotated[
    list[str] | None,
    typer.Argument(
        help="Only these: provinces, donors' projects such as 'inl-phase-1', 'viet-nam', further reports, also of one "
        "place such as 'lang-son.border-week'.",
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
