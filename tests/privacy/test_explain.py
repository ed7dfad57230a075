"""What protecting took, as reports and `workbook audit` tell it."""

from __future__ import annotations

import pandas as pd

from helpers.privacy.explain import utility


def test_shares_shown_of_all_numbers_and_of_the_totals_of_nation_and_regions() -> None:
    rows = [
        ("total", "nation", 2, 0, 0, 0),
        ("total", "region", 6, 1, 1, 0),
        ("total", "province", 40, 9, 3, 20),
        ("sex", "region", 12, 4, 2, 0),
    ]
    columns = ["breakdown", "level", "cells", "primary", "complement", "coarsened"]
    assert utility(pd.DataFrame(rows, columns=columns)) == {
        "cells": 60,
        "primary": 14,
        "complement": 6,
        "coarsened": 20,
        "shown_pct": 33,
        "totals_pct": 75,
    }


def test_nothing_to_show_is_no_share() -> None:
    nothing = pd.DataFrame(columns=["breakdown", "level", "cells", "primary", "complement", "coarsened"])
    assert utility(nothing)["totals_pct"] == 0
