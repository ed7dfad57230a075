"""Frames of `release.data` are pandas' own, and their sums say what they leave out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from helpers import report
from helpers.errors import ParamsError
from helpers.report import current
from helpers.report.frames import OpenedRelease
from helpers.report.missing_values import missing
from helpers.report.released_frame import PartOfSum, ReleasedFrame
from helpers.report.withheld_behind import tells_of_withheld

FRAME = ReleasedFrame({
    "place": ["A", "A", "B", "B", "C"], "value": [5.0, missing("c"), missing("c"), missing("x"), 3.0]
})  # fmt: skip
OF_B: dict[str, Callable[[], pd.Series]] = {
    "a mask": lambda: FRAME[FRAME["place"] == "B"]["value"],
    "loc": lambda: FRAME.loc[FRAME["place"] == "B", "value"],
    "query": lambda: FRAME.query("place == 'B'").value,
    "an index": lambda: FRAME.set_index("place")["value"].loc["B"],
    "sorted, copied, merged": lambda: (
        FRAME.merge(pd.DataFrame({"place": ["B"]})).sort_values("place").copy()["value"]
    ),
    "a product": lambda: FRAME.loc[FRAME["place"] == "B", "value"] * 100,
}


@pytest.mark.parametrize("values", OF_B.values(), ids=OF_B.keys())
@pytest.mark.parametrize("how", [np.sum, lambda each: each.agg("sum"), lambda each: each.sum()])
def test_a_sum_says_what_it_leaves_out(
    values: Callable[[], pd.Series], how: Callable[[pd.Series], float]
) -> None:
    made = how(values())
    assert made == 0 and isinstance(made, PartOfSum) and made.left_out == {"c", "x"}


def test_a_mean_says_it_too_and_what_leaves_nothing_out_is_a_plain_number() -> None:
    made = FRAME["value"].mean()
    assert isinstance(made, PartOfSum) and made == 4 and made.left_out == {"c", "x"}
    assert type(FRAME.loc[[0, 4], "value"].sum()) is np.float64
    assert np.isnan(FRAME["value"].sum(skipna=False))
    assert np.isnan(FRAME.loc[[1], "value"].sum(min_count=1))


def test_a_sentence_never_says_zero_for_what_is_withheld(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["nation"])
    victims = opened["nation"].data("victims_assisted", level="province", years=2)
    withheld = victims[victims["status"] == "c"]
    with pytest.raises(ParamsError, match=r"report.say: the 0 of \{n\} stands for numbers that are withheld"):
        report.say(en="{n} victims.", vi="{n} nạn nhân.", n=withheld["value"].sum())
    kept = report.say(en="{n} victims.", vi="{n} nạn nhân.", n=withheld["value"].sum(skipna=False)).text
    assert "withheld" in kept
    largest = victims.nlargest(1, "value")
    both = pd.concat([withheld.head(1), largest])
    assert tells_of_withheld(report.say(en="{n} people.", vi="{n} người.", n=both["value"].sum()).text)


def test_pandas_makes_of_it_what_it_makes_of_its_own() -> None:
    plain = pd.DataFrame(FRAME)
    for frame in (
        FRAME.groupby("place")["value"].sum(),
        FRAME.pivot_table(index="place", values="value", aggfunc="sum"),
    ):
        made = plain.groupby("place")["value"].sum()
        assert frame.to_numpy().ravel().tolist() == made.tolist()
    assert FRAME.describe().loc["count", "value"] == 2
    assert isinstance(pd.concat([FRAME, FRAME]), pd.DataFrame)
    assert FRAME.to_csv() == plain.to_csv()
