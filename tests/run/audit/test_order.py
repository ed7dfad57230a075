"""An order that everybody sees is never taken for a betrayal; one by a withheld number is found.

Every table here has rising numbers with a mark between, as if it were sorted by them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from helpers.run.audit.claims import Stated
from helpers.run.audit.order import betrayed_by_order
from small_release import REGION, small_release

NEITHER = ["lang-son", "cao-bang", "ha-tinh", "an-giang"]
ORDERS = {
    "short names": ["an-giang", "ca-mau", "da-nang", "dak-lak"],
    "Vietnamese letters, d before đ": ["cao-bang", "da-nang", "dak-lak", "hue"],
    "codes": ["lao-cai", "dien-bien", "lang-son", "an-giang"],
    "codes since the merger": ["dien-bien", "lai-chau", "lao-cai", "an-giang"],
    "regions and their provinces": [REGION, "cao-bang", "lang-son", "red-river-delta", "hai-phong"],
    "provinces, then regions": ["cao-bang", "lang-son", "an-giang", REGION, "red-river-delta"],
}


def column(indicator: str, values: Sequence[tuple[str, float | None]]) -> list[Stated]:
    return [
        Stated(f"page, {place}", (indicator, place, "2023", "total", "all"), value, "tbl-a")
        for place, value in values
    ]


def rising(order: Sequence[str]) -> list[Stated]:
    """Victims rescued: 10, withheld, 30, 40 ..."""
    values = [(place, None if at == 2 else 10.0 * at) for at, place in enumerate(order, start=1)]
    return column("victims_rescued", values)


def betrays(stated: list[Stated]) -> bool:
    return bool(list(betrayed_by_order(stated, small_release())))


def test_sorted_by_what_is_withheld() -> None:
    assert betrays(rising(NEITHER))
    assert betrays(rising(NEITHER)[::-1])


@pytest.mark.parametrize("name", ORDERS)
def test_orders_of_places_that_everybody_knows(name: str) -> None:
    assert not betrays(rising(ORDERS[name]))


@pytest.mark.parametrize("numbers", [(40.0, 30.0, 20.0, 10.0), (1.0, 2.0, 3.0, 4.0), (9.0, 8.0, None, None)])
def test_sorted_by_a_number_that_is_shown(numbers: Sequence[float | None]) -> None:
    """Where two have the same, their own order must be a known one."""
    order = ["lang-son", "cao-bang", "an-giang", "ha-tinh"]
    assert betrays(rising(order))
    assert not betrays(rising(order) + column("participants", list(zip(order, numbers, strict=True))))


def test_shown_number_of_victims_explains_an_order_too() -> None:
    numbers = list(zip(NEITHER, (40.0, 30.0, 20.0, 10.0), strict=True))
    assert not betrays(rising(NEITHER) + column("victims_assisted", numbers))
    hidden = [(place, None if place == "cao-bang" else value) for place, value in numbers]
    assert betrays(rising(NEITHER) + column("victims_assisted", hidden))


def test_number_that_all_rows_share_explains_no_order() -> None:
    assert betrays(rising(NEITHER) + column("participants", [(place, 7.0) for place in NEITHER]))


def test_number_in_no_order_explains_none() -> None:
    numbers = list(zip(NEITHER, (40.0, 10.0, 30.0, 20.0), strict=True))
    assert betrays(rising(NEITHER) + column("participants", numbers))


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (["0-11", "12-17", "18-24", "unknown"], False),
        (["0-11", "unknown", "12-17", "18-24"], True),
        (["12-17", "18-24", "0-11", "unknown"], True),
    ],
)
def test_categories(order: list[str], found: bool) -> None:
    """By their list, or by their code or label; nothing else."""
    stated = [
        Stated(f"page, {code}", ("victims_assisted", "viet-nam", "2023", "age_band", code), value, "tbl-a")
        for code, value in zip(order, (10.0, None, 30.0, 40.0), strict=True)
    ]
    assert betrays(stated) is found
