from __future__ import annotations

import pandas as pd
import pytest

from helpers.metrics.catalogue import Catalogue
from helpers.privacy.sums import sums_among

REGIONS = {"a": "north", "b": "north", "c": "south"}
FIELDS = ["indicator", "place", "period", "breakdown", "category"]
Cell = tuple[str, str, str, str, str]


def links(cells: list[Cell], catalogue: Catalogue) -> set[tuple[Cell, tuple[Cell, ...]]]:
    found = sums_among(pd.DataFrame(cells, columns=FIELDS), catalogue, REGIONS)
    return {(cells[one.total], tuple(cells[part] for part in one.parts)) for one in found}


def total(indicator: str = "victims_assisted", place: str = "viet-nam", period: str = "2023") -> Cell:
    return (indicator, place, period, "total", "all")


def test_places_add_up_at_every_level(catalogue: Catalogue) -> None:
    cells = [total(place=place) for place in ("viet-nam", "north", "south", "a", "b", "c")]
    nation, north, south, a, b, c = cells
    expected = {(nation, (north, south)), (nation, (a, b, c)), (north, (a, b)), (south, (c,))}
    assert links(cells, catalogue) == expected


def test_periods_add_up(catalogue: Catalogue) -> None:
    year = total()
    quarters = [total(period=f"2023-Q{number}") for number in range(1, 5)]
    months = [total(period=f"2023-{number:02d}") for number in range(1, 13)]
    found = links([year, *quarters, *months], catalogue)
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
    ((whole, found),) = links([total(), *map(total, parts)], catalogue)
    assert (whole, set(found)) == (total(), set(map(total, parts)))


def test_indicator_that_only_some_rows_fit_is_no_split(catalogue: Catalogue) -> None:
    assert not links([total(), total("victims_referred")], catalogue)


def test_categories_add_up_to_the_total(catalogue: Catalogue) -> None:
    sexes: list[Cell] = [
        ("victims_assisted", "viet-nam", "2023", "sex", s) for s in ("female", "male", "unknown")
    ]
    assert links([total(), *sexes], catalogue) == {(total(), tuple(sexes))}


def test_crossed_categories_add_up_to_each_margin(catalogue: Catalogue) -> None:
    cell = ("interception_cases", "viet-nam", "2023")
    margins: list[Cell] = [(*cell, "total", "all"), (*cell, "border", "CN"), (*cell, "direction", "exit")]
    crossed: list[Cell] = [
        (*cell, "border.direction", f"{border}.{way}") for border in ("CN", "LA") for way in ("entry", "exit")
    ]
    found = links([*margins, *crossed], catalogue)
    assert (margins[0], tuple(crossed)) in found
    assert (margins[1], tuple(crossed[:2])) in found
    assert (margins[2], tuple(crossed[1::2])) in found


def test_indicator_that_repeats_a_category_is_tied_to_it(catalogue: Catalogue) -> None:
    women = catalogue["victims_assisted"].model_copy(
        update={"id": "women", "filter": {"sex": "female"}, "breakdowns": []}
    )
    extended = Catalogue({**catalogue.indicators, "women": women}, catalogue.codelists, catalogue.filled)
    female: Cell = ("victims_assisted", "viet-nam", "2023", "sex", "female")
    assert links([total("women"), female], extended) == {(total("women"), (female,))}


def test_sum_whose_total_is_not_published_is_no_link(catalogue: Catalogue) -> None:
    assert not links(
        [("victims_assisted", "viet-nam", "2023", "sex", s) for s in ("female", "male")], catalogue
    )
