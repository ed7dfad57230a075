"""How to read the cells of a column, by its type: which reader, for which return.

Only what can be read in one way is read; how it was read is told where that took leniency. A cell is judged here by
itself and by whose return it is in; what it says beside other cells is judged in row_rules.py. Each different cell of a
column is read once, whatever the number of returns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import cast

from helpers.inputs.intake.cell_result import BLANK, Read, Reader, is_absent, wrong
from helpers.inputs.intake.code_cells import code_reader, read_yes_no
from helpers.inputs.intake.date_cells import (
    Order,
    day_in,
    day_received,
    month_in,
    order_of,
    quarter_in,
    year_of,
)
from helpers.inputs.intake.formatted_values import BOTH, read_shown
from helpers.inputs.intake.formula_errors import fault_of
from helpers.inputs.intake.identifier_cells import read_case, read_course, read_person
from helpers.inputs.intake.name_lookup import province_names
from helpers.inputs.intake.number_cells import point_of, read_count, read_score
from helpers.inputs.intake.old_encodings import old_encoding_of
from helpers.inputs.intake.place_cells import own_province, station_reader
from helpers.inputs.intake.stations import Station, Stations
from helpers.inputs.mistakes import say
from helpers.inputs.params.codelists import Codelists
from helpers.inputs.params.provinces import Provinces
from helpers.inputs.params.settings import ReturnFolder
from helpers.inputs.params.tables import NO, YES, Column

_LOOKS_LATIN = re.compile(r"[a-zA-Z0-9][\u0370-\u052f]|[\u0370-\u052f][a-zA-Z0-9]")
"""A Greek or Cyrillic letter beside a Latin one."""
_OTHER_ALPHABET = (
    say("has a letter of another alphabet (Greek or Cyrillic) that looks like one of ours"),
    say("type it again, or choose it from the list"),
)
_LEAVE_BLANK = say("leave it blank if it is not known")
_BLANK_OR_ZERO = say("leave it blank if it is not known; write 0 if there were none")
_NO_VALUE = say("says that there is no value")
_NONE_OR_ZERO = _NO_VALUE, say("write how many there were, 0 if there were none")
_YES_OR_NO = {YES: ("yes (TRUE)", "có (TRUE)"), NO: ("no (FALSE)", "không (FALSE)")}
"""What a cell with TRUE or FALSE says, as messages have it."""
MOST_KEPT = 16_384  # different cells of a column, so that memory stays flat


class Cells(dict[str, Read]):
    """The cells of columns of one kind that were met -> what they say. Another is read when it is asked for.

    `odd` are those with something to tell: a mistake, or leniency.
    """

    def __init__(self, read: Reader, column: Column) -> None:
        super().__init__()
        self._read, self._is_number = read, column.type in ("count", "score")
        self._unit = unit_of(column)
        self._optional = column.optional
        self.odd: set[str] = set()

    def __missing__(self, cell: str) -> Read:
        fault = fault_of(cell)
        if BOTH in cell:
            read = read_shown(cell, self._read, is_number=self._is_number, unit=self._unit)
        else:
            read = wrong(*fault) if fault else self._read(cell) if cell else BLANK
            if read.fault and cell in _YES_OR_NO:
                read = wrong(
                    say("is {word}, which this column does not hold", word=_YES_OR_NO[cell]), read.fault[1]
                )
            elif read.fault and not fault:
                read = self._otherwise(cell, read)
        self[cell] = read
        if read.fault or read.how:
            self.odd.add(cell)
        return read

    def _otherwise(self, cell: str, read: Read) -> Read:
        """A cell that cannot be read: that it tells of no value, or is of an old encoding; else as it was read."""
        if is_absent(cell):
            if not self._optional:
                return wrong(*_NONE_OR_ZERO) if self._is_number else read
            return wrong(_NO_VALUE, _BLANK_OR_ZERO if self._is_number else _LEAVE_BLANK)
        if old := old_encoding_of(cell, lambda plain: not self._read(plain).fault):
            return wrong(*old)
        return wrong(*_OTHER_ALPHABET) if _LOOKS_LATIN.search(cell) else read

    def column(self, cells: Iterable[str]) -> list[Read]:
        """What each cell of a column says."""
        if len(self) > MOST_KEPT:
            self.clear()
            self.odd.clear()
        return list(map(self.__getitem__, cells))


def proof_in(column: Column, cells: Iterable[str]) -> str | None:
    """What the cells of a column together say of each: whether days or months come first, what divides decimals."""
    if column.type in ("date", "received"):
        return order_of(cells)
    return point_of(cells) if column.type == "count" else None


def unit_of(column: Column) -> frozenset[str]:
    """The words of a heading of numbers, in both languages and small letters: one may stand behind a number."""
    if column.type not in ("count", "score"):
        return frozenset()
    return frozenset(f"{column.label.en} {column.label.vi}".casefold().split())


class Readers:
    """How to read the cells of a column, for one return or for all."""

    def __init__(
        self, codelists: Codelists, stations: Stations, provinces: Provinces, today: date | None = None
    ) -> None:
        self._codelists, self._provinces, self._today = codelists, provinces, today
        self._names = province_names(provinces)
        self._slugs = [slug for vintage in provinces.by_vintage.values() for slug in vintage]
        self._own: dict[tuple[str, str], list[Station]] = {}
        for station in stations.by_key.values():
            self._own.setdefault((station.province, station.vintage), []).append(station)
        self._made: dict[tuple[object, ...], Cells] = {}

    def reader(
        self, name: str, column: Column, province: str, span: ReturnFolder, proof: str | None = None
    ) -> Cells:
        """How the cells of one column are read in a province's return of a span of months; blank ones are `BLANK`.

        `proof` is what the column's cells together say of how each is meant (`proof_in`).
        """
        key: tuple[object, ...]
        if name in ("province", "year"):
            key = (name, province if name == "province" else span.first_month[:4])
        elif column.type == "station":
            key = ("station", province, span.vintage)
        elif column.type in ("person_id", "course_id"):
            key = (column.type, province, span.vintage, span.first_month[:4])
        elif column.type == "case_id":
            key = (column.type, column.unique, span.first_month[:4])
        elif column.type in ("month", "quarter", "date", "received"):
            key = (column.type, span.first_month, span.last_month)
        else:
            key = (column.type, column.codelist, column.min, column.max, unit_of(column))
        key = (*key, column.optional, proof)
        if key not in self._made:
            self._made[key] = Cells(self._make(str(key[0]), column, province, span, proof), column)
        return self._made[key]

    def _make(
        self, kind: str, column: Column, province: str, span: ReturnFolder, proof: str | None
    ) -> Reader:
        year = span.first_month[:4]
        made: dict[str, Callable[[], Reader]] = {
            "count": lambda: partial(read_count, least=column.min, most=column.max, point=proof),
            "score": lambda: read_score,
            "code": lambda: code_reader(self._codelists.root[str(column.codelist)], several=False),
            "codes": lambda: code_reader(self._codelists.root[str(column.codelist)], several=True),
            "yes_no": lambda: read_yes_no,
            "case_id": lambda: partial(read_case, provinces=self._slugs, year=year, own=column.unique),
            "person_id": lambda: partial(read_person, provinces=self._own_slugs(province, span), year=year),
            "course_id": lambda: partial(read_course, provinces=self._own_slugs(province, span), year=year),
            "station": lambda: station_reader(
                self._own.get((province, span.vintage), []), self._provinces.get(province, span.vintage)
            ),
            "month": lambda: partial(month_in, span),
            "quarter": lambda: partial(quarter_in, span),
            "date": lambda: partial(day_in, span, cast(Order | None, proof)),
            "received": lambda: partial(day_received, span, cast(Order | None, proof), self._today),
            "province": lambda: lambda cell: own_province(cell, province, self._provinces, self._names),
            "year": lambda: partial(year_of, span),
        }
        return made[kind]()

    def _own_slugs(self, province: str, span: ReturnFolder) -> list[str]:
        """The province's slug, then those of the provinces that became part of it."""
        return list(dict.fromkeys((province, *self._provinces.get(province, span.vintage).parts)))
