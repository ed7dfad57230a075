"""What people write in a cell -> how the project writes it: dates, months, numbers, codes, stations, provinces.

Only what can be read in one way is rewritten. Everything else is left as it stands, for `checks` to name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pandas as pd

from helpers.inputs.codelists import Codelists
from helpers.inputs.names import (
    code_names,
    fold,
    province_slug,
    short_station,
    squeezed,
    squeezed_code,
    station_names,
)
from helpers.inputs.provinces import Provinces
from helpers.inputs.stations import Stations
from helpers.inputs.tables import Column, Table

_YES = {"yes", "y", "co", "true", "x", "co yes"}
_NO = {"no", "n", "khong", "false", "khong no"}
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:([., \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](20[0-9]{2})")
_ISO = re.compile(r"(20[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")

Read = Callable[[str], str]


def understood(
    table: Table,
    text: pd.DataFrame,
    origin: pd.DataFrame,
    codelists: Codelists,
    stations: Stations,
    provinces: Provinces,
) -> pd.DataFrame:
    """The same rows, every cell rewritten that can be read in one way only.

    Args:
        table: their table.
        text: its columns as text, missing where blank.
        origin: row for row, the province, vintage and year of its return.
        codelists: codes and their labels.
        stations: the register.
        provinces: both vintages.
    """
    known: dict[tuple[str, str], dict[str, str]] = {}

    def station(cell: str, vintage: str, province: str) -> str:
        if (vintage, province) not in known:
            own = [s for s in stations.by_key.values() if (s.vintage, s.province) == (vintage, province)]
            known[vintage, province] = station_names(own)
        names = known[vintage, province]
        code = names.get(squeezed(cell)) or names.get(short_station(cell))
        return code or names.get(squeezed(cell.split(" ")[0].rstrip(":,")), cell)

    changed = {}
    for name, column in table.columns.items():
        cells = text[name]
        if column.type == "station":
            context = [origin["vintage"], origin["province"]]
            changed[name] = _each(cells, station, *context)
        elif column.type in ("month", "quarter"):
            changed[name] = _each(cells, _month if column.type == "month" else _quarter, origin["year"])
        elif name == "province":
            changed[name] = _each(cells, lambda cell: province_slug(cell, provinces) or cell)
        else:
            changed[name] = _each(cells, _reader(column, codelists))
    return pd.DataFrame(changed, index=text.index, columns=text.columns)


def is_ambiguous_date(cell: str) -> bool:
    """Whether a day and a month could change places."""
    found = _DAY_FIRST.fullmatch(cell.translate(_DASHES))
    return bool(found) and found[1] != found[2] and int(found[1]) <= 12 and int(found[2]) <= 12  # type: ignore[index]


def read_number(cell: str) -> str:
    """A whole number without its separators of thousands, where they are in their places."""
    return re.sub(r"[., \u00a0\u202f]", "", cell) if _GROUPED.fullmatch(cell) else cell


def read_date(cell: str) -> str:
    """An ISO date from an ISO date or dd/mm/yyyy; a date that could be read in two ways stays as it is."""
    cell = cell.translate(_DASHES)
    if found := _ISO.fullmatch(cell):
        return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    found = _DAY_FIRST.fullmatch(cell)
    if found is None or is_ambiguous_date(cell):
        return cell
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return cell


def _each(cells: pd.Series, read: Callable[..., str], *context: pd.Series) -> pd.Series:
    """Every cell read, once for each that differs."""
    done: dict[tuple[str, ...], str] = {}
    result: list[object] = []
    for key in zip(cells.to_list(), *(series.to_list() for series in context), strict=True):
        if not isinstance(key[0], str):
            result.append(None)
            continue
        if key not in done:
            done[key] = read(*key)
        result.append(done[key])
    return pd.Series(result, index=cells.index, dtype="str")


def _reader(column: Column, codelists: Codelists) -> Read:
    if column.type in ("code", "codes"):
        names = code_names(codelists.root[str(column.codelist)])
        if column.type == "code":
            return lambda cell: names.get(squeezed_code(cell), cell)
        return lambda cell: ";".join(
            names.get(squeezed_code(part), part.strip()) for part in re.split(r"[;\n]", cell.strip("; \n"))
        )
    readers: dict[str, Read] = {
        "count": read_number,
        "score": lambda cell: re.sub(r"^([0-9]{1,3}),([0-9]{1,6})$", r"\1.\2", cell),
        "yes_no": _yes_no,
        "date": read_date,
        "received": read_date,
        "case_id": _identifier,
        "text": _identifier,
    }
    return readers[column.type]


def _yes_no(cell: str) -> str:
    word = fold(cell)
    return "yes" if word in _YES else "no" if word in _NO else cell


def _identifier(cell: str) -> str:
    return (
        cell.translate(_DASHES).upper() if re.fullmatch(r"[A-Za-z0-9-]+", cell.translate(_DASHES)) else cell
    )


def _month(cell: str, year: str) -> str:
    if found := re.fullmatch(r"(20[0-9]{2})[-/.]([0-9]{1,2})(?:[-/.]0?1)?(?:[T ]00:00:00)?", cell):
        number, of = found[2], found[1]
    elif found := re.fullmatch(r"(?:t|thang|month )? ?([0-9]{1,2})(?: (?:nam )?(20[0-9]{2}))?", fold(cell)):
        number, of = found[1], found[2] or year
    else:
        return cell
    return f"{of}-{int(number):02d}" if 1 <= int(number) <= 12 else cell


def _quarter(cell: str, year: str) -> str:
    found = re.fullmatch(
        r"(?:(20[0-9]{2}) )?(?:q|quy|quarter)? ?([1-4]|i{1,3}|iv)(?: (?:nam )?(20[0-9]{2}))?", fold(cell)
    )
    return f"{found[1] or found[3] or year}-Q{_ROMAN.get(found[2], found[2])}" if found else cell
