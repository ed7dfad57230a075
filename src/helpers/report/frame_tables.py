"""A DataFrame as a table of finished texts: numbers as the language writes them, marks where there are none."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.errors import ParamsError, did_you_mean
from helpers.report import language as lang
from helpers.report.current import missing_so_far
from helpers.report.data_table import Column, Row, Table, table
from helpers.report.exhibit import MOST_COLUMNS_ON_PAPER, Values
from helpers.report.words import Words

MOST_ROWS = 400
OF_ITS_OWN = lang.SYMBOLS["z"]
"""Of a missing value that no datum explains: 0 / 0, the first months of a moving average, a gap of a pivot."""
TOTALS = ("All", "Total", "Tổng", "Tổng số", "Tổng cộng")
_CODES = ("status", "unit", "period")
"""Columns of `release.data` that say again what others say."""


def table_of(
    frame: pd.DataFrame,
    words: Words,
    call: str,
    *,
    decimals: int | Mapping[str, int] | None = None,
    percent: Sequence[str] = (),
    most_columns: int = MOST_COLUMNS_ON_PAPER,
) -> Table:
    """The frame's index and columns as a table.

    Raises:
        ParamsError: it has too many rows or columns; `call` names it.
    """
    shown = _presentable(frame)
    _check_names(shown, call, decimals, percent)
    _check_zeros(frame, call)
    marks = _marks(frame, call)
    formats = _formats(frame, words, decimals, percent)
    heads = [_head(name, words) for name in shown.index.names] if _has_names(shown) else []
    columns = [_head(name, words) for name in shown.columns]
    wide, long = len(heads) + len(columns), len(shown)
    if wide > most_columns:
        raise ParamsError(
            f"{call}: paper holds {most_columns} columns, and this has {wide}; choose some, or turn it round: "
            "frame.T"
        )
    if long > MOST_ROWS:
        raise ParamsError(
            f"{call}: {long} rows are more than anybody reads; choose some, such as frame.nlargest(10, ...)"
        )
    indexes = [key if isinstance(key, tuple) else (key,) for key in shown.index] if heads else [()] * long
    rows = []
    for at, key in enumerate(indexes):
        texts = [_text(part, words) for part in key]
        texts += [
            _written(shown.iloc[at, column], words, formats[at][column], marks[at], call)
            for column in range(len(columns))
        ]
        total = at == long - 1 and texts[0] in TOTALS
        if total:
            texts[0] = words.say("Total")
        rows.append(Row(tuple(texts), strong=total))
    aligned = [Column(head, "left") for head in heads]
    for position, head in enumerate(columns):
        number = pd.api.types.is_numeric_dtype(shown.dtypes.iloc[position])
        aligned.append(Column(head, "right" if number else "left"))
    return table(aligned, rows, language=words.language)


def values_of(frame: pd.DataFrame, shown: Table) -> Values:
    """The numbers behind a table that `table_of` made, as they were computed; labels and marks stay texts."""
    kept = _presentable(frame)
    heads = len(shown.columns) - kept.shape[1]
    numeric = [_is_numeric(dtype) for dtype in kept.dtypes]
    rows: list[tuple[float | str, ...]] = []
    for at, row in enumerate(shown.rows):
        values = kept.iloc[at].tolist()
        rows.append(
            (
                *row.cells[:heads],
                *(
                    float(value) if is_number and not pd.isna(value) else text
                    for value, is_number, text in zip(values, numeric, row.cells[heads:], strict=True)
                ),
            )
        )
    return Values(tuple(column.label for column in shown.columns), tuple(rows))


def _is_numeric(dtype: Any) -> bool:
    return pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype)


def _presentable(frame: pd.DataFrame) -> pd.DataFrame:
    """Without what `release.data` has for programs: codes, periods beside years, and labels that are all alike."""
    if "status" not in frame.columns:
        return frame
    dropped = [name for name in frame.columns if name in _CODES or str(name).endswith("_code")]
    same = [
        name
        for name in ("indicator", "place", "region", "year")
        if name in frame.columns and len(frame) > 1 and len(frame[name].unique()) == 1
    ]
    if "place" in frame.columns and "region" in frame.columns:
        same.append("region")
    return frame.drop(columns=list(dict.fromkeys([*dropped, *same])))


def _has_names(frame: pd.DataFrame) -> bool:
    """Whether the index says something, and does not only count rows."""
    index = frame.index
    plain = isinstance(index, pd.RangeIndex) or (
        index.name is None and pd.api.types.is_integer_dtype(index.dtype)
    )
    return not plain


def _head(name: Any, words: Words) -> str:
    if name is None:
        return ""
    if name in TOTALS:
        return words.say("Total")
    if isinstance(name, tuple):
        return " · ".join(filter(None, (_head(part, words) for part in name)))
    return column_label(str(name), words) if isinstance(name, str) else _text(name, words)


def column_label(name: str, words: Words) -> str:
    """What a column of `release.data` is called in the report's language; any other keeps its name."""
    labels = {
        "indicator": words.say("Indicator"), "place": words.say("Place"), "region": words.say("Region"),
        "period": words.say("Period"), "year": words.say("Year"), "quarter": words.say("Quarter"),
        "month": words.say("Month"), "value": words.say("Value"), "unit": words.say("Unit"),
    }  # fmt: skip
    if name in labels:
        return labels[name]
    for each in words.release.tables:
        columns = words.release.tables[each].columns
        if name in columns and name in words.release.catalogue.codelists:
            return str(columns[name].label[words.language])
    return name


