"""The cells of a table that is made of a DataFrame: decimals and percentages, then the text of each."""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection, Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from helpers.errors import ParamsError
from helpers.report import language as lang
from helpers.report.missing_values import is_missing, mark_of, reason_of
from helpers.report.words import Words

_PRINTABLE = (str, Real, np.bool_, datetime.date, pd.Period, pd.Interval)
"""What a cell may be, beside missing; a number is one of Python, numpy or pandas."""
_MISSING_AS_TEXT = ("nan", "NaN", "nan%", "NaT", "<NA>", "inf")
_INSTEAD = {
    "Timedelta": "make a length of time a number: .dt.days",
    "Decimal": "make it a number: .astype(float)",
}


def check_cells(frame: pd.DataFrame, call: str) -> None:
    """Refuse what has no writing of its own in both languages, such as a list or a number of days and hours.

    Raises:
        ParamsError: says where it stands and what to write.
    """
    parts = [(f"column '{label}'", frame.iloc[:, at]) for at, label in enumerate(frame.columns)]
    parts += [
        ("the index" if name is None else f"index '{name}'", frame.index.get_level_values(at).to_series())
        for at, name in enumerate(frame.index.names)
    ]
    for where, values in parts:
        if not is_real(values.dtype) and (told := values.isin(_MISSING_AS_TEXT)).any():
            row = int(told.to_numpy().argmax()) + 1
            raise ParamsError(
                f"{call}: row {row} of {where} is the text '{values.iloc[row - 1]}', made of a missing number; leave "
                "numbers as they are, and say decimals=, so that the mark [c] or [x] stands there"
            )
        dtype = (
            values.dtype.categories.dtype if isinstance(values.dtype, pd.CategoricalDtype) else values.dtype
        )
        if is_real(dtype) or (
            pd.api.types.is_string_dtype(dtype) and not pd.api.types.is_object_dtype(dtype)
        ):
            continue
        for row, value in enumerate(values, start=1):
            if is_missing(value) or isinstance(value, _PRINTABLE):
                continue
            kind = type(value).__name__
            raise ParamsError(
                f"{call}: row {row} of {where} is of type {kind}, and a table shows numbers (int, float), texts and "
                "dates; " + _INSTEAD.get(kind, "take out of it what is to be shown")
            )


def is_real(dtype: Any) -> bool:
    """Whether a column holds numbers without an imaginary part, or truth values."""
    return pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_complex_dtype(dtype)


def is_numeric(dtype: Any) -> bool:
    """Whether a column holds numbers; truth values are none."""
    return pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype)


def formats_of(
    frame: pd.DataFrame, shown: pd.DataFrame, words: Words, decimals: Any, percent: Sequence[str]
) -> list[list[tuple[int, bool] | None]]:
    """Decimals of each cell that is shown of a frame, and whether it is a percentage.

    They are those of the indicator whose label heads its row.
    """
    by_column = [_format(shown, at, decimals, percent) for at in range(shown.shape[1])]
    if decimals is not None or percent:
        return [by_column] * len(shown)
    known = {
        label: (each.quantity.decimals, each.quantity.percentage)
        for label, each in words.indicators_by_label().items()
    }
    heads = [known.get(str(label)) for label in _labels_of_indicators(frame, len(shown))]
    named = shown.columns.names.index("indicator") if "indicator" in shown.columns.names else None
    tops = [
        None if named is None else known.get(str(key[named] if isinstance(key, tuple) else key))
        for key in shown.columns
    ]
    own = [_is_of_the_data(label, shown.columns) for label in shown.columns]
    if any(heads):  # beside rows on indicators, any other has as many decimals as its own numbers
        numbers = shown.loc[:, own].select_dtypes("number")
        heads = [head or _plain(numbers.iloc[at]) for at, head in enumerate(heads)]
    return [
        [
            plain and ((head or top or plain) if is_own else plain)
            for plain, top, is_own in zip(by_column, tops, own, strict=True)
        ]
        for head in heads
    ]


def _is_of_the_data(label: Any, columns: pd.Index) -> bool:
    """Whether a column holds an indicator's own numbers, and not what somebody computed beside them."""
    return label == "value" or not isinstance(label, str) or isinstance(columns.dtype, pd.CategoricalDtype)


def _labels_of_indicators(frame: pd.DataFrame, rows: int) -> Sequence[Any]:
    """The label of the indicator that each row is about; empty texts where no row says so."""
    if "indicator" in frame.columns:
        return list(frame["indicator"])
    if "indicator" in frame.index.names:
        return list(frame.index.get_level_values("indicator"))
    return [""] * rows


def _format(shown: pd.DataFrame, at: int, decimals: Any, percent: Sequence[str]) -> tuple[int, bool] | None:
    name, values = shown.columns[at], shown.iloc[:, at]
    if not is_numeric(values.dtype):
        return None
    is_share = name in percent or str(name).endswith("_pct")
    if isinstance(decimals, int):
        return decimals, is_share
    if isinstance(decimals, Mapping) and name in decimals:
        return int(decimals[name]), is_share
    return _plain(values)[0], is_share


def _plain(values: pd.Series) -> tuple[int, bool]:
    """No decimals where all numbers are whole, else one; no percentage."""
    numbers = values.dropna().astype(float)
    return (0 if (numbers % 1 == 0).all() else 1), False


def written(
    value: Any, words: Words, form: tuple[int, bool] | None, reasons: Collection[str], call: str
) -> str:
    """A cell; `form` is none where the column holds labels, of which a missing one stays empty."""
    if is_missing(value):
        return mark_of(value, call, reasons) if form is not None or reason_of(value) else ""
    if form is not None and pd.api.types.is_number(value) and not isinstance(value, bool):
        decimals, share = form
        number = float(str(value))
        if math.isinf(number):
            raise ParamsError(
                f"{call}: a value is infinite, such as a rate over 0; replace it: "
                "frame.replace(np.inf, report.NOT_APPLICABLE)"
            )
        return words.percent(number, decimals) if share else words.number(number, decimals)
    return label_text(value, words)


def label_text(value: Any, words: Words) -> str:
    """A label, a date, a period, a year, another number or an interval of such."""
    if isinstance(value, pd.Interval):
        between = "; " if words.language == "vi" else ", "
        ends = between.join(label_text(end, words) for end in (value.left, value.right))
        return f"{'[' if value.closed_left else '('}{ends}{']' if value.closed_right else ')'}"
    if isinstance(value, pd.Period):
        return _period(value, words)
    if isinstance(value, pd.Timestamp):
        return lang.date(value.date(), words.language)
    if isinstance(value, bool):
        return words.say("Yes") if value else words.say("No")
    if isinstance(value, float) and math.isfinite(value):
        decimals = len(np.format_float_positional(value, trim="-").partition(".")[2])
        return words.number(value, decimals) if decimals else str(int(value))
    return value if isinstance(value, str) else str(value)


def _period(value: pd.Period, words: Words) -> str:
    kind = str(value.freqstr)[:1]
    if kind == "2":
        return f"{value.year}-H{1 if value.quarter < 3 else 2}"
    if kind == "Q":
        return lang.quarter_long(value.quarter, value.year, words.language)
    if kind == "M":
        return f"{lang.month_short(value.month, words.language)} {value.year}"
    return str(value.year)
