"""CSV files and packet.json of a packet read back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from operator import itemgetter
from pathlib import PurePosixPath
from typing import Any

from helpers.metrics.catalogue import guarded_tables
from helpers.metrics.indicator import ALL, TOTAL
from helpers.publish.checks.packet_claims import Claim, PacketFinding, Stated, Written
from helpers.publish.exports.published_csv import COLUMNS

CELL = ("indicator", "place", "period", "breakdown", "category", "value", "status")
LONGEST_HASH = 8
OPEN_FOLDERS = ("params", "notebooks", "helpers")
"""Of files that packet.json may name besides the returns; `helpers` is the workbook's own package."""


def read_csv(written: Written) -> Iterator[Claim]:
    """The cells of guarded indicators in a data file."""
    rows = csv.reader(io.StringIO(written.content.decode("utf-8-sig"), newline=""))
    if next(rows, []) != [*COLUMNS]:
        yield PacketFinding(written.name, f"has other columns than {', '.join(COLUMNS)}")
        return
    cell_at = itemgetter(*map(COLUMNS.index, CELL))
    for number, row in enumerate(rows, start=2):
        where = f"{written.name}, row {number}"
        if len(row) != len(COLUMNS):
            yield PacketFinding(where, "has not as many cells as there are columns")
            continue
        indicator, place, period, breakdown, category, value, status = map(_plain, cell_at(row))
        if indicator not in written.release.catalogue:
            yield PacketFinding(where, "is of no indicator of the catalogue")
        elif (value != "") != (status == "shown"):
            yield PacketFinding(where, "has a number beside a mark, or neither")
        elif written.release.catalogue[indicator].sensitive:
            key = (indicator, place, period, breakdown, category)
            yield Stated(where, key, float(value) if value else None)


def read_packet(written: Written) -> Iterator[Claim]:
    """For whom the packet is, its highlights, and what it says of files whose rows are people or cases."""
    content = json.loads(written.content)
    restricted = written.release.restricted is not None
    if content.get("audience") != ("partner" if restricted else "public"):
        yield PacketFinding(written.name, f"is not for {'partners' if restricted else 'the public'}")
    for indicator, cell in content["highlights"].items():
        key = (indicator, content["place"], str(content["year"]), TOTAL, ALL)
        value = cell["value"]
        yield Stated(f"{written.name}, highlights", key, None if value is None else float(value))
    yield from _sources(written, content)


def _sources(written: Written, content: dict[str, Any]) -> Iterator[Claim]:
    """What packet.json says of the files that the report came from: not more than the public may know."""
    release = written.release
    guarded, returns = guarded_tables(release.catalogue, release.tables), set(release.sources["file"])
    for entry in content["inputs"]:
        path = PurePosixPath(str(entry["path"]))
        if path.stem in guarded and path.suffix == ".csv":
            told = set(entry) - {"path", "sha256"}
            if told or len(str(entry.get("sha256", ""))) > LONGEST_HASH:
                yield PacketFinding(
                    f"{written.name}, inputs, {path}",
                    "size or hash of a file in which each row is a person or a case",
                )
    for name in sorted({str(entry["path"]) for entry in content["inputs"]} | set(content["key"]["files"])):
        parts = PurePosixPath(name).parts
        if name not in returns and (parts[0] not in OPEN_FOLDERS or ".." in parts):
            yield PacketFinding(
                f"{written.name}, {name}", "the hash of a file that is no return, params file or notebook"
            )


def _plain(text: str) -> str:
    return text.removeprefix("'")
