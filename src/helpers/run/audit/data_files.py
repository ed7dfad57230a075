"""Data files of a packet read back: CSV, packet.json, and any other JSON as texts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from operator import itemgetter
from pathlib import PurePosixPath
from typing import Any

from helpers.metrics.catalogue import guarded_tables
from helpers.report.packet_files import OWN
from helpers.run.audit.claims import CellKey, Claim, Finding, Stated, Text, Written

COLUMNS = ("indicator", "place", "period", "breakdown", "category", "value")
LONGEST_HASH = 8


def read_csv(written: Written) -> Iterator[Claim]:
    """The cells of a data file; every text in it that is no part of a cell."""
    try:
        text = written.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield Finding(written.name, "is not UTF-8, so it cannot be read back")
        return
    if OWN.fullmatch(written.name):  # what a sealed notebook computed
        return
    rows = csv.reader(io.StringIO(text, newline=""))
    head = next(rows, [])
    if missing := [name for name in COLUMNS if name not in head]:
        yield Finding(written.name, f"has no column '{missing[0]}', so its numbers cannot be told")
        return
    cell_at = itemgetter(*(head.index(name) for name in COLUMNS))
    further = [(at, name) for at, name in enumerate(head) if name not in COLUMNS]
    sensitive = {i.id for i in written.release.catalogue.values() if i.sensitive}
    said: set[tuple[str, str, bool]] = set()
    for number, row in enumerate(rows, start=2):
        where = f"{written.name}, row {number}"
        if len(row) != len(head):
            yield Finding(where, "has not as many cells as there are columns")
            continue
        indicator, place, period, breakdown, category, value = map(_plain, cell_at(row))
        if indicator not in written.release.catalogue:
            yield Finding(where, "is of no indicator of the catalogue")
            continue
        about = indicator in sensitive
        try:
            number_told = float(value) if value else None
        except ValueError:
            yield Finding(where, "has a value that is no number")
            continue
        if about:
            key: CellKey = (indicator, place, period, breakdown, category)
            yield Stated(where, key, number_told, f"{indicator} {period} {breakdown}")
        for at, name in further:
            said.add((name, row[at], about and name not in ("label", "unit")))
    for name, text, about in sorted(said):
        yield Text(f"{written.name}, {name}", text, about)


def read_packet(written: Written) -> Iterator[Claim]:
    """The highlights of packet.json, what it says of files whose rows are people or cases, and all its texts."""
    content = json.loads(written.content)
    restricted = written.release.restricted is not None
    if content.get("audience") != ("partner" if restricted else "public"):
        yield Finding(written.name, f"is not for {'partners' if restricted else 'the public'}")
    for indicator, cell in content.pop("highlights", {}).items():
        key = (indicator, content["place"], str(content["year"]), "total", "all")
        value = cell.get("value")
        yield Stated(f"{written.name}, highlights", key, None if value is None else float(value))
    guarded = guarded_tables(written.release.catalogue, written.release.tables)
    for entry in content.get("inputs", []):
        path = PurePosixPath(str(entry["path"]))
        if path.stem in guarded and path.suffix == ".csv":
            told = {"rows", "bytes", "rows_accepted", "rows_rejected"} & set(entry)
            if told or len(str(entry.get("sha256", ""))) > LONGEST_HASH:
                yield Finding(
                    f"{written.name}, inputs, {path}",
                    "size or hash of a file in which each row is a person or a case",
                )
    listed = {str(entry["path"]) for entry in content.get("outputs", [])}
    for name in sorted(set(written.beside) - listed - {written.name}):
        yield Finding(name, "is not among the files that packet.json lists")
    for name in ("inputs", "outputs", "key"):  # hashes, and names that the project gave
        content.pop(name, None)
    yield from leaves_of(content, written.name)


def read_json(written: Written) -> Iterator[Claim]:
    """Every text and number of a JSON file, each with the names that lead to it."""
    try:
        content = json.loads(written.content)
    except ValueError:
        yield Finding(written.name, "is not JSON, so it cannot be read back")
        return
    yield from leaves_of(content, written.name)


def leaves_of(content: Any, where: str, path: str = "") -> Iterator[Claim]:
    """Every text and number of JSON that was read, each with the names that lead to it."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield from leaves_of(value, where, f"{path} {name}".strip())
    elif isinstance(content, list):
        for value in content:
            yield from leaves_of(value, where, path)
    elif content is not None and not isinstance(content, bool):
        yield Text(f"{where}, {path}", f"{path.replace('_', ' ')}: {content}")


def _plain(text: str) -> str:
    return text[1:] if text[:1] == "'" else text
