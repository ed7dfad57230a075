"""What a cell says, by the type of its column: its value, or what is wrong with it.

Only what can be read in one way is read; how it was read is told where that took leniency. A cell is judged here by
itself and by whose return it is in; what it says beside other cells is judged in `judging`. Each different cell of a
column is read once, whatever the number of returns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from helpers.errors import did_you_mean
from helpers.inputs.checking.dates import DASHES, quarter_of, read_date, read_month, read_quarter
from helpers.inputs.checking.names import (
    bilingual,
    code_names,
    fold,
    label_with_code,
    province_names,
    province_slug,
    short_station,
    squeezed,
    squeezed_code,
    station_names,
    station_text,
)
from helpers.inputs.codelists import Codelists
from helpers.inputs.mistakes import Phrase, say
from helpers.inputs.provinces import Province, Provinces
from helpers.inputs.settings import Bilingual, ReturnFolder
from helpers.inputs.stations import Station, Stations
from helpers.inputs.tables import Column

Value = str | int | float | bool | date
Fault = tuple[Phrase, Phrase]
MOST_KEPT = 16_384  # different cells of a column, so that memory stays flat

_GROUPED = re.compile(r"-?[0-9]{1,3}(?:([., \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*")
_WHOLE = re.compile("-?[0-9]{1,12}")  # a longer one is no count
_SCORE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?")
_CASE = re.compile(r"[A-Z]+(?:-[A-Z]+)*-20[0-9]{2}-[0-9]{3,5}")
_PSEUDONYM = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_YES = {"yes", "y", "co", "true", "x", "co yes"}
_NO = {"no", "n", "khong", "false", "khong no"}
_YES_NO_AS_OFFERED = {"yes", "no", "Yes", "No", "Có", "Không", "Có / Yes", "Không / No"}

WITHOUT_SEPARATORS = say("numbers were read without their separators of thousands (cells: {n})")
DECIMAL_COMMA = say("numbers were read with a decimal comma (cells: {n})")
DAY_FIRST = say("dates were read as day/month/year (cells: {n})")
OTHER_PERIOD = say("months or quarters were known in another form than 2023-05 or 2023-Q2 (cells: {n})")
OTHER_SPELLING = say("values were known without their exact spelling (cells: {n})")
CAPITALS = say("numbers of cases, persons or courses were written in capitals (cells: {n})")
_CHECK = say("check it against the station's report")


class Read(NamedTuple):
    """What a cell says, what is wrong with it, and how it was read where that took leniency."""

    value: Value | None = None
    fault: Fault | None = None
    how: Phrase | None = None


BLANK = Read()
Reader = Callable[[str], Read]


class Readers:
    """How to read the cells of a column, for one return or for all."""

    def __init__(self, codelists: Codelists, stations: Stations, provinces: Provinces) -> None:
        self._codelists, self._provinces = codelists, provinces
        self._names = province_names(provinces)
        self._own: dict[tuple[str, str], list[Station]] = {}
        for station in stations.by_key.values():
            self._own.setdefault((station.province, station.vintage), []).append(station)
        self._made: dict[tuple[object, ...], Reader] = {}

    def reader(self, name: str, column: Column, province: str, span: ReturnFolder) -> Reader:
        """The reader of one column in a province's return of a span of months; blank cells are `BLANK`."""
        key: tuple[object, ...]
        if name in ("province", "year"):
            key = (name, province if name == "province" else span.first_month[:4])
        elif column.type == "station":
            key = ("station", province, span.vintage)
        elif column.type in ("month", "quarter", "date", "received"):
            key = (column.type, span.first_month, span.last_month)
        else:
            key = (column.type, column.codelist, column.min, column.max)
        if key not in self._made:
            read = self._make(str(key[0]), column, province, span)
            self._made[key] = lru_cache(maxsize=MOST_KEPT)(lambda cell: read(cell) if cell else BLANK)
        return self._made[key]

    def _make(self, kind: str, column: Column, province: str, span: ReturnFolder) -> Reader:
        made: dict[str, Callable[[], Reader]] = {
            "count": lambda: lambda cell: read_count(cell, column.min, column.max),
            "score": lambda: read_score,
            "code": lambda: _code_reader(self._codelists.root[str(column.codelist)], several=False),
            "codes": lambda: _code_reader(self._codelists.root[str(column.codelist)], several=True),
            "yes_no": lambda: _read_yes_no,
            "case_id": lambda: lambda cell: _identifier(cell, _CASE, *_AS_CASE),
            "text": lambda: lambda cell: _identifier(cell, _PSEUDONYM, *_AS_PSEUDONYM),
            "station": lambda: _station_reader(
                self._own.get((province, span.vintage), []), self._provinces.get(province, span.vintage)
            ),
            "month": lambda: lambda cell: _period(cell, span, *_AS_MONTH),
            "quarter": lambda: lambda cell: _period(cell, span, *_AS_QUARTER, quarters=True),
            "date": lambda: lambda cell: _day(cell, span),
            "received": lambda: lambda cell: _received(cell, span),
            "province": lambda: lambda cell: _own_province(cell, province, self._provinces, self._names),
            "year": lambda: lambda cell: _own_year(cell, span.first_month[:4]),
        }
        return made[kind]()


