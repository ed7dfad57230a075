"""Reports that were published before: an outsider keeps them, and sets what was shown then against what is now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers.errors import DisclosureError
from helpers.inputs.params.provinces import Provinces
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.place_sums import NATION, places_of
from helpers.privacy.decision import decision_of, guarded_cells
from helpers.privacy.earlier import Before, Earlier, nothing_earlier
from helpers.privacy.explain import utility
from helpers.privacy.outsider import KnownCells, Leak, derivable
from helpers.privacy.policy import Policy
from helpers.privacy.protect import Protected, protect

INDICATOR = "victims_assisted"
BIG = {
    "quang-ninh": 30,
    "hai-phong": 25,
    "nghe-an": 40,
    "hue": 22,
    "lao-cai": 18,
    "cao-bang": 16,
    "ha-giang": 11,
}
SEED = 7

Facts = dict[str, pd.DataFrame]
Release = Callable[..., Protected]


@pytest.fixture(scope="module")
def policy(policy: Policy) -> Policy:
    """The project's policy without coarsening, so that single cells decide."""
    return policy.model_copy(update={"coarsening": policy.coarsening.model_copy(update={"most_hidden": 1.0})})


@pytest.fixture
def facts(provinces: Provinces) -> Callable[..., Facts]:
    """Totals by province, region and nation, of these vintages."""

    def made(people: dict[str, int], vintages: tuple[str, ...] = ("63",)) -> Facts:
        old = [p.slug for p in provinces.commands("63")]
        frames = {}
        for vintage in vintages:
            places = places_of(provinces, vintage)  # type: ignore[arg-type]
            rows = []
            for slug, level, members in zip(places.slugs, places.levels, places.members, strict=True):
                held = {p for p, inside in zip(places.provinces, members, strict=True) if inside}
                count = sum(
                    people.get(u, 0) for u in old if provinces.mapped_forward(u, "63", vintage) in held
                )  # type: ignore[arg-type]
                rows.append((INDICATOR, level, slug, count))
            frame = pd.DataFrame(rows, columns=["indicator", "level", "place", "value"])
            frame["value"] = frame["value"].astype("Float64")
            frames[vintage] = frame.assign(
                year=2023,
                period="2023",
                breakdown="total",
                category="all",
                base=pd.array([pd.NA] * len(frame), dtype="Float64"),
            )
        return frames

    return made


@pytest.fixture
def release(policy: Policy, catalogue: Catalogue, provinces: Provinces) -> Release:
    def released(exact: Facts, *before: Before) -> Protected:
        return protect(exact, policy, catalogue, provinces, Earlier(before))

    return released


@pytest.fixture
def leaks(policy: Policy, catalogue: Catalogue, provinces: Provinces) -> Callable[..., list[Leak]]:
    def found(exact: Facts, cells: dict[str, pd.DataFrame], *before: Before) -> list[Leak]:
        return derivable(exact, KnownCells(cells, Earlier(before)), policy, catalogue, provinces)

    return found


def published(cells: dict[str, pd.DataFrame], exact: Facts, *, same_policy: bool = True) -> Before:
    return Before(tuple(cells.items()), exact, same_policy)


def status(protected: Protected, place: str, vintage: str = "63") -> str:
    return str(protected.cells[vintage].set_index("place").loc[place, "status"])


def test_a_correction_that_makes_a_count_small_hides_the_totals_that_would_give_it_by_difference(
    facts: Callable[..., Facts], release: Release, leaks: Callable[..., list[Leak]]
) -> None:
    """7 in one province were shown, now they are 3: whoever knows all other provinces from before needs one total."""
    then, now = facts({**BIG, "lang-son": 7}), facts({**BIG, "lang-son": 3})
    first = release(then)
    assert status(first, "lang-son") == "shown"
    before = published(first.cells, then)
    naive = release(now)
    assert leaks(now, naive.cells) == []
    assert any("lang-son" in leak.cell for leak in leaks(now, naive.cells, before))
    second = release(now, before)
    assert leaks(now, second.cells, before) == []
    assert status(second, "lang-son") == "c"
    assert status(second, NATION) == "c"


