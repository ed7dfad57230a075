"""Returns as frames: every province's rows, put under the command that sent them. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import ReturnFolder, read_settings, read_year
from helpers.inputs.params.tables import Tables, read_tables
from helpers.paths import Project

from .draws import Draws, weekday
from .interceptions import make_interceptions
from .materials import make_materials
from .outreach import make_outreach
from .places import read_places
from .reintegration import make_reintegration
from .trafficking import make_cases, make_victims
from .training import make_training
from .years import YEARS

Row = dict[str, object]
Rows = dict[str, dict[str, list[Row]]]  # table -> province of vintage 63 -> rows

# How the provisional ids become final ones, such as LANG-SON-2023-004.
IDS = {
    "trafficking_cases": ("case_id", "{province}-{year}-{number:03d}"),
    "victims": ("victim_id", "{province}-{year}-V{number:03d}"),
    "training": ("course_id", "{province}-{year}-C{number:02d}"),
}


@dataclass(frozen=True)
class Return:
    """One command's return: its folder below data/sample, its province, and a frame per table.

    Cells are int, float, str, date or None.
    """

    folder: str
    province: str
    tables: dict[str, pd.DataFrame]


def make_returns(project: Project) -> Iterator[Return]:
    """All returns of the settings' years, oldest first."""
    for year in read_settings(project).years:
        yield from make_returns_of_year(project, year)


def make_returns_of_year(project: Project, year: int) -> Iterator[Return]:
    """The returns of one year, folder by folder, north to south."""
    tables = read_tables(project)
    provinces = read_provinces(project)
    made = _make_rows(project, year)
    numbered: dict[tuple[str, str], int] = {}
    for part in read_year(project, year).returns:
        for province in provinces.commands(part.vintage):
            rows = {name: _rows_of(made[name], province.parts, part, tables, name) for name in made}
            _number(rows, province.slug, year, numbered)
            rows["cover"] = [_cover(province.slug, year, part)]
            frames = {
                name: pd.DataFrame(rows[name], columns=list(tables[name].columns), dtype=object)
                for name in tables
            }
            yield Return(part.folder, province.slug, frames)


def _make_rows(project: Project, year: int) -> Rows:
    places, totals = read_places(project), YEARS[year]
    cases = make_cases(totals, places)
    return {
        "outreach": make_outreach(totals, places),
        "interceptions": make_interceptions(totals, places),
        "trafficking_cases": cases,
        "victims": make_victims(totals, places, cases),
        "training": make_training(totals, places),
        "materials": make_materials(totals, places),
        "reintegration": make_reintegration(totals, places),
    }


def _rows_of(
    made: dict[str, list[Row]], parts: tuple[str, ...], folder: ReturnFolder, tables: Tables, name: str
) -> list[Row]:
    """The rows of a command's old provinces in the months of a folder, in order of time."""
    dated_by = str(tables[name].dated_by)
    rows = [
        dict(row)
        for part in parts
        for row in made.get(part, [])
        if folder.first_month <= _first_month(row[dated_by]) <= folder.last_month
    ]
    if name == "reintegration":
        return _added_up(rows)
    order = ("station_code", dated_by) if name == "outreach" else (dated_by, "station_code")
    return sorted(rows, key=lambda row: [str(row.get(column, "")) for column in order])


def _first_month(period: object) -> str:
    """The month of a date or a month; of a quarter its first."""
    text = str(period)
    return f"{text[:4]}-{int(text[6]) * 3 - 2:02d}" if text[5] == "Q" else text[:7]


def _added_up(rows: list[Row]) -> list[Row]:
    """Merged provinces report one row per quarter and service."""
    counts: dict[tuple[object, object], int] = {}
    for row in rows:
        key = (row["quarter"], row["service"])
        counts[key] = counts.get(key, 0) + int(str(row["victims"]))
    in_order = sorted(counts.items(), key=lambda item: str(item[0][0]))
    return [{"quarter": quarter, "service": service, "victims": n} for (quarter, service), n in in_order]


def _number(
    rows: dict[str, list[Row]], province: str, year: int, numbered: dict[tuple[str, str], int]
) -> None:
    """Final ids, counted on where the province's earlier return of the year stopped."""
    final: dict[object, str] = {}
    for name, (column, pattern) in IDS.items():
        for row in rows[name]:
            number = numbered[name, province] = numbered.get((name, province), 0) + 1
            final[name, row[column]] = pattern.format(province=province.upper(), year=year, number=number)
            row[column] = final[name, row[column]]
    for row in rows["victims"]:
        row["case_id"] = final["trafficking_cases", row["case_id"]] if row["case_id"] else None


def _cover(province: str, year: int, folder: ReturnFolder) -> Row:
    """Received some weeks after the period; one in eight late."""
    draws = Draws.of(folder.folder, province, "cover")
    last = date.fromisoformat(f"{folder.last_month}-28")
    first = (last + timedelta(days=7)).replace(day=6)
    days = draws.randint(33, 50) if draws.random() < 0.12 else round(draws.triangular(0, 30, 11))
    return {"province": province, "year": year, "received_date": weekday(first + timedelta(days=days))}
