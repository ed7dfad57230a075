"""Packets with nothing but cells, for tests of the data set."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from helpers.publish.exports.published_csv import COLUMNS

Told = tuple[str, str, str, str, str, str, str]
"""Indicator, place, period, breakdown, category, value, status."""


def write_cells(
    reports: Path, name: str, cells: Sequence[Told], vintage: str = "63", table: str = "outreach"
) -> Path:
    """A packet '2023/en/lang-son' that tells these cells."""
    folder = reports / name
    (folder / "data").mkdir(parents=True, exist_ok=True)
    time, language, place = name.split("/")
    about = {
        "place": place,
        "year": int(time[:4]),
        "vintage": vintage,
        "language": language,
        "audience": "public",
        "demonstration": True,
        "published_date": f"{int(time[:4]) + 1}-03-31",
    }
    (folder / "packet.json").write_text(json.dumps(about), encoding="utf-8")
    with (folder / "data" / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for indicator, where, period, breakdown, category, value, status in cells:
            writer.writerow((indicator, "label", "unit", where, period, breakdown, category, value, status))
    return folder


def total(indicator: str, place: str, period: str, value: str, status: str = "shown") -> Told:
    """A cell that is not split."""
    return indicator, place, period, "total", "all", value, status
