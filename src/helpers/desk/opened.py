"""`open_report` and `open_quality` as notebooks call them: a person's session begins, or takes the new report over.

Without a person, the cells' open figures are shown from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from helpers.attended import attended, running_shell
from helpers.execute.open_figures import show_open_figures
from helpers.paths import find_project
from helpers.release import opening, quality_data
from helpers.report.current import opened

P = ParamSpec("P")
R = TypeVar("R")


def _in_notebooks(opens: Callable[P, R]) -> Callable[P, R]:
    @wraps(opens)
    def called(*given: P.args, **named: P.kwargs) -> R:
        made = opens(*given, **named)
        if attended():
            from helpers.desk.session import session  # a build has no need of it

            session().opened(find_project(), opened())
        elif shell := running_shell():
            show_open_figures(shell)
        return made

    return called


open_report = _in_notebooks(opening.open_report)
open_quality = _in_notebooks(quality_data.open_quality)
