"""Routes of illegal crossings in words: a neighbour, or the sea, and a direction."""

from __future__ import annotations

import pandas as pd

from helpers.errors import ParamsError
from helpers.report.current import opened
from helpers.report.headlines.work import route_name
from helpers.report.words import Words


def routes(crossings: pd.DataFrame) -> pd.Series:
    """What each row's route is called: 'Exit to China', 'Entry by sea'.

    Raises:
        ParamsError: the data are not split by border and direction.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> report.routes(release.data("interception_cases", by=["border", "direction"])).to_list()[:2]
        ['Entry from China', 'Exit to China']
    """
    if not {"border_code", "direction_code"} <= set(crossings.columns):
        raise ParamsError(
            "report.routes takes data split by both: release.data(..., by=['border', 'direction'])"
        )
    w = Words(opened())
    names = [
        route_name(w, *each)
        for each in zip(crossings["border_code"], crossings["direction_code"], strict=True)
    ]
    return pd.Series(names, index=crossings.index, dtype=str)
