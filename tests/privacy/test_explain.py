"""What protecting took, as reports and `workbook audit` tell it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.inputs.params.settings import Bilingual
from helpers.inputs.params.tables import read_tables
from helpers.metrics.catalogue import Catalogue, read_catalogue
from helpers.paths import Project
from helpers.privacy.coarsen import Coarse
from helpers.privacy.explain import LIST_ITEM, explained, utility
from helpers.privacy.policy import read_policy
from helpers.privacy.protect import Protected, read_whole_tables
from helpers.privacy.scope import Scope

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
            "place": [
                "north-central-and-central-coast",
                "red-river-delta",
                "southeast",
                "mekong-river-delta",
            ],
            "period": "2023",
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
    protected = Protected({"63": withheld("victims_referred", "trafficking_cases")}, {}, tables)
    protected.whole_tables("63", provinces).to_parquet(tmp_path / "whole.parquet", index=False)
    assert read_whole_tables(pd.read_parquet(tmp_path / "whole.parquet")) == protected.whole


def withheld(
    *indicators: str, status: str = "c", places: Sequence[str] = ("lang-son", "hue")
) -> pd.DataFrame:
    """Totals of the months and the year of some provinces, all of one status."""
    rows = [
        (name, "province", place, period, "total", status)
        for name in indicators
        for place in places
        for period in ("2023", "2023-01", "2023-02")
    ]
    return pd.DataFrame(rows, columns=["indicator", "level", "place", "period", "breakdown", "status"])


NATIONAL = Scope(None, 2023, "en", "63", 2022)


def said_of(cells: pd.DataFrame, project: Project, scope: Scope = NATIONAL) -> Bilingual:
    """What a report says where the months of the cases of these provinces were given up."""
    tables = tuple(
        Coarse("trafficking_cases", "total", "province", "month", "quarter", (place,))
        for place in cells["place"].unique()
    )
    provinces = read_provinces(project)
    whole = Protected({"63": cells}, {}, tables).whole_tables("63", provinces)
    summary = pd.DataFrame(columns=COLUMNS)
    params = (read_policy(project), summary, whole, read_catalogue(project), read_tables(project), provinces)
    return explained(*params, scope)


def test_a_table_says_of_how_many_places_it_is_withheld(project: Project) -> None:
    said = said_of(withheld("trafficking_cases"), project)
    assert said["en"].endswith("\n- By month of 2 provinces: Trafficking cases")
    assert said["vi"].endswith("\n- Theo tháng của 2 tỉnh, thành phố: Vụ mua bán người")


def test_what_is_shown_of_a_table_is_counted(project: Project) -> None:
    cells = withheld("trafficking_cases", places=["hue"])
    cells.loc[cells["period"] == "2023-01", "status"] = "shown"
    assert said_of(cells, project)["en"].endswith("\n- By month of Hue: Trafficking cases (1 of 2 withheld)")


def test_a_table_of_which_all_is_shown_is_not_named(project: Project) -> None:
    said = said_of(withheld("trafficking_cases", status="shown"), project)
    assert said == read_policy(project).explanation


def test_a_province_is_told_of_its_own_tables(project: Project) -> None:
    cells = withheld("trafficking_cases")
    own = said_of(cells, project, Scope("hue", 2023, "en", "63", 2022))
    assert "- By month of Hue: Trafficking cases" in own["en"]
    other = said_of(cells, project, Scope("an-giang", 2023, "en", "63", 2022))
    assert "y month" not in other["en"]


def test_tables_of_one_indicator_stand_in_one_line_and_the_same_table_of_several_in_one(
    project: Project,
) -> None:
    provinces = read_provinces(project)
    named = [("trafficking_cases", "month"), ("trafficking_cases", "quarter")]
    named += [("victims_rescued", "month"), ("victims_received", "month")]
    given_up = tuple(Coarse(name, "total", "province", kind, "year", ("hue",)) for name, kind in named)
    cells = withheld("trafficking_cases", "victims_rescued", "victims_received", places=["hue"])
    quarters = cells[cells["indicator"] == "trafficking_cases"].head(1).assign(period="2023-Q1")
    made = Protected({"63": pd.concat([cells, quarters])}, {}, given_up)
    whole = made.whole_tables("63", provinces)
    params = (
        read_policy(project),
        pd.DataFrame(columns=COLUMNS),
        whole,
        read_catalogue(project),
        read_tables(project),
    )
    assert explained(*params, provinces, NATIONAL)["en"].split(LIST_ITEM)[1:] == [
        "Trafficking cases: by month of Hue; by quarter of Hue",
        "By month of Hue: Rescued; Received",
    ]
