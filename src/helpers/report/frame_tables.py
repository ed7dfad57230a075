"""A DataFrame as a table of finished texts: numbers as the language writes them, marks where there are none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any, Literal, get_args

import pandas as pd

from helpers.errors import ParamsError, did_you_mean
from helpers.privacy.sourced_number import ReleasedCell, SourcedNumber
from helpers.report.current import missing_so_far
from helpers.report.data_table import Row, TextColumn, TextTable, table
from helpers.report.exhibit import MOST_COLUMNS_ON_PAPER, Values
from helpers.report.frame_cells import check_cells, formats_of, is_numeric, label_text, written
from helpers.report.language import SYMBOLS
from helpers.report.left_out_cells import left_out_in
from helpers.report.missing_values import REASONS, is_missing, missing, reason_of
from helpers.report.sourced_text import SourcedText, number_text, recovered
from helpers.report.table_sources import Number, cells_of_numbers, cells_of_tidy
from helpers.report.words import Words

MOST_ROWS = 400
RowKind = Literal["total", "part", "heading", "section"]
TOTALS = ("All", "Total", "Tổng", "Tổng số", "Tổng cộng")
_NUMBER = re.compile(r"[+−-]?\d[\d.,]*\s?%?|\[[cxz]\]")
_CODES = ("status", "unit", "period")
"""Columns of `release.data` that say again what others say."""


def table_of(
    frame: pd.DataFrame,
    words: Words,
    call: str,
    *,
    decimals: int | Mapping[str, int] | None = None,
    percent: Sequence[str] = (),
    kinds: Mapping[str, RowKind] | None = None,
    right: Sequence[str] | None = None,
    most_columns: int = MOST_COLUMNS_ON_PAPER,
    indicators: Collection[str] = (),
    sources: Mapping[tuple[int, int], tuple[ReleasedCell, ...]] | None = None,
) -> TextTable:
    """The frame's index and columns as a table.

    `sources` are the released cells that its numbers are, by row and column, where somebody knows them.

    Raises:
        ParamsError: it has too many rows or columns, or a cell is no number, text or date; `call` names it.
    """
    check_cells(frame, call)
    shown = _presentable(frame)
    right = frame.attrs.get("right", ()) if right is None else right
    _check_names(shown, call, decimals, percent, right)
    _check_filled(frame, call)
    reasons = reasons_by_row(frame)
    formats = formats_of(frame, shown, words, decimals, percent)
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
    indexes = _parts(shown.index) if heads else [()] * long
    _check_labels(indexes, "row", "index", call)
    _check_labels(_parts(shown.columns), "column", "columns", call)
    kinds = frame.attrs.get("rows", {}) if kinds is None else kinds
    _check_kinds(kinds, [str(key[0]) for key in indexes if key], call)
    known = _sources(frame, shown, indexes, words, indicators) | dict(sources or {})
    rows = []
    for at, key in enumerate(indexes):
        texts = [label_text(part, words) for part in key]
        kind = kinds.get(str(key[0])) if key else None
        if kind in ("heading", "section"):
            rows.append(_heading(texts, shown.iloc[at], call, span=kind == "section"))
            continue
        texts += [
            _with_source(
                written(shown.iloc[at, column], words, formats[at][column], reasons[at], call),
                known.get((at, column), ()),
                indicators,
            )
            for column in range(len(columns))
        ]
        total = at == long - 1 and texts[0] in TOTALS
        if total:
            texts[0] = words.say("Total")
        rows.append(Row(tuple(texts), indent=int(kind == "part"), strong=total or kind == "total"))
    verdicts = {words.say("Status"), words.say("Comparison"), *frame.attrs.get("leads", ())}
    aligned = [TextColumn(head, "left", leads=at > 0) for at, head in enumerate(heads)]
    for position, head in enumerate(columns):
        stands_right = shown.columns[position] in right or _stands_right(shown.iloc[:, position])
        aligned.append(TextColumn(head, "right" if stands_right else "left", leads=head in verdicts))
    return table(aligned, rows, language=words.language)


def _sources(
    frame: pd.DataFrame,
    shown: pd.DataFrame,
    keys: Sequence[tuple[Any, ...]],
    words: Words,
    indicators: Collection[str],
) -> dict[tuple[int, int], tuple[ReleasedCell, ...]]:
    """The released cells that the numbers are, by row and column of what is shown."""
    if "status" in frame.columns and "value" in shown.columns:
        column = [*shown.columns].index("value")
        return {(at, column): cells for at, cells in enumerate(cells_of_tidy(frame, words.release))}
    heads = [tuple(zip(shown.columns.names, key, strict=True)) for key in _parts(shown.columns)]
    numbers = [
        Number((at, column), values[at], (*zip(shown.index.names if key else (), key, strict=True), *head))
        for column, head in enumerate(heads)
        if is_numeric(shown.dtypes.iloc[column])
        for values in [shown.iloc[:, column].tolist()]
        for at, key in enumerate(keys)
    ]
    return cells_of_numbers(numbers, words, indicators)


def _with_source(text: str, cells: tuple[ReleasedCell, ...], indicators: Collection[str]) -> str:
    """The text, which knows the cells of its number; that of a text is what it knew when it was said."""
    return number_text(text, SourcedNumber(0.0, cells)) if cells else recovered(text, indicators)


def _heading(heads: Sequence[str], values: pd.Series, call: str, *, span: bool) -> Row:
    """A row that only heads those below it; `span` writes it across all columns."""
    if not all(is_missing(each) and not reason_of(each) for each in values):
        raise ParamsError(f"{call}: the row '{heads[0]}' has values, so it is no heading")
    return Row((heads[0],), span=True) if span else Row((*heads, *[""] * len(values)))


def _parts(labels: pd.Index) -> list[tuple[Any, ...]]:
    """Each label as its levels."""
    return [each if isinstance(each, tuple) else (each,) for each in labels]


def _check_labels(labels: Sequence[tuple[Any, ...]], what: str, argument: str, call: str) -> None:
    """Refuse a row or column whose name is missing, as `groupby(dropna=False)` and `unstack` leave them."""
    for at, label in enumerate(labels, start=1):
        if any(map(is_missing, label)):
            raise ParamsError(
                f"{call}: {what} {at} has no name; give it one, such as "
                f'frame.rename({argument}={{np.nan: "Not stated"}}), or leave it out'
            )


def _check_kinds(kinds: Mapping[str, RowKind], labels: Sequence[str], call: str) -> None:
    """Refuse kinds of rows that there are not."""
    for label, kind in kinds.items():
        if label not in labels:
            raise ParamsError(f"{call}: there is no row '{label}'" + did_you_mean(label, labels))
        if kind not in get_args(RowKind):
            raise ParamsError(f"{call}: unknown kind of row '{kind}'" + did_you_mean(kind, get_args(RowKind)))


def values_of(frame: pd.DataFrame, shown: TextTable) -> Values:
    """The numbers behind a table that `table_of` made, as they were computed; labels and marks stay texts."""
    kept = _presentable(frame)
    heads = len(shown.columns) - kept.shape[1]
    numeric = [is_numeric(dtype) for dtype in kept.dtypes]
    rows: list[tuple[float | str, ...]] = []
    for at, row in enumerate(shown.rows):
        values = kept.iloc[at].tolist()
        cells = (*row.cells, *[""] * (len(shown.columns) - len(row.cells)))
        rows.append(
            (
                *cells[:heads],
                *(
                    float(value) if is_number and not pd.isna(value) else text
                    for value, is_number, text in zip(values, numeric, cells[heads:], strict=True)
                ),
            )
        )
    return Values(tuple(column.label for column in shown.columns), tuple(rows))


def sums_left_out(
    frame: pd.DataFrame, shown: TextTable, names: Collection[str], call: str
) -> Collection[str]:
    """The statuses of what sums and means in a table that `table_of` made leave out, 'c' or 'x'.

    Raises:
        ParamsError: such a sum is 0, which is no number of people or things, since some are not known; or a number
            stands in the place of a released cell that is missing.
    """
    kept = _presentable(frame)
    heads = len(shown.columns) - kept.shape[1]
    rows = values_of(frame, shown).rows
    numbers, released = {}, set()
    for at, (texts, values) in enumerate(zip(shown.rows, rows, strict=True)):
        for column, (text, value) in enumerate(zip(texts.cells[heads:], values[heads:], strict=False)):
            if isinstance(value, float):
                numbers[at, column] = value
            if isinstance(text, SourcedText) and text.numbers:
                released.add((at, column))
    left = left_out_in(kept, numbers, names, released)
    if left.filled:
        label = " · ".join(str(each) for each in takewhile(_is_text, rows[left.filled[0]]))
        raise ParamsError(
            f"{call}: the number of '{label}' is not that of release.data, which is withheld, not available or another "
            "number; leave out fillna, ffill, fill_value and observed=False, and write sum(skipna=False) for sum(), or "
            "in pivot_table aggfunc=lambda values: values.sum(skipna=False)"
        )
    return left.statuses


def _is_text(value: object) -> bool:
    """Whether it is a label, and no mark."""
    return isinstance(value, str) and value not in SYMBOLS.values()


def wide_by(frame: pd.DataFrame, across: str, call: str) -> pd.DataFrame:
    """Tidy data with the categories of one column side by side; what is missing still says why.

    Raises:
        ParamsError: there is no such column, or two values stand in one place; `call` names it.
    """
    for name in (across, "value"):
        if name not in frame.columns:
            raise ParamsError(
                f"{call}: the data have no column '{name}'" + did_you_mean(name, map(str, frame.columns))
            )
    held = frame.assign(value=_with_reasons(frame))
    known = _presentable(held).columns
    labels = [str(name) for name in known if name not in (across, "value", *_CODES)] or ["indicator"]
    if held.duplicated([*labels, across]).any():
        raise ParamsError(
            f"{call}: several values have the same {', '.join([*labels, across])}; add or choose columns of the data "
            "that tell them apart"
        )
    parts = {key: part.set_index(labels)["value"] for key, part in held.groupby(across, observed=True)}
    wide: pd.DataFrame = pd.concat(parts, axis=1)
    wide.columns = pd.CategoricalIndex(wide.columns, name=across)
    return wide.reindex(held.set_index(labels).index.drop_duplicates())


def one_format(frame: pd.DataFrame, words: Words) -> tuple[int | None, bool]:
    """Decimals of all values of tidy data, and whether they are percentages: of their only indicator, or unit."""
    names = set(frame["indicator_code"].dropna()) if "indicator_code" in frame.columns else set()
    if len(names) == 1:
        form = words.release.indicator(str(names.pop())).quantity
        return form.decimals, form.percentage
    return None, "unit" in frame.columns and set(frame["unit"]) == {"%"}


def _with_reasons(frame: pd.DataFrame) -> list[float]:
    """The values, of which each that is missing says why, as the column `status` has it."""
    if "status" not in frame.columns:
        return frame["value"].tolist()
    return [
        missing(status) if status in REASONS and is_missing(value) else value
        for value, status in zip(frame["value"], frame["status"], strict=True)
    ]


def _stands_right(values: pd.Series) -> bool:
    """Whether a column holds numbers, or texts that are numbers or marks: '+18%', '[c]'."""
    if pd.api.types.is_numeric_dtype(values.dtype):
        return True
    return all(isinstance(each, str) and _NUMBER.fullmatch(each) for each in values)


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
        return _joined(name, words)
    return column_label(str(name), words) if isinstance(name, str) else label_text(name, words)


def _joined(levels: Sequence[Any], words: Words) -> str:
    """The levels of a column's head; a year follows its place."""
    joined = ""
    for level in levels:
        head = _head(level, words)
        between = " " if pd.api.types.is_integer(level) else " · "
        joined += (between if joined and head else "") + head
    return joined


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


