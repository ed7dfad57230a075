"""What protecting took, as reports and `workbook audit` tell it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from helpers.inputs.params.provinces import Provinces
from helpers.inputs.params.tables import read_tables
from helpers.metrics.catalogue import Catalogue
from helpers.paths import Project
from helpers.privacy.coarsen import Coarse
from helpers.privacy.explain import explained, utility
from helpers.privacy.policy import Policy
from helpers.privacy.protect import Protected, read_whole_tables

COLUMNS = ["breakdown", "level", "cells", "withheld", "whole"]


def test_shares_shown_of_all_numbers_and_of_the_totals_of_nation_and_regions() -> None:
    rows = [
        ("total", "nation", 2, 0, 0),
        ("total", "region", 6, 2, 0),
        ("total", "province", 40, 32, 20),
        ("sex", "region", 12, 6, 0),
    ]
    assert utility(pd.DataFrame(rows, columns=COLUMNS)) == {
        "cells": 60,
        "withheld": 40,
        "whole": 20,
        "shown_pct": 33,
        "totals_pct": 75,
    }


def test_nothing_to_show_is_no_share() -> None:
    assert utility(pd.DataFrame(columns=COLUMNS))["totals_pct"] == 0


def test_nothing_says_why_numbers_are_withheld(catalogue: Catalogue, provinces: Provinces) -> None:
    """'Two small' would tell that both marks of a table are small, and of a corrected number that it is."""
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
        return protected.summary("63", catalogue), protected.whole_tables("63", provinces)

    both, whole = told("primary", "primary")
    one, _ = told("primary", "complement")
    pd.testing.assert_frame_equal(both, one)
    assert both[["cells", "withheld", "whole"]].to_numpy().tolist() == [[3, 2, 0]]
    assert whole.empty
    coarse, _ = told("coarsened", "coarsened")
    assert coarse["whole"].tolist() == [2]


def test_whole_tables_come_back_from_a_file_as_they_were(tmp_path: Path, provinces: Provinces) -> None:
    tables = (
        Coarse("victims_referred", "total", "province", "year", "region"),
        Coarse("trafficking_cases", "total", "province", "month", "quarter", ("lang-son",)),
    )
    protected = Protected({"63": pd.DataFrame()}, {}, tables)
    protected.whole_tables("63", provinces).to_parquet(tmp_path / "whole.parquet", index=False)
    assert read_whole_tables(pd.read_parquet(tmp_path / "whole.parquet")) == protected.whole


def test_some_places_of_a_table_are_named_as_such(
    project: Project, policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> None:
    tables = tuple(
        Coarse("trafficking_cases", "total", "province", "month", "quarter", (place,))
        for place in ("hue", "an-giang")
    )
    whole = Protected({"63": pd.DataFrame()}, {}, tables).whole_tables("63", provinces)
    summary = pd.DataFrame(columns=COLUMNS)
    said = explained(policy, summary, whole, catalogue, read_tables(project), year=2023, national=False)
    assert said["en"].count("Trafficking cases by month of some provinces") == 1
    assert "Vụ mua bán người theo tháng của một số tỉnh" in said["vi"]
