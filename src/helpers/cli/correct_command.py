"""The command `workbook correct`: parse, call, print, exit code. No other work is done here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import typer
from rich.markup import escape

from helpers.cli.consoles import err, out
from helpers.cli.options import AcceptPartial, Reports, Year
from helpers.errors import ParamsError
from helpers.paths import find_project

MOST_NAMED = 6
"""So many reports are named in one line; of more, the number is told."""


def register(app: typer.Typer) -> None:
    """Add this command to the `workbook` command."""
    app.command(
        "correct",
        epilog="Example: workbook correct 2023 --wrong 'Sessions of May were counted twice.' "
        "--wrong-vi 'Số buổi tuyên truyền tháng 5 bị tính trùng.'",
    )(correct_command)


def correct_command(
    year: Year,
    report: Reports = None,
    wrong: Annotated[str, typer.Option(help="What was wrong, in English, for the notice.")] = "",
    wrong_vi: Annotated[str, typer.Option("--wrong-vi", help="The same in Vietnamese.")] = "",
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Since when it was published so, such as 2024-03-31; default: the day on which each report came out.",
        ),
    ] = None,
    accept_partial: AcceptPartial = False,
) -> None:
    """Give published reports whose numbers of a year are others now a new edition, with a notice of what was wrong.

    What is published is kept, in data/editions/, and the notice is written to params/corrections.yml; the next build
    makes the new editions. Without names it is every report that tells such a number, of whatever place and year.
    """
    if not wrong.strip() or not wrong_vi.strip():
        raise ParamsError("write what was wrong in both languages: --wrong '...' --wrong-vi '...'")
    from helpers.inputs.params.settings import Bilingual
    from helpers.review.correct_reports import correct

    done = correct(
        find_project(),
        year,
        Bilingual(en=wrong.strip(), vi=wrong_vi.strip()),
        since=since.date() if since else None,
        reports=report or (),
        accept_partial=accept_partial,
    )
    for warning in done.warnings:
        err.print(f"[yellow]warning:[/yellow] {escape(warning)}")
    for name in done.reports:
        out.print(f"{name}  to be corrected", markup=False)
    if done.others:
        err.print(
            "[yellow]warning:[/yellow] other published reports tell other numbers now, too, and get no notice, since "
            f"they were not named: {escape(_some(done.others))}"
        )
    if done.waiting:
        err.print(
            "[yellow]warning:[/yellow] a correction of these is written already, and not published yet; its notice "
            f"lists these numbers, too, so mend its words if they do not fit: {escape(', '.join(done.waiting))}"
        )
    times = list(dict.fromkeys(name.split("/")[0] for name in done.reports))
    builds = ", ".join(f"workbook build {time}" for time in times)
    count = "1 report gets" if len(done.reports) == 1 else f"{len(done.reports)} reports get"
    out.print(
        f"{count} a new edition, of {done.day}; keep params/corrections.yml and data/editions/ "
        f"in git, and publish them by: {builds}",
        markup=False,
    )


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
