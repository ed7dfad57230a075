from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpers.portal.map_shades import ranges, shade

COUNTS = st.lists(st.integers(0, 100_000).map(float), min_size=1, max_size=60)


def test_fifths_take_the_five_shades() -> None:
    values = [float(v) for v in range(1, 11)]
    assert [shade(value, values) for value in values] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


@given(COUNTS)
def test_larger_value_is_never_paler(values: list[float]) -> None:
    shades = [shade(value, values) for value in sorted(values)]
    assert shades == sorted(shades)
    assert set(shades) <= {1, 2, 3, 4, 5}


@given(COUNTS)
def test_key_covers_every_shown_value(values: list[float]) -> None:
    key = ranges(values)
    for value in values:
        low, high = key[shade(value, values)]
        assert low <= value <= high


def test_few_counts_that_are_near_one_another_share_a_shade() -> None:
    assert ranges([690.0, 929.0, 937.0]) == {4: (570, 759), 5: (760, 937)}
    assert shade(929.0, [690.0, 929.0, 937.0]) == shade(937.0, [690.0, 929.0, 937.0])


def test_nothing_shown_has_an_empty_key() -> None:
    assert ranges([]) == {}
