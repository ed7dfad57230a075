"""Changes from one year to another, as tables and tiles write them, and ranks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from helpers.errors import ParamsError
from helpers.privacy.release import Cell
from helpers.report import language as lang
from helpers.report.current import missing_so_far, opened
from helpers.report.headlines.people import UNNAMED
from helpers.report.missing_values import is_missing, mark_of
from helpers.report.small_numbers import SMALL_BASE, leads
from helpers.report.table_sources import sourced_values
from helpers.report.words import Words


def change(now: pd.Series, before: pd.Series) -> pd.Series:
    """The change of each number in a few signs: '+18%', or '−3' where the earlier number is below `report.SMALL_BASE`.

    A row that the label of an indicator heads whose numbers are percentages changes by percentage points: '+1.4'.
    Where one of the two is withheld, so is the change. Where returns of one of the two years are lacking, it is
    'about +9%', or 'unclear' where that may be more than the change; `report.change_note` says so.

    Raises:
        ParamsError: it is given something else than two Series of the same rows.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> both = release.data(["sessions", "posttest_meeting_pct"], years=2)
        >>> wide = both.pivot(index="indicator", columns="year", values="value")
        >>> report.change(wide[2023], wide[2022])
        indicator
        Sessions              about +9%
        Met standard after    ...
        dtype: ...
    """
    _check_series("report.change", now, before)
    words = Words(opened())
    known, years = words.indicators_by_label(), [each.name for each in (now, before)]
    texts = []
    for label, new, old in zip(
        now.index, sourced_values(now, words), sourced_values(before, words), strict=True
    ):
        of = known.get(label)
        said = _in_signs(new, old, words, of is not None and of.unit == "percent")
        texts.append(_hedged(said, (new, old), words, of.id if of and of.adds_up else None, years))
    return pd.Series(texts, now.index, dtype=object)  # of which texts keep where their numbers come from


def change_note(changes: pd.Series) -> str:
    """What a table must say of the changes that `report.change` gave: their units, and why some are not exact.

    Examples:
        >>> import pandas as pd
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> report.change_note(pd.Series(["+9%", "-3"]))
        'Changes of percentages are in percentage points; others in percent where the base is at least 30, ...'
    """
    words = Words(opened())
    if changes.empty:
        return ""
    unclear = words.say("unclear")
    notes = [
        words.say(
            "Changes of percentages are in percentage points; others in percent where the base is at least {base}, "
            "else in numbers.",
            base=SMALL_BASE,
        )
    ]
    if changes.eq(unclear).any():
        notes.append(words.say("Unclear: reports that are missing may be more than the change."))
    return " ".join(notes)


def _hedged(
    said: str, values: tuple[Any, Any], words: Words, indicator: str | None, years: Sequence[Any]
) -> str:
    """The change of a count of the report's place: roughly, or unclear, where returns of a year are lacking."""
    known = {*words.release.scope.years}
    if indicator is None or not {*years} <= known or any(map(is_missing, values)):
        return said
    later, earlier = (words.time(int(year)) for year in years)
    cells = [Cell(float(each), "shown") for each in values]
    if not any(words.lacks_returns(indicator, period=period) for period in (later, earlier)):
        return said
    if not words.may_judge(indicator, *cells, later=later, earlier=earlier):
        return words.say("unclear")
    return words.roughly(said, indicator, later, earlier)


def change_in_words(now: pd.Series, before: pd.Series) -> pd.Series:
    """The change of each number in a few words: 'up 18% on 2022', or '2022: 5' where a percentage would mislead.

    That is so for shares and means, and where the earlier number is below `report.SMALL_BASE`. The index names
    indicators, and `before` is called by its year, as columns of a pivot by year are. Empty where there is no earlier
    number.

    Raises:
        ParamsError: it is given something else than two Series of the same indicators.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> both = release.data(["sessions", "posttest_meeting_pct"], years=2)
        >>> wide = both.pivot(index="indicator_code", columns="year", values="value")
        >>> report.change_in_words(wide[2023], wide[2022])["sessions"]
        'up about 9% on 2022'
    """
    _check_series("report.change_in_words", now, before)
    words = Words(opened())
    earlier = words.time(int(before.name))  # type: ignore[call-overload]
    return pd.Series(
        [
            words.against(
                str(name), _cell(new, words, name), _cell(old, words, name, earlier), int(earlier[:4])
            )
            for name, new, old in zip(now.index, now, before, strict=True)
        ],
        index=now.index,
        dtype=object,
    )


