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
    [("en", "confidential: withheld so that nobody can be identified"), ("vi", "bảo mật: không công bố")],
)
def test_a_mark_in_a_tile_is_explained(opened: dict[str, OpenedRelease], language: str, said: str) -> None:
    current.set_opened(opened[language])
    tiles = pd.DataFrame({"value": [missing("c")]}, index=["victims_rescued"], dtype=object)
    (tile,) = report.key_results(tiles).items
    assert tile.value == "[c]"
    assert tile.detail.startswith(said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "withheld, as in 2022, so that nobody can be identified · sex: see below"),
        ("vi", "không công bố, cũng như năm 2022, để không ai bị nhận diện · sex: see below"),
    ],
)
def test_a_number_withheld_in_both_years_is_said_to_be_so_once(
    opened: dict[str, OpenedRelease], language: str, said: str
) -> None:
    current.set_opened(opened[language])
    withheld = pd.Series([missing("c")], index=["victims_assisted"], dtype=object, name=2022)
    tiles = pd.DataFrame(
        {
            "value": withheld,
            "change": report.change_in_words(withheld, withheld),
            "detail": ["sex: see below"],
        }
    )
    assert report.key_results(tiles).items[0].detail == said


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
