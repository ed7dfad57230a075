"""Programs over cells that hang together, solved by HiGHS. What is asked of them is for others to say.

Each linear program starts from where the last one of the same equations ended (Huangfu and Hall 2018, on the dual
simplex method of HiGHS), which takes a tenth of the time of a fresh start. The same programs in the same order give the
same answers: one thread, no limit of time.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy.sparse import csc_array, sparray

from helpers.errors import WorkbookError
from helpers.privacy.linked import Numbers

DUAL_SIMPLEX, PRIMAL_SIMPLEX = 1, 4


class Program:
    """Equations `matrix @ x = right`, asked again and again with other costs and bounds.

    With `same_bounds` for questions that differ in their costs alone, by the primal simplex: a third of the time.
    """

    def __init__(self, matrix: sparray, right: Numbers | None = None, *, same_bounds: bool = False) -> None:
        self._matrix = csc_array(matrix)
        rows, self._columns = self._matrix.shape
        self._right = np.zeros(rows) if right is None else right
        self._strategy = PRIMAL_SIMPLEX if same_bounds else DUAL_SIMPLEX
        self._all = np.arange(self._columns, dtype=np.int32)
        self._linear = self._model(whole=False)

    def cheapest(self, costs: Numbers, low: Numbers, up: Numbers, *, whole: bool = False) -> Numbers | None:
        """The x of least cost within the bounds; none where no x fits them.

        With `whole`, x is made of whole numbers, which can take long.
        """
        model = self._model(whole=True) if whole else self._linear
        model.changeColsCost(self._columns, self._all, costs)
        model.changeColsBounds(self._columns, self._all, low, up)
        model.run()
        status = model.getModelStatus()
        if not whole and status not in (
            highspy.HighsModelStatus.kOptimal,
            highspy.HighsModelStatus.kInfeasible,
        ):
            model.clearSolver()
            model.run()
            status = model.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return np.array(model.getSolution().col_value)
        if status in (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ):
            return None
        raise WorkbookError(f"disclosure control: the solver gave up ({model.modelStatusToString(status)})")

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
