"""params/sources/*.yml: which field of a form, or which data element of DHIS2, fills which column of a return.

Shapes, and whether the tables, columns and codes that a file names exist. What an export holds is read in
intake/sources/.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.codelists import Codelists, read_codelists
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import read_settings
from helpers.inputs.params.tables import COVER, NO, YES, Column, Tables, read_tables
from helpers.inputs.params.yaml_files import Located, Strict, read_located
from helpers.paths import Project

_PERIODS = ("month", "quarter")
Stations = Mapping[str, Collection[str]]
"""Code of a station -> the provinces that it is or was of."""


class Filled(Strict):
    """What fills a column: a field of the form by any of these names, or one `value` for all rows.

    `codes` translates what the form calls a choice, by name or label, into the code of this project.
    """

    field: list[str] | str = Field(default_factory=list)
    value: str | None = None
    codes: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_one_source(self) -> Filled:
        if bool(self.names) == (self.value is not None):
            raise ValueError("write either field, by its name, or value")
        return self

    @property
    def names(self) -> list[str]:
        """The names of the field."""
        return [self.field] if isinstance(self.field, str) else self.field


Filling = Filled | list[str] | str
"""As people write it: a name, several names of one field, or keys."""


class FormTable(Strict):
    """A table that a form fills: the sheet of a repeat group, or the form's own where `sheet` is left out.

    A column that is not named is looked for by its own name and its labels.
    """

    sheet: str | None = None
    columns: dict[str, Filling] = Field(default_factory=dict)


class FormMap(Strict):
    """What a form of KoboToolbox or ODK fills. Without `year` the date of each row tells it."""

    province: Filling
    year: Filling | None = None
    received: Filling | None = None
    tables: dict[str, FormTable] = Field(min_length=1)


class Unit(Strict):
    """What an organisation unit of DHIS2 is: a province as a whole, or one of its stations."""

    province: str
    station: str | None = None


class Element(Strict):
    """A data element; without `option` only its values that are not broken down."""

    element: str
    option: str | None = None


class DataRow(Strict):
    """One kind of row of a table: which columns data elements fill, and what stands in the others."""

    values: dict[str, Element | str] = Field(min_length=1)
    fixed: dict[str, str] = Field(default_factory=dict)


class DataValueMap(Strict):
    """What the data values of a DHIS2 fill. `default_options` are further names of its default category option."""

    units: dict[str, Unit] = Field(min_length=1)
    default_options: list[str] = Field(default_factory=list)
    tables: dict[str, list[DataRow]] = Field(min_length=1)


def filled(filling: Filling) -> Filled:
    """What fills a column, however it was written."""
    return filling if isinstance(filling, Filled) else Filled(field=filling)


def element(written: Element | str) -> Element:
    """A data element, however it was written."""
    return written if isinstance(written, Element) else Element(element=written)


def read_form_map(project: Project, path: Path, stations: Stations) -> Located[FormMap]:
    """The file that says what a form fills, with its lines; `stations` are those that there are.

    Raises:
        ParamsError: it is missing, or names a table, column or code that there is not; all mistakes, one a line.
    """
    file = read_located(path, FormMap, shown_as=project.show(path))
    tables, codelists = read_tables(project), read_codelists(project)
    told = list(_unknown_year(project, file))
    for name, table in file.content.tables.items():
        told += _unknown_table(file, name, tables)
        for key, filling in table.columns.items() if name in tables else ():
            at = ("tables", name, "columns", key)
            told += _unknown_column(file, at, tables[name].columns)
            if column := tables[name].columns.get(key):
                own = filled(filling)
                codes: dict[tuple[str, ...], str] = {("value",): own.value} if own.value is not None else {}
                codes |= {("codes", theirs): ours for theirs, ours in own.codes.items()}
                told += _unknown_codes(file, at, column, codes, codelists)
                if column.type == "station":
                    told += [
                        f"{file.at(*at, *where)}: there is no station '{code}'{did_you_mean(code, stations)}"
                        for where, code in codes.items()
                        if code not in stations
                    ]
        if name in tables:
            told += _filled_twice(file, name, tables[name].columns)
    _refuse(told)
    return file


def read_data_value_map(project: Project, path: Path, stations: Stations) -> DataValueMap:
    """The file that says what data values fill.

    Raises:
        ParamsError: as `read_form_map`; or a table cannot be filled by months or quarters.
    """
    file = read_located(path, DataValueMap, shown_as=project.show(path))
    tables, codelists = read_tables(project), read_codelists(project)
    told: list[str] = []
    known = {slug for vintage in read_provinces(project).by_vintage.values() for slug in vintage}
    for name, unit in file.content.units.items():
        if unit.province not in known:
            where = file.at("units", name, "province")
            told.append(
                f"{where}: there is no province '{unit.province}'{did_you_mean(unit.province, known)}"
            )
        if unit.station is not None and unit.province not in stations.get(unit.station, ()):
            where = file.at("units", name, "station")
            own = [code for code, provinces in stations.items() if unit.province in provinces]
            told.append(
                f"{where}: '{unit.station}' is not a station of '{unit.province}'{did_you_mean(unit.station, own)}"
            )
    for name, rows in file.content.tables.items():
        told += _unknown_table(file, name, tables)
        if name not in tables:
            continue
        columns = tables[name].columns
        if (dated_by := tables[name].dated_by) is None or columns[dated_by].type not in _PERIODS:
            told.append(
                f"{file.at('tables', name)}: has rows by day, and data values are by month or quarter; "
                "take the table out"
            )
            continue
        filled_by_place = {key for key, column in columns.items() if column.type in (*_PERIODS, "station")}
        for position, row in enumerate(rows):
            at = ("tables", name, position)
            for part in ("values", "fixed"):
                for key in getattr(row, part):
                    told += _unknown_column(file, (*at, part, key), columns)
            for key, value in row.fixed.items():
                if key in columns:
                    told += _unknown_codes(file, (*at, "fixed", key), columns[key], {(): value}, codelists)
            elements: dict[Element, str] = {}
            for key, written in row.values.items():
                if (first := elements.setdefault(element(written), key)) != key:
                    told.append(
                        f"{file.at(*at, 'values', key)}: is filled from the data element that fills '{first}'"
                    )
            named = {*row.values, *row.fixed, *filled_by_place}
            told += [
                f"{file.at(*at)}: nothing fills the column '{key}', which may not be blank; add it to values or fixed"
                for key, column in columns.items()
                if not column.optional and key not in named
            ]
    _refuse(told)
    return file.content


def _unknown_year(project: Project, file: Located[FormMap]) -> Iterator[str]:
    years = [str(year) for year in read_settings(project).years]
    year = filled(file.content.year).value if file.content.year is not None else None
    if year is not None and year not in years:
        yield f"{file.at('year')}: '{year}' is not a year that is reported on; write one of {', '.join(years)}"


def _filled_twice(file: Located[FormMap], table: str, columns: Mapping[str, Column]) -> Iterator[str]:
    """Each column that is filled from the question of another one; one day may be both the first and the last."""
    written = file.content.tables[table].columns
    by_question: dict[str, str] = {}
    for key in sorted(columns, key=lambda key: key in written):
        column = columns[key]
        names = filled(written[key]).names if key in written else [key, *column.label.both]
        for name in names:
            first = by_question.setdefault(name, key)
            if first != key and key in written and {column.type, columns[first].type} != {"date"}:
                yield (
                    f"{file.at('tables', table, 'columns', key)}: is filled from the question '{name}', as '{first}' "
                    "is; name the question of each"
                )
                break


def _unknown_table(file: Located[Any], name: str, tables: Tables) -> Iterator[str]:
    if name not in tables or name == COVER:
        known = [each for each in tables if each != COVER]
        yield f"{file.at('tables', name)}: is not a table of a return{did_you_mean(name, known)}"


def _unknown_column(
    file: Located[Any], at: tuple[str | int, ...], columns: Mapping[str, Column]
) -> Iterator[str]:
    if at[-1] not in columns:
        yield f"{file.at(*at)}: is not a column of the table{did_you_mean(str(at[-1]), columns)}"


def _unknown_codes(
    file: Located[Any],
    at: tuple[str | int, ...],
    column: Column,
    codes: Mapping[tuple[str, ...], str],
    codelists: Codelists,
) -> Iterator[str]:
    """Each code that the column's list does not have; a column without a list takes any text."""
    if column.type == "yes_no":
        known = {YES, NO}
    elif column.codelist:
        known = {*codelists.root[column.codelist]}
    else:
        return
    for key, code in codes.items():
        if code not in known:
            yield f"{file.at(*at, *key)}: '{code}' is not a code of the column{did_you_mean(code, known)}"


def _refuse(told: list[str]) -> None:
    if told:
        raise ParamsError("\n".join(told))
