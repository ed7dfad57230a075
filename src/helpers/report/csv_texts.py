"""What CSV files hold: texts that no spreadsheet takes for a formula, and the numbers of an exhibit."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from helpers.report.exhibit import Values

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WITH_PLUS = re.compile(r"\+[0-9][0-9.,]*[ \u00a0\u202f]?%?")


def csv_of_values(values: Values) -> str:
    """The numbers of an exhibit as CSV, with the heads of the columns; as they were computed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(no_formula, heads_of(values)))
    writer.writerows(map(_written, values.rows))
    return text.getvalue()


def heads_of(values: Values) -> list[str]:
    """The heads of the columns, none empty and none twice."""
    heads: list[str] = []
    for number, head in enumerate(values.columns, start=1):
        name = head.strip() or str(number)
        heads.append(name if name not in heads else f"{name} ({number})")
    return heads


def no_formula(text: str) -> str:
    """Text that no spreadsheet takes for a formula: marked as text, or without the plus sign of a number ('+9%')."""
    if _WITH_PLUS.fullmatch(text):
        return text[1:]
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _written(row: Sequence[float | str]) -> list[str]:
    return [no_formula(each) if isinstance(each, str) else f"{each:.10g}" for each in row]
