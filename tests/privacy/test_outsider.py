"""The attack on what was published: one year shown in the provinces before and after the merger, and again later."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers.inputs.params.provinces import Provinces
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.place_sums import places_of
from helpers.privacy.coarsen import GuardedTable
from helpers.privacy.decision import guarded_cells
from helpers.privacy.earlier import Earlier, nothing_earlier
from helpers.privacy.intervals import attack
from helpers.privacy.linked import units_of
from helpers.privacy.outsider import KnownCells, Leak, derivable
from helpers.privacy.policy import Policy
from helpers.privacy.protect import Protected, protect
from helpers.privacy.sums import Key

SEXES = ("female", "male", "unknown")
SEED = 20


@pytest.fixture(scope="module")
def policy(policy: Policy) -> Policy:
    """The project's policy without coarsening, so that single cells decide."""
    return policy.model_copy(update={"coarsening": policy.coarsening.model_copy(update={"most_hidden": 1.0})})


@pytest.fixture(scope="module")
def facts(provinces: Provinces) -> dict[str, pd.DataFrame]:
    """All assisted by sex, and those referred, in every place of both vintages."""
    random = np.random.default_rng(SEED)
    old = [p.slug for p in provinces.commands("63")]
    people = {slug: random.multinomial(random.poisson(9), (0.6, 0.35, 0.05)) for slug in old}
    referred = {slug: random.binomial(people[slug].sum(), 0.85) for slug in old}
    frames = {}
    for vintage in ("63", "34"):
        places = places_of(provinces, vintage)
        rows = []
        for slug, level, members in zip(places.slugs, places.levels, places.members, strict=True):
            held = {p for p, inside in zip(places.provinces, members, strict=True) if inside}
            units = [u for u in old if provinces.mapped_forward(u, "63", vintage) in held]
            counts = sum((people[u] for u in units), np.zeros(3, dtype=int))
            rows.append(("victims_assisted", level, slug, "total", "all", counts.sum()))
            rows.append(("victims_referred", level, slug, "total", "all", sum(referred[u] for u in units)))
            rows += [
                ("victims_assisted", level, slug, "sex", s, n) for s, n in zip(SEXES, counts, strict=True)
            ]
        columns = ["indicator", "level", "place", "breakdown", "category", "value"]
        frame = pd.DataFrame(rows, columns=columns).assign(year=2023, period="2023")
        frame["value"] = frame["value"].astype("Float64")
        frames[vintage] = frame.assign(base=pd.array([pd.NA] * len(frame), dtype="Float64"))
    return frames


