"""How many rows of the returns stand behind each indicator of a province, for who asks where a number is from."""

from __future__ import annotations

import pandas as pd

from helpers.metrics.catalogue import Catalogue
from helpers.metrics.indicator import TOTAL

COLUMNS = ("province", "year", "indicator", "rows")


def counted_rows(facts: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Rows that the indicators of a year were computed from, one row a province and indicator.

    Tables in which each row is a person at risk are left out: their rows are as telling as the number itself.
    """
    guarded = {indicator.table for indicator in catalogue.values() if indicator.sensitive}
    open_ones = [name for name, indicator in catalogue.items() if indicator.table not in guarded]
    whole = facts[
        (facts["level"] == "province")
        & (facts["breakdown"] == TOTAL)
        & (facts["period"] == facts["year"].astype("string"))
        & facts["indicator"].isin(open_ones)
    ]
    renamed = whole.rename(columns={"place": "province"})[list(COLUMNS)]
    return renamed.reset_index(drop=True)