def read_count(cell: str, least: int, most: int | None) -> Read:
    """A whole number, not negative, between `least` and `most`."""
    text = re.sub(r"[., \u00a0\u202f]", "", cell) if _GROUPED.fullmatch(cell) else cell
    if not _WHOLE.fullmatch(text):
        remedy = say("write digits only, without separators, units or decimals")
        return _wrong(say("{shown}is not a whole number", shown=shown_number(text)), remedy)
    number, shown = int(text), shown_number(text)
    if text.startswith("-"):
        return _wrong(say("{shown}is negative", shown=shown), say("write 0 or more"))
    if number < least:
        return _wrong(say("{shown}is less than {limit}", shown=shown, limit=str(least)), _CHECK)
    if most is not None and number > most:
        return _wrong(say("{shown}is more than {limit}", shown=shown, limit=str(most)), _CHECK)
    return Read(number, None, None if text == cell else WITHOUT_SEPARATORS)


def read_score(cell: str) -> Read:
    """A number from 0 to 100, with a decimal point or comma."""
    text = re.sub(r"^([0-9]{1,3}),([0-9]{1,6})$", r"\1.\2", cell)
    if not _SCORE.fullmatch(text) or float(text) > 100:
        reason = say("{shown}is not a number from 0 to 100", shown=shown_number(text))
        return _wrong(reason, say("write it with a point for decimals, such as 71.5"))
    return Read(float(text), None, None if text == cell else DECIMAL_COMMA)


def shown_number(cell: object) -> str:
    """A cell of a number column as a message may repeat it: nothing that could be a pasted identifier."""
    return f"'{cell}' " if re.fullmatch(r"[-+]?[0-9][0-9.,]{0,7}", str(cell)) else ""


def _wrong(reason: Phrase, remedy: Phrase) -> Read:
    return Read(None, (reason, remedy))


def _code_reader(labels: Mapping[str, Bilingual], *, several: bool) -> Reader:
    names = code_names(labels)
    offered = {
        form for code, label in labels.items() for form in (code, label.en, label.vi, bilingual(label))
    }
    listed = (
        ", ".join(label_with_code(code, label) for code, label in labels.items()),
        ", ".join(label.vi for label in labels.values()),
    )

    def read(cell: str) -> Read:
        parts = [part.strip() for part in re.split(r"[;\n]", cell.strip("; \n"))] if several else [cell]
        codes = [names.get(squeezed_code(part)) for part in parts]
        for part, code in zip(parts, codes, strict=True):
            if code is None:
                reason = say("{shown}is not one of {listed}", shown=_shown_code(part), listed=listed)
                return _wrong(reason, _near_code(part, labels, several=several))
        if len(set(codes)) < len(codes):
            return _wrong(say("names a value twice"), say("keep one of them"))
        exact = all(part in offered for part in parts)
        return Read(";".join(filter(None, codes)), None, None if exact else OTHER_SPELLING)

    return read


def _near_code(part: str, labels: Mapping[str, Bilingual], *, several: bool) -> Phrase:
    near = re.findall("'([^']*)'", hint) if "did you mean" in (hint := did_you_mean(part, labels)) else []
    if not near:
        return (
            say("write one of these, exactly as here, separated by ';'")
            if several
            else say("write one of these, exactly as here")
        )
    english = " or ".join(f"'{label_with_code(code, labels[code])}'" for code in near)
    return say("did you mean {near}?", near=(english, " hay ".join(f"'{labels[code].vi}'" for code in near)))


def _shown_code(cell: str) -> str:
    """A cell of a codelist column as a message may repeat it: one short word, no name or telephone number."""
    short = re.fullmatch(r"[\w+<>=.-]{1,20}", cell) and len(re.findall("[0-9]", cell)) <= 4
    return f"'{cell}' " if short else ""