def test_what_reports_say_of_a_correction_can_be_counted_in_them(
    facts: Callable[..., Facts],
    release: Release,
    leaks: Callable[..., list[Leak]],
    catalogue: Catalogue,
    provinces: Provinces,
) -> None:
    """8 became 3: had reports counted the small numbers, one more of them would have told which."""
    then, now = facts({**BIG, "lang-son": 8}), facts({**BIG, "lang-son": 3})
    first = release(then)
    before = published(first.cells, then)
    second = release(now, before)
    assert (status(first, "lang-son"), status(second, "lang-son")) == ("shown", "c")
    assert status(second, NATION) == "c"
    assert leaks(now, second.cells, before) == []
    for made in (first, second):
        marks = made.cells["63"]["status"] == "c"
        told = made.summary("63", catalogue)
        assert utility(told)["withheld"] == marks.sum()
        assert set(utility(told)) == {"cells", "withheld", "whole", "shown_pct", "totals_pct"}
        alike = replace(made, why={"63": made.why["63"].replace("primary", "complement")})
        pd.testing.assert_frame_equal(told, alike.summary("63", catalogue))
        whole = made.whole_tables("63", provinces)
        pd.testing.assert_frame_equal(whole, alike.whole_tables("63", provinces))


def test_a_small_count_of_before_is_not_unhidden_by_a_correction(
    facts: Callable[..., Facts], release: Release, leaks: Callable[..., list[Leak]]
) -> None:
    """3 were hidden beside a second province; corrected to 8, showing that second one would tell the 3."""
    then, now = facts({**BIG, "lang-son": 3}), facts({**BIG, "lang-son": 8})
    first = release(then)
    before = published(first.cells, then)
    naive = release(now)
    assert (naive.cells["63"]["status"] == "shown").all()
    found = leaks(now, naive.cells, before)
    assert any("lang-son" in leak.cell and "as published before" in leak.cell for leak in found)
    assert leaks(now, release(now, before).cells, before) == []


def test_what_was_withheld_and_has_not_changed_stays_withheld(
    facts: Callable[..., Facts], release: Release
) -> None:
    then = facts({**BIG, "lang-son": 3})
    first = release(then)
    second = release(then, published(first.cells, then))
    pd.testing.assert_frame_equal(first.cells["63"], second.cells["63"])
    assert first.why["63"].tolist() == second.why["63"].tolist()


def test_cell_that_was_shown_before_is_no_complement_now(
    facts: Callable[..., Facts], release: Release, leaks: Callable[..., list[Leak]]
) -> None:
    """Published while nothing was small; then a first small count elsewhere in the region."""
    then, now = facts(BIG), facts({**BIG, "lang-son": 2})
    first = release(then)
    before = published(first.cells, then)
    assert leaks(now, release(now).cells, before)
    second = release(now, before)
    assert leaks(now, second.cells, before) == []
    shown = first.cells["63"].set_index("place")["value"]
    hidden = second.cells["63"].set_index("place").query("status == 'c'").index
    exact = now["63"].set_index("place")["value"]
    assert all(shown[place] != exact[place] for place in hidden)


def test_the_second_vintage_is_protected_beside_the_first_one_published_alone(
    facts: Callable[..., Facts], release: Release, leaks: Callable[..., list[Leak]], provinces: Provinces
) -> None:
    random = np.random.default_rng(SEED)
    people = {p.slug: int(random.poisson(6)) for p in provinces.commands("63")}
    alone = release(facts(people))
    both = facts(people, ("63", "34"))
    before = published(alone.cells, both)
    second = release(both, before)
    assert leaks(both, second.cells, before) == []
    pd.testing.assert_frame_equal(alone.cells["63"], second.cells["63"])


def test_a_table_that_is_not_published_any_more_still_tells(
    facts: Callable[..., Facts],
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
    release: Release,
) -> None:
    """Provinces were shown, now only regions: one province's first victims are the region's change."""
    then, now = facts(BIG), facts({**BIG, "lang-son": 2})
    before = published(release(then).cells, then)
    rules = [
        rule.model_copy(
            update={"levels": [level for level in rule.levels if level != "province"] or rule.levels}
        )
        for rule in policy.published
    ]
    narrower = policy.model_copy(update={"published": rules})
    cells = protect(now, narrower, catalogue, provinces).cells
    assert not (cells["63"]["level"] == "province").any()
    assert derivable(now, KnownCells(cells, Earlier((before,))), narrower, catalogue, provinces)
    assert derivable(now, KnownCells(cells, nothing_earlier()), narrower, catalogue, provinces) == []
    second = protect(now, narrower, catalogue, provinces, Earlier((before,))).cells
    assert derivable(now, KnownCells(second, Earlier((before,))), narrower, catalogue, provinces) == []


def test_many_releases_with_corrections_in_between_give_nothing_away_together(
    facts: Callable[..., Facts], release: Release, leaks: Callable[..., list[Leak]], provinces: Provinces
) -> None:
    random = np.random.default_rng(SEED)
    people = {p.slug: int(random.poisson(7)) for p in provinces.commands("63")}
    history: list[Before] = []
    naive_leaks = 0
    for _ in range(4):
        exact = facts(people, ("63", "34"))
        naive_leaks += len(leaks(exact, release(exact).cells, *history))
        cells = release(exact, *history).cells
        assert leaks(exact, cells, *history) == []
        history.append(published(cells, exact))
        changed = random.choice(sorted(people), 2, replace=False)
        people = {**people, **{str(slug): int(random.poisson(7)) for slug in changed}}
    assert naive_leaks