def _cell(value: Any, words: Words, name: Any, period: str | None = None) -> Cell:
    """The number, as a cell of the report's place if it is one, or why there is none."""
    if not is_missing(value):
        own = words.release.cell(str(name), period=period)
        return own if own.value == value else Cell(float(value), "shown")
    mark = mark_of(value, "report.change_in_words", missing_so_far())
    return Cell(None, "c" if mark == lang.SYMBOLS["c"] else "x")


def ranks(values: pd.Series) -> pd.Series:
    """The rank of each value, 1 for the highest; none for a zero, and none at all where a value is missing.

    A rank among some of the provinces would pass for one among all.

    Examples:
        >>> import pandas as pd
        >>> from helpers import report
        >>> report.ranks(pd.Series([30.0, 50.0, 30.0, 0.0])).to_list()
        [2.0, 1.0, 2.0, nan]
    """
    if values.isna().any():
        return pd.Series(float("nan"), index=values.index)
    return values.rank(ascending=False, method="min").where(values != 0)


def standing_out(values: pd.DataFrame, column: str) -> set[str]:
    """The category whose value stands clear of all others, for `highlight=` of a chart; empty where none does.

    Examples:
        >>> import pandas as pd
        >>> from helpers import report
        >>> routes = pd.DataFrame({"route": ["Entry", "Exit"], "value": [74.0, 108.0]})
        >>> report.standing_out(routes, "route")
        {'Exit'}
        >>> report.standing_out(routes.assign(value=[88.0, 90.0]), "route")
        set()
    """
    if not leads(values["value"].dropna()):
        return set()
    return set(values.nlargest(1, "value")[column].astype(str))


def largest_first(frame: pd.DataFrame, breakdown: str) -> pd.DataFrame:
    """The rows of a breakdown from the largest value of the last year down, "other" and "unknown" last.

    A category without a value stands behind those that have one.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(year=2023)
        >>> victims = release.data("victims_assisted", by="destination")
        >>> report.largest_first(victims, "destination")["destination"].iloc[0]
        '...'
    """
    last = frame[frame["year"] == frame["year"].max()]
    sizes = last.set_index(breakdown)["value"].fillna(0.0)
    unnamed = last[f"{breakdown}_code"].isin(UNNAMED).to_numpy()
    named = sizes[~unnamed].sort_values(ascending=False, kind="stable")
    order = [*named.index, *sizes[unnamed].index]
    ordered = frame.assign(**{breakdown: frame[breakdown].cat.set_categories(order)})
    return ordered.sort_values(["year", breakdown], kind="stable")


def _check_series(call: str, now: Any, before: Any) -> None:
    if not (isinstance(now, pd.Series) and isinstance(before, pd.Series) and now.index.equals(before.index)):
        raise ParamsError(f"{call} takes two Series of the same rows, such as wide[2023] and wide[2022]")


def _in_signs(now: Any, before: Any, words: Words, is_share: bool) -> str:
    marks = [mark_of(each, "report.change", missing_so_far()) for each in (now, before) if is_missing(each)]
    if marks:
        return next(mark for mark in map(lang.SYMBOLS.get, ("c", "x", "z")) if mark in marks)
    if is_share:
        return words.say("{n} pts", n=lang.signed(now - before, words.language, 1))
    if before < SMALL_BASE:
        return lang.signed(now - before, words.language)
    return lang.signed(100 * (now - before) / before, words.language, 0, "percent")
