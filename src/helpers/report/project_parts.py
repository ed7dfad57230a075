"""A project's numbers over its years, by place: `report.over_years` and `report.by_province`."""

from __future__ import annotations

import pandas as pd

from helpers.privacy.scope import NATION
from helpers.report.current import opened
from helpers.report.frame_tables import TOTALS
from helpers.report.language import SYMBOLS
from helpers.report.missing_values import missing, reason_of
from helpers.report.results import framework_of, recorded_of
from helpers.report.table_sources import sourced_rows
from helpers.report.words import Words


def over_years(data: pd.DataFrame) -> pd.DataFrame:
    """The years of a frame of `release.data` together: one row for all that is alike but for the time.

    A sum with a withheld year is withheld. Zeros of some years say nothing of those that recorded nothing: such a sum
    is missing, not 0; a sum of more is that of the years that have a number.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023, language="en")
        >>> sessions = release.data("sessions", years=2)
        >>> len(report.over_years(sessions))
        1
    """
    summed = ("period", "year", "quarter", "month", "value", "status")
    alike = [name for name in data.columns if name not in summed]
    rows = []
    times = data["period"].nunique()
    for _, group in data.groupby(alike, observed=True, sort=False):
        value, status = _sum(group, times)
        rows.append({**group.iloc[0][alike].to_dict(), "value": value, "status": status})
    made = pd.DataFrame(rows, columns=[*alike, "value", "status"])
    for name in alike:
        made[name] = made[name].astype(data[name].dtype)
    made.attrs = data.attrs
    return made


def _sum(group: pd.DataFrame, times: int) -> tuple[float, str]:
    if (group["status"] == "c").any():
        return missing("c"), "c"
    shown = group.loc[group["status"] == "shown", "value"]
    if shown.empty or not shown.any() and len(shown) < times:
        return missing("x"), "x"
    return float(shown.sum()), "shown"


def by_province(data: pd.DataFrame) -> pd.DataFrame:
    """The project's counts in each of its provinces over all years, and their total, for `report.table`.

    Where some courses did not record the women, the total of women is told beside the number of those among whom they
    were recorded: "7 of 76"; `attrs["of_recorded"]` says whether. Provinces without any count are left out.

    Args:
        data: of `release.data`, with the project's counts, by province and of the nation.
    """
    release = opened()
    w = Words(release)
    provinces = data[data["place_code"] != NATION]
    if provinces.empty:
        return pd.DataFrame()
    summed = over_years(data)
    wide = _wide(summed, ["place"], "indicator")
    told = dict(
        zip(zip(summed["place"], summed["indicator"], strict=True), sourced_rows(summed, w), strict=True)
    )
    wide = wide.loc[[place for place in data["place"].cat.categories if place in wide.index]]
    wide = wide[wide.gt(0).any(axis=1)]
    total = w.place(NATION)
    names = dict(zip(data["indicator_code"], data["indicator"], strict=True))
    of_recorded = False
    where, years = ("project", str(framework_of(release).project.code)), provinces["year"].unique()
    for whole in names:
        women = release.indicator(whole).women
        if women not in names or total not in wide.index:
            continue
        if recorded := recorded_of(release, str(women), where, years):
            of_recorded = True
            label = str(names[women])
            texts = [_text(told[place, label], w) for place in wide.index]
            texts[-1] = w.say("{n} of {all}", n=texts[-1], all=w.number(recorded))
            wide[label] = pd.Series(texts, wide.index, dtype=object)
    wide = wide.rename(index={total: TOTALS[1]})
    wide.attrs = {
        **data.attrs,
        "rows": {TOTALS[1]: "total"},
        "right": list(wide.columns),
        "of_recorded": of_recorded,
    }
    return wide


def _wide(data: pd.DataFrame, rows: list[str], across: str) -> pd.DataFrame:
    """Values with the categories of a column side by side."""
    parts = {
        key: part.set_index(rows)["value"] for key, part in data.groupby(across, observed=True, sort=False)
    }
    wide: pd.DataFrame = pd.concat(parts, axis=1)
    return wide


def _text(value: float, w: Words) -> str:
    return SYMBOLS[reason_of(value) or "x"] if pd.isna(value) else w.number(value)
