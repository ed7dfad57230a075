"""The command `workbook what-if`: parse, call, print, exit code. No other work is done here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from helpers.cli.consoles import out, write_json
from helpers.cli.options import Jobs, Json, Year
from helpers.errors import ParamsError
from helpers.execute import limits
from helpers.paths import find_project

if TYPE_CHECKING:
    from helpers.release.what_if import WhatIf

LEAST, MOST = 2, 10
INTERNAL = (
    "INTERNAL: two thresholds side by side tell how many counts lie between them. "
    "Keep this on the analyst's machine; publish nothing of it."
)


def register(app: typer.Typer) -> None:
    """Add this command to the `workbook` command."""
    app.command("what-if", epilog="Example: workbook what-if 2023 --threshold 3..10")(what_if_command)


def what_if_command(
    year: Year,
    threshold: Annotated[
        str, typer.Option(help="Thresholds: one, several with commas, or from..to, such as 3..10.")
    ] = f"3..{MOST}",
    beside_published: Annotated[
        bool,
        typer.Option(
            "--beside-published",
            help="Decide as a build here would, beside what was published already, instead of as a first publication.",
        ),
    ] = False,
    jobs: Jobs = None,
    json_file: Json = None,
) -> None:
    """Say what other disclosure thresholds would withhold, table by table. For the analyst; not for publication."""
    from helpers.release.what_if import what_if

    thresholds = _thresholds(threshold)
    processes = min(jobs or limits.processors(), len(thresholds))
    found = what_if(find_project(), year, thresholds, beside_published=beside_published, processes=processes)
    if json_file:
        tables = found.tables.to_dict(orient="records")
        content = {"year": year, "in_force": found.in_force, "refused": found.refused, "tables": tables}
        write_json(json_file, {"notice": INTERNAL, **content}, private=True)
    if json_file != "-":
        _print(found, year)


def _thresholds(text: str) -> list[int]:
    """The thresholds that are asked for, each once, in order.

    Raises:
        ParamsError: there is none, or one that no policy can have.
    """
    found: set[int] = set()
    for part in text.replace(" ", "").split(","):
        ends = re.fullmatch(r"(\d+)(?:\.\.(\d+))?", part)
        first, last = (int(ends[1]), int(ends[2] or ends[1])) if ends else (0, 0)
        if not LEAST <= first <= last <= MOST:
            raise ParamsError(
                f"--threshold {text}: write thresholds from {LEAST} to {MOST}, such as 5 or 3,5,8 or 3..10"
            )
        found.update(range(first, last + 1))
    return sorted(found)


def _print(found: WhatIf, year: int) -> None:
    from helpers.privacy.explain import utility

    out.print(f"[bold]{INTERNAL}[/bold]")
    head = Table(
        "threshold", "guarded numbers", "shown", "of totals", "withheld", "in whole tables", "whole tables"
    )
    for column in head.columns[1:]:
        column.justify = "right"
    for threshold, tables in found.tables.groupby("threshold"):
        counts = utility(tables)
        whole = int((tables["whole"] > 0).sum())
        mark = " now" if threshold == found.in_force else ""
        shares = (f"{counts['shown_pct']}%", f"{counts['totals_pct']}%")
        numbers = (counts["withheld"], counts["whole"], whole)
        head.add_row(f"{threshold}{mark}", str(counts["cells"]), *shares, *map(str, numbers))
    if len(found.tables):
        out.print(head)
        out.print(_by_table(found, year))
    for threshold, why in found.refused.items():
        out.print(f"threshold {threshold}: a build would publish nothing: {why}", markup=False)


def _by_table(found: WhatIf, year: int) -> Table:
    """One row a table, with the numbers that each threshold withholds; those without any are left out."""
    wide = found.tables.pivot_table(
        index=["indicator", "breakdown", "level", "cells"], columns="threshold", values="withheld", sort=False
    ).astype(int)
    names = [str(threshold) for threshold in wide.columns]
    shown = Table(
        "table", "numbers", *names, title=f"Withheld of {year}, by threshold", box=SIMPLE_HEAD, padding=0
    )
    shown.columns[0].overflow = "fold"
    for column in shown.columns[1:]:
        column.justify = "right"
        column.no_wrap = True
    for indicator, by, level, cells, *withheld in wide[wide.any(axis=1)].reset_index().astype(str).to_numpy():
        shown.add_row(f"{indicator} by {by}, {level}", cells, *withheld)
    return shown
