"""Rows of a table that hold no data: subtotals, notes, dates and signatures below the table.

None is left out in silence: each is one mistake of the whole row, in the place of one for each of its cells. Rows that
are known by their words alone, totals and signatures, are in total_rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from helpers.inputs.intake.cell_result import Fault, Read
from helpers.inputs.intake.name_lookup import fold
from helpers.inputs.intake.table_layout import RawFile
from helpers.inputs.intake.total_rows import NOT_DATA
from helpers.inputs.mistakes import say
from helpers.inputs.params.tables import Table

FEW = 3
"""A row with at most one in so many of its cells filled in, and none of its key, is no data."""
PASTED = 3
"""So many rows that are the same as others, in the same order, were pasted."""
_IDENTIFYING = ("station", "month", "quarter", "date", "case_id", "person_id", "course_id")
_SUBTOTAL = re.compile(r"(?:tong|cong|luy ke|trung binh|sub ?total|total|sum|average|mean)(?: .*)?")
_NUMBER = re.compile(r"[-0-9.,%\s]+")
_SUM = (
    say("the row is a subtotal, not data"),
    say("delete this row; sums are made from the other rows"),
)
_PASTED = (
    say("the row, and those beside it, are the same as rows above, in the same order"),
    say("delete the rows that were pasted twice; if they are other cases, bring them into another order"),
)


def rows_pasted_twice(table: Table, raw: RawFile) -> dict[int, Fault]:
    """The rows that several rows before them say in the same order, in a table in which nothing tells two apart.

    One case may be like another; three in a row that are like three others are a part of the sheet that was pasted.
    """
    if not table.tells_none_apart or len(set(raw.cells)) == len(raw.cells):
        return {}
    seen: set[tuple[tuple[str, ...], ...]] = set()
    found: set[int] = set()
    for row in range(PASTED - 1, len(raw.cells)):
        rows = raw.cells[row - PASTED + 1 : row + 1]
        if rows in seen:
            found |= {*range(row - PASTED + 1, row + 1)}
        elif len(set(rows)) == PASTED:
            seen.add(rows)
    return dict.fromkeys(sorted(found), _PASTED)


def rows_without_data(
    table: Table,
    raw: RawFile,
    columns: Mapping[str, Sequence[Read]],
    faults: Mapping[tuple[int, str], Fault],
) -> dict[int, Fault]:
    """The rows that hold no data, by position, with why and what to do."""
    keys = [
        key
        for key, column in table.columns.items()
        if not column.optional and (key in table.key if table.key else column.type in _IDENTIFYING)
    ]
    suspects = [row for row, key in faults if key == keys[0]] if keys else []
    covered = {number for number, _ in raw.covered}
    found = {}
    for row in suspects:
        if raw.numbers[row] in covered or not all((row, key) in faults for key in keys):
            continue
        filled = [cell for cell in raw.cells[row] if cell]
        read = [reads[row].value for reads in columns.values()]
        if [bool(_SUBTOTAL.fullmatch(fold(cell))) for cell in filled if not _NUMBER.fullmatch(cell)] == [
            True
        ]:
            found[row] = _SUM
        elif FEW * len(filled) <= len(raw.cells[row]) or (
            2 * len(filled) <= len(raw.cells[row]) and all(value is None for value in read)
        ):
            found[row] = NOT_DATA
    return found
