"""A sample return as a filled-in workbook, clean or with one mistake of choice."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from helpers.inputs.intake.intake_rules import read_rulebook
from helpers.inputs.intake.return_template import write_template
from helpers.inputs.intake.stations import station_text
from helpers.inputs.params.settings import read_year
from helpers.paths import Project, find_project

from .returns import Return, make_returns_of_year

Rows = dict[str, list[list[object]]]


def _set(table: str, column: int, value: object, row: int = 0) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[table][row][column] = value

    return change


def _twice(rows: Rows) -> None:
    rows["outreach"].append(list(rows["outreach"][0]))


def _total(rows: Rows) -> None:
    counts = [sum(int(str(row[at] or 0)) for row in rows["outreach"]) for at in range(2, 7)]
    rows["outreach"].append(["Tổng cộng", None, *counts])


MISTAKES: dict[str, Callable[[Rows], None]] = {
    "ambiguous-date": _set("interceptions", 0, "03/05/2023"),
    "date-in-words": _set("interceptions", 0, "ngày năm tháng ba"),
    "unknown-station": _set("outreach", 0, "somewhere-99"),
    "misspelt-code": _set("interceptions", 3, "Chna"),
    "negative-count": _set("outreach", 2, -4),
    "count-with-decimals": _set("outreach", 3, 12.5),
    "blank-count": _set("outreach", 3, None),
    "same-row-twice": _twice,
    "row-of-totals": _total,
    "a-name": _set("interceptions", 7, "Nguyễn Thị Mẫu"),
    "a-telephone-number": _set("interceptions", 7, "0912 345 678"),
}


def write_workbook(project: Project, sent: Return, path: Path, mistake: str | None = None) -> None:
    """Write a return as a workbook, in the words that a template's lists offer."""
    rules = read_rulebook(project)
    year = int(str(sent.tables["cover"]["year"].iloc[0]))
    span = next(span for span in read_year(project, year).returns if span.folder == sent.folder)
    stations = {s.code: station_text(s) for s in rules.stations.by_key.values() if s.vintage == span.vintage}
    rows: Rows = {}
    for name, frame in sent.tables.items():
        columns = list(rules.tables[name].columns.values())
        rows[name] = [
            [
                stations.get(str(cell), cell) if column.type == "station" else cell
                for cell, column in zip(cells, columns, strict=True)
            ]
            for cells in frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
        ]
    if mistake:
        MISTAKES[mistake](rows)
    write_template(rules, sent.province, span, path, rows)


def main() -> None:
    """Write workbooks: `python -m sample_generator.workbooks 2023 FOLDER [--province SLUG] [--mistake NAME]`."""
    parser = argparse.ArgumentParser(description="Sample returns as workbooks.")
    parser.add_argument("year", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--province", help="only this one; default: all")
    parser.add_argument("--mistake", choices=sorted(MISTAKES))
    choice = parser.parse_args()
    project = find_project()
    choice.folder.mkdir(parents=True, exist_ok=True)
    for sent in make_returns_of_year(project, choice.year):
        if choice.province in (None, sent.province):
            name = f"{sent.province}-{sent.folder.replace('/', '-')}.xlsx"
            write_workbook(project, sent, choice.folder / name, choice.mistake)


if __name__ == "__main__":
    main()
