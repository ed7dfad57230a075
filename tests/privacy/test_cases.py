"""Trafficking cases and arrests: totals of a year are told of every place, and what a case was about follows nowhere.

The sample's returns are attacked by programs of this file's own: one unknown a province and category or month, and all
that is published as equations, scored against what the returns say.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import highspy
import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csc_array

from helpers.inputs.intake.take_in import take_in
from helpers.inputs.params.provinces import Provinces
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.facts import compute_facts
from helpers.paths import Project
from helpers.privacy.earlier import nothing_earlier
from helpers.privacy.linked import units_of
from helpers.privacy.outsider import KnownCells, derivable
from helpers.privacy.policy import Policy
from helpers.privacy.protect import Protected, in_whole_tables, protect
from projects import copy_project

YEARS = {2022: ("63", "34"), 2023: ("63", "34"), 2024: ("63", "34"), 2025: ("34",)}
CASES = ("trafficking_cases", "suspects_arrested")
BREAKDOWNS = ("exploitation", "destination", "status")
EVERY_TABLE = [*((CASES[0], breakdown) for breakdown in BREAKDOWNS), *((name, "month") for name in CASES)]
BETRAYED = {
    (2022, "trafficking_cases", "month"): 8,
    (2022, "trafficking_cases", "status"): 1,
    (2023, "trafficking_cases", "exploitation"): 5,
    (2023, "trafficking_cases", "status"): 1,
    (2024, "trafficking_cases", "month"): 4,
}
"""Marks of zeros that may be more than 0 and less than all of their total, as docs/privacy.md says; elsewhere none."""
MOVED = 1e-6
SAMPLE = Path(__file__).parents[2] / "data" / "sample"

Facts = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Facts]:
    """What all the sample's returns say of cases and arrests."""
    project: Project = copy_project(tmp_path_factory.mktemp("cases") / "project", years=(), provinces=())
    settings = project.params / "workbook.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("years: []", f"years: {list(YEARS)}"))
    for table in SAMPLE.glob(f"*/**/{CASES[0]}.csv"):  # both are counted of it alone
        place = project.data / "sample" / table.relative_to(SAMPLE)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(table)
    found: dict[int, Facts] = {}
    for year, vintages in YEARS.items():
        take_in(project, year)
        facts = {v: compute_facts(project, year, v) for v in vintages}  # type: ignore[arg-type]
        found[year] = {v: frame[frame["indicator"].isin(CASES)] for v, frame in facts.items()}
    return found


