"""Text of rows -> which rows stand, and what is wrong with each of the others.

All files of one table are judged in one pass. A file is judged by its own rows and the params alone: what another
return says (a case number used twice in the country) is no mistake here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from helpers.inputs.codelists import Codelists
from helpers.inputs.mistakes import Mistake
from helpers.inputs.number_rules import shown_number
from helpers.inputs.rule import Rows, Rule, Words
from helpers.inputs.rules import rules_of
from helpers.inputs.stations import Stations

COVER = "cover"


def judge(
    name: str, rows: Rows, files: Mapping[int, str], codelists: Codelists, stations: Stations
) -> tuple[pd.Series, Mapping[int, list[Mistake]]]:
    """Whether each row stands (a boolean column like `rows.text`), and each file's mistakes by row.

    One mistake for each bad cell, the first rule that it breaks.

    Args:
        name: the table's name.
        rows: its rows, of any number of files.
        files: how messages name the files that `rows.origin` numbers.
        codelists: what `code` columns may hold.
        stations: what `station` columns may hold.
    """
    rules = {column: rules_of(column, rows, codelists, stations) for column in rows.table.columns}
    if name == COVER:
        rules |= {"province": [_own_province(rows)], "year": [_own_year(rows)]}
        rules["received_date"].append(_single(rows))
    failures = _failures(rows, rules)
    stands = pd.Series(~rows.text.index.isin([at for at, _, _ in failures]), index=rows.text.index)
    mistakes: defaultdict[int, list[Mistake]] = defaultdict(list)
    for at, column, number in failures:
        words = Words("is blank", "fill it in") if number is None else rules[column][number].words(at)
        file, row = int(rows.of(at, "file")), int(rows.of(at, "row"))
        mistakes[file].append(Mistake(files[file], row, column, words.reason, words.remedy))
    return stands, mistakes


def _failures(rows: Rows, rules: Mapping[str, list[Rule]]) -> list[tuple[int, str, int | None]]:
    """Each bad cell by row and column, with the first rule that it breaks (None: it is blank)."""
    failures: list[tuple[int, int, str, int | None]] = []
    for position, (column, own) in enumerate(rules.items()):
        cells = rows.text[column]
        written = cells.notna()
        if not rows.table.columns[column].optional:
            failures += [(int(at), position, column, None) for at in cells.index[~written]]
        cells = cells[written]
        blamed: set[int] = set()
        for number, rule in enumerate(own):
            holds = rule.holds(cells).fillna(False).astype(bool)
            if holds.all():
                continue
            broken = [int(at) for at in cells.index[~holds] if at not in blamed]
            blamed.update(broken)
            failures += [(at, position, column, number) for at in broken]
    return [(at, column, number) for at, _, column, number in sorted(failures, key=lambda each: each[:2])]


def _own_province(rows: Rows) -> Rule:
    return Rule(
        "own province",
        lambda cells: cells == rows.origin.loc[cells.index, "province"],
        lambda at: Words(
            f"is not '{rows.of(at, 'province')}', the folder that the return lies in",
            "correct it, or move the return; until then no row of it is taken in",
        ),
    )


def _own_year(rows: Rows) -> Rule:
    return Rule(
        "own year",
        lambda cells: cells == rows.origin.loc[cells.index, "year"],
        lambda at: Words(
            f"{shown_number(rows.cell(at, 'year'))}is not the folder's year, {rows.of(at, 'year')}",
            "correct it, or move the return; until then no row of it is taken in",
        ),
    )


def _single(rows: Rows) -> Rule:
    return Rule(
        "single",
        lambda cells: ~rows.origin.loc[cells.index, "file"].duplicated(keep=False),
        lambda _: Words("a cover sheet has one row", "keep one row"),
    )
