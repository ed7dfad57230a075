from __future__ import annotations

import pytest

from helpers.metrics.catalogue import Catalogue
from helpers.privacy.sums import Key, complements_of, indicator_sums, margin_sums, period_sums, place_sums

A, B, C = (frozenset(name) for name in "abc")
NORTH, NATION = A | B, A | B | C


def total(indicator: str = "victims_assisted", units: frozenset[str] = NATION, period: str = "2023") -> Key:
    return Key(indicator, units, period, "total", "all")


def categories(indicator: str, breakdown: str, codes: list[str]) -> list[Key]:
    return [total(indicator)._replace(breakdown=breakdown, category=code) for code in codes]


def test_places_add_up_step_by_step() -> None:
    cells = [total(units=units) for units in (NATION, NORTH, A, B, C)]
    implied: dict[Key, None] = {}
    found = set(place_sums(cells, implied))
    nation, north, a, b, c = cells
    assert found == {(nation, (north, c)), (north, (a, b))}
    assert not implied


def test_regions_that_differ_by_one_province_imply_that_province() -> None:
    """North of one vintage is a and b, of the other only a: b follows by subtraction."""
    cells = [total(units=units) for units in (NATION, NORTH, A)]
    implied: dict[Key, None] = {}
    found = set(place_sums(cells, implied))
    assert set(implied) == {total(units=B), total(units=C)}
    assert (cells[1], (total(units=A), total(units=B))) in found


def test_periods_add_up() -> None:
    year = total()
    quarters = [total(period=f"2023-Q{number}") for number in range(1, 5)]
    months = [total(period=f"2023-{number:02d}") for number in range(1, 13)]
    found = list(period_sums(dict.fromkeys([year, *quarters, *months], 1.0)))
    assert (year, tuple(quarters)) in found
    assert (year, tuple(months)) in found
    assert (quarters[1], tuple(months[3:6])) in found
    assert len(found) == 6


@pytest.mark.parametrize(
    "parts",
    [
        ["victims_rescued", "victims_received", "victims_self_returned"],
        ["victims_confirmed", "victims_presumed"],
    ],
)
def test_indicators_that_split_another_are_found_from_their_filters(
    parts: list[str], catalogue: Catalogue
) -> None:
    cells = dict.fromkeys([total(), *map(total, parts)], 1.0)
    ((whole, found),) = indicator_sums(cells, catalogue)
    assert (whole, set(found)) == (total(), set(map(total, parts)))
    assert not complements_of(cells, catalogue)


def test_those_left_out_by_an_indicator_are_implied(catalogue: Catalogue) -> None:
    cells = dict.fromkeys([total(), total("victims_referred")], 1.0)
    assert not list(indicator_sums(cells, catalogue))
    ((whole, part, rest),) = complements_of(cells, catalogue)
    assert (whole, part) == (total(), total("victims_referred"))
    assert rest.indicator == "victims_assisted without victims_referred"


def test_categories_add_up_to_the_total(catalogue: Catalogue) -> None:
    sexes = categories("victims_assisted", "sex", ["female", "male", "unknown"])
    assert list(margin_sums([total(), *sexes], catalogue)) == [(total(), tuple(sexes))]


def test_crossed_categories_add_up_to_each_margin(catalogue: Catalogue) -> None:
    margins = [
        total("interception_cases"),
        *categories("interception_cases", "border", ["CN"]),
        *categories("interception_cases", "direction", ["exit"]),
    ]
    crossed = categories(
        "interception_cases", "border.direction", ["CN.entry", "CN.exit", "LA.entry", "LA.exit"]
    )
    found = list(margin_sums([*margins, *crossed], catalogue))
    assert (margins[0], tuple(crossed)) in found
    assert (margins[1], tuple(crossed[:2])) in found
    assert (margins[2], tuple(crossed[1::2])) in found


def test_indicator_that_repeats_a_category_is_tied_to_it(catalogue: Catalogue) -> None:
    women = catalogue["victims_assisted"].model_copy(
        update={"id": "women", "filter": {"sex": "female"}, "breakdowns": []}
    )
    extended = Catalogue({**catalogue.indicators, "women": women}, catalogue.codelists, catalogue.filled)
    (female,) = categories("victims_assisted", "sex", ["female"])
    cells = dict.fromkeys([total("women"), female], 1.0)
    assert list(indicator_sums(cells, extended)) == [(total("women"), (female,))]
