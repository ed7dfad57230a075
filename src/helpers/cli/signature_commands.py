"""The commands about signatures: keygen, sign, verify-signature. Like `cli`: parse, call, print, exit code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from helpers.cli.consoles import err, out
from helpers.cli.options import Languages, Reports, Time
from helpers.errors import ParamsError, WorkbookError
from helpers.inputs.params.report_time import ReportTime
from helpers.paths import Project, find_project

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from helpers.review.minisign_files import PublicKey

KeyFile = Annotated[Path, typer.Option("--key", help="Your private key, which `workbook keygen` made.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the `workbook` command."""
    app.command("keygen", epilog="Example: workbook keygen ~/keys/release --owner 'Nguyen Van An'")(
        keygen_command
    )
    app.command("sign", epilog="Example: workbook sign 2023 lang-son --key ~/keys/release")(sign_command)
    app.command(
        "verify-signature",
        epilog="Example: workbook verify-signature 2023 --public release.pub. Exit code 1: one is another.",
    )(verify_signature_command)


def keygen_command(
    file: Annotated[Path, typer.Argument(help="The private key's new file, outside the project.")],
    owner: Annotated[str, typer.Option(help="Whose key it is; stands in the public key's file.")],
) -> None:
    """Make a pair of keys: a private one, for you alone, and a public one in FILE.pub, for everybody."""
    from helpers.review.signing_keys import PASSPHRASE, PUBLIC, make_key

    passphrase = os.environ.get(PASSPHRASE, "")
    if not passphrase and sys.stdin.isatty():
        passphrase = typer.prompt("Passphrase (empty: none)", default="", hide_input=True, show_default=False)
    public = make_key(_project_if_any(), file.expanduser(), owner, passphrase)
    out.print(f"{file}: keep it for yourself, and a copy of it in a safe", markup=False)
    out.print(f"{file}{PUBLIC}: give it to whoever checks your signatures", markup=False)
    out.print(public.as_line(), markup=False)


def sign_command(
    year: Time,
    key: KeyFile,
    report: Reports = None,
    language: Languages = None,
) -> None:
    """Sign published reports: the hash of every file of each packet, in data/signatures/."""
    from helpers.review.approvals import not_approved
    from helpers.review.packet_signatures import sign_packet

    project = find_project()
    private = read_own_key(project, key)
    packets = chosen_packets(project, year, report, language)
    for name, packet in packets.items():
        sign_packet(project, name, packet, private)
    staged = {name: path for name in packets if (path := project.builds / "staged" / name).is_dir()}
    for name in not_approved(project, packets | staged):
        said = (
            "a newer version waits for approval, and is not what was signed; sign again once it is published"
            if name in staged
            else "nobody has approved what was signed"
        )
        err.print(f"warning: {name}: {said}", markup=False)
    out.print(f"{len(packets)} reports signed, in {project.show(project.signatures)}/", markup=False)


def verify_signature_command(
    year: Time,
    public: Annotated[Path, typer.Option(help="The public key of whoever signed.")],
    report: Reports = None,
    language: Languages = None,
) -> None:
    """Check that published reports are, to the byte, what was signed."""
    from helpers.review.minisign_files import SignatureError
    from helpers.review.packet_signatures import check_signature, earlier_manifests

    project = find_project()
    key = read_public_file(public)
    packets = chosen_packets(project, year, report, language)
    wrong = 0
    for name, packet in packets.items():
        try:
            check_signature(name, packet, project.signatures / name, key, earlier_manifests(project, name))
        except SignatureError as fault:
            wrong += 1
            err.print(f"error: {fault}", markup=False)
    out.print(f"{len(packets) - wrong} of {len(packets)} reports are as they were signed", markup=False)
    if wrong:
        raise typer.Exit(WorkbookError.exit_code)


def read_own_key(project: Project, path: Path) -> Ed25519PrivateKey:
    """The private key of whoever gives the command, who is asked for its passphrase where somebody is there."""
    from helpers.review.signing_keys import PASSPHRASE, read_key

    path = path.expanduser()
    asked = None
    if (
        PASSPHRASE not in os.environ
        and sys.stdin.isatty()
        and path.is_file()
        and b"ENCRYPTED" in path.read_bytes()
    ):
        asked = typer.prompt("Passphrase", hide_input=True)
    return read_key(project, path, asked)


def read_public_file(path: Path) -> PublicKey:
    """The public key in a file.

    Raises:
        ParamsError: there is no such file.
        SignatureError: it holds no public key.
    """
    from helpers.review.minisign_files import read_public_key

    try:
        return read_public_key(path.expanduser().read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise ParamsError(f"{path}: no public key can be read there") from None


def chosen_packets(
    project: Project, time: ReportTime, reports: list[str] | None, languages: list[str] | None
) -> dict[str, Path]:
    """The published packets of a year, quarter or half, or some of them.

    Raises:
        ParamsError: there is none.
    """
    from helpers.review.packet_sides import packets_in

    found = {
        name: path
        for name, path in packets_in(project.reports).items()
        if name.startswith(f"{time}/")
        and (not reports or path.name in reports)
        and (not languages or name.split("/")[1] in languages)
    }
    lost = [name for name in reports or () if name not in {path.name for path in found.values()}]
    if lost or not found:
        what = f"'{lost[0]}' of {time}" if lost else str(time)
        raise ParamsError(f"reports/ holds no report {what}; build it first, such as `workbook build {time}`")
    return found


def _project_if_any() -> Project | None:
    try:
        return find_project()
    except ParamsError:
        return None
