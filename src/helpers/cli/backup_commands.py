"""The commands that keep what nothing makes again: backup, restore. Like `cli`: parse, call, print, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from helpers.cli.consoles import out
from helpers.paths import find_project


def register(app: typer.Typer) -> None:
    """Add these commands to the `workbook` command."""
    app.command("backup", epilog="Example: workbook backup /media/safe/2024-02-01")(backup_command)
    app.command("restore", epilog="Example: workbook restore /media/safe/2024-02-01 --check")(restore_command)


def backup_command(
    folder: Annotated[Path, typer.Argument(help="A new folder outside the project, for you alone.")],
) -> None:
    """Copy what nothing makes again: returns that were taken in, what was published, real returns; with hashes."""
    from helpers.build.backup import back_up

    files = back_up(find_project(), folder)
    out.print(f"{files:,} files in {folder}, each read back; keep it as safely as the returns", markup=False)


def restore_command(
    folder: Annotated[Path, typer.Argument(help="A folder that `workbook backup` made.")],
    only_check: Annotated[
        bool, typer.Option("--check", help="Read the backup and say what would be written; write nothing.")
    ] = False,
    only_editions: Annotated[
        bool,
        typer.Option(
            "--editions", help="Old editions of corrected reports alone, whatever else is newer here."
        ),
    ] = False,
) -> None:
    """Put back what the project has lost, and nothing over what is newer; then compare every file."""
    from helpers.build.backup import restore

    done = restore(find_project(), folder, only_check=only_check, only_editions=only_editions)
    for name in done.written:
        out.print(name, markup=False)
    written = "would be written" if only_check else "written"
    out.print(f"{len(done.written):,} files {written}, {done.there:,} were there; each as in the backup")
