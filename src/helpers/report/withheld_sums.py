"""Numbers that are withheld one by one, told together: their sum follows from the whole and from what is shown."""

from __future__ import annotations

import pandas as pd

from helpers.privacy.sourced_number import ReleasedCell, SourcedNumber, cells_of
from helpers.report.current import opened
from helpers.report.missing_values import reason_of
from helpers.report.sourced_text import through
from helpers.report.table_sources import cells_of_tidy
from helpers.report.words import Words, lower_first

LEAST = 2
"""Fewer withheld numbers are not added up: the sum would be the number."""
NAMES = ("destination", "place", "region")
"""What categories with names of their own are by, which keep their capitals."""


def withheld_together(parts: pd.DataFrame, whole: pd.Series) -> pd.DataFrame:
    """The parts of a whole, those with a withheld number in one row, 'Male / Not recorded', with their sums.

    A sum is what is left of the whole. Where it does not follow, since a number is not available or a single one is
    withheld, the parts stay as they are.

    Args:
        parts: one row a part; the columns are groups or times, such as years.
        whole: the total of each column.

    Examples:
        >>> import pandas as pd
        >>> from helpers import open_report, report
        >>> from helpers.report.missing_values import missing
        >>> release = open_report(year=2023, language="en")
        >>> parts = pd.DataFrame({2023: [141.0, missing("c"), missing("c")]}, index=["Female", "Male", "Not recorded"])
        >>> report.withheld_together(parts, pd.Series({2023: 235.0}))[2023].to_dict()
        {'Female': 141.0, 'Male / Not recorded': 94.0}
    """
    hidden = parts.apply(lambda column: column.map(lambda value: reason_of(value) == "c"))
    names = parts.index[hidden.any(axis=1)]
    rest = parts.drop(index=names)
    alone = hidden.sum().eq(1)
    if len(names) < LEAST or alone.any() or rest.isna().any(axis=None) or whole.isna().any():
        return parts
    if (parts.loc[names].isna() & ~hidden.loc[names]).any(axis=None):
        return parts
    sums = (whole.reindex(parts.columns) - rest.sum()).rename(" / ".join(map(str, names)))
    told: pd.DataFrame = pd.concat([rest, sums.to_frame().T])
    return told


def withheld_sum(parts: pd.DataFrame, by: str, whole: float) -> str:
    """A sentence on the withheld numbers of a frame of `release.data`, with their sum; empty if there is none.

    Args:
        parts: one row a category, with `value` and `status`.
        by: the column of the categories.
        whole: the total.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(year=2023, language="en")
        >>> forms = release.data("victims_assisted", by="exploitation")
        >>> report.withheld_sum(forms, "exploitation", 235.0)
        'Withheld one by one, ... together: ....'
    """
    names = parts.loc[parts["status"].eq("c"), by].astype(str).tolist()
    told = withheld_together(parts.set_index(parts[by].astype(str))[["value"]], pd.Series({"value": whole}))
    if not names or len(told) == len(parts):
        return ""
    w = Words(opened())
    return w.say(
        "Withheld one by one, {n} together: {names}.",
        n=w.number(SourcedNumber(told["value"].iloc[-1], _cells_left(parts, w))),
        names=", ".join(names if by in NAMES else map(lower_first, names)),
    )


def _cells_left(parts: pd.DataFrame, w: Words) -> tuple[ReleasedCell, ...]:
    """The cells that tell the sum of the withheld ones: those that are shown, and the whole."""
    shown = [cells[0] for cells in cells_of_tidy(parts[parts["status"].eq("shown")], w.release) if cells]
    if not shown:
        return ()
    whole = w.release.given(*shown[0][:3])
    return (*cells_of(whole.value if whole else None), *shown)


def all_but_one_withheld(parts: pd.DataFrame, by: str, whole: float) -> str:
    """What takes the place of a chart with one bar beside hatched stubs: the one number, and the sum of the others.

    Empty where more than one number is shown, or where the sum does not follow.

    Args:
        parts: one row a category of one time, with `indicator`, `value` and `status`.
        by: the column of the categories.
        whole: the total.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(year=2023, language="en")
        >>> forms = release.data("victims_assisted", by="exploitation")
        >>> report.all_but_one_withheld(forms, "exploitation", 235.0)  # several are shown
        ''
    """
    shown = parts[parts["value"].gt(0)]
    withheld = withheld_sum(parts, by, whole)
    if len(shown) != 1 or not withheld:
        return ""
    one, w = shown.iloc[0], Words(opened())
    number = SourcedNumber(one["value"], cells_of_tidy(shown, w.release)[0])
    return w.filled(
        "{what}: {name} {n}. {rest}",
        what=one["indicator"],
        name=one[by],
        n=w.number(number),
        rest=through(lambda texts: texts[0].rstrip("."), [withheld]),
    )
