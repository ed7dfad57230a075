"""The commands for whoever writes or runs notebooks. Like `cli`: parse, call, print, exit code."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from helpers.cli.consoles import note
from helpers.errors import ParamsError
from helpers.paths import find_project


def register(app: typer.Typer) -> None:
    """Add these commands to the `workbook` command."""
    app.command(
        "new-report",
        epilog="Example: workbook new-report border-week --title-en 'Border week' --title-vi 'Tuần lễ biên giới'",
    )(new_report_command)
    app.command(
        "warm",
        context_settings={"allow_interspersed_args": False},  # the rest is of that command
        epilog="Examples: workbook warm jupyter lab; workbook warm papermill in.ipynb out.ipynb",
    )(warm_command)


def new_report_command(
    name: Annotated[str, typer.Argument(help="Such as border-week; the notebook is border_week.ipynb.")],
    title_en: Annotated[
        str | None, typer.Option(help="The title in English; default of both: the name.")
    ] = None,
    title_vi: Annotated[
        str | None, typer.Option(help="The title in Vietnamese, where there is one in English.")
    ] = None,
    per: Annotated[
        Literal[
            "province", "region", "nation", "project"
        ],  # inputs/params/further_reports.py's, which reads YAML
        typer.Option(help="For each province, region or project, or one for the nation."),
    ] = "province",
) -> None:
    """Start a new report from a template: a notebook with parameters, which the next build makes."""
    from helpers.desk.new_report import new_report
    from helpers.execute.jobs import plan
    from helpers.inputs.params.settings import Bilingual, read_settings

    if bool(title_en) != bool(title_vi):
        raise ParamsError("a report has its title in both languages; give --title-en and --title-vi")
    project = find_project()
    named = name.replace("-", " ").capitalize()
    title = Bilingual(en=title_en or named, vi=title_vi or named)
    notebook, listed = new_report(project, name, per, title)
    note.print(
        f"{project.show(notebook)} is begun, and {project.show(listed)} names it; open it by `make lab`"
    )
    year = read_settings(project).default.year
    jobs = plan(project, year, provinces=[name])
    if not jobs:
        note.print(
            f"`workbook build YEAR {name}` makes it, of a YEAR in which a project runs; none does in {year}"
        )
        return
    made = project.show(jobs[0].packet(project) / "index.html")
    one = "" if per == "nation" else f", of one {per} `workbook build {year} {jobs[0].folder}`"
    note.print(f"`workbook build {year} {name}` makes it{one}: {made}")


def warm_command(
    command: Annotated[
        list[str], typer.Argument(help="The command and its own options.", show_default=False)
    ],
) -> None:
    """Run a command whose Jupyter kernels start warm: papermill, jupyter lab, jupyter nbconvert --execute.

    For it, kernels `python3` and `workbook` are forks of a process that has
    imported what reports need. They end with the command.
    """
    from helpers.build.start_workers import MODULES_OF_REPORTS
    from helpers.build.workers import environment_of
    from helpers.execute.kernels.warm import path_with_own_commands, run_warm

    try:
        with environment_of({"PATH": path_with_own_commands()}):
            code = run_warm(command, MODULES_OF_REPORTS)
    except OSError as fault:
        raise ParamsError(f"'{command[0]}' cannot be run ({fault.strerror})") from None
    raise typer.Exit(code if code >= 0 else 128 - code)
