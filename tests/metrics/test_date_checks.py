"""Dates that texts of a project's file name, and the years of published figures beside those of a period."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from test_targets import GOOD

from helpers.errors import ParamsError
from helpers.inputs.params.settings import Bilingual
from helpers.metrics.date_checks import named_dates, told_later
from helpers.metrics.framework import read_framework
from helpers.paths import Project


@pytest.mark.parametrize(
    ("en", "vi", "spans"),
    [
        ("signed in January 2024", "ký tháng 1/2024", [("2024-01-01", "2024-01-31")]),
        ("on 9 May 2018", "ngày 9/5/2018", [("2018-05-09", "2018-05-09")]),
        ("by 2024-02", "đến tháng 2 năm 2024", [("2024-02-01", "2024-02-29")]),
        ("on 2024-02-29", "-", [("2024-02-29", "2024-02-29")]),
        ("moved to 2025", "chuyển sang năm 2025", [("2025-01-01", "2025-12-31")]),
        ("1,604 cases, 12/13/2024 of them", "Luật 53/2024/QH15", []),
        ("12020 officers", "-", []),
    ],
)
def test_dates_that_a_text_names_in_either_language(en: str, vi: str, spans: list[tuple[str, str]]) -> None:
    found = named_dates(Bilingual(en=en, vi=vi))
    assert [(each.first.isoformat(), each.last.isoformat()) for each in found] == spans


@pytest.mark.parametrize(
    ("text", "later"),
    [("Agreement, June 2025", True), ("Agreement, March 2025", False), ("Plan 2030", False)],
)
def test_source_is_later_only_where_it_names_a_day_or_month(text: str, later: bool) -> None:
    assert told_later(Bilingual(en=text, vi="-"), date(2025, 3, 31)) == later


FIGURES = "params/published_figures.csv"


@pytest.mark.parametrize(
    ("years", "period", "agrees"),
    [
        ("2024", '"2024"', True),
        ("2023", '"2024"', False),
        ("2024/2025", "project", True),
        ("2024-2025", "project", True),
        ("2024 to 2025", '"2024"', False),
        ("2017-2024", '"2024"', False),
        ("mid-2022/2024", '"2024"', False),
        ("2024-05-09/2024-05-10", '"2024"', True),
        ("2024/2025", '"2024", through: "2025"', True),
        ("2024", "project", False),
        ("from 2024", "project", True),
        ("undated", '"2024"', True),
    ],
)
def test_figure_stands_beside_the_years_that_it_is_of(
    tmp_path: Path, project: Project, years: str, period: str, agrees: bool
) -> None:
    copied = tmp_path / "copied"
    shutil.copytree(project.params, copied / "params", ignore=shutil.ignore_patterns("projects"))
    path = copied / FIGURES
    text = path.read_text(encoding="utf-8")
    row = "vbg-2023-officers-trained,national,2023,officers_trained_general"
    assert row in text
    text = text.replace(row, f"planted,national,{years},officers_trained", 1).replace(
        ",nearly,officers,2024-01,", ",,officers,,", 1
    )
    path.write_text(text, encoding="utf-8")
    file = copied / "params" / "projects" / "training.yml"
    planted = f"        reported: [{{period: {period}, figure: planted}}]\n        provinces: [lang-son]"
    good = GOOD.read_text(encoding="utf-8")
    file.parent.mkdir()
    file.write_text(good.replace("        provinces: [lang-son]", planted, 1), encoding="utf-8")
    read = Project(copied)
    if agrees:
        (again,) = (each for each in read_framework(read, "training").project.indicators if each.reported)
        assert again.reported[0].figure == "planted"
        return
    with pytest.raises(
        ParamsError, match=r"line \d+, results.0.indicators.0.reported.0.figure: 'planted' is of"
    ):
        read_framework(read, "training")
