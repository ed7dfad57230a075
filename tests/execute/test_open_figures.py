"""A figure that a cell leaves open is told, but not beside the cell's own error."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from helpers.execute.open_figures import OPEN_FIGURE, show_open_figures


@pytest.mark.parametrize(("success", "told"), [(True, [OPEN_FIGURE]), (False, [])])
def test_figure_left_open_is_told_unless_its_cell_failed(success: bool, told: list[str]) -> None:
    ends: list[Any] = []
    shown: list[dict[str, Any]] = []
    shell = SimpleNamespace(
        events=SimpleNamespace(register=lambda _event, function: ends.append(function)),
        display_pub=SimpleNamespace(publish=shown.append),
    )
    show_open_figures(shell)
    with mpl.rc_context({"backend": "agg"}):
        plt.figure()
        ends[0](SimpleNamespace(success=success))
        assert plt.get_fignums() == []
    assert [kind for bundle in shown for kind in bundle if kind != "text/plain"] == told
