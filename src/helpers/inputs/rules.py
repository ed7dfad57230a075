"""Which rules the cells of a column must keep, by the column's type in params/tables.yml.

Rules of one column are in order: a cell is blamed for the first that it breaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache

import pandas as pd

from helpers.errors import did_you_mean
from helpers.inputs.cells import is_ambiguous_date
from helpers.inputs.codelists import Codelists
from helpers.inputs.number_rules import count_rules, score_rule
from helpers.inputs.rule import Rows, Rule, Words
from helpers.inputs.settings import Bilingual
from helpers.inputs.stations import Stations

_DATE = r"20[0-9]{2}-(?:0[1-9]|1[0-2])-[0-9]{2}"


def rules_of(name: str, rows: Rows, codelists: Codelists, stations: Stations) -> list[Rule]:
    """Every rule for one column of a table."""
    column = rows.table.columns[name]
    by_type: dict[str, Callable[[], list[Rule]]] = {
        "count": lambda: count_rules(name, column, rows),
        "score": lambda: [score_rule(name, rows)],
        "code": lambda: [_code(name, rows, codelists.root[str(column.codelist)], several=False)],
        "codes": lambda: [_code(name, rows, codelists.root[str(column.codelist)], several=True)],
        "yes_no": lambda: [_pattern("yes or no", "yes|no", "write yes or no")],
        "case_id": lambda: [_pattern("a case number", r"[A-Z]+(?:-[A-Z]+)*-20[0-9]{2}-[0-9]{3,5}", _AS_CASE)],
        "text": lambda: [_pattern("a pseudonymous identifier", r"[A-Z0-9]+(?:-[A-Z0-9]+)*", _AS_TEXT)],
        "station": lambda: [_station(rows, name, stations)],
        "month": lambda: [
            _pattern("a month", r"20[0-9]{2}-(?:0[1-9]|1[0-2])", "write it as 2023-05"),
            _covered(rows),
        ],
        "quarter": lambda: [
            _pattern("a quarter", "20[0-9]{2}-Q[1-4]", "write it as 2023-Q2"),
            _covered(rows, quarters=True),
        ],
        "date": lambda: [_date(name, rows), _covered(rows)],
        "received": lambda: [_date(name, rows), _received(rows)],
    }
    rules = by_type[column.type]()
    if column.not_before:
        rules.append(_not_before(column.not_before, rows))
    if column.unique:
        rules.append(_once([name], rows))
    if rows.table.key and name == rows.table.key[-1]:
        rules.append(_once(rows.table.key, rows))
    return rules


_AS_CASE = "write the pseudonymous number of the case, such as LANG-SON-2023-004"
_AS_TEXT = "use capital letters, digits and hyphens only, and no name or number of papers"


def _pattern(what: str, pattern: str, remedy: str) -> Rule:
    return Rule(
        what, lambda cells: cells.str.fullmatch(f"(?:{pattern})"), lambda _: Words(f"is not {what}", remedy)
    )


def _date(name: str, rows: Rows) -> Rule:
    def holds(cells: pd.Series) -> pd.Series:
        real = pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce").notna()
        return cells.str.fullmatch(_DATE) & real

    def words(at: int) -> Words:
        if is_ambiguous_date(rows.cell(at, name)):
            return Words("could be day/month or month/day", "which is it? Write it as 2023-05-17")
        return Words("is not a date", "write it as 2023-05-17")

    return Rule("a date", holds, words)


def _covered(rows: Rows, *, quarters: bool = False) -> Rule:
    """The date, month or quarter lies in the span of the return."""

    def holds(cells: pd.Series) -> pd.Series:
        first, last = (rows.origin.loc[cells.index, f"{end}_month"] for end in ("first", "last"))
        if quarters:
            first, last = first.map(_quarter), last.map(_quarter)
        when: pd.Series = cells.str.slice(0, 7)
        return when.ge(first) & when.le(last)

    def words(at: int) -> Words:
        span = f"{rows.of(at, 'first_month')} to {rows.of(at, 'last_month')}"
        reason = f"lies outside the months of this return, {span}"
        return Words(reason, "correct it, or move the row to the return that it belongs to")

    return Rule("covered", holds, words)


def _quarter(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def _received(rows: Rows) -> Rule:
    return Rule(
        "received after",
        lambda cells: cells.str.slice(0, 7) >= rows.origin.loc[cells.index, "first_month"],
        lambda at: Words(
            f"is before the first month of this return, {rows.of(at, 'first_month')}", "correct it"
        ),
    )


def _not_before(other: str, rows: Rows) -> Rule:
    def holds(cells: pd.Series) -> pd.Series:
        earlier = rows.text.loc[cells.index, other]
        comparable: pd.Series = cells.str.fullmatch(_DATE) & earlier.str.fullmatch(_DATE).eq(True)
        return cells.ge(earlier) | ~comparable

    return Rule("not before", holds, lambda _: Words(f"is before {other}", "correct one of the two dates"))


def _code(name: str, rows: Rows, labels: Mapping[str, Bilingual], *, several: bool) -> Rule:
    codes = list(labels)

    def split(cell: str) -> list[str]:
        return [part.strip() for part in cell.split(";")] if several else [cell]

    def holds(cells: pd.Series) -> pd.Series:
        good = {cell: _all_once(split(cell), codes) for cell in cells.unique()}
        return cells.map(good).astype(bool)

    @cache
    def words_of(cell: str) -> Words:
        parts = split(cell)
        wrong = [part for part in parts if part not in codes]
        if not wrong:
            return Words("names a value twice", "keep one of them")
        near = _of_label(wrong[0], labels) or did_you_mean(wrong[0], codes)
        remedy = near.removeprefix("; ") if "did you mean" in near else "write one of these, exactly as here"
        between = ", separated by ';'" if several else ""
        return Words(f"{_shown_code(wrong[0])}is not one of {', '.join(codes)}", remedy + between)

    return Rule("in the codelist", holds, lambda at: words_of(rows.cell(at, name)))


def _of_label(cell: str, labels: Mapping[str, Bilingual]) -> str | None:
    """The code of somebody who wrote its label, in either language."""
    for code, label in labels.items():
        if cell.casefold() in (label.en.casefold(), label.vi.casefold()):
            return f"; did you mean '{code}'?"
    return None


def _all_once(parts: list[str], codes: Iterable[str]) -> bool:
    return len(set(parts)) == len(parts) and set(parts) <= set(codes)


def _station(rows: Rows, name: str, stations: Stations) -> Rule:
    known = {f"{s.vintage} {s.province} {s.code}" for s in stations.by_key.values()}

    def holds(cells: pd.Series) -> pd.Series:
        origin = rows.origin.loc[cells.index]
        return (origin["vintage"] + " " + origin["province"] + " " + cells).isin(known)

    def words(at: int) -> Words:
        province = rows.of(at, "province")
        near = did_you_mean(rows.cell(at, name), stations.codes(province, rows.of(at, "vintage")))
        if near.endswith("?"):
            remedy = near.removeprefix("; ") + " A new station is first added to the register of stations"
        else:
            remedy = f"use its code in the register of stations ({near.removeprefix('; ')})"
        return Words(f"is not a station of {province}", remedy)

    return Rule("a station", holds, words)


def _once(key: list[str], rows: Rows) -> Rule:
    """No two rows of a file share the key. Which of them is right is not guessed: all are refused."""

    def holds(cells: pd.Series) -> pd.Series:
        same = rows.text.loc[cells.index, key].assign(file=rows.origin.loc[cells.index, "file"])
        return ~same.duplicated(keep=False) | same.isna().any(axis=1)

    @cache
    def sharing() -> Mapping[Hashable, list[int]]:
        keys = rows.text[key].assign(file=rows.origin["file"])
        return rows.origin["row"].groupby([keys[name] for name in keys]).agg(list).to_dict()

    def words(at: int) -> Words:
        own = rows.of(at, "row")
        there = sharing()[(*(rows.cell(at, name) for name in key), int(rows.of(at, "file")))]
        others = [str(row) for row in there[:6] if str(row) != own][:5]
        return Words(f"has the same {' and '.join(key)} as row {', '.join(others)}", "keep one of these rows")

    return Rule("once", holds, words)


def _shown_code(cell: str) -> str:
    """A cell of a codelist column as a message may repeat it: one short word, no name or telephone number."""
    short = re.fullmatch(r"[\w+<>=.-]{1,20}", cell) and len(re.findall("[0-9]", cell)) <= 4
    return f"'{cell}' " if short else ""
