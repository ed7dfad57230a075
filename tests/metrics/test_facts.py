from __future__ import annotations

from pathlib import Path

import pandas as pd
import pandas.testing as pdt
import pytest

from helpers.errors import ParamsError
from helpers.inputs.records.checked_records import IntakeEntry
from helpers.metrics.counted import counted_rows
from helpers.metrics.facts import COLUMNS, Definitions, facts_from

KEY = ["indicator", "place", "period", "breakdown", "category"]
GOLDEN = Path(__file__).parents[1] / "golden"
EXPECTED = pd.read_csv(GOLDEN / "indicators.csv", dtype={**dict.fromkeys(KEY, "string"), "value": "Float64"})


@pytest.mark.parametrize(
    "row", EXPECTED.to_dict("records"), ids=lambda row: "-".join(row[key] for key in KEY)
)
def test_fact_is_as_added_up_by_hand(row: dict[str, object], golden_facts: pd.DataFrame) -> None:
    found = golden_facts[(golden_facts[KEY] == pd.Series({key: row[key] for key in KEY})).all(axis=1)]
    assert len(found) == 1
    value = found["value"].iloc[0]
    assert pd.isna(value) if pd.isna(row["value"]) else value == pytest.approx(row["value"], rel=1e-9)


def test_every_indicator_has_a_golden_row_with_a_value(definitions: Definitions) -> None:
    assert set(definitions.catalogue) == set(EXPECTED.dropna()["indicator"])


def test_facts_have_one_row_a_cell_and_the_agreed_columns(golden_facts: pd.DataFrame) -> None:
    assert tuple(golden_facts.columns) == COLUMNS
    assert not golden_facts.duplicated(KEY).any()
    assert [str(golden_facts[c].dtype) for c in ("value", "base", "rows", "year")] == [
        "Float64",
        "Float64",
        "Int64",
        "Int64",
    ]


@pytest.mark.parametrize("parts", ["region", "province"])
def test_places_sum_to_the_nation(parts: str, definitions: Definitions, golden_facts: pd.DataFrame) -> None:
    added = golden_facts[golden_facts["indicator"].isin(always_known(definitions))]
    by = [key for key in KEY if key != "place"]
    nation = added[added["level"] == "nation"].set_index(by)["value"]
    lower = added[added["level"] == parts].groupby(by)["value"].sum(min_count=1)
    pdt.assert_series_equal(lower.reindex(nation.index), nation)


@pytest.mark.parametrize(("grain", "pattern"), [("quarter", "-Q"), ("month", r"-\d\d")])
def test_periods_sum_to_the_year(
    grain: str, pattern: str, definitions: Definitions, golden_facts: pd.DataFrame
) -> None:
    named = [name for name in always_known(definitions) if grain in definitions.catalogue[name].periods]
    totals = golden_facts[golden_facts["indicator"].isin(named) & (golden_facts["breakdown"] == "total")]
    year = totals[totals["period"] == "2023"].set_index(["indicator", "place"])["value"]
    parts = (
        totals[totals["period"].str.contains(pattern)]
        .groupby(["indicator", "place"])["value"]
        .sum(min_count=1)
    )
    pdt.assert_series_equal(parts.reindex(year.index), year)


def test_categories_sum_to_the_total(definitions: Definitions, golden_facts: pd.DataFrame) -> None:
    added = golden_facts[golden_facts["indicator"].isin(always_known(definitions))]
    total = added[added["breakdown"] == "total"].set_index(["indicator", "place", "period"])["value"]
    split = added[added["breakdown"] != "total"]
    parts = split.groupby(["indicator", "breakdown", "place", "period"])["value"].sum(min_count=1)
    whole = total.reindex(parts.index.droplevel("breakdown"))
    assert parts.reset_index(drop=True).equals(whole.reset_index(drop=True))


def test_share_comes_from_the_sums_and_keeps_its_base(golden_facts: pd.DataFrame) -> None:
    share = golden_facts[
        (golden_facts["indicator"] == "posttest_meeting_pct") & (golden_facts["period"] == "2023")
    ]
    total = share[share["breakdown"] == "total"].set_index("place")
    assert total.loc["viet-nam", ["value", "base", "rows"]].tolist() == [90.0, 50.0, 4]
    assert pd.isna(total.loc["cao-bang", "base"])
    seminars = share[(share["category"] == "seminar") & (share["place"] == "viet-nam")]
    assert seminars["base"].tolist() == [0.0]
    assert seminars["value"].isna().all()


