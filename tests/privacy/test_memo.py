"""What is kept decides nothing: results are the same without it, and only what has changed is worked out again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.inputs.params.provinces import Provinces
from helpers.metrics.catalogue import Catalogue
from helpers.privacy import memo as memos
from helpers.privacy.earlier import nothing_earlier
from helpers.privacy.linked import Sum
from helpers.privacy.memo import Memo
from helpers.privacy.outsider import KnownCells, derivable
from helpers.privacy.policy import Policy
from helpers.privacy.program import Program
from helpers.privacy.protect import protect
from helpers.privacy.suppression import Task, hide_complements

THRESHOLD = 5
APART = [Sum(3, (0, 1, 2)), Sum(7, (4, 5, 6))]


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of cells of each program that is solved."""
    sizes: list[int] = []
    cheapest = Program.cheapest

    def counting(self: Program, costs: np.ndarray, *bounds: np.ndarray) -> object:
        sizes.append(len(costs))
        return cheapest(self, costs, *bounds)

    monkeypatch.setattr(Program, "cheapest", counting)
    return sizes


def task_of(values: list[float]) -> Task:
    numbers = np.array(values)
    small = (numbers > 0) & (numbers < THRESHOLD)
    costs = np.where(small, np.inf, numbers)
    nothing = np.zeros(len(values))
    return Task(numbers, APART, small, nothing.astype(bool), small, costs, nothing, THRESHOLD)


def test_only_the_cells_that_hang_together_with_a_changed_one_are_settled_again(
    tmp_path: Path, solved: list[int]
) -> None:
    memo = Memo(tmp_path)
    hide_complements(task_of([3, 9, 8, 20, 2, 7, 6, 15]), memo)
    both = len(solved)
    solved.clear()
    changed = task_of([3, 9, 8, 20, 2, 7, 9, 18])
    again = hide_complements(changed, memo)
    assert 0 < len(solved) < both
    assert again.tolist() == hide_complements(changed).tolist()


def test_nothing_is_solved_again_where_nothing_changed(tmp_path: Path, solved: list[int]) -> None:
    task = task_of([3, 9, 8, 20, 2, 7, 6, 15])
    first = hide_complements(task, Memo(tmp_path))
    assert solved
    solved.clear()
    assert hide_complements(task, Memo(tmp_path)).tolist() == first.tolist()
    assert not solved


@pytest.mark.parametrize("part", ["values", "costs", "floors", "threshold"])
def test_everything_that_decides_is_in_the_hash(tmp_path: Path, solved: list[int], part: str) -> None:
    task = task_of([3, 9, 8, 20, 2, 7, 6, 15])
    hide_complements(task, Memo(tmp_path))
    solved.clear()
    other = 4 if part == "threshold" else getattr(task, part) + np.array([0, 0, 1, 1, 0, 0, 0, 0])
    hide_complements(Task(**{**task.__dict__, part: other}), Memo(tmp_path))
    assert solved


def test_oldest_results_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memos, "MOST_KEPT", 40)
    memo = Memo(tmp_path)
    for number in range(memos.MOST_KEPT + 1):
        memo.recalled([str(number)], lambda: b"")
    assert len(list(tmp_path.iterdir())) <= memos.MOST_KEPT // 2 + 1


def test_change_of_a_harmless_table_costs_no_program_and_gives_the_same_release(
    tmp_path: Path, solved: list[int], policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> None:
    def facts(sessions: int) -> pd.DataFrame:
        regions = [region.slug for region in provinces.regions]
        victims = [3.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0][: len(regions)]
        rows = [("victims_assisted", "region", *pair) for pair in zip(regions, victims, strict=False)]
        rows += [("victims_assisted", "nation", "viet-nam", sum(victims))]
        rows += [("sessions_held", "nation", "viet-nam", sessions)]
        frame = pd.DataFrame(rows, columns=["indicator", "level", "place", "value"])
        frame["value"] = frame["value"].astype("Float64")
        return frame.assign(
            year=2023,
            period="2023",
            breakdown="total",
            category="all",
            base=pd.array([pd.NA] * len(frame), dtype="Float64"),
        )

    def released(sessions: int, memo: Memo) -> pd.DataFrame:
        exact = {"63": facts(sessions)}
        cells = protect(exact, policy, catalogue, provinces, None, memo).cells
        known = KnownCells(cells, nothing_earlier())
        assert derivable(exact, known, policy, catalogue, provinces, memo) == []
        return cells["63"]

    first = released(100, Memo(tmp_path))
    assert (first["status"] == "c").sum() >= 2
    assert solved
    solved.clear()
    kept = released(101, Memo(tmp_path))
    assert not solved
    pd.testing.assert_frame_equal(kept, released(101, Memo()))
    assert solved


def test_leaks_are_found_again_each_time(
    tmp_path: Path, policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> None:
    fact = pd.DataFrame(
        {
            "indicator": ["victims_assisted"],
            "level": ["nation"],
            "place": ["viet-nam"],
            "year": [2023],
            "period": ["2023"],
            "breakdown": ["total"],
            "category": ["all"],
            "value": pd.array([3], dtype="Float64"),
            "base": pd.array([pd.NA], dtype="Float64"),
        }
    )
    shown = fact.assign(status="shown")
    for _ in range(2):
        known = KnownCells({"63": shown}, nothing_earlier())
        assert derivable({"63": fact}, known, policy, catalogue, provinces, Memo(tmp_path))
