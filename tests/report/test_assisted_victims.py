"""The table of those who were assisted: its heads, whose columns it leaves out, and what its note says."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import report
from helpers.report import current
from helpers.report.frames import OpenedRelease
from helpers.report.missing_values import missing


def wide(release: OpenedRelease, own: float) -> pd.DataFrame:
    """Two places; of the first only the total is shown where `own` is withheld."""
    labels = [release.label(name) for name in report.VICTIMS]
    values = {("Lang Son", 2023): [19.0, *[own] * 6], ("Viet Nam", 2023): [235.0, *[40.0] * 6]}
    frame = pd.DataFrame(values, index=pd.Index(labels, name="indicator"))
    return frame.rename_axis(columns=["place", "year"])


def test_a_place_of_which_most_is_withheld_has_no_column(opened: dict[str, OpenedRelease]) -> None:
    current.set_opened(opened["en"])
    assert [*report.victims_table(wide(opened["en"], missing("c"))).columns] == [("Viet Nam", 2023)]
    assert len(report.victims_table(wide(opened["en"], 7.0)).columns) == 2


@pytest.mark.parametrize(
    ("language", "heads"),
    [("en", ["Pathway", "Status of identification"]), ("vi", ["Cách trở về", "Tình trạng xác định"])],
)
def test_pathways_and_statuses_stand_under_heads(
    opened: dict[str, OpenedRelease], language: str, heads: list[str]
) -> None:
    current.set_opened(opened[language])
    made = report.victims_table(wide(opened[language], 7.0))
    assert [made.index[1], made.index[5]] == heads
    assert [made.attrs["rows"].get(label, ".")[0] for label in made.index] == [*"thppphpp."]


def test_the_law_is_named_in_both_languages_from_its_year_on(opened_scopes: dict[str, OpenedRelease]) -> None:
    merged = next(each for each in opened_scopes.values() if each.scope.year >= 2025)
    before = next(each for each in opened_scopes.values() if each.scope.year == 2023)
    for language in ("en", "vi"):
        assert "53/2024/QH15" in report.victims_note(merged.in_language(language))
        assert "53/2024/QH15" not in report.victims_note(before.in_language(language))