def test_blank_cells_are_counted_with_the_whole_of_the_rows_that_tell_the_part(
    golden_facts: pd.DataFrame, definitions: Definitions
) -> None:
    counted = counted_rows(golden_facts, definitions.catalogue)
    year = counted[(counted["breakdown"] == "total") & (counted["period"] == "2023")]
    year = year.set_index(["province", "indicator"])[["rows", "blank", "whole"]].sort_index()
    assert year.loc[("lang-son", "participants_women")].tolist() == [3, 1, 160.0]
    assert year.loc[("quang-binh", "participants_women"), ["rows", "blank"]].tolist() == [1, 1]
    assert year.loc[("lang-son", "participants"), ["rows", "blank"]].tolist() == [3, 0]
    assert year["whole"].isna()["lang-son", "participants"]
    in_class_without_test = year.loc[("lang-son", "pretest_mean_score"), "blank"]
    assert in_class_without_test == 0
    first = counted[(counted["indicator"] == "officers_trained_women") & (counted["category"] == "inl-1")]
    first = first[first["province"] == "lang-son"].set_index("period")
    assert first.loc["2023", ["rows", "blank", "whole"]].tolist() == [1, 0, 30.0]


def test_month_that_the_return_does_not_cover_is_missing(
    golden_records: dict[str, list[pd.DataFrame]], golden_intake: list[IntakeEntry], definitions: Definitions
) -> None:
    half = [IntakeEntry(**{**vars(entry), "months": entry.months[:6]}) for entry in golden_intake]
    facts = facts_from(golden_records, half, definitions, 2023, "63").set_index(KEY)["value"]
    assert facts["suspects_arrested", "quang-binh", "2023-06", "total", "all"] == 0
    assert pd.isna(facts["suspects_arrested", "quang-binh", "2023-07", "total", "all"])
    assert pd.isna(facts["victims_reintegrated", "quang-binh", "2023-Q3", "total", "all"])


def test_merged_province_is_the_sum_of_its_parts(
    golden_records: dict[str, list[pd.DataFrame]],
    golden_intake: list[IntakeEntry],
    definitions: Definitions,
    golden_facts: pd.DataFrame,
) -> None:
    merged = facts_from(golden_records, golden_intake, definitions, 2023, "34").set_index(KEY)["value"]
    old = golden_facts.set_index(KEY)["value"]
    key = ("2023", "total", "all")
    assert merged[("people_intercepted", "quang-tri", *key)] == 11
    assert merged[("people_intercepted", "quang-tri", *key)] == sum(
        old[("people_intercepted", place, *key)] for place in ("quang-binh", "quang-tri")
    )
    assert merged[("officers_trained", "quang-tri", *key)] == 20
    assert ("people_intercepted", "quang-binh", *key) not in merged.index


def test_later_vintage_is_never_split(
    golden_records: dict[str, list[pd.DataFrame]], definitions: Definitions
) -> None:
    new = {name: [frame.iloc[:1].assign(vintage="34")] for name, [frame] in golden_records.items()}
    with pytest.raises(ParamsError, match="cannot be split"):
        facts_from(new, [], definitions, 2023, "63")


def test_facts_do_not_depend_on_the_order_of_records(
    golden_records: dict[str, list[pd.DataFrame]],
    golden_intake: list[IntakeEntry],
    definitions: Definitions,
    golden_facts: pd.DataFrame,
) -> None:
    turned = {name: [frame.iloc[::-1].reset_index(drop=True)] for name, [frame] in golden_records.items()}
    pdt.assert_frame_equal(facts_from(turned, golden_intake[::-1], definitions, 2023, "63"), golden_facts)


def test_facts_do_not_depend_on_how_records_are_cut_into_pieces(
    golden_records: dict[str, list[pd.DataFrame]],
    golden_intake: list[IntakeEntry],
    definitions: Definitions,
    golden_facts: pd.DataFrame,
) -> None:
    cut = {
        name: [frame.iloc[start : start + 3] for start in range(0, len(frame) + 1, 3)]
        for name, [frame] in golden_records.items()
    }
    pdt.assert_frame_equal(facts_from(cut, golden_intake, definitions, 2023, "63"), golden_facts)


def test_sum_of_nothing_known_is_missing_though_other_quarters_are_zero(golden_facts: pd.DataFrame) -> None:
    totals = golden_facts[golden_facts["breakdown"] == "total"]
    women = totals[totals["indicator"] == "officers_trained_women"].set_index(["place", "period"])["value"]
    assert women["quang-tri", "2023-Q1"] == 0
    assert pd.isna(women["quang-tri", "2023-Q4"])
    assert pd.isna(women["quang-tri", "2023"])
    parts = golden_facts[golden_facts["indicator"] == "officers_trained_women"].set_index(
        ["place", "period", "breakdown", "category"]
    )["value"]
    assert pd.isna(parts["quang-tri", "2023", "project", "national-programme"])
    assert parts["quang-tri", "2023", "project", "inl-1"] == 0


def always_known(definitions: Definitions) -> list[str]:
    """Indicators that add up: no shares, no sums of a column that a row may leave empty."""
    return [
        i.id
        for i in definitions.catalogue.values()
        if i.aggregation == "count"
        or (i.aggregation == "sum" and not definitions.tables[i.table].columns[i.measure].optional)
    ]