def test_what_an_earlier_release_gave_away_by_itself_is_no_fault_of_this_one(
    facts: Callable[..., Facts], release: Release, leaks: Callable[..., list[Leak]]
) -> None:
    then, now = facts({**BIG, "lang-son": 3}), facts({**BIG, "lang-son": 9})
    careless = release(then).cells["63"]
    shown = careless.assign(
        value=careless["value"].where(careless["place"] == "lang-son", then["63"]["value"]), status="shown"
    )
    shown.loc[shown["place"] == "lang-son", "status"] = "c"
    before = published({"63": shown}, then)
    second = release(now, before)
    assert leaks(now, second.cells, before) == []


def test_release_whose_facts_are_lost_still_counts_for_what_is_the_same(
    facts: Callable[..., Facts], release: Release, leaks: Callable[..., list[Leak]]
) -> None:
    then, now = facts(BIG), facts({**BIG, "lang-son": 2})
    lost = Before(tuple(release(then).cells.items()), {}, same_policy=True)
    second = release(now, lost)
    assert leaks(now, second.cells, lost) == []
    assert leaks(now, release(now).cells, lost)


def test_count_that_follows_from_what_was_published_is_refused_and_the_message_says_where(
    facts: Callable[..., Facts], policy: Policy, catalogue: Catalogue, provinces: Provinces, release: Release
) -> None:
    """Under a higher threshold, what was shown beside all its neighbours cannot be taken back."""
    exact = facts({**BIG, "lang-son": 7})
    cells = release(exact).cells["63"]
    one = cells.assign(status=cells["status"].where(cells["place"] != "lang-son", "c"))
    before = published({"63": one.assign(value=one["value"].where(one["status"] == "shown"))}, exact)
    stricter = policy.model_copy(update={"threshold": 10})
    with pytest.raises(DisclosureError, match=r"lang-son.*data/published"):
        protect(exact, stricter, catalogue, provinces, Earlier((before,)))


def shown_otherwise(cells: pd.DataFrame, hidden: str, shown: str, exact: Facts) -> dict[str, pd.DataFrame]:
    """The cells with one more of them withheld, and another shown, as the ledger has them."""
    values = exact["63"].set_index("place")["value"]
    at = cells.assign(whole=False).set_index("place", drop=False)
    at.loc[hidden, ["status", "value"]] = ["c", pd.NA]
    at.loc[shown, ["status", "value"]] = ["shown", values[shown]]
    return {"63": at.reset_index(drop=True)}


def test_what_was_published_of_the_same_facts_stays_though_a_solver_would_choose_otherwise(
    facts: Callable[..., Facts], release: Release, leaks: Callable[..., list[Leak]]
) -> None:
    exact = facts({**BIG, "lang-son": 3})
    first = release(exact)
    chosen = [p for p in ("lao-cai", "cao-bang", "ha-giang") if status(first, p) == "c"]
    other = [p for p in ("lao-cai", "cao-bang", "ha-giang") if status(first, p) == "shown"]
    assert chosen, "a complement in the region of the small count"
    before = shown_otherwise(first.cells["63"], other[0], chosen[0], exact)
    again = release(exact, published(before, exact))
    assert [status(again, p) for p in (other[0], chosen[0])] == ["c", "shown"]
    assert leaks(exact, again.cells) == []
    assert again.why["63"].tolist().count("primary") == 1


def test_what_was_published_is_not_taken_over_where_it_tells_a_small_count(
    facts: Callable[..., Facts],
    release: Release,
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
) -> None:
    exact = facts({**BIG, "lang-son": 3})
    first = release(exact).cells["63"].assign(whole=False)
    guarded = guarded_cells(exact, policy, catalogue, nothing_earlier())

    def taken_over(cells: pd.DataFrame) -> bool:
        before = Earlier((published({"63": cells}, exact),))
        return decision_of(guarded, before, policy, catalogue, provinces) is not None

    complement = next(p for p in BIG if status(Protected({"63": first}, {}, ()), p) == "c")
    assert taken_over(first)
    assert not taken_over(shown_otherwise(first, "lang-son", complement, exact)["63"]), (
        "it follows by difference"
    )
    assert not taken_over(shown_otherwise(first, complement, "lang-son", exact)["63"]), "it is shown"
    assert not taken_over(first.drop(columns="whole")), (
        "an older ledger does not say what a mark may stand for"
    )
