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
from helpers.inputs.mistakes import say
from helpers.inputs.params.tables import Table

FEW = 3
"""A row with at most one in so many of its cells filled in, and none of its key, is no data."""
_IDENTIFYING = ("station", "month", "quarter", "date", "case_id", "person_id", "course_id")
_SUBTOTAL = re.compile(r"(?:tong|cong|luy ke|trung binh|sub ?total|total|sum|average|mean)(?: .*)?")
_NUMBER = re.compile(r"[-0-9.,%\s]+")
_SUM = (
    say("the row is a subtotal, not data"),
    say("delete this row; sums are made from the other rows"),
)
_NO_DATA = (
    say("the row is not data"),
    say("delete this row; write a remark or a signature into the letter that goes with the return"),
)


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
            found[row] = _NO_DATA
    return found