@pytest.fixture(scope="module")
def protected(
    sample: dict[int, Facts], policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> dict[int, Protected]:
    return {year: protect(facts, policy, catalogue, provinces) for year, facts in sample.items()}


def months_of(period: str) -> list[str]:
    """The months of a quarter; a month is its own."""
    year, _, quarter = period.partition("-Q")
    last = 3 * int(quarter or 0)
    return [f"{year}-{month:02d}" for month in range(last - 2, last + 1)] if quarter else [period]


class Outsider:
    """All that is published of an indicator's breakdown, or months, as equations over the earliest provinces."""

    def __init__(
        self, made: Protected, facts: Facts, provinces: Provinces, indicator: str, breakdown: str
    ) -> None:
        self.base = min(facts, key=("63", "34").index)
        self.units = units_of(provinces, facts)
        exact = facts[self.base]
        exact = exact[(exact["indicator"] == indicator) & (exact["level"] == "province")]
        self.by_month = breakdown == "month"
        detail = (
            exact["period"].str.match(r"\d{4}-\d\d$") if self.by_month else exact["breakdown"] == breakdown
        )
        name = "period" if self.by_month else "category"
        truth = exact[detail].assign(value=exact["value"].fillna(0))
        self.at = {(row.place, getattr(row, name)): i for i, row in enumerate(truth.itertuples())}
        self.kinds = sorted({kind for _, kind in self.at})
        self.truth = truth["value"].to_numpy(dtype=float)
        self.rows: list[np.ndarray] = []
        self.low: list[float] = []
        self.up: list[float] = []
        for vintage, cells in made.cells.items():
            own = cells[cells["indicator"] == indicator]
            whole = in_whole_tables(own, made.whole_tables(vintage, provinces))
            self._read(vintage, own, whole, breakdown, name)
        self.model = self._model()

    def _model(self) -> highspy.Highs:
        """The equations, for every question: each begins where the last one ended."""
        matrix = csc_array(np.array(self.rows))
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = matrix.shape
        lp.col_cost_ = lp.col_lower_ = np.zeros(lp.num_col_)
        lp.col_upper_ = np.full(lp.num_col_, np.inf)
        lp.row_lower_, lp.row_upper_ = np.array(self.low), np.array(self.up)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
        lp.a_matrix_.value_ = matrix.data
        model = highspy.Highs()
        for option, value in {
            "output_flag": False,
            "threads": 1,
            "presolve": "off",
            "simplex_strategy": 4,
        }.items():
            model.setOptionValue(option, value)
        model.passModel(lp)
        return model

    def _read(self, vintage: str, cells: pd.DataFrame, whole: pd.Series, breakdown: str, name: str) -> None:
        for row, with_table in zip(cells.itertuples(), whole, strict=True):
            if row.breakdown == "total" and "-" not in row.period:
                kinds = self.kinds
            elif self.by_month and row.breakdown == "total":
                kinds = months_of(row.period)
            elif row.breakdown == breakdown:
                kinds = [getattr(row, name)]
            else:
                continue
            held = np.zeros(len(self.at))
            for unit in self.units[vintage, row.place]:
                held[[self.at[unit, kind] for kind in kinds]] = 1
            if row.status == "shown":
                low = up = float(row.value)
            elif row.status == "x":
                low = up = 0.0
            else:
                low, up = (0.0 if with_table else 1.0), np.inf
            self.rows.append(held)
            self.low.append(low)
            self.up.append(up)

    def interval(self, held: np.ndarray) -> tuple[float, float]:
        """The least and the most that a sum of unknowns can be."""
        return self._least(held), -self._least(-held)

    def _least(self, goal: np.ndarray) -> float:
        self.model.changeColsCost(len(goal), np.arange(len(goal), dtype=np.int32), goal)
        self.model.run()
        status = self.model.getModelStatus()
        if status == highspy.HighsModelStatus.kUnbounded:
            return -np.inf
        assert status == highspy.HighsModelStatus.kOptimal, self.model.modelStatusToString(status)
        return float(self.model.getInfo().objective_function_value)

    def learn(self, zeros: list[np.ndarray]) -> None:
        """Take sums of unknowns for 0 from now on."""
        self.rows += zeros
        self.low += [0.0] * len(zeros)
        self.up += [0.0] * len(zeros)
        self.model = self._model()

    def betrayed_zeros(self, threshold: int) -> list[np.ndarray]:
        """Details of a place that may be more than 0, and cannot be the threshold or all of the place's total.

        Each solution answers for all details that are large enough in it.
        """
        details = list(self._details())
        held = np.array([each for each, _ in details])
        goals = np.array([min(threshold, total) for _, total in details]) - MOVED
        open_ones = (held @ self.truth == 0) & (goals > 0)
        found = []
        while open_ones.any():
            first = int(np.argmax(open_ones))
            most = -self._least(-held[first])
            if MOVED < most < goals[first]:
                found.append(held[first])
            open_ones[first] = False
            if np.isfinite(most):
                open_ones &= held @ np.array(self.model.getSolution().col_value) < goals
        return found

    def _details(self) -> Iterator[tuple[np.ndarray, float]]:
        """Each place's categories, or months and quarters, beside its total."""
        kinds = [[kind] for kind in self.kinds]
        if self.by_month:
            kinds += [months_of(f"{self.kinds[0][:4]}-Q{quarter}") for quarter in range(1, 5)]
        for places in sorted({frozenset(held) for held in self.units.values()}, key=sorted):
            total = sum(self.truth[self.at[unit, kind]] for unit in places for kind in self.kinds)
            for each in kinds:
                held = np.zeros(len(self.at))
                held[[self.at[unit, kind] for unit in places for kind in each]] = 1
                yield held, total

    def small(self, threshold: int) -> Iterator[tuple[np.ndarray, float, float]]:
        """Every true count below the threshold of a place and category or month, beside the place's total."""
        for places in sorted({frozenset(held) for held in self.units.values()}, key=sorted):
            total = sum(self.truth[self.at[unit, kind]] for unit in places for kind in self.kinds)
            for kind in self.kinds:
                held = np.zeros(len(self.at))
                held[[self.at[unit, kind] for unit in places]] = 1
                value = float(held @ self.truth)
                if 0 < value < threshold:
                    yield held, value, total


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("indicator", "breakdown"), EVERY_TABLE)
def test_no_true_count_is_determined_or_bounded_below_the_threshold(
    year: int,
    indicator: str,
    breakdown: str,
    sample: dict[int, Facts],
    protected: dict[int, Protected],
    policy: Policy,
    provinces: Provinces,
) -> None:
    """Beside the totals, which everybody knows: what details a total of 2 is no more than 2, but it may be 0, and 2."""
    outsider = Outsider(protected[year], sample[year], provinces, indicator, breakdown)
    scored = 0
    for held, value, total in outsider.small(policy.threshold):
        least, most = outsider.interval(held)
        assert most >= min(policy.threshold, total) - MOVED
        assert most - least > 1 - MOVED
        if total < policy.threshold:
            assert least < MOVED
        assert least <= value + MOVED <= most + 2 * MOVED  # the equations are those of the returns
        scored += 1
    assert scored > 10


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("indicator", "breakdown"), EVERY_TABLE)
def test_from_zeros_that_the_bounds_betray_no_small_count_follows(
    year: int,
    indicator: str,
    breakdown: str,
    sample: dict[int, Facts],
    protected: dict[int, Protected],
    policy: Policy,
    provinces: Provinces,
) -> None:
    """A detail that cannot be all of its total is a zero to whoever knows the program. From all such zeros, too, what
    the test above promises follows."""
    outsider = Outsider(protected[year], sample[year], provinces, indicator, breakdown)
    zeros = outsider.betrayed_zeros(policy.threshold)
    assert len(zeros) == BETRAYED.get((year, indicator, breakdown), 0)
    if not zeros:
        return  # the test above has scored what follows
    outsider.learn(zeros)
    assert not outsider.betrayed_zeros(policy.threshold)
    for held, value, total in outsider.small(policy.threshold):
        least, most = outsider.interval(held)
        assert most >= min(policy.threshold, total) - MOVED
        assert most - least > 1 - MOVED
        assert total >= policy.threshold or least < MOVED
        assert least <= value + MOVED <= most + 2 * MOVED


