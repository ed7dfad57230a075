"""Which numbers of published reports nobody can open, and which need not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.paths import Project
from helpers.privacy.sourced_number import ReleasedCell
from helpers.publish.unsourced_numbers import left_over, packets_in, unsourced_numbers
from helpers.report.sourced_text import NumberIn, SourcedText

CELL = ReleasedCell("sessions", "lang-son", "2023", "total", "all", "691")


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Legal-education sessions held, by month, Lang Son, 2022 and 2023", ""),
        ("Last updated 31 March 2024; cập nhật ngày 31/03/2024", ""),
        ("Trafficking in minors: Article 151; mua bán người dưới mười sáu tuổi: Điều 151", ""),
        ("Highest of 44 provinces: crossings detected", ""),
        ("12 of 44 provinces held more sessions than in 2022", ""),
        ("Cao nhất trong 44 tỉnh: số vụ", ""),
        ("No return of 2023 was received from: Cao Bang, Lao Cai and 32 more.", ""),
        ("Thứ hạng trong 44 tỉnh, thành phố: buổi tuyên truyền 15, tờ rơi 22", ""),
        ("Rank 3 of 44 for sessions", ""),
        ("Xếp thứ 3/44 về số buổi", ""),
        ("15 of 44", "Rank | Sessions"),
        ("provincial returns; station-months received: 143 of 144 in 2022, 144 of 144 in 2023.", ""),
        ("báo cáo tháng đã nhận của các đồn: năm 2022: 5.126/5.196, năm 2023: 5.112/5.196.", ""),
        ("Lượt nữ dự lớp: có ghi ở 58/63 dòng năm 2022", ""),
        ("met the standard (95% interval)", ""),
        ("đạt chuẩn (khoảng tin cậy 95%)", ""),
        ("12 of 12 published figures agree with the returns", ""),
        ("nearly 25,000", "Published | Legal-education sessions"),
        ("hơn 22.000", "Đã công bố | Số tờ rơi"),
        ("others in percent where the base is at least 30, else in numbers.", ""),
    ],
)
def test_what_need_not_open_is_left_out(text: str, context: str) -> None:
    assert left_over(text, context) == []


@pytest.mark.parametrize(
    ("text", "context", "numbers"),
    [
        ("The Border Guard held 691 sessions with 19,793 attendances in 2023.", "", ["691", "19,793"]),
        ("Bộ đội Biên phòng tổ chức 691 buổi cho 19.793 lượt người năm 2023.", "", ["691", "19.793"]),
        ("43%", "2023 | of whom women", ["43%"]),
        ("up 9% on 2022", "", ["9%"]),
        ("+9%", "Change on 2022 | Sessions", ["+9%"]),
        ("station-months received: 143 of 144 in 2022; 691 sessions.", "", ["691"]),
    ],
)
def test_a_number_on_an_indicator_is_told(text: str, context: str, numbers: list[str]) -> None:
    assert left_over(text, context) == numbers


def test_a_number_that_opens_is_not_told_and_its_neighbour_is() -> None:
    text = SourcedText("691 sessions and 7 courses", [NumberIn(0, 3, (CELL,))])
    assert left_over(text) == ["7"]


def test_what_is_typed_where_it_is_made_is_looked_through_before_the_build() -> None:
    assert (
        left_over("Mean scores are of 100, weighted.", typed='note="Mean scores are of 100, weighted."') == []
    )
    assert left_over(
        "Mean scores are of 99, weighted.", typed='note=f"Mean scores are of {n}, weighted."'
    ) == ["99"]


def test_every_number_of_the_shipped_reports_opens_or_need_not(built: Project) -> None:
    assert len(packets_in(built)) == 4
    assert unsourced_numbers(built, packets_in(built)) == []


def test_command_tells_report_exhibit_number_and_words(
    built: Project, workbook: Callable[..., Any], tmp_path: Path
) -> None:
    project = Project(tmp_path / "project")
    folder = project.reports / "2023" / "en" / "lang-son"
    shutil.copytree(built.root / "params", project.params)
    folder.mkdir(parents=True)
    notebook = json.loads(
        (built.reports / "2023" / "en" / "lang-son" / "notebook.ipynb").read_text(encoding="utf-8")
    )
    (cell,) = (each for each in notebook["cells"] if each["id"] == "main-points")
    del cell["outputs"][0]["data"]["application/vnd.border-guard.exhibit+json"]["numbers"]
    (folder / "notebook.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    done = workbook(project, "unsourced", "2023", "lang-son")
    assert done.returncode == 1
    assert (
        "2023/en/lang-son, main-points: 691 in 'The Border Guard held 691 legal-education sessions"
        in done.stdout
    )
    assert workbook(project, "unsourced", "2022").returncode == 2
