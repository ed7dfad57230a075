"""A data value set of DHIS2, as JSON or CSV -> rows of the tables that a mapping names.

Each value says its data element, period, organisation unit and category option combination. Those of one unit and
period become one row of a table.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from helpers.errors import ParamsError, ReturnError
from helpers.inputs.intake.csv_files import csv_lines
from helpers.inputs.intake.file_kinds import JSON, kind_of
from helpers.inputs.intake.intake_rules import Rulebook
from helpers.inputs.intake.return_files import content_of
from helpers.inputs.intake.sources.form_sheets import place_in
from helpers.inputs.intake.sources.source_rows import Export, SourceCell, SourceRow
from helpers.inputs.intake.table_layout import Place
from helpers.inputs.mistakes import Mistake, Phrase, say
from helpers.inputs.params.source_maps import DataRow, DataValueMap, element, read_data_value_map
from helpers.inputs.params.yaml_files import read_text

_FIELDS = {
    name.lower(): name
    for name in (
        "dataElement", "period", "orgUnit", "categoryOptionCombo", "attributeOptionCombo", "value", "comment",
        "lastUpdated", "created", "deleted",
    )
}  # fmt: skip
_FIELDS |= {
    "catoptcombo": "categoryOptionCombo",
    "attroptcombo": "attributeOptionCombo",
    "lstupd": "lastUpdated",
}
_FIELDS |= {"cmt": "comment"}
"""What the columns of a CSV file may be called, in small letters -> the names that JSON has."""
_NEEDED = ("dataElement", "period", "orgUnit", "value")
_DEFAULTS = {"", "default", "HllvX50cXC0", "bRowv6yZOF2"}
"""The category option combination of what is not broken down, as DHIS2 itself numbers it."""
_MONTH, _QUARTER = re.compile(r"(20[0-9]{2})(0[1-9]|1[0-2])"), re.compile(r"(20[0-9]{2})Q([1-4])")
_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class _Value:
    """One data value, and where it stands."""

    place: Place
    fields: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


def read_data_values(rules: Rulebook, path: Path, mapping: Path) -> Export:
    """The rows that a data value set gives to the tables of a mapping.

    Raises:
        ParamsError: the mapping is wrong, or the file is not there.
        ReturnError: the file cannot be read.
    """
    wanted = read_data_value_map(rules.project, mapping, rules.stations.provinces)
    shown = rules.project.show(path)
    if not path.is_file():
        raise ParamsError(f"{path}: there is no such file; check the name")
    content = content_of(rules.project, path)
    told: list[Mistake] = []
    values, completed = _values(content, shown, told)
    personal = tuple(_personal(rules, values, shown))
    reader = _Reader(wanted, shown, told)
    tables = {name: list(reader.rows(rules, name, kinds, values)) for name, kinds in wanted.tables.items()}
    reader.tell_what_is_not_named(values)
    return Export(
        path, sha256(content).hexdigest(), sha256(read_text(mapping, mapping.name).encode()).hexdigest(), tables,
        _received(values, completed), (*personal, *told), reader.refused, stopped=bool(personal),
    )  # fmt: skip


def _values(content: bytes, shown: str, told: list[Mistake]) -> tuple[list[_Value], str]:
    """The values of a file, but for deleted ones; and when its set was completed.

    Raises:
        ReturnError: it is no data value set.
    """
    kind = kind_of(content)
    if kind is not None and kind is not JSON:
        other = " (`workbook import kobo` reads one of KoboToolbox)" if kind.is_workbook else ""
        raise ReturnError(
            f"{shown}: is {kind.name[0]}, not a data value set of DHIS2; export that as JSON or CSV, from "
            f"/api/dataValueSets.json or .csv{other}"
        )
    found, completed = _of_json(content, shown) if kind else (_of_csv(content, shown, told), "")
    deleted = [value for value in found if value["deleted"].casefold() == "true"]
    if deleted:
        reason = say("values that were deleted were not read (values: {n})", n=str(len(deleted)))
        told.append(Mistake(shown, None, None, reason, kind="left out"))
    return [value for value in found if value not in deleted], completed


def _of_json(content: bytes, shown: str) -> tuple[list[_Value], str]:
    try:
        whole = json.loads(content.decode("utf-8-sig"))
        values = whole["dataValues"]
        common = {
            name: whole[name] for name in ("period", "orgUnit", "attributeOptionCombo") if name in whole
        }
        found = [
            _Value(
                Place(row=at, cell=f"dataValues[{at - 1}]"), {k: _text(v) for k, v in (common | each).items()}
            )
            for at, each in enumerate(values, start=1)
        ]
        return found, str(whole.get("completeDate") or "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ReturnError(
            f"{shown}: is no data value set of DHIS2; export it from /api/dataValueSets.json, with its dataValues"
        ) from None


def _of_csv(content: bytes, shown: str, told: list[Mistake]) -> list[_Value]:
    read = csv_lines(content, shown)
    if isinstance(read, Mistake):
        told.append(read)
        return []
    told += read.told
    header = [_FIELDS.get(cell.casefold(), "") for cell in read.lines[0][1]] if read.lines else []
    if missing := [name for name in _NEEDED if name not in header]:
        raise ReturnError(
            f"{shown}: has no column {missing[0].lower()}; export the data value set from /api/dataValueSets.csv"
        )
    return [
        _Value(Place(row=row), {name: cell for name, cell in zip(header, cells, strict=False) if name})
        for row, cells in read.lines[1:]
    ]


def _text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value).strip()


class _Reader:
    def __init__(self, wanted: DataValueMap, shown: str, told: list[Mistake]) -> None:
        self.wanted, self.shown, self.told = wanted, shown, told
        self.refused = 0
        self.defaults = _DEFAULTS | {*wanted.default_options}
        self.elements = {
            element(each).element
            for rows in wanted.tables.values()
            for row in rows
            for each in row.values.values()
        }
        self.used: set[int] = set()

    def rows(
        self, rules: Rulebook, table: str, kinds: Sequence[DataRow], values: Sequence[_Value]
    ) -> Iterator[SourceRow]:
        """The rows of a table: of each kind one for each organisation unit and period that has a value of it."""
        columns = rules.tables[table].columns
        at_station = next((key for key, column in columns.items() if column.type == "station"), None)
        period = next(key for key, column in columns.items() if column.type in ("month", "quarter"))
        for kind in kinds:
            by_place: defaultdict[tuple[str, str], dict[str, list[_Value]]] = defaultdict(dict)
            for key, column in self._columns(kind, values):
                by_place[column["orgUnit"], column["period"]].setdefault(key, []).append(column)
            for (name, when), cells in by_place.items():
                first = next(each for own in cells.values() for each in own)
                unit = self.wanted.units.get(name)
                if unit is None:
                    continue  # told with the others of its unit
                if at_station and unit.station is None:
                    self._refuse(first, say("is of a province as a whole, and the table is by station"),
                                 say("name the station in the mapping, under units"))  # fmt: skip
                    continue
                if (twice := self._twice(cells)) is not None:
                    self._refuse(twice, say("is given twice, with another value"), say("keep one of them"))
                    continue
                own = {key: SourceCell(each[0]["value"], each[0].place) for key, each in cells.items()}
                own |= {key: SourceCell(text, first.place) for key, text in kind.fixed.items()}
                own[period] = SourceCell(_period(when), first.place)
                if at_station:
                    own[at_station] = SourceCell(unit.station or "", first.place)
                province = SourceCell(unit.province, first.place)
                yield SourceRow(first.place, province, SourceCell("", first.place), own)

    def _columns(self, kind: DataRow, values: Sequence[_Value]) -> Iterator[tuple[str, _Value]]:
        """The values that fill the columns of a kind of row."""
        for at, value in enumerate(values):
            for key, written in kind.values.items():
                one = element(written)
                options = self.defaults if one.option is None else {one.option}
                if (value["dataElement"] == one.element and value["categoryOptionCombo"] in options
                        and value["attributeOptionCombo"] in self.defaults):  # fmt: skip
                    self.used.add(at)
                    yield key, value

    def _twice(self, cells: Mapping[str, Sequence[_Value]]) -> _Value | None:
        """A value of a cell that another one contradicts; the same value twice counts once, with a note."""
        for own in cells.values():
            for other in own[1:]:
                if other["value"] != own[0]["value"]:
                    return other
                reason = say("is given twice, with one value; it counts once")
                self.told.append(replace(place_in(self.shown, other.place), reason=reason, kind="note"))
        return None

    def _refuse(self, value: _Value, reason: Phrase, remedy: Phrase) -> None:
        self.refused += 1
        self.told.append(replace(place_in(self.shown, value.place), reason=reason, remedy=remedy))

    def tell_what_is_not_named(self, values: Sequence[_Value]) -> None:
        """Values of units and options that the mapping does not name are mistakes, of other elements a note."""
        units: defaultdict[str, list[_Value]] = defaultdict(list)
        options: defaultdict[tuple[str, str], list[_Value]] = defaultdict(list)
        others = 0
        for at, value in enumerate(values):
            if value["dataElement"] not in self.elements:
                others += 1
            elif at not in self.used:
                named = {value["categoryOptionCombo"], value["attributeOptionCombo"]} - self.defaults
                options[" + ".join(sorted(named)), value["dataElement"]].append(value)
            elif value["orgUnit"] not in self.wanted.units:
                units[value["orgUnit"]].append(value)
        for name, own in units.items():
            reason = say(
                "the mapping does not name organisation unit '{unit}' (values: {n})",
                unit=_shown(name),
                n=str(len(own)),
            )
            self._refuse(own[0], reason, say("add it to units"))
            self.refused += len(own) - 1
        for (option, name), own in options.items():
            reason = say(
                "the mapping does not name option combination '{option}' of data element '{name}' (values: {n})",
                option=_shown(option), name=name, n=str(len(own)),
            )  # fmt: skip
            self._refuse(
                own[0], reason, say("add it, or leave it out of the export if a total is given, too")
            )
            self.refused += len(own) - 1
        if others:
            reason = say("values of data elements that the mapping does not name were not read (values: {n})",
                         n=str(others))  # fmt: skip
            self.told.append(Mistake(self.shown, None, None, reason, kind="left out"))


def _period(text: str) -> str:
    """A period as returns write it; one that is neither a month nor a quarter stays, and is refused there."""
    if found := _MONTH.fullmatch(text):
        return f"{found[1]}-{found[2]}"
    found = _QUARTER.fullmatch(text)
    return f"{found[1]}-Q{found[2]}" if found else text


def _shown(identifier: str) -> str:
    """An identifier as a message repeats it; words may be anybody's name."""
    return identifier if re.fullmatch(r"[A-Za-z0-9_.+-]{1,60}", identifier.replace(" + ", "+")) else "?"


def _received(values: Sequence[_Value], completed: str) -> SourceCell:
    """The day on which the set was completed, or else that of the newest change of a value."""
    if found := _DAY.match(completed):
        return SourceCell(found[0])
    days = [
        (found[0], value.place.row or 0, value.place)
        for value in values
        for moment in (value["lastUpdated"], value["created"])
        if (found := _DAY.match(moment))
    ]
    if not days:
        return SourceCell()
    day, _, place = max(days, key=lambda each: each[:2])
    return SourceCell(day, place)


def _personal(rules: Rulebook, values: Sequence[_Value], shown: str) -> Iterator[Mistake]:
    """Personal data in values and comments. Who stored a value is not read, and nothing keeps it."""
    for value in values:
        for name in ("comment", "value"):
            if text := value[name]:
                yield from rules.personal.find_beside(text, place_in(shown, value.place))
