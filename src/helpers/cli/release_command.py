"""The command `workbook release`: parse, call, print, exit code. No other work is done here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from helpers.cli.consoles import out
from helpers.cli.options import Languages, Reports, Time
from helpers.cli.signature_commands import chosen_packets, read_own_key
from helpers.errors import OutputError
from helpers.paths import find_project


def register(app: typer.Typer) -> None:
    """Add this command to the `workbook` command."""
    app.command("release", epilog="Example: workbook release 2023 -o release-2023.zip --key ~/keys/release")(
        release_command
    )


def release_command(
    year: Time,
    output: Annotated[Path, typer.Option("--output", "-o", help="The zip to write.")],
    report: Reports = None,
    language: Languages = None,
    key: Annotated[
        Path | None, typer.Option("--key", help="Sign the release by this private key, too.")
    ] = None,
) -> None:
    """Put the published reports of a year, their data, signatures and sources into one zip that stands for itself."""
    from helpers.build.verify_release import sources_to_release
    from helpers.review.minisign_files import sign
    from helpers.review.packet_signatures import MANIFEST, SIGNATURE, manifest_of
    from helpers.review.release_archive import release_files, write_release

    if output.suffix.lower() != ".zip":
        raise OutputError(f"{output}: a release is a zip; give a name such as release-{year}.zip")
    project = find_project()
    packets = chosen_packets(project, year, report, language)
    private = read_own_key(project, key) if key else None
    revision, sources = sources_to_release(project)
    files = release_files(project, str(year), packets, revision, sources)
    files[MANIFEST] = manifest_of(files)
    if private:
        files[SIGNATURE] = sign(private, files[MANIFEST], f"release {year} of revision {revision}")
    write_release(output, files)
    out.print(f"{output}: {len(packets)} reports at revision {revision[:10]}", markup=False)
