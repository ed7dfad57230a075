"""The rules for numbers: counts and scores."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from helpers.inputs.rule import Rows, Rule, Words
from helpers.inputs.tables import Column

WHOLE = "-?[0-9]{1,12}"  # a longer one is no count
_CHECK = "check it against the station's report"


def count_rules(name: str, column: Column, rows: Rows) -> list[Rule]:
    """A whole number, not negative, between the column's `min` and `max`, `within` another column."""

    def shown(at: int) -> str:
        return shown_number(rows.cell(at, name))

    def rule(what: str, holds: Callable[[pd.Series], pd.Series], reason: str, remedy: str) -> Rule:
        return Rule(what, holds, lambda at: Words(shown(at) + reason, remedy))

    rules = [
        rule(
            "whole",
            lambda cells: cells.str.fullmatch(WHOLE),
            "is not a whole number",
            "write digits only, without separators, units or decimals",
        ),
        rule("not negative", lambda cells: ~cells.str.startswith("-"), "is negative", "write 0 or more"),
    ]
    if column.min:
        least = column.min
        rules.append(
            rule("least", lambda cells: _passes(numbers(cells) >= least), f"is less than {least}", _CHECK)
        )
    if column.max is not None:
        most = column.max
        rules.append(
            rule("most", lambda cells: _passes(numbers(cells) <= most), f"is more than {most}", _CHECK)
        )
    if column.within:
        whole_column = column.within

        def fits(cells: pd.Series) -> pd.Series:
            limits = numbers(rows.text.loc[cells.index, whole_column])
            return _passes((numbers(cells) <= limits) | (limits < 0))

        def too_many(at: int) -> Words:
            limit = shown_number(rows.cell(at, whole_column)).strip()
            return Words(f"{shown(at)}is more than {whole_column}, {limit}", "correct one of the two")

        rules.append(Rule("within", fits, too_many))
    return rules


def score_rule(name: str, rows: Rows) -> Rule:
    """A number from 0 to 100."""

    def holds(cells: pd.Series) -> pd.Series:
        form = cells.str.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,6})?")
        return form & _passes(pd.to_numeric(cells.where(form)).le(100))

    return Rule(
        "a score",
        holds,
        lambda at: Words(
            shown_number(rows.cell(at, name)) + "is not a number from 0 to 100",
            "write it with a point for decimals, such as 71.5",
        ),
    )


def numbers(cells: pd.Series) -> pd.Series:
    """Whole numbers of a column as Int64; missing where a cell is none."""
    form = cells.str.fullmatch(WHOLE).eq(True)
    return pd.to_numeric(cells.where(form), errors="coerce").astype("Float64").astype("Int64")


def shown_number(cell: object) -> str:
    """A cell of a number column as a message may repeat it: nothing that could be a pasted identifier."""
    return f"'{cell}' " if re.fullmatch(r"[-+]?[0-9][0-9.,]{0,7}", str(cell)) else ""


def _passes(compared: pd.Series) -> pd.Series:
    """True where a comparison holds or cannot be made; then another rule or column is to blame."""
    return compared.fillna(True).astype(bool)
