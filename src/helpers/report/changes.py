"""Changes from one year to another, as tables write them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.errors import ParamsError
from helpers.report import language as lang
from helpers.report.current import missing_so_far, opened
from helpers.report.missing_values import is_missing, mark_of
from helpers.report.words import SMALL_BASE, Words


def change(now: pd.Series, before: pd.Series) -> pd.Series:
    """The change of each number in a few signs: '+18%', or '−3' where the earlier number is below `report.SMALL_BASE`.

    A row that the label of an indicator heads whose numbers are percentages changes by percentage points: '+1.4'.
    Where one of the two is withheld, so is the change.

    Raises:
        ParamsError: it is given something else than two Series of the same rows.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> both = release.data(["sessions", "posttest_meeting_pct"], years=2)
        >>> wide = both.pivot(index="indicator", columns="year", values="value")
        >>> report.change(wide[2023], wide[2022])
        indicator
        Sessions              +9%
        Met standard after    ...
        dtype: ...
    """
    if not (isinstance(now, pd.Series) and isinstance(before, pd.Series) and now.index.equals(before.index)):
        raise ParamsError(
            "report.change takes two Series of the same rows, such as wide[2023] and wide[2022]"
        )
    words = Words(opened())
    shares = {
        label
        for each in words.release.catalogue.values()
        if each.unit == "percent"
        for label in (each.label[words.language], each.short_label[words.language])
    }
    rows = zip(now.index, now, before, strict=True)
    return pd.Series(
        [_in_signs(new, old, words, label in shares) for label, new, old in rows],
        index=now.index,
        dtype=str,
    )


def _in_signs(now: Any, before: Any, words: Words, is_share: bool) -> str:
    marks = [mark_of(each, "report.change", missing_so_far()) for each in (now, before) if is_missing(each)]
    if marks:
        return lang.SYMBOLS["c"] if lang.SYMBOLS["c"] in marks else lang.SYMBOLS["x"]
    if is_share:
        return lang.signed(now - before, words.language, 1)
    if before < SMALL_BASE:
        return lang.signed(now - before, words.language)
    return lang.signed(100 * (now - before) / before, words.language, 0, "percent")
