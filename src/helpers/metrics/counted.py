"""How many rows of the returns stand behind each indicator of a province, and how many of them leave it blank."""

from __future__ import annotations

import pandas as pd

from helpers.metrics.catalogue import Catalogue
from helpers.metrics.indicator import TOTAL

COLUMNS = ("province", "year", "period", "indicator", "breakdown", "category", "rows", "blank", "whole")


def counted_rows(facts: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Rows that the indicators of a year were computed from, one row a province and indicator.

    Of an indicator that some rows leave blank there is one for each quarter and category, too. `whole` is the number
    of those among whom a part was counted: attendances of everybody in the rows that tell those of women.

    Tables in which each row is a person at risk are left out: their rows are as telling as the number itself.
    """
    guarded = {indicator.table for indicator in catalogue.values() if indicator.sensitive}
    open_ones = [name for name, indicator in catalogue.items() if indicator.table not in guarded]
    is_year = facts["period"] == facts["year"].astype("string")
    by_year = is_year & (facts["breakdown"] == TOTAL)
    with_blanks = facts.loc[by_year & (facts["blank"] > 0), "indicator"].unique()
    finer = facts["indicator"].isin(with_blanks) & (is_year | facts["period"].str.contains("-Q", regex=False))
    own = (facts["level"] == "province") & facts["indicator"].isin(open_ones) & (by_year | finer)
    is_quotient = [name for name, indicator in catalogue.items() if not indicator.adds_up]
    found = facts[own].rename(columns={"place": "province", "base": "whole"})[list(COLUMNS)]
    found.loc[found["indicator"].isin(is_quotient), "whole"] = pd.NA
    return found.reset_index(drop=True)
