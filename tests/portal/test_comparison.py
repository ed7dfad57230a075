"""What the portal compares: released totals alone, in the set of provinces that they speak of; and the attack on it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.metrics.catalogue import Catalogue, read_catalogue
from helpers.metrics.place_sums import places_of
from helpers.paths import Project
from helpers.portal.comparison import VINTAGES, Compared, compared
from helpers.privacy.earlier import nothing_earlier
from helpers.privacy.outsider import KnownCells, derivable
from helpers.privacy.policy import Policy, read_policy
from helpers.privacy.protect import protect

REPO = Project(Path(__file__).parents[2])
YEAR = "2023"
SEED = 9
Told = tuple[str, str, str, str, object, str]
"""Indicator, place, vintage, period, value, status."""


@pytest.fixture(scope="module")
def provinces() -> Provinces:
    return read_provinces(REPO)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(REPO)


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The project's policy without coarsening, so that single cells decide."""
    policy = read_policy(REPO)
    return policy.model_copy(update={"coarsening": policy.coarsening.model_copy(update={"most_hidden": 1.0})})


def released(rows: Iterable[Told], dimension: str = "total") -> pd.DataFrame:
    """Rows as the data set has them."""
    columns = ["indicator", "place", "vintage", "period", "value", "status"]
    frame = pd.DataFrame(rows, columns=columns).assign(dimension=dimension, category="all")
    return frame.astype({"value": "Float64"})


def told(found: Compared, indicator: str, place: str, time: str) -> str:
    at = [each.id for each in found.places].index(place)
    return found.value(indicator, at, time)


def test_only_totals_of_years_and_quarters_are_compared(provinces: Provinces) -> None:
    cells = pd.concat([
        released([("sessions", "lang-son", "63", time, 5, "") for time in ("2023", "2023-Q2", "2023-05", "2023-H1")]),
        released([("sessions", "lang-son", "63", "2023", 3, "")], "border"),
    ])  # fmt: skip
    found = compared(cells, provinces, ["sessions", "leaflets"])
    assert found.times == ("2023", "2023-Q2")
    assert found.cells == {"sessions": ("5 5",)}


def test_place_of_the_same_commands_is_one_series_across_the_merger(provinces: Provinces) -> None:
    cells = [("sessions", "lang-son", "63", "2024", 636, ""), ("sessions", "lang-son", "34", "2025", 691, "")]
    found = compared(released(cells), provinces, ["sessions"])
    assert [place.id for place in found.places] == ["lang-son"]
    assert found.cells["sessions"] == ("636 691",)


def test_merged_province_has_its_own_row_beside_the_one_of_its_name(provinces: Provinces) -> None:
    cells = [
        ("sessions", "an-giang", "63", "2024", 10, ""),
        ("sessions", "kien-giang", "63", "2024", 20, ""),
        ("sessions", "an-giang", "34", "2024", 30, ""),
        ("sessions", "an-giang", "34", "2025", 40, ""),
    ]
    found = compared(released(cells), provinces, ["sessions"])
    assert [(place.id, place.later) for place in found.places] == [
        ("an-giang", ""),
        ("an-giang.63", "an-giang"),
        ("kien-giang", "an-giang"),
    ]
    assert found.cells["sessions"] == ("30 40", "10", "20")


def test_nothing_is_added_up_where_a_part_is_withheld_or_the_sum_is_not_released(
    provinces: Provinces,
) -> None:
    cells = [
        ("victims_assisted", "an-giang", "63", "2024", 10, ""),
        ("victims_assisted", "kien-giang", "63", "2024", 20, ""),
        ("victims_assisted", "an-giang", "34", "2025", 40, ""),
    ]
    found = compared(released(cells), provinces, ["victims_assisted"])
    assert told(found, "victims_assisted", "an-giang", "2024") == "."


@pytest.mark.parametrize("order", [1, -1])
def test_number_that_one_set_of_provinces_withholds_is_withheld(provinces: Provinces, order: int) -> None:
    cells = [
        ("victims_assisted", "lang-son", "63", "2024", None, "c"),
        ("victims_assisted", "lang-son", "34", "2024", 19, ""),
    ]
    found = compared(released(cells[::order]), provinces, ["victims_assisted"])
    assert told(found, "victims_assisted", "lang-son", "2024") == "c"