def reasons_by_row(frame: pd.DataFrame) -> list[Collection[str]]:
    """For which reasons a value of each row may be missing that does not say so itself."""
    if "status" in frame.columns:
        return [[status] if status in REASONS else [] for status in frame["status"].astype(str)]
    return [frame.attrs.get("missing") or missing_so_far()] * len(frame)


def _check_names(shown: pd.DataFrame, call: str, decimals: Any, percent: Any, right: Any) -> None:
    """Refuse formats of columns that there are not."""
    for name, given in (("percent", percent), ("right", right)):
        if isinstance(given, (str, bool)) or not isinstance(given, Iterable):
            raise ParamsError(f"{call}: {name} takes a list of columns, such as {name}=['share']")
    named = [*percent, *right, *(decimals if isinstance(decimals, Mapping) else ())]
    for name in named:
        if name not in shown.columns:
            raise ParamsError(
                f"{call}: there is no column '{name}'" + did_you_mean(str(name), map(str, shown.columns))
            )


def _check_filled(frame: pd.DataFrame, call: str) -> None:
    """Refuse a number where the frame says that there is none."""
    if {"status", "value"} <= {*frame.columns}:
        filled = frame["status"].astype(str).isin(REASONS) & frame["value"].notna()
        if filled.any():
            raise ParamsError(
                f"{call}: a number stands where the column status says that there is none, "
                f"[{frame['status'][filled].iloc[0]}]; leave it missing, or leave the row out"
            )
