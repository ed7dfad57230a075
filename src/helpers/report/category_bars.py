"""One indicator of the report's place by the categories of a breakdown, as a bar chart shows it for two years."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from helpers.report.changes import largest_first, standing_out
from helpers.report.frames import OpenedRelease
from helpers.report.headlines.people import UNNAMED
from helpers.report.withheld_sums import all_but_one_withheld, withheld_sum


class ByCategory(NamedTuple):
    """What a chart of categories needs: `instead` stands in its place where it would have one bar beside stubs."""

    data: pd.DataFrame
    leading: set[str]
    together: str
    instead: str
    has_any: bool


def by_category(release: OpenedRelease, indicator: str, by: str) -> ByCategory:
    """The categories of the year and the year before, largest first, without those that never had any.

    Categories that are withheld one by one in the report's year are left out where several others are shown;
    `together` tells their sum.

    Examples:
        >>> from helpers import open_report, report
        >>> made = report.by_category(open_report(year=2023), "victims_assisted", "exploitation")
        >>> made.data["year"].unique().tolist()
        [2022, 2023]
    """
    frame = release.data(indicator, by=by, years=release.scope.years[-2:])
    year = release.scope.year
    told = frame["value"].gt(0) | (frame["year"].eq(year) & frame["status"].ne("shown"))
    frame = largest_first(frame[frame[by].isin(frame.loc[told, by])], by)
    now = frame[frame["year"] == year]
    whole = release.data(indicator)["value"].iloc[0]
    together, instead = withheld_sum(now, by, whole), all_but_one_withheld(now, by, whole)
    if together and now["value"].gt(0).sum() > 1:
        now = now[now["status"].ne("c")]
        frame = frame[frame[by].isin(now[by])]
    named = now[~now[f"{by}_code"].isin(UNNAMED)]
    leading = standing_out(named if len(named) else now, by)
    return ByCategory(frame, leading, together, instead, bool(now["value"].gt(0).any()) and not instead)