def facts_of(provinces: Provinces) -> dict[str, pd.DataFrame]:
    """All assisted in every place of both sets of provinces, few enough for marks."""
    people = np.random.default_rng(SEED).poisson(6, len(provinces.commands("63")))
    of = dict(zip([p.slug for p in provinces.commands("63")], map(int, people), strict=True))
    frames = {}
    for vintage in VINTAGES:
        places = places_of(provinces, vintage)
        rows = []
        for slug, level, members in zip(places.slugs, places.levels, places.members, strict=True):
            held = {p for p, inside in zip(places.provinces, members, strict=True) if inside}
            total = sum(n for unit, n in of.items() if provinces.mapped_forward(unit, "63", vintage) in held)
            rows.append(("victims_assisted", level, slug, total))
        frame = pd.DataFrame(rows, columns=["indicator", "level", "place", "value"]).astype(
            {"value": "Float64"}
        )
        frame = frame.assign(year=int(YEAR), period=YEAR, breakdown="total", category="all")
        frames[vintage] = frame.assign(base=pd.array([pd.NA] * len(frame), dtype="Float64"))
    return frames


def through_the_page(cells: dict[str, pd.DataFrame], provinces: Provinces) -> dict[str, pd.DataFrame]:
    """The cells of each set of provinces as whoever has the portal reads them back."""
    rows: list[Told] = []
    for vintage, frame in cells.items():
        for row in frame.itertuples():
            status = "" if row.status == "shown" else row.status
            rows.append((row.indicator, row.place, vintage, row.period, row.value, status))
    found = compared(released(rows), provinces, ["victims_assisted"])
    back = {}
    for vintage, frame in cells.items():
        at = {place.slug: n for n, place in enumerate(found.places) if vintage in place.vintages}
        texts = [found.value("victims_assisted", at[slug], YEAR) for slug in frame["place"]]
        back[vintage] = frame.assign(
            status=["c" if text == "c" else "shown" for text in texts],
            value=pd.array([pd.NA if text == "c" else float(text) for text in texts], dtype="Float64"),
        )
    return back


def test_what_the_page_offers_is_attacked_and_gives_nothing_away(
    provinces: Provinces, catalogue: Catalogue, policy: Policy
) -> None:
    facts = facts_of(provinces)
    offered = through_the_page(protect(facts, policy, catalogue, provinces).cells, provinces)
    assert (offered["63"]["status"] == "c").sum() > 5
    known = KnownCells(offered, nothing_earlier())
    assert derivable(facts, known, policy, catalogue, provinces) == []


def test_cell_that_only_the_comparison_would_betray_is_caught(
    provinces: Provinces, catalogue: Catalogue, policy: Policy
) -> None:
    """Each set of provinces is safe alone; beside each other they give small counts away by subtraction."""
    facts = facts_of(provinces)
    apart = {v: protect({v: facts[v]}, policy, catalogue, provinces).cells[v] for v in VINTAGES}
    for vintage, cells in apart.items():
        alone = KnownCells({vintage: cells}, nothing_earlier())
        assert derivable({vintage: facts[vintage]}, alone, policy, catalogue, provinces) == []
    offered = KnownCells(through_the_page(apart, provinces), nothing_earlier())
    leaks = derivable(facts, offered, policy, catalogue, provinces)
    assert any("can be told too closely" in leak.reason for leak in leaks)


def test_comparison_script_keeps_nothing_asks_nothing_and_runs_no_text() -> None:
    assets = Path(compared.__code__.co_filename).parent / "assets"
    code = "".join(
        (assets / name).read_text(encoding="utf-8") for name in ("compare.js", "charts.js", "portal.js")
    )
    kept = ("localStorage", "sessionStorage", "indexedDB", "cookie", "caches")
    asked = ("fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "import(")
    for word in (*kept, *asked, "eval(", "Function("):
        assert word not in code
    html = "".join(path.read_text(encoding="utf-8") for path in assets.glob("*.html"))
    assert not [
        name
        for name in (" onclick", " onchange", " oninput", " onload", " onerror", "javascript:")
        if name in html
    ]
