"""Tiles of key results: how a label follows its number, and what a mark means."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import report
from helpers.report import current
from helpers.report.frames import OpenedRelease
from helpers.report.missing_values import missing


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "not available"), ("vi", "không có số liệu")],
)
def test_a_mark_in_a_tile_is_explained(opened: dict[str, OpenedRelease], language: str, said: str) -> None:
    current.set_opened(opened[language])
    tiles = pd.DataFrame({"value": [missing("x")]}, index=["sessions"], dtype=object)
    (tile,) = report.key_results(tiles).items
    assert tile.value == "[x]"
    assert tile.detail.startswith(said)


@pytest.mark.parametrize("status", ["c", "z"])
def test_a_number_that_tells_nothing_has_no_tile_and_the_next_row_takes_its_place(
    opened: dict[str, OpenedRelease], status: str
) -> None:
    current.set_opened(opened["en"])
    names = ["sessions", "participants", "leaflets", "victims_assisted", "interception_cases"]
    names += ["officers_trained", "document_sets", "courses_held"]
    values = [missing(status) if name == "victims_assisted" else 5.0 for name in names]
    tiles = pd.DataFrame({"value": values}, index=names, dtype=object)
    shown = report.key_results(tiles).items
    assert [tile.value for tile in shown] == ["5"] * 6
    assert shown[3].label == "cases of illegal crossing intercepted"
    assert shown[5].label == "training document sets delivered"


@pytest.mark.parametrize(
    ("language", "name", "label"),
    [
        ("en", "sessions", "legal-education sessions"),
        ("vi", "sessions", "buổi tuyên truyền pháp luật"),
        ("vi", "posttest_meeting_pct", "lượt kiểm tra đạt chuẩn sau tập huấn"),
        ("en", "victims_assisted", "victims and suspected victims assisted"),
        ("vi", "victims_assisted", "nạn nhân và người nghi là nạn nhân được hỗ trợ"),
    ],
)
def test_a_label_follows_its_number(
    opened: dict[str, OpenedRelease], language: str, name: str, label: str
) -> None:
    current.set_opened(opened[language])
    (tile,) = report.key_results(pd.DataFrame({"value": [50.0]}, index=[name])).items
    assert tile.label == label
