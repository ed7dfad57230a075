"""Facts -> publishable cells, each with its status. A hidden count stays missing, never zero.

What is promised to readers of everything that one call publishes:
- a cell that no rule of the policy publishes is not there;
- a sensitive count from 1 to threshold - 1 is never shown, and no share of sensitive counts is;
- within any one sum (provinces of a region, regions or provinces of the nation, months and quarters, categories of
  a margin, indicators that make up another) a hidden cell never stands alone, and a shown total leaves each of its
  hidden parts anything from 1 to at least the threshold, to whoever knows nothing but that sum.

What is not promised yet: that several sums taken together do not give a hidden cell, or a narrow interval for it;
that tables of other years, of the other vintage of provinces, or published earlier do not; that somebody who knows
one hidden cell does not learn another. That takes one linked model of everything published, and linear programs.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.metrics.catalogue import Catalogue
from helpers.privacy.policy import Policy
from helpers.privacy.sums import sums_among
from helpers.privacy.suppression import hide_complements

COLUMNS = ("indicator", "level", "place", "year", "period", "breakdown", "category", "value", "status")


def protect(
    facts: pd.DataFrame, policy: Policy, catalogue: Catalogue, regions: Mapping[str, str]
) -> pd.DataFrame:
    """The cells that the public may see: `COLUMNS`, in the order of the facts.

    Status: shown; c, confidential; x, not available; z, a share of nobody. Only a shown cell has a value.

    Args:
        facts: exact facts of one year and vintage.
        policy: what is published, and the threshold.
        catalogue: the indicators that the facts are of.
        regions: slug of each province of that vintage -> slug of its region.
    """
    cells = facts[policy.publishes(facts, catalogue)].reset_index(drop=True)
    status = np.where(cells["value"].isna(), "x", "shown").astype(object)
    status[(cells["value"].isna() & (cells["base"] == 0)).fillna(False).to_numpy(dtype=bool)] = "z"
    named = [indicator.id for indicator in catalogue.values() if indicator.sensitive]
    rows = np.flatnonzero(cells["indicator"].isin(named).to_numpy(dtype=bool))
    status[rows[_hidden(cells.iloc[rows], policy, catalogue, regions)]] = "c"
    released = cells.assign(
        status=pd.array(status, dtype="string"), value=cells["value"].where(pd.Series(status) == "shown")
    )
    return released[list(COLUMNS)]


def _hidden(
    cells: pd.DataFrame, policy: Policy, catalogue: Catalogue, regions: Mapping[str, str]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For each sensitive cell, whether it is hidden."""
    values = cells["value"].to_numpy(dtype=np.float64, na_value=np.nan)
    small = (values < policy.threshold) & ((values > 0) | (policy.zeros == "hidden"))
    return hide_complements(values, small, sums_among(cells, catalogue, regions), policy.threshold)
