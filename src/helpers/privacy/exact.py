"""Facts -> cells for partners: the tables that the policy publishes, with exact numbers. Never for the public."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.metrics.catalogue import Catalogue
from helpers.privacy.policy import Policy
from helpers.privacy.protect import released


def exact_cells(facts: pd.DataFrame, policy: Policy, catalogue: Catalogue) -> pd.DataFrame:
    """The cells of one year and vintage as `protect` gives them, with nothing withheld."""
    published = facts[policy.publishes(facts, catalogue)].reset_index(drop=True)
    return released(published, np.zeros(len(published), dtype=bool))
