"""Programs over cells that hang together, solved by HiGHS. What is asked of them is for others to say.

Each linear program starts from where the last one of the same equations ended (Huangfu and Hall 2018, on the dual
simplex method of HiGHS), which takes a tenth of the time of a fresh start; of changes, from where nothing changes, so
that an answer is due to its question alone. The same programs in the same order give the same answers: one thread, no
limit of time. Programs in whole numbers take a hundred times as long: some linear ones of other costs are tried before.
"""

from __future__ import annotations

from functools import cached_property

import highspy
import numpy as np
from scipy.sparse import csc_array, sparray

from helpers.errors import WorkbookError
from helpers.privacy.linked import Numbers

DUAL_SIMPLEX, PRIMAL_SIMPLEX = 1, 4
FOUND = (highspy.HighsModelStatus.kOptimal,)
NONE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
ROUNDING = 1e-6
DISTURBANCES = (10, 10, 10, 100, 100, 100, 100, 100)
"""By how much at the most costs are multiplied, one try each, to come from broken numbers to whole ones."""
NEARLY_LEAST = 0.2
"""How far above the least cost a program in whole numbers may stop, as a share."""


class Program:
    """Equations `matrix @ x = right`, asked again and again with other costs and bounds.

    With `same_bounds` for questions that differ in their costs alone, by the primal simplex: a third of the time.
    Without `right`, x are changes, and no change is an answer to the equations.
    """

    def __init__(self, matrix: sparray, right: Numbers | None = None, *, same_bounds: bool = False) -> None:
        self._matrix = csc_array(matrix)
        rows, self._columns = self._matrix.shape
        self._from_nothing = right is None
        self._right = np.zeros(rows) if right is None else right
        self._strategy = PRIMAL_SIMPLEX if same_bounds else DUAL_SIMPLEX
        self._linear = self._model(whole=False)
        self._asked = np.zeros((3, self._columns))

    def cheapest(self, costs: Numbers, low: Numbers, up: Numbers) -> Numbers | None:
        """The x of least cost within the bounds; none where no x fits them."""
        model, asked = self._linear, np.array([costs, low, up])
        changed = np.flatnonzero(asked[0] != self._asked[0]).astype(np.int32)
        model.changeColsCost(len(changed), changed, costs[changed])
        changed = np.flatnonzero((asked[1:] != self._asked[1:]).any(axis=0)).astype(np.int32)
        model.changeColsBounds(len(changed), changed, low[changed], up[changed])
        self._asked = asked
        if self._from_nothing:
            model.setBasis()
        model.run()
        if model.getModelStatus() not in (*FOUND, *NONE):
            model.clearSolver()
            model.run()
        return _answer(model)

    def contradiction(self) -> Numbers | None:
        """Why the last question had no answer: a combination of the equations that cannot be, if HiGHS has one."""
        _, has, combination = self._linear.getDualRay()  # type: ignore[attr-defined]
        return np.array(combination) if has else None

    def cheapest_whole(self, costs: Numbers, low: Numbers, up: Numbers) -> Numbers | None:
        """The x of whole numbers of least cost within the bounds, or of nearly the least; none where no x fits them."""
        for most, noise in zip(DISTURBANCES, self._noise, strict=True):
            found = self.cheapest(costs * most**noise, low, up)
            if found is None or is_whole(found):
                return found
        return self.cheapest_of_all_whole(costs, low, up, gap=NEARLY_LEAST)

    def some_whole(self, low: Numbers, up: Numbers) -> Numbers | None:
        """An x of whole numbers within the bounds, if one is easy to find."""
        for noise in self._noise[:2]:
            found = self.cheapest(noise, low, up)
            if found is None or is_whole(found):
                return found
        return None

    def cheapest_of_all_whole(
        self, costs: Numbers, low: Numbers, up: Numbers, gap: float = 0.0
    ) -> Numbers | None:
        """The x of whole numbers of least cost within the bounds; none where no x fits them. It can take long.

        With a `gap`, the cost may be above the least by this share.
        """
        model = self._model(whole=True)
        model.setOptionValue("mip_rel_gap", gap)
        everything = np.arange(self._columns, dtype=np.int32)
        model.changeColsCost(self._columns, everything, costs)
        model.changeColsBounds(self._columns, everything, low, up)
        model.run()
        return _answer(model)

    @cached_property
    def _noise(self) -> Numbers:
        return np.random.default_rng(0).random((len(DISTURBANCES), self._columns))

    def _model(self, *, whole: bool) -> highspy.Highs:
        problem = highspy.HighsLp()
        problem.num_row_, problem.num_col_ = self._matrix.shape
        nothing = np.zeros(self._columns)
        problem.col_cost_ = problem.col_lower_ = problem.col_upper_ = nothing
        problem.row_lower_ = problem.row_upper_ = self._right
        problem.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        problem.a_matrix_.start_ = self._matrix.indptr
        problem.a_matrix_.index_ = self._matrix.indices
        problem.a_matrix_.value_ = self._matrix.data
        if whole:
            problem.integrality_ = [highspy.HighsVarType.kInteger] * self._columns
        model = highspy.Highs()  # type: ignore[no-untyped-call]
        model.setOptionValue("output_flag", False)
        model.setOptionValue("threads", 1)
        if not whole:
            model.setOptionValue("presolve", "off")
            model.setOptionValue("simplex_strategy", self._strategy)
        model.passModel(problem)
        return model


def is_whole(table: Numbers) -> bool:
    """Whether a solver's numbers are whole but for its rounding."""
    return bool(np.abs(table - np.round(table)).max(initial=0.0) < ROUNDING)


def _answer(model: highspy.Highs) -> Numbers | None:
    status = model.getModelStatus()
    if status in FOUND:
        return np.array(model.getSolution().col_value)
    if status in NONE:
        return None
    raise WorkbookError(f"disclosure control: the solver gave up ({model.modelStatusToString(status)})")