def test_the_same_programs_find_the_cases_if_breakdowns_were_open(
    sample: dict[int, Facts], policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> None:
    """As it was: breakdowns by region in both vintages, each number shown."""
    year = 2023
    open_ones = {
        name: each.model_copy(update={"sensitive": False}) if name in CASES else each
        for name, each in catalogue.items()
    }
    bare = Catalogue(open_ones, catalogue.codelists, catalogue.filled)
    rules = [
        rule.model_copy(update={"indicators": list(CASES)}) if rule.indicators == "sensitive" else rule
        for rule in policy.published
    ]
    naive = protect(sample[year], policy.model_copy(update={"published": rules}), bare, provinces)
    outsider = Outsider(naive, sample[year], provinces, CASES[0], "status")
    told = [
        most - least < MOVED for least, most in map(outsider.interval, (h for h, *_ in outsider.small(5)))
    ]
    assert sum(told) > 5
    known = KnownCells(naive.cells, nothing_earlier(), naive.whole)
    assert derivable(sample[year], known, policy, catalogue, provinces)


def test_totals_of_a_year_are_open_and_the_attack_finds_nothing(
    sample: dict[int, Facts],
    protected: dict[int, Protected],
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
) -> None:
    small = 0
    for year, facts in sample.items():
        made = protected[year]
        for cells in made.cells.values():
            totals = cells[(cells["breakdown"] == "total") & (cells["period"] == str(year))]
            assert not (totals["status"] == "c").any()
            small += int(totals["value"].between(1, policy.threshold - 1).sum())
            detail = cells.drop(totals.index)
            assert not detail["value"].between(1, policy.threshold - 1).any()
            assert (detail["status"] == "c").any() and (detail["value"] >= policy.threshold).any()
        known = KnownCells(made.cells, nothing_earlier(), made.whole)
        assert derivable(facts, known, policy, catalogue, provinces) == []
    assert small > 50


def cases_of(provinces: Provinces, cases: list[tuple[str, str, str]]) -> Facts:
    """Facts of single cases (province before the merger, form of exploitation, month), in both sets of provinces."""
    from helpers.metrics.place_sums import places_of

    forms = ("forced_labour", "forced_marriage", "sexual_exploitation")
    frames = {}
    for vintage in ("63", "34"):
        rows = []
        places = places_of(provinces, vintage)  # type: ignore[arg-type]
        for slug, level, members in zip(places.slugs, places.levels, places.members, strict=True):
            held = {p for p, inside in zip(places.provinces, members, strict=True) if inside}
            own = [c for c in cases if provinces.mapped_forward(c[0], "63", vintage) in held]  # type: ignore[arg-type]
            rows.append((level, slug, "2023", "total", "all", len(own)))
            rows += [(level, slug, "2023", "exploitation", f, sum(c[1] == f for c in own)) for f in forms]
            months = [f"2023-{m:02d}" for m in range(1, 13)]
            rows += [(level, slug, m, "total", "all", sum(c[2] == m for c in own)) for m in months]
            rows += [
                (level, slug, f"2023-Q{q + 1}", "total", "all", sum(c[2] in months[3 * q : 3 * q + 3] for c in own))
                for q in range(4)
            ]  # fmt: skip
        frame = pd.DataFrame(rows, columns=["level", "place", "period", "breakdown", "category", "value"])
        frame = frame.assign(
            indicator=CASES[0], year=2023, base=pd.array([pd.NA] * len(frame), dtype="Float64")
        )
        frames[vintage] = frame.astype({"value": "Float64"})
    return frames


@pytest.mark.parametrize(
    "cases",
    [
        # a region less the same region of the other vintage: a province's only case
        [("lang-son", "forced_labour", "2023-02")] * 9 + [("binh-thuan", "forced_marriage", "2023-05")],
        # two cases of a region in two provinces, both in one category
        [("hue", "forced_labour", "2023-01"), ("nghe-an", "forced_labour", "2023-01")],
        # a region of six provinces with one case each, all in one category: not small, and still each case follows
        [(p, "forced_marriage", "2023-03") for p in ("hue", "nghe-an", "ha-tinh", "quang-tri", "da-nang", "quang-nam")],
        # one case in all
        [("an-giang", "forced_marriage", "2023-12")],
    ],
)  # fmt: skip
def test_a_provinces_only_case_follows_from_nothing(
    cases: list[tuple[str, str, str]], policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> None:
    facts = cases_of(provinces, cases)
    made = protect(facts, policy, catalogue, provinces)
    assert (
        derivable(facts, KnownCells(made.cells, nothing_earlier(), made.whole), policy, catalogue, provinces)
        == []
    )
    for breakdown in ("exploitation", "month"):
        outsider = Outsider(made, facts, provinces, CASES[0], breakdown)
        found = list(outsider.small(policy.threshold))
        assert found
        for held, _, total in found:
            least, most = outsider.interval(held)
            assert least < most and most >= min(total, policy.threshold) - MOVED
    for vintage, cells in made.cells.items():
        yearly = cells[(cells["period"] == "2023") & (cells["breakdown"] == "total")]
        assert (yearly["status"] == "shown").all(), vintage


def test_months_of_a_place_with_few_are_told_by_quarter_or_year(
    policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> None:
    """Lang Son has many in each quarter, Hue one in the year."""
    many = [
        ("lang-son", form, f"2023-{m:02d}")
        for m in range(1, 13)
        for form in ("forced_labour", "forced_marriage")
    ]
    facts = cases_of(provinces, [*many, *many[:6], ("hue", "forced_labour", "2023-08")])
    cells = protect(facts, policy, catalogue, provinces).cells["63"]

    def of(place: str, kind: str) -> set[str]:
        own = cells[(cells["place"] == place) & cells["period"].str.match(kind)]
        return set(own["status"])

    assert of("lang-son", r"\d{4}-\d\d") == {"c"}
    assert "shown" in of("lang-son", r"\d{4}-Q")  # but for those beside the one of Hue
    detail = cells[(cells["place"] == "hue") & cells["period"].str.contains("-")]
    assert (detail["status"] == "c").any() and not (detail["value"] > 0).any()
    assert of("hue", r"\d{4}$") == of("lang-son", r"\d{4}$") == {"shown"}
