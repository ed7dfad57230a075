"""One packet: its files are those that packet.json lists, and its tables say what was released."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from helpers.errors import ParamsError
from helpers.execute.jobs import WORD
from helpers.privacy.release import Release
from helpers.publish.checks.csv_checks import read_csv, read_packet
from helpers.publish.checks.description_checks import read_crate, read_csvw, read_data_package
from helpers.publish.checks.iati_checks import read_iati
from helpers.publish.checks.packet_claims import Claim, PacketFinding, Reader, Stated, Written
from helpers.publish.checks.spreadsheet_checks import read_spreadsheet
from helpers.publish.packet_key import unlike_its_list
from helpers.publish.public_folder import PACKET_DEPTH, strange_in
from helpers.report.packet_files import (
    CRATE,
    CSVW,
    DATA_PACKAGE,
    IATI,
    NOTEBOOK,
    OWN,
    PACKET,
    SPREADSHEET,
    TABLE,
)

READERS: dict[str, Reader] = {
    CRATE: read_crate,
    CSVW: read_csvw,
    DATA_PACKAGE: read_data_package,
    IATI: read_iati,
    PACKET: read_packet,
    SPREADSHEET: read_spreadsheet,
}
"""By the name of a file; and every CSV file in data/ is read as a table of cells."""
MADE_SEALED = {"index.html", "annex.html", "report.pdf", "annex.pdf", WORD, NOTEBOOK}
"""Files in which nothing stands but what a process wrote that cannot open an exact number; as those called OWN."""


def audit_packet(folder: Path, release: Release) -> list[PacketFinding]:
    """Everything that is wrong with a packet's files; nothing where it may be published."""
    if strange := list(strange_in(folder, PACKET_DEPTH)):
        return [PacketFinding(path.relative_to(folder).as_posix(), reason) for path, reason in strange]
    guarded = [name for name, each in release.catalogue.items() if each.sensitive]
    few = replace(release, frame=release.frame[release.frame["indicator"].isin(guarded)])  # no other is asked
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    try:
        listed = json.loads(files.get(PACKET, b""))
    except ValueError:
        return [
            PacketFinding(PACKET, "is missing or no JSON, so it does not tell which files the packet has")
        ]
    found = [PacketFinding(name, reason) for name, reason in unlike_its_list(folder, listed)]
    for name, content in files.items():
        if name in MADE_SEALED or OWN.fullmatch(name):
            continue
        reader = READERS.get(name) or (read_csv if TABLE.fullmatch(name) else None)
        if reader is None:
            found.append(PacketFinding(name, "is of a kind that no packet holds"))
            continue
        try:
            claims = [*reader(Written(name, content, few, files))]
        except Exception as error:  # whatever a reader stumbles over: what cannot be read does not pass  # noqa: BLE001
            reason = f"is damaged ({type(error).__name__}), so it cannot be read back; build it again"
            found.append(PacketFinding(name, reason))
            continue
        found += _wrong(claims, few)
    return list(dict.fromkeys(found))


def _wrong(claims: Iterable[Claim], release: Release) -> Iterator[PacketFinding]:
    """What of the claims of one file must not be there."""
    for claim in claims:
        if isinstance(claim, PacketFinding):
            yield claim
        elif release.indicator(claim.key[0]).sensitive:
            yield from _against_release(claim, release)


def _against_release(one: Stated, release: Release) -> Iterator[PacketFinding]:
    indicator, place, period, breakdown, category = one.key
    name = f"{indicator}, {place}, {period}" + ("" if breakdown == "total" else f", {breakdown} {category}")
    try:
        cell = release.cell(indicator, place=place, period=period, breakdown=breakdown, category=category)
    except ParamsError as fault:
        yield PacketFinding(one.where, f"a cell stands for {name}, of which nothing is published: {fault}")
        return
    if one.value is None:
        if cell.shown:
            yield PacketFinding(one.where, f"a mark stands for {name}, though its number was released")
    elif cell.status == "c":
        yield PacketFinding(one.where, f"a number is shown for {name}, which is withheld")
    elif not cell.shown:
        yield PacketFinding(one.where, f"a number is shown for {name}, which is not published")
    elif abs((cell.value or 0.0) - one.value) > 1e-9:
        yield PacketFinding(one.where, f"the number shown for {name} is not the one that was released")
