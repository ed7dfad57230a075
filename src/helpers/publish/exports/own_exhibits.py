"""The numbers of exhibits that a notebook made of its own: one CSV file each, and a sheet of tables.xlsx."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers.publish.exports.table_sheets import LONGEST_NAME, TableSheet
from helpers.report.csv_texts import csv_of_values, heads_of, no_formula
from helpers.report.exhibit import Exhibit

MOST_HEADS = 3


def write_own_csv(folder: Path, exhibits: Sequence[Exhibit]) -> None:
    """One file an exhibit, with the heads of its columns; numbers as they were computed."""
    for exhibit in exhibits:
        assert exhibit.values is not None
        path = folder / path_of(exhibit)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(csv_of_values(exhibit.values), encoding="utf-8", newline="")


def sheets_of_own(exhibits: Sequence[Exhibit]) -> list[TableSheet]:
    """One sheet an exhibit, called as the exhibit is."""
    sheets: dict[str, TableSheet] = {}
    for exhibit in exhibits:
        assert exhibit.values is not None
        name = exhibit.id[:LONGEST_NAME]
        while name in sheets:
            name = f"{exhibit.id[: LONGEST_NAME - 3]}-{len(sheets)}"
        rows = tuple(
            tuple(no_formula(each) if isinstance(each, str) else each for each in row)
            for row in exhibit.values.rows
        )
        texts = [all(isinstance(row[at], str) for row in rows) for at in range(len(exhibit.values.columns))]
        heads = texts.index(False) if False in texts else len(texts)
        sheets[name] = TableSheet(
            name=name,
            title=no_formula(exhibit.title + (f": {exhibit.subtitle}" if exhibit.subtitle else "")),
            columns=tuple(map(no_formula, heads_of(exhibit.values))),
            rows=rows,
            heads=min(heads, MOST_HEADS),
            source=exhibit.source,
            notes=(exhibit.note,) if exhibit.note else (),
        )
    return list(sheets.values())


def schema_of(exhibit: Exhibit) -> dict[str, Any]:
    """What datapackage.json says of the columns of one exhibit's file."""
    assert exhibit.values is not None
    rows = exhibit.values.rows
    return {
        "fields": [
            {"name": head, "type": "number" if all(isinstance(row[at], float) for row in rows) else "string"}
            for at, head in enumerate(heads_of(exhibit.values))
        ]
    }


def path_of(exhibit: Exhibit) -> str:
    """The file within the packet."""
    return f"data/{exhibit.id}.csv"
