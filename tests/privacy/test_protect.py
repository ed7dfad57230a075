from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.inputs.params.provinces import Provinces
from helpers.metrics.catalogue import Catalogue
from helpers.privacy.policy import Policy
from helpers.privacy.protect import COLUMNS, protect

Release = Callable[..., pd.DataFrame]
BIG = dict.fromkeys(["cao-bang", "lao-cai", "quang-ninh", "hai-phong", "nghe-an", "hue"], 20.0)


def test_count_below_the_threshold_is_hidden(released: Release) -> None:
    cells = released({**BIG, "lang-son": 4, "son-la": 5})
    assert cells.loc["lang-son", "status"] == "c"
    assert cells.loc["cao-bang", "status"] == "shown"


def test_hidden_is_missing_never_zero(released: Release) -> None:
    cells = released({**BIG, "lang-son": 2})
    hidden = cells[cells["status"] == "c"]
    assert len(hidden) >= 2
    assert hidden["value"].isna().all()
    assert cells[cells["status"] == "shown"]["value"].notna().all()


def test_true_zero_stays_zero(released: Release) -> None:
    cells = released({**BIG, "lang-son": 2})
    assert cells.loc["son-la", ["value", "status"]].tolist() == [0, "shown"]


def test_missing_is_not_available_and_never_confidential(released: Release) -> None:
    cells = released({**BIG, "lang-son": None})
    assert cells.loc["lang-son", "status"] == "x"
    assert pd.isna(cells.loc["lang-son", "value"])


def test_lone_small_province_hides_a_second(released: Release) -> None:
    cells = released({**BIG, "lang-son": 3, "lao-cai": 9})
    north = cells.loc[["lang-son", "lao-cai", "cao-bang"], "status"]
    assert north.tolist() == ["c", "c", "shown"]


def test_two_hidden_cells_of_one_each_are_not_enough(released: Release) -> None:
    cells = released({**BIG, "lang-son": 1, "son-la": 1, "lao-cai": 9})
    assert cells.loc["lao-cai", "status"] == "c"


def test_hidden_ones_that_add_up_to_too_little_are_not_enough(released: Release) -> None:
    ones = dict.fromkeys(["lang-son", "son-la", "ha-giang", "lai-chau", "dien-bien"], 1.0)
    cells = released({**BIG, **ones, "lao-cai": 9})
    assert cells.loc["lao-cai", "status"] == "c"


def test_hidden_region_hides_a_second_region_and_provinces_of_it(
    released: Release, regions: dict[str, str]
) -> None:
    cells = released({**BIG, "kon-tum": 2})
    hidden = set(cells[(cells["level"] == "region") & (cells["status"] == "c")].index)
    assert "central-highlands" in hidden
    assert len(hidden) >= 2
    for region in hidden:
        inside = [province for province, of in regions.items() if of == region]
        assert (cells.loc[inside, "status"] == "c").any()


def test_indicator_that_is_not_sensitive_hides_nothing(released: Release) -> None:
    cells = released({**BIG, "lang-son": 1}, indicator="seminars_held")
    assert (cells["status"] == "shown").all()
    assert cells.loc["lang-son", "value"] == 1


def test_release_has_the_agreed_columns(released: Release) -> None:
    assert set(released(BIG).reset_index().columns) == set(COLUMNS)


@pytest.mark.parametrize(
    ("indicator", "level", "place", "period", "breakdown", "category", "published"),
    [
        ("victims_assisted", "province", "lang-son", "2023", "total", "all", True),
        ("victims_assisted", "province", "lang-son", "2023-05", "total", "all", False),
        ("victims_assisted", "province", "lang-son", "2023", "sex", "female", False),
        ("victims_assisted", "region", "southeast", "2023", "sex", "female", True),
        ("victims_assisted", "nation", "viet-nam", "2023", "sex", "female", True),
        ("victims_assisted", "nation", "viet-nam", "2023-Q1", "total", "all", False),
        ("interception_cases", "province", "lang-son", "2023", "border.direction", "CN.entry", True),
        ("interception_cases", "province", "lang-son", "2023-05", "total", "all", True),
    ],
)
def test_only_what_a_rule_names_is_published(
    indicator: str,
    level: str,
    place: str,
    period: str,
    breakdown: str,
    category: str,
    published: bool,
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
) -> None:
    fact = fact_of(indicator, level, place, period, breakdown, category, value=50)
    assert len(protect({"63": fact}, policy, catalogue, provinces).cells["63"]) == int(published)


def test_sensitive_share_is_never_published(
    policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> None:
    share = catalogue["posttest_meeting_pct"]
    secret = Catalogue({share.id: share.model_copy(update={"sensitive": True})}, catalogue.codelists)
    fact = fact_of(share.id, "nation", "viet-nam", "2023", "total", "all", value=90)
    assert len(protect({"63": fact}, policy, catalogue, provinces).cells["63"]) == 1
    assert protect({"63": fact}, policy, secret, provinces).cells["63"].empty


def test_share_of_nobody_is_not_applicable(
    policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> None:
    fact = fact_of("posttest_meeting_pct", "nation", "viet-nam", "2023", "total", "all", value=None, base=0)
    assert protect({"63": fact}, policy, catalogue, provinces).cells["63"]["status"].tolist() == ["z"]


def fact_of(
    indicator: str,
    level: str,
    place: str,
    period: str,
    breakdown: str,
    category: str,
    *,
    value: float | None,
    base: float | None = None,
) -> pd.DataFrame:
    fact = pd.DataFrame(
        {
            "indicator": [indicator],
            "level": [level],
            "place": [place],
            "year": [2023],
            "period": [period],
            "breakdown": [breakdown],
            "category": [category],
        }
    )
    return fact.assign(value=pd.array([value], dtype="Float64"), base=pd.array([base], dtype="Float64"))


def test_zero_is_hidden_where_the_policy_says_so(
    policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> None:
    fact = fact_of("victims_assisted", "province", "lang-son", "2023", "total", "all", value=0)
    strict = policy.model_copy(update={"zeros": "hidden"})
    assert protect({"63": fact}, policy, catalogue, provinces).cells["63"]["status"].tolist() == ["shown"]
    assert protect({"63": fact}, strict, catalogue, provinces).cells["63"]["status"].tolist() == ["c"]
