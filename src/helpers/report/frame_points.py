"""The numbers of any frame one by one: the labels of each, and why those are missing that are.

So `own_marks.py` can tell which of them a chart draws, whether the frame is tidy or a pivot.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from helpers.report.frame_cells import is_numeric
from helpers.report.frame_tables import reasons_by_row
from helpers.report.missing_values import REASONS, is_missing, reason_of

VALUE, STATUS, KEY, VARIABLE, ROW = "__value__", "__status__", "__key__", "__variable__", "__row__"
MARKED = ("c", "x")
"""Statuses that a chart marks: confidential, not available."""


def points_of(frame: pd.DataFrame) -> pd.DataFrame | None:
    """One row a number, column by column; None where none is withheld or not available.

    Returns:
        A column for each level of the index, each column that holds no numbers, and each level of the columns, with
        the labels as texts; `ROW` has all levels of a row in one, as pandas writes them along an axis; `VARIABLE` is
        the column of the frame; `KEY` is alike for numbers that one mark tells; `VALUE`; `STATUS` is empty where a
        number is shown.
    """
    numeric = [at for at, dtype in enumerate(frame.dtypes) if is_numeric(dtype)]
    if not numeric or not frame.iloc[:, numeric].isna().any(axis=None):
        return None
    rows, reasons, tidy = _labels_of_rows(frame, numeric), reasons_by_row(frame), "status" in frame.columns
    parts = []
    for at in numeric:
        name, values = frame.columns[at], frame.iloc[:, at].tolist()
        heads = name if isinstance(name, tuple) else (name,)
        named = [level for level in zip(frame.columns.names, heads, strict=False) if level[0] is not None]
        part = rows.assign(
            **{VARIABLE: label_of(name)}, **{str(level): label_of(head) for level, head in named}
        )
        part[KEY] = np.arange(len(frame)) + (0 if tidy else at * len(frame))
        part[STATUS] = [
            _status(value, [*reasons[row]]) if is_missing(value) else "" for row, value in enumerate(values)
        ]
        part[VALUE] = frame.iloc[:, at].to_numpy(dtype="float64", na_value=np.nan)
        parts.append(part)
    points = pd.concat(parts, ignore_index=True)
    return points if points[STATUS].isin(MARKED).any() else None


def labels_of(points: pd.DataFrame) -> list[str]:
    """The columns of labels."""
    return [name for name in points.columns if name not in (VALUE, STATUS, KEY)]


def label_of(value: Any) -> str:
    """A label as text, alike whether it is a text or a number: 2023 of 2023.0."""
    if isinstance(value, tuple):
        return "(" + ", ".join(map(label_of, value)) + ")"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _labels_of_rows(frame: pd.DataFrame, numeric: list[int]) -> pd.DataFrame:
    """The labels of each row as texts."""
    index = frame.index
    held: dict[str, Any] = {ROW: index}
    held |= {str(name): index.get_level_values(level) for level, name in enumerate(index.names)}
    held |= {
        str(name): frame.iloc[:, at]
        for at, name in enumerate(frame.columns)
        if at not in numeric and name not in ("status", "unit")
    }
    return pd.DataFrame({name: [label_of(each) for each in labels] for name, labels in held.items()})


def _status(value: Any, otherwise: list[str]) -> str:
    """Why a value is missing; 'z' where nothing says so, or several reasons are possible."""
    reason = reason_of(value) or (otherwise[0] if len(otherwise) == 1 else "")
    return reason if reason in REASONS else "z"
