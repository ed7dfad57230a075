"""`open_report` and `open_quality` as notebooks call them: a person's session begins, or takes the new report over.

Without a person, the cells' open figures are shown from then on; where Quarto runs the notebook, it also gets what a
build would write into the notebook's metadata.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from helpers.attended import attended, running_shell
from helpers.execute.open_figures import show_open_figures
from helpers.paths import find_project
from helpers.release import opening, quality_data
from helpers.report.current import opened

RUN_BY_QUARTO = "QUARTO_DOCUMENT_FILE"
"""What Quarto sets to the name of the notebook that it runs."""
P = ParamSpec("P")
R = TypeVar("R")


def _in_notebooks(opens: Callable[P, R]) -> Callable[P, R]:
    @wraps(opens)
    def called(*given: P.args, **named: P.kwargs) -> R:
        made = opens(*given, **named)
        if attended():
            from helpers.desk.session import session  # a build has no need of it

            if session().release is not opened():  # and not one beside it
                session().opened(find_project(), opened())
        elif shell := running_shell():
            show_open_figures(shell)
            if notebook := os.environ.get(RUN_BY_QUARTO):
                from helpers.desk.report_of_notebook import note_report

                note_report(notebook, opened())
        return made

    return called


open_report = _in_notebooks(opening.open_report)
open_quality = _in_notebooks(quality_data.open_quality)
