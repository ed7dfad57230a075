"""Each workbook has one mistake; <name>.expected.txt beside it is what the user is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.inputs.intake.sent_returns import check
from helpers.paths import Project, find_project

HERE = Path(__file__).parent
BAD = sorted((HERE / "workbooks").glob("*.xlsx"))
STATIONS = """station_code,province,vintage,name_en,name_vi,kind
lang-son-01,lang-son,63,Huu Nghi,Hữu Nghị,land
lang-son-02,lang-son,63,Tan Thanh,Tân Thanh,land
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(find_project(HERE).params, root / "params")
    (root / "data/sample").mkdir(parents=True)
    (root / "data/sample/stations.csv").write_text(STATIONS, encoding="utf-8")
    return Project(root)


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_mistake_is_named_by_sheet_cell_reason_and_remedy(project: Project, bad: Path) -> None:
    intake = check(project, [bad])
    expected = bad.with_suffix(".expected.txt").read_text(encoding="utf-8")
    assert "\n".join(map(str, intake.mistakes)) + "\n" == expected
    assert intake.rejected or "sheet" in expected


def test_every_workbook_has_its_message() -> None:
    messages = {
        path.name.removesuffix(".expected.txt") for path in (HERE / "workbooks").glob("*.expected.txt")
    }
    assert messages == {path.stem for path in BAD}
    assert len(BAD) > 25


def test_no_message_repeats_personal_data() -> None:
    for path in (HERE / "workbooks").glob("*.expected.txt"):
        text = path.read_text(encoding="utf-8")
        assert not any(
            secret in text for secret in ("Mẫu", "MAU", "912", "0201980", "C1234567", "@", "Ghi chú")
        )
