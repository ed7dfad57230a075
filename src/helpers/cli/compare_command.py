"""The command `workbook compare`: parse, call, print, exit code. No other work is done here."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from helpers.cli.consoles import append_text, note, out, write_json
from helpers.cli.options import Jobs, Json, Languages
from helpers.cli.shell_completion import reports
from helpers.errors import ParamsError
from helpers.paths import Project, find_project

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from helpers.review.packet_sides import Side

EPILOG = (
    "Examples: workbook compare published staged; workbook compare 2022 2023; "
    "workbook compare main HEAD --time 2023 --report lang-son"
)


def register(app: typer.Typer) -> None:
    """Add this command to the `workbook` command."""
    app.command("compare", epilog=EPILOG)(compare_command)


def compare_command(
    before: Annotated[
        str,
        typer.Argument(
            help="'published' (reports/), 'staged' (what waits), a year in reports/, a folder of packets, or a "
            "revision in git, which is built."
        ),
    ] = "published",
    after: Annotated[str, typer.Argument(help="The same.")] = "staged",
    report: Annotated[
        list[str] | None,
        typer.Option(
            "--report", help="Only this report, such as lang-son (repeat for more).", autocompletion=reports
        ),
    ] = None,
    language: Languages = None,
    time: Annotated[
        list[str] | None,
        typer.Option(
            "--time", help="For two revisions: the year, quarter or half to build (repeat for more)."
        ),
    ] = None,
    pictures: Annotated[
        Literal["few", "all"],
        typer.Option(
            help="On the page: 60 charts and some pages of 6 PDFs, or all that changed and, by Chromium, the top of "
            "6 pages of HTML (a minute for a year)."
        ),
    ] = "few",
    jobs: Jobs = None,
    json_file: Json = None,
    markdown_file: Annotated[
        list[str] | None,
        typer.Option(
            "--markdown",
            help="Append it as Markdown, for a pull request's comment, to this file (repeat for more).",
        ),
    ] = None,
) -> None:
    """List the numbers, sentences and charts that differ between two sets of packets, and through what."""
    from helpers.review.compared_packets import compare, for_others
    from helpers.review.compared_returns import exact_differences
    from helpers.review.comparison_page import write_page
    from helpers.review.comparison_summary import as_lines, as_markdown

    project = find_project()
    note.quiet = note.quiet or json_file == "-"
    with _sides(project, (before, after), report or (), language or (), time or (), jobs) as sides:
        comparison = compare(project, *sides, reports=report or (), languages=language or ())
        exact = exact_differences(project, comparison, sides)
        page = write_page(project, comparison, exact, every_picture=pictures == "all")
    told = for_others(comparison)
    if json_file:
        write_json(json_file, told)
    for file in markdown_file or ():
        append_text(file, as_markdown(told))
    if json_file != "-":
        for line in as_lines(told):
            out.print(line, markup=False)
    note.print(f"exact numbers and pictures, for you alone: {project.show(page)}", markup=False)


def _sides(
    project: Project,
    words: tuple[str, str],
    chosen: list[str] | tuple[()],
    languages: list[str] | tuple[()],
    times: list[str] | tuple[()],
    jobs: int | None,
) -> AbstractContextManager[list[Side]]:
    """Both sides; a revision is built while they are in use."""
    from helpers.execute.limits import processors
    from helpers.review.packet_sides import find_side

    found = [find_side(project, word) for word in words]
    there = [side for side in found if side]
    if len(there) == len(found):
        return nullcontext(there)
    from helpers.build.revision_packets import with_revisions

    names = {
        name
        for side in there
        for name in side.packets
        if (not chosen or name.split("/")[2] in chosen) and (not languages or name.split("/")[1] in languages)
    }
    if not there:
        if not times or not chosen:
            raise ParamsError(
                "two revisions are built before they are compared: say which reports, such as "
                "--time 2023 --report lang-son"
            )
        names = {
            f"{time}/{language}/{name}"
            for time in times
            for language in languages or ("en",)
            for name in chosen
        }
    return with_revisions(project, words, found, names, jobs or processors())
