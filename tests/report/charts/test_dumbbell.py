from __future__ import annotations

import re

import pytest

from helpers.privacy.release import Cell
from helpers.report.charts import dumbbell_chart


@pytest.mark.parametrize(("after", "anchor"), [(90, "start"), (91, "start"), (70, "middle")])
def test_the_line_of_the_standard_runs_through_no_word(after: float, anchor: str) -> None:
    row = ("Lào Cai", Cell(55.0, "shown"), Cell(float(after), "shown"))
    svg = dumbbell_chart([row], standard=90.0, language="en")
    (line,) = re.findall(r"stroke-dasharray[^>]*\bd=\"M ([0-9.]+)|d=\"M ([0-9.]+)[^>]*stroke-dasharray", svg)[
        :1
    ]
    word = re.search(r'text-anchor: (\w+)[^>]* x="([0-9.]+)"[^>]*>after<', svg)
    assert word is not None and word[1] == anchor
    if anchor == "start":
        assert float(word[2]) > float("".join(line))
