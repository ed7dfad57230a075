"""What protecting took, as reports and `workbook audit` tell it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.metrics.catalogue import Catalogue
from helpers.privacy.explain import utility
from helpers.privacy.protect import Protected

COLUMNS = ["breakdown", "level", "cells", "withheld"]
REASONS = pd.DataFrame({"primary": [14], "complement": [6], "coarsened": [20]})


def test_shares_shown_of_all_numbers_and_of_the_totals_of_nation_and_regions() -> None:
    rows = [
        ("total", "nation", 2, 0),
        ("total", "region", 6, 2),
        ("total", "province", 40, 32),
        ("sex", "region", 12, 6),
    ]
    assert utility(pd.DataFrame(rows, columns=COLUMNS), REASONS) == {
        "cells": 60,
        "primary": 14,
        "complement": 6,
        "coarsened": 20,
        "shown_pct": 33,
        "totals_pct": 75,
    }


def test_nothing_to_show_is_no_share() -> None:
    assert utility(pd.DataFrame(columns=COLUMNS), REASONS)["totals_pct"] == 0


def test_no_table_says_why_its_numbers_are_withheld(catalogue: Catalogue) -> None:
    """Of a table with two marks, 'two small, no complement' would tell that both are below the threshold."""
    cells = pd.DataFrame(
        {
            "indicator": "victims_rescued",
            "breakdown": "total",
            "level": "region",
            "status": ["c", "c", "shown", "x"],
        }
    )

    def told(*why: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        reasons = pd.Series(np.array([*why, "", ""], dtype=object), dtype="string")
        protected = Protected({"63": cells}, {"63": reasons}, ())
        return protected.summary("63", catalogue), protected.reasons("63", catalogue)

    both, in_all = told("primary", "primary")
    one, _ = told("primary", "complement")
    pd.testing.assert_frame_equal(both, one)
    assert both[["cells", "withheld", "whole"]].to_numpy().tolist() == [[3, 2, 0]]
    assert in_all.to_numpy().tolist() == [[2, 0, 0]]