@pytest.fixture(scope="module")
def protected(
    facts: dict[str, pd.DataFrame], policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> Protected:
    return protect(facts, policy, catalogue, provinces)


@pytest.fixture
def leaks(facts: dict[str, pd.DataFrame], policy: Policy, catalogue: Catalogue, provinces: Provinces):  # type: ignore[no-untyped-def]
    def found(shown: dict[str, pd.DataFrame], earlier: Earlier | None = None) -> list[Leak]:
        known = KnownCells(shown, earlier or nothing_earlier())
        return list(derivable(facts, known, policy, catalogue, provinces))

    return found


def shown_again(cells: pd.DataFrame, facts: pd.DataFrame, which: pd.Series) -> pd.DataFrame:
    exact = facts.merge(cells, on=["indicator", "place", "breakdown", "category"], suffixes=("", "_cell"))
    assert len(exact) == len(cells)
    value = cells["value"].where(~which, exact["value"])
    return cells.assign(value=value, status=cells["status"].where(~which, "shown"))


def test_what_protect_publishes_in_both_vintages_gives_nothing_away(protected: Protected, leaks) -> None:  # type: ignore[no-untyped-def]
    assert (protected.cells["63"]["status"] == "c").any()
    assert leaks(protected.cells) == []


def test_vintages_protected_apart_give_each_other_away(  # type: ignore[no-untyped-def]
    facts: dict[str, pd.DataFrame], policy: Policy, catalogue: Catalogue, provinces: Provinces, leaks
) -> None:
    apart = {v: protect({v: facts[v]}, policy, catalogue, provinces).cells[v] for v in facts}
    assert leaks({"63": apart["63"]}) == []
    found = leaks(apart)
    assert found
    assert any("can be told too closely" in leak.reason or "is shown" in leak.reason for leak in found)


def test_cell_and_path_are_named_without_the_value(
    protected: Protected, facts: dict[str, pd.DataFrame], leaks
) -> None:  # type: ignore[no-untyped-def]
    cells = protected.cells["63"]
    small = facts["63"]["value"].between(1, 4).to_numpy()
    complement = (cells["status"] == "c") & (protected.why["63"] == "complement")
    found = leaks({"63": shown_again(cells, facts["63"], complement), "34": protected.cells["34"]})
    assert found and small.any()
    assert all(" = " in leak.reason for leak in found)


def test_small_count_that_is_shown_is_named(
    protected: Protected, facts: dict[str, pd.DataFrame], leaks
) -> None:  # type: ignore[no-untyped-def]
    cells = protected.cells["63"]
    primary = protected.why["63"] == "primary"
    found = leaks({"63": shown_again(cells, facts["63"], primary & ~primary.shift(fill_value=False))})
    assert any(leak.reason == "this small count is shown" for leak in found)


def test_few_not_referred_do_not_follow(protected: Protected, facts: dict[str, pd.DataFrame]) -> None:
    """19 assisted and 17 referred are never shown side by side."""
    cells = (
        protected.cells["63"]
        .query("breakdown == 'total'")
        .pivot_table(index="place", columns="indicator", values="status", aggfunc="first")
    )
    values = (
        facts["63"]
        .query("breakdown == 'total'")
        .pivot_table(index="place", columns="indicator", values="value")
    )
    few = (values["victims_assisted"] - values["victims_referred"]).between(1, 4)
    both = (cells == "shown").all(axis=1)
    assert few.any()
    assert not (few & both).any()


def test_a_mark_is_at_least_one_to_the_outsider(
    policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> None:
    """7 in a region: marks of 1, 1, 1 and 4 leave none of them more than 4, though zeros would leave more."""
    places = places_of(provinces, "63")
    inside = [p.slug for p in provinces.commands("63") if p.region == "mekong-river-delta"]
    people = dict(zip(inside, (1, 1, 1, 4), strict=False)) | {"lang-son": 30, "cao-bang": 40, "hue": 50}
    rows = []
    for slug, level, members in zip(places.slugs, places.levels, places.members, strict=True):
        held = [p for p, is_in in zip(places.provinces, members, strict=True) if is_in]
        rows.append(("victims_assisted", level, slug, sum(people.get(p, 0) for p in held)))
    exact = pd.DataFrame(rows, columns=["indicator", "level", "place", "value"]).astype({"value": "Float64"})
    exact = exact.assign(year=2023, period="2023", breakdown="total", category="all")
    exact["base"] = pd.array([pd.NA] * len(exact), dtype="Float64")
    small = exact["value"].between(1, 4)
    naive = exact.assign(status="shown", value=exact["value"].mask(small))
    naive.loc[small, "status"] = "c"
    whole = [GuardedTable("victims_assisted", "total", "province", "year", None)]

    def found(cells: pd.DataFrame, withheld: list[GuardedTable]) -> set[str]:
        known = KnownCells({"63": cells}, nothing_earlier(), withheld)
        return {leak.cell for leak in derivable({"63": exact}, known, policy, catalogue, provinces)}

    assert len(found(naive, [])) == 4
    assert found(naive, whole) == set()  # marks that may stand for zeros
    made = protect({"63": exact}, policy, catalogue, provinces)
    assert made.coarse == ()
    assert found(made.cells["63"], []) == set()


def test_numbers_that_follow_anyway_and_are_not_small_are_shown(
    protected: Protected,
    facts: dict[str, pd.DataFrame],
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
) -> None:
    """No mark of either vintage can be but one number."""
    units = units_of(provinces, facts)
    guarded = guarded_cells(facts, policy, catalogue, nothing_earlier())
    linked = guarded.model(policy, catalogue, units).linked
    shown, floors = np.zeros(len(linked.keys), dtype=bool), np.zeros(len(linked.keys))
    for vintage, cells in protected.cells.items():
        for row in cells.itertuples():
            at = linked.position[
                Key(row.indicator, units[vintage, row.place], row.period, row.breakdown, row.category)
            ]
            shown[at] |= row.status == "shown"
            floors[at] = max(floors[at], row.status == "c")
    view = attack(linked.exact, ~shown, linked.sums)
    marks = np.flatnonzero(linked.published & ~shown)
    assert len(marks) > 20
    for cell in map(int, marks):
        interval = view.interval(cell, floors)
        assert interval.least < interval.most
