"""What the cells of the notebook on donors' projects make of a Release."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from helpers import report
from helpers.report import current, own, sentences
from helpers.report.exhibit import Exhibit
from helpers.report.frames import OpenedRelease
from helpers.report.front_matter import Prose
from projects import ROOT

NOTEBOOK = json.loads((ROOT / "notebooks" / "project_report.ipynb").read_text(encoding="utf-8"))
OPEN = (
    "release.results()",
    "results[",
    "report.table(",
    "report.figure(",
    "report.say(",
    "release.project_data(",
)
"""What a cell that is open to analysts calls or reads: data, exhibits and sentences."""


class Made:
    """Exhibits by their ids, sentences in their order."""

    def __init__(self) -> None:
        self.exhibits: dict[str, Exhibit] = {}
        self.sentences: list[str] = []

    def exhibit(self, made: Exhibit) -> Exhibit:
        return self.exhibits.setdefault(made.id, made)

    def shown(self, made: Any) -> bool:
        if isinstance(made, Prose):
            self.sentences.append(made.text.replace("\\", ""))
        return isinstance(made, Prose)

    def said(self, start: str) -> str:
        """The sentence that begins so; empty where there is none."""
        return next((each for each in self.sentences if each.startswith(start)), "")


@contextmanager
def noting() -> Iterator[Made]:
    """What cells hand over inside the block, without a front end."""
    made = Made()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(own, "_noted", made.exhibit)
        patch.setattr(sentences, "show_now", made.shown)
        patch.setattr(current, "_MISSING", set())
        yield made


def run_open_cells(release: OpenedRelease, layout: str = "", *, figures: bool = True) -> Made:
    """Run the cells of the notebook that are open to analysts, or those that draw nothing."""
    current.set_opened(release)
    names = {"release": release, "report": report, "pd": pd, "plt": plt, "layout": layout}
    names |= {"language": release.language}
    with noting() as made:
        for cell in NOTEBOOK["cells"]:
            source = "".join(cell["source"])
            if "report.figure(" in source and not figures:
                continue
            if cell["cell_type"] == "code" and any(call in source for call in OPEN):
                exec(compile(source, cell["id"], "exec"), names)
        certainty = report.training_certainty(names["tests"])
        made.sentences += [certainty.text.replace("\\", "")] if certainty else []
    assert not plt.get_fignums()
    return made