def _read_yes_no(cell: str) -> Read:
    word = fold(cell)
    if word not in _YES | _NO:
        return _wrong(say("is not yes or no"), say("write yes or no"))
    return Read(word in _YES, None, None if cell in _YES_NO_AS_OFFERED else OTHER_SPELLING)


_AS_CASE = (
    say("is not a case number"),
    say("write the pseudonymous number of the case, such as LANG-SON-2023-004"),
)
_AS_PSEUDONYM = (
    say("is not a pseudonymous identifier"),
    say("use capital letters, digits and hyphens only, and no name or number of papers"),
)
_AS_MONTH = say("is not a month"), say("write it as 2023-05")
_AS_QUARTER = say("is not a quarter"), say("write it as 2023-Q2")


def _identifier(cell: str, form: re.Pattern[str], reason: Phrase, remedy: Phrase) -> Read:
    text = cell.translate(DASHES).upper()
    if not text.isascii() or not form.fullmatch(text):
        return _wrong(reason, remedy)
    return Read(text, None, None if text == cell else CAPITALS)


def _station_reader(own: Sequence[Station], province: Province) -> Reader:
    names = station_names(own)
    offered = {form for s in own for form in (s.code, s.name_en, s.name_vi, station_text(s))}
    codes = sorted(s.code for s in own)

    def read(cell: str) -> Read:
        code = names.get(squeezed(cell)) or names.get(short_station(cell))
        code = code or names.get(squeezed(cell.split(" ")[0].rstrip(":,")))
        if code:
            return Read(code, None, None if cell in offered else OTHER_SPELLING)
        reason = say("is not a station of {province}", province=(province.name_en, province.name_vi))
        hint = did_you_mean(cell, codes).removeprefix("; ")
        if not hint.endswith("?"):
            known = hint.removeprefix("there are: ")
            return _wrong(reason, say("use its code in the register of stations: {known}", known=known))
        near = re.findall("'([^']*)'", hint)
        meant = " or ".join(f"'{code}'" for code in near), " hay ".join(f"'{code}'" for code in near)
        text = say(
            "did you mean {near}? A new station is first added to the register of stations", near=meant
        )
        return _wrong(reason, text)

    return read


def _period(cell: str, span: ReturnFolder, reason: Phrase, remedy: Phrase, *, quarters: bool = False) -> Read:
    year, first, last = span.first_month[:4], span.first_month, span.last_month
    value = read_quarter(cell, year) if quarters else read_month(cell, year)
    if value is None:
        return _wrong(reason, remedy)
    if quarters:
        first, last = quarter_of(first), quarter_of(last)
    if not first <= value <= last:
        return _outside(span)
    return Read(value, None, None if value == cell else OTHER_PERIOD)


def _day(cell: str, span: ReturnFolder) -> Read:
    day = read_date(cell)
    if not isinstance(day, date):
        return Read(None, day)
    if not span.first_month <= (text := day.isoformat())[:7] <= span.last_month:
        return _outside(span)
    return Read(day, None, DAY_FIRST if cell[:4] != text[:4] else None)


def _outside(span: ReturnFolder) -> Read:
    reason = say(
        "lies outside the months of this return, {first} to {last}",
        first=span.first_month,
        last=span.last_month,
    )
    return _wrong(reason, say("correct it, or move the row to the return that it belongs to"))


def _received(cell: str, span: ReturnFolder) -> Read:
    day = read_date(cell)
    if not isinstance(day, date):
        return Read(None, day)
    if (text := day.isoformat())[:7] < span.first_month:
        reason = say("is before the first month of this return, {first}", first=span.first_month)
        return _wrong(reason, say("correct it"))
    return Read(day, None, DAY_FIRST if cell[:4] != text[:4] else None)


_UNTIL_THEN = say("correct it, or move the return; until then no row of it is taken in")


def _own_province(cell: str, province: str, provinces: Provinces, names: Mapping[str, str]) -> Read:
    if province_slug(cell, names) != province:
        reason = say("is not '{province}', the folder that the return lies in", province=province)
        return _wrong(reason, _UNTIL_THEN)
    known = [vintage[province] for vintage in provinces.by_vintage.values() if province in vintage]
    exact = cell == province or any(cell in (each.name_en, each.name_vi) for each in known)
    return Read(province, None, None if exact else OTHER_SPELLING)


def _own_year(cell: str, year: str) -> Read:
    number = read_count(cell, 0, None)
    if number.fault or number.value == int(year):
        return number
    reason = say("{shown}is not the folder's year, {year}", shown=shown_number(cell), year=year)
    return _wrong(reason, _UNTIL_THEN)
