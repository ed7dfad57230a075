"""Rows of a table under a heading for each group: `report.sections`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd


def sections(frame: pd.DataFrame, by: str, *, right: Sequence[str] = ()) -> pd.DataFrame:
    """The frame with a row above each group that heads it; `report.table` prints that across all columns.

    Args:
        frame: its index heads the rows, which are indented.
        by: the column that names the groups; it is left out. A category without rows has its heading, too.
        right: columns of texts that stand at the right, as numbers do.

    Examples:
        >>> import pandas as pd
        >>> from helpers import report
        >>> frame = pd.DataFrame({"kind": ["A", "B"], "value": [1, 2]}, index=["one", "two"])
        >>> report.sections(frame, "kind").index.to_list()
        ['A', 'one', 'B', 'two']
    """
    groups = (
        frame[by].cat.categories if isinstance(frame[by].dtype, pd.CategoricalDtype) else frame[by].unique()
    )
    order: list[int] = []
    labels: list[Any] = []
    levels = frame.index.nlevels
    for group in groups:
        own = [at for at, each in enumerate(frame[by]) if each == group]
        order += [-1, *own]
        labels += [group if levels == 1 else (group, *[""] * (levels - 1)), *frame.index[own]]
    made = frame.drop(columns=by).set_axis(pd.RangeIndex(len(frame))).reindex(order)
    made.index = (
        pd.Index(labels, name=frame.index.name)
        if levels == 1
        else pd.MultiIndex.from_tuples(labels, names=frame.index.names)
    )
    heads = [str(each[0] if levels > 1 else each) for each in frame.index]
    kinds = {head: "part" for head in heads if head} | {str(group): "section" for group in groups}
    made.attrs = {**frame.attrs, "rows": kinds, "right": [name for name in right if name in made.columns]}
    return made