def _marks(frame: pd.DataFrame, call: str) -> list[str]:
    """What stands for a missing value in each row: why the data have none, or that the notebook's own sum has none."""
    if "status" in frame.columns:
        return [
            OF_ITS_OWN if status == "shown" else lang.SYMBOLS.get(str(status), "[x]")
            for status in frame["status"]
        ]
    missing = frame.attrs.get("missing") or missing_so_far()
    if len(missing) > 1 and frame.select_dtypes("number").isna().any(axis=None):
        raise ParamsError(
            f"{call}: a value is missing, and of this notebook's data some are withheld and some not available; "
            "keep the column status of release.data beside the values"
        )
    return [lang.SYMBOLS[next(iter(missing))] if missing else OF_ITS_OWN] * len(frame)


def _formats(
    frame: pd.DataFrame, words: Words, decimals: Any, percent: Sequence[str]
) -> list[list[tuple[int, bool] | None]]:
    """Decimals of each cell, and whether it is a percentage."""
    shown = _presentable(frame)
    by_column = [_format(shown, at, decimals, percent) for at in range(shown.shape[1])]
    rows = [list(by_column) for _ in range(len(shown))]
    if "indicator_code" in frame.columns and "value" in shown.columns and decimals is None:
        at = list(shown.columns).index("value")
        for row, name in zip(rows, frame["indicator_code"], strict=True):
            quantity = words.release.indicator(str(name)).quantity
            row[at] = (quantity.decimals, quantity.percentage)
    return rows


def _format(shown: pd.DataFrame, at: int, decimals: Any, percent: Sequence[str]) -> tuple[int, bool] | None:
    name, values = shown.columns[at], shown.iloc[:, at]
    if not _is_numeric(values.dtype):
        return None
    is_share = name in percent or str(name).endswith("_pct")
    if isinstance(decimals, int):
        return decimals, is_share
    if isinstance(decimals, Mapping) and name in decimals:
        return int(decimals[name]), is_share
    numbers = values.dropna().astype(float)
    return (0 if (numbers % 1 == 0).all() else 1), is_share


def _check_names(shown: pd.DataFrame, call: str, decimals: Any, percent: Any) -> None:
    """Refuse formats of columns that there are not."""
    if isinstance(percent, (str, bool)) or not isinstance(percent, Iterable):
        raise ParamsError(f"{call}: percent takes a list of columns, such as percent=['share']")
    named = [*percent, *(decimals if isinstance(decimals, Mapping) else ())]
    for name in named:
        if name not in shown.columns:
            raise ParamsError(
                f"{call}: there is no column '{name}'" + did_you_mean(str(name), map(str, shown.columns))
            )


def _check_zeros(frame: pd.DataFrame, call: str) -> None:
    """Refuse a 0 that pandas may have made of withheld values alone."""
    numbers = frame.select_dtypes("number")
    if "status" in frame.columns or "c" not in frame.attrs.get("missing", ()) or frame.isna().any(axis=None):
        return
    if (numbers == 0).any(axis=None):
        raise ParamsError(
            f"{call}: some of these data are withheld, and a 0 here may be their sum; write sum(skipna=False), which "
            "leaves such a total withheld"
        )


def _written(value: Any, words: Words, form: tuple[int, bool] | None, mark: str, call: str) -> str:
    """A cell; `form` is none where the column holds labels, of which a missing one stays empty."""
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return mark if form is not None else ""
    if form is not None and pd.api.types.is_number(value) and not isinstance(value, bool):
        decimals, share = form
        number = float(str(value))
        if math.isinf(number):
            raise ParamsError(
                f"{call}: a value is infinite, such as a rate over 0; replace it: frame.replace(np.inf, np.nan)"
            )
        return words.percent(number, decimals) if share else words.number(number, decimals)
    return _text(value, words)


def _text(value: Any, words: Words) -> str:
    """A label, a date, a period or a year."""
    if isinstance(value, pd.Period):
        return _period(value, words)
    if isinstance(value, pd.Timestamp):
        return lang.date(value.date(), words.language)
    if isinstance(value, bool):
        return words.say("Yes") if value else words.say("No")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _period(value: pd.Period, words: Words) -> str:
    kind = str(value.freqstr)[:1]
    if kind == "2":
        return f"{value.year}-H{1 if value.quarter < 3 else 2}"
    if kind == "Q":
        return lang.quarter_long(value.quarter, value.year, words.language)
    if kind == "M":
        return f"{lang.month_short(value.month, words.language)} {value.year}"
    return str(value.year)
